"""What annual reports say an office does, shown on the pages and papers of a desk that does it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from desktop.casework import (
    consult,
    coordinate,
    export,
    export_figures,
    handout,
    issue,
    metrics,
    metrics_units,
    panels,
    supervise,
)
from desktop.casework.supervise import Pressing
from desktop.casework.supplement import Addition
from desktop.domain.assignment import CoOpinion, Role
from desktop.domain.consultation import Consultation, ConsultationLevel
from desktop.domain.coordination import ContactRecord, Coordination, CoordinationKind, Counterpart
from desktop.domain.crossing import Scope
from desktop.domain.kinds import Kind
from desktop.domain.listing import Criteria
from desktop.domain.reply import ReplyKind
from desktop.domain.supervision import SupervisionLevel
from desktop.views import theme
from desktop.views.case_page import CasePage
from desktop.views.consult_dialog import ConsultDialog
from desktop.views.figures_page import FiguresPage
from desktop.views.process import Mark
from desktop.views.reply_dialog import ReplyDialog
from desktop.views.reply_sources import ReplySources
from desktop.views.settings_page import SettingsPage
from desktop.views.settings_rules import RulesSection
from desktop.views.tags_dialog import LinksDialog
from tests import desks
from tests.samples import PAPER
from tests.views.case_desk import desk_of, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from desktop.casework.assign import TaskDraft
    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.views.page import Desk

    Seats = Callable[[str], Desk]

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # lists that drop down
TASKS, REPLIES, PRESS = "交办", "答复", "督办"


@pytest.fixture
def hands() -> desks.Clock:
    return desks.Clock()


@pytest.fixture
def seats(tmp_path: Path, hands: desks.Clock, qapp: QApplication) -> Iterator[Seats]:
    """Return how a desk kept by the rules of an office is opened."""
    assert qapp is not None
    theme.apply(theme.Appearance.LIGHT)
    opened: list[Desk] = []

    def seat(scheme_id: str) -> Desk:
        office = desks.new_office(tmp_path / scheme_id, scheme_id, clock=hands)
        opened.append(desk_of(office, tmp_path)[0])
        return opened[-1]

    yield seat
    for desk in opened:
        desk.jobs.stop()
        desk.relay.leave()
        desk.office.close()


def given(office: Office, number: str = "12", *tasks: TaskDraft) -> Case:
    """Return a case of the office's own kind handed out to these tasks."""
    kind = next(kind for kind in Kind if kind.body in office.default_scheme.bodies)
    return desks.handed_out(office, desks.registered(office, number, replace(PAPER, kind=kind)), *tasks)


def page_of(desk: Desk, case: Case, qtbot: QtBot) -> CasePage:
    """Return the page of a case."""
    page = CasePage(desk)
    qtbot.addWidget(page)
    page.resize(1198, 694)
    page.show()
    page.show_case(case.id)
    return page


def read(page: CasePage, tab: str) -> str:
    """Return every word on the tab whose name holds this word."""
    names = [page.header.tab_bar.tabText(place) for place in range(page.header.tab_bar.count())]
    place = next(place for place, name in enumerate(names) if tab in name)
    page.header.tab_bar.setCurrentIndex(place)
    return words_of(page.tabs.currentWidget())


def rules_told(desk: Desk, scheme_id: str, qtbot: QtBot) -> str:
    """Return what the settings tell of the rules of an office."""
    page = SettingsPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.show_section("办理规则")
    section = page.section()
    assert isinstance(section, RulesSection)
    section.schemes.choose(scheme_id)
    return words_of(section.cards)


# --- who answers for what, and under which documents ------------------------------------------------------


