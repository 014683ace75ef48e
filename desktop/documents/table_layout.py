"""A ledger laid out on sheets: widths that fit the paper, rows that stay whole, headings on every page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from desktop.documents import page
from desktop.documents.boxes import PAD, THIN, Box, Hand, Text, frame
from desktop.documents.fonts import Role
from desktop.documents.headline import balanced
from desktop.documents.leaf import Leaf, Placed, Stroke
from desktop.domain.ledger import Align

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.documents.linebreak import Setter
    from desktop.domain.ledger import Ledger, Row

_SIDES, _ABOVE, _BELOW = 14 * page.MM, 16 * page.MM, 16 * page.MM
_FOOT = 9 * page.MM  # from the baseline of the page number to the edge
_SIZES = (10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0)  # points; the largest at which every column has its width
_LEADING = 1.3  # times the size
_TITLE_SIZE, _TITLE_ROW, _SUBTITLE_ROW = 22.0, 30.0, 22.0
_EM = 2  # half-em characters in one


class _Set(NamedTuple):
    """One row as it is set: its cells and how high it stands."""

    cells: tuple[Text, ...]
    height: float
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The paper and the grid on it: its size, the left edge of each column and the right one of the last."""

    width: float
    height: float
    edges: tuple[float, ...]
    size: float

    @property
    def widths(self) -> tuple[float, ...]:
        """The width of each column."""
        return tuple(right - left for left, right in zip(self.edges, self.edges[1:], strict=False))

    @property
    def leading(self) -> float:
        """The height of one line."""
        return self.size * _LEADING


def lay_out(ledger: Ledger, setter: Setter, watermark: str = "") -> list[Leaf]:
    """Return the sheets of a ledger, each with its headings and 第 n 页 共 m 页."""
    sheet = _sheet(ledger)
    table = _Table(ledger, setter, sheet)
    room = sheet.height - _ABOVE - _BELOW - table.heading_height
    rows = [part for row in table.rows() for part in table.parts(row, room)]
    pages = _pages(rows, room, table.title_height)
    return [
        table.leaf(rows[begin:end], number, len(pages), watermark)
        for number, (begin, end) in enumerate(pages, 1)
    ]


def _sheet(ledger: Ledger) -> _Sheet:
    """Return the paper with the largest type at which every column has the width it asks for.

    Room that is left goes to the columns of long text, or to all; at the smallest type all give way alike.
    """
    short, long = (297.0, 420.0) if ledger.paper == "A3" else (210.0, 297.0)
    width, height = (long, short) if ledger.landscape else (short, long)
    room = width * page.MM - 2 * _SIDES
    size = next((size for size in _SIZES if sum(_natural(ledger, size)) <= room), _SIZES[-1])
    widths = _natural(ledger, size)
    spare = room - sum(widths)
    grows = [column.wrap and spare > 0 for column in ledger.columns]
    share = [width if grow or not any(grows) else 0.0 for width, grow in zip(widths, grows, strict=True)]
    fitted = [width + spare * part / sum(share) for width, part in zip(widths, share, strict=True)]
    edges = [_SIDES]
    for each in fitted:
        edges.append(edges[-1] + each)
    return _Sheet(width * page.MM, height * page.MM, tuple(edges), size)


def _natural(ledger: Ledger, size: float) -> list[float]:
    return [column.width * size / _EM + 2 * PAD for column in ledger.columns]


def _pages(rows: Sequence[_Set], room: float, first: float) -> list[tuple[int, int]]:
    """Return first and last row (exclusive) of every page."""
    pages, begin, left = [], 0, room - first
    for number, row in enumerate(rows):
        if row.height > left and number > begin:
            pages.append((begin, number))
            begin, left = number, room
        left -= row.height
    return [*pages, (begin, len(rows))]


