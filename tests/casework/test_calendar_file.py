"""What is due leaves the desk as a calendar file whose entries can be moved later."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from desktop.casework import calendar_file, supervise
from desktop.casework.supervise import Pressing
from desktop.domain.assignment import Role
from desktop.domain.listing import Criteria
from desktop.domain.supervision import SupervisionLevel
from tests import desks

if TYPE_CHECKING:
    from pathlib import Path


def test_open_matters_are_exported_with_ids_that_stay(tmp_path: Path) -> None:
    office = desks.new_office(tmp_path / "desk")
    case = desks.handed_out(
        office, desks.registered(office), desks.draft(1, Role.LEAD), desks.draft(2, Role.CO)
    )
    desks.answered(office, desks.registered(office, "13"))
    desks.registered(office, "14")
    looking = Pressing(
        SupervisionLevel.URGE, "电话督促", unit_ids=(1,), next_check_on=office.today + timedelta(days=5)
    )
    supervise.remind(office, [case.id], looking)
    found = calendar_file.entries(office, Criteria())
    assert [entry.uid for entry in found] == [
        "desk-1-reply@handling-desk", "desk-1-co-2@handling-desk", "desk-1-check@handling-desk"
    ]  # fmt: skip
    assert found[0].summary == "第12号建议《关于增设示例路公交站的建议》答复到期（示例区教育局）"
    assert calendar_file.export(office, Criteria(), tmp_path / "d.ics") == 3
    assert (tmp_path / "d.ics").read_bytes().count(b"BEGIN:VEVENT") == 3


def test_a_part_without_a_day_is_left_out(tmp_path: Path) -> None:
    from dataclasses import replace

    office = desks.new_office(tmp_path / "desk")
    case = desks.handed_out(
        office, desks.registered(office), desks.draft(1, Role.LEAD), desks.draft(2, Role.CO)
    )
    bare = replace(case, dues={}, assignments=tuple(replace(task, due=None) for task in case.assignments))
    with office.store.transaction():
        office.store.cases.save(bare, office.note("试"))
    assert calendar_file.entries(office, Criteria()) == ()
