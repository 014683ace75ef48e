"""One decision for many cases: all of them or none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from desktop.casework import batch, find, undo
from desktop.domain.assignment import Role
from desktop.domain.errors import OfficeError
from desktop.domain.listing import Criteria
from desktop.domain.proposal import Filing
from desktop.domain.stage import Stage
from tests import desks
from tests.samples import PAPER

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


def test_what_stands_in_the_way_is_known_before(office: Office) -> None:
    free = desks.registered(office, "1")
    given = desks.handed_out(office, desks.registered(office, "2"))
    answered = desks.answered(office, desks.registered(office, "3"))
    refused = desks.registered(office, "4", replace(PAPER, filing=Filing.NOT_FILED, filing_reason="重复"))
    assert batch.bars_to_handing_out(office, (free, given, answered, refused)) == {
        answered.id: "示例区教育局的答复已印发，不能再改交办",
        refused.id: "本件为“不予立案”，不能办理",
    }


def test_a_paper_without_submitter_cannot_be_classified(office: Office) -> None:
    whole = desks.registered(office, "1")
    bare = replace(whole, proposal=replace(PAPER, item_no="", submitters=()), id=7)
    assert batch.bars_to_classifying((whole, bare)) == {7: "缺领衔人（提案者）"}


def test_cases_share_their_dues_unless_their_rules_differ(office: Office) -> None:
    first, second = (desks.registered(office, number) for number in "12")
    assert batch.share_dues(office, (first, second), office.today)
    assert batch.share_dues(office, (), office.today)
    other = replace(second, scheme_id="jianxi", scheme_version=office.scheme("jianxi").version)
    assert not batch.share_dues(office, (first, other), office.today)


def test_many_go_into_the_bin_and_come_back_in_one_step(office: Office) -> None:
    ids = [desks.registered(office, number).id for number in ("1", "2", "3")]
    with pytest.raises(OfficeError, match="没有写明原因"):
        batch.discard(office, ids, " ")
    assert find.discarded(office, 9) == ()
    assert batch.discard(office, ids[:2], " 重复登记 ") == 2
    assert [row.id for row in find.discarded(office, 9)] == [ids[1], ids[0]]
    assert [row.id for row in find.discarded(office, 1)] == [ids[1]]
    assert [line.summary for line in find.history(office, ids[0])][-1] == "重复登记"
    assert find.count(office, Criteria()) == 1
    step = undo.undoable(office)
    assert step is not None
    assert step.label == "撤销 移入回收站 2件"
    assert batch.restore(office, ids[:1]) == 1
    assert [row.id for row in find.discarded(office, 9)] == [ids[1]]
