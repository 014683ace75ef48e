"""Files put to a case: kept by what they hold, shown under a clean name, opened only as copies."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.casework import attach, find, keep, register, undo
from desktop.casework.opened import OpenedCopies
from desktop.db import attachment_files
from desktop.domain.attachment import LARGEST, AttachmentKind
from desktop.domain.errors import OfficeError
from desktop.domain.progress import Cancelled, Progress
from tests.desks import new_office, registered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.casework.office import Office
    from desktop.domain.attachment import Attachment

SCAN = AttachmentKind.PAPER


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with closing(new_office(tmp_path / "desk")) as made:
        registered(made)
        yield made


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """Return a folder of a person's own."""
    folder = tmp_path / "桌面"
    folder.mkdir()
    return folder


def paper(folder: Path, name: str = "来文.pdf", content: bytes = b"%PDF scan") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def put(office: Office, *sources: Path, kind: AttachmentKind = SCAN) -> tuple[Attachment, ...]:
    haul = attach.take_in(office, sources)
    assert haul.refused == ()
    assert attach.add(office, 1, haul.taken, kind).refused == ()
    return attach.of_case(office, 1)


def kept_files(office: Office) -> list[Path]:
    return [each for each in (office.directory / "附件").rglob("*") if each.is_file()]


def refusal(office: Office, source: Path) -> str:
    """Return why a file was not taken in; nothing of it may be left behind."""
    before = kept_files(office)
    haul = attach.take_in(office, [source])
    assert haul.taken == ()
    assert kept_files(office) == before
    return haul.refused[0]


def test_p25_a_file_is_kept_under_its_hash(office: Office, outside: Path) -> None:
    (one,) = put(office, paper(outside))
    (kept,) = kept_files(office)
    assert kept.relative_to(office.directory).as_posix() == f"附件/{one.sha256[:2]}/{one.sha256}"
    assert kept.read_bytes() == b"%PDF scan"
    assert not kept.stat().st_mode & stat.S_IWUSR
    assert (one.name, one.kind, one.size, one.case_id) == ("来文.pdf", SCAN, 9, 1)
    assert (one.added_at, one.added_by) == (office.now, office.officer)
    assert keep.check(office) == ()


@pytest.mark.skipif(os.name == "nt", reason="such names cannot be made there")
@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("C:\\x", "x"),
        ("CON", "_CON"),
        ("a\\b.pdf", "b.pdf"),
        ("\u202egpj.exe", "gpj.exe"),
        ("x. . ", "x"),
        ("长" * 80 + ".pdf", "长" * 78 + ".pdf"),
    ],
)
def test_p25_a_hostile_name_is_only_shown_and_clean(
    office: Office, outside: Path, name: str, shown: str
) -> None:
    (one,) = put(office, paper(outside, name))
    assert one.name == shown
    (kept,) = kept_files(office)
    assert kept.name == one.sha256


def test_p25_a_symlink_is_refused(office: Office, outside: Path) -> None:
    link = outside / "链接.pdf"
    link.symlink_to(paper(outside))
    assert "快捷方式" in refusal(office, link)


@pytest.mark.skipif(os.name == "nt", reason="there are no pipes in folders there")
def test_p25_a_fifo_is_refused_without_waiting(office: Office, outside: Path) -> None:
    os.mkfifo(outside / "管道")
    assert "不是普通文件" in refusal(office, outside / "管道")


def test_p25_an_empty_file_is_refused(office: Office, outside: Path) -> None:
    assert "空文件" in refusal(office, paper(outside, content=b""))


def test_p25_a_folder_is_refused(office: Office, outside: Path) -> None:
    assert "是文件夹" in refusal(office, outside)


def test_p25_a_missing_file_is_refused(office: Office, outside: Path) -> None:
    assert "不存在" in refusal(office, outside / "没有.pdf")


def test_p25_two_gigabytes_are_refused_before_they_are_read(office: Office, outside: Path) -> None:
    huge = outside / "大.tif"
    with huge.open("wb") as file:
        file.truncate(2 * 1024**3)
    assert "2048.0 MB，超过 200.0 MB" in refusal(office, huge)
    assert huge.stat().st_size > LARGEST


