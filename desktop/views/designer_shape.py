"""What a report is besides its columns: which cases, grouped and ordered how, its words, its paper."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from desktop.casework import designer, saved_views
from desktop.domain.listing import Criteria, SortField
from desktop.domain.report import PLACEHOLDERS, GroupStyle
from desktop.views import theme
from desktop.views.fields import Choice
from desktop.views.forms import FieldForm, label

if TYPE_CHECKING:
    from desktop.casework.office import Office
    from desktop.domain.report import Report

_PAPERS = (
    ("A4 横向", ("A4", True)),
    ("A4 纵向", ("A4", False)),
    ("A3 横向", ("A3", True)),
    ("A3 纵向", ("A3", False)),
)
_SORTS = tuple((f"按{field.label}", field) for field in SortField)
_STYLES = tuple((style.label, style) for style in GroupStyle)
_MOST = 200


class _Cases(NamedTuple):
    """The cases a report is about: as it had them, or as a saved view has them (its name not empty)."""

    view: str
    criteria: Criteria


class ShapeFields(QWidget):
    """The fields of everything but the columns; emits `changed` when one was."""

    changed = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._build()
        self._connect()

    def _build(self) -> None:
        self.cases: Choice[_Cases] = Choice((), self)
        self.sort: Choice[SortField] = Choice(_SORTS, self)
        self.descending = QCheckBox("倒序(&D)", self)
        self.group: Choice[str] = Choice((), self)
        self.style_choice: Choice[GroupStyle] = Choice(_STYLES, self)
        self.subtotals = QCheckBox("每组后加小计(&B)", self)
        self.totals = QCheckBox("末行加合计(&T)", self)
        self.title, self.subtitle, self.foot = QLineEdit(self), QLineEdit(self), QLineEdit(self)
        for line in (self.title, self.subtitle, self.foot):
            line.setMaxLength(_MOST)
        self.paper: Choice[tuple[str, bool]] = Choice(_PAPERS, self)
        self.form = FieldForm(self)
        self.form.add("cases", "件的范围(&F)", self.cases)
        self.form.add("sort", "排列(&O)", self.sort)
        self.form.add("descending", "", self.descending)
        self.form.add("group_by", "分组(&G)", self.group)
        self.form.add("style", "组名(&Y)", self.style_choice)
        self.form.add("subtotals", "", self.subtotals)
        self.form.add("totals", "", self.totals)
        self.form.add("title", "标题(&E)", self.title)
        self.form.add("subtitle", "副标题(&U)", self.subtitle)
        self.form.add("foot", "页脚(&J)", self.foot)
        self.form.add("paper", "纸张(&P)", self.paper)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.MARGIN, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addWidget(self.form)
        known = "、".join(f"{{{word}}}" for word in PLACEHOLDERS)
        hint = label(f"标题、副标题和页脚中可写 {known}，打印时自动填入。届次、类型等在打印时再选。", "small")
        hint.setWordWrap(True)
        column.addWidget(hint)
        column.addStretch(1)

    def _connect(self) -> None:
        for choice in (self.cases, self.sort, self.group, self.style_choice, self.paper):
            choice.currentIndexChanged.connect(self._on_changed)
        for box in (self.descending, self.subtotals, self.totals):
            box.toggled.connect(self._on_changed)
        for line in (self.title, self.subtitle, self.foot):
            line.textChanged.connect(self._on_changed)

    def show_report(self, report: Report) -> None:
        """Show what a report is, without telling anybody."""
        with QSignalBlocker(self):
            self._offer(report)
            self.sort.choose(report.criteria.sort)
            self.descending.setChecked(report.criteria.descending)
            self.group.choose(report.group_by)
            self.style_choice.choose(report.group_style)
            self.subtotals.setChecked(report.subtotals)
            self.totals.setChecked(report.totals)
            self.title.setText(report.title)
            self.subtitle.setText(report.subtitle)
            self.foot.setText(report.foot)
            self.foot.setCursorPosition(0)
            self.paper.choose((report.paper, report.landscape))
        self._follow()

    def applied_to(self, report: Report) -> Report:
        """Return the report with what the fields say."""
        paper, landscape = self.paper.value()
        criteria = replace(
            self.cases.value().criteria,
            sort=self.sort.value(),
            descending=self.descending.isChecked(),
            then_by=(),
        )
        return replace(
            report,
            criteria=criteria,
            group_by=self.group.value(),
            group_style=self.style_choice.value(),
            subtotals=self.subtotals.isChecked(),
            totals=self.totals.isChecked(),
            title=self.title.text(),
            subtitle=self.subtitle.text(),
            foot=self.foot.text(),
            paper=paper,
            landscape=landscape,
        )

    def _offer(self, report: Report) -> None:
        """Offer the groups of its subject and the saved views; its own cases come first."""
        words = designer.facts(report.subject)
        self.group.offer([("不分组", ""), *((words[key], key) for key in designer.groupings(report.subject))])
        plain = replace(report.criteria, sort=SortField.NUMBER, descending=False, then_by=())
        own = "全部件" if plain == Criteria() else "本报表自己的范围"
        views = [view for view in saved_views.views(self._office) if view.criteria != Criteria()]
        self.cases.offer([
            (own, _Cases("", report.criteria)),
            *([] if plain == Criteria() else [("全部件", _Cases("全部", Criteria()))]),
            *((f"视图：{view.name}", _Cases(view.name, view.criteria)) for view in views),
        ])

    def _on_changed(self) -> None:
        self._follow()
        self.changed.emit()

    def _follow(self) -> None:
        """Let only what has a meaning be chosen: the style of groups where there are groups."""
        for each in (self.style_choice, self.subtotals):
            each.setEnabled(bool(self.group.count() and self.group.value()))
