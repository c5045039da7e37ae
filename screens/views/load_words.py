"""Load and breaks by role, in words, with what could be done."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from kiosk.practice import absences, role_loads
from kiosk.practice.people import Person, PersonId
from kiosk.practice.role_loads import WEEKDAYS, Group, GroupLoad
from kiosk.practice.trends import ONE_DAY, Day, Period
from kiosk.practice.values import dataclass
from screens.views.absence_words import team
from screens.views.trend_words import begun
from screens.views.words import clock_words
from storage.store import Store

TOO_FEW = "too few to show"
NOON, ONE = time(12), time(13)  # when lunch is covered, or is not
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class GroupWords:
    """A group: its row, and its lines once it is opened."""

    name: str
    words: str
    lines: tuple[tuple[str, str], ...]


def groups(store: Store, days: Sequence[Day], times: Sequence[Period]) -> tuple[GroupWords, ...]:
    """Every group that can be shown, and those of too few people by name alone."""
    today = store.days.today()
    here = [one for one in store.people.everyone(today) if one.breaks_tracked]
    who: dict[str, set[PersonId]] = {}
    for person in here:
        for role in person.roles:
            who.setdefault(role, set()).add(person.id)
    shown, too_few = role_loads.groups(who)
    found = [_of_group(one, here, store, days, times) for one in shown]
    return (*found, *(GroupWords(role, TOO_FEW, ((role, TOO_FEW),)) for role in too_few))


def _of_group(
    group: Group,
    people: Sequence[Person],
    store: Store,
    days: Sequence[Day],
    times: Sequence[Period],
) -> GroupWords:
    name = f"{group.words} ({group.people})"
    weeks = [found for one in times if (found := role_loads.load(group, days, one))]
    whole = role_loads.load(group, days, Period(times[0].first, times[-1].last, "week"))
    if whole is None:
        return GroupWords(name, "nothing measured yet", ((name, "nothing measured yet"),))
    mine = [one for one in people if set(one.roles) & set(group.roles)]
    lines = [("All weeks", numbers(whole))]
    lines += [("What could be done", words) for words in advice(whole, mine, store)]
    lines += [(begun(one.period.label), numbers(one)) for one in reversed(weeks)]
    over = [one for one in weeks if one.period.last < store.days.today()]
    return GroupWords(name, numbers((over or weeks)[-1]), tuple(lines))


def numbers(one: GroupLoad) -> str:
    """A week in one line."""
    said = [f"lunches missed {one.lunches_missed} of {one.lunches_due}"]
    said.append(f"short breaks {one.rests_taken}, due {one.rests_due}")
    if one.without_break:
        plural = "day" if one.without_break == 1 else "days"
        said.append(f"{one.without_break} {plural} without a break")
    return f"{', '.join(said)}, {one.hours / HOUR:.0f} h worked"


def advice(one: GroupLoad, people: Sequence[Person], store: Store) -> Iterator[str]:
    """What could be done about lunches that were missed; nothing where none was."""
    if not one.lunches_missed:
        return
    weekday = one.worst_weekday
    if weekday is not None:
        missed, on = one.missed_on[weekday], WEEKDAYS[weekday]
        covers = _cover(people, _next(weekday, store.days.today()), store)
        yield f"{missed} of {one.lunches_missed} lunches were missed on {on}{covers}"
    matrix = store.jobs.matrix()
    ids = {person.id for person in people}
    for job in matrix.jobs:
        trained = matrix.trained[job.id]
        if len(trained) == 1 and set(trained) <= ids:
            yield f"Only one is trained for {job.name}: train a second person (Jobs, 9)"
    yield "Let them plan their lunch in the morning: Break, p; the board says who covers"


def _next(weekday: int, today: date) -> date:
    return today + ((weekday - today.weekday()) % 7 or 7) * ONE_DAY


def _cover(people: Sequence[Person], day: date, store: Store) -> str:
    """Whether more than one of them is on the roster over noon."""
    known = team(store, day, day, with_hours=False)
    if not known.roster.is_kept:
        return ""
    begins, ends = (datetime.combine(day, at, store.clock.zone) for at in (NOON, ONE))
    ids = {person.id for person in people}
    there = {
        shift.person
        for each in absences.days_of(known, day)
        for shift in each.expected
        if shift.person in ids and shift.overlaps(begins, ends)
    }
    if len(there) > 1:
        return ""
    return f": nobody covers {clock_words(begins)} to {clock_words(ends)}"
