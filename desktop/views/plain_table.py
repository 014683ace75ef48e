"""A small table without sorting or frozen columns: rows that are at hand, one column takes the room."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtWidgets import QAbstractItemView, QHeaderView
from typing_extensions import override

from desktop.views import theme
from desktop.views.charts import scaled
from desktop.views.ledger_table import LedgerTable
from desktop.views.tables import Column, RowModel

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from PySide6.QtGui import QFocusEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

Row = TypeVar("Row")
_MOST_GROWTH = 1.4  # how far columns grow in a wide window before all the rest goes to the wide one


class _Listed(Generic[Row]):
    """Rows that are all at hand, asked for as a source that is not would be."""

    def __init__(self) -> None:
        self.rows: Sequence[Row] = ()

    def fetch(self, offset: int, limit: int) -> Sequence[Row]:
        """Return the rows from `offset`, at most `limit`."""
        return self.rows[offset : offset + limit]

    def count(self) -> int:
        """Return how many rows there are."""
        return len(self.rows)


class PlainTable(LedgerTable[Row], Generic[Row]):
    """A `LedgerTable` inside a page: one row at a time is chosen, nothing is dragged.

    In a wide window every column grows a little and `wide` takes what is left. The first row is chosen when
    the cursor comes in by keyboard, so that Enter always means something.
    """

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        wide: int,
        name: str,
        identity: Callable[[Row], Hashable] = attrgetter("id"),
        parent: QWidget | None = None,
    ) -> None:
        listed: _Listed[Row] = _Listed()
        super().__init__(RowModel(columns, listed.fetch, listed.count, identity=identity), parent, frozen=0)
        self._listed = listed
        self._wide = wide
        self.rows.setParent(self)
        self.setAccessibleName(name)
        settle(self, wide)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; the chosen one stays chosen where it is still there."""
        self._listed.rows = rows
        self.rows.reload()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        natural = scaled(self, sum(column.width for column in self.rows.columns))
        growth = min(max(self.maximumViewportSize().width() / natural, 1), _MOST_GROWTH)
        for place, column in enumerate(self.rows.columns):
            if place != self._wide:
                self.setColumnWidth(place, scaled(self, column.width * growth))

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.rows.rowCount():
            self.select_place(0)


def settle(table: LedgerTable[Row], wide: int) -> None:
    """Make a table one that stands inside a page: one row at a time, titles at rest, one column stretches."""
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    header = table.horizontalHeader()
    header.setSortIndicatorShown(False)
    header.setSectionsClickable(False)
    header.setSectionsMovable(False)
    header.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
    header.setMinimumSectionSize(theme.ROW_HEIGHT + theme.MARGIN)
