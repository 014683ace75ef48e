"""Dossier: the papers of archived cases put on paper — one folder or one PDF a case, whole or not at all."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.casework import dossier_forms, find, papers, print_out
from desktop.casework.dossier_papers import DossierPaper
from desktop.casework.dossier_papers import papers as papers_of
from desktop.domain.attachment import Attachment, clean_name, split_name
from desktop.domain.errors import OfficeError
from desktop.domain.ledger import Align, CellKind, Column, Ledger
from desktop.domain.progress import SILENT, Progress
from desktop.paths import make_folder, reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.casework.papers import Content
    from desktop.domain.case import Case

_TITLE = 20  # characters of a title in a name
_PAPER_TITLE = 40
_PDF = ".pdf"
COLUMNS = (
    Column("number", "序号", CellKind.NUMBER, width=6),
    Column("doc_no", "文号", width=18, wrap=True),
    Column("author", "责任者", width=18, wrap=True),
    Column("title", "题名", width=44, align=Align.LEFT, wrap=True),
    Column("on", "日期", CellKind.DATE, width=12),
    Column("pages", "页数", CellKind.NUMBER, width=6),
    Column("remark", "备注", width=14, wrap=True),
)


@dataclass(frozen=True, slots=True)
class Sheaf:
    """One paper as it lies in the dossier: its pages as a PDF, or why it has none there."""

    paper: DossierPaper
    pdf: bytes | Path | None
    pages: int | None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: files or folders, how many papers they hold, what could not be joined and why."""

    places: tuple[Path, ...]
    papers: int
    left_out: tuple[str, ...] = ()


def sheaves(office: Office, case: Case, progress: Progress = SILENT) -> tuple[Sheaf, ...]:
    """Return every paper of a case put on paper, in order; the pages are those of the real PDFs.

    Attached PDFs and pictures become pages, other files only stand in the catalogue.
    """
    found = tuple(papers_of(office, case))
    made: list[Sheaf] = []
    for done, paper in enumerate(found):
        progress.step(done, len(found), f"正在排版 {paper.title}")
        made.append(_sheaf(office, paper))
    return tuple(made)


def _sheaf(office: Office, paper: DossierPaper) -> Sheaf:
    from desktop.documents import joined

    if not isinstance(paper.content, Attachment):
        content = _rendered(office, paper.title, paper.content)
        return Sheaf(paper, content, joined.page_count(content))
    place = office.store.attachments.files.place_of(paper.content.sha256)
    fault = office.store.attachments.files.fault(paper.content.sha256)
    if fault:
        return Sheaf(paper, None, None, fault)
    return _attached(paper, place)


def _attached(paper: DossierPaper, place: Path) -> Sheaf:
    from desktop.documents import joined, pictures

    suffix = split_name(paper.title)[1].casefold()
    try:
        if suffix == _PDF:
            return Sheaf(paper, place, joined.page_count(place))
        if suffix in pictures.SUFFIXES:
            content = pictures.pdf(place)
            return Sheaf(paper, content, joined.page_count(content))
    except OfficeError:
        return Sheaf(paper, None, None, "文件已损坏或有密码")
    return Sheaf(paper, None, None, "不是 PDF 或图片")


def _rendered(office: Office, name: str, content: Content) -> bytes:
    return papers.pdf(office, (papers.Sheet(name, content),), name)


def catalogue(office: Office, case: Case, made: Sequence[Sheaf] | None = None) -> Ledger:
    """Return the catalogue of a dossier (卷内目录): what lies in it, in order, each with its pages."""
    found = sheaves(office, case) if made is None else made
    rows = [
        (
            number,
            each.paper.doc_no,
            each.paper.author,
            each.paper.title,
            each.paper.on,
            each.pages,
            "；".join(part for part in (each.paper.remark, each.fault) if part),
        )
        for number, each in enumerate(found, start=1)
    ]
    pages = sum(each.pages or 0 for each in found)
    file_no = f"，归档号 {case.dossier.file_no}" if case.dossier else ""
    return Ledger(
        "卷内目录",
        COLUMNS,
        rows,
        subtitle=f"{case.proposal.number_phrase}《{case.proposal.title.strip()}》{file_no}，"
        f"共{len(rows)}份{pages}页",
        landscape=False,
    )


def _front(office: Office, case: Case, made: Sequence[Sheaf]) -> bytes:
    """Return cover and catalogue."""
    days = [each.paper.on for each in made if each.paper.on]
    cover = dossier_forms.cover(office, case, days, sum(each.pages or 0 for each in made))
    first = (papers.Sheet("案卷封面", cover), papers.Sheet("卷内目录", catalogue(office, case, made)))
    return papers.pdf(office, first, cover.title)


