"""各单位办理情况: sorted as wanted, walked through with arrows, opened by Enter or a click, copied whole."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from desktop.casework.panels import Cell, Edges, UnitLine
from desktop.casework.panels import Column as State
from desktop.domain.unit import Unit
from desktop.views import theme
from desktop.views.board_matrix import MatrixPanel, MatrixTable, cell_of
from tests.views.case_desk import press

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

TODAY = date(2026, 3, 6)
EDGES = Edges(TODAY - timedelta(days=1), TODAY + timedelta(days=5), TODAY + timedelta(days=14))


def line(number: int, *numbers: int) -> UnitLine:
    return UnitLine(Unit(f"示例{number}局", id=number), numbers, EDGES, None)


LINES = (line(1, 3, 0, 0, 1, 0, 0, 9), line(2, 1, 1, 0, 4, 0, 0, 2), line(3, 0, 0, 2, 0, 0, 0, 0))


@pytest.fixture
def table(qtbot: QtBot) -> MatrixTable:
    theme.apply(theme.Appearance.LIGHT)
    made = MatrixTable()
    qtbot.addWidget(made)
    made.resize(700, 300)
    made.show_lines(LINES)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.setFocus()
    return made


def units(table: MatrixTable) -> list[str]:
    return [table.rows.text_at(row, 0) for row in range(table.rows.rowCount())]


def test_arrows_go_from_number_to_number_and_enter_opens(table: MatrixTable) -> None:
    heard: list[Cell] = []
    table.opened.connect(heard.append)
    assert table.current_state is State.OVERDUE
    press("Return")
    press("Right")
    press("Return")  # a zero opens nothing
    press("Down")
    press("Enter")
    assert [cell.number for cell in heard] == [3, 1]
    assert heard[0] == LINES[0].cell(State.OVERDUE)
    press("Home")
    assert table.current_state is None
    press("Return")
    assert heard[-1] == LINES[1].total


def test_rare_states_take_no_room_while_nothing_stands_in_them(table: MatrixTable) -> None:
    hidden = [state for place, state in enumerate(State, 1) if table.isColumnHidden(place)]
    assert hidden == [State.UNDATED, State.PAUSED]
    table.show_lines((line(1, 0, 0, 0, 0, 0, 2, 0),))
    assert not table.isColumnHidden(6)


def test_a_title_sorts_and_that_of_the_units_brings_back_the_urgent(table: MatrixTable) -> None:
    table.setCurrentIndex(table.rows.index(1, 4))
    table.sort_by(4)
    assert units(table) == ["示例2局", "示例1局", "示例3局"]
    assert table.current_line == LINES[1], "the cursor goes with its unit"
    assert table.currentIndex().column() == 4
    table.show_lines(LINES[:2])
    assert units(table) == ["示例2局", "示例1局"], "the order outlives a refresh"
    table.sort_by(0)
    assert units(table) == ["示例1局", "示例2局"]
    table.show_lines(())
    assert table.current_line is None
    table.open_current()


def test_the_whole_table_is_copied(table: MatrixTable) -> None:
    press("Ctrl+C", table)
    text = QGuiApplication.clipboard().text().splitlines()
    assert text[0].split("\t")[:2] == ["承办单位", "■ 逾期"]
    assert text[2].split("\t") == ["示例2局", "1", "1", "0", "4", "2", "8"]


def test_a_click_opens_a_number_but_only_selects_a_unit(table: MatrixTable) -> None:
    heard: list[Cell] = []
    table.opened.connect(heard.append)
    for column in (0, 1, 3):
        at = table.visualRect(table.rows.index(0, column)).center()
        QTest.mouseMove(table.viewport(), at)
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert heard == [LINES[0].cell(State.OVERDUE)]
    assert cell_of(LINES[0], 8).number == 13
    QTest.keyClick(table, Qt.Key.Key_A)


@pytest.mark.parametrize("appearance", [theme.Appearance.LIGHT, theme.Appearance.DARK])
def test_an_urgent_number_stands_on_the_ground_of_its_state(
    table: MatrixTable, appearance: theme.Appearance
) -> None:
    theme.apply(appearance)
    image = table.grab().toImage()
    tokens = theme.tokens_of(table)
    seen = {image.pixelColor(x, y).name() for x in range(0, 700, 2) for y in range(30, 120)}
    assert tokens.overdue.bg.lower() in seen
    assert tokens.amber.bg.lower() in seen


def test_the_menu_of_a_unit_offers_its_cases_and_to_press_it(qtbot: QtBot) -> None:
    panel = MatrixPanel()
    qtbot.addWidget(panel)
    panel.table.show_lines(LINES)
    panel.resize(700, 300)
    panel.show()
    heard: list[object] = []
    panel.opened.connect(heard.append)
    panel.press_wanted.connect(lambda: heard.append("催办"))
    panel.table.setCurrentIndex(panel.table.rows.index(1, 4))
    menu = panel.menu_of(LINES[1])
    for action in menu.actions():
        action.trigger()
    assert heard == [LINES[1].total, "催办"]
    assert [action.text() for action in menu.actions()][1] == "按“● 绿”排序"
    assert panel.table.sorted_by == 0
    assert QGuiApplication.clipboard().text().startswith("承办单位")
    menu.deleteLater()
