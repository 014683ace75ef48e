"""Reorganise: units renamed, merged or given up in the middle of a year; old papers stay as they are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from desktop.casework import directory
from desktop.db.tally import Panel
from desktop.domain.errors import OfficeError, Problem
from desktop.domain.listing import Criteria
from desktop.domain.similarity import TitleIndex
from desktop.domain.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.casework.office import Office
    from desktop.domain.unit import Unit

_LEAST = 0.5  # from which share of common character pairs on two names may mean the same unit


class Idle(NamedTuple):
    """A unit that was never given a task, and the busy unit it may be another name of, if any."""

    unit: Unit
    like: Unit | None = None

    @property
    def id(self) -> int:
        """The id of the unit."""
        return self.unit.id


def open_cases(office: Office, unit_id: int) -> int:
    """Return how many cases a unit has that still owe a reply."""
    owing = tuple(stage for stage in Stage if stage.owes_reply)
    return office.store.board.count(Criteria(unit_id=unit_id, stages=owing))


def rename(office: Office, unit_id: int, name: str) -> Unit:
    """Give a unit another name; the one it bore stays known, and what was handed out keeps it.

    Raises `OfficeError` for an empty name and one that another unit bears.
    """
    unit, name = office.store.units.get(unit_id), name.strip()
    if not name or name == unit.name:
        lacking = Problem("name", "请填写新名称")
        raise OfficeError(f"没有填写{unit.name}的新名称，未作改动；请填写更名后的全称。", (lacking,))
    bearer = office.store.units.find(name)
    if bearer is not None and bearer.id != unit_id:
        message = f"“{name}”已是{bearer.name}的名称或别名"
        raise OfficeError(f"{message}，未作改动；两个单位合并请选“并入”。", (Problem("name", message),))
    former = tuple(dict.fromkeys((*(each for each in unit.former_names if each != name), unit.name)))
    aliases = tuple(each for each in unit.aliases if each != name)
    renamed = replace(unit, name=name, former_names=former, aliases=aliases)
    with office.store.transaction():
        return office.store.units.save(renamed, office.note("单位更名", f"{unit.name}→{name}"))


def merge(office: Office, unit_ids: Sequence[int], into_id: int) -> Unit:
    """Let these units end in another; each stays on its old papers, and nothing new is given to it.

    What is suggested later on means its successor. Raises `OfficeError` for a unit merged into itself or into
    one that ended.
    """
    into = office.store.units.get(into_id)
    if into_id in unit_ids or not into.is_active:
        raise OfficeError(f"不能并入{into.name}，未作改动；请选择另一个仍在承办的单位。")
    if not unit_ids:
        raise OfficeError("没有选择要并入的单位，未作改动。")
    with office.store.transaction():
        for unit in map(office.store.units.get, unit_ids):
            note = office.note("单位合并", f"{unit.name}并入{into.name}")
            office.store.units.save(replace(unit, is_active=False, successor_id=into_id), note)
    return into


def merge_alike(office: Office, units: Sequence[Idle]) -> int:
    """Let each of these units end in the one its name is like, all at once; return how many did."""
    alike = [(each.id, each.like.id) for each in units if each.like]
    with office.store.transaction():
        for unit_id, into_id in alike:
            merge(office, (unit_id,), into_id)
    return len(alike)


def retire(office: Office, unit_ids: Sequence[int]) -> int:
    """Let these units be offered no more; return how many. Raises `OfficeError` when none is named."""
    if not unit_ids:
        raise OfficeError("没有勾选要停用的单位，未作改动。")
    with office.store.transaction():
        for unit in map(office.store.units.get, unit_ids):
            note = office.note("停用单位", unit.name)
            office.store.units.save(replace(unit, is_active=False), note)
    return len(unit_ids)


def idle(office: Office) -> tuple[Idle, ...]:
    """Return the active units that never had a task, each with a busy one its name is like."""
    unused = directory.unused(office)
    busy = office.store.tally.by_unit(Panel.TASK)
    known = {unit.id: unit for unit in office.store.units.all() if unit.id in busy and unit.is_active}
    index = TitleIndex()
    index.update({unit.id: unit.name for unit in known.values()})
    return tuple(Idle(unit, _likest(index, known, unit)) for unit in unused)


def _likest(index: TitleIndex, known: dict[int, Unit], unit: Unit) -> Unit | None:
    near = index.nearest(unit.name, 1, _LEAST)
    return known[near[0][0]] if near else None
