"""The dialogs that say what is planned for a case and how far it is carried out (计划类别, 落实情况)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from typing_extensions import override

from desktop.casework import assign, follow
from desktop.views.cards import words
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.fields import Choice

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.domain.case import Case
    from desktop.domain.scheme import ResultClass
    from desktop.views.page import Desk


class PlanDialog(DecisionDialog):
    """Asks for the class a case is planned in, and tells what that class means."""

    def __init__(self, desk: Desk, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(f"计划类别 · {case.proposal.number_phrase}", "确定", parent)
        self._desk = desk
        self._case = case
        self._build()
        self._classes.currentIndexChanged.connect(self._on_chosen)

    def _build(self) -> None:
        scheme = self._desk.office.scheme_of(self._case)
        self._classes: Choice[ResultClass] = Choice([(each.words, each) for each in scheme.result_classes])
        if (planned := scheme.result_class(self._case.plan_class)) is not None:
            self._classes.choose(planned)
        self._meaning = words("", "small", wraps=True)
        self.body.insertWidget(0, words(self._case.proposal.title, wraps=True))
        self.form.add("plan_class", "计划类别(&G)", self._classes)
        self.form.add_wide(self._meaning)
        self.setMinimumWidth(520)
        self._on_chosen()
        self._classes.setFocus()

    @override
    def decide(self) -> None:
        chosen = self._classes.value()
        assign.plan(self._desk.office, self._case.id, chosen.code)
        self._desk.say(f"已确定计划类别：{chosen.words}")

    @Slot()
    def _on_chosen(self) -> None:
        self._meaning.setText(self._classes.value().definition)


class ImplementationDialog(DecisionDialog):
    """Asks how far what was answered is carried out."""

    def __init__(self, desk: Desk, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(f"落实情况 · {case.proposal.number_phrase}", "登记", parent)
        self._desk = desk
        self._case = case
        self._build()

    def _build(self) -> None:
        known = self._desk.office.scheme_of(self._case).implementation_statuses
        self._status: Choice[str] = Choice([*((each, each) for each in known), ("（不登记）", "")])
        self._status.choose(self._case.implementation or known[0])
        self.body.insertWidget(0, words(self._case.proposal.title, wraps=True))
        self.form.add("implementation", "落实情况(&S)", self._status)
        self.setMinimumWidth(520)
        self._status.setFocus()

    @override
    def decide(self) -> None:
        status = self._status.value()
        follow.set_implementation(self._desk.office, self._case.id, status)
        self._desk.say(f"已登记落实情况：{status or '无'}")
