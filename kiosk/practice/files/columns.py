"""Which column of a worklist is what, by the usual names of practice systems and spreadsheets."""

import re
from collections.abc import Mapping, Sequence

from kiosk.practice.values import dataclass
from kiosk.practice.words import clean

LONGEST_HEADER = 40
MOST_NAMED = 12
# Of two columns for one field, the name that stands earlier here is taken.
_NAMES: dict[str, str] = {
    "reference": (
        "auth ref, authorization ref, reference, reference number, ref, ref number, pa number, "
        "pa ref, pa id, request number, request id, request, case, case number, id, number"
    ),
    "payer": "payer, payer name, insurance, insurance name, ins, carrier, plan, health plan",
    "status": "status, auth status, pa status, request status, decision",
    "urgency": "urgency, priority, urgent",
    "codes": (
        "service code, service codes, cpt, cpt code, cpt codes, hcpcs, hcpcs code, code, codes, "
        "procedure code, procedure codes, proc code, proc, cpt hcpcs"
    ),
    "requested_on": "requested, requested on, request date, date requested, created, created on",
    "needed_by": "needed by, need by, due, due date, due by, deadline",
    "service_date": "service date, date of service, dos, appointment date, scheduled date",
    "submitted": "submitted, submitted on, submitted at, date submitted, submit date, sent on",
    "answered_on": "decision date, answered on, determination date, decided on, approval date",
    "payer_reference": (
        "payer ref, payer reference, payer reference number, confirmation number, confirmation, "
        "tracking number"
    ),
    "authorization_number": (
        "auth number, authorization number, approval number, approval, auth, authorization"
    ),
    "valid_from": "valid from, auth start, start date, effective date, from",
    "valid_to": "valid to, valid until, auth end, end date, expires, expires on, expiration date",
    "units": "units, quantity, qty, visits, units requested",
    "who_needed": "who, who needed, who is needed, needs, needed from",
}
FIELDS = tuple(_NAMES)
_DROPPED = (
    "note, notes, comment, comments, remarks, dx, diagnosis, diagnosis code, diagnosis codes, "
    "icd, icd10, icd 10, description, procedure, procedure name, procedure description, service, "
    "clinic, provider, ordering provider, doctor, physician, assigned to, owner, staff"
)
_PATIENT_PARTS = (
    "patient|dob|birth|ssn|socialsecurity|mrn|medicalrecord|member|subscriber|guarantor|insured|"
    "firstname|lastname|middlename|fullname|surname|givenname|phone|telephone|mobile|address|"
    "street|zip|postal|email|chartnumber|accountnumber|policynumber"
)
_PATIENT_NAMES = (
    "pt, pt name, pt id, name, first, last, middle, tel, cell, fax, city, age, sex, gender"
)
_NUMBER = ("#", "no", "num", "nbr", "nr")


def plain(header: str) -> str:
    """A header without case, spaces and punctuation; "PA #" and "pa_no." are "panumber"."""
    words = re.findall(r"[a-z0-9]+|#", header[:200].casefold())
    return "".join("number" if word in _NUMBER else word for word in words)


def _plain_names(names: str) -> tuple[str, ...]:
    return tuple(plain(name) for name in names.split(", "))


_KNOWN = {field: _plain_names(names) for field, names in _NAMES.items()}
_FIELD_OF = {name: field for field, names in _KNOWN.items() for name in names}
_KNOWN_DROPPED = frozenset(_plain_names(_DROPPED))
_KNOWN_PATIENT = frozenset(_plain_names(_PATIENT_NAMES))
_ABOUT_PATIENT = re.compile(_PATIENT_PARTS)


def field_of(header: str) -> str:
    """The field that a column is known to hold; "" if none."""
    return _FIELD_OF.get(plain(header), "")


def is_patient(header: str) -> bool:
    """Whether a column holds something about a patient, and so is never read."""
    name = plain(header)
    if name in _FIELD_OF:
        return False
    return name in _KNOWN_PATIENT or bool(_ABOUT_PATIENT.search(name))


def unknown(header: Sequence[str]) -> list[str]:
    """The columns that a person may say something about.

    Those are the ones that are neither known, nor about a patient, nor known to be of no use
    here (notes, diagnoses, descriptions).
    """
    return [
        name
        for name in header
        if plain(name)
        and not field_of(name)
        and not is_patient(name)
        and plain(name) not in _KNOWN_DROPPED
    ]


@dataclass(frozen=True)
class Layout:
    """Where in a row what stands."""

    header: tuple[str, ...]
    places: Mapping[str, tuple[int, ...]]  # of each field; several only for codes
    patients: tuple[int, ...]

    @property
    def lacks(self) -> bool:
        """Whether it has too little to be a worklist: a payer, and a reference or a code."""
        return "payer" not in self.places or not {"reference", "codes"} & set(self.places)

    def names(self, places: Sequence[int]) -> str:
        """The headers at these places, for a sentence."""
        shown = [clean(self.header[place], LONGEST_HEADER) or "(no name)" for place in places]
        more = len(shown) - MOST_NAMED
        return ", ".join(shown[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def fault(mapping: Mapping[str, str]) -> str:
    """What is wrong with a mapping of headers to fields, in one sentence; "" if nothing."""
    for header, field in mapping.items():
        if field and field not in FIELDS:
            return f"There is no field of this name. The fields are: {', '.join(FIELDS)}."
        if field and is_patient(header):
            name = clean(header, LONGEST_HEADER)
            return f"The column '{name}' is about the patient and is never read."
    return ""


def lay_out(header: Sequence[str], mapping: Mapping[str, str]) -> Layout:
    """Find each field's column. A mapped column goes before one that is known by its name."""
    mapped = {plain(name): field for name, field in mapping.items()}
    found: dict[str, list[tuple[int, int]]] = {}
    patients: list[int] = []
    for place, name in enumerate(header):
        if is_patient(name):
            patients.append(place)
            continue
        field = mapped.get(plain(name), field_of(name))
        if field:
            rank = -1 if plain(name) in mapped else _KNOWN[field].index(plain(name))
            found.setdefault(field, []).append((rank, place))
    places = {
        field: tuple(place for _, place in (sorted(ranked) if field == "codes" else [min(ranked)]))
        for field, ranked in found.items()
    }
    return Layout(tuple(header), places, tuple(patients))
