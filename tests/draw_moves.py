"""Draws the tables of moves and of plans into the docs: `python -m tests.draw_moves`."""

from pathlib import Path

from kiosk.practice import issue_moves
from kiosk.practice.plan_files import READY_MADE, ready_made
from kiosk.practice.prior_auth_moves import MOVES, STANDS, STAYS
from kiosk.practice.prior_auth_moving import NEEDS
from kiosk.practice.prior_auth_terms import State

PAGE = Path(__file__).parent.parent / "docs" / "prior-auths.md"
ISSUES_PAGE = PAGE.with_name("problems-and-ideas.md")
PLANS_PAGE = PAGE.with_name("plans.md")
BEGIN, END = "<!-- drawn by tests/draw_moves.py -->\n", "<!-- until here -->\n"
WHERE_IT_WAS_ASKED = "where it was asked"


def drawn() -> str:
    """A picture of the states, and under it the whole table."""
    return "\n".join(["```mermaid", *_picture(), "```", "", *_table(), ""])


def _picture() -> list[str]:
    """The roads that a request usually takes; the table has all of them."""
    lines = ["stateDiagram-v2", f"    [*] --> {_id('to do')}"]
    lines += [f"    {_id(state)}: {words}" for state, words in STANDS.items()]
    lines += [f"    {_id(state)} --> to_do" for state in ("clinical", "prescriber")]
    for one in MOVES:
        if one.act not in ("cancel", "reopen") and one.to not in (None, STAYS):
            usual = one.origin if len(one.origin) < 5 else one.origin[:1]
            lines += [f"    {_id(old)} --> {_id(one.to)}" for old in usual if old != one.to]
    return [*dict.fromkeys(lines), "    closed --> [*]", "    cancelled --> [*]"]


def _id(state: State) -> str:
    return state.replace(" ", "_")


def _table() -> list[str]:
    head = ["| from | what is done or told | to | whose it is | asked for | may be told |"]
    lines = [*head, "|---|---|---|---|---|---|"]
    for one in MOVES:
        origin = ", ".join(STANDS[state] for state in one.origin)
        to = "the same" if one.to == STAYS else STANDS[one.to] if one.to else WHERE_IT_WAS_ASKED
        facts = (", ".join(names).replace("_", " ") for names in (one.asks, one.may_tell))
        cells = [origin, f"**{one.words}**", to, NEEDS[one.by], *facts]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def drawn_of_issues() -> str:
    """The table of what becomes of problems and ideas."""
    head = ["| from | what becomes of it | to | asked for | may be told | a reply? |"]
    lines = [*head, "|---|---|---|---|---|---|"]
    for one in issue_moves.MOVES:
        origin = ", ".join(issue_moves.STANDS[state] for state in one.origin)
        to = "the same" if one.to == issue_moves.STAYS else issue_moves.STANDS[one.to]
        facts = (", ".join(names).replace("_", " ") for names in (one.asks, one.may_tell))
        cells = [origin, f"**{one.words}**", to, *facts, "yes" if one.is_reply else "no"]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join([*lines, ""])


def drawn_of_plans() -> str:
    """The plans that come with the program, with what they are modelled on."""
    lines = ["| plan | when | steps | modelled on |", "|---|---|---|---|"]
    for key in READY_MADE:
        one = ready_made(key)
        cells = (f"**{one.name}**", one.trigger, str(len(one.steps)), one.source)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join([*lines, ""])


def with_drawing(page: str, drawing: str) -> str:
    """The page with the drawing as the table is now."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return before + BEGIN + drawing + END + after


EVERY = ((PAGE, drawn()), (ISSUES_PAGE, drawn_of_issues()), (PLANS_PAGE, drawn_of_plans()))

if __name__ == "__main__":
    for path, drawing in EVERY:
        path.write_text(with_drawing(path.read_text("utf-8"), drawing), "utf-8")
