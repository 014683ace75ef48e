"""What a table finds again once its rows were read anew: the selection, the cursor, how far it scrolled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel

from desktop.views import theme

if TYPE_CHECKING:
    from collections.abc import Hashable

    from desktop.views.ledger_table import LedgerTable

KEPT_SELECTION = 500  # more selected rows than this are not looked for again
_Flag = QItemSelectionModel.SelectionFlag


class KeptPlaces:
    """Rows are known by their identity, so that they are found where they stand now."""

    def __init__(self, table: LedgerTable[Any]) -> None:
        self._table = table
        self._selected: tuple[tuple[Hashable, int, int], ...] = ()
        self._current: Hashable | None = None
        self._column = -1
        self._scrolled = 0

    def take(self) -> None:
        """Note what is selected before the rows go."""
        table, current = self._table, self._table.currentIndex()
        self._current = self._known(current.row()) if current.isValid() else None
        self._column = current.column()
        self._scrolled = table.verticalScrollBar().value()
        self._selected = tuple(
            (known, block.left, block.right)
            for block in (table.blocks if table.selected_count <= KEPT_SELECTION else ())
            for place in range(block.top, block.bottom + 1)
            if (known := self._known(place)) is not None
        )

    def give_back(self) -> None:
        """Select it again as far as the rows are found, and scroll to where it was."""
        table, rows = self._table, self._table.rows
        table.verticalScrollBar().setValue(self._scrolled)
        wanted = {known for known, _, _ in self._selected} | ({self._current} - {None})
        places = rows.places_of(wanted, self._scrolled // theme.ROW_HEIGHT)
        if self._current in places:
            table.put_cursor(rows.index(places[self._current], self._column), _Flag.NoUpdate)
        found = QItemSelection()
        for known, left, right in self._selected:
            if known in places:
                found.select(rows.index(places[known], left), rows.index(places[known], right))
        table.selectionModel().select(found, _Flag.ClearAndSelect)

    def _known(self, place: int) -> Hashable | None:
        row = self._table.rows.known_row(place)
        return None if row is None else self._table.rows.identity(row)
