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
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.fields import Choice
from desktop.views.letter_preview import Presence
from desktop.views.theme import MARGIN, SPACE
from desktop.views.value_field import ValueField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.casework.edit import CellChange
    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.errors import OfficeError
    from desktop.domain.progress import Progress
    from desktop.views.page import Desk

CHOSEN = EditField.CATEGORY
AT_ONCE = 20  # changes written within a moment


class BulkEditDialog(DecisionDialog):
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
        super().__init__("核对改动" if changes else "批量修改", "修改", parent)
        self._desk = desk
        self._cases = tuple(cases)
        self._ready = tuple(changes)
        self._presence = Presence(self)
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
        self._desk.jobs.ended.connect(self._on_job_ended)

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
    def decide(self) -> None:
        self._refuse_nothing()
        edit.apply(self._desk.office, self.model.wanted)
        self._say_done()

    def _refuse_nothing(self) -> None:
        lacking = not self._ready and self.value.value() is None
        refuse_if([Problem("value", "未填改为什么；要清空请勾选“清空”")] if lacking else [], "尚未修改")
        refuse_if([] if self.model.wanted else [Problem("", "没有勾选要修改的件")], "尚未修改")

    def _say_done(self) -> None:
        self._desk.say(f"已修改 {_number(self.model.wanted)} 件；撤销按 Ctrl+Z")

    @override
    def _on_verb(self) -> None:
        """Write few changes at once, many in the worker thread; the window stays awake meanwhile."""
        wanted = self.model.wanted
        if len(wanted) <= AT_ONCE:
            super()._on_verb()
            return
        if self._desk.jobs.is_busy:
            self.banner.show_text("上一项工作还没有结束，请稍候再试。", "note")
            return
        self.banner.show_text("正在写入，请稍候……", "note")
        self.verb_button.setEnabled(False)
        title = f"正在修改 {_number(wanted)} 件"
        self._desk.jobs.run_writing(title, partial(_applied, wanted), self._on_written, self._on_refused)

    @Slot()
    def _on_job_ended(self) -> None:
        """Let a person decide again: what was written closes the dialog, what was stopped did nothing."""
        self.banner.clear()
        self._count()

    def _on_written(self, _number: int) -> None:
        if not self._presence.is_over:
            self._say_done()
            self.done(self.DialogCode.Accepted)

    def _on_refused(self, error: OfficeError) -> None:
        if not self._presence.is_over:
            self.form.show_error(error, self.banner)

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
