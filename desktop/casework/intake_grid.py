"""The dry run as a grid: every cell as it was written, what was understood, and what is odd about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.casework.intake_columns import cell_text
from desktop.casework.intake_headings import Field
from desktop.casework.intake_plan import severest
from desktop.domain.labels import Labelled

if TYPE_CHECKING:
    from desktop.casework.intake_aspects import Aspect
    from desktop.casework.intake_cells import RowProblem
    from desktop.casework.intake_columns import Heading
    from desktop.casework.intake_list import Reading, RowRead
    from desktop.casework.intake_plan import Plan
    from desktop.casework.intake_sheet import ListSheet
    from desktop.domain.errors import Severity

UNIT_FIELDS = frozenset({Field.LEAD_UNIT, Field.CO_UNIT})


class Fate(Labelled):
    """What becomes of a row."""

    NEW = ("new", "新增")
    CHANGED = ("changed", "更新")
    KNOWN = ("known", "已有")
    LEFT_OUT = ("left_out", "不导入")
    UNREAD = ("unread", "核对中")


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell: as written, as understood, and what is odd; `old` is what the desk has where that differs.

    `field` None marks a column nobody reads.
    """

    field: Field | None
    column: str
    raw: str
    value: str
    problem: str = ""
    severity: Severity | None = None
    old: str = ""


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of the list with its cells in the order of the columns; `severity` is the gravest of all."""

    row: int
    fate: Fate
    cells: tuple[GridCell, ...]
    problems: tuple[RowProblem, ...]
    severity: Severity | None


class RawGrid:
    """The rows of a list nobody has judged yet: every cell as it is written, ready as soon as the file is."""

    def __init__(self, sheet: ListSheet) -> None:
        self._sheet = sheet

    def rows(self) -> tuple[int, ...]:
        """Return the numbers of the rows below the heading that hold anything, as the file counts."""
        below = self._sheet.layout.below
        rows = enumerate(self._sheet.rows[below:], below + 1)
        return tuple(number for number, cells in rows if any(cell is not None for cell in cells))

    def columns(self) -> tuple[tuple[Field | None, str], ...]:
        """Return field and heading of every column."""
        return tuple((each.field, each.text) for each in self._sheet.layout.headings)

    def row(self, number: int) -> GridRow:
        """Return one row by its number."""
        cells = self._sheet.rows[number - 1]
        raw = ((each, cell_text(cells, each.index)) for each in self._sheet.layout.headings)
        shown = tuple(GridCell(each.field, each.text, text, text.strip()) for each, text in raw)
        return GridRow(number, Fate.UNREAD, shown, (), None)


class Grid:
    """The rows of a plan, each made when it is looked at; a list of opinions has none."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._rows = plan.reading.rows if plan.reading else ()
        self._problems: dict[int, list[RowProblem]] = {}
        for each in plan.problems:
            self._problems.setdefault(each.row, []).append(each)
        self._new = {entry.row for entry in plan.entries}
        self._updates = {(each.row, each.field): each for each in plan.updates}
        self._changed = {row for row, _ in self._updates}

    def rows(self, *, only_problems: bool = False) -> tuple[int, ...]:
        """Return the numbers of the rows, as the file counts; mere notes are no problems."""
        rows = (each.entry.row for each in self._rows)
        return tuple(row for row in rows if not only_problems or self._is_odd(row))

    def columns(self) -> tuple[tuple[Field | None, str], ...]:
        """Return field and heading of every column."""
        layout = self._plan.reading.sheet.layout if self._plan.reading else None
        return tuple((each.field, each.text) for each in layout.headings) if layout else ()

    def row(self, number: int) -> GridRow:
        """Return one row by its number; `KeyError` when the list has no such entry."""
        reading = self._plan.reading
        if reading is None:
            raise KeyError(number)
        read = reading.rows[reading.places[number]]
        problems = tuple(self._problems.get(number, ()))
        return GridRow(number, self._fate(number), self._cells(reading, read), problems, severest(problems))

    def _is_odd(self, row: int) -> bool:
        return any(each.is_odd for each in self._problems.get(row, ()))

    def _fate(self, row: int) -> Fate:
        if row in self._plan.decisions.left_out or row in self._plan.barred:
            return Fate.LEFT_OUT
        if row in self._new:
            return Fate.NEW
        return Fate.CHANGED if row in self._changed else Fate.KNOWN

    @staticmethod
    def _aspect(reading: Reading, field: Field | None) -> Aspect | None:
        """Return how a field is understood; a running number beside the numbers of cases is only a number."""
        if field is Field.RUNNING and Field.NUMBER in reading.sheet.layout.columns:
            return None
        return reading.aspects.get(field) if field else None

    def _cells(self, reading: Reading, read: RowRead) -> tuple[GridCell, ...]:
        row, values = read.entry.row, reading.cells_of(read.entry.row)
        cells = []
        for heading in reading.sheet.layout.headings:
            raw = cell_text(values, heading.index)
            aspect = self._aspect(reading, heading.field)
            odd = [each for each in self._problems.get(row, ()) if _is_about(each, heading, raw)]
            change = self._updates.get((row, heading.field)) if heading.field else None
            cells.append(
                GridCell(
                    heading.field,
                    heading.text,
                    raw,
                    aspect.said(read.entry) if aspect else raw.strip(),
                    "；".join(each.reason for each in odd),
                    severest(odd),
                    change.old if change else "",
                )
            )
        return tuple(cells)


def _is_about(problem: RowProblem, heading: Heading, raw: str) -> bool:
    """Whether a problem belongs to a cell: by its column, or as the name of a unit that stands there."""
    if problem.column:
        return problem.column == heading.text
    return heading.field in UNIT_FIELDS and problem.value != "" and problem.value in raw
