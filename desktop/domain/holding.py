"""Who held a case for how many days: unit by unit, and section by section inside a unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.task_state import done_on

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from desktop.domain.case import Case


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
    units: list[list[Holding]] = []
    for each in (*_given_up(case, today), *_held(case, today)):
        if each.level:
            units[-1].append(each)
        else:
            units.append([each])
    return tuple(each for unit in sorted(units, key=lambda held: held[0].since) for each in unit)


def _given_up(case: Case, today: date) -> Iterator[Holding]:
    """Yield each unit that gave the case up, the sections that had held it inside right behind it."""
    for each in case.handovers:
        if each.from_unit:
            how = f"{each.move.label}→{'、'.join(each.to_units) or '交办单位'}"
            yield Holding(each.from_unit, 0, each.since, each.on, each.days_held, how)
            if not any(task.unit_id == each.from_unit_id for task in case.assignments):
                yield from _inside(case, each.from_unit_id, each.on, today)


def _held(case: Case, today: date) -> Iterator[Holding]:
    """Yield each unit that holds the case, the sections inside it right behind it."""
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
