"""Known words that drop down while one types: by characters, by initials, and the nearest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.views.found_words import fitting
from desktop.views.name_area import NameArea
from desktop.views.word_finder import FindingWordBox
from tests.views.case_desk import press, type_text

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # lists that drop down
NAMES = ("示例甲", "单示例", "欧阳示例", "示例区教育局", "民盟示例区委")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("示例", ["示例甲", "示例区教育局", "单示例", "欧阳示例", "民盟示例区委"]),
        ("ssl", ["单示例"]),
        ("oysl", ["欧阳示例"]),
        ("JYJ", ["示例区教育局"]),
        ("slj", ["示例甲"]),
        ("民盟", ["民盟示例区委"]),
        ("查无此人", []),
        (" ", []),
    ],
)
def test_words_are_found_by_characters_and_by_initials(typed: str, found: list[str]) -> None:
    assert fitting(NAMES, typed) == found


def test_no_more_are_offered_than_can_be_overlooked() -> None:
    assert len(fitting([f"示例{number}" for number in range(99)], "示例")) == 12


@pytest.fixture
def area(qtbot: QtBot) -> NameArea:
    area = NameArea(3)
    qtbot.addWidget(area)
    area.offer(NAMES)
    area.show()
    area.activateWindow()
    area.setFocus()
    qtbot.waitUntil(area.hasFocus)
    return area


def test_each_name_of_a_list_is_completed_by_itself(area: NameArea) -> None:
    type_text("示例丁、oy")
    assert area.offered() == ("欧阳示例",)
    with_enter = area.popup()
    press("Return", with_enter)
    assert area.text() == "示例丁、欧阳示例"
    assert area.offered() == ()
    press("Return", area)
    type_text("jyj")
    press("Tab", area.popup())
    type_text("")
    assert area.offered() == ()


def test_the_list_closes_on_escape_and_what_was_typed_stays(area: NameArea) -> None:
    type_text("ssl")
    assert area.offered() == ("单示例",)
    press("Escape", area.popup())
    assert area.offered() == ()
    assert area.text() == "ssl"


def test_a_name_written_out_needs_no_list(area: NameArea) -> None:
    type_text("欧阳示例")
    assert area.offered() == ()


def test_nothing_is_offered_where_the_cursor_is_not(area: NameArea) -> None:
    area.clearFocus()
    area.setPlainText("ssl")
    assert area.offered() == ()


def test_other_words_may_be_offered_later(qtbot: QtBot) -> None:
    box = FindingWordBox(["城建交通"])
    qtbot.addWidget(box)
    assert box.text() == ""
    box.offer(["教育", "", "教育"])
    assert [box.itemText(place) for place in range(box.count())] == ["教育"]
