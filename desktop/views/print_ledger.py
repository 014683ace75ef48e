"""Printing ledgers: choose a report and the cases it shall hold, look at it, take it as xlsx, csv or PDF."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.casework import designer, find, keep, prints, saved_views
from desktop.domain.kinds import Body, Kind
from desktop.domain.listing import Criteria
from desktop.domain.report import Subject
from desktop.domain.stage import OWING, Stage
from desktop.views import theme
from desktop.views.cards import button
from desktop.views.designer_preview import ReportPreview
from desktop.views.fields import Choice
from desktop.views.file_choice import Saving, ask_save
from desktop.views.forms import Banner, label
from desktop.views.print_reports import ReportChoice
from desktop.views.session_choice import SessionChoice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QShowEvent

    from desktop.casework.office import Office
    from desktop.domain.errors import OfficeError
    from desktop.domain.progress import Progress
    from desktop.domain.report import Report
    from desktop.views.page import Desk

_Value = TypeVar("_Value")
_KINDS = (
    ("全部", ()),
    *((f"{body.label}的件", tuple(kind for kind in Kind if kind.body is body)) for body in Body),
    *((kind.label, (kind,)) for kind in Kind),
)
_STAGES = (
    ("全部", ()),
    ("未答复", tuple(stage for stage in Stage if stage in OWING)),
    ("已答复", (Stage.REPLIED, Stage.FOLLOWING, Stage.CLOSED)),
    *((stage.label, (stage,)) for stage in Stage),
)
_MEASURES = {Subject.CASES: "件", Subject.TASKS: "件次", Subject.PROMISES: "项", Subject.UNITS: "个单位"}
_PREVIEWED = 3  # sheets that are shown; the whole is in the file


class PrintLedger(QWidget):
    """A report, the cases it shall hold, its first sheets as they are printed, and the files it goes into."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._build()
        self._connect()

    def _build(self) -> None:
        self.reports = ReportChoice(self._desk, self.criteria, self)
        self.sessions = SessionChoice(self)
        self.kinds: Choice[tuple[Kind, ...]] = Choice(_KINDS, self)
        self.stages: Choice[tuple[Stage, ...]] = Choice(_STAGES, self)
        self.units: Choice[int | None] = Choice((), self)
        self.views: Choice[Criteria] = Choice((), self)
        for box, letters in ((self.kinds, 5), (self.stages, 5), (self.units, 8), (self.views, 7)):
            box.setMinimumContentsLength(letters)
            box.setSizeAdjustPolicy(box.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.key_only = QCheckBox("只要重点件(&K)", self)
        self.banner = Banner(self)
        self.preview = ReportPreview(self._desk, _PREVIEWED, self)
        self.hint = label("", "small")
        self.hint.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.MARGIN, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addLayout(self._filter_rows())
        column.addWidget(self.banner)
        column.addWidget(self.preview, 1)
        column.addLayout(self._action_row())

    def _filter_rows(self) -> QVBoxLayout:
        rows, upper, lower = QVBoxLayout(), QHBoxLayout(), QHBoxLayout()
        rows.setSpacing(theme.SPACE)
        for row in (upper, lower):
            row.setSpacing(theme.SPACE)
            rows.addLayout(row)
        upper.addWidget(self.reports)
        upper.addSpacing(theme.SPACE)
        for text, field in (
            ("届次(&S)", self.sessions),
            ("类型(&T)", self.kinds),
            ("环节(&G)", self.stages),
            ("承办单位(&U)", self.units),
            ("视图(&V)", self.views),
        ):
            name = label(text, "muted")
            name.setBuddy(field)
            field.setAccessibleName(text.split("(&", maxsplit=1)[0])
            row = upper if field is self.sessions else lower
            row.addWidget(name)
            row.addWidget(field)
            row.addSpacing(theme.SPACE)
        for row in (upper, lower):
            row.addStretch(1)
        last = QHBoxLayout()
        last.setSpacing(theme.BLOCK)
        last.addWidget(self.key_only)
        last.addWidget(self.hint, 1)
        rows.addLayout(last)
        return rows

    def _action_row(self) -> QHBoxLayout:
        self.number, self.whole = label(""), label("", "small")
        self.listed = button("导出 csv", partial(self._ask_file, "csv"))
        self.printed = button("导出 PDF(&P)…", partial(self._ask_file, "pdf"))
        self.write = button("导出 xlsx(&X)…", partial(self._ask_file, "xlsx"), "primary")
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addWidget(self.number)
        row.addWidget(self.whole, 1)
        for each in (self.listed, self.printed, self.write):
            row.addWidget(each)
        return row

    def _connect(self) -> None:
        self.reports.changed.connect(self.reload)
        self.sessions.session_changed.connect(self.reload)
        for box in (self.kinds, self.stages, self.units, self.views):
            box.currentIndexChanged.connect(self.reload)
        self.key_only.toggled.connect(self.reload)
        self.preview.shown.connect(self._on_shown)
        self.preview.refused.connect(self._on_refused)

    def refresh(self) -> None:
        """Offer reports, sessions, units and views as they are now, and set the report anew."""
        office = self._desk.office
        self.sessions.renew(office)
        units = [(unit.name, unit.id) for unit in keep.units(office)]
        views = [(view.name, view.criteria) for view in saved_views.views(office)]
        _renew(self.units, [("全部", None), *units])
        _renew(self.views, views)
        self.reports.refresh()
        self.reload()

    def criteria(self) -> Criteria:
        """Return the cases the report shall hold, as far as it is about them."""
        seen = self.views.value() if self.views.count() else Criteria()
        return Criteria(
            session_id=self.sessions.value(),
            kinds=self.kinds.value() or seen.kinds,
            stages=self.stages.value() or seen.stages,
            unit_id=(self.units.value() if self.units.count() else None) or seen.unit_id,
            key_only=self.key_only.isChecked() or seen.key_only,
            text=seen.text,
            filters=seen.filters,
            marks=seen.marks,
        )

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.reports.box.count():
            self.reload()

    @property
    def report(self) -> Report:
        """The report chosen."""
        return self.reports.report

    @Slot()
    def reload(self) -> None:
        """Say what the report would hold, and show its first sheets."""
        report = self.report
        chosen = self.criteria()
        self.banner.clear()
        number = find.count(self._desk.office, report.narrowed(chosen))
        self.number.setText(f"共 {number:,} 件 {len(report.columns)} 列")
        self.whole.clear()
        self.hint.setText(report.hint)
        for each in (self.listed, self.printed, self.write):
            each.setEnabled(number > 0)
        if self.isVisible():
            self.preview.show_report(report, chosen)

    def write_to(self, name: str) -> None:
        """Write the report to that file, in the format of its ending."""
        self.banner.clear()
        path = Path(name)
        verb = partial(_written, self.report, self.criteria(), path)
        self._desk.jobs.run("正在导出台账", verb, partial(self._on_done, path), self._on_failed)

    def _ask_file(self, ending: str) -> None:
        name = f"{self.report.name}_{self._desk.office.today.isoformat()}"
        ask_save(self._desk, self, Saving("导出台账", name, (ending,)), self.write_to)

    def _on_done(self, path: Path, rows: int) -> None:
        measure = _MEASURES[self.report.subject]
        office = self._desk.office
        ready = prints.of_file(office, self.report.name, path.name, path.read_bytes())
        record = prints.sent(office, ready, prints.way_of([path.name]), str(path))
        noted = f"；打印记录第 {record.id} 号" if record else ""
        self.banner.show_text(f"已导出 {rows} {measure}：{path}{noted}", "note")
        self._desk.say(f"已导出{self.report.name} {rows} {measure}")

    def _on_failed(self, error: OfficeError) -> None:
        self.banner.show_text(error.message)

    @Slot(int, int)
    def _on_shown(self, rows: int, _columns: int) -> None:
        measure = _MEASURES[self.report.subject]
        self.whole.setText(f"全表 {rows:,} {measure}，上面是前 {self.preview.view.page_count} 页")

    @Slot(str)
    def _on_refused(self, sentence: str) -> None:
        self.banner.show_text(sentence, "warning")


def _renew(box: Choice[_Value], entries: Sequence[tuple[str, _Value]]) -> None:
    """Offer these entries, the one chosen so far chosen again where it is still there."""
    chosen = box.value() if box.count() else entries[0][1]
    with QSignalBlocker(box):
        box.offer(entries)
        box.choose(chosen)


def _written(report: Report, chosen: Criteria, path: Path, office: Office, progress: Progress) -> int:
    return designer.write(office, report, chosen, path, progress)
