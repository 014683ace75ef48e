"""Backups: made when they are due, thinned, kept at a second place, sealed with a password."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from desktop import paths
from desktop.casework import attach as attaching
from desktop.casework import backups, edit, intake, rehearsal, restoring
from desktop.casework.edit import EditField
from desktop.casework.office import DEMO, open_office
from desktop.casework.restoring import Seat
from desktop.db.attachment_files import AttachmentFiles
from desktop.db.store import Store
from desktop.domain.attachment import AttachmentKind
from desktop.domain.errors import OfficeError
from desktop.domain.manifest import BEFORE_MIGRATION, written
from tests.casework.lists import FULL, as_csv, full
from tests.desks import Clock, new_office, registered

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.casework.office import Office

PASSWORD = "白日依山尽-2026"


class Watch(Clock):
    """A clock that also goes by minutes."""

    minutes = 0

    def __call__(self) -> datetime:
        """Return nine o'clock of the day it shows, and the minutes since."""
        return super().__call__() + timedelta(minutes=self.minutes)


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def office(tmp_path: Path, watch: Watch) -> Iterator[Office]:
    opened = new_office(tmp_path / "desk", clock=watch)
    yield opened
    opened.close()


def attach(office: Office, source: Path, content: bytes) -> str:
    source.write_bytes(content)
    taken = attaching.take_in(office, [source]).taken
    return attaching.add(office, registered(office).id, taken, AttachmentKind.PAPER).taken[0].sha256


def test_a_backup_is_due_half_an_hour_after_the_last_when_something_was_saved(
    office: Office, watch: Watch
) -> None:
    assert backups.is_due(office)
    first = backups.make(office, backups.BY_CLOCK)
    assert not backups.is_due(office)
    assert not backups.is_due(office, leaving=True)
    registered(office)
    watch.minutes = 29
    assert not backups.is_due(office)
    assert backups.is_due(office, leaving=True)
    watch.minutes = 30
    assert backups.is_due(office)
    watch.turn(-400)
    assert backups.is_due(office)
    assert backups.every(office) == (first,)
    assert first.id == str(first.path)
    assert first.manifest.contents.rows("unit") == 3
    assert first.manifest.contents.rows("nothing") == 0


def test_a_demo_desk_and_one_that_is_only_read_need_none(office: Office) -> None:
    registered(office)
    with_reader = office.worker()
    backups.before(with_reader, backups.BEFORE_IMPORT)
    with_reader.close()
    assert backups.every(office) == ()
    office.put_settings({DEMO: "1"})
    assert not backups.is_due(office)
    backups.before(office, backups.BEFORE_IMPORT)
    assert backups.every(office) == ()
    assert not backups.standing(office).is_late


def test_backups_of_one_second_stand_side_by_side(office: Office) -> None:
    names = [backups.make(office, backups.BY_HAND).path.name for _ in range(3)]
    assert names == [f"desk-20260302-090000-手工{end}.sqlite3" for end in ("", "-2", "-3")]


def test_many_rows_are_preceded_by_a_backup_and_few_are_not(office: Office) -> None:
    many = [registered(office, str(number)) for number in range(backups.MANY + 1)]
    few = edit.changes_of(many[:2], EditField.REMARK, "少")
    edit.apply(office, few)
    assert backups.every(office) == ()
    changes = edit.changes_of([office.store.cases.get(each.id) for each in many], EditField.REMARK, "多")
    edit.apply(office, changes)
    (made,) = backups.every(office)
    assert made.manifest.occasion.why == backups.BEFORE_EDIT
    assert made.manifest.contents.head_seq < office.store.journal.head()[0]


def test_an_import_is_preceded_by_a_backup_unless_the_desk_is_empty(office: Office, tmp_path: Path) -> None:
    first = as_csv(tmp_path, FULL, full("1"), full("2", "关于站台的建议"), name="一.csv")
    intake.commit(office, intake.read(office, first))
    assert backups.every(office) == ()
    second = as_csv(tmp_path, FULL, full("3", "关于路灯的建议"), name="二.csv")
    with office.store.transaction():  # as a job that writes does it
        intake.commit(office, intake.read(office, second))
    (made,) = backups.every(office)
    assert made.manifest.occasion.why == backups.BEFORE_IMPORT
    assert made.manifest.contents.rows("cases") == 2


def test_thinning_keeps_days_and_lets_go_within_them(office: Office, watch: Watch) -> None:
    for minutes in (0, 10, 20):
        watch.minutes = minutes
        backups.make(office, backups.BY_CLOCK)
    kept = backups.make(office, BEFORE_MIGRATION)
    watch.turn(1)
    backups.make(office, backups.BY_CLOCK)
    at = [(each.at.day, each.at.minute) for each in backups.every(office)]
    assert at == [(3, 20), (2, 20), (2, 20)]
    assert kept in backups.every(office)


