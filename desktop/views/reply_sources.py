"""What lies beside a reply while it is written: paper, points, meetings, opinions, findings, precedents."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from desktop.casework import co_opinions, precedents
from desktop.casework.co_opinions import OpinionState
from desktop.domain.light import Tone
from desktop.views.cards import CardColumn, ToneChip, button, words
from desktop.views.fields import TextArea
from desktop.views.forms import rule
from desktop.views.presence import Presence
from desktop.views.reply_findings import FindingsPanel, counted
from desktop.views.reply_points import PointsPanel
from desktop.views.theme import GAP, SPACE
from desktop.views.weekdays import shown_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.casework.co_opinions import Opinion
    from desktop.casework.office import Office
    from desktop.casework.precedents import Precedent
    from desktop.domain.case import Case
    from desktop.domain.errors import OfficeError
    from desktop.domain.letter_check import Finding
    from desktop.domain.points import PointAnswer
    from desktop.domain.progress import Progress
    from desktop.domain.scheme import Scheme
    from desktop.views.page import Desk

_AGREED = {None: "", True: "同意", False: "有不同意见"}
_TONES = {
    OpinionState.AWAITED: Tone.NONE,
    OpinionState.OVERDUE: Tone.OVERDUE,
    OpinionState.GIVEN: Tone.DONE,
    OpinionState.LATE: Tone.AMBER,
    OpinionState.EMPTY: Tone.AMBER,
}


class ReplySources(QTabWidget):
    """The sources of a reply as tabs; `text_wanted` puts a text into the reply.

    `return_wanted` names the unit whose opinion is sent back; `copies_wanted` asks for near-copies.
    """

    text_wanted = Signal(str)
    return_wanted = Signal(int)
    copies_wanted = Signal()

    def __init__(self, desk: Desk, case: Case, unit_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._unit_id = unit_id
        self._looked = False
        self._presence = Presence(self)
        self.setDocumentMode(True)
        self.setAccessibleName("参考材料")
        self.setUsesScrollButtons(True)
        self.points = PointsPanel(desk.office.today)
        self.findings = FindingsPanel()
        self._opinions = CardColumn()
        self._precedents = CardColumn()
        self._fill(case)
        self._connect()

    def _fill(self, case: Case) -> None:
        scheme = self._desk.office.scheme_of(case)
        self._case = case
        self.addTab(_reader(paper_text(case), "原文"), "原文")
        self.addTab(self.points, "要点")
        self.addTab(self.findings, "检查")
        word, held = scheme.contacts.word, len(case.consultations)
        self.addTab(_reader(meetings_text(case, scheme), word), f"{word} {held}")
        if case.co_handlers:
            self.addTab(self._opinions, scheme.word("co", "协办"))
            self.show_opinions(case)
        self.addTab(self._precedents, "先例")
        self._precedents.fill([words("正在查找类似件的答复…", "muted")])

    def _connect(self) -> None:
        self.points.changed.connect(self._on_points_changed)
        self.points.text_wanted.connect(self.text_wanted)
        self.currentChanged.connect(self._on_turned)

    def show_points(self, case: Case, answers: Sequence[PointAnswer]) -> None:
        """Show the points of a case with what is said to them."""
        self.points.show_points(case.points, answers)
        self._on_points_changed()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show what the checker found."""
        self.findings.show_findings(findings)
        self.setTabText(self.indexOf(self.findings), counted(findings))

    def show_opinions(self, case: Case) -> None:
        """Show the opinion of every co-handler, one below the other, each with what can be done about it."""
        found = co_opinions.of_case(self._desk.office, case)
        given = len(case.co_handlers) - len(case.missing_co_opinions)
        self._opinions.fill(self._opinion_panel(each) for each in found)
        word = self._desk.office.scheme_of(case).word("co", "协办")
        self.setTabText(self.indexOf(self._opinions), f"{word} {given}/{len(found)}")

    def _opinion_panel(self, opinion: Opinion) -> QWidget:
        panel = QWidget()
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        head = QHBoxLayout()
        head.addWidget(words(opinion.task.unit_name), 1)
        head.addWidget(ToneChip(_TONES[opinion.state], opinion.state.label))
        column.addLayout(head)
        column.addWidget(words(opinion_days(opinion), "small", wraps=True))
        if opinion.received_on is not None:
            column.addWidget(words(opinion.text or "（无文字）", wraps=True))
            buttons = QHBoxLayout()
            buttons.setSpacing(SPACE)
            buttons.addWidget(button("引入正文", partial(self._quote, opinion), "quiet"))
            sent_back = partial(self.return_wanted.emit, opinion.task.unit_id)
            buttons.addWidget(button("退回重报", sent_back, "quiet"))
            buttons.addStretch(1)
            column.addLayout(buttons)
        column.addWidget(rule())
        return panel

    def _quote(self, opinion: Opinion) -> None:
        said = opinion.text.strip().rstrip("。") or "同意主办单位意见"
        self.text_wanted.emit(f"{opinion.task.unit_name}意见：{said}。")

    @Slot()
    def _on_points_changed(self) -> None:
        self.setTabText(self.indexOf(self.points), self.points.title)

    @Slot(int)
    def _on_turned(self, place: int) -> None:
        """Look for precedents once, for near-copies each time somebody wants to see them."""
        if self.widget(place) is self.findings:
            self.copies_wanted.emit()
        if self.widget(place) is self._precedents and not self._looked:
            self._looked = True
            verb = partial(_precedents_of, self._case)
            self._desk.jobs.run("正在查找类似件", verb, self._show_precedents, self._on_failed, quiet=True)

    def _show_precedents(self, found: tuple[Precedent, ...]) -> None:
        if self._presence.is_over:
            return
        self.setTabText(self.indexOf(self._precedents), f"先例 {len(found)}")
        nothing = words("近四年没有类似件的答复。", "muted", wraps=True)
        self._precedents.fill([self._precedent_panel(each) for each in found] or [nothing])

    def _precedent_panel(self, found: Precedent) -> QWidget:
        panel = QWidget()
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(words(found.words, "small", wraps=True))
        column.addWidget(words(found.reply.text, wraps=True))
        row = QHBoxLayout()
        row.addWidget(button("引入正文", partial(self.text_wanted.emit, found.reply.text), "quiet"))
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(rule())
        return panel

    def _on_failed(self, error: OfficeError) -> None:
        if not self._presence.is_over:
            self._precedents.fill([words(error.message, "warning", wraps=True)])


