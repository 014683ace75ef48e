"""Installed fonts are found by name, taken when fit, and lent a glyph where they lack one."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest
from fontTools.ttLib import TTCollection, TTFont

from desktop.documents import installed_fonts
from desktop.documents.fonts import FontFile, FontSet, Role, bundled
from desktop.documents.installed_fonts import faces, find, unfit
from desktop.documents.pdf import render
from desktop.paths import resources
from tests.documents.letters import LETTER, Printed, letter
from tests.documents.measured import sorts

if TYPE_CHECKING:
    from pathlib import Path


def named(source: str, *names: str, licence: int = 0) -> TTFont:
    """Return a bundled face under other names, the first as its family; and its embedding bits."""
    font = TTFont(resources() / "fonts" / f"{source}.ttf", lazy=True)
    font["name"].names = []
    for kind, name in zip((1, 4), names, strict=False):
        font["name"].setName(name, kind, 3, 1, 0x0409 if name.isascii() else 0x0804)
    if licence != NAMELESS:
        font["name"].setName(f"Sample{source}", 6, 1, 0, 0)
        font["OS/2"].fsType = licence
    return font


NAMELESS = -1


def laid_down(path: Path, *fonts: TTFont) -> None:
    """Write one font, or several as a collection."""
    if len(fonts) == 1:
        fonts[0].save(path)
    else:
        collection = TTCollection()
        collection.fonts = list(fonts)
        collection.save(path)
    for font in fonts:
        font.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of fonts as computers have them: good ones, better ones, and traps."""
    made = tmp_path_factory.mktemp("Fonts")
    inner = made / "wps-office"
    inner.mkdir()
    laid_down(made / "simfang.ttf", named("GwKai", "仿宋", "FangSong"))
    laid_down(inner / "FZFSK.TTF", named("GwSong", "FangSong_GB2312"))
    laid_down(made / "simsun.ttc", named("GwHei", "NSimSun"), named("GwSong", "宋 体", "SimSun"))
    laid_down(made / "simhei.ttf", named("GwHei", "黑体", licence=2))
    laid_down(made / "fzxbs.ttf", named("GwHei", "方正小标宋简体", licence=NAMELESS))
    small = named("GwKai", "楷体_GB2312")
    for table in small["cmap"].tables:
        table.cmap = {code: name for code, name in table.cmap.items() if code < 0x6000}
    laid_down(made / "simkai.ttf", small)
    (made / "broken.ttf").write_bytes(b"\0\1\0\0\0\x20")
    (made / "odd.ttf").write_bytes(struct.pack(">4sHHHH4sLLL", b"\0\1\0\0", 1, 0, 0, 0, b"glyf", 0, 0, 0))
    (made / "empty.ttf").touch()
    (made / "readme.txt").write_text("no font")
    return made


def test_the_best_fit_font_of_each_role_is_found_by_its_name(folder: Path) -> None:
    found = find([folder, folder / "nowhere"])
    assert {role: (file.path.name, file.name) for role, file in found.items()} == {
        Role.BODY: ("FZFSK.TTF", "FangSong_GB2312"),
        Role.SONG: ("simsun.ttc", "宋体"),
    }
    assert found[Role.SONG].place == 1


def test_why_a_font_is_not_fit_is_said(folder: Path) -> None:
    assert unfit(FontFile(folder / "simhei.ttf", 0, "黑体")) == "不允许嵌入文书"
    assert unfit(FontFile(folder / "simkai.ttf", 0, "楷体_GB2312")).startswith("缺")
    assert unfit(FontFile(folder / "broken.ttf", 0, ""))
    assert unfit(FontFile(folder / "simfang.ttf", 0, "仿宋")) == ""


def test_letters_are_set_in_the_installed_face_and_lent_what_it_lacks(folder: Path) -> None:
    office = faces((folder,))
    told = {each.role: each for each in office.used()}
    assert told["正文（仿宋）"].name == "FangSong_GB2312"
    assert told["正文（仿宋）"].source.endswith("FZFSK.TTF")
    assert (told["黑体"].name, told["黑体"].source) == ("GwHei", "随程序提供")
    content = letter(salutation="李㛃、赵𬭚委员：")
    paper = Printed(render([content], office))
    assert "李㛃、赵𬭚委员：" in paper.text(0)
    assert {each.face for each in sorts(paper, 1) if each.char == "我"} == {"SampleGwSong"}
    assert render([content], office) != render([content])


def test_a_glyph_the_installed_face_lacks_comes_from_the_program(folder: Path) -> None:
    lacking = FontSet(resources() / "fonts", {Role.BODY: FontFile(folder / "simkai.ttf", 0, "楷体_GB2312")})
    assert lacking.glyph(Role.BODY, "国").font.fontName == "GwFangSongOffice"
    assert lacking.glyph(Role.BODY, "高").font.fontName == "GwFangSong"
    assert lacking.missing("高喆") == ()


def test_without_fit_fonts_the_faces_are_those_of_the_program(tmp_path: Path) -> None:
    assert faces((tmp_path,)) is bundled()
    assert {each.source for each in bundled().used()} == {"随程序提供"}
    assert render([LETTER], faces((tmp_path,))) == render([LETTER])


def test_every_role_has_names_and_none_twice() -> None:
    assert set(installed_fonts.WANTED) == set(Role)
    for names in installed_fonts.WANTED.values():
        assert len({name.casefold() for name in names}) == len(names)
