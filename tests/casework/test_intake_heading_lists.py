"""The heading lists of several places, retyped: every column is known; tables that count are told as such."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.casework import export, intake
from desktop.casework.intake_columns import find_layout
from desktop.casework.intake_headings import FIELDS, Field, key_of_heading
from desktop.domain.errors import OfficeError
from desktop.domain.filters import ListColumn
from tests.casework.lists import as_csv, as_xlsx
from tests.desks import new_office

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.casework.office import Office

LISTS: dict[str, str] = {
    "汇总": "案号=编号 领衔人/提案人=领衔人 案由 当前环节 主办单位 协办单位",
    "提案明细表": (
        "届次 提案编号=编号 案由 第一提案人=领衔人 提案人数 提案类型=类型 办理方式 可否公开=是否公开 "
        "可否附议=不取用 提案状态=状态 内容分类 优秀提案=并入备注 重点提案=重点 督办领导 "
        "合并提案=并入备注 建议办理单位 拟定办理单位=拟主办单位 办理单位=主办单位 "
        "审查日期=并入备注 交办日期 要求办结日期=办结时限 解决程度=类别标记 提案人意见=反馈评价"
    ),
    "承办单位明细": (
        "承办单位=主办单位 提案编号=编号 案由 第一提案人=领衔人 提案人数 提案类型=类型 内容分类 "
        "重点提案=重点 督办领导 办理方式"
    ),
    "建议目录": (
        "序号 建议编号=编号 提建议人/单位=代表团/界别 提建议人/姓名=领衔人 建议标题=案由 拟主办单位 备注"
    ),
    "提案收件清单": (
        "提案号=编号 案由 提案人类别=并入备注 提案人=领衔人 界别=代表团/界别 专委会=并入备注 类别 "
        "提交时间=登记时间 状态 办理时间=不取用 办理意见=并入备注"
    ),
    "完整台账": (
        "序号 类型 届次 编号 标题/案由=案由 领衔人 联名人数=附议人数 代表团/界别 联系电话 内容分类 重点 "
        "主办=主办单位 协办=协办单位 责任领导 承办科室 承办人 交办日期 办结时限 文号 签发人 答复日期 类别 "
        "公开属性=是否公开 反馈日期 办理工作评价=办理态度评价 办理结果评价 专题 典型案例 备注"
    ),
}
"""Headings in their order, each with the field it means where that is called otherwise."""
ANSWERS = (
    "案号=编号 复文摘要=并入备注 复文正文 字 年 号 类=类别标记 承办单位=主办单位 承办负责人 承办人 "
    "承办日期=不取用 负责人电话=不取用 签发人 签发日期=答复日期 承办状态=当前环节 "
    "办理态度满意度=办理态度评价 办理结果满意度=办理结果评价 反馈时间=反馈日期 交办日期 "
    "增办建议=并入备注 退回理由=并入备注 退回改办建议=并入备注 回复单位类型=并入备注 届次 会议 "
    "行政区划名称=不取用 备注"
)
COUNTING: dict[str, str] = {
    "单位统计": (
        "单位 办理/主办 办理/协办 办理/总数 办复/主办 办复/协办 办复/总数 办复/办复率 办理工作/满意 "
        "办理工作/基本满意 办理工作/不满意 办理工作/未表态 办理结果/满意 办理结果/基本满意 "
        "办理结果/不满意 办理结果/未表态"
    ),
    "办理进度监控": "单位名称 单办 分办 会办(主办) 办理总数(不含会办) 办理数 未办数 整体进度",
    "单位满意度测评": "承办单位 承办建议数 满意(80-100) 基本满意(60-79) 不满意(≤59) 排名",
}


def headings(text: str) -> list[str]:
    """Return the headings of a list."""
    return [each.partition("=")[0] for each in text.split()]


def fields(text: str) -> list[str]:
    """Return the field each heading of a list means."""
    return [each.rpartition("=")[2] for each in text.split()]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = new_office(tmp_path / "desk")
    yield opened
    opened.close()


def two_rows(names: list[str]) -> tuple[list[str], list[str]]:
    """Return the headings as parents and children; a parent stands once, over its first child."""
    parents, children, before = [], [], ""
    for name in names:
        parent, _, child = name.partition("/")
        parents.append("" if child and parent == before else parent)
        children.append(child)
        before = parent if child else ""
    return parents, children


@pytest.mark.parametrize("name", LISTS)
def test_every_column_of_the_list_is_known(name: str) -> None:
    listed = LISTS[name]
    heads = headings(listed)
    layout = find_layout([heads, ["x"] * len(heads)])
    assert layout is not None
    assert layout.is_case_list
    assert [each.field.value if each.field else "" for each in layout.headings] == fields(listed)


def test_a_list_of_answers_is_known_column_by_column_and_asks_for_titles(
    office: Office, tmp_path: Path
) -> None:
    layout = find_layout([headings(ANSWERS)])
    assert layout is not None
    assert [each.field.value if each.field else "" for each in layout.headings] == fields(ANSWERS)
    with pytest.raises(OfficeError, match="没有“案由”或“标题”列"):
        intake.read(office, as_csv(tmp_path, headings(ANSWERS), ["1"] * len(fields(ANSWERS))))


def test_two_rows_of_headings_are_the_same_list() -> None:
    listed = LISTS["建议目录"]
    layout = find_layout([("建议目录", *[""] * 6), *two_rows(headings(listed)), ["1"] * 7])
    assert layout is not None
    assert (layout.top, layout.below) == (1, 3)
    assert [each.field.value if each.field else "" for each in layout.headings] == fields(listed)


@pytest.mark.parametrize("name", COUNTING)
@pytest.mark.parametrize("joint", ["", "/", "_"])
def test_a_table_that_counts_is_told_as_one(office: Office, tmp_path: Path, name: str, joint: str) -> None:
    names = headings(COUNTING[name])
    heads = ([each.replace("/", joint) for each in names],) if joint else two_rows(names)
    row = ["示例区教育局", *map(str, range(1, len(names)))]
    path = as_xlsx(tmp_path, [name], *heads, row, name=f"{name}.xlsx")
    with pytest.raises(OfficeError) as refused:
        intake.read(office, path)
    assert refused.value.message == (
        f"“{name}.xlsx”是统计表，一行是一个单位的件数，不是一件办件，办理台没有改动；"
        "请改选一行一件、有“案由”列的清单。"
    )


def test_a_list_without_titles_is_not_called_a_table_that_counts(office: Office, tmp_path: Path) -> None:
    with pytest.raises(OfficeError, match="没有“案由”或“标题”列"):
        intake.read(office, as_csv(tmp_path, ("案号", "主办单位", "协办单位"), ("1", "甲局", "乙局")))


def test_no_field_of_a_ledger_is_without_a_heading() -> None:
    layout = find_layout([headings(LISTS["完整台账"])])
    assert layout is not None
    assert {Field.THEMES, Field.TYPICAL} <= layout.columns.keys()


def test_the_desk_knows_every_heading_it_writes_itself() -> None:
    titles = {each.label for each in ListColumn} | {export.COLOURED.title}
    assert {each for each in titles if key_of_heading(each) not in FIELDS} == set()
