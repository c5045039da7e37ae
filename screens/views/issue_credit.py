"""The lines of the board about problems and ideas, with whose they are."""

from datetime import date

from kiosk.practice.issues import Issue
from kiosk.practice.people import short_names
from screens.session import Kiosk
from screens.views.issue_words import A_COLLEAGUE, Names, one_line, others
from screens.views.words import day_words
from storage.issues import OnBoard

ROOM = 63  # cells that a line of the board has beside its label, at 80 columns
FEWEST = 16  # of them for what it is about


def lines(found: OnBoard, kiosk: Kiosk) -> tuple[str, str, str]:
    """What needs ideas, what is tried and what is done; empty where there is none."""
    names, today = short_names(kiosk.store.people.everyone()), kiosk.clock.now().date()
    needs, trying, done = found.needs_ideas, found.trying, found.done
    return (
        _begun(needs, needs.what, f" ({others(needs)})" if needs.me_toos else "") if needs else "",
        _begun(
            trying,
            trying.what,
            f", {_whose(trying, names)}, {_ends(trying, today)}",
        )
        if trying
        else "",
        _begun(done, done.outcome, f". {_credit(done, names)}") if done else "",
    )


def _begun(one: Issue, words: str, rest: str) -> str:
    """The beginning of the words, with what is said of them."""
    line = one_line(words)
    room = max(ROOM - len(one.name) - 1 - len(rest), FEWEST)
    said = line.rstrip(".") if len(line) <= room else f"{line[: room - 1].rstrip()}…"
    return f"{one.name} {said}{rest}"


def _whose(one: Issue, names: Names) -> str:
    if one.proposal is None:
        return f"{names[one.tried_by]} tries it" if one.tried_by else ""
    return f"{names[one.proposed_by]}'s idea" if one.proposed_by else "a colleague's idea"


def _ends(one: Issue, today: date) -> str:
    if one.is_trial_over(today):
        return "did it work?"
    return f"until {day_words(one.trial_until, today)}"


def _credit(one: Issue, names: Names) -> str:
    """Raised by Sam, solved by Ken; who proposed it, where that is somebody else."""
    raised = names[one.raised_by] if one.raised_by else A_COLLEAGUE
    said = [f"Raised by {raised}"]
    if one.proposed_by and one.proposed_by != one.raised_by:
        said.append(f"idea {names[one.proposed_by]}")
    if one.done_by:
        said.append(f"solved by {names[one.done_by]}")
    return ", ".join(said)
