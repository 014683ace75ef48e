"""Everything a desk stands on is looked at, told in plain words, and mended where it only follows."""

from __future__ import annotations

import shutil
import zipfile
from typing import TYPE_CHECKING

import pytest

from desktop import paths
from desktop.casework import backups, crashes, diagnostics, health, place
from desktop.casework.health import Grade
from desktop.casework.office import open_office
from desktop.domain.errors import OfficeError
from tests import desks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.casework.health import Finding
    from desktop.casework.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = desks.new_office(tmp_path / "desk")
    desks.registered(opened)
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def roomy(monkeypatch: pytest.MonkeyPatch) -> None:
    left_with(monkeypatch, 5 * 1024**3)


def left_with(monkeypatch: pytest.MonkeyPatch, free: int) -> None:
    monkeypatch.setattr(health.shutil, "disk_usage", lambda _folder: shutil._ntuple_diskusage(free, 0, free))


def odd(found: tuple[Finding, ...]) -> dict[str, Finding]:
    return {each.key: each for each in found if each.grade is not Grade.FINE}


def test_a_sound_desk_with_a_backup_has_only_fine_lines(office: Office) -> None:
    backups.make(office, backups.BY_HAND)
    found = health.look(office)
    assert odd(found) == {}
    assert len(found) == 15
    assert not any(each.todo for each in found)
    assert not health.was_left_dirty(office)


def test_without_a_backup_it_says_where_to_make_one(office: Office) -> None:
    finding = odd(health.look(office))["backup"]
    assert (finding.grade, finding.told) == (Grade.BROKEN, "还没有备份")
    assert "备份与恢复" in finding.todo


def test_a_backup_that_is_late_is_doubtful(office: Office) -> None:
    backups.make(office, backups.BY_HAND)
    assert isinstance(office.clock, desks.Clock)
    office.clock.turn(3)
    desks.registered(office, "13")
    finding = odd(health.look(office))["backup"]
    assert finding.grade is Grade.DOUBTFUL
    assert "之后又有改动" in finding.told


def test_where_backups_cannot_be_asked_the_reason_is_told(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_office: Office) -> None:
        raise OfficeError("第二位置读不出。")

    monkeypatch.setattr(backups, "standing", refused)
    assert odd(health.look(office))["backup"].told == "第二位置读不出。"


def test_a_demo_needs_no_backup(office: Office) -> None:
    office.put_settings({"demo": "1"})
    assert "backup" not in odd(health.look(office))


def test_what_follows_from_the_cases_is_mended(office: Office) -> None:
    connection = office.store._work.connection
    connection.execute("UPDATE cases SET title = '改过的案由'")
    connection.execute("DELETE FROM search_docsize")
    found = odd(health.look(office))
    assert found["rows"].can_be_repaired
    assert found["search"].can_be_repaired
    assert not found["backup"].can_be_repaired
    health.repair(office)
    assert set(odd(health.look(office))) == {"backup"}
    assert office.store.journal.newest(1)[0].verb == "重建检索和计数"


def test_a_tampered_history_is_named(office: Office) -> None:
    connection = office.store._work.connection
    connection.execute("DROP TRIGGER journal_is_never_changed")
    connection.execute("UPDATE journal SET officer = '别人' WHERE seq = 2")
    finding = odd(health.look(office))["journal"]
    assert "第 2 条" in finding.told
    assert "审签单" in finding.todo


@pytest.mark.parametrize(("free", "grade"), [(10, Grade.BROKEN), (500 * 1024**2, Grade.DOUBTFUL)])
def test_little_room_is_told(
    office: Office, monkeypatch: pytest.MonkeyPatch, free: int, grade: Grade
) -> None:
    left_with(monkeypatch, free)
    assert odd(health.look(office))["room"].grade is grade


def test_a_clock_put_back_a_synced_folder_and_a_crash_are_told(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(office.clock, desks.Clock)
    office.clock.turn(-400)
    monkeypatch.setattr(place, "fault", lambda _folder: "由“Dropbox”同步到别处")
    found = odd(health.look(office, after_crash=True))
    assert "校准" in found["clock"].todo
    assert "移到本机硬盘" in found["place"].todo
    assert "没有正常退出" in found["lock"].told


def test_a_crash_is_known_where_the_lock_is_held(tmp_path: Path) -> None:
    desks.new_office(tmp_path).close()
    lock = paths.desk_file(tmp_path)
    lock.with_name(f"{lock.name}.lock").write_text("某人")
    office = open_office(tmp_path, clock=desks.Clock(), officer="示例")
    assert health.was_left_dirty(office)
    assert not health.was_left_dirty(office.worker())
    office.close()


def test_a_face_that_is_gone_or_another_is_told(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fonts = tmp_path / "resources" / "fonts"
    fonts.mkdir(parents=True)
    (fonts / "GwSong.ttf").write_bytes(b"other")
    (fonts / "SHA256SUMS").write_text(f"{'0' * 64}  GwSong.ttf\n", encoding="ascii")
    monkeypatch.setattr(paths, "resources", lambda: fonts.parent)
    assert "GwSong.ttf" in odd(health.look(office))["fonts"].told
    (fonts / "GwSong.ttf").unlink()
    assert "GwSong.ttf缺失" in odd(health.look(office))["fonts"].told


def test_the_package_holds_versions_counts_and_results(office: Office, tmp_path: Path) -> None:
    target = tmp_path / "诊断包.zip"
    diagnostics.write(office, health.look(office), target)
    with zipfile.ZipFile(target) as package:
        texts = {name: package.read(name).decode() for name in package.namelist()}
    assert f"程序 {paths.VERSION}" in texts["版本和数量.txt"]
    assert "cases\t1" in texts["版本和数量.txt"]
    assert office.history_mark in texts["版本和数量.txt"]
    assert "有问题\t已验证备份\t还没有备份" in texts["检查结果.txt"]


def test_of_a_crash_the_package_tells_where_and_which_and_no_word_of_a_case(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "config_folder", lambda: tmp_path)
    assert crashes.tail() == ()
    try:
        _fails()
    except ValueError as error:
        text = crashes.told(ValueError, error, error.__traceback__)
    assert "138-0000-0001" not in text
    crashes.keep(text, "2026-03-02 09:00:00")
    told = "\n".join(crashes.tail())
    assert told.startswith("2026-03-02 09:00:00\n  test_health.py:")
    assert told.endswith("ValueError")
    assert "某座桥" not in told
    assert str(tmp_path.parent) not in told


def _fails() -> None:
    message = "关于某座桥的建议 138-0000-0001"
    raise ValueError(message)


def test_a_log_that_grew_large_begins_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "config_folder", lambda: tmp_path)
    crashes.place().write_text("x" * (1024 * 1024 + 1), encoding="utf-8")
    crashes.keep("新的", "2026-03-02 09:00:00")
    assert crashes.place().read_text(encoding="utf-8") == "2026-03-02 09:00:00 新的\n"
    assert crashes.place().with_suffix(".old").stat().st_size > 1024 * 1024
