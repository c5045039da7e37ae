"""Rules from a law or a contract: their sources, and files of them read strictly."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kiosk.practice import spans
from kiosk.practice.errors import Refusal
from kiosk.practice.sources import MOST_BYTES, Bounds, RuleFile, Source, text_of
from tests import naughty

FROM, TO = date(2026, 1, 1), date(2026, 6, 30)
SOURCE = Source("Code 1", FROM, TO, FROM)


@dataclass(frozen=True)
class Clock:
    """A rule of another noun than breaks: the reader knows none of them."""

    payer: Annotated[str, Bounds(2, 10)]
    days: Annotated[int, Bounds(1, 90)]
    counted: Literal["calendar days", "business days"]
    warn: timedelta | None
    stops: bool
    source: Source


GOOD = {
    "payer": '"Part D"',
    "days": "7",
    "counted": '"business days"',
    "warn": '"72 h"',
    "stops": "false",
    "source": '"42 CFR 423.568"',
    "valid_from": "2026-01-01",
    "valid_to": "2026-06-30",
    "checked_on": "2026-11-24",
}


def table(**changed: str) -> str:
    return "[[clock]]\n" + "".join(f"{key} = {value}\n" for key, value in (GOOD | changed).items())


def without(key: str) -> str:
    return "[[clock]]\n" + "".join(f"{one} = {told}\n" for one, told in GOOD.items() if one != key)


def clocks(text: str) -> tuple[Clock, ...]:
    return RuleFile(text, "clocks.toml").rules("clock", Clock)


def refused(text: str) -> str:
    with pytest.raises(Refusal) as told:
        clocks(text)
    return str(told.value)


def test_a_rule_is_read_with_its_source() -> None:
    source = Source("42 CFR 423.568", FROM, TO, date(2026, 11, 24))
    rule = Clock("Part D", 7, "business days", timedelta(hours=72), False, source)
    assert clocks(table()) == (rule,)
    assert clocks("") == ()


def test_what_may_be_left_out_may_be_left_out() -> None:
    (rule,) = clocks(without("warn"))
    assert rule.warn is None
    (rule,) = clocks(without("valid_to"))
    assert rule.source.valid_to is None


def test_a_rule_holds_from_its_first_day_to_its_last() -> None:
    day = timedelta(days=1)
    held = [SOURCE.holds_on(one) for one in (FROM - day, FROM, TO, TO + day)]
    assert held == [False, True, True, False]
    assert Source("Code 1", FROM, None, FROM).holds_on(date(2099, 1, 1))


@pytest.mark.parametrize("key", sorted({*GOOD} - {"warn", "valid_to"}))
def test_what_is_missing_is_named(key: str) -> None:
    assert refused(without(key)) == f"clocks.toml: clock 1, '{key}': it is missing."


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("payer", "7", 'write words in quotes, "like these", not 7.'),
        ("payer", '"D"', "it has 1 characters, and may have 2 to 10."),
        ("payer", '"Medicare Part D"', "it has 15 characters, and may have 2 to 10."),
        ("payer", '" \\u200b "', "it has 0 characters, and may have 2 to 10."),
        ("days", '"7"', "write a whole number without quotes, not '7'."),
        ("days", "7.5", "write a whole number without quotes, not 7.5."),
        ("days", "true", "write a whole number without quotes, not true."),
        ("days", "0", "it goes from 1 to 90, and 0 does not."),
        ("days", "91", "it goes from 1 to 90, and 91 does not."),
        ("days", "0x" + "f" * 20_000, "it goes from 1 to 90, and a number so large does not."),
        ("counted", '"weeks"', "write 'calendar days' or 'business days', not 'weeks'."),
        ("counted", "[1]", "write 'calendar days' or 'business days', not a list."),
        ("warn", '"72 hours"', "write it as 20 s, 10 min, 5 h or 7 d, not '72 hours'."),
        ("warn", "72", 'write it as "10 min" or "5 h", in quotes, not 72.'),
        ("stops", '"no"', "write true or false without quotes, not 'no'."),
        ("stops", "0", "write true or false without quotes, not 0."),
        ("source", "{law = 1}", 'write words in quotes, "like these", not a table.'),
        ("source", '""', "it has 0 characters, and may have 1 to 400."),
        ("source", '"' + "x" * 401 + '"', "it has 401 characters, and may have 1 to 400."),
        (
            "valid_from",
            '"2026-01-01"',
            "write a day as 2026-01-31 without quotes, not '2026-01-01'.",
        ),
        ("valid_from", "2026-01-01T08:00:00", "without quotes, not 2026-01-01 08:00:00."),
        ("checked_on", "20261124", "write a day as 2026-01-31 without quotes, not 20261124."),
    ],
)
def test_what_does_not_fit_is_refused_with_file_key_and_reason(
    key: str, value: str, told: str
) -> None:
    words = refused(table(**{key: value}))
    assert words.startswith(f"clocks.toml: clock 1, '{key}': ")
    assert words.endswith(told)


def test_the_rule_that_is_wrong_is_counted() -> None:
    assert refused(table() + table(days="0")).startswith("clocks.toml: clock 2, 'days'")


def test_a_rule_does_not_end_before_it_begins() -> None:
    told = "clocks.toml: clock 1: 'valid_to' is before 'valid_from'."
    assert refused(table(valid_to="2025-12-31")) == told
    assert len(clocks(table(valid_to="2026-01-01"))) == 1


def test_an_unknown_key_is_named_beside_those_there_are() -> None:
    words = refused(table(begins='"5 h"'))
    assert words.startswith(
        "clocks.toml: clock 1, 'begins': there is no such key; there are payer,"
    )
    assert "source, valid_from, valid_to, checked_on." in words


@dataclass(frozen=True)
class Head:
    title: str


def test_above_the_tables_only_what_is_known_may_stand() -> None:
    assert RuleFile(f'title = "T"\n{table()}', "x.toml").head(Head, "clock") == Head("T")
    with pytest.raises(
        Refusal, match=r"^x.toml: 'clocks': there is no such key; there are title, "
    ):
        RuleFile('title = "T"\nclocks = 1', "x.toml").head(Head, "clock")
    with pytest.raises(Refusal, match=r"^x.toml: 'title': it is missing.$"):
        RuleFile("", "x.toml").head(Head)


@pytest.mark.parametrize("text", ["clock = 1", "[clock]\ndays = 7", "clock = [1]"])
def test_rules_are_tables_in_double_brackets(text: str) -> None:
    assert refused(text) == "clocks.toml: write each 'clock' as a table that begins [[clock]]."


@pytest.mark.parametrize(
    "text",
    ["payer: Part D", '"', "a = 1\na = 2", "[[clock", "a = " + "9" * 5_000, "a = " + "[" * 20_000],
)
def test_what_is_not_toml_is_refused(text: str) -> None:
    assert refused(text).startswith("clocks.toml: this is not TOML: ")


def test_a_file_that_is_too_large_or_not_text_is_refused() -> None:
    with pytest.raises(Refusal, match=r"^x.toml: the file is larger than 64 KiB.$"):
        text_of(b"#" * (MOST_BYTES + 1), "x.toml")
    with pytest.raises(Refusal, match="larger than 64 KiB"):
        RuleFile("#" * (MOST_BYTES + 1), "x.toml")
    with pytest.raises(Refusal, match=r"^x.toml: the file is not text in UTF-8.$"):
        text_of(b"\xff\xfe#\x00", "x.toml")
    assert text_of(b"#" * MOST_BYTES, "x.toml") == "#" * MOST_BYTES


def test_a_key_that_would_take_seconds_to_read_is_refused() -> None:
    assert refused("a" + ".a" * 30_000 + " = 1") == "clocks.toml: a line has more than 100 dots."
    assert refused("[clock.a" + ".a" * 99 + "]").endswith("begins [[clock]].")


def test_a_mark_at_the_beginning_does_not_matter() -> None:
    assert text_of(b"\xef\xbb\xbf# pack\r\n", "x.toml") == "# pack\r\n"


def test_neither_the_file_s_name_nor_its_words_reach_the_screen_raw() -> None:
    with pytest.raises(Refusal) as told:
        RuleFile('"\\u001b[2J" = 1', "x\x1b[2J.toml").head(Head)
    assert "\x1b" not in str(told.value)
    (rule,) = clocks(table(payer='"P\\u001b\\u202eD"'))
    assert rule.payer == "PD"


@given(some.text(max_size=300))
def test_any_text_is_read_or_refused_in_one_sentence(text: str) -> None:
    try:
        clocks(text)
    except Refusal as told:
        assert str(told).startswith("clocks.toml: ") and "\n" not in str(told)


@pytest.mark.parametrize("text", naughty.strings())
def test_hostile_words_are_read_or_refused(text: str) -> None:
    quoted = '"' + "".join(f"\\U{ord(one):08x}" for one in text) + '"'
    for key in ("payer", "counted", "warn", "source"):
        try:
            (rule,) = clocks(table(**{key: quoted}))
        except Refusal as told:
            assert str(told).startswith("clocks.toml: ") and "\n" not in str(told)
        else:
            assert "\x1b" not in repr(rule)


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0, "0 min"),
        (1, "1 s"),
        (1380, "23 min"),
        (1799, "29 min 59 s"),
        (18_000, "5 h 00 min"),
        (18_001, "5 h 00 min 1 s"),
        (18_060, "5 h 01 min"),
    ],
)
def test_a_length_is_told_to_the_second(seconds: int, told: str) -> None:
    assert spans.exact(timedelta(seconds=seconds)) == told
    assert spans.exact(timedelta(seconds=seconds, milliseconds=999)) == told
