"""Every ledger that ships has the headings it was seen with, word for word, and can be made of any desk."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from desktop.casework import demo, designer, presets
from desktop.documents.table_fit import fitted
from desktop.domain.errors import OfficeError
from desktop.domain.ledger import CellKind
from desktop.domain.listing import Criteria
from tests import desks
from tests.documents.letters import Printed

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.domain.ledger import Ledger

_DIRECTORY = "序号 建议编号 提建议人/单位 提建议人/姓名 建议标题 拟主办单位 备注"
HEADINGS = {
    "办理台账": (
        "序号 类型 届次 编号 标题/案由 领衔人 联名人数 代表团/界别 联系电话 内容分类 重点 主办 协办"
        " 责任领导 承办科室 承办人 交办日期 协办意见时限 办结时限 延期至"
        " 面商日期与方式/前 面商日期与方式/中 面商日期与方式/后 审核环节"
        " 文号 签发人 答复日期 类别 公开属性 反馈日期 办理工作评价 办理结果评价 重新办理"
        " 承诺事项 计划完成时间 落实状态 跨年度 备注"
    ),
    "办理件汇总": "案号 领衔人/提案人 案由 当前环节 主办单位 协办单位",
    "单位统计": (
        "单位 办理/主办 办理/协办 办理/总数 办复/主办 办复/协办 办复/总数 办复/办复率"
        " 办理工作/满意 办理工作/基本满意 办理工作/不满意 办理工作/未表态"
        " 办理结果/满意 办理结果/基本满意 办理结果/不满意 办理结果/未表态"
    ),
    "提案明细表": (
        "届次 提案编号 案由 第一提案人 提案人数 提案类型 办理方式 可否公开 可否附议 提案状态 内容分类"
        " 优秀提案 重点提案 督办领导 合并提案 建议办理单位 拟定办理单位 办理单位 审查日期 交办日期"
        " 要求办结日期 解决程度 提案人意见"
    ),
    "承办单位明细": (
        "承办单位 提案编号 案由 第一提案人 提案人数 提案类型 内容分类 重点提案 督办领导 办理方式"
    ),
    "办理进度": "单位名称 单办 分办 会办(主办) 办理总数(不含会办) 办理数 未办数 整体进度",
    "建议目录": _DIRECTORY,
    "重点建议目录": _DIRECTORY,
    "优秀建议目录": _DIRECTORY,
    "单位满意度测评": "承办单位 承办建议数 满意(80-100) 基本满意(60-79) 不满意(≤59) 排名",
    "提案收件清单": "提案号 案由 提案人类别 提案人 界别 专委会 类别 提交时间 状态 办理时间 办理意见",
    "交办清单": (
        "承办单位 承办方式 编号 案由 领衔人 其他承办单位 责任领导 分管领导 承办人员 办理任务 办理标准"
        " 职责分工 办理时限"
    ),
    "B类答复件办理落实情况登记表": (
        "填表单位(盖章) 案号 现办复类别 案由 承诺事项 计划完成时间 落实状态 落实情况说明 备注"
    ),
    "属B类答复件一览表": (
        "序号 案号 案由 领衔人 主办单位 协办单位 答复文号 答复日期 计划完成时间 落实状态"
    ),
    "协办意见清单": (
        "序号 编号 案由 主办单位 协办单位 承办人员 协办意见时限 意见提交日期 提交情况 协办意见"
    ),
    "承诺事项台账": (
        "序号 编号 案由 领衔人 承诺单位 承诺事项 承诺日期 计划完成时间 完成日期 落实情况 落实依据"
    ),
    "承办单位联系回执": "单位名称 分管负责人 处室负责人 办理工作人员 联系电话 备注",
}
TWO_ROWS = {"办理台账", "单位统计", "建议目录", "重点建议目录", "优秀建议目录"}
LEFT_TO_THE_PEN = {"可否附议", "审查日期", "专委会", "落实情况说明", "处室负责人"}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return a desk of invented cases at every stage."""
    return demo.build(tmp_path_factory.mktemp("demo"), clock=desks.Clock(date(2026, 6, 1)), cases=60, seed=3)


def made(office: Office, name: str) -> Ledger:
    """Return the ledger of that name of the first session."""
    return designer.compose(office, designer.find(office, name), Criteria(session_id=1))


def headings(ledger: Ledger) -> str:
    """Return the headings from left to right, with the common one before a stroke."""
    return " ".join(f"{each.group}/{each.title}" if each.group else each.title for each in ledger.columns)


def test_every_ledger_seen_ships() -> None:
    assert [report.name for report in presets.shipped()] == list(HEADINGS)
    assert all(report.is_shipped and report.hint for report in presets.shipped())
    assert presets.usual().name == "办理台账"


@pytest.mark.parametrize("name", HEADINGS)
def test_headings_are_those_that_were_seen(office: Office, name: str) -> None:
    ledger = made(office, name)
    assert headings(ledger) == HEADINGS[name]
    assert ledger.grouped is (name in TWO_ROWS)


@pytest.mark.parametrize("name", HEADINGS)
def test_it_goes_into_every_format(office: Office, name: str, tmp_path: Path) -> None:
    report = designer.find(office, name)
    numbers = {
        designer.write(office, report, Criteria(), tmp_path / f"台账.{ending}")
        for ending in ("xlsx", "csv", "pdf")
    }
    assert len(numbers) == 1
    sheet = load_workbook(tmp_path / "台账.xlsx").active
    assert sheet is not None
    text = "".join(str(cell) for row in sheet.iter_rows(max_row=5, values_only=True) for cell in row if cell)
    paper = Printed((tmp_path / "台账.pdf").read_bytes())
    for word in HEADINGS[name].replace("/", " ").split():
        assert word in text.replace("/", "") or word in text
    assert f"第1页共{len(paper)}页" in paper.text(0)
    assert "历程校验码" in paper.text(len(paper) - 1)
    assert sheet.print_title_rows
    assert sheet.page_setup.orientation == ("landscape" if report.landscape else "portrait")
    assert (tmp_path / "台账.csv").read_text("utf-8-sig").count("\n") > numbers.pop()


@pytest.mark.parametrize("name", HEADINGS)
def test_only_columns_without_a_fact_are_left_empty(office: Office, name: str) -> None:
    report = designer.find(office, name)
    blank = {column.title for column in report.columns if not column.fact}
    assert blank <= LEFT_TO_THE_PEN | {"备注"}
    ledger = made(office, name)
    for place, column in enumerate(report.columns):
        if not column.fact:
            assert all(row[place] is None for row in ledger.rows)


def test_rates_of_units_have_two_decimals() -> None:
    for name, title in (("单位统计", "办复率"), ("办理进度", "整体进度")):
        columns = next(report for report in presets.shipped() if report.name == name).columns
        assert title in [column.title for column in columns]


def test_rates_are_shares_that_a_spreadsheet_can_reckon_with(office: Office) -> None:
    ledger = made(office, "单位统计")
    assert [column.kind for column in ledger.columns][7] is CellKind.PERCENT
    assert ledger.columns[7].shown(ledger.rows[0][7]).endswith("%")


def test_the_widest_ledger_is_readable_on_a3(office: Office) -> None:
    paper = Printed(designer.sheets(office, presets.usual(), Criteria(), 1).pdf)
    assert [round(side * 25.4 / 72) for side in paper.document[0].get_size()] == [420, 297]
    assert fitted(made(office, "办理台账")).size >= 6.0, "points"


def test_a_resource_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(OfficeError, match="请重新安装程序"):
        presets._read(tmp_path / "没有.toml")
