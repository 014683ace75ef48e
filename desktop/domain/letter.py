"""What a formal letter says: its elements in the order of the printed page, as plain data without geometry.

An issued letter is frozen: `mapping.to_mapping` keeps it as JSON, `mapping.from_mapping` reads it unchanged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.domain.dates import chinese_date

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST_HEADING = 56  # two full lines of 28 characters; what is longer is a sentence, not a heading
_NUMERAL = "[一二三四五六七八九十百]+"


class ParagraphLevel(StrEnum):
    """The level a paragraph stands on, which decides its face (GB/T 9704 7.3.3)."""

    BODY = "body"
    H1 = "h1"
    H2 = "h2"
    H3 = "h3"


_MARKS = (
    (ParagraphLevel.H1, re.compile(rf"{_NUMERAL}、")),
    (ParagraphLevel.H2, re.compile(rf"[（(]{_NUMERAL}[）)]")),
    (ParagraphLevel.H3, re.compile(r"\d{1,2}[.．、](?!\d)")),
)


class ClassMarkPlace(StrEnum):
    """Where the class of the result (A, B, C…) is printed; offices differ."""

    TOP_RIGHT = "top_right"
    BESIDE_DOC_NO = "beside_doc_no"
    END = "end"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the body, without its indent."""

    level: ParagraphLevel
    text: str

    def parts(self) -> tuple[str, str]:
        """Return what is set in the face of the level, and what follows it in the face of the body.

        一、 and （一） cover the line, or its first sentence when more follows; a sentence of more than two
        lines is no heading.
        """
        if self.level not in (ParagraphLevel.H1, ParagraphLevel.H2):
            return "", self.text
        sentence, stop, rest = self.text.partition("。")
        if len(sentence) > _LONGEST_HEADING:
            return "", self.text
        return sentence + stop, rest


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a plain text: one a line, without indents and blank lines."""
    lines = (line.strip() for line in text.splitlines())
    return tuple(Paragraph(level_of(line), line) for line in lines if line)


def level_of(line: str) -> ParagraphLevel:
    """Return the level a line without indent stands on, by the number it begins with."""
    return next((level for level, mark in _MARKS if mark.match(line)), ParagraphLevel.BODY)


def without_mark(line: str) -> str:
    """Return a line without indent and without the number it begins with."""
    bare = line.strip()
    mark = next((found for _, each in _MARKS if (found := each.match(bare))), None)
    return bare[mark.end() :].lstrip() if mark else bare


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter in the letter format (信函格式) of GB/T 9704-2012 10.1, word for word.

    `issuer` is printed without 文件; `doc_no` in its printed form, or empty before the number is taken;
    `title` may hold line breaks that are kept; `salutation` ends with its colon; `note` (附注) and
    `publicity` (此件公开发布) are without brackets; `watermark` lies pale under the text.
    """

    issuer: str
    doc_no: str
    title: str
    salutation: str
    body: tuple[Paragraph, ...]
    signatories: tuple[str, ...]
    dated: date
    class_mark: str = ""
    class_mark_place: ClassMarkPlace = ClassMarkPlace.TOP_RIGHT
    signer: str = ""
    attachments: tuple[str, ...] = ()
    note: str = ""
    publicity: str = ""
    cc: tuple[str, ...] = ()
    watermark: str = ""

    @property
    def printed_date(self) -> str:
        """The date of the letter in Arabic figures without leading zeros (7.3.5.4)."""
        return chinese_date(self.dated)

    def texts(self) -> Iterator[str]:
        """Every text that is printed, so that it can be checked before the paper is made."""
        yield from (self.issuer, self.doc_no, self.title, self.salutation, self.class_mark, self.signer)
        yield from (paragraph.text for paragraph in self.body)
        yield from (*self.signatories, *self.attachments, self.note, self.publicity, *self.cc, self.watermark)
