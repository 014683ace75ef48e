"""Dispatch: cases handed out at one meeting — drafted, confirmed by their units, issued when complete."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from desktop.casework import assign
from desktop.domain.assignment import Confirmation, Consent, Role
from desktop.domain.errors import OfficeError, Problem
from desktop.domain.listing import Criteria
from desktop.domain.procedure import Act, Situation, require
from desktop.domain.proposal import Filing
from desktop.domain.trail import Handover, Move
from desktop.domain.unit import ContactRole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from desktop.casework.assign import TaskDraft
    from desktop.casework.office import Office
    from desktop.domain.assignment import Assignment
    from desktop.domain.case import Case
    from desktop.domain.dispatch import Dispatch

class Lack(NamedTuple):
    """A case that cannot be issued yet, and every reason why, in office words."""

    case: Case
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a unit says a task is not its own, and whose it should be; `on` None means today."""

    reason: str
    proposed_unit: str = ""
    by: str = ""
    on: date | None = None


# --- batches --------------------------------------------------------------------------------------------


def batches(office: Office) -> tuple[Dispatch, ...]:
    """Return every dispatch batch, the newest meeting first."""
    return office.store.dispatches.all()


def save(office: Office, batch: Dispatch) -> Dispatch:
    """Add a batch (id 0) or save a known one; raise `OfficeError` for days that cannot be."""
    office.store.sessions.get(batch.session_id)
    if batch.executive_on and batch.executive_on > batch.meeting_on:
        raise OfficeError("常务会议日期晚于交办会日期，尚未保存；请改正其中一个日期。")
    with office.store.transaction():
        if batch.id:
            return office.store.dispatches.save(batch, office.note("修改交办批次", batch.text))
        return office.store.dispatches.add(batch, office.note("新增交办批次", batch.text))


def strike(office: Office, dispatch_id: int) -> None:
    """Strike a batch that was made by mistake; raise `OfficeError` while cases belong to it."""
    batch = office.store.dispatches.get(dispatch_id)
    if number := office.store.board.count(Criteria(dispatch_id=dispatch_id)):
        raise OfficeError(f"该批次还有{number}件，没有作废；请先把这些件移出批次。")
    with office.store.transaction():
        office.store.dispatches.save(
            replace(batch, is_struck=True), office.note("作废交办批次", batch.text)
        )


def put_in(office: Office, dispatch_id: int, case_ids: Sequence[int]) -> int:
    """Put cases that are not handed out yet into a batch (0 takes them out); return how many were changed."""
    text = office.store.dispatches.get(dispatch_id).text if dispatch_id else ""
    note = office.note("列入交办批次" if dispatch_id else "移出交办批次", text)

    def change(case: Case) -> Case:
        if case.answering:
            raise OfficeError("本件已经交办，不能再列入或移出批次。")
        return replace(case, dispatch_id=dispatch_id)

    return _each(office, case_ids, change, note.verb, note.summary)


def cases_of(office: Office, criteria: Criteria) -> tuple[Case, ...]:
    """Return the cases of a list whole, in its order: `Criteria(dispatch_id=…)` are those of a batch."""
    return tuple(map(office.store.cases.get, office.store.cases.ids(criteria)))


# --- drafts and what units say of them ------------------------------------------------------------------


def propose(office: Office, case_id: int, drafts: tuple[TaskDraft, ...]) -> Case:
    """Draft the tasks of a case without handing it out; people not named come from the unit directory.

    What a unit said stays where its task stays the same. A task taken from a unit that objected leaves a
    step in the trail. Raises `OfficeError` for a case that is handed out already or not taken up.
    """
    case = office.store.cases.get(case_id)
    _refuse_closed(case)
    day = day_of(office, case)
    tasks = assign.drafted(office, case, tuple(_with_people(office, each) for each in drafts), day)
    kept = tuple(replace(_said(case, task), assigned_on=None) for task in tasks)
    names = "、".join(task.named for task in kept)
    return _saved(
        office, replace(_objections_kept(office, case, kept), proposed=kept), "拟定承办单位", names
    )


