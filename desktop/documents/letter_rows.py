"""The rows of a letter from the salutation to the last note, each with what stands on it and where."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from desktop.documents import page
from desktop.documents.fonts import Role
from desktop.documents.headline import balanced
from desktop.documents.linebreak import Measure, break_lines
from desktop.documents.pagination import Kind
from desktop.domain.letter import ClassMarkPlace, ParagraphLevel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.documents.linebreak import Line, Setter, Unit
    from desktop.domain.letter import Letter, Paragraph

_INDENT = 2 * page.PITCH
_SHORT_NAME = 8 * page.PITCH  # names up to this long are not broken across lines
_LONGEST_SIGNATORY = 20 * page.PITCH
_COLUMN = 13 * page.PITCH  # a signatory beside another
_HEADING_FACES = {ParagraphLevel.H1: Role.HEI, ParagraphLevel.H2: Role.KAI}


class Piece(NamedTuple):
    """Units that stand together: left edge from the left of the sheet, points after each but the last."""

    x: float
    units: Sequence[Unit]
    gap: float = 0.0


@dataclass(frozen=True, slots=True)
class Row:
    """One row of 3号 text; empty when nothing stands on it."""

    pieces: tuple[Piece, ...] = ()
    kind: Kind = field(default_factory=Kind)


def opening_rows(letter: Letter, setter: Setter) -> list[Row]:
    """Return the rows of 主送机关, flush left also when wrapped (7.3.2); names are not broken."""
    units: list[Unit] = []
    for name in re.split("(?<=、)", letter.salutation):
        whole = setter.whole(name)
        units += whole if sum(unit.width for unit in whole) <= _SHORT_NAME else setter.units(name)
    return _rows(units, setter, Measure(page.AREA_WIDTH, ragged=True))


def body_rows(letter: Letter, setter: Setter) -> list[Row]:
    """Return the rows of the body: first lines indented two characters, full lines spread (7.3.3, 5.2.3)."""
    return [row for paragraph in letter.body for row in _paragraph_rows(paragraph, setter)]


def _paragraph_rows(paragraph: Paragraph, setter: Setter) -> list[Row]:
    heading, rest = paragraph.parts()
    units = setter.units(heading, _HEADING_FACES.get(paragraph.level, Role.BODY)) + setter.units(rest)
    lines = break_lines(setter.fit(units, page.AREA_WIDTH), Measure(page.AREA_WIDTH, _INDENT))
    final = len(lines) - 1
    return [
        _row(line, Kind(holds_next=not rest and bool(heading), last=0 < number == final, words=True))
        for number, line in enumerate(lines)
    ]


def attachment_rows(letter: Letter, setter: Setter) -> list[Row]:
    """Return 附件说明 after a blank row: wrapped names stand under their first character (7.3.4)."""
    rows = [Row()] if letter.attachments else []
    many = len(letter.attachments) > 1
    for number, name in enumerate(letter.attachments, 1):
        label = setter.units(("附件：" if number == 1 else "　　　") + (f"{number}." if many else ""))
        hang = _INDENT + sum(unit.width for unit in label)
        rows += _rows(label + setter.units(name), setter, Measure(page.AREA_WIDTH, _INDENT, hang))
    return rows


def signature_rows(letter: Letter, setter: Setter) -> list[Row]:
    """Return 署名 and 成文日期, ending with the date (7.3.5.1, sealed).

    One signatory stands centred over the date; several stand two abreast in their order, the last over the
    date, with room for every seal.
    """
    date = setter.units(letter.printed_date)
    width = sum(unit.width for unit in date)
    right_axis = page.RIGHT - page.DATE_INDENT - width / 2
    rows = [Row() for _ in range(page.SEAL_ROWS)]
    if len(letter.signatories) > 1:
        rows += _abreast(letter.signatories, setter, right_axis)
    else:
        names = balanced(setter.units("".join(letter.signatories)), _LONGEST_SIGNATORY)
        rows += [Row((piece,)) for piece in _centred(names, right_axis)]
    return [*rows, Row((Piece(right_axis - width / 2, date),))]


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
    widths = [sum(unit.width for unit in line) for line in lines]
    widest = max(widths, default=0.0)
    axis = max(page.LEFT + widest / 2, min(axis, page.RIGHT - widest / 2))
    return [Piece(axis - width / 2, line) for width, line in zip(widths, lines, strict=True)]


def note_rows(letter: Letter, setter: Setter) -> list[Row]:
    """Return what stands under the date: publicity, 附注 in brackets (7.3.6), and a class mark at the end."""
    notes = [f"（{text}）" for text in (letter.publicity, letter.note) if text]
    if letter.class_mark and letter.class_mark_place is ClassMarkPlace.END:
        notes.append(letter.class_mark)
    return [
        row for note in notes for row in _rows(setter.units(note), setter, Measure(page.AREA_WIDTH, _INDENT))
    ]


def copy_lines(letter: Letter, setter: Setter) -> list[Line]:
    """Return the lines of 抄送 in 4号, hanging after the colon, one character in from both sides (7.4.2)."""
    if not letter.cc:
        return []
    width = page.AREA_WIDTH - 2 * page.SIZE_4
    units = setter.units(f"抄送：{'，'.join(letter.cc)}。", size=page.SIZE_4)
    return break_lines(setter.fit(units, width), Measure(width, hang=3 * page.SIZE_4))


def copy_height(lines: Sequence[Line]) -> int:
    """Return the rows that 抄送 takes at the foot of a page, with one blank row above it."""
    return math.ceil(len(lines) * page.SMALL_ROW / page.ROW) + 1 if lines else 0


def _rows(units: Sequence[Unit], setter: Setter, measure: Measure) -> list[Row]:
    return [_row(line, Kind()) for line in break_lines(setter.fit(units, page.AREA_WIDTH / 2), measure)]


def _row(line: Line, kind: Kind) -> Row:
    return Row((Piece(page.LEFT + line.indent, line.units, line.gap),), kind)
