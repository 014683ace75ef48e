"""What keeps a batch from being issued, and issuing it: all that is complete, on the day of the meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from desktop.casework import dispatch
from desktop.domain.errors import OfficeError
from desktop.domain.light import Tone
from desktop.views.assign_dialog import ProposeDialog
from desktop.views.cards import button, words
from desktop.views.empty_state import EmptyState
from desktop.views.forms import card
from desktop.views.plain_table import PlainTable
from desktop.views.tables import Column
from desktop.views.theme import MARGIN, SPACE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.case import Case
    from desktop.domain.dispatch import Dispatch
    from desktop.views.page import Desk


class Gap(NamedTuple):
    """A case that cannot be issued yet, and why."""

    case: Case
    reason: str

    @property
    def id(self) -> int:
        """The id of the case."""
        return self.case.id


_COLUMNS: tuple[Column[Gap], ...] = (
    Column("编号", lambda gap: gap.case.proposal.item_no, 70),
    Column("案由", lambda gap: gap.case.proposal.title, 260),
    Column("尚缺", lambda gap: gap.reason, 430, tone=lambda _gap: Tone.AMBER),
)
_NOTHING = ("没有待下达的件", "把件列入批次，拟定承办单位后，在这里统一下达。")
_READY = ("五定齐全，可以印发交办", "印发后按交办会日期起算办结时限，可整批撤销。")


class DispatchIssue(QWidget):
    """Lists what is incomplete (Enter goes to the missing field) and issues the rest in one step.

    Tells with `told` and `refused`; `papers_wanted` asks for notices and lists of what was handed out.
    """

    told = Signal(str)
    refused = Signal(str)
    papers_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._batch: Dispatch | None = None
        self._ready: tuple[int, ...] = ()
        self._build()
        self.table.opened.connect(self._on_fill_in)
        self.table.chosen.connect(self._show_state)

    def _build(self) -> None:
        self.summary = words("")
        self.table: PlainTable[Gap] = PlainTable(_COLUMNS, 1, "五定不全的件", parent=self)
        self.empty = EmptyState(*_NOTHING)
        frame, inside = card(margin=1, spacing=0)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        inside.addLayout(self._stack)
        self.fill_in = button("补全(&F)…", self._on_fill_in)
        self.papers = button("交办通知和清单(&P)…", self.papers_wanted.emit)
        self.issue_button = button("印发交办(&G)", self._on_issue, "primary")
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        buttons.addWidget(self.fill_in)
        buttons.addStretch(1)
        buttons.addWidget(self.papers)
        buttons.addWidget(self.issue_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, MARGIN, 0, 0)
        column.setSpacing(MARGIN)
        column.addWidget(self.summary)
        column.addWidget(frame, 1)
        column.addLayout(buttons)

    def show_batch(self, batch: Dispatch, cases: Sequence[Case]) -> None:
        """Show how far the batch is from being issued."""
        self._batch = batch
        waiting = [case for case in cases if not case.answering]
        gaps = [Gap(case, "；".join(reasons)) for case in waiting if (reasons := tuple(dispatch.lacks(case)))]
        lacking = {gap.id for gap in gaps}
        self._ready = tuple(case.id for case in waiting if case.id not in lacking)
        self.table.show_rows(gaps)
        self.empty.say(*(_READY if waiting else _NOTHING))
        self._stack.setCurrentWidget(self.table if gaps else self.empty)
        self.summary.setText(_summary(cases, waiting, gaps))
        number = len(self._ready)
        self.issue_button.setText(f"印发交办 {number} 件(&G)" if number else "印发交办(&G)")
        self.issue_button.setEnabled(number > 0)
        self.papers.setEnabled(len(waiting) < len(cases))
        if gaps and not self.table.currentIndex().isValid():
            self.table.select_place(0)
        self._show_state()

    @Slot()
    def _show_state(self) -> None:
        self.fill_in.setEnabled(self.table.current_row is not None)

    @Slot()
    def _on_fill_in(self) -> None:
        gap = self.table.current_row
        if gap is not None:
            ProposeDialog(self._desk, gap.case, self, at_missing=True).open()

    @Slot()
    def _on_issue(self) -> None:
        if self._batch is None:
            return
        try:
            number = dispatch.issue(self._desk.office, self._batch.id, self._ready)
        except OfficeError as error:
            self.refused.emit(error.message)
            return
        self._desk.say(f"已印发交办 {number} 件：{self._batch.text}")
        day = self._batch.meeting_on.isoformat()
        self.told.emit(f"已印发交办 {number} 件，时限从 {day} 起算；可以打印交办通知和清单。")


def _summary(cases: Sequence[Case], waiting: Sequence[Case], gaps: Sequence[Gap]) -> str:
    silent = sum(len(dispatch.unconfirmed(case)) for case in waiting)
    parts = [
        f"共 {len(cases)} 件",
        f"已下达 {len(cases) - len(waiting)} 件",
        f"可下达 {len(waiting) - len(gaps)} 件",
        f"不能下达 {len(gaps)} 件（列在下面，补全后才能下达）" if gaps else "",
        f"尚有 {silent} 件次未答复审核确认，不影响下达" if silent else "",
    ]
    return "，".join(each for each in parts if each)
