"""What is not for somebody is seen nowhere: no word of it, no name, no count, no gap in numbers."""

import csv
import io
import json
import re
import sys
from collections.abc import Iterator
from contextlib import suppress

import pytest

from kiosk.__main__ import main
from kiosk.practice.clock import StoppedClock
from kiosk.practice.issues import NOBODY, Audience, Raised
from kiosk.practice.people import Person
from screens.acts import Look
from screens.app import KioskApp
from screens.management import MANAGEMENT
from screens.menu import BREAK_ROOM, ISSUES, Place
from screens.perform import perform
from screens.plain import Plain
from screens.session import Kiosk, Session
from screens.views.issues import FILTERS
from storage.people import NewPerson
from storage.store import Store
from tests.conftest import with_pin
from tests.test_acts import Scripted
from tests.test_pictures import picture
from tests.test_screens import type_keys

MARKER = "Zzmarker"  # stands in every text that is not for everybody
WITHHELD = "Wanda Zzwithheld"  # the name that colleagues must not see
PRIVATE = re.compile(r"\bP-\w{4}\b")


@pytest.fixture
def mia(store: Store) -> Person:
    """Staff who walk everywhere: PIN 330033."""
    return with_pin(store, NewPerson("Mia Lund", ("MA",)), "330033")


@pytest.fixture(autouse=True)
def filled(store: Store, ana: Person, ben: Person, mia: Person, clock: StoppedClock) -> None:
    """Public ones, and between them those that are not, with all that can be with one."""
    store.settings.set("practice", "Oak Street")
    store.settings.set("outside.hr", "Acme HR")
    wanda, _ = store.people.add(NewPerson(WITHHELD, ("RN",)))
    task = store.prior_auths.add("Lakeside", "MRI", "anyone", ana).ref
    audiences: tuple[Audience, ...] = ("manager", "owner", "outside hr")
    for number in range(3):
        public = Raised(
            f"Phones {number}", "phones", proposal="A rota", linked=f"prior auth {task}"
        )
        store.issues.add(public, ana)
        for audience in audiences:
            words = f"{MARKER} phones {number}"
            mine = Raised(words, "phones", "once", audience, words, linked=f"prior auth {task}")
            ref = store.issues.add(mine, ana).ref
            store.issues.write_on(ref, "comment", words, ana, False)
            by = ben if audience == "manager" else None
            store.issue_work.move(ref, "close", by, {"outcome": words})
    hers = store.issues.add(Raised("Laughed at", "lab", is_withheld=True, proposal="Stop"), wanda)
    store.issues.write_on(hers.ref, "comment", "Again", wanda, True)
    store.issues.me_too("1", wanda)  # type: ignore[arg-type]  # a reference as text
    trial = {"tried_by": ben, "trial_until": clock.now().date(), "proposal": _proposal(store)}
    store.issue_work.move(hers.ref, "try", ben, trial)


def _proposal(store: Store) -> int:
    entries = store.issue_reading.entries(
        store.issues.listed("public", NOBODY).issues[0].ref, NOBODY
    )
    return next(one.number for one in entries if one.sort == "proposal")


def _clean(said: str, typed: str = "") -> None:
    """typed: what was searched for, which a page says again."""
    said = said.replace(f"with {typed!r}", "")
    assert MARKER.casefold() not in said.casefold()
    assert WITHHELD not in said and "Wanda" not in said
    assert not PRIVATE.search(said)


def _looks(place: Place) -> Iterator[Look]:
    yield place.first_look
    if place.name == ISSUES.name:
        for filter in FILTERS:
            for typed in ("", MARKER, "phones", "P-"):
                yield Look(filter, typed)
        for number in range(1, 6):
            yield Look("public", opened=str(number))


def _known(store: Store, person: Person | None) -> Kiosk:
    session = Session(store.clock, store.settings.current())
    if person:
        session.begin(person, store.settings.current())
    return Kiosk(store, store.clock, session)


@pytest.mark.parametrize("who", ["nobody", "staff"])
def test_every_page_of_every_place(store: Store, mia: Person, who: str) -> None:
    kiosk = _known(store, mia if who == "staff" else None)
    pages = 0
    for place in (BREAK_ROOM.home, *BREAK_ROOM.places):
        for look in _looks(place):
            try:
                view = place.view(kiosk, look)
            except Exception as no:  # one that is opened and is not there
                _clean(str(no))
                continue
            _clean(str([*view.things(), *(view.offers() or ())]))
            for label, words in view.aloud():
                _clean(f"{label}: {words}", look.typed)
            pages += 1
    assert pages > 40
    task = store.prior_auths.listed("all", store.clock.now().date()).tasks[0]
    opened = BREAK_ROOM.by_name("prior_auths").view(kiosk, Look(opened=task.ref))
    assert str(list(opened.aloud())).count("Problem or idea") == 3
    _clean(str(list(opened.aloud())))


