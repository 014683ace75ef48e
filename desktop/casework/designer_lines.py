"""What a column of a report can show of one unit's task and of one promise, beside the case itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.casework.designer_facts import CASE_FACTS, Fact, day, long, text
from desktop.domain.role import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.casework.designer_facts import Line
    from desktop.domain.assignment import Assignment
    from desktop.domain.commitment import Commitment
    from desktop.domain.ledger import Cell, Column

UNIT = "unit"
_FULFILLED, _LATE, _RUNNING = "已落实", "逾期未落实", "正在落实"
_READ = ("assignments",)


def _of_task(column: Column, value: Callable[[Assignment], Cell]) -> Fact:
    return Fact(column, lambda line: value(line.task) if line.task else None, _READ)


def _others(line: Line) -> str:
    """Return the other units of the case with their roles."""
    return "、".join(each.named for each in line.case.assignments if each is not line.task)


def _answering(line: Line) -> str:
    return line.row.lead_unit


def _opinion_state(line: Line) -> str:
    """Return whether a co-handling unit gave its opinion, and whether in time."""
    task = line.task
    if task is None or task.role is not Role.CO:
        return ""
    given, due = task.co_opinion, task.due
    if given is None:
        return "逾期未提交" if due and due.on < line.office.today else "未提交"
    return "逾期提交" if due and given.received_on > due.on else "按期提交"


TASK_FACTS: tuple[Fact, ...] = (
    _of_task(long(UNIT, "承办单位", 24), lambda task: task.unit_name),
    _of_task(text("role", "承办方式", 10), lambda task: task.role.label),
    *CASE_FACTS,
    Fact(long("others", "其他承办单位", 26), _others, _READ),
    Fact(long("answering_unit", "答复单位", 22), _answering),
    _of_task(text("responsible_leader", "责任领导", 10), lambda task: task.responsible_leader),
    _of_task(text("leader_in_charge", "分管领导", 10), lambda task: task.leader_in_charge),
    _of_task(text("unit_section", "承办科室", 12), lambda task: task.section),
    _of_task(text("unit_handler", "承办人员", 10), lambda task: task.handler),
    _of_task(text("handler_phone", "承办人电话", 14), lambda task: task.handler_phone),
    _of_task(long("task", "办理任务"), lambda task: task.task),
    _of_task(long("measures", "办理措施"), lambda task: task.measures),
    _of_task(long("standard", "办理标准", 20), lambda task: task.standard),
    _of_task(long("duties", "职责分工", 20), lambda task: task.duties),
    Fact(
        day("task_assigned_on", "交办日期（单位）"), lambda line: line.told.assigned_on if line.told else None
    ),
    Fact(day("task_due_on", "办理时限"), lambda line: line.told.due_on if line.told else None),
    Fact(day("task_done_on", "办理完成日期"), lambda line: line.told.answered_on if line.told else None),
    Fact(
        text("task_state", "办理状态", 10),
        lambda line: line.told.state.label if line.told and line.told.state else "",
    ),
    Fact(
        day("opinion_on", "意见提交日期"),
        lambda line: line.task.co_opinion.received_on if line.task and line.task.co_opinion else None,
        _READ,
    ),
    Fact(text("opinion_state", "意见提交情况", 12), _opinion_state, _READ),
    Fact(
        long("co_opinion", "协办意见", 40),
        lambda line: line.task.co_opinion.text if line.task and line.task.co_opinion else "",
        _READ,
    ),
)


def _of_promise(column: Column, value: Callable[[Commitment], Cell]) -> Fact:
    return Fact(column, lambda line: value(line.promise) if line.promise else None, ("commitments",))


def _promise_state(line: Line) -> str:
    promise = line.promise
    if promise is None or not promise.is_open:
        return _FULFILLED if promise else ""
    return _LATE if promise.due_on and promise.due_on < line.office.today else _RUNNING


PROMISE_FACTS: tuple[Fact, ...] = (
    _of_promise(long("promise", "承诺事项（单项）", 34), lambda promise: promise.text),
    _of_promise(long(UNIT, "承诺单位", 22), lambda promise: promise.unit_name),
    _of_promise(day("promised_on", "承诺日期"), lambda promise: promise.promised_on),
    _of_promise(day("promise_due_on", "承诺完成时间"), lambda promise: promise.due_on),
    _of_promise(day("fulfilled_on", "实际完成日期"), lambda promise: promise.fulfilled_on),
    Fact(text("promise_state", "落实情况", 11), _promise_state, ("commitments",)),
    _of_promise(long("evidence", "落实依据", 24), lambda promise: promise.evidence),
    *CASE_FACTS,
)
