"""Reports as an office designs them: kept by name, grouped, summed, and refused with a sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from desktop.casework import (
    count,
    demo,
    designer,
    follow,
    merge,
    presets,
    register,
    theme,
    undo,
)
from desktop.casework.designer_units import UNIT_FACTS
from desktop.domain.assignment import Assignment, CoOpinion, Role
from desktop.domain.commitment import Commitment
from desktop.domain.errors import OfficeError
from desktop.domain.filters import ColumnFilter, ListColumn
from desktop.domain.ledger import RowKind
from desktop.domain.listing import Criteria, SortField
from desktop.domain.progress import Cancelled, Progress
from desktop.domain.proposal import Filing, Submitter
from desktop.domain.report import GroupStyle, Report, ReportColumn, Subject
from tests import desks
from tests.samples import PAPER

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.domain.ledger import Cell

NARROW = (ReportColumn("serial"), ReportColumn("item_no"), ReportColumn("title"))
OWN = Report("我的报表", NARROW)
STRANGE = (ReportColumn("secret"),)
ALL = Criteria()


@pytest.fixture
def clock() -> desks.Clock:
    return desks.Clock()


@pytest.fixture
def office(tmp_path: Path, clock: desks.Clock) -> Office:
    return desks.new_office(tmp_path / "desk", clock=clock)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return a desk of invented cases at every stage."""
    return demo.build(tmp_path_factory.mktemp("demo"), clock=desks.Clock(date(2026, 6, 1)), cases=80, seed=5)


def cells(office: Office, subject: Subject, key: str, chosen: Criteria = ALL) -> list[Cell]:
    """Return what a report of one fact says, row by row."""
    report = Report("一栏", (ReportColumn(key),), subject)
    return [row[0] for row in designer.compose(office, report, chosen).rows]


def corrected(office: Office, case_id: int, **words: object) -> None:
    """Write into a paper what an old list may have left it with."""
    case = office.store.cases.get(case_id)
    paper = replace(case.proposal, **words)  # type: ignore[arg-type]
    with office.store.transaction():
        office.store.cases.save(replace(case, proposal=paper), office.note("导入"))


def test_reports_are_kept_renamed_copied_and_deleted(office: Office) -> None:
    kept = designer.save(office, replace(OWN, name=" 我的报表 "))
    assert designer.find(office, "我的报表") == kept == OWN
    assert designer.reports(office)[-1] == OWN
    assert designer.free_name(office, "我的报表") == "我的报表（2）"
    copy = designer.copied(presets.usual(), designer.free_name(office, "办理台账"))
    designer.save(office, copy)
    assert designer.find(office, "办理台账（2）").columns == presets.usual().columns
    assert designer.rename(office, "我的报表", "月报").name == "月报"
    assert designer.rename(office, "月报", "月报").name == "月报"
    assert designer.delete(office, "月报").name == "月报"
    assert [report.name for report in designer.reports(office) if not report.is_shipped] == ["办理台账（2）"]
    verbs = [line.verb for line in office.store.journal.of("report", 1)]
    assert verbs == ["保存报表", "报表改名", "删除报表"]


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda office: designer.save(office, replace(OWN, name=" ")), "没有填写报表名称"),
        (lambda office: designer.save(office, replace(OWN, name="办理台账")), "是自带的报表，没有保存"),
        (lambda office: designer.save(office, replace(OWN, columns=())), "没有保存报表：栏目须有1至60栏"),
        (lambda office: designer.save(office, replace(OWN, title="{几}")), "标题中的“{几}”不认识"),
        (lambda office: designer.rename(office, "办理台账", "别的"), "是自带的报表，不能改名或删除"),
        (lambda office: designer.rename(office, "没有", "别的"), "找不到报表“没有”，没有改动"),
        (lambda office: designer.delete(office, "办理台账"), "可以另存为自己的报表"),
        (lambda office: designer.find(office, "没有"), "找不到报表“没有”，没有生成"),
        (
            lambda office: designer.compose(office, replace(OWN, columns=STRANGE), Criteria()),
            "没有生成报表：第1栏的内容“secret”不认识",
        ),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(office: Office, act: object, words: str) -> None:
    with pytest.raises(OfficeError, match=words):
        act(office)  # type: ignore[operator]
    assert office.store.reports.all() == ()


