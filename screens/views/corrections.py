"""Saying afterwards how it was: a forgotten end, a wrong time, a break or a day not entered."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import cast

from kiosk.practice.break_corrections import LONGEST_WORDS, Correction, Forgotten, Outcome
from kiosk.practice.breaks import KINDS, Break, Kind, Stay
from kiosk.practice.days import beginning
from kiosk.practice.errors import Refusal
from kiosk.practice.people import Person
from kiosk.practice.typed_times import moment_after
from kiosk.practice.values import dataclass
from screens.acts import Action, Done, Given, Option, Question
from screens.session import Undo
from screens.views.break_acts import FORGOTTEN
from screens.views.words import clock_words, day_words
from storage.store import Store

LOOK_BACK = timedelta(days=7)
NEW_BREAK, NEW_DAY = "new break", "new day"
TIMES, NOT_TAKEN = "times", "not taken"
HAPPENED = Question(
    "words", "What happened? No patient names here, please", longest=LONGEST_WORDS, guarded=True
)
HOW = Question(
    "how",
    "How was it?",
    (Option(TIMES, "I took it, at other times"), Option(NOT_TAKEN, "I did not take it")),
)


@dataclass(frozen=True)
class Times:
    """What a person could mean: their working days of the last week, as they count."""

    person: Person
    stays: tuple[Stay, ...]
    store: Store

    @property
    def today(self) -> date:
        """The day on the wall."""
        return self.store.clock.now().date()

    def stay_of(self, key: str) -> Stay:
        """The working day that a key means, or that its break lies in. Raises Refusal."""
        for stay in self.stays:
            if key in (stay.key, *(one.key for one in stay.breaks)):
                return stay
        raise Refusal("That time is no longer there.")

    def break_of(self, key: str) -> Break | None:
        """The break that a key means, if it means one."""
        every = (one for stay in self.stays for one in stay.breaks)
        return next((one for one in every if one.key == key), None)

    def begins(self, day: date) -> datetime:
        """The moment at which a working day begins."""
        settings = self.store.settings.current()
        return beginning(day, settings.day_boundary, settings.zone)

    def options(self) -> Iterator[Option]:
        """What was never entered, and then everything that can be corrected, the newest first."""
        if self.stays:
            yield Option(NEW_BREAK, "A break that was not entered")
        yield Option(NEW_DAY, "A day that was not entered")
        name = self.store.breaks.policy.name
        for stay in sorted(self.stays, key=lambda one: one.day, reverse=True):
            day = day_words(stay.day, self.today)
            left = clock_words(stay.left) if stay.left else "not left"
            yield Option(stay.key, f"{day}: here {clock_words(stay.arrived)} to {left}")
            for one in stay.breaks:
                ended = clock_words(one.ended) if one.ended else "not ended"
                words = f"{day}: {name(one.kind).lower()} {clock_words(one.began)} to {ended}"
                yield Option(one.key, words)


def times_of(person: Person, store: Store) -> Times:
    """What could be meant by somebody who says something about this person's times."""
    first = store.clock.now().date() - LOOK_BACK
    return Times(person, store.corrections.stays(person, first), store)


def about_correction(person: Person, given: Given) -> tuple[Question, ...]:
    """What is asked of whoever corrects a time of this person."""
    times, about = times_of(person, given.store), given.answers.get("about", "")
    if not about:
        return (Question("about", "What do you want to correct?", tuple(times.options())),)
    if about == NEW_DAY:
        return (_day(times), *_when(times.today, times, "Arrived", "Left"), HAPPENED)
    if about == NEW_BREAK:
        return _of_new_break(times, given)
    stay, one = times.stay_of(about), times.break_of(about)
    if one is None:
        return (*_shift_times(stay, times), HAPPENED)
    if "how" not in given.answers:
        return (HOW,)
    if given.answers["how"] == NOT_TAKEN:
        return (HOW, HAPPENED)
    return (HOW, *_break_times(one, stay, times), HAPPENED)


def _of_new_break(times: Times, given: Given) -> tuple[Question, ...]:
    days = tuple(
        Option(stay.key, f"{day_words(stay.day, times.today)}, from {clock_words(stay.arrived)}")
        for stay in sorted(times.stays, key=lambda one: one.day, reverse=True)
    )
    on = Question("on", "On which day?", days)
    if "on" not in given.answers:
        return (on,)
    name = times.store.breaks.policy.name
    kind = Question("kind", "Which break?", tuple(Option(one, name(one)) for one in KINDS))
    return (
        on,
        kind,
        *_from_to(times.stay_of(given.answers["on"]).arrived, "Began", "Ended"),
        HAPPENED,
    )


