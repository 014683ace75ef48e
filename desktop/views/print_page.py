"""打印: papers of many cases, the 台账, what presses units and leaders, and everything that was printed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.domain.changes import Topic
from desktop.views import theme
from desktop.views.cards import button
from desktop.views.forms import label
from desktop.views.page import PageFrame
from desktop.views.press_menu import PRESS
from desktop.views.print_centre import PrintCentre
from desktop.views.print_ledger import PrintLedger
from desktop.views.print_log import PrintLog
from desktop.views.print_press import PrintPress
from desktop.views.print_target import PRINT_NOW, ToPrint

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
        self.centre = PrintCentre(self.desk, self)
        self.ledger = PrintLedger(self.desk, self)
        self.press = PrintPress(self.desk, self)
        self.log = PrintLog(self.desk, self)
        self.tabs = QTabWidget(self)
        self.tabs.addTab(self.centre, "文书(&L)")
        self.tabs.addTab(self.ledger, "台账(&B)")
        self.tabs.addTab(self.press, "督办文书(&U)")
        self.tabs.addTab(self.log, "打印记录(&H)")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.PAGE, theme.BLOCK, theme.PAGE, theme.BLOCK)
        column.setSpacing(theme.SPACE)
        head = QHBoxLayout()
        head.addWidget(label("打印", "title"), 1)
        head.addWidget(button("打印测试页(&I)…", self._show_test_page, "quiet"))
        column.addLayout(head)
        column.addWidget(self.tabs, 1)
        self.setFocusProxy(self.centre)

    def _connect(self) -> None:
        self.centre.case_chosen.connect(self.case_chosen)
        self.centre.records_wanted.connect(self._on_records_wanted)
        for tab in (self.centre, self.press, self.log):
            tab.counted.connect(partial(self._on_counted, tab))
        self.tabs.currentChanged.connect(self._on_tab_turned)

    def _on_counted(self, tab: QWidget, counts: str) -> None:
        self._counts[tab] = counts
        if self.tabs.currentWidget() is tab:
            self.summary_changed.emit(counts)

    @Slot(int)
    def _on_records_wanted(self, case_id: int) -> None:
        self.tabs.setCurrentWidget(self.log)
        self.log.show_case(case_id)

    @Slot()
    def _on_tab_turned(self) -> None:
        self.summary_changed.emit(self._counts.get(self.tabs.currentWidget(), ""))

    def _show_test_page(self) -> None:
        from desktop.views.printer_check import show_test_page

        show_test_page(self.desk, self)

    @Slot()
    @override
    def refresh(self) -> None:
        for tab in (self.centre, self.ledger, self.press, self.log):
            tab.refresh()

    @override
    def visit(self, target: object) -> None:
        """Turn to the tab a visitor came for by its name, or to the papers of the cases he brought."""
        if target == PRESS:
            self.tabs.setCurrentWidget(self.press)
        elif target is PRINT_NOW:
            if self.tabs.currentWidget() is self.centre:
                self.centre.print_now()
        elif isinstance(target, ToPrint):
            self.tabs.setCurrentWidget(self.centre)
            self.freshen()
            self.centre.show_cases(target.case_ids)

    @override
    def focus_search(self) -> bool:
        tab = self.tabs.currentWidget()
        box = self.log.search if tab is self.log else self.centre.cases.search
        if tab is not self.log:
            self.tabs.setCurrentWidget(self.centre)
        box.setFocus()
        box.selectAll()
        return True
