"""The dialog that hands many cases out to the same units at once (批量交办)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout
from typing_extensions import override

from desktop.casework import assign, batch
from desktop.domain.errors import OfficeError
from desktop.views.case_view import leaders_named
from desktop.views.chosen_cases import ChosenCases
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.task_list import TaskList, Terms
from desktop.views.theme import PAGE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from desktop.domain.assignment import Role
    from desktop.domain.case import Case
    from desktop.domain.deadlines import DueDate
    from desktop.views.page import Desk

_CASES_WIDTH = 340


class BatchAssignDialog(DecisionDialog):
    """Asks which units handle these cases (at least one); all are handed out, or when one cannot be, none."""

    def __init__(self, desk: Desk, cases: Sequence[Case], parent: QWidget | None = None) -> None:
        super().__init__("批量交办", "交办", parent)
        self._desk = desk
        self._cases = tuple(cases)
        self._is_touched = False
        self._build()
        self._connect()
        self._count()

    def _build(self) -> None:
        self.chosen = ChosenCases(
            self._cases, batch.bars_to_handing_out(self._desk.office, self._cases), _state, self
        )
        self.chosen.setFixedWidth(_CASES_WIDTH)
        self.tasks = TaskList(self._desk.office, self._terms(), self.banner, self)
        self.form.hide()
        row = QHBoxLayout()
        row.setSpacing(PAGE)
        row.addWidget(self.chosen)
        row.addWidget(self.tasks, 1)
        self.body.addLayout(row, 1)
        self.resize(1320, 690)
        self.tasks.setFocus()

    def _terms(self) -> Terms:
        office = self._desk.office
        day = assign.suggest_day(office, self._cases[0])
        leaders = tuple(name for name in leaders_named(office) if name)
        return Terms(day, leaders, self._due_for, varies=not batch.share_dues(office, self._cases, day))

    def _due_for(self, role: Role, day: date) -> DueDate | None:
        return assign.ruled_due(self._desk.office, self._cases[0], role, day)

    def _connect(self) -> None:
        self.chosen.changed.connect(self._count)
        self.tasks.edited.connect(self._on_edited)

    @override
    def would_lose(self) -> bool:
        return self._is_touched

    @override
    def decide(self) -> None:
        day, drafts = self.tasks.day(), self.tasks.drafts()
        try:
            number = batch.hand_out(self._desk.office, self.chosen.ids, drafts, day)
        except OfficeError as error:
            self.tasks.show_incomplete(error)
            raise
        self._desk.say(f"已交办 {number} 件：{'、'.join(self.tasks.unit_names)}")

    @Slot()
    def _count(self) -> None:
        number = len(self.chosen.cases)
        self.verb_button.setText(f"交办 {number} 件")
        self.verb_button.setEnabled(number > 0)

    @Slot()
    def _on_edited(self) -> None:
        self._is_touched = True


def _state(case: Case) -> str:
    """Return what is worth knowing of a case before it is handed out."""
    if case.assignments:
        number = len(case.assignments)
        others = f"等{number}个单位" if number > 1 else ""
        return f"已交办{case.assignments[0].unit_name}{others}，将改交办"
    return case.proposal.category or "未分类"
