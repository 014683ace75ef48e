"""Tables inside HTML, as office systems export them under the name of a workbook.

Every table becomes a grid of its own, a nested one too; what stands outside tables is left out. A cell that
spans several places stands in the first of them, and its area is told as merged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

from desktop.documents.sheet_gate import LIMITS, Limits
from desktop.documents.sheet_survey import Reach

_MAX_COLUMN_SPAN, _MAX_ROW_SPAN = 1000, 65_534
_SILENT = {"script", "style", "title", "noscript"}
_BREAKS = {"br", "p", "div", "li"}
_MARK = re.compile(r"<(?:!--|[!?]|(?P<slash>/)?(?P<tag>[A-Za-z][\w:-]*))")
_INSIDE = re.compile(r"""(?:[^"'>]++|"[^"]*+"|'[^']*+')*+>""")
_LONG_TAG = 4096
_SPAN = re.compile(r"\b(rowspan|colspan)\s*=\s*[\"']?\s*([0-9]{1,9})\b", re.IGNORECASE)
_TOO_LONG_NUMBER = re.compile("&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{7,});?")
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
    _walk(text, reader)
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
        lines = (_one_line("".join(line)) for line in self.lines)
        return "\n".join(lines).strip("\n") or None


def _one_line(source: str) -> str:
    """Undo the breaks of the source: nothing comes between two Chinese characters, a space between others."""
    text = ""
    for piece in re.split("[\r\n]+", unescape(_TOO_LONG_NUMBER.sub("\ufffd", source))):
        part = piece.strip(_EDGES)
        joint = "" if not text or not part or (text[-1] > "\x7f" and part[0] > "\x7f") else " "
        text += joint + part
    return text


@dataclass(slots=True)
class _Table:
    """A table while it is read; `open` is the cell that takes the text."""

    rows: list[list[_Cell]] = field(default_factory=list)
    open: _Cell | None = None


class _Reader:
    """Collects the tables of a page, however carelessly their tags are closed."""

    def __init__(self) -> None:
        self.tables: list[_Table] = []
        self._stack: list[_Table] = []

    def begin(self, tag: str, attributes: str) -> None:
        """Begin a table, row or cell, or break the line."""
        if tag == "table":
            self._stack.append(_Table())
            self.tables.append(self._stack[-1])
        elif self._stack:
            self._inside(self._stack[-1], tag, attributes)

    @staticmethod
    def _inside(table: _Table, tag: str, attributes: str) -> None:
        if tag == "tr":
            table.rows.append([])
            table.open = None
        elif tag in {"td", "th"}:
            spans = {name.lower(): max(int(number), 1) for name, number in _SPAN.findall(attributes)}
            down, across = spans.get("rowspan", 1), spans.get("colspan", 1)
            table.open = _Cell(min(down, _MAX_ROW_SPAN), min(across, _MAX_COLUMN_SPAN))
            table.rows = table.rows or [[]]
            table.rows[-1].append(table.open)
        elif tag in _BREAKS and table.open:
            table.open.lines.append([])

    def end(self, tag: str) -> None:
        """End a table or cell; a row ends where the next begins."""
        if not self._stack:
            return
        if tag == "table":
            self._stack.pop()
        elif tag in {"td", "th", "tr"}:
            self._stack[-1].open = None

    def say(self, text: str) -> None:
        """Give text to the open cell."""
        if self._stack and self._stack[-1].open:
            self._stack[-1].open.lines[-1].append(text)


def _walk(text: str, reader: _Reader) -> None:
    """Go once through a page; each step moves on or ends, so that a page takes no longer than its length.

    The parser of the standard library needs a minute for 80 KB of tags that never close.
    """
    at = 0
    while mark := _MARK.search(text, at):
        reader.say(text[at : mark.start()])
        close = _close(text, mark)
        if close < 0:
            return
        at = close + 1
        tag = (mark["tag"] or "").lower()
        if mark["slash"]:
            reader.end(tag)
        elif tag in _SILENT:
            end = re.compile(f"</{tag}", re.IGNORECASE).search(text, at)
            at = end.start() if end else len(text)
        else:
            reader.begin(tag, text[mark.end() : close])
    reader.say(text[at:])


def _close(text: str, mark: re.Match[str]) -> int:
    """Give where a comment, declaration or tag that begins with `mark` has its last character, or -1."""
    if mark[0] == "<!--":
        found = text.find("-->", mark.end())
        return found + 2 if found >= 0 else -1
    inside = _INSIDE.match(text, mark.end(), mark.end() + _LONG_TAG) if mark["tag"] else None
    return inside.end() - 1 if inside else text.find(">", mark.end())


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
