"""What the home board says of today: what is on, and the jobs with one trained person or none."""

from collections.abc import Iterator
from datetime import datetime

from kiosk.practice import absences
from kiosk.practice.days import day_of, instant
from kiosk.practice.gaps import Gap
from kiosk.practice.values import dataclass
from screens.acts import View
from screens.session import Kiosk
from screens.views import checks_board, plan_board, plans_ready_board
from screens.views.absence_words import team
from screens.views.plan_board import Banner
from storage.store import Store


@dataclass(frozen=True)
class Glance(View):
    """Short things, the most pressing first; as many as there is room for are shown.

    check: the routine check that is to be done now, if one is. plans: a line for each that runs.
    """

    said: tuple[str, ...]
    check: str = ""
    plans: tuple[Banner, ...] = ()

    def aloud(self) -> Iterator[tuple[str, str]]:
        for head, words in self.plans:
            yield head.capitalize(), words
        if self.check:
            yield "Check now", self.check
        for words in self.said:
            yield "Also today", words


def load(kiosk: Kiosk) -> Glance:
    """What is on today and not over, and what could break."""
    now, store = kiosk.clock.now(), kiosk.store
    today = day_of(now, kiosk.settings.day_boundary)
    known = team(store, today, today, with_hours=False)
    events = [
        f"{one.title or '(destroyed)'} {one.begins:%-I:%M}, {'paid' if one.is_paid else 'not paid'}"
        for one in known.roster.events_on(today)
        if one.ends > now.time()
    ]
    gaps = [_words(one) for one in still(absences.gaps_of(known, today), now)]
    could_break = gaps if known.roster.is_kept else []
    plans = plan_board.lines(store, known)
    ready = plans_ready_board.line(store, absences.days_of(known, today))
    said = (*filter(None, [ready]), *events, *could_break)
    return Glance(said, checks_board.line(store), plans)


def still(gaps: tuple[Gap, ...], now: datetime) -> tuple[Gap, ...]:
    """Those that are not over."""
    return tuple(one for one in gaps if instant(one.ends) > instant(now))


def _words(gap: Gap) -> str:
    who = "one person trained today" if gap.left else "NOBODY trained today"
    part = "" if gap.is_all_day else f" {gap.begins:%-I:%M} to {gap.ends:%-I:%M}"
    return f"{gap.job.name[:1].upper()}{gap.job.name[1:]}: {who}{part}"


def out_today(store: Store, now: datetime) -> int:
    """How many would work today, and do not come."""
    today = day_of(now, store.settings.current().day_boundary)
    known = team(store, today, today, with_hours=False)
    return sum(one.is_out for one in absences.days_of(known, today))
