"""What people typed, and what stays of it once a manager has destroyed it for good."""

from datetime import date
from typing import Literal

from kiosk.practice.values import dataclass

Reason = Literal["patient data", "harassment", "other"]
REASONS: dict[Reason, str] = {
    "patient data": "It tells something about a patient",
    "harassment": "It harasses somebody",
    "other": "It was typed by mistake, or for another reason",
}


@dataclass(frozen=True)
class TypedText:
    """One text. number: of its own. event: with which it was typed. about: what that was about.

    words: as typed; once destroyed, the marker.
    """

    number: int
    event: int
    about: str
    words: str
    is_destroyed: bool


def marker(by: str | None, on: date, reason: str) -> str:
    """What stands where a text was: who destroyed it, when, and for which kind of reason.

    by: a name; None: the owner of the store.
    """
    why = f": {reason}" if reason else ""
    return f"(destroyed by {by or 'the owner'} on {on:%b %-d, %Y}{why})"
