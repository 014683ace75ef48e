"""Letters of many cases on paper: one PDF of all, or one file each under a name people can find."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from typing_extensions import override

from desktop.casework import issue, print_out
from desktop.domain.assignment import Role
from desktop.domain.errors import OfficeError
from desktop.domain.progress import Cancelled, Progress
from desktop.domain.reply import ReplyState
from tests import desks
from tests.samples import PAPER

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.domain.case import Case


@pytest.fixture
def office(tmp_path: Path) -> Office:
    folder = tmp_path / "desk"
    folder.mkdir()
    return desks.new_office(folder)


def signed(office: Office, item_no: str) -> Case:
    case = desks.handed_out(office, desks.registered(office, item_no))
    return desks.signed(office, desks.drafted(office, desks.met(office, case)))


def words(path: Path) -> list[str]:
    """Return the text of every page without blanks."""
    with pypdfium2.PdfDocument(path) as pdf:
        return ["".join(page.get_textpage().get_text_bounded().split()) for page in pdf]


class Recorder(Progress):
    """Keeps what it hears, and stops when a text begins as told."""

    def __init__(self, stop_at: str = "\0") -> None:
        self.heard: list[str] = []
        self._stop_at = stop_at

    @override
    def step(self, done: int, total: int, text: str = "") -> None:
        self.heard.append(f"{done}/{total} {text}")
        if text.startswith(self._stop_at):
            raise Cancelled


def test_letters_of_several_cases_are_one_pdf_in_the_order_asked_for(office: Office, tmp_path: Path) -> None:
    first = desks.answered(office, desks.registered(office, "1"))
    second = desks.answered(office, desks.registered(office, "2"))
    drafted = desks.drafted(office, desks.handed_out(office, desks.registered(office, "3")))
    path = tmp_path / "全部.pdf"
    run = print_out.letters_pdf(office, (second.id, drafted.id, first.id), path)
    assert run == print_out.PrintRun((path,), 2, ("第3号建议",))
    pages = words(path)
    assert "2号建议的答复" in pages[0]
    assert any("1号建议的答复" in page for page in pages[1:])


def test_a_signed_letter_is_marked_as_a_preview_and_an_issued_one_is_not(
    office: Office, tmp_path: Path
) -> None:
    waiting, out = signed(office, "1"), desks.answered(office, desks.registered(office, "2"))
    print_out.letters_pdf(office, (waiting.id,), tmp_path / "预览.pdf")
    print_out.letters_pdf(office, (out.id,), tmp_path / "正本.pdf")
    assert "预览" in "".join(words(tmp_path / "预览.pdf"))
    assert "预览" not in "".join(words(tmp_path / "正本.pdf"))


def test_every_letter_gets_a_file_of_its_own_under_its_own_name(office: Office, tmp_path: Path) -> None:
    long = replace(PAPER, title="关于进一步优化“示例路/滨江大道”公交线网和站点布局的建议")
    first = desks.answered(office, desks.registered(office, "7", long))
    twin = desks.answered(office, desks.registered(office, "7", long))
    folder = tmp_path / "out"
    folder.mkdir()
    heard = Recorder()
    run = print_out.letters_files(office, (first.id, twin.id), folder, heard)
    assert [file.name for file in run.files] == [
        "7-示例区教育局-关于进一步优化“示例路滨江大道”公交线.pdf",
        "7-示例区教育局-关于进一步优化“示例路滨江大道”公交线（2）.pdf",
    ]
    assert sorted(folder.iterdir()) == sorted(run.files)
    assert any("正在写入 7-示例区教育局" in line for line in heard.heard)


def test_a_name_never_holds_what_a_file_system_refuses() -> None:
    assert print_out.file_name("", "示例局:办公室", " a<b>|c?*. ") == "未编号-示例局办公室-abc"


def test_every_answering_unit_has_its_letter(office: Office, tmp_path: Path) -> None:
    tasks = (desks.draft(1, Role.SPLIT), desks.draft(2, Role.SPLIT))
    case = desks.met(office, desks.handed_out(office, desks.registered(office), *tasks))
    for unit_id in (1, 2):
        case = desks.signed(office, desks.drafted(office, case, unit_id), unit_id)
    case = issue.letter(office, case.id, 1)
    run = print_out.letters_files(office, (case.id,), tmp_path)
    assert [file.name.split("-")[1] for file in run.files] == ["示例区教育局", "示例区财政局"]


def test_an_answer_known_only_by_its_number_has_no_letter(office: Office, tmp_path: Path) -> None:
    case = desks.answered(office, desks.registered(office))
    bare = replace(case.replies[0], text="", letter_id=None)
    with office.store.transaction():
        case = office.store.cases.save(replace(case, replies=(bare,)), office.note("导入"))
    with pytest.raises(OfficeError, match="没有已签发的答复"):
        print_out.letters_pdf(office, (case.id,), tmp_path / "无.pdf")
    assert not (tmp_path / "无.pdf").exists()


def test_an_imported_answer_with_its_text_is_set_as_it_went_out(office: Office, tmp_path: Path) -> None:
    case = desks.answered(office, desks.registered(office))
    told = replace(case.replies[0], letter_id=None)
    assert told.state is ReplyState.ISSUED
    with office.store.transaction():
        case = office.store.cases.save(replace(case, replies=(told,)), office.note("导入"))
    run = print_out.letters_pdf(office, (case.id,), tmp_path / "有.pdf")
    assert run.letters == 1
    assert "预览" not in "".join(words(tmp_path / "有.pdf"))


def test_the_letter_of_an_earlier_round_is_printed_until_the_next_is_signed(
    office: Office, tmp_path: Path
) -> None:
    case = desks.judged(office, desks.answered(office, desks.registered(office)), level=-1)
    assert print_out.letters_pdf(office, (case.id,), tmp_path / "一.pdf").letters == 1
    lost = replace(case, replies=(replace(case.replies[0], letter_id=None),))
    with office.store.transaction():
        office.store.cases.save(lost, office.note("导入"))
    with pytest.raises(OfficeError, match="没有已签发的答复"):
        print_out.letters_pdf(office, (case.id,), tmp_path / "二.pdf")


def test_cancelling_leaves_nothing_by_half(office: Office, tmp_path: Path) -> None:
    case = desks.answered(office, desks.registered(office))
    folder = tmp_path / "out"
    folder.mkdir()
    with pytest.raises(Cancelled):
        print_out.letters_files(office, (case.id,), folder, Recorder("正在写入"))
    with pytest.raises(Cancelled):
        print_out.letters_pdf(office, (case.id,), folder / "全部.pdf", Recorder("正在读取"))
    assert list(folder.iterdir()) == []


def test_a_place_that_cannot_be_written_is_told_and_keeps_the_old_file(
    office: Office, tmp_path: Path
) -> None:
    case = desks.answered(office, desks.registered(office))
    with pytest.raises(OfficeError, match="没有写成"):
        print_out.letters_pdf(office, (case.id,), tmp_path / "没有这个文件夹" / "全部.pdf")
    occupied = tmp_path / "占用.pdf"
    occupied.mkdir()
    with pytest.raises(OfficeError, match="没有写入任何内容"):
        print_out.letters_pdf(office, (case.id,), occupied)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["desk", "占用.pdf"]