def _day(times: Times) -> Question:
    has = {stay.day for stay in times.stays}
    days = [times.today - timedelta(days=back) for back in range(LOOK_BACK.days)]
    options = [Option(str(day), day_words(day, times.today)) for day in days if day not in has]
    if not options:
        raise Refusal("Every day of the last week has been entered. Correct one of them.")
    return Question("on", "On which day?", tuple(options))


def _when(day: date, times: Times, *labels: str) -> tuple[Question, ...]:
    return _from_to(times.begins(day), *labels)


def _from_to(earliest: datetime, began: str, ended: str) -> tuple[Question, ...]:
    fits = _fits(earliest)
    return (
        Question("began", f"{began} at, such as 12:05 PM", longest=10, fits=fits),
        Question("ended", f"{ended} at", longest=10, fits=fits),
    )


def _shift_times(stay: Stay, times: Times) -> tuple[Question, ...]:
    began, ended = _when(stay.day, times, "Arrived", "Left")
    left = clock_words(stay.left) if stay.left else ""
    ended = replace(ended, default=left, optional=_goes_on(stay, times))
    return (replace(began, default=clock_words(stay.arrived)), ended)


def _break_times(one: Break, stay: Stay, times: Times) -> tuple[Question, ...]:
    began, ended = _from_to(stay.arrived, "Began", "Ended")
    until = clock_words(one.ended) if one.ended else ""
    lasts = one.ended is None and _goes_on(stay, times)
    ended = replace(ended, default=until, optional=lasts)
    return (replace(began, default=clock_words(one.began)), ended)


def _goes_on(stay: Stay, times: Times) -> bool:
    """Whether it is the working day of somebody who is here: how it ends is not to be said yet."""
    return stay.is_here(times.store.clock.now(), times.store.breaks.policy)


def _fits(earliest: datetime) -> Callable[[str], object]:
    return lambda typed: moment_after(typed, earliest)


def correct(person: Person, given: Given) -> Done:
    """Keep what whoever acts says about a time of this person."""
    times, answers = times_of(person, given.store), given.answers
    about = answers["about"]
    said = Correction(0, person.id, times.today, "break", words=answers["words"])
    if about == NEW_DAY:
        day = date.fromisoformat(answers["on"])
        began, ended = _typed(times.begins(day), answers)
        said = replace(said, day=day, what="shift", began=began, ended=ended)
    elif about == NEW_BREAK:
        stay = times.stay_of(answers["on"])
        began, ended = _typed(stay.arrived, answers)
        kind = cast(Kind, answers["kind"])
        said = replace(said, day=stay.day, kind=kind, began=began, ended=ended)
    else:
        said = _about_known(said, about, times, answers)
    return _said((said,), given)


def _about_known(said: Correction, about: str, times: Times, answers: dict[str, str]) -> Correction:
    stay = times.stay_of(about)
    said = replace(said, day=stay.day, about=about)
    one = times.break_of(about)
    if one is None:
        began, ended = _changed(stay.arrived, stay.left, times.begins(stay.day), answers)
        return replace(said, what="shift", began=began, ended=ended)
    if answers["how"] == NOT_TAKEN:
        return replace(said, what="no break")
    began, ended = _changed(one.began, one.ended, stay.arrived, answers)
    return replace(said, began=began, ended=ended)


def _typed(earliest: datetime, answers: dict[str, str]) -> tuple[datetime, datetime | None]:
    """The two moments that were typed; the second comes after the first."""
    began = moment_after(answers["began"], earliest)
    return began, moment_after(answers["ended"], began) if answers["ended"] else None


def _changed(
    began: datetime, ended: datetime | None, earliest: datetime, answers: dict[str, str]
) -> tuple[datetime | None, datetime | None]:
    """The two moments, but for what was left as it stood: that keeps its seconds."""
    told = answers["began"], answers["ended"]
    is_begun_as_told = told[0] == clock_words(began)
    new = None if is_begun_as_told else moment_after(told[0], earliest)
    is_ended_as_told = not told[1] or (ended is not None and told[1] == clock_words(ended))
    return new, None if is_ended_as_told else moment_after(told[1], new or began)


