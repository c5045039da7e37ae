"""A thousand random days: every second of a shift is accounted once, whatever was said of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from kiosk.practice import break_corrections, breaks
from kiosk.practice.break_accounts import segments, total
from kiosk.practice.break_corrections import Correction, Decision, What, applied, effective
from kiosk.practice.break_packs import built_in
from kiosk.practice.breaks import KINDS, Break, BreakPolicy, Kind, Punch, Stay
from kiosk.practice.days import after, between, day_of, instant
from kiosk.practice.errors import Refusal
from kiosk.practice.people import PersonId
from kiosk.practice.time_sheets import time_lines

ANA, BEN = PersonId(1), PersonId(2)
NEW_YORK = ZoneInfo("America/New_York")
POLICY = BreakPolicy()
FEDERAL = built_in("federal").on(date(2026, 3, 6))
NOTHING = timedelta()
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
DAY = date(2026, 3, 6)


def at(clock: str) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 3, 6, hour, minute, tzinfo=NEW_YORK)


def shift(left: str, *taken: Break) -> Stay:
    return Stay(ANA, DAY, at("8:00"), at(left) if left else None, taken)


def a_break(kind: Kind, began: str, ended: str = "") -> Break:
    return Break(kind, at(began), at(ended) if ended else None)


def told(stay: Stay, now: str = "18:00") -> list[str]:
    return [
        f"{one.taken.kind if one.taken else 'work'} {one.began:%H:%M}-{one.ended:%H:%M}"
        for one in segments(stay, at(now))
    ]


def test_a_day_is_work_and_breaks_in_order() -> None:
    stay = shift("17:00", a_break("rest", "10:00", "10:10"), a_break("meal", "12:00", "12:30"))
    work = ["work 08:00-10:00", "work 10:10-12:00", "work 12:30-17:00"]
    assert told(stay) == [work[0], "rest 10:00-10:10", work[1], "meal 12:00-12:30", work[2]]
    found = segments(stay, at("18:00"))
    assert [total(found, kind) / MINUTE for kind in (*KINDS, None)] == [10, 30, 0, 500]
    assert found[1].taken == stay.breaks[0]


def test_a_day_that_goes_on_is_accounted_until_now() -> None:
    assert told(shift(""), "8:00") == []
    assert told(shift(""), "9:00") == ["work 08:00-09:00"]
    away = shift("", a_break("meal", "12:00"))
    assert told(away, "12:10") == ["work 08:00-12:00", "meal 12:00-12:10"]


def test_breaks_that_touch_leave_no_work_between() -> None:
    stay = shift("9:00", a_break("rest", "8:00", "8:10"), a_break("meal", "8:10", "9:00"))
    assert told(stay) == ["rest 08:00-08:10", "meal 08:10-09:00"]


def test_a_break_without_an_end_lasts_until_the_next_or_the_end_of_the_day() -> None:
    stay = shift("13:00", a_break("rest", "10:00"), a_break("meal", "12:00"))
    assert told(stay) == ["work 08:00-10:00", "rest 10:00-12:00", "meal 12:00-13:00"]


def test_a_clock_that_was_set_back_counts_no_second_twice() -> None:
    crossed = shift("13:00", a_break("meal", "10:00", "11:00"), a_break("rest", "9:30", "10:30"))
    assert told(crossed) == [
        *("work 08:00-09:30", "rest 09:30-10:30", "meal 10:30-11:00", "work 11:00-13:00"),
    ]
    backwards = shift("13:00", a_break("meal", "10:00", "9:00"), a_break("rest", "10:00", "10:00"))
    assert told(backwards) == ["work 08:00-13:00"]
    assert told(shift("7:00", a_break("meal", "6:30", "6:50"))) == []
    outside = shift("13:00", a_break("rest", "7:00", "8:10"), a_break("rest", "12:50", "13:10"))
    assert told(outside) == ["rest 08:00-08:10", "work 08:10-12:50", "rest 12:50-13:00"]


@pytest.mark.parametrize(
    "stay",
    [
        shift("13:00", a_break("meal", "10:00", "11:00"), a_break("rest", "9:30", "10:30")),
        shift("13:00", a_break("rest", "7:00", "8:10"), a_break("rest", "12:50", "13:10")),
        shift("13:00", a_break("meal", "10:00", "9:00"), a_break("rest", "10:00", "10:00")),
        shift("7:00", a_break("meal", "6:30", "6:50")),
    ],
)
def test_a_payroll_gets_no_second_twice_after_a_clock_was_set_back(stay: Stay) -> None:
    assert stay.left is not None
    length = max(between(stay.arrived, stay.left), NOTHING)
    lines = time_lines(stay, stay, FEDERAL, {}, POLICY)
    assert sum(one.seconds or 0 for one in lines) == length.total_seconds()


def test_a_break_that_nobody_ended_has_no_length_for_a_payroll() -> None:
    stay = shift("13:00", a_break("meal", "12:00"))
    work, meal = time_lines(stay, stay, FEDERAL, {}, POLICY)
    assert (work.seconds, meal.began, meal.ended, meal.seconds) == (14400, at("12:00"), None, None)


def test_a_night_with_a_changed_clock_has_its_true_length() -> None:
    for evening, hours in ((date(2026, 3, 7), 7), (date(2026, 10, 31), 9)):
        came = datetime(evening.year, evening.month, evening.day, 22, tzinfo=NEW_YORK)
        stay = Stay(ANA, evening, came, after(came, hours * HOUR))
        assert f"{stay.left:%H:%M}" == "06:00"
        assert total(segments(stay, came), None) == hours * HOUR


# --- random days

ACTS = ("start", "end", "start", "end", "start", "end", "leave", "arrive", "back")
STEPS = some.lists(
    some.tuples(some.integers(0, 4 * 3600), some.sampled_from(ACTS)), min_size=8, max_size=20
)
BEGINNINGS = some.sampled_from(
    [datetime(2026, *on, tzinfo=UTC) for on in ((3, 6, 13), (3, 8, 2), (11, 1, 1), (6, 1, 4))]
)
WORDS = some.lists(
    some.tuples(
        some.sampled_from(["shift", "break", "break", "no break"]),
        some.integers(0, 9),  # which one is meant
        some.none() | some.integers(-60, 900),  # minutes after the beginning
        some.none() | some.integers(-60, 900),
        some.sampled_from(KINDS),
        some.booleans(),  # approved
    ),
    min_size=3,
    max_size=10,
)
JUMPS = some.lists(some.integers(0, 3 * 3600), max_size=25)


@dataclass
class Days:
    """What somebody did in a few days, as the register would have taken it down."""

    now: datetime
    punches: list[Punch]

    def act(self, name: str, chance: Random) -> None:
        """One act, if the rule allows it."""
        found = breaks.stays(self.punches)
        stay = found[-1] if found else None
        ago = timedelta(seconds=chance.randrange(200))
        at = breaks.moment(self.now, ago, stay, POLICY)
        try:
            punch = self._punch(name, stay, at, chance)
        except Refusal:
            return
        self.punches.append(replace(punch, number=len(self.punches) + 1))

    def _punch(self, name: str, stay: Stay | None, at: datetime, chance: Random) -> Punch:
        if name == "arrive":
            return breaks.arrive(ANA, stay, at, day_of(at, datetime.min.time()), POLICY)
        if name == "start":
            return breaks.start(ANA, chance.choice(KINDS), stay, at, POLICY)
        if name == "end":
            return breaks.end(ANA, chance.choice([None, True, False]), stay, at, POLICY)
        if name == "leave":
            return breaks.leave(ANA, stay, at, POLICY)
        last = breaks.standing(self.punches)
        return breaks.take_back(last[-1].number if last else 0, self.punches, self.now)


def lived(begins: datetime, steps: Sequence[tuple[int, str]], jumps: Sequence[int] = ()) -> Days:
    """jumps: how far the clock is set back before each step, in seconds."""
    days = Days(begins.astimezone(NEW_YORK), [])
    chance = Random(len(steps))
    days.act("arrive", chance)
    for number, (wait, name) in enumerate(steps):
        back = jumps[number] if number < len(jumps) else 0
        days.now = after(days.now, timedelta(seconds=wait - back))
        days.act(name, chance)
    return days


Word = tuple[What, int, int | None, int | None, Kind, bool]


def said(days: Days, words: Sequence[Word]) -> list[Correction]:
    """What could be said, some of it approved, in the order in which managers came to it."""
    begins, corrections = days.punches[0].at, list[Correction]()

    def moment(minutes: int | None) -> datetime | None:
        return None if minutes is None else after(begins, timedelta(minutes=minutes))

    for number, (what, place, began, ended, kind, is_approved) in enumerate(words, start=1):
        found = effective(days.punches, corrections)
        keys = [
            each.key for stay in found for each in (stay.breaks if what != "shift" else (stay,))
        ]
        about = [*keys, ""][place % (len(keys) + 1)]
        day = found[0].day if found else days.punches[0].day
        times = (moment(began), moment(ended))
        one = Correction(number, ANA, day, what, about, kind, *times, "so", ANA)
        try:
            break_corrections.say(one, found, [], after(days.now, 30 * HOUR))
        except Refusal:
            continue
        corrections.append(one)
        if is_approved:
            corrections[-1] = replace(
                one, decision=Decision("approved", len(corrections), BEN, days.now)
            )
    return corrections


def is_accounted(stay: Stay, now: datetime) -> None:
    found = segments(stay, now)
    end = max(stay.left or now, stay.arrived, key=instant)
    assert sum((one.lasted for one in found), NOTHING) == between(stay.arrived, end)
    assert all(one.lasted > NOTHING for one in found)
    edges = [stay.arrived, *(one.ended for one in found)]
    assert [one.began for one in found] == edges[:-1] if found else stay.arrived == end
    assert edges[-1] == end
    for one in found:  # no second is of a break that was not one
        began = one.taken.began if one.taken else one.began
        ended = (one.taken and one.taken.ended) or one.ended
        assert between(began, one.began) >= NOTHING
        assert between(one.ended, ended) >= NOTHING
    assert not any(one.taken is two.taken is None for one, two in pairwise(found))


@settings(max_examples=1000)
@given(BEGINNINGS, STEPS, WORDS, some.randoms(use_true_random=False))
def test_a_thousand_days(
    begins: datetime, steps: list[tuple[int, str]], words: list[Word], chance: Random
) -> None:
    days = lived(begins, steps)
    corrections = said(days, words)
    found = effective(days.punches, corrections)
    for stay in found:
        is_accounted(stay, days.now)
        assert stay.left is None or between(stay.arrived, stay.left) >= NOTHING
        ended = [(one.began, one.ended) for one in stay.breaks if one.ended]
        assert all(between(*one) >= NOTHING for one in ended)
        took_time = [one for one in stay.breaks if one.ended != one.began]
        for one in took_time:
            assert between(stay.arrived, one.began) >= NOTHING
            assert not (stay.left and one.ended) or between(one.ended, stay.left) >= NOTHING
        for one, following in pairwise(took_time):
            assert one.ended is not None and between(one.ended, following.began) >= NOTHING
    in_order = sorted(found, key=lambda stay: (instant(stay.arrived), instant(stay.latest)))
    for stay, next_one in pairwise(in_order):
        assert between(stay.latest, next_one.arrived) >= NOTHING
    shuffled = list(days.punches), list(corrections)
    for some_of_it in shuffled:
        chance.shuffle(some_of_it)
    assert effective(*shuffled) == found


@settings(max_examples=300)
@given(BEGINNINGS, STEPS, WORDS, JUMPS)
def test_days_on_which_the_clock_was_set_back(
    begins: datetime, steps: list[tuple[int, str]], words: list[Word], jumps: list[int]
) -> None:
    days = lived(begins, steps, jumps)
    for stay in effective(days.punches, said(days, words)):
        is_accounted(stay, days.now)


@settings(max_examples=200)
@given(BEGINNINGS, STEPS, WORDS, JUMPS)
def test_a_payroll_gets_every_second_of_a_day_once(
    begins: datetime, steps: list[tuple[int, str]], words: list[Word], jumps: list[int]
) -> None:
    days = lived(begins, steps, jumps)
    noted = {stay.key: stay for stay in breaks.stays(days.punches)}
    for stay in effective(days.punches, said(days, words)):
        if stay.left is None:
            continue
        lines = list(time_lines(stay, noted.get(stay.key), FEDERAL, {}, POLICY))
        length = max(between(stay.arrived, stay.left), NOTHING)
        assert sum(one.seconds or 0 for one in lines) == length.total_seconds()


@settings(max_examples=100)
@given(BEGINNINGS, STEPS, WORDS)
def test_a_correction_changes_one_shift_and_no_other(
    begins: datetime, steps: list[tuple[int, str]], words: list[Word]
) -> None:
    days = lived(begins, steps)
    found = effective(days.punches, [])
    for one in said(days, words):
        try:
            then = applied(one, found)
        except Refusal:
            continue
        touched = [stay for stay in then if stay not in found]
        assert len(touched) <= 1
        assert len(then) - len(found) == int(one.what == "shift" and not one.about)
