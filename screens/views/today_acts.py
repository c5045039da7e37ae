"""What anybody can do about today: change who covers; and ask for time off, and take it back."""

from datetime import date

from kiosk.practice import absences, typed_days
from kiosk.practice.errors import Refusal
from kiosk.practice.jobs import JobId
from kiosk.practice.people import Person, PersonId
from screens.acts import ABOUT, Action, Done, Given, Option, Question
from screens.session import Undo
from screens.views.absence_words import breaks
from screens.views.today_known import OUT, known_now
from screens.views.words import day_words
from storage.time_off import LONGEST_WHY

NOBODY = "nobody"
LONGEST_DAY = 12


def _out(given: Given) -> tuple[Person, JobId]:
    """Whose job the line is about. Raises Refusal when it is about nobody who is out."""
    sort, *numbers = given.answers[ABOUT].split()
    if sort != OUT:
        raise Refusal("Choose a line of somebody who is out: who covers is changed there.")
    return given.store.people.get(PersonId(int(numbers[0]))), JobId(int(numbers[1]))


def _asks_cover(given: Given) -> tuple[Question, ...]:
    """Those who are on the roster, the trained ones first."""
    absent, job = _out(given)
    known = known_now(given.store)
    out = next((one for one in known.days if one.person == absent.id and one.is_out), None)
    if out is None:
        raise Refusal(f"{absent.name} is not out any more.")
    trained = known.team.matrix.trained.get(job, frozenset())
    others = absences.candidates(known.team, absent.id, out.shifts, known.days, {})
    there = [one.person for one in others if one.is_present or one.person.id in known.present]
    there.sort(key=lambda one: (one.id not in trained, one.name))
    options = [
        Option(str(one.id), f"{one.name}, {'trained' if one.id in trained else 'not trained'}")
        for one in there
    ]
    words = f"Who covers {known.team.matrix.by_id[job].name} for {absent.name}?"
    return (Question("cover", words, (*options, Option(NOBODY, "Nobody"))),)


def _change_cover(given: Given) -> Done:
    absent, job = _out(given)
    known = known_now(given.store)
    chosen = given.answers["cover"]
    cover = None if chosen == NOBODY else given.store.people.get(PersonId(int(chosen)))
    given.store.roster.choose_cover(known.today, absent, job, cover, given.who)
    name = given.store.jobs.get(job).name
    return Done(f"{cover.name if cover else 'Nobody'} covers {name} today.")


def _read(given: Given, name: str) -> date:
    return typed_days.day(given.answers[name], given.store.clock.now().date(), ahead=True)


def _asks_off(given: Given) -> tuple[Question, ...]:
    """Which days, and then what they leave uncovered and who could cover."""
    if "first" not in given.answers:
        why = "Why, if you want to say? The manager reads it"
        return (
            _day("first", "First day off, such as 12/24", given),
            _day("last", "Last day off", given),
            Question("why", why, longest=LONGEST_WHY, optional=True, guarded=True),
        )
    first, last = _read(given, "first"), _read(given, "last")
    words = f"You off:\n{breaks(given.store, given.who, first, last)}"
    return (Question("sure", words, (Option("yes", "Ask for it"),)),)


def _day(name: str, words: str, given: Given) -> Question:
    today = given.store.clock.now().date()
    return Question(
        name,
        words,
        longest=LONGEST_DAY,
        fits=lambda typed: typed_days.day(typed, today, ahead=True),
    )


def _ask_off(given: Given) -> Done:
    store, who = given.store, given.who
    first, last = _read(given, "first"), _read(given, "last")
    leave = store.time_off.ask(who, first, last, given.answers["why"])

    def undo() -> str:
        store.time_off.withdraw(leave.number, who)
        return "Taken back: you ask for no time off then. Both stay on record."

    count = store.prior_auths.listed("mine", store.clock.now().date(), who).total
    held = f" You hold {count} prior auths: before you go, press 2 and then b." if count else ""
    words = f"Asked for. A manager decides, and you read it at your next session.{held}"
    return Done(words, Undo("what you asked for", undo))


def _asks_back(given: Given) -> tuple[Question, ...]:
    today = given.store.clock.now().date()
    mine = [
        one for one in given.store.time_off.between(today, date.max) if one.person == given.who.id
    ]
    if not mine:
        raise Refusal("You have no time off to come, and ask for none.")
    options = tuple(
        Option(
            str(one.number),
            f"{day_words(one.first, today)} to {day_words(one.last, today)}, {one.state}",
        )
        for one in mine
    )
    return (Question("which", "Which one do you take back?", options),)


def _take_back(given: Given) -> Done:
    given.store.time_off.withdraw(int(given.answers["which"]), given.who)
    return Done("Taken back. You are on the roster as before.")


CHANGE_COVER = Action("c", "Change who covers", _change_cover, _asks_cover, about="Of which line?")
ACTIONS = (
    CHANGE_COVER,
    Action("o", "Ask for time off", _ask_off, _asks_off),
    Action("k", "Take time off back", _take_back, _asks_back),
)
