"""What people were telling when their session ended: in memory only, for them, for a day."""

from datetime import timedelta

from kiosk.practice.people import PersonId
from kiosk.practice.values import dataclass

LASTS = timedelta(days=1)


@dataclass(frozen=True)
class Draft:
    """What was told so far. begun: what stood in the field of the question that was open."""

    answers: dict[str, str]
    question: str
    begun: str
    at: timedelta  # on the clock that only grows


class Drafts:
    """One for each person, act and thing; whoever it belongs to takes it, and then it is gone.

    act: by its words, with what it is about.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[PersonId, str], Draft] = {}

    def keep(self, person: PersonId, act: str, draft: Draft) -> None:
        """Keep one, in the place of an older one, unless there is nothing in it."""
        if draft.answers or draft.begun:
            self._kept[person, act] = draft

    def take(self, person: PersonId, act: str, now: timedelta) -> Draft | None:
        """The one of this person, if there is one that is not too old."""
        self._kept = {key: one for key, one in self._kept.items() if now - one.at < LASTS}
        return self._kept.pop((person, act), None)
