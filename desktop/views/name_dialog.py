"""The dialog that asks for one name."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from desktop.views.decision_dialog import DecisionDialog

if TYPE_CHECKING:
    from collections.abc import Callable


class NameQuestion(NamedTuple):
    """What a name is asked for: the title of the dialog, its verb, the name offered, what takes it."""

    title: str
    verb: str
    name: str
    take: Callable[[str], None]


class NameDialog(DecisionDialog):
    """Asks for a name and hands it to whoever asked; a refusal stays in the dialog."""

    def __init__(self, question: NameQuestion, parent: QWidget | None = None) -> None:
        super().__init__(question.title, question.verb, parent)
        self._question = question
        self.name = QLineEdit(question.name, self)
        self.name.setMaxLength(40)
        self.name.selectAll()
        self.form.add("name", "名称(&N)", self.name)
        self.setMinimumWidth(400)

    @override
    def decide(self) -> None:
        self._question.take(self.name.text())
