"""Opening the kiosk, the managers' view and somebody's own: on screens, or in plain lines."""

import logging
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.machine import Machine
from kiosk.practice.errors import Updated
from kiosk.practice.people import Person
from screens.menu import BREAK_ROOM, Menu
from screens.session import Kiosk, Session
from storage.store import Store

if TYPE_CHECKING:
    from screens.app import KioskApp

MOST_FAILURES = 3  # internal errors within FAILURES_WITHIN after which the kiosk gives up
FAILURES_WITHIN = 60.0
WANTS_DEMO = -1  # no exit status: the caller opens the demo practice instead
OVER = "Practice mode is over. What you do from here on is real."
SORRY = "Something went wrong inside the program. Nothing is half done; look and press again."


class Working:
    """Which store a terminal works on: the practice's own, or a copy while practice mode is on."""

    def __init__(self, own: Store) -> None:
        self._own = self.store = own

    def change_over(self, in_earnest: bool = False) -> str:
        """Work on the other one if practice mode was switched; words for whoever comes next.

        in_earnest: for the managers' view, which is never for practice. Raises OutOfReach while
        practice mode is on and there can be no copy: what people then do must not become real.
        """
        was, self.store = self.store, self._own
        if was is not self._own:
            was.close()
        if not in_earnest:
            self.store = self._own.practising() or self._own
        return OVER if was is not self._own and self.store is self._own else ""

    def close(self) -> None:
        """Let go of a copy; the practice's own store stays open."""
        if self.store is not self._own:
            self.store.close()


def run_kiosk(store: Store, machine: Machine) -> int:
    """The kiosk on this terminal, until it is ended from outside; its exit status."""
    prepare_terminal(store.path, machine)
    working = Working(store)

    def opened(hello: str) -> "KioskApp":
        from screens.app import KioskApp

        over = working.change_over()
        kiosk = _kiosk(working.store)
        menu = BREAK_ROOM.without(kiosk.settings.turned_off)
        if working.store.is_set_up():
            return KioskApp(kiosk, menu, _look(machine), over or hello)
        from screens.first_run import FirstRunApp

        return FirstRunApp(kiosk, menu, _look(machine), hello)

    try:
        return _until_ended(opened)
    finally:
        working.close()


def run_manage(store: Store, machine: Machine) -> int:
    """The managers' view on this terminal, likewise; its exit status."""
    prepare_terminal(store.path, machine)
    from screens.management import MANAGEMENT

    def opened(hello: str) -> "KioskApp":
        from screens.app import KioskApp

        kiosk = _kiosk(store, for_managers=True)
        menu = MANAGEMENT.without(kiosk.settings.turned_off)
        return KioskApp(kiosk, menu, _look(machine), hello)

    return _until_ended(opened)


def run_own(store: Store, machine: Machine, person: Person) -> int:
    """The places of one person, who came in over SSH, until they leave; the exit status."""
    prepare_terminal(store.path, machine)
    working, session = Working(store), _own(store, person)

    def opened(hello: str) -> "KioskApp":
        from screens.app import KioskApp

        kiosk, over = _own_kiosk(working, session)
        menu = _own_menu(kiosk).without(kiosk.settings.turned_off)
        return KioskApp(kiosk, menu, _look(machine), over or hello)

    try:
        return _until_ended(opened)
    finally:
        working.close()


def _until_ended(opened: Callable[[str], "KioskApp"]) -> int:
    """Run an app, and a new one after each internal error; the exit status of the last.

    An internal error is logged without anybody's data, and the new one opens on the home board
    with one sentence, which `opened` gets.
    """
    from screens.app import FAILED
    from screens.base import AGAIN, UPDATED
    from screens.setup import DEMO

    failures: list[float] = []
    hello = ""
    while True:
        app = opened(hello)
        ended = app.run()
        if ended == DEMO:
            return WANTS_DEMO
        if app.return_code == FAILED:
            failures = [one for one in failures if one > _moment() - FAILURES_WITHIN] + [_moment()]
            if len(failures) < MOST_FAILURES:
                hello = SORRY
                continue
            return 3
        if ended == AGAIN:
            hello = ""
            continue
        last_words = str(Updated()) if app.return_code == UPDATED else app.last_words
        if last_words:
            print(last_words, file=sys.stderr)
        return app.return_code or 0


