"""Problems and ideas: what waits, what is tried, what came of it; raise one, add to one."""

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from kiosk.practice import issues
from kiosk.practice.errors import NotAllowed
from kiosk.practice.issues import NOBODY, Issue, IssueRef, Viewer
from kiosk.practice.values import dataclass
from screens.acts import ListedWithNews, Look, Option, Turn, to_filter, to_open, to_search
from screens.session import Kiosk
from screens.views import issue_figures, issue_opened, news
from screens.views.issue_acts import ACTIONS as ADDING
from screens.views.issue_answers import ACTIONS as ANSWERING
from screens.views.issue_new import ME_TOO, NEW
from screens.views.issue_words import one_line, others, short
from storage.issue_queries import Filter

SORT = "issue"  # as the trail calls them
READ = news.read_news(SORT)
FIGURES = "figures"  # opened in the place of one
FILTERS: dict[Filter, str] = {
    "open": "Open",
    "needs ideas": "Needs ideas",
    "trying": "Trying it",
    "mine": "Mine",
    "done": "Done",
    "later": "Later",
    "not doing": "Not doing",
    "public": "All that everybody can read",
    "to answer": "For me to answer",
    "not for all": "Not for everybody",
}


@dataclass(frozen=True)
class Line:
    """One row of the list. mark: where it stands."""

    ref: str
    name: str
    what: str
    area: str
    more: str  # how many more have it
    mark: str

    def __str__(self) -> str:
        return ", ".join(part for part in (self.what, self.area, self.mark, self.more) if part)


@dataclass(frozen=True)
class IssuesView(ListedWithNews):
    """The list by one filter, one that is opened, or the figures."""

    filter: Filter
    typed: str
    lines: tuple[Line, ...]
    total: int
    opened: tuple[tuple[str, str], ...] = ()
    ref: str = ""
    news: tuple[str, ...] = ()
    offered: tuple[Option, ...] | None = None

    def title(self) -> str:
        return self.lines[0].name

    def which(self) -> str:
        found = f", with '{self.typed}'" if self.typed else ""
        shown = f"{len(self.lines)} of " if self.total > len(self.lines) else ""
        return f"{FILTERS[self.filter]}{found}: {shown}{self.total or 'none'}"

    def said(self) -> Iterator[tuple[str, str]]:
        for line in self.lines:
            yield line.name, str(line)

    def things(self) -> tuple[Option, ...]:
        return tuple(Option(one.ref, f"{one.name}, {one}") for one in self.lines)

    def offers(self) -> tuple[Option, ...] | None:
        return self.offered


def load(kiosk: Kiosk, look: Look) -> IssuesView:
    """The list as somebody looks at it, and the one that they opened."""
    by = cast(Filter, look.filter or "open")
    register, viewer = kiosk.store.issues, kiosk.store.issues.viewer(kiosk.session.person)
    names = {one.id: one.name for one in kiosk.store.people.everyone()}
    new = news.lines(kiosk, names, SORT)
    if look.opened and look.opened != FIGURES:
        one = register.get(IssueRef(look.opened), viewer)
        opened = tuple(issue_opened.lines(one, kiosk, viewer, names))
        offered = _offered(viewer, bool(new), one)
        row = _line(one, kiosk)
        return IssuesView(by, look.typed, (row,), 1, opened, one.ref, new, offered)
    found = register.listed(by, viewer, look.typed)
    lines = tuple(_line(one, kiosk) for one in found.issues)
    view = IssuesView(by, look.typed, lines, found.total, news=new)
    if look.opened == FIGURES:
        return replace(view, opened=tuple(issue_figures.lines(kiosk.store, viewer)))
    return replace(view, offered=_offered(viewer, bool(new)))


def _line(one: Issue, kiosk: Kiosk) -> Line:
    area, mark = one.area, short(one, kiosk.clock.now().date())
    return Line(one.ref, one.name, one_line(one.what), area, others(one), mark)


def _offered(viewer: Viewer, has_news: bool, one: Issue | None = None) -> tuple[Option, ...]:
    """The acts that make sense: here, for whoever is known, and while something is new."""
    left_out = set() if has_news else {READ.key}
    if viewer != NOBODY and not viewer.is_manager:
        left_out.add("h")
    if one is not None and (one.is_mine or one.is_me_too or not one.is_open):
        left_out.add(ME_TOO.key)
    if viewer != NOBODY and not (_may_answer(one, viewer) if one else viewer.is_manager):
        left_out.add("w")  # whom a manager named opens it first
    return tuple(Option(act.key, act.words) for act in ACTIONS if act.key not in left_out)


def _may_answer(one: Issue, viewer: Viewer) -> bool:
    try:
        issues.require_may_answer(one, viewer)
    except NotAllowed:
        return False
    return True


def _search(look: Look, typed: str) -> Look:
    return Look(filter="public" if typed else "open", typed=typed)


ACTIONS = (NEW, ME_TOO, *ADDING, *ANSWERING, READ)
TURNS = (
    to_open("Which one?"),
    to_filter("Which ones?", FILTERS.items(), keeps_search=True),
    to_search(_search, "A number, or words of it", longest=40),
)
SHOW_FIGURES = Turn("g", "Figures", lambda look, answers: replace(look, opened=FIGURES))
