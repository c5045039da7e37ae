"""PINs, badges and one-time codes: peppered with the store's key, then hashed with argon2id."""

from functools import cached_property
from typing import TYPE_CHECKING

from storage.database import Database
from storage.settings import SettingsRegister

if TYPE_CHECKING:
    from argon2 import PasswordHasher


class Secrets:
    """The one place where a secret is looked at. None is ever kept, told or logged."""

    def __init__(self, database: Database, settings: SettingsRegister) -> None:
        self._database, self._settings = database, settings

    def hash(self, purpose: str, secret: str) -> str:
        """What is stored of a secret."""
        return self._hasher.hash(self.find_by(purpose, secret))

    def find_by(self, purpose: str, secret: str) -> str:
        """The HMAC that a secret is found by; who has only the store can't make it."""
        return self._database.key.sign(purpose, secret)

    def is_right(self, hashed: str | None, purpose: str, secret: str) -> bool:
        """Whether this is the secret that was hashed; the same work where there is none."""
        from argon2.exceptions import VerificationError

        try:
            self._hasher.verify(hashed or self._nobody, self.find_by(purpose, secret))
        except VerificationError:
            return False
        return hashed is not None

    @cached_property
    def _hasher(self) -> "PasswordHasher":
        from argon2 import PasswordHasher  # 30 ms of import that the first frame need not wait for

        policy = self._settings.current().people
        return PasswordHasher(policy.hash_passes, policy.hash_memory, parallelism=1)

    @cached_property
    def _nobody(self) -> str:
        return self._hasher.hash("nobody's")
