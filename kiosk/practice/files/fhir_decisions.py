"""What a payer decided, out of the places in a ClaimResponse where files put it.

The codes are those of HL7 Da Vinci PAS (data element 306 of X12): A1, A2, A3, A4, A6, C. They
stand on an item's adjudication, on the response as a string, as a code or nested, or nowhere.
"""

from collections.abc import Iterator

from kiosk.practice.files.fhir_elements import Element, child, children, codes, extensions, text
from kiosk.practice.prior_auth_terms import Answer
from kiosk.practice.values import dataclass

ANSWERS: dict[str, Answer] = {
    "A1": "approved",
    "A2": "partly approved",
    "A3": "denied",
    "A4": "pended",
    "A6": "modified",
    "C": "cancelled",
}
_OUTCOMES: dict[Answer, tuple[str, ...]] = {
    "approved": ("complete",),
    "partly approved": ("complete", "partial"),
    "denied": ("complete",),
    "pended": ("queued", "partial"),
    "modified": ("complete", "partial"),
    "cancelled": ("complete",),
}
_DISPOSITIONS: dict[str, Answer] = {
    "granted": "approved",
    "approved": "approved",
    "denied": "denied",
    "pending": "pended",
    "pended": "pended",
    "cancelled": "cancelled",
    "partial": "partly approved",
}
WITH_NUMBER: tuple[Answer, ...] = ("approved", "partly approved", "modified")


@dataclass(frozen=True)
class Decision:
    """One decision: of an item, or of the whole response."""

    answer: Answer | None  # None: a placeholder, or a code that is not known
    number: str = ""  # what stands beside it; unchecked


@dataclass(frozen=True)
class Verdict:
    """What all decisions of a response come to."""

    answer: Answer | None
    numbers: tuple[str, ...] = ()  # beside a decision that gives one; unchecked
    other_numbers: tuple[str, ...] = ()  # beside one that does not
    check: tuple[str, ...] = ()


def read(response: Element) -> Verdict:
    """What this ClaimResponse says, and why a person should look where it is not certain."""
    per_item = [list(_of_item(item)) for item in items(response)]
    per_item = [decisions for decisions in per_item if decisions]
    whole = [*_actions(response)]
    for one in children(response, "adjudication"):
        whole += _actions(one)
    every = [*whole, *(one for decisions in per_item for one in decisions)]
    answer, check = _of_all(per_item or ([whole] if whole else []))
    if per_item and whole and answer and {one.answer for one in whole} != {answer}:
        check.append("the decision on the whole and those on the items differ")
    if not every:
        answer, check = _without_code(response)
    check += _disagreements(response, answer)
    given = [one for one in every if one.number]
    return Verdict(
        answer,
        tuple(dict.fromkeys(one.number for one in given if one.answer in WITH_NUMBER)),
        tuple(dict.fromkeys(one.number for one in given if one.answer not in WITH_NUMBER)),
        tuple(check),
    )


def items(response: Element) -> Iterator[Element]:
    """The items of a response, those that the payer added, and the details inside them."""
    for name in ("item", "addItem", "detail", "subDetail"):
        for item in children(response, name):
            yield item
            yield from items(item)


def _of_item(item: Element) -> Iterator[Decision]:
    yield from _actions(item)
    for one in children(item, "adjudication"):
        yield from _actions(one)


def _actions(element: Element) -> Iterator[Decision]:
    """The review actions right on this element, in any of their shapes."""
    for action in extensions(element, "reviewAction"):
        found = [text(action, "valueString"), text(action, "valueCode")]
        found += codes(child(action, "valueCodeableConcept"))
        for inner in extensions(action, "reviewActionCode", "code"):
            found += codes(child(inner, "valueCodeableConcept"))
            found += [text(inner, "valueCode"), text(inner, "valueString")]
        number = next((text(one, "valueString") for one in extensions(action, "number")), "")
        named = [one.strip().upper() for one in found if one.strip()]
        known = dict.fromkeys(ANSWERS[one] for one in named if one in ANSWERS)
        for answer in known or [None]:
            yield Decision(answer, number)


def _of_all(groups: list[list[Decision]]) -> tuple[Answer | None, list[str]]:
    """One answer for several items; each group is the decisions on one of them."""
    answers: set[Answer] = set()
    for group in groups:
        on_one = {decision.answer for decision in group}
        if None in on_one:
            return None, ["the decision is a placeholder or a code that is not known"]
        if len(on_one) > 1:
            return None, ["two different decisions on one item"]
        answers |= {answer for answer in on_one if answer}
    if len(answers) > 1:
        answers.discard("cancelled")
    if len(answers) < 2:
        return (answers.pop() if answers else None), []
    if "pended" in answers:
        return "pended", ["some items are decided, some are pended"]
    return ("modified" if answers == {"approved", "modified"} else "partly approved"), []


def _without_code(response: Element) -> tuple[Answer | None, list[str]]:
    if text(response, "outcome") == "queued":
        return "pended", ["no decision code; the file says that it is queued"]
    return None, ["no decision in the file"]


def _disagreements(response: Element, answer: Answer | None) -> list[str]:
    outcome = text(response, "outcome")
    found: list[str] = []
    if outcome == "error":
        found.append("the payer reports an error")
    elif answer and outcome and outcome not in _OUTCOMES[answer]:
        found.append(f"the decision says {answer}, but its outcome says otherwise")
    said = _DISPOSITIONS.get(text(response, "disposition").strip().casefold())
    if said and answer and said != answer:
        found.append(f"the decision says {answer}, but the words beside it say {said}")
    return found
