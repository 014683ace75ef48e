"""The trail of a case: who asked to be rid of it, what was decided, and from whom to whom it went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop.domain.deadlines import DueDate
from desktop.domain.labels import Labelled


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
