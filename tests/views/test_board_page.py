"""工作台: every number is right and opens its cases; the views say who is late, and what is to be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.casework import consult, find, follow, keep, scoreboard
from desktop.casework.change import Asking, ask
from desktop.casework.office import create_office
from desktop.domain.assignment import CoOpinion, Role
from desktop.domain.commitment import Commitment
from desktop.domain.light import Tone
from desktop.domain.listing import SortField
from desktop.domain.proposal import Filing
from desktop.domain.session import Session
from desktop.domain.stage import OWING
from desktop.domain.trail import RequestKind
from desktop.views.board_clerk import ClerkView
from desktop.views.board_lists import KeyPanel
from desktop.views.board_page import CLERK, SUPERVISOR, VIEW, BoardPage
from desktop.views.board_supervisor import TALL, SupervisorView
from desktop.views.board_wall import Wall
from desktop.views.filter_words import watched
from desktop.views.import_dialog import ImportDialog
from desktop.views.press_dialog import PressDialog
from desktop.views.register_dialog import RegisterDialog
from desktop.views.session_dialog import SessionDialog
from tests import desks
from tests.views.case_desk import desk_of, press, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QDialog
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.domain.listing import Criteria
    from desktop.views.board_lists import BoardList
    from desktop.views.charts import PaintedButton
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard

Seat = tuple["Desk", "Heard"]


def opened(desk: Desk, qtbot: QtBot, view: str = CLERK) -> BoardPage:
    desk.memory.setValue(VIEW, view)
    page = BoardPage(desk)
    qtbot.addWidget(page)
    page.resize(1198, 644)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def clerk(page: BoardPage) -> ClerkView:
    assert isinstance(page.view, ClerkView)
    return page.view


def supervisor(page: BoardPage) -> SupervisorView:
    assert isinstance(page.view, SupervisorView)
    return page.view


@pytest.fixture
def busy(office: Office) -> None:
    """Put an overdue case, one due today, one of two units, one not handed out, one answered on the desk."""
    clock = office.clock
    assert isinstance(clock, desks.Clock)
    late = desks.registered(office, "1")
    desks.handed_out(office, late, desks.draft(1, Role.SOLE, due_on=office.today))
    clock.turn(4)
    desks.handed_out(office, desks.registered(office, "2"), desks.draft(2, Role.SOLE, due_on=office.today))
    desks.registered(office, "3")
    desks.answered(office, desks.registered(office, "4"))
    shared = desks.registered(office, "5")
    desks.handed_out(office, shared, desks.draft(1, Role.LEAD), desks.draft(3, Role.CO))
    ask(office, late.id, Asking(RequestKind.RETURN, 1, "不属本局职责", ("示例区财政局",)))


def texts(table: BoardList[object] | ClerkView, title: str) -> list[str]:
    rows = table.table.rows
    column = [each.title for each in rows.columns].index(title)
    return [rows.text_at(place, column) for place in range(rows.rowCount())]


def press_each(buttons: list[PaintedButton], heard: Heard) -> list[Criteria]:
    heard.shown.clear()
    for each in buttons:
        each.setFocus()
        QTest.keyClick(each, Qt.Key.Key_Return)
    return heard.shown


def number_in(button: PaintedButton) -> int:
    return int(button.accessibleName().split()[1])


@pytest.mark.usefixtures("busy")
def test_the_late_come_first_and_say_how_late(seat: Seat, qtbot: QtBot) -> None:
    page = opened(seat[0], qtbot)
    view = clerk(page)
    assert texts(view, "编号")[:2] == ["建议1", "建议2"]
    assert texts(view, "提示")[:2] == ["逾期4天", "今天到期"]
    assert view.table.rows.tone_at(0, 3) is Tone.OVERDUE
    assert texts(view, "时限")[:2] == ["2026-03-02", "2026-03-06"]
    assert texts(view, "下一步")[1] == "办理前面商"
    assert "2026-03-06（周五）" in page.today.text()


@pytest.mark.usefixtures("busy")
def test_every_number_of_the_clerk_opens_as_many_cases(seat: Seat, qtbot: QtBot, office: Office) -> None:
    desk, heard = seat
    view = clerk(opened(desk, qtbot))
    numbers: list[PaintedButton] = [*view.todo.lines, *view.legend]
    said = [number_in(each) for each in numbers]
    assert said == [find.count(office, criteria) for criteria in press_each(numbers, heard)]
    assert [each.accessibleName() for each in view.todo.lines] == [
        "待交办 1 件",
        "申请退回改办 1 件",
        "待收征询意见表 1 件",
    ]
    assert sum(map(number_in, view.legend)) == 5
    assert view.rate_parts.text() == "已答复 1/5 件"


@pytest.mark.usefixtures("busy")
def test_what_waits_is_walked_through_with_the_arrows(seat: Seat, qtbot: QtBot, office: Office) -> None:
    desk, heard = seat
    view = clerk(opened(desk, qtbot))
    view.todo.lines[0].setFocus()
    press("Down")
    press("Return")
    assert find.count(office, heard.shown[-1]) == 1
    assert heard.shown[-1].marks
    press("Up")
    press("Up")
    assert view.todo.lines[0].hasFocus()
    desks.registered(office, "9")
    qtbot.waitUntil(lambda: view.todo.lines[0].number == 2)
    assert view.todo.lines[0].hasFocus(), "the cursor stays where it was"
    press("Left")


@pytest.mark.usefixtures("busy")
def test_every_number_of_the_supervisor_opens_as_many_cases(seat: Seat, qtbot: QtBot, office: Office) -> None:
    desk, heard = seat
    view = supervisor(opened(desk, qtbot, SUPERVISOR))
    tiles: list[PaintedButton] = [*view.tiles]
    said = [number_in(each) for each in tiles]
    assert said == [find.count(office, criteria) for criteria in press_each(tiles, heard)]
    assert said == [1, 1, 1, 1]
    assert [each.words for each in view.rates] == ["20% 1/5", "100% 1/1", "25% 1/4"]
    rates: list[PaintedButton] = [*view.rates]
    assert [find.count(office, criteria) for criteria in press_each(rates, heard)] == [1, 1, 1]
    for place in range(view.tabs.count()):
        view.tabs.setCurrentIndex(place)
        for panel in view.tabs.currentWidget().findChildren(KeyPanel.__bases__[0]) or [view.joint, view.key]:
            shown: list[PaintedButton] = [each for each in panel.numbers if each.isVisible()]
            said = [number_in(each) for each in shown]
            assert said == [find.count(office, criteria) for criteria in press_each(shown, heard)]


@pytest.mark.usefixtures("busy")
def test_every_number_of_the_matrix_opens_its_cases(seat: Seat, qtbot: QtBot, office: Office) -> None:
    desk, heard = seat
    table = supervisor(opened(desk, qtbot, SUPERVISOR)).matrix.table
    table.setFocus()
    columns = [place for place in range(table.rows.columnCount()) if not table.isColumnHidden(place)]
    opened_rows = 0
    for row in range(table.rows.rowCount()):
        for column in columns[1:]:
            table.setCurrentIndex(table.rows.index(row, column))
            heard.shown.clear()
            press("Return")
            text = table.rows.text_at(row, column)
            assert [find.count(office, each) for each in heard.shown] == ([] if text == "·" else [int(text)])
            opened_rows += len(heard.shown)
    assert opened_rows >= 6
    assert [table.rows.text_at(row, 0) for row in range(3)] == [
        "示例区教育局",
        "示例区财政局",
        "示例区交通局（港航中心）",
    ]


@pytest.mark.usefixtures("busy")
def test_the_list_of_days_begins_today_and_ends_with_the_oldest(seat: Seat, qtbot: QtBot) -> None:
    desk, heard = seat
    page = opened(desk, qtbot, SUPERVISOR)
    agenda = supervisor(page).agenda
    chosen: list[int | None] = []
    page.case_chosen.connect(chosen.append)
    assert texts(agenda.coming, "编号")[0] == "建议2"  # type: ignore[arg-type]
    assert texts(agenda.late, "提示") == ["逾期4天"]  # type: ignore[arg-type]
    agenda.late.table.setFocus(Qt.FocusReason.TabFocusReason)
    press("Return")
    assert (chosen[-1], heard.opened) == (1, [1])


@pytest.mark.usefixtures("busy")
def test_what_stands_still_and_what_is_behind_is_found(seat: Seat, qtbot: QtBot, office: Office) -> None:
    desk, heard = seat
    clock = office.clock
    assert isinstance(clock, desks.Clock)
    clock.turn(30)
    view = supervisor(opened(desk, qtbot, SUPERVISOR))
    view.tabs.setCurrentWidget(view.slow)
    assert texts(view.slow.slow, "停滞")[0] == "34天"  # type: ignore[arg-type]
    view.slow.check.setFocus()
    press("Space")
    qtbot.waitUntil(lambda: bool(heard.said))
    assert view.slow.behind.table.rows.rowCount() >= 1
    assert "节点" in heard.said[-1]
    view.slow.behind.table.setFocus(Qt.FocusReason.TabFocusReason)
    press("Return")
    assert heard.opened


@pytest.mark.usefixtures("busy")
def test_joint_work_names_whose_opinion_is_awaited(seat: Seat, qtbot: QtBot, office: Office) -> None:
    desk, heard = seat
    view = supervisor(opened(desk, qtbot, SUPERVISOR))
    view.tabs.setCurrentWidget(view.joint)
    assert texts(view.joint, "承办单位") == ["示例区教育局", "示例区交通局（港航中心）"]  # type: ignore[arg-type]
    assert texts(view.joint, "申请退改") == ["1", "·"]  # type: ignore[arg-type]
    view.joint.table.setFocus(Qt.FocusReason.TabFocusReason)
    press("Return")
    view.joint.show_overdue.trigger()
    assert heard.shown == [], "nothing is awaited of the first"
    press("Down")
    press("Return")
    assert find.count(office, heard.shown[-1]) == 1
    clock = office.clock
    assert isinstance(clock, desks.Clock)
    clock.turn(200)
    view.renew(None)
    view.joint.table.select_place(1)
    view.joint.show_overdue.trigger()
    assert find.count(office, heard.shown[-1]) == 1
    assert heard.shown[-1].task != heard.shown[0].task


def test_key_cases_have_a_list_of_their_own(seat: Seat, qtbot: QtBot, office: Office) -> None:
    from dataclasses import replace

    from tests.samples import PAPER

    desk, heard = seat
    desks.handed_out(office, desks.registered(office, "1", replace(PAPER, is_key=True)))
    desks.handed_out(office, desks.registered(office, "2", replace(PAPER, is_key=False)))
    view = supervisor(opened(desk, qtbot, SUPERVISOR))
    view.tabs.setCurrentWidget(view.key)
    assert texts(view.key, "编号") == ["建议1"]  # type: ignore[arg-type]
    assert [each.accessibleName() for each in view.key.numbers] == ["重点件 1 件", "其中未答复 1 件"]
    view.key.table.setFocus(Qt.FocusReason.TabFocusReason)
    press("Return")
    assert heard.opened == [1]


@pytest.mark.usefixtures("busy")
def test_the_view_is_remembered(seat: Seat, qtbot: QtBot) -> None:
    desk, _ = seat
    page = opened(desk, qtbot)
    press("Alt+D", page)
    qtbot.waitUntil(lambda: page.key == SUPERVISOR)
    assert desk.memory.value(VIEW) == SUPERVISOR
    again = BoardPage(desk)
    qtbot.addWidget(again)
    assert again.key == SUPERVISOR
    page.activateWindow()
    press("Alt+J", page)
    qtbot.waitUntil(lambda: desk.memory.value(VIEW) == CLERK)
    assert page.key == CLERK
    desk.memory.setValue(VIEW, "nobody's")
    other = BoardPage(desk)
    qtbot.addWidget(other)
    assert other.key == CLERK


@pytest.mark.usefixtures("busy")
def test_a_unit_and_a_selection_can_be_pressed(seat: Seat, qtbot: QtBot) -> None:
    desk, heard = seat
    page = opened(desk, qtbot, SUPERVISOR)
    view = supervisor(page)
    view.press.click()
    assert "没有选中" in heard.said[-1]
    view.matrix.table.setFocus()
    press("Alt+U", page)
    qtbot.waitUntil(lambda: bool(page.findChildren(PressDialog)))
    dialog = dialog_of(page, PressDialog)
    assert [target.task.unit_name for target in dialog._found] == ["示例区教育局"]  # type: ignore[attr-defined]
    dialog.reject()
    qtbot.waitUntil(lambda: not page.findChildren(PressDialog))
    view.agenda.late.table.select_place(0)
    view.agenda.late.table.actions()[-1].trigger()
    dialog_of(page, PressDialog).reject()
    view.tabs.setCurrentWidget(view.joint)
    view.joint.table.select_place(1)
    view.press.click()
    dialog_of(page, PressDialog).reject()
    view.tabs.setCurrentWidget(view.charts)
    assert not view.press.isEnabled()


@pytest.mark.usefixtures("busy")
def test_scores_of_units_are_seen_only_when_wanted(seat: Seat, qtbot: QtBot, office: Office) -> None:
    view = supervisor(opened(seat[0], qtbot, SUPERVISOR))
    titles = [view.tabs.tabText(place) for place in range(view.tabs.count())]
    assert "单位评分" not in titles
    scoreboard.show(office, wanted=True)
    qtbot.waitUntil(lambda: view.tabs.indexOf(view.scores) >= 0)
    view.tabs.setCurrentWidget(view.scores)
    rows = view.scores.table.rows
    assert [rows.text_at(0, column) for column in range(5)] == [
        "示例区教育局", "100%（1/1）", "1", "0", "0%（0/1）",
    ]  # fmt: skip
    scoreboard.show(office, wanted=False)
    qtbot.waitUntil(lambda: view.tabs.indexOf(view.scores) < 0)


@pytest.mark.usefixtures("busy")
def test_a_tall_window_shows_the_charts_below(seat: Seat, qtbot: QtBot) -> None:
    page = opened(seat[0], qtbot, SUPERVISOR)
    view = supervisor(page)
    assert view.tabs.indexOf(view.charts) >= 0
    page.resize(1752, TALL + 200)
    qtbot.waitUntil(view.below.isVisible)
    assert view.tabs.indexOf(view.charts) < 0
    assert view.charts.isVisible()
    page.resize(1198, 644)
    qtbot.waitUntil(lambda: not view.below.isVisible())
    assert view.tabs.indexOf(view.charts) >= 0


@pytest.mark.usefixtures("busy")
def test_the_board_goes_to_the_wall_and_back(seat: Seat, qtbot: QtBot, office: Office) -> None:
    desk, heard = seat
    page = opened(desk, qtbot)
    assert page.fill_screen()
    wall = page.findChildren(Wall)[-1]
    assert wall.isFullScreen()
    assert wall.clock.text() == "2026-03-06（周五）  09:00"
    assert wall.view.tiles[0].accessibleName() == "已逾期 1 件"
    clock = office.clock
    assert isinstance(clock, desks.Clock)
    wall.timer.beat.emit()
    clock.turn(1)
    wall.timer.beat.emit()
    assert wall.clock.text().startswith("2026-03-06"), "read again when the minute changes, not before"
    wall.renew()
    assert wall.view.tiles[0].accessibleName() == "已逾期 2 件"
    press("A", wall)
    press("F11", wall)
    qtbot.waitUntil(lambda: not page.findChildren(Wall))
    page.fill_screen()
    wall = page.findChildren(Wall)[-1]
    wall.view.tiles[0].click()
    assert find.count(office, heard.shown[-1]) == 2
    qtbot.waitUntil(lambda: not page.findChildren(Wall))


@pytest.mark.usefixtures("busy")
def test_the_board_and_its_faults_are_written_as_tables(seat: Seat, qtbot: QtBot, tmp_path: Path) -> None:
    from desktop.casework import board_paper

    desk, heard = seat
    page = opened(desk, qtbot)
    page.write(board_paper.ledger, str(tmp_path / "看板.pdf"))
    page.write(scoreboard.ledger, str(tmp_path / "问题.xlsx"))
    qtbot.waitUntil(lambda: len(heard.said) == 2)
    assert (tmp_path / "看板.pdf").read_bytes().startswith(b"%PDF")
    assert "问题.xlsx" in heard.said[-1]
    page.write(board_paper.ledger, str(tmp_path / "没有" / "看板.pdf"))
    qtbot.waitUntil(lambda: len(heard.said) == 3)
    assert not (tmp_path / "没有").exists()
    page.print_board.click()
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    dialog.close()


@pytest.mark.usefixtures("busy")
def test_a_line_is_chosen_by_the_cursor_and_opened_by_enter(seat: Seat, qtbot: QtBot) -> None:
    desk, heard = seat
    page = opened(desk, qtbot)
    chosen: list[int | None] = []
    page.case_chosen.connect(chosen.append)
    table = clerk(page).table
    table.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert (chosen[-1], heard.opened) == (2, [2])


@pytest.mark.usefixtures("busy")
def test_one_session_is_counted_alone(seat: Seat, qtbot: QtBot, office: Office) -> None:
    page = opened(seat[0], qtbot)
    newest = keep.sessions(office)[0]
    keep.save_session(office, Session(newest.body, "区", 17, 2, 2027))
    qtbot.waitUntil(lambda: page.sessions.count() == 3)
    page.sessions.setCurrentIndex(page.sessions.findText("区十七届人大二次会议"))
    view = clerk(page)
    assert not page.empty.isVisible()
    assert view.calm.isVisible()
    assert "没有待催办的件" in words_of(view.calm)
    (carried,) = view.todo.lines
    assert carried.accessibleName().startswith("跨年度事项")
    assert view.legend == []
    assert view.rate.text() == "—"
    page.turn_to(SUPERVISOR)
    page.refresh()
    assert supervisor(page).matrix.calm.isVisible()
    assert supervisor(page).tiles[0].accessibleName() == "已逾期 0 件"
    tile = supervisor(page).carried
    assert tile.isVisible()
    assert not supervisor(page).rates[-1].isVisible(), "eight tiles would cut off each other's words"
    page.resize(1700, 900)
    assert supervisor(page).rates[-1].isVisible()
    page.resize(1198, 644)
    assert tile.accessibleName() == "跨年度事项 5 件"
    (behind,) = press_each([tile], seat[1])
    assert find.count(office, behind) == 5
    page.sessions.setCurrentIndex(page.sessions.findText(desks.SESSION.text))
    assert not tile.isVisible(), "no earlier year, no tile"
    assert supervisor(page).rates[-1].isVisible()


def test_opinions_past_their_day_wait_today(seat: Seat, qtbot: QtBot, office: Office) -> None:
    clock = office.clock
    assert isinstance(clock, desks.Clock)
    late = (desks.draft(each, Role.CO, due_on=office.today) for each in (2, 3))
    case = desks.handed_out(office, desks.registered(office, "1"), desks.draft(1, Role.LEAD), *late)
    view = clerk(opened(seat[0], qtbot))
    assert "协办意见" not in words_of(view.todo)
    clock.turn(1)
    consult.take_co_opinion(office, case.id, 3, CoOpinion(office.today, "同意建设，已列入计划。"))
    in_time = (desks.draft(1, Role.LEAD), desks.draft(2, Role.CO))
    desks.handed_out(office, desks.registered(office, "2"), *in_time)
    view.renew(None)
    (line,) = (each for each in view.todo.lines if "意见" in each.accessibleName())
    assert line.accessibleName() == "协办意见逾期（件次） 1 件"
    (behind,) = press_each([line], seat[1])
    assert [row.id for row in find.page(office, behind, 0, 9)] == [case.id]
    assert [text for text, _ in watched(behind)] == ["有单位协办：在办，时限 至 2026-03-02"]


def test_promises_past_their_day_are_not_called_calm(seat: Seat, qtbot: QtBot, office: Office) -> None:
    clock = office.clock
    assert isinstance(clock, desks.Clock)
    case = desks.answered(office, desks.registered(office, "1"))
    follow.promise(office, case.id, Commitment("建成示例路站台", "示例区教育局", office.today, office.today))
    clock.turn(1)
    view = clerk(opened(seat[0], qtbot))
    assert "还有1件的承诺到期未兑现" in words_of(view.calm)
    assert "没有待催办的件" not in words_of(view.calm)


@pytest.mark.usefixtures("busy")
def test_all_that_is_owed_is_one_button_away(seat: Seat, qtbot: QtBot) -> None:
    desk, heard = seat
    view = clerk(opened(desk, qtbot))
    view.all_owing.setFocus()
    QTest.keyClick(view.all_owing, Qt.Key.Key_Space)
    assert set(heard.shown[0].stages) == OWING
    assert heard.shown[0].sort is SortField.DUE_ON


@pytest.mark.usefixtures("busy")
def test_what_others_do_is_seen_at_once(seat: Seat, qtbot: QtBot, office: Office) -> None:
    page = opened(seat[0], qtbot)
    told: list[str] = []
    page.summary_changed.connect(told.append)
    desks.registered(office, "9")
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["共 6 件，已答复 1 件"]


def test_what_was_not_taken_up_stands_beside_the_scale(seat: Seat, qtbot: QtBot, office: Office) -> None:
    from desktop.casework import register

    desks.handed_out(office, desks.registered(office, "1"))
    register.file_as(office, desks.registered(office, "2").id, Filing.NOT_FILED, "不属本级事权")
    view = clerk(opened(seat[0], qtbot))
    assert [shade.depth is None for shade in view.bar.shades()] == [False, True]


@pytest.mark.usefixtures("busy")
@pytest.mark.parametrize("view", [CLERK, SUPERVISOR])
def test_the_page_fits_a_small_screen(seat: Seat, qtbot: QtBot, view: str) -> None:
    page = opened(seat[0], qtbot, view)
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
    assert not page.fill_screen(), "there is nothing to be put on the wall"
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
    view = clerk(opened(desk, qtbot))
    QTest.mouseMove(view.todo.lines[0], QPoint(20, 10))
    QTest.mouseClick(view.todo.lines[0], Qt.MouseButton.LeftButton)
    assert find.count(desk.office, heard.shown[0]) == 1
