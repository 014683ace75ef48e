"""Every trap seen in real lists, one test each: the list comes in whole, and what is odd is told."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from desktop.casework import export, find, intake, keep
from desktop.casework.intake import Hints
from desktop.casework.intake_grid import Fate, Grid
from desktop.domain.errors import Severity
from desktop.domain.kinds import Kind
from desktop.domain.listing import Criteria
from desktop.domain.proposal import Filing
from tests.casework.lists import as_csv, as_xlsx, cases, said, taken
from tests.desks import new_office

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.domain.case import Case

HEAD = ("案号", "案由", "领衔代表", "主办单位", "协办单位", "登记时间", "备注")
TITLE = "关于示例的建议"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = new_office(tmp_path / "desk")
    yield opened
    opened.close()


def row(number: object = "1", title: str = TITLE, **cells: object) -> list[object]:
    """Return a row under `HEAD`; what is not named is empty."""
    known = {"案号": number, "案由": title, "主办单位": "市甲局", **cells}
    return [known.get(heading) for heading in HEAD]


def numbers(office: Office) -> list[str]:
    return [case.proposal.item_no for case in cases(office)]


def titles(office: Office) -> list[str]:
    return [case.proposal.title for case in cases(office)]


def units(case: Case) -> list[str]:
    return [task.unit_name for task in case.assignments]


def one(office: Office, folder: Path, **cells: object) -> Case:
    """Take in a list of one row and return its case."""
    taken(office, as_xlsx(folder, HEAD, row(**cells)))
    return cases(office)[-1]


# --- around the list ---------------------------------------------------------------------------------------


def test_merged_title_rows_above_the_heading(office: Office, tmp_path: Path) -> None:
    top = ["示例区2026年代表建议交办清单"], ["示例区政府办公室　2026年3月2日印"]
    path = as_xlsx(tmp_path, *top, HEAD, row(), merged=("A1:G1", "A2:G2"))
    plan = taken(office, path)
    assert titles(office) == [TITLE]
    assert not [each for each in plan.problems if each.row in {1, 2}]
    assert cases(office)[0].proposal.kind is Kind.SUGGESTION


def test_two_row_heading_with_merged_parents(office: Office, tmp_path: Path) -> None:
    heads = (
        ["序号", "建议编号", "提建议人", None, "建议标题", "承办", None],
        [None, None, "单位", "姓名", None, "主办单位", "协办单位"],
    )
    merged = ("A1:A2", "B1:B2", "C1:D1", "E1:E2", "F1:G1")
    cells = [1, "7", "一团", "示例甲", TITLE, "市甲局", "市乙局"]
    taken(office, as_xlsx(tmp_path, *heads, cells, merged=merged))
    (case,) = cases(office)
    paper = case.proposal
    assert (paper.item_no, paper.title) == ("7", TITLE)
    assert (paper.delegation, paper.lead_submitter) == ("一团", "示例甲")
    assert units(case) == ["市甲局", "市乙局"]


def test_three_row_heading_with_merged_parents(office: Office, tmp_path: Path) -> None:
    heads = (
        ["示例区代表建议办理台账", *[None] * 7],
        ["编号", "案由", "基本情况", None, None, "办理情况", None, None],
        [None, None, "提建议人", None, "登记时间", "承办单位", None, "办复"],
        [None, None, "单位", "姓名", None, "主办单位", "协办单位", "文号"],
    )
    merged = ("A1:H1", "A2:A4", "B2:B4", "C2:E2", "F2:H2", "C3:D3", "E3:E4", "F3:G3")
    cells = ["7", TITLE, "一团", "示例甲", "2026.3.1", "市甲局", "市乙局", "示建〔2026〕1号"]
    taken(office, as_xlsx(tmp_path, *heads, cells, merged=merged))
    (case,) = cases(office)
    paper = case.proposal
    assert (paper.item_no, paper.delegation, paper.lead_submitter) == ("7", "一团", "示例甲")
    assert (paper.registered_on, units(case)) == (date(2026, 3, 1), ["市甲局", "市乙局"])
    assert case.replies[0].doc_no == "示建〔2026〕1号"


def test_three_row_heading_without_merged_areas(office: Office, tmp_path: Path) -> None:
    heads = (
        ["编号", "案由", "基本情况", "", "", "办理情况", ""],
        ["", "", "提建议人", "", "登记时间", "承办单位", ""],
        ["", "", "单位", "姓名", "", "主办单位", "协办单位"],
    )
    taken(office, as_csv(tmp_path, *heads, ["7", TITLE, "一团", "示例甲", "2026.3.1", "市甲局", "市乙局"]))
    (case,) = cases(office)
    paper = case.proposal
    assert (paper.delegation, paper.lead_submitter) == ("一团", "示例甲")
    assert paper.registered_on == date(2026, 3, 1)
    assert units(case) == ["市甲局", "市乙局"]


def test_merged_lead_units_are_filled_down(office: Office, tmp_path: Path) -> None:
    head = ("承办单位", "提案编号", "案由")
    rows = (("市甲局（2件）", "1", "关于甲"), (None, "2", "关于乙"), ("市乙局（1件）", "3", "关于丙"))
    taken(office, as_xlsx(tmp_path, head, *rows, merged=("A2:A3",), name="提案.xlsx"))
    assert [units(case) for case in cases(office)] == [["市甲局"], ["市甲局"], ["市乙局"]]


def test_totals_and_notes_are_passed_over_and_told(office: Office, tmp_path: Path) -> None:
    rows = (row("1"), ["小计", 1], row("2", "关于乙的建议"), ["合　计", 2], ["注：1. 示例"], ["说明：示例"])
    plan = taken(office, as_xlsx(tmp_path, HEAD, *rows))
    assert numbers(office) == ["1", "2"]
    skipped = [each.row for each in plan.problems if each.reason == "是合计或说明行，已跳过"]
    assert skipped == [3, 5, 6, 7]


def test_a_row_that_numbers_the_columns_is_passed_over(office: Office, tmp_path: Path) -> None:
    plan = taken(office, as_xlsx(tmp_path, HEAD, list(range(1, 8)), row()))
    assert titles(office) == [TITLE]
    assert "第2行：是列号行，已跳过" in said(plan)


def test_line_breaks_and_blanks_inside_headings(office: Office, tmp_path: Path) -> None:
    head = ("案  号", "案　由", "领衔\n代表", "主办\n单位", "协 办 单 位", "登记\n时间", "备 注")
    taken(office, as_xlsx(tmp_path, head, row(备注="急")))
    (case,) = cases(office)
    assert (case.proposal.item_no, case.proposal.remark, units(case)) == ("1", "急", ["市甲局"])


def test_empty_sheets_and_hidden_parts(office: Office, tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].title = "空表"
    sheet = book.create_sheet("建议")
    for cells in (HEAD, row("1"), row("2", "关于乙的建议"), row("3", "关于丙的建议", 备注="急")):
        sheet.append(list(cells))
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["G"].hidden = True
    book.save(tmp_path / "清单.xlsx")
    plan = intake.read(office, tmp_path / "清单.xlsx")
    assert [each.paper.item_no for each in plan.entries] == ["1", "2", "3"]
    assert {"表中隐藏的1行也已读入", "表中隐藏的1列也已读入"} <= set(said(plan))
    plan = intake.read(office, tmp_path / "清单.xlsx", Hints(with_hidden=False))
    assert [(each.paper.item_no, each.paper.remark) for each in plan.entries] == [("1", ""), ("3", "")]
    assert {"表中隐藏的1行没有读入", "表中隐藏的1列没有读入"} <= set(said(plan))


@pytest.mark.parametrize("ending", ["xls", "xlsx", "doc"])
@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_html_under_another_name(office: Office, tmp_path: Path, ending: str, encoding: str) -> None:
    cells = "".join(f"<td>{cell or ''}</td>" for cell in row("7", 领衔代表="示例甲"))
    head = "".join(f"<th>{name}</th>" for name in HEAD)
    path = tmp_path / f"建议汇总.{ending}"
    page = f"<html><meta charset={encoding}><table><tr>{head}</tr><tr>{cells}</tr></table></html>"
    path.write_bytes(page.encode(encoding))
    taken(office, path)
    assert (numbers(office), cases(office)[0].proposal.lead_submitter) == (["7"], "示例甲")


# --- numbers and days --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (7, "7"),
        ("7", "7"),
        ("0043", "0043"),
        ("第12号", "12"),
        ("建12", "建12"),
        ("第 12 号建议", "12"),
        ("１２", "１２"),
        ("DH0271", "DH0271"),
    ],
)
def test_numbers_as_text_as_number_and_in_phrases(
    office: Office, tmp_path: Path, written: object, kept: str
) -> None:
    assert one(office, tmp_path, number=written).proposal.item_no == kept


def test_full_width_digits_find_the_same_case(office: Office, tmp_path: Path) -> None:
    taken(office, as_csv(tmp_path, HEAD, row("12")))
    assert intake.read(office, as_csv(tmp_path, HEAD, row("１２"))).known == 1


@pytest.mark.parametrize(
    "written",
    [
        "2017.4.14",
        "2017/4/14",
        "2017-04-14",
        "2017年4月14日",
        "4月14日",
        42839,
        "42839",
        "20170414",
        date(2017, 4, 14),
        "２０１７．４．１４",
        "二〇一七年四月十四日",
        "2017-04-14 09:30:00",
    ],
)
def test_days_in_every_spelling(office: Office, tmp_path: Path, written: object) -> None:
    path = as_xlsx(tmp_path, ["示例区2017年代表建议清单"], HEAD, row(登记时间=written))
    plan = taken(office, path)
    assert cases(office)[0].proposal.registered_on == date(2017, 4, 14)
    assert (plan.year_question is not None) is (written == "4月14日")


def test_what_is_no_day_is_told_and_left_empty(office: Office, tmp_path: Path) -> None:
    plan = taken(office, as_xlsx(tmp_path, HEAD, row(登记时间="四月中旬")))
    assert cases(office)[0].proposal.registered_on is None
    assert "第2行“登记时间”（四月中旬）：不是可读的日期，该格留空" in said(plan)


def test_doubled_and_blank_numbers_and_drafts_all_come_in(office: Office, tmp_path: Path) -> None:
    rows = (row("221", "关于甲的建议"), row("221", "关于乙的建议"), row("", "关于丙的建议"), row("", "新建"))
    plan = taken(office, as_xlsx(tmp_path, HEAD, *rows))
    assert numbers(office) == ["221", "221", "", ""]
    assert cases(office)[-1].proposal.filing is Filing.DRAFT
    odd = {each.row for each in plan.problems if each.is_odd and each.row}
    assert odd == {2, 3, 4, 5}


# --- units -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", ["、", "，", ",", "；", ";", "/", "／", " ", "　", "\n", "\r\n"])
def test_units_separated_by_any_sign(office: Office, tmp_path: Path, mark: str) -> None:
    case = one(office, tmp_path, 协办单位=f"市乙局{mark}市丙局")
    assert units(case) == ["市甲局", "市乙局", "市丙局"]


@pytest.mark.parametrize(
    "name",
    [
        "市委统战部（侨办、台办）",
        "市农合联执委会（市供销社)",
        "市农合联执委会(市供销社）",
        "各镇（街道）",
        "市国资委【市金融办，市招商局】",
    ],
)
def test_nothing_is_split_inside_brackets(office: Office, tmp_path: Path, name: str) -> None:
    assert units(one(office, tmp_path, 协办单位=f"{name}、市乙局")) == ["市甲局", name, "市乙局"]


def test_mismatched_brackets_are_the_same_unit(office: Office, tmp_path: Path) -> None:
    open_, closed = "市农合联（市供销社)", "市农合联（市供销社）"
    rows = (row("1", 主办单位=open_), row("2", "关于乙的建议", 主办单位=closed))
    plan = taken(office, as_xlsx(tmp_path, HEAD, *rows))
    assert plan.new_units == ("市农合联（市供销社)",)


def test_collective_units_are_units_of_their_own_kind(office: Office, tmp_path: Path) -> None:
    one(office, tmp_path, 协办单位="各镇（街道）")
    made = next(unit for unit in keep.units(office) if unit.name == "各镇（街道）")
    assert made.system.label == "集体单位"


def test_a_co_handler_without_a_lead_is_kept_in_the_remark(office: Office, tmp_path: Path) -> None:
    plan = taken(office, as_xlsx(tmp_path, HEAD, row(主办单位=None, 协办单位="市乙局", 备注="急")))
    (case,) = cases(office)
    assert (units(case), case.proposal.remark) == ([], "急；协办单位：市乙局")
    assert "第2行“协办单位”（市乙局）：没有主办单位，协办单位记入备注，请交办时补上" in said(plan)


def test_traditional_characters_find_the_same_unit_and_are_kept(office: Office, tmp_path: Path) -> None:
    rows = (row("1", 主办单位="市規劃局"), row("2", "關於示例的建議", 主办单位="市规划局"))
    plan = taken(office, as_xlsx(tmp_path, HEAD, *rows))
    assert plan.new_units == ("市規劃局",)
    assert titles(office)[1] == "關於示例的建議"


# --- document numbers --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "oddity"),
    [
        ("示建〔2026〕1号", ""),
        ("示建﹝2026﹞1号", ""),
        ("示建[2026]1号", ""),
        ("示建【2026】1号", ""),
        ("示建（2026）1号", ""),
        ("示建(2026)1 号", ""),
        ("示建〔2026〕1号　　", ""),
        ("12", "只有序号，没有机关代字，照原样收下"),
        ("示教建8号", "没有年份，照原样收下"),
        ("见附件", "认不出机关代字、年份和序号，照原样收下"),
    ],
)
def test_document_numbers_are_kept_as_written(
    office: Office, tmp_path: Path, written: str, oddity: str
) -> None:
    cells = [*row(), written, "2026-03-01"]
    plan = taken(office, as_xlsx(tmp_path, [*HEAD, "文号", "答复日期"], cells))
    assert cases(office)[0].replies[0].doc_no == written
    assert [each.reason for each in plan.problems if each.column == "文号"] == ([oddity] if oddity else [])


# --- columns the office keeps ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("themes", "typical", "kept"),
    [
        ("老旧小区、加装电梯", "两部电梯已投用", (("老旧小区", "加装电梯"), "两部电梯已投用")),
        ("", "是", ((), "来表列为典型案例")),
        ("养老", "否", (("养老",), "")),
    ],
)
def test_themes_and_typical_cases_come_in(
    office: Office, tmp_path: Path, themes: str, typical: str, kept: tuple[Sequence[str], str]
) -> None:
    taken(office, as_xlsx(tmp_path, [*HEAD, "专题", "典型案例"], [*row(), themes, typical]))
    (case,) = cases(office)
    assert (case.themes, case.typical) == kept


def test_themes_that_come_later_are_shown_old_and_new(office: Office, tmp_path: Path) -> None:
    taken(office, as_xlsx(tmp_path, HEAD, row()))
    plan = intake.read(office, as_xlsx(tmp_path, [*HEAD, "主题", "典型案例"], [*row(), "养老", "已投用"]))
    assert [(each.column, each.old, each.new) for each in plan.updates] == [
        ("主题", "", "养老"),
        ("典型案例", "", "已投用"),
    ]
    intake.commit(office, plan)
    assert (cases(office)[0].themes, cases(office)[0].typical) == (("养老",), "已投用")


def test_term_and_meeting_in_two_columns_are_one_session(office: Office, tmp_path: Path) -> None:
    head = ["届次", "会议", *HEAD]
    taken(office, as_xlsx(tmp_path, head, ["示例市人大十八届", "第二次会议", *row()]))
    assert office.session_of(cases(office)[0]).text == "示例市十八届人大二次会议"


def test_days_of_receipt_and_wishes_of_the_submitter(office: Office, tmp_path: Path) -> None:
    head = [*HEAD, "收到日期", "建议办理单位", "重点", "重点确定机关", "领办领导"]
    cells = [*row(), "2026.3.1", "市甲局、市乙局", "是", "示例市人大常委会", "示例市长"]
    taken(office, as_xlsx(tmp_path, head, cells))
    paper = cases(office)[0].proposal
    assert paper.received_on == paper.registered_on == date(2026, 3, 1)
    assert (paper.suggested_units, paper.remark) == (("市甲局", "市乙局"), "建议办理单位：市甲局、市乙局")
    assert (paper.key_designated_by, paper.key_leader) == ("示例市人大常委会", "示例市长")


def test_columns_without_a_place_go_into_the_remark(office: Office, tmp_path: Path) -> None:
    taken(office, as_xlsx(tmp_path, [*HEAD, "归口", "办理意见"], [*row(备注="急"), "农业口", "抓紧办理"]))
    assert cases(office)[0].proposal.remark == "急；归口：农业口；办理意见：抓紧办理"


# --- our own export comes back -----------------------------------------------------------------------------


@pytest.mark.parametrize("title", ["=1+1的建议", "+关于示例", "-关于示例", "@关于示例", "'=引号", "'普通"])
def test_our_csv_comes_back_without_its_apostrophes(office: Office, tmp_path: Path, title: str) -> None:
    taken(office, as_xlsx(tmp_path, HEAD, row(title=title)))
    path = tmp_path / "台账建议.csv"
    export.ledger(office, Criteria(), path)
    plan = intake.read(office, path)
    assert (plan.known, plan.entries, plan.updates) == (1, (), ())


def test_a_row_that_bears_a_mark_of_secrecy_stays_out(office: Office, tmp_path: Path) -> None:
    head = ("案号", "案由", "主办单位", "内容")
    rows = (
        ["1", TITLE, "市甲局", "绝密★1年\n某事"],
        ["2", "关于保密工作的建议", "市甲局", "加强商业秘密保护。"],
        ["3", "机密★关于某事的建议", "市甲局", ""],
    )
    plan = intake.read(office, as_xlsx(tmp_path, head, *rows), Hints(kind=Kind.SUGGESTION))
    assert plan.barred == {2, 4}
    told = [each for each in plan.problems if each.severity is Severity.ERROR]
    assert [(each.row, each.value) for each in told] == [(2, ""), (4, "")]
    assert told[0].reason.startswith("带有密级标志，不导入")
    assert [Grid(plan).row(row).fate for row in (2, 3, 4)] == [Fate.LEFT_OUT, Fate.NEW, Fate.LEFT_OUT]
    outcome = intake.commit(office, plan)
    assert numbers(office) == ["2"]
    (line,) = find.history(office, outcome.case_ids[0])[:1]
    assert line.summary.endswith("1件，另有2行带密级标志，没有读入")
