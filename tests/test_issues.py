"""Problems and ideas as people see and raise them: read aloud, asked, answered, by keys."""

from datetime import timedelta

import pytest
from textual.widgets import Input, OptionList

from kiosk.practice.clock import StoppedClock
from kiosk.practice.issues import NOBODY, IssueRef, Raised
from kiosk.practice.people import Person
from screens.acts import CHOSEN, Given, Look, Option, Question
from screens.app import KioskApp
from screens.dialogs import Ask, AskWithLike, Form
from screens.management import IDEAS
from screens.menu import BREAKS, ISSUES, MY_PAGE, PRIOR_AUTHS, Place
from screens.perform import perform, take_back
from screens.session import Kiosk
from screens.views.issue_waiting import exceptions
from storage.people import NewPerson
from storage.store import Store
from tests.conftest import with_pin
from tests.test_acts import LEAVES, Scripted
from tests.test_pictures import picture
from tests.test_screens import done, text, type_keys

PHONES = "Phones ring out over lunch"
QUICK = ("phones", "every day", "needs ideas", "everybody", "shown")


class Reading(Scripted):
    """A scripted Talk that also keeps the words of what it was asked."""

    words: list[str]
    options: list[tuple[Option, ...]]

    def __init__(self, kiosk: Kiosk, *answers: str | None) -> None:
        super().__init__(kiosk, *answers)
        self.words, self.options = [], []

    async def ask(self, question: Question, why: str = "") -> str | None:
        self.words.append(question.words)
        self.options.append(question.options)
        answer = await super().ask(question, why)
        return None if answer == LEAVES else answer


async def act(
    key: str, kiosk: Kiosk, *answers: str | None, place: Place = ISSUES, look: Look | None = None
) -> Reading:
    talk = Reading(kiosk, *answers)
    action = next(one for one in place.actions if one.key == key)
    view = place.load(kiosk, look or place.first_look)
    await perform(action, view, kiosk, talk)
    return talk


def aloud(kiosk: Kiosk, filter: str = "open", opened: str = "", typed: str = "") -> dict[str, str]:
    return dict(ISSUES.load(kiosk, Look(filter, typed, opened)).aloud())


def as_person(kiosk: Kiosk, person: Person) -> None:
    kiosk.session.begin(person, kiosk.settings)


@pytest.fixture
def mia(store: Store) -> Person:
    """A colleague."""
    return with_pin(store, NewPerson("Mia Lund", ("MA",)), "330033")


@pytest.fixture
def known(kiosk: Kiosk, ana: Person) -> Kiosk:
    """Ana is there."""
    as_person(kiosk, ana)
    return kiosk


async def test_a_problem_is_raised_with_two_texts_and_a_key_for_each_question(
    known: Kiosk, store: Store
) -> None:
    answers = (PHONES, "phones", "every day", "try", "We could try a rota", "everybody", "shown")
    talk = await act("n", known, *answers)
    assert talk.said == [
        "#1 is noted. A first reply comes by Tue Mar 10; you read it when you are here."
    ]
    assert "Facts, not blame" in talk.words[0]
    assert (
        "NOT HERE: harassment, injury or needlestick, a privacy incident, harm to a patient: "
        in (talk.words[0])
    )
    one = store.issues.get(IssueRef("1"), NOBODY)
    assert (one.what, one.area, one.how_often, one.proposals) == (PHONES, "phones", "every day", 1)


async def test_the_practices_own_numbers_stand_in_the_form(known: Kiosk, store: Store) -> None:
    store.settings.set("outside.harassment", "Acme HR 555-0100")
    store.settings.set("outside.hr", "Acme HR 555-0100")
    talk = await act("n", known, PHONES, "phones", "once", "needs ideas", None)
    assert "harassment: call Acme HR 555-0100; injury or needlestick, a privacy" in talk.words[0]
    said = [option.words for option in talk.options[-1]]
    assert said == [
        "Everybody. Who can read it: everybody who works here, also on the board",
        "The manager. Who can read it: you, the manager (Dr. Ben Cole), whom they name to answer "
        "it, and the owner",
        "The owner. Who can read it: you, and the owner (whoever keeps the records); no manager",
        "Outside HR. Who can read it: you, and the owner, who hands it to Acme HR 555-0100; "
        "no manager",
    ]


