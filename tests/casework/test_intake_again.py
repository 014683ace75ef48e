"""A list that comes again changes cells one by one, and none that nobody agreed to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from desktop.casework import export, intake, register
from desktop.casework.intake_headings import Field
from desktop.documents import sheets
from desktop.domain.assignment import Role
from desktop.domain.errors import OfficeError
from desktop.domain.listing import Criteria
from desktop.domain.proposal import Filing
from tests.casework.lists import FULL, as_csv, cases, full, said, taken
from tests.desks import answered, draft, handed_out, judged, new_office, registered

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.casework.intake import Plan
    from desktop.casework.office import Office

MORE = (*FULL, "责任领导", "承办负责人", "承办科室", "承办人", "承办人电话", "交办日期", "办结时限",
        "联系电话", "通讯地址", "正文", "备注", "领办领导", "督办领导", "重点", "复文正文", "反馈日期",
        "办理态度满意度", "反馈评价")  # fmt: skip
REPLY = {"主办答复时间": "2017-06-26", "文号": "示建〔2017〕8号", "类别标记": "A", "当前环节": "反馈"}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = new_office(tmp_path / "desk")
    yield opened
    opened.close()


def more(number: str, title: str = "关于示例的建议", **cells: str) -> list[str]:
    """Return a row of the longest list."""
    return [*full(number, title, **{key: text for key, text in cells.items() if key in FULL}),
            *(cells.get(key, "") for key in MORE[len(FULL):])]  # fmt: skip


def again(office: Office, folder: Path, *rows: list[str]) -> Plan:
    """Read the longest list."""
    return intake.read(office, as_csv(folder, MORE, *rows))


def accepted(office: Office, plan: Plan) -> Plan:
    """Return the plan with every change agreed to."""
    return intake.decide(office, plan, plan.decisions.accepting(plan.updates))


def shown(plan: Plan) -> list[tuple[str, str, str, bool]]:
    """Return column, old, new and acceptance of every changed cell."""
    return [(each.column, each.old, each.new, each.is_accepted) for each in plan.updates]


FIRST = {"领衔人/提案人": "陈示文", "主办单位": "市示例局", "协办单位": "", "登记时间": "2017-04-14"}
SECOND = {
    "会议": "示例市人大十七届第一次会议", "性质类别": "农业", "状态": "闭会期间", "性质": "重点督办",
    "是否公开": "否", "领衔人/提案人": "陈示文、李例", "代表团/界别": "第二代表团", "附议人数": "3",
    "登记时间": "2017-04-15", "主办单位": "市甲局", "协办单位": "市乙局、市丙局", "主办签发人": "徐例平",
    "责任领导": "示例市长", "承办负责人": "示例局长", "承办科室": "办公室", "承办人": "张例",
    "复文正文": "已办。",
    "承办人电话": "138-0000-0002", "交办日期": "2017-04-20", "办结时限": "2017-08-01", "备注": "急",
    "联系电话": "138-0000-0001", "通讯地址": "示例路1号", "正文": "全文", "领办领导": "示例市长",
    "督办领导": "示例主任", "重点": "是",
    "反馈日期": "2017-07-01", "办理态度满意度": "满意", "反馈评价": "基本满意", **REPLY,
}  # fmt: skip


def test_every_field_can_come_later(office: Office, tmp_path: Path) -> None:
    taken(office, as_csv(tmp_path, MORE, more("1", **FIRST)))
    plan = again(office, tmp_path, more("1", **SECOND))
    assert (plan.entries, plan.known) == ((), 1)
    changed = {each.column: each for each in plan.updates}
    assert set(changed) == set(SECOND) - {"会议"}
    assert not any(each.hindrance for each in plan.updates)
    assert [each.column for each in plan.updates if each.old and each.is_accepted] == []
    assert (changed["主办单位"].old, changed["主办单位"].new) == ("市示例局", "市甲局")
    outcome = intake.commit(office, accepted(office, plan))
    assert (outcome.added, outcome.updated) == (0, 1)
    case = cases(office)[0]
    paper, reply, lead = case.proposal, case.replies[0], case.assignments[0]
    assert (paper.category, paper.delegation, paper.body, paper.remark) == (
        "农业",
        "第二代表团",
        "全文",
        "急",
    )
    assert (paper.key_leader, paper.key_supervisor) == ("示例市长", "示例主任")
    assert [each.name for each in paper.submitters] == ["陈示文", "李例"]
    assert (paper.submitters[0].phone, paper.submitters[0].address) == ("138-0000-0001", "示例路1号")
    assert [(task.unit_name, task.role) for task in case.assignments] == [
        ("市甲局", Role.LEAD), ("市乙局", Role.CO), ("市丙局", Role.CO)]  # fmt: skip
    assert (lead.responsible_leader, lead.leader_in_charge, lead.handler) == ("示例市长", "示例局长", "张例")
    assert (reply.doc_no, reply.result_class, reply.text) == ("示建〔2017〕8号", "A", "已办。")
    assert (reply.issued_on, reply.signed_by) == (date(2017, 6, 26), "徐例平")
    assert case.due is not None
    assert (case.assigned_on, case.due.on, case.due.rule) == (
        date(2017, 4, 20),
        date(2017, 8, 1),
        "from_list",
    )
    assert case.feedback is not None
    assert case.feedback.verdicts == {"attitude": "satisfied", "result": "partly"}
    assert again(office, tmp_path, more("1", **SECOND)).updates == ()
    lines = office.store.cases.history(case.id)
    assert [line.verb for line in lines] == ["导入", "导入更新"]
    assert office.store.check() == ()


def test_blanks_are_filled_and_values_kept_unless_agreed(office: Office, tmp_path: Path) -> None:
    taken(office, as_csv(tmp_path, FULL, full("1", 登记时间="2017-04-14")))
    plan = intake.read(office, as_csv(tmp_path, FULL, full("1", 性质类别="农业", **REPLY)))
    assert shown(plan) == [
        ("当前环节", "", "已答复", True),
        ("主办答复时间", "", "2017-06-26", True),
        ("文号", "", "示建〔2017〕8号", True),
        ("类别标记", "", "A", True),
        ("性质类别", "城建环保", "农业", False),
    ]
    assert "第2行（关于示例的建议）：办理台中已有，5格不同" in said(plan)
    assert "第2行“性质类别”（农业）：办理台为“城建环保”，不改，请核对" in said(plan)
    assert plan.with_problems == 1
    assert intake.commit(office, plan).updated == 1
    case = cases(office)[0]
    assert (case.proposal.category, case.replies[0].doc_no) == ("城建环保", "示建〔2017〕8号")


def test_a_person_decides_cell_by_cell(office: Office, tmp_path: Path) -> None:
    taken(office, as_csv(tmp_path, FULL, full("1")))
    plan = intake.read(office, as_csv(tmp_path, FULL, full("1", 性质类别="农业", **REPLY)))
    decided = plan.decisions.with_update(2, Field.CATEGORY, accepted=True)
    plan = intake.decide(office, plan, decided.with_update(2, Field.DOC_NO, accepted=False))
    intake.commit(office, plan)
    case = cases(office)[0]
    assert (case.proposal.category, case.replies[0].doc_no) == ("农业", "")


def test_a_case_changed_since_it_was_looked_at_is_not_written_over(office: Office, tmp_path: Path) -> None:
    taken(office, as_csv(tmp_path, FULL, full("1"), full("2")))
    plan = intake.read(office, as_csv(tmp_path, FULL, full("1", **REPLY), full("2", **REPLY), full("3")))
    case = cases(office)[1]
    register.amend(office, case.id, replace(case.proposal, remark="急"))
    with pytest.raises(OfficeError, match="又被改动"):
        intake.commit(office, plan)
    assert [each.replies for each in cases(office)] == [(), ()]


def test_what_was_done_on_this_desk_is_not_written_over(office: Office, tmp_path: Path) -> None:
    done = judged(office, answered(office, registered(office, "12")))
    session, row = office.session_of(done).text, {"案由": done.proposal.title}
    cells = {
        "会议": session,
        "主办单位": "示例区财政局",
        "反馈评价": "不满意",
        "审核": "不予立案",
        **row,
        **REPLY,
    }
    cells = {**cells, "主办答复时间": "2026-04-01", "反馈日期": "2026-04-02", "协办单位": "市丙局"}
    plan = accepted(office, again(office, tmp_path, more("12", done.proposal.title, **cells)))
    hindered = {each.column: each.hindrance for each in plan.updates if each.hindrance}
    assert hindered == {
        "主办单位": "已有答复，请在办件中改派",
        "主办答复时间": "答复在本办理台办理，不从来表更改",
        "文号": "答复在本办理台办理，不从来表更改",
        "审核": "已有答复文号，请在办件中改",
        "反馈日期": "反馈已登记，请在办件中核对",
        "反馈评价": "反馈已登记，请在办件中核对",
    }
    assert not any(each.is_accepted for each in plan.updates if each.hindrance)


def test_a_case_without_a_unit_gets_one_but_no_reply_before(office: Office, tmp_path: Path) -> None:
    taken(office, as_csv(tmp_path, FULL, full("1", 主办单位="")))
    late = intake.read(office, as_csv(tmp_path, FULL, full("1", 主办单位="", 协办单位="市乙局")))
    assert [each.hindrance for each in late.updates] == ["尚无主办单位"]
    plan = taken(office, as_csv(tmp_path, FULL, full("1", 协办单位="市乙局", **REPLY)))
    assert plan.new_units == ("市示例局", "市乙局")
    case = cases(office)[0]
    assert [task.role for task in case.assignments] == [Role.LEAD, Role.CO]
    assert case.due is not None
    assert len(case.replies) == 1


def test_refused_and_merged_papers_are_told(office: Office, tmp_path: Path) -> None:
    taken(office, as_csv(tmp_path, FULL, full("1"), full("2")))
    rows = full("1", 当前环节="并案"), full("2", 审核="不予立案")
    plan = accepted(office, intake.read(office, as_csv(tmp_path, FULL, *rows)))
    intake.commit(office, plan)
    assert [case.proposal.filing for case in cases(office)] == [Filing.MERGED, Filing.NOT_FILED]


def test_a_corrected_title_is_an_update_and_another_one_a_new_case(office: Office, tmp_path: Path) -> None:
    taken(office, as_csv(tmp_path, FULL, full("1", "关于加装电梯的建义"), full("2", "关于学位的建议")))
    rows = (full("1", "关于加装电梯的建议"), full("2", "加快治理河道"), full("9", "关于学位的建议"))
    path = as_csv(tmp_path, FULL, *rows)
    plan = intake.read(office, path)
    assert shown(plan) == [("案由", "关于加装电梯的建义", "关于加装电梯的建议", False)]
    assert [entry.row for entry in plan.entries] == [3, 4]
    doubts = [each.reason for each in plan.problems if each.column and each.is_odd]
    assert doubts == [
        "办理台中这个编号是“关于学位的建议”，案由不同，按新件收下；如是同一件请改为更新",
        "与办理台中第2号案由相同，编号不同，按新件收下；如是同一件请改为更新",
    ]
    school = cases(office)[1].id
    plan = intake.decide(office, plan, plan.decisions.with_match(4, school).with_match(2, None))
    assert [entry.row for entry in plan.entries] == [2, 3]
    assert shown(plan) == [("案号", "2", "9", False)]


def test_a_number_given_later_fills_the_blank(office: Office, tmp_path: Path) -> None:
    taken(office, as_csv(tmp_path, FULL, full("", "关于学位的建议")))
    plan = taken(office, as_csv(tmp_path, FULL, full("7", "关于学位的建议")))
    assert shown(plan) == [("案号", "", "7", True)]
    assert cases(office)[0].proposal.item_no == "7"
    assert intake.read(office, as_csv(tmp_path, FULL, full("", "关于学位的建议"))).known == 1


def test_units_may_change_while_nothing_was_answered(office: Office, tmp_path: Path) -> None:
    taken(office, as_csv(tmp_path, FULL, full("1", 协办单位="市乙局"), full("2", 协办单位="市乙局、市丙局")))
    rows = (full("1", 主办单位="市示例局、市甲局", 协办单位="市丙局"), full("2", 协办单位="市丙局"))
    plan = accepted(office, intake.read(office, as_csv(tmp_path, FULL, *rows)))
    intake.commit(office, plan)
    first, second = cases(office)
    assert [(task.unit_name, task.role) for task in first.assignments] == [
        ("市示例局", Role.JOINT_LEAD), ("市甲局", Role.JOINT_LEAD), ("市丙局", Role.CO)]  # fmt: skip
    assert first.assignments[2].due == second.assignments[1].due
    assert [task.unit_name for task in second.assignments] == ["市示例局", "市丙局"]


def test_an_opinion_given_keeps_its_unit(office: Office, tmp_path: Path) -> None:
    taken(office, as_csv(tmp_path, FULL, full("1", 协办单位="市乙局", 协办已回复数="1")))
    plan = intake.read(office, as_csv(tmp_path, FULL, full("1", 协办单位="市丙局", 协办已回复数="1")))
    assert [each.hindrance for each in plan.updates] == ["市乙局已有协办意见，请在办件中改派"]


def ledger_of(office: Office, path: Path, unkept: set[str]) -> list[dict[object, object]]:
    """Export the ledger and return its rows by heading, without what no ledger can bring back."""
    export.ledger(office, Criteria(), path)
    rows = sheets.read(path)[0].rows
    head = next(index for index, row in enumerate(rows) if row[0] == "编号")
    cells = (dict(zip(rows[head], row, strict=True)) for row in rows[head + 1 :])
    return [{key: cell for key, cell in row.items() if key not in unkept} for row in cells]


def test_the_exported_ledger_comes_back_in(office: Office, tmp_path: Path) -> None:
    judged(office, answered(office, registered(office, "1")))
    judged(office, answered(office, registered(office, "2")), level=2)
    answered(office, registered(office, "3"))
    handed_out(office, registered(office, "0043"), draft(1, Role.LEAD), draft(2, Role.CO), draft(3, Role.CO))
    register.file_as(office, registered(office, "建5").id, Filing.NOT_FILED, "内容不清")
    kept = registered(office, "6")
    register.amend(office, kept.id, replace(kept.proposal, title="=1+1", remark="急\n件", is_key=True))
    other = new_office(tmp_path / "other")
    unkept = {"面商", "未结承诺", "下一步"}
    before = ledger_of(office, tmp_path / "甲.xlsx", unkept)
    taken(other, tmp_path / "甲.xlsx")
    assert ledger_of(other, tmp_path / "乙.xlsx", unkept) == before
    other.close()
    again_here = intake.read(office, tmp_path / "甲.xlsx")
    assert (again_here.entries, again_here.updates) == ((), ())


@pytest.mark.parametrize(("co_units", "column"), [("市乙局", "协办单位"), ("", "当前环节")])
def test_a_unit_left_out_keeps_out_what_hangs_on_it(
    office: Office, tmp_path: Path, co_units: str, column: str
) -> None:
    taken(office, as_csv(tmp_path, FULL, full("1", 主办单位="")))
    plan = intake.read(office, as_csv(tmp_path, FULL, full("1", 协办单位=co_units, **REPLY)))
    plan = intake.decide(office, plan, plan.decisions.with_update(2, Field.LEAD_UNIT, accepted=False))
    with pytest.raises(OfficeError, match=f"第2行“{column}”不能单独收下（尚无主办单位）"):
        intake.commit(office, plan)
    assert cases(office)[0].assignments == ()


def test_a_reply_without_a_unit_is_hindered(office: Office, tmp_path: Path) -> None:
    done = registered(office, "12")
    row = more(
        "12", done.proposal.title, 会议=office.session_of(done).text, 主办单位="", 文号="示建〔2017〕8号"
    )
    assert again(office, tmp_path, row).updates[0].column != "文号"
    lead = more(
        "12", done.proposal.title, 会议=office.session_of(done).text, 主办单位="", 责任领导="示例市长"
    )
    assert [
        each.hindrance for each in again(office, tmp_path, lead).updates if each.column == "责任领导"
    ] == ["尚无主办单位"]


def test_a_new_day_moves_only_a_date_counted_from_it(office: Office, tmp_path: Path) -> None:
    first = [more("1", 交办日期="2017-04-20"), more("2", 交办日期="2017-04-20", 办结时限="2017-08-01")]
    taken(office, as_csv(tmp_path, MORE, *first))
    plan = again(office, tmp_path, *(more(number, 交办日期="2017-05-20") for number in ("1", "2")))
    intake.commit(office, accepted(office, plan))
    assert [str(case.due.on) for case in cases(office) if case.due] == ["2017-08-20", "2017-08-01"]


def test_a_case_handed_out_nobody_knows_when_takes_more_units(office: Office, tmp_path: Path) -> None:
    head = ("届次", "案号", "案由", "主办单位", "协办单位")
    row = ("示例市十七届人大一次会议", "1", "关于甲的建议", "市甲局")
    taken(office, as_csv(tmp_path, head, (*row, "")))
    plan = taken(office, as_csv(tmp_path, head, (*row, "市乙局")))
    assert [each.column for each in plan.accepted] == ["协办单位"]
    assert cases(office)[0].co_handlers[0].due is None


def test_a_list_that_tells_no_kind_finds_every_kind_of_paper(office: Office, tmp_path: Path) -> None:
    taken(office, as_csv(tmp_path, FULL, full("1", 类型="议案", 案别="议案")))
    short = as_csv(tmp_path, ("会议", "案号", "案由"), ("示例市人大十七届第一次会议", "1", "关于示例的建议"))
    assert intake.read(office, short).known == 1
    assert intake.read(office, as_csv(tmp_path, FULL, full("1"))).known == 0


def test_a_masked_number_says_nothing_and_overwrites_nothing(office: Office, tmp_path: Path) -> None:
    intake.commit(office, again(office, tmp_path, more("1", **FIRST, 联系电话="138-0000-0001")))
    plan = accepted(office, again(office, tmp_path, more("1", **FIRST, 联系电话="138****0001")))
    assert shown(plan) == []