class _Table:
    """Sets the rows of one ledger and puts them on sheets."""

    def __init__(self, ledger: Ledger, setter: Setter, sheet: _Sheet) -> None:
        self._ledger, self._setter, self._sheet = ledger, setter, sheet
        self._hand = Hand(setter, sheet.size, sheet.leading)
        self._known: dict[tuple[str, int, Role], Text] = {}
        self._titles = balanced(setter.units(ledger.title, Role.TITLE, _TITLE_SIZE), sum(sheet.widths))
        self._heading = self._set([column.title for column in ledger.columns], Role.HEI)
        self._group_row = sheet.leading + 2 * PAD if ledger.grouped else 0.0

    @property
    def title_height(self) -> float:
        """The points that title and subtitle take on the first sheet."""
        return len(self._titles) * _TITLE_ROW + (_SUBTITLE_ROW if self._ledger.subtitle else PAD)

    @property
    def heading_height(self) -> float:
        """The points that the headings take on every sheet."""
        return self._group_row + self._heading.height

    def rows(self) -> Iterator[_Set]:
        """Yield every row, the totals last in the face of headings."""
        yield from (self._set(self._shown(row), Role.SONG) for row in self._ledger.rows)
        if self._ledger.totals is not None:
            yield self._set(self._shown(self._ledger.totals), Role.HEI)

    def parts(self, row: _Set, room: float) -> Iterator[_Set]:
        """Yield the row, or its lines page by page when it is taller than a page has room."""
        for cells in self._hand.parts(row.cells, room):
            yield _Set(cells, self._hand.height(cells), row.is_heading)

    def leaf(self, rows: Sequence[_Set], number: int, pages: int, watermark: str) -> Leaf:
        """Return one sheet."""
        sheet = self._sheet
        leaf = Leaf(watermark, size=(sheet.width, sheet.height))
        top = _ABOVE
        if number == 1:
            top = self._title(leaf, top)
        y = self._headings(leaf, top)
        lines = [y]
        for row in rows:
            self._put(leaf, row, y)
            y += row.height
            lines.append(y)
        self._grid(leaf, top, lines)
        foot = self._setter.units(f"第 {number} 页　共 {pages} 页", Role.SONG, _SIZES[0])
        x = (sheet.width - sum(unit.width for unit in foot)) / 2
        leaf.texts.append(Placed(x, sheet.height - _FOOT, foot))
        return leaf

    def _shown(self, row: Row) -> list[str]:
        return [column.shown(cell) for column, cell in zip(self._ledger.columns, row, strict=True)]

    def _set(self, texts: Sequence[str], role: Role) -> _Set:
        cells = tuple(self._cell(text, place, role) for place, text in enumerate(texts))
        return _Set(cells, self._hand.height(cells), role is Role.HEI)

    def _cell(self, text: str, place: int, role: Role) -> Text:
        found = self._known.get((text, place, role))
        if found is None:
            found = self._hand.broken(text, self._sheet.widths[place], role)
            self._known[text, place, role] = found
        return found

    def _title(self, leaf: Leaf, top: float) -> float:
        sheet = self._sheet
        for number, units in enumerate(self._titles):
            x = (sheet.width - sum(unit.width for unit in units)) / 2
            leaf.texts.append(Placed(x, top + number * _TITLE_ROW + _TITLE_SIZE, units))
        if self._ledger.subtitle:
            words = self._setter.units(self._ledger.subtitle, Role.SONG, _SIZES[0])
            x = sheet.edges[-1] - sum(unit.width for unit in words)
            leaf.texts.append(Placed(max(sheet.edges[0], x), top + self.title_height - PAD * 2, words))
        return top + self.title_height

    def _headings(self, leaf: Leaf, top: float) -> float:
        """Put the headings on a sheet, common ones above their columns; return where the rows begin."""
        if not self._group_row:
            self._put(leaf, self._heading, top)
            return top + self._heading.height
        edges, below = self._sheet.edges, top + self._group_row
        whole = self._group_row + self._heading.height
        for text, first, last in self._ledger.groups():
            if text:
                width = edges[last + 1] - edges[first]
                box = Box(edges[first], top, width, self._group_row)
                self._hand.write(leaf, self._hand.broken(text, width, Role.HEI), box)
                leaf.strokes.append(Stroke(edges[first], below, width, THIN))
            for place in range(first, last + 1):
                span = (below, self._heading.height) if text else (top, whole)
                box = Box(edges[place], span[0], edges[place + 1] - edges[place], span[1])
                self._hand.write(leaf, self._heading.cells[place], box)
        return below + self._heading.height

    def _put(self, leaf: Leaf, row: _Set, top: float) -> None:
        edges = self._sheet.edges
        for place, (cell, column) in enumerate(zip(row.cells, self._ledger.columns, strict=True)):
            box = Box(edges[place], top, edges[place + 1] - edges[place], row.height)
            self._hand.write(leaf, cell, box, Align.CENTER if row.is_heading else column.align)

    def _grid(self, leaf: Leaf, top: float, lines: Sequence[float]) -> None:
        """Draw the lines between rows and columns, and a stronger frame around them."""
        edges, bottom = self._sheet.edges, lines[-1]
        left, width = edges[0], edges[-1] - edges[0]
        leaf.strokes += [Stroke(left, y, width, THIN) for y in lines[:-1]]
        inner = dict.fromkeys(edges[1:-1], top)
        for text, first, last in self._ledger.groups():
            inner |= {edge: top + self._group_row for edge in edges[first + 1 : last + 1] if text}
        leaf.strokes += [Stroke(x, begin, THIN, bottom - begin) for x, begin in inner.items()]
        frame(leaf, Box(left, top, width, bottom - top))
