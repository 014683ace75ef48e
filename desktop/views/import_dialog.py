"""Importing a list in four steps: choose it, map its columns, look at every cell, take it in whole."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from typing_extensions import override

from desktop.domain.errors import OfficeError
from desktop.views.import_check import CheckStep
from desktop.views.import_done import DoneStep, criteria_of, words_of
from desktop.views.import_frame import CHECK, DONE, MAPPING, SOURCE, ImportFrame
from desktop.views.import_mapping import MappingStep
from desktop.views.import_source import SourceStep, best_of
from desktop.views.import_work import AT_ONCE, ImportWork

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtWidgets import QWidget

    from desktop.casework.intake import Hints, Outcome, Plan
    from desktop.casework.intake_source import ColumnMap, Source
    from desktop.casework.undo import UndoStep
    from desktop.views.page import Desk

_ONLY_TO_LOOK = "本办理台以只读方式打开：可以核对来表，不能导入；要导入，请以可写方式重新打开。"
_VERBS = ("下一步(&X)", "下一步(&X)", "导入(&I)", "关闭(&X)")


class ImportDialog(ImportFrame):
    """Leads through an import; a list whose columns are known goes straight to 核对, and only 导入 writes."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk.jobs, parent)
        self._desk = desk
        self._read_as: tuple[ColumnMap | None, Hints, int | None] | None = None
        self._is_busy = self._is_raw = self._takes_when_settled = False
        self.work = ImportWork(desk, self)
        self._build()
        self._connect()
        self.go_to(SOURCE)

    def _build(self) -> None:
        self.source = SourceStep(self._desk, self)
        self.mapping = MappingStep(self._desk, self)
        self.check = CheckStep(self._desk, self)
        self.end = DoneStep(self)
        for each in (self.source, self.mapping, self.check, self.end):
            self.steps.addWidget(each)

    def _connect(self) -> None:
        self.file_dropped.connect(self.read)
        self.source.file_chosen.connect(self.read)
        self.source.paste_wanted.connect(self.paste)
        self.source.sheet_opened.connect(self.go_on)
        self.check.decided.connect(self.work.decide)
        self.check.back_wanted.connect(self.work.take_back)
        self.check.again_wanted.connect(self.work.do_again)
        self.end.cases_wanted.connect(self._on_cases_wanted)
        self.end.undo_wanted.connect(self.work.take_out)
        self.end.more_wanted.connect(self._on_more_wanted)
        self.end.bodies_wanted.connect(self._on_bodies_wanted)
        self.work.surveyed.connect(self._on_surveyed)
        self.work.planned.connect(self._on_planned)
        self.work.refused.connect(self._on_refused)
        self.work.written.connect(self._on_written)
        self.work.undone.connect(self._on_undone)
        self.work.stopped.connect(self._on_stopped)
        self.work.busy.connect(self._on_busy)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self).activated.connect(self.paste)

    # --- the steps ----------------------------------------------------------------------------------------

    @override
    def focus_step(self) -> None:
        if self.step == SOURCE:
            (self.source.sheets if self.source.sheet else self.source.choose).setFocus()
        elif self.step == MAPPING:
            (self.mapping.columns.first_doubt() or self.mapping.first).setFocus()
        elif self.step == CHECK:
            self.check.focus()
        else:
            self.end.focus()

    @property
    @override
    def verb_words(self) -> str:
        plan = self.work.plan
        if self.step == CHECK and plan is not None and not plan.is_empty:
            count = len(plan.entries) + len(plan.opinions) or len({each.case_id for each in plan.accepted})
            return f"导入 {count} {'条' if plan.opinions else '件'}(&I)"
        return _VERBS[self.step]

    @property
    @override
    def can_go_on(self) -> bool:
        plan, is_deciding = self.work.plan, self.step == CHECK and not self.work.is_settled
        if self.work.is_writing or (self._is_busy and not is_deciding):
            return False
        if self.step == CHECK:
            return plan is not None and not plan.is_empty and not self._desk.office.is_read_only
        return self.step == DONE or self.work.source is not None

    @property
    @override
    def would_lose(self) -> bool:
        return self.step == CHECK and self.work.is_touched

    @override
    @Slot()
    def go_on(self) -> None:
        if not self.can_go_on:
            return
        if self.step == SOURCE:
            self._open_sheet()
        elif self.step == MAPPING:
            self._read_mapped()
        elif self.step == CHECK:
            self._take_in()
        else:
            self.accept()

    @override
    @Slot()
    def go_back(self) -> None:
        """Go one step back; what was decided is kept."""
        if self.step in {MAPPING, CHECK} and not self._is_busy:
            self.banner.clear()
            self.go_to(self.step - 1)

    # --- choosing and reading -----------------------------------------------------------------------------

    @Slot(str)
    def read(self, name: str) -> None:
        """Look at the list of that file and go as far as it is clear."""
        self._begin(name)
        self.work.survey(Path(name))

    def read_pasted(self, text: str, html: str = "") -> None:
        """Look at rows copied from a spreadsheet and go as far as they are clear."""
        from desktop.casework.intake_source import PASTED

        self._begin(PASTED)
        self.work.survey_pasted(text, html)

    @Slot()
    def paste(self) -> None:
        """Look at the rows on the clipboard; only while a list is being chosen."""
        if self.step != SOURCE:
            return
        content: QMimeData | None = QGuiApplication.clipboard().mimeData()
        if content is not None and (content.text().strip() or content.html().strip()):
            self.read_pasted(content.text(), content.html())
        else:
            self.banner.show_text(
                "剪贴板里没有表格内容；请先在 WPS 或 Excel 中选中并复制要导入的行。", "warning"
            )

    def _begin(self, name: str) -> None:
        self.banner.clear()
        self.work.forget()
        self.check.forget()
        self._read_as = None
        self.source.show_name(name)
        self.go_to(SOURCE)

    @Slot(object)
    def _on_surveyed(self, source: Source) -> None:
        if best_of(source) is None:
            self.work.forget()
            self._on_refused(
                OfficeError(f"“{source.name}”里没有内容，办理台没有改动；请确认选对了文件和工作表后再试。")
            )
            return
        self.source.show_source(source)
        self.go_to(SOURCE)
        if sum(each.is_list and not each.is_hidden for each in source.sheets) <= 1:
            self._open_sheet()

    def _open_sheet(self) -> None:
        source, shown = self.work.source, self.mapping.mapping
        if source is None:
            return
        self.banner.clear()
        if self._read_as is None or shown is None or shown.sheet != self.source.sheet:
            self.mapping.show_source(source, self.source.sheet)
        if self.mapping.is_plain:
            self._read_mapped()
        else:
            self.go_to(MAPPING)

    def _read_mapped(self) -> None:
        mapping = self.mapping.mapping
        wanted = (mapping, self.source.hints, self.source.year)
        if wanted == self._read_as and self.work.plan is not None:
            self.go_to(CHECK)
        elif mapping is not None:
            self.banner.clear()
            self._read_as = wanted
            keeps_map = self.step == MAPPING
            self._show_raw(mapping)
            self.work.read(mapping, self.source.hints, self.source.year, keeps_map=keeps_map)

    def _show_raw(self, mapping: ColumnMap) -> None:
        """Show the cells of a long list before they are judged."""
        source = self.work.source
        sheet = source.applied(mapping) if source else None
        if sheet is not None and sheet.layout.is_case_list and len(sheet.rows) > AT_ONCE:
            self.check.show_raw(sheet if self.source.hints.with_hidden else sheet.without_hidden())
            self.go_to(CHECK)
            self._is_raw = True

    @Slot(object)
    def _on_planned(self, plan: Plan) -> None:
        self.check.show_plan(plan)
        if self.step == CHECK and not self._is_raw:
            self.show_verb()
        else:
            self.go_to(CHECK)
        self._is_raw = False
        if self._desk.office.is_read_only:
            self.banner.show_text(_ONLY_TO_LOOK, "note")
        if self._takes_when_settled:
            self._take_in()

    @Slot(object)
    def _on_refused(self, error: OfficeError) -> None:
        self._takes_when_settled = False
        source, mapping = self.work.source, self.mapping.mapping
        if source is None:
            self.source.show_nothing()
        elif (self.step in {SOURCE, MAPPING} or self._is_raw) and mapping is not None:
            self._read_as, self._is_raw = None, False
            self.go_to(SOURCE if source.applied(mapping).is_list else MAPPING)
            if self.step == SOURCE:
                self.source.go_to_kind()
        self.show_verb()
        self.banner.show_text(error.message)

    # --- taking in ----------------------------------------------------------------------------------------

    def _take_in(self) -> None:
        """Take the list in, once everything decided is heeded."""
        self._takes_when_settled = not self.work.is_settled
        if self.work.is_settled:
            self.banner.clear()
            self.work.take_in()

    @Slot(object)
    def _on_written(self, outcome: Outcome) -> None:
        if self.work.plan is not None:
            self.end.show_outcome(self.work.plan, outcome)
            self._desk.say(words_of(self.work.plan, outcome))
            self.go_to(DONE)

    @Slot(object)
    def _on_undone(self, step: UndoStep) -> None:
        words = f"已{step.label}"
        self.end.show_undone(words)
        self._desk.say(f"{words}。")

    @Slot()
    def _on_stopped(self) -> None:
        self.banner.show_text("已停止，没有写入任何内容。", "note")

    @Slot()
    def _on_cases_wanted(self) -> None:
        if self.work.plan is not None:
            self._desk.show_cases(criteria_of(self.work.plan))
            self.accept()

    @Slot()
    def _on_more_wanted(self) -> None:
        self._begin("")

    @Slot()
    def _on_bodies_wanted(self) -> None:
        from desktop.views.bodies_dialog import BodiesDialog

        BodiesDialog(self._desk, self).open()

    @Slot(str)
    def _on_busy(self, words: str) -> None:
        self._is_busy = bool(words)
        self.busy.show_work(words)
        self.show_verb()

    @override
    def reject(self) -> None:
        """Stop writing, or leave; what was decided is asked about first."""
        if not self.work.stop():
            super().reject()

    @override
    def done(self, result: int) -> None:
        """Close; what a job still brings is no longer shown."""
        self.work.leave()
        super().done(result)