def _with_people(office: Office, draft: TaskDraft) -> TaskDraft:
    unit = office.store.units.get(draft.unit_id)
    leader, handler = unit.contact(ContactRole.LEADER_IN_CHARGE), unit.contact(ContactRole.HANDLER)
    if leader and not draft.leader_in_charge:
        draft = replace(draft, leader_in_charge=leader.name)
    if handler and not draft.handler:
        draft = replace(draft, handler=handler.name, handler_phone=draft.handler_phone or handler.phone)
    return draft


def _said(case: Case, task: Assignment) -> Assignment:
    before = next((each for each in case.proposed if each.unit_id == task.unit_id), None)
    if before is None or (before.role, before.task, before.duties) != (task.role, task.task, task.duties):
        return task
    return replace(task, confirmation=before.confirmation)


def _objections_kept(office: Office, case: Case, tasks: tuple[Assignment, ...]) -> Case:
    ids = {task.unit_id for task in tasks}
    before = {task.unit_id for task in case.proposed}
    new = tuple(task.unit_name for task in tasks if task.unit_id not in before)
    steps = tuple(
        Handover(
            Move.OBJECTED, task.unit_name, new, said.on, office.today, said.reason, from_unit_id=task.unit_id
        )
        for task in case.proposed
        if (said := task.confirmation) and task.is_objected and task.unit_id not in ids
    )
    return replace(case, handovers=(*case.handovers, *steps))


def confirm(
    office: Office, case_id: int, unit_id: int, by: str = "", on: date | None = None
) -> Case:
    """Take in that a unit confirms the task drafted for it (归口审核确认, 楚雄市2022)."""
    return _answered(office, case_id, unit_id, Confirmation(Consent.CONFIRMED, on or office.today, by))


def object_to(office: Office, case_id: int, unit_id: int, objection: Objection) -> Case:
    """Take in that a unit objects to the task drafted for it; raise `OfficeError` without a reason."""
    if not objection.reason.strip():
        raise OfficeError("没有写明异议理由，尚未登记；请填写理由，并写明建议由哪个单位承办。")
    said = Confirmation(
        Consent.OBJECTED,
        objection.on or office.today,
        objection.by,
        objection.reason.strip(),
        objection.proposed_unit.strip(),
    )
    return _answered(office, case_id, unit_id, said)


def _answered(office: Office, case_id: int, unit_id: int, said: Confirmation) -> Case:
    case = office.store.cases.get(case_id)
    task = next((each for each in case.proposed if each.unit_id == unit_id), None)
    if task is None:
        raise OfficeError("该单位没有待确认的任务，未作改动；请刷新后再试。")
    if said.on > office.today:
        raise OfficeError("确认日期不能晚于今天，未作改动；请改正日期。")
    tasks = tuple(replace(each, confirmation=said) if each is task else each for each in case.proposed)
    verb = "确认承办任务" if said.consent is Consent.CONFIRMED else "对承办任务提出异议"
    return _saved(office, replace(case, proposed=tasks), verb, f"{task.unit_name} {said.reason}".strip())


# --- issuing --------------------------------------------------------------------------------------------


def incomplete(office: Office, criteria: Criteria) -> tuple[Lack, ...]:
    """Return the cases of a list that cannot be issued yet, each with all it lacks (五定, S1-11, S3-08).

    Cases handed out already are left out.
    """
    waiting = (case for case in cases_of(office, criteria) if not case.answering)
    found = (Lack(case, tuple(lacks(case))) for case in waiting)
    return tuple(each for each in found if each.reasons)


def lacks(case: Case) -> Iterator[str]:
    """Yield what keeps a drafted case from being issued: 责任领导 and 五定 of who answers, and objections."""
    if case.proposal.filing is not Filing.FILED:
        yield f"本件为“{case.proposal.filing.label}”"
    if not any(task.role.answers for task in case.proposed):
        yield "缺主办（独办、分办）单位"
    for task in case.proposed:
        missing = task.missing_settings if task.role.answers else ()
        missing = (*(() if task.responsible_leader or not task.role.answers else ("责任领导",)), *missing)
        if task.role is Role.SPLIT and not task.duties:
            missing = (*missing, "分办的部分（职责分工）")
        if missing:
            yield f"{task.unit_name}缺{'、'.join(missing)}"
        if task.is_objected:
            yield f"{task.unit_name}有异议，尚未调整"