@pytest.mark.parametrize(
    ("scheme_id", "roles"),
    [
        ("jianxi", ("区长负总责", "常务副区长统筹抓", "分管副区长牵头抓", "责任单位具体负责")),
        (
            "chuxiong",
            ("市长负总责", "常务副市长具体负责", "各分管副市长按分工推进落实", "市政府办公室督查跟踪"),
        ),
        ("chaoyang", ("区长全面负责", "副区长牵头负责", "区政府办公室组织督办", "承办部门具体落实")),
    ],
)
def test_the_rules_tell_the_four_levels_of_leaders(
    seats: Seats, qtbot: QtBot, scheme_id: str, roles: tuple[str, ...]
) -> None:
    """S1-09, S3-04, S4-09: overall, coordinating, in charge, unit; the case names its own leader."""
    desk = seats(scheme_id)
    assert "；".join(roles) in rules_told(desk, scheme_id, qtbot)
    tasks = read(page_of(desk, given(desk.office), qtbot), TASKS)
    assert "责任领导" in tasks
    assert "示例区长" in tasks


def test_the_governing_documents_stand_in_the_rules_and_under_the_figures(seats: Seats, qtbot: QtBot) -> None:
    """S4-07: the documents an office works under, kept with its rules and printed with its figures."""
    desk = seats("chaoyang")
    (document,) = desk.office.default_scheme.governing_documents
    told = rules_told(desk, "chaoyang", qtbot)
    assert "依据文件" in told
    assert document in told
    last = export_figures.group_table(metrics.figures(desk.office)).rows[-1]
    assert last[:2] == ("依据文件", document)


# --- counts ---------------------------------------------------------------------------------------------


def test_units_are_counted_once_as_leading_and_in_all(seats: Seats, qtbot: QtBot) -> None:
    """S2-01: so many papers handled by so many units; those that only co-handle can be left out."""
    desk = seats("zhangqiu")
    office = desk.office
    for number in ("1", "2"):
        given(office, number, desks.draft(1, Role.LEAD), desks.draft(2, Role.CO), desks.draft(3, Role.CO))
    found = metrics.figures(office)
    assert (found.units, found.leading) == (3, 1)
    line = next(row for row in export_figures.group_table(found).rows if row[1] == "承办单位数")
    assert (line[2], line[5]) == (3, "其中主办单位1个")
    table = metrics_units.ledger(office, metrics_units.units(office, Scope()))
    assert "承办单位3个，其中主办1个" in table.subtitle
    page = FiguresPage(desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: "其中主办 1 个" in words_of(page))


def test_what_goes_out_on_the_last_day_is_in_time(seats: Seats, hands: desks.Clock) -> None:
    """S2-03: the share of papers replied to on or before the day they were due."""
    office = seats("zhangqiu").office
    due_on = office.today + timedelta(days=3)
    first, second = (given(office, each, desks.draft(1, Role.SOLE, due_on=due_on)) for each in ("1", "2"))
    hands.turn(3)
    desks.answered(office, first)
    hands.turn(1)
    desks.answered(office, second)
    timely = next(rate for rate in panels.rates(office) if rate.title == "按时办复率")
    assert (timely.part, timely.whole) == (1, 2)


# --- what is done about a paper -------------------------------------------------------------------------


def test_a_task_holds_its_plan_and_its_measures_line_by_line(seats: Seats, qtbot: QtBot) -> None:
    """S0-08: what is to be done and each measure that carries it out."""
    desk = seats("xigong")
    task = desks.draft(
        1, Role.SOLE, task="年内建成示例路站台", measures="一、六月底前完成选址\n二、九月底前完工"
    )
    told = read(page_of(desk, given(desk.office, "12", task), qtbot), TASKS)
    for words in ("办理任务", "年内建成示例路站台", "办理措施", "一、六月底前完成选址\n二、九月底前完工"):
        assert words in told


def test_research_ledger_and_review_chain_hold_together(seats: Seats, qtbot: QtBot, tmp_path: Path) -> None:
    """S1-12: research before handling is recorded, the ledger goes out, a draft passes every gate."""
    desk = seats("jianxi")
    office = desk.office
    case = given(office)
    research = Coordination(
        CoordinationKind.RESEARCH, office.today, participants=("示例区教育局",), matter="踏勘示例路"
    )
    coordinate.record(office, [case.id], research)
    told = read(page_of(desk, case, qtbot), PRESS)
    assert "办前调研" in told
    assert "踏勘示例路" in told
    reply = desks.answered(office, case).replies[0]
    route = office.scheme_of(case).route(reply.route)
    assert route is not None
    assert len(reply.steps) == len(route.steps) > 1
    export.ledger(office, Criteria(), tmp_path / "台账.xlsx")
    cells = {cell.value for row in load_workbook(tmp_path / "台账.xlsx").active.iter_rows() for cell in row}
    assert {case.proposal.title, reply.doc_no} <= cells


