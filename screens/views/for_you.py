"""The line that tells whoever is here, on any screen, that something is there for them to read.

Apart from what it is, which my page tells: this must not keep the first frame waiting.
"""

from screens.session import Kiosk


def line(kiosk: Kiosk) -> str:
    """How much there is, and where; empty when nothing is, or nobody is here."""
    who = kiosk.session.person
    if who is None:
        return ""
    unread, today = kiosk.store.notices.unread(who), kiosk.clock.now().date()
    due = sum(one.due <= today for one in kiosk.store.follow_ups.asked_of(who))
    of_managers = kiosk.session.for_managers
    parts = [f"{unread} to read, in {'Needs a look' if of_managers else 'My page'}"] * bool(unread)
    asked = "1 follow-up is due" if due == 1 else f"{due} follow-ups are due"
    parts += [f"{asked}, in {'Follow-ups' if of_managers else 'My page'}"] * bool(due)
    return f"NEW FOR YOU: {'; '.join(parts)}" if parts else ""
