"""The notice is pasted, read, and adopted with exactly the dates a person ticked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from desktop.casework import find
from desktop.domain.errors import OfficeError
from desktop.views.calendar_dialog import CalendarDialog
from desktop.views.settings_calendar import CalendarSection
from tests import desks
from tests.domain.test_holiday_notice import NOTICES
from tests.views.case_desk import press, shown

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard

NOTICE = """关于2027年部分节假日安排的通知
一、元旦：1月1日放假，与周末连休。二、春节：2月5日至12日放假调休，共8天。1月31日（周日）、2月20日（周六）上班。
三、清明节：4月5日放假，与周末连休。四、劳动节：5月1日至5日放假调休，共5天。5月8日（周六）上班。
五、端午节：6月9日放假1天，不调休。六、中秋节：9月15日放假，共1天。
七、国庆节：10月1日至7日放假调休，共7天。9月26日（周日）、10月9日（周六）上班。"""


@pytest.fixture
def december(office: Office) -> Office:
    """Return the desk on a day of December, with two cases answered and waiting for feedback."""
    office.clock.day = date(2026, 12, 21)  # type: ignore[attr-defined]
    for number in ("1", "2"):
        desks.answered(office, desks.registered(office, number))
    return office


def read(dialog: CalendarDialog, text: str, qtbot: QtBot) -> None:
    dialog.text.setPlainText(text)
    press("Alt+R", dialog)
    qtbot.waitUntil(dialog.verb_button.isEnabled)


def test_a_notice_is_read_and_the_ticked_case_moves(
    seat: tuple[Desk, Heard], december: Office, host: QWidget, qtbot: QtBot
) -> None:
    dialog = CalendarDialog(seat[0], host)
    shown(dialog, qtbot)
    assert not dialog.verb_button.isEnabled()
    with pytest.raises(OfficeError, match="还没有读取通知"):
        dialog.work()
    read(dialog, NOTICE, qtbot)
    assert dialog.would_lose()
    assert dialog.rows.rowCount() == 2
    assert dialog.tally.text() == "2件在办件的时限将变动，已选0件；未选的保持原时限"
    dialog.table.toggle([0])
    assert dialog.verb_button.text() == "采用并调整1件(&A)"
    press("Ctrl+Return")
    moved = [find.case(december, each).dues["feedback"].on for each in (1, 2)]
    assert sorted(moved) == [date(2027, 1, 11), date(2027, 1, 12)]
    assert december.calendar.is_confirmed(2027)
    assert seat[1].said == ["已载入2027年放假安排，已调整1件的时限"]


def test_without_a_tick_every_date_stays(
    seat: tuple[Desk, Heard], december: Office, host: QWidget, qtbot: QtBot
) -> None:
    dialog = CalendarDialog(seat[0], host)
    shown(dialog, qtbot)
    read(dialog, NOTICE, qtbot)
    dialog.tick_all()
    assert dialog.number() == 2
    dialog.tick_all()
    press("Ctrl+Return")
    assert {find.case(december, each).dues["feedback"].on for each in (1, 2)} == {date(2027, 1, 11)}
    assert seat[1].said == ["已载入2027年放假安排，已有时限保持不变"]


def test_a_notice_that_contradicts_itself_is_not_taken(
    seat: tuple[Desk, Heard], december: Office, host: QWidget, qtbot: QtBot
) -> None:
    dialog = CalendarDialog(seat[0], host)
    shown(dialog, qtbot)
    dialog.text.setPlainText(NOTICES[2026].replace("２０２６", "2027"))
    dialog.read()
    assert "另有18处不符" in dialog.banner.text
    assert not dialog.verb_button.isEnabled()
    read(dialog, NOTICES[2026], qtbot)
    assert dialog.tally.text() == "没有在办件的时限因此变动"
    dialog.text.setPlainText("另一份")
    assert not dialog.verb_button.isEnabled()
    assert not december.calendar.is_confirmed(2027)


def test_the_calendar_page_opens_it_and_shows_the_new_year(
    seat: tuple[Desk, Heard], december: Office, qtbot: QtBot
) -> None:
    section = CalendarSection(seat[0])
    qtbot.addWidget(section)
    section.refresh()
    section.show()
    assert "2027年的放假安排尚未载入" in section.banner.text
    dialog = section.open_notice()
    dialog.text.setPlainText(NOTICE)
    dialog.read()
    qtbot.waitUntil(dialog.verb_button.isEnabled)
    dialog.accept()
    qtbot.waitUntil(lambda: december.calendar.is_confirmed(2027))
    section.refresh()
    assert section.banner.isHidden()
