"""署名 and 成文日期 as rows: under a seal, without one, under a 签名章; one signatory or several (7.3.5)."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from desktop.documents import page
from desktop.documents.headline import balanced
from desktop.documents.letter_rows import Row
from desktop.documents.placing import Piece, at_right, width_of
from desktop.domain.letter import Sealing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.documents.linebreak import Setter, Unit
    from desktop.domain.letter import Letter

_LONGEST_SIGNATORY = 20 * page.PITCH
_COLUMN = 13 * page.PITCH  # a signatory beside another
_BETWEEN = 2 * page.PITCH  # signatories on one line
_UNSEALED_INDENT = 2 * page.PITCH  # 7.3.5.2
_STAMP_INDENT = 4 * page.PITCH  # 7.3.5.3


def signature_rows(letter: Letter, setter: Setter) -> list[Row]:
    """Return 署名 and 成文日期, ending with the date."""
    date = setter.units(letter.printed_date)
    if letter.sealing is Sealing.UNSEALED:
        return _unsealed(letter.signatories, date, setter)
    if letter.sealing is Sealing.STAMP:
        return _stamped(letter.signatories, date, setter)
    return _sealed(letter, date, setter)


def _sealed(letter: Letter, date: Sequence[Unit], setter: Setter) -> list[Row]:
    """Return a signature under seals (7.3.5.1): the date four characters in, the signatory centred over it.

    Several stand two abreast in their order, the last over the date, with room for every seal; or on one
    line, where the office wants it and the line holds them.
    """
    names = letter.signatories
    right_axis = page.RIGHT - page.DATE_INDENT - width_of(date) / 2
    rows = [Row() for _ in range(page.SEAL_ROWS)]
    in_line = _in_line(names, setter, right_axis) if letter.signatories_in_line else ()
    if in_line:
        rows.append(Row(in_line))
    elif len(names) > 1:
        rows += _abreast(names, setter, right_axis)
    else:
        lines = balanced(setter.units("".join(names)), _LONGEST_SIGNATORY)
        rows += [Row((piece,)) for piece in _centred(lines, right_axis)]
    return [*rows, Row((Piece(right_axis - width_of(date) / 2, date),))]


def _in_line(names: Sequence[str], setter: Setter, right_axis: float) -> tuple[Piece, ...]:
    """Return several names on one line, the last over the date as far as can be; none when too long."""
    units = [setter.units(name) for name in names]
    widths = [width_of(each) for each in units]
    whole = sum(widths) + _BETWEEN * (len(names) - 1)
    if len(names) <= 1 or whole > page.AREA_WIDTH:
        return ()
    x = max(page.LEFT, min(right_axis + widths[-1] / 2, page.RIGHT) - whole)
    places = [x + sum(widths[:index]) + _BETWEEN * index for index in range(len(names))]
    return tuple(map(Piece, places, units))


def _unsealed(names: Sequence[str], date: Sequence[Unit], setter: Setter) -> list[Row]:
    """Return a signature without seal (7.3.5.2): after a blank row, two characters in, the lead first.

    The date begins two characters after the name, and never less than two before the edge.
    """
    lines = [line for name in names for line in balanced(setter.units(name), _LONGEST_SIGNATORY)]
    widest = max([width_of(date) + _UNSEALED_INDENT, *map(width_of, lines)])
    x = page.RIGHT - _UNSEALED_INDENT - widest
    signed = [Row((Piece(x, line),)) for line in lines]
    return [Row(), *signed, Row((Piece(x + 2 * page.PITCH, date),))]


def _stamped(posts: Sequence[str], date: Sequence[Unit], setter: Setter) -> list[Row]:
    """Return the posts, one a line, each left of the room for its 签名章, and the date below (7.3.5.3)."""
    right = page.RIGHT - _STAMP_INDENT - page.STAMP_WIDTH - 2 * page.PITCH
    parts = [balanced(setter.units(post), right - page.LEFT) for post in posts]
    x = right - max((width_of(line) for lines in parts for line in lines), default=0.0)
    rows = [Row(), Row()]
    for lines in parts:
        rows += [*(Row((Piece(x, line),)) for line in lines), Row()]
    return [*rows, Row((at_right(date, _STAMP_INDENT),))]


def _abreast(names: Sequence[str], setter: Setter, right_axis: float) -> list[Row]:
    """Return the rows of names in two columns; an odd last one stands at the right, over the date."""
    axes = (page.LEFT + page.RIGHT - right_axis, right_axis)
    ordered = [*names[:-1], "", names[-1]] if len(names) % 2 else names
    pairs = [ordered[start : start + 2] for start in range(0, len(ordered), 2)]
    between = max(0, min(page.SEAL_PITCH, page.ROWS * 3 // 4 // len(pairs)) - 1)
    rows: list[Row] = []
    for pair in pairs:
        rows += [Row() for _ in range(between if rows else 0)]
        columns = [
            _centred(balanced(setter.units(name), _COLUMN) if name else [], axis)
            for name, axis in zip(pair, axes, strict=True)
        ]
        levels = zip_longest(*(reversed(column) for column in columns))
        rows += reversed([Row(tuple(piece for piece in level if piece)) for level in levels])
    return rows


def _centred(lines: Sequence[Sequence[Unit]], axis: float) -> list[Piece]:
    """Return lines centred on a vertical axis, which moves as far as needed to keep them in the type area."""
    widths = [width_of(line) for line in lines]
    widest = max(widths, default=0.0)
    axis = max(page.LEFT + widest / 2, min(axis, page.RIGHT - widest / 2))
    return [Piece(axis - width / 2, line) for width, line in zip(widths, lines, strict=True)]
