"""今日提醒: few lines on a working day, gone for the day once closed, silent at night."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.casework import find
from desktop.domain.assignment import Role
from desktop.views.board_reminders import ReminderStrip
from tests import desks

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard

Seat = tuple["Desk", "Heard"]


@pytest.fixture
def clock(office: Office) -> desks.Clock:
    made = office.clock
    assert isinstance(made, desks.Clock)
    return made


@pytest.fixture
def strip(seat: Seat, qtbot: QtBot, office: Office, clock: desks.Clock) -> ReminderStrip:
    desks.handed_out(office, desks.registered(office, "1"), desks.draft(1, Role.SOLE, due_on=office.today))
    clock.turn(1)
    desks.handed_out(office, desks.registered(office, "2"), desks.draft(1, Role.SOLE, due_on=office.today))
    made = ReminderStrip(seat[0])
    qtbot.addWidget(made)
    made.resize(1100, 40)
    made.renew(None)
    return made


def test_each_line_says_how_many_and_opens_them(strip: ReminderStrip, office: Office) -> None:
    heard: list[object] = []
    strip.opened.connect(heard.append)
    assert [line.text() for line in strip.lines] == ["1件已逾期", "1件今天到期", "1件本周到期"]
    for line in strip.lines:
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert [find.count(office, each) for each in heard] == [1, 1, 1]  # type: ignore[arg-type]
    assert strip.isVisible()
    assert not strip.grab().isNull()


def test_once_closed_it_stays_away_until_tomorrow(
    strip: ReminderStrip, seat: Seat, clock: desks.Clock
) -> None:
    strip.close_button.click()
    strip.renew(None)
    assert not strip.isVisible()
    again = ReminderStrip(seat[0])
    again.renew(None)
    assert again.lines == []
    clock.turn(1)
    strip.renew(None)
    assert strip.isVisible()


def test_a_line_without_cases_opens_nothing(strip: ReminderStrip, clock: desks.Clock) -> None:
    clock.day = date(2027, 3, 3)  # a year whose calendar nobody has taken in
    strip.renew(None)
    heard: list[object] = []
    strip.opened.connect(heard.append)
    assert "放假安排尚未载入" in strip.lines[-1].text()
    assert strip.lines[-1].focusPolicy() is Qt.FocusPolicy.NoFocus
    strip.lines[-1].click()
    assert heard == []


def test_nobody_is_reminded_on_a_rest_day(strip: ReminderStrip, clock: desks.Clock) -> None:
    clock.turn(4)  # a Saturday
    strip.renew(None)
    assert not strip.isVisible()


def test_nobody_is_reminded_at_night(strip: ReminderStrip, office: Office, clock: desks.Clock) -> None:
    for hour, is_told in ((0, False), (5, False), (6, True), (21, True), (23, False)):
        office.clock = lambda hour=hour: datetime.combine(clock.day, time(hour))  # type: ignore[misc]
        strip.renew(None)
        assert strip.isVisible() is is_told


def test_lines_that_do_not_fit_go_to_the_next(strip: ReminderStrip) -> None:
    flow = strip.lines[0].parentWidget()
    wide = flow.height()
    strip.resize(380, 40)
    assert flow.height() > wide
