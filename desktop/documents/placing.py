"""Pieces of a line on the sheet: at the left edge, at the right edge or in the middle of the type area."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop.documents import page
from desktop.documents.leaf import Placed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.documents.linebreak import Setter, Unit


class Piece(NamedTuple):
    """Units that stand together: left edge from the left of the sheet, points after each but the last."""

    x: float
    units: Sequence[Unit]
    gap: float = 0.0


def width_of(units: Sequence[Unit]) -> float:
    """Return the width of units as they stand, in points."""
    return sum(unit.width for unit in units)


def at_right(units: Sequence[Unit], indent: float = 0.0) -> Piece:
    """Return units that end at the right edge of the type area, or `indent` points before it."""
    return Piece(page.RIGHT - indent - width_of(units), units)


def in_middle(units: Sequence[Unit]) -> Piece:
    """Return units in the middle of the type area."""
    return Piece(page.LEFT + (page.AREA_WIDTH - width_of(units)) / 2, units)


def placed(piece: Piece, top: float, height: float, setter: Setter) -> Placed:
    """Return a piece in a row of `height`, the ink of its characters at the middle of the row."""
    size = piece.units[0].size if piece.units else 0.0
    return Placed(piece.x, top + height / 2 + setter.fonts.height * size, piece.units, piece.gap)
