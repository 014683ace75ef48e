"""工作台: every number is right and opens its cases; the list says who is late with what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop.casework import find, keep
from desktop.casework.office import create_office
from desktop.domain.assignment import Role
from desktop.domain.light import Tone
from desktop.domain.listing import SortField
from desktop.domain.proposal import Filing
from desktop.domain.session import Session
from desktop.domain.stage import OWING
from desktop.views.board_page import BoardPage
from desktop.views.import_dialog import ImportDialog
from desktop.views.register_dialog import RegisterDialog
from desktop.views.session_dialog import SessionDialog
from tests import desks
from tests.views.case_desk import desk_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QDialog
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard

Seat = tuple["Desk", "Heard"]


def opened(desk: Desk, qtbot: QtBot) -> BoardPage:
    page = BoardPage(desk)
    qtbot.addWidget(page)
    page.resize(1198, 644)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


@pytest.fixture
def busy(office: Office) -> None:
    """Put an overdue case, one due today, one not handed out, and one answered on the desk."""
    clock = office.clock
    assert isinstance(clock, desks.Clock)
    late = desks.registered(office, "1")
    desks.handed_out(office, late, desks.draft(1, Role.SOLE, due_on=office.today))
    clock.turn(5)
    desks.handed_out(office, desks.registered(office, "2"), desks.draft(2, Role.SOLE, due_on=office.today))
    desks.registered(office, "3")
    desks.answered(office, desks.registered(office, "4"))


def texts(page: BoardPage, title: str) -> list[str]:
    column = [each.title for each in page.table.rows.columns].index(title)
    return [page.table.rows.text_at(place, column) for place in range(page.table.rows.rowCount())]


@pytest.mark.usefixtures("busy")
def test_the_late_come_first_and_say_how_late(seat: Seat, qtbot: QtBot) -> None:
    page = opened(seat[0], qtbot)
    assert texts(page, "编号") == ["建议1", "建议2"]
    assert texts(page, "提示") == ["逾期5天", "今天到期"]
    assert page.table.rows.tone_at(0, 3) is Tone.OVERDUE
    assert texts(page, "时限") == ["2026-03-02", "2026-03-07"]
    assert texts(page, "下一步") == ["办理前面商", "办理前面商"]
    assert "2026-03-07（周六），休息日" in page.today.text()


@pytest.mark.usefixtures("busy")
def test_every_number_opens_as_many_cases_as_it_says(seat: Seat, qtbot: QtBot, office: Office) -> None:
    desk, heard = seat
    page = opened(desk, qtbot)
    numbers = [*page.tiles, *page.work, *page.legend]
    for each in numbers:
        each.setFocus()
        QTest.keyClick(each, Qt.Key.Key_Return)
    said = [int(each.accessibleName().split()[1]) for each in numbers]
    assert said == [find.count(office, criteria) for criteria in heard.shown]
    assert [each.accessibleName() for each in page.tiles][:2] == ["已逾期 1 件", "今天到期 1 件"]
    assert sum(said[-len(page.legend) :]) == 4
    assert page.rate.text() == "25%"
    assert page.rate_parts.text() == "已答复 1/4 件"


@pytest.mark.usefixtures("busy")
def test_a_line_is_chosen_by_the_cursor_and_opened_by_enter(seat: Seat, qtbot: QtBot) -> None:
    desk, heard = seat
    page = opened(desk, qtbot)
    chosen: list[int | None] = []
    page.case_chosen.connect(chosen.append)
    page.table.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert (chosen[-1], heard.opened) == (2, [2])
    assert chosen[0] == 1


@pytest.mark.usefixtures("busy")
def test_one_session_is_counted_alone(seat: Seat, qtbot: QtBot, office: Office) -> None:
    page = opened(seat[0], qtbot)
    newest = keep.sessions(office)[0]
    keep.save_session(office, Session(newest.body, "区", 17, 2, 2027))
    qtbot.waitUntil(lambda: page.sessions.count() == 3)
    page.sessions.setCurrentIndex(page.sessions.findText("区十七届人大二次会议"))
    assert page.tiles[0].accessibleName() == "已逾期 0 件"
    assert not page.empty.isVisible()
    assert page.calm.isVisible()
    assert page.legend == []
    assert page.rate.text() == "—"


@pytest.mark.usefixtures("busy")
def test_all_that_is_owed_is_one_button_away(seat: Seat, qtbot: QtBot) -> None:
    desk, heard = seat
    page = opened(desk, qtbot)
    page.all_owing.setFocus()
    QTest.keyClick(page.all_owing, Qt.Key.Key_Space)
    assert set(heard.shown[0].stages) == OWING
    assert heard.shown[0].sort is SortField.DUE_ON


@pytest.mark.usefixtures("busy")
def test_what_others_do_is_seen_at_once(seat: Seat, qtbot: QtBot, office: Office) -> None:
    page = opened(seat[0], qtbot)
    told: list[str] = []
    page.summary_changed.connect(told.append)
    desks.registered(office, "9")
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["共 5 件，已答复 1 件"]


def test_what_was_not_taken_up_stands_beside_the_scale(seat: Seat, qtbot: QtBot, office: Office) -> None:
    from desktop.casework import register

    desks.handed_out(office, desks.registered(office, "1"))
    register.file_as(office, desks.registered(office, "2").id, Filing.NOT_FILED, "不属本级事权")
    page = opened(seat[0], qtbot)
    assert [shade.depth is None for shade in page.bar.shades()] == [False, True]


def test_the_page_fits_a_small_screen(seat: Seat, qtbot: QtBot) -> None:
    page = opened(seat[0], qtbot)
    assert page.minimumSizeHint().height() <= 630
    assert page.minimumSizeHint().width() <= 1198


@pytest.fixture
def bare(qapp: object, tmp_path: Path) -> Iterator[tuple[Desk, Heard, Office]]:
    assert qapp
    folder = tmp_path / "bare"
    folder.mkdir()
    office = create_office(folder, clock=desks.Clock(), officer="示例经办")
    desk, heard = desk_of(office, tmp_path)
    yield desk, heard, office
    desk.jobs.stop()
    desk.relay.leave()
    office.close()


def dialog_of(page: BoardPage, kind: type[QDialog]) -> QDialog:
    return page.findChildren(kind)[-1]


def test_an_empty_desk_says_what_to_do_first(bare: tuple[Desk, Heard, Office], qtbot: QtBot) -> None:
    desk, _, office = bare
    page = opened(desk, qtbot)
    assert page.empty.isVisible()
    assert not page.sessions.isVisible()
    assert page.new_session.property("role") == "primary"
    assert page.register.isEnabled(), "a session can be named while registering"
    page.new_session.setFocus()
    QTest.keyClick(page.new_session, Qt.Key.Key_Space)
    dialog = dialog_of(page, SessionDialog)
    assert isinstance(dialog, SessionDialog)
    dialog.place.setText("区")
    dialog.accept()
    assert [session.text for session in keep.sessions(office)] == ["区一届人大一次会议"]
    qtbot.waitUntil(lambda: page.take_list.property("role") == "primary")
    page.take_list.click()
    dialog_of(page, ImportDialog).reject()
    page.register.click()
    dialog_of(page, RegisterDialog).close()


def test_the_numbers_answer_the_mouse_too(seat: Seat, qtbot: QtBot) -> None:
    desk, heard = seat
    desks.registered(desk.office, "1")
    page = opened(desk, qtbot)
    QTest.mouseMove(page.tiles[0], QPoint(20, 20))
    QTest.mouseClick(page.work[0], Qt.MouseButton.LeftButton)
    assert heard.shown == [page._board.work[0].behind if page._board else None]
