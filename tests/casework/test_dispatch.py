"""A batch: cases drafted for units, confirmed or objected to, handed out together when nothing is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from desktop.casework import assign, dispatch, find, keep, suggest, undo
from desktop.casework.dispatch import Objection
from desktop.casework.similar import Titles
from desktop.domain.assignment import Consent, Role
from desktop.domain.dispatch import Dispatch
from desktop.domain.errors import OfficeError
from desktop.domain.listing import Criteria
from desktop.domain.proposal import Filing
from desktop.domain.stage import Stage
from desktop.domain.trail import Move
from desktop.domain.unit import Contact, ContactRole
from tests import desks
from tests.samples import PAPER

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.domain.case import Case


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return desks.new_office(tmp_path)


@pytest.fixture
def batch(office: Office) -> Dispatch:
    executive = date(2026, 3, 1)
    meeting = Dispatch(1, office.today, "关于交办建议的通知", "例政办〔2026〕3号", executive_on=executive)
    return dispatch.save(office, meeting)


WHOLE = {"leader_in_charge": "示例分管", "task": "增设站台", "measures": "勘察选址"}


def full(unit_id: int, role: Role, **more: object) -> assign.TaskDraft:
    return desks.draft(unit_id, role, **{**WHOLE, **more})


def told(office: Office, case: Case) -> str:
    step = find.next_step(office, case)
    return step.text if step else ""


def test_the_submitter_s_wish_and_similar_cases_suggest_units(office: Office) -> None:
    earlier = desks.handed_out(
        office, desks.registered(office, "1"), desks.draft(1, Role.LEAD), desks.draft(2, Role.CO)
    )
    wish = replace(PAPER, suggested_units=("示例区交通局(港航中心)", "没有这个单位", "示例区财政局"))
    case = desks.registered(office, "2", wish)
    found = suggest.suggest_units(office, case, Titles(office))
    assert [(each.unit.id, each.role) for each in found] == [(3, Role.LEAD), (2, Role.CO), (1, Role.LEAD)]
    assert found[0].reason == suggest.WISHED
    assert found[2].reason == "区十七届人大一次会议第1号建议由其主办，题目相似100%"
    assert office.store.cases.get(case.id).proposed == ()
    assert earlier.lead is not None


def test_a_unit_that_is_no_more_gives_way_to_its_successor(office: Office) -> None:
    desks.handed_out(office, desks.registered(office, "1"), desks.draft(1, Role.SOLE))
    gone = office.store.units.get(1)
    keep.save_unit(office, replace(gone, is_active=False, successor_id=2))
    case = desks.registered(office, "2")
    assert [each.unit.id for each in suggest.suggest_units(office, case)] == [2]
    keep.save_unit(office, replace(office.store.units.get(2), is_active=False, successor_id=1))
    assert suggest.suggest_units(office, case) == ()  # two that point at each other end somewhere


def test_a_batch_is_kept_changed_and_struck(office: Office, batch: Dispatch) -> None:
    dispatch.save(office, replace(batch, notice_no="例政办〔2026〕4号"))
    assert [each.notice_no for each in dispatch.batches(office)] == ["例政办〔2026〕4号"]
    with pytest.raises(OfficeError, match="常务会议日期晚于交办会"):
        dispatch.save(office, replace(batch, executive_on=date(2026, 4, 1)))
    case = desks.registered(office)
    dispatch.put_in(office, batch.id, [case.id])
    with pytest.raises(OfficeError, match="该批次还有1件"):
        dispatch.strike(office, batch.id)
    assert dispatch.put_in(office, 0, [case.id]) == 1
    dispatch.strike(office, batch.id)
    assert dispatch.batches(office) == ()


def test_a_draft_takes_its_people_from_the_directory_and_moves_nothing(office: Office) -> None:
    handler = Contact(ContactRole.HANDLER, "示例乙", "138-0000-0002")
    people = (Contact(ContactRole.LEADER_IN_CHARGE, "示例副局长"), handler)
    keep.save_unit(office, replace(office.store.units.get(2), contacts=people))
    case = desks.registered(office)
    named = assign.TaskDraft(3, Role.CO, handler="示例丙")
    drafts = (assign.TaskDraft(2, Role.LEAD), full(1, Role.CO), named)
    drafted = dispatch.propose(office, case.id, drafts)
    task = drafted.proposed[0]
    assert (task.leader_in_charge, task.handler) == ("示例副局长", "示例乙")
    assert (task.handler_phone, drafted.proposed[2].handler) == ("138-0000-0002", "示例丙")
    assert task.assigned_on is None
    assert task.due is not None
    assert find.stage(office, drafted) is Stage.REGISTERED
    assert told(office, drafted) == "示例区财政局：审核确认承办任务"


def test_units_confirm_or_object_and_the_office_gives_way(office: Office) -> None:
    case = desks.registered(office)
    dispatch.propose(office, case.id, (full(1, Role.LEAD), full(2, Role.CO)))
    said = dispatch.confirm(office, case.id, 2, "示例乙")
    assert said.proposed[1].confirmation is not None
    assert said.proposed[1].confirmation.consent is Consent.CONFIRMED
    objected = dispatch.object_to(office, case.id, 1, Objection("不属本局职责", "示例区交通局", "示例甲"))
    assert objected.proposed[0].is_objected
    assert told(office, objected) == "政府督查室：按示例区教育局的异议调整承办单位"
    assert dispatch.unconfirmed(objected) == ()
    again = dispatch.propose(office, case.id, (full(3, Role.LEAD), full(2, Role.CO)))
    step = again.handovers[0]
    assert (step.move, step.from_unit) == (Move.OBJECTED, "示例区教育局")
    assert step.to_units == ("示例区交通局（港航中心）",)
    assert again.proposed[1].confirmation is not None  # what was said of an unchanged task stays
    other = dispatch.propose(office, case.id, (full(3, Role.LEAD), full(2, Role.CO, duties="出资")))
    assert other.proposed[1].confirmation is None


def test_an_answer_needs_a_reason_a_task_and_a_day_that_has_come(office: Office) -> None:
    case = desks.registered(office)
    dispatch.propose(office, case.id, (full(1, Role.SOLE),))
    with pytest.raises(OfficeError, match="没有写明异议理由"):
        dispatch.object_to(office, case.id, 1, Objection(" "))
    with pytest.raises(OfficeError, match="没有待确认的任务"):
        dispatch.confirm(office, case.id, 3)
    with pytest.raises(OfficeError, match="确认日期不能晚于今天"):
        dispatch.confirm(office, case.id, 1, on=office.today + timedelta(days=1))


def test_what_is_missing_is_told_case_by_case(office: Office, batch: Dispatch) -> None:
    ready, bare, split, drafted = (desks.registered(office, number) for number in "1234")
    dispatch.put_in(office, batch.id, [ready.id, bare.id, split.id, drafted.id])
    dispatch.propose(office, ready.id, (full(1, Role.SOLE),))
    parts = (full(1, Role.SPLIT, duties="站台"), assign.TaskDraft(2, Role.SPLIT, measures="勘察"))
    dispatch.propose(office, split.id, parts)
    dispatch.propose(office, drafted.id, (full(1, Role.SOLE),))
    dispatch.object_to(office, drafted.id, 1, Objection("不属本局职责"))
    found = dispatch.incomplete(office, Criteria(dispatch_id=batch.id))
    assert {each.case.id: each.reasons for each in found} == {
        bare.id: ("缺主办（独办、分办）单位",),
        split.id: ("示例区财政局缺责任领导、分管领导、办理任务、分办的部分（职责分工）",),
        drafted.id: ("示例区教育局有异议，尚未调整",),
    }
    with pytest.raises(OfficeError, match=r"有3件五定不全，4件均未下达（第2号建议缺主办") as refused:
        dispatch.issue(office, batch.id)
    barred = [str(each.id) for each in (bare, split, drafted)]
    assert [problem.field for problem in refused.value.problems] == barred
    assert dispatch.issue(office, batch.id, [ready.id]) == 1
    assert find.count(office, Criteria(stages=(Stage.IN_HAND,))) == 1


def test_issuing_starts_the_clock_on_the_day_of_the_meeting(tmp_path: Path) -> None:
    clock = desks.Clock(date(2026, 3, 9))
    later = desks.new_office(tmp_path / "later", clock=clock)
    meeting = dispatch.save(later, Dispatch(1, date(2026, 3, 6)))
    case = desks.registered(later)
    dispatch.put_in(later, meeting.id, [case.id])
    by_hand = date(2026, 5, 20)
    dispatch.propose(later, case.id, (full(1, Role.LEAD, due_on=by_hand), full(2, Role.CO)))
    dispatch.confirm(later, case.id, 1, "示例甲")
    assert dispatch.issue(later, meeting.id) == 1
    issued = later.store.cases.get(case.id)
    assert issued.assigned_on == date(2026, 3, 6)
    assert issued.due is not None
    assert issued.due.on == by_hand
    assert issued.proposed == ()
    assert issued.assignments[0].confirmation is not None
    assert dispatch.incomplete(later, Criteria(dispatch_id=meeting.id)) == ()
    undo.undo(later)
    assert later.store.cases.get(case.id).proposed != ()
    undo.redo(later)
    assert later.store.cases.get(case.id).assigned_on == date(2026, 3, 6)


def test_issuing_refuses_what_cannot_be(office: Office, batch: Dispatch) -> None:
    with pytest.raises(OfficeError, match="没有待下达的件"):
        dispatch.issue(office, batch.id)
    coming = dispatch.save(office, Dispatch(1, office.today + timedelta(days=3)))
    with pytest.raises(OfficeError, match="交办会还没有开"):
        dispatch.issue(office, coming.id)
    case = desks.registered(office)
    dispatch.put_in(office, batch.id, [case.id])
    dispatch.propose(office, case.id, (full(1, Role.SOLE), full(2, Role.CO)))
    with pytest.raises(OfficeError, match=r"第12号建议《.*》：.*独办件不能另有承办单位"):
        dispatch.issue(office, batch.id)
    given = desks.handed_out(office, desks.registered(office, "13"))
    with pytest.raises(OfficeError, match="已经交办，不能再列入"):
        dispatch.put_in(office, batch.id, [given.id])
    with pytest.raises(OfficeError, match="已经交办，没有改动"):
        dispatch.propose(office, given.id, (full(1, Role.SOLE),))


def test_a_paper_that_is_not_taken_up_is_not_drafted(office: Office, batch: Dispatch) -> None:
    paper = replace(PAPER, filing=Filing.NOT_FILED, filing_reason="重复")
    case = desks.registered(office, paper=paper)
    with pytest.raises(OfficeError, match="不能拟定承办单位"):
        dispatch.propose(office, case.id, (full(1, Role.SOLE),))
    dispatch.put_in(office, batch.id, [case.id])
    found = dispatch.incomplete(office, Criteria(dispatch_id=batch.id))
    assert found[0].reasons == ("本件为“不予立案”", "缺主办（独办、分办）单位")
