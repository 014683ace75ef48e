"""Where pages end: rows of text shared out so that no heading, no last line and no signature stands alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_TEXT_WITH_SIGNATURE = 2  # rows of text on the page of the signature


@dataclass(frozen=True, slots=True)
class Kind:
    """What pagination must know of a row.

    `holds_next`: a heading, which may not end a page. `last`: the last line of a paragraph of several, which
    may not begin a page. `words`: a line of the body, as against blank rows, attachments and the closing.
    """

    holds_next: bool = False
    last: bool = False
    words: bool = False


@dataclass(frozen=True, slots=True)
class Room:
    """The rows a first and a later page can hold, and the rows kept at the foot of the last for 抄送."""

    first: int
    later: int
    foot: int


def page_ends(kinds: Sequence[Kind], signed: int, room: Room) -> list[int]:
    """Return the index after the last row of each page.

    The rows before index `signed`, which end with the date, share their page with two lines of text (GB/T
    9704-2012 7.3.5.5), with one where there are but two; and so do the notes after them and the foot where
    one page can hold them all.
    """
    tied = _tied(kinds, signed, room)
    ends: list[int] = []
    start, space = 0, room.first
    while start < len(kinds):
        start = _end(kinds, tied, start, space)
        ends.append(start)
        space = room.later
    begin = ends[-2] if len(ends) > 1 else 0
    if len(kinds) - begin + room.foot > (room.later if begin else room.first):
        ends[-1:] = _foot_apart(tied, begin, len(kinds), room)
    return ends


def _tied(kinds: Sequence[Kind], signed: int, room: Room) -> range:
    """Return the rows no page may end within; the fullest choice that one page can hold."""
    words = [index for index, kind in enumerate(kinds) if kind.words]
    taken = max(1, min(_TEXT_WITH_SIGNATURE, len(words) - 1))  # the body begins on the first page (7.3.3)
    start = words[-taken:][0] if words else signed
    while start > 0 and not _allowed(kinds, start):
        start -= 1
    if words and start <= words[0]:  # rather a last line at the top of a page than a first page without text
        start = next((each for each in reversed(words[1:]) if not kinds[each - 1].holds_next), start)
    for stop, foot in ((len(kinds), room.foot), (len(kinds), 0), (signed, 0)):
        if stop - start + foot <= room.later:
            return range(start + 1, stop)
    return range(0)


def _allowed(kinds: Sequence[Kind], end: int) -> bool:
    return end == len(kinds) or not (kinds[end].last or kinds[end - 1].holds_next)


def _end(kinds: Sequence[Kind], tied: range, start: int, space: int) -> int:
    full = min(start + space, len(kinds))
    apart = tied.start - 1
    ends = (
        end for end in range(full, start, -1) if end not in tied and (end == apart or _allowed(kinds, end))
    )
    return next(ends, full)


def _foot_apart(tied: range, begin: int, end: int, room: Room) -> list[int]:
    """Return the page ends that bring the foot under the tied rows, or else to a page of its own."""
    earlier = tied.start - 1
    return [earlier, end] if begin < earlier and end - earlier + room.foot <= room.later else [end, end]
