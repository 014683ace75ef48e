"""The gate for zipped workbooks (.xlsx, .ods): counts while unpacking and walks every XML part once.

Headers of a package may lie about sizes, so every part is unpacked here, piece by piece and counted.
A large sheet is first tried without its cells (`sheet_skeleton`); whatever is not plain is walked whole.
Rules: ECMA-376 part 2 (packages hold no document type definitions), OASIS OpenDocument 1.3 part 2.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING
from xml.parsers import expat

from desktop.documents.sheet_gate import LIMITS, Limits, damaged, refusal
from desktop.documents.sheet_parts import OpenDocumentPart, Part, WorkbookPart
from desktop.documents.sheet_survey import bounded
from desktop.domain.errors import OfficeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from desktop.documents.sheet_survey import Hidden

_CHUNK = 1 << 16
_SMALL, _WHOLE = 1 << 18, 1 << 26
_XML_NAMES = (".xml", ".rels")
_BLANK = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"
_OPEN_DOCUMENT = "content.xml"


def survey(content: bytes, limits: Limits = LIMITS) -> dict[str, Hidden]:
    """Check a whole package and give what is hidden on each sheet, by the name of the sheet.

    Raises `OfficeError` for bombs, document type definitions, encryption, damage, values further apart than
    `limits.cells` allows, and packages that are no workbook.
    """
    try:
        with package(content) as archive:
            return _survey(archive, len(content), limits, quick=True)
    except Unsure:
        with package(content) as archive:
            return _survey(archive, len(content), limits, quick=False)


def part(content: bytes, name: str, limits: Limits = LIMITS) -> bytes | None:
    """Unpack one part of a zipped document and nothing else; None when it has no such part.

    Raises `OfficeError` for bombs, encryption and damage, as `survey` does.
    """
    with package(content) as archive:
        entries = archive.infolist()
        if len(entries) > limits.entries:
            raise _bomb()
        entry = next((each for each in entries if each.filename == name), None)
        if entry is None:
            return None
        pieces = unpack(archive, entry, min(entry.compress_size, len(content)), limits)
        return b"".join(Room(limits.unpacked).counted(pieces))


class Unsure(Exception):
    """Raised when the quick look at large sheets cannot tell whether a package may come in."""


@contextmanager
def package(content: bytes) -> Iterator[zipfile.ZipFile]:
    """Open a zipped document; raise `OfficeError` for whatever its archive fails with meanwhile."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OverflowError, OSError) as error:
        raise damaged() from error
    except (NotImplementedError, RuntimeError) as error:
        raise refusal("用了不常见的压缩方式", "请用 WPS 或 Excel 打开后另存为 .xlsx") from error


def _survey(archive: zipfile.ZipFile, size: int, limits: Limits, *, quick: bool) -> dict[str, Hidden]:
    entries = archive.infolist()
    if len(entries) > limits.entries:
        raise _bomb()
    part_kind = _part_kind({entry.filename for entry in entries})
    parts: dict[str, Part] = {}
    room = Room(limits.unpacked)
    for entry in sorted(entries, key=lambda entry: entry.filename != "META-INF/manifest.xml"):
        part = parts[entry.filename.lower()] = part_kind(limits)
        pieces = room.counted(unpack(archive, entry, min(entry.compress_size, size), limits))
        _walk(part, entry.filename, _cut_down(part, pieces) if quick else pieces, limits)
    named = chain.from_iterable(part.sheets(path, parts) for path, part in parts.items())
    try:
        return bounded(named, limits)
    except OfficeError:
        if any(part.is_cut_down for part in parts.values()):
            raise Unsure from None
        raise


