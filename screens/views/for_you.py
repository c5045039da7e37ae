"""The line that tells whoever is here, on any screen, that something is there for them to read.

Apart from what it is, which my page tells: this must not keep the first frame waiting.
"""

from screens.session import Kiosk


def line(kiosk: Kiosk, here: str = "") -> str:
    """How much there is, and where; empty when nothing is, or nobody is here.

    here: the title of the place that is open, which tells its own itself.
    """
    who = kiosk.session.person
    if who is None:
        return ""
    unread, today = kiosk.store.notices.unread(who), kiosk.clock.now().date()
    due = sum(one.due <= today for one in kiosk.store.follow_ups.asked_of(who))
    of_managers = kiosk.session.for_managers
    asked = "1 follow-up is due" if due == 1 else f"{due} follow-ups are due"
    told = (
        (unread, f"{unread} to read", "Needs a look" if of_managers else "My page"),
        (due, asked, "Follow-ups" if of_managers else "My page"),
    )
    parts = [f"{words}, in {where}" for count, words, where in told if count and where != here]
    return f"NEW FOR YOU: {'; '.join(parts)}" if parts else ""