def test_a_name_is_borne_once(office: Office) -> None:
    designer.save(office, OWN)
    designer.save(office, replace(OWN, name="月报"))
    with pytest.raises(OfficeError, match="已有报表“月报”，没有改名"):
        designer.rename(office, "我的报表", "月报")
    with pytest.raises(OfficeError, match="没有填写报表名称"):
        designer.rename(office, "我的报表", "")


def test_title_subtitle_and_foot_say_what_it_is_of(office: Office) -> None:
    desks.registered(office, "1")
    report = replace(OWN, subtitle="{单位}，共{件数}，截至{截至日期}", foot="{制表人}{校验码}")
    made = designer.compose(office, report, Criteria(session_id=1))
    assert made.title == "区十七届人大一次会议我的报表"
    assert made.subtitle == "示例区政府办公室，共1件，截至2026年3月2日"
    assert made.footer == f"示例经办{office.history_mark}"
    assert designer.compose(office, report, Criteria()).title == "我的报表"


def test_columns_take_own_words_width_and_place(office: Office) -> None:
    number, title = ReportColumn("item_no", "案号", "提案", 20), ReportColumn("title", width=10)
    columns = (number, title, ReportColumn("", "签收"))
    made = designer.compose(office, replace(OWN, columns=columns), Criteria())
    first, second, third = made.columns
    assert (first.title, first.group, first.width, first.wrap) == ("案号", "提案", 20, False)
    assert (second.title, second.width, second.wrap) == ("案由", 10, True)
    assert (third.title, third.kind.value) == ("签收", "text")
    assert made.frozen_columns == 1
    assert designer.compose(office, replace(OWN, columns=NARROW), Criteria()).frozen_columns == 2


def test_groups_are_named_numbered_and_summed(full: Office) -> None:
    columns = (ReportColumn("serial"), ReportColumn("title"), ReportColumn("submitters"))
    report = Report("分类", columns, group_by="category", subtotals=True, totals=True)
    made = designer.compose(full, report, Criteria())
    items = [row for at, row in enumerate(made.rows) if made.kind_of(at) is RowKind.ITEM]
    sums = [row for at, row in enumerate(made.rows) if made.kind_of(at) is RowKind.SUM]
    names = [row for at, row in enumerate(made.rows) if made.kind_of(at) is RowKind.GROUP]
    assert [row[0] for row in items] == [*range(1, len(items) + 1)]
    assert len(names) == len(sums) > 3
    assert sum(row[2] for row in sums) == sum(row[2] for row in items) == made.totals[2]  # type: ignore[index]
    assert made.totals == (None, f"合计（{len(items)}件）", made.totals[2])  # type: ignore[index]
    assert all(str(row[0]).endswith("件）") for row in names)
    assert all(str(row[1]).startswith("小计（") for row in sums)


def test_a_joined_group_stands_in_its_own_column(full: Office) -> None:
    columns = (ReportColumn("unit"), ReportColumn("item_no"))
    report = Report("明细", columns, Subject.TASKS, group_by="unit", group_style=GroupStyle.JOINED)
    plain = designer.compose(full, report, Criteria())
    assert plain.columns[0].joined
    assert not plain.columns[1].joined
    for first, last in plain.runs(0):
        assert str(plain.rows[first][0]).endswith(f"({last - first + 1}件)")
    order = {unit.name: place for place, unit in enumerate(full.store.units.all())}
    named = [str(row[0]).rsplit("(", 1)[0] for row in plain.rows]
    assert [order[name] for name in named] == sorted(order[name] for name in named)
    summed = designer.compose(full, replace(report, subtotals=True), Criteria())
    sums = [row for at, row in enumerate(summed.rows) if summed.kind_of(at) is RowKind.SUM]
    assert str(sums[0][0]).endswith(f"小计（{named.count(named[0])}件次）")


def test_a_sum_of_columns_without_words_has_none(full: Office) -> None:
    report = Report("数", (ReportColumn("submitters"), ReportColumn("co_submitters")), totals=True)
    made = designer.compose(full, report, Criteria())
    assert made.totals == tuple(sum(row[at] for row in made.rows) for at in (0, 1))  # type: ignore[misc]


