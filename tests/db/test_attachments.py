"""The shelf of attachments: never another file, belied by nothing, copied beside the copies of the desk."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from desktop.db import migrations
from desktop.db.attachment_files import AttachmentFiles
from desktop.db.backup import copy_attachments
from desktop.db.steps import STEPS, Step
from desktop.db.store import Store
from desktop.domain.attachment import Attachment, AttachmentKind
from desktop.domain.errors import OfficeError
from tests.db.samples import NOTE, NOW, OWNER, new_case

if TYPE_CHECKING:
    from pathlib import Path


def attached(store: Store, source: Path, content: bytes = b"scan") -> Attachment:
    source.write_bytes(content)
    kept = store.attachments.files.put(source)
    with store.transaction():
        if store._work.one("SELECT count(*) FROM cases") == (0,):
            store.cases.add(new_case(), NOTE)
        fresh = Attachment(1, source.name, AttachmentKind.PAPER, *kept, NOW, "示例经办")
        return store.attachments.add(fresh, NOTE)


def test_nothing_is_written_when_nothing_changes(store: Store, tmp_path: Path) -> None:
    one = attached(store, tmp_path / "来文.pdf")
    before = store.journal.head()
    with store.transaction():
        store.attachments.save(one, NOTE)
    assert store.journal.head() == before
    assert store.attachments.get(one.id) == one
    with pytest.raises(OfficeError, match="找不到这个附件"):
        store.attachments.get(9)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM attachment",
        "UPDATE attachment SET sha256 = lower(hex(randomblob(32)))",
        "UPDATE attachment SET size = 1",
        "UPDATE attachment SET case_id = 2",
    ],
)
def test_p25_an_attachment_is_never_another_file(store: Store, tmp_path: Path, statement: str) -> None:
    attached(store, tmp_path / "来文.pdf")
    with pytest.raises(sqlite3.IntegrityError, match="never"):
        store._work.connection.execute(statement)


def test_p25_the_check_finds_a_row_that_belies_history(store: Store, tmp_path: Path) -> None:
    one = attached(store, tmp_path / "来文.pdf")
    other = attached(store, tmp_path / "另一.pdf", b"another")
    store._work.connection.execute("DROP TRIGGER attachment_is_never_another")
    store._work.connection.execute("UPDATE attachment SET sha256 = ? WHERE id = ?", (other.sha256, one.id))
    assert store.check() == ("附件 1 与添加时记入历程的不符",)


def test_a_kind_nobody_knows_is_damage(store: Store, tmp_path: Path) -> None:
    attached(store, tmp_path / "来文.pdf")
    store._work.connection.execute("UPDATE attachment SET kind = 'x'")
    with pytest.raises(OfficeError, match="已损坏"):
        store.attachments.of_case(1)


def test_copies_grow_only_by_what_is_new(store: Store, tmp_path: Path) -> None:
    folder, place = tmp_path / "附件", tmp_path / "u盘"
    place.mkdir()
    one = attached(store, tmp_path / "来文.pdf")
    lost = attached(store, tmp_path / "丢失.pdf", b"lost")
    store.attachments.files.place_of(lost.sha256).unlink()
    copied = [copy_attachments(store._work.connection, folder, place / f"desk-{n}.sqlite3") for n in (1, 2)]
    assert copied == [1, 0]
    second = AttachmentFiles(place / "附件")
    assert second.fault(one.sha256) == ""
    listed = (place / "desk-2.附件清单.txt").read_text(encoding="utf-8").splitlines()
    assert sorted(listed) == sorted(f"{each.sha256}  4  {each.name}" for each in (one, lost))


def test_a_disk_without_links_gets_verified_copies(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_args: object) -> None:
        raise OSError(18, "cross-device link")

    one = attached(store, tmp_path / "来文.pdf")
    monkeypatch.setattr("pathlib.Path.hardlink_to", no_links)
    assert store.attachments.files.copy_to(tmp_path / "u盘", store.attachments.hashes()) == 1
    copy = AttachmentFiles(tmp_path / "u盘").place_of(one.sha256)
    assert copy.read_bytes() == b"scan"
    assert copy.stat().st_nlink == 1


def test_a_desk_without_attachments_has_none_to_copy(store: Store, tmp_path: Path) -> None:
    assert copy_attachments(store._work.connection, tmp_path / "附件", tmp_path / "copy.sqlite3") == 0
    store._work.connection.execute("DROP TABLE attachment")
    assert copy_attachments(store._work.connection, tmp_path / "附件", tmp_path / "copy.sqlite3") == 0
    assert not (tmp_path / "copy.附件清单.txt").exists()


def test_bringing_a_desk_up_keeps_its_attachments_beside_the_copy(
    desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(Store.open(desk, owner=OWNER, now=NOW)) as store:
        one = attached(store, tmp_path / "来文.pdf")
    monkeypatch.setattr(migrations, "STEPS", (*STEPS, Step("9999_tag", ("CREATE TABLE tag (id INTEGER)",))))
    with closing(Store.open(desk, owner=OWNER, now=NOW)) as store:
        assert store.attachments.get(one.id) == one
        assert store.check() == ()
    assert AttachmentFiles(desk.parent / "backups" / "附件").fault(one.sha256) == ""
