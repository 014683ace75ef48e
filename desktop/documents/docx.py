"""Letter → .docx for editing in a word processor: the same words, faces and measures as the PDF.

The PDF is the record; a word processor breaks lines and pages in its own way. Faces are named as offices have
them installed, on every alphabet of every run, or Chinese text would fall back to the face of the theme.
"""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

from desktop.documents import page
from desktop.documents.docx_parts import (
    BLACK,
    BLACK_LETTER,
    HEADLINE,
    IMITATION,
    RED,
    REGULAR,
    Face,
    Line,
    add_line,
    add_page_numbers,
    begin_again,
    blank_document,
    bordered,
)
from desktop.documents.fonts import Role, bundled
from desktop.documents.headline import balanced
from desktop.documents.linebreak import Setter
from desktop.domain.letter import ClassMarkPlace, ParagraphLevel, Sealing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document
    from docx.section import Section
    from docx.text.paragraph import Paragraph as Printed

    from desktop.domain.letter import Annex, Letter, Paragraph

_MARK = 38.0  # points of the 发文机关标志; the PDF fits it to its length
_NARROW_MARK = 24.0
_LONG_NAME = 16  # characters of an issuer from which the mark is set smaller
_BODY = Face(IMITATION, page.SIZE_3)
_SMALL = Face(IMITATION, page.SIZE_4)
_BLACK = Face(BLACK_LETTER, page.SIZE_3)
_TITLE = Face(HEADLINE, page.SIZE_2)
_HEADINGS = {
    ParagraphLevel.H1: Face(BLACK_LETTER, page.SIZE_3),
    ParagraphLevel.H2: Face(REGULAR, page.SIZE_3),
}
_DATE_INDENT = 4.0  # characters from the right edge to the end of the date
_UNSEALED_INDENT = 2.0  # 7.3.5.2
_STAMP = page.STAMP_WIDTH / page.PITCH + 2  # characters between a post and the indent of the date (7.3.5.3)
_OUTSIDE = (-8.0, -6.0)  # mm the 170 mm rules reach beyond the type area (10.1)


def render(letter: Letter) -> bytes:
    """Return a letter as a .docx file, once for each of its addressees where it goes to them one by one."""
    return saved(made(letter))


def made(letter: Letter) -> Document:
    """Return a letter as an open document, to which more can be added."""
    document = blank_document(letter.title.replace("\n", ""), letter.issuer, letter.dated)
    section = document.sections[0]
    if letter.is_document:
        section.different_first_page_header_footer = False
    else:
        _rules(section, letter)
    add_page_numbers(section)
    for number, copy in enumerate(letter.copies()):
        if number:
            begin_again(document)
        _write(document, copy)
    return document


def saved(document: Document) -> bytes:
    """Return an open document as a file."""
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _write(document: Document, letter: Letter) -> None:
    for line in _head_lines(letter):
        add_line(document, line)
    if letter.is_document:
        bordered(document.paragraphs[-1], {"bottom": page.RULE_THICK}, space=10)
    for line in _lines(letter):
        add_line(document, line)
    _foot(document, letter)


def _mark(letter: Letter) -> Face:
    return Face(HEADLINE, _MARK if len(letter.mark) <= _LONG_NAME else _NARROW_MARK, RED)


def _rules(section: Section, letter: Letter) -> None:
    """Set the mark and the double red rules of the first page in its header and footer (10.1)."""
    face = _mark(letter)
    head, foot = section.first_page_header, section.first_page_footer
    head.is_linked_to_previous = foot.is_linked_to_previous = False
    mark = Line(((letter.mark, face),), align="center", height=face.size + 4, outside=_OUTSIDE)
    bordered(add_line(head, mark, first=True), {"bottom": page.RULE_THICK}, space=11)
    thin = Line((), height=page.RULE_GAP + 1, outside=_OUTSIDE)
    bordered(add_line(head, thin), {"bottom": page.RULE_THIN})
    bordered(add_line(foot, thin, first=True), {"top": page.RULE_THIN})
    bordered(add_line(foot, thin), {"top": page.RULE_THICK})


def _head_lines(letter: Letter) -> Iterator[Line]:
    """Yield what stands above the title, ending with 发文字号: 份号, 紧急程度, the mark of a document."""
    mark, place = letter.class_mark, letter.class_mark_place
    above = [(letter.copy_no, _BODY), (letter.urgency, _BLACK)]
    if letter.publicity_first:
        above.append((letter.publicity, _BODY))
    lines = [Line(((text, face),)) for text, face in above if text]
    if mark and place is ClassMarkPlace.TOP_RIGHT:
        lines.insert(0, Line(((mark, _BLACK),), align="right"))
    yield from lines
    if letter.is_document:
        yield from _gap(page.DOCUMENT_MARK_TOP - page.TOP - len(lines) * page.ROW)
        face = _mark(letter)
        yield Line(((letter.mark, face),), align="center", height=face.size + 4)
        yield from (Line() for _ in range(page.NUMBER_ROWS))
    beside = (("　" + mark, _BLACK),) if mark and place is ClassMarkPlace.BESIDE_DOC_NO else ()
    names = (("　　签发人：", _BODY), ("　".join(letter.signers), Face(REGULAR, page.SIZE_3)))
    signer = names if letter.signer else ()
    align = "center" if letter.is_document and not signer else "right"
    yield Line(((letter.doc_no, _BODY), *beside, *signer), align=align)


