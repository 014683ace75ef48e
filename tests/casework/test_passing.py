"""Who passes work on and who is late for others, unit by unit, counted and exported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.casework import change, dispatch, passing
from desktop.casework.change import Asking, Ruling
from desktop.casework.dispatch import Objection
from desktop.domain.assignment import Role
from desktop.domain.trail import RequestKind
from tests import desks

if TYPE_CHECKING:
    from pathlib import Path


def test_each_unit_s_attempts_and_delays_are_counted(tmp_path: Path) -> None:
    clock = desks.Clock()
    office = desks.new_office(tmp_path / "desk", clock=clock)
    assert passing.ledger(office).rows == []
    assert passing.ledger(office).totals == ("合计", *(0,) * 7)
    case = desks.registered(office, "1")
    desks.handed_out(office, case, desks.draft(1, Role.LEAD), desks.draft(2, Role.CO))
    change.ask(office, case.id, Asking(RequestKind.RETURN, 1, "不属本局职责"))
    change.decide(office, case.id, 0, Ruling(agrees=False, decided_by="示例主任", opinion="属本职"))
    waiting = desks.registered(office, "2")
    dispatch.propose(office, waiting.id, (desks.draft(1, Role.SOLE),))
    dispatch.object_to(office, waiting.id, 1, Objection("不属本局职责"))
    clock.turn(60)
    table = passing.ledger(office, 1)
    assert table.rows == [
        ("示例区教育局", 1, 1, None, 1, None, None, None),
        ("示例区财政局", None, None, None, None, None, 1, None),
    ]
    assert table.totals == ("合计", 1, 1, 0, 1, 0, 1, 0)
    assert passing.write(office, 1, tmp_path / "退改.xlsx") == 2
    assert passing.write(office, 1, tmp_path / "退改.pdf") == 2
