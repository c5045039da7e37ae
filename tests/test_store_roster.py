"""The register of the roster, on a real file: weeks, days, called out, events, time off."""

from collections.abc import Callable
from datetime import date, time, timedelta

import pytest

from kiosk.practice import roster
from kiosk.practice.errors import NotAllowed, Refusal
from kiosk.practice.people import Person
from kiosk.practice.roster import LONGEST_TITLE, WorkHours
from kiosk.practice.words import clean
from storage.people import NewPerson
from storage.store import Store
from tests import naughty
from tests.conftest import with_pin
from tests.test_store_people import deeds

FRIDAY, MONDAY = date(2026, 3, 6), date(2026, 3, 9)
DAY, EARLY = (WorkHours(time(8), time(17)),), (WorkHours(time(6), time(12), "front desk"),)
TWO = (WorkHours(time(8), time(12)), WorkHours(time(13), time(17), "phones"))


def hours(store: Store, person: Person, day: date) -> list[str]:
    one = roster.of_person(store.roster.between(day, day), person.id, day, store.clock.zone)
    return [f"{shift.begins:%H}-{shift.ends:%H} {shift.role}".strip() for shift in one.expected]


def test_weeks_named_weeks_and_changed_days(store: Store, ana: Person, ben: Person) -> None:
    store.roster.set_week(ana, {weekday: TWO for weekday in range(5)}, ben)
    store.roster.set_week(ana, {0: EARLY, 1: ()}, ben, week="flu clinic")
    assert hours(store, ana, MONDAY) == ["08-12", "13-17 phones"]
    store.roster.switch_week(MONDAY + timedelta(days=2), "flu clinic", True, ben)
    assert hours(store, ana, MONDAY) == ["06-12 front desk"]
    assert hours(store, ana, MONDAY + timedelta(days=1)) == []
    store.roster.change_day(ana, MONDAY, DAY, ben)
    assert hours(store, ana, MONDAY) == ["08-17"]
    store.roster.change_day(ana, MONDAY, (), ben)
    assert hours(store, ana, MONDAY) == []
    store.roster.change_day(ana, MONDAY, None, ben)
    assert hours(store, ana, MONDAY) == ["06-12 front desk"]
    store.roster.switch_week(MONDAY, "flu clinic", False, ben)
    store.roster.set_week(ana, {0: DAY}, ben)
    assert (hours(store, ana, MONDAY), hours(store, ana, FRIDAY)) == (["08-17"], [])
    assert store.roster.week_names() == ("flu clinic",)
    assert store.check() == ()


def test_called_out_once_and_taken_back(
    store: Store, another: Callable[..., Store], ana: Person, ben: Person
) -> None:
    other = another()
    store.roster.set_week(ana, {4: DAY}, ben)
    store.roster.call_out(ana, FRIDAY, True, ben)
    with pytest.raises(Refusal, match="has called out for that day already"):
        other.roster.call_out(ana, FRIDAY, True, ben)
    assert hours(other, ana, FRIDAY) == []
    other.roster.call_out(ana, FRIDAY, False, ben)
    assert hours(store, ana, FRIDAY) == ["08-17"]
    assert store.check() == ()


def test_time_off_is_asked_decided_and_read_by_who_asked(
    store: Store, ana: Person, ben: Person
) -> None:
    store.roster.set_week(ana, {0: DAY, 1: DAY}, ben)
    asked = store.time_off.ask(ana, MONDAY, MONDAY, "A wedding")
    assert (asked.state, asked.why) == ("asked", "A wedding")
    assert hours(store, ana, MONDAY) == ["08-17"]
    assert store.time_off.asked() == (asked,)
    with pytest.raises(Refusal, match="There is time off already"):
        store.time_off.ask(ana, MONDAY, MONDAY, "")
    store.time_off.decide(asked.number, "approved", "Enjoy it", ben)
    assert (hours(store, ana, MONDAY), store.time_off.asked()) == ([], ())
    (news,) = store.notices.of(ana)
    assert (news.deed, news.words) == ("time off approved", "Enjoy it")
    with pytest.raises(Refusal, match="approved already"):
        store.time_off.decide(asked.number, "approved", "", ben)
    with pytest.raises(Refusal, match="of your own"):
        store.time_off.withdraw(asked.number, ben)
    store.time_off.withdraw(asked.number, ana)
    assert hours(store, ana, MONDAY) == ["08-17"]
    noted = store.time_off.note(ana, MONDAY, MONDAY, "", ben)
    assert noted.state == "approved"
    assert store.check() == ()


