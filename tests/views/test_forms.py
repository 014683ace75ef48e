"""Fields, dates and dialogs: what is wrong stands beside its place, and keys do what they promise."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
)

from desktop.domain.errors import OfficeError, Problem, Severity
from desktop.views.date_field import DateField, read_day
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.forms import Banner, FieldForm, Section, card, label
from desktop.views.weekdays import shown_day
from tests.views.ears import Ear

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

TODAY = date(2026, 3, 4)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("305", date(2026, 3, 5)),
        ("1231", date(2026, 12, 31)),
        ("3-5", date(2026, 3, 5)),
        ("3/5", date(2026, 3, 5)),
        ("3.5", date(2026, 3, 5)),
        ("3月5日", date(2026, 3, 5)),
        ("2027-3-5", date(2027, 3, 5)),
        ("2026年3月5日", date(2026, 3, 5)),
        ("20260305", date(2026, 3, 5)),
        ("2026-03-05（周四）", date(2026, 3, 5)),
        ("+10", date(2026, 3, 14)),
        ("＋10", date(2026, 3, 14)),
        ("-4", date(2026, 2, 28)),
        ("今天", TODAY),
        (" 明天 ", date(2026, 3, 5)),
        ("后天", date(2026, 3, 6)),
        ("昨天", date(2026, 3, 3)),
        ("周五", date(2026, 3, 6)),
        ("下周五", date(2026, 3, 13)),
        ("下下星期天", date(2026, 3, 22)),
        ("230", None),
        ("13-1", None),
        ("改日", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_an_office_types_it(text: str, day: date | None) -> None:
    assert read_day(text, TODAY) == day


def test_a_distance_beyond_the_calendar_is_no_day() -> None:
    assert read_day("+9999", date(9999, 1, 1)) is None


def test_a_day_is_shown_with_its_weekday() -> None:
    assert shown_day(date(2026, 3, 5)) == "2026-03-05（周四）"
    assert shown_day(None) == ""


def test_a_day_is_seen_whole_in_the_narrowest_field(qtbot: QtBot) -> None:
    for points in (9, 14, 18):
        field = DateField(TODAY)
        qtbot.addWidget(field)
        font = field.font()
        font.setPointSize(points)
        field.setFont(font)
        field.set_value(date(2026, 11, 20))
        field.resize(field.minimumSizeHint())
        field.show()
        assert field.cursorPositionAt(QPoint(0, field.height() // 2)) == 0, "scrolled: its year is cut off"


def test_a_date_field_tells_the_day_and_shows_it_whole_when_left(qtbot: QtBot) -> None:
    form = FieldForm()
    qtbot.addWidget(form)
    field = DateField(TODAY)
    form.add("due", "时限(&D)", field)
    form.add("other", "其他(&O)", QLineEdit())
    form.show()
    form.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    told: Ear[date | None] = Ear()
    field.day_changed.connect(told.hear)
    qtbot.keyClicks(field, "305")
    assert field.value() == date(2026, 3, 5)
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert field.text() == "2026-03-05（周四）"
    assert told == [date(2026, 3, 5)]
    field.setText("改日")
    assert (field.value(), field.is_readable()) == (None, False)
    field.setText("")
    assert (field.value(), field.is_readable()) == (None, True)


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_day_can_be_picked_from_the_calendar_by_keys(qtbot: QtBot) -> None:
    field = DateField(TODAY)
    qtbot.addWidget(field)
    field.show()
    field.open_calendar()
    calendar = field.calendar
    assert calendar is not None
    assert calendar.selectedDate() == QDate(2026, 3, 4)
    calendar.activated.emit(QDate(2026, 3, 9))
    assert field.value() == date(2026, 3, 9)
    assert calendar.isHidden()
    field.open_calendar()
    assert field.calendar is calendar
    assert calendar.selectedDate() == QDate(2026, 3, 9)


def made_form() -> FieldForm:
    form = FieldForm(columns=2)
    form.add("title", "标题(&T)", QLineEdit())
    form.add("unit", "单位(&U)", QComboBox(), hint="可输入首字")
    form.add("key", "重点(&K)", QCheckBox("重点"))
    form.add("body", "正文(&B)", QPlainTextEdit(), wide=True)
    form.add_wide(label("以下可不填", "small"))
    return form


def test_every_field_has_a_buddy_and_a_name(qtbot: QtBot) -> None:
    form = made_form()
    qtbot.addWidget(form)
    buddies = {each.buddy(): each.text() for each in form.findChildren(QLabel) if each.buddy()}
    assert buddies[form.field("title")] == "标题(&T)"
    assert form.field("title").accessibleName() == "标题"
    assert len(buddies) == 4


def test_problems_stand_beside_their_fields(qtbot: QtBot) -> None:
    form = made_form()
    qtbot.addWidget(form)
    form.show()
    strangers = form.show_problems(
        [
            Problem("unit", "未选单位"),
            Problem("title", "标题为空"),
            Problem("title", "标题过短", Severity.WARNING),
            Problem("elsewhere", "别处的问题"),
        ]
    )
    assert [each.field for each in strangers] == ["elsewhere"]
    assert form.problem_of("title") == "标题为空\n标题过短"
    assert form.problem_of("unit") == "未选单位"
    assert form.problem_of("body") == ""
    assert form.field("unit").property("problem") == "error"
    form.clear_problems()
    assert form.problem_of("title") == ""
    assert form.field("unit").property("problem") == ""


def test_a_banner_hides_when_it_has_nothing_to_say(qtbot: QtBot) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    assert (banner.isHidden(), banner.text) == (True, "")
    banner.show_text("尚未保存。", "warning")
    assert (banner.isHidden(), banner.text, banner.property("kind")) == (False, "尚未保存。", "warning")
    banner.clear()
    assert (banner.isHidden(), banner.text) == (True, "")


def test_a_section_and_a_card_hold_what_is_put_into_them(qtbot: QtBot) -> None:
    section, (frame, column) = Section("答复"), card()
    qtbot.addWidget(section)
    qtbot.addWidget(frame)
    section.body.addWidget(label("一"))
    column.addWidget(label("二"))
    assert [each.text() for each in section.findChildren(QLabel)] == ["答复", "一"]
    assert [each.text() for each in frame.findChildren(QLabel)] == ["二"]


class Sending(DecisionDialog):
    """Sends what is written; refuses nothing."""

    def __init__(self) -> None:
        super().__init__("送审", "送审")
        self.line = QLineEdit()
        self.form.add("text", "正文(&T)", self.line)
        self.sent: list[str] = []

    def decide(self) -> None:
        if not self.line.text():
            raise OfficeError("尚未送审：正文为空。", [Problem("text", "正文为空")])
        self.sent.append(self.line.text())

    def would_lose(self) -> bool:
        return bool(self.line.text())


@pytest.fixture
def dialog(qtbot: QtBot) -> Sending:
    made = Sending()
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(made)
    made.open()
    return made


def test_a_refusal_stays_in_the_dialog(dialog: Sending, qtbot: QtBot) -> None:
    qtbot.mouseClick(dialog.verb_button, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert dialog.banner.text == "尚未送审：正文为空。"
    assert dialog.form.problem_of("text") == "正文为空"
    dialog.line.setText("正文")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.sent == ["正文"]
    assert (dialog.isHidden(), dialog.result()) == (True, 1)


def test_escape_leaves_at_once_when_nothing_is_lost(dialog: Sending, qtbot: QtBot) -> None:
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isHidden()


def test_escape_asks_when_something_would_be_lost(dialog: Sending, qtbot: QtBot) -> None:
    dialog.line.setText("一半")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    question = dialog.findChildren(QMessageBox)[-1]
    assert question.isVisible()
    stay = next(each for each in question.findChildren(QPushButton) if each.text() == "继续填写")
    qtbot.mouseClick(stay, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    question = dialog.findChildren(QMessageBox)[-1]
    leave = next(each for each in question.findChildren(QPushButton) if each.text() == "放弃")
    qtbot.mouseClick(leave, Qt.MouseButton.LeftButton)
    assert (dialog.isHidden(), dialog.sent) == (True, [])


def test_enter_presses_the_button_the_cursor_is_on_not_the_verb(dialog: Sending, qtbot: QtBot) -> None:
    dialog.line.setText("正文")
    dialog.cancel_button.setFocus()
    qtbot.keyClick(dialog.cancel_button, Qt.Key.Key_Return)
    question = dialog.findChildren(QMessageBox)[-1]
    assert (question.isVisible(), dialog.sent) == (True, [])
    question.reject()
    press, plain = QKeyEvent.Type.KeyPress, Qt.KeyboardModifier.NoModifier
    held = QKeyEvent(press, Qt.Key.Key_Return, plain, "", autorep=True)
    QApplication.sendEvent(dialog.verb_button, held)
    assert dialog.sent == [], "a key held down is one press"
    qtbot.keyClick(dialog.verb_button, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert dialog.sent == ["正文"]