def test_a_sum_counts_in_the_widest_column_of_words(full: Office) -> None:
    report = Report("数", (ReportColumn("item_no"), ReportColumn("title")), totals=True)
    made = designer.compose(full, report, Criteria())
    assert made.totals == ("合计", f"{len(made.rows)}件")


def test_the_order_and_the_cases_are_those_of_the_report(full: Office) -> None:
    criteria = Criteria(key_only=True, sort=SortField.TITLE, descending=True)
    made = designer.compose(full, replace(OWN, criteria=criteria), Criteria(session_id=1))
    rows = list(full.store.board.rows(replace(criteria, session_id=1)))
    assert [row[2] for row in made.rows] == [row.title for row in rows]


def test_unit_sums_are_those_of_the_statistics(full: Office) -> None:
    made = designer.compose(full, designer.find(full, "单位统计"), Criteria())
    units = count.totals(full).units
    assert {row[0]: row[1:7] for row in made.rows} == {
        unit.unit: (unit.lead, unit.co, unit.total, unit.lead_replied, unit.co_replied, unit.replied)
        for unit in units
    }
    assert made.totals is not None
    for place in (1, 2, 3, 4, 5, 6, *range(8, 16)):
        assert made.totals[place] == sum(row[place] for row in made.rows)  # type: ignore[misc]
    answered, whole = made.totals[6], made.totals[3]
    assert made.totals[7] == round(Decimal(answered) / whole, 4)  # type: ignore[arg-type,operator]


def test_the_figures_of_one_unit_are_its_own(full: Office) -> None:
    made = designer.compose(full, designer.find(full, "单位统计"), Criteria(unit_id=1))
    assert [row[0] for row in made.rows] == [full.store.units.get(1).name]


def test_progress_of_units_adds_up(full: Office) -> None:
    made = designer.compose(full, designer.find(full, "办理进度"), Criteria())
    for row in [*made.rows, made.totals]:
        sole, split, led, whole, done, still, rate = row[1:]  # type: ignore[index,misc]
        assert sole + split + led == whole == done + still  # type: ignore[operator]
        assert rate == (round(Decimal(done) / whole, 4) if whole else "—")  # type: ignore[arg-type]


def test_units_are_ranked_by_satisfaction_and_equals_share_a_place(office: Office) -> None:
    for number, (unit, level) in enumerate([(1, 0), (2, 0), (3, 1), (3, 0)]):
        case = desks.handed_out(office, desks.registered(office, str(number)), desks.draft(unit, Role.SOLE))
        desks.judged(office, desks.answered(office, case, unit), level)
    made = designer.compose(office, designer.find(office, "单位满意度测评"), Criteria())
    assert [(row[0], row[-1]) for row in made.rows] == [
        ("示例区教育局", 1),
        ("示例区财政局", 1),
        ("示例区交通局（港航中心）", 3),
    ]
    assert made.totals is not None
    assert made.totals[-1] is None


def test_a_unit_nobody_judged_has_no_place_and_a_bad_verdict_counts(office: Office) -> None:
    desks.answered(office, desks.registered(office, "1"))
    case = desks.handed_out(office, desks.registered(office, "2"), desks.draft(2, Role.SOLE))
    desks.judged(office, desks.answered(office, case, 2), 2)
    counts = ("rank", "result_dissatisfied", "result_silent", "satisfied_rate")
    keys = ("unit", *counts, "contact", "system", "head")
    report = Report("测评", tuple(ReportColumn(key) for key in keys), Subject.UNITS, group_by="system")
    rows = designer.compose(office, report, Criteria()).rows[1:]
    assert rows == [
        ("示例区教育局", None, 0, 1, "—", "示例承办", "政府部门", ""),
        ("示例区财政局", 1, 1, 0, Decimal(0), "示例承办", "政府部门", ""),
    ]
    assert cells(office, Subject.UNITS, "contact_phone") == ["138-0000-0001"] * 2


def test_every_fact_can_be_shown_of_every_subject(full: Office) -> None:
    for subject in Subject:
        columns = tuple(ReportColumn(key) for key in designer.facts(subject))[:60]
        made = designer.compose(full, Report("全部", columns, subject, totals=True), Criteria())
        assert made.rows
        assert [column.title for column in made.columns] == list(designer.facts(subject).values())[:60]
        assert set(designer.groupings(subject)) <= set(designer.facts(subject))
        for key in designer.groupings(subject):
            report = Report("分组", columns[:2], subject, group_by=key, subtotals=True)
            grouped = designer.compose(full, report, Criteria())
            assert RowKind.GROUP in grouped.kinds
    assert len(UNIT_FACTS) == len({fact.key for fact in UNIT_FACTS})


