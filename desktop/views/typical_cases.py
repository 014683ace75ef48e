"""The typical cases of a list, each as a report tells it (S0-15), to be copied, changed or opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.casework import theme
from desktop.domain.theme import example
from desktop.views.cards import button, words
from desktop.views.empty_state import EmptyState
from desktop.views.plain_table import PlainTable
from desktop.views.tables import Column
from desktop.views.theme import MARGIN, SPACE
from desktop.views.theme_dialog import TypicalDialog

if TYPE_CHECKING:
    from desktop.domain.case import Case
    from desktop.domain.listing import Criteria
    from desktop.views.page import Desk

_COLUMNS: tuple[Column[Case], ...] = (
    Column("编号", lambda case: case.proposal.item_no, 76),
    Column("案由", lambda case: case.proposal.title, 320),
    Column("领衔人", lambda case: case.proposal.lead_submitter, 110),
    Column("做法与成效", lambda case: case.typical, 420),
)


class TypicalCases(QWidget):
    """Lists the typical cases; emits `case_wanted` (an id)."""

    case_wanted = Signal(int)

    def __init__(self, desk: Desk, criteria: Criteria, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._criteria = criteria
        self._cases: tuple[Case, ...] = ()
        self._build()
        self._connect()

    def _build(self) -> None:
        self.cases: PlainTable[Case] = PlainTable(_COLUMNS, 3, "典型案例", parent=self)
        self.sentence = words("", wraps=True)
        self._empty = EmptyState("还没有典型案例", "在台账中用“标记典型案例”选一件，写明做法与成效。", self)
        self._filled = QWidget()
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        verbs = (("复制这段话(&C)", self.copy), ("复制全部(&A)", self.copy_all))
        for text, verb in verbs:
            buttons.addWidget(button(text, verb))
        self._amend = button("修改(&E)…", self._on_amend)
        self._amend.setHidden(self._desk.office.is_read_only)
        buttons.addWidget(self._amend)
        buttons.addStretch(1)
        inner = QVBoxLayout(self._filled)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(MARGIN)
        inner.addWidget(self.cases, 1)
        inner.addWidget(self.sentence)
        inner.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, MARGIN, 0, 0)
        column.addWidget(self._filled)
        column.addWidget(self._empty)

    def _connect(self) -> None:
        self.cases.chosen.connect(self._on_chosen)
        self.cases.opened.connect(self._on_opened)

    def refresh(self) -> None:
        """Read the typical cases again."""
        self._cases = theme.typical(self._desk.office, self._criteria)
        self.cases.show_rows(self._cases)
        self._filled.setVisible(bool(self._cases))
        self._empty.setHidden(bool(self._cases))
        if self._cases and self.cases.current_row is None:
            self.cases.select_place(0)

    def copy(self) -> None:
        """Put how a report tells the case on the clipboard."""
        QGuiApplication.clipboard().setText(self.sentence.text())
        self._desk.say("已复制这段话")

    def copy_all(self) -> None:
        """Put how a report tells every case on the clipboard, one a line."""
        told = "\n".join(example(case.proposal, case.typical) for case in self._cases)
        QGuiApplication.clipboard().setText(told)
        self._desk.say(f"已复制 {len(self._cases)} 个典型案例")

    @Slot(object)
    def _on_chosen(self, case: Case | None) -> None:
        self.sentence.setText(example(case.proposal, case.typical) if case else "")

    @Slot(object)
    def _on_opened(self, case: Case) -> None:
        self.case_wanted.emit(case.id)

    def _on_amend(self) -> None:
        if (case := self.cases.current_row) is not None:
            TypicalDialog(self._desk, case, self).open()
