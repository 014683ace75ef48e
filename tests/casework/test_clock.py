"""More time is asked for and decided, the clock stands and runs again, and every date is explained."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from desktop.casework import assign, clock, consult, find, follow, issue, register, terms, undo
from desktop.casework.assign import TaskDraft
from desktop.casework.clock import Decision, Request
from desktop.domain.assignment import CoOpinion, Role
from desktop.domain.clock import ExtensionRules, ExtensionState, InterimReport, PauseRules
from desktop.domain.commitment import Commitment
from desktop.domain.deadlines import Basis, DeadlineRule, Matter, Measure, Term, explain
from desktop.domain.errors import OfficeError
from desktop.domain.filters import ColumnFilter, ListColumn
from desktop.domain.journal import Note
from desktop.domain.kinds import Origin
from desktop.domain.light import Tone
from desktop.domain.listing import Criteria
from tests import desks
from tests.desks import FIRST_DAY, Clock
from tests.samples import PAPER

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.scheme import Scheme

LEAD, CO = 1, 2
DISSATISFIED = 2  # the place of 不满意 among the levels


@pytest.fixture
def watch() -> Clock:
    """Return the clock of the desk, which a test turns."""
    return Clock()


@pytest.fixture
def office(tmp_path: Path, watch: Clock) -> Office:
    """Return a desk under the general scheme."""
    return desks.new_office(tmp_path, clock=watch)


def own_scheme(office: Office, **changes: object) -> Scheme:
    """Return the general scheme changed and kept as the newest version."""
    old = office.default_scheme
    scheme = replace(old, version=old.version + 1, **changes)  # type: ignore[arg-type]
    with office.store.transaction():
        office.store.reference.put_scheme(scheme, Note(office.now, "示例经办", "样例"))
    return scheme


def handed_out(office: Office, *others: TaskDraft) -> Case:
    case = desks.registered(office)
    role = Role.LEAD if others else Role.SOLE
    return assign.hand_out(office, case.id, (TaskDraft(LEAD, role, "示例领导"), *others), FIRST_DAY)


def issued(office: Office, case: Case, **more: object) -> Case:
    """Return the case met about, drafted, signed and issued."""
    signed = desks.signed(office, desks.drafted(office, desks.met(office, case), **more))
    return issue.letter(office, signed.id, LEAD)


ASK = Request("示例区教育局", "涉及面广，需会同上级部门", date(2026, 8, 31))


def test_an_extension_is_asked_for_and_approved(office: Office, watch: Clock) -> None:
    case = handed_out(office)
    watch.turn(30)
    asked = clock.ask_extension(office, case.id, ASK)
    assert asked.due == asked.begun_due
    step = find.next_step(office, asked)
    assert step is not None
    assert step.text == "交办机关：延期待批：示例区教育局申请延至 2026-08-31（2026-06-02 前）"
    watch.turn(2)
    told = Decision(approved=True, decided_by="示例主任", told=("代表",))
    granted = clock.decide_extension(office, case.id, told)
    assert granted.due is not None
    assert granted.begun_due is not None
    assert (granted.begun_due.on, granted.due.on) == (date(2026, 6, 2), date(2026, 8, 31))
    assert granted.assignments[0].due == granted.due
    assert granted.extensions[0].state is ExtensionState.APPROVED
    assert granted.extensions[0].told == ("代表",)
    assert "2026-04-03 示例主任同意，延至 2026-08-31（周一）" in explain(granted.due)
    row = find.page(office, Criteria(), 0, 9)[0]
    assert (row.due_on, row.first_due_on, row.clock) == (date(2026, 8, 31), date(2026, 6, 2), "已延期")
    assert find.light_of(office, row).text.startswith("已延期，还有")
    assert [each.label for each in clock.dates(office, granted)][-3:] == ["答复", "内部时限", "现时限"]
    assert find.history(office, case.id)[-1].verb == "审批延期"
    undo.undo(office)
    assert find.case(office, case.id).due == granted.begun_due
    assert find.case(office, case.id).asked_extension is not None


def test_a_refused_extension_moves_nothing(office: Office) -> None:
    case = handed_out(office)
    clock.ask_extension(office, case.id, ASK)
    with pytest.raises(OfficeError, match="缺不同意的理由"):
        clock.decide_extension(office, case.id, Decision(approved=False, decided_by="示例主任"))
    with pytest.raises(OfficeError, match="缺审批人"):
        clock.decide_extension(office, case.id, Decision(approved=True, decided_by=" "))
    refused = clock.decide_extension(
        office, case.id, Decision(approved=False, decided_by="示例主任", opinion="按期办理")
    )
    assert refused.due == refused.begun_due
    assert refused.extensions[0].state is ExtensionState.REFUSED
    again = clock.ask_extension(office, case.id, ASK)
    assert len(again.extensions) == 2


def test_an_extension_has_its_window(office: Office, watch: Clock) -> None:
    with pytest.raises(OfficeError, match="请先交办"):
        clock.window(office, desks.registered(office, "11"))
    case = handed_out(office)
    at = clock.window(office, case)
    assert at.latest is not None
    assert (at.latest.on, at.suggested) == (date(2026, 9, 2), date(2026, 9, 2))
    for request, message in (
        (replace(ASK, until=date(2026, 9, 3)), "最迟只能延至 2026-09-02"),
        (replace(ASK, until=date(2026, 6, 2)), "须晚于现时限 2026-06-02"),
        (replace(ASK, reason=" "), "缺延期理由"),
        (replace(ASK, asked_by=""), "缺申请单位"),
        (replace(ASK, asked_on=date(2026, 3, 1)), "申请日期须在 2026-03-02 之后"),
        (replace(ASK, asked_on=date(2026, 3, 3)), "不晚于今天"),
    ):
        with pytest.raises(OfficeError, match=message):
            clock.ask_extension(office, case.id, request)
    clock.ask_extension(office, case.id, ASK)
    with pytest.raises(OfficeError, match="已有一份延期申请待批"):
        clock.ask_extension(office, case.id, ASK)
    for decision, message in (
        (Decision(approved=True, decided_by="甲", decided_on=date(2026, 3, 1)), "审批日期须在 2026-03-02"),
        (Decision(approved=True, decided_by="甲", until=date(2026, 12, 1)), "最迟只能延至"),
    ):
        with pytest.raises(OfficeError, match=message):
            clock.decide_extension(office, case.id, decision)
    watch.turn(93)
    other = assign.hand_out(
        office, desks.registered(office, "13").id, (TaskDraft(LEAD, Role.SOLE, "示例领导"),), FIRST_DAY
    )
    with pytest.raises(OfficeError, match="延期须在到期前申请"):
        clock.ask_extension(office, other.id, ASK)


def test_nothing_is_decided_that_nobody_asked(office: Office) -> None:
    case = handed_out(office)
    with pytest.raises(OfficeError, match="没有待批的延期申请"):
        clock.decide_extension(office, case.id, Decision(approved=True, decided_by="甲"))


def test_a_report_is_enough_where_no_approval_is_needed(office: Office) -> None:
    own_scheme(office, extension=ExtensionRules(Term(Measure.MONTHS, 1), needs_approval=False))
    case = handed_out(office)
    assert clock.window(office, case).suggested == date(2026, 7, 2)
    longer = clock.ask_extension(office, case.id, replace(ASK, until=date(2026, 7, 2)))
    assert longer.due is not None
    assert longer.due.on == date(2026, 7, 2)
    assert longer.asked_extension is None


def test_a_scheme_without_extension_refuses(office: Office) -> None:
    rules = tuple(rule for rule in office.default_scheme.deadlines if rule.matter is not Matter.EXTENSION)
    own_scheme(office, deadlines=rules)
    with pytest.raises(OfficeError, match="没有延期的规定"):
        clock.ask_extension(office, handed_out(office).id, ASK)


def test_the_clock_stands_and_runs_again(office: Office, watch: Clock) -> None:
    case = handed_out(office, TaskDraft(CO, Role.CO))
    assert [task.due and task.due.on for task in case.assignments] == [date(2026, 6, 2), date(2026, 4, 2)]
    watch.turn(30)  # 2026-04-01
    paused = clock.pause(office, case.id, "等待上级批复")
    step = find.next_step(office, paused)
    assert step is not None
    assert step.text == "示例区教育局：暂停办理中（2026-04-01起停计时：等待上级批复），条件具备后恢复计时"
    row = find.page(office, Criteria(), 0, 9)[0]
    assert row.clock == "停计时"
    assert find.light_of(office, row) == (Tone.PAUSED, 0, "停计时")
    assert find.tally(office, Criteria()).overdue == 0
    owed = Criteria(filters=(ColumnFilter(ListColumn.OWED_ON, is_empty=True),))
    assert find.count(office, owed) == 1
    watch.turn(12)
    running = clock.resume(office, case.id)
    assert [task.due and task.due.on for task in running.assignments] == [
        date(2026, 6, 11),
        date(2026, 4, 14),
    ]
    assert running.due is not None
    assert running.due.on == date(2026, 6, 11)
    assert running.begun_due is not None
    assert running.begun_due.on == date(2026, 6, 2)
    assert find.history(office, case.id)[-1].summary == "停7工作日，时限 2026-06-11"
    dated = {each.label: each for each in clock.dates(office, running)}
    assert dated["示例区财政局协办意见"].done_on is None
    assert dated["示例区财政局协办意见"].due.on == date(2026, 4, 14)
    assert dated["答复"].due.on == date(2026, 6, 2)
    watch.turn(10)
    clock.pause(office, case.id, "等待数据")
    watch.turn(1)
    twice = clock.resume(office, case.id)
    assert twice.due is not None
    assert twice.due.on == date(2026, 6, 12)
    assert [each.is_open for each in twice.pauses] == [False, False]
    undo.undo(office)
    assert find.case(office, case.id).open_pause is not None


def test_stopping_and_resuming_on_one_day_changes_nothing(office: Office) -> None:
    case = handed_out(office, TaskDraft(CO, Role.CO))
    clock.pause(office, case.id, "误登记")
    running = clock.resume(office, case.id)
    assert running.due == case.due
    assert running.assignments == case.assignments
    assert len(running.pauses) == 1


def test_a_clock_may_stand_by_days_and_an_opinion_given_keeps_its_date(office: Office, watch: Clock) -> None:
    own_scheme(office, pause=PauseRules(Measure.DAYS))
    case = handed_out(office, TaskDraft(CO, Role.CO))
    consult.take_co_opinion(office, case.id, CO, CoOpinion(FIRST_DAY, "同意"))
    watch.turn(10)
    clock.pause(office, case.id, "等待上级批复")
    watch.turn(5)
    running = clock.resume(office, case.id)
    assert running.due is not None
    assert running.due.on == date(2026, 6, 7)
    assert running.task_of(CO).due == case.task_of(CO).due


def test_what_cannot_be_stopped_or_resumed(office: Office, watch: Clock) -> None:
    case = handed_out(office)
    with pytest.raises(OfficeError, match="缺停计时的理由"):
        clock.pause(office, case.id, " ")
    with pytest.raises(OfficeError, match="须在 2026-03-02 至今天之间"):
        clock.pause(office, case.id, "等待", date(2026, 3, 1))
    with pytest.raises(OfficeError, match="本件没有停计时"):
        clock.resume(office, case.id)
    clock.pause(office, case.id, "等待")
    with pytest.raises(OfficeError, match="请先恢复计时"):
        clock.pause(office, case.id, "等待")
    with pytest.raises(OfficeError, match="请先恢复计时"):
        clock.ask_extension(office, case.id, ASK)
    with pytest.raises(OfficeError, match="不晚于今天"):
        clock.resume(office, case.id, date(2026, 3, 3))
    clock.resume(office, case.id)
    watch.turn(100)
    with pytest.raises(OfficeError, match="已过，不能再停计时"):
        clock.pause(office, case.id, "等待")


def test_handing_out_again_keeps_what_was_extended(office: Office) -> None:
    case = handed_out(office)
    clock.ask_extension(office, case.id, ASK)
    longer = clock.decide_extension(office, case.id, Decision(approved=True, decided_by="示例主任"))
    again = TaskDraft(LEAD, Role.SOLE, "示例领导", handler="示例承办", due_on=ASK.until)
    changed = assign.hand_out(office, case.id, (again,), FIRST_DAY)
    assert (changed.begun_due, changed.due) == (longer.begun_due, longer.due)
    assert changed.assignments[0].due == longer.due


INTERNAL = DeadlineRule(
    Matter.INTERNAL, Term(Measure.WORKDAYS_BEFORE, 5), Basis.LEAD_DUE, source="样例：提前五个工作日"
)


def test_an_internal_date_stands_beside_the_statutory_one(office: Office) -> None:
    own_scheme(office, deadlines=(INTERNAL, *office.default_scheme.deadlines))
    case = handed_out(office)
    assert case.dues["internal"].on == date(2026, 5, 26)
    clock.ask_extension(office, case.id, ASK)
    longer = clock.decide_extension(office, case.id, Decision(approved=True, decided_by="示例主任"))
    assert longer.dues["internal"].on == date(2026, 8, 24)
    assert "内部时限" in [each.label for each in clock.dates(office, longer)]


def test_an_internal_date_is_never_later_than_the_other(office: Office) -> None:
    late = replace(INTERNAL, term=Term(Measure.MONTHS, 4), basis=Basis.ASSIGNED)
    own_scheme(office, deadlines=(late, *office.default_scheme.deadlines))
    case = handed_out(office)
    assert case.dues["internal"] == case.due


HALF = DeadlineRule(
    Matter.INTERIM, Term(Measure.PERCENT, 50), Basis.REPLIED, until=Basis.PLANNED, source="样例：时间过半"
)


def planned_later(office: Office) -> Case:
    """Return a case answered with something planned for the end of the year."""
    own_scheme(office, deadlines=(HALF, *office.default_scheme.deadlines), words={"interim": "二次办理"})
    return issued(office, handed_out(office), result_class="B", planned_on=date(2026, 12, 31))


def test_progress_is_reported_at_half_time(office: Office, watch: Clock) -> None:
    case = planned_later(office)
    assert case.dues["interim"].on == date(2026, 8, 1)
    promised = follow.promise(
        office, case.id, Commitment("建成站台", "示例区教育局", FIRST_DAY, date(2026, 11, 1))
    )
    assert promised.awaited_interim is not None
    assert ("二次办理", date(2026, 8, 1)) in [
        (each.label, each.due.on) for each in clock.dates(office, promised)
    ]
    heard = desks.judged(office, promised)
    step = find.next_step(office, heard)
    assert step is not None
    assert step.text == "示例区教育局：向代表反馈阶段性进展（二次办理）（2026-08-01 前）"
    watch.turn(150)
    for report, message in (
        (InterimReport(office.today, "示例区教育局", " "), "缺进展情况"),
        (InterimReport(office.today, "", "已开工"), "缺反馈单位"),
        (InterimReport(date(2026, 3, 1), "示例区教育局", "已开工"), "须在答复日期 2026-03-02 之后"),
    ):
        with pytest.raises(OfficeError, match=message):
            clock.report_interim(office, case.id, report)
    told = clock.report_interim(office, case.id, InterimReport(office.today, "示例区教育局", "已开工"))
    assert told.awaited_interim is None
    assert find.history(office, case.id)[-1].verb == "登记二次办理"
    after = find.next_step(office, told)
    assert after is not None
    assert after.what == "落实承诺：建成站台"


def test_nothing_is_reported_before_the_reply(office: Office) -> None:
    with pytest.raises(OfficeError, match="尚未答复"):
        clock.report_interim(office, handed_out(office).id, InterimReport(FIRST_DAY, "甲", "乙"))


def test_without_a_plan_there_is_no_interim_date(office: Office) -> None:
    own_scheme(office, deadlines=(HALF, *office.default_scheme.deadlines))
    assert "interim" not in issued(office, handed_out(office)).dues


def test_an_empty_opinion_is_sent_back(office: Office, watch: Clock) -> None:
    case = handed_out(office, TaskDraft(CO, Role.CO))
    with pytest.raises(OfficeError, match="没有可退回的协办意见"):
        clock.ask_opinion_again(office, case.id, CO)
    consult.take_co_opinion(office, case.id, CO, CoOpinion(FIRST_DAY, "同意"))
    watch.turn(1)
    given = {each.label: each.done_on for each in clock.dates(office, find.case(office, case.id))}
    assert given["示例区财政局协办意见"] == FIRST_DAY
    again = clock.ask_opinion_again(office, case.id, CO)
    assert again.missing_co_opinions[0].due is not None
    assert again.missing_co_opinions[0].due.on == date(2026, 3, 10)
    assert find.history(office, case.id)[-1].verb == "退回协办意见"


def test_a_redo_is_extended_by_whoever_approves_it(office: Office) -> None:
    again = desks.judged(office, issued(office, handed_out(office)), DISSATISFIED)
    assert again.due is not None
    assert again.due.on == date(2026, 4, 2)
    assert clock.window(office, again).latest is None
    longer = clock.ask_extension(office, again.id, replace(ASK, until=date(2026, 12, 1)))
    assert longer.asked_extension is not None
    labels = [each.label for each in clock.dates(office, longer)]
    assert labels == ["退回改办", "内部时限", "反馈意见", "答复公开", "重新办理", "答复"]
    early = again.dues["internal"]
    assert early.on == date(2026, 3, 19)


def test_a_second_redo_has_its_own_term(office: Office) -> None:
    second = DeadlineRule(Matter.REHANDLE_AGAIN, Term(Measure.MONTHS, 2), Basis.FEEDBACK, source="样例")
    own_scheme(office, deadlines=(*office.default_scheme.deadlines, second))
    once = desks.judged(office, issued(office, handed_out(office)), DISSATISFIED)
    assert once.due is not None
    assert once.due.on == date(2026, 4, 2)
    twice = desks.judged(office, issued(office, once), DISSATISFIED)
    assert twice.round == 3
    assert twice.due is not None
    assert twice.due.on == date(2026, 5, 2)


def test_a_paper_between_sessions_is_handed_out_in_time(office: Office) -> None:
    rule = DeadlineRule(
        Matter.HAND_OUT,
        Term(Measure.WORKDAYS, 7),
        Basis.RECEIVED,
        origin=Origin.INTERSESSION,
        source="上海规定（2015）",
    )
    own_scheme(office, deadlines=(*office.default_scheme.deadlines, rule))
    paper = replace(PAPER, origin=Origin.INTERSESSION, received_on=FIRST_DAY)
    case = register.proposal(office, paper)
    step = find.next_step(office, case)
    assert step is not None
    assert step.due is not None
    assert step.due.on == date(2026, 3, 11)
    assert desks.registered(office, "9").dues == {}


def test_an_opinion_without_a_date_is_not_among_the_dates(office: Office) -> None:
    rules = tuple(each for each in office.default_scheme.deadlines if each.matter is not Matter.CO_OPINION)
    own_scheme(office, deadlines=rules)
    case = handed_out(office, TaskDraft(CO, Role.CO))
    assert "示例区财政局协办意见" not in [each.label for each in clock.dates(office, case)]


def test_terms_begin_where_the_scheme_says(office: Office) -> None:
    closing = DeadlineRule(Matter.REPLY, Term(Measure.MONTHS, 3), Basis.CLOSED, source="海南（2002）")
    without = (Matter.REPLY, Matter.INTERNAL)
    others = tuple(each for each in office.default_scheme.deadlines if each.matter not in without)
    own_scheme(office, deadlines=(closing, *others))
    case = handed_out(office)
    assert case.due is not None
    assert case.due.on == date(2026, 5, 10)
    assert terms.with_internal(office, case) is case
    assert terms.started(office, case, Matter.REASSIGN, Basis.RETURNED, FIRST_DAY) is case
