"""All that is measured of a day: noun by noun, now or again later."""

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import Any

from peewee import Query, fn

from kiosk.practice import plan_figures
from kiosk.practice.day_closing import Mentioned
from kiosk.practice.figures import (
    BREAKS,
    CHECKS,
    FOLLOW_UPS,
    ISSUES,
    NOUNS,
    PLANS,
    PRIOR_AUTHS,
    THANKS,
    Key,
    Value,
    WorkingDay,
    is_standing,
    with_nothing,
)
from kiosk.practice.follow_ups import OPEN
from kiosk.practice.issues import NOBODY
from kiosk.practice.plan_runs import Run
from storage import issue_queries
from storage.break_figures import BreakFigures
from storage.checks import CheckRegister
from storage.database import Database
from storage.plan_run_reading import PlanRunReading
from storage.prepared import Prepared
from storage.prior_auth_figures import PriorAuthFigures
from storage.tables.issues import IssueRow
from storage.tables.notices import FollowUpRow
from storage.thanks import ThanksRegister
from storage.trail_days import AT_ONCE, Done, TrailDays

OF_TRAIL = (PRIOR_AUTHS, ISSUES, FOLLOW_UPS)
RAISED, DONE, _ISSUE = "issue raised", "issue done", "issue "
PUBLIC = IssueRow.number.is_null(False)
Measure = Callable[[WorkingDay, Sequence[Done]], dict[Key, Value]]


class DayFigures:
    """Reads alone, or inside an act. A drill of a plan is none of its runs."""

    def __init__(
        self,
        database: Database,
        breaks: BreakFigures,
        prior_auths: PriorAuthFigures,
        trail: TrailDays,
        checks: CheckRegister,
        thanks: ThanksRegister,
        plan_runs: PlanRunReading,
    ) -> None:
        self._database, self._breaks, self._prior_auths = database, breaks, prior_auths
        self._trail, self._checks, self._thanks = trail, checks, thanks
        self._plan_runs = plan_runs
        self._measures: dict[str, Measure] = {
            BREAKS: self._of_breaks,
            PRIOR_AUTHS: self._of_prior_auths,
            ISSUES: self._of_issues,
            PLANS: self._of_plans,
            CHECKS: self._of_checks,
            THANKS: self._of_thanks,
            FOLLOW_UPS: self._of_follow_ups,
        }

    def of(self, day: WorkingDay, nouns: Collection[str] = NOUNS) -> dict[Key, Value]:
        """What was done on a day, as it counts by now; how things stand is not among it."""
        found: dict[Key, Value] = {}
        with self._database.read():
            done = self._trail.of(day) if any(one in OF_TRAIL for one in nouns) else ()
            for noun in nouns:
                found |= self._measures[noun](day, done)
        return {key: value for key, value in found.items() if not is_standing(key)}

    def with_standing(self, day: WorkingDay) -> dict[Key, Value]:
        """All of it, with how things stand now."""
        with self._database.read():
            waiting = _open_follow_ups.rows()
            return {
                **self.of(day),
                **self._prior_auths.standing(day),
                ("issues.overdue",): _overdue.row(day.day).late,
                ("issues.needs_ideas",): self._needing_ideas(day.day),
                ("follow_ups.open",): len(waiting),
                ("follow_ups.overdue",): sum(one.due < day.day for one in waiting),
                ("plans.running",): sum(not one.is_over for one in self._runs(day)),
            }

    def mentioned(self, day: WorkingDay) -> Mentioned:
        """What else the day's lines speak of."""
        with self._database.read():
            idea = issue_queries.needs_ideas.row()
            given = [one for one in self._thanks.since(day.day) if one.day == day.day]
            thanks = next((one.number for one in given if one.is_shown), None)
            first = self._prior_auths.first_after(day)
            return Mentioned(idea.number if idea else None, thanks, first)

    def _of_prior_auths(self, day: WorkingDay, done: Sequence[Done]) -> dict[Key, Value]:
        return self._prior_auths.of(done, day)

    def _of_breaks(self, day: WorkingDay, done: Sequence[Done]) -> dict[Key, Value]:
        return self._breaks.of(day)

    def _of_issues(self, day: WorkingDay, done: Sequence[Done]) -> dict[Key, Value]:
        """Of those that everybody may read; the others must not show in a number either."""
        mine = [one for one in done if one.about.startswith(_ISSUE)]
        known = self._public({one.about.removeprefix(_ISSUE) for one in mine})
        mine = [one for one in mine if one.about.removeprefix(_ISSUE) in known]
        replied = [
            (self._database.local(row.replied_at), row.reply_by)
            for row in known.values()
            if row.replied_at
        ]
        of_day = [(at, by) for at, by in replied if day.begins <= at < day.ends]
        in_time = sum(at.date() <= by for at, by in of_day)
        return _named(
            ISSUES,
            new=sum(one.deed == RAISED for one in mine),
            answered_in_time=in_time,
            answered_late=len(of_day) - in_time,
            done=sum(one.deed == DONE for one in mine),
        )

    def _of_plans(self, day: WorkingDay, done: Sequence[Done]) -> dict[Key, Value]:
        return plan_figures.counted(self._runs(day), day)

    def _runs(self, day: WorkingDay) -> list[Run]:
        return [one for one in self._plan_runs.of_day(day.day) if not one.is_drill]

    def _of_checks(self, day: WorkingDay, done: Sequence[Done]) -> dict[Key, Value]:
        due = self._checks.on(day.day)
        looked = sum(one.tick is not None and one.tick.outcome != "not done" for one in due)
        noted = sum(one.tick is not None and one.tick.outcome == "not done" for one in due)
        late = sum(one.is_late(day.moment) for one in due)
        return _named(CHECKS, done=looked, missed=late + noted)

    def _of_thanks(self, day: WorkingDay, done: Sequence[Done]) -> dict[Key, Value]:
        given = self._thanks.since(day.day)
        return _named(THANKS, given=sum(one.day == day.day for one in given))

    def _of_follow_ups(self, day: WorkingDay, done: Sequence[Done]) -> dict[Key, Value]:
        deeds = [one.deed for one in done if one.about.startswith("follow-up ")]
        return _named(
            FOLLOW_UPS, asked=deeds.count("follow-up asked"), done=deeds.count("follow-up done")
        )

    def _needing_ideas(self, day: date) -> int:
        return int(issue_queries.let_through("needs ideas", NOBODY, day).count())

    def _public(self, refs: Collection[str]) -> dict[str, Any]:
        """Of these problems and ideas those that everybody may read, by reference."""
        wanted, found = sorted(refs), dict[str, Any]()
        for at in range(0, len(wanted), AT_ONCE):
            rows = IssueRow.select(IssueRow.ref, IssueRow.reply_by, IssueRow.replied_at)
            some = rows.where(IssueRow.ref.in_(wanted[at : at + AT_ONCE]), PUBLIC)
            found |= {row.ref: row for row in some.namedtuples()}
        return found


def _named(noun: str, **sums: int) -> dict[Key, Value]:
    return {**with_nothing(noun), **{(f"{noun}.{name}",): value for name, value in sums.items()}}


@Prepared
def _overdue(day: date) -> Query:
    row = IssueRow
    late = row.is_open & row.replied_at.is_null() & (row.reply_by < day)
    return row.select(fn.COUNT(row.id).alias("late")).where(late, PUBLIC)


@Prepared
def _open_follow_ups() -> Query:
    return FollowUpRow.select(FollowUpRow.due).where(FollowUpRow.state.in_(OPEN))
