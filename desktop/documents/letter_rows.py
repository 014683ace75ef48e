"""The rows of a letter from the salutation to the last note, each with what stands on it and where."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.documents import page
from desktop.documents.fonts import Role
from desktop.documents.headline import balanced
from desktop.documents.linebreak import Measure, break_lines
from desktop.documents.pagination import Kind
from desktop.documents.placing import Piece, in_middle, width_of
from desktop.domain.letter import ClassMarkPlace, ParagraphLevel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.documents.linebreak import Line, Setter, Unit
    from desktop.domain.letter import Annex, Letter, Paragraph

_INDENT = 2 * page.PITCH
_SHORT_NAME = 8 * page.PITCH  # names up to this long are not broken across lines
_HEADING_FACES = {ParagraphLevel.H1: Role.HEI, ParagraphLevel.H2: Role.KAI}


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
        units += whole if width_of(whole) <= _SHORT_NAME else setter.units(name)
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
        hang = _INDENT + width_of(label)
        rows += _rows(label + setter.units(name), setter, Measure(page.AREA_WIDTH, _INDENT, hang))
    return rows


def note_rows(letter: Letter, setter: Setter) -> list[Row]:
    """Return what stands under the date: publicity, 附注 in brackets (7.3.6), and a class mark at the end."""
    below = "" if letter.publicity_first else letter.publicity
    notes = [f"（{text}）" for text in (below, letter.note) if text]
    if letter.class_mark and letter.class_mark_place is ClassMarkPlace.END:
        notes.append(letter.class_mark)
    return [
        row for note in notes for row in _rows(setter.units(note), setter, Measure(page.AREA_WIDTH, _INDENT))
    ]


def annex_rows(label: str, annex: Annex, setter: Setter) -> list[Row]:
    """Return the rows of an attachment: label flush left, title on the third row, its text (7.3.7)."""
    title = setter.units(annex.title, Role.TITLE, page.SIZE_2)
    rows = [Row((Piece(page.LEFT, setter.units(label, Role.HEI)),)), Row()]
    rows += [Row((in_middle(line),)) for line in balanced(title, page.TITLE_WIDTH)]
    rows.append(Row())
    return rows + [row for paragraph in annex.body for row in _paragraph_rows(paragraph, setter)]


def _rows(units: Sequence[Unit], setter: Setter, measure: Measure) -> list[Row]:
    return [_row(line, Kind()) for line in break_lines(setter.fit(units, page.AREA_WIDTH / 2), measure)]


def _row(line: Line, kind: Kind) -> Row:
    return Row((Piece(page.LEFT + line.indent, line.units, line.gap),), kind)
