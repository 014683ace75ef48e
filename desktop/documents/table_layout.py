"""A ledger laid out on sheets: rows that stay whole, headings on every page, cells joined over rows."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from desktop.documents import page
from desktop.documents.boxes import THIN, Box, Hand, Text, frame
from desktop.documents.fonts import Role
from desktop.documents.headline import balanced
from desktop.documents.leaf import Leaf, Placed, Stroke
from desktop.documents.letter_foot import page_number
from desktop.documents.table_fit import Annex, Sheet, fitted
from desktop.domain.ledger import Align, RowKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.documents.linebreak import Setter, Unit
    from desktop.domain.ledger import Ledger, Row

_FOOT = 9 * page.MM  # from the baseline of the page number to the edge
_FOOT_SIZE, _FOOT_NOTE = 10.5, 9.0  # points
_TITLE_SIZE, _TITLE_ROW, _SUBTITLE_ROW = 22.0, 30.0, 22.0
_NO_RUN = -1
_KEYS = count(1)  # one press may print several ledgers: no two lines share a key


class _Cell(NamedTuple):
    """The lines of one cell, where they stand from left to right, and what the press knows each line by."""

    text: Text
    shifts: tuple[float, ...] = ()
    keys: tuple[int, ...] = ()


class _Set(NamedTuple):
    """One row as it is set: its cells, how high it stands, and which row of the ledger it is (-1: none)."""

    cells: tuple[_Cell, ...]
    height: float
    kind: RowKind | None
    number: int = -1


def lay_out(
    ledger: Ledger,
    setter: Setter,
    watermark: str = "",
    most: int | None = None,
    annex: Annex | None = None,
) -> list[Leaf]:
    """Return the sheets of a ledger, each with its headings and 第 n 页 共 m 页; at most `most` of them.

    An annex is labelled above (GB/T 9704-2012 7.3.7), and its pages are numbered on behind the letter (7.5).
    """
    sheet = fitted(ledger, annex)
    table = _Table(ledger, setter, sheet, annex)
    room = sheet.height - sheet.margins.top - sheet.margins.bottom - table.heading_height
    rows = list(table.all_parts(room - table.name_height))
    pages = _pages(rows, room, table.title_height)
    return [
        table.leaf([*_carried(rows, begin), *rows[begin:end]], number, len(pages), watermark)
        for number, (begin, end) in enumerate(pages[:most], 1)
    ]


def _pages(rows: Sequence[_Set], room: float, first: float) -> list[tuple[int, int]]:
    """Return first and last row (exclusive) of every page; the name of a group stays with its first row."""
    pages, begin, left = [], 0, room - first
    for number, row in enumerate(rows):
        if row.height > left and number > begin:
            named = number - 1 if rows[number - 1].kind is RowKind.GROUP else number
            end = named if named > begin else number
            pages.append((begin, end))
            begin = end
            left = room - sum(each.height for each in (*_carried(rows, end), *rows[end:number]))
        left -= row.height
    return [*pages, (begin, len(rows))]


def _carried(rows: Sequence[_Set], begin: int) -> list[_Set]:
    """Return the name of the group that goes on with the row a page begins with, to be said again."""
    if rows[begin:] and rows[begin].number >= 0:
        for row in reversed(rows[: begin + 1]):
            if row.kind is RowKind.GROUP:
                return [] if row is rows[begin] else [row]
    return []


class _Table:
    """Sets the rows of one ledger and puts them on sheets."""

    def __init__(self, ledger: Ledger, setter: Setter, sheet: Sheet, annex: Annex | None) -> None:
        self._ledger, self._setter, self._sheet, self._annex = ledger, setter, sheet, annex
        self._hand = Hand(setter, sheet.size, sheet.leading, sheet.pad)
        self._known: dict[tuple[str, int, Role], _Cell] = {}
        self._titles = balanced(setter.units(ledger.title, Role.TITLE, _TITLE_SIZE), sum(sheet.widths))
        self._subtitles = self._broken_subtitle()
        self._heading = self._set([column.title for column in ledger.columns], Role.HEI)
        self._group_row = sheet.leading + 2 * sheet.pad if ledger.grouped else 0.0
        self._runs = {
            place: {index: first for first, last in ledger.runs(place) for index in range(first, last + 1)}
            for place, column in enumerate(ledger.columns)
            if column.joined
        }

    @property
    def title_height(self) -> float:
        """The points that the label of an annex, title and subtitle take on the first sheet."""
        titles, subtitles = len(self._titles) * _TITLE_ROW, len(self._subtitles) * _SUBTITLE_ROW
        return self._label_height + titles + (subtitles or self._sheet.pad)

    @property
    def _label_height(self) -> float:
        """The two rows above the title of an annex, which stands on the third (7.3.7)."""
        return 2 * page.ROW if self._annex else 0.0

    @property
    def heading_height(self) -> float:
        """The points that the headings take on every sheet."""
        return self._group_row + self._heading.height

    @property
    def name_height(self) -> float:
        """The points that the name of a group may take above a row, 0 where there are no groups."""
        return self._sheet.leading + 2 * self._sheet.pad if self._ledger.kinds else 0.0

    def rows(self) -> Iterator[_Set]:
        """Yield every row, names of groups, sums and totals in the face of headings."""
        for index, row in enumerate(self._ledger.rows):
            kind = self._ledger.kind_of(index)
            if kind is RowKind.GROUP:
                yield self._name(str(row[0]), index)
            else:
                role = Role.SONG if kind is RowKind.ITEM else Role.HEI
                yield self._set(self._shown(row), role)._replace(kind=kind, number=index)
        if self._ledger.totals is not None:
            yield self._set(self._shown(self._ledger.totals), Role.HEI)._replace(kind=RowKind.SUM)

    def all_parts(self, room: float) -> Iterator[_Set]:
        """Yield every row in parts that a page can hold; the first one stands below the title."""
        is_first = True
        for row in self.rows():
            yield from self._parts(row, room - self.title_height if is_first else room)
            is_first = is_first and row.kind is RowKind.GROUP

    def _parts(self, row: _Set, room: float) -> Iterator[_Set]:
        """Yield the row, or its lines page by page when it is taller than a page has room."""
        if row.height <= room:
            yield row
            return
        most = max(1, int((room - 2 * self._sheet.pad) / self._sheet.leading))
        tallest = max(len(cell.text.lines) for cell in row.cells)
        for start in range(0, tallest, most):
            part = slice(start, start + most)
            cells = tuple(
                _Cell(cell.text._replace(lines=cell.text.lines[part]), cell.shifts[part], cell.keys[part])
                for cell in row.cells
            )
            yield row._replace(cells=cells, height=self._hand.height([cell.text for cell in cells]))

    def leaf(self, rows: Sequence[_Set], number: int, pages: int, watermark: str) -> Leaf:
        """Return one sheet."""
        sheet = self._sheet
        leaf = Leaf(watermark, size=(sheet.width, sheet.height))
        above = sheet.margins.top
        top = self._title(leaf, above) if number == 1 else above
        y = self._headings(leaf, top)
        lines = [y]
        for row in rows:
            lines.append(lines[-1] + row.height)
        self._fill(leaf, rows, lines)
        self._grid(leaf, top, rows, lines)
        if self._annex:
            leaf.texts.append(self._bound_number(self._annex.before + number))
        else:
            self._foot(leaf, f"第 {number} 页　共 {pages} 页")
        return leaf

    def _shown(self, row: Row) -> list[str]:
        return [column.shown(cell) for column, cell in zip(self._ledger.columns, row, strict=True)]

    def _set(self, texts: Sequence[str], role: Role) -> _Set:
        cells = tuple([self._cell(text, place, role) for place, text in enumerate(texts)])
        return _Set(cells, self._hand.height([cell.text for cell in cells]), None)

    def _name(self, text: str, index: int) -> _Set:
        """Return the row that names a group, across all columns."""
        cell = self._measured(text, sum(self._sheet.widths), Role.HEI, Align.LEFT)
        return _Set((cell,), self._hand.height([cell.text]), RowKind.GROUP, index)

    def _cell(self, text: str, place: int, role: Role) -> _Cell:
        found = self._known.get((text, place, role))
        if found is None:
            align = self._ledger.columns[place].align
            found = self._measured(text, self._sheet.widths[place], role, align)
            self._known[text, place, role] = found
        return found

    def _measured(self, text: str, width: float, role: Role, align: Align) -> _Cell:
        broken = self._hand.broken(text, width, role)
        room, pad = width - 2 * self._sheet.pad, self._sheet.pad
        spare = [room - line.width * broken.narrowing for line in broken.lines]
        part = {Align.LEFT: 0.0, Align.CENTER: 0.5, Align.RIGHT: 1.0}[align]
        return _Cell(
            broken,
            tuple([pad + each * part for each in spare]),
            tuple([next(_KEYS) for _ in broken.lines]),
        )

    def _broken_subtitle(self) -> Sequence[Sequence[Unit]]:
        """Return the lines of the subtitle; one that says too much for its line takes two."""
        if not self._ledger.subtitle:
            return []
        units = self._setter.units(self._ledger.subtitle, Role.SONG, _FOOT_SIZE)
        return balanced(units, sum(self._sheet.widths))

    def _title(self, leaf: Leaf, top: float) -> float:
        sheet = self._sheet
        if self._annex:
            label = self._setter.units(self._annex.label, Role.HEI, page.SIZE_3)
            leaf.texts.append(Placed(sheet.edges[0], top + page.SIZE_3, label))
        begin = top + self._label_height
        middle = (sheet.edges[0] + sheet.edges[-1]) / 2
        for number, units in enumerate(self._titles):
            x = middle - sum(unit.width for unit in units) / 2
            leaf.texts.append(Placed(x, begin + number * _TITLE_ROW + _TITLE_SIZE, units))
        end = top + self.title_height - 6.0
        for number, words in enumerate(reversed(self._subtitles)):
            x = sheet.edges[-1] - sum(unit.width for unit in words)
            leaf.texts.append(Placed(max(sheet.edges[0], x), end - number * _SUBTITLE_ROW, words))
        return top + self.title_height

    def _headings(self, leaf: Leaf, top: float) -> float:
        """Put the headings on a sheet, common ones above their columns; return where the rows begin."""
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
                self._hand.write(leaf, self._heading.cells[place].text, box)
        return top + whole

    def _fill(self, leaf: Leaf, rows: Sequence[_Set], lines: Sequence[float]) -> None:
        """Write the cells of the rows, one that is joined once in the middle of all its rows."""
        for number, row in enumerate(rows):
            for place, cell in enumerate(row.cells):
                bottom = lines[number + 1]
                if place in self._runs and row.kind is RowKind.ITEM:
                    if number and self._is_joined(place, rows[number - 1], row):
                        continue
                    bottom = lines[self._end(place, rows, number)]
                self._write(leaf, cell, self._sheet.edges[place], (lines[number], bottom))

    def _write(self, leaf: Leaf, cell: _Cell, left: float, span: tuple[float, float]) -> None:
        (lines, narrowing), leading = cell.text, self._sheet.leading
        y = (span[0] + span[1] - len(lines) * leading) / 2
        y += leading / 2 + self._setter.fonts.height * self._sheet.size
        for line, shift, key in zip(lines, cell.shifts, cell.keys, strict=True):
            if line.units:
                leaf.texts.append(Placed(left + shift, y, line.units, line.gap, narrowing=narrowing, key=key))
            y += leading

    def _is_joined(self, place: int, above: _Set, row: _Set) -> bool:
        """Whether a row stands in one cell with the one above it."""
        runs = self._runs[place]
        run = runs.get(row.number, _NO_RUN)
        return run != _NO_RUN and run == runs.get(above.number)

    def _end(self, place: int, rows: Sequence[_Set], first: int) -> int:
        """Return the number of the first row on this page below the cell that begins at row `first`."""
        end = first + 1
        while end < len(rows) and self._is_joined(place, rows[end - 1], rows[end]):
            end += 1
        return end

    def _grid(self, leaf: Leaf, top: float, rows: Sequence[_Set], lines: Sequence[float]) -> None:
        """Draw the lines between rows and columns, and a stronger frame around them."""
        edges, bottom = self._sheet.edges, lines[-1]
        left, width = edges[0], edges[-1] - edges[0]
        leaf.strokes.append(Stroke(left, lines[0], width, THIN))
        for number in range(1, len(rows)):
            leaf.strokes += self._between(rows[number - 1], rows[number], lines[number])
        inner = dict.fromkeys(edges[1:-1], top)
        for text, first, last in self._ledger.groups():
            inner |= {edge: top + self._group_row for edge in edges[first + 1 : last + 1] if text}
        for x, begin in inner.items():
            leaf.strokes += [
                Stroke(x, start, THIN, end - start) for start, end in _uprights(rows, lines, begin)
            ]
        frame(leaf, Box(left, top, width, bottom - top))

    def _between(self, above: _Set, row: _Set, y: float) -> Iterator[Stroke]:
        """Yield the line between two rows, broken where they stand in one cell."""
        edges, start = self._sheet.edges, 0
        for place in self._runs:
            if self._is_joined(place, above, row):
                if place > start:
                    yield Stroke(edges[start], y, edges[place] - edges[start], THIN)
                start = place + 1
        if start < len(edges) - 1:
            yield Stroke(edges[start], y, edges[-1] - edges[start], THIN)

    def _bound_number(self, number: int) -> Placed:
        """Return the page number where the letter has it; on a sheet lying on its side it lies too (8)."""
        upright = page_number(number, self._setter)
        sheet = self._sheet
        if sheet.height >= page.HEIGHT:  # A4 upright, or A3 folded to the height of the letter
            spare = sheet.width - page.WIDTH if number % 2 else 0.0
            return replace(upright, x=upright.x + spare, y=upright.y + sheet.height - page.HEIGHT)
        return replace(upright, x=page.HEIGHT - upright.y, y=upright.x, turned=True)

    def _foot(self, leaf: Leaf, number: str) -> None:
        """Put the page number in the middle of the foot, and to its left what the ledger says there."""
        y = leaf.size[1] - _FOOT
        words = self._setter.units(number, Role.SONG, _FOOT_SIZE)
        width = sum(unit.width for unit in words)
        leaf.texts.append(Placed((leaf.size[0] - width) / 2, y, words))
        if self._ledger.footer:
            said = self._setter.units(self._ledger.footer, Role.SONG, _FOOT_NOTE)
            room = (leaf.size[0] - width) / 2 - self._sheet.margins.left - _FOOT_NOTE
            narrowing = min(1.0, room / sum(unit.width for unit in said))
            leaf.texts.append(Placed(self._sheet.margins.left, y, said, narrowing=narrowing))


def _uprights(rows: Sequence[_Set], lines: Sequence[float], begin: float) -> Iterator[tuple[float, float]]:
    """Yield from where to where a line between columns goes: not through the names of groups."""
    start = begin
    for number, row in enumerate(rows):
        if row.kind is RowKind.GROUP:
            if lines[number] > start:
                yield start, lines[number]
            start = lines[number + 1]
    if lines[-1] > start:
        yield start, lines[-1]
