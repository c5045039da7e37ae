"""The arithmetic of a figure, and the table that the figures make."""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

HEAD = ("figure", "measured", "ratio", "to reach", "met?")


@dataclass(frozen=True)
class Row:
    """One line of the table. ratio and limit are None where there is none to speak of."""

    figure: str
    measured: str
    ratio: float | None = None
    to_reach: str = "-"
    met: bool | None = None


def over(figure: str, measured: str, ratio: float, limit: float) -> Row:
    """A row for a ratio that may be as high as the limit."""
    return Row(figure, measured, ratio, f"≤ {limit:g}", ratio <= limit)


def share(figure: str, measured: str, ratio: float, least: float) -> Row:
    """A row for a ratio that must not be below a least one."""
    return Row(figure, measured, ratio, f"≥ {least:g}", ratio >= least)


def within(figure: str, measured: str, value: float, limit: float, unit: str) -> Row:
    """A row for a value that has a limit of its own, in this unit."""
    return Row(figure, measured, None, f"≤ {limit:g} {unit}", value <= limit)


def percentile(values: Sequence[float], part: int) -> float:
    """The value below which this many per cent of the values lie, between neighbours in proportion.

    part: 1 to 99. One value alone is every percentile of itself.
    """
    if len(values) == 1:
        return values[0]
    return statistics.quantiles(values, n=100, method="inclusive")[part - 1]


def pair_ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """The median of ours over theirs, pair by pair, as they were measured in turn.

    A machine that is slow for a while is slow for both of a pair. Raises ValueError when the two
    are not pairs.
    """
    return statistics.median(one / other for one, other in zip(ours, theirs, strict=True))


def spread(values: Sequence[float], unit: str, times: float = 1.0) -> str:
    """The median and the 95th percentile in words; times: what turns the values into the unit."""
    half, most = statistics.median(values) * times, percentile(values, 95) * times
    return f"p50 {half:.3g} {unit}, p95 {most:.3g} {unit}"


def markdown(rows: Iterable[Row]) -> str:
    """The rows as one Markdown table."""
    lines = [HEAD, ("---",) * len(HEAD), *(_cells(row) for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _cells(row: Row) -> tuple[str, ...]:
    met: dict[bool | None, Literal["yes", "no", "-"]] = {True: "yes", False: "no", None: "-"}
    ratio = "-" if row.ratio is None else f"{row.ratio:.2f}"
    return (row.figure, row.measured, ratio, row.to_reach, met[row.met])