def test_nothing_is_let_go_for_a_week_after_something_was_put_back(office: Office, watch: Watch) -> None:
    backups.make(office, backups.BY_CLOCK)
    until = (office.now + backups.PAUSE).isoformat()
    backups.note_state(office.directory, paused_until=until)
    for day in range(1, 3):
        for minutes in (0, 1):
            watch.day, watch.minutes = Clock().day + timedelta(days=day), minutes
            backups.make(office, backups.BY_CLOCK)
    assert len(backups.every(office)) == 5
    assert backups.is_thinning_paused(office)
    backups.resume_thinning(office)
    watch.turn(1)
    backups.make(office, backups.BY_CLOCK)
    assert len(backups.every(office)) == 4
    state = paths.backup_folder(office.directory) / "state.json"
    state.write_text("[]", encoding="utf-8")
    assert backups.state(office.directory) == backups.State()


def test_a_manifest_without_its_copy_or_with_a_fault_is_no_backup(office: Office, tmp_path: Path) -> None:
    one, other = backups.make(office, backups.BY_HAND), backups.make(office, backups.BY_HAND)
    one.path.unlink()
    listed = other.path.with_suffix(".json")
    listed.write_bytes(listed.read_bytes().replace(b"tables", b"tabels"))
    assert backups.every(office) == ()
    listed.write_bytes(written(replace(other.manifest, size=1)))
    assert len(backups.every(office)) == 1
    with pytest.raises(OfficeError, match="与清单不符"):
        restoring.restore(Seat(tmp_path, office.clock, "x"), other.path)


def test_the_second_place(office: Office, tmp_path: Path, watch: Watch) -> None:
    with pytest.raises(OfficeError, match="没有接上"):
        backups.make_second(office)
    with pytest.raises(OfficeError, match="就在办理台里面"):
        backups.choose_second_place(office, office.directory / "backups")
    with pytest.raises(OfficeError, match="不能写入"):
        backups.choose_second_place(office, tmp_path / "没有")
    place = tmp_path / "U盘"
    place.mkdir()
    assert not backups.is_second_due(office)
    assert "同一块磁盘" in backups.choose_second_place(office, place)
    standing = backups.standing(office)
    assert (standing.second, standing.is_second_late, standing.is_late) == (None, True, True)
    assert backups.is_second_due(office)
    made = backups.make_second(office)
    assert made.path.parent == place
    assert not backups.is_second_due(office)
    standing = backups.standing(office)
    assert (standing.second, standing.is_second_late) == (made, False)
    registered(office)
    assert not backups.is_second_due(office)
    watch.turn(1)
    assert backups.is_second_due(office)
    watch.turn(7)
    assert backups.standing(office).is_second_late
    backups.make(office, backups.BY_HAND)
    assert [each.path.parent.name for each in backups.every(office)] == ["backups", "U盘"]
    assert backups.choose_second_place(office, None) == ""
    assert len(backups.every(office)) == 1


def test_two_desks_may_share_a_second_place(office: Office, tmp_path: Path) -> None:
    place = tmp_path / "U盘"
    place.mkdir()
    backups.choose_second_place(office, place)
    mine = backups.make_second(office)
    from desktop.casework.office import create_office

    other = create_office(tmp_path / "其他", clock=Clock(), officer="另一人")
    backups.choose_second_place(other, place)
    theirs = backups.make_second(other)
    assert backups.of_desk(office, place) == (mine,)
    assert backups.of_desk(other, place) == (theirs,)
    other.close()


def test_a_password_seals_what_leaves_the_desk(office: Office, tmp_path: Path, watch: Watch) -> None:
    place = tmp_path / "U盘"
    place.mkdir()
    backups.choose_second_place(office, place)
    sha256 = attach(office, tmp_path / "来文.pdf", b"%PDF-1.4 scanned")
    with pytest.raises(OfficeError, match="不足8位"):
        backups.set_password(office, "short")
    backups.set_password(office, PASSWORD)
    assert backups.has_password(office)
    made = backups.make_second(office)
    assert made.path.suffix == ".sealed"
    assert made.manifest.is_sealed
    everything = b"".join(path.read_bytes() for path in place.rglob("*") if path.is_file())
    for word in (b"scanned", b"SQLite format", "来文".encode(), "示例".encode()):
        assert word not in everything.replace("示例经办".encode(), b"")
    assert not backups.make(office, backups.BY_HAND).manifest.is_sealed
    contents, head = office.store.contents(), office.store.journal.head()
    folder = office.directory
    office.close()
    seat = Seat(folder, watch, "示例经办")
    before = paths.desk_file(folder).read_bytes()
    with pytest.raises(OfficeError, match="密码不对"):
        restoring.restore(seat, made.path, "白日依山尽-2025")
    assert paths.desk_file(folder).read_bytes() == before
    files = AttachmentFiles(paths.attachment_folder(folder))
    files.place_of(sha256).unlink()
    done = restoring.restore(seat, made.path, PASSWORD)
    assert done.lost == ()
    assert files.fault(sha256) == ""
    again = open_office(folder, clock=watch, officer="示例经办")
    assert (again.store.contents(), again.store.journal.head()) == (contents, head)
    backups.set_password(again, "")
    assert not backups.has_password(again)
    (folder / "backup.key").write_text("[1]", encoding="ascii")
    with pytest.raises(OfficeError, match="密钥文件读不出"):
        backups.make_second(again)
    again.close()