def test_what_a_paper_says_of_itself(office: Office) -> None:
    organisation = (Submitter("示例界别", is_organisation=True, phone="138-0000-0002"),)
    many = replace(PAPER, co_submitter_count=2, nature="", is_key=True, key_supervisor="示例督办")
    first = replace(PAPER, submitters=organisation, nature="", suggested_units=("甲", "乙"))
    desks.registered(office, "1", first)
    desks.registered(office, "2", replace(many, key_leader="示例领办"))
    desks.registered(office, "3")
    register.file_as(office, 3, Filing.NOT_FILED, "超出职权")
    corrected(office, 3, nature="联名提案", submitters=())
    theme.add(office, [2], "优秀建议")
    assert cells(office, Subject.CASES, "paper_type") == ["集体建议", "联名建议", "联名提案"]
    assert cells(office, Subject.CASES, "submitter_kind") == ["集体", "个人", ""]
    assert cells(office, Subject.CASES, "phone")[::2] == ["138-0000-0002", ""]
    assert cells(office, Subject.CASES, "suggested_units") == ["甲、乙", "", ""]
    assert cells(office, Subject.CASES, "key_supervisor") == ["", "示例督办", ""]
    assert cells(office, Subject.CASES, "key_leader") == ["", "示例领办", ""]
    assert cells(office, Subject.CASES, "excellent") == ["", "是", ""]
    assert cells(office, Subject.CASES, "filing") == ["立案", "立案", "不予立案：超出职权"]
    assert cells(office, Subject.CASES, "received_on") == [PAPER.received_on] * 3
    assert cells(office, Subject.CASES, "registered_on") != [None] * 3
    assert cells(office, Subject.CASES, "paper_type", Criteria(text="编号:9")) == []
    only = designer.compose(office, designer.find(office, "优秀建议目录"), Criteria())
    assert [row[1] for row in only.rows] == ["2"]


def test_a_filing_without_a_reason_is_its_word(office: Office) -> None:
    desks.registered(office, "1")
    corrected(office, 1, filing=Filing.NOT_FILED, submitters=(), nature="")
    assert cells(office, Subject.CASES, "filing") == ["不予立案"]
    assert cells(office, Subject.CASES, "paper_type") == [""]


def test_how_a_case_is_handled_and_by_whom(office: Office, clock: desks.Clock) -> None:
    late = office.today + timedelta(days=20)
    desks.handed_out(office, desks.registered(office, "1"), desks.draft(1, Role.SOLE))
    lead, co = desks.draft(1, Role.LEAD), desks.draft(2, Role.CO, due_on=late)
    desks.handed_out(office, desks.registered(office, "2"), lead, co)
    parts = (desks.draft(1, Role.SPLIT), desks.draft(2, Role.SPLIT))
    desks.handed_out(office, desks.registered(office, "3"), *parts)
    desks.registered(office, "4")
    case = office.store.cases.get(4)
    task = Assignment(3, "示例区交通局（港航中心）", Role.SOLE)
    with office.store.transaction():
        office.store.cases.save(replace(case, proposed=(task,)), office.note("拟办"))
    assert cells(office, Subject.CASES, "method") == ["单办", "会办", "分办", ""]
    assert cells(office, Subject.CASES, "units")[1] == "示例区教育局、示例区财政局"
    assert cells(office, Subject.CASES, "intended_unit")[3] == "示例区交通局（港航中心）"
    assert cells(office, Subject.CASES, "proposed_units")[3] == "示例区交通局（港航中心）（独办）"
    assert cells(office, Subject.CASES, "co_due_on") == [None, late, None, None]
    assert cells(office, Subject.TASKS, "role") == ["独办", "主办", "协办", "分办", "分办"]
    assert cells(office, Subject.TASKS, "others")[1:3] == ["示例区财政局（协办）", "示例区教育局（主办）"]
    assert cells(office, Subject.TASKS, "task_state") == ["在办"] * 5
    assert cells(office, Subject.TASKS, "unit", Criteria(unit_id=2)) == ["示例区财政局"] * 2
    assert cells(office, Subject.TASKS, "answering_unit")[2] == "示例区教育局"
    assert cells(office, Subject.CASES, "carried") == [""] * 4
    clock.turn(330)
    assert cells(office, Subject.CASES, "carried") == ["是", "是", "是", ""]


