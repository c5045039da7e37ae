"""Whether the trail is as the program wrote it: one pass over it, in little memory."""

import hmac
from collections.abc import Iterable

from kiosk.practice.trail import Finding, Seal
from storage.key import Key
from storage.trail import DESTROYED, NEW_KEY, as_bytes, digest, seal, together
from storage.trail_runs import Row, Run, explained

MOST = 100  # findings that are told; of a trail that was signed with another key each is one
Text = tuple[int, int, str | None, str | None, str]  # id, event, salt, words, digest


class TrailCheck:
    """Gets every event in the order of its number, and every text in the order of its event.

    seals: what was kept elsewhere of events as they were.
    """

    def __init__(self, key: Key, seals: Iterable[Seal] = ()) -> None:
        self._key = key
        self._seals = {one.number: one.mac for one in seals}
        self._before, self.number = "", 0
        self._run: Run | None = None
        self._of_events: list[Finding] = []
        self._of_texts: list[Finding] = []
        self._of_seals: list[Finding] = []
        self._more = 0
        self._gone: dict[int, int] = {}  # texts whose words are gone, and no event tells of it yet
        self.destroyed: set[int] = set()  # texts of which an event tells so, but that had words

    def event(self, row: Row, texts: list[Text]) -> None:
        """The next event, and what was typed with it."""
        number, mac, said = row[0], row[-1], row[:-1]
        if number < 1:
            words = f"Event {number} was inserted: the first is 1."
            self._tell(self._of_events, Finding("inserted", words, number, number))
            return
        if row[4] == NEW_KEY and self._same(mac, seal(self._key, "", said)):
            self._begin_anew(number)
        elif number == self.number + 1 and self._same(mac, seal(self._key, self._before, said)):
            self._close(is_end=False)
        else:
            if number != self.number + 1:
                self._close(is_end=False)  # what is missing stands at the beginning of a run
            self._run = self._run or Run(self._before, self.number)
            self._run.add(row)
        self._before, self.number = mac, number
        if number in self._seals and self._seals.pop(number) != mac:
            words = (
                f"Event {number} is not the one that was sealed: an old copy was put back, or the"
                " trail was written anew."
            )
            self._tell(self._of_seals, Finding("replaced", words, number, number))
        self._texts(row, texts)

    def loose(self, texts: Iterable[Text]) -> None:
        """Texts that belong to no event."""
        for text in texts:
            words = f"Text {text[0]} was inserted: it belongs to no event."
            self._tell(self._of_texts, Finding("text inserted", words))

    def findings(self) -> tuple[Finding, ...]:
        """What was found, once all was looked at."""
        self._close(is_end=True)
        for text, number in self._gone.items():
            words = f"A text of event {number} is gone, and nobody destroyed it (text {text})."
            self._tell(self._of_texts, Finding("text removed", words, number, number))
        for number in sorted(self._seals):
            self._tell(self._of_seals, self._missing(number))
        self._gone, self._seals = {}, {}
        found = (*self._of_events, *self._of_texts, *self._of_seals)
        more = f"And {self._more:,} more, which are not told one by one."
        return (*found, Finding("more", more)) if self._more else found

    def put_back(self, text: int) -> None:
        """A text that was destroyed has its words again."""
        words = f"Text {text} was destroyed, and its words were put back."
        self._tell(self._of_texts, Finding("text put back", words))

    @staticmethod
    def _same(one: object, other: str) -> bool:
        return isinstance(one, str) and hmac.compare_digest(as_bytes(one), as_bytes(other))

    def _begin_anew(self, number: int) -> None:
        """What was before has a key that is lost, and cannot be looked at."""
        words = f"Events 1 to {number - 1} were written under a key that is lost."
        self._run, self._more = None, 0
        self._of_events = [Finding("lost key", words, 1, number - 1)] if number > 1 else []

    def _close(self, is_end: bool) -> None:
        if self._run is None:
            return
        run, self._run = self._run, None
        run.is_end = is_end
        if len(self._of_events) >= MOST:
            self._more += 1
            return
        for finding in explained(self._key, run):
            self._tell(self._of_events, finding)

    def _missing(self, number: int) -> Finding:
        if number <= self.number:
            words = f"Event {number}, which was sealed, is not here any more."
            return Finding("replaced", words, number, number)
        words = (
            f"The seal is of event {number}, and the newest here is {self.number}: the end was cut"
            " off, or an old copy was put back."
        )
        return Finding("cut off", words, self.number + 1, number)

    def _texts(self, row: Row, texts: list[Text]) -> None:
        number = row[0]
        if row[4] == DESTROYED:
            self._note_destroyed(str(row[5]))
        if together(str(text[4]) for text in texts) != row[8]:
            self._tell(self._of_texts, self._not_typed(number, texts, row[8]))
        for text, _, salt, words, said in texts:
            if words is None:
                self._gone[text] = number
            elif digest(salt, words) != said:
                told = f"A text of event {number} is not as it was typed (text {text})."
                self._tell(self._of_texts, Finding("text changed", told, number, number))

    @staticmethod
    def _not_typed(number: int, texts: list[Text], said: object) -> Finding:
        if not texts:
            words = f"What was typed with event {number} was removed."
            return Finding("text removed", words, number, number)
        if said is None:
            words = f"A text was inserted: nothing was typed with event {number}."
            return Finding("text inserted", words, number, number)
        words = f"The texts of event {number} are not those that were typed with it."
        return Finding("text changed", words, number, number)

    def _note_destroyed(self, about: str) -> None:
        text = about.removeprefix("text ")
        if text.isdigit() and self._gone.pop(int(text), None) is None:
            self.destroyed.add(int(text))

    def _tell(self, where: list[Finding], finding: Finding) -> None:
        if len(where) < MOST:
            where.append(finding)
        else:
            self._more += 1
