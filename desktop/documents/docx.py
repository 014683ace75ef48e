"""Letter → .docx for editing in a word processor: the same words, faces and measures as the PDF.

The PDF is the record; a word processor breaks lines and pages in its own way. Faces are named as offices have
them installed, on every alphabet of every run, or Chinese text would fall back to the face of the theme.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from desktop.documents import page
from desktop.documents.docx_parts import (
    BLACK_LETTER,
    HEADLINE,
    IMITATION,
    RED,
    REGULAR,
    Face,
    Line,
    add_line,
    add_page_numbers,
    blank_document,
    bordered,
)
from desktop.documents.fonts import Role, bundled
from desktop.documents.headline import balanced
from desktop.documents.linebreak import Setter
from desktop.domain.letter import ClassMarkPlace, ParagraphLevel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document
    from docx.section import Section

    from desktop.domain.letter import Letter, Paragraph

_MARK = 38.0  # points of the 发文机关标志; the PDF fits it to its length
_NARROW_MARK = 24.0
_LONG_NAME = 16  # characters of an issuer from which the mark is set smaller
_BODY = Face(IMITATION, page.SIZE_3)
_HEADINGS = {
    ParagraphLevel.H1: Face(BLACK_LETTER, page.SIZE_3),
    ParagraphLevel.H2: Face(REGULAR, page.SIZE_3),
}
_DATE_INDENT = 4.0  # characters from the right edge to the end of the date
_OUTSIDE = (-8.0, -6.0)  # mm the 170 mm rules reach beyond the type area (10.1)


def render(letter: Letter) -> bytes:
    """Return a letter in the letter format (信函格式) as a .docx file."""
    document = blank_document(letter.title.replace("\n", ""), letter.issuer, letter.dated)
    section = document.sections[0]
    _rules(section, letter)
    add_page_numbers(section)
    for line in _lines(letter):
        add_line(document, line)
    return _saved(document)


def _saved(document: Document) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _rules(section: Section, letter: Letter) -> None:
    """Set the mark and the double red rules of the first page in its header and footer (10.1)."""
    size = _MARK if len(letter.issuer) <= _LONG_NAME else _NARROW_MARK
    head, foot = section.first_page_header, section.first_page_footer
    head.is_linked_to_previous = foot.is_linked_to_previous = False
    mark = Line(
        ((letter.issuer, Face(HEADLINE, size, RED)),), align="center", height=size + 4, outside=_OUTSIDE
    )
    bordered(add_line(head, mark, first=True), "bottom", page.RULE_THICK, space=11)
    thin = Line((), height=page.RULE_GAP + 1, outside=_OUTSIDE)
    bordered(add_line(head, thin), "bottom", page.RULE_THIN)
    bordered(add_line(foot, thin, first=True), "top", page.RULE_THIN)
    bordered(add_line(foot, thin), "top", page.RULE_THICK)


def _lines(letter: Letter) -> Iterator[Line]:
    """Yield the lines of a letter from its class mark to its copies."""
    yield from _number_lines(letter)
    yield from (Line(), Line())
    for text in title_lines(letter.title):
        yield Line(((text, Face(HEADLINE, page.SIZE_2)),), align="center", height=page.TITLE_ROW)
    yield Line()
    yield Line(((letter.salutation, _BODY),))
    for number, paragraph in enumerate(letter.body, 1):
        yield _paragraph(paragraph, is_last=number == len(letter.body))
    yield from _attachments(letter)
    yield from _signature(letter)
    yield from _notes(letter)


def title_lines(title: str) -> tuple[str, ...]:
    """Return the lines of a title, broken at meaning as on the PDF (7.3.1)."""
    setter = Setter(bundled())
    return tuple(
        "".join(unit.text for unit in line)
        for part in title.split("\n")
        for line in balanced(setter.units(part.strip(), Role.TITLE, page.SIZE_2), page.TITLE_WIDTH)
    )


def _number_lines(letter: Letter) -> Iterator[Line]:
    mark, place = letter.class_mark, letter.class_mark_place
    black = Face(BLACK_LETTER, page.SIZE_3)
    if mark and place is ClassMarkPlace.TOP_RIGHT:
        yield Line(((mark, black),), align="right")
    beside = (("　" + mark, black),) if mark and place is ClassMarkPlace.BESIDE_DOC_NO else ()
    signer = (("　　签发人：", _BODY), (letter.signer, Face(REGULAR, page.SIZE_3))) if letter.signer else ()
    yield Line(((letter.doc_no, _BODY), *beside, *signer), align="right")


def _paragraph(paragraph: Paragraph, *, is_last: bool) -> Line:
    """Return a paragraph; a heading stays with its text, the last one with the signature."""
    heading, rest = paragraph.parts()
    face = _HEADINGS.get(paragraph.level, _BODY)
    return Line(((heading, face), (rest, _BODY)), align="justify", first=2, stays=is_last or not rest)


def _attachments(letter: Letter) -> Iterator[Line]:
    """Yield 附件说明 after a blank line (7.3.4)."""
    if letter.attachments:
        yield Line(stays=True)
    many = len(letter.attachments) > 1
    for number, name in enumerate(letter.attachments, 1):
        label = ("附件：" if number == 1 else "　　　") + (f"{number}." if many else "")
        yield Line(((label + name, _BODY),), first=2, stays=True)


def _signature(letter: Letter) -> Iterator[Line]:
    """Yield 署名 centred over 成文日期, which ends four characters from the right (7.3.5.1)."""
    yield from (Line(stays=True) for _ in range(page.SEAL_ROWS))
    date = _ems(letter.printed_date)
    for name in letter.signatories:
        right = max(0.0, _DATE_INDENT + (date - _ems(name)) / 2)
        yield Line(((name, _BODY),), align="right", right=right, stays=True)
    yield Line(((letter.printed_date, _BODY),), align="right", right=_DATE_INDENT)


def _ems(text: str) -> float:
    """Return about how many characters of 3号 a text is wide: figures take half of one."""
    return sum(0.5 if char.isascii() else 1.0 for char in text)


def _notes(letter: Letter) -> Iterator[Line]:
    """Yield what stands under the date: publicity, 附注, a class mark at the end, 抄送."""
    notes = [f"（{text}）" for text in (letter.publicity, letter.note) if text]
    if letter.class_mark and letter.class_mark_place is ClassMarkPlace.END:
        notes.append(letter.class_mark)
    yield from (Line(((text, _BODY),), first=2) for text in notes)
    if letter.cc:
        copies = f"抄送：{'，'.join(letter.cc)}。"
        yield Line(((copies, Face(IMITATION, page.SIZE_4)),), left=1, right=1, height=page.SMALL_ROW)
