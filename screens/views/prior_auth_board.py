"""What the home board says of prior auths: counts, and nobody's."""

from collections.abc import Iterator

from kiosk.practice.values import dataclass
from screens.acts import Brief, View
from screens.session import Kiosk
from storage.prior_auth_counts import Counts


@dataclass(frozen=True)
class Glance(View):
    """What the board says: counts only."""

    counts: Counts

    def aloud(self) -> Iterator[tuple[str, str]]:
        one = self.counts
        yield "Prior auths", f"{one.to_do} to do, nobody has {one.nobody}, with payer {one.payer}"
        yield "Needed", f"prescriber {one.prescriber}, clinical staff {one.clinical}"
        yield "Due", f"{one.due} today, we are late with {one.late}"
        yield "Payer is late", f"with {one.payer_late}"
        yield "Answer came", f"tell scheduling or patient: {one.tell}"
        yield "Ending soon", f"{one.ending}; check by hand {one.check}"
        if one.left:
            yield "Owner left", f"{one.left}, which nobody has"


def load_brief(kiosk: Kiosk) -> Brief:
    """The same for managers, in a line: what nobody sees to, and who is late."""
    one = kiosk.store.prior_auths.counts(kiosk.clock.now().date())
    left = f"; owner left {one.left}" if one.left else ""
    words = f"nobody has {one.nobody}; we are late {one.late}, payer is late {one.payer_late}{left}"
    return Brief("Prior auths", words)


def load(kiosk: Kiosk) -> Glance:
    """The counts of today."""
    return Glance(kiosk.store.prior_auth_counts.counts(kiosk.clock.now().date()))
