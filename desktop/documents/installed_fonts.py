"""Fonts installed on this computer: found by the names in their name tables, taken when they are fit.

An office wants its papers in 仿宋_GB2312 and 方正小标宋; where these are installed, sound and complete, they
stand before the faces that come with the program.
"""

from __future__ import annotations

import re
import struct
from functools import cache
from mmap import ACCESS_READ, mmap
from typing import TYPE_CHECKING, NamedTuple

from reportlab.pdfbase import ttfonts

from desktop.documents.fonts import FontFile, FontSet, Role, bundled
from desktop.paths import resources

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

WANTED: dict[Role, tuple[str, ...]] = {
    Role.BODY: (
        *("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "方正仿宋_GBK", "FZFangSong-Z02"),
        *("方正仿宋简体", "FZFangSong-Z02S", "FZFSK", "FZFSJW", "华文仿宋", "STFangsong"),
    ),
    Role.TITLE: (
        *("方正小标宋简体", "FZXiaoBiaoSong-B05S", "FZXBSJW--GB1-0", "方正小标宋_GBK", "FZXiaoBiaoSong-B05"),
        *("FZXBSK--GBK1-0", "FZXBSJW", "FZXBSK", "华文中宋", "STZhongsong"),
    ),
    Role.KAI: (
        *("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "方正楷体_GBK", "方正楷体简体"),
        *("FZKai-Z03S", "FZKai-Z03", "华文楷体", "STKaiti"),
    ),
    Role.HEI: ("黑体", "SimHei", "方正黑体_GBK", "方正黑体简体", "FZHei-B01S", "FZHei-B01"),
    Role.SONG: ("宋体", "SimSun"),
}
"""The names a face of official paper goes by, the best first."""
_SUFFIXES = frozenset({".ttf", ".ttc"})
_COLLECTION = b"ttcf"
_NAMES = frozenset({1, 4, 6, 16})  # family, full name, PostScript name, typographic family
_LICENCE_AT = 8  # fsType in the OS/2 table
_RESTRICTED, _NO_EMBEDDING, _NO_SUBSETS = 0x000F, 0x0002, 0x0300
_MOST = 64  # fonts in one collection; a larger number is damage
_ALL_CHARACTERS = frozenset(
    ord(char)
    for high in range(0xB0, 0xF8)
    for low in range(0xA1, 0xFF)
    for char in bytes((high, low)).decode("gb2312", "ignore")
)


class _Named(NamedTuple):
    """A font of a file with the names it goes by, folded."""

    file: FontFile
    names: frozenset[str]


@cache
def faces(folders: tuple[Path, ...]) -> FontSet:
    """Return the faces of the program with those found in these folders before them; `bundled` without any.

    Raises `OfficeError` when the own faces are gone.
    """
    own, found = bundled(), find(folders)
    return FontSet(resources() / "fonts", found) if found else own


def find(folders: Iterable[Path]) -> dict[Role, FontFile]:
    """Return the best fit font for each role found below these folders; roles without one are left out."""
    named = [each for path in _files(folders) for each in _fonts(path)]
    found = {}
    for role, wanted in WANTED.items():
        candidates = (
            each.file._replace(name=name) for name in wanted for each in named if _fold(name) in each.names
        )
        chosen = next((file for file in candidates if not unfit(file)), None)
        if chosen is not None:
            found[role] = chosen
    return found


def unfit(file: FontFile) -> str:
    """Return in words why a font cannot be used for official paper, "" when it can.

    It must have outlines the PDF library can embed, allow embedding, and hold every character of GB 2312.
    """
    try:  # the library fails with an AttributeError on a font without PostScript name
        face = ttfonts.TTFontFile(str(file.path), subfontIndex=file.place)
    except (OSError, struct.error, KeyError, IndexError, AttributeError, ttfonts.TTFError):
        return "轮廓格式不支持或文件损坏"
    (licence,) = struct.unpack_from(">H", face.get_table("OS/2"), _LICENCE_AT)
    if licence & _RESTRICTED == _NO_EMBEDDING or licence & _NO_SUBSETS:
        return "不允许嵌入文书"
    lacking = len(_ALL_CHARACTERS - face.charToGlyph.keys())
    return f"缺{lacking}个常用汉字" if lacking else ""


def _files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        if folder.is_dir():
            yield from sorted(path for path in folder.rglob("*") if path.suffix.lower() in _SUFFIXES)


def _fonts(path: Path) -> Iterator[_Named]:
    """Yield the fonts of a file with their names; nothing for a file that is damaged or cannot be read."""
    try:
        with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as content:
            for index, start in enumerate(_starts(content)):
                yield _Named(FontFile(path, index, ""), frozenset(map(_fold, _names(content, start))))
    except (OSError, ValueError, struct.error):  # an empty file cannot be mapped; names may be no text
        return


def _starts(content: mmap) -> tuple[int, ...]:
    if content[:4] != _COLLECTION:
        return (0,)
    (number,) = struct.unpack_from(">L", content, 8)
    return struct.unpack_from(f">{min(number, _MOST)}L", content, 12)


def _names(content: mmap, start: int) -> Iterator[str]:
    """Yield the names of the font whose table directory begins at `start` (OpenType, name table)."""
    (tables,) = struct.unpack_from(">H", content, start + 4)
    for entry in range(start + 12, start + 12 + 16 * tables, 16):
        tag, _, table, _ = struct.unpack_from(">4sLLL", content, entry)
        if tag == b"name":
            break
    else:
        return
    _, count, texts = struct.unpack_from(">HHH", content, table)
    for record in range(table + 6, table + 6 + 12 * count, 12):
        platform, _, _, kind, length, offset = struct.unpack_from(">6H", content, record)
        if kind in _NAMES:
            raw = content[table + texts + offset :][:length]
            yield raw.decode("latin-1" if platform == 1 else "utf-16-be")


def _fold(name: str) -> str:
    return re.sub(r"\s", "", name).casefold()
