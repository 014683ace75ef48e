"""The overview of themes (专题分析): groups with their sentence, typical cases, and what may be one theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from desktop.casework import find
from desktop.views.cards import words
from desktop.views.forms import Button
from desktop.views.likely_themes import LikelyThemes
from desktop.views.theme import BLOCK, MARGIN, PAGE
from desktop.views.theme_groups import ThemeGroups
from desktop.views.typical_cases import TypicalCases

if TYPE_CHECKING:
    from desktop.domain.listing import Criteria
    from desktop.views.page import Desk


class ThemeOverview(QDialog):
    """Shows what a list holds theme by theme; nothing is decided here but by the dialogs it opens."""

    def __init__(self, desk: Desk, criteria: Criteria, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._criteria = criteria
        self._build()
        self._connect()
        self.refresh()

    def _build(self) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("专题分析")
        self.groups = ThemeGroups(self._desk, self._criteria, self)
        self.typical = TypicalCases(self._desk, self._criteria, self)
        self.likely = LikelyThemes(self._desk, self._criteria, self)
        self.tabs = QTabWidget(self)
        for each in (self.tabs, self.tabs.tabBar()):
            each.setAccessibleName("专题分析")
        for page, title in (
            (self.groups, "专题(&1)"),
            (self.typical, "典型案例(&2)"),
            (self.likely, "重复提出(&3)"),
        ):
            self.tabs.addTab(page, title)
        self._scope = words("", "muted")
        self._close = Button("关闭", self)
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(words("专题分析", "heading"))
        head.addStretch(1)
        head.addWidget(self._scope)
        foot.addStretch(1)
        foot.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE, BLOCK, PAGE, BLOCK)
        column.setSpacing(MARGIN)
        column.addLayout(head)
        column.addWidget(self.tabs, 1)
        column.addLayout(foot)
        self.resize(1120, 680)
        self.tabs.tabBar().setFocus()

    def _connect(self) -> None:
        self._close.clicked.connect(self.reject)
        self.tabs.currentChanged.connect(self._on_turned)
        self._desk.relay.changed.connect(self.refresh)
        for page in (self.groups, self.typical, self.likely):
            page.case_wanted.connect(self._on_case_wanted)
        self.groups.list_wanted.connect(self._on_list_wanted)

    @Slot()
    def refresh(self) -> None:
        """Read again what the list holds."""
        self._scope.setText(f"范围：台账当前所列 {find.count(self._desk.office, self._criteria)} 件")
        self.groups.refresh()
        self.typical.refresh()
        self.likely.forget()
        self._on_turned()

    @Slot()
    def _on_turned(self) -> None:
        """Look for repetitions only when somebody wants to see them: it takes a moment."""
        if self.tabs.currentWidget() is self.likely:
            self.likely.look()

    @Slot(int)
    def _on_case_wanted(self, case_id: int) -> None:
        self._desk.open_case(case_id)
        self.accept()

    @Slot(object)
    def _on_list_wanted(self, criteria: Criteria) -> None:
        self._desk.show_cases(criteria)
        self.accept()
