"""Changes of cells in the 台账: typed in place, filled down, pasted over; each is one step to be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication

from desktop.casework import edit, find
from desktop.casework.edit import OF_ONE, EditField
from desktop.domain.errors import OfficeError
from desktop.domain.filters import ListColumn
from desktop.views.clipboard import cells_in
from desktop.views.ledger_writer import CellWriter, Step

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from desktop.casework.edit import CellChange
    from desktop.domain.listing import CaseRow
    from desktop.views.ledger_grid import LedgerGrid
    from desktop.views.page import Desk
    from desktop.views.tables import Column

MOST_AT_ONCE = 500  # cases changed in one go; more would hold the window up
_UNSEEN = 20  # so many cells are changed without a look at each before
_READ_ONLY = "本办理台以只读方式打开，不能修改。"
_OF_REGISTRATION = frozenset(
    (ListColumn.KIND, ListColumn.SUBMITTER, ListColumn.SESSION, ListColumn.CO_SUBMITTERS)
)  # told by the paper itself, more than one field of it or what others hang on
_MOVES = {Step.DOWN: (1, 0), Step.UP: (-1, 0), Step.RIGHT: (0, 1), Step.LEFT: (0, -1)}


class _Writing(NamedTuple):
    """Which cell is being written: in which column, of which case, which field."""

    column: int
    case_id: int
    field: EditField


def field_of(column: Column[CaseRow]) -> EditField | None:
    """Return the field of a case that a column shows and that may be written, or None."""
    values = {each.value for each in EditField}
    return EditField(column.narrow.value) if column.narrow and column.narrow.value in values else None


def _words_of_barred(column: Column[CaseRow]) -> str:
    """Return why a column is not written in the list, and where it is."""
    if column.narrow in _OF_REGISTRATION:
        return f"“{column.title}”在登记表中改：按 Enter 打开这一件，再按 F2 修改登记。"
    return f"“{column.title}”由办理过程得出，不能在台账中直接改；按 Enter 打开这一件办理。"


class LedgerEdits(QObject):
    """Turns what a person does to cells into changes of cases; a refusal goes to the message line."""

    def __init__(self, desk: Desk, grid: LedgerGrid[CaseRow], page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self._grid = grid
        self._page = page
        self._writing: _Writing | None = None
        grid.edit_wanted.connect(self.begin)

    @Slot(object, bool)
    def begin(self, typed: str | None, drops_down: bool) -> None:
        """Write the current cell: with what was typed so far, or with what it says now."""
        grid, index = self._grid, self._grid.currentIndex()
        row = grid.current_row
        if row is None or grid.writer is not None or not self._may_write(index.column()):
            return
        field = field_of(grid.rows.columns[index.column()])
        if field is None:
            return
        self._writing = _Writing(index.column(), row.id, field)
        grid.scrollTo(index)
        writer = CellWriter(grid.view_of(index.column()), index, edit.offered(self._desk.office, field))
        grid.writer = writer
        writer.taken.connect(self._on_taken)
        writer.left.connect(self._on_left)
        case = find.case(self._desk.office, row.id)
        writer.begin(edit.unchanged(case, field).old if typed is None else typed, is_typed=typed is not None)
        if typed != "":
            writer.setFocus()
        if drops_down:
            writer.showPopup()

    @Slot()
    def fill_down(self) -> None:
        """Put what the first selected row says into those below; a single row takes it from the one above."""
        columns = [column for column in self._grid.selected_columns if self._may_be_alike(column)]
        if not columns:
            self._refuse_column()
            return
        changes: list[CellChange] = []
        for column in columns:
            places = self._grid.places_of_column(column)
            if len(places) == 1:
                places.insert(0, places[0] - 1)
            ids = self._ids(places)
            field = field_of(self._grid.rows.columns[column])
            if field is not None and len(ids) > 1 and self._is_few(len(ids)):
                changes += edit.down(self._desk.office, ids, field)
        self._do(changes)

    def put(self, text: str) -> bool:
        """Put pasted text over the selected cells where its shape fits them; tell whether it does."""
        cells = cells_in(text)
        is_one = len(cells) == 1 and len(cells[0]) == 1
        if is_one and not self._is_few(self._grid.selected_count):
            return True
        values = self._values(cells, is_one=is_one)
        written = [each for each in dict.fromkeys(column for _, column in values) if self._may_write(each)]
        places = {place for place, _ in values}
        if written and self._is_few(len(places)):
            kept = {at: value for at, value in values.items() if at[1] in written}
            self._do(self._changes(kept), look=len(places) > 1)
        return bool(values)

    def _values(self, cells: list[list[str]], *, is_one: bool) -> dict[tuple[int, int], str]:
        """Return which cell takes which pasted one; nothing where the shapes differ.

        One pasted cell goes into every selected one, a block over one as large, a column down from one cell.
        """
        grid = self._grid
        selected = {column: grid.places_of_column(column) for column in grid.selected_columns}
        if is_one:
            return {(at, column): cells[0][0] for column, places in selected.items() for at in places}
        is_open = all(field_of(grid.rows.columns[each]) for each in selected)
        if grid.selected_cells == 1 and is_open:
            selected = {column: self._downwards(at[0], len(cells)) for column, at in selected.items()}
        lengths, widths = {len(places) for places in selected.values()}, {len(line) for line in cells}
        if lengths != {len(cells)} or widths != {len(selected)} or not (is_open or len(selected) == 1):
            return {}
        return {
            (at, column): line[place]
            for place, (column, places) in enumerate(selected.items())
            for at, line in zip(places, cells, strict=True)
        }

    def _downwards(self, top: int, number: int) -> list[int]:
        """Return so many places from the top, as far as there are rows."""
        return list(range(top, min(top + number, self._grid.rows.rowCount())))

    def _changes(self, values: Mapping[tuple[int, int], str]) -> list[CellChange]:
        """Return what putting values into cells would do."""
        changes: list[CellChange] = []
        for (place, column), value in values.items():
            field = field_of(self._grid.rows.columns[column])
            if field is not None and (ids := self._ids([place])):
                changes += edit.preview(self._desk.office, ids, field, value)
        return changes

    def _do(self, changes: Sequence[CellChange], *, look: bool = False) -> bool:
        """Do changes at once, or let a person look at them first when they are many or some are barred."""
        if not changes:
            return False
        barred = any(change.problem for change in changes)
        if len(changes) > 1 and (look or barred or len(changes) > _UNSEEN):
            from desktop.views.bulk_edit_dialog import BulkEditDialog

            BulkEditDialog(self._desk, (), self._page, changes=changes).open()
            return True
        try:
            done = edit.apply(self._desk.office, changes)
        except OfficeError as error:
            self._desk.say(error.message)
            return False
        if done:
            self._desk.say(f"已修改 {done} 格；撤销按 Ctrl+Z。")
        return True

    def _ids(self, places: Sequence[int]) -> list[int]:
        rows = (self._grid.rows.row_at(place) for place in places)
        return [row.id for row in rows if row is not None]

    def _is_few(self, number: int) -> bool:
        if number > MOST_AT_ONCE:
            self._desk.say(f"一次最多修改 {MOST_AT_ONCE} 件，现在选中 {number} 件；请先缩小范围。")
        return number <= MOST_AT_ONCE

    def _may_be_alike(self, column: int) -> bool:
        """Whether the cells of a column may say the same."""
        field = field_of(self._grid.rows.columns[column])
        return field is not None and field not in OF_ONE and not self._desk.office.is_read_only

    def _refuse_column(self) -> None:
        titles = "、".join(self._grid.rows.columns[each].title for each in self._grid.selected_columns)
        told = f"“{titles}”不能向下填充；请选中内容分类、承办人、备注等栏的几格再按 Ctrl+D。"
        self._desk.say(_READ_ONLY if self._desk.office.is_read_only else told)

    def _may_write(self, column: int) -> bool:
        """Whether a column may be written here; if not, say so."""
        made = self._grid.rows.columns[column]
        if self._desk.office.is_read_only:
            self._desk.say(_READ_ONLY)
        elif field_of(made) is None:
            self._desk.say(_words_of_barred(made))
        else:
            return True
        return False

    @Slot(str, object)
    def _on_taken(self, text: str, step: Step) -> None:
        writing = self._writing
        if writing is None:
            return
        ids = [writing.case_id]
        if step is Step.EVERY:
            ids = self._ids(self._grid.places_of_column(writing.column)) or ids
        changes = edit.preview(self._desk.office, ids, writing.field, text) if self._is_few(len(ids)) else ()
        if step is Step.STAY:
            self._leave()
        if self._do(changes) and step is not Step.STAY:
            self._leave()
            self._step(step)

    def _step(self, step: Step) -> None:
        """Move the cursor as a workbook does after a cell was written."""
        grid, at = self._grid, self._grid.currentIndex()
        down, right = _MOVES.get(step, (0, 0))
        shown = grid.shown_columns
        place = min(max(at.row() + down, 0), grid.rows.rowCount() - 1)
        column = shown[min(max(shown.index(at.column()) + right, 0), len(shown) - 1)]
        if step is not Step.EVERY:
            grid.setCurrentIndex(grid.rows.index(place, column))

    def _leave(self) -> None:
        if isinstance(self._grid.writer, CellWriter):
            self._grid.writer.leave()

    @Slot()
    def _on_left(self) -> None:
        had_cursor = self._grid.writer is not None and self._grid.writer.hasFocus()
        self._grid.writer = self._writing = None
        if had_cursor or QGuiApplication.focusObject() is None:
            self._grid.setFocus()