def _precedents_of(case: Case, office: Office, _progress: Progress) -> tuple[Precedent, ...]:
    return precedents.of_case(office, case)


def _reader(text: str, name: str) -> TextArea:
    reader = TextArea(4, grows=True)
    reader.setPlainText(text)
    reader.setReadOnly(True)
    reader.setAccessibleName(name)
    reader.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
    )
    return reader


def opinion_days(opinion: Opinion) -> str:
    """Return when an opinion was asked for, due and received."""
    told = (
        ("征求", opinion.asked_on),
        ("时限", opinion.due_on),
        ("收到", opinion.received_on),
    )
    return "　".join(f"{word} {shown_day(day)}" for word, day in told if day)


def paper_text(case: Case) -> str:
    """Return title and body of the paper."""
    paper = case.proposal
    return f"{paper.title}\n\n{paper.body or '（登记时没有录入正文）'}"


def meetings_text(case: Case, scheme: Scheme) -> str:
    """Return what was said at every meeting, first one first."""
    told = []
    for each in case.consultations:
        stage = scheme.stage(each.stage)
        head = f"{stage.label if stage else each.stage} · {each.held_on} · {each.mode}"
        demand, opinion = _after("诉求：", each.demand), _after("意见：", each.opinion)
        lines = (head, demand, opinion, _AGREED[each.agreed])
        told.append("\n".join(line for line in lines if line))
    return "\n\n".join(told) or f"尚无{scheme.contacts.word}记录。"


def _after(word: str, text: str) -> str:
    return f"{word}{text}" if text else ""
