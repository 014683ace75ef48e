"""The dialog that issues the letter in which a co-handler tells the lead its opinion (会办意见函)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout
from typing_extensions import override

from desktop.casework import co_letters, find
from desktop.casework.issue import Sending
from desktop.domain.errors import OfficeError
from desktop.views.cards import facts, words
from desktop.views.date_field import DateField
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.desk_timer import DeskTimer
from desktop.views.fields import required_day
from desktop.views.letter_preview import Rendered, rendered
from desktop.views.page_view import PageView
from desktop.views.presence import Presence
from desktop.views.theme import MARGIN, PAGE

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.letter import Letter
    from desktop.views.page import Desk

_PAUSE = 300  # milliseconds after the last key before the letter is set again
_WIDTH = 360  # pixels of the fields beside the letter


@dataclass(frozen=True, slots=True)
class CoPaper:
    """The letter of a co-handler, with the number and day it shall bear if it is not issued yet."""

    case_id: int
    unit_id: int
    doc_no: str = ""
    dated: date | None = None

    def name(self, office: Office) -> str:
        """Return what the letter is called."""
        case = find.case(office, self.case_id)
        return f"{case.proposal.number_phrase}{office.scheme_of(case).word('co', '协办')}意见函"

    def letter(self, office: Office) -> Letter:
        """Return the letter as it was issued, or as it would be now."""
        case = find.case(office, self.case_id)
        return co_letters.compose(office, case, self.unit_id, self.doc_no, self.dated)


class CoLetterDialog(DecisionDialog):
    """Asks for number and day, the letter beside them; emits `letter_issued` (letter id, name) afterwards."""

    letter_issued = Signal(int, str)

    def __init__(self, desk: Desk, case: Case, unit_id: int, parent: QWidget | None = None) -> None:
        missing = co_letters.lacks(case, unit_id)
        if missing:
            raise OfficeError(f"会办意见函没有生成：该单位{missing}；请先补齐再试。")
        name = CoPaper(case.id, unit_id).name(desk.office)
        super().__init__(f"印发{name}", "印发", parent)
        self._desk = desk
        self._case = case
        self._unit_id = unit_id
        self._presence = Presence(self)
        self._build()
        self._connect()
        self._set_letter()

    def _build(self) -> None:
        office, case, today = self._desk.office, self._case, self._desk.office.today
        self._doc_no = QLineEdit(co_letters.suggest_doc_no(office, case, self._unit_id, today.year))
        self._doc_no.setPlaceholderText(f"如 滨教会〔{today.year}〕12号")
        self._issued_on = DateField(today)
        self._issued_on.set_value(today)
        self.form.add("doc_no", "文号(&N)", self._doc_no, hint="印发即占用此号，撤回须另行发文")
        self.form.add("issued_on", "印发日期(&D)", self._issued_on)
        self.form.setFixedWidth(_WIDTH)
        lead = case.lead.unit_name if case.lead else ""
        told = facts((("发文单位", case.task_of(self._unit_id).unit_name), ("主送", lead)), 1)
        told.setFixedWidth(_WIDTH)
        frozen = words("印发后全文冻结；之后修改登记的意见，不改变已印发的函。", "small", wraps=True)
        frozen.setFixedWidth(_WIDTH)
        self._view = PageView(self)
        self.body.removeWidget(self.form)
        left = QVBoxLayout()
        left.setSpacing(MARGIN)
        for each in (self.form, told, frozen):
            left.addWidget(each)
        left.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(PAGE)
        row.addLayout(left)
        row.addWidget(self._view, 1)
        self.body.addLayout(row)
        self.resize(1080, 680)
        self._doc_no.setFocus()

    def _connect(self) -> None:
        self._pause = DeskTimer(self._desk.office, _PAUSE, self, once=True)
        self._pause.beat.connect(self._set_letter)
        self._doc_no.textChanged.connect(self._on_changed)
        self._issued_on.day_changed.connect(self._on_changed)

    @Slot()
    def _set_letter(self) -> None:
        """Set the letter anew with the number and day typed so far."""
        paper = CoPaper(self._case.id, self._unit_id, self._doc_no.text().strip(), self._issued_on.value())
        verb = partial(rendered, paper)
        self._desk.jobs.run("正在排版", verb, self._on_rendered, self._on_failed, quiet=True)

    @override
    def decide(self) -> None:
        day = required_day(self._issued_on, "issued_on", "印发日期")
        sending = Sending(self._doc_no.text().strip(), day)
        self._case = co_letters.issue_letter(self._desk.office, self._case.id, self._unit_id, sending)
        self._desk.say(f"已印发 {self._doc_no.text().strip()}")
        self.finished.connect(self._on_finished)

    @Slot()
    def _on_changed(self) -> None:
        self._pause.start()

    @Slot()
    def _on_finished(self) -> None:
        opinion = self._case.task_of(self._unit_id).co_opinion
        if opinion is not None and opinion.letter_id is not None:
            name = CoPaper(self._case.id, self._unit_id).name(self._desk.office)
            self.letter_issued.emit(opinion.letter_id, name)

    def _on_rendered(self, done: Rendered) -> None:
        if not self._presence.is_over:
            self._view.show_pages(done.pages)

    def _on_failed(self, error: OfficeError) -> None:
        if not self._presence.is_over:
            self.banner.show_text(error.message, "warning")
