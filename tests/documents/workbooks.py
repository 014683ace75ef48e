"""Workbooks built byte by byte for the tests of the readers: ordinary ones and hostile ones."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import TYPE_CHECKING

from openpyxl import Workbook

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def plain_book() -> Workbook:
    """Make a small list with a title row, as openpyxl would."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "名单"
    for row in (("编号", "案由"), ("001", "关于老旧小区加装电梯的建议"), (2, "关于学位的提案")):
        sheet.append(row)
    return book


def saved(book: Workbook) -> bytes:
    """Give the bytes of a workbook."""
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def with_parts(parts: Mapping[str, bytes | str | None], content: bytes | None = None) -> bytes:
    """Give a plain workbook with some parts replaced, added, or (None) left out."""
    source = zipfile.ZipFile(io.BytesIO(content or saved(plain_book())))
    whole: dict[str, bytes | str | None] = {name: source.read(name) for name in source.namelist()}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in {**whole, **parts}.items():
            if part is not None:
                archive.writestr(name, part)
    return target.getvalue()


def with_rows(rows: str, after: str = "") -> bytes:
    """Give a workbook whose only sheet has these rows, as XML."""
    return with_parts({SHEET: f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'})


def open_document(tables: str, extra: Mapping[str, str] | None = None) -> bytes:
    """Give an .ods package with these tables, as XML."""
    names = {"office": "office", "table": "table", "text": "text"}
    spaces = " ".join(
        f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for key, name in names.items()
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS_TYPE}"/></manifest:manifest>'
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), ODS_TYPE)
        archive.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:body><office:spreadsheet>{tables}"
            "</office:spreadsheet></office:body></office:document-content>",
        )
        for name, part in {"META-INF/manifest.xml": manifest, **(extra or {})}.items():
            archive.writestr(name, part)
    return target.getvalue()


def record(kind: int, content: bytes = b"") -> bytes:
    """Give one record of an old workbook."""
    return struct.pack("<HH", kind, len(content)) + content


def label(row: int, column: int, text: str) -> bytes:
    """Give the record of a text cell."""
    return record(0x204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + text.encode("utf-16-le"))


def number(row: int, column: int, value: float) -> bytes:
    """Give the record of a number cell."""
    return record(0x203, struct.pack("<HHHd", row, column, 0, value))


def old_book(sheets: Mapping[str, Sequence[bytes]], begin: Sequence[bytes] = (), hidden: str = "") -> bytes:
    """Give the stream of an old workbook with these records on its sheets."""
    start = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    pages = [
        record(0x809, struct.pack("<HHHHII", 0x600, 16, 0, 0, 0, 0)) + b"".join(each) + record(0x0A)
        for each in sheets.values()
    ]
    heads = [(name, len(record(0x85, bytes(8) + name.encode("utf-16-le")))) for name in sheets]
    at = len(start) + sum(map(len, begin)) + sum(size for _, size in heads) + 4
    bounds = []
    for (name, _), page in zip(heads, pages, strict=True):
        head = struct.pack("<IBBBB", at, int(name == hidden), 0, len(name), 1)
        bounds.append(record(0x85, head + name.encode("utf-16-le")))
        at += len(page)
    return start + b"".join(begin) + b"".join(bounds) + record(0x0A) + b"".join(pages)


def compound(stream: bytes, name: str = "Workbook", *, mini: bool = False) -> bytes:
    """Give a compound file with one stream, in the small sectors of its root when `mini`."""
    content = stream if mini else stream.ljust(4096, b"\0")
    body = [content[at : at + 512].ljust(512, b"\0") for at in range(0, len(content), 512)]
    minis = -(-len(content) // 64)
    end, free, table_mark = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    chain = [*range(3 + 1, 3 + len(body)), end]
    table = [table_mark, end, end, *chain]
    table += [free] * (128 - len(table))
    mini_table = [*range(1, minis), end] + [free] * (128 - minis)
    first = 3 if mini else end
    root = _entry("Root Entry", 5, first, minis * 64 if mini else 0)
    stream_entry = _entry(name, 2, 0 if mini else 3, len(content))
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 2 if mini else end, int(mini), end, 0, 0,
    )  # fmt: skip
    header += struct.pack("<108I", *[free] * 108)
    directory = (root + stream_entry).ljust(512, b"\0")
    return (
        header + struct.pack("<128I", *table) + directory + struct.pack("<128I", *mini_table) + b"".join(body)
    )


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    letters = name.encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII36xIQ", letters, len(letters) + 2, kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, 1, start, size
    )
