"""Printed forms: labels and what is filled in, room for the pen, notes, copies, pages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.documents.forms import render
from desktop.domain.errors import OfficeError
from desktop.domain.form import (
    SIGNED,
    WIDTH,
    Box,
    Form,
    Row,
    choices,
    label,
    pair,
    pairs,
    together,
    widths,
)
from tests.documents.letters import Printed

FORM = Form(
    "人大代表建议办理情况征询意见表",
    (
        pairs(("建议编号", "第12号"), ("主办单位", "示例区教育局")),
        pair("建议标题", "关于增设公交站点的建议"),
        Row((label("办理结果"), Box(choices(("满意", "基本满意", "不满意"), ("基本满意",))))),
        pair("意见建议", "", lines=8),
        pair("代表签名", SIGNED),
    ),
    left="领衔代表：示例甲",
    right="区十七届人大一次会议",
    notes=("1.本表由代表本人填写，部门不能代填。",),
)


def printed(*forms: Form) -> Printed:
    """Return forms as they come out of the printer."""
    return Printed(render(forms, "示例办"))


def test_labels_and_what_is_filled_in_are_printed() -> None:
    text = printed(FORM).text(0)
    for words in (
        FORM.title, FORM.left, FORM.right, "建议编号第12号主办单位示例区教育局", "关于增设公交站点的建议",
        "□满意■基本满意□不满意", "签名：年月日", FORM.notes[0],
    ):  # fmt: skip
        assert words in text


def test_an_empty_box_leaves_room_for_the_pen() -> None:
    (low,) = [each for each in printed(FORM).lines(0) if "".join(g.char for g in each).startswith("代表签名")]
    more = replace(FORM, rows=(*FORM.rows[:3], pair("意见建议", "", lines=16), FORM.rows[4]))
    (lower,) = [
        each for each in printed(more).lines(0) if "".join(g.char for g in each).startswith("代表签名")
    ]
    assert lower[0].y - low[0].y == pytest.approx(8 * 20 * 25.4 / 72, abs=0.5)


def test_nothing_leaves_the_margins() -> None:
    long = replace(FORM, rows=(pair("说明", "甲乙丙丁" * 300, lines=4), *FORM.rows))
    for number in range(len(printed(long))):
        for glyph in printed(long).glyphs(number):
            assert glyph.left > 27
            assert glyph.right < 185
            assert glyph.y < 297 - 11


def test_rows_go_on_to_the_next_page_whole() -> None:
    rows = tuple(pair(f"第{number}项", f"内容{number}", lines=4) for number in range(20))
    paper = printed(replace(FORM, rows=rows))
    assert len(paper) > 1
    text = "".join(paper.text(number) for number in range(len(paper)))
    assert all(f"第{number}项内容{number}" in text for number in range(20))


def test_notes_that_find_no_room_go_on_the_next_page() -> None:
    notes = tuple(f"{number}.填写说明，请如实填写并按时寄回。" for number in range(40))
    paper = printed(replace(FORM, notes=notes))
    assert len(paper) == 2
    assert "39.填写说明" in paper.text(1)


def test_every_copy_is_printed_and_each_form_begins_anew() -> None:
    paper = printed(replace(FORM, copies=2), FORM)
    assert len(paper) == 3
    assert len({paper.text(number) for number in range(3)}) == 1


def test_a_box_is_never_parted_from_its_word() -> None:
    words = choices([f"第{number}种方式" for number in range(12)])
    lines = [
        "".join(glyph.char for glyph in line)
        for line in printed(replace(FORM, rows=(Row((label("方式"), Box(words, 9), Box())),))).lines(0)
    ]
    assert not any(line.rstrip("方式").endswith("□") for line in lines)


def test_a_character_no_face_has_is_named() -> None:
    with pytest.raises(OfficeError, match=r"U\+1F600.*未生成表单"):
        printed(replace(FORM, left="😀"))


def test_equal_forms_give_equal_bytes_and_a_demo_is_marked() -> None:
    assert render([FORM], "示例办") == render([FORM], "示例办")
    assert "演示" in printed(replace(FORM, watermark="演示")).text(0)


@pytest.mark.parametrize(
    "boxes",
    [(label("甲", 12), Box("", 11)), (label("甲", 20), Box("", 5)), (label("甲", WIDTH), Box(""))],
)
def test_boxes_that_do_not_fit_are_a_mistake(boxes: tuple[Box, ...]) -> None:
    with pytest.raises(ValueError, match="do not fill a row"):
        Form("表", (Row(boxes),))


def test_boxes_without_a_width_share_what_is_left() -> None:
    assert widths(Row((label("甲"), Box(), label("乙"), Box()))) == (4, 8, 4, 8)


def test_a_long_text_goes_on_under_its_label_and_the_name_of_the_form() -> None:
    text = "".join(f"{number:04d}。" for number in range(700))
    paper = printed(replace(FORM, rows=(*FORM.rows, pair("提案正文", text, lines=20))))
    assert len(paper) == 3
    assert "办理结果" in paper.text(0)
    assert "提案正文" in paper.text(0)
    pages = [paper.text(number) for number in range(3)]
    assert pages[1].startswith(f"{FORM.title}（续）")
    assert "提案正文" in pages[2]
    assert "第3页共3页" in pages[2]
    found = "".join(pages)
    assert all(f"{number:04d}。" in found for number in range(700))


def test_heading_rows_stand_on_every_page() -> None:
    head = Row((label("序号", 2), label("事项", 0)))
    rows = (head, *(Row((Box(str(number), 2), Box(f"事项{number}"))) for number in range(60)))
    paper = printed(Form("清单", rows, repeated=1))
    assert len(paper) > 1
    assert all("序号事项" in paper.text(number) for number in range(len(paper)))


def test_room_for_the_pen_is_never_more_than_a_page() -> None:
    assert len(printed(replace(FORM, rows=(pair("意见", "", lines=90),), notes=()))) == 1
    assert len(printed(replace(FORM, rows=(FORM.rows[0], pair("意见", "", lines=90)), notes=()))) == 2


def test_tied_rows_stand_on_one_page() -> None:
    def block(name: str) -> list[Row]:
        return list(together(pair(f"{name}{number}", "", lines=2) for number in range(9)))

    paper = printed(Form("记录表", (*block("甲"), *block("乙"), *block("丙"))))
    assert len(paper) == 3
    assert [("甲8" in t, "乙0" in t, "丙0" in t) for t in map(paper.text, range(3))] == [
        (True, False, False), (False, True, False), (False, False, True)]  # fmt: skip
    assert len(printed(Form("记录表", tuple(together(pair(str(n), lines=9) for n in range(9)))))) == 3


def test_a_choice_is_never_parted_and_begins_its_line() -> None:
    words = choices(("召开座谈会", "上门征求意见", "电话联系", "其他", "无沟通联系"))
    rows = printed(Form("表", (pair("方式", words),))).lines(0)
    (last,) = [line for line in rows if "无" in "".join(glyph.char for glyph in line)]
    text = "".join(glyph.char for glyph in last)
    assert text.endswith("□无沟通联系")
    assert last[0].x == pytest.approx(28 + 4 * 156 / 24 + 3 * 25.4 / 72, abs=0.3)
