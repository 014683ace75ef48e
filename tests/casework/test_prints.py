"""Prints: made ready, handed over whole or not at all, noted in one transaction, kept byte for byte."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.casework import find, print_records, prints
from desktop.casework.office import open_office
from desktop.casework.papers import Option
from desktop.casework.prints import Making
from desktop.domain.errors import OfficeError
from desktop.domain.print_record import PrintWay
from desktop.domain.progress import Cancelled
from tests import desks
from tests.casework.prints_desk import Stopper, filled, letters, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.casework.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = filled(tmp_path / "desk")
    yield made
    made.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "out"
    made.mkdir()
    return made


def kept_files(office: Office) -> list[Path]:
    return [path for path in office.store.prints.files.folder.rglob("*") if path.is_file()]


# --- one PDF --------------------------------------------------------------------------------------------


def test_letters_become_one_pdf_that_is_noted_and_kept(office: Office, folder: Path) -> None:
    ready = prints.as_pdf(office, letters(office, 2, 3, 4), Making())
    path = folder / "全部.pdf"
    record = prints.save(office, ready, path)
    assert record is not None
    assert path.read_bytes() == ready.pdf
    assert "第2号建议的答复" in words(ready.pdf)[0]
    assert any("预览" in page for page in words(ready.pdf)), "what is only signed bears a watermark"
    assert (record.papers, record.case_ids, record.way) == (2, (2, 3), PrintWay.PDF)
    assert record.pages == len(words(ready.pdf))
    line = office.store.journal.of("print", record.id)[0]
    assert line.summary == "答复函 2 份，涉及 2 件，合并 PDF"
    assert line.after["case_count"] == 2
    assert line.after["sha256"] == record.sha256
    assert office.store.check() == ()


def test_copies_follow_each_other(office: Office) -> None:
    batch = letters(office, 1, 2)
    once, twice = (prints.as_pdf(office, batch, Making(copies=number)) for number in (1, 2))
    assert twice.papers == 2 * once.papers
    first, second = (words(twice.pdf)[place] for place in (0, 2))
    assert first == second


def test_what_was_printed_stays_as_it_was_though_the_case_changes(office: Office, folder: Path) -> None:
    batch = letters(office, 3)
    record = prints.save(office, prints.as_pdf(office, batch, Making()), folder / "前.pdf")
    assert record is not None
    case = find.case(office, 3)
    with office.store.transaction():
        changed = replace(case, proposal=replace(case.proposal, title="关于改了案由的建议"))
        office.store.cases.save(changed, office.note("修改"))
    assert prints.as_pdf(office, letters(office, 3), Making()).pdf != (folder / "前.pdf").read_bytes()
    again = print_records.again(office, record.id)
    noted = prints.save(office, again, folder / "后.pdf")
    assert noted is not None
    assert (folder / "后.pdf").read_bytes() == (folder / "前.pdf").read_bytes()
    assert (noted.again_of, noted.sha256) == (record.id, record.sha256)
    third = prints.sent(office, print_records.again(office, noted.id), PrintWay.PRINTER, "示例打印机")
    assert third is not None
    assert third.again_of == record.id, "the first print is named, not the last"


def test_a_place_that_cannot_be_written_leaves_no_record(office: Office, folder: Path) -> None:
    ready = prints.as_pdf(office, letters(office, 1), Making())
    with pytest.raises(OfficeError, match="没有写成"):
        prints.save(office, ready, folder / "没有" / "全部.pdf")
    assert print_records.newest(office, 9) == ()


def test_making_one_pdf_can_be_stopped_and_leaves_nothing(office: Office) -> None:
    with pytest.raises(Cancelled):
        prints.as_pdf(office, letters(office, 1, 2), Making(), Stopper(""))
    assert kept_files(office) == []


def test_a_desk_that_is_only_read_prints_but_keeps_nothing(office: Office, folder: Path) -> None:
    office.close()
    looked = open_office(office.directory, clock=office.clock, officer="x", read_only=True)
    ready = prints.as_pdf(looked, letters(looked, 1), Making(keeps=False))
    assert prints.save(looked, ready, folder / "只读.pdf") is None
    assert (folder / "只读.pdf").read_bytes() == ready.pdf
    assert prints.of_pdf(looked, "页", ready.pdf).kept.sha256 == ""
    assert prints.of_file(looked, "表", "表.xlsx", b"x").kept.sha256 == ""
    assert kept_files(looked) == []
    looked.close()


def test_one_paper_that_is_there_already_is_kept_too(office: Office) -> None:
    pdf = prints.as_pdf(office, letters(office, 1), Making(keeps=False)).pdf
    record = prints.sent(office, prints.of_pdf(office, "打印测试页", pdf), PrintWay.SYSTEM)
    assert record is not None
    assert (record.name, record.papers, record.case_ids) == ("打印测试页", 1, ())
    assert office.store.journal.of("print", record.id)[0].summary == "打印测试页 1 份，系统程序"


# --- a file each ----------------------------------------------------------------------------------------


def test_every_paper_becomes_a_file_and_all_are_kept(office: Office, folder: Path) -> None:
    heard = Stopper()
    options = frozenset({Option.OPINION_FORM})
    ready = prints.as_files(office, letters(office, 1, 2, options=options), folder, Making(), heard)
    assert not [path for path in folder.iterdir() if not path.name.startswith(".")], "nothing is there yet"
    record = prints.move_in(office, ready, folder)
    assert record is not None
    names = sorted(path.name for path in folder.iterdir())
    assert names == sorted(ready.files)
    assert names[0] == "1-示例区教育局-关于增设示例路公交站的建议.pdf"
    assert (record.papers, record.ending, record.way) == (2, "zip", PrintWay.FILES)
    assert "1/2 正在写入" in heard.heard[1]
    archive = office.store.prints.files.place_of(record.sha256).read_bytes()
    with zipfile.ZipFile(BytesIO(archive)) as packed:
        assert {name: packed.read(name) for name in packed.namelist()} == {
            path.name: path.read_bytes() for path in folder.iterdir()
        }


def test_names_alike_are_told_apart_and_foreign_files_stay(office: Office, folder: Path) -> None:
    theirs = folder / "同名.pdf"
    theirs.write_bytes(b"somebody else's")
    making = Making(pattern="同名")
    prints.move_in(office, prints.as_files(office, letters(office, 1, 2), folder, making), folder)
    assert theirs.read_bytes() == b"somebody else's"
    names = {"同名.pdf", "同名（2）.pdf", "同名（3）.pdf"}
    assert {path.name for path in folder.iterdir()} == names
    prints.move_in(office, prints.as_files(office, letters(office, 1, 2), folder, making), folder)
    assert {path.name for path in folder.iterdir()} == names, "the same papers take their places again"


def test_letters_become_word_documents_and_forms_do_not(office: Office, folder: Path) -> None:
    making = Making(ending="docx")
    record = prints.move_in(office, prints.as_files(office, letters(office, 1), folder, making), folder)
    assert record is not None
    assert record.way is PrintWay.DOCX
    assert not record.is_viewable
    (path,) = folder.iterdir()
    assert path.read_bytes().startswith(b"PK")
    batch = letters(office, 1, options=frozenset({Option.OPINION_FORM}))
    form = replace(batch, sheets=tuple(replace(batch.sheets[1], is_behind=False) for _ in (1,)))
    with pytest.raises(OfficeError, match="是表格，不能生成 Word"):
        prints.as_files(office, form, folder, making)
    assert [path] == list(folder.iterdir())


def test_files_stopped_in_the_middle_leave_nothing(office: Office, folder: Path) -> None:
    second = Stopper("正在写入 第2号建议")
    with pytest.raises(Cancelled):
        prints.as_files(office, letters(office, 1, 2), folder, Making(), second)
    assert len(second.heard) == 2, "one file was there already"
    assert list(folder.iterdir()) == []
    assert kept_files(office) == []
    assert print_records.newest(office, 9) == ()


def test_files_that_wait_can_be_thrown_away(office: Office, folder: Path) -> None:
    ready = prints.as_files(office, letters(office, 1), folder, Making())
    prints.drop(ready)
    prints.drop(prints.as_pdf(office, letters(office, 1), Making()))
    assert list(folder.iterdir()) == []


def test_a_folder_that_is_gone_is_refused(office: Office, folder: Path) -> None:
    with pytest.raises(OfficeError, match=r"不能写入.*没有生成文件"):
        prints.as_files(office, letters(office, 1), folder / "没有", Making())
    with pytest.raises(OfficeError, match=r"没有“\{名\}”"):
        prints.as_files(office, letters(office, 1), folder, Making(pattern="{名}"))
    assert list(folder.iterdir()) == []


def test_a_full_disk_while_writing_is_told(
    office: Office, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path, _content: bytes) -> int:
        raise OSError(28, "full")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OfficeError, match="磁盘已满"):
        prints.as_files(office, letters(office, 1), folder, Making())
    assert list(folder.iterdir()) == []


def test_files_are_brought_in_all_or_none(office: Office, folder: Path) -> None:
    ready = prints.as_files(office, letters(office, 1, 2), folder, Making())
    assert ready.hidden is not None
    (ready.hidden / ready.files[1]).unlink()
    with pytest.raises(OfficeError, match="没有生成文件"):
        prints.move_in(office, ready, folder)
    assert list(folder.iterdir()) == []
    assert print_records.newest(office, 9) == ()


def test_too_much_at_once_is_refused(office: Office, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prints, "LARGEST", 100)
    with pytest.raises(OfficeError, match="分几批"):
        prints.as_pdf(office, letters(office, 1), Making())
    with pytest.raises(OfficeError, match="分几批"):
        prints.as_files(office, letters(office, 1), folder, Making())
    assert list(folder.iterdir()) == []


# --- printed again --------------------------------------------------------------------------------------


def test_files_are_unpacked_as_they_were(office: Office, folder: Path, tmp_path: Path) -> None:
    ready = prints.as_files(office, letters(office, 1, 2), folder, Making())
    record = prints.move_in(office, ready, folder)
    assert record is not None
    other = tmp_path / "再来"
    other.mkdir()
    (other / ready.files[0]).write_bytes(b"theirs")
    noted = prints.move_in(office, print_records.unpack(office, record.id, other), other)
    assert noted is not None
    assert noted.again_of == record.id
    again = other / ready.files[0].replace(".pdf", "（2）.pdf")
    assert again.read_bytes() == (folder / ready.files[0]).read_bytes()
    assert len(list(other.iterdir())) == 3
    whole = words(print_records.look(office, record.id))
    assert "第1号建议的答复" in whole[0]
    assert print_records.again(office, record.id).kept.ending == "zip"


def test_word_documents_are_not_looked_at_here(office: Office, folder: Path) -> None:
    making = Making(ending="docx")
    record = prints.move_in(office, prints.as_files(office, letters(office, 1), folder, making), folder)
    assert record is not None
    with pytest.raises(OfficeError, match="Word 文档不能在这里查看"):
        print_records.look(office, record.id)
    assert print_records.again(office, record.id).pdf == b""


def test_what_was_kept_and_is_lost_is_told(office: Office, folder: Path) -> None:
    record = prints.save(office, prints.as_pdf(office, letters(office, 1), Making()), folder / "a.pdf")
    assert record is not None
    assert print_records.fault(office, record) == ""
    office.store.prints.files.place_of(record.sha256).unlink()
    assert print_records.fault(office, record) == "缺失"
    with pytest.raises(OfficeError, match="第1号打印记录留存的文件缺失"):
        print_records.again(office, record.id)
    assert office.store.check() == ("打印记录 1“答复函”留存的文件缺失",)


def test_records_are_found_by_words_and_by_case(office: Office, folder: Path) -> None:
    for ids in ((1,), (1, 2)):
        prints.save(office, prints.as_pdf(office, letters(office, *ids), Making()), folder / f"{ids}.pdf")
    assert [each.id for each in print_records.newest(office, 9)] == [2, 1]
    assert [each.id for each in print_records.newest(office, 1)] == [2]
    assert [each.id for each in print_records.newest(office, 9, " (1, 2).pdf ")] == [2]
    assert print_records.newest(office, 9, "没有这样的") == ()
    assert [each.id for each in print_records.newest(office, 9, case_id=2)] == [2]
    with pytest.raises(OfficeError, match="找不到这条打印记录"):
        print_records.again(office, 99)


def test_a_print_stands_in_no_way_of_undoing(office: Office, folder: Path) -> None:
    from desktop.casework import undo

    before = undo.undoable(office)
    prints.save(office, prints.as_pdf(office, letters(office, 1), Making()), folder / "a.pdf")
    assert undo.undoable(office) == before
    assert desks.FIRST_DAY
