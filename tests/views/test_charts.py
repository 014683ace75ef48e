"""Numbers made visible: parts that fill a bar, shades in order, figures that open what is behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from desktop.domain.light import Tone
from desktop.views import theme
from desktop.views.charts import (
    CountButton,
    FigureTile,
    LegendLine,
    Part,
    Shade,
    ShareLine,
    ShareList,
    StackedBar,
    shades_of,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

PARTS = (Part("办理中", 30), Part("待反馈", 50), Part("办结", 20), Part("已并案", 100, is_pale=True))


@pytest.fixture(autouse=True, params=[theme.Appearance.LIGHT, theme.Appearance.DARK])
def tokens(request: pytest.FixtureRequest, qtbot: QtBot) -> theme.Tokens:
    assert qtbot
    theme.apply(request.param)
    return theme.LIGHT if request.param is theme.Appearance.LIGHT else theme.DARK


def picture(widget: QWidget, width: int, height: int) -> QImage:
    widget.resize(width, height)
    return widget.grab().toImage()


def test_a_bar_is_divided_by_its_parts(qtbot: QtBot, tokens: theme.Tokens) -> None:
    bar = StackedBar()
    qtbot.addWidget(bar)
    bar.show_parts(PARTS)
    image = picture(bar, 400, 16)
    assert bar.edges() == [0, 60, 160, 200, 400]
    seen = [image.pixelColor(at, 8) for at in (30, 110, 180, 300)]
    assert seen == [shade.colour(tokens) for shade in bar.shades()]
    assert len({colour.name() for colour in seen}) == 4
    assert bar.accessibleName() == "办理中30件，待反馈50件，办结20件，已并案100件"


def test_an_empty_bar_is_only_its_ground(qtbot: QtBot, tokens: theme.Tokens) -> None:
    bar = StackedBar()
    qtbot.addWidget(bar)
    bar.show_parts(())
    assert bar.edges() == [0.0]
    assert picture(bar, 100, 16).pixelColor(50, 8) == QColor(tokens.window)


def test_shades_deepen_from_first_to_last_and_pale_parts_have_none() -> None:
    assert [shade.depth for shade in shades_of(PARTS)] == [0, 0.5, 1, None]
    assert [shade.depth for shade in shades_of(PARTS[:1])] == [0]


def test_a_figure_opens_what_is_behind_it_by_mouse_and_keys(qtbot: QtBot) -> None:
    tile = FigureTile(Tone.OVERDUE)
    qtbot.addWidget(tile)
    tile.show_number("已逾期", 3, "behind")
    tile.show()
    heard: list[object] = []
    tile.opened.connect(heard.append)
    QTest.mouseClick(tile, Qt.MouseButton.LeftButton)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
        QTest.keyClick(tile, key)
    QTest.keyClick(tile, Qt.Key.Key_A)
    assert heard == ["behind"] * 4
    assert tile.accessibleName() == "已逾期 3 件"
    assert tile.focusPolicy() & Qt.FocusPolicy.TabFocus


def colours(widget: QWidget, width: int, height: int) -> set[str]:
    image = picture(widget, width, height)
    return {image.pixelColor(x, y).name() for x in range(width) for y in range(height)}


def test_a_zero_is_told_without_alarm(qtbot: QtBot, tokens: theme.Tokens) -> None:
    tile = FigureTile(Tone.OVERDUE)
    qtbot.addWidget(tile)
    alarm = QColor(tokens.overdue.fg).name()
    tile.show_number("已逾期", 0, None)
    assert alarm not in colours(tile, 160, 74)
    tile.show_number("已逾期", 8, None)
    assert alarm in colours(tile, 160, 74)


def test_the_focused_figure_is_edged_in_the_accent(qtbot: QtBot, tokens: theme.Tokens) -> None:
    tile = FigureTile(Tone.NONE)
    qtbot.addWidget(tile)
    tile.show_number("今天到期", 0, None)
    tile.resize(160, 74)
    tile.show()
    tile.activateWindow()
    qtbot.waitUntil(tile.isActiveWindow)
    tile.clearFocus()
    at_rest = tile.grab().toImage().pixelColor(80, 1)
    tile.setFocus()
    focused = tile.grab().toImage().pixelColor(80, 1)
    assert _distance(focused, QColor(tokens.accent)) < _distance(at_rest, QColor(tokens.accent))


def _distance(one: QColor, other: QColor) -> int:
    return abs(one.red() - other.red()) + abs(one.green() - other.green()) + abs(one.blue() - other.blue())


def test_words_and_numbers_have_the_room_they_need(qtbot: QtBot) -> None:
    button, line = CountButton(), LegendLine(Shade(0.5), "33%")
    for each in (button, line):
        qtbot.addWidget(each)
    button.show_number("待审核", 10, None)
    narrow = button.sizeHint().width()
    button.show_number("待审核", 10_000, None)
    assert button.sizeHint().width() > narrow
    line.show_number("办结", 40, "closed")
    assert line.accessibleName() == "办结 40 件"
    assert not colours(line, 200, 25).isdisjoint(colours(button, 120, 32))


def test_a_share_fills_its_part_of_the_whole(qtbot: QtBot, tokens: theme.Tokens) -> None:
    shares = ShareList()
    qtbot.addWidget(shares)
    shares.show_lines(
        [ShareLine("甲", 75, "75%", "75/100"), ShareLine("乙", 25, "25%", "25/100"), ShareLine("丙", 0)]
    )
    image = picture(shares, 500, shares.sizeHint().height())
    bar, end, number, share = shares.columns()
    assert bar < end < number < share < 500
    line = shares.sizeHint().height() // 3
    accent = QColor(tokens.accent)

    def filled(place: int) -> int:
        row = place * line + line // 2
        return sum(image.pixelColor(x, row) == accent for x in range(int(bar), int(end)))

    assert filled(0) == pytest.approx(3 * filled(1), abs=8)
    assert filled(2) == 0
    assert "甲 75 75%" in shares.accessibleName()


def test_shares_without_percentages_leave_the_room_to_the_bar(qtbot: QtBot) -> None:
    plain, full = ShareList(), ShareList()
    for each in (plain, full):
        qtbot.addWidget(each)
        each.resize(400, 60)
    plain.show_lines([ShareLine("经济建设方面", 32)])
    full.show_lines([ShareLine("经济建设方面", 32, "100%", "32/32")])
    assert plain.columns()[1] > full.columns()[1]
    plain.show_lines(())
    assert plain.sizeHint().height() > 0
    assert plain.minimumSizeHint() == plain.sizeHint()
