"""A list is looked at first, its columns corrected and remembered, what is odd decided."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.casework import intake, intake_source
from desktop.casework.intake_grid import Fate, Grid, RawGrid
from desktop.casework.intake_headings import Field
from desktop.casework.intake_source import Certainty, ColumnMap, is_kept, survey, survey_text
from desktop.casework.intake_units import Resolution, UnitChoice
from desktop.domain.errors import OfficeError, Severity
from desktop.domain.kinds import Kind
from desktop.domain.session import Session
from tests.casework.lists import FULL, OPINIONS, as_csv, as_xlsx, cases, full, said, taken
from tests.desks import new_office
from tests.documents import workbooks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.casework.office import Office

SHORT = ("案号", "案由", "主办单位")
ROW = ("1", "关于甲的建议", "市甲局")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = new_office(tmp_path / "desk")
    yield opened
    opened.close()


def test_a_survey_shows_columns_with_samples_and_how_sure_they_are(tmp_path: Path) -> None:
    head = ("案号", "提案案由内容", "主办单位", None, "页码")
    rows = (("1", "甲", "市甲局", "无头", "3"), ("2", "乙", "市甲局", None, None))
    path = as_xlsx(tmp_path, ("示例建议", None, None, None, None), head, *rows, merged=("A1:E1",))
    book = openpyxl.load_workbook(path)
    book.worksheets[0].column_dimensions["E"].hidden = True
    book.save(path)
    source = survey(path)
    mapping = source.proposed("Sheet", (1, 2))
    told = [(each.heading, each.field, each.certainty, each.samples) for each in source.columns(mapping)]
    assert told == [
        ("案号", Field.NUMBER, Certainty.KNOWN, ("1", "2")),
        ("提案案由内容", Field.TITLE, Certainty.GUESSED, ("甲", "乙")),
        ("主办单位", Field.LEAD_UNIT, Certainty.KNOWN, ("市甲局",)),
        ("第4列", None, Certainty.UNKNOWN, ("无头",)),
        ("页码", None, Certainty.UNKNOWN, ("3",)),
    ]
    assert [each.is_hidden for each in source.columns(mapping)] == [False] * 4 + [True]
    assert (mapping.top, mapping.below, mapping.field_of(1), mapping.field_of(2)) == (
        1,
        2,
        None,
        Field.LEAD_UNIT,
    )


def test_a_corrected_map_is_followed_and_remembered(office: Office, tmp_path: Path) -> None:
    rows = (("案号", "题头", "主办单位"), ROW)
    source = survey(as_csv(tmp_path, *rows))
    with pytest.raises(OfficeError, match="没有“案由”或“标题”列"):
        intake.read(office, source)
    unnamed = ColumnMap("建议清单", 0, 1, ((0, Field.NUMBER),))
    with pytest.raises(OfficeError, match="没有一列对应“案由”"):
        intake.read(office, source, mapping=unnamed)
    mapping = source.proposed("建议清单", (0, 1)).with_field(1, Field.TITLE)
    plan = intake.read(office, source, mapping=mapping)
    assert plan.entries[0].paper.title == "关于甲的建议"
    intake.commit(office, plan)
    later = survey(as_csv(tmp_path, rows[0], ("2", "关于乙的建议", "市甲局"), name="建议又一份.csv"))
    recalled = intake.mapping_of(office, later, "建议又一份", (0, 1))
    assert recalled.field_of(1) is Field.TITLE
    assert later.columns(recalled)[1].certainty is Certainty.REMEMBERED
    assert len(intake.read(office, later, mapping=recalled).entries) == 1


def test_a_map_gives_each_meaning_once() -> None:
    mapping = ColumnMap("表", 0, 1, ((0, Field.NUMBER), (1, Field.TITLE), (2, Field.NOTED)))
    moved = mapping.with_field(3, Field.TITLE).with_field(4, Field.NOTED).with_field(0, None)
    assert moved.fields == ((2, Field.NOTED), (3, Field.TITLE), (4, Field.NOTED))


def test_rows_without_heading_are_mapped_by_hand(office: Office) -> None:
    source = survey_text("7\t关于丙的建议\t市甲局\n8\t关于丁的建议\t市乙局\n")
    mapping = source.proposed(intake_source.PASTED, (0, 0))
    assert [each.heading for each in source.columns(mapping)] == ["第1列", "第2列", "第3列"]
    for index, field in enumerate((Field.NUMBER, Field.TITLE, Field.LEAD_UNIT)):
        mapping = mapping.with_field(index, field)
    plan = intake.read(office, source, intake.Hints(kind=Kind.SUGGESTION), mapping)
    assert [entry.paper.item_no for entry in plan.entries] == ["7", "8"]


def test_rows_pasted_with_their_heading_as_text_or_as_a_page(office: Office) -> None:
    page = "Version:0.9\r\nStartHTML:1\r\n<html><table><tr><td>建议编号<td>案由<td>主办单位"
    page += "<tr><td>1<td>甲<td>市甲局"
    for text in ("建议编号\t案由\t主办单位\n1\t甲\t市甲局", page):
        plan = intake.read(office, survey_text(text))
        assert (plan.entries[0].paper.item_no, plan.entries[0].leads) == ("1", ("市甲局",))
    with pytest.raises(OfficeError, match="里没有内容"):
        intake.read(office, survey_text(""))


def test_other_sheets_are_asked_for_by_name(office: Office, tmp_path: Path) -> None:
    path = as_xlsx(tmp_path, SHORT, ROW)
    book = openpyxl.load_workbook(path)
    book.create_sheet("空表")
    other = book.create_sheet("副本")
    for row in (SHORT, ("9", "关于丙的建议", "市丙局")):
        other.append(row)
    other.sheet_state = "hidden"
    book.save(path)
    source = survey(path)
    assert source.best.name == "Sheet", "a visible sheet goes first"
    assert intake.read(office, source, mapping=source.proposed("副本")).entries[0].paper.item_no == "9"
    with pytest.raises(OfficeError, match="没有工作表“空表”"):
        source.proposed("空表")


def test_what_is_hidden_is_left_out_when_asked(office: Office, tmp_path: Path) -> None:
    path = as_xlsx(tmp_path, (*SHORT, "备注"), (*ROW, "急"), ("2", "关于乙的建议", "市甲局", ""))
    book = openpyxl.load_workbook(path)
    book.worksheets[0].row_dimensions[3].hidden = True
    book.worksheets[0].column_dimensions["D"].hidden = True
    book.save(path)
    whole, seen = (intake.read(office, path, intake.Hints(with_hidden=shown)) for shown in (True, False))
    assert [len(each.entries) for each in (whole, seen)] == [2, 1]
    assert [each.entries[0].paper.remark for each in (whole, seen)] == ["急", ""]
    assert said(whole)[:2] == ["表中隐藏的1行也已读入", "表中隐藏的1列也已读入"]
    assert said(seen)[:2] == ["表中隐藏的1行没有读入", "表中隐藏的1列没有读入"]


def test_columns_without_heading_are_told(office: Office, tmp_path: Path) -> None:
    plan = intake.read(office, as_csv(tmp_path, (*SHORT, ""), (*ROW, "话")))
    assert "这些列没有列名，没有取用：第4列（1格）" in said(plan)


def test_a_list_can_be_seen_before_it_is_judged(office: Office, tmp_path: Path) -> None:
    path = as_csv(tmp_path, FULL, full("7", "  关于甲的建议", 登记时间="去年"), [""] * len(FULL), full("8"))
    source = survey(path)
    sheet = source.applied(intake.mapping_of(office, source))
    raw, grid = RawGrid(sheet), Grid(intake.read(office, source))
    assert raw.rows() == grid.rows() == (2, 4)
    assert raw.columns() == grid.columns()
    assert [cell.raw for cell in raw.row(2).cells] == [cell.raw for cell in grid.row(2).cells]
    title = next(cell for cell in raw.row(2).cells if cell.field is Field.TITLE)
    assert (title.raw, title.value) == ("  关于甲的建议", "关于甲的建议")
    assert (raw.row(4).fate, raw.row(4).problems, raw.row(4).severity) == (Fate.UNREAD, (), None)


def test_a_cell_is_corrected_and_only_its_row_read_again(office: Office, tmp_path: Path) -> None:
    rows = (full("1", 登记时间="2017-13-45"), full("2", 附议人数="若干"), full("3"))
    plan = intake.read(office, as_csv(tmp_path, FULL, *rows))
    grid = Grid(plan)
    assert grid.rows() == (2, 3, 4)
    assert grid.rows(only_problems=True) == (2, 3)
    bad = next(cell for cell in grid.row(2).cells if cell.field is Field.REGISTERED_ON)
    assert (bad.raw, bad.value, bad.problem, bad.severity) == (
        "2017-13-45", "", "不是可读的日期，该格留空", Severity.WARNING)  # fmt: skip
    better = intake.decide(office, plan, plan.decisions.with_cell(2, Field.REGISTERED_ON, "2017年4月14日"))
    cell = next(cell for cell in Grid(better).row(2).cells if cell.field is Field.REGISTERED_ON)
    assert (cell.raw, cell.value, cell.problem) == ("2017年4月14日", "2017-04-14", "")
    assert Grid(better).rows(only_problems=True) == (3,)
    assert better.reading is not None
    assert plan.reading is not None
    assert better.reading.rows[1] is plan.reading.rows[1]
    back = intake.decide(office, better, plan.decisions)
    assert back.problems == plan.problems
    with pytest.raises(OfficeError, match="没有这一格"):
        intake.decide(office, plan, plan.decisions.with_cell(2, Field.BODY, "文"))


def test_a_running_number_beside_numbers_is_shown_as_it_stands(office: Office, tmp_path: Path) -> None:
    heads = ("序号", "编号", "案由", "主办单位")
    rows = (("1", "第7号", "关于示例路的建议", "示例区教育局"), ("合计", "", "共 1 件", ""))
    plan = intake.read(office, as_csv(tmp_path, heads, *rows))
    (row,) = Grid(plan).rows()
    assert [cell.value for cell in Grid(plan).row(row).cells][:2] == ["1", "7"]
    alone = intake.read(office, as_csv(tmp_path, heads[:1] + heads[2:], rows[0][:1] + rows[0][2:]))
    assert Grid(alone).row(2).cells[0].value == "1"


def test_the_grid_tells_what_becomes_of_each_row(office: Office, tmp_path: Path) -> None:
    taken(office, as_csv(tmp_path, FULL, full("1"), full("2")))
    rows = (full("1", 性质类别="农业"), full("2"), full("3", "关于丙的建议"), full("4"))
    plan = intake.read(office, as_csv(tmp_path, (*FULL, "页码"), *([*row, "9"] for row in rows)))
    plan = intake.decide(office, plan, plan.decisions.with_row(5, taken=False))
    grid = Grid(plan)
    assert [grid.row(row).fate for row in grid.rows()] == [Fate.CHANGED, Fate.KNOWN, Fate.NEW, Fate.LEFT_OUT]
    changed = next(cell for cell in grid.row(2).cells if cell.field is Field.CATEGORY)
    assert (changed.value, changed.old) == ("农业", "城建环保")
    assert grid.columns()[-1] == (None, "页码")
    assert (grid.row(4).cells[-1].value, grid.row(4).severity) == ("9", None)
    assert len(intake.decide(office, plan, plan.decisions.with_row(5, taken=True)).entries) == 2


def test_an_edited_cell_may_be_empty_before(office: Office) -> None:
    source = survey_text("建议编号\t案由\t主办单位\n1\t甲\n")
    plan = intake.read(office, source)
    plan = intake.decide(office, plan, plan.decisions.with_cell(2, Field.LEAD_UNIT, "市甲局"))
    assert plan.entries[0].leads == ("市甲局",)
    assert not plan.is_empty


def test_a_list_of_opinions_has_no_grid_and_takes_no_decisions(office: Office, tmp_path: Path) -> None:
    taken(office, as_csv(tmp_path, FULL, full("1", 协办单位="市乙局")))
    path = as_csv(tmp_path, OPINIONS, ("建议", "1", "市乙局", "2017-05-01", "完成"), name="意见.csv")
    plan = intake.read(office, path)
    grid = Grid(plan)
    assert (grid.rows(), grid.columns()) == ((), ())
    with pytest.raises(KeyError):
        grid.row(2)
    with pytest.raises(OfficeError, match="不能在这里改"):
        intake.decide(office, plan, plan.decisions.with_year(2017))


def test_the_year_of_days_without_one_is_asked(office: Office, tmp_path: Path) -> None:
    path = as_csv(tmp_path, (*SHORT, "交办日期"), (*ROW, "3月2日"), ("2", "关于乙的建议", "市甲局", ""))
    plan = intake.read(office, path)
    assert plan.year_question is not None
    assert (plan.year_question.year, plan.year_question.columns) == (2026, (("交办日期", 1),))
    assert not plan.year_question.is_decided
    told = intake.decide(office, plan, plan.decisions.with_year(2025))
    assert told.year_question is not None
    assert told.year_question.is_decided
    assert str(told.entries[0].assigned_on) == "2025-03-02"
    wished = intake.read_as_wished(office, path, intake.Hints(), intake.Wishes(2024))
    assert str(wished.entries[0].assigned_on) == "2024-03-02"
    assert intake.read_as_wished(office, path, intake.Hints(), intake.Wishes()).decisions == plan.decisions


def test_unknown_units_are_asked_for_and_aliases_learned(office: Office, tmp_path: Path) -> None:
    names = ("示例区教育局（教体局）", "区交通", "新局", "旧称", "示例区财政")
    path = as_csv(tmp_path, FULL, *(full(str(at), 主办单位=name) for at, name in enumerate(names, 1)))
    plan = intake.read(office, path)
    asked = {each.name: each for each in plan.units}
    assert asked["示例区教育局（教体局）"].choice == UnitChoice(Resolution.ALIAS, 1)
    assert "第2行（示例区教育局（教体局））：作为“示例区教育局”的别名收下，请核对" in said(plan)
    assert asked["区交通"].candidates == ((3, "示例区交通局（港航中心）"),)
    assert plan.new_units == ("区交通", "新局", "旧称", "示例区财政")
    decided = plan.decisions.with_unit("区交通", UnitChoice(Resolution.ALIAS, 3))
    decided = decided.with_unit("示例区财政", UnitChoice(Resolution.KNOWN, 2))
    decided = decided.with_unit("旧称", UnitChoice(Resolution.NEW, name="示例区水务局"))
    plan = intake.decide(office, plan, decided)
    assert plan.new_units == ("新局", "示例区水务局")
    intake.commit(office, plan)
    assert [case.assignments[0].unit_id for case in cases(office)] == [1, 3, 4, 5, 2]
    assert office.store.units.get(1).aliases == ("示例区教育局（教体局）",)
    assert office.store.units.get(3).aliases == ("区交通",)
    assert office.store.units.get(2).aliases == ()
    assert office.store.units.get(5).name == "示例区水务局"
    again = intake.read(office, as_csv(tmp_path, FULL, full("9", 主办单位="区交通")))
    assert again.units == ()


def test_what_another_list_made_meanwhile_is_used(office: Office, tmp_path: Path) -> None:
    first = intake.read(office, as_csv(tmp_path, FULL, full("1", 主办单位="甲办")))
    first = intake.decide(
        office, first, first.decisions.with_unit("甲办", UnitChoice(Resolution.NEW, name="甲局"))
    )
    second = intake.read(
        office, as_csv(tmp_path, FULL, full("2", 主办单位="甲局"), full("3", 主办单位="（）"))
    )
    intake.commit(office, second)
    intake.commit(office, first)
    assert len({case.assignments[0].unit_id for case in cases(office)}) == 2


def test_traditional_headings_and_words_are_understood(office: Office, tmp_path: Path) -> None:
    head = ("屆次", "編號", "案由", "類型", "主辦單位", "協辦單位", "重點", "當前環節")
    row = (
        "示例市十七屆人大一次會議",
        "第１２號",
        "關於環境的建議",
        "建議",
        "市環保局",
        "市財政局",
        "是",
        "辦結",
    )
    plan = taken(office, as_csv(tmp_path, head, row, ("合計", "", "1", "", "", "", "", ""), name="匯總.csv"))
    case = cases(office)[0]
    assert isinstance(office.session_of(case), Session)
    assert office.session_of(case).text == "示例市十七届人大一次会议"
    assert (case.proposal.title, case.proposal.is_key, len(case.replies)) == ("關於環境的建議", True, 1)
    assert case.assignments[0].unit_name == "市環保局", "kept as written"
    assert "第3行：是合计或说明行，已跳过" in said(plan)
    units = intake.read(office, as_csv(tmp_path, FULL, full("9", 主办单位="市环保局"))).new_units
    assert units == ()


def test_columns_nobody_has_a_place_for_go_into_the_remark(office: Office, tmp_path: Path) -> None:
    head = (*SHORT, "优秀提案", "合并提案", "备注", "说明")
    rows = ((*ROW, "是", "与5号合并", "急", "另"), ("2", "关于乙的提案", "市甲局", "否", "", "", ""))
    taken(office, as_csv(tmp_path, head, *rows))
    assert [case.proposal.remark for case in cases(office)] == [
        "急；优秀提案：是；合并提案：与5号合并；说明：另",
        "",
    ]


@pytest.mark.parametrize(
    ("cells", "verdicts", "sentence"),
    [
        ({"提案人意见": "满意", "反馈时间": "2017-07-01"}, {"result": "satisfied"}, ""),
        ({"提案人意见": "满意"}, {"result": "satisfied"}, "来表没有反馈日期，按答复日期记，请核对"),
        ({"提案人意见": "未表态"}, None, ""),
        ({"提案人意见": "尚可"}, None, "不是“通用办法”的评价档次，该格留空"),
        ({"提案人意见": "满意", "主办答复时间": ""}, None, "有评价而没有答复或日期，评价未取用"),
        ({"办理态度满意度": "满意", "办理结果满意度": "不满意", "反馈时间": "2017-07-01"},
         {"attitude": "satisfied", "result": "dissatisfied"}, ""),
    ],
)  # fmt: skip
def test_verdicts_are_taken_over(
    office: Office, tmp_path: Path, cells: dict[str, str], verdicts: dict[str, str] | None, sentence: str
) -> None:
    head = (*FULL, "反馈时间", "提案人意见", "办理态度满意度", "办理结果满意度")
    row = {"主办答复时间": "2017-06-22", **cells}
    listed = [
        *full("1", **{key: row[key] for key in row if key in FULL}),
        *(row.get(key, "") for key in head[-4:]),
    ]
    plan = taken(office, as_csv(tmp_path, head, listed))
    case = cases(office)[0]
    assert (dict(case.feedback.verdicts) if case.feedback else None) == verdicts
    assert case.round == (2 if verdicts and "dissatisfied" in verdicts.values() else 1)
    reasons = [each.reason for each in plan.problems if each.is_odd]
    assert (sentence in reasons) if sentence else reasons == []


def test_open_documents_and_et_files_are_lists_too(office: Office, tmp_path: Path) -> None:
    def cell(text: str) -> str:
        return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'

    rows = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in (SHORT, ROW))
    ods = tmp_path / "建议.ods"
    ods.write_bytes(workbooks.open_document(f'<table:table table:name="名单">{rows}</table:table>'))
    records = [
        workbooks.label(at, column, text)
        for at, row in enumerate((SHORT, ROW))
        for column, text in enumerate(row)
    ]
    et = tmp_path / "建议.et"
    et.write_bytes(workbooks.compound(workbooks.old_book({"名单": records})))
    for path in (ods, et):
        entry = intake.read(office, path).entries[0]
        assert (entry.paper.item_no, entry.paper.title, entry.leads) == ("1", "关于甲的建议", ("市甲局",))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=200), head=st.booleans())
def test_whatever_is_pasted_is_read_or_refused(office: Office, text: str, head: bool) -> None:
    pasted = (
        f"建议编号\t案由\t登记时间\t附议人数\t主办单位\n1\t{text}\t{text}\t{text}\t{text}" if head else text
    )
    with contextlib.suppress(OfficeError):
        plan = intake.read(office, survey_text(pasted))
        assert all(Grid(plan).row(row).cells for row in Grid(plan).rows())


def test_it_is_known_whose_columns_were_looked_at_before(office: Office, tmp_path: Path) -> None:
    source = survey(as_csv(tmp_path, (*FULL, "页码"), (*full("1"), "9")))
    mapping = intake.mapping_of(office, source)
    assert not is_kept(office, mapping, source)
    plan = intake.read(office, source)
    intake.commit(office, replace(plan, decisions=replace(plan.decisions, is_map_kept=True)))
    assert is_kept(office, mapping, source)
    assert intake.mapping_of(office, source) == mapping


def test_p35_a_list_whose_name_bears_a_mark_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(OfficeError, match="密级标志"):
        survey(as_csv(tmp_path, SHORT, ROW, name="机密★名单.csv"))