def test_the_newest_backup_is_put_back_on_trial_weekly(
    office: Office, watch: Watch, tmp_path: Path
) -> None:
    assert not rehearsal.is_due(office)
    with pytest.raises(OfficeError, match="还没有备份"):
        rehearsal.rehearse(office)
    sha256 = attach(office, tmp_path / "来文.pdf", b"scan")
    made = backups.make(office, backups.BY_HAND)
    assert rehearsal.is_due(office)
    assert rehearsal.rehearse(office) == ""
    assert not rehearsal.is_due(office)
    assert backups.state(office.directory).rehearsed_at == "2026-03-02T09:00:00"
    watch.turn(7)
    assert rehearsal.is_due(office)
    AttachmentFiles(made.path.parent / "附件").place_of(sha256).unlink()
    assert "1个附件缺失" in rehearsal.rehearse(office)
    raw = bytearray(made.path.read_bytes())
    raw[-1] ^= 1
    made.path.write_bytes(raw)
    assert "与清单不符" in rehearsal.rehearse(office)
    assert "与清单不符" in backups.state(office.directory).fault
    assert sorted(each.name for each in made.path.parent.iterdir() if each.name.startswith(".")) == []


def test_a_round_does_what_is_due(office: Office, watch: Watch, tmp_path: Path) -> None:
    place = tmp_path / "U盘"
    place.mkdir()
    backups.choose_second_place(office, place)
    found = rehearsal.tend(office)
    assert (found.newest is not None, found.second is not None) == (True, True)
    assert found.state.rehearsed_at != ""
    registered(office)
    watch.turn(8)
    found = rehearsal.tend(office, leaving=True)
    assert found.newest is not None
    assert found.newest.manifest.occasion.why == backups.ON_LEAVING
    assert found.state.rehearsed_at < "2026-03-03"
    before = len(backups.every(office))
    rehearsal.tend(office)
    assert len(backups.every(office)) == before


def test_a_trial_that_brings_other_cases_is_told(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    registered(office)
    backups.make(office, backups.BY_HAND)
    monkeypatch.setattr("desktop.domain.manifest.Contents.rows", lambda _self, _table: 0)
    assert "件数与清单不符" in rehearsal.rehearse(office)


def test_restoring_keeps_what_was_there_and_pauses_thinning(office: Office, watch: Watch) -> None:
    registered(office)
    made = backups.make(office, backups.BY_HAND)
    registered(office, "13")
    folder, seat = office.directory, Seat(office.directory, watch, "示例经办")
    with pytest.raises(OfficeError, match="已由"):
        restoring.restore(seat, made.path)
    office.close()
    now, then = restoring.sides(folder, made.path)
    assert now is not None
    assert (now.rows("cases"), then.contents.rows("cases")) == (2, 1)
    done = restoring.restore(seat, made.path)
    assert done.kept == folder / "恢复前" / "desk-20260302-090000.sqlite3"
    again = open_office(folder, clock=watch, officer="示例经办")
    assert again.store.contents() == made.manifest.contents
    assert backups.is_thinning_paused(again)
    assert "从“desk-20260302-090000-手工.sqlite3”恢复" in backups.state(folder).restored
    again.close()
    kept = Store.open(done.kept, owner="x", now=watch())
    assert kept.contents() == now
    kept.close()


def test_a_desk_that_is_gone_is_put_back_too(office: Office, watch: Watch) -> None:
    made, folder = backups.make(office, backups.BY_HAND), office.directory
    office.close()
    paths.desk_file(folder).rename(folder / "away")
    assert restoring.sides(folder, made.path)[0] is None
    assert restoring.restore(Seat(folder, watch, "x"), made.path).kept is None
    assert paths.desk_file(folder).is_file()


def test_what_can_still_be_read_of_a_damaged_desk_is_saved(office: Office, watch: Watch) -> None:
    for number in range(30):
        registered(office, str(number))
    folder, history = office.directory, office.store.journal.head()
    office.close()
    desk = paths.desk_file(folder)
    raw = bytearray(desk.read_bytes())
    raw[:100] = bytes(100)
    desk.write_bytes(raw)
    with pytest.raises(OfficeError, match="不是办理台"):
        open_office(folder, clock=watch, officer="x")
    saved = restoring.rescue(Seat(folder, watch, "x"))
    assert (saved.cases, saved.lost) == (30, 0)
    assert saved.kept.read_bytes() == bytes(raw)
    again = open_office(folder, clock=watch, officer="x")
    assert again.store.journal.head() == history
    assert again.store.check() == ()
    again.close()
    desk.write_bytes(b"nothing of a desk" * 1000)
    with pytest.raises(OfficeError, match="没有读出一件"):
        restoring.rescue(Seat(folder, watch, "x"))


def test_nothing_is_put_back_where_nothing_can_be_written(tmp_path: Path, watch: Watch) -> None:
    seat = Seat(tmp_path / "没有", watch, "x")
    with pytest.raises(OfficeError, match="不能写入"):
        restoring.restore(seat, tmp_path / "copy.sqlite3")
