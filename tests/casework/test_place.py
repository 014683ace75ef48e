"""A desk is not made where two computers would write into one file."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from desktop.casework import place
from desktop.casework.office import create_office
from desktop.domain.errors import OfficeError
from tests.desks import Clock

MOUNTS = """/dev/sda1 / ext4 rw 0 0
server:/export /mnt/共享 nfs4 rw 0 0
//server/share /mnt/my\\040share cifs rw 0 0
odd
"""


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("/home/a/OneDrive/办理台", "OneDrive"),
        ("/home/a/OneDrive - 示例区/办理台", "OneDrive"),
        ("/home/a/我的坚果云/办理台", "坚果云"),
        ("/home/a/BaiduSyncdisk/x", "百度网盘"),
        ("/home/a/Dropbox", "Dropbox"),
        ("/home/a/115/x", "115 网盘"),
    ],
)
def test_a_synced_folder_is_known_by_its_name(folder: str, name: str) -> None:
    assert f"“{name}”同步" in place.fault(Path(folder))


@pytest.mark.parametrize("folder", ["/home/a/办理台", "/home/a/1150", "/home/a/115 号件", "/home/a/megabyte"])
def test_other_folders_are_not(folder: str) -> None:
    assert place.fault(Path(folder)) == ""


def test_a_synced_folder_is_known_by_what_lies_in_it(tmp_path: Path) -> None:
    (tmp_path / ".stfolder").mkdir()
    assert "Syncthing" in place.fault(tmp_path / "a" / "b")


@pytest.mark.parametrize("folder", ["//server/share/办理台", "/mnt/共享/办理台", "/mnt/my share"])
def test_a_network_drive_is_known(folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS, encoding="utf-8")
    monkeypatch.setattr(place, "_MOUNTS", mounts)
    assert "网络共享盘" in place.fault(Path(folder))
    assert place.fault(Path("/home/a")) == ""


@pytest.mark.parametrize(("kind", "is_remote"), [(4, True), (3, False)])  # GetDriveTypeW: remote, fixed
def test_windows_is_asked_for_the_kind_of_drive(
    kind: int, is_remote: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    kernel = SimpleNamespace(GetDriveTypeW=lambda drive: asked.append(drive) or kind)
    monkeypatch.setattr(place.ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    assert ("网络共享盘" in place.fault(Path("/d/办理台"))) is is_remote
    assert asked == ["/"]


def test_where_nothing_is_known_of_mounts_nothing_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place, "_MOUNTS", tmp_path / "none")
    assert place.fault(Path("/mnt/共享")) == ""


def test_no_new_desk_is_made_there_and_nothing_is_left(tmp_path: Path) -> None:
    folder = tmp_path / "Dropbox" / "办理台"
    with pytest.raises(OfficeError, match=r"“Dropbox”同步到别处.*没有新建任何内容"):
        create_office(folder, clock=Clock(), officer="示例")
    assert not folder.exists()
