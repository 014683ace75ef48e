"""统计: rates with their formulas, groups, crossings, units, years; every number opens its cases."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel

from desktop.casework import change, keep
from desktop.casework.panels import Rate
from desktop.domain.assignment import Role
from desktop.domain.crossing import Dimension
from desktop.domain.figures import PercentRules
from desktop.domain.kinds import Body, Origin
from desktop.domain.listing import Criteria
from desktop.domain.session import Level, Session
from desktop.views import chart_pictures, theme
from desktop.views.figure_charts import BarChart
from desktop.views.figures_page import FiguresPage
from desktop.views.hand_share_dialog import HandShareDialog
from tests import desks
from tests.samples import PAPER

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.views.figure_tables import LedgerView
    from desktop.views.figures_tab import FiguresTab
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard

Seat = tuple["Desk", "Heard"]
METRICS, GROUPS, CROSS, UNITS, YEARS, PASSING = range(6)


def opened(seat: Seat, qtbot: QtBot, tab: int = METRICS, width: int = 1198) -> FiguresPage:
    page = FiguresPage(seat[0])
    qtbot.addWidget(page)
    page.tabs.setCurrentIndex(tab)
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


def view_of(tab: FiguresTab) -> LedgerView:
    return tab.panel.view  # type: ignore[attr-defined, no-any-return]


def lines(view: LedgerView) -> list[list[str]]:
    columns = range(view.rows.columnCount())
    return [[view.rows.text_at(row, column) for column in columns] for row in range(view.rows.rowCount())]


@pytest.mark.usefixtures("year")
def test_every_rate_stands_with_its_formula(seat: Seat, qtbot: QtBot) -> None:
    page = opened(seat, qtbot)
    shown = lines(view_of(page.metrics))
    assert shown[0] == ["办复率", "33.3%", "1", "3", "件", "已答复件数 ÷ 应办件数"]
    assert page.metrics.tiles[0].words == "33.3% 1/3"
    assert any("保留1位小数" in text for text in words(page))
    page.metrics.variants.click()
    assert len(lines(view_of(page.metrics))) > len(shown)
    assert page.metrics.table() is not None


@pytest.mark.usefixtures("year")
def test_every_number_opens_its_cases(seat: Seat, qtbot: QtBot, office: Office) -> None:
    page = opened(seat, qtbot)
    page.metrics.total.click()
    view = view_of(page.metrics)
    view.setCurrentIndex(view.rows.index(0, 3))
    QTest.keyClick(view, Qt.Key.Key_Return)
    view.setCurrentIndex(view.rows.index(0, 0))
    QTest.keyClick(view, Qt.Key.Key_Return)
    place = view.visualRect(view.rows.index(0, 2)).center()
    QTest.mouseMove(view.viewport(), place)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [office.store.board.count(each) for each in seat[1].shown] == [3, 3, 1]


@pytest.mark.usefixtures("year")
@pytest.mark.parametrize("tab", [CROSS, UNITS, YEARS])
def test_every_link_of_a_table_leads_to_as_many_cases(
    seat: Seat, qtbot: QtBot, office: Office, tab: int
) -> None:
    keep.save_session(office, replace(desks.SESSION, number=2, year=2027))
    view = view_of(opened(seat, qtbot, tab).front)
    found = 0
    for row, line in enumerate(lines(view)):
        for column, text in enumerate(line):
            cell = view.link_at(view.rows.index(row, column))
            if cell is not None:
                found += 1
                told = text.partition("（")[2].partition("/")[0] or text
                assert cell.number == int(told)
                cases = office.store.board.count(cell.behind)  # parts of units: several lie in one case
                assert cases == cell.number or (tab == UNITS and row == 0 and 0 < cases < cell.number)
    assert found > 3


@pytest.mark.usefixtures("year")
def test_groups_are_bars_that_open_and_tell_of_odd_sums(seat: Seat, qtbot: QtBot, office: Office) -> None:
    for number, category in (("4", ""), ("5", ""), ("6", "其他")):
        desks.registered(office, number, replace(PAPER, category=category))
    page = opened(seat, qtbot, GROUPS)
    charts = {each.title.partition("（")[0]: each for each in page.groups.findChildren(BarChart)}
    assert "代表建议：6" in charts["类型"].accessibleName()
    assert any(text.startswith("合计99.9%") for text in words(page))
    charts["类型"].setFocus()
    QTest.keyClick(charts["类型"], Qt.Key.Key_Return)
    assert office.store.board.count(seat[1].shown[-1]) == 6
    assert page.groups.table() is not None


@pytest.mark.usefixtures("year")
def test_a_share_is_set_by_hand_and_marked(seat: Seat, qtbot: QtBot) -> None:
    page = opened(seat, qtbot, GROUPS)
    assert page.groups.found is not None
    group = page.groups.found.group(Dimension.CATEGORY)
    assert group is not None
    chart = page.groups.findChildren(BarChart)[1]
    chart.current = next(place for place, each in enumerate(group.shares) if each.label == "其他")
    page.groups.ask_share(group, chart)
    dialog = page.findChildren(HandShareDialog)[-1]
    assert dialog.percent.text() == "33.3%"
    dialog.percent.setText("33.4")
    dialog.verb_button.click()
    assert dialog.isVisible(), "a reason is asked for"
    dialog.reason.setText("凑足合计100%")
    dialog.verb_button.click()
    qtbot.waitUntil(lambda: "其他 33.4%※：凑足合计100%" in words(page))
    page.groups.ask_share(page.groups.found.group(Dimension.CATEGORY), chart)  # type: ignore[arg-type]
    again = page.findChildren(HandShareDialog)[-1]
    again.percent.clear()
    again.verb_button.click()
    qtbot.waitUntil(lambda: not any("※" in text for text in words(page)))


@pytest.mark.usefixtures("year")
def test_a_wide_page_has_one_more_column(seat: Seat, qtbot: QtBot) -> None:
    page = opened(seat, qtbot, GROUPS, 1700)

    def lefts() -> set[int]:
        return {each.mapTo(page, each.rect().topLeft()).x() for each in page.groups.cards}

    qtbot.waitUntil(lambda: len(lefts()) == 3)
    page.resize(1000, 644)
    qtbot.waitUntil(lambda: len(lefts()) == 2)


@pytest.mark.usefixtures("year")
def test_two_dimensions_are_chosen_and_seen_as_bars(seat: Seat, qtbot: QtBot, office: Office) -> None:
    page = opened(seat, qtbot, CROSS)
    cross = page.cross
    assert lines(view_of(cross))[0][0] == "合计"
    cross.across.choose(Dimension.STAGE)
    assert [column.title for column in view_of(cross).ledger.columns][-1] == "合计"
    cross.down.choose(Dimension.UNIT)
    assert cross.note.text().startswith("一件可属几个承办单位")
    assert Dimension.UNIT not in [cross.across._values[n] for n in range(cross.across.count())]
    cross.pictured.click()
    assert cross.views.currentIndex() == 1
    chart = cross.chart
    marks = zip(chart.marks(chart.rect().toRectF()), chart.cells(), strict=True)
    mark = next(each for each, cell in marks if cell.number)
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=mark.center().toPoint())
    assert office.store.board.count(seat[1].shown[-1]) == 1
    assert not chart_pictures.picture(chart).isNull()


@pytest.mark.usefixtures("year")
def test_units_stand_under_two_headings_with_their_sum(seat: Seat, qtbot: QtBot) -> None:
    page = opened(seat, qtbot, UNITS)
    view = view_of(page.units)
    assert lines(view)[0][:8] == ["合计", "2", "1", "3", "1", "0", "1", "33.3%"]
    assert lines(view)[1][:2] == ["示例区教育局", "2"]
    header = view.horizontalHeader()
    assert header.sizeHint().height() == 2 * theme.ROW_HEIGHT
    assert not header.grab().toImage().isNull()


@pytest.mark.usefixtures("year")
def test_sessions_stand_side_by_side_as_table_and_lines(seat: Seat, qtbot: QtBot, office: Office) -> None:
    page = opened(seat, qtbot, YEARS)
    assert not page.years.picture.isVisible()
    keep.save_session(office, replace(desks.SESSION, number=2, year=2027))
    qtbot.waitUntil(page.years.picture.isVisible)
    chart = page.years.chart
    assert len(chart.cells()) == len(chart.words()) == len(chart.marks(chart.rect().toRectF()))
    image = QImage(600, 300, QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        chart.draw(painter, image.rect().toRectF(), theme.LIGHT)
    assert chart.marks(chart.rect().toRectF())[0].center() != QPointF()
    assert view_of(page.years).ledger.columns[-1].title == "增减"


@pytest.mark.usefixtures("year")
def test_what_is_in_front_is_copied(seat: Seat, qtbot: QtBot) -> None:
    page = opened(seat, qtbot)
    page.copy.click()
    assert "办复率\t33.3%\t1\t3\t件\t已答复件数 ÷ 应办件数" in QGuiApplication.clipboard().text()
    page.tabs.setCurrentIndex(UNITS)
    page.copy.click()
    copied = QGuiApplication.clipboard().text().splitlines()
    assert copied[0].startswith("单位\t办理主办\t办理协办")
    assert copied[-1].startswith("合计\t2\t1\t3")
    QGuiApplication.clipboard().clear()
    view = view_of(page.units)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert QGuiApplication.clipboard().text().splitlines() == copied
    assert seat[1].said == ["已复制，可粘贴到 WPS 或 Excel"] * 2


@pytest.mark.usefixtures("year")
@pytest.mark.parametrize("tab", [METRICS, GROUPS, CROSS, UNITS, YEARS])
def test_what_is_in_front_is_exported(seat: Seat, qtbot: QtBot, tmp_path: Path, tab: int) -> None:
    page = opened(seat, qtbot, tab)
    page.export.click()
    chooser = page.findChildren(QFileDialog)[-1]
    path = tmp_path / "统计.xlsx"
    chooser.fileSelected.emit(str(path))
    qtbot.waitUntil(lambda: page.banner.text.startswith("已导出"), timeout=10_000)
    table = page.front.table()
    assert table is not None
    assert table.title in str(load_workbook(path).active["A1"].value)  # type: ignore[index]
    chooser.close()


def test_an_export_that_fails_says_so(seat: Seat, qtbot: QtBot, tmp_path: Path) -> None:
    page = opened(seat, qtbot)
    page.write_to(str(tmp_path / "没有" / "统计.xlsx"))
    qtbot.waitUntil(lambda: "没有写成" in page.banner.text, timeout=10_000)


def test_an_empty_desk_says_what_comes(seat: Seat, qtbot: QtBot) -> None:
    page = opened(seat, qtbot, UNITS)
    assert page.units.panel.empty.isVisible()
    page.tabs.setCurrentIndex(CROSS)
    assert page.cross.panel.empty.isVisible()


def test_nothing_is_taken_along_before_it_was_seen(seat: Seat, qtbot: QtBot, tmp_path: Path) -> None:
    page = FiguresPage(seat[0])
    qtbot.addWidget(page)
    page.copy.click()
    page.export.click()
    page.write_to(str(tmp_path / "统计.xlsx"))
    assert not seat[1].said
    assert not list(tmp_path.glob("*.xlsx"))
    assert all(tab.table() is None for tab in page._all())


@pytest.mark.usefixtures("year")
def test_figures_follow_the_desk_and_what_is_asked(seat: Seat, qtbot: QtBot, office: Office) -> None:
    page = opened(seat, qtbot)
    told: list[str] = []
    page.summary_changed.connect(told.append)
    desks.registered(office, "9", replace(PAPER, origin=Origin.INTERSESSION, is_key=True))
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["全部届次，大会期间"]
    page.scope.origins.choose(None)
    assert "合在一起统计" in page.banner.text
    for choice, number in (("重点件", 1), ("政府系统主办", 2), ("往年结转件", 3), ("全部", 4)):
        page.scope.scopes.choose(choice)
        assert page.metrics.found is not None
        assert page.metrics.found.total.number == number
    page.scope.sessions.setCurrentIndex(1)
    page.scope.scopes.choose("往年结转件")
    assert page.metrics.found is not None
    assert page.metrics.found.total.number == 0
    page.scope.as_of.setText("12月初")
    page.scope.as_of.editingFinished.emit()
    assert page.metrics.found.as_of == "12月初"


def test_who_passes_work_on_stands_on_a_tab_of_its_own(
    seat: Seat, office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    page = opened(seat, qtbot, PASSING)
    assert "没有退改，也没有拖欠协办意见" in words(page)
    case = desks.handed_out(office, desks.registered(office))
    change.ask(office, case.id, change.Asking(change.RequestKind.RETURN, 1, "不属本局职责"))
    qtbot.waitUntil(lambda: view_of(page.passing).rows.rowCount() == 2)
    page.copy.click()
    assert "示例区教育局" in QGuiApplication.clipboard().text()
    page.write_to(str(tmp_path / "退改.xlsx"))
    qtbot.waitUntil(lambda: "已导出 1 行" in page.banner.text)
    assert "退改和协办情况" in str(load_workbook(tmp_path / "退改.xlsx").active["A1"].value)  # type: ignore[index]


@pytest.mark.usefixtures("year")
def test_the_page_opens_at_the_papers_looked_at_last(seat: Seat, qtbot: QtBot) -> None:
    page = opened(seat, qtbot)
    assert page.scope.origins.value() is Origin.SESSION
    page.scope.origins.choose(None)
    page.scope.origins.activated.emit(page.scope.origins.currentIndex())
    assert opened(seat, qtbot).scope.origins.value() is None


def test_the_page_opens_where_papers_are(seat: Seat, qtbot: QtBot, office: Office) -> None:
    desks.registered(office, "1", replace(PAPER, origin=Origin.INTERSESSION))
    page = opened(seat, qtbot)
    assert page.scope.origins.value() is Origin.INTERSESSION
    assert page.metrics.total.accessibleName().endswith("1 件")


@pytest.mark.usefixtures("year")
def test_a_day_that_is_only_printed_is_said_to_be(seat: Seat, qtbot: QtBot) -> None:
    page = opened(seat, qtbot)
    page.scope.as_of.setText("12月初")
    page.scope.as_of.editingFinished.emit()
    assert any("“截至12月初”照写" in text for text in words(page))


@pytest.mark.usefixtures("year")
def test_sessions_are_compared_that_follow_each_other(seat: Seat, qtbot: QtBot, office: Office) -> None:
    keep.save_session(office, replace(desks.SESSION, number=2, year=2027))
    keep.save_session(office, Session(Body.CPPCC, "区", 10, 1, 2026))
    keep.save_session(office, Session(Body.CONGRESS, "市", 15, 1, 2026, Level.CITY))
    page = opened(seat, qtbot, YEARS)
    assert page.years.choice.isVisible()
    choices = page.years.series
    assert [choices.itemText(place) for place in range(choices.count())] == [
        "所选届次的历届", "市人大历届", "区县人大历届", "政协历届",
    ]  # fmt: skip
    choices.setCurrentIndex(3)
    assert [column.title for column in page.years.table().columns[2:]] == ["区政协十届一次会议"]
    choices.setCurrentIndex(2)
    assert len(page.years.table().columns) == 2 + 3


def test_tiles_write_their_numbers_at_one_height(seat: Seat, qtbot: QtBot) -> None:
    tiles = opened(seat, qtbot).metrics.tiles
    assert all(each.beside is tiles for each in tiles)
    tiles[0].show_rate(Rate("办复率", 123456, 123456, Criteria()), PercentRules())
    assert tiles[0].lacks_room()
