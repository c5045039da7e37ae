"""What is new for whoever is here: what others did about something of theirs since they came last.

Every place tells on its own page what is of its sort; my page tells all of it.
"""

from collections.abc import Callable

from kiosk.practice.errors import Refusal
from kiosk.practice.issues import IssueRef, called
from kiosk.practice.people import Person, PersonId
from kiosk.practice.plan_runs import RUN, Run
from kiosk.practice.plan_terms import RunId
from screens.acts import Action, Done, Given
from screens.session import Kiosk
from screens.views import issue_words, prior_auth_words, shift_words
from storage.notices import REMINDED, Notice
from storage.store import Store

MOST = 4  # on a page of other things; the next come when these are read
Deeds = Callable[[str], str]
OF_PLANS = {
    "plan given out": "started",
    "plan step handed on": "a step handed to you",
    "plan lead changed": "lead changed",
    "plan ended": "back to normal, said",
}
DEEDS: dict[str, Deeds] = {  # how each sort of thing says what was done about it
    "prior auth": prior_auth_words.deed_words,
    "follow-up": lambda deed: deed.removeprefix("follow-up "),
    "time off": lambda deed: deed.removeprefix("time off "),
    "swap": lambda deed: deed.removeprefix("swap "),
    "open shift": lambda deed: deed.removeprefix("open shift "),
    "issue": issue_words.deed_words,
    "plan run": lambda deed: OF_PLANS.get(deed, deed),
}
CALLED: dict[str, Callable[[str, Store], str]] = {  # and what it is, where not as in the trail
    "prior auth": lambda ref, store: ref,
    "swap": lambda ref, store: shift_words.swap_words(store.swaps.get(int(ref)), store),
    "open shift": lambda ref, store: shift_words.open_words(store.open_shifts.get(int(ref)), store),
    "issue": lambda ref, store: called(IssueRef(ref)),
    "plan run": lambda ref, store: f"plan {store.plan_runs.get(RunId(int(ref))).name}:",
}


def lines(kiosk: Kiosk, names: dict[PersonId, str], sort: str = "") -> tuple[str, ...]:
    """What whoever is here has not read yet, the oldest first. sort: only what is about these."""
    who = kiosk.session.person
    found = kiosk.store.notices.of(who, sort) if who else ()
    return tuple(_words(one, names, kiosk) for one in (found[:MOST] if sort else found))


def _words(one: Notice, names: dict[PersonId, str], kiosk: Kiosk) -> str:
    """K7-F2M handed over by Dana: a reason."""
    sort, _, ref = one.about.rpartition(" ")
    by = names[one.by] if one.by else "the owner"
    if sort == "thanks":
        return f"{by} thanked you: {one.words}"
    typed = f": {one.words}" if one.words else ""
    thing = (
        CALLED[sort](ref, kiosk.store) if sort in CALLED else _follow_up(one, kiosk) or one.about
    )
    if one.deed == REMINDED:
        return f"{by} reminds you of {thing}{typed}"
    deed = DEEDS[sort](one.deed) if sort in DEEDS else one.deed
    return f"{thing} {deed} by {by}{typed}{_what_to_do(one, kiosk)}"


def _what_to_do(one: Notice, kiosk: Kiosk) -> str:
    """What it asks of whoever reads it, where that is in another place."""
    who, store = kiosk.session.person, kiosk.store
    number = int(ref) if (ref := one.about.rpartition(" ")[2]).isdigit() else 0
    if who and one.about.startswith(f"{RUN} "):
        return _steps_of(store.plan_runs.get(RunId(number)), who)
    if one.deed == "swap asked" and store.swaps.get(number).state == "asked":
        return ". Your word: Today, key w"
    if one.deed == "open shift asked" and store.open_shifts.get(number).state == "open":
        return ". Could you? Today, key w: the first yes has it"
    if who is None or one.deed != "time off approved":
        return ""
    count = store.prior_auths.listed("mine", kiosk.clock.now().date(), who).total
    return f". You hold {count} prior auths: Prior auths, key b, before you go" if count else ""


def _steps_of(run: Run, who: Person) -> str:
    """How many steps of a plan are somebody's, and whether they lead it."""
    mine = [one for one in run.of(who.id) if one.is_open]
    leads = "You lead it. " if who.id == run.lead and not run.is_over else ""
    steps = "1 step" if len(mine) == 1 else f"{len(mine)} steps"
    return f". {leads}You have {steps} of it: Today, key 4" if mine or leads else ""


def _follow_up(one: Notice, kiosk: Kiosk) -> str:
    """What was asked, where the notice is about a follow-up that is still theirs to see."""
    who, (sort, _, number) = kiosk.session.person, one.about.rpartition(" ")
    if sort != "follow-up" or who is None or one.deed == "follow-up asked":
        return ""  # of one that was just asked it stands in what was typed
    try:
        what = kiosk.store.follow_ups.get(int(number), who).what
    except Refusal:
        return ""
    return f"'{what}'" if what else ""


def read_news(sort: str = "") -> Action:
    """The act of having read what is new, of one sort or all of it."""

    def read(given: Given) -> Done:
        found = given.store.notices.of(given.who, sort)
        shown = found[:MOST] if sort else found
        if shown:
            given.store.notices.have_read(given.who, shown[-1].number, sort)
        return Done("Read.")

    return Action("s", "I have read what is new", read)
