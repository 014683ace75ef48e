"""The shelf of prints: never changed, never erased, told by the journal, brought along by a backup."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from desktop.casework import prints
from desktop.db.backup import copy_attachments, verified_copy
from desktop.domain.print_record import PrintRecord, PrintWay
from tests.casework.prints_desk import filled

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.casework.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = filled(tmp_path / "desk")
    prints.write_letters(made, (1, 2), tmp_path / "全部.pdf")
    yield made
    made.close()


def desk(office: Office) -> sqlite3.Connection:
    return sqlite3.connect(office.store.path)


def test_a_record_comes_back_as_it_went_in(office: Office) -> None:
    at = datetime(2026, 3, 2, 9, 30)  # noqa: DTZ001
    kept = "0" * 64
    record = PrintRecord(at, "张三", "答复函", PrintWay.FILES, "/某处", 3, 9, (2, 1), "zip", kept, 7, 1)
    with office.store.transaction():
        stored = office.store.prints.add(record, office.note("打印"))
    assert stored.id == 2
    assert office.store.prints.get(2) == stored


@pytest.mark.parametrize("statement", ["UPDATE print SET officer = 'x'", "DELETE FROM print"])
def test_a_record_is_never_changed_or_erased(office: Office, statement: str) -> None:
    with closing(desk(office)) as connection, pytest.raises(sqlite3.IntegrityError, match="never"):
        connection.execute(statement)


def test_a_record_that_belies_its_history_is_found(office: Office) -> None:
    with closing(desk(office)) as connection:
        connection.execute("DROP TRIGGER print_is_never_changed")
        connection.execute("UPDATE print SET sha256 = ?", ("f" * 64,))
        connection.commit()
    found = office.store.check()
    assert "打印记录 1 与打印时记入历程的不符" in found
    assert "打印记录 1“答复函”留存的文件缺失" in found


def test_a_record_that_is_gone_is_found(office: Office) -> None:
    with closing(desk(office)) as connection:
        connection.execute("DROP TRIGGER print_is_never_erased")
        connection.execute("DELETE FROM print")
        connection.commit()
    assert office.store.check() == ("打印记录 1 与打印时记入历程的不符",)


def test_content_that_was_changed_is_found(office: Office) -> None:
    (record,) = office.store.prints.newest(9)
    place = office.store.prints.files.place_of(record.sha256)
    place.chmod(0o644)
    place.write_bytes(b"other")
    assert office.store.check() == ("打印记录 1“答复函”留存的文件与登记的不符",)


def test_a_backup_brings_the_content_along(office: Office, tmp_path: Path) -> None:
    copy = tmp_path / "备份" / "desk.sqlite3"
    with closing(desk(office)) as connection:
        verified_copy(connection, copy)
        assert copy_attachments(connection, office.store.prints.files.folder, copy) == 1
    (record,) = office.store.prints.newest(9)
    assert (copy.parent / "附件" / record.sha256[:2] / record.sha256).is_file()
    assert "答复函" in copy.with_suffix(".附件清单.txt").read_text(encoding="utf-8")
    assert prints.VERB == "打印"