@dataclass(slots=True)
class Room:
    """How many bytes all parts of a package together may still unpack to."""

    left: int

    def counted(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """Yield the pieces of a part; raise `OfficeError` as soon as there is no room left."""
        for piece in pieces:
            self.left -= len(piece)
            if self.left < 0:
                raise _bomb()
            yield piece


def _cut_down(part: Part, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield a part without its cells where that is large and plain enough, else as it comes."""
    kept: list[bytes] = []
    size = 0
    while size <= _WHOLE and (piece := next(pieces, b"")):
        kept.append(piece)
        size += len(piece)
    if _SMALL < size <= _WHOLE:
        kept = [part.cut_down(b"".join(kept))]
    return chain(kept, pieces)


def _walk(part: Part, name: str, pieces: Iterable[bytes], limits: Limits) -> None:
    walker = _Walker(part, name, limits)
    for piece in pieces:
        walker.feed(piece)
    walker.close()


def _bomb() -> Exception:
    return refusal("解压后会膨胀到异常大小，可能是恶意文件", "请不要再打开它，并请来件单位重新发送正常的表格")


def _part_kind(names: set[str]) -> type[Part]:
    """Tell from the names of its parts which kind of workbook a package is."""
    if "xl/workbook.bin" in names:
        raise refusal("是二进制工作簿（.xlsb）", "请用 WPS 或 Excel 打开后另存为 .xlsx")
    if "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names):
        return WorkbookPart
    if _OPEN_DOCUMENT in names:
        return OpenDocumentPart
    if any(name.startswith(("word/", "ppt/")) for name in names):
        raise refusal("是文字或演示文档而不是表格", "请把其中的名单复制到表格中保存后再导入")
    raise refusal("是压缩包而不是表格", "请先解压，再选择其中的表格文件")


def unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, packed: int, limits: Limits) -> Iterator[bytes]:
    """Yield the true contents of one part; raise `OfficeError` as soon as it grows out of proportion.

    The size in the header is set aside, or unpacking would stop there and a reader that trusts the stream
    itself would unpack more than was counted.
    """
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise NotImplementedError
    if entry.flag_bits & 1:
        raise refusal("加了密码", "请在 WPS 或 Excel 中取消打开密码后另存再导入")
    stated, entry.file_size = entry.file_size, limits.unpacked + _CHUNK
    done = 0
    with archive.open(entry) as stream:
        while piece := stream.read(_CHUNK):
            done += len(piece)
            if done > limits.ratio_from and done > limits.ratio * max(packed, 1):
                raise _bomb()
            yield piece
    if done != stated:
        raise damaged()


class _Walker:
    """Feeds the bytes of one part to the XML parser, if it is XML at all."""

    def __init__(self, part: Part, name: str, limits: Limits) -> None:
        self._must_parse = name.lower().endswith(_XML_NAMES)
        self._limits = limits
        self._part = part
        self._fed = 0
        self._tail = b""
        self._parser: expat.XMLParserType | None = None
        self._broken = False

    def feed(self, piece: bytes) -> None:
        """Walk on; raise `OfficeError` for a document type definition, damage or an endless token."""
        if not self._fed and (self._must_parse or piece.lstrip(_BLANK).startswith(b"<")):
            self._parser = _parser(self._part)
        self._fed += len(piece)
        if self._parser and not self._broken:
            self._parse(self._parser, piece, final=False)
            if self._fed - self._parser.CurrentByteIndex > self._limits.token:
                raise damaged()
        else:
            self._watch(piece)

    def close(self) -> None:
        """Finish the part; a part that must be XML and is not whole is refused."""
        if self._must_parse and not self._fed:
            raise damaged()
        if self._parser and not self._broken:
            self._parse(self._parser, b"", final=True)

    def _parse(self, parser: expat.XMLParserType, piece: bytes, *, final: bool) -> None:
        try:
            parser.Parse(piece, final)
        except expat.ExpatError as error:
            if self._must_parse or not self._part.begun:
                raise damaged() from error
            self._broken = True
            self._watch(piece)

    def _watch(self, piece: bytes) -> None:
        """Let pictures and loose old markup pass, unless they carry the rows of a sheet past the parser."""
        if b"sheetData" in self._tail + piece:
            raise damaged()
        self._tail = piece[-16:]


def _parser(part: Part) -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse_doctype
    parser.StartElementHandler = part.start if part.is_told else part.begin
    if isinstance(part, OpenDocumentPart):
        parser.EndElementHandler = part.end
    return parser


def refuse_doctype(*_: object) -> None:
    """Refuse a document type definition; office documents have none."""
    raise refusal("内部含有外部定义（DTD），可能是恶意文件", "请不要再打开它，并请来件单位重新发送正常的表格")
