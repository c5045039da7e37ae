import re
import string
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.commands.demo import COMMAND, MADE_ON, open_demo
from kiosk.machine import Machine, demo_store
from kiosk.practice import breaks, demo, patient_data
from kiosk.practice.clock import StoppedClock
from kiosk.practice.days import after, day_of
from kiosk.practice.demo import PIN, Plan, Punched
from kiosk.practice.demo_requests import Requested
from kiosk.practice.demo_services import SERVICES
from kiosk.practice.errors import Refusal
from kiosk.practice.issues import OWNER
from kiosk.practice.people import Person, PersonId, like
from kiosk.practice.prior_auth_terms import PriorAuthRef
from kiosk.practice.prior_auths import PriorAuth
from kiosk.practice.settings import Settings
from storage.demo import fill
from storage.store import Store

ZONE = ZoneInfo("America/New_York")
NOON = datetime(2026, 11, 23, 12, 7, tzinfo=ZONE)  # a Monday
BOUNDARY = Settings().day_boundary
SHARED_DATA = Path(__file__).parents[2] / "shared" / "data"


@pytest.fixture(scope="module")
def noon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A demo practice just after noon. Filling takes seconds, so these tests share one."""
    store = Store(tmp_path_factory.mktemp("noon") / "kiosk.db", "t1", StoppedClock(NOON))
    store.migrate()
    fill(store, NOON)
    yield store
    store.close()


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return Machine(tmp_path / "real" / "kiosk.db", True, "t1")


def _stays(plan: Plan) -> tuple[breaks.Stay, ...]:
    ids = {one.name: PersonId(number) for number, one in enumerate(plan.people, 1)}
    return breaks.stays(
        breaks.Punch(
            ids[act.name], act.deed, act.at, day_of(act.at, BOUNDARY), act.kind, act.free, number
        )
        for number, act in enumerate(plan.acts, 1)
        if isinstance(act, Punched)
    )


def _requests(store: Store) -> list[PriorAuth]:
    """All of them, without the reference, which is another one each time."""
    found = store.prior_auths.listed("all", NOON.date()).tasks
    return sorted((replace(one, ref=PriorAuthRef("")) for one in found), key=repr)


def test_the_roles_are_those_of_a_practice() -> None:
    assert Counter(one.roles[0] for one in demo.people()) == {
        "front desk": 5,
        "MA": 6,
        "RN": 3,
        "LPN": 1,
        "NP": 2,
        "PA": 1,
        "physician": 3,
        "billing": 2,
        "referrals": 1,
    }
    assert [one.name for one in demo.people() if one.is_manager] == ["Dana Whitlock"]


def test_two_letters_are_enough_to_be_the_only_one_left() -> None:
    everyone = [Person(PersonId(n), one.name) for n, one in enumerate(demo.people(), 1)]
    letters = string.ascii_lowercase
    for person in everyone:
        first, last = (part.lower() for part in person.name.removeprefix("Dr. ").split())
        natural = (first[:2], last[:2], first[0] + last[0])
        assert (person,) in [like(typed, everyone) for typed in natural], person.name
    singled = {like(one + two, everyone) for one in letters for two in ("", *letters)}
    assert {(person,) for person in everyone} <= singled


def test_nobody_is_called_like_anybody_in_a_file_that_may_be_imported() -> None:
    if not SHARED_DATA.is_dir():
        pytest.skip("the sample files are not here")
    files = [path for path in SHARED_DATA.rglob("*.*") if path.suffix in (".json", ".csv")]
    folders = [path for path in files if "naughty-strings" not in path.parts]
    text = " ".join(path.read_text("cp1252", errors="replace") for path in folders)
    words = set(re.findall(r"[a-z]+", text.lower()))
    names = " ".join(one.name for one in demo.people()).lower().split()
    assert words and not words & {name for name in names if name != "dr."}


def test_the_same_seed_and_moment_give_the_same_plan_and_another_seed_another() -> None:
    assert demo.plan(NOON, BOUNDARY) == demo.plan(NOON, BOUNDARY)
    assert demo.plan(NOON, BOUNDARY, seed=1) != demo.plan(NOON, BOUNDARY, seed=2)


def test_what_happened_on_a_past_day_does_not_change_with_the_hour() -> None:
    morning, evening = NOON.replace(hour=9), NOON.replace(hour=16)
    first, second = (
        [act for act in demo.plan(now, BOUNDARY).acts if isinstance(act, Punched)]
        for now in (morning, evening)
    )
    assert second[: len(first)] == first
    assert len(second) > len(first)


@pytest.mark.parametrize("start", [NOON, datetime(2026, 3, 6, tzinfo=ZONE)], ids=["fall", "spring"])
def test_at_any_hour_of_a_week_somebody_is_here_and_nothing_is_yet_to_come(start: datetime) -> None:
    policy = breaks.BreakPolicy()
    for hour in range(7 * 24):
        now = after(start, timedelta(hours=hour, minutes=3))
        plan = demo.plan(now, BOUNDARY)
        assert plan.begins <= plan.acts[0].at
        assert plan.acts[-1].at <= now
        assert [act.at for act in plan.acts] == sorted(act.at for act in plan.acts)
        assert any(stay.is_here(now, policy) for stay in _stays(plan)), now
        assert len([act for act in plan.acts if isinstance(act, Requested)]) == 60


def test_out_of_hours_the_board_shows_a_day_just_after_noon() -> None:
    night = datetime(2026, 11, 21, 23, 30, tzinfo=ZONE)  # a Saturday
    found = [stay for stay in _stays(demo.plan(night, BOUNDARY)) if stay.left is None]
    here = [stay for stay in found if stay.day == night.date()]
    assert len(here) > 15
    assert any(stay.away for stay in here)
    friday = [one for one in _stays(demo.plan(night, BOUNDARY)) if one.day.day == 20]
    assert friday and all(stay.left for stay in friday)


def test_the_past_is_believable() -> None:
    past = [stay for stay in _stays(demo.plan(NOON, BOUNDARY)) if stay.day < NOON.date()]
    assert len({stay.day for stay in past}) == 15
    assert {stay.day.weekday() for stay in past} == {0, 1, 2, 3, 4}
    # Two forgot to end their break and to leave; everybody else left after four.
    assert len([stay for stay in past if stay.left is None]) == 2
    assert len([stay for stay in past if stay.left is None and stay.away]) == 2
    assert all(16 <= stay.left.hour < 20 for stay in past if stay.left)
    assert all(stay.arrived.hour in (7, 8, 9) for stay in past)
    lunches = [[one for one in stay.breaks if one.kind == "meal"] for stay in past]
    assert any(one.free is False for meals in lunches for one in meals)
    tracked = {n for n, one in enumerate(demo.people(), 1) if one.breaks_tracked}
    missed = [stay for stay, meals in zip(past, lunches, strict=True) if not meals]
    assert any(stay.person in tracked for stay in missed)


def test_the_store_is_whole_and_marked_as_a_demo(noon: Store) -> None:
    assert noon.check() == ()
    assert noon.trail.clock_in_doubt() is None
    assert noon.is_set_up()
    assert noon.settings.current().is_demo
    assert noon.settings.current().practice == "Oak Street Family Medicine"
    assert noon.settings.current().people == Settings().people


def test_everybody_has_the_pin_on_the_banner_and_a_badge(noon: Store) -> None:
    for person in noon.people.everyone():
        assert noon.identification.with_pin(person, PIN) == person
    assert noon.identification.with_badge("9000001").name == "Maria Ostrow"
    with pytest.raises(Refusal):
        noon.identification.with_pin(noon.people.everyone()[0], "246803")


def test_at_noon_some_are_away_and_a_few_prior_auths_press(noon: Store) -> None:
    here = noon.breaks.open_stays(NOON)
    assert 18 <= len(here) <= 24
    assert 2 <= len([stay for stay in here if stay.away]) <= 9
    counts = noon.prior_auth_counts.counts(NOON.date())
    assert (counts.to_do, counts.payer, counts.tell) == (19, 9, 4)
    assert (counts.due, counts.late) == (3, 2)
    assert 0 < counts.nobody < 25
    states = Counter(one.state for one in _requests(noon))
    assert (states["clinical"], states["prescriber"], states["wants more"]) == (4, 5, 3)
    approved = [one for one in _requests(noon) if one.answer == "approved"]
    assert len(approved) == 14
    assert all(one.authorization_number and one.valid_from and one.valid_to for one in approved)


def test_some_prior_auths_were_taken_and_given_back(noon: Store) -> None:
    listed = noon.prior_auths.listed("all", NOON.date()).tasks
    deeds = [[one.deed for one in noon.prior_auths.history(task.ref)] for task in listed]
    taken, back = "prior auth taken", "prior auth given back"
    assert ["prior auth added", taken, back, taken] in deeds
    assert all(did[0] == "prior auth added" for did in deeds)


def test_the_guard_does_not_cry_wolf_on_what_is_typed_in_an_ordinary_practice(
    noon: Store,
) -> None:
    typed = [one.words for one in SERVICES] + [one.purpose for one in SERVICES]
    for task in noon.prior_auths.listed("all", NOON.date()).tasks:
        typed += [one.note for one in noon.prior_auths.history(task.ref) if one.note]
    assert len(typed) > 120
    assert [words for words in typed if patient_data.warning(words)] == []


def test_a_store_with_a_practice_is_not_filled_again(noon: Store) -> None:
    before = noon.version()
    with pytest.raises(Refusal, match="a practice in this store already"):
        fill(noon, NOON)
    assert noon.version() == before


def test_a_half_made_demo_is_made_anew_and_a_whole_one_lasts_for_the_day(
    machine: Machine, noon: Store
) -> None:
    path = demo_store()
    path.parent.mkdir(parents=True)
    path.touch()
    first = open_demo(machine, NOON)
    assert first.people.everyone() == noon.people.everyone()
    assert first.breaks.open_stays(NOON) == noon.breaks.open_stays(NOON)
    assert _requests(first) == _requests(noon)
    first.settings.set("practice", "Elm Street")
    first.close()

    again = open_demo(machine, NOON.replace(hour=16))
    assert again.settings.current().practice == "Elm Street"
    again.close()

    tomorrow = open_demo(machine, after(NOON, timedelta(days=1)))
    assert tomorrow.settings.current().practice == "Oak Street Family Medicine"
    tomorrow.close()
    assert (path.parent / MADE_ON).read_text("ascii") == "2026-11-24"
    assert not machine.store.exists()


def test_fill_fills_the_named_store_once(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(Refusal, match="--store"):
        COMMAND.run(Namespace(fill=True), replace(machine, is_named=False))
    assert COMMAND.run(Namespace(fill=True), machine) == 0
    assert PIN in capsys.readouterr().err
    with pytest.raises(Refusal, match="a practice in this store already"):
        COMMAND.run(Namespace(fill=True), machine)
    assert not demo_store().exists()


def test_two_routine_checks_are_ticked_but_for_a_day_and_one_has_a_finding(noon: Store) -> None:
    fridge, spores = noon.checks.on_list()
    assert (fridge.words.what, spores.words.what) == ("Vaccine fridge log", "Sterilizer spore test")
    today = noon.checks.on(NOON.date())
    assert [one.tick.outcome for one in today if one.tick] == ["all well", "all well"]
    assert noon.checks.to_do() == ()
    assert {one.check.id for one in noon.checks.missed()} == {fridge.id}
    found = [one for back in range(15) for one in _findings(noon, back)]
    assert [patient_data.warning(words) for words in found] == [None]


def _findings(store: Store, back: int) -> list[str]:
    return [one.words for one in store.checks.findings(NOON.date() - timedelta(days=back))]


def test_a_dozen_problems_and_ideas_stand_in_every_state(noon: Store) -> None:
    every = noon.issues.listed("all", OWNER).issues
    assert len(every) == 12
    states = {one.state for one in every}
    assert states == {"new", "thanked", "trying", "later", "done", "not doing"}
    board = noon.issues.on_board(NOON - timedelta(days=7))
    assert board.needs_ideas and board.trying and board.done
    assert any(one.is_withheld for one in every) and any(one.audience == "manager" for one in every)
    texts = " ".join(f"{one.what} {one.outcome}" for one in every)
    assert patient_data.findings(texts) == ()
