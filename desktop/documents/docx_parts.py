"""The parts a .docx letter is made of: an empty document of official measures, lines, rules, page numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING, NamedTuple, Protocol

from desktop.documents import page

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.section import Section
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

IMITATION, HEADLINE, BLACK_LETTER, REGULAR, SONG = (
    "仿宋_GB2312",
    "方正小标宋简体",
    "黑体",
    "楷体_GB2312",
    "宋体",
)
"""The faces of GB/T 9704-2012 by the names under which offices have them installed."""
RED, BLACK = "FF0000", "000000"
_ALPHABETS = ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs")
_TWIPS = 20  # in a point
_EIGHTHS = 8  # of a point, in which borders are measured
_TIGHTER = -5  # twips between 3号 characters: 28 of them are a little wider than the type area
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2
_AFTER_BORDERS = ("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:spacing", "w:ind", "w:jc")


class Face(NamedTuple):
    """A face, its size in points, and its colour as RRGGBB where it is not black."""

    name: str
    size: float
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of the file: its runs, and its measures in characters of 3号 and points.

    `first` is the indent of the first line, `left` and `right` of all; `outside` are millimetres to both
    sides instead. What `stays` is on the same page as what follows it. A tab in the text of one that is
    `justified_by_tab` moves what follows to the right, one character of 4号 from the edge.
    """

    runs: tuple[tuple[str, Face], ...] = ()
    align: str = "left"
    first: float = 0
    left: float = 0
    right: float = 0
    height: float = page.ROW
    outside: tuple[float, float] = (0.0, 0.0)
    stays: bool = False
    begins_page: bool = False
    justified_by_tab: bool = False


class Holder(Protocol):
    """What holds paragraphs: a document, a header, a footer."""

    @property
    def paragraphs(self) -> list[Paragraph]:
        """The paragraphs it holds."""
        raise NotImplementedError

    def add_paragraph(self) -> Paragraph:
        """Add one more."""
        raise NotImplementedError


def blank_document(title: str, author: str, dated: date) -> Document:
    """Return an empty document with the page, grid and face of an official paper (5.1 to 5.2.3)."""
    from docx import Document
    from docx.oxml.ns import qn
    from docx.shared import Pt

    document = Document()
    core, at = document.core_properties, datetime.combine(dated, time())
    core.title, core.author, core.comments, core.created, core.modified = title, author, "", at, at
    core.last_modified_by = author
    section = document.sections[0]
    section.page_width, section.page_height = Pt(page.WIDTH), Pt(page.HEIGHT)
    section.left_margin, section.right_margin = Pt(page.LEFT), Pt(page.WIDTH - page.RIGHT)
    section.top_margin, section.bottom_margin = Pt(page.TOP), Pt(page.HEIGHT - page.BOTTOM)
    section.header_distance, section.footer_distance = Pt(page.MARK_TOP), Pt(page.RULE_FROM_FOOT)
    section.different_first_page_header_footer = True
    document.settings.odd_and_even_pages_header_footer = True
    layout = document.element.body.sectPr
    for grid in layout.findall(qn("w:docGrid")):
        layout.remove(grid)
    layout.append(_element("w:docGrid", type="lines", linePitch=round(page.ROW * _TWIPS)))
    normal = document.styles["Normal"]
    _set_face(normal.element.get_or_add_rPr(), Face(IMITATION, page.SIZE_3))
    return document