def _gap(height: float) -> Iterator[Line]:
    """Yield blank lines of so many points; word processors cut single ones of more than a row."""
    rows, rest = divmod(height, page.ROW)
    yield from (Line() for _ in range(int(rows)))
    yield Line(height=max(1.0, rest))


def _lines(letter: Letter) -> Iterator[Line]:
    """Yield the lines of a letter from its title to its last note and its annexes."""
    yield from (Line(), Line())
    for text in title_lines(letter.title):
        yield Line(((text, _TITLE),), align="center", height=page.TITLE_ROW)
    for text in letter.below_title:
        yield Line(((text, Face(REGULAR, page.SIZE_3)),), align="center")
    yield Line()
    yield Line(((letter.salutation, _BODY),))
    for number, paragraph in enumerate(letter.body, 1):
        yield _paragraph(paragraph, is_last=number == len(letter.body))
    yield from _attachments(letter)
    yield from _SIGNED[letter.sealing](letter)
    yield from _notes(letter)
    for number, annex in enumerate(letter.annexes, 1):
        yield from _annex(letter.annex_label(number), annex)


def title_lines(title: str) -> tuple[str, ...]:
    """Return the lines of a title, broken at meaning as on the PDF (7.3.1)."""
    setter = Setter(bundled())
    return tuple(
        "".join(unit.text for unit in line)
        for part in title.split("\n")
        for line in balanced(setter.units(part.strip(), Role.TITLE, page.SIZE_2), page.TITLE_WIDTH)
    )


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


def _sealed(letter: Letter) -> Iterator[Line]:
    """Yield 署名 centred over 成文日期, which ends four characters from the right; two abreast (7.3.5.1)."""
    yield from (Line(stays=True) for _ in range(page.SEAL_ROWS))
    date, names = _ems(letter.printed_date), letter.signatories
    wide = len(names) if letter.signatories_in_line else 2
    for start in range(0, len(names), max(1, wide)):
        row = names[start : start + wide]
        right = max(0.0, _DATE_INDENT + (date - _ems(row[-1])) / 2)
        yield Line((("　　".join(row), _BODY),), align="right", right=right, stays=True)
        yield from (Line(stays=True) for _ in range(page.SEAL_PITCH - 1 if start + wide < len(names) else 0))
    yield Line(((letter.printed_date, _BODY),), align="right", right=_DATE_INDENT)


def _unsealed(letter: Letter) -> Iterator[Line]:
    """Yield 署名 after a blank line, two characters in, and the date two characters further (7.3.5.2)."""
    yield Line(stays=True)
    widest = max([_ems(letter.printed_date) + 2, *map(_ems, letter.signatories)])
    left = page.COLUMNS - _UNSEALED_INDENT - widest
    for name in letter.signatories:
        yield Line(((name, _BODY),), left=max(0.0, left), stays=True)
    yield Line(((letter.printed_date, _BODY),), left=max(0.0, left) + 2)


def _stamped(letter: Letter) -> Iterator[Line]:
    """Yield the posts with room for a 签名章 to their right, and the date (7.3.5.3)."""
    yield from (Line(stays=True) for _ in range(2))
    for post in letter.signatories:
        yield Line(((post, _BODY),), align="right", right=_DATE_INDENT + _STAMP, stays=True)
        yield Line(stays=True)
    yield Line(((letter.printed_date, _BODY),), align="right", right=_DATE_INDENT)


_SIGNED = {Sealing.SEALED: _sealed, Sealing.UNSEALED: _unsealed, Sealing.STAMP: _stamped}


def _ems(text: str) -> float:
    """Return about how many characters of 3号 a text is wide: figures take half of one."""
    return sum(0.5 if char.isascii() else 1.0 for char in text)


def _notes(letter: Letter) -> Iterator[Line]:
    """Yield what stands under the date: publicity, 附注, a class mark at the end."""
    below = "" if letter.publicity_first else letter.publicity
    notes = [f"（{text}）" for text in (below, letter.note) if text]
    if letter.class_mark and letter.class_mark_place is ClassMarkPlace.END:
        notes.append(letter.class_mark)
    yield from (Line(((text, _BODY),), first=2) for text in notes)


def _annex(label: str, annex: Annex) -> Iterator[Line]:
    """Yield an attachment: its label at the top of a page, its title on the third line (7.3.7)."""
    yield Line(((label, _BLACK),), begins_page=True)
    yield Line()
    for text in title_lines(annex.title):
        yield Line(((text, _TITLE),), align="center")
    yield Line()
    yield from (_paragraph(paragraph, is_last=False) for paragraph in annex.body)


def _foot(document: Document, letter: Letter) -> None:
    """Add 版记: 抄送, then who printed it when; between rules in the document format (7.4)."""
    lines: list[Printed] = []
    first, side = (page.SIZE_4 / page.PITCH, 0.0) if letter.is_document else (0.0, 1.0)
    small = Line(first=first, left=side, right=side, height=page.SMALL_ROW)
    if letter.cc:
        copies = f"抄送：{'，'.join(letter.cc)}。"
        lines.append(add_line(document, replace(small, runs=((copies, _SMALL),))))
    if letter.imprint:
        said = f"{letter.printer}\t{letter.imprint}"
        lines.append(add_line(document, replace(small, runs=((said, _SMALL),), justified_by_tab=True)))
    if letter.is_document:
        for number, line in enumerate(lines):
            rules = {"top": page.FRAME_THIN if number else page.FRAME_THICK}
            if number == len(lines) - 1:
                rules["bottom"] = page.FRAME_THICK
            bordered(line, rules, colour=BLACK)
