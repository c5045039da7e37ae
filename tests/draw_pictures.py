"""Draws the pictures of the README from the demo practice: `python -m tests.draw_pictures`.

With names after it only those: the references in the others are random, and differ each time.
"""

import asyncio
import re
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.practice.clock import StoppedClock
from screens.app import KioskApp
from screens.management import MANAGEMENT
from screens.menu import BREAK_ROOM
from screens.session import Kiosk, Session
from storage.demo import fill
from storage.store import Store

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
NOW = datetime(2026, 11, 23, 12, 7, tzinfo=ZoneInfo("America/New_York"))
SIZE = (80, 24)
STARTED = "plan_running"  # drawn last: from then on every board says that it runs
KEYS = {
    "home": (),
    "breaks": ("1",),
    "prior_auths": ("2",),
    "prior_auth": ("2", "enter"),
    "new_prior_auth": ("2", "n", "2", "U", "enter", "4"),
    "prior_auth_step": ("2", "d", "enter"),
    "prior_auth_moves": ("2", "m"),
    "waits_for_me": ("2", "w"),
    "issues": ("3",),
    "today": ("4",),
    "my_page": ("5",),
    STARTED: ("4", "p", "2", "1", *"The vendor knows", "enter", "1", "enter"),
    "end_of_day": ("7", "b", "b", "b"),
}
MANAGE_KEYS = {
    "needs_a_look": ("1",),
    "trail": ("7",),
    "roster": ("8", "n"),
    "jobs": ("9", "f", "2"),
    "times": ("3", "enter"),
    "extra_hours": ("4",),
    "plan": ("f5", "enter"),
    "trend": ("f7", "f", "2", "down", "enter"),
}
AT_WORK = ("new_prior_auth", "prior_auth_step", "prior_auth_moves", "waits_for_me")
FONT = re.compile(r"@font-face\s*\{.*?\}", re.S)
GENERATOR = re.compile(r"<!--.*?-->", re.S)
NAMESPACE = 'xmlns="http://www.w3.org/2000/svg"'


async def draw(name: str, store: Store) -> None:
    """Draw one screen, with somebody on it who is away on a break just now."""
    settings, is_manage = store.settings.current(), name in MANAGE_KEYS
    session = Session(store.clock, settings, for_managers=is_manage)
    menu = MANAGEMENT if is_manage else BREAK_ROOM
    app = KioskApp(Kiosk(store, store.clock, session), menu)
    app.badges.gap = 0.0  # nobody scans a badge here, and a held key would come too late
    keys = MANAGE_KEYS[name] if is_manage else KEYS[name]
    if is_manage:
        manager = next(one for one in store.people.everyone() if one.is_manager)
        app.kiosk.session.begin(manager, settings)
    elif keys:
        stays = store.breaks.open_stays(NOW)
        people = {stay.person: store.people.get(stay.person) for stay in stays}
        # Whoever is at lunch would be asked about that first; a nurse has questions to answer.
        nurses = [one for one in stays if not one.away and people[one.person].level == "clinical"]
        away = [one for one in stays if one.away]
        app.kiosk.session.begin(people[(nurses if name in AT_WORK else away)[0].person], settings)
    async with app.run_test(size=SIZE) as pilot:
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        drawn = app.export_screenshot(title="Breakroom Kiosk")
    (PICTURES / f"{name}.svg").write_text(without_links(drawn), "utf-8")


def without_links(svg: str) -> str:
    """The same picture without what a browser would fetch from elsewhere.

    Raises ValueError when something is left.
    """
    own = GENERATOR.sub("", FONT.sub("", svg))
    if re.search(r"https?:|url\((?!#)", own.replace(NAMESPACE, "")):
        raise ValueError("the picture would fetch something from elsewhere")
    return own


async def main(names: list[str]) -> None:
    """Draw those of these names. Raises KeyError for one that is not among the keys."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "kiosk.db", "break room", StoppedClock(NOW))
        try:
            store.migrate()
            fill(store, NOW)
            for name in names:
                await draw(name, store)
        finally:
            store.close()


if __name__ == "__main__":
    every = sorted((*KEYS, *MANAGE_KEYS), key=lambda name: name == STARTED)
    asyncio.run(main(sys.argv[1:] or every))