def add_line(holder: Holder, line: Line, *, first: bool = False) -> Paragraph:
    """Add a line and return its paragraph; the `first` of a header takes the paragraph that is there."""
    from docx.enum.text import WD_LINE_SPACING, WD_PARAGRAPH_ALIGNMENT, WD_TAB_ALIGNMENT
    from docx.shared import Mm, Pt

    paragraph = holder.paragraphs[0] if first else holder.add_paragraph()
    shape = paragraph.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(line.height)
    shape.widow_control, shape.keep_with_next = False, line.stays or None
    shape.alignment = WD_PARAGRAPH_ALIGNMENT[line.align.upper()]
    left, right = line.outside
    shape.left_indent = Mm(left) if left else Pt(line.left * page.PITCH)
    shape.right_indent = Mm(right) if right else Pt(line.right * page.PITCH)
    shape.first_line_indent = Pt(line.first * page.PITCH)
    shape.page_break_before = line.begins_page or None
    if line.justified_by_tab:
        shape.tab_stops.add_tab_stop(Pt(page.AREA_WIDTH - page.SIZE_4), WD_TAB_ALIGNMENT.RIGHT)
    if line.height != page.ROW:  # else it would be stretched to whole rows
        loose = _element("w:snapToGrid", val=0)
        shape.element.get_or_add_pPr().insert_element_before(loose, "w:spacing", "w:ind", "w:jc")
    for text, face in line.runs:
        if fit := _UNFIT.sub("", text):
            _dress(paragraph.add_run(fit), face)
    return paragraph


def bordered(paragraph: Paragraph, rules: Mapping[str, float], space: int = 1, colour: str = RED) -> None:
    """Draw rules at the edges of a paragraph, each of so many points, `space` points from the text.

    Two paragraphs make the double rule of 10.1: word processors draw their own upside down at the foot of
    the page.
    """
    borders = _element("w:pBdr")
    for edge, weight in rules.items():
        size = max(2, round(weight * _EIGHTHS))
        borders.append(_element(f"w:{edge}", val="single", sz=size, space=space, color=colour))
    properties = paragraph.paragraph_format.element.get_or_add_pPr()
    properties.insert_element_before(borders, *_AFTER_BORDERS)


def add_page_numbers(section: Section) -> None:
    """Number the pages in 4号宋体, odd ones at the right, even ones at the left (7.5).

    The first page has none where its footer is one of its own.
    """
    face = Face(SONG, page.SIZE_4)
    for footer, align in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        side = Line((("— ", face),), align=align, left=1, right=1, height=page.SMALL_ROW)
        paragraph = add_line(footer, side, first=True)
        for part in (_field("begin"), _instruction("PAGE"), _field("end")):
            run = paragraph.add_run()
            _dress(run, face)
            run.font.element.append(part)
        _dress(paragraph.add_run(" —"), face)


def begin_again(document: Document) -> None:
    """Begin another letter in the file, on a right-hand page numbered 1, with the same header and footers."""
    from docx.enum.section import WD_SECTION
    from docx.oxml.ns import qn

    document.add_section(WD_SECTION.ODD_PAGE)
    layout = document.element.body.sectPr
    for old in layout.findall(qn("w:pgNumType")):
        layout.remove(old)
    layout.append(_element("w:pgNumType", start=1))


def _field(kind: str) -> BaseOxmlElement:
    return _element("w:fldChar", fldCharType=kind)


def _instruction(text: str) -> BaseOxmlElement:
    made = _element("w:instrText")
    made.text = text
    return made


def _dress(run: Run, face: Face) -> None:
    properties = run.font.element.get_or_add_rPr()
    _set_face(properties, face)


def _set_face(properties: BaseOxmlElement, face: Face) -> None:
    """Name the face for every alphabet, and its size and colour, in the order the schema wants them."""
    from docx.oxml.ns import qn

    fonts = properties.get_or_add_rFonts()
    for alphabet in _ALPHABETS:
        fonts.set(qn(alphabet), face.name)
    fonts.set(qn("w:hint"), "eastAsia")
    if face.colour:
        properties.append(_element("w:color", val=face.colour))
    if face.size == page.SIZE_3:
        properties.append(_element("w:spacing", val=_TIGHTER))
    for name in ("w:sz", "w:szCs"):
        properties.append(_element(name, val=round(face.size * 2)))


def _element(name: str, **attributes: object) -> BaseOxmlElement:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made
