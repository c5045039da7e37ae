"""What is the same in reading a Claim and a ClaimResponse: what may be kept, and the payer."""

from collections.abc import Callable
from datetime import date

from kiosk.practice.files import dates, shapes
from kiosk.practice.files.fhir_elements import (
    Ambiguous,
    Element,
    Neighbours,
    child,
    children,
    signature,
    text,
)
from kiosk.practice.files.fhir_patients import PatientValues

_TRACE = ("trace", "trnorg")
_ABOUT_PEOPLE = ("patient", "member", "subscriber", "mrn", "ssn")
_ANY_DAY = date(dates.LATEST_YEAR, 1, 1)  # FHIR has no two-digit years to place


class Keeper:
    """Lets values through that have the right shape and are not a patient's; notes the others."""

    def __init__(self, patients: PatientValues) -> None:
        self._patients = patients
        self._notes: dict[str, None] = {}

    @property
    def check(self) -> tuple[str, ...]:
        """All that was noted, each once."""
        return tuple(self._notes)

    def note(self, words: str) -> None:
        """Say why a person must look at it."""
        self._notes[words] = None

    def keep(self, value: str, shape: Callable[[str], str], what: str) -> str:
        """The value in its shape; "" and a note where it has another or is a patient's."""
        kept = shape(value)
        if kept and not self._patients.are_in(kept):
            return kept
        if value:
            self.note(f"{what} in the file does not look like one and was left out")
        return ""

    def day(self, value: str, what: str) -> date | None:
        """The day of a FHIR date or dateTime; None and a note where it is no full day."""
        try:
            return dates.read(value, _ANY_DAY).day if value else None
        except dates.NotADate as error:
            self.note(f"{what} {error}")
            return None


def key_of(resource: Element) -> str:
    """What a Claim or ClaimResponse is known by, in every file it comes in."""
    return f"fhir {signature(resource)}"


def identifiers(given: list[Element], keeper: Keeper) -> list[str]:
    """The values of identifiers of a request that are no trace numbers and not a patient's."""
    kept = []
    for one in given:
        system = text(one, "system").casefold()
        if not any(part in system for part in _TRACE + _ABOUT_PEOPLE):
            kept.append(keeper.keep(text(one, "value"), shapes.identifier, "an identifier"))
    return [one for one in kept if one]


def with_status(resource: Element, keeper: Keeper) -> tuple[str, ...]:
    """All that was noted, with what the resource's own status adds to it."""
    status = text(resource, "status")
    if status == "draft":
        is_answer = text(resource, "resourceType") == "ClaimResponse"
        keeper.note("a draft of an answer" if is_answer else "a draft, not sent")
    elif status == "entered-in-error":
        keeper.note("the file says that it was entered in error")
    elif status == "cancelled":
        keeper.note("the file says that it is cancelled")
    return keeper.check


def payer_of(resource: Element, neighbours: Neighbours, keeper: Keeper) -> str:
    """The insurer's name; where there is none, that of who pays the coverage in question."""
    if name := _organization(child(resource, "insurer"), neighbours, keeper):
        return name
    insurances = children(resource, "insurance")
    focal = [one for one in insurances if one.get("focal") is True] or insurances
    for insurance in focal:
        try:
            reference = text(child(insurance, "coverage"), "reference")
            coverage = neighbours.find("Coverage", reference) or {}
        except Ambiguous:
            keeper.note("which coverage is meant is not certain")
            continue
        for payor in children(coverage, "payor"):
            if name := _organization(payor, neighbours, keeper):
                return name
    return ""


def _organization(reference: Element, neighbours: Neighbours, keeper: Keeper) -> str:
    try:
        found = neighbours.find("Organization", text(reference, "reference"))
    except Ambiguous:
        keeper.note("which organization is the payer is not certain")
        return ""
    name = text(found or {}, "name") or text(reference, "display")
    if name.strip().casefold() == "unknown":
        return ""
    kept = shapes.payer(name)
    if name and not kept:
        keeper.note("the payer's name in the file does not look like one and was left out")
    return kept
