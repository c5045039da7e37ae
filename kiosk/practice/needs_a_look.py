"""What needs a manager's look: one queue of what stands out, most pressing first.

Every noun finds its own; here is what all of them have in common, and how the practice weighs each
kind. Nothing of it is stored: an item that is settled is gone by itself.
"""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date, timedelta
from typing import ClassVar, Literal, NamedTuple, get_args

from kiosk.practice import spans
from kiosk.practice.errors import Refusal
from kiosk.practice.knobs import knob
from kiosk.practice.people import Person, PersonId
from kiosk.practice.values import dataclass

Gravity = Literal["now", "soon", "later", "off"]
GRAVITIES: tuple[Gravity, ...] = get_args(Gravity)
OFF: Gravity = "off"
MANAGERS = "managers"
LONGEST_WAIT = timedelta(days=60)
LONGEST_SNOOZE = timedelta(days=92)


class _Watch(NamedTuple):
    gravity: Gravity
    after: timedelta = timedelta()
    told: str = MANAGERS


class Watch(_Watch):
    """How one kind of item is weighed: how grave, after how long, and who is told.

    after: how long it may stand before it shows. told: *managers*, or a role: then the managers
    who have that role, if there are any.
    """

    HOW: ClassVar[str] = "now, soon, later or off; after how long; which managers: soon, 2 d, RN"

    @classmethod
    def read(cls, typed: str) -> "Watch":
        """As it was typed; what is left off is at once, and all managers. Raises ValueError."""
        parts = [part.strip() for part in typed.split(",")]
        gravity = parts[0].casefold()
        if gravity not in GRAVITIES or len(parts) > len(cls._fields):
            raise ValueError("write it as: soon, 2 d, managers")
        after = spans.read(parts[1]) if parts[1:] and parts[1] else timedelta()
        if after > LONGEST_WAIT:
            raise ValueError(f"nothing waits longer than {spans.shown(LONGEST_WAIT)}")
        told = parts[2] if parts[2:] and parts[2] else MANAGERS
        return cls(gravity, after, told)

    def __str__(self) -> str:
        return f"{self.gravity}, {spans.shown(self.after)}, {self.told}"


def _days(count: int) -> timedelta:
    return timedelta(days=count)


@dataclass(frozen=True)
class NeedsALookPolicy:
    """What stands out in this practice: a field for each kind of item, which has its name."""

    corrections: Watch = knob(Watch("soon"), "Times that people say were otherwise")
    missed: Watch = knob(Watch("soon"), "Breaks that were not possible")
    lunches: Watch = knob(Watch("later"), "Short lunches to decide")
    open_ends: Watch = knob(Watch("later", _days(1)), "Days of which nobody noted the end")
    extra_hours: Watch = knob(Watch("later"), "Extra hours to check")
    late: Watch = knob(Watch("now"), "Prior auths: we are late")
    payer_late: Watch = knob(Watch("now"), "Prior auths: the payer is late")
    service_first: Watch = knob(
        Watch("now"), "Prior auths: the service comes before the payer must decide"
    )
    nobody: Watch = knob(Watch("soon", _days(1)), "Prior auths that nobody has")
    untold: Watch = knob(Watch("soon", _days(1)), "Prior auths: an answer came and nobody is told")
    still: Watch = knob(Watch("later"), "Prior auths without a move for a while")
    questions: Watch = knob(Watch("soon", _days(2)), "Prior auths: a question that waits")
    issues: Watch = knob(Watch("soon"), "Problems and ideas: a reply, a trial or a day is due")
    checks: Watch = knob(Watch("now"), "Routine checks that nobody did in time")
    help: Watch = knob(Watch("now"), "Follow-ups: somebody needs help, or it is not theirs")
    forgotten: Watch = knob(Watch("soon", _days(2)), "Follow-ups that are past their day")
    time_off: Watch = knob(Watch("soon"), "Time off to decide")
    swaps: Watch = knob(Watch("soon"), "Swaps of shifts to decide")
    open_shifts: Watch = knob(Watch("soon", _days(1)), "Open shifts that nobody has taken")
    clashes: Watch = knob(Watch("soon"), "Time off on a day that somebody is on the roster")
    uncovered: Watch = knob(Watch("now"), "Out today, and nobody covers")
    plan_steps: Watch = knob(Watch("soon"), "Steps of a plan that were left undone")
    plan_reviews: Watch = knob(
        Watch("soon", _days(1)), "Plans that ran, and nobody has looked back on"
    )
    protected: Watch = knob(
        Watch("later"), "Protected time for prior auths, lost two weeks in a row"
    )
    days: Watch = knob(Watch("later"), "The day that closed last is not reviewed yet")
    training: Watch = knob(Watch("later"), "Jobs to learn, and training to refresh")
    goals: Watch = knob(Watch("soon"), "Goals whose day has come")

    def of(self, kind: str) -> Watch:
        """How a kind of item is weighed."""
        watch: Watch = getattr(self, kind)
        return watch