def run_plain(store: Store, machine: Machine) -> int:
    """The same places and acts as the kiosk's, line by line; its exit status."""
    from screens.plain import CHANGED_OVER, Plain

    keep_log(store.path)
    working = Working(store)
    try:
        while True:
            if over := working.change_over():
                print(f"\n{over}")
            status = Plain(_kiosk(working.store), BREAK_ROOM).run()
            if status != CHANGED_OVER:
                return status
    finally:
        working.close()


def run_plain_manage(store: Store, machine: Machine) -> int:
    """The same places and acts as the managers' view, line by line; its exit status."""
    from screens.management import MANAGEMENT
    from screens.plain import Plain

    keep_log(store.path)
    return Plain(_kiosk(store, for_managers=True), MANAGEMENT).run()


def run_plain_own(store: Store, person: Person) -> int:
    """The places of one person, who came in over SSH, line by line; the exit status."""
    from screens.plain import CHANGED_OVER, OTHER_MENU, Plain

    keep_log(store.path)
    working, session = Working(store), _own(store, person)
    try:
        while True:
            kiosk, over = _own_kiosk(working, session)
            if over:
                print(f"\n{over}")
            status = Plain(kiosk, _own_menu(kiosk)).run()
            if status == OTHER_MENU:
                session.to_other_menu()
            elif status != CHANGED_OVER:
                return status
    finally:
        working.close()


def prepare_terminal(store: Path, machine: Machine) -> None:
    """A clean environment for Textual, and a log that only this user reads."""
    for name in [name for name in os.environ if name.startswith("TEXTUAL_")]:
        del os.environ[name]  # they press keys, import modules and write files
    os.environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"  # whose keys the driver would drop
    for name in ("LINES", "COLUMNS"):
        if not os.environ.get(name, "1").isdigit() or len(os.environ.get(name, "")) > 3:
            os.environ.pop(name, None)
    keep_log(store)


def keep_log(store: Path) -> None:
    """Log beside the store, mode 0600."""
    os.umask(0o077)
    logging.basicConfig(
        filename=store.with_suffix(".log"), format="%(asctime)s %(name)s %(message)s"
    )


def _kiosk(store: Store, for_managers: bool = False) -> Kiosk:
    session = Session(store.clock, store.settings.current(), for_managers)
    return Kiosk(store, store.clock, session, store.is_practice)


def _own(store: Store, person: Person) -> Session:
    """The session of somebody who came in over SSH: a manager begins in the managers' view."""
    settings = store.settings.current()
    manages = person.manages(store.clock.working_day())
    session = Session(store.clock, settings, for_managers=manages, is_own=True)
    session.begin(person, settings)
    return session


def _own_kiosk(working: Working, session: Session) -> tuple[Kiosk, str]:
    """What that session is given now, and words for it when practice mode is over."""
    before = working.store
    over = working.change_over(in_earnest=session.for_managers)
    if working.store is not before:
        session.undo = None  # it was done in the other one
    store = working.store
    return Kiosk(store, store.clock, session, store.is_practice), over


def _own_menu(kiosk: Kiosk) -> Menu:
    """The menu of a session over SSH; a clinician's opens on what waits for an answer of theirs."""
    if kiosk.session.for_managers:
        from screens.management import MANAGEMENT

        return MANAGEMENT
    person = kiosk.session.person
    return BREAK_ROOM.on_what_waits() if person and person.level != "anyone" else BREAK_ROOM


def _look(machine: Machine) -> str:
    few_colours = os.environ.get("TERM") in ("linux", "vt100", "vt220") or "NO_COLOR" in os.environ
    return "plain" if machine.look == "auto" and few_colours else machine.look


def _moment() -> float:
    return time.perf_counter()
