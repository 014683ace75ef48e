"""The empty form of a ledger workbook, drawn by openpyxl: styles, widths, headings, filter, page set-up.

The form is a package without data rows; `xlsx` streams them between `before` and `after`.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.documents.xlsx_cells import MAX_TEXT, Style, letters, row_xml
from desktop.domain.ledger import CellKind, RowKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from desktop.domain.ledger import Column, Ledger

MAX_ROWS = 1_048_000
"""Data rows a sheet takes; 1,048,576 lines less room for title, headings and totals."""

FILLS = {
    "overdue": "F8D7D5",
    "red": "FCE4D6",
    "amber": "FFF6D6",
    "green": "E6F2E6",
    "paused": "DDEBF7",
    "done": "EDEDED",
}
"""Pale fills by tone; the words of the light always stand in a column too."""

FORMATS = {
    CellKind.TEXT: "@",
    CellKind.NUMBER: "General",
    CellKind.DATE: "yyyy-mm-dd",
}
_LEAST_DAY = 11.5  # a narrower column shows ##### in the place of a day
_LONGEST_FOOTER = 200  # characters; Excel takes 255 for all parts of a footer
HEADER_FILL = "DDE6F0"
RULE_COLOUR = "8A94A0"
_SHEET = "xl/worksheets/sheet1.xml"
_CORE = "docProps/core.xml"
_EMPTY_ROWS = re.compile(rb"<sheetData\s*/>|<sheetData>\s*</sheetData>")
_DIMENSION = re.compile(rb'<dimension ref="[^"]*"\s*/>')
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Form:
    """A drawn form: its finished parts, the sheet's text around the data rows, and the styles of the rows.

    `first_row` is the line (from 1) of the first data row.
    """

    parts: Mapping[str, bytes]
    before: bytes
    after: bytes
    first_row: int
    styles: Mapping[str, tuple[Style, ...]]
    totals: tuple[Style, ...]
    names: tuple[Style, ...]

    def styles_for(self, tone: str, kind: RowKind = RowKind.ITEM) -> tuple[Style, ...]:
        """Give the styles of a row of this tone and kind; an unknown tone is an uncoloured row."""
        if kind is RowKind.ITEM:
            return self.styles.get(tone) or self.styles[""]
        return self.names if kind is RowKind.GROUP else self.totals


@dataclass(frozen=True, slots=True)
class _Lines:
    """The line numbers (from 1) of a ledger on its sheet; a line that is not there repeats its neighbour."""

    subtitle: int
    heading: int
    first: int
    last: int
    end: int

    @classmethod
    def of(cls, ledger: Ledger) -> _Lines:
        subtitle = 2 if ledger.subtitle else 1
        heading = subtitle + 1
        first = heading + (2 if ledger.grouped else 1)
        last = first + len(ledger.rows) - 1
        return cls(subtitle, heading, first, last, last + (ledger.totals is not None))


def draw(ledger: Ledger, made_at: datetime) -> Form:
    """Draw the form for one ledger; its number of rows must not change afterwards."""
    from openpyxl import Workbook

    lines = _Lines.of(ledger)
    book = Workbook()
    sheet = book.active
    sheet.title = sheet_name(ledger.title)
    _set_up_page(sheet, ledger, lines)
    _merge_headings(sheet, ledger, lines)
    _merge_rows(sheet, ledger, lines)
    pen = _Pen(sheet)
    top = "".join(_heading_rows(ledger, lines, pen))
    tones = {"": "", **{tone: FILLS[tone] for tone in dict.fromkeys(ledger.tones) if tone in FILLS}}
    styles = {tone: tuple(pen.body(each, fill) for each in ledger.columns) for tone, fill in tones.items()}
    totals = tuple(pen.body(column, HEADER_FILL, bold=True) for column in ledger.columns)
    names = (pen.group(),) * len(ledger.columns)
    parts = _saved(book, ledger, made_at)
    extent = f'<dimension ref="A1:{letters(len(ledger.columns) - 1)}{lines.end}"/>'.encode()
    before, after = _EMPTY_ROWS.split(_DIMENSION.sub(extent, parts.pop(_SHEET)), maxsplit=1)
    before, after = before + b"<sheetData>" + top.encode(), b"</sheetData>" + after
    return Form(parts, before, after, lines.first, styles, totals, names)


def sheet_name(title: str) -> str:
    """Make a title fit for a sheet's tab: 31 characters, no bracket, slash, :, *, ? or outer apostrophe."""
    return _FORBIDDEN.sub(" ", title)[:31].strip().strip("'") or "台账"