async def test_what_is_like_it_is_said_in_place_of_a_second_one(
    known: Kiosk, store: Store, mia: Person
) -> None:
    store.issues.add(Raised(PHONES, "phones"), mia)
    talk = Reading(known, f"{CHOSEN}1")
    new = next(one for one in ISSUES.actions if one.key == "n")
    (question,) = [one for one in new.asks(_given(known)) if one.alike]
    assert question.alike
    (like,) = question.alike("phones rin")
    assert like == Option(f"{CHOSEN}1", f"#1 {PHONES}")
    await perform(new, ISSUES.load(known, Look()), known, talk)
    assert talk.said == ["#1 counts you: 1 person has this too, you among them."]
    assert (
        aloud(known)["#1"]
        == f"{PHONES}, phones, needs ideas, 1 person has this too, you among them"
    )
    again = await act("n", known, f"{CHOSEN}1")
    assert again.said == ["no: You have said so already: #1 counts you."]
    await take_back(known, talk)
    assert talk.said[-1] == "Taken back: #1 does not count you."


def _given(kiosk: Kiosk) -> Given:
    assert kiosk.session.person
    return Given(kiosk.store, kiosk.session.person)


async def test_a_withheld_name_is_a_colleague_to_colleagues(
    kiosk: Kiosk, ana: Person, ben: Person, mia: Person
) -> None:
    as_person(kiosk, ana)
    talk = await act("n", kiosk, PHONES, "phones", "once", "needs ideas", "everybody", "withheld")
    assert talk.options[-1][1].words == (
        "No. Who can still see it: the manager (Dr. Ben Cole), and the owner"
    )
    assert aloud(kiosk, opened="1")["Raised"] == "today, by you, your name withheld from colleagues"
    as_person(kiosk, mia)
    assert aloud(kiosk, opened="1")["Raised"] == "today, by a colleague"
    assert "Ana" not in str(list(ISSUES.load(kiosk, Look(opened="1")).aloud()))
    as_person(kiosk, ben)
    assert aloud(kiosk, opened="1")["Raised"] == "today, by Ana Ruiz (withheld from colleagues)"


async def test_proposals_and_comments_on_anyones(known: Kiosk, store: Store, mia: Person) -> None:
    store.issues.add(Raised(PHONES, "phones"), mia)
    talk = await act("p", known, "1", "Forward them", "shown")
    assert talk.said == ["Thank you for the idea: it stands with #1."]
    await act("c", known, "1", "It is worst on Mondays", "withheld")
    opened = aloud(known, opened="1")
    assert opened["Proposal"] == "Forward them (Ana Ruiz, today)"
    assert opened["Comment"] == "It is worst on Mondays (Ana Ruiz, today)"
    known.session.end()
    assert aloud(known, opened="1")["Comment"] == "It is worst on Mondays (a colleague, today)"
    assert aloud(known)["#1"] == f"{PHONES}, phones, new"
    assert aloud(known, "public", typed="forward")["List"].endswith("with 'forward': 1")


async def test_a_manager_answers_and_staff_read_it_once(
    kiosk: Kiosk, ana: Person, ben: Person, mia: Person
) -> None:
    kiosk.store.issues.add(Raised(PHONES, "phones", proposal="A rota"), ana)
    as_person(kiosk, ben)
    assert aloud(kiosk, "to answer")["List"] == "For me to answer: 1"
    talk = await act("w", kiosk, "1", "try", "mia", "+7", "", "2")
    assert talk.said == [
        "#1: trying it: Mia Lund, until Fri Mar 13. They read it at their next session."
    ]
    assert talk.options[-1][0].words == "A rota"
    as_person(kiosk, ana)
    assert aloud(kiosk)["New for you"] == "#1 tried by Dr. Ben Cole"
    await act("s", kiosk)
    assert "New for you" not in aloud(kiosk)
    as_person(kiosk, ben)
    await act("w", kiosk, "1", "worked", "Nobody waits any more", "Billing too", "")
    as_person(kiosk, ana)
    assert aloud(kiosk)["New for you"] == (
        "#1 done by Dr. Ben Cole: Nobody waits any more; Billing too"
    )
    opened = aloud(kiosk, opened="1")
    assert (opened["Stands"], opened["Outcome"]) == ("done, by Mia Lund", "Nobody waits any more")


