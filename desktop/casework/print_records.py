"""Print records: what was printed when and by whom, looked at and printed again as it was, byte for byte."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

from desktop.casework.prints import Kept, Ready, hidden_in, unused
from desktop.domain.errors import OfficeError

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.domain.print_record import PrintRecord

_WORD = "Word 文档不能在这里查看，没有打开；请“另存”后用 WPS 或 Word 打开。"


def newest(office: Office, limit: int, words: str = "", case_id: int = 0) -> tuple[PrintRecord, ...]:
    """Return at most `limit` records, the newest first: those that bear `words`, those about one case."""
    return office.store.prints.newest(limit, words.strip(), case_id)


def fault(office: Office, record: PrintRecord) -> str:
    """Return what is wrong with the kept content, as the end of a sentence; "" when it is as it was."""
    return office.store.prints.files.fault(record.sha256)


def again(office: Office, print_id: int) -> Ready:
    """Return a print as it was, byte for byte, ready to be handed over once more.

    Raises `OfficeError` when what was kept is lost or not what it was. Files of an archive are unpacked by
    `unpack` where they shall go.
    """
    record = office.store.prints.get(print_id)
    kept = Kept(record.sha256, record.size, record.ending)
    pdf = look(office, print_id) if record.is_viewable else b""
    return Ready(
        record.name,
        record.papers,
        record.pages,
        record.case_ids,
        kept,
        pdf,
        again_of=record.again_of or print_id,
    )


def unpack(office: Office, print_id: int, folder: Path) -> Ready:
    """Return the files of a print as they were, waiting in a hidden folder inside `folder` for `move_in`.

    One that differs from a file of its name there bears another name.
    """
    record = office.store.prints.get(print_id)
    packed = _files(_content(office, record))
    there = {each.name.casefold(): each for each in folder.iterdir()}
    names: dict[str, str] = {}
    with hidden_in(folder) as hidden:
        for name, content in packed.items():
            stem, _, ending = name.rpartition(".")
            chosen = unused(stem, ending, content, (names, there))
            names[chosen.casefold()] = chosen
            (hidden / chosen).write_bytes(content)
    ready = again(office, print_id)
    return replace(ready, hidden=hidden, files=tuple(names.values()))


def look(office: Office, print_id: int) -> bytes:
    """Return a print as one PDF to be looked at; raise `OfficeError` for Word documents."""
    record = office.store.prints.get(print_id)
    content = _content(office, record)
    if record.ending == "pdf":
        return content
    if not record.is_viewable:
        raise OfficeError(_WORD)
    from desktop.documents import joined

    return joined.pdf(_files(content).values())


def _files(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(archive)) as packed:
        return {each.filename: packed.read(each) for each in packed.infolist()}


def _content(office: Office, record: PrintRecord) -> bytes:
    wrong = fault(office, record)
    if wrong:
        message = f"第{record.id}号打印记录留存的文件{wrong}，没有重印；请从备份的“附件”文件夹补回后再试。"
        raise OfficeError(message)
    return office.store.prints.files.place_of(record.sha256).read_bytes()
