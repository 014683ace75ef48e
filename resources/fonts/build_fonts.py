#!/usr/bin/env python3
"""Build the fonts of this folder from packages of Debian 12; this file is their documented provenance.

How to repeat it (about five minutes, 300 MB of packages):

    apt-get download texlive-lang-chinese fonts-lxgw-wenkai fonts-noto-cjk fonts-noto-cjk-extra unicode-data
    for package in *.deb; do dpkg-deb -x "$package" unpacked; done
    python resources/fonts/build_fonts.py unpacked

Every face is cut down to 通用规范汉字表 (8,105 characters, Unihan kTGH), GB 2312 and the symbols of office
text; the screen face and Gw Kai, the last resort of every face on paper, also hold the further characters of
现代汉语词典 that names are written with. PostScript outlines become TrueType outlines (error at most
1/1000 em), because the PDF writer reads no others. Names are neutral, since the licences reserve the original
ones. FONTLOG.txt says what changed.
"""

from __future__ import annotations

import argparse
import bz2
import sys
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont, newTable

EM_DASH = 0x2014
MAX_ERROR = 1.0  # units of 1/1000 em
OFL_NOTICE = "SIL Open Font License, Version 1.1; see OFL.txt. Modified version."
GPL_NOTICE = "GNU GPL version 3 with the font exception; see COPYING-GwFangSong.txt. Modified version."
SYMBOL_RANGES = (
    (0x20, 0x7F), (0xA0, 0x250), (0x370, 0x460), (0x2000, 0x2070), (0x20A0, 0x20C0), (0x2100, 0x2400),
    (0x2460, 0x2500), (0x2500, 0x2620), (0x2700, 0x27C0), (0x3000, 0x3130), (0x3200, 0x3400),
    (0xFE30, 0xFE70), (0xFF00, 0xFFF0),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Face:
    """One built font: its file and family, where its outlines come from, and what it may contain."""

    family: str
    source: str
    member: str = ""  # full name inside a collection
    tgh: bool = True
    rare: bool = False
    notice: str = OFL_NOTICE

    @property
    def file(self) -> str:
        """The file name in this folder."""
        return self.family.replace(" ", "") + ".ttf"


NOTO = "usr/share/fonts/opentype/noto/"
FACES = (
    Face(
        "Gw FangSong",
        "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/FandolFang-Regular.otf",
        tgh=False,  # the original holds GB 2312; other names fall back to Gw Kai
        notice=GPL_NOTICE,
    ),
    Face("Gw BiaoSong", NOTO + "NotoSerifCJK-SemiBold.ttc", "Noto Serif CJK SC SemiBold"),
    Face("Gw Hei", NOTO + "NotoSansCJK-Medium.ttc", "Noto Sans CJK SC Medium"),
    Face("Gw Kai", "usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Light.ttf", rare=True),
    Face("Gw Song", NOTO + "NotoSerifCJK-Regular.ttc", "Noto Serif CJK SC"),
    Face("Gw Screen", NOTO + "NotoSansCJK-Regular.ttc", "Noto Sans CJK SC", rare=True),
)


def gb2312() -> set[int]:
    """Every code point of GB 2312: 6,763 characters and 682 symbols."""
    pairs = (bytes((high, low)) for high in range(0xA1, 0xF8) for low in range(0xA1, 0xFF))
    return {ord(text) for pair in pairs if (text := pair.decode("gb2312", "ignore"))}


def unihan(root: Path, file: str, field: str) -> set[int]:
    """The code points that have `field` in the Unihan file called `file`."""
    path = root / f"usr/share/unicode/Unihan_{file}.txt.bz2"
    with bz2.open(path, "rt", encoding="utf-8") as lines:
        return {int(line.split()[0][2:], 16) for line in lines if f"\t{field}\t" in line and line[0] == "U"}


def standard_characters(root: Path) -> set[int]:
    """The 8,105 characters of 通用规范汉字表."""
    return unihan(root, "OtherMappings", "kTGH")


def rare_characters(root: Path) -> set[int]:
    """Characters of names beyond the table: 现代汉语词典 without its traditional forms, and four more."""
    traditional = unihan(root, "Variants", "kSimplifiedVariant")
    return unihan(root, "Readings", "kXHC1983") - traditional | {ord(char) for char in "龑禕頴韡"}


def open_face(root: Path, face: Face) -> TTFont:
    """The source font of `face`, taken out of its collection where it lies in one."""
    path = str(root / face.source)
    if not face.member:
        return TTFont(path, recalcTimestamp=False)
    collection = TTCollection(path, lazy=True)
    names = [font["name"].getDebugName(4) for font in collection.fonts]
    return TTFont(path, fontNumber=names.index(face.member), recalcTimestamp=False)


def cut(font: TTFont, wanted: set[int]) -> None:
    """Keep only the glyphs of `wanted`, and no layout, hinting or vertical tables."""
    options = subset.Options(layout_features=[], hinting=False, glyph_names=False, desubroutinize=True)
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "DSIG", "kern", "gasp"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted)
    cutter.subset(font)


