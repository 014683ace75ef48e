"""Print out: the letters of many cases as one PDF, or as one file a letter under a name people can find."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop.casework import case_forms, find, issue
from desktop.domain.errors import OfficeError
from desktop.domain.progress import SILENT, Progress
from desktop.domain.reply import Reply, ReplyState
from desktop.paths import written_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.letter import Letter

NAME_PATTERN = "{编号}-{主办单位}-{案由前20字}.pdf"
PREVIEW = "预览"
_TITLE_LENGTH = 20
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_FORBIDDEN_ENDS = " ."
_PRINTABLE = frozenset({ReplyState.SIGNED, ReplyState.ISSUED})


@dataclass(frozen=True, slots=True)
class PrintRun:
    """What was written: the files, how many letters they hold, and the numbers of cases that have none."""

    files: tuple[Path, ...]
    letters: int
    skipped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Paper:
    name: str
    letter: Letter
    case: Case
    unit_id: int


def letters_pdf(
    office: Office,
    case_ids: Sequence[int],
    path: Path,
    progress: Progress = SILENT,
    *,
    with_forms: bool = False,
) -> PrintRun:
    """Write the letters of these cases, in this order, as one PDF; each begins on its own page 1.

    `with_forms` puts the form to judge it on (征询意见表) behind each letter, in its two copies.

    Behind the letter of a case come those to the submitters of the papers merged into it.

    An issued letter is printed as it was frozen; a signed one bears the watermark 预览 (on a demo desk 演示).
    Raises `OfficeError` when no case has a letter or the place cannot be written.
    """
    papers, skipped = _papers(office, case_ids, progress)
    content = (
        _bound(office, papers, progress) if with_forms else issue.pdf([p.letter for p in papers], progress)
    )
    put(path, content)
    return PrintRun((path,), len(papers), skipped)


def letters_files(
    office: Office, case_ids: Sequence[int], folder: Path, progress: Progress = SILENT
) -> PrintRun:
    """Write every letter of these cases as a file of its own into `folder`, named by `NAME_PATTERN`.

    A file of that name is replaced; two letters of the same name in one run are told apart by （2）.
    """
    papers, skipped = _papers(office, case_ids, progress)
    files: list[Path] = []
    for done, paper in enumerate(papers):
        progress.step(done, len(papers), f"正在写入 {paper.name}")
        path = folder / _unused(paper.name, files)
        put(path, issue.pdf([paper.letter]))
        files.append(path)
    return PrintRun(tuple(files), len(papers), skipped)


def file_name(item_no: str, unit: str, title: str) -> str:
    """Return the name of a letter's file without its ending, free of what no file system takes."""
    parts = (item_no or "未编号", unit, title[:_TITLE_LENGTH])
    return plain_name("-".join(part.strip() for part in parts))


def plain_name(name: str) -> str:
    """Return a name free of what no file system takes."""
    return _FORBIDDEN.sub("", name).rstrip(_FORBIDDEN_ENDS)


def _unused(name: str, files: Iterable[Path]) -> str:
    taken = {file.name.casefold() for file in files}
    candidates = (f"{name}{f'（{turn}）' if turn > 1 else ''}.pdf" for turn in range(1, len(taken) + 2))
    return next(each for each in candidates if each.casefold() not in taken)


def _papers(
    office: Office, case_ids: Sequence[int], progress: Progress
) -> tuple[list[_Paper], tuple[str, ...]]:
    papers: list[_Paper] = []
    skipped: list[str] = []
    asked = frozenset(case_ids)
    for done, case_id in enumerate(case_ids):
        progress.step(done, len(case_ids), "正在读取答复")
        case = find.case(office, case_id)
        found = list(_letters(office, case))
        papers += found
        for part_id in case.merged:
            if part_id not in asked:
                papers += _letters(office, find.case(office, part_id))
        if not found:
            skipped.append(case.proposal.number_phrase)
    if not papers:
        raise OfficeError("所选的件都没有已签发的答复，没有生成文件；请改选已签发或已印发的件。")
    return papers, tuple(skipped)


def _letters(office: Office, case: Case) -> Iterator[_Paper]:
    """Yield the last signed or issued letter of every unit, in the order the units were handed the case.

    An answer known by its number alone has none.
    """
    last = {reply.unit_id: reply for reply in case.replies if reply.state in _PRINTABLE}
    order = {task.unit_id: place for place, task in enumerate(case.assignments)}
    for reply in sorted(last.values(), key=lambda each: order.get(each.unit_id, len(order))):
        letter = _letter(office, case, reply)
        if letter is not None:
            paper = case.proposal
            name = file_name(paper.item_no, reply.unit_name, paper.title)
            yield _Paper(name, letter, case, reply.unit_id)


def _letter(office: Office, case: Case, reply: Reply) -> Letter | None:
    if reply.letter_id is not None:
        return issue.issued(office, reply.letter_id)
    if reply.round != case.round or not reply.text.strip():
        return None
    composed = issue.compose(office, case, reply.unit_id)
    is_out = reply.state is ReplyState.ISSUED
    return composed if is_out else replace(composed, watermark=composed.watermark or PREVIEW)


def _bound(office: Office, papers: Sequence[_Paper], progress: Progress) -> bytes:
    """Return every letter with its form behind it."""
    from desktop.documents import joined

    parts: list[bytes] = []
    for done, paper in enumerate(papers):
        progress.step(done, len(papers), f"正在生成 {paper.name}")
        parts.append(issue.pdf([paper.letter]))
        parts.append(case_forms.pdf(office, (case_forms.opinion(office, paper.case, paper.unit_id),)))
    return joined.pdf(parts)


def put(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; raise `OfficeError` when its place cannot be written."""
    with written_whole(path) as draft:
        draft.write_bytes(content)
