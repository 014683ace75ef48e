"""Contacts are shown to who may see them, and the history tells it (P-34)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

from desktop.casework import contacts, export, keep, reveal, undo
from desktop.casework.office import open_office
from desktop.domain.errors import OfficeError
from desktop.domain.ledger import Column, Ledger
from tests import desks

if TYPE_CHECKING:
    from pathlib import Path

LIST = Ledger("联系名单", (Column("title", "案由"), Column("phone", "电话")), [("示例", "138-0000-0001")])


def cells(path: Path) -> str:
    sheet = openpyxl.load_workbook(path).active
    return " ".join(str(value) for row in sheet.iter_rows(values_only=True) for value in row)


def test_p34_who_looks_at_contacts_is_told_and_nothing_can_be_undone(tmp_path: Path) -> None:
    office = desks.new_office(tmp_path)
    case = desks.registered(office)
    before = undo.undoable(office)
    reveal.contacts(office, "第12号建议", case.id)
    (line,) = office.store.journal.newest(1)
    assert (line.verb, line.summary, line.subject_id) == ("显示联系方式", "第12号建议", case.id)
    assert undo.undoable(office) == before
    assert keep.check(office) == ()


def test_p34_on_a_desk_that_is_only_read_nothing_is_shown(tmp_path: Path) -> None:
    desks.new_office(tmp_path).close()
    office = open_office(tmp_path, clock=desks.Clock(), officer="示例", read_only=True)
    assert not reveal.may(office)
    with pytest.raises(OfficeError, match="联系方式没有显示"):
        reveal.contacts(office, "名录")


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_p34_a_list_is_written_masked_unless_it_was_revealed(tmp_path: Path, ending: str) -> None:
    office = desks.new_office(tmp_path / "desk")
    masked, whole = tmp_path / f"a.{ending}", tmp_path / f"b.{ending}"
    assert export.write(office, LIST, masked) == export.write(office, reveal.revealed(LIST), whole) == 1
    read = cells if ending == "xlsx" else lambda path: path.read_text(encoding="utf-8-sig")
    assert "138-****-0001" in read(masked)
    assert "138-0000-0001" in read(whole)


def test_p34_the_list_of_missing_meetings_goes_out_masked(tmp_path: Path) -> None:
    office = desks.new_office(tmp_path / "desk")
    task = desks.draft(1, desks.Role.SOLE, handler_phone="138-0000-0007")
    desks.handed_out(office, desks.registered(office), task)
    found = contacts.lacking(office)
    assert contacts.write(office, found, tmp_path / "a.xlsx") == 1
    assert "138-****-0007" in cells(tmp_path / "a.xlsx")
