"""Passwords as they are kept: only their Argon2id hashes; one comparison takes about 150 milliseconds."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher

_MEMORY = 46 * 1024  # KiB; with two passes what OWASP recommends at the least, tripled in time
_PASSES = 2


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher  # only when somebody signs in: a start does without it

    return PasswordHasher(time_cost=_PASSES, memory_cost=_MEMORY, parallelism=1)


@cache
def _nobodys() -> str:
    """Return the hash an unknown name is compared with, so that its refusal takes as long as any other."""
    return _hasher().hash("nobody's password")


def hashed(password: str) -> str:
    """Return the hash of a password, with a salt of its own."""
    return _hasher().hash(password)


def fits(password: str, kept: str | None) -> bool:
    """Whether a password is the one hashed; None (nobody) takes as long and never fits."""
    from argon2.exceptions import InvalidHashError, VerificationError

    nobodys = _nobodys()  # made at the first comparison, whoever it is for
    try:
        _hasher().verify(kept or nobodys, password)
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None
