"""Whom to press: the units that owe something, how urgently, and how often they were pressed before."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop.casework import panels, supervise
from desktop.casework.panels import Column
from desktop.domain.labels import Labelled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.casework.office import Office
    from desktop.casework.supervise import Target


class Scope(Labelled):
    """Which tasks of a unit are meant."""

    LATE = ("late", "已逾期")
    NEAR = ("near", "已逾期和临期")
    ALL = ("all", "全部在办")


_COLUMNS = {
    Scope.LATE: (Column.OVERDUE,),
    Scope.NEAR: (Column.OVERDUE, Column.RED),
    Scope.ALL: (Column.OVERDUE, Column.RED, Column.AMBER, Column.GREEN, Column.UNDATED),
}


class UnitLoad(NamedTuple):
    """A unit in numbers: its tasks that are overdue, nearly so, and owed later; how often it was pressed."""

    id: int
    unit: str
    late: int
    near: int
    later: int
    urged: int
    supervised: int


def loads(office: Office, scope: Scope, session_id: int | None = None) -> tuple[UnitLoad, ...]:
    """Return the units that owe something in that scope, the one with the most overdue first."""
    pressed = {each.unit_id: each for each in supervise.by_unit(office, session_id)}
    found = []
    for line in panels.matrix(office, session_id).lines:
        numbers = dict(zip(Column, line.numbers, strict=True))
        if any(numbers[column] for column in _COLUMNS[scope]):
            later = sum(numbers[column] for column in (Column.AMBER, Column.GREEN, Column.UNDATED))
            acts = pressed.get(line.unit.id)
            before = (acts.urged, acts.supervised) if acts else (0, 0)
            owed = (numbers[Column.OVERDUE], numbers[Column.RED], later)
            found.append(UnitLoad(line.unit.id, line.unit.name, *owed, *before))
    return tuple(found)


def targets(
    office: Office, unit_ids: Sequence[int], scope: Scope, session_id: int | None = None
) -> tuple[Target, ...]:
    """Return the tasks of these units in that scope, in the order of the matrix; none whose clock stands."""
    wanted = set(unit_ids)
    return tuple(
        target
        for line in panels.matrix(office, session_id).lines
        if line.unit.id in wanted
        for column in _COLUMNS[scope]
        if line.cell(column).number
        for target in supervise.targets(
            office, office.store.cases.ids(line.cell(column).behind), (line.unit.id,)
        )
    )
