"""The papers of a dossier: in order, with the pages of the real files, written whole, told by name."""

from __future__ import annotations

import errno
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from openpyxl import load_workbook
from PIL import Image

from desktop.casework import (
    archive,
    attach,
    change,
    clock,
    consult,
    dossier,
    dossier_files,
    export,
    find,
    follow,
    look_back,
    merge,
    points,
    supervise,
)
from desktop.casework.dossier_papers import papers
from desktop.casework.supervise import Pressing
from desktop.casework.supplement import Addition
from desktop.domain.archive import Chapter
from desktop.domain.assignment import CoOpinion, Role
from desktop.domain.attachment import Attachment
from desktop.domain.clock import Extension, InterimReport
from desktop.domain.commitment import Commitment
from desktop.domain.errors import OfficeError
from desktop.domain.look_back import LookBack, Wish
from desktop.domain.progress import Cancelled, Progress
from desktop.domain.reply import Reply, ReplyState
from desktop.domain.supervision import Supervision, SupervisionLevel
from desktop.domain.trail import Handover, Move, RequestKind
from tests import desks
from tests.samples import PAPER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.domain.case import Case

FULL = replace(PAPER, body="示例路沿线候车拥挤。\n建议增设站台。" * 3)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = desks.new_office(tmp_path / "desk")
    yield made
    made.close()


def closed(office: Office, number: str = "12") -> Case:
    return desks.judged(office, desks.answered(office, desks.registered(office, number, FULL)))


def put_away(office: Office, case: Case) -> Case:
    return archive.put_away(office, case.id, replace(archive.suggested(office, case), reason="另存"))


def attached(office: Office, case: Case, folder: Path) -> None:
    """Put a picture, a PDF of two pages, a text and a broken PDF to a case."""
    folder.mkdir()
    Image.new("RGB", (160, 90)).save(folder / "现场.jpg")
    pages = [Image.new("RGB", (90, 160)) for _ in range(2)]
    pages[0].save(folder / "征询意见表.pdf", save_all=True, append_images=pages[1:])
    (folder / "说明.txt").write_text("说明", encoding="utf-8")
    (folder / "坏.pdf").write_bytes(b"%PDF-1.4 broken")
    (folder / "坏.png").write_bytes(b"no picture")
    names = ("现场.jpg", "征询意见表.pdf", "说明.txt", "坏.pdf", "坏.png")
    attach.add(office, case.id, attach.take_in(office, [folder / name for name in names]).taken, None)


def text_of(content: bytes | Path) -> str:
    with pypdfium2.PdfDocument(content) as paper:
        return "\n".join(page.get_textpage().get_text_bounded() for page in paper).replace("\r\n", "\n")


def eventful(office: Office) -> Case:
    """Return a case to which everything happened that leaves a paper."""
    case = desks.registered(office, paper=FULL)
    case = desks.handed_out(office, case, desks.draft(1, Role.LEAD, task="增设站台"), desks.draft(2, Role.CO))
    case = consult.take_co_opinion(office, case.id, 2, CoOpinion(office.today, "同意安排经费。"))
    change.ask(office, case.id, change.Asking(RequestKind.RETURN, 1, "职责不清"))
    change.decide(office, case.id, 0, change.Ruling(agrees=False, decided_by="示例主任", opinion="属其职责"))
    until = office.today + timedelta(days=120)
    clock.ask_extension(office, case.id, clock.Request("示例区教育局", "需要论证", until))
    clock.decide_extension(
        office, case.id, clock.Decision(approved=False, decided_by="示例主任", opinion="按期办结")
    )
    clock.pause(office, case.id, "等待上级批复")
    clock.resume(office, case.id)
    supervise.remind(office, [case.id], Pressing(SupervisionLevel.URGE, "书面通知", "抓紧", ("示例人大办",)))
    supervise.record_result(office, case.id, 0, "已落实")
    points.keep(office, case.id, ["增设站台", "加装雨棚"])
    case = desks.judged(office, desks.answered(office, find.case(office, case.id)), level=-1)
    case = desks.judged(office, desks.answered(office, case))
    case = follow.promise(office, case.id, Commitment("建成站台", "示例区教育局", office.today))
    case = follow.fulfil(office, case.id, 0, office.today, "验收单")
    clock.report_interim(office, case.id, InterimReport(office.today, "示例区教育局", "已开工"))
    look_back.take_wish(office, case.id, Wish("再加座椅", office.today))
    look_back.answer_wish(office, case.id, 0, "已加装", office.today)
    look_back.record(
        office, case.id, LookBack("2026年“回头看”", office.today, "示例经办", quality="答复具体")
    )
    return desks.added(office, find.case(office, case.id), Addition("二期站台已于今日投用。"))


