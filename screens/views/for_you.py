"""The line that tells whoever is here, on any screen, that something is there for them to read.

Apart from what it is, which my page tells: this must not keep the first frame waiting.
"""

from screens.session import Kiosk


def line(kiosk: Kiosk) -> str:
    """How much there is, and where; empty when nothing is, or nobody is here."""
    who = kiosk.session.person
    if who is None:
        return ""
    unread = kiosk.store.notices.unread(who)
    where = "Needs a look" if kiosk.session.for_managers else "My page"
    return f"NEW FOR YOU: {unread} to read, in {where}" if unread else ""
