"""Attach: put files to a case, look at copies of them, name them, and take them off again.

Taking in is long (a scan may have 200 MB) and needs no transaction: it runs in the worker thread. Putting to
the case what was taken in is one short transaction. A file no case ever got is only room on the disk.
"""

from __future__ import annotations

import stat
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain import secrecy
from desktop.domain.archive import refuse_archived
from desktop.domain.attachment import (
    Attachment,
    AttachmentKind,
    clean_name,
    is_program,
    kind_of,
    numbered,
    renamed,
)
from desktop.domain.errors import OfficeError
from desktop.domain.progress import SILENT, Progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from desktop.casework.office import Office

ADD, RENAME, SORT = "添加附件", "附件改名", "附件改类别"
KEPT_OUT = "拒收附件"
_READABLE = frozenset({".docx", ".txt"})
DISCARD, RESTORE = "附件移入回收站", "附件移出回收站"
_CLASSIFIED = "“{name}”带有密级标志，没有添加；本系统为非涉密系统，请把文件交保密人员，按保密规定处理。"


class Taken(NamedTuple):
    """A file that is kept but belongs to no case yet: its clean name, its hash, its size in bytes."""

    name: str
    sha256: str
    size: int


class Haul(NamedTuple):
    """What became of many files: those taken in, a sentence for each other, how many were classified."""

    taken: tuple[Taken, ...]
    refused: tuple[str, ...] = ()
    classified: int = 0


def take_in(office: Office, sources: Sequence[Path], progress: Progress = SILENT) -> Haul:
    """Keep what these files hold; what cannot be kept is told and does not stop the others."""
    taken: list[Taken] = []
    refused: list[str] = []
    classified = 0
    for source in sources:
        name = clean_name(source.name)
        if secrecy.marks_file(name) or _is_marked_inside(source):
            refused.append(_CLASSIFIED.format(name=name))
            classified += 1
            continue
        try:
            taken.append(Taken(name, *office.store.attachments.files.put(source, progress)))
        except OfficeError as error:
            refused.append(error.message)
    return Haul(tuple(taken), tuple(refused), classified)


def _is_marked_inside(source: Path) -> bool:
    """Whether a document that can be read as text bears a mark in it; one that cannot be read has none."""
    if source.suffix.casefold() not in _READABLE or not source.is_file():
        return False
    from desktop.documents import bodies

    try:
        return secrecy.marks((bodies.read(source),))
    except OfficeError:
        return False


def tell_classified(office: Office, case_id: int, haul: Haul) -> None:
    """Leave in the history that classified files were kept out, how many, and nothing of what they are."""
    if haul.classified:
        with office.store.transaction():
            note = office.note(KEPT_OUT, f"{haul.classified} 个带密级标志的文件")
            office.store.attachments.tell_refused(case_id, note)


def add(office: Office, case_id: int, taken: Iterable[Taken], kind: AttachmentKind | None) -> Haul:
    """Put files that were taken in to a case, in one transaction; return those added and why others were not.

    Without a kind each file is what its name tells. A file the case has already is told, not added twice; two
    that would bear one name are numbered.
    """
    case = office.store.cases.get(case_id)
    if case.is_deleted:
        raise OfficeError("这一件在回收站中，没有添加附件；请先移出回收站。")
    refuse_archived(case)
    added: list[Taken] = []
    refused: list[str] = []
    with office.store.transaction():
        for each in taken:
            there = of_case(office, case_id)
            if twin := next((old for old in there if old.sha256 == each.sha256), None):
                refused.append(f"“{each.name}”与附件“{twin.name}”内容相同，没有再添加。")
                continue
            named = each._replace(name=_free(each.name, {old.name for old in there}))
            fresh = Attachment(
                case_id, *_parts(named, kind or kind_of(named.name)), office.now, office.officer
            )
            office.store.attachments.add(fresh, office.note(ADD, named.name))
            added.append(named)
    return Haul(tuple(added), tuple(refused))


def of_case(office: Office, case_id: int, *, discarded: bool = False) -> tuple[Attachment, ...]:
    """Return the attachments of a case, oldest first; those in the recycle bin when these are asked for."""
    kept = office.store.attachments.of_case(case_id)
    return tuple(each for each in kept if each.is_deleted is discarded)


def rename(office: Office, attachment_id: int, name: str) -> Attachment:
    """Give an attachment another name; it keeps its extension. A name another one bears is refused."""
    kept = office.store.attachments.get(attachment_id)
    if not name.strip():
        raise OfficeError("名称是空的，没有改名；请填写名称。")
    wanted = renamed(kept.name, name)
    others = {each.name for each in of_case(office, kept.case_id) if each.id != kept.id}
    if wanted in others:
        raise OfficeError(f"已有名为“{wanted}”的附件，没有改名；请换一个名称。")
    return _saved(office, replace(kept, name=wanted), RENAME, f"{kept.name} → {wanted}")


def sort(office: Office, attachment_id: int, kind: AttachmentKind) -> Attachment:
    """Say that an attachment is of another kind."""
    kept = office.store.attachments.get(attachment_id)
    return _saved(office, replace(kept, kind=kind), SORT, f"{kept.name}：{kind.label}")


def discard(office: Office, attachment_ids: Iterable[int], *, back: bool = False) -> tuple[Attachment, ...]:
    """Put attachments into the recycle bin, or take them out again, in one transaction; no file is erased."""
    with office.store.transaction():
        return tuple(_discarded(office, each, back=back) for each in attachment_ids)


def _discarded(office: Office, attachment_id: int, *, back: bool) -> Attachment:
    kept = office.store.attachments.get(attachment_id)
    return _saved(office, replace(kept, is_deleted=not back), RESTORE if back else DISCARD, kept.name)


def save_as(office: Office, attachment_id: int, target: Path) -> None:
    """Write an attachment into a person's own file; what stood there is replaced only by a whole copy."""
    kept = office.store.attachments.get(attachment_id)
    office.store.attachments.files.copy_out(kept.sha256, target)


def open_copy(office: Office, attachment_id: int, folder: Path) -> Path:
    """Put a copy that can only be read into a private folder and return it, to be shown by another program.

    Raises `OfficeError` for a program: it would run instead of being shown.
    """
    kept = office.store.attachments.get(attachment_id)
    if is_program(kept.name):
        raise OfficeError(
            f"“{kept.name}”是可执行文件，打开就会运行，没有打开；确需使用的，请“另存为”并查毒后再处理。"
        )
    place = folder / str(kept.id)
    place.mkdir(mode=stat.S_IRWXU, parents=True, exist_ok=True)
    copy = place / clean_name(kept.name)
    if not copy.exists():
        office.store.attachments.files.copy_out(kept.sha256, copy)
        copy.chmod(stat.S_IRUSR)
    return copy


def _saved(office: Office, attachment: Attachment, verb: str, summary: str) -> Attachment:
    refuse_archived(office.store.cases.get(attachment.case_id))
    with office.store.transaction():
        office.store.attachments.save(attachment, office.note(verb, summary))
    return attachment


def _parts(taken: Taken, kind: AttachmentKind) -> tuple[str, AttachmentKind, str, int]:
    return taken.name, kind, taken.sha256, taken.size


def _free(name: str, others: set[str]) -> str:
    """Return the name, or the first numbered form of it, that no other attachment bears."""
    number, free = 1, name
    while free in others:
        number += 1
        free = numbered(name, number)
    return free