def test_every_paper_lies_in_its_place(office: Office) -> None:
    found = tuple(papers(office, eventful(office)))
    parts = [each.part for each in found]
    assert parts == sorted(parts, key=list(Chapter).index)
    come = {Chapter.HANDOUT, Chapter.PAPER}
    assert [(each.part, each.title) for each in found if each.part not in come] == [
        (Chapter.TASKS, "承办任务单"),
        (Chapter.MEETINGS, "“三见面”（面商）记录表（第1轮）"),
        (Chapter.MEETINGS, "“三见面”（面商）记录表（第2轮）"),
        (Chapter.CO_OPINIONS, "示例区财政局的协办意见"),
        (Chapter.SLIPS, "答复函审签单（示例区教育局）（第1轮）"),
        (Chapter.SLIPS, "诉求要点答复清单"),
        (Chapter.SLIPS, "答复函审签单（示例区教育局）（第2轮）"),
        (Chapter.SLIPS, "诉求要点答复清单"),
        (Chapter.SLIPS, "补充答复函审签单（示例区教育局）"),
        (Chapter.LETTERS, "关于区十七届人大一次会议第12号建议的答复"),
        (Chapter.LETTERS, "关于区十七届人大一次会议第12号建议的重新答复"),
        (Chapter.SUPPLEMENTS, "关于区十七届人大一次会议第12号建议的补充答复"),
        (Chapter.VERDICTS, "征询意见登记表（第1轮）"),
        (Chapter.VERDICTS, "征询意见登记表（第2轮）"),
        (Chapter.REHANDLING, "重新办理研究记录（第2轮）"),
        (Chapter.FOLLOW, "承诺落实及后续办理记录"),
        (Chapter.PRESS, "督办记录"),
        (Chapter.PRESS, "催办通知书"),
        (Chapter.TRAIL, "退改、延期及停计时记录"),
    ]
    assert {each.doc_no for each in found if each.part is Chapter.LETTERS} == {
        "例教函〔2026〕1号",
        "例教函〔2026〕2号",
    }


def test_what_was_said_stands_on_the_paper(office: Office, tmp_path: Path) -> None:
    case = put_away(office, eventful(office))
    done = dossier_files.write_pdf(office, case.id, tmp_path / "案卷.pdf")
    assert done == dossier_files.Written((tmp_path / "案卷.pdf",), 1)
    said = text_of(tmp_path / "案卷.pdf")
    for words in (
        "案卷封面", "2026-Y-0001", "保管期限", "另存", "卷内目录", "建议首页", "示例路沿线候车拥挤",
        "同意安排经费", "职责不清", "属其职责", "需要论证", "按期办结", "等待上级批复", "结果：已落实",
        "验收单", "已开工", "再加座椅", "答复具体", "答复没有说明时限", "二期站台已于今日投用", "增设站台",
    ):  # fmt: skip
        assert words in said, words


def test_what_is_known_by_its_number_alone_has_no_paper(office: Office) -> None:
    case = desks.handed_out(
        office, desks.registered(office, paper=FULL), desks.draft(1, Role.LEAD), desks.draft(2, Role.CO)
    )
    known = Reply(1, "示例区教育局", state=ReplyState.ISSUED, doc_no="例教函〔2025〕1号")
    told = Supervision(SupervisionLevel.URGE, "电话督促", 1, "示例区教育局", office.today)
    asked = Extension(office.today, "示例区教育局", "需要论证", office.today)
    moved = Handover(Move.RETURNED, "示例区财政局", (), office.today, office.today, "职责不符")
    case = replace(
        case,
        replies=(known,),
        supplements=(known,),
        supervisions=(told,),
        extensions=(asked,),
        handovers=(moved,),
    )
    found = [each for each in papers(office, case) if list(Chapter).index(each.part) > 3]
    assert [each.part for each in found] == [Chapter.PRESS, Chapter.TRAIL]
    listed = [box.text for row in found[1].content.rows for box in row.boxes]  # type: ignore[union-attr]
    assert "示例区财政局 → 退回\n职责不符" in listed
    assert any(text.endswith("待批") for text in listed)


