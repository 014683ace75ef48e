"""The dialog that hands a case out: which units, in which role, with which people, by when (交办)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from typing_extensions import override

from desktop.casework import assign
from desktop.domain.errors import OfficeError
from desktop.views.cards import words
from desktop.views.case_view import leaders_named
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.task_list import TaskList, Terms

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from desktop.domain.assignment import Role
    from desktop.domain.case import Case
    from desktop.domain.deadlines import DueDate
    from desktop.views.page import Desk


class AssignDialog(DecisionDialog):
    """Asks which units handle a case, in which role, with which people and by when; says what is missing."""

    def __init__(self, desk: Desk, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(f"交办 · {case.proposal.number_phrase}", "交办", parent)
        self._desk = desk
        self._case = case
        self._is_touched = False
        self._build()
        self.tasks.edited.connect(self._on_edited)

    def _build(self) -> None:
        office, case = self._desk.office, self._case
        leaders = (case.proposal.key_leader, *leaders_named(office))
        terms = Terms(
            case.assigned_on or assign.suggest_day(office, case),
            tuple(name for name in leaders if name),
            self._due_for,
        )
        self.tasks = TaskList(office, terms, self.banner, self)
        self.form.hide()
        self.body.addWidget(words(case.proposal.title, wraps=True))
        self.body.addWidget(self.tasks, 1)
        self.resize(1080, 690)
        self.tasks.show_tasks(case.assignments)
        self.tasks.setFocus()

    def _due_for(self, role: Role, day: date) -> DueDate | None:
        return assign.ruled_due(self._desk.office, self._case, role, day)

    @override
    def would_lose(self) -> bool:
        return self._is_touched

    @override
    def decide(self) -> None:
        day, drafts = self.tasks.day(), self.tasks.drafts()
        try:
            assign.hand_out(self._desk.office, self._case.id, drafts, day)
        except OfficeError as error:
            self.tasks.show_incomplete(error)
            raise
        self._desk.say(f"已交办：{'、'.join(self.tasks.unit_names)}")

    @Slot()
    def _on_edited(self) -> None:
        self._is_touched = True
