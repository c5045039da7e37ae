"""What the home board says of the day's end: what can still be settled, and goals reached."""

from collections.abc import Iterator
from datetime import datetime

from kiosk.practice.last_call import closing
from kiosk.practice.values import dataclass
from screens.acts import View
from screens.session import Kiosk

KEY = "7"  # of the place that lists them


@dataclass(frozen=True)
class Glance(View):
    """A line each, while there is something. count: how much can still be settled, by anybody.

    reached: the goal that was reached last, this week; never with a number, which may be of few.
    """

    count: int = 0
    reached: str = ""

    def aloud(self) -> Iterator[tuple[str, str]]:
        if self.reached:
            yield "Goal reached", f"{self.reached}. Well done, all of you"
        if self.count:
            things = "thing" if self.count == 1 else "things"
            yield "Last call", f"{self.count} {things} can still be settled: press {KEY}"


def load(kiosk: Kiosk) -> Glance:
    """Of last call nothing before it, nor once the practice has closed: then the day is told."""
    reached = kiosk.store.reached_goals.newest(kiosk.clock.now().date())
    closes = _closing(kiosk)
    if closes is None or kiosk.clock.now() >= closes:
        return Glance(reached=reached)
    from screens.views import last_call  # nobody waits for it all day long

    return Glance(last_call.count(kiosk.store), reached)


def listed(kiosk: Kiosk) -> tuple[tuple[str, str], ...]:
    """What can still be settled, for whoever looks; nothing before last call."""
    closes = _closing(kiosk)
    if closes is None:
        return ()
    from screens.views import last_call

    return tuple(last_call.lines(kiosk, closes))


def _closing(kiosk: Kiosk) -> datetime | None:
    """When the practice closes today, once it is last call."""
    settings, clock = kiosk.settings, kiosk.clock
    of_day = (settings.hours, settings.day_boundary, clock.zone, settings.last_call)
    return closing(clock.now(), *of_day)
