"""How a badge is asked for."""

from kiosk.practice.people import LONGEST_BADGE, check_badge
from screens.acts import Question


def scan(words: str, name: str = "badge") -> Question:
    """The question that a badge answers; it may be typed as well, and is never shown."""
    return Question(name, words, longest=LONGEST_BADGE, secret=True, scans=True, fits=check_badge)