def unconfirmed(case: Case) -> tuple[str, ...]:
    """Return the units that have not said anything of their drafted task; issuing does not wait for them."""
    return tuple(task.unit_name for task in case.proposed if task.confirmation is None)


def issue(office: Office, dispatch_id: int, case_ids: Sequence[int] | None = None) -> int:
    """Hand out the cases of a batch on the day of its meeting (all that are not, or those named), together.

    Raises `OfficeError` with one problem for each incomplete case, nothing issued, and for a meeting to come.
    """
    batch = office.store.dispatches.get(dispatch_id)
    if batch.meeting_on > office.today:
        raise OfficeError("交办会还没有开，没有下达；请在交办会当天或之后下达，或改正会议日期。")
    chosen = [case for case in cases_of(office, Criteria(dispatch_id=dispatch_id)) if not case.answering]
    if case_ids is not None:
        chosen = [case for case in chosen if case.id in set(case_ids)]
    if missing := [Lack(case, tuple(lacks(case))) for case in chosen if any(lacks(case))]:
        problems = tuple(Problem(str(each.case.id), "；".join(each.reasons)) for each in missing)
        first = f"{missing[0].case.proposal.number_phrase}{problems[0].message}"
        raise OfficeError(
            f"有{len(missing)}件五定不全，{len(chosen)}件均未下达（{first}）；请补全后再下达。", problems
        )
    if not chosen:
        raise OfficeError("没有待下达的件，未作改动；请先把件列入本批次。")
    ids = [case.id for case in chosen]
    return _each(office, ids, lambda case: _issued(office, case, batch), "下达交办", batch.text)


def _issued(office: Office, case: Case, batch: Dispatch) -> Case:
    drafts = tuple(assign.draft_of(task) for task in case.proposed)
    said = {task.unit_id: task.confirmation for task in case.proposed}
    handed_out = assign.handed_out(office, case, drafts, batch.meeting_on)
    tasks = tuple(replace(task, confirmation=said[task.unit_id]) for task in handed_out.assignments)
    issued = replace(handed_out, assignments=tasks)
    require(Act.ASSIGN, Situation(issued, office.scheme_of(case), office.today))
    return issued


def _refuse_closed(case: Case) -> None:
    if case.answering:
        raise OfficeError("本件已经交办，没有改动；要换承办单位，请用“改办”或“增办”。")
    if case.proposal.filing is not Filing.FILED:
        raise OfficeError(f"本件为“{case.proposal.filing.label}”，不能拟定承办单位，未作改动。")


def day_of(office: Office, case: Case) -> date:
    """Return the day a draft's dates are reckoned from: that of its batch, else the hand-out day."""
    if case.dispatch_id:
        return office.store.dispatches.get(case.dispatch_id).meeting_on
    return assign.suggest_day(office, case)


def _each(
    office: Office, case_ids: Sequence[int], change: Callable[[Case], Case], verb: str, summary: str
) -> int:
    """Change every case in one transaction; a refusal names the case and undoes all."""
    with office.store.transaction():
        for case_id in case_ids:
            case = office.store.cases.get(case_id)
            try:
                changed = change(case)
            except OfficeError as error:
                paper = case.proposal
                raise OfficeError(
                    f"{paper.number_phrase}《{paper.title}》：{error.message}本次选中的{len(case_ids)}件均未改动。",
                    error.problems,
                ) from error
            office.store.cases.save(changed, office.note(verb, summary))
    return len(case_ids)


def _saved(office: Office, case: Case, verb: str, summary: str) -> Case:
    with office.store.transaction():
        return office.store.cases.save(case, office.note(verb, summary))
