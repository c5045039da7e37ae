"""What was done, in the words of the break room: the trail itself holds ids and codes only."""

from collections.abc import Iterable, Mapping

from kiosk.practice.errors import Refusal
from kiosk.practice.issues import called
from kiosk.practice.people import Person, PersonId
from kiosk.practice.prior_auth_steps import EVERY
from kiosk.practice.settings import listed
from kiosk.practice.trail import Deed, shows_words
from kiosk.practice.typed_texts import TypedText
from kiosk.practice.values import dataclass
from storage.store import Store

NOT_SHOWN = "(typed for others to read)"
IN_FULL = {"key accepted": "SSH key accepted"}  # deeds of which the trail says too little
INNER = ("punch", "waiver", "lunch plan")  # numbers of rows: they tell a person nothing


@dataclass(frozen=True)
class Names:
    """What ids stand for. texts: what each destroyed text was about, by its number."""

    people: Mapping[int, str]
    settings: Mapping[str, str]
    texts: Mapping[int, str]
    jobs: Mapping[int, str]

    def person(self, by: PersonId | None) -> str:
        """Who did it; the owner acts with no id, and so does a try of nobody known."""
        return self.people.get(by, f"person {by}") if by else "-"


def names_for(deeds: Iterable[Deed], store: Store) -> Names:
    """The names that these events need."""
    numbers = [int(of) for one in deeds if (of := _which(one.about, "text")).isdigit()]
    return Names(
        {int(one.id): one.name for one in store.people.everyone()},
        {one.key: one.words for one in listed(store.settings.current())},
        {one.number: one.about for one in store.texts.listed(numbers)} if numbers else {},
        {int(one.id): one.name for one in store.jobs.matrix().jobs},
    )


def words(one: Deed, names: Names) -> str:
    """What was done about what: prior auth taken: K7-F2M."""
    about = about_words(one.about, names) if not _is_own(one) else ""
    rest = ", ".join(part for part in (about, detail_words(one.detail, names)) if part)
    doubt = " (clock in doubt)" if one.in_doubt else ""
    deed = IN_FULL.get(one.deed, one.deed)
    return (f"{deed}: {rest}" if rest else deed) + doubt


def about_words(about: str, names: Names) -> str:
    """A thing, by its name."""
    if person := _which(about, "person"):
        return names.people.get(_number(person), about)
    if key := _which(about, "setting"):
        return names.settings.get(key, key)
    if text := _which(about, "text"):
        of = names.texts.get(_number(text), "")
        return f"a text about {about_words(of, names)}" if of else about
    if job := _which(about, "job"):
        return names.jobs.get(_number(job), about)
    if issue := _which(about, "issue"):
        return called(issue)
    return _which(about, "prior auth") or about


def detail_words(detail: str, names: Names) -> str:
    """What else the event says, where that tells a person anything."""
    old, is_move, new = detail.partition(" > ")
    if is_move:
        return f"from {old} to {new}" if old != new else ""
    if detail.startswith("> ") or any(_which(detail, sort) for sort in INNER):
        return ""
    if step := _which(detail, "step"):
        return EVERY[step].words if step in EVERY else step
    if person := _which(detail, "to"):
        return f"to {names.people.get(_number(person), person)}"
    if person := _which(detail, "person"):
        one, _, other = person.partition(" with ")
        known = names.people.get(_number(one), detail)
        return f"{known} with {names.people.get(_number(other), other)}" if other else known
    return detail


def typed_words(text: TypedText, store: Store, viewer: Person | None) -> str:
    """What was typed, for a manager: what is for others to read is only said to be there.

    viewer: the manager; None: the store's owner, who reads what all managers may.
    """
    may_read = text.is_destroyed or shows_words(text.about) or _is_theirs(text, store, viewer)
    return text.words if may_read else NOT_SHOWN


def _is_theirs(text: TypedText, store: Store, viewer: Person | None) -> bool:
    """Whether it is this manager's to read, of what is not for every manager."""
    try:
        if number := _number(_which(text.about, "thanks")):
            one = store.thanks.get(number)
            return one.is_shown or (viewer is not None and viewer.id in (one.to, one.by))
        number = _number(_which(text.about, "follow-up"))
        return bool(number and viewer and store.follow_ups.get(number, viewer))
    except Refusal:
        return False


def _is_own(one: Deed) -> bool:
    return one.by is not None and one.about == f"person {one.by}"


def _which(words: str, sort: str) -> str:
    """Which one it is of a sort: of *person 3* the 3; empty for another sort."""
    start = f"{sort} "
    return words[len(start) :] if words.startswith(start) else ""


def _number(digits: str) -> int:
    return int(digits) if digits.isascii() and digits.isdigit() else 0
