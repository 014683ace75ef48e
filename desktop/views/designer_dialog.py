"""报表设计: the dialog in which an office makes a report of its own, its first sheet beside it as printed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QTabWidget, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.casework import designer
from desktop.domain.report import ReportColumn, Subject
from desktop.views import theme
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.designer_columns import ColumnPicker
from desktop.views.designer_preview import ReportPreview
from desktop.views.designer_shape import ShapeFields
from desktop.views.fields import Choice
from desktop.views.forms import label

if TYPE_CHECKING:
    from desktop.domain.listing import Criteria
    from desktop.domain.report import Report
    from desktop.views.page import Desk

_SUBJECTS = tuple((subject.label, subject) for subject in Subject)
_SIZE = (1300, 700)
_LEFT = 560
_AROUND = 80  # pixels of the window that stay in sight around the dialog


class DesignerDialog(DecisionDialog):
    """Designs one report; emits `kept` with its name once it is saved.

    A shipped report is copied: it is saved under another name. `chosen` are the cases of the preview.
    """

    kept = Signal(str)

    def __init__(self, desk: Desk, report: Report, chosen: Criteria, parent: QWidget | None = None) -> None:
        super().__init__("报表设计", "保存(&S)", parent)
        self._desk = desk
        self._chosen = chosen
        self._begun = report
        self._build()
        self._connect()
        self._show(report)

    def _build(self) -> None:
        self.name = QLineEdit(self)
        self.name.setMaxLength(40)
        self.subject: Choice[Subject] = Choice(_SUBJECTS, self)
        self.form.add("name", "名称(&N)", self.name)
        self.form.add("subject", "每行是(&R)", self.subject)
        self.columns = ColumnPicker(self)
        self.shape = ShapeFields(self._desk.office, self)
        self.tabs = QTabWidget(self)
        self.tabs.addTab(self.columns, "栏目(&1)")
        self.tabs.addTab(self.shape, "范围、分组与版面(&2)")
        self.preview = ReportPreview(self._desk, 1, self)
        self.told = label("", "small")
        left, right = QWidget(self), QVBoxLayout()
        left.setFixedWidth(_LEFT)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.MARGIN)
        column.addWidget(self.form)
        column.addWidget(self.tabs, 1)
        right.setSpacing(theme.GAP)
        right.addWidget(self.preview, 1)
        right.addWidget(self.told)
        row = QHBoxLayout()
        row.setSpacing(theme.BLOCK)
        row.addWidget(left)
        row.addLayout(right, 1)
        self.body.addLayout(row, 1)
        self._take_room()

    def _take_room(self) -> None:
        """Be as large as the window below leaves, so that the sheet can be read."""
        width, height = _SIZE
        owner = self.parentWidget()
        if owner is not None:
            window = owner.window().size()
            width, height = max(width, window.width() - _AROUND), max(height, window.height() - _AROUND)
        self.resize(width, height)

    def _connect(self) -> None:
        self.subject.currentIndexChanged.connect(self._on_subject)
        self.columns.changed.connect(self._on_changed)
        self.shape.changed.connect(self._on_changed)
        self.preview.shown.connect(self._on_shown)
        self.preview.refused.connect(self._on_refused)

    def _show(self, report: Report) -> None:
        self.name.setText(report.name)
        with QSignalBlocker(self.subject):
            self.subject.choose(report.subject)
        self.columns.offer(designer.facts(report.subject), report.columns)
        self.shape.show_report(report)
        self.preview.show_report(report, self._chosen, at_once=True)
        self._begun = self.report()

    def report(self) -> Report:
        """Return the report as it stands in the dialog."""
        drawn = replace(
            self._begun,
            name=self.name.text().strip(),
            subject=self.subject.value(),
            columns=self.columns.columns,
        )
        return self.shape.applied_to(drawn)

    @override
    def decide(self) -> None:
        kept = designer.save(self._desk.office, self.report())
        self._desk.say(f"已保存报表“{kept.name}”。")
        self.kept.emit(kept.name)

    @override
    def would_lose(self) -> bool:
        return self.report() != self._begun

    @Slot()
    def _on_subject(self) -> None:
        """Keep the columns that the other subject has as well; its own begin where none is left."""
        subject = self.subject.value()
        facts = designer.facts(subject)
        kept = tuple(column for column in self.columns.columns if column.fact in facts or not column.fact)
        first = tuple(ReportColumn(key) for key in list(facts)[:6])
        self.columns.offer(facts, kept or first)
        changed = replace(self.report(), group_by="")
        self.shape.show_report(changed)
        self._on_changed()

    @Slot()
    def _on_changed(self) -> None:
        self.banner.clear()
        self.preview.show_report(self.report(), self._chosen)

    @Slot(int, int)
    def _on_shown(self, rows: int, columns: int) -> None:
        self.told.setText(f"第一页的样子；全表 {rows:,} 行 {columns} 栏")

    @Slot(str)
    def _on_refused(self, sentence: str) -> None:
        self.told.setText("")
        self.banner.show_text(sentence, "warning")
