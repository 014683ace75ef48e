"""The faces of official paper: which face a role is set in, and which font has the glyph of a character.

Every character that is printed is looked up here. A character that no face has stops the paper before it is
made; a box is never printed.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc, ttfonts

from desktop.domain.errors import OfficeError
from desktop.paths import resources

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from desktop.domain.letter import Letter

rl_config.useA85 = 0  # text armour only makes files a quarter larger
_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
_VARIANT_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_HEIGHT_SAMPLE = "国建设工作办理意见代表委员"
_LISTED = 12  # characters named in a refusal


class Role(StrEnum):
    """What a text is on the page; the value is the file of its face."""

    BODY = "GwFangSong"
    TITLE = "GwBiaoSong"
    HEI = "GwHei"
    KAI = "GwKai"
    SONG = "GwSong"


class FontFile(NamedTuple):
    """A font installed on this computer: its file, its place in a collection, and the name it goes by."""

    path: Path
    place: int
    name: str


class UsedFace(NamedTuple):
    """Which font a role is set in: the word for the role, the name of the font, and where it comes from."""

    role: str
    name: str
    source: str

    @property
    def place(self) -> str:
        """Where it comes from, in short: from the program, or from this computer."""
        return self.source if self.source == _OWN else "本机安装"


_ROLE_WORDS = {
    Role.BODY: "正文（仿宋）",
    Role.TITLE: "标题（小标宋）",
    Role.HEI: "黑体",
    Role.KAI: "楷体",
    Role.SONG: "宋体",
}
_OWN = "随程序提供"
_RESERVE = (Role.KAI, Role.SONG)  # the lightest stroke stands in for 仿宋 best; both hold 通用规范汉字表


class Glyph(NamedTuple):
    """Where the glyph of a character comes from: its font, its advance and its rise, both in em.

    The rise brings the ink of every face to the height of the body face, so that a glyph lent by another face
    stands level in its line.
    """

    font: Any
    advance: float
    rise: float


@dataclass(frozen=True, slots=True)
class MissingGlyph:
    """A character that no face can print."""

    char: str
    code_point: int

    def __str__(self) -> str:
        """Return the character where it can be shown, with its code point: “😀”（U+1F600）."""
        shown = f"“{self.char}”" if self.char.isprintable() else ""
        return f"{shown}（U+{self.code_point:04X}）"


def settable(text: str) -> str:
    """Return the text as it is set: line breaks and tabs gone, no invisible characters, plain spaces."""
    if text.isprintable():
        return _VARIANT_SELECTORS.sub("", text)
    joined = _BREAKS.sub(lambda run: _joint(text, run), text)
    return "".join(_visible(char) for char in _VARIANT_SELECTORS.sub("", joined))


def _joint(text: str, run: re.Match[str]) -> str:
    """Return what stands for a line break: nothing between Chinese characters, a space between words."""
    around = text[run.start() - 1 : run.start()] + text[run.end() : run.end() + 1]
    return " " if around.isascii() else ""


def _visible(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Zs":
        return char if char == "\u3000" else " "
    return "" if category in ("Cc", "Cf") else char


class _Outlines:
    """The outlines of a font, cut from its file where they are asked for: copying all takes milliseconds."""

    def __init__(self, face: Any) -> None:
        self._face = face
        self._start = face.get_table_pos("glyf")[0]

    def __getitem__(self, part: slice) -> bytes:
        outline: bytes = self._face.get_chunk(self._start + part.start, part.stop - part.start)
        return outline


def _face(name: str, path: Path, place: int = 0) -> Any:
    """Return a font that tells its widths as text and its outlines one by one, made for many small files."""
    font = ttfonts.TTFont(name, str(path), subfontIndex=place)
    face = font.face
    told, table, outlines = cache(pdfdoc.fp_str), face.get_table, _Outlines(face)
    face.getCharWidth = lambda code: told(face.charWidths.get(code, face.defaultWidth))
    face.get_table = lambda tag: outlines if tag == "glyf" else table(tag)
    return font


class FontSet:
    """The faces of one folder, loaded once; fit for any number of documents, one at a time.

    Fonts `installed` on the computer stand before those of the folder, which lend what they lack.
    """

    def __init__(self, folder: Path, installed: Mapping[Role, FontFile] | None = None) -> None:
        self._installed = dict(installed or {})
        self._own = {role: _face(role, folder / f"{role}.ttf") for role in Role}
        self._faces = self._own | {
            role: _face(f"{role}Office", file.path, file.place) for role, file in self._installed.items()
        }
        fonts = [*self._own.values(), *self._faces.values()]
        self._heights = {font.fontName: self._height(font) for font in fonts}
        self._glyphs: dict[tuple[Role, str], Glyph] = {}
        self._known = set().union(*(font.face.charToGlyph for font in fonts))

    def used(self) -> tuple[UsedFace, ...]:
        """Return which font each role is set in and where it comes from, in the order of the roles."""
        chosen = ((role, self._installed.get(role)) for role in Role)
        return tuple(
            UsedFace(_ROLE_WORDS[role], file.name if file else role.value, str(file.path) if file else _OWN)
            for role, file in chosen
        )

    def glyph(self, role: Role, char: str) -> Glyph:
        """Return the glyph of a character: from the face of the role, or from the next face that has it."""
        found = self._glyphs.get((role, char))
        if found is None:
            found = self._glyphs[role, char] = self._find(role, ord(char))
        return found

    def missing(self, text: str) -> tuple[MissingGlyph, ...]:
        """Return the characters of a text that no face has, each once, in order of appearance."""
        return tuple(
            MissingGlyph(char, ord(char))
            for char in dict.fromkeys(settable(text))
            if ord(char) not in self._known
        )

    def ink(self, role: Role, text: str) -> tuple[float, float]:
        """Return how far the ink of a text reaches above and below the body baseline, in em."""
        boxes = [self._box(glyph.font, ord(char)) for char in text for glyph in [self.glyph(role, char)]]
        rises = [self.glyph(role, char).rise for char in text]
        tops = [box[1] + rise for box, rise in zip(boxes, rises, strict=True)]
        bottoms = [box[0] + rise for box, rise in zip(boxes, rises, strict=True)]
        return max(tops, default=0.0), min(bottoms, default=0.0)

    @property
    def height(self) -> float:
        """The height of the middle of a Chinese character of the body face above the baseline, in em."""
        return self._heights[self._faces[Role.BODY].fontName]

    def _find(self, role: Role, code: int) -> Glyph:
        for font in (self._faces[role], *(self._own[each] for each in (role, *_RESERVE, *Role))):
            face = font.face
            if code in face.charToGlyph:
                advance = face.charWidths.get(code, face.defaultWidth) / 1000
                return Glyph(font, advance, self.height - self._heights[font.fontName])
        return Glyph(self._faces[role], 1.0, 0.0)

    def _height(self, font: Any) -> float:
        boxes = [self._box(font, ord(char)) for char in _HEIGHT_SAMPLE]
        return sum(bottom + top for bottom, top in boxes) / 2 / len(boxes)

    @staticmethod
    def _box(font: Any, code: int) -> tuple[float, float]:
        """Return the bottom and top of a glyph in em, read from the outline table."""
        face = font.face
        glyph = face.charToGlyph.get(code, 0)
        start, end = face.glyphPos[glyph], face.glyphPos[glyph + 1]
        if start == end:
            return 0.0, 0.0
        offset = face.get_table_pos("glyf")[0] + start
        _, _, bottom, _, top = struct.unpack(">5h", face.get_chunk(offset, 10))
        return bottom / face.unitsPerEm, top / face.unitsPerEm


@cache
def bundled() -> FontSet:
    """Return the faces that come with the program; raises `OfficeError` when their files are gone."""
    try:
        return FontSet(resources() / "fonts")
    except (OSError, ttfonts.TTFError) as error:
        raise OfficeError("程序自带的字库文件缺失或损坏，未生成文书，请重新安装程序。") from error


def missing(words: Letter | str, fonts: FontSet | None = None) -> tuple[MissingGlyph, ...]:
    """Return the characters of a letter or a text that cannot be printed, each once."""
    text = words if isinstance(words, str) else "".join(words.texts())
    return (fonts or bundled()).missing(text)


def refuse_missing(letters: Iterable[Letter], fonts: FontSet) -> None:
    """Raise `OfficeError` naming every character that cannot be printed and the letter it stands in."""
    faults = [
        f"{letter.doc_no or letter.title.splitlines()[0]}：{'、'.join(map(str, glyphs[:_LISTED]))}"
        for letter in letters
        if (glyphs := missing(letter, fonts))
    ]
    if faults:
        listed = "；".join(faults[:_LISTED])
        raise OfficeError(f"有字库中没有的字，未生成文书，请改换写法后重新生成。{listed}。")


def _to_unicode(name: str, subset: list[int]) -> str:
    """Return the map by which readers copy and search text, right beyond U+FFFF too (ISO 32000-1 9.10.3).

    Stands in for the function of the PDF library, which writes such code points with five digits.
    """
    pairs = [
        f"<{index:02X}> <{chr(code).encode('utf-16-be').hex().upper()}>"
        for index, code in enumerate(subset)
        if code
    ]
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        f"/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def",
        f"/CMapName /{name} def /CMapType 2 def",
        f"1 begincodespacerange <00> <{len(subset) - 1:02X}> endcodespacerange",
    ]
    for block in blocks:
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join([*lines, "endcmap CMapName currentdict /CMap defineresource pop end end"])


ttfonts.makeToUnicodeCMap = _to_unicode
