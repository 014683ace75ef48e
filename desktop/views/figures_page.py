"""统计: the year in rates, in groups with their shares, and unit by unit."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.casework import export_figures, passing
from desktop.domain.changes import Topic
from desktop.views import theme
from desktop.views.cards import button
from desktop.views.charts import ShareLine, ShareList
from desktop.views.empty_state import EmptyState
from desktop.views.figure_tables import LedgerView, copy_table
from desktop.views.file_choice import Saving, ask_save
from desktop.views.forms import Banner, card, label
from desktop.views.page import PageFrame
from desktop.views.session_choice import SessionChoice

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from desktop.casework.export_figures import Figures, Group, Headline, Share
    from desktop.casework.office import Office
    from desktop.domain.errors import OfficeError
    from desktop.domain.progress import Progress
    from desktop.views.page import Desk

_NARROW = 1300  # pixels of page width below which the groups stand in few columns, above it in one more
_FEW = 2
_HEAD_LINES = 3  # what the heading and the edges of a card add to its lines
_TITLES = ("分类统计", "承办单位统计", "退改和协办情况")
_PASSING = 2
_CLIPBOARD_SAID = "已复制，可粘贴到 WPS 或 Excel"


class FiguresPage(PageFrame):
    """Rates with their parts above, groups and units on two tabs; both can be copied and exported."""

    TOPICS: ClassVar[frozenset[Topic]] = frozenset({Topic.CASES, Topic.SESSIONS, Topic.UNITS, Topic.SETTINGS})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.figures: Figures | None = None
        self._cards: list[QFrame] = []
        self._build()
        self._connect()

    def _build(self) -> None:
        self.sessions = SessionChoice(self)
        self.as_of = label("", "muted")
        self.banner = Banner(self)
        self.tabs = QTabWidget(self)
        self.tabs.addTab(self._group_tab(), "分类统计(&G)")
        self.tabs.addTab(self._unit_tab(), "承办单位(&U)")
        self.tabs.addTab(self._passing_tab(), "退改和协办(&R)")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.PAGE, theme.BLOCK, theme.PAGE, theme.BLOCK)
        column.setSpacing(theme.MARGIN)
        column.addLayout(self._heading())
        column.addWidget(self.banner)
        column.addWidget(self._headline_card())
        column.addWidget(self.tabs, 1)
        self.setFocusProxy(self.tabs)

    def _heading(self) -> QHBoxLayout:
        name = label("届次(&S)", "muted")
        name.setBuddy(self.sessions)
        self.copy = button("复制(&Y)", self._copy)
        self.export = button("导出 xlsx(&X)…", self._ask_file, "primary")
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addWidget(label("统计", "title"))
        row.addSpacing(theme.GAP)
        row.addWidget(self.as_of, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        for each in (name, self.sessions, self.copy, self.export):
            row.addWidget(each)
        return row

    def _headline_card(self) -> QFrame:
        frame, column = card(margin=theme.MARGIN)
        self._headlines = QHBoxLayout()
        self._headlines.setSpacing(theme.PAGE)
        column.addLayout(self._headlines)
        return frame

    def _group_tab(self) -> QWidget:
        panel = QWidget()
        self._row = QHBoxLayout(panel)
        self._row.setContentsMargins(0, theme.MARGIN, 0, 0)
        self._row.setSpacing(theme.MARGIN)
        self._columns = tuple(QVBoxLayout() for _ in range(_FEW + 1))
        for each in self._columns:
            each.setSpacing(theme.MARGIN)
            each.addStretch(1)
            self._row.addLayout(each)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(panel)
        panel.setAutoFillBackground(False)
        self._scroll.viewport().setAutoFillBackground(False)
        return self._scroll

    def _unit_tab(self) -> QWidget:
        panel = QWidget()
        outer = QVBoxLayout(panel)
        outer.setContentsMargins(0, theme.MARGIN, 0, 0)
        frame, column = card(margin=1, spacing=0)
        self.no_units = EmptyState("还没有交办给单位的件", "交办后，这里按单位统计主办、协办和办复率。")
        self.units: LedgerView | None = None
        self._unit_column = column
        column.addWidget(self.no_units)
        outer.addWidget(frame)
        return panel

    def _passing_tab(self) -> QWidget:
        panel = QWidget()
        outer = QVBoxLayout(panel)
        outer.setContentsMargins(0, theme.MARGIN, 0, 0)
        frame, column = card(margin=1, spacing=0)
        self.no_passing = EmptyState(
            "没有退改，也没有拖欠协办意见", "单位有异议、申请退回改办、协办意见逾期或未提交的，列在这里。"
        )
        self.passing = LedgerView(passing.blank(), self)
        column.addWidget(self.no_passing)
        column.addWidget(self.passing)
        outer.addWidget(frame)
        return panel

    def _connect(self) -> None:
        self.sessions.session_changed.connect(self.refresh)

    @Slot()
    @override
    def refresh(self) -> None:
        self.sessions.renew(self.desk.office)
        found = export_figures.compose(self.desk.office, self.sessions.value())
        self.figures = found
        rounding = f"比率{found.rules.mode.label}，保留{found.rules.decimals}位小数"
        self.as_of.setText(f"截至 {found.as_of.isoformat()}，{rounding}")
        self._show_headlines(found)
        self._show_groups()
        self._show_units(found)
        self._show_passing()
        self.summary_changed.emit(f"共 {found.cases} 件，{len(found.units)} 个承办单位")

    def _show_headlines(self, found: Figures) -> None:
        _emptied(self._headlines)
        total = _figure("办理件总数", f"{found.cases:,}", "件", found.session)
        self._headlines.addWidget(total, 1)
        units = _figure("承办单位", str(len(found.units)), "个", f"其中主办单位 {found.leading_units} 个")
        self._headlines.addWidget(units, 1)
        for each in found.headlines:
            self._headlines.addWidget(_rate(each), 1)

    def _show_groups(self) -> None:
        for each in self._cards:
            each.deleteLater()
        self._cards = [self._group_card(group) for group in self._shown_groups()]
        self._place_cards()

    def _group_card(self, group: Group) -> QFrame:
        frame, column = card()
        heading = QHBoxLayout()
        heading.addWidget(label(group.title, "heading"))
        heading.addStretch(1)
        heading.addWidget(label(f"{group.whole_text} {group.whole:,}", "muted"))
        shares = ShareList(self)
        shares.show_lines([_line(each, group.whole) for each in group.shares])
        column.addLayout(heading)
        column.addWidget(shares)
        if group.hint:
            column.addWidget(label(f"{group.hint}，各项分别舍入所致，未作调整", "small"))
        return frame

    def _place_cards(self) -> None:
        """Stand every card in the shortest column so far, of as many as the page has room for."""
        wanted = _FEW if self.width() < _NARROW else _FEW + 1
        heights = [0] * wanted
        for card_, group in zip(self._cards, self._shown_groups(), strict=True):
            column = heights.index(min(heights))
            self._columns[column].insertWidget(self._columns[column].count() - 1, card_)
            heights[column] += len(group.shares) + _HEAD_LINES
        for place, each in enumerate(self._columns):
            self._row.setStretchFactor(each, 1 if place < wanted else 0)

    def _shown_groups(self) -> list[Group]:
        return [group for group in self.figures.groups if group.shares] if self.figures else []

    def _show_units(self, found: Figures) -> None:
        table = export_figures.unit_table(found)
        if self.units is None:
            self.units = LedgerView(table, self)
            self._unit_column.addWidget(self.units)
        self.units.show_ledger(table)
        self.units.setVisible(bool(found.units))
        self.no_units.setVisible(not found.units)

    def _show_passing(self) -> None:
        table = passing.ledger(self.desk.office, self.sessions.value())
        self.passing.show_ledger(table)
        self.passing.setVisible(bool(table.rows))
        self.no_passing.setVisible(not table.rows)

    @property
    def is_about_units(self) -> bool:
        """Whether the tab of the units is in front."""
        return self.tabs.currentIndex() == 1

    @property
    def is_about_passing(self) -> bool:
        """Whether the tab of requests to return, and of opinions owed, is in front."""
        return self.tabs.currentIndex() == _PASSING

    def _copy(self) -> None:
        if self.is_about_passing:
            self.passing.copy()
            self.desk.say(_CLIPBOARD_SAID)
        elif self.figures is not None:
            table = export_figures.unit_table if self.is_about_units else export_figures.group_table
            copy_table(table(self.figures))
            self.desk.say(_CLIPBOARD_SAID)

    def write_to(self, name: str) -> None:
        """Write what the tab in front shows as a workbook to that file."""
        self.banner.clear()
        verb = export_figures.unit_figures if self.is_about_units else export_figures.figures
        if self.is_about_passing:
            verb = passing.write
        session_id, path = self.sessions.value(), Path(name)

        def write(office: Office, progress: Progress) -> int:
            return verb(office, session_id, path, progress)

        self.desk.jobs.run("正在导出统计", write, partial(self._on_written, path), self._on_failed)

    def _ask_file(self) -> None:
        what = _TITLES[self.tabs.currentIndex()]
        saving = Saving(f"导出{what}", f"{what}_{self.desk.office.today.isoformat()}")
        ask_save(self.desk, self, saving, self.write_to)

    def _on_written(self, path: Path, rows: int) -> None:
        self.banner.show_text(f"已导出 {rows} 行：{path}", "note")
        self.desk.say(f"已导出 {path.name}")

    def _on_failed(self, error: OfficeError) -> None:
        self.banner.show_text(error.message)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_cards()


def _line(each: Share, whole: int) -> ShareLine:
    parts = f"{each.number}/{whole}" if each.percent else ""
    return ShareLine(each.label, each.number, each.percent, parts)


def _figure(title: str, figure: str, parts: str, meaning: str) -> QWidget:
    """Return one number under its title, with its parts beside it and its meaning as a tip."""
    panel = QWidget()
    panel.setToolTip(meaning)
    panel.setAccessibleName(f"{title} {figure} {parts}")
    row = QHBoxLayout()
    row.setSpacing(theme.SPACE)
    row.addWidget(label(figure, "figure"))
    row.addWidget(label(parts, "muted"), 0, Qt.AlignmentFlag.AlignBottom)
    row.addStretch(1)
    column = QVBoxLayout(panel)
    column.setContentsMargins(theme.GAP, 0, theme.PAGE, 0)
    column.setSpacing(0)
    column.addWidget(label(title, "muted"))
    column.addLayout(row)
    column.addWidget(label(meaning, "small"))
    return panel


def _rate(each: Headline) -> QWidget:
    return _figure(each.title, each.percent, f"{each.rate.numerator}/{each.rate.denominator}", each.meaning)


def _emptied(row: QHBoxLayout) -> None:
    while (item := row.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.deleteLater()
