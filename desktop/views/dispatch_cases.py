"""The cases of a batch with the units drafted for each; beside the chosen one, units it might go to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from desktop.casework import dispatch, proposed
from desktop.domain.errors import OfficeError
from desktop.domain.light import Tone
from desktop.views.assign_dialog import ProposeDialog
from desktop.views.cards import button
from desktop.views.empty_state import EmptyState
from desktop.views.forms import card
from desktop.views.plain_table import PlainTable
from desktop.views.suggestion_panel import SuggestionPanel
from desktop.views.tables import Column
from desktop.views.theme import MARGIN, PAGE, SPACE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.casework.suggest import Suggestion
    from desktop.domain.case import Case
    from desktop.domain.dispatch import Dispatch
    from desktop.views.page import Desk

_SIDE = 264


def state_of(case: Case) -> tuple[str, Tone]:
    """Return how far the hand-out of a case is, in words and as a tone."""
    if case.answering:
        return "已下达", Tone.DONE
    if not case.proposed:
        return "未拟定", Tone.RED
    if any(task.is_objected for task in case.proposed):
        return "有异议", Tone.RED
    if any(dispatch.lacks(case)):
        return "五定不全", Tone.AMBER
    silent = len(dispatch.unconfirmed(case))
    return (f"待确认 {silent}", Tone.AMBER) if silent else ("可下达", Tone.GREEN)


def units_of(case: Case) -> str:
    """Return the units of a case with their roles, drafted or handed out."""
    tasks = case.assignments if case.answering else case.proposed
    return "、".join(task.named for task in tasks)


_COLUMNS: tuple[Column[Case], ...] = (
    Column("编号", lambda case: case.proposal.item_no, 70),
    Column("案由", lambda case: case.proposal.title, 250),
    Column("拟承办单位", units_of, 220),
    Column("情况", lambda case: state_of(case)[0], 104, tone=lambda case: state_of(case)[1]),
)


class DispatchCases(QWidget):
    """Lists the cases; Enter drafts the units of one. Emits `pick_wanted` when cases shall be added.

    A refusal is told with `refused`.
    """

    pick_wanted = Signal()
    refused = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._batch: Dispatch | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.table: PlainTable[Case] = PlainTable(_COLUMNS, 1, "批次中的件", parent=self)
        self.empty = EmptyState("批次里还没有件", "按“列入件”，从待交办的件中勾选。")
        self.suggestions = SuggestionPanel(self._desk, self)
        self.suggestions.setFixedWidth(_SIDE)
        frame, inside = card(margin=1, spacing=0)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        inside.addLayout(self._stack)
        self.add = button("列入件(&A)…", self.pick_wanted.emit)
        self.draft = button("拟定承办单位(&T)…", self._on_draft)
        self.take_out = button("移出批次(&R)", self._on_take_out, "quiet")
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        for each in (self.add, self.draft, self.take_out):
            buttons.addWidget(each)
        buttons.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(MARGIN)
        left.addWidget(frame, 1)
        left.addLayout(buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, MARGIN, 0, 0)
        row.setSpacing(PAGE)
        row.addLayout(left, 1)
        row.addWidget(self.suggestions)

    def _connect(self) -> None:
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_draft)
        self.suggestions.adopted.connect(self._on_adopted)

    def show_batch(self, batch: Dispatch, cases: Sequence[Case]) -> None:
        """Show the cases of a batch; the cursor stays on its case."""
        self._batch = batch
        self.table.show_rows(cases)
        self._stack.setCurrentWidget(self.table if cases else self.empty)
        if cases and not self.table.currentIndex().isValid():
            self.table.select_place(0)
        self._on_chosen()

    @Slot()
    def _on_chosen(self) -> None:
        case = self.table.current_row
        waits = case is not None and not case.answering
        for each in (self.draft, self.take_out):
            each.setEnabled(waits)
        self.suggestions.look(case if waits else None)
        self.suggestions.mark([task.unit_id for task in case.proposed] if case else [])

    @Slot()
    def _on_draft(self) -> None:
        case = self.table.current_row
        if case is not None and not case.answering:
            ProposeDialog(self._desk, case, self).open()

    @Slot(object)
    def _on_adopted(self, suggestion: Suggestion) -> None:
        case = self.table.current_row
        if case is not None:
            self._do(lambda: proposed.adopt(self._desk.office, case.id, suggestion))

    @Slot()
    def _on_take_out(self) -> None:
        case = self.table.current_row
        if case is not None:
            self._do(lambda: dispatch.put_in(self._desk.office, 0, [case.id]))

    def _do(self, verb: Callable[[], object]) -> None:
        try:
            verb()
        except OfficeError as error:
            self.refused.emit(error.message)
