"""One decision for many cases: all of them or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.casework import batch, find
from desktop.domain.assignment import Role
from desktop.domain.errors import OfficeError
from desktop.domain.listing import Criteria
from desktop.domain.stage import Stage
from tests import desks

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.casework.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return desks.new_office(tmp_path)


def test_many_are_classified_at_once(office: Office) -> None:
    ids = [desks.registered(office, str(number)).id for number in range(3)]
    assert batch.classify(office, ids, " 城建交通 ") == 3
    assert {row.category for row in find.page(office, Criteria(), 0, 9)} == {"城建交通"}


def test_many_are_handed_out_at_once(office: Office) -> None:
    ids = [desks.registered(office, str(number)).id for number in range(3)]
    tasks = (desks.draft(1, Role.LEAD), desks.draft(2, Role.CO))
    assert batch.hand_out(office, ids, tasks, office.today) == 3
    assert find.count(office, Criteria(stages=(Stage.IN_HAND,), unit_id=2)) == 3


def test_one_refusal_undoes_all_and_names_the_case(office: Office) -> None:
    first = desks.registered(office, "1")
    done = desks.answered(office, desks.registered(office, "2"))
    with pytest.raises(OfficeError, match=r"第2号建议《关于增设示例路公交站的建议》：.*选中的2件均未改动"):
        batch.hand_out(office, [first.id, done.id], (desks.draft(1, Role.SOLE),), office.today)
    assert find.stage(office, find.case(office, first.id)) is Stage.REGISTERED
