"""What a value out of a file must look like before it is kept.

A patient's name in a place where a number belongs must not be taken for one. So each kind of
value has a shape, and what has another is dropped: these functions give "" for it.
"""

import hashlib
import json
import re
from operator import methodcaller

from kiosk.practice.prior_auth_terms import LONGEST_PAYER
from kiosk.practice.words import clean

LONGEST_IDENTIFIER = 60
LONGEST_CODE = 20
_LOOKED_AT = 500  # characters of a value; what is longer is of no shape here anyway
_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._:#/-]*")
_RESOURCE_ID = re.compile(r"[A-Za-z0-9.-]+")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*")
_CALENDAR_DATE = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}")
_SOCIAL_SECURITY_OR_PHONE = re.compile(
    r"(?<!\d)(?:\d{3}-\d\d-\d{4}|\d{3}[-. ]\d{3}[-. ]\d{4})(?!\d)"
)
_FAMILY_COMMA_GIVEN = re.compile(r"([^\W\d_]|['-])+, ?(([^\W\d_]|['-])+\.?)( [^\W\d_]\.?)?")
_COMPANY = ("inc", "llc", "ltd", "corp", "co", "plan", "pc", "lp")
_PAYER_MARKS = " &.,'\u2019-/()"
_CANONICAL = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), allow_nan=False, default=methodcaller("isoformat")
)
_UNITS = re.compile(r"\d{1,6}(\.\d{1,3})?( ?[A-Za-z]{1,12})?")


def identifier(text: str) -> str:
    """A reference, payer reference or authorization number; it has a digit and is no URL."""
    kept = clean(text[:_LOOKED_AT], LONGEST_IDENTIFIER + 1)
    if len(kept) > LONGEST_IDENTIFIER or not _IDENTIFIER.fullmatch(kept):
        return ""
    words = re.findall(r"(?<![^ ])[A-Za-z]{2,}(?![^ ])", kept)
    plain = "://" not in kept and any(one.isdigit() for one in kept) and len(words) < 2
    return kept if plain and not _is_personal(kept) else ""


def resource_id(text: str) -> str:
    """The id of a FHIR resource (FHIR R4, datatype id): letters, digits, dot and hyphen."""
    kept = clean(text[:_LOOKED_AT], LONGEST_IDENTIFIER + 1)
    fits = len(kept) <= LONGEST_IDENTIFIER and _RESOURCE_ID.fullmatch(kept)
    return kept if fits and not _is_personal(kept) else ""


def code(text: str) -> str:
    """A service code in capitals: it has a digit, or is one or two letters long."""
    kept = clean(text[:_LOOKED_AT], LONGEST_CODE + 1).upper()
    if len(kept) > LONGEST_CODE or not _CODE.fullmatch(kept) or _is_personal(kept):
        return ""
    return kept if len(kept) <= 2 or any(one.isdigit() for one in kept) else ""


def payer(text: str) -> str:
    """An insurer's name; neither a person's ("Family, Given") nor one with a long number."""
    kept = clean(text[:_LOOKED_AT], LONGEST_PAYER)
    if not kept[:1].isalnum() or re.search(r"\d{6}", kept) or _is_personal(kept):
        return ""
    if not all(one.isalnum() or one in _PAYER_MARKS for one in kept):
        return ""
    person = _FAMILY_COMMA_GIVEN.fullmatch(kept)
    return "" if person and person[2].rstrip(".").casefold() not in _COMPANY else kept


def units(text: str) -> str:
    """How much was asked for: a number, and at most one word after it."""
    kept = clean(text[:_LOOKED_AT], LONGEST_CODE)
    return kept if _UNITS.fullmatch(kept) else ""


def digest(value: object) -> str:
    """The sha256, in hex, of a value that JSON can hold; the order of keys does not matter.

    Days and moments count as their ISO form.
    """
    return hashlib.sha256(_CANONICAL.encode(value).encode("ascii")).hexdigest()


def words_of(text: str) -> set[str]:
    """The words of a patient's value by which it is known again in another field.

    Short runs of digits (a day, a year) say nothing by themselves and are left out.
    """
    runs = re.findall(r"[^\W_]+", text.casefold())
    return {one for one in runs if len(one) >= 6 or (len(one) >= 3 and not one.isdigit())}


def _is_personal(text: str) -> bool:
    """Whether it is a date, or has a social security or telephone number in it."""
    return bool(_CALENDAR_DATE.fullmatch(text) or _SOCIAL_SECURITY_OR_PHONE.search(text))
