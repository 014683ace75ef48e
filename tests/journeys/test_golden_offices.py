"""Five offices at the end of their year: every figure they print, on the screen, by count, in the report."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtWidgets import QLabel

from desktop import cli
from desktop.casework import crossings, theme
from desktop.domain.crossing import Dimension, Scope
from desktop.domain.kinds import Origin
from desktop.domain.listing import Criteria
from desktop.views import theme as looks
from desktop.views.figure_charts import BarChart
from desktop.views.figures_page import FiguresPage
from tests import golden_offices
from tests.views.case_desk import desk_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.views.figure_tables import TablePanel

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # lists that drop down
METRICS, GROUPS, CROSS, UNITS = range(4)


@dataclass
class Screen:
    """统计 as somebody reads it: labels, tiles, bars and tables."""

    page: FiguresPage
    office: Office

    def rates(self) -> dict[str, tuple[str, str, str]]:
        """Return each rate in front with its two numbers."""
        self.page.tabs.setCurrentIndex(METRICS)
        return {row[0]: (row[1], row[2], row[3]) for row in _rows(self.page.metrics.panel)}

    def said(self) -> str:
        """Return every label that is seen."""
        return "\n".join(each.text() for each in self.page.findChildren(QLabel) if each.isVisible())

    def bars(self, title: str) -> list[str]:
        """Return the bars of a group as they read: 城建交通：46　34.6%."""
        self.page.tabs.setCurrentIndex(GROUPS)
        charts = (each.findChild(BarChart) for each in self.page.groups.cards)
        return next(each.words() for each in charts if each.title.startswith(title))

    def table(self, tab: int) -> list[list[str]]:
        """Return a table line by line, its sums first."""
        self.page.tabs.setCurrentIndex(tab)
        return _rows(self.page.front.panel)  # type: ignore[attr-defined]

    def crossed(self, down: Dimension, across: Dimension) -> list[list[str]]:
        """Return a crossing line by line, its sums first."""
        self.page.cross.down.choose(down)
        self.page.cross.across.choose(across)
        return self.table(CROSS)

    def narrowed(self, words: str = "全部", origin: Origin | None = Origin.SESSION) -> Screen:
        """Ask for another scope, as somebody does in the row above the figures."""
        self.page.scope.scopes.setCurrentIndex(self.page.scope.scopes.findText(words))
        self.page.scope.origins.choose(origin)
        return self

    @property
    def total(self) -> int:
        """The number in the first tile."""
        self.page.tabs.setCurrentIndex(METRICS)
        return int(self.page.metrics.total.accessibleName().split()[-2].replace(",", ""))


def _rows(panel: TablePanel) -> list[list[str]]:
    view = panel.view
    assert view is not None
    columns = range(view.rows.columnCount())
    return [[view.rows.text_at(row, column) for column in columns] for row in range(view.rows.rowCount())]


@pytest.fixture
def screen(
    request: pytest.FixtureRequest, tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> Iterator[Screen]:
    """Return the statistics of the office a test names, asked about its session."""
    assert qapp is not None
    looks.apply(looks.Appearance.LIGHT)
    office = golden_offices.opened(tmp_path / "desk", request.param)
    desk, _ = desk_of(office, tmp_path)
    page = FiguresPage(desk)
    qtbot.addWidget(page)
    page.resize(1198, 644)
    page.show()
    page.scope.sessions.choose(1)
    yield Screen(page, office)
    desk.jobs.stop()
    desk.relay.leave()
    office.close()


def of(name: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("screen", [name], indirect=True)


def counted(folder: Path, name: str, capsys: pytest.CaptureFixture[str], *asked: str) -> dict[str, Any]:
    """Return what `count` tells of the session of an office."""
    office = golden_offices.opened(folder / "counted", name)
    session = golden_offices.YEARS[name].session.text
    office.close()
    assert cli.main(["count", "--data", str(folder / "counted"), "--json", "--session", session, *asked]) == 0
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return told


def parts(told: dict[str, Any], key: str) -> list[tuple[int, str]]:
    return [(each["number"], each["percent"]) for each in told["figures"]["groups"][key]["parts"]]


def reported(folder: Path, name: str, *asked: str) -> str:
    """Return the plain text of the report `report` writes about the session of an office."""
    golden_offices.opened(folder / "told", name).close()
    session = golden_offices.YEARS[name].session.text
    out = folder / "报告.txt"
    wanted = ["report", "--data", str(folder / "told"), "--session", session, "--out", str(out)]
    assert cli.main([*wanted, *asked]) == 0
    return out.read_text("utf-8-sig")


@pytest.mark.parametrize("name", list(golden_offices.YEARS))
def test_a_year_is_there_at_once_and_whole(tmp_path: Path, name: str) -> None:
    """A desk of a year is made in seconds and finds nothing wrong with itself; parts make the whole."""
    start = time.process_time()
    office = golden_offices.opened(tmp_path / "desk", name)
    assert time.process_time() - start < 3
    assert office.store.check() == ()
    for dimension in (Dimension.CATEGORY, Dimension.LEAD_UNIT, Dimension.LEVEL, Dimension.STAGE):
        crossed = crossings.cross(office, Scope(origin=None), Dimension.KIND, dimension)
        assert crossed.total == crossed.cases.number
    office.close()


@of("xigong")
def test_xigong_on_the_screen(screen: Screen) -> None:
    """S0-01, S0-02, S0-03: 123 papers, six categories without shares, all answered in writing, 100%."""
    assert screen.total == 123
    assert screen.bars("内容分类") == [
        "经济建设：32", "城乡建设：17", "科教文卫：41", "市容管理：6", "社会治安：8", "其他：19",
    ]  # fmt: skip
    rates = screen.rates()
    assert rates["办复率"] == rates["满意率"] == rates["面商率"] == rates["面复率"] == ("100%", "123", "123")
    screen.page.scope.as_of.setText("目前")
    screen.page.scope.as_of.editingFinished.emit()
    table = screen.page.front.table()
    assert table is not None
    assert "截至目前" in table.subtitle


def test_xigong_by_count_and_in_the_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """S0-01, S0-02, S0-03: the same by programs and in the words of the report."""
    told = counted(tmp_path, "xigong", capsys, "--as-of", "目前")
    assert (told["cases"], told["figures"]["cases"], told["figures"]["as_of"]) == (123, 123, "目前")
    assert parts(told, "category") == [(each, "") for each in (32, 17, 41, 6, 8, 19)]
    text = reported(tmp_path, "xigong")
    assert "经济建设方面32件；城乡建设方面17件；科教文卫方面41件；市容管理方面6件" in text
    assert "123件提案均已办复完毕" in text
    assert "满意率100%" in text


@of("jianxi")
def test_jianxi_on_the_screen(screen: Screen, qtbot: QtBot) -> None:
    """S1-02 to S1-06, S1-18: shares half up, 100.1% said and left, two rates, key papers all content."""
    assert screen.total == 133
    assert screen.bars("内容分类") == [
        "城建交通：46　34.6%", "财政经济：15　11.3%", "教科文卫：16　12%",
        "群众生活：29　21.8%", "城市管理：17　12.8%", "社区工作：10　7.5%",
    ]  # fmt: skip
    assert [each.partition("　")[2] for each in screen.bars("办理结果类别")] == ["61.7%", "22.6%", "15.8%"]
    qtbot.waitUntil(lambda: "合计100.1%，各项分别舍入所致，未作调整" in screen.said())
    assert [each.partition("　")[0] for each in screen.bars("反馈评价")][:2] == ["满意：129", "基本满意：4"]
    rates = screen.rates()
    assert rates["见面率"] == rates["答复率"] == ("100%", "133", "133")
    key = screen.narrowed("重点件")
    assert key.total == 12
    assert key.rates()["答复率"] == key.rates()["满意率"] == ("100%", "12", "12")
    assert key.bars("反馈评价")[0] == "满意：12　100%"


def test_jianxi_by_count_and_in_the_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """S1-03 to S1-06, S1-18: by programs, as of 12月初, and in the words of the report."""
    told = counted(tmp_path, "jianxi", capsys, "--as-of", "12月初")
    assert (told["figures"]["cases"], told["figures"]["as_of"]) == (133, "12月初")
    assert parts(told, "result_class") == [(82, "61.7%"), (30, "22.6%"), (21, "15.8%")]
    assert told["figures"]["groups"]["result_class"]["hint"] == "合计100.1%"
    assert [number for number, _ in parts(told, "verdict")] == [129, 4, 0]
    key = counted(tmp_path, "jianxi", capsys, "--key")
    assert (key["figures"]["cases"], parts(key, "verdict")[0]) == (12, (12, "100%"))
    text = reported(tmp_path, "jianxi")
    assert "城建交通方面46件，占34.6%" in text
    assert "教科文卫方面16件，占12%" in text
    assert "满意129件，基本满意4件" in text
    assert "重点建议12件，均已办理答复完毕，全部满意" in text


@of("zhangqiu")
def test_zhangqiu_on_the_screen(screen: Screen) -> None:
    """S2-01 to S2-03: 226 papers of 44 units, shares that make 100, all answered in time."""
    assert screen.total == 226
    assert "承办单位 44 个，其中主办 38 个" in screen.said()
    assert [each.partition("：")[2] for each in screen.bars("办理结果类别")] == [
        "162　71.7%", "51　22.6%", "13　5.7%",
    ]  # fmt: skip
    assert "合计" not in screen.said()
    assert screen.rates()["按时办复率"] == ("100.0%", "226", "226")
    assert len(screen.table(UNITS)) == 44 + 1


def test_zhangqiu_by_count_and_in_the_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """S2-01, S2-02: units counted once, and the adoption of what was proposed."""
    told = counted(tmp_path, "zhangqiu", capsys)
    assert (told["figures"]["units"], told["figures"]["leading_units"]) == (44, 38)
    assert parts(told, "result_class") == [(162, "71.7%"), (51, "22.6%"), (13, "5.7%")]
    text = reported(tmp_path, "zhangqiu")
    assert "226件" in text
    assert "承办单位44个" in text
    assert "已采纳和正在采纳的162件，占71.7%；列入计划要采纳的51件，占22.6%" in text


@of("chuxiong")
def test_chuxiong_on_the_screen(screen: Screen) -> None:
    """S3-01 to S3-03: 269 in all, 248 of the government with 31 units, two decimals without last zeros."""
    assert screen.total == 269
    government = screen.narrowed("政府系统主办")
    assert government.total == 248
    assert "承办单位 31 个" in government.said()
    assert [each.partition("：")[2] for each in government.bars("办理结果类别")] == [
        "177　71.37%", "61　24.6%", "10　4.03%",
    ]  # fmt: skip
    assert government.rates()["面商率"] == ("100%", "248", "248")


def test_chuxiong_by_count(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """S3-01 to S3-03: both totals by programs."""
    assert counted(tmp_path, "chuxiong", capsys)["figures"]["cases"] == 269
    told = counted(tmp_path, "chuxiong", capsys, "--government")
    assert (told["figures"]["cases"], told["figures"]["units"]) == (248, 31)
    assert parts(told, "result_class") == [(177, "71.37%"), (61, "24.6%"), (10, "4.03%")]


def test_chuxiong_in_the_report(tmp_path: Path) -> None:
    """S3-01 to S3-03: the report tells all papers, or those the government leads where it is asked to."""
    text = reported(tmp_path, "chuxiong", "--government")
    assert "共提出提案269件，其中交示例市政府系统办理248件，由31个单位承办" in text
    assert "177件，占71.37%" in text
    assert "269件" in reported(tmp_path, "chuxiong")


@of("chaoyang")
def test_chaoyang_on_the_screen(screen: Screen) -> None:
    """S4-01 to S4-05, S4-17: motions within, classes as planned against what was done, 18 apart, themes."""
    assert screen.total == 156
    assert [each.partition("　")[0] for each in screen.bars("类型")] == ["代表建议：150", "议案转建议：6"]
    assert [each.partition("：")[2] for each in screen.bars("计划类别")] == [
        "79　50.6%", "46　29.5%", "31　19.9%",
    ]  # fmt: skip
    assert screen.rates()["多单位承办占比"] == ("60.3%", "94", "156")
    crossed = screen.crossed(Dimension.PLAN_CLASS, Dimension.IMPLEMENTATION)
    assert [row[1:] for row in crossed] == [
        ["83", "6", "40", "27", "156"],
        ["79", "0", "0", "0", "79"],
        ["0", "6", "40", "0", "46"],
        ["4", "0", "0", "27", "31"],
    ]
    between = screen.narrowed(origin=Origin.INTERSESSION)
    assert between.total == 18
    assert between.rates()["办复率"] == ("100.0%", "18", "18")
    screen.narrowed(origin=Origin.SESSION).page.scope.sessions.choose(None)
    themes = {row[0]: row[-1] for row in screen.crossed(Dimension.THEME, Dimension.LEVEL)}
    assert [themes[each] for each in ("环境整治", "停车管理", "城市管理")] == ["9", "15", "91"]
    levels = next(row for row in screen.crossed(Dimension.THEME, Dimension.LEVEL) if row[0] == "城市管理")
    assert levels[1:] == ["30", "52", "9", "91"]
    groups = {each.theme: each for each in theme.groups(screen.office, Criteria())}
    assert groups["城市管理"].number == 91


def test_chaoyang_by_count_and_in_the_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """S4-01 to S4-04, S4-06: between sessions with an as-of of its own; rows of the crossing add up."""
    asked = ("--cross", "计划类别,落实情况")
    told = counted(tmp_path, "chaoyang", capsys, *asked)
    assert [number for number, _ in parts(told, "kind")] == [150, 6]
    assert parts(told, "plan_class") == [(79, "50.6%"), (46, "29.5%"), (31, "19.9%")]
    cells = told["cross"]["cells"]
    assert [cells[1]["提前落实"], cells[1]["继续推进"], cells[1]["合计"]] == [6, 40, 46]
    assert [cells[2]["已落实"], cells[2]["上级研究审批中"], cells[2]["合计"]] == [4, 27, 31]
    between = counted(tmp_path, "chaoyang", capsys, "--origin", "闭会", "--as-of", "2020年12月1日")
    assert (between["figures"]["cases"], between["figures"]["as_of"]) == (18, "2020年12月1日")
    text = reported(tmp_path, "chaoyang")
    assert "156件（包括议案转建议6件）" in text
    assert "会下期间建议共18件，已全部办复" in text
    assert "B类中，6件提前落实，40件继续推进；C类中，4件已落实，27件上级研究审批中" in text
    assert "相关建议共15件" in text
