"""Fields beyond the plain line: what they hold, find and refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.domain.errors import OfficeError
from desktop.domain.unit import Unit
from desktop.views.fields import Choice, TextArea, UnitLine, WordBox
from tests.views.case_desk import press

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

UNITS = (
    Unit("示例区教育局", aliases=("教体局",), former_names=("示例区文教局",), id=1),
    Unit("示例区教育考试院", id=2),
    Unit("示例区旧局", is_active=False, id=3),
)


@pytest.mark.parametrize(
    ("typed", "unit_id"),
    [
        ("示例区教育局", 1),
        (" 示例区 教育局", 1),
        ("教体局", 1),
        ("文教", 1),
        ("考试院", 2),
        ("ksy", 2),
        ("jtj", 1),
        ("教育", None),
        ("旧局", None),
        ("民政", None),
        ("", None),
    ],
)
def test_a_unit_is_found_by_any_of_its_names(qtbot: QtBot, typed: str, unit_id: int | None) -> None:
    line = UnitLine(UNITS)
    qtbot.addWidget(line)
    line.setText(typed)
    unit = line.meant()
    assert (unit.id if unit else None) == unit_id


def test_enter_takes_a_unit_or_tells_that_it_is_missing(qtbot: QtBot) -> None:
    line = UnitLine(UNITS)
    qtbot.addWidget(line)
    line.setText("教体局")
    with qtbot.waitSignal(line.unit_taken) as taken:
        press("Return", line)
    assert taken.args == [UNITS[0]]
    assert line.text() == ""
    line.setText("民政局")
    with qtbot.waitSignal(line.unit_missed) as missed:
        press("Return", line)
    assert missed.args == ["民政局"]
    line.clear()
    with qtbot.assertNotEmitted(line.unit_missed):
        press("Return", line)
        line.take()


def test_a_choice_holds_values_behind_words(qtbot: QtBot) -> None:
    choice: Choice[int] = Choice([("甲", 1), ("乙", 2)])
    qtbot.addWidget(choice)
    assert choice.value() == 1
    choice.choose(2)
    assert (choice.value(), choice.currentText()) == (2, "乙")
    choice.choose(9)
    assert choice.value() == 2
    choice.offer([])
    choice.setAccessibleName("类型")
    with pytest.raises(OfficeError, match="“类型”没有可选的内容"):
        choice.value()


def test_a_word_box_offers_words_once_and_takes_others(qtbot: QtBot) -> None:
    box = WordBox(("甲", "", "甲", "乙"), "丙 ")
    qtbot.addWidget(box)
    assert [box.itemText(place) for place in range(box.count())] == ["甲", "乙"]
    assert box.text() == "丙"


def test_a_text_area_is_as_high_as_its_lines_and_tab_leaves_it(qtbot: QtBot) -> None:
    small, tall = TextArea(2), TextArea(8)
    for area in (small, tall):
        qtbot.addWidget(area)
    assert tall.sizeHint().height() - small.sizeHint().height() == 6 * small.fontMetrics().lineSpacing()
    assert small.tabChangesFocus()
