"""A list goes in whole, whatever is odd about it, and everything odd is said; or nothing goes in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from desktop.casework import intake, keep
from desktop.domain.assignment import Role
from desktop.domain.deadlines import Matter
from desktop.domain.errors import OfficeError, Severity
from desktop.domain.kinds import Body, Kind, Origin
from desktop.domain.progress import Progress
from desktop.domain.proposal import Filing, Publicity
from desktop.domain.reply import ReplyState
from desktop.domain.session import Level, Session
from desktop.domain.unit import System
from tests.casework.lists import FULL, PLAIN, as_csv, as_xlsx, cases, full, said, taken
from tests.desks import Clock, new_office

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.casework.office import Office

SHORT = ("案号", "案由", "主办单位")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = new_office(tmp_path / "desk")
    yield opened
    opened.close()


def test_a_full_row_becomes_a_case_with_everything_it_says(office: Office, tmp_path: Path) -> None:
    row = full(
        "0012",
        协办单位="市财政局、市委统战部（侨办、台办）",
        主办答复时间="2017年6月22日",
        文号="示建﹝2017﹞1号  ",
        类别标记="B类",
        主办签发人="徐例平",
        附议人数="９ 人",
        协办已回复数="0",
        当前环节="反馈",
    )
    plan = taken(office, as_csv(tmp_path, FULL, row))
    case = cases(office)[0]
    paper, reply = case.proposal, case.replies[0]
    assert office.session_of(case).text == "示例市十七届人大一次会议"
    assert office.session_of(case).year == 2017
    assert (paper.item_no, paper.title, paper.kind) == ("0012", "关于示例的建议", Kind.SUGGESTION)
    assert (paper.category, paper.nature, paper.origin) == ("城建环保", "当年", Origin.SESSION)
    assert (paper.publicity, paper.filing) == (Publicity.PUBLIC, Filing.FILED)
    assert (paper.lead_submitter, paper.co_submitter_count) == ("陈示文", 9)
    assert paper.registered_on == case.assigned_on == date(2017, 4, 14)
    assert [(task.unit_name, task.role) for task in case.assignments] == [
        ("市示例局", Role.LEAD),
        ("市财政局", Role.CO),
        ("市委统战部（侨办、台办）", Role.CO),
    ]
    assert case.due is not None
    assert case.due.on == date(2017, 7, 14)
    assert case.assignments[1].due is not None
    assert case.assignments[1].due.on == date(2017, 5, 14)
    assert Matter.RETURN in case.dues
    assert (reply.state, reply.doc_no, reply.result_class) == (ReplyState.ISSUED, "示建﹝2017﹞1号  ", "B")
    assert (reply.signed_by, reply.issued_on) == ("徐例平", date(2017, 6, 22))
    assert [each.text for each in plan.problems if each.is_odd] == [
        "第2行（市财政局）：办理台中没有这个单位，将新建；与“示例区财政局”相近，请核对"
    ]
    assert [session.text for session in plan.new_sessions] == ["示例市十七届人大一次会议"]


def test_units_are_found_by_any_name_and_made_when_missing(office: Office, tmp_path: Path) -> None:
    rows = (full("1", 主办单位="示例区教育局", 协办单位="示例街道"), full("2", 主办单位="示例街道"))
    plan = taken(office, as_csv(tmp_path, FULL, *rows))
    assert plan.new_units == ("示例街道",)
    assert said(plan) == ["第2行（示例街道）：办理台中没有这个单位，将新建"]
    made = office.store.units.find("示例街道")
    assert made is not None
    assert made.system is System.STREET
    assert cases(office)[0].assignments[0].unit_id == 1


def test_another_spelling_is_written_as_the_unit_is_called_now(office: Office, tmp_path: Path) -> None:
    known = office.store.units.get(1)
    keep.save_unit(office, replace(known, aliases=("区教局",), former_names=("示例区文教局",)))
    rows = [full(number, 主办单位=name) for number, name in (("1", "区教局"), ("2", "示例区文教局"))]
    taken(office, as_csv(tmp_path, FULL, *rows))
    names = [case.assignments[0].unit_name for case in cases(office)]
    assert names == ["示例区教育局", "示例区文教局"], "an old paper keeps the name the unit bore"


def test_doubled_blank_and_draft_rows_all_go_in_and_are_told(office: Office, tmp_path: Path) -> None:
    void = {"主办单位": "", "审核": "", "状态": "", "登记时间": ""}
    rows = (
        full("221", "关于甲的建议", 主办单位="", 当前环节="不予立案/作废"),
        full("221", "关于乙的建议"),
        full("", "新建", **void),
        full("", "新建", **void),
        full("", ""),
    )
    plan = taken(office, as_csv(tmp_path, FULL, *rows))
    found = cases(office)
    assert [case.proposal.filing.value for case in found] == ["not_filed", "filed", "draft", "draft", "draft"]
    assert found[0].proposal.filing_reason == "来表“当前环节”记为“不予立案/作废”"
    assert [case.proposal.title for case in found][2:] == ["新建", "新建", ""]
    assert "第2行“案号”（221）：与第3行编号相同，均照样收下，请核对" in said(plan)
    assert "第3行“案号”（221）：与第2行编号相同，均照样收下，请核对" in said(plan)
    assert said(plan, "案由") == [
        "第4行“案由”（新建）：只是空白草稿，作为草稿收下",
        "第5行“案由”（新建）：只是空白草稿，作为草稿收下",
        "第6行“案由”：标题为空，作为草稿收下",
    ]
    assert "第4行“案号”：编号为空，照样收下，请补编号" in said(plan)
    assert plan.with_problems == 5


def test_a_number_that_a_whole_column_bears_is_told_shortly(office: Office, tmp_path: Path) -> None:
    plan = intake.read(office, as_csv(tmp_path, FULL, *(full("2017") for _ in range(9))))
    assert "第2行“案号”（2017）：与第3、4、5、6、7行等8行编号相同，均照样收下，请核对" in said(plan)
    assert "第10行“案号”（2017）：与第2、3、4、5、6行等8行编号相同，均照样收下，请核对" in said(plan)


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"登记时间": "2017-13-45"}, "第2行“登记时间”（2017-13-45）：不是可读的日期，该格留空"),
        ({"附议人数": "若干"}, "第2行“附议人数”（若干）：不是整数，该格留空"),
        ({"附议人数": "9" * 26}, f"第2行“附议人数”（{'9' * 26}）：数字过大，该格留空，请核对"),
        ({"是否公开": "看情况"}, "第2行“是否公开”（看情况）：不是认识的写法，该格留空"),
        ({"审核": "再议"}, "第2行“审核”（再议）：不是认识的写法，该格留空"),
        ({"类别标记": "E"}, "第2行“类别标记”（E）：不是“通用办法”的办理结果类别，该格留空"),
        (
            {"状态": "重新办理"},
            "第2行“状态”（重新办理）：重新办理的经过不在表中，按首次办理收下，请在办件中补记反馈",
        ),
        (
            {"主办单位": "市甲局、市乙局"},
            "第2行“主办单位”（市甲局、市乙局）：主办单位不止一家，按联合主办收下",
        ),
        ({"协办单位": "市示例局"}, "第2行“协办单位”（市示例局）：市示例局既主办又协办，按主办收下"),
        ({"当前环节": "反馈"}, "第2行“主办答复时间”：已答复，来表没有答复日期"),
        (
            {"主办答复时间": "2017-04-01"},
            "第2行“主办答复时间”（2017-04-01）：早于登记日期（2017-04-14），照原样收下，请核对",
        ),
        ({"主办答复时间": "2017-06-01", "主办单位": ""}, "第2行“主办单位”：有答复而没有主办单位，答复未收"),
        (
            {"文号": "12", "主办答复时间": "2017-06-01"},
            "第2行“文号”（12）：只有序号，没有机关代字，照原样收下",
        ),
        ({"文号": "示建8号", "主办答复时间": "2017-06-01"}, "第2行“文号”（示建8号）：没有年份，照原样收下"),
        (
            {"文号": "示建〔2016〕8号", "主办答复时间": "2017-06-01"},
            "第2行“文号”（示建〔2016〕8号）：年份与答复日期（2017-06-01）不符，照原样收下",
        ),
        (
            {"文号": "见附件", "主办答复时间": "2017-06-01"},
            "第2行“文号”（见附件）：认不出机关代字、年份和序号，照原样收下",
        ),
        (
            {"协办单位": "市甲局、市乙局", "协办已回复数": "1"},
            "第2行“协办已回复数”（1）：协办单位有2家，来表没有写明是哪几家已回复，协办意见未取用",
        ),
    ],
)
def test_what_is_odd_is_said_with_row_column_and_value(
    office: Office, tmp_path: Path, cells: dict[str, str], sentence: str
) -> None:
    plan = taken(office, as_csv(tmp_path, FULL, full("1", **cells)))
    assert sentence in said(plan)
    assert len(cases(office)) == 1


def test_joint_leads_answer_together(office: Office, tmp_path: Path) -> None:
    row = full("1", 主办单位="市甲局、市乙局", 协办单位="市丙局", 主办答复时间="2017-06-01")
    taken(office, as_csv(tmp_path, FULL, row))
    case = cases(office)[0]
    assert [task.role for task in case.assignments] == [Role.JOINT_LEAD, Role.JOINT_LEAD, Role.CO]
    assert [reply.unit_name for reply in case.replies] == ["市甲局"]


def test_counted_opinions_are_marked_as_counted(office: Office, tmp_path: Path) -> None:
    rows = (
        full("1", 协办单位="市甲局、市乙局", 协办已回复数="2", 主办答复时间="2017-06-01"),
        full("2", 协办单位="市甲局", 协办已回复数="1"),
        full("3", 协办单位="市甲局", 协办已回复数="1", 登记时间=""),
    )
    plan = taken(office, as_csv(tmp_path, FULL, *rows))
    first, second, third = cases(office)
    opinions = [task.co_opinion for task in (*first.co_handlers, *second.co_handlers)]
    assert [each.received_on for each in opinions if each] == [date(2017, 6, 1)] * 2 + [date(2017, 4, 14)]
    assert {each.text for each in opinions if each} == {"来表只记已回复，未载日期"}
    assert third.co_handlers[0].co_opinion is None, "nothing says when"
    assert said(plan, "协办已回复数")[0].startswith("“协办已回复数”：3件的协办单位都已回复")


def test_the_same_list_again_adds_nothing(office: Office, tmp_path: Path) -> None:
    drafts = [full("", "新建", 主办单位="")] * 2
    path = as_csv(tmp_path, FULL, full("1"), *drafts)
    taken(office, path)
    again = intake.read(office, path)
    assert (len(again.entries), again.known, again.with_problems) == (0, 3, 0)
    assert "第2行（关于示例的建议）：办理台中已有，跳过" in said(again)
    assert intake.commit(office, again).added == 0
    longer = taken(office, as_csv(tmp_path, FULL, full("1"), full("2"), *drafts, drafts[0]))
    assert (len(longer.entries), longer.known) == (2, 3)
    assert len(cases(office)) == 5


def test_a_workbook_with_titles_totals_and_repeated_headings(office: Office, tmp_path: Path) -> None:
    head = ("案  号", "案\n由", "办理", None, "交办日期")
    path = as_xlsx(
        tmp_path,
        ("示例市代表建议交办表", None, None, None, None),
        head,
        (None, None, "主办单位", "会办单位", None),
        ("一、城建类", None, None, None, None),
        (12, "关于甲的建议", "市甲局", "市乙局", date(2026, 3, 2)),
        ("建13", "关于乙的建议", None, "市乙局", "3月2日"),
        (None, None, None, None, None),
        ("案号", "案由", "主办单位", "会办单位", "交办日期"),
        ("14", "关于丙的建议", "市甲局", None, 46083),
        ("合计", 3, None, None, None),
        ("注：以上为示例", None, None, None, None),
        merged=("A1:E1", "A2:A3", "B2:B3", "C2:D2", "E2:E3", "A4:E4", "C5:C6"),
    )
    plan = taken(office, path)
    found = cases(office)
    assert [case.proposal.item_no for case in found] == ["12", "建13", "14"]
    assert [case.assigned_on for case in found] == [date(2026, 3, 2)] * 3
    assert found[1].assignments[0].unit_name == "市甲局", "a merged cell holds for all its rows"
    passed_over = [
        each for each in plan.problems if each.severity is Severity.NOTE and each.row and not each.value
    ]
    assert [each.text for each in passed_over] == [
        "第4行：只是分节标题，已跳过",
        "第8行：是重复的表头，已跳过",
        "第10行：是合计或说明行，已跳过",
        "第11行：是合计或说明行，已跳过",
    ]  # fmt: skip
    assert "“交办日期”：1格没有写年份，按2026年计" in said(plan)


def test_a_regional_detail_list(office: Office, tmp_path: Path) -> None:
    first_row = {
        "届次": "政协示例市十届三次会议",
        "提案编号": "第0043号",
        "案由": "关于甲的提案",
        "第一提案人": "民盟示例支部",
        "提案人数": "1",
        "提案类型": "集体提案",
        "办理方式": "会办",
        "可否公开": "否",
        "提案状态": "立案",
        "重点提案": "是",
        "督办领导": "示例市长",
        "拟定办理单位": "市丁局",
        "办理单位": "市甲局（2件）、市乙局",
        "交办日期": "2026.3.2",
        "要求办结日期": "2026.6.1",
        "解决程度": "已解决或基本解决",
        "联系电话": "138-0000-0001",
        "通讯地址": "示例路1号",
        "备注": "急",
    }
    second_row = {
        **dict.fromkeys(first_row, ""),
        "届次": "政协示例市十届三次会议",
        "提案编号": "44",
        "案由": "关于乙的提案",
        "第一提案人": "张示甲、李例乙等5人",
        "提案类型": "平时提案",
        "办理方式": "分办",
        "可否公开": "可以",
        "提案状态": "撤案",
        "办理单位": "市甲局、市乙局",
        "交办日期": "2026.3.2",
        "要求办结日期": "2026.1.1",
        "解决程度": "B",
    }
    head, rows = tuple(first_row), (tuple(first_row.values()), tuple(second_row.values()))
    taken(office, as_csv(tmp_path, head, *rows, name="提案明细.csv", encoding="gbk"))
    first, second = cases(office)
    assert office.session_of(first).text == "示例市政协十届三次会议"
    paper = first.proposal
    assert (paper.item_no, paper.kind, paper.nature) == ("0043", Kind.CPPCC_PROPOSAL, "集体提案")
    assert paper.submitters[0].is_organisation
    assert (paper.submitters[0].phone, paper.submitters[0].address) == ("138-0000-0001", "示例路1号")
    assert (paper.is_key, paper.key_supervisor, paper.remark) == (True, "示例市长", "急；拟主办单位：市丁局")
    assert paper.publicity is Publicity.NOT_PUBLIC
    assert [(task.unit_name, task.role) for task in first.assignments] == [
        ("市甲局", Role.LEAD),
        ("市乙局", Role.CO),
    ]
    assert first.due is not None
    assert (first.due.on, first.due.rule) == (date(2026, 6, 1), "from_list")
    assert first.replies[0].result_class == "A"
    assert (second.proposal.kind, second.proposal.origin) == (
        Kind.INTERSESSION_CPPCC_PROPOSAL,
        Origin.INTERSESSION,
    )
    assert [submitter.name for submitter in second.proposal.submitters] == ["张示甲", "李例乙"]
    assert second.proposal.co_submitter_count == 4
    assert second.proposal.filing is Filing.WITHDRAWN
    assert [task.role for task in second.assignments] == [Role.SPLIT, Role.SPLIT]
    assert [reply.result_class for reply in second.replies] == ["B", "B"]


def test_a_number_of_papers_behind_a_unit_is_no_part_of_its_name(office: Office, tmp_path: Path) -> None:
    taken(office, as_csv(tmp_path, SHORT, ("1", "甲", "市甲局（12件）")))
    assert cases(office)[0].assignments[0].unit_name == "市甲局"


def test_document_numbers_in_three_columns_are_joined(office: Office, tmp_path: Path) -> None:
    head = (*SHORT, "字", "年", "号", "复文正文", "类")
    rows = (
        ("1", "甲", "市甲局", "示建", "2026", "8", "已办理。", "A"),
        ("2", "乙", "市甲局", "示建", "", "9", "", ""),
    )
    plan = taken(office, as_csv(tmp_path, head, *rows))
    first, second = cases(office)
    assert (first.replies[0].doc_no, first.replies[0].text) == ("示建〔2026〕8号", "已办理。")
    assert second.replies[0].doc_no == "示建9"
    assert "第3行“号”（9）：没有年份，照原样收下" in said(plan)


def test_a_running_number_serves_where_there_is_no_other(office: Office, tmp_path: Path) -> None:
    rows = (("1", "甲", "A"), ("1", "乙", "道路"), ("3", "丙", "Z"))
    plan = taken(office, as_csv(tmp_path, ("序号", "标题", "类别"), *rows))
    assert [case.proposal.item_no for case in cases(office)] == ["1", "1", "3"]
    assert [case.proposal.category for case in cases(office)] == ["", "道路", ""]
    assert "第2行“序号”（1）：与第3行编号相同，均照样收下，请核对" in said(plan)
    assert "第4行“类别”（Z）：不是“通用办法”的办理结果类别，该格留空" in said(plan)


def test_a_list_without_any_number(office: Office, tmp_path: Path) -> None:
    plan = taken(office, as_csv(tmp_path, ("标题", "主办单位"), ("关于甲的建议", "市甲局")))
    assert said(plan, "编号") == ["第2行“编号”：编号为空，照样收下，请补编号"]


def test_the_list_may_say_its_kind_in_many_places(office: Office, tmp_path: Path) -> None:
    rows = (SHORT, ("1", "甲", "市甲局"))
    assert (
        intake.read(office, as_csv(tmp_path, *rows, name="提案汇总.csv")).entries[0].paper.kind.body
        is Body.CPPCC
    )
    titled = as_csv(tmp_path, ("提案编号", *SHORT[1:]), rows[1], name="汇总.csv")
    assert intake.read(office, titled).entries[0].paper.kind is Kind.CPPCC_PROPOSAL
    unclear = as_csv(tmp_path, *rows, name="汇总.csv")
    hinted = intake.Hints(kind=Kind.CPPCC_PROPOSAL)
    assert intake.read(office, unclear, hinted).entries[0].paper.kind is Kind.CPPCC_PROPOSAL
    with pytest.raises(OfficeError, match="看不出来表是建议还是提案"):
        intake.read(office, unclear)
    told = as_csv(
        tmp_path,
        (*SHORT, "类型"),
        ("1", "甲", "市甲局", "议案"),
        ("2", "乙", "市甲局", "市级"),
        name="汇总.csv",
    )
    entries = intake.read(office, told).entries
    assert [entry.paper.kind for entry in entries] == [Kind.MOTION, Kind.SUGGESTION]
    assert entries[1].paper.nature == "市级"


def test_the_session_is_the_one_asked_for_named_around_or_assumed(office: Office, tmp_path: Path) -> None:
    row = ("1", "甲", "市甲局", "2026-03-01")
    head = (*SHORT, "登记时间")

    def session(path: Path, text: str = "") -> Session:
        return intake.read(office, path, intake.Hints(text)).sessions[0][1]

    plain = as_csv(tmp_path, head, row)
    assert session(plain).id == 1, "the only session of that year"
    assert session(plain, "区人大十七届一次会议").id == 1
    assert session(plain, "十七届一次会议").id == 1, "the body follows the paper"
    assert session(plain, "示例区十八届人大二次会议").text == "示例区十八届人大二次会议"
    titled = as_xlsx(tmp_path, ("示例市十六届人大三次会议代表建议", None), head, row)
    assert session(titled).text == "示例市十六届人大三次会议"
    old = as_csv(tmp_path, head, ("1", "甲", "市甲局", "2019-03-01"))
    assert session(old) == Session(Body.CONGRESS, "2019年", 0, 0, 2019, Level.COUNTY)
    assert session(old).text == "2019年人大（届次未注明）"
    with pytest.raises(OfficeError, match="看不懂届次“第三次”"):
        session(plain, "第三次")


def test_an_odd_session_in_a_row_is_told_and_not_followed(office: Office, tmp_path: Path) -> None:
    path = as_csv(tmp_path, (*SHORT, "届次"), ("1", "甲", "市甲局", "去年"), ("2", "乙", "市甲局", "去年"))
    plan = taken(office, path)
    assert said(plan, "届次") == [
        "“届次”（去年）：看不懂，这些件按没有届次处理",
        "“届次”：来表没有届次，归入“区十七届人大一次会议”，请核对",
    ]


def test_the_meeting_of_a_session_is_the_day_of_handing_out(office: Office, tmp_path: Path) -> None:
    path = as_csv(
        tmp_path,
        (*SHORT, "登记时间"),
        ("1", "甲", "市甲局", "2026-02-20"),
        ("2", "乙", "市甲局", "2026-04-20"),
        ("3", "丙", "市甲局", ""),
    )
    taken(office, path)
    assert [case.assigned_on for case in cases(office)] == [
        date(2026, 3, 2),
        date(2026, 4, 20),
        date(2026, 3, 2),
    ]


def test_a_day_nobody_knows_gives_no_due_date(office: Office, tmp_path: Path) -> None:
    taken(
        office,
        as_csv(tmp_path, (*SHORT, "当前环节"), ("1", "甲", "市甲局", "反馈")),
        intake.Hints("市三届人大一次会议"),
    )
    case = cases(office)[0]
    assert (case.assigned_on, case.due) == (None, None)
    assert case.replies[0].issued_on is None


def test_another_scheme_is_taken_when_asked_for(office: Office, tmp_path: Path) -> None:
    taken(office, as_csv(tmp_path, FULL, full("1")), intake.Hints(scheme_id="chaoyang"))
    assert cases(office)[0].scheme_id == "chaoyang"


def test_other_sheets_unknown_columns_and_hidden_rows_are_told(office: Office, tmp_path: Path) -> None:
    import openpyxl

    path = as_xlsx(tmp_path, (*SHORT, "页码"), ("1", "甲", "市甲局", "3"), ("2", "乙", "市甲局", "4"))
    book = openpyxl.load_workbook(path)
    book.worksheets[0].row_dimensions[2].hidden = True
    book.copy_worksheet(book.worksheets[0]).title = "副本"
    book.create_sheet("空表")
    book.create_sheet("说明").append(["无关文字"])
    book.worksheets[1].delete_rows(3)
    book.save(path)
    plan = intake.read(office, path)
    assert [text for text in said(plan) if not text.startswith("第")][:3] == [
        "工作表“副本”也像清单，这次没有读",
        "这些列没有取用：页码",
        "表中隐藏的1行也已读入",
    ]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([], "里没有内容|是空的"),
        ([("单位", "系统"), ("市甲局", "政府")], "里没有找到表头"),
        ([("案号", "主办单位", "协办单位"), ("1", "市甲局", "")], "里没有“案由”或“标题”列"),
        ([SHORT, ("合计", "", "")], "表头下面没有一行办件"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_one_sentence(
    office: Office, tmp_path: Path, rows: list[tuple[str, ...]], sentence: str
) -> None:
    path = as_xlsx(tmp_path, *rows)
    with pytest.raises(OfficeError, match=sentence) as refused:
        intake.read(office, path)
    assert refused.value.message.endswith("。")
    assert cases(office) == []


class Stopping(Progress):
    """Stops a long job at its n-th step, as a crash or a cancelling person would."""

    def __init__(self, at: int) -> None:
        self.left = at

    def step(self, done: int, total: int, text: str = "") -> None:
        """Count down and break off."""
        del done, total, text
        self.left -= 1
        if not self.left:
            raise InterruptedError


@pytest.mark.parametrize("at", [1, 2, 3])
def test_broken_off_anywhere_nothing_is_written(office: Office, tmp_path: Path, at: int) -> None:
    path = as_csv(tmp_path, FULL, *(full(str(number)) for number in range(1, 251)))
    plan = intake.read(office, path)
    with pytest.raises(InterruptedError):
        intake.commit(office, plan, Stopping(at))
    assert cases(office) == []
    assert office.store.units.find("市示例局") is None
    assert office.store.sessions.find(PLAIN["会议"]) is None
    assert intake.commit(office, plan).added == 250


def test_what_two_lists_both_need_is_made_once(office: Office, tmp_path: Path) -> None:
    first, second = (
        intake.read(office, as_csv(tmp_path, FULL, full(number), name=f"{number}.csv")) for number in "12"
    )
    intake.commit(office, first)
    intake.commit(office, second)
    assert len({case.proposal.session_id for case in cases(office)}) == 1
    assert len({case.assignments[0].unit_id for case in cases(office)}) == 1


def test_every_case_has_its_line_of_history(office: Office, tmp_path: Path) -> None:
    plan = intake.read(office, as_csv(tmp_path, FULL, full("1"), full("2")))
    outcome = intake.commit(office, plan)
    lines = [office.store.cases.history(case_id) for case_id in outcome.case_ids]
    assert [[line.verb for line in each] for each in lines] == [["导入"], ["导入"]]
    assert lines[0][0].summary == "建议清单.csv：2件"
    assert office.store.check() == ()


def test_the_clock_gives_the_year_when_nothing_else_does(tmp_path: Path) -> None:
    office = new_office(tmp_path / "desk", clock=Clock(date(2031, 5, 6)))
    plan = intake.read(office, as_csv(tmp_path, (*SHORT, "登记时间"), ("1", "甲", "市甲局", "5月2日")))
    assert plan.entries[0].paper.registered_on == date(2031, 5, 2)
    named = intake.read(
        office, as_csv(tmp_path, (*SHORT, "登记时间"), ("1", "甲", "市甲局", "5月2日"), name="2024建议.csv")
    )
    assert named.entries[0].paper.registered_on == date(2024, 5, 2)
    office.close()


def test_a_scheme_made_for_other_papers_is_refused(tmp_path: Path) -> None:
    office = new_office(tmp_path / "desk")
    path = tmp_path / "建议.csv"
    path.write_text("案号,案由,领衔人\n1,关于示例的建议,示例甲\n", "utf-8")
    with pytest.raises(OfficeError, match="不适用于代表建议"):
        intake.read(office, path, intake.Hints(scheme_id="zhangqiu"))
