"""Letter with charts in its text and tables behind it → .docx: each table on sheets turned sideways."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from desktop.documents import docx, page
from desktop.documents.docx_parts import BLACK_LETTER, HEADLINE, IMITATION, SONG, Face, Line, add_line
from desktop.domain.ledger import Align

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from docx.document import Document
    from docx.section import Section

    from desktop.domain.ledger import Column, Ledger
    from desktop.domain.letter import Letter

_TWIPS = 20  # in a point
_MARGIN = 20 * page.MM
_SIZE = 21  # half points: 五号
_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
_RULES = "".join(f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for edge in _EDGES)
_SIDES = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right"}


def render(
    letter: Letter, tables: Sequence[Ledger] = (), pictures: Mapping[int, bytes] | None = None
) -> bytes:
    """Return a letter with its tables as a .docx file; `pictures` (PNG) stand behind paragraphs of the body.

    Their keys are the places of the paragraphs, from 0.
    """
    document = docx.made(letter)
    _put_pictures(document, letter, pictures or {})
    for number, table in enumerate(tables, 1):
        section = _turned_section(document)
        label = f"附件{number if len(tables) > 1 else ''}"
        add_line(document, Line(((label, Face(BLACK_LETTER, page.SIZE_3)),)))
        add_line(document, Line(((table.title, Face(HEADLINE, page.SIZE_3)),), align="center"))
        add_line(document, Line(((table.subtitle, Face(IMITATION, page.SIZE_4)),), align="center"))
        _add_table(document, table, _room(section))
    return docx.saved(document)


def _put_pictures(document: Document, letter: Letter, pictures: Mapping[int, bytes]) -> None:
    """Put each picture behind its paragraph; paragraphs stand in the file in the order of the body."""
    from docx.shared import Pt

    written = iter(list(document.paragraphs))
    for place, paragraph in enumerate(letter.body):
        wanted = _visible(paragraph.text)
        anchor = next(each for each in written if _visible(each.text) == wanted)
        if place in pictures:
            added = document.add_paragraph()
            shape = added.paragraph_format
            shape.space_before = shape.space_after = Pt(page.GAP)
            added.add_run().add_picture(BytesIO(pictures[place]), width=Pt(page.AREA_WIDTH))
            anchor.paragraph_format.element.addnext(shape.element)


def _visible(text: str) -> str:
    return "".join(char for char in text if char.isprintable())


def _turned_section(document: Document) -> Section:
    """Begin a page turned sideways, with the page numbers of the pages before."""
    from docx.enum.section import WD_ORIENT, WD_SECTION
    from docx.shared import Pt

    section: Section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Pt(page.HEIGHT), Pt(page.WIDTH)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Pt(_MARGIN)
    return section


def _room(section: Section) -> int:
    """Return how wide a table may be, in twips."""
    width, left, right = section.page_width or 0, section.left_margin or 0, section.right_margin or 0
    return round((width - left - right) / 12_700 * _TWIPS)


def _add_table(document: Document, table: Ledger, room: int) -> None:
    from docx.oxml import parse_xml

    whole = sum(column.width for column in table.columns)
    widths = [round(room * column.width / whole) for column in table.columns]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    shape = (
        f'<w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_RULES}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
    )
    rows = [*_heading(table, widths), *_rows(table, widths)]
    made = f'<w:tbl xmlns:w="{_SPACE}">{shape}<w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
    document.element.body.insert_element_before(parse_xml(made), "w:sectPr")


def _heading(table: Ledger, widths: Sequence[int]) -> Iterator[str]:
    """Yield the rows of the heading, which every sheet repeats: one, or two where columns are grouped."""
    if table.grouped:
        upper, lower = [], []
        for title, first, last in table.groups():
            inside = table.columns[first : last + 1]
            span = f'<w:gridSpan w:val="{len(inside)}"/>' if title else '<w:vMerge w:val="restart"/>'
            upper.append(_cell(title or inside[0].title, sum(widths[first : last + 1]), span))
            for width, column in zip(widths[first : last + 1], inside, strict=True):
                lower.append(_cell(column.title if title else "", width, "" if title else "<w:vMerge/>"))
        yield _row(upper, is_heading=True)
        yield _row(lower, is_heading=True)
        return
    titled = zip(table.columns, widths, strict=True)
    yield _row([_cell(column.title, width) for column, width in titled], is_heading=True)


def _rows(table: Ledger, widths: Sequence[int]) -> Iterator[str]:
    for row in (*table.rows, *([table.totals] if table.totals else ())):
        cells = zip(table.columns, row, widths, strict=True)
        yield _row([_cell(column.shown(cell), width, side=_side(column)) for column, cell, width in cells])


def _side(column: Column) -> str:
    return _SIDES[column.align]


def _row(cells: Sequence[str], *, is_heading: bool = False) -> str:
    repeated = "<w:tblHeader/>" if is_heading else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(text: str, width: int, merged: str = "", side: str = "center") -> str:
    """Return a cell; what XML cannot hold is left out."""
    faces = f'w:ascii="{SONG}" w:hAnsi="{SONG}" w:eastAsia="{SONG}" w:cs="{SONG}"'
    dress = f'<w:rPr><w:rFonts {faces}/><w:sz w:val="{_SIZE}"/><w:szCs w:val="{_SIZE}"/></w:rPr>'
    run = f'<w:r>{dress}<w:t xml:space="preserve">{escape(_visible(text))}</w:t></w:r>'
    shape = (
        f'<w:pPr><w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0"/><w:jc w:val="{side}"/></w:pPr>'
    )
    layout = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merged}<w:vAlign w:val="center"/></w:tcPr>'
    return f"<w:tc>{layout}<w:p>{shape}{run}</w:p></w:tc>"
