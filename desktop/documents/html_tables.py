"""Tables inside HTML, as office systems export them under the name of a workbook.

Every table becomes a grid of its own, a nested one too; what stands outside tables is left out. A cell that
spans several places stands in the first of them, and its area is told as merged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from desktop.documents.sheet_gate import LIMITS, Limits, damaged
from desktop.documents.sheet_survey import Reach

_MAX_COLUMN_SPAN, _MAX_ROW_SPAN = 1000, 65_534
_SILENT = {"script", "style", "title", "noscript"}
_BREAKS = {"br", "p", "div", "li"}
_WRAPPED_WORDS = re.compile(r"(?<=[^\x00-\x7f])[ \t]*[\r\n]\s*(?=[^\x00-\x7f])")
_WRAPPED = re.compile(r"[ \t]*[\r\n]\s*")
_EDGES = " \t\r\n\f\xa0"

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column; from 0, all included."""


@dataclass(frozen=True, slots=True)
class Grid:
    """One table: rows of texts (None where nothing stands) and the areas that were joined."""

    rows: tuple[tuple[str | None, ...], ...]
    merged: tuple[Area, ...]


def tables(text: str, limits: Limits = LIMITS) -> tuple[Grid, ...]:
    """Give the tables of an HTML text that hold anything, in the order in which they begin."""
    reader = _Reader()
    try:
        reader.feed(text)
        reader.close()
    except AssertionError as error:  # how the standard library refuses a declaration it does not know
        raise damaged() from error
    grids = (_lay(table, limits) for table in reader.tables)
    return tuple(grid for grid in grids if any(cell for row in grid.rows for cell in row))


@dataclass(slots=True)
class _Cell:
    """A cell while it is read: the text of its lines and how many rows and columns it spans."""

    down: int = 1
    across: int = 1
    lines: list[list[str]] = field(default_factory=lambda: [[]])

    def text(self) -> str | None:
        """Give the text with the line breaks of the page but not those of its source."""
        lines = (
            _WRAPPED.sub(" ", _WRAPPED_WORDS.sub("", "".join(line))).strip(_EDGES) for line in self.lines
        )
        return "\n".join(lines).strip("\n") or None


@dataclass(slots=True)
class _Table:
    """A table while it is read; `open` is the cell that takes the text."""

    rows: list[list[_Cell]] = field(default_factory=list)
    open: _Cell | None = None


class _Reader(HTMLParser):
    """Collects the tables of a page, however carelessly their tags are closed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self._stack: list[_Table] = []
        self._silent = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, row or cell, or break the line."""
        if tag in _SILENT:
            self._silent = tag
        elif tag == "table":
            self._stack.append(_Table())
            self.tables.append(self._stack[-1])
        elif self._stack:
            self._inside(self._stack[-1], tag, dict(attrs))

    @staticmethod
    def _inside(table: _Table, tag: str, attributes: dict[str, str | None]) -> None:
        if tag == "tr":
            table.rows.append([])
            table.open = None
        elif tag in {"td", "th"}:
            table.open = _Cell(
                _span(attributes.get("rowspan"), _MAX_ROW_SPAN),
                _span(attributes.get("colspan"), _MAX_COLUMN_SPAN),
            )
            table.rows = table.rows or [[]]
            table.rows[-1].append(table.open)
        elif tag in _BREAKS and table.open:
            table.open.lines.append([])

    def handle_endtag(self, tag: str) -> None:
        """End a table or cell; a row ends where the next begins."""
        if tag == self._silent:
            self._silent = ""
        elif not self._stack:
            return
        elif tag == "table":
            self._stack.pop()
        elif tag in {"td", "th", "tr"}:
            self._stack[-1].open = None

    def handle_data(self, data: str) -> None:
        """Give text to the open cell."""
        if not self._silent and self._stack and self._stack[-1].open:
            self._stack[-1].open.lines[-1].append(data)


def _span(text: str | None, limit: int) -> int:
    text = (text or "").strip()
    return min(max(int(text), 1), limit) if re.fullmatch("[0-9]{1,9}", text) else 1


def _lay(table: _Table, limits: Limits) -> Grid:
    """Put the cells into their places; a place that a cell from above or the left covers is skipped."""
    reach = Reach(limits)
    covered: dict[int, int] = {}
    rows: list[dict[int, str | None]] = []
    merged: list[Area] = []
    for number, cells in enumerate(table.rows):
        row: dict[int, str | None] = {}
        column = 0
        new: dict[int, int] = {}
        for cell in cells:
            while column in covered:
                column += 1
            last = column + cell.across - 1
            reach.hold(number, last)
            down = min(cell.down, len(table.rows) - number)
            if down > 1 or cell.across > 1:
                merged.append((number, column, number + down - 1, last))
            row[column] = cell.text()
            new.update(dict.fromkeys(range(column, last + 1), down))
            column = last + 1
        covered = {at: left - 1 for at, left in {**covered, **new}.items() if left > 1}
        rows.append(row)
    grid = tuple(tuple(row.get(column) for column in range(reach.columns)) for row in rows)
    return Grid(grid, tuple(merged))
