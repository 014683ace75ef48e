"""Letters of both formats as they lie on paper: faces, sizes, ink and lines, for tests of the standard."""

from __future__ import annotations

import ctypes
import re
import zlib
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import pypdfium2.raw as pdfium

from desktop.documents.pdf import page_count, render
from desktop.domain.letter import Annex, Letter, LetterFormat, paragraphs
from tests.documents.letters import MM, Printed, letter, official_text

if TYPE_CHECKING:
    from collections.abc import Iterator

DOTS = 600
CELL = 156 / 28  # mm; one 字
ROW = 225 / 22  # mm; one 行
SEVEN_EIGHTHS = 16 / MM * 7 / 8  # mm; of a 3号 character
ANNEX = Annex("加装电梯补助资金使用情况统计表", paragraphs("一、使用情况\n" + official_text(4, 500)))
DOCUMENT: dict[str, Any] = {
    "format": LetterFormat.DOCUMENT,
    "issuer": "临江市人民政府",
    "mark_word": "文件",
    "doc_no": "临政函〔2026〕12号",
    "signatories": ("临江市人民政府",),
    "class_mark": "",
    "printer": "临江市人民政府办公室",
    "printed_on": date(2026, 8, 10),
}
FORMATS: dict[LetterFormat, dict[str, Any]] = {LetterFormat.LETTER: {}, LetterFormat.DOCUMENT: DOCUMENT}


def document(**changes: Any) -> Letter:
    """Return the sample letter in the document format (文件格式) with some fields changed."""
    return letter(**(DOCUMENT | changes))


@cache
def of_pages(kind: LetterFormat, pages: int) -> Printed:
    """Return a letter of so many pages, printed."""
    plain = {"salutation": "王喆堃委员：", **({} if pages > 1 else {"note": "", "cc": (), "printer": ""})}
    for length in range(35, 6000, 55):
        parts = [official_text(length + start, 280) for start in range(0, length - 279, 280)]
        body = "\n".join([*parts, official_text(length, length % 280 or 280)])
        made = letter(**(FORMATS[kind] | plain), body=body)
        if page_count(made) == pages:
            return Printed(render([made]))
    raise AssertionError(pages)


class Sort(NamedTuple):
    """What a printed character is made of: its face, its size in points, its colour as RGB."""

    char: str
    face: str
    size: float
    colour: tuple[int, int, int]


def sorts(paper: Printed, page: int) -> Iterator[Sort]:
    """Yield face, size and colour of every character of a page, in its order."""
    words = paper.document[page].get_textpage()
    for index in range(words.count_chars()):
        code = pdfium.FPDFText_GetUnicode(words, index)
        if pdfium.FPDFText_IsGenerated(words, index) or chr(code).isspace():
            continue
        name = ctypes.create_string_buffer(64)
        pdfium.FPDFText_GetFontInfo(words, index, name, 64, ctypes.c_int())
        parts = [ctypes.c_uint() for _ in range(4)]
        pdfium.FPDFText_GetFillColor(words, index, *parts)
        colour = (parts[0].value, parts[1].value, parts[2].value)
        face = name.value.decode().rpartition("+")[2]
        yield Sort(chr(code), face, pdfium.FPDFText_GetFontSize(words, index), colour)


def faces(paper: Printed, page: int, text: str) -> set[tuple[str, float]]:
    """Return the faces and sizes of a stretch of text on a page."""
    told = [sort for sort in sorts(paper, page) if not "\ud800" <= sort.char <= "\udfff"]
    start = "".join(sort.char for sort in told).index(text)
    return {(sort.face, round(sort.size, 1)) for sort in told[start : start + len(text)]}


def line(paper: Printed, page: int, start: str) -> list[Any]:
    """Return the printed line that begins so."""
    return next(row for row in paper.lines(page) if said(row).startswith(start))


def said(row: list[Any]) -> str:
    """Return the text of a printed line."""
    return "".join(glyph.char for glyph in row)


def middle(row: list[Any]) -> float:
    """Return the middle of a line's cells, in mm: em boxes of 3号 begin at `x`."""
    return (row[0].x + row[-1].x + 16 / MM) / 2


@cache
def picture(paper: Printed, page: int) -> Any:
    """Return a page at 600 dots per inch."""
    return paper.picture(page, DOTS)


def ink(
    paper: Printed, page: int, box: tuple[float, float, float, float], *, red: bool = False
) -> list[float]:
    """Return where rows of ink begin and end inside a box (left, top, right, bottom), in mm from the top."""
    part = picture(paper, page).crop([round(edge * DOTS / 25.4) for edge in box])
    if red:
        bands = part.split()
        dark = bands[1].point(lambda value: 255 if value < 200 else 0)
    else:
        dark = part.convert("L").point(lambda value: 255 if value < 160 else 0)
    _, rows = dark.getprojection()
    edges = [number for number, row in enumerate(rows) if (row > 0) != (number > 0 and rows[number - 1] > 0)]
    return [box[1] + edge * 25.4 / DOTS for edge in edges]


def operators(content: bytes) -> bytes:
    """Return the unpacked page streams of a file."""
    out = b""
    for packed in re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
        try:
            out += zlib.decompress(packed)
        except zlib.error:  # a picture or a font
            continue
    return out
