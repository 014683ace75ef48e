"""Paragraph levels set in plain text, and numbered anew."""

from __future__ import annotations

from desktop.domain.letter import ParagraphLevel
from desktop.domain.levels import with_level

H1, H2, H3, BODY = ParagraphLevel.H1, ParagraphLevel.H2, ParagraphLevel.H3, ParagraphLevel.BODY


def test_a_line_gets_the_next_number_of_its_level() -> None:
    lines = ["一、情况", "正文", "", "措施", "三、其他"]
    assert with_level(lines, 3, 3, H1) == ["一、情况", "正文", "", "二、措施", "三、其他"]


def test_levels_below_begin_anew() -> None:
    lines = ["一、情况", "（一）甲", "1.子", "乙", "二、措施", "丙"]
    lines = with_level(lines, 3, 3, H2)
    assert lines[3] == "（二）乙"
    assert with_level(lines, 5, 5, H2)[5] == "（一）丙"
    assert with_level(["（一）甲", "1.子", "（二）乙", "丑"], 3, 3, H3)[3] == "1.丑"


def test_several_lines_at_once_and_back_to_running_text() -> None:
    lines = with_level(["甲", "", "乙"], 0, 2, H3)
    assert lines == ["1.甲", "", "2.乙"]
    assert with_level(lines, 0, 0, BODY) == ["甲", "", "1.乙"]


def test_running_text_elsewhere_stays_as_it_is() -> None:
    assert with_level(["　　缩进的", "1.5公里", "甲"], 2, 2, H1) == ["　　缩进的", "1.5公里", "一、甲"]
