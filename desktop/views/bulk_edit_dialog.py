"""The dialog that puts a value into many cases at once (批量修改): seen old → new before, one undo step."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from desktop.casework import edit
from desktop.casework.edit import OF_ONE, EditField
from desktop.domain.errors import Problem, refuse_if
from desktop.views.cards import words
from desktop.views.change_table import ChangeModel, ChangeTable
from desktop.views.fields import Choice
from desktop.views.long_decision import LongDecisionDialog
from desktop.views.theme import MARGIN, SPACE
from desktop.views.value_field import ValueField

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.casework.edit import CellChange
    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.progress import Progress
    from desktop.views.page import Desk

CHOSEN = EditField.CATEGORY


class BulkEditDialog(LongDecisionDialog):
    """Asks which field of these cases becomes what; only the lines ticked are written.

    With `changes` made ready by `casework.edit` (filled down, pasted over cells) it shows these and asks for
    nothing but their ticks; `cases` may be empty then. Without them it begins with `field`.
    """

    def __init__(
        self,
        desk: Desk,
        cases: Sequence[Case],
        parent: QWidget | None = None,
        *,
        field: EditField = CHOSEN,
        changes: Sequence[CellChange] = (),
    ) -> None:
        super().__init__(desk, "核对改动" if changes else "批量修改", "修改", parent)
        self._cases = tuple(cases)
        self._ready = tuple(changes)
        self._build(field)
        self._connect()
        self._show()

    def _build(self, field: EditField) -> None:
        offered = [(each.label, each) for each in EditField if each not in OF_ONE]
        self.field: Choice[EditField] = Choice(offered)
        self.field.choose(field)
        self.value = ValueField(self._desk.office, self)
        self.value.ask_for(self.field.value())
        self.model = ChangeModel(names_fields=len({change.field for change in self._ready}) > 1)
        self.table = ChangeTable(self.model, self)
        self.told = words("", "muted", wraps=True)
        self.form.add("field", "栏目(&F)", self.field)
        self.form.add("value", "改为(&V)", self.value)
        self.form.setHidden(bool(self._ready))
        preview = QVBoxLayout()
        preview.setSpacing(SPACE)
        preview.addWidget(self.told)
        preview.addWidget(self.table, 1)
        self.body.setSpacing(MARGIN)
        self.body.addLayout(preview, 1)
        self.resize(1000, 620)
        (self.table if self._ready else self.value).setFocus()

    def _connect(self) -> None:
        self.field.currentIndexChanged.connect(self._on_field_chosen)
        self.value.changed.connect(self._show)
        self.model.ticks_changed.connect(self._count)

    @property
    def changes(self) -> tuple[CellChange, ...]:
        """What would be done, line by line: ready made, or the value put into every case."""
        if self._ready:
            return self._ready
        field, value = self.field.value(), self.value.value()
        if value is None:
            return tuple(edit.unchanged(case, field) for case in self._cases)
        return edit.changes_of(self._cases, field, value)

    @override
    def would_lose(self) -> bool:
        return bool(self._ready or self.value.value())

    @override
    def number(self) -> int:
        return _number(self.model.wanted)

    @override
    def work(self) -> Callable[[Office, Progress], int]:
        lacking = not self._ready and self.value.value() is None
        refuse_if([Problem("value", "未填改为什么；要清空请勾选“清空”")] if lacking else [], "尚未修改")
        refuse_if([] if self.model.wanted else [Problem("", "没有勾选要修改的件")], "尚未修改")
        return partial(_applied, self.model.wanted)

    @override
    def tell(self, done: int) -> None:
        self._desk.say(f"已修改 {self.number()} 件；撤销按 Ctrl+Z")

    @override
    def renew(self) -> None:
        self._count()

    @Slot()
    def _show(self) -> None:
        self.model.show(self.changes)

    @Slot()
    def _count(self) -> None:
        wanted = self.model.wanted
        self.verb_button.setText(f"修改 {_number(wanted)} 件")
        self.verb_button.setEnabled(bool(wanted))
        parts = [f"共 {self.model.rowCount()} 项，将修改 {len(wanted)} 项"]
        if self._ready or self.value.value() is not None:
            parts += [f"{self.model.idle} 项已是此值"] if self.model.idle else []
            parts += [f"▲ {self.model.refused} 项不能修改，原因见“说明”"] if self.model.refused else []
        self.told.setText("；".join(parts) + "。空格键勾选或取消，只写入勾选的。")

    @Slot()
    def _on_field_chosen(self) -> None:
        self.model.forget_left_out()
        self.value.ask_for(self.field.value())
        self._show()


def _applied(changes: Sequence[CellChange], office: Office, progress: Progress) -> int:
    return edit.apply(office, changes, progress)


def _number(changes: Sequence[CellChange]) -> int:
    return len({change.case.id for change in changes})
