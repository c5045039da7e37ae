"""Whether typed text looks like data about a patient. The person decides; this only asks.

The kinds are those among the identifiers of 45 CFR 164.514(b)(2) that are typed by mistake.
A payer's or the practice's own numbers (authorization, claim, NPI, codes) are no patient's.
"""

import re
import string
from collections.abc import Iterator
from typing import Literal

from kiosk.practice.values import dataclass

Kind = Literal[
    "birth date with a name",
    "birth date",
    "member id",
    "medical record number",
    "phone number",
    "Social Security number",
]

MOST_NAMED = 3  # parts in one warning; more would not be read
LONGEST_PART = 40  # characters of a part in a warning
LOOKED_BACK = 60  # characters before a number in which the word that explains it stands
FIRST_BIRTH_YEAR = 1880
LAST_BIRTH_YEAR = 1989  # no work of today has an older date: it is somebody's birth date
FIRST_OLD_YEAR = 40  # of two digits: 40 to 89 can only be 1940 to 1989

# The same length, so that places in the text stay what they are.
_SAME = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-") | {"\xa0": " "})
_DAY = r"(?:[0-2]?\d|3[01])"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_CANDIDATE = re.compile(
    rf"""
    (?: (?<!\w)(?<!\w-)(?<!\d\.) | (?=\() )
    (?: (?P<lead>[^\W\d_]+) - )?
    (?:
      (?P<date>
        {_DAY} (?P<sign>[/.-]) {_DAY} (?P=sign) (?P<year>\d{{4}}|\d\d)
      | (?P<first_year>\d{{4}}) [/.-] {_DAY} [/.-] {_DAY}
      | (?: {_MONTH}[ ]{_DAY}(?:st|nd|rd|th)? | {_DAY}(?:st|nd|rd|th)?[ -]{_MONTH} )
        (?:,[ ]?|[ -]) (?P<last_year>\d{{4}})
      ) (?! [\d/] | [.-]\d )
    | (?P<social> \d{{3}} (?P<between>[ -]) \d\d (?P=between) \d{{4}} ) (?!\w|-\w)
    | (?P<phone>
        (?:\+?1[ ./-]?)? (?: \(\d{{3}}\)[ ./-]? | \d{{3}}[ ./-] ) \d{{3}} [ .-]? \d{{4}}
      | [+](?!1\D) \d{{1,3}} (?:[ .-]?\d{{2,4}}){{3,4}}
      ) (?! \d | -\w )
    | (?P<local> [2-9]\d\d-\d{{4}} ) (?! \w | -\w | [ ]?(?:mg|mcg|ml|units?|dollars)\b )
    | (?P<number> [^\W_]++ (?:-[^\W_]++)*+ )
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_TOLL_FREE = re.compile(r"8(?:00|33|44|55|66|77|88)")  # a company's, never a patient's
_WORD = re.compile(r"d\.o\.b|[^\W\d_]+|[#;\n$]|\d+", re.IGNORECASE)
_NAME_WORD = re.compile(r"[^\W\d_][\w'\u2019-]*\.?")
_LETTERS = string.ascii_letters
_GROUPS = ("date", "social", "phone", "local", "number")
_BESIDE_DATE = re.compile(r"[\s,;:(|/-]{1,4}(?:d\.?o\.?b\.?|born)?[\s:(]{0,3}", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r", ?| ")

# 11 characters: https://www.cms.gov/medicare/new-medicare-card/understanding-the-mbi
_MEDICARE = re.compile(
    r"[1-9][A-Z][A-Z\d]\d-?[A-Z][A-Z\d]\d-?[A-Z]{2}\d\d(?:-?[A-Z\d]{1,2})?", re.IGNORECASE
)
_MEMBER_LIKE = re.compile(r"[A-Z\d]{8,15}(?:-\d{1,2})?", re.IGNORECASE)
_NO_MEMBER = re.compile(r"20\d\d[A-Z]\d{4}[A-Z]{1,2}|\d{8}T\d+Z?")  # a policy of a payer, a time
_COMPACT_DAY = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_BORN = _set("dob d.o.b born birth birthdate birthday bday")
_RECORD = _set("mrn mr record records chart emr ehr")
_MEMBER = _set("member members mbr subscriber beneficiary mbi hicn policyholder")
_SOCIAL = _set("ssn social security")
_WEAK = _set("patient pt patients medicaid medicare insurance account acct id")
_ASKING = _set("number no num nr id #")
_FILLERS = _ASKING | _set("numbers ids is was the a an of new came as card")
_NOT_A_PATIENTS = _set(
    """
    $ approval appeal asset auth auths authorization authorizations badge barcode batch bin case
    cert certification claim clia code codes confirmation control cpt dea determination edi ein
    employee fein form grievance group hcpcs icd icn invoice item key lcd login lot meeting model
    ncd ndc npi order pa part passcode payer pcn po provider receipt ref reference refs request
    serial sku tax ticket tin toner trace tracking transaction upc user vendor
    """
)
_KNOWN = _NOT_A_PATIENTS | _BORN | _RECORD | _MEMBER | _SOCIAL | _WEAK
_NO_NAMES = _set(
    """
    a about advantage aetna after again all alliance ambetter and anthem appeal appeals approval
    approved april are asap assigned at august auth authorization availity back bcbs blue board
    break by call called cancelled caremark carelon center chart cigna claim clinic clinical
    clinicals closed closing code cohere completed confirmed cover coverage covermymeds cross ct
    cvs date days deadline december decision denial denied done dr drug due echo effective
    eligibility ends evicore expired expires express family fax faxed february fee final first
    follow for form forms friday from front gave got group health healthcare her his hold home
    hospital humana imaging in infusion injection insurance is january july june kaiser lab last
    late letter line lumbar lunch ma march md medicaid medical medicare medicine meeting molina
    monday mri needed needs new next note notes november np october of office on optum order
    ordered pa part payer peer pending permanente pet pharmacy phone phones physical plan policy
    portal practice prior procedure provider radiology received recheck ref referral refill
    renewal request requested resent review rn rule samples saturday scheduled scripts sent
    september service shield shift signature signed since spoke staff start started starting
    starts state status step street submitted sunday surgery system team termed the therapy
    through thru thursday till to today training tricare tuesday until updated us valid visit
    visits wednesday week with
    """
)
_TITLES = _set("mr mrs ms miss pt patient")
_STAFF = _set("dr doctor nurse np rn ma")


@dataclass(frozen=True)
class Finding:
    """A part of a text that looks like patient data.

    kind: what it looks like. part: the words as typed. start: its place in the text.
    """

    kind: Kind
    part: str
    start: int


def findings(text: str, *, number_asked: bool = False) -> tuple[Finding, ...]:
    """All that looks like patient data, in the order of the text; takes time linear in its length.

    number_asked: the field asks for a payer's number, so a number that nothing in the text
    explains is taken for that.
    """
    return tuple(_look(text, number_asked))


def warning(text: str, *, number_asked: bool = False) -> str | None:
    """What to ask before the text is kept; None where nothing looks like patient data.

    number_asked: as for `findings`.
    """
    found = {(one.part, one.kind): None for one in findings(text, number_asked=number_asked)}
    if not found:
        return None
    named = [f"'{_short(part)}' looks like a {kind}" for part, kind in list(found)[:MOST_NAMED]]
    if len(found) > MOST_NAMED:
        named.append(f"there is more ({len(found) - MOST_NAMED})")
    said = " and ".join(filter(None, [", ".join(named[:-1]), named[-1]]))
    return f"{said}. Patient data does not belong here. Keep it anyway?"


def _short(part: str) -> str:
    part = " ".join(part.split())
    return part if len(part) <= LONGEST_PART else part[: LONGEST_PART - 1] + "\u2026"


def _look(text: str, number_asked: bool) -> Iterator[Finding]:
    even = text.translate(_SAME)
    capitals = even.upper() == even
    for match in _CANDIDATE.finditer(even):
        group = next(name for name in _GROUPS if match[name])
        start, kind = match.start(group), None
        if group == "date":
            kind, start = _birth(match, even, capitals)
        elif group == "number":
            kind, start = _number(match, even, number_asked)
        elif group == "social":
            kind = "Social Security number"
        elif group == "phone":
            kind = _phone(match["phone"])
        elif _word_before(even, match)[0] not in _NOT_A_PATIENTS:
            kind = "phone number"
        if kind:
            yield Finding(kind, text[start : match.end()], start)


def _birth(match: re.Match[str], text: str, capitals: bool) -> tuple[Kind | None, int]:
    """What a date is, and where it begins, its name included."""
    start = match.start("date")
    if (named := _name_before(text, start, capitals)) is not None:
        return "birth date with a name", named
    year = int(match["year"] or match["first_year"] or match["last_year"])
    if match["year"] and len(match["year"]) == 2:
        old = FIRST_OLD_YEAR <= year <= LAST_BIRTH_YEAR % 100 and match["sign"] != "."
    else:
        old = FIRST_BIRTH_YEAR <= year <= LAST_BIRTH_YEAR
    born = _word_before(text, match)[0] in _BORN
    return ("birth date" if old or born else None), start


def _name_before(text: str, end: int, capitals: bool) -> int | None:
    """Where a person's name right before a place begins; None where none stands there.

    capitals: the text has no small letters, so that only "LAST, FIRST" can be told from words.
    """
    names: list[re.Match[str]] = []
    words = list(_NAME_WORD.finditer(text, max(0, end - LOOKED_BACK), end))
    for word in reversed(words):
        plain = word[0].strip(".").casefold()
        if plain in _BORN and not names:
            continue
        between = text[word.end() : names[-1].start() if names else end]
        if not (_BETWEEN_NAMES if names else _BESIDE_DATE).fullmatch(between):
            break
        if plain in _STAFF:
            return None
        if plain in _TITLES and names:
            return word.start()
        if not word[0][0].isupper() or plain in _NO_NAMES:
            break
        names.append(word)
    if len(names) < 2 or (capitals and "," not in text[names[-1].start() : names[0].start()]):
        return None
    return names[-1].start()


def _phone(text: str) -> Kind | None:
    digits = "".join(filter(str.isdigit, text))[-10:]
    return None if _TOLL_FREE.match(digits) else "phone number"


def _number(match: re.Match[str], text: str, number_asked: bool) -> tuple[Kind | None, int]:
    """What a number, or letters with digits, looks like; and where it begins."""
    number, start = match["number"], match.start("number")
    if sum(map(str.isdigit, number)) < 4:
        return None, start
    if _COMPACT_DAY.fullmatch(number) and (named := _name_before(text, start, False)) is not None:
        return "birth date with a name", named
    word, asked = _word_before(text, match)
    if word in _NOT_A_PATIENTS:
        return None, start
    explained = _by_word(number, word, asked)
    if explained or number_asked or match["lead"]:
        return explained, start
    return _by_shape(number), start


def _word_before(text: str, match: re.Match[str]) -> tuple[str, bool]:
    """The word that explains a number, small; and whether "number", "id" or the like follows it."""
    if match["lead"] and (lead := match["lead"].casefold()) not in _FILLERS:
        return lead, True
    start = match.start()
    words = _WORD.findall(text, max(0, start - LOOKED_BACK), start)
    words += [match["lead"]] if match["lead"] else []
    asked: set[str] = set()
    for word in map(str.casefold, reversed(words)):
        if word not in _FILLERS:
            return (word if word in _KNOWN or "id" not in asked else "id"), bool(asked & _ASKING)
        asked.add(word)
    return ("id" if "id" in asked else ""), bool(asked & _ASKING)


def _by_word(number: str, word: str, asked: bool) -> Kind | None:
    digits = sum(map(str.isdigit, number))
    if word in _BORN and _COMPACT_DAY.fullmatch(number):
        return "birth date"
    if word in _SOCIAL and digits in (4, 9):
        return "Social Security number"
    if word == "mrn" or (word in _RECORD and asked):
        return "medical record number"
    if digits > 4 and (word in _MEMBER or (word in _WEAK and asked and digits > 5)):
        return "member id"
    return None


def _by_shape(number: str) -> Kind | None:
    digits = sum(map(str.isdigit, number))
    if number.isdigit():
        if digits == 9:
            return "Social Security number"
        if digits == 10 and number[0] not in "01":
            return _phone(number)
        return "member id" if 10 <= digits <= 14 else None
    if _MEDICARE.fullmatch(number):
        return "member id"
    letters = len(number) - len(number.lstrip(_LETTERS))
    if number[:letters].casefold() in _NOT_A_PATIENTS or _NO_MEMBER.fullmatch(number):
        return None
    return "member id" if digits > 5 and _MEMBER_LIKE.fullmatch(number) else None