def quadratic(font: TTFont) -> None:
    """Replace PostScript outlines by TrueType outlines."""
    order, outlines, glyphs = font.getGlyphOrder(), font.getGlyphSet(), {}
    for name in order:
        pen = TTGlyphPen(outlines)
        outlines[name].draw(Cu2QuPen(pen, MAX_ERROR, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, glyphs
    del font["CFF "]
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    for field in ("TwilightPoints", "Storage", "FunctionDefs", "InstructionDefs", "StackElements"):
        setattr(maxp, "max" + field, 0)
    maxp.maxSizeOfInstructions, maxp.maxComponentElements, maxp.maxZones = 0, 0, 1
    font["post"].formatType, font["post"].extraNames, font["post"].mapping = 3.0, [], {}
    font["head"].glyphDataFormat = 0
    font.sfntVersion = "\x00\x01\x00\x00"
    set_bearings(font)


def set_bearings(font: TTFont) -> None:
    """Make the left bearings agree with the new outlines."""
    glyf, metrics = font["glyf"], font["hmtx"]
    for name in font.getGlyphOrder():
        glyf[name].recalcBounds(glyf)
        metrics[name] = (metrics[name][0], getattr(glyf[name], "xMin", 0))


def widen_dash(font: TTFont) -> None:
    """Stretch the em dash to the whole em, so that two of them (破折号) join without a gap."""
    name, upem = font.getBestCmap()[EM_DASH], font["head"].unitsPerEm
    glyphs = font.getGlyphSet()
    bounds = font["glyf"][name]
    pen = TTGlyphPen(None)
    scale = upem / (bounds.xMax - bounds.xMin)
    glyphs[name].draw(TransformPen(pen, (scale, 0, 0, 1, -bounds.xMin * scale, 0)))
    font["glyf"][name] = pen.glyph()
    font["glyf"][name].recalcBounds(font["glyf"])
    font["hmtx"][name] = (upem, 0)


def rename(font: TTFont, face: Face) -> None:
    """Give the font its neutral names, keeping the copyright line of its makers."""
    table, post_script = font["name"], face.file.removesuffix(".ttf")
    owner = table.getDebugName(0)
    table.names = []
    full = {0: owner, 1: face.family, 2: "Regular", 3: post_script + "-1.0", 4: face.family}
    for number, text in {**full, 5: "Version 1.0", 6: post_script, 13: face.notice}.items():
        table.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = 400
    font["OS/2"].fsSelection = 0x40
    font["head"].macStyle = 0


def smooth(font: TTFont) -> None:
    """Ask screens for grey-scale smoothing at every size; there are no hints to follow."""
    gasp = font["gasp"] = newTable("gasp")
    gasp.version, gasp.gaspRange = 1, {0xFFFF: 0x000F}


def build(root: Path, face: Face, target: Path) -> str:
    """Write `face` into the folder `target` and return one line about it."""
    symbols = {code for first, end in SYMBOL_RANGES for code in range(first, end)}
    wanted = symbols | gb2312() | (standard_characters(root) if face.tgh else set())
    if face.rare:
        wanted |= rare_characters(root)
    font = open_face(root, face)
    cut(font, wanted & set(font.getBestCmap()))
    if "CFF " in font:
        quadratic(font)
    widen_dash(font)
    rename(font, face)
    smooth(font)
    path = target / face.file
    font.save(path)
    return f"{face.file}\t{font['maxp'].numGlyphs} glyphs\t{path.stat().st_size:,} bytes\n"


def main() -> None:
    """Build all faces, or those named, next to this file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("unpacked", type=Path, help="folder holding the unpacked packages")
    parser.add_argument("--only", help="file name of the one face to build")
    options = parser.parse_args()
    for face in FACES:
        if options.only in (None, face.file):
            sys.stdout.write(build(options.unpacked, face, Path(__file__).parent))


if __name__ == "__main__":
    main()
