"""The benchmarks' own arithmetic, emulator and stores: a figure is only as good as these."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from textual.widgets import DataTable

from benchmarks import fill, imports, raw_trail, times
from benchmarks.raw import RawClaims
from benchmarks.table import Row, markdown, over, pair_ratio, percentile, share, within
from benchmarks.terminal import COLUMNS, Screen, answers
from benchmarks.yardstick import ROWS, Yardstick
from kiosk.practice.break_corrections import effective
from kiosk.practice.clock import Clock
from kiosk.practice.prior_auth_terms import PriorAuthRef
from kiosk.practice.settings import Settings
from storage.store import Store


def test_a_percentile_lies_between_neighbours() -> None:
    hundred = [float(number) for number in range(101)]
    assert percentile(hundred, 95) == 95
    assert percentile([10, 20], 50) == 15
    assert percentile([7], 99) == 7


def test_a_ratio_is_taken_pair_by_pair() -> None:
    slow_for_a_while = [1.0, 1.0, 10.0]
    assert pair_ratio([2.0, 2.0, 20.0], slow_for_a_while) == 2
    with pytest.raises(ValueError, match="longer"):
        pair_ratio([1.0], slow_for_a_while)


def test_the_table_says_what_was_met() -> None:
    rows = [
        over("a", "1 ms", 1.1, 1.1),
        share("b", "2", 0.3, 0.4),
        within("c", "3 ms", 301, 300, "ms"),
        Row("d", "4"),
    ]
    assert markdown(rows).splitlines() == [
        "| figure | measured | ratio | to reach | met? |",
        "| --- | --- | --- | --- | --- |",
        "| a | 1 ms | 1.10 | ≤ 1.1 | yes |",
        "| b | 2 | 0.30 | ≥ 0.4 | no |",
        "| c | 3 ms | - | ≤ 300 ms | no |",
        "| d | 4 | - | - | - |",
    ]


def test_the_emulator_draws_text_whatever_way_the_bytes_are_cut() -> None:
    sent = "\x1b[2J\x1b[H\x1b[>1u\x1b]0;title\x07\x1b[38:5:7mHéllo\x1b[m\x1b[?2026h there".encode()
    for cut in range(len(sent)):
        screen = Screen()
        screen.feed(sent[:cut])
        screen.feed(sent[cut:])
        assert screen.text().splitlines()[0] == "Héllo there".ljust(COLUMNS)
        assert screen.in_block


def test_a_highlight_that_moves_is_a_change() -> None:
    screen = Screen()
    screen.feed(b"\x1b[Hone")
    before, text = screen.cells(), screen.text()
    screen.feed(b"\x1b[H\x1b[7mone")
    assert screen.text() == text
    assert screen.cells() != before


def test_questions_are_answered_as_a_plain_terminal_would() -> None:
    assert answers(b"\x1b[?2026$p\x1b[?2048$p") == b"\x1b[?2026;2$y\x1b[?2048;0$y"
    assert answers(b"text\x1b[c\x1b[6n") == b"\x1b[?62;22c\x1b[1;1R"
    assert answers(b"\x1b[?25l\x1b[1m") == b""


async def test_the_yardstick_has_two_tables() -> None:
    app = Yardstick()
    async with app.run_test(size=(80, 24)) as pilot:
        for key, word in (("f2", "SECOND"), ("f2", "SECOND"), ("f1", "FIRST"), ("f1", "FIRST")):
            await pilot.press(key)
            table = app.screen.query_one(DataTable)
            assert table.row_count == ROWS
            assert table.get_row_at(0)[0] == f"{word} 01"


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    path = tmp_path / "kiosk.db"
    fill.fill(path, 12)
    return path


@pytest.fixture
def store(filled: Path) -> Iterator[Store]:
    with closing(Store(filled, "bench", Clock(Settings().zone))) as store:
        yield store


def test_a_filled_store_is_whole_and_in_use(store: Store) -> None:
    assert store.is_set_up()
    now = store.clock.now()
    assert len(store.people.everyone(now.date())) == fill.PEOPLE
    here = store.breaks.open_stays(now)
    assert len(here) == fill.PEOPLE
    assert sum(one.away is not None for one in here) == fill.AWAY
    assert (
        store.prior_auth_counts.counts(now.date()).to_do
        == (fill.OPEN_DAYS - 1) * fill.REQUESTS_A_DAY
    )
    assert store.check() == ()


def test_a_filled_trail_is_as_long_as_told_and_whole(tmp_path: Path) -> None:
    path = tmp_path / "kiosk.db"
    fill.fill_trail(path, 3_000)
    with closing(Store(path, "bench", Clock(Settings().zone))) as store:
        assert store.version() == 3_000
        assert store.trail.verify() == ()
    assert raw_trail.main(path) == 3_000


def test_requests_are_added_open_and_closed(store: Store, filled: Path) -> None:
    day = store.clock.now().date()

    def totals() -> tuple[int, int]:
        lists = store.prior_auths
        return lists.listed("not closed", day).total, lists.listed("all", day).total

    is_open, every = totals()
    fill.add_closed(filled, 3)
    fill.add_open(filled, 2)
    assert totals() == (is_open + 2, every + 3 + 2)
    assert store.check() == ()


def test_raw_claims_change_what_the_program_changes(store: Store, filled: Path) -> None:
    fill.add_open(filled, 2)
    assert store.check() == ()
    one, other = fill.newest_open(filled, 2)
    ana = store.people.everyone()[-1]
    before = store.version()
    store.prior_auths.claim(PriorAuthRef(one), ana)
    with closing(RawClaims(filled, int(ana.id), 1.0)) as raw:
        raw.claim(other)
    assert store.version() == before + 2
    assert store.prior_auths.get(PriorAuthRef(other)).owner == ana.id
    deeds = [store.prior_auths.history(PriorAuthRef(ref))[-1].deed for ref in (one, other)]
    assert deeds == ["prior auth taken"] * 2


def test_a_year_is_recomputed_with_all_of_its_corrections() -> None:
    punches, corrections = times.a_year()
    found = effective(punches, corrections)
    assert (len(punches), len(found)) == (250 * 8, 250)
    changed = sum(bool(stay.correction) for stay in found)
    changed += sum(bool(one.correction) for stay in found for one in stay.breaks)
    gone = sum(len(stay.breaks) == 2 for stay in found)
    assert changed + gone == len(corrections) == 20


def test_another_terminal_has_breaks_that_the_program_takes(store: Store, filled: Path) -> None:
    acts = fill.break_after_break(filled)
    before = store.version()
    for _ in range(4):
        next(acts)
    acts.close()
    assert store.version() == before + 4


def test_the_raw_rows_of_an_import_are_those_that_it_left(tmp_path: Path) -> None:
    few = imports.worklist_of(20, tmp_path / "few.csv")
    imported, copied = imports.empty(tmp_path / "one"), imports.empty(tmp_path / "other")
    imports.take(imported, few)
    rows = imports.rows_of(imported)
    assert {table: len(some) for table, some in rows.items()} == {
        "payer": 20,
        "event": 21,
        "prior_auth": 20,
        "import_item": 20,
    }
    assert imports.raw(rows, copied) > 0
    assert imports.rows_of(copied) == rows
