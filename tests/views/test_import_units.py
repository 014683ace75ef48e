"""Unit names nobody knows are decided one by one with keys, or all as suggested."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.casework import find, intake, keep
from desktop.casework.intake_units import Resolution, UnitChoice
from desktop.domain.listing import Criteria
from desktop.views.import_units import UnitsPage
from tests.views.case_desk import focus, press, type_text

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.casework.intake import Plan
    from desktop.casework.office import Office
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard

Seat = tuple["Desk", "Heard"]
LIST = """案号,案由,领衔代表,主办单位,协办单位
1,关于增设示例路公交站的建议,示例甲,示例区教育局（教体局）,示例区科技局
2,关于整治示例河的建议,示例乙,区交通局,示例区教育局（教体局）、各镇（街道）
"""


class Host:
    """Whoever embeds the page: decides the plan again and shows it."""

    def __init__(self, seat: Seat, qtbot: QtBot, path: Path) -> None:
        self.office: Office = seat[0].office
        self.plan: Plan = intake.read(self.office, path)
        self.page = UnitsPage(seat[0])
        qtbot.addWidget(self.page)
        self.page.decided.connect(self.decide)
        self.page.show_plan(self.plan)
        self.page.show()
        self.page.activateWindow()
        self.page.table.setFocus()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is self.page.table)

    def decide(self, decisions: intake.Decisions) -> None:
        """Plan again with these decisions."""
        self.plan = intake.decide(self.office, self.plan, decisions)
        self.page.show_plan(self.plan)

    def choices(self) -> dict[str, UnitChoice]:
        """Return what is chosen for each spelling."""
        return {each.name: each.choice for each in self.plan.units}

    def current(self) -> str:
        """Return the spelling the cursor is on."""
        asked = self.page.table.current_row
        return asked.name if asked else ""


@pytest.fixture
def host(seat: Seat, qtbot: QtBot, tmp_path: Path) -> Host:
    """Return the page over a list with four unknown spellings."""
    path = tmp_path / "代表建议交办清单.csv"
    path.write_text(LIST, "utf-8")
    return Host(seat, qtbot, path)


def lines(page: UnitsPage) -> list[tuple[str, str, str, str]]:
    """Return what the list says, line by line."""
    rows = page.table.rows
    return [
        (rows.text_at(place, 0), rows.text_at(place, 1), rows.text_at(place, 2), rows.text_at(place, 3))
        for place in range(rows.rowCount())
    ]


def test_every_unknown_spelling_is_listed_with_its_suggestion(host: Host) -> None:
    assert lines(host.page) == [
        ("示例区教育局（教体局）", "2", "记为“示例区教育局”的别名", "▲ 请核对"),
        ("示例区科技局", "1", "新建", "○ 按建议"),
        ("区交通局", "1", "新建；相近：示例区交通局（港航中心）", "▲ 请核对"),
        ("各镇（街道）", "1", "新建", "○ 按建议"),
    ]
    assert (host.page.open_questions, host.page.numbers.text()) == (4, "4 个写法办理台不认识，4 个没有定")
    assert host.current() == "示例区教育局（教体局）"
    assert host.page.place.text() == "首见第 2 行，共 2 处"


def test_each_is_decided_with_one_key_and_the_cursor_goes_on(host: Host, seat: Seat) -> None:
    for key, now in (("1", "示例区科技局"), ("3", "区交通局"), ("2", "各镇（街道）")):
        press(key)
        assert host.current() == now
    press("4")
    assert host.choices() == {
        "示例区教育局（教体局）": UnitChoice(Resolution.ALIAS, 1),
        "示例区科技局": UnitChoice(Resolution.NEW, name="示例区科技局"),
        "区交通局": UnitChoice(Resolution.KNOWN, 3),
        "各镇（街道）": UnitChoice(Resolution.LEFT_OUT),
    }
    assert [line[2] for line in lines(host.page)] == [
        "记为“示例区教育局”的别名",
        "新建“示例区科技局”",
        "这次认作“示例区交通局（港航中心）”",
        "不取用",
    ]
    assert (host.page.open_questions, host.page.numbers.text()) == (0, "4 个写法办理台不认识，都已定")
    assert not host.page.take_all.isEnabled()
    intake.commit(host.office, host.plan)
    units = {unit.name: unit for unit in keep.units(seat[0].office)}
    assert units["示例区教育局"].aliases == ("示例区教育局（教体局）",)
    assert units["示例区交通局（港航中心）"].aliases == ()
    assert "各镇（街道）" not in units
    (first, second) = (find.case(host.office, row.id) for row in find.page(host.office, Criteria(), 0, 9))
    assert [task.unit_name for task in first.assignments] == ["示例区教育局", "示例区科技局"]
    assert [task.unit_name for task in second.assignments] == ["示例区交通局（港航中心）", "示例区教育局"]


def test_everything_as_suggested(host: Host, qtbot: QtBot) -> None:
    press("4")
    press("Alt+5")
    qtbot.waitUntil(lambda: host.page.open_questions == 0)
    assert [each.how for each in host.choices().values()] == [
        Resolution.LEFT_OUT,
        Resolution.NEW,
        Resolution.NEW,
    ]
    odd = [each.text for each in host.plan.problems if each.row == 2 and each.is_odd]
    assert odd == [
        "第2行“主办单位”（示例区教育局（教体局））：主办单位都不取用，按待交办收下，这一行的协办单位和答复也没有取用"
    ]


def test_a_unit_is_found_by_its_initials(host: Host) -> None:
    press("Return")
    type_text("slqczj")
    assert host.page.finder.list.count() == 1
    press("Return")
    assert host.choices()["示例区教育局（教体局）"] == UnitChoice(Resolution.ALIAS, 2)
    press("Return")
    type_text("没有的单位")
    press("Return")
    assert host.page.open_questions == 3


def test_a_new_unit_may_be_called_otherwise_and_its_spelling_is_learned(host: Host) -> None:
    press("Down")
    press("Alt+N")
    assert focus() is host.page.new_name
    press("Ctrl+A")
    type_text("示例区科学技术局")
    press("Return")
    assert lines(host.page)[1][2] == "新建“示例区科学技术局”"
    intake.commit(host.office, host.plan)
    made = next(unit for unit in keep.units(host.office) if unit.name == "示例区科学技术局")
    assert made.aliases == ("示例区科技局",)


def test_up_and_down_walk_through_the_units_from_the_line(host: Host) -> None:
    press("Return")
    assert focus() is host.page.finder.line
    first = host.page.finder.current
    press("Down")
    assert host.page.finder.current != first
    press("Up")
    assert host.page.finder.current == first
    press("X")
    assert host.page.finder.line.text() == "x"


def test_a_double_click_on_a_unit_takes_it(host: Host) -> None:
    finder = host.page.finder.list
    item = finder.item(1)
    spot = finder.visualItemRect(item).center()
    QTest.mouseClick(finder.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    QTest.mouseDClick(finder.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert host.choices()["示例区教育局（教体局）"].unit_id == 2


def test_a_list_of_known_units_asks_nothing(seat: Seat, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "代表建议交办清单.csv"
    path.write_text("案号,案由,主办单位\n1,关于示例的建议,示例区教育局\n", "utf-8")
    page = UnitsPage(seat[0])
    qtbot.addWidget(page)
    page.decide(Resolution.NEW)
    page.take_suggestions()
    assert page.open_questions == 0
    page.show_plan(intake.read(seat[0].office, path))
    assert page.numbers.text() == "来表中的单位办理台都认识"
    assert (page.open_questions, page.title.text()) == (0, "没有要定的写法")
    assert not page.take_all.isEnabled()
    with qtbot.assertNotEmitted(page.decided):
        page.decide(Resolution.LEFT_OUT)