def _my_forgotten(given: Given) -> Forgotten:
    found = given.store.corrections.forgotten(given.who)
    if not found:
        raise Refusal("There is nothing left to say: what was said waits for a manager.")
    return found[0]


def about_forgotten(one: Forgotten, given: Given) -> tuple[Question, ...]:
    """What is asked about a working day of which nobody noted how it ended."""
    stay, open_break = one.stay, one.open_break
    day = day_words(stay.day, given.store.clock.now().date())
    left = Question("left", f"Left at, on {day}", longest=10, fits=_fits(stay.latest))
    if open_break is None:
        return (left, HAPPENED)
    name = given.store.breaks.policy.name(open_break.kind)
    words = f"{name} of {clock_words(open_break.began)} ended at"
    return (Question("ended", words, longest=10, fits=_fits(open_break.began)), left, HAPPENED)


def say_how(one: Forgotten, given: Given) -> Done:
    """Keep what whoever acts says about how a working day ended."""
    stay, open_break, words = one.stay, one.open_break, given.answers["words"]
    said, latest = [], stay.latest
    if open_break:
        latest = moment_after(given.answers["ended"], open_break.began)
        about = Correction(0, stay.person, stay.day, "break", open_break.key, ended=latest)
        said.append(replace(about, words=words))
    left = moment_after(given.answers["left"], latest)
    said.append(Correction(0, stay.person, stay.day, "shift", stay.key, ended=left, words=words))
    return _said(tuple(said), given)


def _said(said: tuple[Correction, ...], given: Given) -> Done:
    kept = given.store.corrections.say(said, given.who)

    def undo() -> str:
        with given.store.together():  # a busy store must not leave half of it taken back
            for one in kept:
                given.store.corrections.decide(one.number, given.who, "withdrawn")
        return "Taken back: what you said about your times. Both stay on record."

    whom = "a manager" if kept[0].person == given.who.id else "that person, or another manager"
    words = f"Thank you. It waits for {whom}; what was recorded stays beside it."
    return Done(f"{words} {stated(kept[-1], given.store)}", Undo("what you said", undo))


def stated(one: Correction, store: Store) -> str:
    """What a correction says, in a few words."""
    policy = store.breaks.policy
    name = {"shift": "Here", "no break": "No break", "break": "Break"}[one.what]
    name = policy.name(one.kind) if one.kind else name
    began = f" from {clock_words(one.began)}" if one.began else ""
    ended = f" to {clock_words(one.ended)}" if one.ended else ""
    return f"{name}{began}{ended}."


def _about_mine(given: Given) -> tuple[Question, ...]:
    """What a manager says of one's own times is for that person to agree to, or not."""
    store, today = given.store, given.store.clock.now().date()
    waiting = [one for one in store.corrections.waiting() if one.person == given.who.id]
    theirs = [one for one in waiting if one.said_by != given.who.id]
    if not theirs:
        raise Refusal("No manager has said anything about your times.")
    options = tuple(
        Option(str(one.number), f"{day_words(one.day, today)}: {stated(one, store)} {one.words}")
        for one in theirs
    )
    which = Question("which", "Which one?", options)
    agree = Question("outcome", "Is that right?", AGREE)
    disagree = Question("reason", "What is wrong?", longest=LONGEST_WORDS, guarded=True)
    is_wrong = given.answers.get("outcome") == "declined"
    return (which, agree, disagree) if is_wrong else (which, agree)


def _answer_mine(given: Given) -> Done:
    answers = given.answers
    outcome = cast(Outcome, answers["outcome"])
    why = answers.get("reason", "")
    given.store.corrections.decide(int(answers["which"]), given.who, outcome, why)
    return Done(
        "Thank you. It counts from now on." if outcome == "approved" else "Thank you. Noted."
    )


AGREE = (Option("approved", "Yes, so it was"), Option("declined", "No"))
SAY_HOW = Action(
    FORGOTTEN,
    "Say how it ended",
    lambda given: say_how(_my_forgotten(given), given),
    lambda given: about_forgotten(_my_forgotten(given), given),
)
CORRECT = Action(
    "c",
    "Correct or add a time",
    lambda given: correct(given.who, given),
    lambda given: about_correction(given.who, given),
)
ANSWER = Action("y", "Answer what a manager says", _answer_mine, _about_mine)
