"""Contingency plans for tests: small ones of their own, with everything a plan can have."""

from datetime import timedelta

from kiosk.practice.plans import Decision, Plan, Step, Tell

DECISION = Decision(
    "We go on as planned, on paper.",
    "Only urgent visits; the rest is moved.",
    "We close, and call everybody who is on the schedule.",
)
EHR_DOWN = Plan(
    "EHR down",
    "Nothing that was said or given today may be lost.",
    "Nobody can open a chart for five minutes.",
    DECISION,
    lead=("manager", "RN"),
    backup=("RN", "front desk"),
    steps=(
        Step("now", "front desk", "Get the downtime pack out", timedelta(minutes=15), True),
        Step("now", "RN", "Say who takes vitals on paper", timedelta(minutes=20), True),
        Step("half-day", "front desk", "Write down who came and when"),
        Step("rest of day", "billing", "Collect the paper sheets"),
        Step("tomorrow", "front desk", "Type in what was written"),
    ),
    tells=(
        Tell("Everybody here", "manager", "at a two-minute huddle"),
        Tell("The vendor", "billing", "by phone; write down the ticket"),
    ),
)
SNOW = Plan(
    "Weather",
    "Nobody should risk the road for a visit that can wait.",
    "A travel warning for the county.",
    DECISION,
    lead=("manager",),
    backup=("front desk",),
    steps=(Step("now", "front desk", "Change the words on the phone", timedelta(minutes=30)),),
)
