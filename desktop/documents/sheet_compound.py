"""The gate for old workbooks (.xls, .et): walks the compound file and the records of each sheet once.

A reader believes the row and column of every record and the size of every table; both are checked here first.
Sources: [MS-CFB] 2.2–2.6 (header, sectors, directory), [MS-XLS] 2.3–2.4 (records).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.documents.sheet_gate import LIMITS, Limits, damaged, refusal, too_wide
from desktop.documents.sheet_survey import Reach, bounded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.documents.sheet_survey import Hidden

_EOF, _FILEPASS, _BOUNDSHEET = 0x0A, 0x2F, 0x85
_DIMENSIONS, _ROW, _COLINFO, _MULRK = 0x200, 0x208, 0x7D, 0xBD
_CELLS = {0x06, _MULRK, 0xD6, 0xFD, 0x203, 0x204, 0x205, 0x27E}
_MAX_ROWS, _MAX_COLUMNS = 65_536, 256
_HEADER, _ENTRY, _MINI_SECTOR, _MINI_LIMIT = 512, 128, 64, 4096
_IN_HEADER = 109
_DYNAMIC_ZERO_HEIGHT = 0x20
_WIDE_DIMENSIONS = 14


def survey(content: bytes, limits: Limits = LIMITS) -> dict[str, Hidden]:
    """Check a whole compound file and give what is hidden on each sheet, by the name of the sheet.

    Raises `OfficeError` for encryption, damage, values further apart than `limits.cells` allows, and files
    that hold no workbook.
    """
    try:
        book = _workbook_stream(content)
        return bounded(_sheets(book, limits), limits)
    except (struct.error, IndexError) as error:
        raise damaged() from error


@dataclass(frozen=True, slots=True)
class _Stream:
    """One entry of the directory: where a stream begins and how long it is, in bytes."""

    start: int
    size: int


class _Compound:
    """A compound file as sectors and their chains."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        shift = struct.unpack_from("<H", content, 30)[0]
        if shift not in {9, 12}:
            raise damaged()
        self._sector = 1 << shift
        self._table = self._read_table()
        (first_directory,) = struct.unpack_from("<I", content, 48)
        self.streams = self._read_directory(self._join(first_directory))
        (first_mini,) = struct.unpack_from("<I", content, 60)
        self._mini_table = _numbers(self._join(first_mini)) if first_mini < len(self._table) else ()

    def read(self, name: str) -> bytes:
        """Give the whole content of the stream of this name."""
        stream = self.streams[name]
        if stream.size >= _MINI_LIMIT:
            return self._exactly(self._join(stream.start), stream.size)
        root = self.streams["Root Entry"]
        mini = self._join(root.start)
        sectors = _chain(stream.start, self._mini_table)
        pieces = (mini[at * _MINI_SECTOR : (at + 1) * _MINI_SECTOR] for at in sectors)
        return self._exactly(b"".join(pieces), stream.size)

    @staticmethod
    def _exactly(content: bytes, size: int) -> bytes:
        if len(content) < size:
            raise damaged()
        return content[:size]

    def _at(self, sector: int) -> bytes:
        start = (sector + 1) * self._sector
        return self._content[start : start + self._sector]

    def _join(self, start: int) -> bytes:
        return b"".join(map(self._at, _chain(start, self._table)))

    def _read_table(self) -> Sequence[int]:
        """Collect the allocation table; its sectors are listed in the header and in a chain after it."""
        sectors = list(_numbers(self._content[76:_HEADER]))
        per_sector = self._sector // 4
        (following,) = struct.unpack_from("<I", self._content, 68)
        limit = len(self._content) // self._sector
        while following < limit:
            listed = _numbers(self._at(following))
            sectors += listed[: per_sector - 1]
            following = listed[per_sector - 1]
            if len(sectors) > limit + _IN_HEADER + per_sector:
                raise damaged()
        return _numbers(b"".join(self._at(sector) for sector in sectors if sector < limit))

    @staticmethod
    def _read_directory(content: bytes) -> dict[str, _Stream]:
        found: dict[str, _Stream] = {}
        for at in range(0, len(content) - _ENTRY + 1, _ENTRY):
            (length,) = struct.unpack_from("<H", content, at + 64)
            name = content[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            start, size = struct.unpack_from("<II", content, at + 116)
            found.setdefault(name, _Stream(start, size))
        return found


def _numbers(content: bytes) -> Sequence[int]:
    return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])


