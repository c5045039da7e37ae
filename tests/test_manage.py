"""The managers' view, without a screen: who gets in, what is offered, what comes of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from kiosk.practice.clock import StoppedClock
from kiosk.practice.errors import Refusal
from kiosk.practice.goals import Formula, GoalWords
from kiosk.practice.knobs import parts
from kiosk.practice.people import Person
from kiosk.practice.roster import WorkHours
from kiosk.practice.settings import listed
from screens.acts import Action, Look, Question, View
from screens.identify import identify
from screens.management import MANAGEMENT, PEOPLE, SETTINGS
from screens.menu import BREAK_ROOM, MY_PAGE, PRIOR_AUTHS, Place
from screens.perform import perform
from screens.plain import Plain
from screens.session import Kiosk
from screens.views.follow_up_acts import WHAT_NOW
from storage.jobs import JobWords
from storage.people import NewPerson
from storage.store import Store
from storage.tables.trail import EventRow
from tests import test_plain
from tests.conftest import with_pin
from tests.test_acts import LEAVES, Scripted
from tests.test_store_people import WRONG, deeds

CANDIDATES = (
    "Zora Zztest",
    "2026-03-09",
    "30 s",
    "00999999",
    "1",
    "cole",
    "phones",
    "Mon-Thu",
    "30 min",
    "ana",
    "",
    "today",
    "8-5",
)
OWN = ("I have read what is new", WHAT_NOW.words)  # for whoever it is for, manager or not
EVERYBODYS = {place.name for place in BREAK_ROOM.places}  # what anybody may do, managers do too
EVERY_ACT = [
    (place, action)
    for place in MANAGEMENT.places
    if place.name not in EVERYBODYS
    for action in place.actions
    if action.words not in OWN
]


class Willing(Scripted):
    """Answers anything at once: the first option, or the first of CANDIDATES that fits."""

    async def ask(self, question: Question, why: str = "") -> str | None:
        self.asked.append(question.name)
        assert len(self.asked) < 50, f"asked again and again: {question.words}"
        if question.options:
            return question.options[0].id
        return next(one for one in CANDIDATES if self._fits(question, one))

    @staticmethod
    def _fits(question: Question, typed: str) -> bool:
        try:
            if question.fits:
                question.fits(typed)
        except Refusal:
            return False
        return True


@pytest.fixture
def cy(store: Store) -> Person:
    """Another manager: PIN 330033."""
    return with_pin(store, NewPerson("Cy Day", is_manager=True), "330033")


@pytest.fixture
def known(manage: Kiosk, ben: Person) -> Kiosk:
    """Ben is there."""
    manage.session.begin(ben, manage.settings)
    return manage


@pytest.fixture
def something(store: Store, ana: Person, clock: StoppedClock) -> None:
    """Something waits in every list: Ana had no lunch, and says so."""
    store.break_rules.choose("california")
    store.breaks.arrive(ana)
    clock.forward(hours=7)
    store.breaks.not_possible(ana, "meal", "Alone")
    store.breaks.leave(ana)
    store.jobs.add(JobWords("phones", ("front desk",)))
    store.roster.set_week(ana, {0: (WorkHours(time(8), time(17)),)}, week="flu clinic")
    store.roster.add_event(date(2026, 3, 9), "Meeting", time(13), time(14), True)
    store.time_off.ask(ana, date(2026, 3, 9), date(2026, 3, 9), "")
    days = (date(2026, 3, 2), "Who speaks up hears back", date(2026, 4, 3))
    store.goals.set(GoalWords("In time", Formula("issues.in_time"), "at least", 0.9, *days))


def view_of(place: Place, kiosk: Kiosk, opened: str = "") -> View:
    look = Look(opened=opened) if opened else place.first_look
    return place.load(kiosk, look)


async def do(place: Place, key: str, talk: Scripted) -> None:
    action = next(one for one in place.actions if one.key == key)
    await perform(action, view_of(place, talk.kiosk), talk.kiosk, talk)


def aloud(view: View) -> str:
    return "\n".join(f"{label}: {words}" for label, words in view.aloud())


def ids(action: tuple[Place, Action] | Place) -> str:
    return action.name if isinstance(action, Place) else f"{action[0].name} {action[1].words}"


# --- who gets in


@pytest.mark.parametrize("place", MANAGEMENT.places, ids=ids)
def test_no_place_shows_anything_to_anybody_but_a_manager(
    manage: Kiosk, kiosk: Kiosk, ana: Person, ben: Person, cy: Person, place: Place
) -> None:
    for nobodys in (manage, kiosk):
        with pytest.raises(Refusal, match="This is for managers"):
            place.view(nobodys, place.first_look)
    kiosk.session.begin(ana, kiosk.settings)
    with pytest.raises(Refusal, match="This is for managers"):
        place.view(kiosk, place.first_look)
    manage.session.begin(cy, manage.settings)
    assert aloud(place.view(manage, place.first_look))
    manage.store.people.change(cy, replace(cy, is_manager=False), ben)
    with pytest.raises(Refusal, match="This is for managers"):
        place.view(manage, place.first_look)


def test_home_says_what_waits_to_a_manager_alone(
    manage: Kiosk, store: Store, ben: Person, cy: Person
) -> None:
    store.people.add(NewPerson("Zora Zztest"))
    home = MANAGEMENT.home
    told = aloud(home.view(manage, home.first_look))
    assert "Name and PIN are asked when a place is opened" in told
    assert "work here" not in told
    manage.session.begin(cy, manage.settings)
    told = aloud(home.view(manage, home.first_look))
    assert "People: 4 work here, 1 with no PIN yet" in told
    assert "Settings: 3 set by the practice" in told  # its name, and the quick hashes of tests
    store.people.change(cy, replace(cy, employed_to=date(2026, 3, 5)), ben)
    assert "work here" not in aloud(home.view(manage, home.first_look))


async def test_whoever_is_no_manager_is_told_before_their_pin_is_asked(manage: Kiosk) -> None:
    talk = Scripted(manage, "ana", "cole", "220021")
    assert (await identify(manage, talk)).name == "Dr. Ben Cole"
    assert talk.asked == ["|name", "That one is for a manager.|name", "Dr. Ben Cole|pin"]


def test_nobody_else_can_be_in_its_session(manage: Kiosk, ana: Person) -> None:
    with pytest.raises(Refusal, match="for a manager"):
        manage.session.begin(ana, manage.settings)
    assert manage.session.person is None


@pytest.mark.parametrize("one", EVERY_ACT, ids=ids)
async def test_no_act_is_done_for_somebody_who_is_no_manager(
    kiosk: Kiosk,
    store: Store,
    ana: Person,
    ben: Person,
    something: None,
    one: tuple[Place, Action],
) -> None:
    place, action = one
    kiosk.session.begin(ben, kiosk.settings)
    view = view_of(place, kiosk)  # as nobody but a manager gets it
    kiosk.session.begin(ana, kiosk.settings)
    before, talk = store.version(), Willing(kiosk)
    await perform(action, view, kiosk, talk)
    assert talk.said == ["no: That one is for a manager."]
    assert store.version() == before


@pytest.mark.parametrize("one", EVERY_ACT, ids=ids)
@pytest.mark.parametrize("change", [{"is_manager": False}, {"is_active": False}])
async def test_no_act_is_done_once_the_right_has_ended(
    manage: Kiosk,
    store: Store,
    ben: Person,
    cy: Person,
    something: None,
    one: tuple[Place, Action],
    change: dict[str, bool],
) -> None:
    place, action = one
    manage.session.begin(cy, manage.settings)
    view = place.view(manage, place.first_look)
    store.people.change(cy, replace(cy, **change), ben)  # type: ignore[arg-type]  # fields
    before, talk = store.version(), Willing(manage)
    await perform(action, view, manage, talk)
    assert len(talk.said) == 1
    assert talk.said[0].startswith(("no: That one is for a manager", "no: You are not among"))
    assert store.version() == before


def test_it_waits_longer_than_the_kiosk(
    manage: Kiosk, store: Store, ben: Person, clock: StoppedClock
) -> None:
    store.settings.set("manage_idle", "2 min")
    manage.session.begin(ben, manage.settings)
    clock.forward(seconds=119)
    assert manage.session.idleness() == "no"
    clock.forward(seconds=1)
    assert manage.session.idleness() == "warn"
    clock.forward(seconds=20)
    assert manage.session.idleness() == "over"


# --- people

ZORA = ("Zora Zztest", "ma, front", "no", "yes", "2026-03-09", "", "60 s")


async def test_somebody_is_added_and_the_code_is_shown_until_it_is_confirmed(
    known: Kiosk, store: Store
) -> None:
    shown: list[str] = []

    class Reader(Scripted):
        async def ask(self, question: Question, why: str = "") -> str | None:
            if question.name == "once":
                shown.append(question.words)
                assert question.stays
            return await super().ask(question, why)

    talk = Reader(known, *ZORA, None, None, "read")
    await do(PEOPLE, "n", talk)
    (zora,) = (one for one in store.people.everyone() if one.name == "Zora Zztest")
    assert (zora.roles, zora.employed_from) == (("MA", "front desk"), date(2026, 3, 9))
    assert (zora.idle, zora.is_manager, zora.breaks_tracked) == (timedelta(seconds=60), False, True)
    assert len(set(shown)) == 1 and len(shown) == 3
    assert talk.said == ["Zora Zztest was added."]
    code = next(word for word in shown[0].split() if len(word) == 8 and word.isupper())
    assert not any(code in words for words in talk.said)
    known.clock.forward(days=3)  # type: ignore[attr-defined]  # stopped
    store.identification.set_pin(zora, code, "481516")


async def test_a_code_is_not_shown_to_whoever_comes_next(known: Kiosk) -> None:
    talk = Scripted(known, *ZORA, LEAVES)
    await do(PEOPLE, "n", talk)
    assert talk.asked[-1] == "|once"
    assert talk.said == []


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        (("Dr. Ben Cole", *ZORA[1:]), "There is a Dr. Ben Cole already"),
        ((*ZORA[:5], "2026-03-08", ""), "The last day, 2026-03-08, is before the first"),
    ],
)
async def test_a_form_that_is_refused_comes_back_as_it_was_typed(
    known: Kiosk, store: Store, answers: tuple[str, ...], why: str
) -> None:
    class Mending(Scripted):
        defaults: list[tuple[str, ...]] = []

        async def fill(self, form: tuple[Question, ...], why: str = "") -> dict[str, str] | None:
            self.defaults.append(tuple(one.default for one in form))
            return await super().fill(form, why)

    before = store.version()
    talk = Mending(known, *answers, None)
    await do(PEOPLE, "n", talk)
    assert why in talk.asked[-1]
    assert talk.defaults[-1] == answers
    assert store.version() == before
    assert talk.said == []


@pytest.mark.parametrize(
    ("place", "typed", "why"),
    [(1, "king", "There is no role"), (4, "soon", "is no day"), (6, "1 d", "idle goes from")],
)
async def test_a_field_that_does_not_fit_is_asked_again(
    known: Kiosk, place: int, typed: str, why: str
) -> None:
    answers = [*ZORA]
    answers[place] = typed
    talk = Scripted(known, *answers, None)
    await do(PEOPLE, "n", talk)
    assert why in talk.asked[-1]


async def test_somebody_is_changed_and_what_stood_there_stays(
    known: Kiosk, store: Store, ana: Person
) -> None:
    talk = Scripted(known, str(ana.id), "Ana Soto", "billing", "no", "no", "", "", "")
    await do(PEOPLE, "e", talk)
    assert talk.said == ["Changed: Ana Soto. It holds from now on, on every terminal."]
    new = store.people.get(ana.id)
    assert new == replace(ana, name="Ana Soto", roles=("billing",), breaks_tracked=False)


async def test_what_another_manager_changed_meanwhile_is_told(
    known: Kiosk, store: Store, another: Callable[..., Store], ana: Person, cy: Person
) -> None:
    class Slow(Scripted):
        async def fill(self, form: tuple[Question, ...], why: str = "") -> dict[str, str] | None:
            if not why:
                there = another().people
                there.change(there.get(ana.id), replace(ana, roles=("RN",)), cy)
            return await super().fill(form, why)

    answers = ("Ana Ruiz", "billing", "no", "yes", "", "", "")
    talk = Slow(known, str(ana.id), *answers, None)
    await do(PEOPLE, "e", talk)
    assert "Somebody has just changed the roles. Look again." in talk.asked[-1]
    assert store.people.get(ana.id).roles == ("RN",)


async def test_a_new_code_is_asked_about_first(known: Kiosk, store: Store, ana: Person) -> None:
    before = store.version()
    await do(PEOPLE, "c", Scripted(known, str(ana.id), None))
    assert store.version() == before
    talk = Scripted(known, str(ana.id), "yes", "read")
    await do(PEOPLE, "c", talk)
    assert talk.said == ["Ana Ruiz has a new one-time code; the PIN before is gone."]
    assert not store.people.get(ana.id).has_pin


async def test_a_badge_is_given_replaced_and_switched_off(
    known: Kiosk, store: Store, ana: Person, ben: Person
) -> None:
    talk = Scripted(known, str(ben.id), "12345", "00999999")
    await do(PEOPLE, "b", talk)
    assert "A badge has 6 to 60 letters and digits." in talk.asked[-1]
    assert store.identification.with_badge("00999999").id == ben.id
    await do(PEOPLE, "b", Scripted(known, str(ana.id), "new", "00888888"))
    assert store.identification.with_badge("00888888").id == ana.id
    with pytest.raises(Refusal, match=WRONG):
        store.identification.with_badge("00451181")
    await do(PEOPLE, "b", Scripted(known, str(ana.id), "off"))
    assert not store.people.get(ana.id).has_badge


async def test_a_badge_of_somebody_else_is_refused(known: Kiosk, ben: Person) -> None:
    talk = Scripted(known, str(ben.id), "00451181")
    await do(PEOPLE, "b", talk)
    assert talk.said == ["no: Somebody else has that badge."]


async def test_who_leaves_is_taken_out_and_it_is_asked_who_takes_what_they_hold(
    known: Kiosk, store: Store, ana: Person, cy: Person
) -> None:
    tasks = [store.prior_auths.add("Lakeside", "MRI", "anyone", ana) for _ in range(2)]
    for task in tasks:
        store.prior_auths.claim(task.ref, ana)
    opened = view_of(PEOPLE, known, str(ana.id))
    assert "Holds: 2 prior auths" in aloud(opened)
    talk = Scripted(known, str(ana.id), "2026-03-31", "then", "")
    await do(PEOPLE, "o", talk)
    assert store.people.get(ana.id).employed_to == date(2026, 3, 31)
    until = "Ana Ruiz is out after Tue Mar 31. Until then they keep: 2 prior auths."
    assert talk.said == [until]
    talk = Scripted(known, str(ana.id), "2026-03-30", "then", "Cy")
    await do(PEOPLE, "o", talk)
    assert talk.said == [
        "Ana Ruiz is out after Mon Mar 30. Cy Day has what they had: 2 prior auths."
    ]
    store.prior_auth_holding.hand_over(tasks[0].ref, cy, ana)
    talk = Scripted(known, str(ana.id), "2026-03-06", "now", "")
    await do(PEOPLE, "o", talk)
    assert talk.said == ["Ana Ruiz is out from now on. Nobody has what they had: 1 prior auth."]
    assert not store.people.get(ana.id).works_here(date(2026, 3, 6))
    assert "Ana Ruiz" not in aloud(view_of(PEOPLE, known))
    gone = PEOPLE.load(known, Look(filter="gone"))
    assert "Ana Ruiz: front desk, PIN, badge, out" in aloud(gone)
    left = PRIOR_AUTHS.load(known, Look(filter="left"))
    assert "nobody has it, OWNER LEFT" in aloud(left)


def test_a_persons_page_says_which_role_gives_the_level(known: Kiosk, store: Store) -> None:
    lee, _ = store.people.add(NewPerson("Lee Moreau", ("front desk", "MA")))
    assert "Level: clinical staff, since MA" in aloud(view_of(PEOPLE, known, str(lee.id)))


async def test_who_never_came_is_taken_out_too(known: Kiosk, store: Store) -> None:
    zora, _ = store.people.add(NewPerson("Zora Zztest", employed_from=date(2026, 4, 1)))
    talk = Scripted(known, str(zora.id), "2026-04-01", "now")
    await do(PEOPLE, "o", talk)
    assert store.people.get(zora.id).is_gone(date(2026, 3, 6))


async def test_who_comes_back_works_here_again(known: Kiosk, store: Store, ana: Person) -> None:
    talk = Scripted(known, str(ana.id))
    await do(PEOPLE, "k", talk)
    assert talk.said == ["no: Ana Ruiz is not out. To change the days, edit them."]
    store.people.change(ana, replace(ana, employed_to=date(2026, 3, 5)))
    talk = Scripted(known, str(ana.id), "3/9", "")
    await do(PEOPLE, "k", talk)
    assert talk.said == ["Ana Ruiz works here again, from Mon Mar 9."]
    back = store.people.get(ana.id)
    assert (back.employed_from, back.employed_to) == (date(2026, 3, 9), None)


@pytest.mark.parametrize("key", ["e", "o"])
async def test_the_last_manager_stays(known: Kiosk, store: Store, ben: Person, key: str) -> None:
    change = ("Dr. Ben Cole", "physician", "no", "no", "", "", "")
    answers = {"e": change, "o": ("2026-03-06", "now")}[key]
    talk = Scripted(known, str(ben.id), *answers, None)
    await do(PEOPLE, key, talk)
    assert "Nobody takes away their own right to manage" in talk.asked[-1]
    assert store.people.get(ben.id) == ben


def test_the_list_says_how_it_stands_with_everybody(
    known: Kiosk, store: Store, ana: Person, clock: StoppedClock
) -> None:
    store.people.add(NewPerson("Zora Zztest", employed_from=date(2026, 3, 9)))
    store.people.add(NewPerson("Yan Zztest", employed_to=date(2026, 3, 31)))
    told = aloud(view_of(PEOPLE, known))
    assert "Dr. Ben Cole: physician, may manage, PIN, breaks not tracked" in told
    assert "Zora Zztest: no role, code open, from Mar 9" in told
    assert "Yan Zztest: no role, code open, until Mar 31" in told
    clock.forward(days=8)
    assert "Yan Zztest: no role, no PIN, until Mar 31" in aloud(view_of(PEOPLE, known))


# --- settings


async def test_a_setting_is_changed_once_before_and_after_were_seen(
    known: Kiosk, store: Store
) -> None:
    class Seeing(Scripted):
        words: list[str] = []

        async def ask(self, question: Question, why: str = "") -> str | None:
            self.words.append(f"{why}|{question.words}")
            return await super().ask(question, why)

    before = store.version()
    talk = Seeing(known, "idle", "2 s", "30 s", "yes")
    await do(SETTINGS, "c", talk)
    assert "a length such as 20 s, 10 min, 5 h or 7 d, from 5 s to 10 min" in talk.words[1]
    assert "idle goes from 5 s to 10 min, and '2 s' does not." in talk.words[2]
    assert "20 s  ->  30 s" in talk.words[3]
    assert store.settings.current().idle == timedelta(seconds=30)
    assert store.version() == before + 1
    assert deeds(store)[-1] == "setting changed setting idle"


async def test_of_few_values_one_is_chosen(known: Kiosk, store: Store) -> None:
    class Seeing(Scripted):
        options: list[tuple[str, ...]] = []

        async def ask(self, question: Question, why: str = "") -> str | None:
            self.options.append(tuple(one.id for one in question.options))
            return await super().ask(question, why)

    settings = listed(store.settings.current())
    few = [one for one in settings if one.choices and one.kind == "one"]
    assert few, "no setting has few values any more, and this need not be tested"
    for one in few:
        other = next(choice for choice in one.choices if choice != one.value)
        talk = Seeing(known, one.key, other, "yes")
        await do(SETTINGS, "c", talk)
        assert one.choices in talk.options
        assert f"{one.words}: {other}" in talk.said[0]


LISTS = [
    (("turned_off", "my_page=yes"), "my page: no  ->  yes", "my_page"),
    (("hours.holidays", "Labor Day=no"), "Labor Day: yes  ->  no", None),
    (("areas", "+", "reception"), "(none)  ->  reception", None),
    (("areas", "lab", "change", "x-ray"), "lab  ->  x-ray", None),
    (("areas", "lab", "-"), "lab  ->  (none)", None),
    (("roles", "+", "scribe", "clinical"), "(none)  ->  scribe: clinical", None),
    (("roles", "MA=clinical", "anyone"), "MA: clinical  ->  MA: anyone", None),
    (("roles", "MA=clinical", "-"), "MA: clinical  ->  (none)", None),
    (("hours.closed_on", "+", "Dec 24", "2026-12-24"), "(none)  ->  2026-12-24", "2026-12-24"),
]


@pytest.mark.parametrize(("answers", "shown", "value"), LISTS)
async def test_a_list_is_changed_by_what_stands_on_it(
    known: Kiosk, store: Store, answers: tuple[str, ...], shown: str, value: str | None
) -> None:
    sure: list[str] = []

    class Seeing(Scripted):
        async def ask(self, question: Question, why: str = "") -> str | None:
            sure.extend([question.words] if question.name == "sure" else [])
            return await super().ask(question, why)

    def there() -> set[str]:
        every = listed(store.settings.current())
        return set(parts(next(one.value for one in every if one.key == answers[0])))

    before = there()
    talk = Seeing(known, *answers, "yes")
    await do(SETTINGS, "c", talk)
    assert shown in sure[0]
    assert not talk.answers
    differs = there() ^ before
    assert len(differs) == 1 or (len(differs) == 2 and "(none)" not in shown)
    assert value is None or there() == {value}


async def test_two_managers_change_one_list(
    known: Kiosk, store: Store, another: Callable[..., Store], cy: Person
) -> None:
    class Slow(Scripted):
        meanwhile = "lab, phones"

        async def ask(self, question: Question, why: str = "") -> str | None:
            if question.name == "sure":
                another().settings.set("areas", self.meanwhile, cy)
            return await super().ask(question, why)

    await do(SETTINGS, "c", Slow(known, "areas", "+", "reception", "yes"))
    assert store.settings.current().areas == ("lab", "phones", "reception")
    talk = Slow(known, "areas", "reception", "-", "yes")
    await do(SETTINGS, "c", talk)
    assert talk.said == ["no: Somebody has just changed 'reception'. Look again."]


async def test_what_a_list_may_not_be_is_asked_again(known: Kiosk, store: Store) -> None:
    talk = Scripted(known, "areas", "+", "Lab", "x-ray", "yes")
    await do(SETTINGS, "c", talk)
    assert "'Lab' stands there twice" in talk.asked[3]
    assert store.settings.current().areas[-1] == "x-ray"


async def test_who_goes_back_changes_nothing(known: Kiosk, store: Store) -> None:
    before = store.version()
    for answers in (("idle", None), ("idle", "30 s", None)):
        await do(SETTINGS, "c", Scripted(known, *answers))
    assert store.version() == before


async def test_the_later_of_two_settings_is_told(
    known: Kiosk, store: Store, another: Callable[..., Store], cy: Person
) -> None:
    class Slow(Scripted):
        async def ask(self, question: Question, why: str = "") -> str | None:
            if question.name == "sure":
                another().settings.set("idle", "40 s", cy)
            return await super().ask(question, why)

    talk = Slow(known, "idle", "30 s", "yes")
    await do(SETTINGS, "c", talk)
    assert talk.said == ["no: Somebody has just set it to 40 s. Look again."]
    assert store.settings.current().idle == timedelta(seconds=40)


async def test_what_may_be_empty_can_be_emptied(known: Kiosk, store: Store) -> None:
    store.settings.set("turned_off", "my_page")
    await do(SETTINGS, "c", Scripted(known, "turned_off", "my_page=no", "yes"))
    assert store.settings.current().turned_off == frozenset()


def test_settings_are_found_by_words_value_or_key(known: Kiosk) -> None:
    for typed, words in (("LUNCH BEGINS", "Lunch begins"), ("oak st", "Oak"), ("idle", "waits")):
        view = SETTINGS.load(known, Look(typed=typed))
        assert words in aloud(view)
        assert len(view.things()) < 4
    assert "demo" not in aloud(SETTINGS.load(known, Look()))


# --- a badge at the kiosk, with a manager beside

BADGE = ("00777777", "00777777")


async def test_a_badge_is_enrolled_with_a_manager_beside(
    kiosk: Kiosk, store: Store, ana: Person, ben: Person
) -> None:
    talk = Scripted(kiosk, "ana", "110012", "cole", "000000", "cole", "220021", *BADGE)
    await do(MY_PAGE, "b", talk)
    assert [one.partition("|")[2] for one in talk.asked] == [
        *("name", "pin", "name", "pin", "name", "pin", "badge", "again")
    ]
    assert talk.said == ["This is your badge now, Ana Ruiz. One that you had before is off."]
    assert store.identification.with_badge("00777777").id == ana.id
    with pytest.raises(Refusal, match=WRONG):
        store.identification.with_badge("00451181")
    with store.read():
        event = EventRow.select().where(EventRow.deed == "badge set").order_by(EventRow.id.desc())
        assert (event.first().by_id, event.first().about) == (ben.id, f"person {ana.id}")
    assert kiosk.session.person and kiosk.session.person.id == ana.id


async def test_whoever_came_by_badge_types_their_pin_too(
    kiosk: Kiosk, store: Store, ana: Person
) -> None:
    kiosk.session.begin(ana, kiosk.settings, scanned=kiosk.clock.elapsed())
    talk = Scripted(kiosk, "000000", "110012", "cole", "220021", *BADGE)
    await do(MY_PAGE, "b", talk)
    assert talk.asked[0] == "Your PIN too: a badge alone is not enough for this.|pin"
    assert store.identification.with_badge("00777777").id == ana.id


async def test_two_different_badges_are_none(kiosk: Kiosk, store: Store, ana: Person) -> None:
    talk = Scripted(kiosk, "ana", "110012", "cole", "220021", BADGE[0], "00888888", None)
    await do(MY_PAGE, "b", talk)
    assert "That was another badge" in talk.asked[-1]
    assert store.identification.with_badge("00451181").id == ana.id


async def test_nobody_is_their_own_manager_beside(kiosk: Kiosk, store: Store, ben: Person) -> None:
    talk = Scripted(kiosk, "cole", "220021", "cole", "ana", None)
    before = store.version()
    await do(MY_PAGE, "b", talk)
    assert talk.asked[-2:] == ["Nobody here has that name.|name"] * 2
    assert store.version() == before + 1  # Ben's own PIN


@pytest.mark.parametrize("at", range(4))
async def test_a_session_that_ends_meanwhile_enrolls_no_badge(
    kiosk: Kiosk, store: Store, ana: Person, at: int
) -> None:
    answers: list[str | None] = ["cole", "220021", *BADGE]
    answers[at:] = [LEAVES, None]
    kiosk.session.begin(ana, kiosk.settings)
    await do(MY_PAGE, "b", Scripted(kiosk, *answers))
    assert not any(one.startswith("badge set") for one in deeds(store)[-3:])


# --- in plain lines


def typed(store: Store, *lines: str) -> str:
    """What `kiosk manage --plain` says to somebody who types this, and then ends the input."""
    return test_plain.typed(store, *lines, command_words=("manage", "--plain"))


def test_plain_shows_nothing_before_a_manager_is_known(manage: Kiosk, store: Store) -> None:
    told = typed(store, "5", "ana", "", "0")
    assert "That one is for a manager." in told
    assert "work here" not in told.lower() and "front desk" not in told


def test_plain_goes_from_place_to_place_with_one_pin(manage: Kiosk, store: Store) -> None:
    change = ("1", "4", "30 s", "1")
    told = typed(store, "5", "cole", "220021", "0", "6", *change, "0", "0")
    assert told.count("Your PIN") == 1
    assert "Ana Ruiz: front desk, PIN, badge" in told
    assert "Set from now on: How long a session waits before it warns: 30 s" in told
    assert store.settings.current().idle == timedelta(seconds=30)


def test_plain_edits_and_clears(manage: Kiosk, store: Store, ana: Person) -> None:
    store.people.change(ana, replace(ana, employed_to=date(2099, 3, 31), idle=timedelta(minutes=1)))
    edit = ("2", "1", "Ana Soto", "", "2", "1", "", "-", "-")
    told = typed(store, "5", "cole", "220021", *edit, "0", "0")
    assert "Last day, if there is one (nothing means 2099-03-31, - clears it, . cancels): " in told
    new = store.people.get(ana.id)
    assert (new.name, new.roles, new.employed_to) == ("Ana Soto", ("front desk",), None)
    assert new.idle is None


def test_plain_makes_a_code_and_shows_it_once(manage: Kiosk, store: Store) -> None:
    told = typed(store, "5", "cole", "220021", "3", "1", "1", "0", "1", "0", "0")
    assert told.count("One-time code of Ana Ruiz") == 2  # 0 is no confirmation
    assert "Ana Ruiz has a new one-time code" in told


def test_plain_enrolls_a_badge_with_a_manager_beside(
    kiosk: Kiosk, store: Store, ana: Person
) -> None:
    lines = ("5", "ana", "110012", "5", "cole", "220021", *BADGE, "0", "0")
    told = test_plain.typed(store, *lines)
    assert "This is your badge now, Ana Ruiz." in told
    assert store.identification.with_badge("00777777").id == ana.id


def test_plain_ends_the_session_of_whoever_lost_the_right(
    manage: Kiosk,
    store: Store,
    ben: Person,
    cy: Person,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    answers = iter(["5", "cy", "330033", "withdrawn", "3", "0"])

    def line(prompt: str) -> str:
        answer = next(answers)
        if answer == "withdrawn":
            store.people.change(cy, replace(cy, is_manager=False), ben)
            return "8"  # another filter
        return answer

    monkeypatch.setattr("builtins.input", line)
    Plain(manage, MANAGEMENT).run()
    assert "Not done: This is for managers." in capsys.readouterr().out
    assert manage.session.person is None