def test_only_managers_keep_it_and_a_refusal_leaves_nothing(
    store: Store, ana: Person, ben: Person
) -> None:
    asked = store.time_off.ask(ana, MONDAY, MONDAY, "")
    before = store.version()
    for act in (
        lambda: store.roster.set_week(ana, {0: DAY}, ana),
        lambda: store.roster.change_day(ana, MONDAY, DAY, ana),
        lambda: store.roster.call_out(ben, MONDAY, True, ana),
        lambda: store.time_off.decide(asked.number, "approved", "", ana),
        lambda: store.time_off.note(ben, MONDAY, MONDAY, "", ana),
        lambda: store.roster.add_event(MONDAY, "Party", time(8), time(9), True, (), ana),
    ):
        with pytest.raises(NotAllowed):
            act()
    with pytest.raises(Refusal, match="no week of that name"):
        store.roster.switch_week(MONDAY, "[b]", True, ben)
    with pytest.raises(Refusal, match="overlap"):
        store.roster.set_week(ana, {0: (*DAY, *EARLY)}, ben)
    with pytest.raises(Refusal, match="ends before it begins"):
        store.roster.add_event(MONDAY, "Party", time(9), time(8), True, (), ben)
    assert store.version() == before


def test_a_manager_decides_about_their_own_days_off_only_where_there_is_no_other(
    store: Store, ben: Person
) -> None:
    store.time_off.note(ben, MONDAY, MONDAY, "", ben)
    with_pin(store, NewPerson("Dana Ode", (), is_manager=True), "330033")
    next_day = MONDAY + timedelta(days=1)
    asked = store.time_off.ask(ben, next_day, next_day, "")
    with pytest.raises(Refusal, match="Nobody decides about their own"):
        store.time_off.decide(asked.number, "approved", "", ben)
    with pytest.raises(Refusal, match="Nobody decides about their own"):
        store.time_off.note(ben, next_day, next_day, "", ben)


def test_many_days_are_one_act_with_an_event_each_or_none(
    store: Store, ana: Person, ben: Person
) -> None:
    before = store.version()
    overlapping = [(ana, MONDAY, DAY), (ana, FRIDAY, (*DAY, *EARLY))]
    with pytest.raises(Refusal, match="overlap"):
        store.roster.change_days(lambda: overlapping, ben)
    with pytest.raises(NotAllowed):
        store.roster.change_days(lambda: [(ana, MONDAY, DAY)], ana)
    assert (store.version(), hours(store, ana, MONDAY)) == (before, [])
    store.roster.change_days(lambda: [(ana, MONDAY, DAY), (ana, FRIDAY, EARLY)], ben)
    assert deeds(store)[-3:] == ["roster imported", *[f"day changed person {ana.id}"] * 2]
    assert (hours(store, ana, MONDAY), hours(store, ana, FRIDAY)) == (
        ["08-17"],
        ["06-12 front desk"],
    )


def test_meetings_and_hostile_titles(store: Store, ben: Person) -> None:
    with store.together():
        for typed in naughty.ours():
            title = clean(typed, LONGEST_TITLE)
            if not title:
                continue
            number = store.roster.add_event(MONDAY, typed, time(8), time(9), True, ("MA",), ben)
            (found,) = store.roster.between(MONDAY, MONDAY).events
            assert (found.number, found.title, found.roles) == (number, title, ("MA",))
            store.roster.drop_event(number, ben)
    with pytest.raises(Refusal, match="not on any more"):
        store.roster.drop_event(1, ben)
    assert store.check() == ()


def test_two_at_once_one_is_told(
    store: Store, another: Callable[..., Store], ana: Person, ben: Person
) -> None:
    asked, other = store.time_off.ask(ana, MONDAY, MONDAY, ""), another()
    store.time_off.decide(asked.number, "declined", "Nobody for the phones", ben)
    with pytest.raises(Refusal, match="declined already"):
        other.time_off.withdraw(asked.number, ana)
    assert deeds(store)[-1] == f"time off declined time off {asked.number}"
