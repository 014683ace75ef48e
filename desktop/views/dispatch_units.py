"""What a batch asks of each unit and what it said: confirmed, objected to, or nothing yet (归口审核确认)."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.casework import dispatch, keep, proposed
from desktop.domain.assignment import Consent
from desktop.domain.errors import OfficeError
from desktop.domain.light import Tone
from desktop.domain.unit import ContactRole
from desktop.views.cards import button
from desktop.views.file_choice import Saving, ask_save
from desktop.views.forms import card, label
from desktop.views.objection_dialog import ObjectionDialog
from desktop.views.plain_table import PlainTable
from desktop.views.tables import RIGHT, Column
from desktop.views.theme import MARGIN, SPACE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.casework.office import Office
    from desktop.casework.proposed import Drafted, UnitDrafts
    from desktop.domain.case import Case
    from desktop.domain.dispatch import Dispatch
    from desktop.domain.progress import Progress
    from desktop.views.page import Desk

_LEFT = 376
_TONES = {Consent.CONFIRMED: Tone.GREEN, Consent.OBJECTED: Tone.RED}


def _number(consent: Consent | None, unit: UnitDrafts) -> str:
    return str(unit.said(consent) or "")


_UNITS: tuple[Column[UnitDrafts], ...] = (
    Column("拟承办单位", lambda unit: unit.name, 150),
    Column("任务", lambda unit: str(len(unit.tasks)), 50, align=RIGHT),
    Column("确认", partial(_number, Consent.CONFIRMED), 50, align=RIGHT),
    Column("异议", partial(_number, Consent.OBJECTED), 50, align=RIGHT),
    Column("未答复", partial(_number, None), 62, align=RIGHT),
)


def _reason(drafted: Drafted) -> str:
    said = drafted.task.confirmation
    if said is None:
        return ""
    proposal = f"，建议由{said.proposed_unit}承办" if said.proposed_unit else ""
    return f"{said.reason}{proposal}" or f"{said.on.isoformat()} {said.by}".strip()


def _tone(drafted: Drafted) -> Tone:
    said = drafted.task.confirmation
    return _TONES[said.consent] if said else Tone.AMBER


_TASKS: tuple[Column[Drafted], ...] = (
    Column("编号", lambda each: each.case.proposal.item_no, 60),
    Column("案由", lambda each: each.case.proposal.title, 190),
    Column("方式", lambda each: each.task.role.label, 66),
    Column("审核意见", lambda each: each.said, 92, tone=_tone),
    Column("理由", _reason, 170),
)


class DispatchUnits(QWidget):
    """Units at the left, the tasks of the chosen one at the right; tells with `told` and `refused`."""

    told = Signal(str)
    refused = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._batch: Dispatch | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.units: PlainTable[UnitDrafts] = PlainTable(_UNITS, 0, "拟承办单位", parent=self)
        self.tasks: PlainTable[Drafted] = PlainTable(_TASKS, 1, "该单位的任务", parent=self)
        self.by = QLineEdit(self)
        self.by.setAccessibleName("确认人")
        self.by.setMaximumWidth(150)
        name = label("确认人(&B)", "muted")
        name.setBuddy(self.by)
        self.confirm = button("确认(&C)", self._on_confirm)
        self.confirm_all = button("全部确认(&L)", self._on_confirm_all)
        self.object = button("有异议(&O)…", self._on_object)
        self.listed = button("审核确认清单(&P)…", self._ask_file)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        for each in (name, self.by, self.confirm, self.confirm_all, self.object):
            buttons.addWidget(each)
        buttons.addStretch(1)
        buttons.addWidget(self.listed)
        row = QHBoxLayout()
        row.setSpacing(MARGIN)
        for table in (self.units, self.tasks):
            frame, inside = card(margin=1, spacing=0)
            inside.addWidget(table)
            row.addWidget(frame, 0 if table is self.units else 1)
            if table is self.units:
                frame.setFixedWidth(_LEFT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, MARGIN, 0, 0)
        column.setSpacing(MARGIN)
        column.addLayout(row, 1)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self.units.chosen.connect(self._on_unit_chosen)
        self.tasks.chosen.connect(self._show_state)
        self.tasks.opened.connect(self._on_confirm)

    def show_batch(self, batch: Dispatch, cases: Sequence[Case]) -> None:
        """Show what the batch asks of its units."""
        self._batch = batch
        self.units.show_rows(proposed.by_unit(cases))
        if self.units.rows.rowCount() and not self.units.currentIndex().isValid():
            self.units.select_place(0)
        self._show_tasks()

    def write_list(self, name: str) -> None:
        """Write the list of every unit, the chosen one first, into that file."""
        batch, units = self._batch, [self.units.rows.row_at(at) for at in range(self.units.rows.rowCount())]
        if batch is None:
            return
        path, ids = Path(name), [unit.id for unit in units if unit is not None]

        def write(office: Office, progress: Progress) -> int:
            return proposed.write_draft_list(office, batch.id, ids, path, progress)

        self._desk.jobs.run("正在生成审核确认清单", write, partial(self._on_written, path), self._on_failed)

    def _ask_file(self) -> None:
        if self._batch is not None:
            day = self._batch.meeting_on.isoformat()
            saving = Saving("审核确认清单", f"承办任务审核确认清单_{day}", ("pdf", "xlsx"))
            ask_save(self._desk, self, saving, self.write_list)

    def _on_written(self, path: Path, number: int) -> None:
        self.told.emit(f"已生成 {number} 件次的审核确认清单：{path}")

    def _on_failed(self, error: OfficeError) -> None:
        self.refused.emit(error.message)

    @Slot()
    def _on_unit_chosen(self) -> None:
        unit = self.units.current_row
        known = next((each for each in keep.units(self._desk.office) if unit and each.id == unit.id), None)
        handler = known.contact(ContactRole.HANDLER) if known else None
        self.by.setText(handler.name if handler else "")
        self._show_tasks()

    def _show_tasks(self) -> None:
        unit = self.units.current_row
        self.tasks.show_rows(unit.tasks if unit else ())
        if unit and not self.tasks.currentIndex().isValid():
            self.tasks.select_place(0)
        self._show_state()

    @Slot()
    def _show_state(self) -> None:
        unit, task = self.units.current_row, self.tasks.current_row
        for each in (self.confirm, self.object):
            each.setEnabled(task is not None)
        silent = unit.said(None) if unit else 0
        self.confirm_all.setEnabled(silent > 0)
        self.confirm_all.setText(f"全部确认 {silent} 件(&L)" if silent else "全部确认(&L)")
        self.listed.setEnabled(unit is not None)

    @Slot()
    def _on_confirm(self) -> None:
        unit, task = self.units.current_row, self.tasks.current_row
        if unit is not None and task is not None:
            by = self.by.text().strip()
            self._do(lambda: dispatch.confirm(self._desk.office, task.id, unit.id, by))

    def _on_confirm_all(self) -> None:
        unit = self.units.current_row
        if unit is not None:
            by = self.by.text().strip()
            self._do(lambda: proposed.confirm_all(self._desk.office, unit, by))

    def _on_object(self) -> None:
        task = self.tasks.current_row
        if task is not None:
            ObjectionDialog(self._desk, task, self.by.text().strip(), self).open()

    def _do(self, verb: Callable[[], object]) -> None:
        try:
            verb()
        except OfficeError as error:
            self.refused.emit(error.message)
