"""Change: return a case, hand it to another unit, add one — asked for, decided, and kept in its trail."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from desktop.casework import assign, terms
from desktop.db.tally import ASKED_LATE, OBJECTED, Panel
from desktop.domain.assignment import Role
from desktop.domain.deadlines import Basis, Matter, compute_due
from desktop.domain.errors import OfficeError, Problem, Severity, refuse_if
from desktop.domain.holding import Holding, holdings
from desktop.domain.procedure import Act, Situation, require
from desktop.domain.reply import ReplyState
from desktop.domain.scheme import Strictness
from desktop.domain.task_state import TaskState
from desktop.domain.trail import (
    ChangeRequest,
    Decision,
    Handover,
    Move,
    RequestKind,
    Transfer,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from desktop.casework.assign import TaskDraft
    from desktop.casework.office import Office
    from desktop.db.tally import TaskCount
    from desktop.domain.assignment import Assignment
    from desktop.domain.case import Case
    from desktop.domain.deadlines import DueDate

_MOVES = {
    RequestKind.RETURN: Move.RETURNED,
    RequestKind.CHANGE: Move.CHANGED,
    RequestKind.ADD: Move.ADDED,
}


@dataclass(frozen=True, slots=True)
class Asking:
    """What a unit's request says; `proposed` are names of units, `asked_on` None means today."""

    kind: RequestKind
    unit_id: int
    reason: str
    proposed: tuple[str, ...] = ()
    asked_by: str = ""
    asked_on: date | None = None


@dataclass(frozen=True, slots=True)
class Ruling:
    """What was decided on a request: by whom, with which opinion; `decided_on` None means today."""

    agrees: bool
    decided_by: str
    opinion: str = ""
    decided_on: date | None = None


@dataclass(frozen=True, slots=True)
class Rearrangement:
    """Tasks taken from a unit (None: from nobody) and given to others; `on` None means today."""

    from_unit_id: int | None
    drafts: tuple[TaskDraft, ...]
    reason: str
    on: date | None = None


# --- asking ---------------------------------------------------------------------------------------------


def window(office: Office, case: Case, unit_id: int) -> DueDate | None:
    """Return the last day a unit may return a case, counted from its own hand-out; None without a rule."""
    rule = terms.rule_of(office, case, Matter.RETURN)
    task = case.task_of(unit_id)
    if rule is None or task.assigned_on is None:
        return None
    starts = {**terms.starts_of(office, case), Basis.ASSIGNED: task.assigned_on}
    return compute_due(rule, {**starts, Basis.RECEIVED: task.assigned_on}, office.calendar)


def problems(office: Office, case: Case, asking: Asking) -> tuple[Problem, ...]:
    """Return what speaks against a request: errors forbid it, a warning says it comes late.

    How lateness counts is the scheme's (玉林2019: 逾期不予调整).
    """
    asked_on, task = asking.asked_on or office.today, case.task_of(asking.unit_id)
    found = []
    if not asking.reason.strip():
        found.append(Problem("reason", "没有写明理由"))
    if asked_on > office.today or (task.assigned_on and asked_on < task.assigned_on):
        found.append(Problem("asked_on", "申请日期须在交办日期之后、不晚于今天"))
    if any(each.unit_id == asking.unit_id for each in case.open_requests):
        found.append(Problem("unit_id", f"{task.unit_name}已有一份申请待处理"))
    if asking.kind.gives_up:
        found += [*_beyond_return(case, task), *_too_late(office, case, task, asked_on)]
    return tuple(found)


def _beyond_return(case: Case, task: Assignment) -> list[Problem]:
    reply = case.reply_of(task.unit_id)
    if reply is None or reply.state in {ReplyState.DRAFT, ReplyState.SENT_BACK}:
        return []
    return [Problem("unit_id", f"{task.unit_name}的答复{reply.state.label}，不能再退回")]


def _too_late(office: Office, case: Case, task: Assignment, asked_on: date) -> list[Problem]:
    due, strictness = window(office, case, task.unit_id), office.scheme_of(case).late_return
    if due is None or asked_on <= due.on or strictness is Strictness.FREE:
        return []
    severity = Severity.ERROR if strictness is Strictness.BLOCK else Severity.WARNING
    return [Problem("asked_on", f"退回期限 {due.on.isoformat()} 已过{(asked_on - due.on).days}天", severity)]


