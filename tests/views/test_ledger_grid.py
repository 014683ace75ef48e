"""The cells of the 台账: chosen by keys and mouse, copied, frozen, and never asked row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.views import ledger_grid, theme
from desktop.views.ledger_frozen import FrozenColumns
from desktop.views.ledger_grid import LedgerGrid
from desktop.views.ledger_page import FROZEN, LedgerPage
from desktop.views.ledger_selection import Block, cells_in, places_in, spans_of
from tests.views.case_desk import press
from tests.views.ears import Ear
from tests.views.ledger_desk import action, column_of, four_cases, go, numbers, opened
from tests.views.test_tables import Shelf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QClipboard
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard
    from tests.views.test_tables import Line

Seat = tuple["Desk", "Heard"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # menus that pop up
LEFT = Qt.MouseButton.LeftButton
PLAIN, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(seat: Seat, qtbot: QtBot, office: Office) -> LedgerPage:
    """Return the 台账 with four cases, the cursor in the first cell."""
    four_cases(office)
    return opened(seat[0], qtbot)


@pytest.fixture
def pasted(qapp: QApplication) -> Iterator[QClipboard]:
    """Return the clipboard, emptied afterwards."""
    yield qapp.clipboard()
    qapp.clipboard().clear()


def titles(page: LedgerPage) -> list[str]:
    return [page.rows.columns[column].title for column in page.table.selected_columns]


def places(page: LedgerPage) -> list[int]:
    return list(page.table.selected_places())


def click(page: LedgerPage, place: int, title: str, keys: Qt.KeyboardModifier = PLAIN) -> None:
    """Click a cell where it is seen: in the frozen columns or in the others."""
    column = column_of(page, title)
    view = page.table.view_of(column)
    spot = view.visualRect(page.rows.index(place, column)).center()
    QTest.mouseClick(view.viewport(), LEFT, keys, spot)


def test_rectangles_are_reckoned_without_their_rows() -> None:
    blocks = [Block(0, 99_999, 2, 3), Block(5, 6, 8, 8), Block(200_000, 200_001, 0, 0)]
    assert spans_of(blocks) == [(0, 99_999), (200_000, 200_001)]
    assert cells_in(blocks, [0, 2, 8]) == 100_000 + 2 + 2
    assert list(places_in(blocks, 8)) == [5, 6]
    assert list(places_in(blocks[1:])) == [5, 6, 200_000, 200_001]


def test_the_model_with_colours_keeps_the_rules_of_qt(page: LedgerPage, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(page.rows)


def test_a_rectangle_grows_with_shift(page: LedgerPage) -> None:
    go(page, 1, "类型")
    for keys in ("Shift+Down", "Shift+Right", "Shift+Right"):
        press(keys, page.table)
    assert (titles(page), places(page)) == (["类型", "领衔人", "当前环节"], [1, 2])
    assert page.table.selected_cells == 6
    press("Shift+Left", page.table)
    assert page.table.selected_cells == 4
    press("Down", page.table)
    assert page.table.selected_cells == 1


def test_rows_columns_and_everything_by_keys(page: LedgerPage) -> None:
    go(page, 1, "类型")
    press("Shift+Down", page.table)
    press("Shift+Space", page.table)
    assert places(page) == [1, 2]
    assert page.table.selected_columns == page.table.shown_columns
    go(page, 1, "类型")
    press("Shift+Right", page.table)
    press("Ctrl+Space", page.table)
    assert (places(page), titles(page)) == ([0, 1, 2, 3], ["类型", "领衔人"])
    press("Ctrl+A", page.table)
    assert page.table.selected_count == 4
    assert page.table.selected_cells == 4 * len(page.table.shown_columns)


def test_space_takes_a_row_along_and_leaves_it_again(page: LedgerPage) -> None:
    go(page, 0, "类型")
    press("Space", page.table)
    assert len(titles(page)) == len(page.table.shown_columns)
    press("Space", page.table)
    assert places(page) == []
    press("Space", page.table)
    press("Ctrl+Down", page.table)
    assert places(page) == [3]


def test_ctrl_goes_to_the_ends(page: LedgerPage) -> None:
    for keys, cell in (
        ("Ctrl+Down", (3, "编号")),
        ("Ctrl+Right", (3, "内容分类")),
        ("Ctrl+Up", (0, "内容分类")),
        ("Ctrl+Left", (0, "编号")),
    ):
        press(keys, page.table)
        assert page.table.currentIndex() == page.rows.index(cell[0], column_of(page, cell[1])), keys
        assert page.table.selected_cells == 1
    press("Ctrl+Shift+Down", page.table)
    assert places(page) == [0, 1, 2, 3]
    page.table.setCurrentIndex(page.rows.index(-1, -1))
    press("Ctrl+Down", page.table)
    press("Space", page.table)


def test_the_mouse_selects_across_the_frozen_edge(page: LedgerPage) -> None:
    page.table.horizontalScrollBar().setValue(300)
    click(page, 0, "案由")
    assert (titles(page), places(page)) == (["案由"], [0])
    click(page, 2, "办结时限", SHIFT)
    assert titles(page) == ["案由", "重点", "类型", "领衔人", "当前环节", "办结时限"]
    assert places(page) == [0, 1, 2]
    click(page, 3, "编号", CONTROL)
    assert places(page) == [0, 1, 2, 3]
    assert page.table.horizontalScrollBar().value() == 300


def test_dragging_over_frozen_columns_selects_them(page: LedgerPage) -> None:
    table = page.table
    frozen = table.findChildren(FrozenColumns)[0]
    start = frozen.visualRect(page.rows.index(0, 0)).center()
    end = frozen.visualRect(page.rows.index(2, 1)).center()
    QTest.mousePress(frozen.viewport(), LEFT, PLAIN, start)
    QTest.mouseMove(frozen.viewport(), end)
    QTest.mouseRelease(frozen.viewport(), LEFT, PLAIN, end)
    assert (titles(page), places(page)) == (["编号", "案由"], [0, 1, 2])


def test_a_double_click_opens_and_a_click_only_selects(page: LedgerPage, seat: Seat) -> None:
    click(page, 1, "编号")
    assert seat[1].opened == []
    view = page.table.view_of(0)
    spot = view.visualRect(page.rows.index(1, 0)).center()
    QTest.mouseDClick(view.viewport(), LEFT, PLAIN, spot)
    assert len(seat[1].opened) == 1
    press("Return", page.table)
    assert len(seat[1].opened) == 2


def test_a_rectangle_is_copied_plain_and_rows_with_their_titles(page: LedgerPage, pasted: QClipboard) -> None:
    go(page, 1, "编号")
    press("Shift+Right", page.table)
    press("Ctrl+C", page.table)
    assert pasted.text() == "3\t关于增设示例路停车泊位的建议\n"
    press("Ctrl+Shift+C", page.table)
    assert pasted.text().splitlines()[0] == "编号\t案由"
    assert "<th>编号</th>" in pasted.mimeData().html()
    assert 'mso-number-format:"\\@"' in pasted.mimeData().html()
    press("Shift+Space", page.table)
    press("Ctrl+C", page.table)
    first, second = pasted.text().splitlines()
    assert first.split("\t")[:3] == ["编号", "案由", "重点"]
    assert second.split("\t")[0] == "3"


def test_cells_picked_apart_leave_blanks_between(page: LedgerPage, pasted: QClipboard) -> None:
    click(page, 0, "编号")
    click(page, 1, "类型", CONTROL)
    action(page, "复制").trigger()
    assert pasted.text().splitlines() == ["1\t", "\t代表建议"]


def test_too_much_for_the_clipboard_is_refused(
    page: LedgerPage, seat: Seat, pasted: QClipboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger_grid, "MOST_COPIED", 3)
    pasted.setText("先前")
    press("Ctrl+A", page.table)
    press("Ctrl+C", page.table)
    assert pasted.text() == "先前"
    assert seat[1].said[-1].startswith("一次最多复制 3 行，现在选中 4 行")
    page.table.clearSelection()
    page.table.copy()
    assert pasted.text() == "先前"


def test_the_foot_says_what_the_selected_cells_come_to(page: LedgerPage) -> None:
    told: Ear[str] = Ear()
    page.summary_changed.connect(told.hear)
    go(page, 0, "类型")
    assert told[-1].split(" | ")[:2] == ["共 4 件", "已选 1 件"]
    press("Shift+Right", page.table)
    assert "已选 1 件 2 格" in told[-1]
    page.show_columns(("item_no", "title", "co_submitters", "due_on"))
    go(page, 0, "联名人数")
    press("Ctrl+Space", page.table)
    assert "已选 4 件 4 格，合计 " in told[-1]
    go(page, 0, "办结时限")
    press("Ctrl+Space", page.table)
    assert "最早 2026-" in told[-1]
    go(page, 0, "案由")
    press("Ctrl+Space", page.table)
    assert told[-1].split(" | ")[1] == "已选 4 件 4 格"
    page.table.clearSelection()
    assert "已选" not in told[-1]


def test_the_rectangle_outlives_a_refresh(page: LedgerPage) -> None:
    go(page, 1, "类型")
    press("Shift+Down", page.table)
    press("Shift+Right", page.table)
    page.refresh()
    assert (titles(page), places(page)) == (["类型", "领衔人"], [1, 2])
    assert page.table.currentIndex().column() == column_of(page, "领衔人")
    press("Shift+Down", page.table)
    assert places(page) == [2, 3]


def test_the_line_is_dragged_and_remembered(page: LedgerPage, seat: Seat, qtbot: QtBot) -> None:
    table = page.table
    edge = sum(table.columnWidth(column) for column in range(4))
    start = QPoint(3, 100)
    QTest.mousePress(table.line, LEFT, PLAIN, start)
    QTest.mouseMove(table.line, start + QPoint(edge - table.line.x() - 10, 0))
    target = table.line.mapFrom(table, QPoint(edge - 8, 150))
    QTest.mouseRelease(table.line, LEFT, PLAIN, target)
    assert table.frozen_columns == {0, 1, 2, 3}
    assert table.line.x() + 3 == edge
    page.remember()
    assert seat[0].memory.value(FROZEN) == "4"
    again = opened(seat[0], qtbot)
    assert again.table.frozen_columns == {0, 1, 2, 3}
    again.restore_default_layout()
    assert again.table.frozen_columns == {0, 1}


def test_the_line_shows_where_it_can_be_seized(page: LedgerPage) -> None:
    line = page.table.line
    for kind in (QEvent.Type.Enter, QEvent.Type.Leave):
        QApplication.sendEvent(line, QEvent(kind) if kind is QEvent.Type.Leave else _enter())
    QTest.mousePress(line, Qt.MouseButton.RightButton)
    QTest.mouseRelease(line, Qt.MouseButton.RightButton)
    QTest.mousePress(line, LEFT)
    accent = theme.LIGHT.accent.lower()
    assert line.grab().toImage().pixelColor(3, 20).name() == accent
    QTest.mouseRelease(line, LEFT)
    assert page.table.frozen_columns == {0, 1}


def _enter() -> QEvent:
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QEnterEvent

    return QEnterEvent(QPointF(2, 2), QPointF(2, 2), QPointF(2, 2))


def test_columns_are_frozen_from_the_menus(page: LedgerPage) -> None:
    go(page, 0, "类型")
    action(page, "冻结到此列").trigger()
    assert page.table.frozen_columns == {0, 1, 2, 3}
    action(page, "取消冻结").trigger()
    assert page.table.frozen_columns == frozenset()
    header = page.table.horizontalHeader()
    page.table.horizontalScrollBar().setValue(0)
    header.customContextMenuRequested.emit(QPoint(header.sectionViewportPosition(2) + 5, 5))
    freeze, thaw, hide = page.deeds.title_menu.actions()[:3]
    assert not thaw.isEnabled()
    freeze.trigger()
    assert page.table.frozen_columns == {0, 1, 2}
    hide.trigger()
    assert page.table.isColumnHidden(2)
    assert page.table.frozen_columns == {0, 1, 3}
    page.deeds.title_menu.close()


def test_columns_too_wide_to_freeze_are_left_to_scroll(page: LedgerPage) -> None:
    page.table.setColumnWidth(1, 1200)
    page.table.freeze(2)
    assert page.table.frozen_columns == {0}
    page.table.setColumnWidth(1, 300)
    page.table.freeze(2)
    assert page.table.frozen_columns == {0, 1}


def test_a_frozen_title_is_moved_as_any_other(page: LedgerPage) -> None:
    frozen = page.table.findChildren(FrozenColumns)[0]
    frozen.horizontalHeader().moveSection(1, 0)
    assert page.table.shown_columns[:2] == [1, 0]
    page.deeds.freeze_here()


def test_the_menu_opens_at_the_cell(page: LedgerPage) -> None:
    go(page, 1, "编号")
    asked: Ear[QPoint] = Ear()
    page.table.menu_wanted.connect(asked.hear)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
    QApplication.sendEvent(page.table.viewport(), event)
    view = page.table.view_of(0)
    assert asked == [view.viewport().mapToGlobal(view.visualRect(page.table.currentIndex()).bottomLeft())]
    assert page.deeds.cell_menu.isVisible()
    page.deeds.cell_menu.close()
    frozen = page.table.findChildren(FrozenColumns)[0]
    at = QPoint(20, 20)
    mouse = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, at)
    QApplication.sendEvent(frozen.viewport(), mouse)
    assert asked[-1] == at
    page.deeds.cell_menu.close()


def test_everything_in_a_long_list_is_selected_at_once(qtbot: QtBot) -> None:
    shelf = Shelf(100_000)
    table: LedgerGrid[Line] = LedgerGrid(shelf.model())
    qtbot.addWidget(table)
    table.resize(800, 500)
    table.show()
    table.horizontalHeader().moveSection(5, 2)
    table.grab()
    asked = len(shelf.asked)
    table.setFocus()
    table.put_cursor(table.rows.index(0, 2), table.selectionModel().SelectionFlag.ClearAndSelect)
    press("Ctrl+A", table)
    table.grab()
    assert table.selected_count == 100_000
    press("Ctrl+Space", table)
    press("Shift+Space", table)
    table.grab()
    assert len(shelf.asked) == asked


def test_what_is_typed_is_not_looked_for(page: LedgerPage) -> None:
    page.table.keyboardSearch("1")
    assert page.table.currentIndex().row() == 0
    assert numbers(page)[0] == "1"