def test_opinions_of_co_handlers_are_late_or_not(office: Office, clock: desks.Clock) -> None:
    for number, unit in (("1", 2), ("2", 3)):
        case = desks.registered(office, number)
        due = office.today + timedelta(days=10)
        desks.handed_out(office, case, desks.draft(1, Role.LEAD), desks.draft(unit, Role.CO, due_on=due))
    report = designer.find(office, "协办意见清单")
    assert [row[8] for row in designer.compose(office, report, Criteria()).rows] == ["未提交"] * 2
    answer_co(office, 1, 2, "同意")
    clock.turn(20)
    assert [row[8] for row in designer.compose(office, report, Criteria()).rows] == ["按期提交", "逾期未提交"]
    answer_co(office, 2, 3, "同意")
    rows = designer.compose(office, report, Criteria()).rows
    assert [row[8] for row in rows] == ["按期提交", "逾期提交"]
    assert [row[9] for row in rows] == ["同意"] * 2
    assert [row[4] for row in rows] == ["示例区财政局", "示例区交通局（港航中心）"]
    assert cells(office, Subject.TASKS, "opinion_state")[0] == ""


def answer_co(office: Office, case_id: int, unit_id: int, text: str) -> None:
    """Take in the opinion of a co-handling unit, today."""
    case = office.store.cases.get(case_id)
    with office.store.transaction():
        given = case.with_co_opinion(unit_id, CoOpinion(office.today, text))
        office.store.cases.save(given, office.note("登记协办意见"))


def test_what_became_of_the_answer(office: Office, clock: desks.Clock) -> None:
    case = desks.answered(office, desks.registered(office, "1"))
    follow.promise(office, case.id, Commitment("建站台", "示例区教育局", office.today, date(2026, 3, 20)))
    desks.judged(office, case, 2)
    drafted = desks.drafted(office, desks.handed_out(office, desks.registered(office, "2")))
    assert drafted.id == 2
    met = desks.met(office, desks.handed_out(office, desks.registered(office, "3")))
    desks.signed(office, desks.drafted(office, met))
    desks.handed_out(office, desks.registered(office, "4"))
    assert cells(office, Subject.CASES, "review") == ["已印发", "拟稿", "已签发", ""]
    assert cells(office, Subject.CASES, "again") == ["第2轮", "", "", ""]
    assert cells(office, Subject.CASES, "verdict_work") == ["不满意", "", "", ""]
    assert cells(office, Subject.CASES, "verdict_result") == ["不满意", "", "", ""]
    assert cells(office, Subject.CASES, "promises") == ["建站台", "", "", ""]
    assert cells(office, Subject.CASES, "promised_for") == [date(2026, 3, 20), None, None, None]
    assert cells(office, Subject.CASES, "implementation")[0] == "未落实"
    assert cells(office, Subject.CASES, "met_before")[2].startswith("2026-03-02 ")  # type: ignore[union-attr]
    assert cells(office, Subject.CASES, "opinion") == ["", "", "", ""]
    assert cells(office, Subject.PROMISES, "promise_state") == ["正在落实"]
    clock.turn(60)
    assert cells(office, Subject.PROMISES, "promise_state") == ["逾期未落实"]
    follow.fulfil(office, case.id, 0, office.today, "现场验收")
    assert cells(office, Subject.PROMISES, "promise_state") == ["已落实"]
    assert cells(office, Subject.CASES, "implementation")[0] == "已落实"
    assert cells(office, Subject.PROMISES, "evidence") == ["现场验收"]


def test_papers_merged_into_another_are_named_by_their_numbers(office: Office) -> None:
    for number in ("1", "2", "3"):
        desks.registered(office, number)
    merge.into(office, 1, [2, 3])
    assert cells(office, Subject.CASES, "merged") == ["2、3", "", ""]


