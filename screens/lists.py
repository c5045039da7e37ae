"""What the places that are lists have in common: rows, and the one that is opened."""

from abc import abstractmethod
from collections.abc import Iterator
from typing import TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option as Row

from screens.acts import Listed
from screens.base import KioskScreen
from screens.labels import labelled

L = TypeVar("L", bound=Listed)


class ListScreen(KioskScreen[L]):
    """Enter opens the highlighted one; once it is open, it does the likeliest act.

    likeliest: the key of that act. label: how wide the labels of the opened one are.
    """

    likeliest = ""
    label = 18
    _abouts: tuple[str | None, ...] = ()  # what each row is about; several may be about the same

    @abstractmethod
    def rows(self, view: L, width: int) -> Iterator[tuple[str | None, str]]:
        """Each row with what it is about; a heading is about nothing."""

    def body(self) -> ComposeResult:
        yield Static(id="headline", markup=False)
        yield OptionList(id="list", markup=False)
        with VerticalScroll(id="opened", can_focus=True):
            yield Static(id="fields", markup=False)

    def show(self, view: L) -> None:
        is_open = bool(view.opened)
        self.query_one("#opened").display = is_open
        listing = self.query_one(OptionList)
        listing.display = not is_open
        self.query_one("#headline", Static).update(Content(view.headline()))
        if is_open:
            words = labelled(view.opened, self.label, self.size.width)
            self.query_one("#fields", Static).update(Content(words))
            self.query_one("#opened").focus()
        else:
            self._list(listing, list(self.rows(view, self.size.width)))

    def _list(self, listing: OptionList, rows: list[tuple[str | None, str]]) -> None:
        """Draw them; the highlight stays with what it was on, or near where that was."""
        chosen, at = self.chosen(), listing.highlighted or 0
        listing.set_options(Row(words, disabled=about is None) for about, words in rows)
        self._abouts = tuple(about for about, _ in rows)
        places = [place for place, (about, _) in enumerate(rows) if about is not None]
        same = [place for place in places if rows[place][0] == chosen]
        near = [place for place in places if place >= at] or places[-1:]
        listing.highlighted = next(iter(same or near), None)
        listing.focus()

    def chosen(self) -> str | None:
        if self.view is not None and self.view.ref:
            return self.view.ref
        at = self.query_one(OptionList).highlighted
        return None if at is None else self._abouts[at]

    def on_option_list_option_selected(self) -> None:
        """Enter, or a click, on a row."""
        self.choose()  # Textual calls this handler of every class, and so none overrides it

    def choose(self) -> None:
        """What Enter does on a row."""
        self.action_turn("v")

    def key_enter(self, event: events.Key) -> None:
        """Enter on the one that is open."""
        if self.view is not None and self.view.ref:
            event.stop()  # or the app takes it for the next key, which closes what is said now
            self.act_on(self.view.ref)

    def act_on(self, ref: str) -> None:
        """What Enter does on the one that is open."""
        if self.likeliest:
            self.action_perform(self.likeliest)