def test_the_numbers_and_counts_have_no_gap(store: Store, mia: Person) -> None:
    viewer = store.issues.viewer(mia)
    for filter in FILTERS:
        found = store.issues.listed(filter, viewer, most=2)
        assert found.total == len(store.issues.listed(filter, viewer).issues)
    public = store.issues.listed("public", viewer)
    assert [one.ref for one in public.issues] == ["4", "3", "2", "1"]
    assert public.total == 4


async def test_what_is_like_what_is_typed_and_what_an_act_says(store: Store, mia: Person) -> None:
    for typed in (MARKER, "phones", f"{MARKER} phones 1", "zz"):
        _clean(str(store.issues.alike(typed)))
    kiosk = _known(store, mia)
    hidden = store.issues.listed("all", store.issues.viewer(store.people.everyone()[0])).issues
    refs = [one.ref for one in hidden if not one.ref.isdigit()]
    assert refs
    for action in ISSUES.actions:
        if action.about:
            talk = Scripted(kiosk, refs[0], "x", "x", "x", None)
            await perform(action, ISSUES.load(kiosk, Look()), kiosk, talk)
            no = "Only a manager hides a text, and says why." if action.key == "h" else ""
            assert talk.said == [f"no: {no or f'There is no {refs[0]} here.'}"]
    assert store.issues.get(refs[0], store.issues.viewer(store.people.everyone()[0])).proposals == 1


def test_a_manager_sees_what_is_for_managers_and_no_more(
    store: Store, ben: Person, clock: StoppedClock
) -> None:
    session = Session(clock, store.settings.current(), for_managers=True)
    session.begin(ben, store.settings.current())
    kiosk = Kiosk(store, clock, session)
    said = ""
    for place in (MANAGEMENT.home, *MANAGEMENT.places):
        for look in _looks(place):
            try:
                view = place.view(kiosk, look)
            except Exception:  # one that is opened and is not there
                continue
            said += str([*view.aloud(), *view.things()])
    viewer = store.issues.viewer(ben)
    seen = {one.ref for one in store.issues.listed("all", viewer).issues if not one.ref.isdigit()}
    assert len(seen) == 3
    assert set(PRIVATE.findall(said)) <= seen
    texts = store.texts.of_events(range(store.version() + 1))
    assert sum(MARKER in one.words for one in texts) == 3 * 4  # of those for the manager alone


def test_the_exports_of_staff(
    store: Store, mia: Person, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    room = Raised("No room", "break room", linked="break 1 2026-03-06", proposal="?")
    store.issues.add(room, mia)
    every: tuple[list[str], ...] = (
        ["--json"],
        ["--csv"],
        [],
        ["--search", MARKER],
        ["3", "--json"],
        ["1"],
        ["4"],
        ["5"],
    )
    for words in every:
        monkeypatch.setattr(sys, "stdin", io.StringIO("330033\n"))
        assert main(["--store", str(store.path), "issues", "--as", "mia", *words]) == 0
        told = capsys.readouterr().out
        _clean(told)
        if words == ["--json"]:
            assert [one["number"] for one in json.loads(told[told.index("[") :])] == [*"54321"]
        if words == ["3", "--json"]:
            entries = json.loads(told[told.index("{") :])["entries"]
            assert [one["entry"] for one in entries] == [1, 2]
        if words == ["4"]:
            assert "Entries: 1 what, 2 proposal, 3 comment" in told
        if words == ["--csv"]:
            rows = list(csv.DictReader(io.StringIO(told[told.index("number,") :])))
            assert [row["me_toos"] for row in rows] == ["0", "0", "0", "0", "1"]
            assert [row["began_with"][:7] for row in rows] == ["a break", "", *["prior a"] * 3]


def test_plain_lines_of_staff(
    store: Store, mia: Person, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kiosk = _known(store, mia)
    listed = len(ISSUES.offers(ISSUES.load(kiosk, Look("open")), kiosk))
    view_it, filter_it = str(listed - 2), str(listed - 1)
    answers = ["3"]
    for number in range(1, len(FILTERS) + 1):
        answers += [filter_it, str(number)]
    answers += [view_it, "1", "0", "0", "0"]
    given = iter(answers)
    monkeypatch.setattr("builtins.input", lambda prompt: next(given))
    with suppress(StopIteration):
        Plain(kiosk, BREAK_ROOM).run()
    told = capsys.readouterr().out
    assert "Not for everybody: none" in told and "Mine: none" in told
    _clean(told)


async def test_every_screen_of_staff(app: KioskApp, mia: Person) -> None:
    app.kiosk.session.begin(mia, app.kiosk.settings)
    async with app.run_test(size=(120, 40)) as pilot:
        _clean(picture(app))
        for keys in (["3"], *(["3", "f", str(number)] for number in range(1, 10)), ["5"]):
            await type_keys(pilot, "", *keys)
            _clean(picture(app))
            await type_keys(pilot, "", "escape")
        await type_keys(pilot, "3", "enter")
        _clean(picture(app))
