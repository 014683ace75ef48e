"""A case list read row by row, before it meets the desk."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from desktop.casework.intake_aspects import Aspect, aspects

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.casework.intake_cells import RowProblem
    from desktop.casework.intake_headings import Field
    from desktop.casework.intake_rows import Entry
    from desktop.casework.intake_sheet import ListSheet
    from desktop.domain.case import Case
    from desktop.domain.kinds import Kind
    from desktop.domain.scheme import Scheme


@dataclass(frozen=True, slots=True)
class RowRead:
    """One row by itself: its entry, what is odd in its cells, the columns whose days lack a year."""

    entry: Entry
    problems: tuple[RowProblem, ...]
    yearless: tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """A case list read row by row; `remarks` are about the whole list and about rows passed over.

    `session_text` is what a person said of the session, `cells` what one wrote in the place of cells.
    `cases` are those of the desk that were looked at so far, by id.
    """

    sheet: ListSheet
    scheme: Scheme
    kind: Kind
    year: int
    rows: tuple[RowRead, ...]
    remarks: tuple[RowProblem, ...]
    session_text: str
    cells: Mapping[tuple[int, Field], str] = field(default_factory=dict)
    cases: dict[int, Case] = field(default_factory=dict, compare=False)

    def cells_of(self, row: int) -> Sequence[object]:
        """Return the cells of a row by its number in the file, with what a person wrote into them."""
        written = {
            self.sheet.layout.columns[place].index: text
            for (at, place), text in self.cells.items()
            if at == row
        }
        cells = self.sheet.rows[row - 1]
        if not written:
            return cells
        width = max(len(cells), *(index + 1 for index in written))
        return [written.get(at, cells[at] if at < len(cells) else None) for at in range(width)]

    @cached_property
    def aspects(self) -> Mapping[Field, Aspect]:
        """How each field of this list is compared with the desk."""
        return aspects(self.scheme)

    @cached_property
    def places(self) -> dict[int, int]:
        """Where in `rows` the row of that number in the file is."""
        return {each.entry.row: place for place, each in enumerate(self.rows)}
