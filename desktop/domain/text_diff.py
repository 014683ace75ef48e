"""Two versions of a text, told as pieces: what stayed, what was taken out, what was put in."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TOKEN = re.compile(r"[A-Za-z0-9]+|\s|.", re.DOTALL)
_SMOOTH = 2  # characters: what stayed between two changes, shorter than this, is told as changed too


class Change(StrEnum):
    """What became of a piece."""

    SAME = "same"
    OUT = "out"
    IN = "in"


class Piece(NamedTuple):
    """A run of text with what became of it."""

    change: Change
    text: str


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Return both texts as one row of pieces: without `IN` they are `before`, without `OUT` they are `after`.

    Lines are matched first, then characters inside lines that differ; numbers and Latin words stay whole.
    """
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    found: list[Piece] = []
    for tag, a0, a1, b0, b1 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece(Change.SAME, "".join(old[a0:a1])))
        else:
            found += _within("".join(old[a0:a1]), "".join(new[b0:b1]))
    return tuple(_joined(found))


def _within(before: str, after: str) -> Iterator[Piece]:
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    for tag, a0, a1, b0, b1 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        out, put_in = "".join(old[a0:a1]), "".join(new[b0:b1])
        if tag == "equal" and (len(out) >= _SMOOTH or a0 == 0 or a1 == len(old)):
            yield Piece(Change.SAME, out)
        else:
            yield Piece(Change.OUT, out)
            yield Piece(Change.IN, put_in)


def _joined(found: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces with neighbours of one change as one: all that went out, then all that came in."""
    held = {Change.OUT: "", Change.IN: ""}
    same = ""
    for piece in found:
        if piece.change is Change.SAME:
            yield from _filled(held)
            held = {Change.OUT: "", Change.IN: ""}
            same += piece.text
        elif piece.text:
            if same:
                yield Piece(Change.SAME, same)
                same = ""
            held[piece.change] += piece.text
    if same:
        yield Piece(Change.SAME, same)
    yield from _filled(held)


def _filled(held: dict[Change, str]) -> Iterator[Piece]:
    for change, text in held.items():
        if text:
            yield Piece(change, text)
