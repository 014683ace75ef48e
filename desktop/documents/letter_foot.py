"""The foot of a letter: 抄送 and 印发 (版记, 7.4) at the end of its last page, and the numbers of pages."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.documents import page
from desktop.documents.fonts import Role
from desktop.documents.leaf import Placed, Stroke
from desktop.documents.linebreak import Measure, break_lines
from desktop.documents.placing import Piece, at_right, placed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.documents.leaf import Leaf
    from desktop.documents.linebreak import Line, Setter
    from desktop.domain.letter import Letter


@dataclass(frozen=True, slots=True)
class Foot:
    """版记: the lines of 抄送, who printed it when, and whether rules frame it (they do not in 10.1)."""

    copies: Sequence[Line]
    imprint: tuple[Piece, ...]
    is_framed: bool

    @property
    def lines(self) -> int:
        """How many lines of 4号 it has."""
        return len(self.copies) + bool(self.imprint)

    @property
    def rows(self) -> int:
        """The rows of the page it takes, with one blank row above it; 0 when there is none."""
        return math.ceil(self.lines * page.SMALL_ROW / page.ROW) + 1 if self.lines else 0


def foot_of(letter: Letter, setter: Setter) -> Foot:
    """Return 版记 of a letter: one character in from both sides, 抄送 hanging after its colon (7.4.2)."""
    copies: Sequence[Line] = ()
    if letter.cc:
        width = page.AREA_WIDTH - 2 * page.SIZE_4
        units = setter.units(f"抄送：{'，'.join(letter.cc)}。", size=page.SIZE_4)
        copies = break_lines(setter.fit(units, width), Measure(width, hang=3 * page.SIZE_4))
    imprint: tuple[Piece, ...] = ()
    if letter.imprint:
        printer = Piece(page.LEFT + page.SIZE_4, setter.units(letter.printer, size=page.SIZE_4))
        imprint = (printer, at_right(setter.units(letter.imprint, size=page.SIZE_4), page.SIZE_4))
    return Foot(copies, imprint, letter.is_document)


def set_foot(leaf: Leaf, foot: Foot, bottom: float, setter: Setter) -> None:
    """Set 版记 on the last page so that it ends at `bottom`, the lower edge of the type area."""
    begin = bottom - foot.lines * page.SMALL_ROW
    top = begin if foot.is_framed else begin + (page.SMALL_ROW - page.SIZE_4) / 2
    rows = [(Piece(page.LEFT + page.SIZE_4 + line.indent, line.units, line.gap),) for line in foot.copies]
    for number, row in enumerate([*rows, *filter(None, (foot.imprint,))]):
        y = top + number * page.SMALL_ROW
        leaf.texts += [placed(piece, y, page.SMALL_ROW, setter) for piece in row]
    if foot.is_framed and foot.lines:
        leaf.strokes += _frame(foot, begin, bottom)


def _frame(foot: Foot, begin: float, end: float) -> list[Stroke]:
    """Return the rules of 版记: thick above and below, a thin one above 印发 (7.4.1)."""
    between = [end - page.SMALL_ROW] if foot.copies and foot.imprint else []
    lines = [(begin, page.FRAME_THICK), *((y, page.FRAME_THIN) for y in between), (end, page.FRAME_THICK)]
    return [Stroke(page.LEFT, y - weight / 2, page.AREA_WIDTH, weight) for y, weight in lines]


def page_number(number: int, setter: Setter) -> Placed:
    """Return — 2 — in 4号宋体: odd pages right, even pages left, one character in (7.5)."""
    units = setter.units(f"— {number} —", Role.SONG, page.SIZE_4)
    odd = at_right(units, page.SIZE_4)
    x = odd.x if number % 2 else page.LEFT + page.SIZE_4
    top, bottom = setter.fonts.ink(Role.SONG, "—")
    return Placed(x, page.PAGE_NUMBER_CENTRE + (top + bottom) / 2 * page.SIZE_4, units)
