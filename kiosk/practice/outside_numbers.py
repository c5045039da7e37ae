"""Whom people call about what does not belong into this program."""

from kiosk.practice.knobs import knob
from kiosk.practice.values import dataclass

LONGEST = 80  # characters: a name and a number


@dataclass(frozen=True)
class OutsideNumbers:
    """The practice's own: who it is, and the number. Empty where the practice names nobody."""

    harassment: str = knob("", "Harassment: whom to call", 0, LONGEST)
    injury: str = knob("", "Injury or needlestick: whom to call", 0, LONGEST)
    privacy: str = knob("", "A privacy incident: whom to call", 0, LONGEST)
    patient_harm: str = knob("", "Harm to a patient: whom to call", 0, LONGEST)
    hr: str = knob("", "Outside HR, for what is not the manager's", 0, LONGEST)
