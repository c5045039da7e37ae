"""What is said about times afterwards: what fits, who may decide, and what counts in the end."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from kiosk.practice import break_corrections as rules
from kiosk.practice.break_corrections import Correction, Decision, Outcome, What, effective
from kiosk.practice.breaks import Break, Deed, Kind, Punch, Stay
from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person, PersonId

ANA, BEN, CLEO = PersonId(1), PersonId(2), PersonId(3)
STAFF = Person(ANA, "Ana Ruiz")
MANAGER = Person(BEN, "Dr. Ben Cole", is_manager=True)
OTHER = Person(CLEO, "Cleo Park", is_manager=True)
NEW_YORK = ZoneInfo("America/New_York")
DAY = date(2026, 3, 6)
BOTH_AT_ONCE, OUTSIDE = "Two breaks cannot be at the same time", "inside the working day"


def at(clock: str, day: int = 6) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 3, day, hour, minute, tzinfo=NEW_YORK)


def punch(number: int, deed: Deed, clock: str, kind: Kind | None = None, day: int = 6) -> Punch:
    return Punch(ANA, deed, at(clock, day), DAY.replace(day=day), kind, number=number)


# From 8 to 5, with a short break at 10 and lunch at noon.
SHIFT = (
    punch(1, "arrive", "8:00"),
    punch(2, "start", "10:00", "rest"),
    punch(3, "end", "10:10", "rest"),
    punch(4, "start", "12:00", "meal"),
    punch(5, "end", "12:30", "meal"),
    punch(6, "leave", "17:00"),
)
REST, LUNCH, DAY_ITSELF = "punch 2", "punch 4", "punch 1"


def said(
    about: str = "",
    began: str = "",
    ended: str = "",
    what: What = "break",
    kind: Kind | None = None,
    number: int = 1,
    day: int = 6,
) -> Correction:
    times = (at(began, day) if began else None, at(ended, day) if ended else None)
    return Correction(number, ANA, DAY.replace(day=day), what, about, kind, *times, "so", ANA)


def approved(one: Correction, order: int) -> Correction:
    return replace(one, decision=Decision("approved", order, BEN, at("18:00")))


def counted(*corrections: Correction, punches: tuple[Punch, ...] = SHIFT) -> tuple[Stay, ...]:
    return effective(
        punches, [approved(one, order) for order, one in enumerate(corrections, start=1)]
    )


def times(stay: Stay) -> list[str]:
    """As a person would say it."""
    told = [
        f"{one.kind} {one.began:%H:%M}-{f'{one.ended:%H:%M}' if one.ended else ''}"
        for one in stay.breaks
    ]
    return [f"{stay.arrived:%H:%M}-{f'{stay.left:%H:%M}' if stay.left else ''}", *told]


def refused(one: Correction, punches: tuple[Punch, ...] = SHIFT) -> str:
    with pytest.raises(Refusal) as told:
        rules.applied(one, effective(punches, []))
    return str(told.value)


# --- what counts


def test_without_a_word_the_punches_count() -> None:
    (stay,) = effective(SHIFT, [])
    assert times(stay) == ["08:00-17:00", "rest 10:00-10:10", "meal 12:00-12:30"]
    assert stay.correction == 0


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (said(LUNCH, "11:45"), ["08:00-17:00", "rest 10:00-10:10", "meal 11:45-12:30"]),
        (said(LUNCH, ended="12:50"), ["08:00-17:00", "rest 10:00-10:10", "meal 12:00-12:50"]),
        (
            said(REST, "15:00", "15:10", kind="other"),
            ["08:00-17:00", "meal 12:00-12:30", "other 15:00-15:10"],
        ),
        (said(REST, what="no break"), ["08:00-17:00", "meal 12:00-12:30"]),
        (
            said("", "15:00", "15:10", kind="rest"),
            ["08:00-17:00", "rest 10:00-10:10", "meal 12:00-12:30", "rest 15:00-15:10"],
        ),
        (
            said(DAY_ITSELF, "7:55", what="shift"),
            ["07:55-17:00", "rest 10:00-10:10", "meal 12:00-12:30"],
        ),
        (
            said(DAY_ITSELF, ended="17:20", what="shift"),
            ["08:00-17:20", "rest 10:00-10:10", "meal 12:00-12:30"],
        ),
    ],
)
def test_what_was_approved_counts(one: Correction, told: list[str]) -> None:
    (stay,) = counted(one)
    assert times(stay) == told


@pytest.mark.parametrize("outcome", [None, "declined", "withdrawn"])
def test_what_was_not_approved_changes_nothing(outcome: Outcome | None) -> None:
    decision = Decision(outcome, 1, BEN, at("18:00")) if outcome else None
    one = replace(said(LUNCH, "11:45"), decision=decision)
    assert effective(SHIFT, [one]) == effective(SHIFT, [])
    assert (one.is_waiting, one.counts) == (outcome is None, False)


def test_a_corrected_time_says_which_correction_it_is_from_and_keeps_its_key() -> None:
    (stay,) = counted(said(LUNCH, "11:45", number=7), said(DAY_ITSELF, "7:55", what="shift"))
    lunch = stay.breaks[1]
    assert (lunch.key, lunch.correction) == (LUNCH, 7)
    assert (stay.key, stay.correction) == (DAY_ITSELF, 1)
    assert stay.breaks[0].correction == 0


def test_a_day_that_was_not_entered_is_there_once_it_is_approved() -> None:
    new = said("", "8:00", "16:00", "shift", day=5, number=9)
    _, stay = counted(new)
    assert (times(stay), stay.key, stay.day) == (["08:00-16:00"], "correction 9", new.day)
    lunch = said("", "12:00", "12:30", kind="meal", day=5, number=10)
    assert times(counted(new, lunch)[1]) == ["08:00-16:00", "meal 12:00-12:30"]


def test_of_two_corrections_for_one_break_the_later_decision_counts() -> None:
    early, late = said(LUNCH, "11:45", number=1), said(LUNCH, "11:50", number=2)
    assert times(counted(early, late)[0])[2] == "meal 11:50-12:30"
    assert times(counted(late, early)[0])[2] == "meal 11:45-12:30"
    assert times(counted(early, said(LUNCH, ended="12:40", number=2))[0])[2] == "meal 11:45-12:40"


def test_a_break_that_a_correction_added_can_be_corrected_and_taken_out() -> None:
    new = said("", "15:00", "15:10", kind="rest", number=3)
    moved = said("correction 3", "15:05", number=4)
    assert times(counted(new, moved)[0])[3] == "rest 15:05-15:10"
    assert counted(new, moved, said("correction 3", what="no break", number=5)) == counted()


def test_what_fits_no_longer_changes_nothing() -> None:
    moved, gone = said(LUNCH, "11:45"), said(LUNCH, what="no break", number=2)
    assert counted(gone, moved) == counted(gone)
    back = Punch(ANA, "take back", at("12:31"), DAY, number=7, takes_back=6)
    longer = said(DAY_ITSELF, ended="17:20", what="shift")
    taken_back = (*SHIFT, back)
    assert times(counted(longer, punches=taken_back)[0])[0] == "08:00-17:20"
    assert counted(said("punch 99", "9:00"), punches=taken_back) == counted(punches=taken_back)


def test_an_open_break_can_be_ended_and_the_day_as_well() -> None:
    open_lunch = SHIFT[:4]
    first = refused(said(DAY_ITSELF, ended="17:00", what="shift"), open_lunch)
    assert first == "A break of that day has no end yet. That comes first."
    ended = said(LUNCH, ended="12:30")
    left = said(DAY_ITSELF, ended="17:00", what="shift", number=2)
    (stay,) = counted(ended, left, punches=open_lunch)
    assert times(stay) == ["08:00-17:00", "rest 10:00-10:10", "meal 12:00-12:30"]


def test_a_break_over_the_day_boundary_belongs_to_the_day_of_its_start() -> None:
    night = (punch(1, "arrive", "20:00", day=5), replace(punch(2, "leave", "5:00"), day=DAY))
    lunch = Correction(3, ANA, DAY.replace(day=5), "break", "", "meal", at("3:45"), at("4:15"))
    (stay,) = counted(lunch, punches=night)
    assert (stay.day.day, times(stay)) == (5, ["20:00-05:00", "meal 03:45-04:15"])


# --- what does not fit


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (said(LUNCH, "12:40"), "ends after it begins"),
        (said(LUNCH, "12:30"), "ends after it begins"),
        (said(LUNCH, "7:59"), OUTSIDE),
        (said(LUNCH, ended="17:01"), OUTSIDE),
        (said(LUNCH, "10:09"), BOTH_AT_ONCE),
        (said(LUNCH, "9:00"), BOTH_AT_ONCE),
        (said(REST, ended="12:01"), BOTH_AT_ONCE),
        (said("", "12:10", "12:20", kind="rest"), BOTH_AT_ONCE),
        (said("", "11:00", "13:00", kind="rest"), BOTH_AT_ONCE),
        (said("", "17:00", "17:10", kind="rest"), "outside the working day"),
        (said("", "7:50", "8:10", kind="rest"), "outside the working day"),
        (said("", "15:00", kind="rest"), "outside the working day"),
        (said("", "15:00", "15:10"), "needs its kind and both times"),
        (said("punch 9", "15:00", "15:10"), "no such time any more"),
        (said("punch 9", what="no break"), "no such time any more"),
        (said("", what="no break"), "no such time any more"),
        (said("punch 9", "8:00", what="shift"), "no such time any more"),
        (said(LUNCH, "8:00", what="shift"), "no such time any more"),
        (said(DAY_ITSELF, "10:01", what="shift"), OUTSIDE),
        (said(DAY_ITSELF, ended="12:29", what="shift"), OUTSIDE),
        (said(DAY_ITSELF, ended="7:00", what="shift"), "Leaving comes after arriving"),
        (said("", "8:00", what="shift", day=5), "needs both times"),
        (said("", "16:00", "8:00", what="shift", day=5), "Leaving comes after arriving"),
        (said("", "16:59", "19:00", what="shift"), "Two working days"),
        (said("", "7:00", "8:01", what="shift"), "Two working days"),
        (said("", "9:00", "9:30", what="shift"), "Two working days"),
    ],
)
def test_what_cannot_have_been_is_refused_with_the_reason(one: Correction, why: str) -> None:
    assert why in refused(one)


@pytest.mark.parametrize(
    "one",
    [
        said(LUNCH, "10:10"),
        said(REST, ended="12:00"),
        said(LUNCH, "16:30", "17:00"),
        said("", "8:00", "8:10", kind="rest"),
        said(DAY_ITSELF, "10:00", what="shift"),
        said(DAY_ITSELF, ended="12:30", what="shift"),
        said("", "17:00", "18:00", what="shift"),
        said("", "7:00", "8:00", what="shift"),
    ],
)
def test_what_touches_does_not_overlap(one: Correction) -> None:
    rules.applied(one, effective(SHIFT, []))


def test_a_shift_of_more_than_a_day_is_refused() -> None:
    one = Correction(1, ANA, DAY, "shift", "", None, at("8:00", 4), at("8:01", 5))
    assert "within 24 hours" in refused(one)


def test_nobody_s_times_touch_another_s() -> None:
    theirs = replace(said(LUNCH, "11:45"), person=BEN)
    assert "no such time" in refused(theirs)
    rules.applied(replace(said("", "9:00", "10:00", "shift"), person=BEN), effective(SHIFT, []))


@pytest.mark.parametrize("ended", ["10:00", "9:00"])
def test_a_break_of_no_length_or_less_stands_in_nobody_s_way(ended: str) -> None:
    """A double press, or a clock that was set back; it can be put right, and what is beside it."""
    crooked = (*SHIFT[:2], punch(3, "end", ended, "rest"), *SHIFT[3:])
    around = counted(said("", "9:55", "10:05", kind="other"), punches=crooked)
    assert "other 09:55-10:05" in times(around[0])
    assert "meal 11:45-12:30" in times(counted(said(LUNCH, "11:45"), punches=crooked)[0])
    longer = said(DAY_ITSELF, ended="17:20", what="shift")
    assert times(counted(longer, punches=crooked)[0])[0] == "08:00-17:20"
    put_right = counted(said(REST, ended="10:10"), punches=crooked)
    assert "rest 10:00-10:10" in times(put_right[0])


def test_who_is_away_stays_away_when_another_break_is_corrected() -> None:
    back = (*SHIFT[:5], punch(6, "start", "9:00", "rest"))  # the clock was set back by hours
    (stay,) = counted(said(REST, "8:30", "8:40"), punches=back)
    assert times(stay)[1] == "rest 08:30-08:40"
    assert stay.away == Break("rest", at("9:00"), key="punch 6")


# --- a leaving that nobody noted


MONDAY, TUESDAY = punch(1, "arrive", "8:00", day=2), punch(2, "arrive", "7:30", day=3)


def test_a_forgotten_leaving_does_not_stand_in_the_way_of_the_next_day() -> None:
    _, tuesday = counted(said("punch 2", "7:20", what="shift", day=3), punches=(MONDAY, TUESDAY))
    assert times(tuesday) == ["07:20-"]
    later = said("", "18:00", "19:00", "shift", day=2)
    assert len(counted(later, punches=(MONDAY, TUESDAY))) == 3
    assert "Two working days" in refused(
        said("", "7:00", "8:01", "shift", day=2), (MONDAY, TUESDAY)
    )


def test_a_day_that_still_goes_on_stands_in_the_way_of_another() -> None:
    assert "Two working days" in refused(said("", "9:00", "10:00", "shift", day=2), (MONDAY,))
    rules.applied(said("", "7:00", "8:00", "shift", day=2), effective((MONDAY,), []))


def test_leaving_cannot_be_after_the_next_arrival() -> None:
    one = Correction(1, ANA, MONDAY.day, "shift", "punch 1", None, None, at("7:31", 3))
    assert "Two working days" in refused(one, (MONDAY, TUESDAY))
    rules.applied(replace(one, ended=at("7:30", 3)), effective((MONDAY, TUESDAY), []))


OPEN_LUNCH = punch(2, "start", "12:00", "meal", day=2)
WEDNESDAY = punch(3, "arrive", "8:00", day=4)


def forgotten(*waiting: Correction, is_here: bool = True) -> list[str]:
    found = effective((MONDAY, OPEN_LUNCH, WEDNESDAY), [])
    told = rules.forgotten(found, waiting, found[-1] if is_here else None)
    return [f"{one.stay.key}, {one.open_break.key if one.open_break else '-'}" for one in told]


def test_days_without_an_end_are_asked_for_the_oldest_first() -> None:
    assert forgotten(is_here=False) == ["punch 1, punch 2", "punch 3, -"]
    assert forgotten() == ["punch 1, punch 2"]  # the other goes on


@pytest.mark.parametrize("about", ["punch 1", "punch 2"])
def test_what_was_said_already_is_not_asked_again_until_it_was_declined(about: str) -> None:
    one = said(about, ended="12:30", what="shift" if about == "punch 1" else "break", day=2)
    assert forgotten(one) == []
    assert forgotten(approved(one, 1)) == ["punch 1, punch 2"]
    declined = replace(one, decision=Decision("declined", 1, BEN, at("18:00")))
    assert forgotten(declined) == ["punch 1, punch 2"]


# --- saying and deciding


def test_nothing_is_said_of_what_has_not_come_yet() -> None:
    found = effective(SHIFT[:4], [])
    for one in (said(LUNCH, ended="12:31"), said("", "12:30", "12:31", kind="rest")):
        with pytest.raises(Refusal, match="has not come yet"):
            rules.say(one, found, [], at("12:30"))
    rules.say(said(LUNCH, ended="12:30"), found, [], at("12:30"))


def test_a_second_word_about_the_same_break_waits_for_the_first_to_be_decided() -> None:
    found, first = effective(SHIFT, []), said(LUNCH, "11:45")
    second = said(LUNCH, "11:50", number=2)
    with pytest.raises(Refusal, match="it waits for a manager"):
        rules.say(second, found, [first], at("18:00"))
    rules.say(second, found, [approved(first, 1)], at("18:00"))
    rules.say(said(REST, "9:50", number=2), found, [first], at("18:00"))
    new, also_new = said("", "15:00", "15:10", kind="rest"), said("", "16:00", "16:10", kind="rest")
    rules.say(also_new, found, [new], at("18:00"))


def decide(one: Correction, decider: Person, outcome: Outcome = "approved") -> None:
    rules.decide(one, decider, outcome, effective(SHIFT, []))


def test_a_manager_decides_about_others() -> None:
    decide(said(LUNCH, "11:45"), MANAGER)
    decide(said(LUNCH, "11:45"), MANAGER, "declined")
    with pytest.raises(Refusal, match="for a manager"):
        decide(replace(said(LUNCH, "11:45"), person=BEN, said_by=BEN), STAFF)


@pytest.mark.parametrize("outcome", ["approved", "declined"])
def test_nobody_decides_about_what_they_said_themselves(outcome: Outcome) -> None:
    own = replace(said(LUNCH, "11:45"), person=BEN, said_by=BEN)
    about_ana = replace(said(LUNCH, "11:45"), said_by=BEN)
    for one in (own, about_ana):
        with pytest.raises(Refusal, match="Nobody decides about their own"):
            decide(one, MANAGER, outcome)
    with pytest.raises(Refusal, match="Nobody decides about their own"):
        decide(said(LUNCH, "11:45"), replace(STAFF, is_manager=True), outcome)


@pytest.mark.parametrize("outcome", ["approved", "declined"])
def test_a_manager_s_word_is_confirmed_by_that_person_or_another_manager(outcome: Outcome) -> None:
    one = replace(said(LUNCH, "11:45"), said_by=BEN)
    decide(one, STAFF, outcome)
    decide(one, OTHER, outcome)
    with pytest.raises(Refusal, match="for a manager"):
        decide(one, Person(CLEO, "Cleo Park"), outcome)


def test_only_whoever_said_it_takes_it_back() -> None:
    decide(said(LUNCH, "11:45"), STAFF, "withdrawn")
    decide(replace(said(LUNCH, "11:45"), said_by=BEN), MANAGER, "withdrawn")
    with pytest.raises(Refusal, match="Only whoever said it"):
        decide(said(LUNCH, "11:45"), MANAGER, "withdrawn")
    with pytest.raises(Refusal, match="Only whoever said it"):
        decide(replace(said(LUNCH, "11:45"), said_by=BEN), STAFF, "withdrawn")


def test_what_fits_no_longer_is_declined_but_not_approved() -> None:
    gone = said("punch 99", "11:45")
    with pytest.raises(Refusal, match="no such time"):
        decide(gone, MANAGER)
    decide(gone, MANAGER, "declined")