KINDS = tuple(one.name for one in fields(NeedsALookPolicy))


@dataclass(frozen=True)
class Item:
    """One thing that stands out.

    subject: as the trail calls it. words: in what it stands out. name: what it is called, where
    the words do not say it; short. thing: more of what it is, for a person. since: since when it
    stands out. due: by when something was or is to be done. concerns: whose it is, if anybody's.
    waits_for: who has the next step, where that is not the manager. only: the one manager whom it
    is for; None: all of them.
    """

    kind: str
    subject: str
    words: str
    since: date
    due: date | None = None
    concerns: PersonId | None = None
    waits_for: PersonId | None = None
    only: PersonId | None = None
    thing: str = ""
    name: str = ""

    @property
    def key(self) -> str:
        """What it is put off by: another kind of item about the same thing shows nevertheless."""
        return f"{self.kind} {self.subject}"


@dataclass(frozen=True)
class Snooze:
    """Until when managers do not want to see an item, and who of them said so, and why."""

    until: date
    by: PersonId
    why: str = ""


@dataclass(frozen=True)
class Queued:
    """All that stands out about one thing, the gravest first. snooze: of what is put off."""

    items: tuple[Item, ...]
    gravity: Gravity
    snooze: Snooze | None = None

    @property
    def first(self) -> Item:
        """The gravest."""
        return self.items[0]

    @property
    def words(self) -> str:
        """In one plain sentence, which one it is and what stands out: the end may not fit a row."""
        said, first = "; ".join(one.words for one in self.items), self.first
        return ": ".join(part for part in (first.name, said, first.thing) if part)


def queue(
    found: Iterable[Item],
    policy: NeedsALookPolicy,
    snoozed: Mapping[str, Snooze],
    viewer: Person,
    managers: Iterable[Person],
    today: date,
    put_off: bool = False,
) -> tuple[Queued, ...]:
    """What this manager should look at, most pressing first: gravity, then the day.

    snoozed: by the item's key. managers: all there are today. put_off: what is snoozed instead.
    """
    of_role = {role for one in managers for role in one.roles}
    together: dict[str, list[Item]] = {}
    shown = (one for one in found if _shows(one, policy, viewer, of_role, today))
    for one in sorted(shown, key=lambda one: _weight(one, policy)):
        snooze = snoozed.get(one.key)
        if (snooze is not None and snooze.until > today) == put_off:
            together.setdefault(one.subject, []).append(one)
    return tuple(
        Queued(tuple(items), policy.of(items[0].kind).gravity, snoozed.get(items[0].key))
        for items in together.values()
    )


def _shows(
    one: Item, policy: NeedsALookPolicy, viewer: Person, of_role: set[str], today: date
) -> bool:
    watch = policy.of(one.kind)
    if watch.gravity == OFF or today - one.since < watch.after:
        return False
    if one.only is not None:
        return one.only == viewer.id
    return watch.told not in of_role or watch.told in viewer.roles


def _weight(one: Item, policy: NeedsALookPolicy) -> tuple[int, date, str]:
    return GRAVITIES.index(policy.of(one.kind).gravity), one.due or one.since, one.subject


def check_snooze(one: Queued, until: date, by: Person, today: date) -> None:
    """Raises Refusal for a day on which nothing can come back, and for what is one's own."""
    if by.id in (each.concerns for each in one.items):
        raise Refusal("Nobody puts off what is about themselves. Another manager can.")
    if until < today:
        raise Refusal("That day has passed already. Name today or a later one.")
    if until - today > LONGEST_SNOOZE:
        raise Refusal(f"It comes back within {LONGEST_SNOOZE.days} days. Name a nearer day.")


def to_remind(one: Queued, by: Person) -> PersonId:
    """Who is reminded of it. Raises Refusal when nobody else has the next step."""
    waits_for = next((each.waits_for for each in one.items if each.waits_for), None)
    if waits_for is None:
        raise Refusal("Nobody else has the next step of that one, so nobody can be reminded.")
    if waits_for == by.id:
        raise Refusal("That one waits for you yourself.")
    return waits_for