def ask(office: Office, case_id: int, asking: Asking) -> Case:
    """Take in a unit's request to return a case, hand it to another unit, or add one.

    Raises `OfficeError` naming everything that forbids it; a late one is kept as late where it is allowed.
    """
    case = office.store.cases.get(case_id)
    refuse_if(problems(office, case, asking), f"不能申请{asking.kind.label}，未作改动")
    task = case.task_of(asking.unit_id)
    request = ChangeRequest(
        asking.kind,
        task.unit_id,
        task.unit_name,
        asking.asked_on or office.today,
        asking.reason.strip(),
        asking.asked_by.strip(),
        tuple(name.strip() for name in asking.proposed if name.strip()),
        window(office, case, task.unit_id) if asking.kind.gives_up else None,
    )
    changed = replace(case, requests=(*case.requests, request))
    return _saved(office, changed, f"申请{asking.kind.label}", f"{task.unit_name}：{request.reason}")


# --- deciding -------------------------------------------------------------------------------------------


def decide(
    office: Office, case_id: int, index: int, ruling: Ruling, drafts: tuple[TaskDraft, ...] = ()
) -> Case:
    """Decide the request at `index` (0-based, as recorded); agreed, its unit's task goes to `drafts`.

    Without drafts the case waits to be handed out again, and the term of 重新交办 begins where the scheme has
    one. A refusal needs an opinion. Raises `OfficeError` when it was decided before, or tasks do not fit.
    """
    case = office.store.cases.get(case_id)
    request = _open_request(case, index)
    on = ruling.decided_on or office.today
    refuse_if(_odd_ruling(office, request, ruling, on), "尚未处理")
    decided = replace(
        request,
        decision=Decision.AGREED if ruling.agrees else Decision.REFUSED,
        decided_on=on,
        decided_by=ruling.decided_by.strip(),
        opinion=ruling.opinion.strip(),
    )
    settled = replace(
        case, requests=tuple(decided if at == index else each for at, each in enumerate(case.requests))
    )
    if ruling.agrees:
        taken_from = request.unit_id if request.kind.gives_up else None
        change = Rearrangement(taken_from, drafts, request.reason, on)
        settled = _rearranged(office, settled, change, _MOVES[request.kind])
    verb = f"{'同意' if ruling.agrees else '不同意'}{request.kind.label}"
    return _saved(office, settled, verb, f"{request.unit_name} {decided.opinion}".strip())


def _open_request(case: Case, index: int) -> ChangeRequest:
    if not 0 <= index < len(case.requests) or not case.requests[index].is_open:
        raise OfficeError("该申请已经处理或已不存在，未作改动；请刷新后再试。")
    return case.requests[index]


def _odd_ruling(office: Office, request: ChangeRequest, ruling: Ruling, on: date) -> list[Problem]:
    found = []
    if not ruling.decided_by.strip():
        found.append(Problem("decided_by", "没有写明由谁决定"))
    if not ruling.agrees and not ruling.opinion.strip():
        found.append(Problem("opinion", "不同意的须写明理由"))
    if not request.asked_on <= on <= office.today:
        found.append(Problem("decided_on", f"决定日期须在 {request.asked_on.isoformat()} 至今天之间"))
    return found


def rearrange(office: Office, case_id: int, change: Rearrangement) -> Case:
    """Take a task from a unit and give it to others, or add units, of the office's own accord (改办、增办).

    The date of the case stays: the submitter waits since the first hand-out. Raises `OfficeError` without a
    reason, and when the tasks do not fit.
    """
    case = office.store.cases.get(case_id)
    if not change.reason.strip():
        raise OfficeError("没有写明理由，未作改动；请填写改办、增办的理由。")
    if not change.drafts:
        raise OfficeError("没有选择新的承办单位，未作改动；请至少选一个单位。")
    move = Move.ADDED if change.from_unit_id is None else Move.CHANGED
    changed = _rearranged(office, case, change, move)
    return _saved(office, changed, move.label, f"{_told(changed.handovers[-1])}：{change.reason.strip()}")


def _told(step: Handover) -> str:
    to = "、".join(step.to_units)
    return f"{step.from_unit}→{to}" if step.from_unit else f"增加{to}"