class _Pen:
    """Asks openpyxl for the numbers of the few styles a ledger needs."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet

    def title(self) -> Style:
        from openpyxl.styles import Alignment, Font

        return self._style(font=Font(name="黑体", size=16), alignment=Alignment("center", "center"))

    def subtitle(self) -> Style:
        from openpyxl.styles import Alignment, Font

        return self._style(font=Font(name="宋体", size=10), alignment=Alignment("left", "center"))

    def heading(self) -> Style:
        from openpyxl.styles import Alignment, Font

        middle = Alignment("center", "center", wrap_text=True)
        return self._style(
            font=Font(name="黑体", size=10), alignment=middle, fill=_fill(HEADER_FILL), border=_rules()
        )

    def group(self) -> Style:
        from openpyxl.styles import Alignment, Font

        place = Alignment("left", "center")
        return self._style(font=Font(name="黑体", size=10), alignment=place, border=_rules())

    def body(self, column: Column, fill: str, *, bold: bool = False) -> Style:
        from openpyxl.styles import Alignment, Font

        place = Alignment(column.align.value, "center", wrap_text=column.wrap)
        more = {"fill": _fill(fill)} if fill else {}
        style = self._style(
            font=Font(name="宋体", size=10, bold=bold),
            alignment=place,
            border=_rules(),
            number_format=_number_format(column),
            **more,
        )
        return style._replace(kind=column.kind, wrap=column.width if column.wrap else 0)

    def _style(self, **looks: Any) -> Style:
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(self._sheet)
        for name, look in looks.items():
            setattr(cell, name, look)
        return Style(cell.style_id)


def _number_format(column: Column) -> str:
    if column.kind is not CellKind.PERCENT:
        return FORMATS[column.kind]
    return f"0.{'0' * column.decimals}%" if column.decimals else "0%"


def _fill(colour: str) -> Any:
    from openpyxl.styles import PatternFill

    return PatternFill("solid", start_color=colour)


def _rules() -> Any:
    from openpyxl.styles import Border, Side

    thin = Side(style="thin", color=RULE_COLOUR)
    return Border(left=thin, right=thin, top=thin, bottom=thin)


def _heading_rows(ledger: Ledger, lines: _Lines, pen: _Pen) -> list[str]:
    """Give title, subtitle and the one or two heading rows as XML."""
    width = len(ledger.columns)
    blank = (None,) * (width - 1)
    head = (pen.heading(),) * width
    rows = [row_xml(1, (ledger.title, *blank), (pen.title(),) * width, 30)]
    if ledger.subtitle:
        rows.append(row_xml(lines.subtitle, (ledger.subtitle, *blank), (pen.subtitle(),) * width, 18))
    titles = tuple(column.title for column in ledger.columns)
    if ledger.grouped:
        upper = [None if column.group else column.title for column in ledger.columns]
        for text, first, _ in ledger.groups():
            upper[first] = text or upper[first]
        rows.append(row_xml(lines.heading, tuple(upper), head, 22))
        titles = tuple(column.title if column.group else "" for column in ledger.columns)
    rows.append(row_xml(lines.first - 1, titles, head, 26))
    return rows


def _merge_headings(sheet: Any, ledger: Ledger, lines: _Lines) -> None:
    """Join the title over all columns, each group over its own, and single headings over both rows."""
    from openpyxl.worksheet.cell_range import CellRange

    last = len(ledger.columns)
    areas = [(1, line, last, line) for line in sorted({1, lines.subtitle})]
    if ledger.grouped:
        for text, first, end in ledger.groups():
            areas.append((first + 1, lines.heading, end + 1, lines.heading if text else lines.heading + 1))
    for left, top, right, bottom in areas:
        if (left, top) != (right, bottom):
            sheet.merged_cells.add(CellRange(min_col=left, min_row=top, max_col=right, max_row=bottom))


def _merge_rows(sheet: Any, ledger: Ledger, lines: _Lines) -> None:
    """Join the names of groups over all columns, and equal values of joined columns over their rows.

    Every joined cell keeps its value below the one that is seen, so that a filter still finds each row.
    """
    from openpyxl.worksheet.cell_range import CellRange

    last = len(ledger.columns)
    names = [lines.first + at for at in range(len(ledger.rows)) if ledger.kind_of(at) is RowKind.GROUP]
    areas = [(1, line, last, line) for line in names if last > 1]
    for place, column in enumerate(ledger.columns, 1):
        runs = ledger.runs(place - 1) if column.joined else ()
        areas += [(place, lines.first + top, place, lines.first + bottom) for top, bottom in runs]
    for left, top, right, bottom in areas:
        sheet.merged_cells.add(CellRange(min_col=left, min_row=top, max_col=right, max_row=bottom))


def _set_up_page(sheet: Any, ledger: Ledger, lines: _Lines) -> None:
    """Set widths, frozen panes, filter, print titles, paper and the page numbers at the foot."""
    for index, column in enumerate(ledger.columns):
        least = _LEAST_DAY if column.kind is CellKind.DATE else 0
        sheet.column_dimensions[letters(index)].width = max(column.width, least)
    frozen = min(ledger.frozen_columns, len(ledger.columns) - 1)
    sheet.freeze_panes = f"{letters(frozen)}{lines.first}"
    sheet.auto_filter.ref = (
        f"A{lines.first - 1}:{letters(len(ledger.columns) - 1)}{max(lines.last, lines.first - 1)}"
    )
    sheet.print_title_rows = f"{lines.heading}:{lines.first - 1}"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.orientation = "landscape" if ledger.landscape else "portrait"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A3 if ledger.paper == "A3" else sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.header, margins.footer = 0.6, 0.6, 0.3, 0.3
    sheet.oddFooter.center.text = "第&P页 共&N页"
    if ledger.footer:
        sheet.oddFooter.left.text = ledger.footer.replace("&", "&&")[:_LONGEST_FOOTER]


def _saved(book: Any, ledger: Ledger, made_at: datetime) -> dict[str, bytes]:
    """Give the parts of the package as openpyxl makes them, with `made_at` in place of its own clock."""
    from openpyxl.xml.functions import tostring

    moment = made_at.replace(tzinfo=None, microsecond=0)
    book.properties.title = _FORBIDDEN.sub(" ", ledger.title)[:MAX_TEXT]
    book.properties.creator = "建议提案办理台"
    target = io.BytesIO()
    book.save(target)
    book.properties.created = book.properties.modified = moment
    with zipfile.ZipFile(target) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return parts | {_CORE: tostring(book.properties.to_tree())}
