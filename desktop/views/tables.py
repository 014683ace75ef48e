"""Tables of any length: a row model that holds only the pages it is asked for, and the view of it."""

from __future__ import annotations

from collections import OrderedDict
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

    from PySide6.QtCore import QObject

    from desktop.domain.filters import ListColumn
    from desktop.domain.light import Tone
    from desktop.domain.listing import SortField
    from desktop.domain.view import ColourRule

PAGE_ROWS = 100
PAGES_KEPT = 40
ROW_ROLE = int(Qt.ItemDataRole.UserRole)
TONE_ROLE = ROW_ROLE + 1
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
CENTER = Qt.AlignmentFlag.AlignCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
Row = TypeVar("Row")
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_VERTICAL = Qt.Orientation.Vertical


def _uncoloured(_row: object) -> None:
    """Colour no row."""


class Column(NamedTuple, Generic[Row]):
    """One column: its title, what it writes of a row, its first width in pixels, and how it can be sorted.

    A column with a `tone` is painted as a chip in the colours of that tone (`DONE` as receding words without
    a chip); None paints plain text. `narrow` names what a filter of this column looks at; None has no filter.
    A spare column is out of sight until it is asked for; one that `stays` is frozen with those before it.
    """

    title: str
    text: Callable[[Row], str]
    width: int = 96
    sort: SortField | None = None
    tone: Callable[[Row], Tone | None] | None = None
    align: Qt.AlignmentFlag = LEFT
    narrow: ListColumn | None = None
    is_spare: bool = False
    stays: bool = False


class RowModel(QAbstractTableModel, Generic[Row]):
    """Rows as a Qt model; keeps only the last 40 pages of 100 rows, however many rows there are.

    `fetch(offset, limit)` and `count()` are asked after each `reload`; before the first the model is empty.
    It never sorts: it emits `sort_wanted` (a `SortField`, and whether descending), and whoever owns the
    question changes it and calls `reload`. `identity` tells a row across reloads; `rule_of` says in what
    colour a whole row is painted, and why; `sought` names the words that are marked in a column.
    """

    sort_wanted = Signal(object, bool)

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        fetch: Callable[[int, int], Sequence[Row]],
        count: Callable[[], int],
        parent: QObject | None = None,
        identity: Callable[[Row], Hashable] = attrgetter("id"),
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.identity = identity
        self._fetch = fetch
        self._ask_count = count
        self.rule_of: Callable[[Row], ColourRule | None] = _uncoloured
        self.sought: Mapping[int, tuple[str, ...]] = {}
        self._count = 0
        self._pages: OrderedDict[int, Sequence[Row]] = OrderedDict()

    def reload(self) -> None:
        """Forget every row and count again."""
        self.beginResetModel()
        self._pages.clear()
        self._count = self._ask_count()
        self.endResetModel()

    def row_at(self, number: int) -> Row | None:
        """Return a row by its place from the top, or None where there is none (any more)."""
        if not 0 <= number < self._count:
            return None
        page, place = divmod(number, PAGE_ROWS)
        rows = self._page(page)
        return rows[place] if place < len(rows) else None

    def known_row(self, number: int) -> Row | None:
        """Return a row only if it is at hand, without asking the source."""
        page, place = divmod(number, PAGE_ROWS)
        rows = self._pages.get(page, ())
        return rows[place] if place < len(rows) else None

    def places_of(self, identities: Iterable[Hashable], around: int) -> dict[Hashable, int]:
        """Return where rows stand now, as far as they are found within two pages of the place `around`."""
        wanted = set(identities)
        found: dict[Hashable, int] = {}
        first = max(0, around - PAGE_ROWS)
        for number in range(first, min(self._count, around + 2 * PAGE_ROWS) if wanted else first):
            row = self.row_at(number)
            if row is not None and (known := self.identity(row)) in wanted:
                found[known] = number
        return found

    def _page(self, page: int) -> Sequence[Row]:
        rows = self._pages.get(page)
        if rows is None:
            rows = self._fetch(page * PAGE_ROWS, PAGE_ROWS)
            self._pages[page] = rows
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(page)
        return rows

    def text_at(self, number: int, column: int) -> str:
        """Return what a cell says."""
        row = self.row_at(number)
        return "" if row is None else self.columns[column].text(row)

    def tone_at(self, number: int, column: int) -> Tone | None:
        """Return the tone of a cell, or None for plain text."""
        tone = self.columns[column].tone
        row = self.row_at(number) if tone else None
        return None if tone is None or row is None else tone(row)

    def rule_at(self, number: int) -> ColourRule | None:
        """Return the colour of a whole row, or None."""
        row = self.row_at(number)
        return None if row is None else self.rule_of(row)

    @override
    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self._count

    @override
    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        number, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text_at(number, column) or None
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(number, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.columns[column].align
        if role == ROW_ROLE:
            return self.row_at(number)
        return self.tone_at(number, column) if role == TONE_ROLE else None

    def _tip(self, number: int, column: int) -> str | None:
        """Return the whole of a cell, which may be cut, and why its row is coloured."""
        rule = self.rule_at(number)
        lines = (self.text_at(number, column), f"标色：{rule.words}" if rule else "")
        return "\n".join(line for line in lines if line) or None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == _VERTICAL or not 0 <= section < len(self.columns):
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self.columns[section].title
        return self.columns[section].align if role == Qt.ItemDataRole.TextAlignmentRole else None

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        field = self.columns[column].sort
        if field is not None:
            self.sort_wanted.emit(field, order == Qt.SortOrder.DescendingOrder)
