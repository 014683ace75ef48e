"""Files sealed with a password: AES-256-GCM piece by piece under a key made of the password by argon2id.

Without the password nobody reads them again, this program included. Every piece is bound to its place and to
whether it is the last: pieces that are changed, moved, left out or added are refused.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from desktop.domain.errors import OfficeError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ENDING = ".sealed"
_MAGIC = b"HDSK-SEALED-1\n"
_SALT, _NONCE, _TAG, _KEY = 16, 8, 16, 32
_PIECE = 1024 * 1024
_ROUNDS, _MEMORY, _LANES = 3, 64 * 1024, 4  # argon2id as its package recommends (RFC 9106, low memory)
_WRONG = "密码不对，或备份文件已损坏，没有恢复，现有数据没有改动；请核对密码，或另选一份备份。"


class Key(NamedTuple):
    """A key with the salt it was made with; the salt lies open in every file that is sealed by it."""

    salt: bytes
    secret: bytes


def key_of(password: str, salt: bytes | None = None) -> Key:
    """Return the key a password makes, with a new salt when none is given; takes a moment by design."""
    from argon2.low_level import Type, hash_secret_raw

    chosen = os.urandom(_SALT) if salt is None else salt
    raw = password.encode("utf-8", "surrogatepass")
    secret = hash_secret_raw(raw, chosen, _ROUNDS, _MEMORY, _LANES, _KEY, Type.ID)
    return Key(chosen, secret)


def seal(source: Path, target: Path, key: Key) -> None:
    """Write what `source` holds, sealed, into the new file `target`."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    cipher, nonce = AESGCM(key.secret), os.urandom(_NONCE)
    with source.open("rb") as file, target.open("wb") as out:
        out.write(_MAGIC + key.salt + nonce)
        for number, piece, is_last in _pieces(file, _PIECE):
            out.write(cipher.encrypt(nonce + number.to_bytes(4), piece, _bound(is_last=is_last)))


def unseal(source: Path, target: Path, password: str) -> None:
    """Write what was sealed in `source` into the new file `target`.

    Raises `OfficeError` for a wrong password and for a file that is not to the bit what was sealed; what was
    written so far is then taken away.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        with source.open("rb") as file, target.open("wb") as out:
            salt, nonce = _head(file)
            cipher = AESGCM(key_of(password, salt).secret)
            for number, piece, is_last in _pieces(file, _PIECE + _TAG):
                out.write(cipher.decrypt(nonce + number.to_bytes(4), piece, _bound(is_last=is_last)))
    except InvalidTag as error:
        target.unlink(missing_ok=True)
        raise OfficeError(_WRONG) from error


def salt_of(path: Path) -> bytes:
    """Return the salt of a sealed file; raise `OfficeError` when it is none."""
    with path.open("rb") as file:
        return _head(file)[0]


def _head(file: BinaryIO) -> tuple[bytes, bytes]:
    head = file.read(len(_MAGIC) + _SALT + _NONCE)
    if not head.startswith(_MAGIC) or len(head) < len(_MAGIC) + _SALT + _NONCE:
        raise OfficeError(_WRONG)
    return head[len(_MAGIC) : -_NONCE], head[-_NONCE:]


def _pieces(file: BinaryIO, size: int) -> Iterator[tuple[int, bytes, bool]]:
    """Yield number, bytes and whether it is the last of each piece; an empty file is one empty piece."""
    number, piece = 0, file.read(size)
    while following := file.read(size):
        yield number, piece, False
        number, piece = number + 1, following
    yield number, piece, True


def _bound(*, is_last: bool) -> bytes:
    return b"last" if is_last else b"more"
