"""Prior authorizations out of HL7 FHIR files (Da Vinci PAS: Bundle, Claim, ClaimResponse).

A few named fields are taken and nothing else. `fhir_claims` and `fhir_answers` read one
resource; this module decides which of a file's resources are prior authorizations and what belongs
together.

What makes a request itself is its whole content: `key` and `digest` are the sha256 of the
resource without narrative and metadata. The same resource again is therefore unchanged, and one
with the same id, identifier or trace number but other contents is another request; `reference`
is what the two have in common.
"""

from collections.abc import Iterator
from dataclasses import replace

from kiosk.practice.files import fhir_answers, fhir_claims, fhir_patients, json_files
from kiosk.practice.files.fhir_elements import (
    Ambiguous,
    Element,
    Neighbours,
    all_resources,
    child,
    children,
    codes,
    extensions,
    text,
)
from kiosk.practice.files.fhir_keeper import Keeper, key_of
from kiosk.practice.files.incoming import Incoming, Left, Outcome, Place, Reading
from kiosk.practice.files.json_files import MOST_BYTES
from kiosk.practice.values import dataclass

__all__ = ["MOST_BYTES", "read"]


@dataclass
class _File:
    """What all steps of reading one file need."""

    name: str
    reading: Reading
    patients: fhir_patients.PatientValues
    neighbours: Neighbours

    def leave(self, outcome: Outcome, reason: str, entry: str = "") -> None:
        self.reading.left.append(Left(Place(self.name, entry=entry), outcome, reason))


def read(data: bytes, file: str, reading: Reading) -> Iterator[Incoming]:
    """The requests and answers in one JSON file, each request before what refers to it.

    data: the whole file; a caller need not read more than MOST_BYTES + 1 of it. file: its name,
    as the report shall say it. reading: is told what was left out, and how many values about
    patients. Raises nothing, whatever the bytes are.
    """
    try:
        document = json_files.load(data)
    except json_files.Unreadable as error:
        reading.left.append(Left(Place(file), "refused", str(error)))
        return
    patients = fhir_patients.find(document)
    reading.patient_values_dropped += patients.count
    resources = all_resources(document) if isinstance(document, dict) else []
    one = _File(file, reading, patients, Neighbours(resources))
    if reason := _not_ours(document, [resource for _, resource in resources]):
        one.leave("skipped", reason)
        return
    requests = _in_order(_requests(one, document, resources))
    yield from requests.values()
    yield from _answers(one, document, requests, list(_of_kind("ClaimResponse", resources)))


def _not_ours(document: object, resources: list[Element]) -> str:
    """Why a file is no prior authorization; "" if it is one."""
    kind = text(document, "resourceType") if isinstance(document, dict) else ""
    if not kind:
        return "It is not a FHIR resource."
    if any(text(one, "resourceType") in ("Claim", "ClaimResponse") for one in resources):
        return ""
    if kind == "Bundle":
        return "The Bundle has no Claim and no ClaimResponse."
    named = kind if kind.isascii() and kind.isalpha() and len(kind) <= 40 else "This resource"
    return f"{named} is not a prior authorization."


def _of_kind(kind: str, resources: list[tuple[str, Element]]) -> Iterator[tuple[str, Element]]:
    """The resources of a kind, each with what a person can call it: "Claim 1"."""
    found = (one for _, one in resources if text(one, "resourceType") == kind)
    for number, one in enumerate(found, start=1):
        yield f"{kind} {number}", one


def _requests(
    file: _File, document: Element, resources: list[tuple[str, Element]]
) -> dict[str, Incoming]:
    """The requests of a file by their keys, as they stand in it."""
    taken: dict[str, Incoming] = {}
    for entry, claim in _of_kind("Claim", resources):
        if reason := _no_request(document, claim):
            file.leave("skipped", reason, entry)
            continue
        place = Place(file.name, entry=entry)
        request = fhir_claims.request(claim, place, file.neighbours, Keeper(file.patients))
        if request.key in taken:
            earlier = taken[request.key].place.entry
            file.leave("skipped", f"It is the same as {earlier}.", entry)
        else:
            taken[request.key] = request
    return taken


def _no_request(document: Element, claim: Element) -> str:
    """Why a Claim does not ask for an authorization; "" if it does."""
    if text(claim, "use") != "preauthorization":
        return "This Claim is a bill or an estimate, not a prior authorization."
    items = children(claim, "item")
    filters = [list(extensions(item, "reviewAction", "reviewActionCode")) for item in items]
    if any(filters) or _is_inquiry(document) or _is_inquiry(claim):
        return "This Claim is an inquiry about an earlier request, not a request."
    return ""


def _is_inquiry(resource: Element) -> bool:
    profiles = child(resource, "meta").get("profile")
    named = [one for one in profiles if isinstance(one, str)] if isinstance(profiles, list) else []
    named += codes(child(resource, "type"))
    return any("inquiry" in one.casefold() for one in named)


def _in_order(requests: dict[str, Incoming]) -> dict[str, Incoming]:
    """Earlier requests before those that change them, otherwise as in the file."""
    ordered: dict[str, Incoming] = {}
    for key in requests:
        chain: dict[str, None] = {}
        while key in requests and key not in ordered and key not in chain:
            chain[key] = None
            key = requests[key].previous
        ordered.update((one, requests[one]) for one in reversed(chain))
    return ordered


def _answers(
    file: _File,
    document: Element,
    requests: dict[str, Incoming],
    responses: list[tuple[str, Element]],
) -> Iterator[Incoming]:
    alone = len(requests) == len(responses) == 1
    only = next(iter(requests)) if alone else ""
    keys: dict[str, str] = {}
    for entry, response in responses:
        if text(response, "use") != "preauthorization":
            file.leave("skipped", "This ClaimResponse is about a bill or an estimate.", entry)
            continue
        keeper = Keeper(file.patients)
        if _is_inquiry(response) or _is_inquiry(document):
            keeper.note("an answer to an inquiry: see which request it is about")
        place = Place(file.name, entry=entry)
        answer = fhir_answers.answer(response, place, file.neighbours, keeper)
        answer = _linked(answer, response, requests, only, file.neighbours)
        if answer.key in keys:
            file.leave("skipped", f"It is the same as {keys[answer.key]}.", entry)
            continue
        keys[answer.key] = entry
        yield answer


def _linked(
    answer: Incoming,
    response: Element,
    requests: dict[str, Incoming],
    only: str,
    neighbours: Neighbours,
) -> Incoming:
    """The answer with the request of the file that it certainly belongs to, if there is one.

    Certain is what its reference finds in the file; and the one request beside the one answer,
    unless the answer names another. A search address names nothing.
    """
    named = text(child(response, "request"), "reference")
    try:
        target = neighbours.find("Claim", named)
    except Ambiguous:
        why = "several requests fit this answer"
        return replace(answer, names=(), check=(*answer.check, why))
    key = key_of(target) if target is not None else ""
    if key not in requests and only and (not named or "?" in named):
        key = only
    if key not in requests:
        return answer
    request = requests[key]
    payer = answer.payer or request.payer
    return replace(answer, answers=key, reference=request.reference, payer=payer)
