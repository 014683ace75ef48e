"""统计: the year in figures — rates with their formulas, groups, crossings, units, sessions side by side."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.casework import crossings, export, metrics
from desktop.domain.changes import Topic
from desktop.domain.dates import chinese_date
from desktop.views import annual_menu, memory, theme
from desktop.views.cards import button
from desktop.views.figure_tables import copy_table
from desktop.views.figures_cross import CrossTab
from desktop.views.figures_groups import GroupsTab
from desktop.views.figures_metrics import MetricsTab
from desktop.views.figures_scope import ScopeBar, kept_word
from desktop.views.figures_tables import PassingTab, UnitsTab, YearsTab
from desktop.views.file_choice import Saving, ask_save
from desktop.views.forms import Banner, label
from desktop.views.page import PageFrame

if TYPE_CHECKING:
    from desktop.casework.office import Office
    from desktop.domain.errors import OfficeError
    from desktop.domain.listing import Criteria
    from desktop.domain.progress import Progress
    from desktop.views.figures_scope import Question
    from desktop.views.figures_tab import FiguresTab
    from desktop.views.page import Desk

ORIGIN = "figures/origin"
"""What is remembered: the papers looked at last."""
_PRINTED = "“截至{day}”照写在表和文件上，各项数字按{today}在案的情况统计。"
_CLIPBOARD_SAID = "已复制，可粘贴到 WPS 或 Excel"
_MIXED = "大会期间与{between}的件合在一起统计；如须分列，请在“提出时间”中分别选择。"


class FiguresPage(PageFrame):
    """What is asked above, six tabs below; the one in front is copied, exported, and read anew."""

    TOPICS: ClassVar[frozenset[Topic]] = frozenset({Topic.CASES, Topic.SESSIONS, Topic.UNITS, Topic.SETTINGS})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._build()
        self.scope.renew(desk.office)
        self.scope.open_at(desk.office, memory.word(desk.memory, ORIGIN))
        self._connect()

    def _build(self) -> None:
        self.scope = ScopeBar(self)
        self.banner = Banner(self)
        self.metrics, self.groups = MetricsTab(self.desk, self), GroupsTab(self.desk, self)
        self.cross, self.units = CrossTab(self.desk, self), UnitsTab(self.desk, self)
        self.years, self.passing = YearsTab(self.desk, self), PassingTab(self.desk, self)
        self.tabs = QTabWidget(self)
        for tab, title in (
            (self.metrics, "指标(&M)"),
            (self.groups, "分组(&G)"),
            (self.cross, "交叉表(&C)"),
            (self.units, "单位统计(&U)"),
            (self.years, "年度对比(&N)"),
            (self.passing, "退改和协办(&R)"),
        ):
            self.tabs.addTab(tab, title)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.PAGE, theme.BLOCK, theme.PAGE, theme.BLOCK)
        column.setSpacing(theme.SPACE)
        column.addLayout(self._heading())
        column.addWidget(self.banner)
        column.addWidget(self.tabs, 1)
        self.setFocusProxy(self.tabs)

    def _heading(self) -> QHBoxLayout:
        self.annual = annual_menu.button(self.desk, self.scope.sessions.value, self)
        self.copy = button("复制(&Y)", self._copy)
        self.export = button("导出(&X)…", self._ask_file, "primary")
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addWidget(label("统计", "title"), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addSpacing(theme.GAP)
        row.addWidget(self.scope, 1)
        row.addWidget(self.annual)
        row.addWidget(self.copy)
        row.addWidget(self.export)
        return row

    def _connect(self) -> None:
        self.scope.changed.connect(self.refresh)
        self.scope.origins.activated.connect(self._on_origin)
        self.tabs.currentChanged.connect(self._on_tab)
        for tab in self._all():
            tab.opened.connect(self._on_opened)

    def _all(self) -> tuple[FiguresTab, ...]:
        return self.metrics, self.groups, self.cross, self.units, self.years, self.passing

    @property
    def front(self) -> FiguresTab:
        """The tab in front."""
        return self._all()[self.tabs.currentIndex()]

    @Slot()
    @override
    def refresh(self) -> None:
        office = self.desk.office
        self.scope.renew(office)
        question = self.scope.question(office)
        self.front.ask(question)
        self._remark(question)
        self.summary_changed.emit(crossings.describe(office, question.scope))

    def _remark(self, question: Question) -> None:
        """Say what a reader of the figures must know: that papers are mixed, that a day is only printed."""
        office, told, today = question.office, [], chinese_date(question.office.today)
        if metrics.is_mixed(office, question.scope):
            told.append(_MIXED.format(between=crossings.intersession(office)))
        if question.as_of not in {"", today}:
            told.append(_PRINTED.format(day=question.as_of, today=today))
        if told:
            self.banner.show_text("".join(told), "note")
        else:
            self.banner.clear()

    @Slot(int)
    def _on_origin(self, _index: int) -> None:
        self.desk.memory.setValue(ORIGIN, kept_word(self.scope.origins.value()))

    @Slot(int)
    def _on_tab(self, _index: int) -> None:
        if self.isVisible():
            self.refresh()

    @Slot(object)
    def _on_opened(self, criteria: Criteria) -> None:
        self.desk.show_cases(criteria)

    def _copy(self) -> None:
        table = self.front.table()
        if table is not None:
            copy_table(table)
            self.desk.say(_CLIPBOARD_SAID)

    def _ask_file(self) -> None:
        table = self.front.table()
        if table is not None:
            saving = Saving(
                f"导出{table.title}",
                f"{table.title}_{self.desk.office.today.isoformat()}".replace(" × ", "与"),
                ("xlsx", "pdf", "csv"),
            )
            ask_save(self.desk, self, saving, self.write_to)

    def write_to(self, name: str) -> None:
        """Write what the tab in front shows into that file, as its ending says."""
        table, path = self.front.table(), Path(name)
        if table is None:
            return
        self.banner.clear()

        def write(office: Office, progress: Progress) -> int:
            return export.write(office, table, path, progress)

        self.desk.jobs.run("正在导出统计", write, partial(self._on_written, path), self._on_failed)

    def _on_written(self, path: Path, rows: int) -> None:
        self.banner.show_text(f"已导出 {rows} 行：{path}", "note")
        self.desk.say(f"已导出 {path.name}")

    def _on_failed(self, error: OfficeError) -> None:
        self.banner.show_text(error.message)
