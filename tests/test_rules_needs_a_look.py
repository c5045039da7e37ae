"""What needs a look, and in which order: the rules alone."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kiosk.practice.errors import Refusal
from kiosk.practice.knobs import knobs, turned
from kiosk.practice.needs_a_look import (
    KINDS,
    Item,
    NeedsALookPolicy,
    Queued,
    Snooze,
    Watch,
    check_snooze,
    queue,
    to_remind,
)
from kiosk.practice.people import Person, PersonId
from kiosk.practice.prior_auth_exceptions import exceptions
from kiosk.practice.prior_auth_terms import PriorAuthPolicy, PriorAuthRef
from kiosk.practice.prior_auths import PriorAuth
from kiosk.practice.settings import Settings, changed

TODAY = date(2026, 3, 6)
NOW = datetime(2026, 3, 6, 10, tzinfo=ZoneInfo("America/New_York"))
ANA = PersonId(1)
BEN = Person(PersonId(2), "Ben Cole", ("billing",), is_manager=True)
CY = Person(PersonId(3), "Cy Zztest", ("RN",), is_manager=True)
POLICY = NeedsALookPolicy()
REF = PriorAuthRef("K7-F2M")


def item(kind: str, subject: str = "prior auth K7-F2M", days: int = 9, **of: object) -> Item:
    one = Item(kind, subject, f"{kind} it is", TODAY - timedelta(days=days), concerns=ANA)
    return replace(one, **of)  # type: ignore[arg-type]  # its fields


def subjects(
    *items: Item,
    policy: NeedsALookPolicy = POLICY,
    snoozed: dict[str, Snooze] | None = None,
    viewer: Person = BEN,
    put_off: bool = False,
) -> list[str]:
    of = (policy, snoozed or {}, viewer, (BEN, CY), TODAY, put_off)
    return [one.first.subject for one in queue(items, *of)]


def test_a_line_says_first_which_one_it_is() -> None:
    late = item("late", name="K7-F2M", thing="Lakeside, MRI")
    both = Queued((late, item("nobody", name="K7-F2M")), "now")
    assert both.words == "K7-F2M: late it is; nobody it is: Lakeside, MRI"
    assert Queued((item("help"),), "now").words == "help it is"


def test_what_is_gravest_comes_first_and_then_what_was_due_first() -> None:
    found = (
        item("lunches", "a", 30),
        item("late", "b", 1),
        item("corrections", "c", 3),
        item("late", "d", 0, due=TODAY - timedelta(days=5)),
    )
    assert subjects(*found) == ["d", "b", "c", "a"]


def test_all_that_stands_out_about_one_thing_is_one_line() -> None:
    (one,) = queue([item("still"), item("late")], POLICY, {}, BEN, (BEN,), TODAY)
    assert (one.gravity, one.words) == ("now", "late it is; still it is")


@pytest.mark.parametrize(
    ("typed", "shows"), [("off", False), ("now, 9 d", True), ("now, 10 d", False)]
)
def test_the_practice_says_which_and_after_how_long(typed: str, shows: bool) -> None:
    policy = turned(POLICY, "still", typed)
    assert bool(subjects(item("still", days=9), policy=policy)) is shows


def test_a_role_is_told_where_a_manager_has_it_and_else_everybody() -> None:
    of_nurses, of_nobody = (turned(POLICY, "late", f"now, 0 d, {one}") for one in ("RN", "LPN"))
    assert [bool(subjects(item("late"), policy=of_nurses, viewer=one)) for one in (BEN, CY)] == [
        False,
        True,
    ]
    assert subjects(item("late"), policy=of_nobody, viewer=BEN)
    assert subjects(item("help", only=CY.id), viewer=CY)
    assert not subjects(item("help", only=CY.id), viewer=BEN)


def test_what_is_put_off_comes_back_on_its_day_or_for_another_reason() -> None:
    until = {item("still").key: Snooze(TODAY + timedelta(days=1), BEN.id)}
    assert subjects(item("still"), snoozed=until) == []
    assert subjects(item("still"), snoozed=until, put_off=True) == ["prior auth K7-F2M"]
    assert subjects(item("still"), item("late"), snoozed=until) == ["prior auth K7-F2M"]
    back = {item("still").key: Snooze(TODAY, BEN.id)}
    assert subjects(item("still"), snoozed=back) == ["prior auth K7-F2M"]


def test_nobody_puts_off_their_own_nor_for_ever() -> None:
    one = Queued((item("corrections"),), "soon")
    own = Queued((item("corrections", concerns=BEN.id),), "soon")
    check_snooze(one, TODAY, BEN, TODAY)
    for each, until, why in (
        (own, TODAY, "about themselves"),
        (one, TODAY - timedelta(days=1), "passed already"),
        (one, TODAY + timedelta(days=93), "within 92 days"),
    ):
        with pytest.raises(Refusal, match=why):
            check_snooze(each, until, BEN, TODAY)


def test_only_whoever_has_the_next_step_is_reminded() -> None:
    assert to_remind(Queued((item("late", waits_for=ANA),), "now"), BEN) == ANA
    for waits_for, why in ((None, "Nobody else has the next step"), (BEN.id, "you yourself")):
        with pytest.raises(Refusal, match=why):
            to_remind(Queued((item("late", waits_for=waits_for),), "now"), BEN)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("off", Watch("off")),
        ("SOON, 2 d", Watch("soon", timedelta(days=2))),
        ("later, , billing", Watch("later", timedelta(), "billing")),
    ],
)
def test_a_watch_is_read_and_shown_so_that_it_can_be_typed_again(typed: str, read: Watch) -> None:
    assert Watch.read(typed) == read == Watch.read(str(read))


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("soonish", "write it as: soon, 2 d, managers"),
        ("now, 2", "write it as 20 s"),
        ("now, 99 d", "longer than 60 d"),
        ("now, 2 d, RN, LPN", "write it as: soon"),
        ("now, 2 d, nobody", "is no role here"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(typed: str, why: str) -> None:
    with pytest.raises(Refusal, match=why):
        changed(Settings(), "needs_a_look.late", typed)


def test_a_role_that_is_taken_away_keeps_nobody_from_changing_something_else() -> None:
    settings = changed(Settings(), "needs_a_look.late", "now, 0 d, billing")
    without = changed(settings, "roles", "RN=clinical")
    assert changed(without, "idle", "30 s").needs_a_look.late.told == "billing"


def test_every_kind_can_be_set() -> None:
    assert [one.key for one in knobs(POLICY)] == list(KINDS)


def task(**of: object) -> PriorAuth:
    one = PriorAuth(REF, "Lakeside", "MRI", requested_on=date(2026, 3, 5))
    return replace(one, **of)  # type: ignore[arg-type]  # its fields


@pytest.mark.parametrize(
    ("one", "kinds"),
    [
        (task(owner=ANA), []),
        (task(), ["nobody"]),
        (task(owner=ANA, needed_by=date(2026, 3, 5)), ["late"]),
        (
            task(needed_by=date(2026, 3, 5), requested_on=date(2026, 2, 2)),
            ["late", "nobody", "still"],
        ),
        (task(owner=ANA, state="payer", decision_due=NOW - timedelta(1)), ["payer_late"]),
        (
            task(
                owner=ANA,
                state="payer",
                service_date=date(2026, 3, 7),
                decision_due=NOW + timedelta(3),
            ),
            ["service_first"],
        ),
        (task(owner=ANA, state="approved", step="tell", answered_on=TODAY), ["untold"]),
        (task(owner=ANA, state="approved"), []),
        (task(state="closed", needed_by=date(2026, 3, 5)), []),
    ],
)
def test_in_what_a_prior_auth_stands_out(one: PriorAuth, kinds: list[str]) -> None:
    assert [each.kind for each in exceptions(one, NOW, PriorAuthPolicy())] == kinds
