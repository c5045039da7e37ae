"""What a file of prior authorizations says, once everything about patients is left behind.

Readers (`fhir`, `worklist`) turn files into these values; the register of imports decides what
becomes of each. Nothing here can hold a patient's name, birth date or member id: there is no
field for it.
"""

from dataclasses import field
from datetime import date, datetime
from typing import Literal

from kiosk.practice.prior_auth_terms import Answer, Urgency, WhoNeeded
from kiosk.practice.values import dataclass

ItemKind = Literal["request", "answer"]
Outcome = Literal["skipped", "refused"]


@dataclass(frozen=True)
class Place:
    """Where in the input something stands: the file's name, and the line or entry in it."""

    file: str
    line: int | None = None  # of a CSV row; None for a whole file
    entry: str = ""  # of a FHIR resource: "Claim 1", "ClaimResponse 2"
    column: str = ""  # of a bad cell: the column's own header


@dataclass(frozen=True)
class Incoming:
    """One request, or one payer's answer, with the few fields that are kept."""

    place: Place
    kind: ItemKind
    key: str  # what it is known by in its source; never a trace number or an id alone
    digest: str  # sha256 hex of all that would count as a change; the register signs it again
    payer: str = ""
    reviewer: str = ""  # who really reviews, where that is another (a benefit manager)
    codes: tuple[str, ...] = ()  # service codes, without descriptions
    units: str = ""
    urgency: Urgency | None = None
    who_needed: WhoNeeded | None = None
    requested_on: date | None = None
    needed_by: date | None = None
    service_date: date | None = None
    submitted_at: datetime | None = None
    reference: str = ""  # the request's own identifier in its source
    names: tuple[str, ...] = ()  # a request's own identifiers; of an answer, what it names
    payer_reference: str = ""
    answer: Answer | None = None  # what the payer said
    answered_on: date | None = None
    authorization_number: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    previous: str = ""  # the key or reference of the earlier request that this one changes
    answers: str = ""  # of an answer: the key of the request it belongs to, if that is certain
    check: tuple[str, ...] = ()  # why a person must look at it, in words; empty: nothing to check


@dataclass(frozen=True)
class Left:
    """Something in the input that was not taken, and why."""

    place: Place
    outcome: Outcome  # skipped: it is no prior authorization; refused: it is one, but unreadable
    reason: str  # one sentence for the office


@dataclass
class Reading:
    """What a reader tells on its way, apart from what it yields."""

    patient_values_dropped: int = 0
    left: list[Left] = field(default_factory=list)
