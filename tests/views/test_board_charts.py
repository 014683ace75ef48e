"""Charts of the board: bars as high as their numbers, every one opening its cases, also as pictures."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from desktop.casework import find, panels
from desktop.casework.panels import Cell, Week
from desktop.domain.assignment import Role
from desktop.domain.errors import OfficeError
from desktop.views import chart_pictures, theme
from desktop.views.board_charts import LoadChart, TrendChart, ceiling
from tests import desks
from tests.views.case_desk import press

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QAction
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.views.board_charts import Chart
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard

Seat = tuple["Desk", "Heard"]
MONDAY = date(2026, 3, 2)


def shown(chart: Chart, qtbot: QtBot, width: int = 600, height: int = 260) -> Chart:
    qtbot.addWidget(chart)
    chart.resize(width, height)
    chart.show()
    chart.activateWindow()
    qtbot.waitUntil(chart.isActiveWindow)
    return chart


def weeks(*numbers: tuple[int, int, int]) -> list[Week]:
    return [Week(MONDAY + timedelta(days=7 * place), *each) for place, each in enumerate(numbers)]


def height_of(image: QImage, x: int, colour: QColor) -> int:
    return sum(image.pixelColor(x, y) == colour for y in range(image.height()))


def test_bars_are_as_high_as_their_numbers(qtbot: QtBot) -> None:
    theme.apply(theme.Appearance.LIGHT)
    chart = TrendChart()
    shown(chart, qtbot)
    chart.clearFocus()
    chart.show_weeks(weeks((0, 8, 0), (10, 4, 2), (0, 0, 0)), None)
    image, accent = chart.grab().toImage(), QColor(theme.LIGHT.accent)
    middles = [int(mark.center().x()) - 12 for mark in chart.marks(QRectF(chart.rect()))]
    first, second, third = (height_of(image, x, accent) for x in middles)
    assert first == pytest.approx(2 * second, abs=8)
    assert third == 0
    assert "3-9起一周：应答复10件，按时答复4件，逾期答复2件" in chart.accessibleName()


@pytest.mark.parametrize(("number", "top"), [(0, 5), (4, 5), (5, 5), (6, 10), (11, 20), (21, 50), (99, 100)])
def test_scales_end_at_round_numbers(number: int, top: int) -> None:
    assert ceiling(number) == top


@pytest.mark.usefixtures("seat")
def test_every_week_opens_the_cases_replied_to_in_it(qtbot: QtBot, office: Office) -> None:
    clock = office.clock
    assert isinstance(clock, desks.Clock)
    late = desks.handed_out(office, desks.registered(office, "1"), desks.draft(1, Role.SOLE, due_on=MONDAY))
    desks.answered(office, desks.registered(office, "2"))
    desks.answered(office, desks.registered(office, "3"))
    clock.turn(7)
    desks.answered(office, late)
    chart = TrendChart()
    found = panels.trend(office)
    chart.show_weeks(found, None)
    assert [(week.timely, week.late) for week in found[-2:]] == [(2, 0), (0, 1)]
    assert [find.count(office, cell.behind) for cell in chart.cells()] == [
        week.timely + week.late for week in found
    ]
    shown(chart, qtbot)
    heard: list[Cell] = []
    chart.opened.connect(heard.append)
    chart.setFocus()
    assert chart.current == len(found) - 1
    press("Return")
    press("Left")
    press("Return")
    assert [cell.number for cell in heard] == [1, 2]
    chart.go(0)
    press("Return")
    press("A")
    assert len(heard) == 2
    assert not chart.grab().isNull()


@pytest.mark.usefixtures("seat")
def test_load_counts_what_every_unit_has_in_hand(qtbot: QtBot, office: Office) -> None:
    clock = office.clock
    assert isinstance(clock, desks.Clock)
    desks.handed_out(office, desks.registered(office, "1"), desks.draft(1, Role.SOLE, due_on=MONDAY))
    desks.handed_out(
        office, desks.registered(office, "2"), desks.draft(2, Role.LEAD), desks.draft(1, Role.CO)
    )
    desks.answered(office, desks.registered(office, "3"), 1)
    clock.turn(3)
    chart = LoadChart()
    chart.show_lines(panels.matrix(office).lines)
    shown(chart, qtbot)
    assert [cell.number for cell in chart.cells()] == [2, 1]
    assert [find.count(office, cell.behind) for cell in chart.cells()] == [2, 1]
    assert chart.words()[0] == "示例区教育局在办2件次，其中逾期1件次"
    heard: list[Cell] = []
    chart.opened.connect(heard.append)
    place = chart.marks(QRectF(chart.rect()))[1].center().toPoint()
    QTest.mouseMove(chart, place)
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseMove(chart, QPoint(5, 255))
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(5, 255))
    assert [cell.number for cell in heard] == [1]
    image = chart.grab().toImage()
    names = {image.pixelColor(x, y).name() for x in range(0, 600, 3) for y in range(260)}
    assert QColor(theme.LIGHT.accent).name() in names


def test_only_so_many_units_are_drawn_as_there_is_room_for(qtbot: QtBot, office: Office) -> None:
    for number in range(1, 4):
        desks.handed_out(office, desks.registered(office, str(number)), desks.draft(number, Role.SOLE))
    chart = LoadChart()
    chart.show_lines(panels.matrix(office).lines)
    qtbot.addWidget(chart)
    chart.resize(400, 60)
    assert len(chart.cells()) == len(chart.marks(QRectF(chart.rect()))) == 1
    assert not chart.grab().isNull()
    chart.show_lines(())
    assert chart.cells() == []
    assert not chart.grab().isNull()


def action_of(chart: Chart, words: str) -> QAction:
    return next(action for action in chart.actions() if action.text().startswith(words))


def test_a_chart_is_taken_away_as_a_picture(seat: Seat, qtbot: QtBot, tmp_path: Path) -> None:
    desk, heard = seat
    theme.apply(theme.Appearance.DARK)
    chart = TrendChart()
    qtbot.addWidget(chart)
    chart.resize(400, 200)
    chart.show_weeks(weeks((3, 2, 1), (4, 4, 0)), None)
    chart_pictures.offer(chart, desk)
    action_of(chart, "复制图片").trigger()
    image = QGuiApplication.clipboard().image()
    assert (image.width(), image.height()) == (1200, 600)
    assert image.pixelColor(2, 2) == QColor(theme.LIGHT.surface), "paper is white, however dark the screen"
    chart_pictures.save(chart, tmp_path / "图.png")
    assert QImage(str(tmp_path / "图.png")).size() == image.size()
    chart_pictures.save(chart, tmp_path / "图.svg")
    assert "<svg" in (tmp_path / "图.svg").read_text(encoding="utf-8")
    with pytest.raises(OfficeError, match="文件夹"):
        chart_pictures.save(chart, tmp_path)
    action_of(chart, "保存图片").trigger()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "存.png"))
    dialog.fileSelected.emit(str(tmp_path))
    dialog.close()
    assert (tmp_path / "存.png").exists()
    assert heard.said[-2] == "图片已保存到 存.png"
    assert "文件夹" in heard.said[-1]