def test_the_supervisor_leads_a_visit_of_several_units(seats: Seats, qtbot: QtBot) -> None:
    """S1-16: the 督查局 goes with several units to meet the deputy on the spot."""
    desk = seats("jianxi")
    office = desk.office
    case = given(office, "12", desks.draft(1, Role.LEAD), desks.draft(2, Role.CO))
    scheme = office.scheme_of(case)
    dialog = ConsultDialog(desk, case)
    qtbot.addWidget(dialog)
    organiser = dialog.fields.organiser
    assert scheme.supervisor in [organiser.itemText(place) for place in range(organiser.count())]
    visit = Consultation(
        scheme.contacts.stages[0].key,
        office.today,
        "实地调研",
        organiser=scheme.supervisor,
        office_people="示例区教育局、示例区财政局",
        place="示例路",
        opinion="同意选址",
        agreed=True,
    )
    consult.record(office, case.id, visit)
    told = read(page_of(desk, case, qtbot), scheme.contacts.word)
    for words in ("区委区政府督查局", "示例区教育局、示例区财政局", "示例路", "实地调研", "同意选址", "同意"):
        assert words in told


def test_the_lead_sees_which_opinions_are_missing_and_puts_together_the_rest(
    seats: Seats, qtbot: QtBot
) -> None:
    """S1-14: one unit gave its opinion, one did not; the lead reads both beside its draft and quotes."""
    desk = seats("jianxi")
    office = desk.office
    tasks = (desks.draft(1, Role.LEAD), desks.draft(2, Role.CO), desks.draft(3, Role.CO))
    case = given(office, "12", *tasks)
    said = "同意安排站台建设资金60万元，列入下半年预算。"
    case = consult.take_co_opinion(office, case.id, 2, CoOpinion(office.today, said))
    told = read(page_of(desk, case, qtbot), TASKS)
    assert "协办意见 1/2" in told
    assert told.count("▲ 协办意见尚未提交") == 1
    dialog = ReplyDialog(desk, case, 1)
    qtbot.addWidget(dialog)
    (sources,) = dialog.findChildren(ReplySources)
    names = [sources.tabText(place) for place in range(sources.count())]
    sources.setCurrentIndex(names.index("协办 1/2"))
    dialog.show()
    beside = words_of(sources)
    for words in ("已提交", said, "引入正文", "示例区交通局（港航中心）", "待提交"):
        assert words in beside


def test_a_co_handling_unit_has_its_own_task_and_duties(seats: Seats, qtbot: QtBot) -> None:
    """S4-11: what the 会办 unit does, and what passed between it and the unit that leads."""
    desk = seats("chaoyang")
    office = desk.office
    co = desks.draft(2, Role.CO, task="安排站台资金", duties="负责资金，示例区教育局负责选址")
    case = given(office, "12", desks.draft(1, Role.LEAD), co)
    spoken = ContactRecord(Counterpart.BETWEEN_UNITS, office.today, "示例甲", "电话联系", "主动商定分工")
    page = page_of(desk, coordinate.log_contact(office, case.id, spoken), qtbot)
    told = read(page, TASKS)
    assert "安排站台资金" in told
    assert "负责资金，示例区教育局负责选址" in told
    told = read(page, PRESS)
    assert "主办与协办单位 · 示例甲" in told
    assert "主动商定分工" in told
    notice = "\n".join(each.text for each in handout.notice(office, 1, 2).body)
    assert "职责分工：负责资金，示例区教育局负责选址" in notice


@pytest.mark.parametrize("level", list(ConsultationLevel))
def test_a_meeting_tells_who_of_the_unit_came(seats: Seats, qtbot: QtBot, level: ConsultationLevel) -> None:
    """S4-10: the head of the unit, the leader in charge or the handler spoke with the deputy."""
    desk = seats("chaoyang")
    case = given(desk.office)
    stage = desk.office.scheme_of(case).contacts.stages[0]
    consult.record(desk.office, case.id, Consultation(stage.key, desk.office.today, "上门走访", level))
    told = read(page_of(desk, case, qtbot), desk.office.scheme_of(case).contacts.word)
    assert f"上门走访（{level.label}）" in told