def _chain(start: int, table: Sequence[int]) -> Iterator[int]:
    """Follow a chain of sectors; raise `OfficeError` when it runs in a circle."""
    seen = 0
    while start < len(table):
        yield start
        start = table[start]
        seen += 1
        if seen > len(table):
            raise damaged()


def _workbook_stream(content: bytes) -> bytes:
    compound = _Compound(content)
    names = compound.streams
    if "EncryptedPackage" in names:
        raise _encrypted()
    name = next((name for name in ("Workbook", "Book") if name in names), None)
    if name is None:
        raise refusal("是旧版文字文档、演示文档或邮件而不是表格", "请把其中的名单复制到表格中保存后再导入")
    return compound.read(name)


def _encrypted() -> Exception:
    return refusal("加了密码", "请在 WPS 或 Excel 中取消打开密码后另存再导入")


def _records(book: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Yield kind and content of the records from `start` to the end of their substream."""
    while start < len(book):
        kind, length = struct.unpack_from("<HH", book, start)
        if kind == _EOF:
            return
        yield kind, book[start + 4 : start + 4 + length]
        start += 4 + length


def _bound_sheets(book: bytes) -> Iterator[tuple[str, int]]:
    """Yield name and position of each sheet; raise `OfficeError` for a workbook with a password."""
    for kind, content in _records(book, 0):
        if kind == _FILEPASS:
            raise _encrypted()
        if kind == _BOUNDSHEET:
            yield _name(content[6:]), struct.unpack_from("<I", content)[0]


def _name(content: bytes) -> str:
    """Read a sheet's name as Excel 97 and later write it: length, flag for wide characters, characters."""
    length, wide = content[0], content[1] & 1
    if wide:
        return content[2 : 2 + length * 2].decode("utf-16-le", "replace")
    return content[2 : 2 + length].decode("latin-1")


def _sheets(book: bytes, limits: Limits) -> Iterator[tuple[str, Reach]]:
    """Yield name and reach of each sheet; sheets that share their records would be read again and again."""
    walked = 0
    for name, start in _bound_sheets(book):
        reach = Reach(limits)
        walked += _walk_sheet(book, start, reach)
        if walked > len(book):
            raise damaged()
        yield name, reach


def _walk_sheet(book: bytes, start: int, reach: Reach) -> int:
    """Take in the records of one sheet and give how many bytes they are."""
    walked = 0
    for kind, content in _records(book, start):
        walked += 4 + len(content)
        if kind in _CELLS:
            _hold(reach, kind, content)
        elif kind == _DIMENSIONS:
            _check_dimensions(content)
        elif kind == _ROW:
            row, flags = struct.unpack_from("<H10xH", content)
            if flags & _DYNAMIC_ZERO_HEIGHT:
                reach.hidden_rows.append(range(row, row + 1))
        elif kind == _COLINFO:
            first, last, flags = struct.unpack_from("<HH4xH", content)
            if flags & 1:
                reach.hidden_columns.append(range(first, last + 1))
    return walked


def _hold(reach: Reach, kind: int, content: bytes) -> None:
    row, column = struct.unpack_from("<HH", content)
    if kind == _MULRK:
        column = max(column, *struct.unpack_from("<H", content, len(content) - 2))
    if column >= _MAX_COLUMNS:
        raise damaged()
    reach.hold(row, column)


def _check_dimensions(content: bytes) -> None:
    """Refuse a stated size that no sheet of this format can have: readers make room for it at once."""
    shape = "<IIHH" if len(content) >= _WIDE_DIMENSIONS else "<HHHH"
    top, bottom, left, right = struct.unpack_from(shape, content)
    if bottom > _MAX_ROWS or right > _MAX_COLUMNS or top > bottom or left > right:
        raise too_wide()
