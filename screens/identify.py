"""How whoever stands at the terminal becomes known: name first, then PIN or one-time code."""

from kiosk.practice import people
from kiosk.practice.errors import Busy, OutOfReach, Refusal
from kiosk.practice.people import LONGEST_NAME, Person
from screens.acts import Option, Question
from screens.session import Kiosk
from screens.talk import GaveUp, Talk, answered, insist, told
from storage.store import Store


async def identify(kiosk: Kiosk, talk: Talk) -> Person:
    """Whoever is here; asked, name first, until they are known.

    Raises GaveUp, also when they were gone, or a badge was quicker, before they were known.
    Raises OutOfReach when nobody can be looked up.
    """
    why, session = "", kiosk.session.number
    while kiosk.session.person is None:
        # Not inside the try: what cannot be read would be tried again for ever, without a pause.
        everyone = await insist(lambda: kiosk.store.people.everyone(kiosk.clock.now().date()))
        try:
            person = await _known(everyone, kiosk.store, talk, why)
        except (Refusal, Busy, OutOfReach) as no:
            why = told(no)
        else:
            if kiosk.session.number == session:
                kiosk.session.begin(person, kiosk.settings)
                return person
        if kiosk.session.number != session:
            raise GaveUp
    return kiosk.session.person


async def _known(everyone: tuple[Person, ...], store: Store, talk: Talk, why: str) -> Person:
    def meant(typed: str) -> tuple[Option, ...]:
        return tuple(Option(one.name, _as_listed(one)) for one in people.like(typed, everyone))

    name = Question("name", "Your name", longest=LONGEST_NAME, narrow=meant)
    person = people.named(await answered(name, talk, why), everyone)
    if person.has_pin:
        question = Question("pin", "Your PIN", longest=12, secret=True, digits=True)
        pin = await answered(question, talk, person.name)
        return await insist(lambda: store.identification.with_pin(person, pin))
    return await _first_session(person, store, talk)


def _as_listed(person: Person) -> str:
    return f"{person.name}, {person.role}" if person.role else person.name


async def _first_session(person: Person, store: Store, talk: Talk) -> Person:
    """Somebody who has no PIN yet sets one, with the one-time code that a manager gave them."""
    hello = f"Welcome, {person.name}. A manager gave you a code of 8 letters and digits."
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