def pdf(office: Office, case: Case, progress: Progress = SILENT) -> tuple[bytes, tuple[str, ...]]:
    """Return a dossier as one PDF, cover and catalogue first, and by name what could not be joined."""
    from desktop.documents import joined

    made = sheaves(office, case, progress)
    whole = joined.pdf((_front(office, case, made), *(each.pdf for each in made if each.pdf is not None)))
    return whole, tuple(_left_out(case, made))


def _left_out(case: Case, made: Sequence[Sheaf]) -> Iterator[str]:
    for each in made:
        if each.pdf is None:
            yield f"{case.proposal.number_phrase}：{each.paper.title}（{each.fault}）"


def write_pdf(office: Office, case_id: int, path: Path, progress: Progress = SILENT) -> Written:
    """Write the dossier of one case as one PDF."""
    content, left_out = pdf(office, find.case(office, case_id), progress)
    print_out.put(path, content)
    return Written((path,), 1, left_out)


def write_pdfs(office: Office, case_ids: Sequence[int], folder: Path, progress: Progress = SILENT) -> Written:
    """Write a PDF a case into a folder, named by file number and title; what stood there is kept.

    Stopped, the files written so far stay whole.
    """
    made: list[Written] = []
    for done, case_id in enumerate(case_ids):
        case = find.case(office, case_id)
        progress.step(done, len(case_ids), f"正在生成 {case.proposal.number_phrase} 的案卷")
        made.append(write_pdf(office, case_id, _unused(folder, _name(case), _PDF)))
    return _together(made)


def write_folders(
    office: Office, case_ids: Sequence[int], folder: Path, progress: Progress = SILENT
) -> Written:
    """Write a folder a case into a folder: its papers numbered in order, attachments as they are.

    A folder appears under its name once all of it is written; what stood there is kept.
    """
    made: list[Written] = []
    for done, case_id in enumerate(case_ids):
        case = find.case(office, case_id)
        progress.step(done, len(case_ids), f"正在写入 {case.proposal.number_phrase} 的案卷")
        made.append(_write_folder(office, case, folder))
    return _together(made)


def _write_folder(office: Office, case: Case, parent: Path) -> Written:
    made = sheaves(office, case)
    place = _unused(parent, _name(case))
    missing: list[str] = []
    with _made_whole(place) as draft:
        print_out.put(draft / f"00-案卷封面、卷内目录{_PDF}", _front(office, case, made))
        for number, each in enumerate(made, start=1):
            if not _put(office, each, draft, f"{number:02d}-"):
                missing.append(f"{case.proposal.number_phrase}：{each.paper.title}（{each.fault}）")
    return Written((place,), len(made) - len(missing), tuple(missing))


def _put(office: Office, sheaf: Sheaf, folder: Path, number: str) -> bool:
    """Put one paper into a folder; return False for an attachment whose file is gone or not what it was."""
    content = sheaf.paper.content
    if isinstance(content, Attachment):
        files = office.store.attachments.files
        if files.fault(content.sha256):
            return False
        files.copy_out(content.sha256, folder / clean_name(number + content.name))
    elif isinstance(sheaf.pdf, bytes):
        print_out.put(folder / _plain(f"{number}{sheaf.paper.title[:_PAPER_TITLE]}{_PDF}"), sheaf.pdf)
    return True


@contextmanager
def _made_whole(place: Path) -> Iterator[Path]:
    """Lend a folder that gets its name once all went well, and else leaves nothing behind."""
    make_folder(place.parent)
    draft = place.with_name(f".{place.name}.tmp")
    try:
        make_folder(draft)
        yield draft
        draft.rename(place)
    except OSError as error:
        raise OfficeError(
            f"文件夹“{place.name}”没有写成（{reason(error)}），没有留下内容；请检查磁盘空间和权限后重试，或换一个位置。"
        ) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _name(case: Case) -> str:
    number = case.dossier.file_no if case.dossier else case.proposal.number_phrase
    return _plain(f"{number}-{case.proposal.title.strip()[:_TITLE]}")


def _plain(name: str) -> str:
    """Return a name free of what no file system takes; strokes stay part of the name, as full-width ones."""
    return clean_name(name.replace("/", "／").replace("\\", "＼"))


def _unused(folder: Path, name: str, suffix: str = "") -> Path:
    """Return a place in a folder that nothing bears yet."""
    turn, place = 1, folder / f"{name}{suffix}"
    while place.exists():
        turn += 1
        place = folder / f"{name}（{turn}）{suffix}"
    return place


def _together(made: Sequence[Written]) -> Written:
    return Written(
        tuple(place for each in made for place in each.places),
        sum(each.papers for each in made),
        tuple(words for each in made for words in each.left_out),
    )
