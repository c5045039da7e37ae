"""Blank forms for a day without the computer, and what a sheet of paper is made of."""

from kiosk.practice.values import dataclass

LINES = 22  # of a blank form: as many as a page has room for
ONCE_FILLED = (
    "Filled in, this sheet is a patient record: it stays in the box, and goes into the chart."
)


@dataclass(frozen=True)
class Table:
    """Columns with their widths, in shares of the page; rows; and how many lines are left blank."""

    heads: tuple[str, ...]
    shares: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    blank: int = 0


@dataclass(frozen=True)
class Sheet:
    """One page or more: a title, labels with their words, a table, and what stands below.

    lines: without words it is a line to write on.
    """

    title: str
    lines: tuple[tuple[str, str], ...] = ()
    table: Table | None = None
    foot: str = ""


def _log(title: str, columns: dict[str, int], foot: str, keep: str = "") -> Sheet:
    """A lined table. columns: each with its width, in shares of the page. keep: what holds."""
    lines = (("Keep", keep),) if keep else ()
    table = Table(tuple(columns), tuple(columns.values()), blank=LINES)
    return Sheet(title, lines, table, foot)


OF_VISIT = (
    *("Name", "Date of birth", "Date, time", "Seen by", "Reason"),
    *("ALLERGIES", "", "Medicines", "", "", "Vitals", "", "History", "", "", "Exam", "", ""),
    *("Assessment", "", "", "Orders", "", "", "Prescriptions", "", "Vaccines, lot", "Next visit"),
    *("Entered by, at", "Checked by, at"),
)
BLANK = (
    _log(
        "Sign-in sheet",
        {"came at": 2, "name": 6, "sees whom": 4, "appointment at": 3, "roomed at": 2},
        ONCE_FILLED,
    ),
    _log(
        "Phone messages",
        {
            "at": 1,
            "who calls, and number": 4,
            "what it is about": 6,
            "for whom": 2,
            "done by, at": 2,
        },
        f"Chest pain, trouble breathing, signs of a stroke: 911 first. {ONCE_FILLED}",
    ),
    Sheet(
        "Visit on paper",
        tuple((label, "") for label in OF_VISIT),
        foot=f"Ask allergies and medicines aloud, each time. {ONCE_FILLED}",
    ),
    _log(
        "Calls about prior auths",
        {
            "at": 1,
            "reference": 2,
            "payer, whom you spoke to": 4,
            "call reference": 3,
            "what they said": 5,
            "by": 1,
        },
        "Write our reference, never the patient's name. Enter it at the kiosk when it is back.",
    ),
    _log(
        "Vaccine fridge and freezer",
        {
            "date": 2,
            "at": 1,
            "unit": 2,
            "now": 1,
            "lowest": 2,
            "highest": 2,
            "by": 1,
            "what was done": 4,
        },
        "Out of range: start the plan Vaccine fridge alarm, use none, throw none away.",
        "fridge 36 to 46 F (2 to 8 C), freezer -58 to 5 F (-50 to -15 C)",
    ),
)
