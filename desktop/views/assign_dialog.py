"""The dialogs that give a case its units: handed out at once (交办), or drafted to be confirmed (拟定)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from typing_extensions import override

from desktop.casework import assign, dispatch
from desktop.domain.errors import OfficeError
from desktop.views.cards import words
from desktop.views.case_view import leaders_named
from desktop.views.drafted_dialog import DraftedDialog
from desktop.views.suggestion_panel import SuggestionPanel
from desktop.views.task_list import TaskList, Terms

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from desktop.domain.assignment import Assignment, Role
    from desktop.domain.case import Case
    from desktop.domain.deadlines import DueDate
    from desktop.views.page import Desk

_SUGGESTIONS_HEIGHT = 232


class TasksDialog(DraftedDialog):
    """The frame of both: the paper's title, its units with their tasks, and suggestions below the units."""

    def __init__(self, desk: Desk, case: Case, title: str, verb: str, parent: QWidget | None) -> None:
        super().__init__(f"{title} · {case.proposal.number_phrase}", verb, parent)
        self._desk = desk
        self._case = case

    def fill(self, day: date, tasks: tuple[Assignment, ...], key: str) -> None:
        """Show these tasks, dates reckoned from that day; what is typed is kept under a key."""
        office, paper = self._desk.office, self._case.proposal
        leaders = (paper.key_leader, *leaders_named(office))
        word_for = office.scheme_of(self._case).word_for
        terms = Terms(day, tuple(name for name in leaders if name), self._due_for, role_word=word_for)
        self.tasks = TaskList(office, terms, self.banner, self)
        self.suggestions = SuggestionPanel(self._desk, self)
        self.suggestions.setFixedHeight(_SUGGESTIONS_HEIGHT)
        self.tasks.add_below(self.suggestions)
        self.form.hide()
        self.body.addWidget(words(paper.title, wraps=True))
        self.body.addWidget(self.tasks, 1)
        self.resize(1100, 700)
        self.tasks.show_tasks(tasks)
        self.tasks.edited.connect(self._on_edited)
        self.suggestions.adopted.connect(self.tasks.adopt)
        self.suggestions.look(self._case)
        self.keep_draft(office, f"{key}/{self._case.id}")
        self._on_edited()
        self.tasks.setFocus()

    def _due_for(self, role: Role, day: date) -> DueDate | None:
        return assign.ruled_due(self._desk.office, self._case, role, day)

    @override
    def typed(self) -> dict[str, Any]:
        return self.tasks.typed()

    @override
    def restore(self, content: Mapping[str, Any]) -> None:
        self.tasks.type(content)

    @Slot()
    def _on_edited(self) -> None:
        self.suggestions.mark(self.tasks.unit_ids)


class AssignDialog(TasksDialog):
    """Asks which units handle a case, in which role, with which people and by when; says what is missing.

    Tasks drafted before are shown to begin with.
    """

    def __init__(self, desk: Desk, case: Case, parent: QWidget | None = None) -> None:
        again = bool(case.handovers) and not case.answering
        super().__init__(desk, case, "重新交办" if again else "交办", "交办", parent)
        day = case.assigned_on or (desk.office.today if again else assign.suggest_day(desk.office, case))
        self.fill(day, case.assignments or case.proposed, "assign")

    @override
    def decide(self) -> None:
        day, drafts = self.tasks.day(), self.tasks.drafts()
        try:
            assign.hand_out(self._desk.office, self._case.id, drafts, day)
        except OfficeError as error:
            self.tasks.show_incomplete(error)
            raise
        self._desk.say(f"已交办：{'、'.join(self.tasks.unit_names)}")


class ProposeDialog(TasksDialog):
    """Asks which units shall handle a case; they confirm it before it is handed out with its batch."""

    def __init__(
        self, desk: Desk, case: Case, parent: QWidget | None = None, *, at_missing: bool = False
    ) -> None:
        super().__init__(desk, case, "拟定承办单位", "保存拟定", parent)
        self.fill(dispatch.day_of(desk.office, case), case.proposed, "propose")
        self.tasks.hide_day()
        if at_missing:
            self.tasks.go_to_missing()

    @override
    def decide(self) -> None:
        dispatch.propose(self._desk.office, self._case.id, self.tasks.drafts())
        names = "、".join(self.tasks.unit_names)
        self._desk.say(f"已拟定{self._case.proposal.number_phrase}的承办单位：{names or '无'}")
