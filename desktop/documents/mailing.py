"""Envelopes and sheets of address labels, laid out: postcode boxes, whom it goes to, who sends it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop.documents import page
from desktop.documents.boxes import THIN, Box, Hand
from desktop.documents.fonts import Role
from desktop.documents.leaf import Leaf, Stroke
from desktop.domain.ledger import Align
from desktop.domain.mailing import EnvelopeSize, LabelGrid

if TYPE_CHECKING:
    from desktop.documents.linebreak import Setter
    from desktop.domain.mailing import Address, Envelopes, Labels

_LEADING = 1.35  # times the size
_DIGITS = 6


def _mm(*lengths: float) -> tuple[float, ...]:
    return tuple(length * page.MM for length in lengths)


# --- envelopes ------------------------------------------------------------------------------------------

_SIZES = {EnvelopeSize.DL: _mm(220, 110), EnvelopeSize.C5: _mm(229, 162)}
_EDGE = 12 * page.MM
_CELL, _CELL_HEIGHT, _CELL_STEP = _mm(7, 9, 8.5)  # postcode boxes, as printed on envelopes for the post
_STAMP, _GAP, _NAME_ROW = _mm(20, 4, 14)
_CODE_SIZES, _STAMP_SIZES, _NAME_SIZES = (16.0,), (10.5,), (22.0, 18.0, 14.0)
_PLACE_SIZES, _SENDER_SIZES = (16.0, 14.0, 12.0, 10.5), (12.0, 10.5, 9.0)


class _Pen(NamedTuple):
    """Writes on one page."""

    leaf: Leaf
    setter: Setter

    def write(self, text: str, box: Box, sizes: tuple[float, ...], align: Align = Align.LEFT) -> None:
        """Write a text at the largest of these sizes at which it fits its box, else at the smallest."""
        for size in sizes:
            hand = Hand(self.setter, size, size * _LEADING)
            broken = hand.broken(text, box.width, Role.SONG)
            if len(broken.lines) * hand.leading <= box.height:
                break
        hand.write(self.leaf, broken, box, align)

    def frame(self, box: Box) -> None:
        """Draw a thin box."""
        left, top, width, height = box
        self.leaf.strokes += [Stroke(left, y, width + THIN, THIN) for y in (top, top + height)]
        self.leaf.strokes += [Stroke(x, top, THIN, height) for x in (left, left + width)]


def envelopes(content: Envelopes, setter: Setter) -> list[Leaf]:
    """Return one page of the size of the envelope for each address."""
    return [_envelope(content, each, setter) for each in content.addresses]


def _envelope(content: Envelopes, to: Address, setter: Setter) -> Leaf:
    width, height = _SIZES[content.size]
    leaf = Leaf(size=(width, height))
    pen = _Pen(leaf, setter)
    _postcode(pen, to.postcode)
    stamp = Box(width - _EDGE - _STAMP, _EDGE, _STAMP, _STAMP)
    pen.frame(stamp)
    pen.write("贴邮\n票处", stamp, _STAMP_SIZES, Align.CENTER)
    place = Box(width * 0.16, _EDGE + _STAMP + _GAP, width * 0.68, height * 0.2)
    pen.write(to.place, place, _PLACE_SIZES)
    name = Box(place.left, place.top + place.height, place.width, _NAME_ROW)
    pen.write(f"{to.name}（收）", name, _NAME_SIZES, Align.CENTER)
    sender = content.sender
    code = f"邮政编码：{sender.postcode}" if sender.postcode else ""
    below = Box(width * 0.42, height - _EDGE - _STAMP, width * 0.58 - _EDGE, _STAMP)
    pen.write("\n".join(filter(None, (sender.place, sender.name, code))), below, _SENDER_SIZES, Align.RIGHT)
    return leaf


def _postcode(pen: _Pen, code: str) -> None:
    for place, digit in enumerate(code.ljust(_DIGITS)):
        box = Box(_EDGE + place * _CELL_STEP, _EDGE, _CELL, _CELL_HEIGHT)
        pen.frame(box)
        pen.write(digit.strip(), box, _CODE_SIZES, Align.CENTER)


# --- labels ---------------------------------------------------------------------------------------------


class _Sheet(NamedTuple):
    """A sheet of labels: in mm the first one, its size, from column to column; in points the type sizes."""

    left: float
    top: float
    width: float
    height: float
    step: float
    sizes: tuple[float, ...]


_SHEETS = {
    LabelGrid.THREE_BY_SEVEN: _Sheet(7.2, 15.15, 63.5, 38.1, 66.04, (11.0, 10.0, 9.0, 8.0, 7.0)),
    LabelGrid.TWO_BY_SEVEN: _Sheet(4.65, 15.15, 99.1, 38.1, 101.6, (14.0, 12.0, 10.5, 9.0, 7.5)),
}
_INSET = 4.0


def labels(content: Labels, setter: Setter) -> list[Leaf]:
    """Return the sheets of A4 with the labels, the places before the first one left free."""
    places = (None,) * (content.start - 1) + content.addresses
    leaves = []
    for first in range(0, len(places), content.grid.places):
        leaf = Leaf()
        for number, to in enumerate(places[first : first + content.grid.places]):
            if to is not None:
                _label(_Pen(leaf, setter), to, content.grid, number)
        leaves.append(leaf)
    return leaves


def _label(pen: _Pen, to: Address, grid: LabelGrid, number: int) -> None:
    """Write the label at a place of the sheet, counted row by row from 0."""
    sheet = _SHEETS[grid]
    row, column = divmod(number, grid.columns)
    left = sheet.left + column * sheet.step + _INSET
    top = sheet.top + row * sheet.height + _INSET / 2
    box = Box(*(each * page.MM for each in (left, top, sheet.width - 2 * _INSET, sheet.height - _INSET)))
    pen.write("\n".join(filter(None, (to.postcode, to.place, f"{to.name}（收）"))), box, sheet.sizes)
