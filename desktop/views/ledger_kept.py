"""What a table finds again once its rows were read anew: the selection, the cursor, how far it scrolled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel

from desktop.views import theme
from desktop.views.ledger_selection import blocks_of, rows_in

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from PySide6.QtCore import QModelIndex
    from PySide6.QtWidgets import QTableView

    from desktop.views.tables import RowModel

KEPT_SELECTION = 500  # more selected rows than this are not looked for again
_Flag = QItemSelectionModel.SelectionFlag


class KeptPlaces:
    """Rows are known by their identity, so that they are found where they stand now."""

    def __init__(
        self,
        table: QTableView,
        rows: RowModel[Any],
        put_cursor: Callable[[QModelIndex, QItemSelectionModel.SelectionFlag], None],
    ) -> None:
        self._table = table
        self._rows = rows
        self._put_cursor = put_cursor
        self._selected: tuple[tuple[Hashable, int, int], ...] = ()
        self._current: Hashable | None = None
        self._column = -1
        self._scrolled = 0

    def take(self) -> None:
        """Note what is selected before the rows go."""
        table, current = self._table, self._table.currentIndex()
        blocks = blocks_of(table.selectionModel().selection())
        self._current = self._known(current.row()) if current.isValid() else None
        self._column = current.column()
        self._scrolled = table.verticalScrollBar().value()
        self._selected = tuple(
            (known, block.left, block.right)
            for block in (blocks if rows_in(blocks) <= KEPT_SELECTION else ())
            for place in range(block.top, block.bottom + 1)
            if (known := self._known(place)) is not None
        )

    def give_back(self) -> None:
        """Select it again as far as the rows are found, and scroll to where it was."""
        table, rows = self._table, self._rows
        table.verticalScrollBar().setValue(self._scrolled)
        wanted = {known for known, _, _ in self._selected} | ({self._current} - {None})
        places = rows.places_of(wanted, self._scrolled // theme.ROW_HEIGHT)
        if self._current in places:
            self._put_cursor(rows.index(places[self._current], self._column), _Flag.NoUpdate)
        found = QItemSelection()
        for known, left, right in self._selected:
            if known in places:
                found.select(rows.index(places[known], left), rows.index(places[known], right))
        table.selectionModel().select(found, _Flag.ClearAndSelect)

    def _known(self, place: int) -> Hashable | None:
        row = self._rows.known_row(place)
        return None if row is None else self._rows.identity(row)
