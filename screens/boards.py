"""What the home boards have in common."""

from typing import TypeVar

from textual import events

from screens.acts import Option, View
from screens.base import AGAIN, KioskScreen
from screens.menu import OTHER_KEY

V = TypeVar("V", bound=View)


class BoardScreen(KioskScreen[V]):
    """A letter begins somebody's name. after_name: the place that opens then, if any."""

    after_name = ""

    def other_menu(self) -> tuple[Option, ...]:
        """The key to the other menu, for whom there are two."""
        title = self.kiosk.session.other_menu
        return (Option(OTHER_KEY, f"{OTHER_KEY} {title}"),) if title else ()

    def opens_anew(self, is_outdated: bool, person: str | None) -> bool:
        """Whether the app ends, to open with other places.

        Whoever is here is not sent away; in a session of their own they stay known.
        """
        if not is_outdated or (person and not self.kiosk.session.is_own):
            return False
        self.app.exit(AGAIN)
        return True

    def on_key(self, event: events.Key) -> None:
        """A letter begins somebody's name."""
        if event.character and event.character.isalpha() and not self.kiosk.session.person:
            event.stop()
            self.typed_ahead += event.character
            if len(self.typed_ahead) == 1:
                self.action_identify(self.after_name)