@pytest.mark.parametrize("title", ["=HYPERLINK(1)", "+1", "@SUM(A1)", "题" * 500, "关于\n换行\t制表的建议"])
def test_hostile_titles_stay_text(office: Office, tmp_path: Path, title: str) -> None:
    desks.registered(office, "=1", replace(PAPER, title=title))
    report = replace(OWN, title="=1+1{名称}")
    for ending in ("xlsx", "csv", "pdf"):
        assert designer.write(office, report, Criteria(), tmp_path / f"表.{ending}") == 1
    sheet = load_workbook(tmp_path / "表.xlsx").active
    assert sheet is not None
    found = [cell for row in sheet.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in found} <= {"s", "n", "inlineStr"}
    assert "f" not in {cell.data_type for cell in found}
    assert not any(
        field.startswith(("=", "+", "@")) for field in (tmp_path / "表.csv").read_text("utf-8-sig").split(",")
    )


def test_a_character_no_face_has_stops_the_paper_and_not_the_workbook(office: Office, tmp_path: Path) -> None:
    desks.registered(office, "1", replace(PAPER, title="关于笑脸😀的建议"))
    with pytest.raises(OfficeError, match=r"U\+1F600.*导出 xlsx"):
        designer.write(office, OWN, Criteria(), tmp_path / "表.pdf")
    assert designer.write(office, OWN, Criteria(), tmp_path / "表.xlsx") == 1


def test_reading_can_be_cancelled(full: Office) -> None:
    class Impatient(Progress):
        def step(self, *_: object) -> None:
            raise Cancelled

    for name in ("办理台账", "单位统计"):
        with pytest.raises(Cancelled):
            designer.compose(full, designer.find(full, name), Criteria(), Impatient())


def test_sheets_are_the_first_ones_and_count_all_rows(full: Office) -> None:
    found = designer.sheets(full, designer.find(full, "承办单位明细"), Criteria(), 1)
    assert found.pdf.startswith(b"%PDF")
    assert (found.rows, found.columns) == (sum(unit.total for unit in count.totals(full).units), 10)


def test_class_b_is_found_by_its_letter(full: Office) -> None:
    made = designer.compose(full, designer.find(full, "属B类答复件一览表"), Criteria())
    wanted = Criteria(filters=(ColumnFilter(ListColumn.RESULT_CLASS, ("B",)),))
    assert len(made.rows) == full.store.board.count(wanted) > 0


def test_contacts_of_units_come_from_the_directory(office: Office) -> None:
    desks.handed_out(office, desks.registered(office, "1"))
    made = designer.compose(office, designer.find(office, "承办单位联系回执"), Criteria())
    assert made.rows == [("示例区教育局", "", None, "示例承办", "138-0000-0001", None)]


def test_what_was_done_to_a_report_is_taken_back_and_done_again(office: Office) -> None:
    designer.save(office, OWN)
    designer.rename(office, "我的报表", "月报")
    designer.save(office, replace(OWN, name="月报", totals=True))
    designer.delete(office, "月报")
    assert undo.undo(office).verb == "删除报表"
    assert office.store.reports.all() == (replace(OWN, name="月报", totals=True),)
    undo.undo(office)
    assert office.store.reports.all() == (replace(OWN, name="月报"),)
    undo.undo(office)
    assert office.store.reports.all() == (OWN,)
    undo.undo(office)
    assert office.store.reports.all() == ()
    undo.redo(office)
    undo.redo(office)
    assert office.store.reports.all() == (replace(OWN, name="月报"),)


def test_a_report_changed_since_or_a_name_taken_is_not_turned_round(office: Office) -> None:
    designer.save(office, OWN)
    designer.delete(office, "我的报表")
    designer.save(office, replace(OWN, totals=True))
    gone = undo.steps(office)[1]
    with pytest.raises(OfficeError, match="之后又有改动，没有撤销"):
        undo.undo(office, gone)
    designer.save(office, replace(OWN, name="乙"))
    designer.rename(office, "乙", "丙")
    designer.save(office, replace(OWN, name="乙"))
    with pytest.raises(OfficeError, match="已有“乙”，没有撤销"):
        undo.undo(office, undo.steps(office)[1])
    assert [report.name for report in office.store.reports.all()] == ["我的报表", "丙", "乙"]
