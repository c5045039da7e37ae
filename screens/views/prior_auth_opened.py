"""One request, opened: what is asked for and why, what comes next, what the payer said, history."""

from collections.abc import Iterator
from datetime import date, datetime

from kiosk.practice.people import PersonId
from kiosk.practice.prior_auth_terms import CALLED, UNANSWERED
from kiosk.practice.prior_auths import PriorAuth
from screens.session import Kiosk
from screens.views import issue_links, prior_auth_steps
from screens.views.prior_auth_words import (
    NEEDED,
    PAYER_TYPES,
    called_words,
    due_words,
    moment_words,
    standing,
    what,
)
from screens.views.words import clock_words, day_words
from storage.prior_auth_reading import Asked

MASKED = "shown to whoever is known here"
Names = dict[PersonId, str]
Lines = Iterator[tuple[str, str]]


def lines(one: PriorAuth, kiosk: Kiosk, names: Names) -> Lines:
    """Labels and values, what matters for the next act first."""
    today, store = kiosk.clock.now().date(), kiosk.store
    yield from _said(_request(one, store.prior_auths.notes(one.ref)))
    yield from _said(_standing(one, names, today))
    yield from _question(store.prior_auth_work.question(one.ref), names)
    yield from prior_auth_steps.lines(one, store, names, today)
    yield from _said(_payer(one, today, kiosk.session.person is not None))
    yield from _said(_rest(one, names, today, ", ".join(store.prior_auths.followed_by(one.ref))))
    viewer = store.issues.viewer(kiosk.session.person)
    yield from issue_links.lines(f"{issue_links.OF_PRIOR_AUTH}{one.ref}", store, viewer)
    for moment in store.prior_auths.history(one.ref):
        yield "History", moment_words(moment, names, today)


def _said(every: dict[str, str]) -> Lines:
    return ((label, value) for label, value in every.items() if value)


def _request(one: PriorAuth, notes: dict[str, str]) -> dict[str, str]:
    return {
        "Reference": f"{one.ref}  (write it in the chart)",
        "Payer": one.payer,
        "Plan": PAYER_TYPES[one.payer_type] if one.payer_type else "",
        "Service": what(one),
        "Codes": ", ".join(one.codes) if one.service else "",
        "Why it matters": notes.get("purpose", ""),
        "Site": notes.get("site", ""),
    }


def _standing(one: PriorAuth, names: Names, today: date) -> dict[str, str]:
    return {
        "Stands": standing(one),
        "Who is needed": NEEDED[one.who_needed],
        "Who has it": _whose(one, names),
        "Backup": names[one.backup] if one.backup else "nobody",
        "Urgency": one.urgency,
        "Needed by": day_words(one.needed_by, today),
        "Service date": day_words(one.service_date, today),
        "Retro request by": day_words(one.retro_by, today),
        "Check by hand": "; ".join(one.check),
    }


def _whose(one: PriorAuth, names: Names) -> str:
    if one.left_by:
        return f"nobody since {names[one.left_by]} left"
    return names[one.owner] if one.owner else "nobody"


def _payer(one: PriorAuth, today: date, is_known: bool) -> dict[str, str]:
    answered = f", {day_words(one.answered_on, today)}" if one.answered_on else ""
    valid = " to ".join(day_words(day, today) for day in (one.valid_from, one.valid_to) if day)
    is_undecided = one.state in UNANSWERED
    left = f", {one.units_left} left" if one.units_left is not None and one.units_used else ""
    return {
        "Sent": _moment(one.submitted_at, today, one.submitted_how),
        "Payer's reference": _masked(one.payer_reference, is_known),
        "Payer received it": _moment(one.received_at, today),
        "Statement at payer": _moment(one.statement_at, today),
        "Payer decides by": (due_words(one, today) or _no_clock(one)) if is_undecided else "",
        "Payer called": called_words(one.attempts),
        "Call again": day_words(one.follow_up_on, today) if one.state in CALLED else "",
        "Payer wants it by": day_words(one.wanted_by, today) if is_undecided else "",
        "Payer's answer": f"{one.answer}{answered}" if one.answer else "none yet",
        "Authorization": _masked(one.authorization_number, is_known),
        "Valid": valid,
        "Units": f"{one.units}{left}" if one.units else "",
        "Decided": ", ".join(one.items),
        "Peer-to-peer by": day_words(one.peer_to_peer_by, today),
        "Appeal by": day_words(one.appeal_by, today),
    }


def _rest(one: PriorAuth, names: Names, today: date, followed_by: str) -> dict[str, str]:
    return {
        "Ordered by": names[one.clinician] if one.clinician else "",
        "Requested": day_words(one.requested_on, today),
        "Follows": one.previous or "",
        "Followed by": followed_by,
    }


def _masked(number: str, is_known: bool) -> str:
    return number if is_known or not number else MASKED


def _no_clock(one: PriorAuth) -> str:
    if one.state != "payer":
        return ""
    return "no rule for this plan" if one.received_at else "not running: receipt not told (m)"


def _moment(at: datetime | None, today: date, how: str = "") -> str:
    if at is None:
        return ""
    return f"{day_words(at.date(), today)} {clock_words(at)}" + (f", {how}" if how else "")


def _question(asked: Asked | None, names: Names) -> Lines:
    if asked:
        whom = names[asked.whom] if asked.whom else NEEDED[asked.level]
        yield "Asked", f"{whom}, by {names[asked.asked_by]}: {asked.words}"
