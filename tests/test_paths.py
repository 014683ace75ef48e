"""A file is written whole or not at all, and whatever forbids it is said in Chinese."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from desktop import paths
from desktop.domain.errors import OfficeError


def test_a_file_takes_its_place_only_when_all_went_well(tmp_path: Path) -> None:
    place = tmp_path / "台账.xlsx"
    place.write_text("旧")
    with pytest.raises(UnicodeEncodeError), paths.written_whole(place) as draft:
        draft.write_text("新", encoding="ascii")
    assert place.read_text() == "旧"
    with paths.written_whole(place) as draft:
        draft.write_text("新")
    assert place.read_text() == "新"
    assert list(tmp_path.iterdir()) == [place]


def test_nothing_but_a_file_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    monkeypatch.chdir(tmp_path)
    for place in (pipe, tmp_path, Path(), Path("..")):
        with pytest.raises(OfficeError, match="是文件夹或设备，没有写入任何内容"), paths.written_whole(place):
            pytest.fail("nothing is lent")
    assert pipe.is_fifo()


@pytest.mark.parametrize(
    ("name", "reason"),
    [("no/台账.xlsx", "上级文件夹不存在"), ("名" * 300, "名称太长"), ("file/台账.xlsx", "上级不是文件夹")],
)
def test_what_forbids_it_is_said_in_chinese(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "file").touch()
    place = tmp_path / name
    with pytest.raises(OfficeError, match=f"没有写成（{reason}）"), paths.written_whole(place) as draft:
        draft.write_text("新")


def test_an_error_without_a_word_of_its_own_keeps_its_number() -> None:
    assert paths.reason(OSError(errno.EIO, "Input/output error")) == f"系统错误{errno.EIO}"


def test_a_folder_cannot_be_made_where_a_file_is(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OfficeError, match="（已有同名文件）"):
        paths.make_folder(tmp_path / "file")
