"""What went wrong is listed; units are scored only where an office wants it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from desktop.casework import answer, clock, issue, review, scoreboard, supervise
from desktop.casework.supervise import Pressing
from desktop.domain.assignment import Role
from desktop.domain.supervision import SupervisionLevel
from tests import desks

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.domain.case import Case


@pytest.fixture
def hands() -> desks.Clock:
    return desks.Clock()


@pytest.fixture
def office(tmp_path: Path, hands: desks.Clock) -> Office:
    return desks.new_office(tmp_path, clock=hands)


def given(office: Office, number: str, days: int) -> Case:
    due_on = office.today + timedelta(days=days)
    lead, co = desks.draft(1, Role.LEAD, due_on=due_on), desks.draft(2, Role.CO)
    return desks.handed_out(office, desks.registered(office, number), lead, co)


def sent_back(office: Office, case: Case) -> None:
    drafted = desks.drafted(office, desks.met(office, case))
    answer.submit(office, drafted.id, 1)
    review.send_back(office, drafted.id, 1, review.Decision("示例科长", "措施不具体"))


def test_what_went_wrong_is_listed_by_unit(office: Office, hands: desks.Clock) -> None:
    late, slow = given(office, "1", 3), given(office, "2", 80)
    stopped = given(office, "3", 3)
    clock.pause(office, stopped.id, "等待批复")
    supervise.remind(office, [late.id], Pressing(SupervisionLevel.URGE, "电话督促", unit_ids=(1,)))
    hands.turn(20)
    sent_back(office, slow)
    found = [(each.unit, each.item_no, each.kind, each.pressed) for each in scoreboard.faults(office)]
    assert found == [
        ("示例区教育局", "1", "办理逾期", 1),
        ("示例区教育局", "1", "进展缓慢", 1),
        ("示例区教育局", "2", "审核退回", 0),
    ]
    table = scoreboard.ledger(office)
    assert table.rows[0][4] == "时限2026-03-05，逾期17天"
    assert len(table.rows) == 3


def test_nobody_is_scored_unasked(office: Office) -> None:
    given(office, "1", 3)
    assert scoreboard.scores(office) == ()
    scoreboard.show(office, wanted=True)
    assert scoreboard.is_shown(office)
    assert [score.unit.id for score in scoreboard.scores(office)] == [1, 2]
    scoreboard.show(office, wanted=False)
    assert not scoreboard.is_shown(office)


def test_a_score_counts_timeliness_returns_and_explanations(office: Office, hands: desks.Clock) -> None:
    scoreboard.show(office, wanted=True)
    sent_back(office, given(office, "1", 40))
    explained = desks.handed_out(office, desks.registered(office, "2"))
    weak = next(
        each for each in office.default_scheme.result_classes if each.needs_reason and not each.carries_over
    )
    drafted = desks.drafted(office, desks.met(office, explained), result_class=weak.code, reason="政策所限")
    desks.signed(office, drafted)
    issue.letter(office, drafted.id, 1)
    overdue = given(office, "3", 2)
    hands.turn(5)
    first, second = scoreboard.scores(office)
    assert (first.done, first.late, first.overdue, first.returned) == (1, 0, 1, 1)
    assert (first.replies, first.explained, first.timely_share, first.explained_share) == (1, 1, 1.0, 1.0)
    assert (second.timely_share, second.explained_share) == (0.0, 0.0)
    assert overdue.due is not None
