"""What a file may be called, what it probably is, and what is never opened."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.attachment import (
    LONGEST_NAME,
    AttachmentKind,
    clean_name,
    is_program,
    kind_of,
    renamed,
    size_words,
)


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("签字页.pdf", "签字页.pdf"),
        ("../../x", "x"),
        ("..\\..\\x.pdf", "x.pdf"),
        ("C:\\x", "x"),
        ("C:x.doc", "x.doc"),
        ("a/b", "b"),
        ("a/b/", "b"),
        ("CON", "_CON"),
        ("con.txt", "_con.txt"),
        ("LPT1 .pdf", "_LPT1.pdf"),
        ("COM²", "_COM²"),
        ("CONTENT.pdf", "CONTENT.pdf"),
        ("\u202egpj.exe", "gpj.exe"),
        ("a\u200bb\x00c\x1f\ud800.pdf", "abc.pdf"),
        ("第一行\n第二行.pdf", "第一行 第二行.pdf"),
        ("x.pdf. . ", "x.pdf"),
        ("  ..x.pdf", "x.pdf"),
        ("甲：乙?.pdf", "甲：乙？.pdf"),
        ('a<b>c:d"e|f*.txt', "a＜b＞c：d＂e｜f＊.txt"),
        ("", "未命名"),
        ("..", "未命名"),
        ("///", "未命名"),
    ],
)
def test_p25_a_name_is_cleaned(given_name: str, shown: str) -> None:
    assert clean_name(given_name) == shown


def test_p25_a_long_name_keeps_its_extension() -> None:
    short = clean_name("a" * 300 + ".pdf")
    assert len(short) == LONGEST_NAME
    assert short.endswith("a.pdf")
    wide = clean_name("长" * 300 + ".pdf")
    assert wide.endswith("长.pdf")
    assert len(wide.encode()) <= 240
    assert clean_name("a" * 118 + " .b" + "x" * 60) == "a" * 118


@given(st.text(max_size=400))
def test_p25_a_cleaned_name_is_safe_and_stays_so(name: str) -> None:
    clean = clean_name(name)
    assert clean_name(clean) == clean
    assert 0 < len(clean) <= LONGEST_NAME
    assert len(clean.encode()) <= 240
    assert not set(clean) & set('/\\<>:"|?*')
    assert clean not in {".", ".."}
    assert clean == clean.strip(" .")
    assert not {unicodedata.category(char) for char in clean} & {"Cc", "Cf", "Cs"}


@pytest.mark.parametrize(
    "name",
    [
        "x.exe",
        "X.EXE",
        "x.pdf.scr",
        "x.lnk",
        "x.ＥＸＥ",
        "x.exe .",
        "x.js",
        "x.desktop",
        "x.settingcontent-ms",
    ],
)
def test_p25_programs_are_known(name: str) -> None:
    assert is_program(name)


@pytest.mark.parametrize("name", ["x.pdf", "x.docx", "exe", "x.exe.pdf", "说明", "x.jpg", ".exe"])
def test_p25_papers_are_no_programs(name: str) -> None:
    assert not is_program(name)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("征询意见表.pdf", AttachmentKind.OPINION_FORM),
        ("答复函签字页.jpg", AttachmentKind.SIGNED_PAGE),
        ("现场照片1.jpg", AttachmentKind.EVIDENCE),
        ("扫描件0012.pdf", AttachmentKind.PAPER),
        ("IMG_0012.jpg", AttachmentKind.OTHER),
    ],
)
def test_the_name_tells_the_kind(name: str, kind: AttachmentKind) -> None:
    assert kind_of(name) is kind


def test_a_new_name_keeps_the_extension() -> None:
    assert renamed("a.pdf", "乙") == "乙.pdf"
    assert renamed("a.pdf", "乙.PDF") == "乙.PDF"
    assert renamed("a.pdf", "乙.exe") == "乙.exe.pdf"
    assert renamed("a", "../乙") == "乙"


def test_sizes_are_told_as_people_read_them() -> None:
    told = [size_words(size) for size in (0, 812, 35 * 1024, 1_300_000, 200 * 1024 * 1024)]
    assert told == ["0 字节", "812 字节", "35 KB", "1.2 MB", "200.0 MB"]
