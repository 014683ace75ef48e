"""One decision: a new dispatch batch, or other words and days for one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from desktop.casework import dispatch, keep
from desktop.domain.dispatch import Dispatch
from desktop.domain.errors import OfficeError
from desktop.views.date_field import DateField
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.fields import Choice, TextArea, day_in, required_day

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.casework.office import Office


class DispatchForm(DecisionDialog):
    """Asks for the meeting, the notice with its number, and the executive meeting before it.

    Emits `saved` (the stored `Dispatch`) before it closes. Raises `OfficeError` while there is no session.
    """

    saved = Signal(object)

    def __init__(self, office: Office, batch: Dispatch | None, parent: QWidget | None = None) -> None:
        sessions = keep.sessions(office)
        if not sessions:
            raise OfficeError("还没有届次，没有新建批次；请先在“设置”中建立届次。")
        super().__init__("修改交办批次" if batch else "新建交办批次", "保存", parent, columns=2)
        self._office = office
        day = sessions[0].assigned_on or office.today
        self._before = batch or Dispatch(sessions[0].id, day, sessions[0].notice_title, sessions[0].notice_no)
        self._sessions = Choice([(session.text, session.id) for session in sessions], self)
        self._build()
        self._fill(self._before)

    def _build(self) -> None:
        today = self._office.today
        self._meeting_on, self._executive_on = DateField(today, self), DateField(today, self)
        self._title, self._number, self._issuer = QLineEdit(self), QLineEdit(self), QLineEdit(self)
        self._title.setPlaceholderText("如 关于认真做好2026年建议提案办理工作的通知")
        self._number.setPlaceholderText("如 示政办〔2026〕12号")
        self._issuer.setPlaceholderText("如 区委办公室、区政府办公室")
        self._note = TextArea(2, "会议对办理工作的部署要求")
        add = self.form.add
        add("session_id", "届次(&J)", self._sessions, wide=True)
        add("meeting_on", "交办会日期(&D)", self._meeting_on, hint="办结时限从这一天起算")
        add("notice_no", "通知文号(&N)", self._number)
        add("notice_title", "通知标题(&T)", self._title, wide=True)
        add("issuer", "印发单位(&U)", self._issuer, wide=True)
        add("executive_on", "常务会议日期(&E)", self._executive_on, hint="部署办理工作的常务会议，可不填")
        add("executive_note", "部署要求(&R)", self._note, wide=True)
        self.setMinimumWidth(760)
        self._meeting_on.setFocus()

    def _fill(self, batch: Dispatch) -> None:
        self._sessions.choose(batch.session_id)
        self._meeting_on.set_value(batch.meeting_on)
        self._executive_on.set_value(batch.executive_on)
        for line, text in (
            (self._title, batch.notice_title),
            (self._number, batch.notice_no),
            (self._issuer, batch.issuer),
        ):
            line.setText(text)
        self._note.setPlainText(batch.executive_note)
        self._at_first = self._typed()

    def _typed(self) -> tuple[str, ...]:
        lines = (self._meeting_on, self._executive_on, self._title, self._number, self._issuer)
        return (*(line.text() for line in lines), self._note.text())

    @override
    def would_lose(self) -> bool:
        return self._typed() != self._at_first

    @override
    def decide(self) -> None:
        batch = replace(
            self._before,
            session_id=self._sessions.value(),
            meeting_on=required_day(self._meeting_on, "meeting_on", "交办会日期"),
            notice_title=self._title.text().strip(),
            notice_no=self._number.text().strip(),
            issuer=self._issuer.text().strip(),
            executive_on=day_in(self._executive_on, "executive_on", "常务会议日期"),
            executive_note=self._note.text(),
        )
        self.saved.emit(dispatch.save(self._office, batch))
