"""The trail of a case: who asked to be rid of it, what was decided, and who held it for how many days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.deadlines import DueDate
from desktop.domain.labels import Labelled
from desktop.domain.task_state import done_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.domain.case import Case


class RequestKind(Labelled):
    """What a unit asks for after a case was handed out to it."""

    RETURN = ("return", "退回")
    CHANGE = ("change", "改办")
    ADD = ("add", "增办")

    @property
    def gives_up(self) -> bool:
        """Whether the unit wants to be rid of the case; then the window of 退回改办 counts."""
        return self is not RequestKind.ADD


class Decision(Labelled):
    """What became of a request."""

    PENDING = ("pending", "未处理")
    AGREED = ("agreed", "同意")
    REFUSED = ("refused", "不同意")


@dataclass(frozen=True, slots=True)
class ChangeRequest:
    """A unit's request, with its reason and the units it proposes instead (or besides).

    `due` is the last day the rules leave for it (inclusive), None where they set none; it stays in the case,
    decided or not.
    """

    kind: RequestKind
    unit_id: int
    unit_name: str
    asked_on: date
    reason: str
    asked_by: str = ""
    proposed: tuple[str, ...] = ()
    due: DueDate | None = None
    decision: Decision = Decision.PENDING
    decided_on: date | None = None
    decided_by: str = ""
    opinion: str = ""

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided yet."""
        return self.decision is Decision.PENDING

    @property
    def is_late(self) -> bool:
        """Whether it came after the window had closed."""
        return self.due is not None and self.asked_on > self.due.on


class Move(Labelled):
    """Why a task went from one unit to another."""

    OBJECTED = ("objected", "异议调整")
    RETURNED = ("returned", "退回")
    CHANGED = ("changed", "改办")
    ADDED = ("added", "增办")
    REASSIGNED = ("reassigned", "重新交办")


@dataclass(frozen=True, slots=True)
class Handover:
    """One step of a task from a unit to others: held from `since`, given up on `on`.

    `to_units` is empty when the case went back to the office; `from_unit` is empty when a unit was added.
    """

    move: Move
    from_unit: str
    to_units: tuple[str, ...]
    since: date
    on: date
    reason: str = ""
    from_unit_id: int = 0

    @property
    def days_held(self) -> int:
        """How many calendar days the unit held the case."""
        return (self.on - self.since).days


@dataclass(frozen=True, slots=True)
class Transfer:
    """Inside a unit a task was passed on: from that day the section, and the person, hold it (S1-24)."""

    unit_id: int
    on: date
    section: str
    person: str = ""
    reason: str = ""

    @property
    def holder(self) -> str:
        """Who holds it: 规划科 示例甲."""
        return f"{self.section} {self.person}".strip()


class Holding(NamedTuple):
    """Somebody who held a case, or still does (`until` is None), for so many calendar days.

    `level` is 0 for a unit, 1 for a section or person inside it.
    """

    holder: str
    level: int
    since: date
    until: date | None
    days: int
    how: str


def holdings(case: Case, today: date) -> tuple[Holding, ...]:
    """Return who held a case for how long, in order of time; under each unit the sections inside it."""
    found = [*_given_up(case, today), *_held(case, today)]
    return tuple(sorted(found, key=lambda each: (each.since, each.level)))


def _given_up(case: Case, today: date) -> Iterator[Holding]:
    for each in case.handovers:
        if each.from_unit:
            how = f"{each.move.label}→{'、'.join(each.to_units) or '交办单位'}"
            yield Holding(each.from_unit, 0, each.since, each.on, each.days_held, how)
            if not any(task.unit_id == each.from_unit_id for task in case.assignments):
                yield from _inside(case, each.from_unit_id, each.on, today)


def _held(case: Case, today: date) -> Iterator[Holding]:
    for task in case.assignments:
        if task.assigned_on is not None:
            until = done_on(case, task)
            days = ((until or today) - task.assigned_on).days
            yield Holding(task.unit_name, 0, task.assigned_on, until, days, task.role.label)
            yield from _inside(case, task.unit_id, until, today)


def _inside(case: Case, unit_id: int, until: date | None, today: date) -> Iterator[Holding]:
    """Yield how long each section and person of a unit held the case until it was done, or passed on."""
    steps = sorted((each for each in case.transfers if each.unit_id == unit_id), key=lambda each: each.on)
    ends: list[date | None] = [*(each.on for each in steps[1:]), until]
    for step, end in zip(steps, ends, strict=False):
        days = ((end or today) - step.on).days
        yield Holding(step.holder, 1, step.on, end, days, step.reason or "内部转办")
