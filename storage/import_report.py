"""What an import tells about itself: counts, and what somebody should look at."""

from collections.abc import Iterable
from dataclasses import field
from typing import Literal

from kiosk.practice.files.incoming import Place, Reading
from kiosk.practice.values import dataclass

MOST_FINDINGS = 10_000  # a report that is longer is not read; the rest is only counted


@dataclass(frozen=True)
class Finding:
    """One thing that the office should know about, and where it stands in the input.

    kept: an answer that is remembered, but is not what its request shows.
    """

    place: Place
    outcome: Literal["to check", "kept", "skipped", "refused"]
    reason: str


@dataclass(frozen=True)
class Report:
    """What became of a run. Each thing is new, unchanged, updated, skipped or refused.

    to_check: how many requests and answers of this run somebody must look at. findings: at most
    MOST_FINDINGS. left_off: how many more there were. written: whether anything was saved.
    """

    new: int = 0
    unchanged: int = 0
    updated: int = 0
    to_check: int = 0
    skipped: int = 0
    refused: int = 0
    patient_values_dropped: int = 0
    findings: tuple[Finding, ...] = ()
    left_off: int = 0
    written: bool = False


@dataclass
class Tally:
    """The report while it grows."""

    counts: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    left_off: int = 0

    def copy(self) -> "Tally":
        """Another that begins with the same."""
        return Tally(dict(self.counts), list(self.findings), self.left_off)

    def count(self, what: str) -> None:
        self.counts[what] = self.counts.get(what, 0) + 1

    def find(self, finding: Finding) -> None:
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(finding)
        else:
            self.left_off += 1

    def look(self, place: Place, reasons: Iterable[str]) -> None:
        """Somebody must look, for these reasons; nothing when there are none."""
        if found := list(dict.fromkeys(reasons)):
            self.count("to_check")
            self.find(Finding(place, "to check", "; ".join(found)))

    def take_left(self, reading: Reading) -> None:
        """What the reader left out since; taken from it, so that it stays small."""
        for one in reading.left:
            self.count(one.outcome)
            self.find(Finding(one.place, one.outcome, one.reason))
        reading.left.clear()

    def report(self, dropped: int, written: bool) -> Report:
        found = tuple(self.findings)
        return Report(
            **self.counts,
            patient_values_dropped=dropped,
            findings=found,
            left_off=self.left_off,
            written=written,
        )
