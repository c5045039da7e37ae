"""The words that offices write into the cells of a worklist, and what they mean here.

Each function gives the meaning and, where a person must look, why ("" if not). What is written
is not repeated, since it may be anything, unless it is all but a word that is known.
"""

import difflib
import re

from kiosk.practice.files import shapes
from kiosk.practice.prior_auth_terms import Answer, Urgency, WhoNeeded

MOST_CODES = 20
EMPTY = frozenset({"", "-", "--", "?", "n/a", "na", "none", "null", "tbd", "nan"})
_ROUNDED = re.compile(r"\d(?:[.,]\d+)?[eE]\+\d+")
_ANSWERS: dict[str, Answer | None] = {
    "approved": "approved",
    "approve": "approved",
    "authorized": "approved",
    "granted": "approved",
    "certified": "approved",
    "denied": "denied",
    "deny": "denied",
    "rejected": "denied",
    "not approved": "denied",
    "pending": "pended",
    "pend": "pended",
    "pended": "pended",
    "partial": "partly approved",
    "partially approved": "partly approved",
    "partly approved": "partly approved",
    "approved partial": "partly approved",
    "approved partially": "partly approved",
    "partial approval": "partly approved",
    "modified": "modified",
    "cancelled": "cancelled",
    "canceled": "cancelled",
    "withdrawn": "cancelled",
    "void": "cancelled",
    "submitted": None,
    "sent": None,
    "requested": None,
    "in review": None,
    "under review": None,
    "in progress": None,
    "open": None,
    "new": None,
    "to do": None,
    "not started": None,
}
_URGENCIES: dict[str, Urgency] = {
    "standard": "standard",
    "routine": "standard",
    "normal": "standard",
    "regular": "standard",
    "non urgent": "standard",
    "no": "standard",
    "urgent": "urgent",
    "stat": "urgent",
    "expedited": "urgent",
    "rush": "urgent",
    "asap": "urgent",
    "emergency": "urgent",
    "yes": "urgent",
}
_WHO: dict[str, WhoNeeded] = {
    "anyone": "anyone",
    "anyone trained": "anyone",
    "staff": "anyone",
    "front desk": "anyone",
    "ma": "clinical",
    "rn": "clinical",
    "lpn": "clinical",
    "nurse": "clinical",
    "clinical": "clinical",
    "clinical staff": "clinical",
    "md": "prescriber",
    "do": "prescriber",
    "np": "prescriber",
    "pa": "prescriber",
    "prescriber": "prescriber",
    "physician": "prescriber",
    "doctor": "prescriber",
    "provider": "prescriber",
    "patient": "patient",
    "pt": "patient",
}


def status(text: str) -> tuple[Answer | None, str]:
    """What the payer said, by the status; None while it has said nothing."""
    words = _words(text)
    if words in _ANSWERS:
        return _ANSWERS[words], ""
    if words == "expired":
        return None, "the status says that it has expired"
    return None, _not_known("status", text, list(_ANSWERS))


def urgency(text: str) -> tuple[Urgency | None, str]:
    """How urgent it is; with a question mark, as written and to be checked."""
    words = _words(text)
    if words not in _URGENCIES:
        return None, _not_known("urgency", text, list(_URGENCIES))
    return _URGENCIES[words], "the urgency has a question mark" if "?" in text else ""


def who_needed(text: str) -> tuple[WhoNeeded, str]:
    """Who has to do it, by the usual abbreviations of professions."""
    words = _words(text)
    if words in _WHO and "?" not in text:
        return _WHO[words], ""
    return "unknown", "who is needed is not clear"


def codes(text: str) -> tuple[tuple[str, ...], str]:
    """The service codes in a cell, apart by comma, semicolon, space or slash."""
    parts = [part for part in re.split(r"[,;/\s]+", text) if part]
    kept = [shaped for part in parts if (shaped := shapes.code(part))]
    found = tuple(dict.fromkeys(kept))
    if len(found) > MOST_CODES:
        return found[:MOST_CODES], f"more than {MOST_CODES} service codes; the first are kept"
    bad = len(kept) < len(parts)
    return found, "a service code does not look like one and was left out" if bad else ""


def identifier(text: str, what: str) -> tuple[str, str]:
    """A reference or number as it stands, zeros in front too.

    what: its name for the person, such as "the authorization number".
    """
    if _ROUNDED.fullmatch(text):
        return "", f"{what} was rounded by a spreadsheet and is lost"
    kept = shapes.identifier(text)
    return kept, "" if kept else f"{what} does not look like one and was left out"


def payer(text: str) -> tuple[str, str]:
    """The insurer's name."""
    kept = shapes.payer(text)
    return kept, "" if kept else "the payer does not look like one and was left out"


def units(text: str) -> tuple[str, str]:
    """How much was asked for."""
    kept = shapes.units(text)
    return kept, "" if kept else "the units do not look like units and were left out"


def _words(text: str) -> str:
    return " ".join(re.findall(r"[a-z]+", text[:100].casefold()))


def _not_known(what: str, text: str, known: list[str]) -> str:
    """Say that a word is not known; name it only where it is a known one misspelt."""
    near = difflib.get_close_matches(_words(text), known, n=1, cutoff=0.8)
    plain = re.fullmatch(r"[A-Za-z -]{1,20}", text)
    return f"{what} '{text}' is not known" if near and plain else f"the {what} is not known"
