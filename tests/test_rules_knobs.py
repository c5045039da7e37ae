"""Settings as data: how each is read, shown, and kept in its bounds."""

from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kiosk.practice.errors import Refusal
from kiosk.practice.knobs import Knob, Pairs, knob, knobs, shown, turned
from kiosk.practice.settings import Settings, changed, composed, listed

SETTINGS = Settings()


@dataclass(frozen=True)
class Inner:
    count: int = knob(3, "How many", 1, 9)


@dataclass(frozen=True)
class Outer:
    name: str = knob("x", "A name", 1, 5)
    is_on: bool = knob(True, "Whether")
    plain: int = 7  # no knob: nobody sets it
    inner: Inner = field(default_factory=Inner)


def test_every_setting_stands_with_its_words_and_its_dotted_key() -> None:
    assert [(one.key, one.words, one.value) for one in knobs(Outer())] == [
        ("name", "A name", "x"),
        ("is_on", "Whether", "yes"),
        ("inner.count", "How many", "3"),
    ]


def test_one_is_changed_and_the_rest_stays() -> None:
    assert turned(Outer(), "inner.count", " 5 ") == Outer(inner=Inner(5))
    assert turned(Outer(), "is_on", "No") == Outer(is_on=False)


@pytest.mark.parametrize("key", ["nothing", "inner", "inner.nothing", "name.x", "plain", "", "."])
def test_what_is_no_setting_is_refused(key: str) -> None:
    with pytest.raises(Refusal, match="There is no setting"):
        turned(Outer(), key, "1")


@pytest.mark.parametrize(
    ("key", "typed", "told"),
    [
        ("inner.count", "0", "goes from 1 to 9"),
        ("inner.count", "10", "goes from 1 to 9"),
        ("inner.count", "two", "write a whole number"),
        ("inner.count", "-1", "write a whole number"),
        ("inner.count", "٣", "write a whole number"),
        ("name", "   ", "goes from 1 to 5"),
        ("name", "abcdef", "goes from 1 to 5"),
        ("is_on", "maybe", "write yes or no"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(key: str, typed: str, told: str) -> None:
    with pytest.raises(Refusal, match=told):
        turned(Outer(), key, typed)


@pytest.mark.parametrize("typed", ["1", "9"])
def test_both_bounds_are_allowed(typed: str) -> None:
    assert turned(Outer(), "inner.count", typed).inner.count == int(typed)


@pytest.mark.parametrize(
    ("key", "typed", "told"),
    [
        ("zone", "Mars/Olympus", "such as America/New_York"),
        ("zone", "../../etc/passwd", "such as America/New_York"),
        ("zone", "", "such as America/New_York"),
        ("idle", "20", "write it as 20 s"),
        ("idle", "4 s", "goes from 5 s to 10 min"),
        ("day_boundary", "4:00", "write it as 04:00"),
        ("day_boundary", "25:00", "day_boundary"),
        ("day_boundary", "12:00", "goes from 00:00 to 11:59"),
        ("roles", "RN", "write name=value"),
        ("roles", "RN=king", "no 'king'. There are: anyone, clinical, prescriber"),
        ("roles", "", "has 1 to 40 on its list"),
        ("roles", "RN=clinical, rn=anyone", "'rn' stands there twice"),
        ("turned_off", "prior_auhts", "no 'prior_auhts'. There are: breaks, prior_auths"),
        ("areas", "lab, Lab", "'Lab' stands there twice"),
        ("areas", " , ", "has 1 to 30 on its list"),
        ("areas", "x" * 41, "more than 40 characters"),
        ("hours.monday", "8-17", "write it as 8:00-17:00"),
        ("hours.monday", "17:00-8:00", "later than the one before"),
        ("hours.monday", "8:00-12:00 and 11:00-17:00", "later than the one before"),
        ("hours.monday", "8:00-25:00", "hour must be in"),
        ("hours.holidays", "Christmas", "no 'Christmas'. There are: New Year's Day"),
        ("hours.closed_on", "Dec 24", "'Dec 24' is no day"),
        ("people.shortest_pin", "3", "goes from 4 to 12"),
    ],
)
def test_a_practice_is_told_what_would_fit(key: str, typed: str, told: str) -> None:
    with pytest.raises(Refusal, match=told):
        changed(SETTINGS, key, typed)


def test_what_a_practice_types_becomes_a_value() -> None:
    stored = [
        ("zone", "America/Denver"),
        ("idle", "1 min"),
        ("day_boundary", "03:30"),
        ("turned_off", "prior_auths, breaks,"),
        ("roles", "RN=clinical, scribe = anyone"),
        ("areas", "lab , back office"),
        ("hours.friday", "8:00-12:00 and 13:00-16:30"),
        ("hours.saturday", "Closed"),
        ("hours.closed_on", "2026-12-31, 2026-12-24, 2026-12-31"),
    ]
    new = composed(stored)
    assert new.zone == ZoneInfo("America/Denver")
    assert (new.idle, new.day_boundary) == (timedelta(minutes=1), time(3, 30))
    assert new.turned_off == {"breaks", "prior_auths"}
    assert new.areas == ("lab", "back office")
    assert str(new.hours.friday) == "8:00-12:00 and 13:00-16:30"
    assert str(new.hours.saturday) == "closed"
    assert new.hours.closed_on == (date(2026, 12, 24), date(2026, 12, 31))
    assert new.counts_as == {"RN": "clinical", "scribe": "anyone"}


def test_places_are_named_as_people_read_them() -> None:
    assert changed(SETTINGS, "turned_off", "Prior auths").turned_off == {"prior_auths"}


def test_a_place_that_there_is_no_longer_keeps_nobody_out() -> None:
    assert composed([("turned_off", "fax, breaks")]).turned_off == {"breaks"}
    assert composed([("roles", "RN=king, MA=clinical")]).counts_as == {"MA": "clinical"}


def test_what_was_set_of_a_noun_that_is_gone_keeps_nobody_out() -> None:
    stored = [("fax.pages", "9"), ("idle", "30 s"), ("breaks.gone", "no")]
    assert composed(stored) == replace(SETTINGS, idle=timedelta(seconds=30))


@pytest.mark.parametrize("one", listed(SETTINGS), ids=lambda one: one.key)
def test_every_setting_can_be_typed_as_it_is_shown(one: Knob) -> None:

    assert turned(SETTINGS, one.key, one.value) == SETTINGS


def test_the_demo_s_mark_is_not_a_practice_s_to_set() -> None:
    assert "demo_pin" not in [one.key for one in listed(SETTINGS)]


@given(some.integers(min_value=0, max_value=999_999))
def test_a_span_of_whole_seconds_is_shown_as_it_can_be_typed(seconds: int) -> None:
    @dataclass(frozen=True)
    class Spans:
        span: timedelta = knob(timedelta(), "A span")

    span = timedelta(seconds=seconds)
    assert turned(Spans(), "span", shown(span)) == Spans(span)


def test_pairs_are_values() -> None:
    assert hash(Pairs(a="1")) == hash(Pairs(a="1"))
    assert shown(Pairs(a="1", b="2")) == "a=1, b=2"
