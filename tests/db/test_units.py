"""Units found by any name they bear or bore."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from desktop.domain.errors import OfficeError
from desktop.domain.unit import Contact, ContactRole, System, Unit
from tests.db.samples import NOTE, UNITS

if TYPE_CHECKING:
    from desktop.db.store import Store


def test_units_come_back_as_they_were_put(store: Store) -> None:
    stored = tuple(replace(unit, id=number) for number, unit in enumerate(UNITS, start=1))
    assert store.units.all() == stored
    assert tuple(store.units.get(unit.id) for unit in stored) == stored


@pytest.mark.parametrize(
    ("name", "unit_id"),
    [
        ("市教育局", 1),
        (" 教 育局 ", 1),
        ("市建设委员会", 2),
        ("市农合联执委会（市供销社）", 3),
        ("市农合联执委会(市供销社)", 3),
        ("市水利局", None),
        ("", None),
    ],
)
def test_any_name_finds_the_unit(store: Store, name: str, unit_id: int | None) -> None:
    found = store.units.find(name)
    assert (found.id if found else None) == unit_id


def test_a_present_name_goes_before_a_former_one_and_an_active_unit_before_a_closed_one(store: Store) -> None:
    with store.transaction():
        renamed = store.units.add(Unit("市水务局", former_names=("市水利局",)), NOTE)
        closed = store.units.add(Unit("市水利局", is_active=False, successor_id=renamed.id), NOTE)
        assert store.units.find("市水利局") == renamed
        active = store.units.save(replace(closed, is_active=True), NOTE)
    assert store.units.find("市水利局") == active


def test_a_saved_unit_is_found_by_its_new_names_only(store: Store) -> None:
    unit = store.units.get(1)
    changed = replace(
        unit,
        name="市教育体育局",
        system=System.OTHER,
        aliases=(),
        former_names=("市教育局",),
        contacts=(Contact(ContactRole.HEAD, "高二"), *unit.contacts),
    )
    with store.transaction():
        store.units.save(changed, NOTE)
    assert store.units.get(1) == changed
    assert store.units.find("教育局") is None
    assert store.units.find("市教育局") == changed
    line = store.journal.of("unit", 1)[-1]
    assert line.before["name"] == "市教育局"
    assert line.after["former_names"] == ["市教育局"]
    assert "phone" not in line.before


def test_two_active_units_never_bear_one_name(store: Store) -> None:
    with store.transaction():
        with pytest.raises(OfficeError, match="已有单位“市教育局”"):
            store.units.add(Unit("市 教育局"), NOTE)
        with pytest.raises(OfficeError, match="已有单位“市住建局”"):
            store.units.save(replace(store.units.get(1), name="市住建局"), NOTE)
    assert len(store.units.all()) == len(UNITS)


def test_an_unknown_unit_is_refused(store: Store) -> None:
    with store.transaction(), pytest.raises(OfficeError, match="找不到这个单位"):
        store.units.save(Unit("市水利局", id=99), NOTE)


def test_a_damaged_unit_is_told(store: Store) -> None:
    store._work.connection.execute("UPDATE unit SET system = '?' WHERE id = 1")
    with pytest.raises(OfficeError, match="损坏"):
        store.units.all()
