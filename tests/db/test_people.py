"""Who handed papers in: every name once, with the newest that is known of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.casework import register
from desktop.domain.proposal import Submitter
from tests import desks
from tests.samples import PAPER

if TYPE_CHECKING:
    from pathlib import Path


def test_every_name_is_known_once_with_the_newest_of_it(tmp_path: Path) -> None:
    office = desks.new_office(tmp_path)
    first = (Submitter("示例甲", phone="138-0000-0001"), Submitter("示例乙"))
    desks.registered(office, "1", replace(PAPER, submitters=first, delegation="第一代表团"))
    later = (Submitter("示例甲", delegation="第二代表团"), Submitter("示例商会", is_organisation=True))
    desks.registered(office, "2", replace(PAPER, submitters=later, delegation=""))
    thrown = desks.registered(office, "3", replace(PAPER, submitters=(Submitter("示例丙"),)))
    register.discard(office, thrown.id)
    found = {each.name: each for each in office.store.people.submitters()}
    assert found == {
        "示例甲": Submitter("示例甲", phone="138-0000-0001", delegation="第二代表团"),
        "示例乙": Submitter("示例乙"),
        "示例商会": Submitter("示例商会", is_organisation=True),
    }
    assert "示例乙" in list(found)[-1]
