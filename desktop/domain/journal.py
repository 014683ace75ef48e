"""A line of history: who did what when, what it was before and after, chained so that tampering shows."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

GENESIS = "0" * 64


class Note(NamedTuple):
    """What the one who acts says about an act: when (local time), who, the verb, and one sentence.

    `undoes` is the batch this act turns round: undone when it was done, done again when it was undone.
    """

    at: datetime
    officer: str
    verb: str
    summary: str = ""
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One line as kept: `before` and `after` hold only what changed; `hash` covers all the rest.

    The lines of one transaction share a `batch`: the number of its first line.
    """

    seq: int
    at: datetime
    officer: str
    verb: str
    summary: str
    subject: str
    subject_id: int
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    prev: str = GENESIS
    hash: str = ""
    batch: int | None = None
    undoes: int | None = None


class JournalQuery(NamedTuple):
    """Which lines are looked for: days inclusive, exact names, and words that stand anywhere in a line.

    `case_ids` are the cases the lines are about, None for lines about anything.
    """

    first_day: date | None = None
    last_day: date | None = None
    officer: str = ""
    verb: str = ""
    case_ids: tuple[int, ...] | None = None
    words: str = ""


def canonical(mapping: Mapping[str, Any]) -> str:
    """Return the one JSON text of a mapping: sorted keys, no blanks, characters as they are."""
    return json.dumps(mapping, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def chain_hash(prev: str, parts: Iterable[str]) -> str:
    """Return SHA-256 over the previous hash and the parts of a line, each preceded by its length."""
    import hashlib  # brings OpenSSL along, and a start writes no history

    digest = hashlib.sha256(prev.encode("ascii"))
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(raw))
        digest.update(raw)
    return digest.hexdigest()


def changed_entries(
    before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what `before` and `after` say of the entries in which they differ."""
    keys = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    return (
        {key: before[key] for key in keys if key in before},
        {key: after[key] for key in keys if key in after},
    )
