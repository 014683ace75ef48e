"""One decision: a new session, or other words and dates for one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QLineEdit, QSpinBox, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.casework import keep
from desktop.domain.errors import Problem, refuse_if
from desktop.domain.kinds import Body
from desktop.domain.session import Level, Session
from desktop.views import theme
from desktop.views.date_field import DateField
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.fields import Choice
from desktop.views.forms import label

if TYPE_CHECKING:
    from desktop.casework.office import Office

_YEARS = range(1990, 2100)
_MOST = 99


class SessionDialog(DecisionDialog):
    """Asks for body, place, numbers and dates of a session and shows how it will read in letters.

    Emits `saved` (the stored `Session`) before it closes.
    """

    saved = Signal(object)

    def __init__(self, office: Office, session: Session | None, parent: QWidget | None = None) -> None:
        super().__init__("修改届次" if session else "新建届次", "保存", parent, columns=2)
        self._office = office
        self._before = session or _next_session(office)
        self._build()
        self._fill(self._before)
        self._connect()

    def _build(self) -> None:
        today = self._office.today
        self.bodies = Choice([(body.label, body) for body in Body], self)
        self.place = QLineEdit(self)
        self.place.setPlaceholderText("如 市、区、示例县")
        self.term, self.number = _number(1, _MOST, self), _number(1, _MOST, self)
        self.year = _number(_YEARS.start, _YEARS.stop, self)
        self.levels = Choice([(level.label, level) for level in Level], self)
        self.assigned_on, self.closed_on = DateField(today, self), DateField(today, self)
        for key, text, field in (
            ("body", "机关(&B)", self.bodies),
            ("place", "届次前的称谓(&P)", self.place),
            ("term", "届(&J)", self.term),
            ("number", "次(&C)", self.number),
            ("year", "年度(&Y)", self.year),
            ("level", "级别(&L)", self.levels),
            ("assigned_on", "交办日(&A)", self.assigned_on),
            ("closed_on", "闭幕日(&E)", self.closed_on),
        ):
            self.form.add(key, text, field)
        self.notice_title, self.notice_no = QLineEdit(self), QLineEdit(self)
        self.notice_title.setPlaceholderText("可不填；印在交办通知上")
        self.form.add("notice_title", "交办通知(&T)", self.notice_title, wide=True)
        self.form.add("notice_no", "通知文号(&N)", self.notice_no)
        self.phrase = label("", "heading")
        self.body.addWidget(_shown("答复函和台账中写作", self.phrase))
        self.setMinimumWidth(700)

    def _fill(self, session: Session) -> None:
        self.bodies.choose(session.body)
        self.place.setText(session.place)
        self.term.setValue(session.term)
        self.number.setValue(session.number)
        self.year.setValue(session.year)
        self.levels.choose(session.level)
        self.assigned_on.set_value(session.assigned_on)
        self.closed_on.set_value(session.closed_on)
        self.notice_title.setText(session.notice_title)
        self.notice_no.setText(session.notice_no)
        self._at_first = self.session()
        self._show_phrase()

    def _connect(self) -> None:
        self.bodies.currentIndexChanged.connect(self._show_phrase)
        self.levels.currentIndexChanged.connect(self._show_phrase)
        self.place.textChanged.connect(self._show_phrase)
        for box in (self.term, self.number):
            box.valueChanged.connect(self._show_phrase)

    def session(self) -> Session:
        """Return what the form says."""
        return replace(
            self._before,
            body=self.bodies.value(),
            place=self.place.text().strip(),
            term=self.term.value(),
            number=self.number.value(),
            year=self.year.value(),
            level=self.levels.value(),
            assigned_on=self.assigned_on.value(),
            closed_on=self.closed_on.value(),
            notice_title=self.notice_title.text().strip(),
            notice_no=self.notice_no.text().strip(),
        )

    @override
    def decide(self) -> None:
        refuse_if(self._problems(), "尚未保存")
        self.saved.emit(keep.save_session(self._office, self.session()))

    @override
    def would_lose(self) -> bool:
        return self.session() != self._at_first

    def _problems(self) -> list[Problem]:
        found = [] if self.place.text().strip() else [Problem("place", "缺届次前的称谓，如 市、区")]
        for key, field in (("assigned_on", self.assigned_on), ("closed_on", self.closed_on)):
            if not field.is_readable():
                found.append(Problem(key, "看不懂这个日期"))
        return found

    @Slot()
    def _show_phrase(self) -> None:
        self.phrase.setText(self.session().text)


def _number(least: int, most: int, parent: QWidget) -> QSpinBox:
    box = QSpinBox(parent)
    box.setRange(least, most)
    box.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
    return box


def _shown(name: str, value: QWidget) -> QFrame:
    """Return a quiet panel that shows a value under its name."""
    frame = QFrame()
    frame.setProperty("role", "card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(theme.MARGIN, theme.SPACE, theme.MARGIN, theme.SPACE)
    column.setSpacing(2)
    column.addWidget(label(name, "small"))
    column.addWidget(value)
    return frame


def _next_session(office: Office) -> Session:
    """Return what a new session will most likely be: the one after the newest, this year."""
    known = keep.sessions(office)
    if not known:
        return Session(Body.CONGRESS, "", 1, 1, office.today.year)
    last = known[0]
    return Session(last.body, last.place, last.term or 1, last.number + 1, office.today.year, last.level)
