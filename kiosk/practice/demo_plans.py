"""The contingency plans that the demo practice has made its own. All of it is invented."""

from kiosk.practice.plans import Step

COPIED = ("provider-out", "ehr-down", "fridge-alarm")
CHANGED = "ehr-down"
ADDED = Step(
    "half-day", "front desk", "Print tomorrow's schedule as soon as anything works, for each desk"
)