def test_the_catalogue_counts_the_pages_of_the_real_files(office: Office, tmp_path: Path) -> None:
    case = closed(office)
    attached(office, case, tmp_path / "来件")
    listed = dossier.catalogue(office, case)
    assert [column.title for column in listed.columns] == [
        "序号", "文号", "责任者", "题名", "日期", "页数", "备注",
    ]  # fmt: skip
    pages = {row[3]: (row[5], row[6]) for row in listed.rows}
    assert pages["现场.jpg"] == (1, "佐证")
    assert pages["征询意见表.pdf"] == (2, "征询意见表")
    assert pages["说明.txt"] == (None, "其他；不是 PDF 或图片")
    assert pages["坏.pdf"] == (None, "其他；文件已损坏或有密码")
    assert pages["坏.png"] == (None, "其他；文件已损坏或有密码")
    content, left_out = dossier.pdf(office, case)
    assert left_out == (
        "第12号建议：说明.txt（不是 PDF 或图片）",
        "第12号建议：坏.pdf（文件已损坏或有密码）",
        "第12号建议：坏.png（文件已损坏或有密码）",
    )
    counted = sum(row[5] for row in listed.rows if isinstance(row[5], int))
    with pypdfium2.PdfDocument(content) as whole:
        assert len(whole) == counted + 2
    assert listed.subtitle.endswith(f"共{len(listed.rows)}份{counted}页")


def test_a_file_that_is_gone_is_told_by_name(office: Office, tmp_path: Path) -> None:
    case = closed(office)
    attached(office, case, tmp_path / "来件")
    for each in attach.of_case(office, case.id):
        office.store.attachments.files.place_of(each.sha256).unlink()
    done = dossier_files.write_folders(office, [case.id], tmp_path / "案卷")
    assert len(done.left_out) == 5
    assert all("现场" in done.left_out[0] or each for each in done.left_out)
    (folder,) = done.places
    assert not [path for path in folder.iterdir() if path.suffix != ".pdf"]


def test_a_folder_holds_every_paper_numbered(office: Office, tmp_path: Path) -> None:
    case = put_away(office, closed(office))
    case = archive.take_out(office, case.id, "补件")
    attached(office, case, tmp_path / "来件")
    put_away(office, case)
    done = dossier_files.write_folders(office, [case.id], tmp_path / "案卷")
    (folder,) = done.places
    assert folder.name == "2026-Y-0001-关于增设示例路公交站的建议"
    names = sorted(path.name for path in folder.iterdir())
    assert names[0] == "00-案卷封面、卷内目录.pdf"
    assert names[1] == "01-第12号建议《关于增设示例路公交站的建议》.pdf"
    assert [name.split("-")[0] for name in names] == [f"{number:02d}" for number in range(len(names))]
    assert (folder / names[-1]).read_bytes() in {b"%PDF-1.4 broken", b"no picture"}
    assert done.papers == len(names) - 1
    again = dossier_files.write_folders(office, [case.id], tmp_path / "案卷")
    assert again.places[0].name == f"{folder.name}（2）"
    assert not list((tmp_path / "案卷").glob(".*"))


def test_many_dossiers_have_names_of_their_own(office: Office, tmp_path: Path) -> None:
    paper = replace(FULL, title="关于 A/B 路\\口: 增设*站台?的建议" + "长" * 200)
    cases = [
        desks.judged(office, desks.answered(office, desks.registered(office, n, paper))) for n in ("1", "1")
    ]
    done = dossier_files.write_pdfs(office, [case.id for case in cases], tmp_path)
    assert [path.name for path in done.places] == [
        "第1号建议-关于 A／B 路＼口： 增设＊站台？的建.pdf",
        "第1号建议-关于 A／B 路＼口： 增设＊站台？的建（2）.pdf",
    ]
    assert all(path.read_bytes().startswith(b"%PDF") for path in done.places)


