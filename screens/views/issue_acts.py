"""What anybody adds to a problem or an idea of whomever: a proposal, a comment."""

from dataclasses import replace

from kiosk.practice.issues import LONGEST_TEXT, IssueRef
from screens.acts import ABOUT, Action, Done, Given, Question
from screens.views.issue_new import PROPOSAL, WITHHELD, name_shown
from storage.issues import Written

COMMENT = Question("comment", "Your comment. Facts, not blame", longest=LONGEST_TEXT, guarded=True)


def _asks(given: Given, text: Question) -> tuple[Question, ...]:
    """The text; and of what everybody may read, whether under one's name."""
    ref = IssueRef(given.answers[ABOUT])
    one = given.store.issues.get(ref, given.store.issues.viewer(given.who))
    shown = replace(text, words=f"{one.name}: {text.words}")
    if text.name not in given.answers or one.audience != "everybody":
        return (shown,)
    return (shown, name_shown(given.store))


def _write(given: Given, sort: Written) -> Done:
    is_withheld = given.answers.get("name") == WITHHELD
    ref, words = IssueRef(given.answers[ABOUT]), given.answers[sort]
    one = given.store.issues.write_on(ref, sort, words, given.who, is_withheld)
    thanks = "Thank you for the idea" if sort == "proposal" else "Noted"
    return Done(f"{thanks}: it stands with {one.name}.")


PROPOSE = Action(
    "p",
    "Propose",
    lambda given: _write(given, "proposal"),
    lambda given: _asks(given, PROPOSAL),
    about="For which one?",
    keeps_draft=True,
)
SAY = Action(
    "c",
    "Comment",
    lambda given: _write(given, "comment"),
    lambda given: _asks(given, COMMENT),
    about="On which one?",
    keeps_draft=True,
)
ACTIONS = (PROPOSE, SAY)
