"""What the status line says of the selected cells: how many, the sum of numbers, the first and last day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from desktop.domain.narrowing import cell

if TYPE_CHECKING:
    from desktop.domain.listing import CaseRow
    from desktop.views.ledger_grid import LedgerGrid

_MOST = 2000  # cells that are read; a sum over more is a matter of the statistics


def words_of(grid: LedgerGrid[CaseRow]) -> str:
    """Return 已选 3 件 12 格, with what one column of numbers or days comes to; "" when nothing is."""
    number, cells, columns = grid.selected_count, grid.selected_cells, grid.selected_columns
    if not number:
        return ""
    told = f"已选 {number} 件"
    if cells > 1 and len(columns) < len(grid.shown_columns):
        told += f" {cells} 格"
    if len(columns) == 1 and 1 < cells <= _MOST and (sum_told := _summed(grid, columns[0])):
        told += f"，{sum_told}"
    return told


def _summed(grid: LedgerGrid[CaseRow], column: int) -> str:
    narrow = grid.rows.columns[column].narrow
    rows = (grid.rows.row_at(place) for place in grid.places_of_column(column))
    values = [cell(narrow, row) for row in rows if row is not None] if narrow else []
    numbers = [value for value in values if type(value) is int]
    days = sorted(value for value in values if isinstance(value, date))
    if numbers:
        return f"合计 {sum(numbers)}"
    return f"最早 {days[0]}，最晚 {days[-1]}" if days else ""