def test_stopped_in_between_what_is_whole_stays(office: Office, tmp_path: Path) -> None:
    class Patient(Progress):
        def step(self, done: int, total: int, text: str = "") -> None:
            assert done < total
            if "第2号" in text:
                raise Cancelled

    ids = [closed(office, number).id for number in ("1", "2")]
    with pytest.raises(Cancelled):
        dossier_files.write_folders(office, ids, tmp_path / "案卷", Patient())
    assert [path.name for path in (tmp_path / "案卷").iterdir()] == ["第1号建议-关于增设示例路公交站的建议"]


def test_a_place_that_cannot_be_written_is_told_and_leaves_nothing(office: Office, tmp_path: Path) -> None:
    case = closed(office)
    (tmp_path / "文件").write_bytes(b"")
    with pytest.raises(OfficeError, match="不能建立文件夹"):
        dossier_files.write_folders(office, [case.id], tmp_path / "文件")
    with pytest.raises(OfficeError, match="没有写成"):
        dossier_files.write_pdf(office, case.id, tmp_path / "没有" / "案卷.pdf")


def test_a_folder_that_cannot_get_its_name_leaves_nothing(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_self: Path, _target: Path) -> None:
        raise OSError(errno.ENOSPC, "full")

    case = closed(office)
    monkeypatch.setattr("pathlib.Path.rename", full)
    with pytest.raises(OfficeError, match=r"没有写成.*没有留下内容"):
        dossier_files.write_folders(office, [case.id], tmp_path / "案卷")
    assert not list((tmp_path / "案卷").iterdir())


def test_papers_merged_into_a_case_lie_in_its_dossier(office: Office) -> None:
    main, part = desks.registered(office, "1", FULL), desks.registered(office, "2", FULL)
    merge.into(office, main.id, [part.id])
    main = desks.judged(office, desks.answered(office, find.case(office, main.id)))
    found = tuple(papers(office, main))
    assert [each.title[:5] for each in found if each.part is Chapter.PAPER] == ["第1号建议", "第2号建议"]
    assert len([each for each in found if each.part is Chapter.LETTERS]) == 2


def test_the_list_of_dossiers_counts_what_is_in_each(office: Office, tmp_path: Path) -> None:
    first, second = put_away(office, closed(office, "1")), closed(office, "2")
    listed = dossier.index(office, [first.id, second.id])
    assert listed.title == "案卷目录"
    assert listed.rows[0][:4] == (
        1, "2026-Y-0001", "第1号建议《关于增设示例路公交站的建议》办理材料", "示例区教育局",
    )  # fmt: skip
    with pypdfium2.PdfDocument(dossier.pdf(office, first)[0]) as whole:
        assert listed.rows[0][5] == len(whole) - 2
    assert listed.rows[0][6:] == ("永久", office.today, "另存")
    assert listed.rows[1][1] == listed.rows[1][6] == ""
    assert export.write(office, listed, tmp_path / "目录.xlsx") == 2
    assert load_workbook(tmp_path / "目录.xlsx").active["A1"].value == "案卷目录"


def test_a_case_without_a_text_or_units_has_a_cover_all_the_same(office: Office) -> None:
    case = desks.registered(
        office, paper=replace(PAPER, body="", submitters=PAPER.submitters[:1], co_submitter_count=0)
    )
    content, left_out = dossier.pdf(office, case)
    assert "（未登记正文，见来文扫描件）" in text_of(content)
    assert left_out == ()


def test_pages_are_counted_without_making_them_and_are_the_same(office: Office, tmp_path: Path) -> None:
    case = closed(office)
    attached(office, case, tmp_path / "文件")
    made, counted = dossier.sheaves(office, case), dossier.counted(office, case)
    assert [each.pages for each in counted] == [each.pages for each in made]
    assert [each.fault for each in counted] == [each.fault for each in made]
    assert not any(each.pdf for each in counted if not isinstance(each.paper.content, Attachment))