def _rearranged(office: Office, case: Case, change: Rearrangement, move: Move) -> Case:
    on = change.on or office.today
    gone = None if change.from_unit_id is None else case.task_of(change.from_unit_id)
    if gone is not None:
        refuse_if(_beyond_return(case, gone), "未作改动")
    kept = tuple(task for task in case.assignments if task is not gone)
    new = tuple(_on_time(office, case, task) for task in assign.drafted(office, case, change.drafts, on))
    if len(kept) + len(new) > 1:
        kept = tuple(replace(task, role=Role.LEAD) if task.role is Role.SOLE else task for task in kept)
    since = (gone.assigned_on if gone else None) or on
    names = tuple(task.unit_name for task in new)
    step = Handover(
        move, gone.unit_name if gone else "", names, since, on, change.reason, gone.unit_id if gone else 0
    )
    changed = replace(case, assignments=(*kept, *new), handovers=(*case.handovers, step))
    if not changed.answering:
        return terms.started(office, changed, Matter.REASSIGN, Basis.RECEIVED, on)
    require(Act.ASSIGN, Situation(changed, office.scheme_of(case), office.today))
    return changed


def _on_time(office: Office, case: Case, task: Assignment) -> Assignment:
    """Return a new task with the date in force of its case, unless somebody gave it another by hand."""
    by_hand = task.due is not None and task.due.rule == assign.BY_HAND
    if not task.role.answers or by_hand or case.due is None:
        return task
    return replace(task, due=case.due if case.due.on >= office.today else task.due)


# --- inside a unit, and the whole trail -----------------------------------------------------------------


def transfer(office: Office, case_id: int, step: Transfer) -> Case:
    """Take in that a unit passed its task on to a section or person inside it (层层转办, S1-24)."""
    case = office.store.cases.get(case_id)
    task = case.task_of(step.unit_id)
    if not step.section.strip():
        raise OfficeError("没有写明转到哪个科室，尚未登记；请填写科室。")
    if step.on > office.today or (task.assigned_on and step.on < task.assigned_on):
        raise OfficeError("转办日期须在交办日期之后、不晚于今天，尚未登记；请改正日期。")
    held = replace(task, section=step.section.strip(), handler=step.person.strip() or task.handler)
    tasks = tuple(held if each is task else each for each in case.assignments)
    changed = replace(case, assignments=tasks, transfers=(*case.transfers, step))
    return _saved(office, changed, "内部转办", f"{task.unit_name}：{step.holder}")


def trail(office: Office, case: Case) -> tuple[Holding, ...]:
    """Return who held a case for how many days, unit by unit, with the sections inside them (level 1)."""
    return holdings(case, office.today)


class Passing(NamedTuple):
    """How often a unit tried to be rid of cases, and how late it was as a co-handler (推诿扯皮, S1-25)."""

    unit_id: int
    unit: str
    asked: int
    agreed: int
    refused: int
    late: int
    objected: int
    late_opinions: int
    missed_opinions: int


def passing(
    office: Office, session_id: int | None = None, tasks: Sequence[TaskCount] | None = None
) -> tuple[Passing, ...]:
    """Return the units that asked to be rid of cases, objected, or were late with opinions, by name.

    A request to add a unit counts too: it asks for others to share the work. `tasks` are those of the tally,
    parted at yesterday, where whoever asks has them already.
    """
    if tasks is None:
        tasks = office.store.tally.tasks([office.today - timedelta(days=1)], session_id)
    asked, late = office.store.tally.by_unit(Panel.ASKED, session_id), _late_opinions(tasks)
    rows = []
    for unit in office.store.units.all():
        said, (after, never) = asked.get(unit.id, {}), late.get(unit.id, (0, 0))
        if said or after or never:
            rows.append(
                Passing(
                    unit.id,
                    unit.name,
                    sum(said.get(each, 0) for each in Decision),
                    said.get(Decision.AGREED, 0),
                    said.get(Decision.REFUSED, 0),
                    said.get(ASKED_LATE, 0),
                    said.get(OBJECTED, 0),
                    after,
                    never,
                )
            )
    return tuple(rows)


def _late_opinions(tasks: Sequence[TaskCount]) -> dict[int, tuple[int, int]]:
    found: dict[int, tuple[int, int]] = {}
    for task in tasks:
        is_overdue = task.band == 0
        if task.is_co:
            late, missed = found.get(task.unit_id, (0, 0))
            late += task.number * (task.state is TaskState.LATE or is_overdue)
            missed += task.number * (task.state is TaskState.MISSED)
            found[task.unit_id] = (late, missed)
    return found


def _saved(office: Office, case: Case, verb: str, summary: str) -> Case:
    with office.store.transaction():
        return office.store.cases.save(case, office.note(verb, summary))
