"""For managers: destroying a text for good that should never have been typed."""

from collections.abc import Callable
from typing import cast

from kiosk.practice.errors import Refusal
from kiosk.practice.people import require_manager, require_works_here
from kiosk.practice.typed_texts import REASONS, Reason, TypedText
from screens.acts import Action, Done, Given, Option, Question
from screens.views.trail_words import typed_words

SHOWN = 60  # signs of a text, when it is asked which one
WHY = tuple(Option(reason, words) for reason, words in REASONS.items())
KEEP = (Option("keep", "Keep it"), Option("destroy", "Destroy it for good"))
SURE = (
    "Destroy this for good?\n\n{}\n\nNobody can bring it back. A line stays that says who destroyed"
    " it, when and why. Backups made before still hold it until they are thrown away."
)


def require_manages(given: Given) -> None:
    """Raises NotAllowed unless whoever acts may manage, as the store has it now."""
    person = given.store.people.get(given.who.id)
    require_works_here(person, given.store.clock.working_day())
    require_manager(person)


def destroying(typed: Callable[[Given], tuple[TypedText, ...]], about: str) -> Action:
    """The action that destroys one of the texts of a thing.

    typed: what was typed there. about: "Which one?", of the place's things.
    """

    def asks(given: Given) -> tuple[Question, ...]:
        require_manages(given)
        texts = typed(given)
        if not texts:
            raise Refusal("Nothing was typed there.")
        which = tuple(Option(str(one.number), _short(one, given)) for one in texts)
        asked: tuple[Question, ...] = (Question("text", "Which text?", which),)
        if "text" in given.answers:
            asked = (*asked, Question("why", "Why is it destroyed?", WHY))
        if "why" in given.answers:
            words = next(one.words for one in which if one.id == given.answers["text"])
            asked = (*asked, Question("sure", SURE.format(words), KEEP))
        return asked

    return Action("z", "Destroy a text", _destroy, asks, about=about)


def _short(one: TypedText, given: Given) -> str:
    words = " ".join(typed_words(one, given.store, given.who).split())
    return words if len(words) <= SHOWN else f"{words[: SHOWN - 1]}…"


def _destroy(given: Given) -> Done:
    if given.answers["sure"] != "destroy":
        return Done("Nothing was destroyed.")
    why = cast(Reason, given.answers["why"])
    given.store.texts.destroy(int(given.answers["text"]), why, given.who)
    return Done("Destroyed for good. Backups made before still hold it until they are thrown away.")