async def test_staff_are_told_who_answers(known: Kiosk, store: Store) -> None:
    await act("n", known, PHONES, *QUICK)
    talk = await act("w", known, "1")
    assert talk.said == ["no: #1 is answered by a manager, or whom they name."]
    keys = [one.id for one in ISSUES.offers(ISSUES.load(known, Look(opened="1")), known)]
    assert "w" not in keys and "h" not in keys and "m" not in keys
    assert {"n", "p", "c"} <= set(keys)


async def test_a_trial_that_is_over_and_what_was_put_off_say_so(
    kiosk: Kiosk, clock: StoppedClock, ana: Person, ben: Person
) -> None:
    as_person(kiosk, ana)
    for _ in range(2):
        kiosk.store.issues.add(Raised(PHONES, "phones"), ana)
    as_person(kiosk, ben)
    await act("w", kiosk, "1", "try", "ana", "+1", "")
    await act("w", kiosk, "2", "later", "+1", "busy")
    kiosk.session.end()
    assert ISSUES.glance
    board = dict(ISSUES.glance(kiosk).aloud())
    assert board["Trying"] == f"#1 {PHONES}, Ana tries it, until tomorrow"
    assert aloud(kiosk)["#1"].endswith("trying it")
    assert aloud(kiosk, "later")["#2"].endswith("later, Mar 7")
    clock.forward(days=2)
    board = dict(ISSUES.glance(kiosk).aloud())
    assert board["Trying"] == f"#1 {PHONES}, Ana tries it, did it work?"
    assert aloud(kiosk)["#1"].endswith("trial over")
    assert aloud(kiosk)["#2"].endswith("is back")
    assert aloud(kiosk, opened="1")["Stands"] == "trying it: Ana Ruiz, was to end yesterday"
    assert aloud(kiosk, "later")["List"] == "Later: none"


async def test_a_manager_hides_a_text_and_its_place_stays(
    kiosk: Kiosk, ana: Person, ben: Person
) -> None:
    kiosk.store.issues.add(Raised(PHONES, "phones"), ana)
    as_person(kiosk, ben)
    talk = await act("h", kiosk, "1", "1", "harassment", "An insult")
    assert talk.said == ["Hidden. That it was there, who hid it and why can be seen."]
    kiosk.session.end()
    assert aloud(kiosk, opened="1")["What happens"] == "(hidden)"
    assert aloud(kiosk)["#1"].startswith("(hidden), phones")


async def test_what_went_wrong_with_a_prior_auth_or_a_break_is_linked_both_ways(
    known: Kiosk, store: Store, ana: Person, ben: Person
) -> None:
    ref = store.prior_auths.add("Lakeside", "MRI", "anyone", ana).ref
    said = await act("i", known, ref, PHONES, *QUICK, place=PRIOR_AUTHS)
    assert said.words[1].startswith(f"What went wrong with prior auth {ref}?")
    assert aloud(known, opened="1")["It began with"] == f"prior auth {ref}"
    opened = dict(PRIOR_AUTHS.load(known, Look(opened=ref)).aloud())
    assert opened["Problem or idea"] == f"#1 {PHONES}, needs ideas"
    none = await act("i", known, PHONES, *QUICK, place=BREAKS)
    assert none.said == ["no: There is no break of yours yet."]
    store.breaks.arrive(ana)
    store.breaks.start(ana, "rest")
    await act("i", known, "No room to sit", *QUICK, place=BREAKS)
    assert aloud(known, opened="2")["It began with"] == "a break"
    assert dict(MY_PAGE.load(known, Look()).aloud())["#2"] == (
        "No room to sit, needs ideas, began with a break"
    )
    keys = [one.words for one in BREAKS.offers(BREAKS.load(known, Look()), known)]
    assert "Problem or idea" in keys


