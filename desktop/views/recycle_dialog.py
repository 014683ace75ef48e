"""The recycle bin (回收站): the cases put aside, when, by whom and why, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QAbstractItemView
from typing_extensions import override

from desktop.casework import batch, find
from desktop.views import theme
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.forms import label
from desktop.views.plain_table import PlainTable
from desktop.views.tables import Column

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.domain.journal import JournalLine
    from desktop.domain.listing import CaseRow
    from desktop.views.page import Desk

LIMIT = 500
_SIZE = (960, 560)
_WIDE = 1
_EMPTY = "回收站是空的。移入回收站的件都在这里，随时可以恢复。"


class RecycleDialog(DecisionDialog):
    """Lists what is in the recycle bin; those selected come back into the list together."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("回收站", "恢复", parent)
        self._desk = desk
        self._last: dict[int, JournalLine] = {}
        self._build()
        self.table.counted.connect(self._on_counted)
        rows = find.discarded(desk.office, LIMIT)
        self.table.show_rows(rows)
        cut = f"（只列最近的 {LIMIT} 件）" if len(rows) == LIMIT else ""
        self.told.setText(f"共 {len(rows)} 件{cut}；选中要恢复的，Ctrl、Shift 可多选。" if rows else _EMPTY)
        self._on_counted(0)
        if rows:
            self.table.select_place(0)

    def _build(self) -> None:
        columns: tuple[Column[CaseRow], ...] = (
            Column("编号", lambda row: row.item_no, 80),
            Column("案由", lambda row: row.title, 300),
            Column("届次", lambda row: row.session, 176),
            Column("移入时间", lambda row: self._line_of(row).at.strftime("%Y-%m-%d %H:%M"), 136),
            Column("经手", lambda row: self._line_of(row).officer, 96),
            Column("原因", lambda row: self._line_of(row).summary, 144),
        )
        self.table: PlainTable[CaseRow] = PlainTable(columns, _WIDE, "回收站中的件", parent=self)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.told = label("", "small")
        self.form.hide()
        self.body.setSpacing(theme.SPACE)
        self.body.addWidget(self.told)
        self.body.addWidget(self.table, 1)
        self.cancel_button.setText("关闭")
        self.resize(*_SIZE)
        self.table.setFocus()

    @override
    def decide(self) -> None:
        rows = (self.table.rows.row_at(place) for place in self.table.selected_places())
        number = batch.restore(self._desk.office, [row.id for row in rows if row is not None])
        self._desk.say(f"已从回收站恢复 {number} 件。")

    def _line_of(self, row: CaseRow) -> JournalLine:
        """Return the last line of the history of a case: what put it here."""
        if row.id not in self._last:
            self._last[row.id] = find.history(self._desk.office, row.id)[-1]
        return self._last[row.id]

    @Slot(int)
    def _on_counted(self, number: int) -> None:
        self.verb_button.setText(f"恢复 {number} 件" if number else "恢复")
        self.verb_button.setEnabled(number > 0 and not self._desk.office.is_read_only)
