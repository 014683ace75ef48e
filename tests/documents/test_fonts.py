"""The bundled faces cover what offices write, and what they do not cover is refused by name."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest
from reportlab.pdfbase import ttfonts

from desktop.documents import fonts
from desktop.documents.fonts import MissingGlyph, Role, bundled, missing, refuse_missing, settable
from desktop.domain.errors import OfficeError
from desktop.paths import resources
from tests.documents.letters import LETTER, letter

if TYPE_CHECKING:
    from pathlib import Path

RARE_NAMES = "王喆堃李㛃赵𬭚钱犇吴昇郑翀赟镕骉龑燚〇·"


def gb2312() -> str:
    """Return every character and symbol of GB 2312."""
    rows = (bytes((high, low)) for high in range(0xA1, 0xF8) for low in range(0xA1, 0xFF))
    return "".join(row.decode("gb2312", "ignore") for row in rows)


def test_bundle_is_small_enough_to_carry() -> None:
    sizes = [path.stat().st_size for path in (resources() / "fonts").glob("*.ttf")]
    assert len(sizes) == 6
    assert sum(sizes) <= 26_000_000


@pytest.mark.parametrize("file", sorted(path.name for path in (resources() / "fonts").glob("*.ttf")))
def test_each_face_has_a_neutral_name_and_covers_gb2312(file: str) -> None:
    face = ttfonts.TTFont(file, str(resources() / "fonts" / file)).face
    assert face.name.decode() == file.removesuffix(".ttf")
    lacking = {char for char in gb2312() if ord(char) not in face.charToGlyph} - {"―"}
    assert lacking == set()


@pytest.mark.parametrize("role", Role)
def test_rare_names_are_printable_in_every_role(role: Role) -> None:
    assert missing(RARE_NAMES) == ()
    for char in RARE_NAMES:
        glyph = bundled().glyph(role, char)
        assert ord(char) in glyph.font.face.charToGlyph


def test_the_nearest_face_lends_a_glyph_and_stands_level() -> None:
    own, lent = bundled().glyph(Role.BODY, "王"), bundled().glyph(Role.BODY, "喆")
    assert (own.font.fontName, lent.font.fontName) == (Role.BODY, Role.KAI)
    assert own.rise == 0.0
    middle = [sum(bundled().ink(role, "国建设工作办理意见代表委员")) / 2 for role in Role]
    assert max(middle) - min(middle) < 0.05


def test_missing_characters_are_listed_once_in_order() -> None:
    assert missing("好😀吗\n😀𠀀") == (MissingGlyph("😀", 0x1F600), MissingGlyph("𠀀", 0x20000))
    assert missing(letter(salutation="王\ue000委员：")) == (MissingGlyph("\ue000", 0xE000),)
    assert missing(LETTER) == ()


def test_a_missing_glyph_is_shown_where_it_can_be() -> None:
    assert str(MissingGlyph("😀", 0x1F600)) == "“😀”（U+1F600）"
    assert str(MissingGlyph("\ue000", 0xE000)) == "（U+E000）"


def test_refusal_names_characters_code_points_and_letter() -> None:
    bad = [letter(salutation="王😀委员："), LETTER, letter(doc_no="", title="答复\n函", note="\ue000")]
    with pytest.raises(OfficeError) as refusal:
        refuse_missing(bad, bundled())
    message = refusal.value.message
    assert "临建函〔2026〕128号：“😀”（U+1F600）" in message
    assert "答复：（U+E000）" in message
    assert "未生成文书" in message


def test_an_unknown_character_still_has_a_measure() -> None:
    assert bundled().glyph(Role.BODY, "😀").advance == 1.0


@pytest.mark.parametrize(
    ("written", "set_as"),
    [
        ("第一行\n第二行", "第一行第二行"),
        ("PDF\tA4", "PDF A4"),
        ("王\u200b强\ufeff\x00", "王强"),
        ("葛\U000e0100洪", "葛洪"),
        ("张\u3000三\u00a0a", "张\u3000三 a"),
        ("没有变化", "没有变化"),
    ],
)
def test_invisible_characters_are_not_set(written: str, set_as: str) -> None:
    assert settable(written) == set_as


def test_ink_is_measured_from_the_outlines() -> None:
    top, bottom = bundled().ink(Role.SONG, "—")
    assert 0.1 < bottom < top < 0.3
    assert bundled().ink(Role.SONG, "") == (0.0, 0.0)
    assert bundled().ink(Role.BODY, " ") == (0.0, 0.0)


def test_lost_fonts_are_told_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "resources", lambda: tmp_path)
    with pytest.raises(OfficeError, match="字库文件缺失或损坏"):
        bundled.__wrapped__()


def test_code_points_beyond_the_plane_are_mapped_as_pairs() -> None:
    cmap = ttfonts.makeToUnicodeCMap("AAAAAA+Gw", [0, ord("王"), 0x2CB5A, *range(0x4E00, 0x4E00 + 120)])
    assert "<01> <738B>" in cmap
    assert f"<02> <{struct.pack('>2H', 0xD872, 0xDF5A).hex().upper()}>" in cmap
    assert "<00> <0000>" not in cmap
    assert "100 beginbfchar" in cmap
    assert "22 beginbfchar" in cmap
