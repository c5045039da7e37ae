"""The copy of the store that people practise on, beside it and apart from it.

It is another file, so nothing of it can enter a figure, an export or the trail of the real one.
Each has a name of its own: SQLite removes the log of a file that it closes by that file's name, and
must not meet the log of the next.
"""

import re
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from pathlib import Path

from kiosk.practice.errors import OutOfReach
from storage import copies
from storage.database import Act

MARK = "INSERT INTO setting (key, value) VALUES ('is_practice', 'yes')"
_NAME = re.compile(r".*\.practice\.[0-9a-f]{8}", re.S)


class PracticeCopy:
    """Made when practice mode is switched on, or when it is missing then; destroyed at its end.

    Whoever makes or destroys it is alone with the store's files meanwhile, so a kill at any moment
    leaves either no copy, and the next terminal makes one, or a whole one.
    """

    def __init__(self, store: Path) -> None:
        self._store = store
        self._is_itself_one = _NAME.fullmatch(store.name) is not None

    def alone(self) -> AbstractContextManager[None]:
        """Nobody else makes or destroys one meanwhile. Does not nest."""
        return copies.alone(self._store)

    def there(self) -> Path | None:
        """The copy that people practise on, if there is one."""
        return next((one for one in self._files() if _NAME.fullmatch(one.name)), None)

    def is_left(self) -> bool:
        """Whether there is anything of a copy, even half of one."""
        return any(self._files())

    def make(self) -> Path:
        """A new copy in place of any other, verified, mode 0600. Raises OutOfReach."""
        self.destroy()
        name = f"{self._store.name}.practice.{secrets.token_hex(4)}"
        made, half = self._store.with_name(name), self._store.with_name(f"{name}.made")
        try:
            copies.copy(self._store, half)
            with closing(sqlite3.connect(half)) as file, file:
                file.execute(MARK)
            half.rename(made)
        except (OSError, sqlite3.Error, OutOfReach) as fault:
            self.destroy()
            raise OutOfReach(f"The copy for practice mode was not made: {fault}") from fault
        return made

    def destroy(self) -> None:
        """Overwrite and remove all that there is of a copy. Terminals see at once that it is gone.

        On disks that never write twice in one place (most of today's) nothing is overwritten but
        the file's present blocks. Raises OutOfReach when it cannot be removed.
        """
        try:
            for one in self._files():
                with suppress(FileNotFoundError):  # a terminal that closes it removes its log
                    copies.wipe(one)
        except OSError as fault:
            raise OutOfReach(f"The copy of practice mode was not removed: {fault}.") from fault

    @contextmanager
    def followed(self, write: AbstractContextManager[Act], begins: bool = False) -> Iterator[Act]:
        """An act after which the copy that goes on is over, and the next is made with its change.

        begins: whether practice mode is switched on by it, so that a copy is made first.
        """
        if self._is_itself_one:
            with write as act:
                yield act
            return
        with self.alone():
            if begins:
                self.make()
            try:
                with write as act:
                    yield act
                    if not begins:
                        self.destroy()
            except BaseException:
                if begins:
                    self.destroy()
                raise

    def _files(self) -> list[Path]:
        """The copy itself first, so that nobody opens what is left of it."""
        return sorted(self._store.parent.glob(f"{_quoted(self._store.name)}.practice.*"))


def _quoted(name: str) -> str:
    return re.sub(r"([*?[])", r"[\1]", name)
