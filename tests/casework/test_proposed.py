"""What a batch asks of its units: adopted one by one, confirmed in one go, printed to be signed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from desktop.casework import dispatch, proposed, suggest, undo
from desktop.casework.dispatch import Objection
from desktop.casework.suggest import Suggestion
from desktop.domain.assignment import Consent, Role
from desktop.domain.dispatch import Dispatch
from desktop.domain.errors import OfficeError
from desktop.domain.listing import Criteria
from tests import desks
from tests.samples import PAPER

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.domain.case import Case


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return desks.new_office(tmp_path / "desk")


@pytest.fixture
def batch(office: Office) -> Dispatch:
    return dispatch.save(office, Dispatch(1, office.today, "关于交办建议的通知", "例政办〔2026〕3号"))


@pytest.fixture
def cases(office: Office, batch: Dispatch) -> tuple[Case, ...]:
    made = [desks.registered(office, number) for number in ("1", "2")]
    dispatch.put_in(office, batch.id, [case.id for case in made])
    for case in made:
        dispatch.propose(
            office, case.id, (desks.draft(1, Role.LEAD, task="增设站台"), desks.draft(2, Role.CO))
        )
    return dispatch.cases_of(office, Criteria(dispatch_id=batch.id))


def suggested(office: Office, unit_id: int, role: Role) -> Suggestion:
    return Suggestion(office.store.units.get(unit_id), role, suggest.WISHED)


def test_suggestions_are_adopted_one_by_one_and_only_one_unit_leads(office: Office) -> None:
    case = desks.registered(office)
    roles = []
    for unit_id, role in ((2, Role.LEAD), (1, Role.LEAD), (3, Role.CO)):
        drafted = proposed.adopt(office, case.id, suggested(office, unit_id, role))
        roles.append([each.role for each in drafted.proposed])
    assert roles == [[Role.SOLE], [Role.LEAD, Role.CO], [Role.LEAD, Role.CO, Role.CO]]
    with pytest.raises(OfficeError, match="示例区财政局已在拟承办单位之中"):
        proposed.adopt(office, case.id, suggested(office, 2, Role.LEAD))
    assert undo.undo(office).verb == "拟定承办单位"
    alone = proposed.joined((), suggested(office, 3, Role.CO))
    assert [each.role for each in alone] == [Role.CO]
    both = proposed.joined(alone, suggested(office, 2, Role.LEAD))
    assert [each.role for each in both] == [Role.CO, Role.LEAD]


def test_what_is_asked_of_each_unit_and_what_it_said(
    office: Office, batch: Dispatch, cases: tuple[Case, ...]
) -> None:
    lead, co = proposed.by_unit(cases)
    assert [(each.name, len(each.tasks)) for each in (lead, co)] == [("示例区教育局", 2), ("示例区财政局", 2)]
    assert [lead.tasks[0].said, lead.tasks[0].others] == ["未答复", "示例区财政局（协办）"]
    objection = Objection("不属本局职责", "示例区交通局", "示例甲")
    dispatch.object_to(office, cases[0].id, 1, objection)
    again = proposed.by_unit(dispatch.cases_of(office, Criteria(dispatch_id=batch.id)))
    assert proposed.confirm_all(office, again[0], "示例乙") == 1
    assert proposed.confirm_all(office, again[1]) == 2
    lead, co = proposed.by_unit(dispatch.cases_of(office, Criteria(dispatch_id=batch.id)))
    said = [lead.said(each) for each in (Consent.CONFIRMED, Consent.OBJECTED, None)]
    assert (said, co.said(Consent.CONFIRMED), lead.tasks[0].id) == ([1, 1, 0], 2, cases[0].id)
    assert undo.undo(office).cases == 2  # all that a unit said at once is one act


def test_the_list_to_be_signed_is_written_unit_by_unit(
    office: Office, batch: Dispatch, cases: tuple[Case, ...], tmp_path: Path
) -> None:
    dispatch.object_to(office, cases[0].id, 1, Objection("不属本局职责", "示例区交通局", "示例甲"))
    dispatch.object_to(office, cases[1].id, 1, Objection("不属本局职责"))
    dispatch.confirm(office, cases[0].id, 2)
    listed = proposed.draft_list(office, batch.id, (2, 1, 3))
    first, second, third, fourth = listed.rows
    assert [row[0] for row in listed.rows] == ["示例区财政局", "示例区财政局", "示例区教育局", "示例区教育局"]
    assert [first[8], second[8]] == ["已确认", ""]
    assert third[5:7] == ("示例区财政局（协办）", "增设站台")
    assert third[8:] == ("有异议", "不属本局职责；建议由示例区交通局承办", "示例甲")
    assert fourth[9] == "不属本局职责"
    for name in ("清单.pdf", "清单.xlsx"):
        assert proposed.write_draft_list(office, batch.id, (1, 2), tmp_path / name) == 4
        assert (tmp_path / name).stat().st_size > 1000


def test_a_batch_counts_what_it_holds_and_what_waits(
    office: Office, batch: Dispatch, cases: tuple[Case, ...]
) -> None:
    assert proposed.count(office, batch.id) == (2, 2)
    whole = {"leader_in_charge": "示例分管", "task": "增设", "measures": "勘察"}
    dispatch.propose(office, cases[0].id, (desks.draft(1, Role.SOLE, **whole),))
    assert dispatch.issue(office, batch.id, [cases[0].id]) == 1
    assert proposed.count(office, batch.id) == (2, 1)


def test_a_draft_without_a_day_is_listed_without_one(office: Office, batch: Dispatch) -> None:
    case = desks.registered(office, "9", replace(PAPER, title="关于无时限的建议"))
    dispatch.put_in(office, batch.id, [case.id])
    drafted = dispatch.propose(office, case.id, (desks.draft(1, Role.SOLE),))
    with office.store.transaction():
        bare = tuple(replace(task, due=None) for task in drafted.proposed)
        office.store.cases.save(replace(drafted, proposed=bare), office.note("试"))
    assert proposed.draft_list(office, batch.id, (1,)).rows[0][7] is None


def test_what_waits_and_is_in_no_batch_may_be_put_into_one(office: Office, cases: tuple[Case, ...]) -> None:
    third = desks.registered(office, "3")
    handed_out = desks.handed_out(office, desks.registered(office, "4"))
    assert [row.id for row in proposed.unplaced(office, Criteria())] == [third.id]
    assert proposed.unplaced(office, Criteria(text="没有这样的件")) == ()
    assert proposed.bars_to_placing((*cases, handed_out)) == {handed_out.id: "已经交办，不能再列入批次"}
