"""The questions of the first run, without Textual: by dialogs or line by line."""

from typing import Literal

from kiosk.practice.errors import Busy, OutOfReach, Refusal
from kiosk.practice.people import LONGEST_NAME
from screens.acts import Option, Question
from screens.identify import new_pin
from screens.session import Kiosk
from screens.talk import GaveUp, Talk, answered, insist, told
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
    """Ask what is wanted, and do it; None when somebody went back, so that it is asked again."""
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


async def _practice(kiosk: Kiosk, talk: Talk) -> None:
    """All questions first; then all is stored, so that giving up leaves nothing half done."""
    name = await answered(Question("practice", "The practice's name", longest=40), talk)
    zone = await _zone(talk)
    manager = await answered(
        Question("manager", "Your name, as the first manager", longest=LONGEST_NAME), talk
    )
    pin = await new_pin(talk, kiosk.settings.people)
    people = await _people(kiosk, talk)
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
        await talk.ask(Question("codes", words, (Option("ok", "Written down"),)))


async def _zone(talk: Talk) -> str:
    options = (*(Option(one, one) for one in ZONES), Option(OTHER_ZONE, "Another"))
    zone = await answered(Question("zone", "The practice's time zone", options), talk)
    if zone != OTHER_ZONE:
        return zone
    return await answered(Question("zone", "Its name, such as America/Phoenix", longest=40), talk)


async def _people(kiosk: Kiosk, talk: Talk) -> list[NewPerson]:
    roles = tuple(Option(one, one) for one in kiosk.settings.roles)
    found: list[NewPerson] = []
    why = "Who works here? More people can be added later, also from a file."
    while await answered(Question("more", "People", ANOTHER), talk, why) == "yes":
        name = await answered(Question("name", "Name, as shown", longest=LONGEST_NAME), talk)
        role = await answered(Question("role", f"Role of {name}", roles), talk)
        found.append(NewPerson(name, (role,)))
        why = f"{len(found)} so far."
    return found
