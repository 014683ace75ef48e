"""What a figure counts: which cases (scope), in which place (dimension and value), and what of them (fact).

The same noun asks for a number and for the list of cases behind it, so that the two never differ.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop.domain.kinds import Kind, Origin
from desktop.domain.labels import Labelled

UNFILLED = "未填"
"""How a value nobody filled in is named: a line of its own, never left out."""


class Counting(Labelled):
    """What one of the things counted is: a paper, the part of a unit in one, a promise."""

    CASES = ("cases", "件")
    TASKS = ("tasks", "件次")
    PROMISES = ("promises", "项")


class Dimension(Labelled):
    """What cases can be divided by; a case lies in several values of a multiple dimension, else in one."""

    KIND = ("kind", "类型")
    SESSION = ("session", "届次")
    LEVEL = ("level", "层级")
    ORIGIN = ("origin", "提出时间")
    CATEGORY = ("category", "内容分类")
    RESULT_CLASS = ("result_class", "办理结果类别")
    PLAN_CLASS = ("plan_class", "计划类别")
    IMPLEMENTATION = ("implementation", "落实情况")
    LEAD_UNIT = ("lead_unit", "主办单位")
    UNIT = ("unit", "承办单位（含协办）")
    SYSTEM = ("system", "主办单位系统")
    LEADER = ("leader", "责任领导")
    ASSIGNED_MONTH = ("assigned_month", "交办月份")
    REPLIED_MONTH = ("replied_month", "答复月份")
    SECTOR = ("sector", "代表团/界别")
    KEY = ("key", "重点")
    THEME = ("theme", "专题")
    STAGE = ("stage", "当前环节")
    VERDICT = ("verdict", "反馈评价")
    PUBLICITY = ("publicity", "公开属性")

    @property
    def is_multiple(self) -> bool:
        """Whether one case counts in several values: then the parts are 件次 and no longer 件."""
        return self in {Dimension.UNIT, Dimension.THEME}


class Fact(Labelled):
    """What is counted of the cases; all but the first count only cases taken up (应办件).

    MET counts cases met at least so many times, MET_AT those met at a stage, those that end in _ON the cases
    judged so on one thing (办理态度): these need the argument of `Which`. FIRST_ facts are about the first
    round. TASKS and CO_ facts count parts of units, PROMISES promises.
    """

    ALL = ("all", "全部件")
    OWED = ("owed", "应办件")
    ASSIGNED = ("assigned", "已交办件")
    SEVERAL = ("several", "两个以上单位承办件")
    REPLIED = ("replied", "已答复件")
    TIMELY = ("timely", "按时答复件")
    HANDED_OVER = ("handed_over", "当面送达答复件")
    MET = ("met", "已沟通件")
    MET_AT = ("met_at", "该阶段已沟通件")
    MET_FULLY = ("met_fully", "各阶段均沟通件")
    FACED = ("faced", "当面沟通件")
    JUDGED = ("judged", "已反馈件")
    EXPRESSED = ("expressed", "已表态件")
    SATISFIED = ("satisfied", "满意件")
    CONTENT = ("content", "满意和基本满意件")
    DISSATISFIED = ("dissatisfied", "不满意件")
    FIRST_JUDGED = ("first_judged", "初次已反馈件")
    FIRST_SATISFIED = ("first_satisfied", "初次满意件")
    FIRST_CONTENT = ("first_content", "初次满意和基本满意件")
    JUDGED_ON = ("judged_on", "该项已评价件")
    SATISFIED_ON = ("satisfied_on", "该项满意件")
    PARTLY_ON = ("partly_on", "该项基本满意件")
    DISSATISFIED_ON = ("dissatisfied_on", "该项不满意件")
    SILENT_ON = ("silent_on", "该项未表态件")
    REHANDLED = ("rehandled", "重新办理件")
    CLASSED = ("classed", "已定类件")
    SOLVED = ("solved", "计作解决件")
    FIRST_CLASS = ("first_class", "第一类件")
    TWO_CLASSES = ("two_classes", "前两类件")
    IMPLEMENTED = ("implemented", "已落实件")
    CLOSED = ("closed", "办结件")
    PUBLISHED = ("published", "主动公开件")
    CARRIED = ("carried", "须结转件")
    TASKS = ("tasks", "主办和协办件次")
    TASKS_DONE = ("tasks_done", "已答复和已提交意见件次")
    CO_TASKS = ("co_tasks", "协办件次")
    CO_DONE = ("co_done", "已提交协办意见件次")
    CO_TIMELY = ("co_timely", "按时提交协办意见件次")
    PROMISES = ("promises", "承诺事项")
    PROMISES_KEPT = ("promises_kept", "已兑现承诺事项")

    @property
    def counting(self) -> Counting:
        """What one of these is."""
        if self in {Fact.PROMISES, Fact.PROMISES_KEPT}:
            return Counting.PROMISES
        return Counting.TASKS if self in _TASKS else Counting.CASES


_TASKS = frozenset({Fact.TASKS, Fact.TASKS_DONE, Fact.CO_TASKS, Fact.CO_DONE, Fact.CO_TIMELY})


@dataclass(frozen=True, slots=True)
class Which:
    """A fact with what it needs: a number of times, the key of a stage, the key of a thing judged."""

    fact: Fact = Fact.ALL
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which cases a report is about; empty tuples mean all of them. The recycle bin never counts.

    `origin` None counts papers of the session and papers between sessions together: they are mixed only where
    somebody says so. `systems` are values of `unit.System`: only cases whose leading unit belongs to one.
    `is_carried` leaves what earlier years left to be done: a class that carries over, or no reply yet.
    """

    sessions: tuple[int, ...] = ()
    origin: Origin | None = Origin.SESSION
    kinds: tuple[Kind, ...] = ()
    systems: tuple[str, ...] = ()
    key_only: bool = False
    is_carried: bool = False
    replied_only: bool = False


@dataclass(frozen=True, slots=True)
class Pick:
    """A place: the value of a dimension as it is kept, "" where nothing is filled in."""

    dimension: Dimension
    value: str


@dataclass(frozen=True, slots=True)
class UnitPart:
    """The tasks of one unit (None: of any): as lead or not (None: both), done or not (None: both)."""

    unit_id: int | None
    is_co: bool | None = None
    is_done: bool | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """The cases behind one number: of a scope, at some places, that a fact holds of, of one unit's tasks.

    `words` say it to a person: 办理结果类别 A × 落实情况 已落实.
    """

    scope: Scope
    picks: tuple[Pick, ...] = ()
    which: Which = Which()
    words: str = ""
    part: UnitPart | None = None