def test_the_modes_of_meeting_are_offered(seats: Seats, qtbot: QtBot) -> None:
    """S4-12: visit, research on the spot, talk, opinions asked for, online."""
    desk = seats("chaoyang")
    dialog = ConsultDialog(desk, given(desk.office))
    qtbot.addWidget(dialog)
    offered = [dialog.fields.mode.itemText(place) for place in range(dialog.fields.mode.count())]
    wanted = ["上门走访", "实地调研", "座谈交流", "征询意见", "线上会议"]
    assert [mode for mode in offered if mode in wanted] == wanted


def test_a_paper_is_tied_to_the_plan_of_its_unit(seats: Seats, qtbot: QtBot) -> None:
    """S2-08, S3-09: tied to the unit's own key work, and to the four things a city ties papers to."""
    desk = seats("zhangqiu")
    case = given(desk.office)
    dialog = LinksDialog(desk, case)
    qtbot.addWidget(dialog)
    four = ("日常工作", "工作计划和工作决策", "转变工作作风", "密切联系群众")
    assert {*four, "本单位重点工作"} <= set(dialog.boxes)
    for word in ("日常工作", "本单位重点工作"):
        dialog.boxes[word].setChecked(True)
    dialog.accept()
    assert "日常工作、本单位重点工作" in read(page_of(desk, case, qtbot), PRESS)


def test_every_step_of_the_process_is_seen_on_the_paper(seats: Seats, qtbot: QtBot) -> None:
    """S3-06: 登记交办、协调指导、督查督办、沟通协商、审核把关、答复签发、立卷归档, each on the case."""
    desk = seats("chuxiong")
    office = desk.office
    case = given(office)
    held = Coordination(CoordinationKind.GROUP_REVIEW, office.today, participants=("示例区教育局",))
    coordinate.record(office, [case.id], held)
    supervise.remind(office, [case.id], Pressing(SupervisionLevel.SUPERVISE, "专项督办"))
    page = page_of(desk, case, qtbot)
    strip = {each.label: each.mark for each in page.header.strip.stations}
    word = office.scheme_of(case).contacts.word
    assert [each for each in strip if each in {"登记", "交办", word, "审核", "签发", "印发", "立卷归档"}] == [
        "登记", "交办", word, "审核", "签发", "印发", "立卷归档",
    ]  # fmt: skip
    assert (strip["登记"], strip["交办"], strip["立卷归档"]) == (Mark.DONE, Mark.DONE, Mark.AHEAD)
    told = read(page, PRESS)
    assert "集体会诊" in told
    assert "督办 · 专项督办" in told


def test_a_paper_is_handled_on_and_answered_again(seats: Seats, qtbot: QtBot, hands: desks.Clock) -> None:
    """S3-16: pressed, handled on after the reply, and answered a second time (续办续复)."""
    desk = seats("chuxiong")
    office = desk.office
    case = given(office)
    supervise.remind(office, [case.id], Pressing(SupervisionLevel.SUPERVISE, "联合督查"))
    scheme = office.scheme_of(case)
    first = next(each for each in scheme.result_classes if each.carries_over)
    done = next(each for each in scheme.result_classes if each.counts_as_solved)
    planned = office.today + timedelta(days=90)
    case = desks.drafted(office, desks.met(office, case), result_class=first.code, planned_on=planned)
    case = desks.signed(office, case)
    case = issue.letter(office, case.id, 1)
    hands.turn(60)
    again = Addition("站台已建成投用。", ReplyKind.FINAL, done.code)
    (sent,) = desks.added(office, case, again).supplements
    assert (sent.result_class, sent.follows) == (done.code, case.replies[0].doc_no)
    told = read(page_of(desk, case, qtbot), REPLIES)
    assert "最终答复" in told
    assert sent.doc_no in told