async def test_a_draft_waits_for_its_author_alone(
    kiosk: Kiosk, ana: Person, mia: Person, clock: StoppedClock
) -> None:
    as_person(kiosk, ana)
    left = await act("n", kiosk, PHONES, "phones", "every day", LEAVES)
    assert left.said == []
    as_person(kiosk, mia)
    assert (await act("n", kiosk, None)).words[0].startswith("What happens?")
    as_person(kiosk, ana)
    back = await act("n", kiosk, "on", "needs ideas", "everybody", "shown")
    assert back.words[0] == f"You had begun:\n{PHONES}"
    assert kiosk.store.issues.get(IssueRef("1"), NOBODY).how_often == "every day"
    again = await act("n", kiosk, None)
    assert again.words[0].startswith("What happens?")


async def test_a_draft_is_gone_after_a_day_or_when_it_is_begun_anew(
    kiosk: Kiosk, ana: Person, clock: StoppedClock
) -> None:
    for pause, answer in ((25, None), (23, "anew")):
        as_person(kiosk, ana)
        await act("n", kiosk, PHONES, "phones", LEAVES)
        clock.forward(hours=pause)
        as_person(kiosk, ana)
        talk = await act("n", kiosk, *([answer] if answer else []), None)
        assert talk.words[-1].startswith("What happens?")
        assert len(talk.words) == (2 if answer else 1)


async def test_a_draft_waits_at_what_it_is_about(
    known: Kiosk, store: Store, ana: Person, mia: Person
) -> None:
    for _ in range(2):
        store.issues.add(Raised(PHONES, "phones"), mia)
    await act("c", known, "1", "It was worse today", LEAVES)
    as_person(known, ana)
    assert (await act("c", known, "2", None)).words[-1].startswith("#2: ")
    assert (await act("c", known, "1", "on", "shown")).said == ["Noted: it stands with #1."]


async def test_a_session_that_ends_before_a_word_leaves_no_draft(
    known: Kiosk, store: Store, ana: Person, mia: Person
) -> None:
    store.issues.add(Raised(PHONES, "phones"), mia)
    await act("c", known, "1", LEAVES)
    as_person(known, ana)
    assert (await act("c", known, "1", None)).words[-1].startswith("#1: ")


async def test_a_second_me_too_in_place_of_a_new_one_is_no_draft(
    known: Kiosk, store: Store, ana: Person, mia: Person
) -> None:
    store.issues.add(Raised(PHONES, "phones"), mia)
    store.issues.me_too(IssueRef("1"), ana)
    again = await act("n", known, f"{CHOSEN}1")
    assert again.said == ["no: You have said so already: #1 counts you."]
    assert (await act("n", known, None)).words[0].startswith("What happens?")


async def test_giving_up_keeps_no_draft(known: Kiosk) -> None:
    await act("n", known, PHONES, None)
    assert (await act("n", known, None)).words[0].startswith("What happens?")


# --- managers


def test_managers_are_told_what_waits_and_why_it_needs_a_look(
    manage: Kiosk, store: Store, clock: StoppedClock, ana: Person, ben: Person
) -> None:
    as_person(manage, ben)
    assert IDEAS.glance
    assert dict(IDEAS.glance(manage).aloud()) == {"Problems and ideas": "nothing waits"}
    for _ in range(3):
        store.issues.add(Raised(PHONES, "phones"), ana)
    store.issues.add(Raised(PHONES, "phones", audience="owner"), ana)
    work = store.issue_work
    work.move(IssueRef("2"), "try", ben, {"tried_by": ana, "trial_until": clock.now().date()})
    tomorrow = clock.now().date() + timedelta(days=1)
    work.move(IssueRef("3"), "later", ben, {"later_on": tomorrow})
    clock.forward(days=5)
    assert dict(IDEAS.glance(manage).aloud()) == {"Problems and ideas": "3 to answer, 3 due"}
    assert [words for _, words, _ in exceptions(ben, store)] == [
        "#1 first reply was promised by yesterday",
        "#2 trial over Fri Mar 6: did it work?",
        "#3 is back, put off until Sat Mar 7",
    ]


def test_figures_are_in_the_managers_place(manage: Kiosk, store: Store, ben: Person) -> None:
    as_person(manage, ben)
    for number in range(8):
        person, _ = store.people.add(NewPerson(f"Person {number}"))
        store.issues.add(Raised("x", "lab", proposal="y"), person)
    (turn,) = [one for one in IDEAS.turns if one.key == "g"]
    view = IDEAS.load(manage, turn.to(IDEAS.first_look, {}))
    assert dict(view.aloud())["All"] == (
        "8 raised; answered in time -, days to a reply -, days to an outcome -, "
        "with a proposal 100%, tried 0%, done 0%"
    )


