"""The pieces a case is shown with: clamped titles, chips with a shape, columns that keep their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.light import Tone
from desktop.views.cards import Card, CardColumn, ClampedLabel, ToneChip, facts, words
from tests.views.case_desk import words_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

TITLE = "关于在示例路与文化街交叉口增设公交停靠站并优化沿线非机动车道的建议"


def test_a_long_title_is_clamped_and_told_whole(qtbot: QtBot) -> None:
    label = ClampedLabel(2)
    qtbot.addWidget(label)
    label.show_text(TITLE)
    lines = label.shown_lines(160)
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert label.toolTip() == label.accessibleName() == label.text() == TITLE
    assert label.shown_lines(2_000) == (TITLE,)
    assert label.heightForWidth(160) == 2 * label.heightForWidth(2_000)
    label.resize(160, 60)
    label.show()
    assert not label.grab().isNull()


def test_a_chip_carries_a_shape_beside_its_colour(qtbot: QtBot) -> None:
    chip = ToneChip(Tone.OVERDUE, "逾期3天")
    qtbot.addWidget(chip)
    assert chip.text() == "■ 逾期3天"
    assert chip.accessibleName() == "逾期3天"
    chip.show_tone(Tone.GREEN, "正常")
    assert (chip.tone, chip.text()) == (Tone.GREEN, "● 正常")
    assert chip.sizeHint() == chip.minimumSizeHint()


def test_empty_facts_are_dashes(qtbot: QtBot) -> None:
    panel = facts((("文号", ""), ("签发", "示例局长")), 2)
    qtbot.addWidget(panel)
    assert words_of(panel).split("\n") == ["文号", "—", "签发", "示例局长"]


def test_a_column_filled_anew_keeps_its_place(qtbot: QtBot) -> None:
    column = CardColumn()
    qtbot.addWidget(column)
    column.resize(300, 200)
    column.show()

    def cards() -> list[Card]:
        made = [Card(f"第{number}项") for number in range(20)]
        for card in made:
            card.add(words("正文"))
        return made

    column.fill(cards())
    bar = column.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(300)
    column.fill(cards())
    qtbot.waitUntil(lambda: bar.value() == 300)
    assert not column.holds_focus()
