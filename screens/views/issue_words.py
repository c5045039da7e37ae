"""The words of the break room for problems and ideas: who reads them, where they stand, by whom."""

from datetime import date

from kiosk.practice.issue_moves import MOVES, STANDS
from kiosk.practice.issues import Audience, Desk, Issue
from kiosk.practice.people import PersonId
from screens.views.words import day_words
from storage.store import Store

Names = dict[PersonId, str]
A_COLLEAGUE = "a colleague"
OWNER = "the owner"
TAKEN_BACK = ", taken back"
DESKS: dict[Desk, str] = {
    "manager": "a manager",
    "owner": "the owner of the practice",
    "outside hr": "outside HR, through the owner",
}
DEEDS = {
    "issue raised": "raised",
    "proposal written": "proposal",
    "comment written": "comment",
    "issue joined": "another became part of it",
    "text hidden": "a text was hidden",
    **{one.deed: one.deed.removeprefix("issue ") for one in MOVES},
}


def one_line(text: str) -> str:
    """A text as it stands in a row."""
    return " ".join(text.split())


def person(by: PersonId | None, is_withheld: bool, names: Names) -> str:
    """Who did something; a name that is withheld from whoever reads is *a colleague*."""
    if by is None:
        return A_COLLEAGUE if is_withheld else OWNER
    return names[by]


def deed_words(deed: str) -> str:
    """What somebody did, as its history and the news say it."""
    done = deed.removesuffix(TAKEN_BACK)
    words = DEEDS.get(done, done)
    return f"'{words}' was taken back" if deed != done else words


def short(one: Issue, today: date) -> str:
    """Where it stands, in a column."""
    if one.is_back(today):
        return "is back"
    if one.state == "trying":
        return "trial over" if one.is_trial_over(today) else "trying it"
    if one.state == "later" and one.later_on:
        return f"later, {one.later_on:%b %-d}"
    return "needs ideas" if one.needs_ideas else STANDS[one.state]


def standing(one: Issue, names: Names, today: date) -> str:
    """Where it stands, whole."""
    if one.state == "trying" and one.tried_by:
        until = day_words(one.trial_until, today)
        ends = "was to end" if one.is_trial_over(today) else "until"
        return f"trying it: {names[one.tried_by]}, {ends} {until}"
    if one.state == "later":
        day = day_words(one.later_on, today)
        return f"is back since {day}" if one.is_back(today) else f"later, on {day}"
    if one.state == "done" and one.done_by:
        return f"done, by {names[one.done_by]}"
    return f"part of #{one.into} now" if one.into else STANDS[one.state]


def readers(audience: Audience, store: Store) -> str:
    """Exactly who can read what is raised for these."""
    if audience == "everybody":
        return "everybody who works here, also on the board"
    if audience == "manager":
        return f"you, {managers(store)}, whom they name to answer it, and the owner"
    if audience == "owner":
        return "you, and the owner (whoever keeps the records); no manager"
    hr = store.settings.current().outside.hr
    return f"you, and the owner, who hands it to {hr}; no manager"


def name_readers(store: Store) -> str:
    """Exactly who still sees a name that is withheld from colleagues."""
    return f"{managers(store)}, and the owner"


def managers(store: Store) -> str:
    """The managers of today by name."""
    today = store.clock.now().date()
    names = [one.name for one in store.people.everyone(today) if one.is_manager]
    return f"the managers ({', '.join(names)})" if names[1:] else f"the manager ({names[0]})"


def others(one: Issue) -> str:
    """How many more have it: 3 people have this too, you among them."""
    if not one.me_toos:
        return ""
    many = "person has" if one.me_toos == 1 else "people have"
    return f"{one.me_toos} {many} this too" + (", you among them" if one.is_me_too else "")
