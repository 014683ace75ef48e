"""What the gate learns of sheets before a reader touches them: how far they reach, what is hidden.

The reader lays every sheet out as one rectangle in memory; two values in opposite corners would cost 500 GB
and end the whole process, so the reach is measured first.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.documents.sheet_gate import Limits, too_wide

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Hidden:
    """The rows and columns of one sheet that its author does not show, counted from 0."""

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()


NOTHING_HIDDEN = Hidden()


@dataclass(slots=True)
class Reach:
    """The growing rectangle around the values of one sheet, with the spans that are hidden.

    Spans are half-open and may reach far beyond the values, as office programs like to write them.
    """

    limits: Limits
    rows: int = 0
    columns: int = 0
    hidden_rows: list[range] = field(default_factory=list)
    hidden_columns: list[range] = field(default_factory=list)

    def hold(self, row: int, column: int) -> None:
        """Include the value at `row`, `column` (from 0); raise `OfficeError` when that is too far out."""
        if row >= self.rows or column >= self.columns:
            self.rows = max(self.rows, row + 1)
            self.columns = max(self.columns, column + 1)
            if self.rows * self.columns > self.limits.cells:
                raise too_wide()

    def hidden(self) -> Hidden:
        """Give what is hidden inside the rectangle."""
        return Hidden(_inside(self.hidden_rows, self.rows), _inside(self.hidden_columns, self.columns))


def bounded(sheets: Iterable[tuple[str, Reach]], limits: Limits) -> dict[str, Hidden]:
    """Give what is hidden by sheet; raise `OfficeError` when all together are too many or too large."""
    found: dict[str, Hidden] = {}
    cells = 0
    for number, (name, reach) in enumerate(sheets, 1):
        cells += reach.rows * reach.columns
        if number > limits.sheets or cells > limits.cells:
            raise too_wide()
        found[name] = reach.hidden()
    return found


def _inside(spans: list[range], end: int) -> frozenset[int]:
    return frozenset(index for span in spans for index in range(span.start, min(span.stop, end)))
