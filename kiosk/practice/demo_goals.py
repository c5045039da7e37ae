"""The demo practice's goal."""

from datetime import date, timedelta

from kiosk.practice.goals import Formula, GoalWords

REVIEWED_IN = timedelta(days=5)


def goal(begins: date, today: date) -> GoalWords:
    """Nearly everybody has lunch. begins: the first day of which anything is known."""
    return GoalWords(
        "Lunch for everybody",
        Formula("breaks.lunches_done", "breaks.lunches_due", "week"),
        "at least",
        0.9,
        begins,
        "Tired people make mistakes, and a missed lunch is an hour to look into",
        today + REVIEWED_IN,
    )
