"""The dialog that takes in the opinion of a co-handling unit (协办意见)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from typing_extensions import override

from desktop.casework import clock, co_opinions, consult
from desktop.domain.assignment import CoOpinion
from desktop.domain.errors import OfficeError
from desktop.views.cards import button, button_row, words
from desktop.views.date_field import DateField
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.fields import Choice, TextArea, required_day
from desktop.views.reply_sources import opinion_days

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.domain.case import Case
    from desktop.views.page import Desk


class CoOpinionDialog(DecisionDialog):
    """Asks which unit gave its opinion, when, and what it says; a later one replaces the earlier."""

    def __init__(self, desk: Desk, case: Case, unit_id: int, parent: QWidget | None = None) -> None:
        if not case.co_handlers:
            raise OfficeError("本件没有协办单位，未作改动；需要时请先在“交办”中添加。")
        self._word = word = desk.office.scheme_of(case).word("co", "协办")
        super().__init__(f"登记{word}意见 · {case.proposal.number_phrase}", "登记", parent)
        self._desk = desk
        self._case = case
        self._build(unit_id)
        self._connect()

    def _build(self, unit_id: int) -> None:
        today = self._desk.office.today
        self._unit = Choice(
            [
                (f"{task.unit_name}{'（已收到）' if task.co_opinion else ''}", task.unit_id)
                for task in self._case.co_handlers
            ]
        )
        self._received_on = DateField(today)
        self._received_on.set_value(today)
        self._text = TextArea(8, f"{self._word}单位的意见；只有纸质材料时可写“同意，详见纸质件”")
        self.form.add("unit_id", f"{self._word}单位(&U)", self._unit)
        self.form.add("received_on", "收到日期(&D)", self._received_on)
        self.form.add("text", "意见(&O)", self._text)
        self._standing = words("", "small", wraps=True)
        self.body.addWidget(self._standing)
        self._return = button("退回重报(&R)", self.return_opinion, "danger")
        self._return.setToolTip(f"意见空泛的退回{self._word}单位，按规则重新计时")
        button_row(self).insertWidget(0, self._return)
        self._unit.choose(unit_id)
        self._show_former()
        self.setMinimumWidth(600)
        self._text.setFocus()

    def _connect(self) -> None:
        self._unit.currentIndexChanged.connect(self._on_unit_chosen)

    def _former_text(self) -> str:
        former = self._case.task_of(self._unit.value()).co_opinion
        return former.text if former else ""

    def _show_former(self) -> None:
        self._text.setPlainText(self._former_text())
        chosen = self._unit.value()
        office = self._desk.office
        opinion = next(
            each for each in co_opinions.of_case(office, self._case) if each.task.unit_id == chosen
        )
        record = co_opinions.records(office, self._case.proposal.session_id).get(chosen)
        said = f"{opinion.state.label}　{opinion_days(opinion)}"
        counted = (
            f"\n该单位本届应提{self._word}意见已了结{record.done}件，逾期提交{record.late}件，未提交{record.missed}件"
            if record
            else ""
        )
        self._standing.setText(said + counted)
        self._return.setVisible(opinion.received_on is not None)

    @override
    def would_lose(self) -> bool:
        return self._text.text() != self._former_text().strip()

    @override
    def decide(self) -> None:
        opinion = CoOpinion(required_day(self._received_on, "received_on", "收到日期"), self._text.text())
        consult.take_co_opinion(self._desk.office, self._case.id, self._unit.value(), opinion)
        self._desk.say(f"已登记{self._word}意见：{self._case.task_of(self._unit.value()).unit_name}")

    @Slot()
    def return_opinion(self) -> None:
        """Send the opinion of the chosen unit back to be given again, by its new date."""
        self.banner.clear()
        unit_id = self._unit.value()
        try:
            case = clock.ask_opinion_again(self._desk.office, self._case.id, unit_id)
        except OfficeError as error:
            self.form.show_error(error, self.banner)
            return
        task = case.task_of(unit_id)
        by = f"，{task.due.on.isoformat()} 前重报" if task.due else ""
        self._desk.say(f"已退回{task.unit_name}的{self._word}意见{by}")
        self.done(self.DialogCode.Accepted)

    @Slot(int)
    def _on_unit_chosen(self, _index: int) -> None:
        self._show_former()
