"""统计: rates with their parts, groups with their shares, units under two headings, all to be taken along."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel

from desktop.casework import change
from desktop.domain.assignment import Role
from desktop.views import theme
from desktop.views.charts import ShareList
from desktop.views.figures_page import FiguresPage
from tests import desks
from tests.samples import PAPER

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard

Seat = tuple["Desk", "Heard"]


def opened(seat: Seat, qtbot: QtBot, width: int = 1198) -> FiguresPage:
    page = FiguresPage(seat[0])
    qtbot.addWidget(page)
    page.resize(width, 644)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


@pytest.fixture
def year(office: Office) -> None:
    """Put an answered and judged case, a co-handled one, and one just registered on the desk."""
    desks.judged(office, desks.answered(office, desks.registered(office, "1")))
    tasks = (desks.draft(1, Role.LEAD), desks.draft(2, Role.CO))
    desks.handed_out(office, desks.registered(office, "2"), *tasks)
    desks.registered(office, "3", replace(PAPER, category="其他"))


def words(page: FiguresPage) -> set[str]:
    return {each.text() for each in page.findChildren(QLabel) if each.isVisibleTo(page)}


@pytest.mark.usefixtures("year")
def test_every_rate_stands_with_its_parts(seat: Seat, qtbot: QtBot) -> None:
    said = words(opened(seat, qtbot))
    assert {"答复率", "33.3%", "1/3", "已答复件数 ÷ 应办件数", "满意率", "100%", "1/1"} <= said
    assert "截至 2026-03-02，比率四舍五入，保留1位小数" in said


@pytest.mark.usefixtures("year")
def test_groups_show_shares_and_tell_of_odd_sums(seat: Seat, qtbot: QtBot, office: Office) -> None:
    desks.registered(office, "4", replace(PAPER, category=""))
    desks.registered(office, "5", replace(PAPER, category=""))
    desks.registered(office, "6", replace(PAPER, category="其他"))
    page = opened(seat, qtbot)
    spoken = " ".join(each.accessibleName() for each in page.findChildren(ShareList))
    assert "代表建议 6 100%" in spoken
    assert "A类 已解决或基本解决 1 100%" in spoken
    assert any(text.startswith("合计99.9%") for text in words(page))


@pytest.mark.usefixtures("year")
def test_a_wide_page_has_one_more_column(seat: Seat, qtbot: QtBot) -> None:
    page = opened(seat, qtbot, 1700)

    def lefts() -> set[int]:
        return {each.mapTo(page, each.rect().topLeft()).x() for each in page._cards}

    assert len(lefts()) == 3
    page.resize(1000, 644)
    qtbot.waitUntil(lambda: len(lefts()) == 2)


@pytest.mark.usefixtures("year")
def test_units_stand_under_their_sum(seat: Seat, qtbot: QtBot) -> None:
    page = opened(seat, qtbot)
    page.tabs.setCurrentIndex(1)
    units = page.units
    assert units is not None
    lines = [[units.rows.text_at(row, column) for column in range(9)] for row in range(units.rows.rowCount())]
    assert lines[0] == ["合计", "2", "1", "3", "1", "0", "1", "33.3%", "1/3"]
    assert lines[1][0] == "示例区教育局"
    header = units.horizontalHeader()
    assert header.sizeHint().height() == 2 * theme.ROW_HEIGHT
    image = header.grab().toImage()
    group, single = header.sectionViewportPosition(2), header.sectionViewportPosition(1)
    line = theme.LIGHT.line.lower()
    assert image.pixelColor(group - 1, 8).name() != line
    assert image.pixelColor(single - 1, 8).name() == line


@pytest.mark.usefixtures("year")
def test_what_is_in_front_is_copied(seat: Seat, qtbot: QtBot) -> None:
    page = opened(seat, qtbot)
    page.copy.click()
    text = QGuiApplication.clipboard().text()
    assert "比率\t答复率\t1\t33.3%\t1/3\t已答复件数 ÷ 应办件数" in text
    page.tabs.setCurrentIndex(1)
    page.copy.click()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].startswith("单位\t办理主办\t办理协办")
    assert lines[-1].startswith("合计\t2\t1\t3")
    QGuiApplication.clipboard().clear()
    assert page.units is not None
    page.units.setFocus()
    QTest.keyClick(page.units, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page.units, Qt.Key.Key_Down)
    assert QGuiApplication.clipboard().text().splitlines() == lines
    assert seat[1].said == ["已复制，可粘贴到 WPS 或 Excel"] * 2


@pytest.mark.usefixtures("year")
@pytest.mark.parametrize(("tab", "word"), [(0, "答复率"), (1, "办复率")])
def test_what_is_in_front_is_exported(seat: Seat, qtbot: QtBot, tmp_path: Path, tab: int, word: str) -> None:
    page = opened(seat, qtbot)
    page.tabs.setCurrentIndex(tab)
    page.export.click()
    chooser = page.findChildren(QFileDialog)[-1]
    path = tmp_path / "统计.xlsx"
    chooser.fileSelected.emit(str(path))
    qtbot.waitUntil(lambda: page.banner.text.startswith("已导出"), timeout=10_000)
    assert word in {cell.value for row in load_workbook(path).active.iter_rows() for cell in row}
    chooser.close()


def test_an_export_that_fails_says_so(seat: Seat, qtbot: QtBot, tmp_path: Path) -> None:
    page = opened(seat, qtbot)
    page.write_to(str(tmp_path / "没有" / "统计.xlsx"))
    qtbot.waitUntil(lambda: "没有写成" in page.banner.text, timeout=10_000)


def test_an_empty_desk_has_dashes_and_says_what_comes(seat: Seat, qtbot: QtBot) -> None:
    page = opened(seat, qtbot)
    assert "—" in words(page)
    page.tabs.setCurrentIndex(1)
    assert page.no_units.isVisible()


@pytest.mark.usefixtures("year")
def test_figures_follow_the_desk_and_the_session(seat: Seat, qtbot: QtBot, office: Office) -> None:
    page = opened(seat, qtbot)
    told: list[str] = []
    page.summary_changed.connect(told.append)
    desks.registered(office, "9")
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["共 4 件，2 个承办单位"]
    page.sessions.setCurrentIndex(1)
    assert page.figures is not None
    assert page.figures.session == "区十七届人大一次会议"


def test_who_passes_work_on_stands_on_a_tab_of_its_own(
    seat: Seat, office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    page = opened(seat, qtbot)
    page.tabs.setCurrentIndex(2)
    assert page.is_about_passing
    assert "没有退改，也没有拖欠协办意见" in words(page)
    case = desks.handed_out(office, desks.registered(office))
    change.ask(office, case.id, change.Asking(change.RequestKind.RETURN, 1, "不属本局职责"))
    qtbot.waitUntil(lambda: page.passing.rows.rowCount() == 2)
    page.copy.click()
    assert "示例区教育局" in QGuiApplication.clipboard().text()
    page.write_to(str(tmp_path / "退改.xlsx"))
    qtbot.waitUntil(lambda: "已导出 1 行" in page.banner.text)
    sheet = load_workbook(tmp_path / "退改.xlsx").active
    assert sheet is not None
    assert "退改和协办情况" in str(sheet["A1"].value)
