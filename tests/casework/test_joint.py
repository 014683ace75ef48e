"""Joint work: who owes an opinion, who asked to be rid of cases, unit by unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.casework import board_paper, change, find, joint
from desktop.casework.change import Asking
from desktop.domain.assignment import Role
from desktop.domain.trail import RequestKind
from tests import desks

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.casework.office import Office


@pytest.fixture
def hands() -> desks.Clock:
    return desks.Clock()


@pytest.fixture
def office(tmp_path: Path, hands: desks.Clock) -> Office:
    return desks.new_office(tmp_path, clock=hands)


def test_opinions_awaited_and_overdue_open_their_cases(office: Office, hands: desks.Clock) -> None:
    assert joint.lines(office) == ()
    due = office.today
    first = desks.handed_out(
        office, desks.registered(office, "1"), desks.draft(1, Role.LEAD), desks.draft(2, Role.CO, due_on=due)
    )
    desks.handed_out(
        office, desks.registered(office, "2"), desks.draft(1, Role.LEAD), desks.draft(2, Role.CO)
    )
    change.ask(office, first.id, Asking(RequestKind.RETURN, 1, "不属本局职责"))
    hands.turn(1)
    asked, owing = joint.lines(office)
    assert (asked.unit.id, asked.asked, asked.objected, asked.late) == (1, 1, 0, 0)
    assert (owing.unit.id, owing.awaited.number, owing.overdue.number, owing.late) == (2, 2, 1, 0)
    for cell in (asked.awaited, owing.awaited, owing.overdue):
        assert find.count(office, cell.behind) == cell.number
    assert joint.lines(office, 9) == ()


def test_the_board_on_paper_has_its_sums_and_its_rates(office: Office) -> None:
    desks.handed_out(office, desks.registered(office, "1"), desks.draft(1, Role.SOLE, due_on=office.today))
    desks.handed_out(office, desks.registered(office, "3"), desks.draft(2, Role.SOLE))
    found = board_paper.ledger(office)
    assert [row[0] for row in found.rows] == ["示例区教育局", "示例区财政局"]
    assert found.totals is not None
    assert found.totals[0] == "合计"
    assert found.totals[-1] == 2
    assert list(found.tones) == ["red", ""]
    assert "办复率0/2" in found.subtitle
    alone = board_paper.ledger(office, 1)
    assert alone.subtitle.startswith("区十七届人大一次会议，截至")
    assert (alone.paper, alone.landscape) == ("A4", True)
    assert board_paper.ledger(desks.new_office(office.directory / "bare")).subtitle.endswith("单位：件次")
