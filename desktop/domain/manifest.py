"""The manifest of a backup: what lies in the copy beside it, sealed so that one flipped bit shows."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from desktop.domain.errors import OfficeError

_SPOILT = "备份清单已损坏，没有采用这份备份，现有数据没有改动；请另选一份备份。"
_FORMAT = 1
BEFORE_MIGRATION, BEFORE_RESTORE = "升级前", "恢复前"
LASTING = frozenset({BEFORE_MIGRATION, BEFORE_RESTORE})
"""Why a backup stays for ever."""


class KeptFile(NamedTuple):
    """A file that belongs to the desk: the hash of what it holds, its size in bytes, its name."""

    sha256: str
    size: int
    name: str


@dataclass(frozen=True, slots=True)
class Occasion:
    """Why a backup is made: the reason in words, when, by whom, and by which version of the program."""

    why: str
    at: datetime
    by: str
    program: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What a desk file holds, to be compared: schema, rows of every table, first and last line of history.

    `orphans` counts the rows that point to something that is not there: none in a desk that is sound.
    """

    schema: int
    tables: tuple[tuple[str, int], ...]
    desk: str
    head_seq: int
    head: str
    changed_at: str
    orphans: int = 0

    def rows(self, table: str) -> int:
        """Return how many rows a table has, 0 for one that is not there."""
        return dict(self.tables).get(table, 0)


@dataclass(frozen=True, slots=True)
class Manifest:
    """A backup in words and numbers. `sha256` and `size` are those of the file as it lies on the disk.

    `plain` is the hash of the copy before it was sealed with a password, "" for one that is not sealed.
    """

    occasion: Occasion
    contents: Contents
    files: tuple[KeptFile, ...]
    size: int
    sha256: str
    plain: str = ""

    @property
    def is_sealed(self) -> bool:
        """Whether a password is needed to read it."""
        return bool(self.plain)

    def nameless(self) -> Manifest:
        """Return the manifest as it may lie in the open beside a sealed copy: no file bears its name."""
        return replace(self, files=tuple(each._replace(name="") for each in self.files))


def written(manifest: Manifest) -> bytes:
    """Return the one text of a manifest, its seal in the last line."""
    said = asdict(manifest) | {"format": _FORMAT}
    said["occasion"]["at"] = manifest.occasion.at.isoformat()
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, indent=1)
    return f"{text}\n{_seal_of(text)}\n".encode()


def read(raw: bytes) -> Manifest:
    """Return the manifest of a text; raise `OfficeError` when it is not to the bit what was written."""
    try:
        text, seal = raw.decode("utf-8").rstrip("\n").rsplit("\n", 1)
        if seal != _seal_of(text):
            raise OfficeError(_SPOILT)
        manifest = _from(json.loads(text))
    except (ValueError, KeyError, TypeError) as error:
        raise OfficeError(_SPOILT) from error
    if written(manifest) != raw:
        raise OfficeError(_SPOILT)
    return manifest


def _from(said: dict[str, Any]) -> Manifest:
    occasion, contents = said["occasion"], said["contents"]
    when = datetime.fromisoformat(occasion["at"])
    tables = tuple((str(name), int(rows)) for name, rows in contents["tables"])
    return Manifest(
        Occasion(**{**occasion, "at": when}),
        Contents(**{**contents, "tables": tables}),
        tuple(KeptFile(*each) for each in said["files"]),
        said["size"],
        said["sha256"],
        said["plain"],
    )


def _seal_of(text: str) -> str:
    import hashlib  # brings OpenSSL along; a start reads no manifest

    return hashlib.sha256(text.encode()).hexdigest()
