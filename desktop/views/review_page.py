"""答复审签: the replies that wait for somebody, by how far they are, with text, route and next act."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QStackedLayout, QTabBar, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.casework import find, proofread
from desktop.domain.changes import Topic
from desktop.domain.filters import Mark
from desktop.domain.listing import CaseRow, Criteria, SortField
from desktop.domain.stage import Stage
from desktop.views import theme
from desktop.views.cards import button
from desktop.views.empty_state import EmptyState
from desktop.views.forms import card, label
from desktop.views.ledger_table import LedgerTable
from desktop.views.page import PageFrame
from desktop.views.plain_table import settle
from desktop.views.review_pane import ReviewPane
from desktop.views.session_choice import SessionChoice
from desktop.views.tables import Column, RowModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from desktop.casework.office import Office
    from desktop.casework.proofread import Report
    from desktop.domain.light import Light
    from desktop.domain.progress import Progress
    from desktop.views.page import Desk

_LEAST_LIST = 400  # pixels; the title is read beside number and light
_WITH_UNIT = 460  # pixels from which the unit stands in the list too, not only beside it
_UNIT = 2
QUEUES: tuple[tuple[str, Stage | Mark], ...] = (
    ("待送审", Stage.DRAFTED),
    ("审核中", Stage.IN_REVIEW),
    ("待印发", Stage.SIGNED),
    ("答复后的函", Mark.LETTER_IN_HAND),
)


class QueueTable(LedgerTable[CaseRow]):
    """The replies of a queue; in a narrow list the unit gives its room to the title."""

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setColumnHidden(_UNIT, self.width() < _WITH_UNIT)


class ReviewPage(PageFrame):
    """The queue on the left, the reply chosen there on the right."""

    TOPICS: ClassVar[frozenset[Topic]] = frozenset({Topic.CASES, Topic.SESSIONS, Topic.SETTINGS})
    OFFERS_STEP = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.sessions = SessionChoice(self)
        self.queues = QTabBar(self)
        self.queues.setExpanding(False)
        self.queues.setAccessibleName("审签环节")
        for name, _ in QUEUES:
            self.queues.addTab(name)
        self.queues.setCurrentIndex(1)
        self.table = QueueTable(RowModel(self._columns(), self._fetch, self._count, self), self, frozen=0)
        self.table.setAccessibleName("待处理的答复")
        settle(self.table, 1)
        self.pane = ReviewPane(self.desk, self)
        self.hint = EmptyState("没有选中的答复", "在左侧选择一件，查看正文和流程。")
        self.empty = EmptyState("", "")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.PAGE, theme.BLOCK, theme.PAGE, theme.BLOCK)
        column.setSpacing(theme.MARGIN)
        column.addLayout(self._heading())
        column.addWidget(self._split(), 1)
        self.setFocusProxy(self.table)

    def _heading(self) -> QHBoxLayout:
        name = label("届次(&S)", "muted")
        name.setBuddy(self.sessions)
        row = QHBoxLayout()
        row.setSpacing(theme.MARGIN)
        row.addWidget(label("答复审签", "title"))
        row.addStretch(1)
        self.check = button("检查答复函(&K)…", self.check_letters, "quiet")
        self.check.setToolTip("按登记核对本页所列的全部答复函，并与其他答复比对")
        row.addWidget(self.check)
        row.addWidget(name)
        row.addWidget(self.sessions)
        return row

    def _split(self) -> QFrame:
        frame, whole = card(margin=1, spacing=0)
        left, right = QWidget(), QWidget()
        self._right = right
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._list = QStackedLayout()
        self._list.addWidget(self.table)
        self._list.addWidget(self.empty)
        column.addWidget(self.queues)
        column.addLayout(self._list, 1)
        self._detail = QStackedLayout(right)
        self._detail.addWidget(self.hint)
        self._detail.addWidget(self.pane)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        for place, (each, stretch) in enumerate(((left, 5), (right, 6))):
            split.addWidget(each)
            split.setStretchFactor(place, stretch)
        split.setSizes([500, 600])
        left.setMinimumWidth(_LEAST_LIST)
        whole.addWidget(split)
        return frame

    def _columns(self) -> tuple[Column[CaseRow], ...]:
        return (
            Column("编号", lambda row: f"{row.kind.noun}{row.item_no}", 76),
            Column("案由", lambda row: row.title, 200),
            Column("主办单位", lambda row: row.lead_unit, 118),
            Column("提示", lambda row: self._light(row).text, 124, tone=lambda row: self._light(row).tone),
        )

    def _connect(self) -> None:
        self.sessions.session_changed.connect(self.refresh)
        self.queues.currentChanged.connect(self._on_queue_changed)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_opened)

    @Slot()
    def refresh(self) -> None:
        """Count the queues again and show the chosen one."""
        self.sessions.renew(self.desk.office)
        counts = [find.count(self.desk.office, self._criteria(stage)) for _, stage in QUEUES]
        for place, ((name, _), number) in enumerate(zip(QUEUES, counts, strict=True)):
            self.queues.setTabText(place, f"{name} {number}")
        self._show_queue()
        words = "，".join(f"{name} {number} 件" for (name, _), number in zip(QUEUES, counts, strict=True))
        self.summary_changed.emit(words)

    def _show_queue(self) -> None:
        self.table.rows.reload()
        name, _ = QUEUES[self.queues.currentIndex()]
        has_rows = self.table.rows.rowCount() > 0
        self._list.setCurrentWidget(self.table if has_rows else self.empty)
        self.empty.say(f"没有{name}" if name.endswith("函") else f"没有{name}的答复", _NOTHING[name])
        self._right.setVisible(has_rows)
        if has_rows and not self.table.currentIndex().isValid():
            self.table.select_place(0)
        elif not has_rows:
            self._show_detail(None)

    @Slot()
    def check_letters(self) -> None:
        """Check every letter of the queue shown against the register, and against the others."""
        from desktop.views.proofread_dialog import ProofreadDialog

        verb = partial(_checked, self._queue())
        ProofreadDialog(self.desk, verb, self).open()

    def _criteria(self, queue: Stage | Mark) -> Criteria:
        every = Criteria(session_id=self.sessions.value(), sort=SortField.DUE_ON)
        if isinstance(queue, Mark):
            return replace(every, marks=(queue,))
        return replace(every, stages=(queue,))

    def _fetch(self, offset: int, limit: int) -> Sequence[CaseRow]:
        return find.page(self.desk.office, self._queue(), offset, limit)

    def _count(self) -> int:
        return find.count(self.desk.office, self._queue())

    def _queue(self) -> Criteria:
        return self._criteria(QUEUES[self.queues.currentIndex()][1])

    def _light(self, row: CaseRow) -> Light:
        return find.light_of(self.desk.office, row)

    def _show_detail(self, row: CaseRow | None) -> None:
        if row is not None:
            later = QUEUES[self.queues.currentIndex()][1] is Mark.LETTER_IN_HAND
            self.pane.show_case(row.id, later=later)
        self._detail.setCurrentWidget(self.hint if row is None else self.pane)
        self.case_chosen.emit(row.id if row else None)

    @Slot(int)
    def _on_queue_changed(self, _place: int) -> None:
        self._show_queue()

    @Slot(object)
    def _on_chosen(self, row: CaseRow | None) -> None:
        self._show_detail(row)

    @Slot(object)
    def _on_opened(self, row: CaseRow) -> None:
        self.desk.open_case(row.id)


def _checked(criteria: Criteria, office: Office, progress: Progress) -> tuple[Report, ...]:
    return proofread.over(office, criteria, progress)


_NOTHING = {
    "待送审": "承办单位起草答复后，在这里送审。",
    "审核中": "送审的答复会列在这里，逐级审核、签发。",
    "待印发": "签发后的答复会列在这里，编号印发。",
    "答复后的函": "在办的补充、阶段性和最终答复会列在这里，审签和印发。",
}
