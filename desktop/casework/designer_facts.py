"""What a column of a report can show of a case: each fact with its usual word, and what is read for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop.casework import find
from desktop.casework.export import LEDGER_COLUMNS, MORE_COLUMNS, STATE
from desktop.domain.filters import ListColumn
from desktop.domain.ledger import Align, CellKind, Column
from desktop.domain.narrowing import cell
from desktop.domain.proposal import Filing
from desktop.domain.role import Role
from desktop.domain.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from desktop.casework.office import Office
    from desktop.db.case_parts import TaskLine
    from desktop.domain.assignment import Assignment
    from desktop.domain.case import Case
    from desktop.domain.commitment import Commitment
    from desktop.domain.ledger import Cell
    from desktop.domain.listing import CaseRow
    from desktop.domain.scheme import Scheme

EXCELLENT = "优秀"
"""The word in a theme by which an office marks the papers it found excellent."""

YES = "是"
_ORGANISATION, _PERSON, _JOINT = "集体", "个人", "联名"


class Line(NamedTuple):
    """What one row is made of: a case as the lists show it and as far as it was read, its task, its promise.

    `numbers` are those of the papers merged into it.
    """

    office: Office
    row: CaseRow
    case: Case
    scheme: Scheme
    task: Assignment | None = None
    told: TaskLine | None = None
    promise: Commitment | None = None
    numbers: Mapping[int, str] = {}


class Fact(NamedTuple):
    """One fact: its usual column, what it says, the fields of a case it needs, whether it adds up."""

    column: Column
    value: Callable[[Line], Cell]
    needs: tuple[str, ...] = ()
    adds: bool = False

    @property
    def key(self) -> str:
        """The key by which a report names it."""
        return self.column.key


SERIAL = Fact(Column("serial", "序号", CellKind.NUMBER, width=6), lambda _: None)
"""The number of the row; whoever composes the report counts."""


def text(key: str, title: str, width: float = 12) -> Column:
    """Return a column of short words in the middle."""
    return Column(key, title, width=width)


def long(key: str, title: str, width: float = 24) -> Column:
    """Return a column of words that may take several lines."""
    return Column(key, title, width=width, align=Align.LEFT, wrap=True)


def day(key: str, title: str) -> Column:
    """Return a column of days."""
    return Column(key, title, CellKind.DATE, width=12)


def number(key: str, title: str) -> Column:
    """Return a column of counts."""
    return Column(key, title, CellKind.NUMBER, width=9)


def _flat(column: Column, value: Callable[[CaseRow], Cell]) -> Fact:
    adds = column.key in {"co_submitters", "open_commitments"}
    return Fact(column, lambda line: value(line.row), adds=adds)


def _phone(line: Line) -> str:
    submitters = line.case.proposal.submitters
    return submitters[0].phone if submitters else ""


def _submitter_kind(line: Line) -> str:
    submitters = line.case.proposal.submitters
    if not submitters:
        return ""
    return _ORGANISATION if submitters[0].is_organisation else _PERSON


def _paper_type(line: Line) -> str:
    """Return what the list said (性质), or what follows from who handed it in: 个人, 联名, 集体."""
    if line.case.proposal.nature:
        return line.case.proposal.nature
    kind = _submitter_kind(line)
    sort = _JOINT if kind == _PERSON and line.row.co_submitters else kind
    return f"{sort}{line.row.kind.noun}" if sort else ""


def _method(line: Line) -> str:
    roles = {task.role for task in line.case.assignments}
    words = (({Role.SPLIT}, "分办"), ({Role.LEAD, Role.JOINT_LEAD, Role.CO}, "会办"), ({Role.SOLE}, "单办"))
    return next((word for some, word in words if roles & some), "")


def _units(line: Line) -> str:
    return "、".join(task.unit_name for task in line.case.assignments)


def _proposed(line: Line) -> str:
    return "、".join(task.named for task in line.case.proposed)


def _intended(line: Line) -> str:
    """Return the unit that shall lead while the case is not handed out, then the one that does."""
    drafted = (task.unit_name for task in line.case.proposed if task.role.answers)
    return line.row.lead_unit or next(drafted, "")


def _filing(line: Line) -> str:
    paper = line.case.proposal
    if paper.filing is Filing.FILED:
        return paper.filing.label
    return f"{paper.filing.label}：{paper.filing_reason}" if paper.filing_reason else paper.filing.label


def _co_due(line: Line) -> date | None:
    return max((task.due.on for task in line.case.co_handlers if task.due), default=None)


def _extended_to(line: Line) -> date | None:
    due, first = line.row.due_on, line.row.first_due_on
    return due if first and due != first else None


def _meeting(place: int, line: Line) -> str:
    """Return day and mode of the last meeting at the stage of that place in the scheme."""
    keys = [stage.key for stage in line.scheme.contacts.stages[place : place + 1]]
    held = [each for each in line.case.consultations if each.stage in keys and each.round == line.case.round]
    return f"{held[-1].held_on.isoformat()} {held[-1].mode}" if held else ""


def _met(key: str, title: str, place: int) -> Fact:
    column = Column(key, title, width=12, wrap=True)
    return Fact(column, lambda line: _meeting(place, line), ("consultations",))


def _review(line: Line) -> str:
    row = line.row
    if row.stage is Stage.IN_REVIEW:
        return str(cell(ListColumn.WAITING_FOR, row))
    if row.stage in {Stage.DRAFTED, Stage.SIGNED}:
        return "拟稿" if row.stage is Stage.DRAFTED else "已签发"
    return "已印发" if row.replied_on else ""


def verdict_of(case: Case, scheme: Scheme, *, result: bool) -> str:
    """Return the code of the last verdict on the result, or on the handling ("" when nobody judged it)."""
    dimensions = scheme.satisfaction.dimensions
    if case.feedback is None or not (result or len(dimensions) > 1):
        return ""
    return case.feedback.verdicts.get(dimensions[-1 if result else 0].key, "")


def _verdict(line: Line, *, result: bool) -> str:
    code = verdict_of(line.case, line.scheme, result=result)
    level = line.scheme.level(code)
    return level.label if level else code


def _promises(line: Line) -> str:
    return "；".join(each.text for each in line.case.commitments)


def _promised_for(line: Line) -> date | None:
    return max((each.due_on for each in line.case.commitments if each.due_on), default=None)


def _implementation(line: Line) -> str:
    if line.case.implementation or not line.case.commitments:
        return line.case.implementation
    return "未落实" if any(each.is_open for each in line.case.commitments) else "已落实"


def _carried(line: Line) -> str:
    row = line.row
    given = row.assigned_on
    return YES if given and row.stage.is_open and given.year < line.office.today.year else ""


_PAPER = ("proposal",)
CASE_FACTS: tuple[Fact, ...] = (
    SERIAL,
    *(_flat(column, value) for column, value in (*LEDGER_COLUMNS, *MORE_COLUMNS)),
    Fact(STATE, lambda line: find.state_of(line.office, line.row)),
    Fact(text("phone", "联系电话", 14), _phone, _PAPER),
    Fact(number("submitters", "提出人数"), lambda line: line.row.co_submitters + 1, adds=True),
    Fact(text("submitter_kind", "提出人类别", 11), _submitter_kind, _PAPER),
    Fact(text("paper_type", "提案类型", 11), _paper_type, _PAPER),
    Fact(day("received_on", "收到日期"), lambda line: line.case.proposal.received_on, _PAPER),
    Fact(day("registered_on", "登记日期"), lambda line: line.case.proposal.registered_on, _PAPER),
    Fact(long("filing", "立案情况", 16), _filing, _PAPER),
    Fact(text("excellent", "优秀", 6), lambda line: YES if EXCELLENT in line.row.themes else ""),
    Fact(text("key_supervisor", "督办领导", 10), lambda line: line.case.proposal.key_supervisor, _PAPER),
    Fact(text("key_leader", "领办领导", 10), lambda line: line.case.proposal.key_leader, _PAPER),
    Fact(
        text("merged", "并案编号", 12),
        lambda line: "、".join(line.numbers.get(each, "") for each in line.case.merged),
        ("merged",),
    ),
    Fact(
        long("suggested_units", "建议办理单位", 18),
        lambda line: "、".join(line.case.proposal.suggested_units),
        _PAPER,
    ),
    Fact(long("proposed_units", "拟定办理单位", 18), _proposed, ("proposed",)),
    Fact(long("intended_unit", "拟主办单位", 24), _intended, ("proposed",)),
    Fact(long("units", "办理单位", 26), _units, ("assignments",)),
    Fact(text("method", "办理方式", 9), _method, ("assignments",)),
    Fact(day("co_due_on", "协办意见时限"), _co_due, ("assignments",)),
    Fact(day("extended_to", "延期至"), _extended_to),
    _met("met_before", "办理前面商", 0),
    _met("met_during", "办理中面商", 1),
    _met("met_after", "答复前面商", 2),
    Fact(text("review", "审核环节", 12), _review),
    Fact(
        text("verdict_work", "办理工作评价", 11),
        lambda line: _verdict(line, result=False),
        ("feedbacks",),
    ),
    Fact(
        text("verdict_result", "办理结果评价", 11),
        lambda line: _verdict(line, result=True),
        ("feedbacks",),
    ),
    Fact(
        long("opinion", "反馈意见", 24),
        lambda line: line.case.feedback.opinion if line.case.feedback else "",
        ("feedbacks",),
    ),
    Fact(text("again", "重新办理", 9), lambda line: f"第{line.row.round}轮" if line.row.round > 1 else ""),
    Fact(long("promises", "承诺事项", 24), _promises, ("commitments",)),
    Fact(day("promised_for", "计划完成时间"), _promised_for, ("commitments",)),
    Fact(text("implementation", "落实状态", 10), _implementation, ("commitments", "implementation")),
    Fact(text("carried", "跨年度", 7), _carried),
    Fact(text("plan_class", "计划类别", 10), lambda line: line.case.plan_class, ("plan_class",)),
)
