"""Supervise: urge, supervise, name in a circular — one case or many, nothing twice in a day unasked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.doc_numbers import DocNo
from desktop.domain.errors import OfficeError, Problem
from desktop.domain.supervision import Supervision, SupervisionLevel

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from desktop.casework.office import Office
    from desktop.domain.assignment import Assignment
    from desktop.domain.case import Case

PREFIX = "supervision_prefix"
"""The setting with the 机关代字 of notices; without it that of the default scheme counts."""
_SERIAL = "supervision_serial"


@dataclass(frozen=True, slots=True)
class Pressing:
    """What is done to the units of some cases: how hard, in which way, with whom, and when to look again.

    Without `unit_ids` every unit that still owes its part is meant; `pairs` (case id, unit id), where there
    are any, narrow that to single tasks. `on` None means today; `with_notice` takes one number of the
    office's own series for each unit.
    """

    level: SupervisionLevel
    mode: str
    instruction: str = ""
    participants: tuple[str, ...] = ()
    unit_ids: tuple[int, ...] = ()
    pairs: frozenset[tuple[int, int]] = frozenset()
    next_check_on: date | None = None
    on: date | None = None
    with_notice: bool = True


class Target(NamedTuple):
    """A unit that is pressed in a case."""

    case: Case
    task: Assignment

    @property
    def pair(self) -> tuple[int, int]:
        """The ids of the case and of the unit."""
        return self.case.id, self.task.unit_id


def targets(
    office: Office,
    case_ids: Sequence[int],
    unit_ids: Sequence[int] = (),
    pairs: frozenset[tuple[int, int]] = frozenset(),
) -> tuple[Target, ...]:
    """Return whom pressing would reach: the units of these cases that owe their part, or those named."""
    cases = map(office.store.cases.get, case_ids)
    found = (
        Target(case, task)
        for case in cases
        for task in case.assignments
        if not case.is_deleted and case.owes_part(task) and (not unit_ids or task.unit_id in unit_ids)
    )
    return tuple(target for target in found if not pairs or target.pair in pairs)


def pressed_today(
    office: Office, found: Sequence[Target], level: SupervisionLevel, on: date | None = None
) -> tuple[Target, ...]:
    """Return those already pressed on a day (None: today) at that level or a higher one."""
    day = on or office.today
    order = list(SupervisionLevel)
    return tuple(
        target
        for target in found
        if any(
            each.unit_id == target.task.unit_id
            and each.on == day
            and order.index(each.level) >= order.index(level)
            for each in target.case.supervisions
        )
    )


def remind(office: Office, case_ids: Sequence[int], draft: Pressing, *, again: bool = False) -> int:
    """Press the units of these cases, all of them in one transaction; return how many tasks were pressed.

    Raises `OfficeError`, nothing done: for a mode the rules do not know, days that cannot be, nobody left to
    press, and, unless `again`, when some were pressed today already — its `problems` name each of those.
    """
    found = targets(office, case_ids, draft.unit_ids, draft.pairs)
    _refuse_odd(office, found, draft)
    twice = pressed_today(office, found, draft.level, draft.on)
    if twice and not again:
        problems = tuple(Problem(str(each.case.id), _named(each)) for each in twice)
        raise OfficeError(
            f"{_day(office, draft)}已{draft.level.label}过：{'；'.join(each.message for each in problems)}。"
            f"没有重复{draft.level.label}；确需再发的请确认后再试。",
            problems,
        )
    given = numbers(office, found, draft)
    with office.store.transaction():
        for case_id in dict.fromkeys(target.case.id for target in found):
            tasks = [target.task for target in found if target.case.id == case_id]
            _press(office, case_id, draft, [(task, given.get(task.unit_id, "")) for task in tasks])
        _keep_serial(office, draft, given)  # last: an act bears the name of what it did first
    return len(found)


def _refuse_odd(office: Office, found: Sequence[Target], draft: Pressing) -> None:
    on = draft.on or office.today
    modes = office.default_scheme.supervision.modes
    if draft.mode not in modes:
        raise OfficeError(f"没有“{draft.mode}”这种督办方式，未作改动；请选{'、'.join(modes)}之一。")
    if on > office.today:
        raise OfficeError(f"{draft.level.label}日期不能晚于今天，未作改动；请改正日期。")
    if draft.next_check_on and draft.next_check_on <= on:
        raise OfficeError("下次检查日期须在督办日期之后，未作改动；请改正下次检查日期。")
    if not found:
        raise OfficeError(f"所选的件没有单位还欠答复或协办意见，没有{draft.level.label}；请改选在办的件。")
    early = [_named(target) for target in found if on < (target.task.assigned_on or on)]
    if early:
        raise OfficeError(
            f"{draft.level.label}日期早于交办日期：{'；'.join(early)}。没有{draft.level.label}；请改正日期。"
        )


def _day(office: Office, draft: Pressing) -> str:
    return "今天" if draft.on in {None, office.today} else "当天"


def _named(target: Target) -> str:
    return f"{target.case.proposal.number_phrase}（{target.task.unit_name}）"


def _press(office: Office, case_id: int, draft: Pressing, tasks: list[tuple[Assignment, str]]) -> None:
    case = office.store.cases.get(case_id)
    records = tuple(
        Supervision(
            draft.level,
            draft.mode,
            task.unit_id,
            task.unit_name,
            draft.on or office.today,
            office.officer,
            draft.participants,
            draft.instruction.strip(),
            next_check_on=draft.next_check_on,
            doc_no=number,
        )
        for task, number in tasks
    )
    names = "、".join(task.unit_name for task, _ in tasks)
    changed = replace(case, supervisions=(*case.supervisions, *records))
    office.store.cases.save(changed, office.note(draft.level.label, f"{names}（{draft.mode}）"))


def numbers(office: Office, found: Sequence[Target], draft: Pressing) -> dict[int, str]:
    """Return the number each unit's notice will bear, in the directory's order; none is ever given again."""
    if not (draft.with_notice and draft.level.is_numbered):
        return {}
    told = {target.task.unit_id for target in found}
    units = [unit.id for unit in office.store.units.all() if unit.id in told]
    prefix, year = prefix_of(office), (draft.on or office.today).year
    first = _last_serial(office, draft) + 1
    return {
        unit_id: DocNo(prefix, year, serial, "").text for serial, unit_id in enumerate(units, start=first)
    }


def prefix_of(office: Office) -> str:
    """Return the 机关代字 of the notices of this desk."""
    return office.setting(PREFIX) or office.default_scheme.supervision.prefix


def _serial_key(office: Office, draft: Pressing) -> str:
    return f"{_SERIAL}/{prefix_of(office)}/{(draft.on or office.today).year}"


def _last_serial(office: Office, draft: Pressing) -> int:
    return int(office.setting(_serial_key(office, draft), "0"))


def _keep_serial(office: Office, draft: Pressing, given: dict[int, str]) -> None:
    if given:
        last = _last_serial(office, draft) + len(given)
        office.put_settings({_serial_key(office, draft): str(last)})


def record_result(
    office: Office, case_id: int, index: int, result: str, next_check_on: date | None = None
) -> Case:
    """Write down what an act of supervision found (`index` 0-based, as recorded), and when to look again.

    Raises `OfficeError` for an empty result, an unknown act, and a day that is not after today.
    """
    case = office.store.cases.get(case_id)
    if not 0 <= index < len(case.supervisions):
        raise OfficeError("该督办记录已不存在，未作改动；请刷新后再试。")
    if not result.strip():
        raise OfficeError("没有写明督办结果，尚未登记；请填写查看到的情况。")
    if next_check_on and next_check_on <= office.today:
        raise OfficeError("下次检查日期须在今天之后，尚未登记；请改正日期。")
    chosen = case.supervisions[index]
    kept = list(case.supervisions)
    kept[index] = replace(chosen, result=result.strip())
    if next_check_on:
        kept.append(
            replace(chosen, on=office.today, by=office.officer, next_check_on=next_check_on, doc_no="")
        )
    with office.store.transaction():
        return office.store.cases.save(
            replace(case, supervisions=tuple(kept)), office.note("登记督办结果", result.strip())
        )


class Pressed(NamedTuple):
    """How often a unit was pressed at each level."""

    unit_id: int
    unit: str
    urged: int
    supervised: int
    circulated: int

    @property
    def total(self) -> int:
        """How often in all."""
        return self.urged + self.supervised + self.circulated


def counts_of(case: Case) -> dict[SupervisionLevel, int]:
    """Return how often a case was pressed at each level."""
    return {level: sum(each.level is level for each in case.supervisions) for level in SupervisionLevel}


def counts_of_unit(case: Case, unit_id: int) -> dict[SupervisionLevel, int]:
    """Return how often a unit was pressed in a case at each level."""
    acts = [each for each in case.supervisions if each.unit_id == unit_id]
    return {level: sum(each.level is level for each in acts) for level in SupervisionLevel}


def by_unit(
    office: Office, session_id: int | None = None, first: date | None = None, last: date | None = None
) -> tuple[Pressed, ...]:
    """Return how often each unit was pressed from `first` to `last` (inclusive), in the directory's order."""
    counts: dict[tuple[int, SupervisionLevel], int] = {}
    for each in office.store.tally.supervised(session_id):
        if (first or each.on) <= each.on <= (last or each.on):
            key = (each.unit_id, each.level)
            counts[key] = counts.get(key, 0) + each.number
    found = (
        Pressed(unit.id, unit.name, *(counts.get((unit.id, level), 0) for level in SupervisionLevel))
        for unit in office.store.units.all()
    )
    return tuple(each for each in found if each.total)
