"""What was done, in the words of the break room: the trail itself holds ids and codes only."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from kiosk.practice import follow_ups, issue_moves, prior_auth_moves
from kiosk.practice.errors import Refusal
from kiosk.practice.issues import called
from kiosk.practice.kept_plans import PLAN
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
NUMBERED = (  # and so do these, of which the deed says what it is
    *("time off", "event", "thanks", "follow-up", "missed", "correction", "swap", "open shift"),
    *("break rules", "lunch plan", "protected time", "plan run"),
)
STATES: Mapping[str, Mapping[str, str]] = {  # by the first word of what they are states of
    "prior": {str(key): words for key, words in prior_auth_moves.STANDS.items()},
    "issue": {str(key): words for key, words in issue_moves.STANDS.items()},
    "follow-up": {str(key): words for key, words in follow_ups.STANDS.items()},
}
ISO_DAY = re.compile(r"\b[12]\d{3}-[01]\d-[0-3]\d\b")


@dataclass(frozen=True)
class Names:
    """What ids stand for. texts: what each destroyed text was about, by its number.

    year: in which it is told, so that days of another are told with theirs.
    """

    people: Mapping[int, str]
    settings: Mapping[str, str]
    texts: Mapping[int, str]
    jobs: Mapping[int, str]
    checks: Mapping[int, str]
    year: int
    plans: Mapping[str, str]

    def person(self, by: PersonId | None) -> str:
        """Who did it; the owner acts with no id, and so does a try of nobody known."""
        return self.people.get(by, f"person {by}") if by else "-"


def names_for(deeds: Iterable[Deed], store: Store) -> Names:
    """The names that these events need."""
    deeds = tuple(deeds)
    has_plan = any(_which(one.about, PLAN) for one in deeds)
    numbers = [int(of) for one in deeds if (of := _which(one.about, "text")).isdigit()]
    return Names(
        {int(one.id): one.name for one in store.people.everyone()},
        {one.key: one.words for one in listed(store.settings.current())},
        {one.number: one.about for one in store.texts.listed(numbers)} if numbers else {},
        {int(one.id): one.name for one in store.jobs.matrix().jobs},
        {int(one.id): one.words.what for one in store.checks.on_list()},
        store.clock.now().year,
        {one.key: one.name for one in store.plans.own()} if has_plan else {},
    )


def words(one: Deed, names: Names) -> str:
    """What was done about what: prior auth taken: K7-F2M."""
    is_told = _is_own(one) or one.about.rpartition(" ")[0] in NUMBERED
    about = "" if is_told else about_words(one.about, names)
    detail = detail_words(one.detail, names, one.about.partition(" ")[0])
    rest = ", ".join(part for part in (about, detail) if part)
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
    if check := _which(about, "check"):
        number, _, day = check.partition(" ")
        name = names.checks.get(_number(number), f"check {number}")
        return ", ".join(part for part in (name, _with_days(day, names)) if part)
    if extra := _which(about, "extra"):
        person, _, of_day = extra.partition(" ")
        name = names.people.get(_number(person), person)
        return f"{name}, {_with_days(of_day.partition(' ')[0], names)}"
    if job := _which(about, "job"):
        return names.jobs.get(_number(job), about)
    if plan := _which(about, PLAN):
        return names.plans.get(plan, about)
    if issue := _which(about, "issue"):
        return called(issue)
    return _which(about, "prior auth") or _with_days(about, names)


def detail_words(detail: str, names: Names, sort: str = "") -> str:
    """What else the event says, where that tells a person anything.

    sort: the first word of what it is about, by which its states are known.
    """
    old, is_move, new = detail.partition(" > ")
    if is_move:
        was, now = (STATES.get(sort, {}).get(one, one) for one in (old, new))
        return f"from '{was}' to '{now}'" if was != now else ""
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
    return _with_days(detail, names)


def _with_days(words: str, names: Names) -> str:
    """The same with its days as people say them: Fri Mar 6."""

    def told(found: re.Match[str]) -> str:
        try:
            day = date.fromisoformat(found[0])
        except ValueError:  # it only looks like one
            return found[0]
        return f"{day:%a %b %-d}" if day.year == names.year else f"{day:%b %-d, %Y}"

    return ISO_DAY.sub(told, words)


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
