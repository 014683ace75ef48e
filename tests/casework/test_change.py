"""Returning, handing on, adding units: asked in time, decided by somebody, every day accounted for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from desktop.casework import assign, change, consult, find, undo
from desktop.casework.change import Asking, Rearrangement, Ruling
from desktop.domain.assignment import CoOpinion, Role
from desktop.domain.deadlines import Matter
from desktop.domain.errors import OfficeError, Severity
from desktop.domain.scheme import Strictness
from desktop.domain.stage import Stage
from desktop.domain.trail import Decision, Move, RequestKind, Transfer
from tests import desks

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.domain.case import Case

AGREED = Ruling(agrees=True, decided_by="示例主任", opinion="同意")


@pytest.fixture
def clock() -> desks.Clock:
    return desks.Clock()


@pytest.fixture
def office(tmp_path: Path, clock: desks.Clock) -> Office:
    return desks.new_office(tmp_path, clock=clock)


@pytest.fixture
def case(office: Office) -> Case:
    return desks.handed_out(
        office, desks.registered(office), desks.draft(1, Role.LEAD), desks.draft(2, Role.CO)
    )


def returning(unit_id: int = 1, **more: object) -> Asking:
    more = {"proposed": ("示例区交通局", " "), "asked_by": "示例甲", **more}
    return Asking(RequestKind.RETURN, unit_id, "不属本局职责", **more)  # type: ignore[arg-type]


def told(office: Office, case: Case) -> str:
    step = find.next_step(office, case)
    return step.text if step else ""


def test_a_return_is_asked_within_its_window(office: Office, case: Case, clock: desks.Clock) -> None:
    assert change.window(office, case, 1).on == date(2026, 3, 11)  # type: ignore[union-attr]
    clock.turn(9)
    asked = change.ask(office, case.id, returning())
    request = asked.requests[0]
    assert (request.is_open, request.is_late, request.proposed) == (True, False, ("示例区交通局",))
    assert told(office, asked) == "政府督查室：处理示例区教育局的退回申请（2026-06-02 前）"
    with pytest.raises(OfficeError, match="已有一份申请待处理"):
        change.ask(office, case.id, returning())


def test_a_late_return_is_refused_warned_of_or_taken(office: Office, case: Case, clock: desks.Clock) -> None:
    clock.turn(12)
    with pytest.raises(OfficeError, match="退回期限 2026-03-11 已过3天"):
        change.ask(office, case.id, returning())
    own = replace(office.default_scheme, version=9, late_return=Strictness.WARN)
    free = replace(own, version=10, late_return=Strictness.FREE)
    with office.store.transaction():
        for scheme in (own, free):
            office.store.reference.put_scheme(scheme, office.note("试"))
        warned = office.store.cases.save(replace(case, scheme_version=9), office.note("试"))
    assert [each.severity for each in change.problems(office, warned, returning())] == [Severity.WARNING]
    asked = change.ask(office, case.id, returning())
    assert asked.requests[0].is_late
    assert change.problems(office, replace(warned, scheme_version=10), returning()) == ()


def test_a_request_needs_a_reason_and_a_day_that_can_be(office: Office, case: Case) -> None:
    with pytest.raises(OfficeError, match="没有写明理由"):
        change.ask(office, case.id, Asking(RequestKind.ADD, 1, " "))
    with pytest.raises(OfficeError, match="申请日期须在交办日期之后"):
        change.ask(office, case.id, returning(asked_on=date(2026, 3, 1)))
    with pytest.raises(OfficeError, match="申请日期须在交办日期之后"):
        change.ask(office, case.id, returning(asked_on=date(2026, 4, 1)))


def test_what_is_in_review_cannot_be_returned(office: Office) -> None:
    whole = desks.answered(office, desks.registered(office))
    with pytest.raises(OfficeError, match="答复已印发，不能再退回"):
        change.ask(office, whole.id, returning())


def test_a_draft_does_not_bar_a_return(office: Office, case: Case) -> None:
    desks.drafted(office, case)
    assert change.ask(office, case.id, returning()).open_requests


def test_an_agreed_return_without_a_new_unit_waits_to_be_handed_out_again(
    tmp_path: Path, clock: desks.Clock
) -> None:
    office = desks.new_office(tmp_path / "jianxi", "jianxi", clock)
    case = desks.handed_out(office, desks.registered(office))
    change.ask(office, case.id, returning())
    clock.turn(1)
    gone = change.decide(office, case.id, 0, AGREED)
    assert find.stage(office, gone) is Stage.REGISTERED
    assert gone.dues[Matter.REASSIGN].on == date(2026, 3, 17)
    assert told(office, gone).endswith("：重新交办（2026-03-17 前）")
    step = gone.handovers[0]
    assert (step.move, step.from_unit, step.to_units, step.days_held) == (
        Move.RETURNED, "示例区教育局", (), 1
    )  # fmt: skip
    given = desks.handed_out(office, gone, desks.draft(2, Role.SOLE))
    assert [each.holder for each in change.trail(office, given)] == ["示例区教育局", "示例区财政局"]


def test_an_agreed_change_hands_on_and_keeps_the_date_of_the_case(
    office: Office, case: Case, clock: desks.Clock
) -> None:
    change.ask(office, case.id, replace(returning(), kind=RequestKind.CHANGE))
    clock.turn(3)
    changed = change.decide(office, case.id, 0, AGREED, (desks.draft(3, Role.LEAD),))
    assert changed.lead is not None
    assert changed.lead.unit_id == 3
    assert changed.lead.assigned_on == office.today
    assert changed.due == case.due == changed.lead.due
    assert changed.handovers[0].to_units == ("示例区交通局（港航中心）",)
    assert changed.requests[0].decision is Decision.AGREED
    assert [each.holder for each in change.trail(office, changed)] == [
        "示例区教育局", "示例区财政局", "示例区交通局（港航中心）"
    ]  # fmt: skip
    with pytest.raises(OfficeError, match="已经处理或已不存在"):
        change.decide(office, case.id, 0, AGREED)
    with pytest.raises(OfficeError, match="已经处理或已不存在"):
        change.decide(office, case.id, 5, AGREED)
    undo.undo(office)
    assert office.store.cases.get(case.id).lead == case.lead
    undo.undo(office)
    assert office.store.cases.get(case.id).requests == ()


def test_a_day_given_by_hand_is_the_new_unit_s_own(office: Office, case: Case, clock: desks.Clock) -> None:
    clock.turn(120)  # after the date of the case: what the rule gives from today counts
    moved = change.rearrange(
        office, case.id, Rearrangement(1, (desks.draft(3, Role.LEAD),), "职能调整")
    )
    assert moved.lead is not None
    assert moved.lead.due is not None
    assert moved.lead.due.on > office.today
    by_hand = date(2026, 7, 31)
    again = change.rearrange(
        office, case.id, Rearrangement(3, (desks.draft(1, Role.LEAD, due_on=by_hand),), "职能再调整")
    )
    assert again.lead is not None
    assert again.lead.due is not None
    assert again.lead.due.on == by_hand


def test_a_refusal_needs_an_opinion_and_leaves_the_case_as_it_is(office: Office, case: Case) -> None:
    change.ask(office, case.id, returning())
    with pytest.raises(OfficeError, match="不同意的须写明理由"):
        change.decide(office, case.id, 0, Ruling(agrees=False, decided_by="示例主任"))
    with pytest.raises(OfficeError, match="没有写明由谁决定；决定日期须在"):
        change.decide(
            office, case.id, 0, Ruling(agrees=True, decided_by="", decided_on=date(2026, 3, 1))
        )
    refused = change.decide(
        office, case.id, 0, Ruling(agrees=False, decided_by="示例主任", opinion="属你局职责")
    )
    assert refused.assignments == case.assignments
    assert refused.requests[0].decision is Decision.REFUSED
    found = change.passing(office)[0]
    assert (found.unit, found.asked, found.agreed, found.refused) == ("示例区教育局", 1, 0, 1)


def test_a_unit_is_added_and_the_sole_one_leads(office: Office) -> None:
    case = desks.handed_out(office, desks.registered(office))
    asked = change.ask(office, case.id, Asking(RequestKind.ADD, 1, "需财政配合", ("示例区财政局",)))
    assert asked.requests[0].due is None
    added = change.decide(office, case.id, 0, AGREED, (desks.draft(2, Role.CO),))
    assert [task.role for task in added.assignments] == [Role.LEAD, Role.CO]
    assert added.assignments[1].due is not None
    more = change.rearrange(office, case.id, Rearrangement(None, (desks.draft(3, Role.CO),), "需交通配合"))
    assert len(more.assignments) == 3
    assert [each.move for each in more.handovers] == [Move.ADDED, Move.ADDED]
    assert [each.holder for each in change.trail(office, more)][1:] == [
        "示例区财政局", "示例区交通局（港航中心）"
    ]  # fmt: skip


def test_a_rearrangement_needs_a_reason_units_and_a_fit(office: Office, case: Case) -> None:
    drafts = (desks.draft(3, Role.LEAD),)
    with pytest.raises(OfficeError, match="没有写明理由"):
        change.rearrange(office, case.id, Rearrangement(1, drafts, " "))
    with pytest.raises(OfficeError, match="没有选择新的承办单位"):
        change.rearrange(office, case.id, Rearrangement(1, (), "职能调整"))
    with pytest.raises(OfficeError, match="独办、主办单位只能有一个"):
        change.rearrange(office, case.id, Rearrangement(None, drafts, "职能调整"))


def test_a_transfer_inside_a_unit_is_held_by_the_day(office: Office, case: Case, clock: desks.Clock) -> None:
    change.transfer(office, case.id, Transfer(1, office.today, "规划科"))
    clock.turn(5)
    moved = change.transfer(office, case.id, Transfer(1, office.today, "建设科", "示例乙", "由其经办"))
    assert (moved.assignments[0].section, moved.assignments[0].handler) == ("建设科", "示例乙")
    clock.turn(2)
    told = [(each.level, each.holder, each.days, each.how) for each in change.trail(office, moved)]
    assert told == [
        (0, "示例区教育局", 7, "主办"),
        (1, "规划科", 5, "内部转办"),
        (1, "建设科 示例乙", 2, "由其经办"),
        (0, "示例区财政局", 7, "协办"),
    ]
    with pytest.raises(OfficeError, match="没有写明转到哪个科室"):
        change.transfer(office, case.id, Transfer(1, office.today, " "))
    with pytest.raises(OfficeError, match="转办日期须在交办日期之后"):
        change.transfer(office, case.id, Transfer(1, date(2026, 1, 1), "规划科"))
    undo.undo(office)
    assert len(office.store.cases.get(case.id).transfers) == 1


def test_days_inside_a_unit_end_when_it_is_rid_of_the_case(
    office: Office, case: Case, clock: desks.Clock
) -> None:
    change.transfer(office, case.id, Transfer(1, office.today, "规划科"))
    clock.turn(4)
    moved = change.rearrange(office, case.id, Rearrangement(1, (desks.draft(3, Role.LEAD),), "职能调整"))
    clock.turn(4)
    inside = [each for each in change.trail(office, moved) if each.level]
    assert [(each.holder, each.days) for each in inside] == [("规划科", 4)]
    back = change.rearrange(office, case.id, Rearrangement(3, (desks.draft(1, Role.LEAD),), "仍由其主办"))
    assert [each.days for each in change.trail(office, back) if each.level] == [8]


def test_handing_out_again_leaves_a_trail_too(office: Office, case: Case, clock: desks.Clock) -> None:
    clock.turn(2)
    again = assign.hand_out(office, case.id, (desks.draft(2, Role.SOLE),), office.today)
    assert [(each.move, each.from_unit, each.days_held) for each in again.handovers] == [
        (Move.REASSIGNED, "示例区教育局", 2)
    ]


def test_late_opinions_count_against_their_unit(office: Office, case: Case, clock: desks.Clock) -> None:
    clock.turn(60)
    assert [(each.unit_id, each.late_opinions) for each in change.passing(office)] == [(2, 1)]
    consult.take_co_opinion(office, case.id, 2, CoOpinion(office.today, "同意"))
    assert [(each.unit_id, each.late_opinions) for each in change.passing(office, 1)] == [(2, 1)]
    assert change.passing(office, 9) == ()


def test_a_task_without_a_day_has_no_window_and_no_days(office: Office, case: Case) -> None:
    undated = replace(
        case, assignments=tuple(replace(task, assigned_on=None) for task in case.assignments)
    )
    assert change.window(office, undated, 1) is None
    assert change.trail(office, undated) == ()
