"""Dossier: the papers of one case bound together — cover, catalogue (卷内目录), every paper in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from desktop.casework import dossier_forms, find, papers
from desktop.casework.dossier_papers import DossierPaper
from desktop.casework.dossier_papers import papers as papers_of
from desktop.domain.attachment import Attachment, split_name
from desktop.domain.errors import OfficeError
from desktop.domain.ledger import Align, CellKind, Column, Ledger
from desktop.domain.progress import SILENT, Progress

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.casework.papers import Content
    from desktop.domain.case import Case
    from desktop.domain.ledger import Row

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


INDEX = (
    Column("number", "序号", CellKind.NUMBER, width=6),
    Column("file_no", "归档号", width=16),
    Column("title", "案卷题名", width=56, align=Align.LEFT, wrap=True),
    Column("unit", "主办单位", width=22, align=Align.LEFT, wrap=True),
    Column("span", "起止日期", width=16, wrap=True),
    Column("pages", "页数", CellKind.NUMBER, width=8),
    Column("retention", "保管期限", width=10),
    Column("archived_on", "归档日期", CellKind.DATE, width=12),
    Column("reason", "备注", width=24, align=Align.LEFT, wrap=True),
)


@dataclass(frozen=True, slots=True)
class Sheaf:
    """One paper as it lies in the dossier: its pages as a PDF, or why it has none there.

    Where pages are only counted, the PDF of what the office makes itself is empty.
    """

    paper: DossierPaper
    pdf: bytes | Path | None
    pages: int | None
    fault: str = ""


def sheaves(office: Office, case: Case, progress: Progress = SILENT) -> tuple[Sheaf, ...]:
    """Return every paper of a case put on paper, in order; the pages are those of the real PDFs.

    Attached PDFs and pictures become pages, other files only stand in the catalogue.
    """
    found = tuple(papers_of(office, case))
    made: list[Sheaf] = []
    for done, paper in enumerate(found):
        progress.step(done, len(found), f"正在排版 {paper.title}")
        made.append(_attachment(office, paper) or _made(office, paper))
    return tuple(made)


def counted(office: Office, case: Case) -> tuple[Sheaf, ...]:
    """Return every paper of a case with its pages as `sheaves` does, but make no PDF: ten times as fast."""
    return tuple(_attachment(office, each) or _counted(office, each) for each in papers_of(office, case))


def _made(office: Office, paper: DossierPaper) -> Sheaf:
    from desktop.documents import joined

    content = papers.pdf(office, (_sheet(paper),), paper.title)
    return Sheaf(paper, content, joined.page_count(content))


def _counted(office: Office, paper: DossierPaper) -> Sheaf:
    return Sheaf(paper, b"", papers.page_count(office, _sheet(paper)))


def _sheet(paper: DossierPaper) -> papers.Sheet:
    return papers.Sheet(paper.title, cast("Content", paper.content))


def _attachment(office: Office, paper: DossierPaper) -> Sheaf | None:
    """Return a file put to the case; None for what the office makes itself."""
    if not isinstance(paper.content, Attachment):
        return None
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


def catalogue(office: Office, case: Case, made: Sequence[Sheaf] | None = None) -> Ledger:
    """Return the catalogue of a dossier (卷内目录): what lies in it, in order, each with its pages."""
    found = counted(office, case) if made is None else made
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


def index(office: Office, case_ids: Sequence[int], progress: Progress = SILENT) -> Ledger:
    """Return the list of dossiers (案卷目录) of these cases, in this order, each with its pages."""
    rows: list[Row] = []
    for number, case_id in enumerate(case_ids, start=1):
        case = find.case(office, case_id)
        progress.step(number - 1, len(case_ids), f"正在清点 {case.proposal.number_phrase} 的案卷")
        rows.append((number, *_index_row(counted(office, case), case)))
    pages = sum(row[5] for row in rows if isinstance(row[5], int))
    return Ledger(
        "案卷目录",
        INDEX,
        rows,
        subtitle=f"共{len(rows)}卷{pages}页，截至{office.today.isoformat()}",
    )


def _index_row(made: Sequence[Sheaf], case: Case) -> Row:
    paper, shut = case.proposal, case.dossier
    days = [each.paper.on for each in made if each.paper.on]
    return (
        shut.file_no if shut else "",
        f"{paper.number_phrase}《{paper.title.strip()}》办理材料",
        case.lead.unit_name if case.lead else "",
        f"{min(days)} 至 {max(days)}" if days else "",
        sum(each.pages or 0 for each in made),
        shut.retention if shut else "",
        shut.archived_on if shut else None,
        shut.reason if shut else "",
    )


def front(office: Office, case: Case, made: Sequence[Sheaf]) -> bytes:
    """Return cover and catalogue."""
    days = [each.paper.on for each in made if each.paper.on]
    cover = dossier_forms.cover(office, case, days, sum(each.pages or 0 for each in made))
    first = (papers.Sheet("案卷封面", cover), papers.Sheet("卷内目录", catalogue(office, case, made)))
    return papers.pdf(office, first, cover.title)


def pdf(office: Office, case: Case, progress: Progress = SILENT) -> tuple[bytes, tuple[str, ...]]:
    """Return a dossier as one PDF, cover and catalogue first, and by name what could not be joined."""
    from desktop.documents import joined

    made = sheaves(office, case, progress)
    whole = joined.pdf((front(office, case, made), *(each.pdf for each in made if each.pdf is not None)))
    return whole, tuple(left_out(case, made))


def left_out(case: Case, made: Sequence[Sheaf]) -> Iterator[str]:
    """Yield by name, with the reason, what could not become pages."""
    for each in made:
        if each.pdf is None:
            yield f"{case.proposal.number_phrase}：{each.paper.title}（{each.fault}）"
