"""What is done on the last day of the demo desk to those who are late, and for what is not handed out yet."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from desktop.casework import archive, change, coordinate, dispatch, suggest, supervise
from desktop.casework.assign import TaskDraft
from desktop.casework.change import Asking
from desktop.casework.dispatch import Objection
from desktop.casework.supervise import Pressing
from desktop.domain.coordination import Coordination, CoordinationKind, CoordinationLevel, Difficulty
from desktop.domain.dispatch import Dispatch
from desktop.domain.event import Event, EventKind
from desktop.domain.listing import Criteria, SortField
from desktop.domain.stage import Stage
from desktop.domain.supervision import SupervisionLevel
from desktop.domain.trail import RequestKind, Transfer

if TYPE_CHECKING:
    from desktop.casework.office import Office
    from desktop.domain.case import Case

_ARCHIVED = 4  # closed cases, of which the last stays open to be put away
_LEADER, _OFFICE = "示例副区长", "示例区政府办公室"


def press(office: Office) -> None:
    """Urge who is late, talk the hardest case over, take in what units ask, draft what is not handed out."""
    late = [row.id for row in office.store.board.due_between(None, office.today - timedelta(days=1), 6)]
    if late[1:]:
        supervise.remind(office, late[1:], Pressing(SupervisionLevel.URGE, "电话督促", "请抓紧办理。"))
    if late:
        _talk_over(office, late[0])
    working = Criteria(stages=(Stage.IN_HAND,), sort=SortField.ASSIGNED_ON, descending=True)
    for place, row in enumerate(office.store.board.page(working, 0, 4)):
        _ask_or_pass_on(office, office.store.cases.get(row.id), place)
    _draft(office)
    _put_away(office)
    held_on = office.today - timedelta(days=20)
    coordinate.save_event(office, Event(EventKind.TRAINING, held_on, "承办单位联络员业务培训", _OFFICE))


def _put_away(office: Office) -> None:
    """Put the first closed cases into the archive; the forms of invented people are not scanned."""
    done = Criteria(stages=(Stage.CLOSED,), sort=SortField.REPLIED_ON)
    ids = [row.id for row in office.store.board.page(done, 0, _ARCHIVED)]
    if len(ids) == _ARCHIVED:
        archive.put_away_all(office, ids[:-1], "演示数据，征询意见表未扫描")


def _talk_over(office: Office, case_id: int) -> None:
    check = office.calendar.add(office.today, 3)
    supervise.remind(
        office, [case_id], Pressing(SupervisionLevel.SUPERVISE, "现场督办", next_check_on=check)
    )
    coordinate.set_difficulties(office, case_id, [Difficulty.HARD])
    review = Coordination(
        CoordinationKind.GROUP_REVIEW,
        office.today - timedelta(days=2),
        CoordinationLevel.OFFICE,
        ("示例区发展和改革局", "示例区财政局"),
        principle="先易后难，分步实施",
    )
    coordinate.record(office, [case_id], review)


def _ask_or_pass_on(office: Office, case: Case, place: int) -> None:
    """Let every other unit ask for a second one to share its case; the others pass theirs on inside."""
    task = case.answering[0]
    if place % 2:
        held = Transfer(task.unit_id, office.today, task.section or "办公室", task.handler)
        change.transfer(office, case.id, held)
    else:
        change.ask(office, case.id, Asking(RequestKind.ADD, task.unit_id, "须财政部门配合安排资金"))


def _draft(office: Office) -> None:
    """Put what is not handed out into a batch with drafts: one confirmed, one objected to, others waiting."""
    waiting = office.store.board.page(Criteria(stages=(Stage.REGISTERED,)), 0, 4)
    if not waiting:
        return
    cases = [office.store.cases.get(row.id) for row in waiting]
    meeting = office.calendar.add(office.today, 5)
    session_id = cases[0].proposal.session_id
    batch = dispatch.save(office, Dispatch(session_id, meeting, "关于交办会后补提建议的通知"))
    dispatch.put_in(office, batch.id, [case.id for case in cases])
    for place, case in enumerate(cases[:3]):
        found = suggest.suggest_units(office, case)[:1]
        for each in found:
            draft = TaskDraft(each.unit.id, each.role, _LEADER, task="研究办理并答复", measures="实地调研")
            dispatch.propose(office, case.id, (draft,))
            if place == 0:
                dispatch.confirm(office, case.id, each.unit.id, "示例联络员")
            if place == 1:
                dispatch.object_to(office, case.id, each.unit.id, Objection("主要职责已划转"))
