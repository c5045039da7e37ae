"""The end of the day: five lines for everybody, of today or of any day that is closed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from kiosk.practice import absences, typed_days
from kiosk.practice.day_summary import SummaryLine
from kiosk.practice.errors import Refusal
from kiosk.practice.values import dataclass
from screens.acts import BEYOND, Look, Question, Turn, View
from screens.session import Kiosk
from screens.views import last_call_board
from screens.views.absence_words import team
from screens.views.day_told import day_told
from storage.store import Store

ONE_DAY = timedelta(days=1)
LONGEST_DAY = 12
SEAL_SHOWN = 16  # signs of the seal on the screen; `kiosk summary` gives it whole
MOST_THIN = 2  # jobs of the next day that are named


@dataclass(frozen=True)
class EndOfDay(View):
    """One day. head: which, and whether it is closed. notes: what stands beside the five lines:
    a goal that was reached this week, what can still be settled, the next day, what was corrected
    later, who reviewed it, the seal. shown, today: which day it is, and the latest.
    """

    head: str
    lines: tuple[SummaryLine, ...]
    notes: tuple[tuple[str, str], ...]
    shown: date
    today: date

    def aloud(self) -> Iterator[tuple[str, str]]:
        yield "Day", self.head
        for one in self.lines:
            yield one.title.capitalize(), f"{one.state}: {one.words}" if one.state else one.words
        yield from self.notes

    def beyond(self) -> str:
        return f"{self.shown} {self.today}"


def load(kiosk: Kiosk, look: Look) -> EndOfDay:
    """Today, or the day that somebody looks back at."""
    store = kiosk.store
    today = store.days.today()
    try:
        day = typed_days.day(look.day, today) if look.day else today
        told = day_told(store, day)
    except Refusal as no:
        shown = date.fromisoformat(look.page) if look.page else today
        return EndOfDay(str(no), (), (), shown, today)
    notes = [("Tomorrow", words) for words in _next_day(store, today)] if day == today else []
    reached = store.reached_goals.newest(today) if day == today else ""
    notes += [("Goal reached", reached)] if reached else []
    notes += last_call_board.listed(kiosk) if day == today and told.closed is None else ()
    notes += [("Later", words) for words in told.corrected]
    notes += [("Review", told.reviewed)] if told.reviewed else []
    if told.closed:
        notes.append(("Seal", f"event {told.closed.event} {told.closed.mac[:SEAL_SHOWN]}…"))
    head = f"{day:%A, %B %-d, %Y}: {told.stands}"
    return EndOfDay(head, told.lines, tuple(notes), day, today)


def _next_day(store: Store, today: date) -> Iterator[str]:
    """What could break on the day after today, if a roster is kept."""
    day = today + ONE_DAY
    known = team(store, day, day, with_hours=False)
    if not known.roster.is_kept:
        return
    thin = absences.gaps_of(known, day)
    said = [
        f"{one.job.name[:1].upper()}{one.job.name[1:]}: {'one trained' if one.left else 'nobody'}"
        for one in thin[:MOST_THIN]
    ]
    more = len(thin) - MOST_THIN
    yield ". ".join([*said, *([f"{more} more"] if more > 0 else [])]) or "Nothing stands out."


def _to(day: date) -> Look:
    return Look(day=day.isoformat(), page=day.isoformat())


def _before(look: Look, answers: dict[str, str]) -> Look:
    shown, _ = _days(answers)
    return _to(shown - ONE_DAY)


def _after(look: Look, answers: dict[str, str]) -> Look:
    shown, today = _days(answers)
    if shown >= today:
        raise Refusal("That is the latest day.")
    return _to(shown + ONE_DAY)


def _typed(look: Look, answers: dict[str, str]) -> Look:
    return replace(look, day=answers["day"])


def _days(answers: dict[str, str]) -> tuple[date, date]:
    shown, today = map(date.fromisoformat, answers[BEYOND].split())
    return shown, today


TURNS = (
    Turn("b", "Day before", _before),
    Turn("n", "Next day", _after),
    Turn("d", "Another day", _typed, (Question("day", "Which day? 11/25", longest=LONGEST_DAY),)),
)
