"""Whatever is done to who handles a case can be taken back and done again, word for word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.casework import change, coordinate, dispatch, supervise, undo
from desktop.casework.change import Asking, Rearrangement, Ruling
from desktop.casework.dispatch import Objection
from desktop.casework.supervise import Pressing
from desktop.domain.assignment import Role
from desktop.domain.coordination import (
    ContactRecord,
    Coordination,
    CoordinationKind,
    Counterpart,
    Difficulty,
)
from desktop.domain.dispatch import Dispatch
from desktop.domain.mapping import to_mapping
from desktop.domain.supervision import SupervisionLevel
from desktop.domain.trail import RequestKind, Transfer
from tests import desks

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.casework.office import Office

DAY = desks.FIRST_DAY
LEAD, CO = desks.draft(1, Role.LEAD), desks.draft(2, Role.CO)
REQUEST = Coordination(CoordinationKind.UPWARD_REQUEST, DAY, addressee="市交通局")


def _propose(office: Office, case_id: int) -> object:
    return dispatch.propose(office, case_id, (LEAD, CO))


def _ask(office: Office, case_id: int) -> object:
    return change.ask(office, case_id, Asking(RequestKind.RETURN, 1, "不属本局职责"))


def _decide(office: Office, case_id: int) -> object:
    return change.decide(office, case_id, 0, Ruling(agrees=True, decided_by="示例主任"))


def _remind(office: Office, case_id: int) -> object:
    return supervise.remind(office, [case_id], Pressing(SupervisionLevel.URGE, "电话督促"))


def _add(office: Office, case_id: int) -> object:
    return change.rearrange(office, case_id, Rearrangement(None, (desks.draft(3, Role.CO),), "需配合"))


BEFORE: tuple[Callable[[Office, int], object], ...] = (
    lambda office, case_id: dispatch.put_in(office, 1, [case_id]),
    _propose,
    lambda office, case_id: dispatch.confirm(office, case_id, 1),
    lambda office, case_id: dispatch.object_to(office, case_id, 2, Objection("不属职责")),
)
AFTER: tuple[Callable[[Office, int], object], ...] = (
    _add,
    lambda office, case_id: change.transfer(office, case_id, Transfer(1, DAY, "规划科")),
    _ask,
    _decide,
    _remind,
    lambda office, case_id: supervise.record_result(office, case_id, 0, "已开工"),
    lambda office, case_id: coordinate.record(office, [case_id], REQUEST),
    lambda office, case_id: coordinate.answer(office, case_id, 0, "同意", DAY),
    lambda office, case_id: coordinate.set_difficulties(office, case_id, [Difficulty.HARD]),
    lambda office, case_id: coordinate.set_links(office, case_id, ["日常工作"]),
    lambda office, case_id: coordinate.set_owner(office, [case_id], "示例甲"),
    lambda office, case_id: coordinate.log_contact(
        office, case_id, ContactRecord(Counterpart.COMMITTEE, DAY, content="通报")
    ),
)


@pytest.mark.parametrize("is_handed_out", [False, True])
def test_every_act_is_taken_back_and_done_again(tmp_path: Path, *, is_handed_out: bool) -> None:
    office = desks.new_office(tmp_path)
    dispatch.save(office, Dispatch(1, DAY))
    case = desks.registered(office)
    if is_handed_out:
        desks.handed_out(office, case, LEAD, CO)

    def content() -> dict[str, object]:
        return {**to_mapping(office.store.cases.get(case.id)), "version": 0}

    states = [content()]
    for act in AFTER if is_handed_out else BEFORE:
        act(office, case.id)
        states.append(content())
    for state in reversed(states[:-1]):
        undo.undo(office)
        assert content() == state
    for state in states[1:]:
        undo.redo(office)
        assert content() == state
    assert office.store.check() == ()
