"""A list that comes again shows old and new cell by cell; nothing is overwritten that nobody ticked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from desktop.casework import find, intake
from desktop.domain.listing import Criteria
from desktop.views.import_updates import UpdatesPage
from tests.desks import answered
from tests.views.case_desk import focus, press, type_text

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.casework.intake import Plan
    from desktop.casework.office import Office
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard

Seat = tuple["Desk", "Heard"]
HEAD = "案号,案由,领衔代表,主办单位,联系电话,内容分类,备注"
BEFORE = (
    "1,关于增设示例路公交站的建议,示例甲,示例区教育局,,交通,",
    "2,关于整治示例河的建议,示例乙,示例区财政局,,农业,",
    "3,关于修缮示例桥的建议,示例丙,示例区教育局,,城建,急",
)
AFTER = (
    "1,关于增设示例路公交站台的建议,示例甲,示例区教育局,138-0000-0001,交通运输,",
    "2,关于整治示例河的建议,示例乙,示例区教育局,,农业,尽快",
    "3,一件完全不同的事情,示例丙,示例区教育局,,城建,急",
)


class Host:
    """Whoever embeds the page: decides the plan again and shows it."""

    def __init__(self, seat: Seat, qtbot: QtBot, path: Path) -> None:
        self.office: Office = seat[0].office
        self.plan: Plan = intake.read(self.office, path)
        self.page = UpdatesPage(seat[0])
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

    def taken(self) -> list[str]:
        """Return the columns of the cells that will be taken over."""
        return [each.column for each in self.plan.accepted]


def listed(folder: Path, *rows: str) -> Path:
    path = folder / "代表建议交办清单.csv"
    path.write_text("\n".join((HEAD, *rows)), "utf-8")
    return path


@pytest.fixture
def host(seat: Seat, qtbot: QtBot, tmp_path: Path) -> Host:
    """Return the page over a list whose three rows the desk has in other words."""
    office = seat[0].office
    intake.commit(office, intake.read(office, listed(tmp_path, *BEFORE)))
    second = find.by_number(office, "2")[0]
    answered(office, second, second.assignments[0].unit_id)
    return Host(seat, qtbot, listed(tmp_path, *AFTER))


def lines(page: UpdatesPage) -> list[tuple[str, ...]]:
    """Return what the list says, line by line, behind the ticks."""
    rows = page.table.rows
    return [
        tuple(rows.text_at(place, column) for column in (1, 3, 4, 5, 6)) for place in range(rows.rowCount())
    ]


def test_each_changed_cell_is_shown_old_and_new(host: Host) -> None:
    assert lines(host.page) == [
        ("1", "案由", "关于增设示例路公交站的建议", "关于增设示例路公交站台的建议", "○ 不改"),
        ("1", "内容分类", "交通", "交通运输", "○ 不改"),
        ("1", "联系电话", "（空）", "138-0000-0001", "● 补填"),
        ("2", "主办单位", "示例区财政局", "示例区教育局", "■ 已有答复，请在办件中改派"),
        ("2", "备注", "（空）", "尽快", "● 补填"),
    ]
    assert (host.page.changes, host.page.open_questions) == (5, 1)
    assert host.page.numbers.text() == "2 件的 5 格与办理台不同；将改 2 格；不改 2 格；不能改 1 格"


def test_space_ticks_a_cell_and_shift_space_the_whole_case(host: Host) -> None:
    press("Space")
    assert host.taken() == ["案由", "联系电话", "备注"]
    press("Shift+Space")
    assert host.taken() == ["案由", "内容分类", "联系电话", "备注"]
    press("Shift+Space")
    assert host.taken() == ["备注"]
    press("Down")
    press("Down")
    press("Down")
    press("Space")
    assert host.taken() == ["备注"], "a cell that cannot be changed keeps no tick"
    press("Shift+Space")
    assert host.taken() == []


def test_all_or_none(host: Host, qtbot: QtBot) -> None:
    press("Alt+1")
    qtbot.waitUntil(lambda: host.taken() == ["案由", "内容分类", "联系电话", "备注"])
    press("Alt+2")
    qtbot.waitUntil(lambda: host.taken() == [])
    assert "将改 0 格" in host.page.numbers.text()


def test_a_row_of_a_doubtful_case_is_given_one_by_a_person(host: Host) -> None:
    card = host.page.matches
    assert card.isVisible()
    assert card.heading.text() == "1 行对应哪一件要由人来定，还有 1 行没有定"
    assert [each.paper.title for each in host.plan.entries] == ["一件完全不同的事情"]
    card.table.setFocus()
    press("Return")
    assert focus() is card.finder.line
    assert [card.finder.list.item(at).text() for at in range(2)] == ["按新件登记", "3　关于修缮示例桥的建议"]
    press("Down")
    press("Return")
    assert (len(host.plan.entries), host.page.open_questions) == (0, 0)
    assert card.heading.text() == "1 行对应哪一件要由人来定，都已定"
    assert lines(host.page)[-1] == ("3", "案由", "关于修缮示例桥的建议", "一件完全不同的事情", "○ 不改")
    press("Return")
    type_text("示例河")
    assert card.finder.list.item(0).text() == "2　关于整治示例河的建议"
    press("Return")
    doubt = next(each.reason for each in host.plan.problems if each.row == 3)
    assert "已由表中另一行对应，按新件收下" in doubt
    press("Return")
    press("Return")
    assert [each.paper.title for each in host.plan.entries] == ["一件完全不同的事情"]


def test_an_equal_list_changes_nothing(seat: Seat, qtbot: QtBot, tmp_path: Path) -> None:
    office = seat[0].office
    page = UpdatesPage(seat[0])
    qtbot.addWidget(page)
    page.toggle_case()
    page.accept_all(accepted=True)
    assert (page.changes, page.open_questions) == (0, 0)
    intake.commit(office, intake.read(office, listed(tmp_path, *BEFORE)))
    page.show_plan(intake.read(office, listed(tmp_path, *BEFORE)))
    assert page.numbers.text() == "来表与办理台中已有的件没有不同"
    assert not page.take_all.isEnabled()
    assert find.count(office, Criteria()) == 3
