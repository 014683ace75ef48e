"""The grid of a ledger on its paper: the type and the widths at which the columns fit between the margins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from desktop.documents import page
from desktop.documents.boxes import PAD
from desktop.domain.ledger import CellKind

if TYPE_CHECKING:
    from desktop.domain.ledger import Column, Ledger


class Margins(NamedTuple):
    """What a sheet leaves free at its left, top, right and lower edge, in points."""

    left: float
    top: float
    right: float
    bottom: float


class Annex(NamedTuple):
    """A table bound behind a letter (附件): what stands above it, and how many pages come before it."""

    label: str
    before: int


_ALONE = Margins(14 * page.MM, 16 * page.MM, 14 * page.MM, 16 * page.MM)
_BOUND = Margins(page.LEFT, page.TOP, page.WIDTH - page.RIGHT, page.HEIGHT - page.BOTTOM)
_BOUND_WIDE = Margins(_BOUND.bottom, _BOUND.left, _BOUND.top, _BOUND.right)  # its head at the left edge (8)
_PAPERS = {"A4": (210.0, 297.0), "A3": (297.0, 420.0)}
_SIZES = (10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0, 5.5)  # points; 5.5 is 七号
_TIGHT = 7.0  # from this size down the text stands nearer to the rules
_LEADING = 1.3  # times the size
_EM = 2  # half-em characters in one
_LEAST = 6  # half-em characters a column of text keeps


@dataclass(frozen=True, slots=True)
class Sheet:
    """The paper and the grid on it: its size, the left edge of each column and the right one of the last.

    `pad` is the room between a rule and the text beside it.
    """

    width: float
    height: float
    edges: tuple[float, ...]
    size: float
    pad: float
    margins: Margins = _ALONE

    @property
    def widths(self) -> tuple[float, ...]:
        """The width of each column."""
        return tuple(right - left for left, right in zip(self.edges, self.edges[1:], strict=False))

    @property
    def leading(self) -> float:
        """The height of one line."""
        return self.size * _LEADING


def fitted(ledger: Ledger, annex: Annex | None = None) -> Sheet:
    """Return the paper with the largest type at which every column has the width it asks for.

    An annex on A4 keeps the type area of the letter it is bound to, turned with the sheet.

    Room that is left goes to the columns of long text, or to all. Where even the smallest type is too large,
    columns of text give way first, so that numbers and days stay whole.
    """
    short, long = _PAPERS[ledger.paper]
    width, height = (long, short) if ledger.landscape else (short, long)
    margins = _margins(ledger, annex)
    room = width * page.MM - margins.left - margins.right
    size = next((size for size in _SIZES if sum(_natural(ledger, size)) <= room), _SIZES[-1])
    widths = _natural(ledger, size)
    if sum(widths) > room:
        widths = _pressed(ledger, widths, room)
    edges = [margins.left]
    for each in _spread(ledger, widths, room):
        edges.append(edges[-1] + each)
    return Sheet(width * page.MM, height * page.MM, tuple(edges), size, _pad(size), margins)


def _margins(ledger: Ledger, annex: Annex | None) -> Margins:
    if annex is None or ledger.paper != "A4":
        return _ALONE
    return _BOUND_WIDE if ledger.landscape else _BOUND


def _natural(ledger: Ledger, size: float) -> list[float]:
    return [column.width * size / _EM + 2 * _pad(size) for column in ledger.columns]


def _pad(size: float) -> float:
    return PAD if size > _TIGHT else PAD / 2


def _pressed(ledger: Ledger, widths: list[float], room: float) -> list[float]:
    """Return widths that fill the room: text gives way down to a few characters, then everything alike."""
    least = [_least(column, width) for column, width in zip(ledger.columns, widths, strict=True)]
    if sum(least) >= room:
        return [width * room / sum(least) for width in least]
    share = (room - sum(least)) / (sum(widths) - sum(least))
    return [low + (width - low) * share for low, width in zip(least, widths, strict=True)]


def _least(column: Column, width: float) -> float:
    if column.kind is not CellKind.TEXT or column.width <= _LEAST:
        return width
    return width * _LEAST / column.width


def _spread(ledger: Ledger, widths: list[float], room: float) -> list[float]:
    """Return the widths with the room that is left given to the columns of long text, or to all."""
    spare = max(0.0, room - sum(widths))
    grows = [column.wrap and spare > 0 for column in ledger.columns]
    share = [width if grow or not any(grows) else 0.0 for width, grow in zip(widths, grows, strict=True)]
    return [width + spare * part / sum(share) for width, part in zip(widths, share, strict=True)]
