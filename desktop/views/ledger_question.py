"""What the 台账 is asked for, and every way on the page to ask for something else: titles, filters, cells."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop.domain.listing import Criteria, SortKey
from desktop.domain.narrowing import same_as

if TYPE_CHECKING:
    from desktop.casework.office import Office
    from desktop.domain.filters import ColumnFilter
    from desktop.domain.listing import CaseRow, SortField
    from desktop.views.ledger_chips import FilterLine
    from desktop.views.ledger_filter import LedgerFilter
    from desktop.views.ledger_grid import LedgerGrid
    from desktop.views.ledger_popup import FilterPopup


class LedgerQuestion(QObject):
    """Holds the `criteria`; `changed` tells that the list must be read again."""

    changed = Signal()

    def __init__(
        self, office: Office, grid: LedgerGrid[CaseRow], row: LedgerFilter, line: FilterLine
    ) -> None:
        super().__init__(grid)
        self._office = office
        self._grid = grid
        self._row = row
        self._line = line
        self.criteria = Criteria()
        self.popup: FilterPopup | None = None
        self._connect()

    def _connect(self) -> None:
        self._row.changed.connect(self._on_filtered)
        self._line.lifted.connect(self.ask)
        self._grid.rows.sort_wanted.connect(self._on_sort_wanted)
        self._grid.order_added.connect(self._on_order_added)
        self._grid.filter_wanted.connect(self.open_filter)

    @Slot(object)
    def ask(self, criteria: Criteria) -> None:
        """Ask for the cases of these criteria."""
        self.criteria = criteria
        self._row.show_criteria(criteria)
        self.changed.emit()

    def show(self) -> None:
        """Show what is asked in the titles and in the line of filters."""
        asked = self.criteria
        columns = self._grid.rows.columns
        column = next(place for place, each in enumerate(columns) if each.sort is asked.sort)
        falling = Qt.SortOrder.DescendingOrder if asked.descending else Qt.SortOrder.AscendingOrder
        self._grid.show_order(column, falling)
        self._grid.show_question(asked.sorts, (each.column for each in asked.filters))
        self._line.show_criteria(asked)

    @Slot(int)
    def open_filter(self, column: int) -> None:
        """Open the filter of a column below its title."""
        from desktop.views.ledger_popup import popup_over

        made = self._grid.rows.columns[column] if column >= 0 else None
        if made is not None and made.narrow is not None:
            self.popup = popup = popup_over(self._grid, column, self._office, self.criteria)
            popup.chosen.connect(self._on_narrowed)
            popup.order_wanted.connect(partial(self._on_sort_wanted, made.sort))
            popup.order_added.connect(partial(self._on_order_added, made.sort))
            popup.closed.connect(self._grid.setFocus)

    def narrow_to_cell(self) -> None:
        """Narrow the list to the rows that hold in this column what the current cell holds."""
        row, column = self._grid.current_row, max(self._grid.currentIndex().column(), 0)
        narrow = self._grid.rows.columns[column].narrow
        if row is not None and narrow is not None:
            self._on_narrowed(same_as(narrow, row))

    def narrow_to_unit(self) -> None:
        """Narrow the list to the cases of the unit that leads the current one."""
        if (row := self._grid.current_row) is not None:
            self._row.choose_unit(row.lead_unit)

    @Slot()
    def _on_filtered(self) -> None:
        self.criteria = self._row.criteria()
        self.changed.emit()

    @Slot(object, bool)
    def _on_sort_wanted(self, field: SortField, descending: bool) -> None:
        self.ask(self.criteria.sorted_by(SortKey(field, descending)))

    @Slot(object)
    def _on_order_added(self, field: SortField) -> None:
        """Sort by one more column; by one that counts already the other way round."""
        keys = self.criteria.sorts
        turned = tuple(SortKey(key.field, key.descending is not (key.field is field)) for key in keys)
        known = any(key.field is field for key in keys)
        self.ask(self.criteria.sorted_by(*(turned if known else (*keys, SortKey(field)))))

    @Slot(object)
    def _on_narrowed(self, wanted: ColumnFilter) -> None:
        self.ask(self.criteria.narrowed(wanted))
