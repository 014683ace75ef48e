"""检查答复函: every letter of a list with what the checker found in it, near-copies included."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from desktop.casework import proofread
from desktop.domain.errors import Severity
from desktop.views.cards import button, words
from desktop.views.entry_list import EntryList
from desktop.views.forms import Banner, label
from desktop.views.help_key import offer_help
from desktop.views.presence import Presence
from desktop.views.reply_findings import FindingsPanel, places_of
from desktop.views.reply_text import GLYPHS, ReplyText
from desktop.views.theme import MARGIN, PAGE, SPACE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.casework.office import Office
    from desktop.casework.proofread import Report
    from desktop.domain.errors import OfficeError
    from desktop.domain.progress import Progress
    from desktop.views.page import Desk

_CLEAN = "✓ 没有发现差错"


class ProofreadDialog(QDialog):
    """Checks letters in the worker thread, then lists those with findings; Enter on one opens its case."""

    def __init__(
        self,
        desk: Desk,
        verb: Callable[[Office, Progress], tuple[Report, ...]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._reports: tuple[Report, ...] = ()
        self._presence = Presence(self)
        self._build()
        self._connect()
        desk.jobs.run("正在检查答复函", verb, self._on_checked, self._on_failed)

    def _build(self) -> None:
        self.setWindowTitle("检查答复函")
        offer_help(self)
        self.banner = Banner(self)
        self._summary = words("正在检查…", "muted", wraps=True)
        self.list = EntryList("有问题的答复函")
        self.findings = FindingsPanel()
        self.text = ReplyText(6)
        self.text.setReadOnly(True)
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(SPACE, 0, 0, 0)
        beside.setSpacing(SPACE)
        beside.addWidget(self.text, 3)
        beside.addWidget(self.findings, 2)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.addWidget(self.list)
        split.addWidget(right)
        split.setSizes([360, 620])
        self._open = button("打开此件(&O)", self.open_case, "primary")
        self._open.setEnabled(False)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE)
        foot.addStretch(1)
        foot.addWidget(button("关闭", self.reject))
        foot.addWidget(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE, PAGE, PAGE, PAGE)
        column.setSpacing(MARGIN)
        for each in (label("检查答复函", "heading"), self.banner, self._summary):
            column.addWidget(each)
        column.addWidget(split, 1)
        column.addLayout(foot)
        self.resize(1040, 640)

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._on_row_changed)
        self.list.itemActivated.connect(self.open_case)
        self.findings.list.place_wanted.connect(self.text.select)

    @property
    def reports(self) -> tuple[Report, ...]:
        """What was found, a letter each, those with errors first; empty while the check runs."""
        return self._reports

    def _on_checked(self, found: tuple[Report, ...]) -> None:
        if self._presence.is_over:
            return
        self._reports = tuple(sorted(found, key=_gravity))
        self._summary.setText(told(self._reports))
        self.list.show_entries(map(_entry, self._reports))
        self._open.setEnabled(bool(self._reports))
        if self._reports:
            self.list.setCurrentRow(0)
            self.list.setFocus()

    def _on_failed(self, error: OfficeError) -> None:
        if not self._presence.is_over:
            self._summary.clear()
            self.banner.show_text(error.message)

    @Slot(int)
    def _on_row_changed(self, row: int) -> None:
        report = self._reports[row]
        reply = report.case.written_reply(report.unit_id)
        self.text.setPlainText(reply.text)
        self.text.show_places(places_of(report.findings))
        self.findings.show_findings(report.findings)

    @Slot()
    def open_case(self) -> None:
        """Go to the case of the letter chosen, and close."""
        row = self.list.currentRow()
        if row >= 0:
            self._desk.open_case(self._reports[row].case.id)
            self.accept()


def of_cases(desk: Desk, case_ids: Sequence[int], parent: QWidget | None = None) -> ProofreadDialog:
    """Return the dialog that checks the letters of these cases."""
    return ProofreadDialog(desk, partial(_checked, tuple(case_ids)), parent)


def _checked(case_ids: tuple[int, ...], office: Office, progress: Progress) -> tuple[Report, ...]:
    return proofread.of_cases(office, case_ids, progress)


def _gravity(report: Report) -> tuple[int, int]:
    errors = sum(each.severity is Severity.ERROR for each in report.findings)
    return -errors, -len(report.findings)


def _entry(report: Report) -> str:
    paper = report.case.proposal
    glyph = GLYPHS[report.findings[0].severity]
    first = report.findings[0].message
    more = f"，共{len(report.findings)}处" if len(report.findings) > 1 else ""
    return f"{paper.number_phrase}　{report.unit_name}\n{glyph} {first}{more}"


def told(reports: Sequence[Report]) -> str:
    """Return one line that sums up what was found."""
    if not reports:
        return _CLEAN
    errors = sum(each.severity is Severity.ERROR for report in reports for each in report.findings)
    all_found = sum(len(report.findings) for report in reports)
    return f"{len(reports)} 份答复函共 {all_found} 处提示，其中 ■ 错误 {errors} 处；错误多的排在前面。"
