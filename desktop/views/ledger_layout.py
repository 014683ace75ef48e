"""Which columns of the 台账 are seen and in which order: as a person left them, or as a view wants them."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
        header, columns = self._table.horizontalHeader(), self._table.rows.columns
        order = (header.logicalIndex(place) for place in range(header.count()))
        seen = (columns[each].narrow for each in order if not self._table.isColumnHidden(each))
        return tuple(narrow.value for narrow in seen if narrow is not None)

    @property
    def words(self) -> list[str]:
        """Order and widths as a person left them, to be remembered."""
        return self._own or self._table.layout_words()

    def show(self, keys: Sequence[str]) -> None:
        """Show these columns in this order, the frozen ones first; where none is named, those from before."""
        if keys:
            self._own = self.words
            self._arrange(keys)
        elif self._own:
            own, self._own = self._own, []
            self._table.restore_default_layout()
            self._table.restore_layout(own)

    def restore_default(self) -> None:
        """Forget what a person moved and widened."""
        self._own = []
        self._table.restore_default_layout()

    def _arrange(self, keys: Sequence[str]) -> None:
        header = self._table.horizontalHeader()
        columns = enumerate(self._table.rows.columns)
        places = {each.narrow.value: place for place, each in columns if each.narrow is not None}
        wanted = [places[key] for key in keys if key in places]
        for place, column in enumerate(wanted):
            header.moveSection(header.visualIndex(column), place)
        for column in places.values():
            is_seen = column in wanted or column in self._table.frozen_columns
            self._table.setColumnHidden(column, not is_seen)
