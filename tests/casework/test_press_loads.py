"""Units that owe something are counted as the matrix counts them, and their tasks are found again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from desktop.casework import clock as clocks
from desktop.casework import press_loads, supervise
from desktop.casework.press_loads import Scope
from desktop.casework.supervise import Pressing
from desktop.domain.assignment import Role
from desktop.domain.supervision import SupervisionLevel
from tests import desks

if TYPE_CHECKING:
    from pathlib import Path


def test_units_are_counted_by_how_urgent_their_tasks_are(tmp_path: Path) -> None:
    clock = desks.Clock()
    office = desks.new_office(tmp_path, clock=clock)
    ids = []
    for number, days in enumerate((3, 8, 60, 3)):
        due_on = office.today + timedelta(days=days)
        lead = desks.draft(1, Role.LEAD, due_on=due_on)
        co = desks.draft(2, Role.CO, due_on=due_on + timedelta(days=30))
        ids.append(desks.handed_out(office, desks.registered(office, str(number)), lead, co).id)
    clocks.pause(office, ids[3], "等待批复")
    clock.turn(6)
    urging = Pressing(SupervisionLevel.URGE, "电话督促", unit_ids=(1,))
    supervise.remind(office, ids[:1], urging)
    assert press_loads.loads(office, Scope.LATE) == ((1, "示例区教育局", 1, 1, 1, 1, 0),)
    assert [each.id for each in press_loads.loads(office, Scope.ALL)] == [1, 2]
    assert press_loads.loads(office, Scope.LATE, 9) == ()

    def pairs(scope: Scope, *units: int) -> set[tuple[int, int]]:
        return {target.pair for target in press_loads.targets(office, units, scope)}

    assert pairs(Scope.LATE, 1, 2) == {(ids[0], 1)}
    assert pairs(Scope.NEAR, 1) == {(ids[0], 1), (ids[1], 1)}
    assert pairs(Scope.ALL, 2) == {(each, 2) for each in ids[:3]}
