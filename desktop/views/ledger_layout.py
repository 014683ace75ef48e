"""Which columns of the 台账 are seen and in which order: as a person left them, or as a view wants them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel

from desktop.views.ledger_columns import MARK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.listing import CaseRow
    from desktop.views.ledger_table import LedgerTable


class LedgerLayout:
    """The columns of a table; a view that names none gives back what a person had before."""

    def __init__(self, table: LedgerTable[CaseRow]) -> None:
        self._table = table
        self._own: list[str] = []

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the columns in sight, from left to right."""
        columns = self._table.rows.columns
        seen = (columns[each].narrow for each in self._table.shown_columns)
        return tuple(narrow.value for narrow in seen if narrow is not None)

    @property
    def widths(self) -> tuple[int, ...]:
        """Their widths in pixels."""
        columns, table = self._table.rows.columns, self._table
        return tuple(table.columnWidth(each) for each in table.shown_columns if columns[each].narrow)

    @property
    def words(self) -> list[str]:
        """Order and widths as a person left them, to be remembered."""
        return self._own or self._table.layout_words()

    def show(self, keys: Sequence[str], widths: Sequence[int] = ()) -> None:
        """Show these columns in this order and width; where none is named, those from before."""
        if keys:
            self._own = self.words
            self.choose(keys)
            for column, width in zip(self._columns_of(keys), widths, strict=False):
                self._table.setColumnWidth(column, width)
        elif self._own:
            own, self._own = self._own, []
            self._table.restore_default_layout()
            self._table.restore_layout(own)
            self._bring_cursor_in_sight()

    def choose(self, keys: Sequence[str]) -> None:
        """Show these columns in this order, and no others."""
        header, wanted = self._table.horizontalHeader(), self._columns_of(keys)
        for place, column in enumerate(wanted):
            header.moveSection(header.visualIndex(column), place)
        for column, made in enumerate(self._table.rows.columns):
            if made.narrow is not None:
                self._table.setColumnHidden(column, column not in wanted)
        self._bring_cursor_in_sight()

    def show_marks(self, *, on: bool) -> None:
        """Show or hide the column that says why a row is coloured."""
        header = self._table.horizontalHeader()
        column = next(place for place, each in enumerate(self._table.rows.columns) if each.title == MARK)
        if on and self._table.isColumnHidden(column):
            header.moveSection(header.visualIndex(column), self._behind_frozen())
        self._table.setColumnHidden(column, not on)
        self._bring_cursor_in_sight()

    def _behind_frozen(self) -> int:
        """Return the place in the titles behind the last frozen column: there the words stay in sight."""
        header = self._table.horizontalHeader()
        return max((header.visualIndex(each) for each in self._table.frozen_columns), default=-1) + 1

    def restore_default(self) -> None:
        """Forget what a person moved and widened."""
        self._own = []
        self._table.restore_default_layout()
        self._bring_cursor_in_sight()

    def _bring_cursor_in_sight(self) -> None:
        """Put the cursor into the first column when its own is hidden: nobody shall write unseen."""
        table, at = self._table, self._table.currentIndex()
        if at.isValid() and table.isColumnHidden(at.column()) and table.shown_columns:
            first = table.rows.index(at.row(), table.shown_columns[0])
            table.put_cursor(first, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _columns_of(self, keys: Sequence[str]) -> list[int]:
        columns = enumerate(self._table.rows.columns)
        places = {each.narrow.value: place for place, each in columns if each.narrow is not None}
        return [places[key] for key in keys if key in places]
