"""What a formal letter says: its elements in the order of the printed page, as plain data without geometry.

An issued letter is frozen: `mapping.to_mapping` keeps it as JSON, `mapping.from_mapping` reads it unchanged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.domain.dates import chinese_date
from desktop.domain.labels import Labelled

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


class LetterFormat(Labelled):
    """In which format of GB/T 9704-2012 a letter is set: chapter 7, or 10.1 as replies usually are."""

    LETTER = ("letter", "信函格式")
    DOCUMENT = ("document", "文件格式")


class Sealing(Labelled):
    """How a letter is signed, which decides where its 署名 stands (7.3.5.1 to 7.3.5.3)."""

    SEALED = ("sealed", "加盖印章")
    UNSEALED = ("unsealed", "不加盖印章")
    STAMP = ("stamp", "加盖签发人签名章")


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
class Annex:
    """An attachment that is printed behind the letter (7.3.7): its title and its text."""

    title: str
    body: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of GB/T 9704-2012, word for word: in the letter format (10.1) or the document format (7).

    `issuer` is printed without 文件, which `mark_word` adds in the document format; `doc_no` in its printed
    form, or empty before the number is taken; `title` may hold line breaks that are kept; `salutation` ends
    with its colon; `note` (附注) and `publicity` (此件公开发布) are without brackets; `watermark` lies pale
    under the text. `signer` names one or more 签发人, separated by 、. Under a 签名章 `signatories` are the
    posts of those who sign. `attachments` is what 附件说明 lists, `annexes` those of them printed behind the
    letter. `printer` and `printed_on` are the last line of 版记. `addressees` are the salutations of the
    copies, where each person gets one of the own; the first is the `salutation`. `below_title` says line by
    line where a report was given and who gave it.
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
    format: LetterFormat = LetterFormat.LETTER
    mark_word: str = ""
    copy_no: str = ""
    urgency: str = ""
    sealing: Sealing = Sealing.SEALED
    signatories_in_line: bool = False
    publicity_first: bool = False
    annexes: tuple[Annex, ...] = ()
    printer: str = ""
    printed_on: date | None = None
    addressees: tuple[str, ...] = ()
    below_title: tuple[str, ...] = ()

    @property
    def printed_date(self) -> str:
        """The date of the letter in Arabic figures without leading zeros (7.3.5.4)."""
        return chinese_date(self.dated)

    @property
    def mark(self) -> str:
        """What 发文机关标志 says: the issuer, with 文件 behind it in the document format (7.2.4)."""
        return self.issuer + (self.mark_word if self.is_document else "")

    @property
    def is_document(self) -> bool:
        """Whether it is set in the document format (文件格式)."""
        return self.format is LetterFormat.DOCUMENT

    @property
    def signers(self) -> tuple[str, ...]:
        """The 签发人 one by one."""
        return tuple(name for name in self.signer.split("、") if name)

    @property
    def imprint(self) -> str:
        """The day of printing as 版记 says it (7.4.3), or "" without one."""
        return f"{chinese_date(self.printed_on)}印发" if self.printer and self.printed_on else ""

    def annex_label(self, number: int) -> str:
        """Return what stands above an annex, `number` from 1: 附件, or 附件2 where there are several."""
        many = max(len(self.annexes), len(self.attachments)) > 1
        return f"附件{number if many else ''}"

    def copies(self) -> tuple[Letter, ...]:
        """Return the letter as each addressee gets it; itself when it is not addressed one by one."""
        if not self.addressees:
            return (self,)
        return tuple(replace(self, salutation=each, addressees=()) for each in self.addressees)

    def texts(self) -> Iterator[str]:
        """Every text that is printed, so that it can be checked before the paper is made."""
        yield from (self.mark, self.doc_no, self.title, self.salutation, self.class_mark, self.signer)
        yield from (paragraph.text for paragraph in self.body)
        yield from (*self.signatories, *self.attachments, self.note, self.publicity, *self.cc, self.watermark)
        yield from (self.copy_no, self.urgency, self.printer, *self.addressees, *self.below_title)
        for annex in self.annexes:
            yield from (annex.title, *(paragraph.text for paragraph in annex.body))
