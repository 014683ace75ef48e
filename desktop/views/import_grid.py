"""The dry run of an import as a table: rows of the list by mapped columns, each made when it is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from desktop.casework.intake_columns import cell_text
from desktop.casework.intake_grid import Fate, Grid, GridCell, GridRow, RawGrid
from desktop.casework.intake_headings import Field
from desktop.domain.errors import Severity
from desktop.domain.light import Tone
from desktop.views import theme
from desktop.views.tables import LEFT, RIGHT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QObject

    from desktop.casework.intake import Plan
    from desktop.casework.intake_cells import RowProblem
    from desktop.casework.intake_sheet import ListSheet

TONES = {Severity.ERROR: Tone.OVERDUE, Severity.WARNING: Tone.RED, Severity.NOTE: Tone.GREEN}
_FIRST = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_CELL = _FIRST | Qt.ItemFlag.ItemIsEditable
_ODD = frozenset({Severity.ERROR, Severity.WARNING})
ROWS_KEPT = 2000
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_HORIZONTAL = Qt.Orientation.Horizontal
_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.EditRole)


class Look(NamedTuple):
    """How a cell is painted: words, tone of what is odd, whether it recedes, whether a person wrote it."""

    text: str
    tone: Tone | None
    is_faint: bool
    is_written: bool


class GridModel(QAbstractTableModel):
    """The rows of a plan; column 0 says what becomes of a row, the others are the mapped columns.

    Rows are known by their number in the file. `cell_written` gives row, field and text of an edited cell;
    it shows the text at once, and what it means when the next plan is shown.
    """

    cell_written = Signal(int, object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._plan: Plan | None = None
        self._grid: Grid | RawGrid | None = None
        self._numbers: tuple[int, ...] = ()
        self._odd: frozenset[int] = frozenset()
        self._columns: list[tuple[int, Field, str]] = []
        self._rows: dict[int, GridRow] = {}
        self._looks: dict[tuple[int, int], Look] = {}
        self._written: dict[tuple[int, Field], str] = {}

    def show_plan(self, plan: Plan, *, only_problems: bool = False) -> None:
        """Show a plan, all of it or the rows to look at and those left out; cells stay where they were."""
        grid = Grid(plan)
        self._plan = plan
        self._odd = frozenset(grid.rows(only_problems=True))
        shown = self._odd | plan.decisions.left_out
        self._put(grid, tuple(row for row in grid.rows() if not only_problems or row in shown))

    def show_raw(self, sheet: ListSheet) -> None:
        """Show a list nobody has judged yet; nothing can be decided on it."""
        grid = RawGrid(sheet)
        self._plan, self._odd = None, frozenset()
        self._put(grid, grid.rows())

    def _put(self, grid: Grid | RawGrid, numbers: tuple[int, ...]) -> None:
        columns: list[tuple[int, Field, str]] = [
            (place, field, heading)
            for place, (field, heading) in enumerate(grid.columns())
            if field is not None and field is not Field.UNUSED
        ]
        is_same = numbers == self._numbers and columns == self._columns
        if not is_same:
            self.beginResetModel()
        self._grid, self._numbers, self._columns = grid, numbers, columns
        self._rows, self._looks, self._written = {}, {}, {}
        if not is_same:
            self.endResetModel()
        elif numbers:
            self.dataChanged.emit(self.index(0, 0), self.index(len(numbers) - 1, len(columns)))
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(numbers) - 1)

    @property
    def odd_count(self) -> int:
        """How many rows of the list a person should look at."""
        return len(self._odd)

    def number_of(self, place: int) -> int:
        """Return the number in the file of the row in a line, 0 for no line."""
        return self._numbers[place] if 0 <= place < len(self._numbers) else 0

    def place_of(self, number: int) -> int | None:
        """Return the line of the row with that number, or of the first after it; None without rows."""
        from bisect import bisect_left

        last = len(self._numbers) - 1
        return min(bisect_left(self._numbers, number), last) if last >= 0 else None

    def is_left_out(self, place: int) -> bool:
        """Whether the row in a line will not be taken in."""
        return self._plan is not None and self.number_of(place) in self._plan.decisions.left_out

    def row_at(self, place: int) -> GridRow:
        """Return the row in a line."""
        number = self._numbers[place]
        if number not in self._rows and self._grid is not None:
            if len(self._rows) >= ROWS_KEPT:
                self._rows.clear()
                self._looks.clear()
            self._rows[number] = self._grid.row(number)
        return self._rows[number]

    def cell_at(self, place: int, column: int) -> GridCell | None:
        """Return a cell; None in the first column, which is about the whole row."""
        return self.row_at(place).cells[self._columns[column - 1][0]] if column else None

    def key_at(self, place: int, column: int) -> tuple[int, Field] | None:
        """Return row and field of a cell; None in the first column."""
        return (self.number_of(place), self._columns[column - 1][1]) if column else None

    def look_at(self, place: int, column: int) -> Look:
        """Return how a cell is painted."""
        key = (self._numbers[place], column)
        if key not in self._looks:
            self._looks[key] = self._look(place, column)
        return self._looks[key]

    def _look(self, place: int, column: int) -> Look:
        row = self.row_at(place)
        is_faint = row.fate in {Fate.LEFT_OUT, Fate.KNOWN}
        if column == 0:
            tone = self._tone_of_row(row)
            return Look(_with_glyph(row.fate.label, tone), tone, is_faint, is_written=False)
        at, field, _ = self._columns[column - 1]
        cell, key = row.cells[at], (row.row, field)
        text = self._written.get(key, cell.value or cell.raw)
        tone = TONES[cell.severity] if cell.severity and key not in self._written else None
        return Look(_with_glyph(one_line(text), tone), tone, is_faint, is_written=self._is_written(key))

    def reason_at(self, place: int, column: int) -> str:
        """Return everything there is to say of a cell, or of a whole row in the first column."""
        row = self.row_at(place)
        if column == 0:
            return f"第{row.row}行：{'；'.join(map(_said, row.problems)) or row.fate.label}"
        at, field, heading = self._columns[column - 1]
        cell = row.cells[at]
        parts = [self._as_written(row.row, field, cell)]
        if cell.problem:
            parts.append(f"{mark(cell.severity)} {cell.problem}")
        return f"第{row.row}行 {heading}：{'；'.join(parts)}"

    def next_problem(self, place: int, column: int, step: int) -> tuple[int, int] | None:
        """Return line and column of the next cell to look at, after (1) or before (-1) a cell, or None."""
        while 0 <= place < len(self._numbers):
            if self._numbers[place] in self._odd:
                odd = self._odd_columns(place)
                beyond = [each for each in odd if (each - column) * step > 0]
                if beyond:
                    return place, min(beyond) if step > 0 else max(beyond)
            place, column = place + step, -1 if step > 0 else len(self._columns) + 1
        return None

    def _odd_columns(self, place: int) -> list[int]:
        row = self.row_at(place)
        odd = [at for at, (cell, _, _) in enumerate(self._columns, 1) if row.cells[cell].severity in _ODD]
        return odd or [0]

    @staticmethod
    def _tone_of_row(row: GridRow) -> Tone | None:
        return TONES[row.severity] if row.severity in _ODD else None

    def _is_written(self, key: tuple[int, Field]) -> bool:
        return key in self._written or (self._plan is not None and key in self._plan.decisions.cells)

    def _as_written(self, number: int, field: Field, cell: GridCell) -> str:
        """Return what the list says there, what a person wrote instead, and how it was understood."""
        reading = self._plan.reading if self._plan else None
        raw = cell.raw.strip()
        words = f"来表为“{one_line(raw)}”" if raw else "来表为空"
        if reading is not None and (number, field) in reading.cells:
            was = cell_text(reading.sheet.rows[number - 1], reading.sheet.layout.columns[field].index).strip()
            words = f"已改为“{one_line(raw)}”（来表原为{f'“{one_line(was)}”' if was else '空'}）"
        if cell.value and cell.value != raw:
            words += f"，读作“{one_line(cell.value)}”"
        return words

    # --- what Qt asks -------------------------------------------------------------------------------------

    @override
    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._numbers)

    @override
    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() or not self._columns else len(self._columns) + 1

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in _ROLES:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.look_at(index.row(), index.column()).text
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.reason_at(index.row(), index.column())
        cell = self.cell_at(index.row(), index.column())
        return cell.raw if cell else None

    @override
    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        cell = self.cell_at(index.row(), index.column()) if index.isValid() else None
        if cell is None or cell.field is None or role != Qt.ItemDataRole.EditRole or str(value) == cell.raw:
            return False
        number = self._numbers[index.row()]
        self._written[number, cell.field] = str(value)
        self._looks.pop((number, index.column()), None)
        self.dataChanged.emit(index, index)
        self.cell_written.emit(number, cell.field, str(value))
        return True

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _CELL if index.column() and self._plan is not None else _FIRST

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return LEFT if orientation == _HORIZONTAL else RIGHT
        if orientation != _HORIZONTAL:
            return str(self.number_of(section)) if role == Qt.ItemDataRole.DisplayRole else None
        if not 0 <= section <= len(self._columns) or role not in _ROLES[:2]:
            return None
        if section == 0:
            return "结果"
        _, field, heading = self._columns[section - 1]
        if role == Qt.ItemDataRole.DisplayRole:
            return heading
        return heading if heading == field.value else f"{heading} → {field.value}"


def one_line(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split()) if "\n" in text or "\r" in text or "\t" in text else text


def mark(severity: Severity | None) -> str:
    """Return the shape of a severity, for eyes without colour."""
    return theme.GLYPHS[TONES[severity]] if severity else ""


def severities(plan: Plan) -> dict[Severity, int]:
    """Return how many rows of the list are how grave, each counted where it is gravest."""
    order = tuple(TONES)
    gravest: dict[int, int] = {}
    for each in plan.problems:
        if each.row:
            gravest[each.row] = min(gravest.get(each.row, len(order)), order.index(each.severity))
    return {severity: _count(gravest.values(), place) for place, severity in enumerate(order)}


def _count(places: Iterable[int], wanted: int) -> int:
    return sum(place == wanted for place in places)


def _with_glyph(text: str, tone: Tone | None) -> str:
    return f"{theme.GLYPHS[tone]} {text}".rstrip() if tone else text


def _said(problem: RowProblem) -> str:
    """Return a problem of a row: where in the row it is, what stands there, and what is odd about it."""
    value = f"“{one_line(problem.value)}”" if problem.value else ""
    return f"{mark(problem.severity)} {problem.column}{value}{problem.reason}"
