"""The fields that are kept of a Claim: a request for authorization."""

from datetime import date

from kiosk.practice.files import dates, shapes
from kiosk.practice.files.fhir_elements import (
    Ambiguous,
    Element,
    Neighbours,
    child,
    children,
    codes,
    extensions,
    signature,
    text,
)
from kiosk.practice.files.fhir_keeper import Keeper, identifiers, key_of, payer_of, with_status
from kiosk.practice.files.incoming import Incoming, Place
from kiosk.practice.prior_auth_terms import Answer, Urgency

MOST_CODES = 50
MOST_UNITS = 999_999
_URGENT_LEVELS = ("U", "03")
_PRIORITIES: dict[str, Urgency] = {"stat": "urgent", "normal": "standard", "deferred": "standard"}


def request(claim: Element, place: Place, neighbours: Neighbours, keeper: Keeper) -> Incoming:
    """A request for authorization."""
    items = children(claim, "item")
    active = [item for item in items if not _is_cancelled(item)]
    service_codes = _codes(active or items, keeper)
    payer = payer_of(claim, neighbours, keeper)
    if not payer:
        keeper.note("no payer in the file")
    created, names = text(claim, "created"), _names(claim, keeper)
    return Incoming(
        place=place,
        kind="request",
        key=key_of(claim),
        digest=signature(claim),
        payer=payer,
        codes=service_codes,
        units=_units(active or items),
        urgency=_urgency(claim, keeper),
        requested_on=keeper.day(created, "the date of the request"),
        service_date=_service_date(claim, active or items, keeper),
        submitted_at=dates.read_moment(created) if text(claim, "status") == "active" else None,
        reference=names[0] if names else "",
        names=names,
        answer=_cancelled(claim, items, active, keeper),
        previous=_previous(claim, neighbours, keeper),
        check=with_status(claim, keeper),
    )


def _is_cancelled(item: Element) -> bool:
    return any(one.get("valueBoolean") is True for one in extensions(item, "itemCancelled"))


def _cancelled(
    claim: Element, items: list[Element], active: list[Element], keeper: Keeper
) -> Answer | None:
    if items and not active:
        keeper.note("every item of it is cancelled")
        return "cancelled"
    if len(active) < len(items):
        keeper.note("one or more of its items are cancelled")
    return "cancelled" if text(claim, "status") == "cancelled" else None


def _codes(items: list[Element], keeper: Keeper) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for item in items:
        given = codes(child(item, "productOrService"))
        kept = next((one for one in given if shapes.code(one)), "".join(given[:1]))
        if kept := keeper.keep(kept, shapes.code, "a service code"):
            found[kept] = None
    if not found:
        keeper.note("no service code in the file")
    if len(found) > MOST_CODES:
        keeper.note(f"more than {MOST_CODES} service codes; only the first are kept")
    return tuple(found)[:MOST_CODES]


def _units(items: list[Element]) -> str:
    """How much of each item, where every one says it and it fits."""
    found: list[str] = []
    for item in items[:MOST_CODES]:
        quantity = child(item, "quantity")
        number, unit = quantity.get("value"), text(quantity, "unit")
        if isinstance(number, bool) or not isinstance(number, int | float) or number > MOST_UNITS:
            return ""
        found.append(shapes.units(f"{number:g} {unit if len(unit) <= 3 else ''}".strip()))
    joined = ", ".join(found)
    return joined if all(found) and len(joined) <= shapes.LONGEST_IDENTIFIER else ""


def _urgency(claim: Element, keeper: Keeper) -> Urgency | None:
    """Urgent where the level of service says so, whatever the priority says."""
    given = [_PRIORITIES.get(one.casefold()) for one in codes(child(claim, "priority"))]
    priority = next((one for one in given if one), None)
    levels = {
        code.upper()
        for element in [claim, *children(claim, "item")]
        for one in extensions(element, "levelOfServiceCode", "levelOfServiceType")
        for code in [*codes(child(one, "valueCodeableConcept")), text(one, "valueCode")]
    }
    if levels.isdisjoint(_URGENT_LEVELS):
        return priority
    if priority == "standard":
        keeper.note("priority says normal, level of service says urgent")
    return "urgent"


def _service_date(claim: Element, items: list[Element], keeper: Keeper) -> date | None:
    given = [text(child(claim, "billablePeriod"), "start")]
    for item in items:
        given += [text(item, "servicedDate"), text(child(item, "servicedPeriod"), "start")]
        for one in extensions(item, "requestedServiceDate"):
            given += [text(one, "valueDate"), text(child(one, "valuePeriod"), "start")]
    found = [keeper.day(one, "the service date") for one in given if one]
    return min((one for one in found if one), default=None)


def _names(claim: Element, keeper: Keeper) -> tuple[str, ...]:
    """What others may call this request: its identifiers, and the resource's id."""
    own = identifiers(children(claim, "identifier"), keeper)
    own.append(keeper.keep(text(claim, "id"), shapes.resource_id, "the id"))
    return tuple(dict.fromkeys(one for one in own if one))


def _previous(claim: Element, neighbours: Neighbours, keeper: Keeper) -> str:
    """The request that this one changes: its key if it is in the file, else what names it."""
    given = [one for one in children(claim, "related") if _changes(one)]
    if len(given) > 1:
        keeper.note("it changes several earlier requests")
    for one in given:
        earlier = child(one, "claim")
        for reference in (text(earlier, "reference"), f"Claim/{text(one, 'id')}"):
            try:
                found = neighbours.find("Claim", reference)
            except Ambiguous:
                keeper.note("which earlier request it changes is not certain")
                return ""
            if found is not None and found is not claim:
                return key_of(found)
        value = text(child(earlier, "identifier"), "value") or text(
            child(one, "reference"), "value"
        )
        named = text(earlier, "reference").rsplit("/", 1)[-1] or text(one, "id")
        what = "the reference to an earlier request"
        if kept := keeper.keep(value or named, shapes.resource_id, what):
            return kept
    return ""


def _changes(related: Element) -> bool:
    kinds = codes(child(related, "relationship"))
    return not kinds or any(kind in ("replaces", "prior") for kind in kinds)