def test_p25_a_file_that_grows_while_it_is_read_is_refused(
    office: Office, outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Growing(Progress):
        def step(self, done: int, total: int, text: str = "") -> None:
            assert (done, total, text) == (8, 8, "正在存入“来文.pdf”")
            monkeypatch.setattr(attachment_files, "LARGEST", 12)

    source = paper(outside, content=b"12345678" * 2)
    monkeypatch.setattr(attachment_files, "CHUNK", 8)
    monkeypatch.setattr(attachment_files.os, "fstat", lambda _handle: _stat_of(8))
    haul = attach.take_in(office, [source], Growing())
    assert "超过" in haul.refused[0]
    assert kept_files(office) == []


def _stat_of(size: int) -> os.stat_result:
    return os.stat_result((stat.S_IFREG, 0, 0, 1, 0, 0, size, 0, 0, 0))


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="this user may read everything")
def test_p25_a_file_nobody_may_read_is_refused(office: Office, outside: Path) -> None:
    secret = paper(outside)
    secret.chmod(0)
    assert "没有读取权限" in refusal(office, secret)


def test_p25_a_file_that_cannot_be_opened_is_refused(
    office: Office, outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(*_args: object) -> int:
        raise PermissionError(13, "denied")

    source = paper(outside)
    monkeypatch.setattr(attachment_files.os, "open", denied)
    assert "没有读取权限" in refusal(office, source)


def test_p25_a_full_disk_keeps_nothing(
    office: Office, outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr(attachment_files.os, "fsync", full)
    assert "磁盘已满" in refusal(office, paper(outside))


def test_p25_a_copy_that_reads_back_otherwise_is_not_kept(
    office: Office, outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attachment_files, "_hash_of", lambda _path: "0" * 64)
    assert "读出的内容不一致" in refusal(office, paper(outside))


def test_p25_a_classified_name_is_refused(office: Office, outside: Path) -> None:
    assert "密级标志" in refusal(office, paper(outside, "机密★来文.pdf"))


def test_p35_a_document_with_a_mark_inside_is_refused(office: Office, outside: Path) -> None:
    marked, plain = outside / "来文.txt", outside / "说明.txt"
    marked.write_text("示例来文\n机密★5年\n正文", encoding="utf-8")
    plain.write_text("要做好保密工作。", encoding="utf-8")
    unreadable = outside / "空白.txt"
    unreadable.write_text("\n \n", encoding="utf-8")
    haul = attach.take_in(office, [marked, plain, unreadable])
    assert [each.name for each in haul.taken] == ["说明.txt", "空白.txt"]
    assert (haul.classified, len(haul.refused)) == (1, 1)


def test_what_was_kept_out_as_classified_is_told_without_its_name(office: Office, outside: Path) -> None:
    haul = attach.take_in(office, [paper(outside, "机密★来文.pdf"), paper(outside, "秘密.pdf")])
    before = undo.undoable(office)
    attach.tell_classified(office, 1, haul)
    (line,) = office.store.journal.newest(1)
    assert (line.verb, line.summary, line.after) == ("拒收附件", "2 个带密级标志的文件", {})
    attach.tell_classified(office, 1, attach.Haul(()))
    assert office.store.journal.newest(1) == (line,)
    assert undo.undoable(office) == before
    assert keep.check(office) == ()


def test_one_bad_file_does_not_stop_the_others(office: Office, outside: Path) -> None:
    haul = attach.take_in(office, [paper(outside, "空.pdf", b""), paper(outside)])
    assert [each.name for each in haul.taken] == ["来文.pdf"]
    assert len(haul.refused) == 1


def test_taking_in_can_be_cancelled(office: Office, outside: Path) -> None:
    class Enough(Progress):
        def step(self, *_told: object) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        attach.take_in(office, [paper(outside)], Enough())
    assert kept_files(office) == []


def test_the_same_content_is_kept_once_and_put_to_a_case_once(office: Office, outside: Path) -> None:
    put(office, paper(outside))
    haul = attach.take_in(office, [paper(outside, "又一份.pdf")])
    again = attach.add(office, 1, haul.taken, SCAN)
    assert again.taken == ()
    assert "与附件“来文.pdf”内容相同" in again.refused[0]
    registered(office, "13")
    assert attach.add(office, 2, haul.taken, SCAN).taken == haul.taken
    assert len(kept_files(office)) == 1


def test_a_damaged_file_is_mended_by_the_same_content(office: Office, outside: Path) -> None:
    (one,) = put(office, paper(outside))
    (kept,) = kept_files(office)
    kept.chmod(0o600)
    kept.write_bytes(b"%PDF scaN")
    assert keep.check(office) == ("办件 1 的附件“来文.pdf”的文件与登记的不符",)
    with pytest.raises(OfficeError, match="与登记的不符"):
        attach.save_as(office, one.id, outside / "另存.pdf")
    attach.take_in(office, [outside / "来文.pdf"])
    assert keep.check(office) == ()


def test_the_check_names_what_is_lost(office: Office, outside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (one,) = put(office, paper(outside))

    def unreadable(_path: Path) -> str:
        raise OSError(5, "input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(attachment_files, "_hash_of", unreadable)
        assert keep.check(office) == ("办件 1 的附件“来文.pdf”的文件读不出（系统错误5）",)
    kept_files(office)[0].unlink()
    assert keep.check(office) == ("办件 1 的附件“来文.pdf”的文件缺失",)
    with pytest.raises(OfficeError, match="缺失"):
        attach.save_as(office, one.id, outside / "另存.pdf")


def test_files_of_one_name_are_told_apart(office: Office, outside: Path) -> None:
    (outside / "二").mkdir()
    both = put(office, paper(outside), paper(outside / "二", content=b"another"))
    assert [each.name for each in both] == ["来文.pdf", "来文（2）.pdf"]


def test_a_case_in_the_recycle_bin_takes_nothing(office: Office, outside: Path) -> None:
    register.discard(office, 1)
    haul = attach.take_in(office, [paper(outside)])
    with pytest.raises(OfficeError, match="回收站"):
        attach.add(office, 1, haul.taken, SCAN)


def test_names_and_kinds_can_be_put_right(office: Office, outside: Path) -> None:
    (outside / "二").mkdir()
    one, two = put(office, paper(outside), paper(outside / "二", "征询.jpg", b"form"))
    assert attach.rename(office, one.id, "../原件").name == "原件.pdf"
    put(office, paper(outside, "第三份.pdf", b"third"))
    with pytest.raises(OfficeError, match="已有名为“第三份"):
        attach.rename(office, one.id, "第三份")
    with pytest.raises(OfficeError, match="名称是空的"):
        attach.rename(office, one.id, "  ")
    assert attach.sort(office, two.id, AttachmentKind.OPINION_FORM).kind is AttachmentKind.OPINION_FORM
    with pytest.raises(OfficeError, match="找不到"):
        attach.rename(office, 99, "x")


def test_p25_saving_gives_a_whole_copy_where_the_person_wants_it(office: Office, outside: Path) -> None:
    (one,) = put(office, paper(outside))
    attach.save_as(office, one.id, outside / "另存.pdf")
    assert (outside / "另存.pdf").read_bytes() == b"%PDF scan"
    with pytest.raises(OfficeError, match="是文件夹"):
        attach.save_as(office, one.id, outside)


def test_p25_what_is_opened_is_a_copy_in_a_private_folder(office: Office, outside: Path) -> None:
    (one,) = put(office, paper(outside))
    copies = OpenedCopies()
    copy = attach.open_copy(office, one.id, copies.folder)
    assert copy.read_bytes() == b"%PDF scan"
    assert copy.name == "来文.pdf"
    if os.name != "nt":
        assert stat.S_IMODE(copy.stat().st_mode) == stat.S_IRUSR
        assert stat.S_IMODE(copies.folder.stat().st_mode) == stat.S_IRWXU
    assert attach.open_copy(office, one.id, copies.folder) == copy
    folder = copies.folder
    copies.remove()
    assert not folder.exists()
    copies.remove()
    assert copies.folder.is_dir()
    again = copies.folder
    del copies
    assert not again.exists()


def test_p33_copies_are_gone_when_the_program_ends(tmp_path: Path) -> None:
    code = """
from desktop.casework.opened import OpenedCopies
copies = OpenedCopies()
(copies.folder / "1").mkdir()
copy = copies.folder / "1" / "x.pdf"
copy.touch(mode=0o400)
print(copies.folder)
"""
    environment = {**os.environ, "TMPDIR": str(tmp_path), "TEMP": str(tmp_path)}
    root = Path(__file__).parent.parent.parent
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=True)
    assert Path(done.stdout.strip()).parent == tmp_path
    assert list(tmp_path.iterdir()) == []


def test_p25_a_program_is_never_opened_but_may_be_saved(office: Office, outside: Path) -> None:
    (one,) = put(office, paper(outside, "\u202efdp.exe", b"MZ"))
    with pytest.raises(OfficeError, match="另存为"):
        attach.open_copy(office, one.id, outside / "打开")
    assert not (outside / "打开").exists()
    attach.save_as(office, one.id, outside / "x.exe")
    assert (outside / "x.exe").read_bytes() == b"MZ"


def test_the_recycle_bin_gives_back_what_was_put_there(office: Office, outside: Path) -> None:
    (one,) = put(office, paper(outside))
    attach.discard(office, [one.id])
    assert attach.of_case(office, 1) == ()
    assert [each.id for each in attach.of_case(office, 1, discarded=True)] == [one.id]
    assert len(kept_files(office)) == 1
    attach.discard(office, [one.id], back=True)
    assert attach.of_case(office, 1) == (one,)


def test_every_act_is_taken_back_and_done_again(office: Office, outside: Path) -> None:
    (one,) = put(office, paper(outside))
    attach.rename(office, one.id, "原件")
    attach.sort(office, one.id, AttachmentKind.OTHER)
    attach.discard(office, [one.id])
    states = [office.store.attachments.get(one.id)]
    labels = []
    while (step := undo.undoable(office)) is not None and "登记" not in step.verb:
        labels.append(undo.undo(office).label)
        states.append(office.store.attachments.get(one.id))
    assert labels == ["撤销 附件移入回收站", "撤销 附件改类别", "撤销 附件改名", "撤销 添加附件"]
    told = [(each.name, each.kind, each.is_deleted) for each in states]
    assert told == [
        ("原件.pdf", AttachmentKind.OTHER, True),
        ("原件.pdf", AttachmentKind.OTHER, False),
        ("原件.pdf", SCAN, False),
        ("来文.pdf", SCAN, False),
        ("来文.pdf", SCAN, True),
    ]
    while undo.redoable(office) is not None:
        undo.redo(office)
    assert office.store.attachments.get(one.id) == states[0]
    assert keep.check(office) == ()


def test_an_act_something_later_stands_on_stays(office: Office, outside: Path) -> None:
    (one,) = put(office, paper(outside))
    adding = undo.undoable(office)
    attach.rename(office, one.id, "原件")
    with pytest.raises(OfficeError, match="附件改名"):
        undo.undo(office, adding)


def test_the_history_of_a_case_tells_of_its_files(office: Office, outside: Path) -> None:
    put(office, paper(outside))
    lines = find.history(office, 1)
    assert [line.seq for line in lines] == sorted(line.seq for line in lines)
    assert (lines[-1].verb, lines[-1].summary) == ("添加附件", "来文.pdf")
    assert "phone" not in lines[-1].after


def test_a_desk_only_read_takes_nothing(office: Office, outside: Path) -> None:
    haul = attach.take_in(office, [paper(outside)])
    with closing(office.worker()) as reading, pytest.raises(OfficeError, match="只读"):
        attach.add(reading, 1, haul.taken, SCAN)
