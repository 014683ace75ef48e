"""What a report says of each unit: its tasks counted as statistics count them, and rates made of counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from desktop.casework.designer_facts import number, text, verdict_of
from desktop.casework.designer_lines import UNIT
from desktop.domain.figures import NO_BASE, PercentRules, Rate
from desktop.domain.ledger import Align, CellKind, Column
from desktop.domain.role import Role
from desktop.domain.unit import ContactRole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from desktop.casework.office import Office
    from desktop.db.case_parts import TaskLine
    from desktop.domain.case import Case
    from desktop.domain.ledger import Cell
    from desktop.domain.scheme import Scheme
    from desktop.domain.unit import Unit

NEEDS = ("feedbacks",)
"""The fields of a case that counting reads besides its tasks."""

SATISFIED, PARTLY, DISSATISFIED, SILENT = "satisfied", "partly", "dissatisfied", "silent"
_LEVELS = ((SATISFIED, "满意"), (PARTLY, "基本满意"), (DISSATISFIED, "不满意"), (SILENT, "未表态"))
_WORK, _RESULT = "work", "result"


@dataclass(frozen=True, slots=True)
class UnitLoad:
    """The tasks of one unit, or of several added up (`unit` None); `rank` is its place, if it has one.

    The counts are named by a role, `done/` and a role, or `work/` and `result/` and a level.
    """

    counts: Counter[str]
    unit: Unit | None = None
    rank: int | None = None

    def of(self, *names: str) -> int:
        """Return how many tasks there are under these names together."""
        return sum(self.counts[name] for name in names)

    @property
    def satisfaction(self) -> tuple[Decimal, Decimal]:
        """The shares by which units are ranked: satisfied, then satisfied and partly; of those judged."""
        judged = self.of(*(f"{_RESULT}/{level}" for level in (SATISFIED, PARTLY, DISSATISFIED)))
        best = self.of(f"{_RESULT}/{SATISFIED}")
        good = best + self.of(f"{_RESULT}/{PARTLY}")
        return (Decimal(best) / judged, Decimal(good) / judged) if judged else (Decimal(-1), Decimal(-1))


class UnitFact(NamedTuple):
    """One fact of a unit: its usual column and what it says; sums are made of counts, so rates stay right."""

    column: Column
    value: Callable[[UnitLoad, PercentRules], Cell]

    @property
    def key(self) -> str:
        """The key by which a report names it."""
        return self.column.key


_ANSWERING = (Role.SOLE.value, Role.LEAD.value, Role.JOINT_LEAD.value, Role.SPLIT.value)
_DONE = tuple(f"done/{role}" for role in _ANSWERING)
_CO, _CO_DONE = Role.CO.value, f"done/{Role.CO.value}"


def _count(key: str, title: str, *names: str) -> UnitFact:
    return UnitFact(number(key, title), lambda load, _: load.of(*names))


def _rate(key: str, title: str, part: tuple[str, ...], whole: tuple[str, ...], decimals: int = 2) -> UnitFact:
    column = Column(key, title, CellKind.PERCENT, width=11, decimals=decimals)
    return UnitFact(column, lambda load, rules: share(load.of(*part), load.of(*whole), rules, decimals))


def share(part: int, whole: int, rules: PercentRules, decimals: int) -> Cell:
    """Return a share rounded to `decimals` of its hundredths as the scheme rounds; a dash without base."""
    printed = Rate(part, whole).percent(replace(rules, decimals=decimals, trim_zeros=False))
    return printed if printed == NO_BASE else Decimal(printed.removesuffix("%")) / 100


def _contact(key: str, title: str, role: ContactRole, *, phone: bool = False) -> UnitFact:
    def named(load: UnitLoad, _: PercentRules) -> str:
        person = load.unit.contact(role) if load.unit else None
        return "" if person is None else person.phone if phone else person.name

    return UnitFact(text(key, title, 14), named)


UNIT_FACTS: tuple[UnitFact, ...] = (
    UnitFact(
        Column(UNIT, "单位", width=34, align=Align.LEFT, wrap=True),
        lambda load, _: load.unit.name if load.unit else "",
    ),
    UnitFact(text("system", "单位系统", 14), lambda load, _: load.unit.system.label if load.unit else ""),
    _count("lead", "主办", *_ANSWERING),
    _count("co", "协办", _CO),
    _count("total", "总数", *_ANSWERING, _CO),
    _count("lead_done", "主办办复", *_DONE),
    _count("co_done", "协办办复", _CO_DONE),
    _count("done", "办复总数", *_DONE, _CO_DONE),
    _rate("reply_rate", "办复率", (*_DONE, _CO_DONE), (*_ANSWERING, _CO)),
    _count("sole", "单办", Role.SOLE.value),
    _count("split", "分办", Role.SPLIT.value),
    _count("led", "会办(主办)", Role.LEAD.value, Role.JOINT_LEAD.value),
    UnitFact(
        number("lead_open", "未办数"), lambda load, _: load.of(*_ANSWERING) - load.of(*_DONE)
    ),
    _rate("progress", "整体进度", _DONE, _ANSWERING),
    *(_count(f"work_{level}", f"办理工作{word}", f"{_WORK}/{level}") for level, word in _LEVELS),
    *(_count(f"result_{level}", f"办理结果{word}", f"{_RESULT}/{level}") for level, word in _LEVELS),
    _rate(
        "satisfied_rate",
        "满意率",
        (f"{_RESULT}/{SATISFIED}",),
        tuple(f"{_RESULT}/{level}" for level in (SATISFIED, PARTLY, DISSATISFIED)),
    ),
    UnitFact(number("rank", "排名"), lambda load, _: load.rank),
    _contact("head", "主要领导", ContactRole.HEAD),
    _contact("in_charge", "分管领导", ContactRole.LEADER_IN_CHARGE),
    _contact("contact", "承办人员", ContactRole.HANDLER),
    _contact("contact_phone", "承办人员电话", ContactRole.HANDLER, phone=True),
)


def loads(office: Office, tasks: Iterable[tuple[TaskLine, Case, Scheme]]) -> tuple[UnitLoad, ...]:
    """Return the units that have a task among these, in the order of the directory, each with its place."""
    counted: dict[int, Counter[str]] = {}
    for told, case, scheme in tasks:
        counts = counted.setdefault(told.unit_id, Counter())
        counts[told.role.value] += 1
        if told.answered_on:
            counts[f"done/{told.role.value}"] += 1
        if told.role.answers and (told.answered_on or case.feedback):
            counts.update(_judged(case, scheme))
    found = [UnitLoad(counted[unit.id], unit) for unit in office.store.units.all() if unit.id in counted]
    return _ranked(found)


def total(found: Iterable[UnitLoad]) -> UnitLoad:
    """Return what several units have together."""
    return UnitLoad(sum((each.counts for each in found), Counter()))


def _judged(case: Case, scheme: Scheme) -> Iterable[str]:
    """Yield the levels of the last verdict on handling and result; silence where nobody judged."""
    for what in (_WORK, _RESULT):
        code = verdict_of(case, scheme, result=what == _RESULT)
        level = scheme.level(code)
        if level is None:
            yield f"{what}/{SILENT}"
        elif level.is_satisfied:
            yield f"{what}/{SATISFIED}"
        else:
            yield f"{what}/{PARTLY if level.is_partly else DISSATISFIED}"


def _ranked(found: list[UnitLoad]) -> tuple[UnitLoad, ...]:
    """Return the units with their places by satisfaction; equals share one, units nobody judged have none."""
    judged = sorted((each.satisfaction for each in found if each.satisfaction[0] >= 0), reverse=True)
    return tuple(
        replace(each, rank=judged.index(each.satisfaction) + 1) if each.satisfaction in judged else each
        for each in found
    )
