"""What the office did for all its cases (工作记录): trainings, briefings, visits, meetings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from desktop.casework import coordinate
from desktop.domain.event import Event, EventKind
from desktop.views.cards import button, words
from desktop.views.date_field import DateField
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.fields import Choice, TextArea, required_day
from desktop.views.name_area import names_in
from desktop.views.plain_table import PlainTable
from desktop.views.table_dialog import TableDialog
from desktop.views.tables import Column
from desktop.views.weekdays import shown_day

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.casework.office import Office
    from desktop.domain.ledger import Ledger
    from desktop.views.page import Desk

_COLUMNS: tuple[Column[Event], ...] = (
    Column("日期", lambda event: event.on.isoformat(), 104),
    Column("类型", lambda event: event.kind.label, 120),
    Column("事项", lambda event: event.title, 260),
    Column("主持、组织", lambda event: event.host, 140),
    Column("联合、参加", lambda event: "、".join(event.with_whom), 170),
    Column("涉及单位", lambda event: "、".join(event.units), 170),
)
_WIDE = 2
_NOTHING = (
    "还没有工作记录",
    "培训、汇报、走访、常务会议部署等，按“登记”记在这里；存在问题、下一步打算也记在这里，年度报告会列出。",
)


class EventDialog(DecisionDialog):
    """Asks what was held, when, by whom and with what outcome; without an event a new one."""

    def __init__(self, desk: Desk, event: Event | None, parent: QWidget | None = None) -> None:
        known = event or Event(EventKind.TRAINING, desk.office.today, "")
        super().__init__("修改工作记录" if event else "登记工作记录", "保存", parent, columns=2)
        self._desk = desk
        self._event = known
        self._build(known)

    def _build(self, event: Event) -> None:
        self.kind = Choice([(each.label, each) for each in EventKind])
        self.kind.choose(event.kind)
        self.on = DateField(self._desk.office.today)
        self.on.set_value(event.on)
        self.title, self.host = QLineEdit(event.title), QLineEdit(event.host)
        self.with_whom, self.units = QLineEdit("、".join(event.with_whom)), QLineEdit("、".join(event.units))
        self.content, self.outcome = (
            TextArea(4, "培训、汇报、研究的内容"),
            TextArea(3, "议定事项、要求、发现的问题"),
        )
        self.content.setPlainText(event.content)
        self.outcome.setPlainText(event.outcome)
        self.form.add("kind", "类型(&K)", self.kind)
        self.form.add("on", "日期(&D)", self.on)
        self.form.add("title", "事项(&T)", self.title, wide=True)
        for key, text, field in (
            ("host", "主持、组织(&H)", self.host),
            ("with_whom", "联合、参加(&W)", self.with_whom),
        ):
            self.form.add(key, text, field)
        self.form.add("units", "涉及单位(&U)", self.units, wide=True)
        self.form.add("content", "内容(&N)", self.content, wide=True)
        self.form.add("outcome", "结果(&R)", self.outcome, wide=True)
        self.setMinimumWidth(760)
        self.kind.setFocus()

    @override
    def would_lose(self) -> bool:
        return (self.title.text(), self.content.text(), self.outcome.text()) != (
            self._event.title,
            self._event.content,
            self._event.outcome,
        )

    @override
    def decide(self) -> None:
        event = replace(
            self._event,
            kind=self.kind.value(),
            on=required_day(self.on, "on", "日期"),
            title=self.title.text().strip(),
            host=self.host.text().strip(),
            with_whom=names_in(self.with_whom.text()),
            units=names_in(self.units.text()),
            content=self.content.text(),
            outcome=self.outcome.text(),
        )
        coordinate.save_event(self._desk.office, event)
        self._desk.say(f"已保存工作记录：{event.title}")


class StrikeDialog(DecisionDialog):
    """Asks whether an event was entered by mistake; it stays in the history, but is no longer listed."""

    def __init__(self, desk: Desk, event: Event, parent: QWidget | None = None) -> None:
        super().__init__("作废工作记录", "作废", parent)
        self._desk = desk
        self._event = event
        self.form.hide()
        self.body.addWidget(words(f"{shown_day(event.on)}　{event.kind.label}　{event.title}", wraps=True))
        self.body.addWidget(words("作废后不再列出，历史记录中仍然保留。", "muted"))
        self.setMinimumWidth(460)
        self.verb_button.setFocus()

    @override
    def decide(self) -> None:
        coordinate.strike_event(self._desk.office, self._event.id)
        self._desk.say(f"已作废工作记录：{self._event.title}")


class EventsDialog(TableDialog):
    """Lists the events, newest first; Enter opens one to be changed, Delete strikes it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "工作记录", _NOTHING, parent)
        self._build()
        self._connect()
        self.refresh()
        self.table.setFocus()

    def _build(self) -> None:
        self.table: PlainTable[Event] = PlainTable(_COLUMNS, _WIDE, "工作记录", parent=self)
        self.hold(self.table)
        self.add_button = button("登记(&N)…", self.add)
        self.change_button = button("修改(&M)…", self.change)
        self.strike_button = button("作废(&X)…", self.strike)
        for place, each in enumerate((self.add_button, self.change_button, self.strike_button)):
            self.buttons.insertWidget(place, each)

    def _connect(self) -> None:
        self.table.opened.connect(self.change)
        self.table.chosen.connect(self._show_state)
        QShortcut(QKeySequence.StandardKey.Delete, self.table, self.strike)

    @override
    @Slot()
    def refresh(self) -> None:
        events = coordinate.events(self._desk.office)
        self.table.show_rows(events)
        self.show_table(has_rows=bool(events))
        self.told.setText(f"共 {len(events)} 条，最近的在前" if events else "")
        self._show_state()

    @override
    def ledger(self, office: Office) -> Ledger:
        return coordinate.event_ledger(office)

    @Slot()
    def add(self) -> None:
        """Ask for a new event."""
        if not self._desk.office.is_read_only:
            EventDialog(self._desk, None, self).open()

    @Slot()
    def change(self) -> None:
        """Ask what of the event the cursor is on is otherwise."""
        event = self.table.current_row
        if event is not None and not self._desk.office.is_read_only:
            EventDialog(self._desk, event, self).open()

    @Slot()
    def strike(self) -> None:
        """Ask whether the event the cursor is on was a mistake."""
        event = self.table.current_row
        if event is not None and not self._desk.office.is_read_only:
            StrikeDialog(self._desk, event, self).open()

    @Slot()
    def _show_state(self) -> None:
        can_write = not self._desk.office.is_read_only
        self.add_button.setEnabled(can_write)
        for each in (self.change_button, self.strike_button):
            each.setEnabled(can_write and self.table.current_row is not None)
