"""A badge reader types like a keyboard, but faster than anybody can."""

import asyncio
from collections.abc import Awaitable, Callable

from textual import events

FEWEST = 6  # characters of a badge
GAP = 0.035  # seconds between two characters of one; nobody types six so fast


class BadgeReader:
    """Tells a badge from typing, whatever screen is open.

    pressed: gets each key that a person pressed. scanned: gets a whole badge. begins: is called
    before a character that may be the first of one. A key that could do something lasting is held
    back for one gap, to see whether more follow; Enter right behind six fast characters is a badge,
    and never an Enter.
    """

    def __init__(
        self,
        pressed: Callable[[events.Key], Awaitable[None]],
        scanned: Callable[[str], None],
        begins: Callable[[], None],
        gap: float = GAP,
    ) -> None:
        self.gap = gap
        self._pressed, self._scanned, self._begins = pressed, scanned, begins
        self._burst, self._last = "", 0.0
        self._held: list[events.Key] = []
        self._letting_go: asyncio.TimerHandle | None = None

    async def key(self, event: events.Key, is_harmless: bool) -> None:
        """One key, as it comes. is_harmless: whether it may act at once, badge or not."""
        is_fast = event.time - self._last <= self.gap
        self._last = event.time
        if event.key == "enter" and is_fast and len(self._burst) >= FEWEST:
            self._is_badge()
            return
        sign = event.character if event.is_printable and event.character else ""
        self._burst = (self._burst if is_fast else "") + sign if sign else ""
        if len(self._burst) == 1:
            self._begins()
        if sign and self.gap and (self._held or not is_harmless):
            self._hold(event)
            return
        await self._let_go()
        await self._pressed(event)

    def _is_badge(self) -> None:
        badge, self._burst = self._burst, ""
        self._held.clear()
        self._cancel()
        self._scanned(badge)

    def _hold(self, event: events.Key) -> None:
        self._held.append(event)
        self._cancel()
        loop = asyncio.get_running_loop()
        self._letting_go = loop.call_later(self.gap, self._time_is_up)

    def _time_is_up(self) -> None:
        self._task = asyncio.ensure_future(self._let_go())

    async def _let_go(self) -> None:
        """Nothing followed: these were keys."""
        self._cancel()
        held, self._held = self._held, []
        for event in held:
            await self._pressed(event)

    def _cancel(self) -> None:
        if self._letting_go is not None:
            self._letting_go.cancel()
            self._letting_go = None
