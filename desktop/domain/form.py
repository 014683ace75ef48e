"""A printed form: a title, boxes with labels and what is filled in, notes; empty boxes are for the pen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

WIDTH = 24
"""How many equal parts a form is wide; a row's boxes share them."""

TICKED, OPEN = "■", "□"


@dataclass(frozen=True, slots=True)
class Box:
    """One box: its text, its share of the form's width (of `WIDTH`; 0 takes what the others leave).

    A label is set in the face of headings and centred; other text begins at the left. `at_top` leaves the
    rest of a high box free to be written in.
    """

    text: str = ""
    width: int = 0
    is_label: bool = False
    is_centred: bool = False
    at_top: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Boxes side by side, high enough for `lines` lines of handwriting even when nothing is filled in.

    A row that is `tied` stands on one page with the row after it, where one page holds both.
    """

    boxes: tuple[Box, ...]
    lines: int = 1
    tied: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """One form; `left` and `right` stand small above the boxes, `notes` below them, one paragraph each.

    `copies` is how many are printed (一式两份); the first `repeated` rows are headings that stand on every
    page. Raises ValueError when the boxes of a row do not fit: that is a mistake of the program.
    """

    title: str
    rows: tuple[Row, ...]
    left: str = ""
    right: str = ""
    notes: tuple[str, ...] = ()
    copies: int = 1
    watermark: str = ""
    repeated: int = 0

    def __post_init__(self) -> None:
        """Refuse rows whose boxes are wider than the form, or leave a box no room."""
        for row in self.rows:
            given = sum(box.width for box in row.boxes)
            free = sum(not box.width for box in row.boxes)
            if given > WIDTH or (free and given >= WIDTH) or (not free and given != WIDTH):
                message = f"the boxes of form {self.title!r} do not fill a row: {row.boxes}"
                raise ValueError(message)

    def texts(self) -> Iterable[str]:
        """Every text that is printed, so that it can be checked before the paper is made."""
        yield from (self.title, self.left, self.right, *self.notes, self.watermark)
        yield from (box.text for row in self.rows for box in row.boxes)


def widths(row: Row) -> tuple[float, ...]:
    """Return the width of each box in parts of `WIDTH`; boxes without one share what is left."""
    free = [box for box in row.boxes if not box.width]
    share = (WIDTH - sum(box.width for box in row.boxes)) / len(free) if free else 0.0
    return tuple(box.width or share for box in row.boxes)


def label(text: str, width: int = 4) -> Box:
    """Return a box with the name of what stands beside it."""
    return Box(text, width, is_label=True)


def pair(name: str, text: str = "", *, lines: int = 1) -> Row:
    """Return a row of one label and one wide box."""
    return Row((label(name), Box(text, at_top=lines > 1)), lines)


def pairs(*named: tuple[str, str], lines: int = 1) -> Row:
    """Return a row of several labels, each with a box beside it."""
    return Row(tuple(box for name, text in named for box in (label(name), Box(text))), lines)


def heading(text: str) -> Row:
    """Return a row of the form's width that names what stands below it."""
    return Row((Box(text, is_label=True),))


def choices(words: Iterable[str], chosen: Iterable[str] = ()) -> str:
    """Return boxes to tick, those chosen ticked: ■满意　□基本满意　□不满意."""
    ticked = frozenset(chosen)
    return "　".join(f"{TICKED if word in ticked else OPEN}{word}" for word in words)


def together(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield rows that are to stand on one page, each tied to the next."""
    *before, last = rows
    yield from (replace(row, tied=True) for row in before)
    yield last


SIGNED = "签名：　　　　　　　　　　　年　　月　　日"
"""The line a person signs on."""


def signature(name: str = "签名") -> Row:
    """Return the row a person signs in."""
    return Row((label(name), Box(SIGNED)), 2)
