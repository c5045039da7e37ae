"""The first run: set up this practice, or look around in a demo practice."""

from textual import work

from screens.app import KioskApp
from screens.base import KioskScreen
from screens.setup import DEMO, set_up


class FirstRunApp(KioskApp):
    """The kiosk of a store without a practice in it: it asks what to do, and ends with that."""

    def on_mount(self) -> None:
        """Ask at once. Textual calls KioskApp's own besides."""
        self.call_after_refresh(self.ask_what)

    @work
    async def ask_what(self) -> None:
        """Ask until there is a practice, or somebody wants the demo."""
        screen = self.screen
        while isinstance(screen, KioskScreen):
            outcome = await set_up(self.kiosk, screen)
            if outcome is not None:
                self.exit(DEMO if outcome == DEMO else "again")
                return
