"""打印: the letters of many cases as PDF, the 台账 as a workbook, what units receive, what presses them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.domain.changes import Topic
from desktop.views import theme
from desktop.views.forms import label
from desktop.views.page import PageFrame
from desktop.views.press_menu import PRESS
from desktop.views.print_handout import PrintHandout
from desktop.views.print_ledger import PrintLedger
from desktop.views.print_letters import PrintLetters
from desktop.views.print_press import PrintPress

if TYPE_CHECKING:
    from desktop.views.page import Desk


class PrintPage(PageFrame):
    """Four jobs on four tabs; what is chosen on one stays while the other is looked at."""

    TOPICS: ClassVar[frozenset[Topic]] = frozenset(
        {Topic.CASES, Topic.UNITS, Topic.SESSIONS, Topic.LETTERS, Topic.SETTINGS}
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._counts: dict[QWidget, str] = {}
        self._build()
        self._connect()

    def _build(self) -> None:
        self.letters = PrintLetters(self.desk, self)
        self.ledger = PrintLedger(self.desk, self)
        self.handout = PrintHandout(self.desk, self)
        self.press = PrintPress(self.desk, self)
        self.tabs = QTabWidget(self)
        self.tabs.addTab(self.letters, "答复函(&L)")
        self.tabs.addTab(self.ledger, "台账(&B)")
        self.tabs.addTab(self.handout, "交办通知(&N)")
        self.tabs.addTab(self.press, "督办文书(&U)")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.PAGE, theme.BLOCK, theme.PAGE, theme.BLOCK)
        column.setSpacing(theme.SPACE)
        column.addWidget(label("打印", "title"))
        column.addWidget(self.tabs, 1)
        self.setFocusProxy(self.letters.table)

    def _connect(self) -> None:
        self.letters.case_chosen.connect(self.case_chosen)
        for tab in (self.letters, self.handout, self.press):
            tab.counted.connect(partial(self._on_counted, tab))
        self.tabs.currentChanged.connect(self._on_tab_turned)

    def _on_counted(self, tab: QWidget, counts: str) -> None:
        self._counts[tab] = counts
        if self.tabs.currentWidget() is tab:
            self.summary_changed.emit(counts)

    @Slot()
    def _on_tab_turned(self) -> None:
        self.summary_changed.emit(self._counts.get(self.tabs.currentWidget(), ""))

    @Slot()
    @override
    def refresh(self) -> None:
        self.letters.refresh()
        self.ledger.refresh()
        self.handout.refresh()
        self.press.refresh()

    @override
    def visit(self, target: object) -> None:
        """Turn to the tab a visitor came for, by its name."""
        if target == PRESS:
            self.tabs.setCurrentWidget(self.press)

    @override
    def focus_search(self) -> bool:
        self.tabs.setCurrentWidget(self.letters)
        self.letters.search.setFocus()
        self.letters.search.selectAll()
        return True
