"""The dialog that issues a signed reply: its number, its day, and the letter as it will look."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.casework import answer, issue, proofread, supplement
from desktop.domain.procedure import Act, Situation, require
from desktop.views.cards import button, button_row, facts, words
from desktop.views.case_view import look
from desktop.views.date_field import DateField
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.desk_timer import DeskTimer
from desktop.views.fields import required_day
from desktop.views.insistence import Insistence
from desktop.views.letter_preview import Paper, Rendered, rendered
from desktop.views.page_view import PageView
from desktop.views.presence import Presence
from desktop.views.reply_findings import FindingsPanel
from desktop.views.supplement_dialog import AddedPaper
from desktop.views.theme import MARGIN, PAGE, ROW_HEIGHT

if TYPE_CHECKING:
    from desktop.domain.case import Case
    from desktop.domain.errors import OfficeError
    from desktop.views.page import Desk

_PAUSE = 300  # milliseconds after the last key before the letter is set again


class IssueDialog(DecisionDialog):
    """Asks for the document number and the day; once issued the letter never changes again.

    Emits `letter_issued` (case id, unit id) afterwards, so that the letter can be shown for printing, or
    `recall_wanted` with the same after it was left to take the signature back.
    """

    letter_issued = Signal(int, int)
    recall_wanted = Signal(int, int)

    def __init__(
        self, desk: Desk, case: Case, unit_id: int, parent: QWidget | None = None, *, later: bool = False
    ) -> None:
        """Issue the reply of a unit; with `later` its letter after the reply."""
        case = case.at_addition(unit_id) if later else case
        require(Act.ISSUE, Situation(case, desk.office.scheme_of(case), desk.office.today, unit_id))
        name = case.written_reply(unit_id).kind.label if later else "答复"
        super().__init__(f"印发{name}函 · {case.proposal.number_phrase}", "印发", parent)
        self._later = later
        self._desk = desk
        self._case = case
        self._unit_id = unit_id
        self._presence = Presence(self)
        self._insistence = Insistence()
        self._build()
        self._connect()
        self._set_letter()

    def _build(self) -> None:
        today = self._desk.office.today
        suggested = issue.suggest_doc_no(self._desk.office, self._case, self._unit_id, today.year)
        self._doc_no = QLineEdit(suggested)
        self._doc_no.setPlaceholderText(f"如 滨教函〔{today.year}〕12号")
        self._issued_on = DateField(today)
        self._issued_on.set_value(today)
        self.form.add("doc_no", "文号(&N)", self._doc_no, hint="印发即占用此号，撤回须另行发文")
        self.form.add("issued_on", "印发日期(&D)", self._issued_on)
        self._face_to_face = QCheckBox("同时当面答复（面复）(&F)")
        self._face_to_face.setMinimumHeight(ROW_HEIGHT + 2)  # on one line with its label
        self._face_to_face.setAccessibleName("同时当面答复（面复）")
        if not self._later:
            self.form.add("face_to_face", "答复方式", self._face_to_face, hint="书面答复之外，当面交换意见")
        self.form.setFixedWidth(360)
        self._view = PageView(self)
        self.body.removeWidget(self.form)
        left = QVBoxLayout()
        left.setSpacing(MARGIN)
        left.addWidget(self.form)
        left.addWidget(self._summary())
        left.addWidget(self._findings(), 1)
        row = QHBoxLayout()
        row.setSpacing(PAGE)
        row.addLayout(left)
        row.addWidget(self._view, 1)
        self.body.addLayout(row)
        button_row(self).insertWidget(0, button("撤回签发(&R)…", self._on_recall, "quiet"))
        self.resize(1080, 680)
        self._doc_no.setFocus()

    def _summary(self) -> QWidget:
        view = look(self._desk.office, self._case.id)
        reply = self._case.reply_of(self._unit_id)
        panel = QWidget()
        panel.setFixedWidth(360)
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 0)
        if reply is not None:
            signed = f"{reply.signed_by} {reply.signed_on or ''}"
            pairs = (
                ("答复单位", reply.unit_name),
                ("签发", signed.strip()),
                ("办理结果", view.class_words(reply)),
                ("公开属性", self._case.proposal.publicity.label),
            )
            column.addWidget(facts(pairs, 1))
        frozen = "印发后全文冻结：单位更名、规则改变都不影响已印发的答复函。"
        column.addWidget(words(frozen, "small", wraps=True))
        return panel

    def _findings(self) -> FindingsPanel:
        """Return what the checker finds in the letter as it stands before it is numbered."""
        panel = FindingsPanel()
        panel.show_findings(proofread.letter(self._desk.office, self._case, self._unit_id))
        panel.setFixedWidth(360)
        return panel

    def _connect(self) -> None:
        self._pause = DeskTimer(self._desk.office, _PAUSE, self, once=True)
        self._pause.beat.connect(self._set_letter)
        self._doc_no.textChanged.connect(self._on_changed)
        self._issued_on.day_changed.connect(self._on_changed)

    @Slot()
    def _set_letter(self) -> None:
        """Set the letter anew with the number and day typed so far."""
        paper = (AddedPaper if self._later else Paper)(
            self._case.id, self._unit_id, self._doc_no.text().strip(), self._issued_on.value()
        )
        verb = partial(rendered, paper)
        self._desk.jobs.run("正在排版", verb, self._on_rendered, self._on_failed, quiet=True)

    @override
    def decide(self) -> None:
        day = required_day(self._issued_on, "issued_on", "印发日期")
        faults = answer.faults(self._desk.office, self._case, self._unit_id)
        self._insistence.ask(faults, "印发")
        sending = issue.Sending(self._doc_no.text().strip(), day, self._face_to_face.isChecked())
        send = supplement.issue_letter if self._later else issue.letter
        send(self._desk.office, self._case.id, self._unit_id, sending)
        self._desk.say(f"已印发 {self._doc_no.text().strip()}")
        self.finished.connect(self._on_finished)

    @Slot()
    def _on_changed(self) -> None:
        self._pause.start()

    def _on_recall(self) -> None:
        self.reject()
        self.recall_wanted.emit(self._case.id, self._unit_id)

    @Slot()
    def _on_finished(self) -> None:
        self.letter_issued.emit(self._case.id, self._unit_id)

    def _on_rendered(self, done: Rendered) -> None:
        if not self._presence.is_over:
            self._view.show_pages(done.pages)

    def _on_failed(self, error: OfficeError) -> None:
        if not self._presence.is_over:
            self.banner.show_text(error.message, "warning")
