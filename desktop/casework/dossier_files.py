"""Dossier files: dossiers written as one folder or one PDF a case, each whole or not at all."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from desktop.casework import dossier, find, print_out
from desktop.domain.attachment import Attachment, clean_name
from desktop.domain.errors import OfficeError
from desktop.domain.progress import SILENT, Progress
from desktop.paths import make_folder, reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from desktop.casework.dossier import Sheaf
    from desktop.casework.office import Office
    from desktop.domain.case import Case

_TITLE = 20  # characters of a title in a name
_PAPER_TITLE = 40
_PDF = ".pdf"


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: files or folders, how many papers they hold, what could not be joined and why."""

    places: tuple[Path, ...]
    papers: int
    left_out: tuple[str, ...] = ()


def write_pdf(office: Office, case_id: int, path: Path, progress: Progress = SILENT) -> Written:
    """Write the dossier of one case as one PDF."""
    content, left_out = dossier.pdf(office, find.case(office, case_id), progress)
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
        made.append(write_pdf(office, case_id, _unused(folder, name_of(case), _PDF)))
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
    made = dossier.sheaves(office, case)
    place = _unused(parent, name_of(case))
    missing: list[str] = []
    with _made_whole(place) as draft:
        print_out.put(draft / f"00-案卷封面、卷内目录{_PDF}", dossier.front(office, case, made))
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
    else:
        print_out.put(
            folder / _plain(f"{number}{sheaf.paper.title[:_PAPER_TITLE]}{_PDF}"), cast("bytes", sheaf.pdf)
        )
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


def name_of(case: Case) -> str:
    """Return what the file or folder of a dossier is called, without its ending."""
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
