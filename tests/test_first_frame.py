"""What the kiosk imports before its first frame: nothing but what is on the list.

People wait for all of it. A place imports its rules when it is first opened; what the board and the
settings must know of a noun stands in a module of its own. Where another one is needed all the
same, draw the list anew with KIOSK_DRAW=1, and read the difference before you commit it.
"""

import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from kiosk.practice.people import Person
from storage.store import Store

LIST = Path(__file__).with_name("first_frame.txt")
OURS = ("kiosk", "screens", "storage")
HEAVY = {"argon2", "icalendar", "playhouse", "reportlab"}  # holidays: on such a day it is needed
UP_TO_THE_FIRST_FRAME = """
import sys
from pathlib import Path
import kiosk.__main__, kiosk.commands.run
from kiosk.commands.base import made_ready
from kiosk.machine import Machine

store = made_ready(Machine(Path(sys.argv[1]), True, "t1"))
store.migrate()
store.settings.current()
import screens.start
from screens.app import KioskApp
from screens.menu import BREAK_ROOM
from screens.session import Kiosk, Session

async def look(pilot):
    print(*sorted(sys.modules), sep="\\n")
    pilot.app.exit()

store.is_set_up()
kiosk = Kiosk(store, store.clock, Session(store.clock, store.settings.current()))
KioskApp(kiosk, BREAK_ROOM).run(headless=True, auto_pilot=look)
store.close()
"""


def imported(store: Store) -> list[str]:
    """Every module that is there once the board of a small practice stands."""
    words = [sys.executable, "-c", UP_TO_THE_FIRST_FRAME, str(store.path)]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_nothing_is_imported_that_is_not_on_the_list(
    store: Store, ana: Person, ben: Person
) -> None:
    found = imported(store)
    ours = [name for name in found if name.partition(".")[0] in OURS]
    if os.environ.get("KIOSK_DRAW"):
        LIST.write_text("".join(f"{name}\n" for name in ours), "utf-8")
    assert ours == LIST.read_text("utf-8").split(), "the first frame comes later"
    assert not {name.partition(".")[0] for name in found} & HEAVY


def test_all_values_on_the_list_are_made_quickly() -> None:
    slow = re.compile(r"^from dataclasses import .*\bdataclass\b", re.M)
    for name in LIST.read_text("utf-8").split():
        spec = find_spec(name)
        assert spec and spec.origin
        text = Path(spec.origin).read_text("utf-8")
        if name != "kiosk.practice.values":
            assert not slow.search(text), f"{name}: take dataclass from kiosk.practice.values"
