"""The questions of the first run, without Textual: by dialogs or line by line."""

from collections.abc import Collection
from functools import partial
from typing import Literal

from kiosk.practice.employment import as_name, new_name
from kiosk.practice.errors import Busy, OutOfReach, Refusal
from kiosk.practice.people import LONGEST_NAME
from kiosk.practice.settings import Settings, changed
from screens.acts import Option, Question
from screens.identify import new_pin
from screens.session import Kiosk
from screens.talk import GaveUp, Talk, answered, insist, show_once, told
from storage.people import NewPerson

Outcome = Literal["demo", "set up"]
DEMO: Outcome = "demo"
WELCOME = Question(
    "welcome",
    "Welcome to Breakroom Kiosk. What would you like to do?",
    (
        Option("set up", "Set up this practice"),
        Option("demo", "Look around in a demo practice"),
    ),
)
ZONES = ("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles")
OTHER_ZONE = "another"
ANOTHER = (Option("yes", "Add one more"), Option("no", "That is all for now"))


async def set_up(kiosk: Kiosk, talk: Talk) -> Outcome | None:
    """Ask what is wanted, and do it; None when somebody went back, so that it is asked again.

    Nobody is sent away meanwhile: whoever fetches the list of people would begin anew.
    """
    kiosk.session.waits = True
    try:
        if await answered(WELCOME, talk) == DEMO:
            return DEMO
        await _practice(kiosk, talk)
        return "set up"
    except GaveUp:
        return None
    except (Refusal, Busy, OutOfReach) as no:
        talk.say(told(no), well=False)
        return None
    finally:
        kiosk.session.waits = False


async def _practice(kiosk: Kiosk, talk: Talk) -> None:
    """All questions first; then all is stored, so that giving up leaves nothing half done."""
    asked = Question("practice", "The practice's name", longest=40, fits=partial(_set, "practice"))
    name = await answered(asked, talk)
    zone = await _zone(talk)
    manager = await _name("Your name, as the first manager", (), talk)
    pin = await new_pin(talk, kiosk.settings.people)
    people = await _people(manager, kiosk, talk)
    store = kiosk.store

    def keep() -> list[tuple[str, str]]:
        with store.together():
            store.settings.set("practice", name)
            store.settings.set("zone", zone)
            made, code = store.people.add(NewPerson(manager, ("manager",), is_manager=True))
            store.identification.set_pin(made, code, pin)
            added = store.people.add_all(people, None) if people else []
        return [(one.name, its_code) for one, its_code in added]

    codes = await insist(keep)
    for at in range(0, len(codes), 8):
        lines = "\n".join(f"{code}   {who}" for who, code in codes[at : at + 8])
        words = f"Write these one-time codes down, one for each person:\n\n{lines}\n"
        await show_once(words, talk, lambda: True)


def _set(key: str, typed: str) -> Settings:
    return changed(Settings(), key, typed)


async def _zone(talk: Talk) -> str:
    options = (*(Option(one, one) for one in ZONES), Option(OTHER_ZONE, "Another"))
    zone = await answered(Question("zone", "The practice's time zone", options), talk)
    if zone != OTHER_ZONE:
        return zone
    words = "Its name, such as America/Phoenix"
    return await answered(Question("zone", words, longest=40, fits=partial(_set, "zone")), talk)


async def _name(words: str, taken: Collection[str], talk: Talk) -> str:
    """A name that nobody of these has. What fits is known now, for all is stored at the end."""
    question = Question("name", words, longest=LONGEST_NAME, fits=partial(new_name, taken=taken))
    return as_name(await answered(question, talk))


async def _people(manager: str, kiosk: Kiosk, talk: Talk) -> list[NewPerson]:
    roles = tuple(Option(one, one) for one in kiosk.settings.roles)
    found: list[NewPerson] = []
    why = "Who works here? More people can be added later, also from a file."
    while await answered(Question("more", "People", ANOTHER), talk, why) == "yes":
        name = await _name("Name, as shown", (manager, *(one.name for one in found)), talk)
        role = await answered(Question("role", f"Role of {name}", roles), talk)
        found.append(NewPerson(name, (role,)))
        why = f"{len(found)} so far."
    return found
