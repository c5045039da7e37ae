"""The fields that are kept of a ClaimResponse: a payer's answer."""

from datetime import date

from kiosk.practice.files import fhir_decisions, shapes
from kiosk.practice.files.fhir_elements import (
    Element,
    Neighbours,
    child,
    children,
    extensions,
    signature,
    text,
)
from kiosk.practice.files.fhir_keeper import Keeper, identifiers, key_of, payer_of, with_status
from kiosk.practice.files.incoming import Incoming, Place


def answer(response: Element, place: Place, neighbours: Neighbours, keeper: Keeper) -> Incoming:
    """A payer's answer; which request it belongs to is found elsewhere."""
    verdict = fhir_decisions.read(response)
    for words in verdict.check:
        keeper.note(words)
    granted = verdict.answer in fhir_decisions.WITH_NUMBER
    start, end = _period(response, keeper) if granted else (None, None)
    return Incoming(
        place=place,
        kind="answer",
        key=key_of(response),
        digest=signature(response),
        payer=payer_of(response, neighbours, keeper),
        names=_names(response, keeper),
        payer_reference=_payer_reference(response, verdict, keeper),
        answer=verdict.answer,
        answered_on=keeper.day(text(response, "created"), "the date of the answer"),
        authorization_number=_authorization(response, verdict, keeper) if granted else "",
        valid_from=start,
        valid_to=end,
        check=with_status(response, keeper),
    )


def _names(response: Element, keeper: Keeper) -> tuple[str, ...]:
    """What the answer calls its request: an identifier, the id. A search address names nothing."""
    request = child(response, "request")
    found = identifiers([child(request, "identifier")], keeper)
    reference = text(request, "reference").split("/_history/", 1)[0]
    kind, _, last = reference.rpartition("/")
    if "?" not in reference and kind.rpartition("/")[2] == "Claim":
        found.append(keeper.keep(last, shapes.resource_id, "the reference to its request"))
    return tuple(dict.fromkeys(one for one in found if one))


def _authorization(response: Element, verdict: fhir_decisions.Verdict, keeper: Keeper) -> str:
    """The authorization number: beside the decision, in an extension, an identifier, preAuthRef.

    preAuthRef is also filled on answers that approve nothing, so it counts only for a plain
    approval, in whole or in part.
    """
    given = [*verdict.numbers, *_numbers(response, "authorizationNumber")]
    given += [
        text(one, "value")
        for one in children(response, "identifier")
        if "review_identification" in text(one, "system").casefold()
    ]
    if verdict.answer in ("approved", "partly approved"):
        given.append(text(response, "preAuthRef"))
    given += _numbers(response, "administrationReferenceNumber")
    what = "an authorization number"
    kept = [keeper.keep(one, shapes.identifier, what) for one in dict.fromkeys(given) if one]
    if len(set(verdict.numbers)) > 1:
        keeper.note("several authorization numbers; the first is kept")
    return next(filter(None, kept), "")


def _payer_reference(response: Element, verdict: fhir_decisions.Verdict, keeper: Keeper) -> str:
    """The payer's own number for a case that it has not approved."""
    if verdict.answer in fhir_decisions.WITH_NUMBER:
        return ""
    given = [*verdict.other_numbers, *_numbers(response, "administrationReferenceNumber")]
    given.append(text(response, "preAuthRef"))
    kept = (keeper.keep(one, shapes.identifier, "the payer's reference") for one in given if one)
    return next(filter(None, kept), "")


def _numbers(response: Element, name: str) -> list[str]:
    elements = [response, *fhir_decisions.items(response)]
    found = [text(one, "valueString") for each in elements for one in extensions(each, name)]
    return [one for one in found if one]


def _period(response: Element, keeper: Keeper) -> tuple[date | None, date | None]:
    given = [child(response, "preAuthPeriod")]
    for element in [response, *fhir_decisions.items(response)]:
        for one in extensions(element, "preAuthPeriod", "authorizedEventDate"):
            given.append(child(one, "valuePeriod"))
    ends = [(text(one, "start"), text(one, "end")) for one in given if one]
    if len(set(ends)) > 1:
        keeper.note("several periods of validity; the first is kept")
    start, end = ends[0] if ends else ("", "")
    what = "the period of validity"
    return keeper.day(start, what), keeper.day(end, what)
