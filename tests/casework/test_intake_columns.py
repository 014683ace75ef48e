"""The heading of a list is found by itself, however the office wrote it."""

from __future__ import annotations

import pytest

from desktop.casework.intake_columns import find_layout
from desktop.casework.intake_headings import COLUMNS, Field

HEAD = ("案号", "案由", "领衔人", "主办单位")


def fields(*rows: tuple[object, ...]) -> list[str]:
    layout = find_layout(rows)
    assert layout is not None
    return [each.field.value if each.field else "" for each in layout.headings]


def test_no_heading_is_claimed_by_two_fields() -> None:
    headings = [heading for line in COLUMNS.values() for heading in line.split()]
    assert len(headings) == len(set(headings))


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("案  号", Field.NUMBER),
        ("备\n注", Field.REMARK),
        ("代表团／界别", Field.DELEGATION),
        ("主办（独办）单位", Field.LEAD_UNIT),
        ("协办已回复数", Field.CO_REPLIED),
        ("满意(80-100)", Field.UNUSED),
        ("＊案由：", Field.TITLE),
    ],
)
def test_blanks_line_breaks_and_full_width_signs_do_not_matter(heading: str, field: Field) -> None:
    assert field.value in fields(("标题", "案号", heading) if field is not Field.TITLE else ("案号", heading))


def test_the_heading_stands_below_titles() -> None:
    layout = find_layout(
        [("示例区代表建议汇总", None, None, None), (None,) * 4, HEAD, ("1", "甲", "乙", "丙")]
    )
    assert layout is not None
    assert (layout.top, layout.below) == (2, 3)


def test_two_rows_are_joined_parent_and_child() -> None:
    parents = ("序号", "建议编号", "提建议人", None, "建议标题", "拟主办单位", "备注")
    children = (None, None, "单位", "姓名", None, None, None)
    assert fields(parents, children, ("1",) * 7) == [
        "序号", "编号", "代表团/界别", "领衔人", "案由", "拟主办单位", "备注",
    ]  # fmt: skip


def test_a_plain_child_takes_the_meaning_of_its_parent() -> None:
    joined = fields(("编号", "案由", "承办单位", "办理", None), (None, None, "名称", "会办单位", "责任科室"))
    assert joined == ["编号", "案由", "主办单位", "协办单位", "承办科室"]


def test_a_title_row_above_is_no_parent_row() -> None:
    layout = find_layout([("建议办理件汇总", None, None, None), HEAD])
    assert layout is not None
    assert (layout.top, layout.below) == (1, 2)


def test_the_second_column_of_a_field_is_left_alone() -> None:
    assert fields(("编号", "案号", "案由", "备注", "备注")) == ["编号", "", "案由", "备注", "并入备注"]


def test_without_a_title_the_best_heading_is_kept_to_tell_what_is_missing() -> None:
    layout = find_layout([("单位", "承办建议数"), ("编号", "主办单位", "协办单位"), ("1", "甲", "乙")])
    assert layout is not None
    assert layout.below == 2
    assert not layout.is_case_list


def test_rows_of_words_are_no_heading() -> None:
    assert find_layout([("名称", "系统"), ("甲", "乙")]) is None
    assert find_layout([]) is None


def test_a_heading_may_be_all_there_is() -> None:
    layout = find_layout([HEAD])
    assert layout is not None
    assert layout.below == 1


def test_a_list_of_opinions_is_told_by_its_columns() -> None:
    layout = find_layout([("类型", "案号", "协办单位", "协办意见提交日期", "状态")])
    assert layout is not None
    assert layout.is_opinion_list
    with_title = find_layout([("案由", "案号", "协办单位", "协办意见提交日期")])
    assert with_title is not None
    assert with_title.is_case_list
    assert not with_title.is_opinion_list


def test_a_repeated_heading_is_recognised() -> None:
    layout = find_layout([HEAD])
    assert layout is not None
    assert layout.is_heading_again(("案 号", "案由", None, "主办单位"))
    assert not layout.is_heading_again(("12", "关于案由的建议", "王示", "主办单位"))
