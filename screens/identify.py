"""How whoever stands at the terminal becomes known: name first, then PIN or one-time code."""

from collections.abc import Awaitable, Callable

from kiosk.practice import people
from kiosk.practice.errors import Busy, OutOfReach, Refusal
from kiosk.practice.people import LONGEST_NAME, Person
from screens.acts import Option, Question
from screens.session import Kiosk
from screens.talk import GaveUp, Talk, answered, insist, told
from storage.store import Store

Everyone = tuple[Person, ...]


async def identify(kiosk: Kiosk, talk: Talk) -> Person:
    """Whoever is here; asked, name first, until they are known.

    Raises GaveUp, also when they were gone, or a badge was quicker, before they were known.
    Raises OutOfReach when nobody can be looked up.
    """

    async def known(everyone: Everyone, why: str) -> Person:
        person = await _named(everyone, talk, why)
        if kiosk.session.for_managers:
            people.require_manager(person)
        return await _proven(person, kiosk.store, talk, person.name)

    if kiosk.session.person is not None:
        return kiosk.session.person
    person = await _asked(kiosk, talk, "", known)
    kiosk.session.begin(person, kiosk.settings)
    return person


async def manager_beside(kiosk: Kiosk, talk: Talk, here: Person) -> Person:
    """A manager who stands beside whoever is here, and types name and PIN too.

    The session stays whose it is. If that began with a badge, its PIN is asked first: with a
    badge that was found nobody shall get another. Raises GaveUp and OutOfReach as identify does.
    """

    async def own(everyone: Everyone, why: str) -> Person:
        return await _proven(here, kiosk.store, talk, why)

    async def beside(everyone: Everyone, why: str) -> Person:
        managers = tuple(one for one in everyone if one.is_manager and one.id != here.id)
        manager = await _named(managers, talk, why, "The manager's name")
        return await _proven(manager, kiosk.store, talk, manager.name)

    if kiosk.session.by_badge:
        await _asked(kiosk, talk, "Your PIN too: a badge alone is not enough for this.", own)
    return await _asked(kiosk, talk, "Now the manager who is with you.", beside)


async def _asked(
    kiosk: Kiosk, talk: Talk, why: str, find: Callable[[Everyone, str], Awaitable[Person]]
) -> Person:
    """Ask again, and say why, until it is known who it is. Raises GaveUp and OutOfReach."""
    session = kiosk.session.number
    while True:
        # Not inside the try: what cannot be read would be tried again for ever, without a pause.
        everyone = await insist(lambda: kiosk.store.people.everyone(kiosk.clock.working_day()))
        found = None
        try:
            found = await find(everyone, why)
        except (Refusal, Busy, OutOfReach) as no:
            why = told(no)
        if kiosk.session.number != session:
            raise GaveUp
        if found:
            return found


async def _named(everyone: Everyone, talk: Talk, why: str, words: str = "Your name") -> Person:
    """Whose name was typed."""

    def meant(typed: str) -> tuple[Option, ...]:
        return tuple(Option(one.name, _as_listed(one)) for one in people.like(typed, everyone))

    name = Question("name", words, longest=LONGEST_NAME, narrow=meant)
    return people.named(await answered(name, talk, why), everyone)


def _as_listed(person: Person) -> str:
    return f"{person.name}, {person.role}" if person.role else person.name


async def _proven(person: Person, store: Store, talk: Talk, why: str) -> Person:
    """The same person, once it is known that it is they. Raises Refusal."""
    if person.has_pin:
        question = Question("pin", "Your PIN", longest=12, secret=True, digits=True)
        pin = await answered(question, talk, why)
        return await insist(lambda: store.identification.with_pin(person, pin))
    return await _first_session(person, store, talk)


async def _first_session(person: Person, store: Store, talk: Talk) -> Person:
    """Somebody who has no PIN yet sets one, with the one-time code that a manager gave them."""
    hello = f"Welcome, {person.name}. A manager gave you a code of 8 letters and digits."
    if store.is_practice:
        hello += " The PIN that you set now is for practice; the code stays good for a real one."
    code = await answered(Question("code", "Your one-time code", longest=12), talk, hello)
    await insist(lambda: store.identification.with_code(person, code))
    pin = await new_pin(talk, store.settings.current().people)
    return await insist(lambda: store.identification.set_pin(person, code, pin))


async def new_pin(talk: Talk, policy: people.PeoplePolicy) -> str:
    """A PIN that somebody chose, twice the same. Raises GaveUp."""
    why = f"Choose a PIN of at least {policy.shortest_pin} digits. Only you will know it."
    while True:
        first = Question("new_pin", "Your new PIN", longest=12, secret=True, digits=True)
        again = Question("again", "The same PIN again", longest=12, secret=True, digits=True)
        pin = await answered(first, talk, why)
        try:
            people.check_pin(pin, policy)
        except Refusal as no:
            why = str(no)
            continue
        if await answered(again, talk) == pin:
            return pin
        why = "Those were two different PINs. Choose again."
