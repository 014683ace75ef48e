"""The dialog that takes in what the submitter thinks of the reply (征询意见表)."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QRadioButton, QWidget
from typing_extensions import override

from desktop.casework import attach, follow
from desktop.domain.feedback import Feedback, FeedbackSource
from desktop.domain.procedure import Act, Situation, require
from desktop.views.cards import button, words
from desktop.views.date_field import DateField
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.fields import Choice, TextArea, WordBox, lead_into, required_day
from desktop.views.file_choice import ask_open
from desktop.views.forms import Banner, label
from desktop.views.presence import Presence
from desktop.views.theme import BLOCK

if TYPE_CHECKING:
    from desktop.casework.attach import Haul, Taken
    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.errors import OfficeError
    from desktop.domain.progress import Progress
    from desktop.domain.scheme import SatisfactionLevel
    from desktop.views.page import Desk


_SCANS = ("扫描件 (*.pdf *.jpg *.jpeg *.png *.tif *.tiff)", "所有文件 (*)")


class LevelRow(QWidget):
    """One dimension: its levels side by side, at most one chosen; the arrow keys move between them."""

    def __init__(self, dimension: str, levels: tuple[SatisfactionLevel, ...]) -> None:
        super().__init__()
        self.setAccessibleName(dimension)
        self._levels = levels
        self.group = QButtonGroup(self)
        row = QGridLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setHorizontalSpacing(BLOCK)
        for place, level in enumerate(levels):
            choice = QRadioButton(level.label, self)
            choice.setAccessibleName(f"{dimension}：{level.label}")
            self.group.addButton(choice, place)
            row.addWidget(choice, 0, place)
        row.setColumnStretch(len(levels), 1)
        if levels:
            lead_into(self, self.group.buttons()[0])

    def code(self) -> str:
        """The code of the chosen level, or an empty string."""
        place = self.group.checkedId()
        return self._levels[place].code if place >= 0 else ""


class FeedbackDialog(DecisionDialog):
    """Asks for the verdict in each dimension, where it came from, and who brought it."""

    def __init__(self, desk: Desk, case: Case, parent: QWidget | None = None) -> None:
        scheme = desk.office.scheme_of(case)
        require(Act.FEEDBACK, Situation(case, scheme, desk.office.today))
        super().__init__(f"登记反馈 · {case.proposal.number_phrase}", "登记反馈", parent)
        self._desk = desk
        self._case = case
        self._scheme = scheme
        self._presence = Presence(self)
        self._build()
        self._connect()

    def _build(self) -> None:
        rules, today = self._scheme.satisfaction, self._desk.office.today
        self._rows: dict[str, LevelRow] = {}
        for number, dimension in enumerate(rules.dimensions, 1):
            self._rows[dimension.key] = row = LevelRow(dimension.label, rules.levels)
            self.form.add(dimension.key, f"{dimension.label}(&{number})", row)
        self._received_on = DateField(today)
        self._received_on.set_value(today)
        self._source = Choice([(source.label, source) for source in FeedbackSource])
        lead = self._case.proposal.lead_submitter
        self._brought_by = WordBox([lead, f"{self._case.proposal.kind.body.label}机关"])
        self._opinion = TextArea(3, "征询意见表上写的意见，照录")
        self.form.add("received_on", "收到日期(&D)", self._received_on)
        self.form.add("source", "来源(&S)", self._source)
        self.form.add("brought_by", "带回人/来电人(&B)", self._brought_by)
        self.form.add("opinion", "意见建议(&O)", self._opinion)
        self._scans: tuple[Taken, ...] = ()
        self._scan = button("附上征询意见表扫描件(&F)…", self.ask_scan, "quiet")
        self._scanned = words("", "muted", wraps=True)
        beside = QHBoxLayout()
        beside.addWidget(self._scan)
        beside.addWidget(self._scanned, 1)
        self.body.addLayout(beside)
        self._again = Banner(self)
        self.body.addWidget(self._again)
        self.body.addWidget(label("评价由提出人本人作出，部门不能代填；这里只录入收到的结果。", "small"))
        if rules.source:
            self.body.addWidget(words(f"重新办理依据：{rules.source}", "small", wraps=True))
        self.setMinimumWidth(620)
        self.form.field(rules.dimensions[0].key).setFocus()

    def _connect(self) -> None:
        for row in self._rows.values():
            row.group.idToggled.connect(self._on_judged)

    @Slot()
    def ask_scan(self) -> None:
        """Ask for the scan of the form as it came back; it is put to the case with the verdict."""
        ask_open(self._desk, self, "选择征询意见表扫描件", _SCANS, self.take_scan)

    @Slot(str)
    def take_scan(self, name: str) -> None:
        """Take a scan in; it is read in the worker thread."""
        self.banner.clear()
        verb = partial(_taken, Path(name))
        self._desk.jobs.run("正在读取扫描件", verb, self._on_scanned, self._on_failed)

    def _on_scanned(self, haul: Haul) -> None:
        if self._presence.is_over:
            return
        if haul.refused:
            self.banner.show_text(haul.refused[0])
        self._scans = (*self._scans, *haul.taken)
        self._scanned.setText("、".join(each.name for each in self._scans))

    def _on_failed(self, error: OfficeError) -> None:
        if not self._presence.is_over:
            self.banner.show_text(error.message)

    def _verdicts(self) -> dict[str, str]:
        return {key: row.code() for key, row in self._rows.items()}

    @override
    def would_lose(self) -> bool:
        return bool(self._opinion.text() or self._scans)

    @override
    def decide(self) -> None:
        feedback = Feedback(
            received_on=required_day(self._received_on, "received_on", "收到日期"),
            verdicts=self._verdicts(),
            source=self._source.value(),
            brought_by=self._brought_by.text(),
            opinion=self._opinion.text(),
        )
        changed = follow.take_feedback(self._desk.office, self._case.id, feedback, self._scans)
        again = changed.round > self._case.round
        self._desk.say(f"已登记反馈，转入第{changed.round}轮办理" if again else "已登记反馈")

    @Slot()
    def _on_judged(self) -> None:
        judged = Feedback(self._desk.office.today, self._verdicts())
        if follow.triggers_rehandling(self._scheme, judged):
            word = self._scheme.word("rehandle", "重新办理")
            self._again.show_text(f"该评价将使本件转入第{self._case.round + 1}轮“{word}”。", "warning")
        else:
            self._again.clear()


def _taken(path: Path, office: Office, progress: Progress) -> Haul:
    return attach.take_in(office, (path,), progress)
