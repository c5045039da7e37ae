"""How long payers may take: which rule, until when, when it stands still; files of rules."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kiosk.practice import prior_auth_clocks as clocks
from kiosk.practice.days import after, between
from kiosk.practice.errors import Refusal
from kiosk.practice.prior_auth_clocks import PayerClock, built_in
from kiosk.practice.prior_auth_terms import Kind, PayerType, PriorAuthRef, Urgency
from kiosk.practice.prior_auths import PriorAuth
from kiosk.practice.sources import Source

ZONE = ZoneInfo("America/New_York")
RECEIVED = datetime(2026, 11, 23, 16, 20, tzinfo=ZONE)  # the Monday before Thanksgiving
DAY = RECEIVED.date()
TASK = PriorAuth(PriorAuthRef("K7-F2M"), "Acme", "MRI", received_at=RECEIVED, state="payer")


def named(name: str, urgency: Urgency = "standard") -> PayerClock:
    return next(one for one in built_in() if one.name == name and one.urgency == urgency)


@pytest.mark.parametrize(
    ("payer_type", "kind", "urgency", "names"),
    [
        ("medicare advantage", "imaging", "standard", ["7 calendar days, Medicare Advantage"]),
        ("medicare advantage", "imaging", "urgent", ["72 h, Medicare Advantage"]),
        ("medicare advantage", "drug", "standard", ["72 h, Part B drug"]),
        ("medicare advantage", "drug", "urgent", ["24 h, Part B drug"]),
        ("medicaid", "device", "standard", ["7 calendar days, Medicaid or CHIP"]),
        ("medicaid", "drug", "standard", ["24 h for a response, Medicaid drug"]),
        ("medicaid", "drug", "urgent", ["24 h for a response, Medicaid drug"]),
        ("part d", "drug", "standard", ["72 h, Part D", "72 h, Part D exception"]),
        ("part d", "drug", "urgent", ["24 h, Part D", "24 h, Part D exception"]),
        ("employer", "procedure", "standard", ["15 calendar days, employer plan"]),
        ("employer", "drug", "urgent", ["72 h, employer plan"]),
        (
            "individual",
            "drug",
            "standard",
            ["15 calendar days, individual plan", "72 h, drug off the list"],
        ),
        ("individual", "imaging", "urgent", ["72 h, individual plan"]),
        (
            "traditional medicare",
            "procedure",
            "urgent",
            ["2 business days, traditional Medicare"],
        ),
        ("", "drug", "standard", []),
        ("employer", None, "standard", ["15 calendar days, employer plan"]),
    ],
)
def test_the_rule_follows_from_plan_kind_and_urgency(
    payer_type: PayerType, kind: Kind | None, urgency: Urgency, names: list[str]
) -> None:
    found = clocks.fitting(built_in(), payer_type, kind, urgency, DAY)
    assert [one.name for one in found] == names


def test_a_rule_holds_on_its_days() -> None:
    before = clocks.fitting(built_in(), "medicaid", "imaging", "standard", date(2025, 12, 31))
    assert before == ()
    ended = replace(named("72 h, Part D"), source=Source("x", date(2020, 1, 1), DAY, DAY))
    assert ended.fits("part d", "drug", "standard", DAY)
    assert not ended.fits("part d", "drug", "standard", DAY + timedelta(days=1))


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("name", "start", "due"),
    [
        ("72 h, Part D", RECEIVED, at(11, 26, 16, 20)),
        ("7 calendar days, Medicaid or CHIP", RECEIVED, at(11, 30, 23, 59)),
        # Thanksgiving is no business day, the Friday after it is.
        ("2 business days, traditional Medicare", RECEIVED, at(11, 25, 23, 59)),
        (
            "2 business days, traditional Medicare",
            RECEIVED.replace(day=25),
            at(11, 30, 23, 59),
        ),
        # Daylight saving begins on March 8 and ends on November 1, at 2 in the morning.
        ("72 h, Part D", at(3, 6, 10), at(3, 9, 11)),
        ("72 h, Part D", at(10, 30, 10), at(11, 2, 9)),
    ],
)
def test_due_is(name: str, start: datetime, due: datetime) -> None:
    urgency: Urgency = "urgent" if name.startswith("2 ") else "standard"
    assert named(name, urgency).due(start) == due


ZONES = some.sampled_from(["America/New_York", "America/Phoenix", "Pacific/Honolulu", "UTC"])


@given(
    some.integers(0, 6 * 365 * 24 * 60),
    ZONES,
    some.sampled_from(built_in()),
)
def test_no_payer_has_less_time_than_the_rule_says(
    minutes: int, zone: str, clock: PayerClock
) -> None:
    first = datetime(2024, 1, 1, tzinfo=UTC)
    start = (first + timedelta(minutes=minutes)).astimezone(ZoneInfo(zone))
    due = clock.due(start)
    if clock.unit == "hours":
        assert between(start, due) == timedelta(hours=clock.amount)
    elif clock.unit == "calendar days":
        assert due.date() - start.date() == timedelta(days=clock.amount)
    else:
        assert due.weekday() < 5
        assert due.date() - start.date() >= timedelta(days=clock.amount)


def receive(task: PriorAuth, name: str) -> PriorAuth:
    clock = named(name)
    return clocks.timed(task, replace(task, decision_rule=name), "receive", clock, RECEIVED)


def test_an_exception_does_not_run_before_the_statement_is_there() -> None:
    waits = receive(TASK, "72 h, Part D exception")
    assert (waits.decision_due, waits.decision_rule) == (None, "72 h, Part D exception")
    later = replace(waits, statement_at=RECEIVED + timedelta(hours=5))
    clock = named("72 h, Part D exception")
    runs = clocks.timed(waits, later, "statement", clock, RECEIVED)
    assert runs.decision_due == RECEIVED + timedelta(hours=77)
    sooner = replace(waits, statement_at=RECEIVED - timedelta(hours=5))
    assert clocks.timed(waits, sooner, "statement", clock, RECEIVED).decision_due == (
        RECEIVED + timedelta(hours=72)
    )


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("15 calendar days, employer plan", timedelta(days=2, hours=3)),
        ("7 calendar days, Medicare Advantage", timedelta()),
    ],
)
def test_a_commercial_clock_stands_still_while_the_payer_waits_for_us(
    name: str, more: timedelta
) -> None:
    runs, clock = receive(TASK, name), named(name)
    asked = RECEIVED + timedelta(days=1)
    stopped = clocks.timed(runs, runs, "want more", clock, asked)
    assert stopped.stopped_at == (asked if more else None)
    sent = asked + timedelta(days=2, hours=3)
    again = clocks.timed(stopped, stopped, "send more", clock, sent)
    assert runs.decision_due and again.decision_due
    assert between(runs.decision_due, again.decision_due) == more
    assert again.stopped_at is None


def test_a_rule_that_was_removed_leaves_its_due_time_and_its_name() -> None:
    runs = receive(TASK, "72 h, Part D")
    asked = clocks.timed(runs, runs, "want more", None, RECEIVED)
    again = clocks.timed(asked, asked, "send more", None, RECEIVED)
    assert (again.decision_due, again.decision_rule) == (runs.decision_due, "72 h, Part D")


def test_a_payer_can_take_more_time_and_the_rule_says_so() -> None:
    runs = receive(TASK, "7 calendar days, Medicaid or CHIP")
    for day in (12, 14):
        runs = clocks.extended(runs, date(2026, 12, day), RECEIVED)
    assert runs.decision_due == datetime(2026, 12, 14, 23, 59, tzinfo=ZONE)
    assert runs.decision_rule == "7 calendar days, Medicaid or CHIP, extended"
    with pytest.raises(Refusal, match="has passed already"):
        clocks.extended(runs, date(2026, 11, 22), RECEIVED)


OWN = """
[[clock]]
name = "72 h, Part D"
payer_type = "part d"
covers = "all"
urgency = "standard"
amount = 48
unit = "hours"
starts = "receipt"
when_payer_wants_more = "stops"
source = "our state's law, section 5"
valid_from = 2026-01-01
checked_on = 2026-11-24
"""


def test_a_practices_own_rule_takes_the_place_of_one_of_its_name() -> None:
    mine = clocks.with_own(clocks.read(OWN, "own.toml"))
    (usual, exception) = clocks.fitting(mine, "part d", "drug", "standard", DAY)
    assert (usual.amount, exception.name) == (48, "72 h, Part D exception")
    assert len(mine) == len(built_in())


@pytest.mark.parametrize(
    ("was", "wrong", "told"),
    [
        ("amount = 48", "amount = 0", "'amount': it goes from 1 to 366, and 0 does not"),
        ('unit = "hours"', 'unit = "weeks"', "'unit': write 'hours' or 'calendar days' or"),
        ('starts = "receipt"', "", "'starts': it is missing"),
        ("[[clock]]", "[[clocks]]", "there is no such key"),
    ],
)
def test_a_wrong_rule_is_named_with_file_table_and_key(was: str, wrong: str, told: str) -> None:
    with pytest.raises(Refusal) as refused:
        clocks.read(OWN.replace(was, wrong), "own.toml")
    assert str(refused.value).startswith("own.toml: ")
    assert told in str(refused.value)


@pytest.mark.parametrize("name", ["72 h, employer plan", "72 h, individual plan"])
def test_an_urgent_commercial_clock_is_48_hours_once_what_was_missing_is_there(name: str) -> None:
    clock = named(name, "urgent")
    runs = replace(TASK, received_at=RECEIVED, decision_rule=name, decision_due=clock.due(RECEIVED))
    asked = RECEIVED + timedelta(hours=10)
    stopped = clocks.timed(runs, runs, "want more", clock, asked)
    assert stopped.stopped_at == asked
    sent = asked + timedelta(hours=30)
    again = clocks.timed(stopped, stopped, "send more", clock, sent)
    assert again.decision_due == after(sent, timedelta(hours=48))
    assert again.stopped_at is None
