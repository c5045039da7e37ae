"""All tables at once, for what must look at each of them."""

from storage.tables.base import Row
from storage.tables.breaks import (
    BreakCoverRow,
    BreakDecisionRow,
    BreakReasonRow,
    BreakRulesRow,
    CorrectionRow,
    LunchPlanRow,
    MissedBreakRow,
    PunchRow,
    WaiverRow,
)
from storage.tables.checks import CheckTickRow, RoutineCheckRow
from storage.tables.goals import OwnGoalRow
from storage.tables.imports import ImportItemRow, ImportMapRow, ImportNameRow
from storage.tables.issues import IssueEntryRow, IssueMeTooRow, IssueRow, IssueWordRow
from storage.tables.jobs import JobCoverRow, JobRow, TrainingRow
from storage.tables.notices import FollowUpRow, NoticeRow, SnoozeRow
from storage.tables.people import PersonRoleRow, PersonRow
from storage.tables.plan_runs import (
    PlanRunNoteRow,
    PlanRunReadRow,
    PlanRunRow,
    PlanRunSentenceRow,
    PlanRunStepRow,
)
from storage.tables.plans import PlanRow, PlanVersionRow
from storage.tables.prior_auths import NoteRow, PayerRow, PriorAuthRow, QuestionRow, StepRow
from storage.tables.roster import (
    CalledOutRow,
    DayEventRow,
    OpenShiftRow,
    ProtectedTimeRow,
    RosterChangeRow,
    RosterLineRow,
    RosterWeekRow,
    SwapRow,
    TimeOffRow,
)
from storage.tables.thanks import ThanksRow
from storage.tables.trail import EventRow, SettingRow, TextRow

MODELS: tuple[type[Row], ...] = (
    SettingRow,
    PersonRow,
    PersonRoleRow,
    EventRow,
    TextRow,
    PunchRow,
    CorrectionRow,
    MissedBreakRow,
    WaiverRow,
    LunchPlanRow,
    BreakCoverRow,
    BreakReasonRow,
    BreakDecisionRow,
    BreakRulesRow,
    PayerRow,
    PriorAuthRow,
    NoteRow,
    StepRow,
    NoticeRow,
    FollowUpRow,
    SnoozeRow,
    QuestionRow,
    ImportItemRow,
    ImportNameRow,
    ImportMapRow,
    ThanksRow,
    JobRow,
    TrainingRow,
    RosterLineRow,
    RosterWeekRow,
    RosterChangeRow,
    TimeOffRow,
    CalledOutRow,
    DayEventRow,
    RoutineCheckRow,
    CheckTickRow,
    JobCoverRow,
    SwapRow,
    OpenShiftRow,
    ProtectedTimeRow,
    IssueRow,
    IssueEntryRow,
    IssueMeTooRow,
    IssueWordRow,
    PlanRow,
    PlanVersionRow,
    PlanRunRow,
    PlanRunSentenceRow,
    PlanRunStepRow,
    PlanRunReadRow,
    PlanRunNoteRow,
    PlanRow,
    PlanVersionRow,
    OwnGoalRow,
)