async def test_the_managers_key_opens_them(manage_app: KioskApp, ben: Person) -> None:
    manage_app.kiosk.session.begin(ben, manage_app.kiosk.settings)
    async with manage_app.run_test(size=(80, 24)) as pilot:
        await type_keys(pilot, "", "f4")
        assert manage_app.current_mode == "issues"
        await type_keys(pilot, "g")
        assert "8 people have raised" in picture(manage_app)


# --- keys


async def test_by_keys_with_like_ones_while_typing_and_a_draft_of_what_stood_there(
    app: KioskApp, store: Store, clock: StoppedClock, ana: Person, mia: Person
) -> None:
    store.issues.add(Raised(PHONES, "phones"), mia)
    app.kiosk.session.begin(ana, app.kiosk.settings)
    async with app.run_test(size=(80, 24)) as pilot:
        await type_keys(pilot, "3n")
        dialog = app.screen
        assert isinstance(dialog, AskWithLike)
        await type_keys(pilot, "The phones 2")  # a digit is typed, and chooses nothing
        await pilot.pause(0.3)
        assert dialog.query_one(Input).value == "The phones 2"
        assert dialog.query_one(OptionList).option_count == 1
        assert f"#1 {PHONES}" in picture(app)
        app.action_leave()
        await done(pilot)
        app.kiosk.session.begin(ana, app.kiosk.settings)
        await type_keys(pilot, "3n")
        assert isinstance(app.screen, Ask) and "The phones 2" in app.screen.question.words
        await type_keys(pilot, "1")
        assert app.screen.query_one(Input).value == "The phones 2"
        await pilot.pause(0.3)
        await type_keys(pilot, "", "down", "enter")
        await done(pilot)
        assert "#1 counts you" in text(app, "#said")
    assert store.issues.get(IssueRef("1"), NOBODY).me_toos == 1


async def test_a_question_about_patient_data_leaves_nothing_for_the_next_person(
    app: KioskApp, ana: Person
) -> None:
    words = "Zzshout about MRN 12345678"
    as_person(app.kiosk, ana)
    async with app.run_test(size=(80, 24)) as pilot:
        await type_keys(pilot, "3n")
        app.screen.query_one(Input).value = words
        await type_keys(pilot, "", "enter")
        assert isinstance(app.screen, Ask) and app.screen.question.name == "keep"
        app.action_leave()
        await pilot.pause(0.3)
        assert app.kiosk.session.person is None
        assert "Zzshout" not in picture(app)
        assert not isinstance(app.screen, Ask)
        as_person(app.kiosk, ana)
        await type_keys(pilot, "3n")
        assert isinstance(app.screen, Ask)
        assert app.screen.question.words == f"You had begun:\n{words}"


async def test_nor_does_a_form(app: KioskApp, store: Store, ana: Person, ben: Person) -> None:
    store.issues.add(Raised(PHONES, "phones"), ana)
    as_person(app.kiosk, ben)
    async with app.run_test(size=(80, 24)) as pilot:
        await type_keys(pilot, "3w5")
        assert isinstance(app.screen, Form)
        for field, words in zip(
            app.screen.query(Input), ("+3", "Zzshout MRN 12345678"), strict=True
        ):
            field.value = words
        await type_keys(pilot, "", "enter", "enter")
        assert isinstance(app.screen, Ask) and app.screen.question.name == "keep"
        app.action_leave()
        await pilot.pause(0.3)
        assert "Zzshout" not in picture(app) and not isinstance(app.screen, Form)


async def test_one_is_raised_by_keys_alone(app: KioskApp, store: Store, ana: Person) -> None:
    app.kiosk.session.begin(ana, app.kiosk.settings)
    async with app.run_test(size=(80, 24)) as pilot:
        await type_keys(pilot, "3n", *"No gloves", "enter", *"1", *"2", *"7", *"1", *"1")
        await done(pilot)
        assert "#1 is noted." in text(app, "#said")
        await type_keys(pilot, "", "u")
    (one,) = store.issues.listed("open", NOBODY).issues
    assert (one.what, one.area) == ("No gloves", "front desk")
