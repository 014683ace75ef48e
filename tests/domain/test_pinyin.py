"""People and units by their initials."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import Style, lazy_pinyin

from desktop.domain.pinyin import initials, person_initials
from desktop.domain.pinyin_table import FIRST, LETTERS


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("市教育局", "sjyj"),
        ("重庆市教委", "cqsjw"),
        ("农业银行长沙分行", "nyyhcsfh"),
        ("市農業農村局（畜牧中心）", "snyncjxmzx"),
        ("ＡＢ集团12公司", "abjt12gs"),
        ("", ""),
        ("※，", ""),
    ],
)
def test_a_unit_is_its_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("王小明", "wxm"),
        ("单小明", "sxm"),
        ("仇一", "qy"),
        ("区二", "oe"),
        ("查三", "zs"),
        ("解四", "xs"),
        ("朴五", "pw"),
        ("曾六", "zl"),
        ("盖七", "gq"),
        ("缪八", "mb"),
        ("翟九", "zj"),
        ("尉迟十", "ycs"),
        ("尉一", "wy"),
        ("单 一", "sy"),
        ("阿尔斯兰·买买提", "aeslmmt"),
        ("单", "d"),
        ("", ""),
    ],
)
def test_a_surname_is_read_as_one(name: str, letters: str) -> None:
    assert person_initials(name) == letters


@given(st.characters(min_codepoint=FIRST, max_codepoint=FIRST + len(LETTERS) - 1))
def test_the_table_says_what_the_library_says(char: str) -> None:
    read = lazy_pinyin(char, style=Style.FIRST_LETTER)[0]
    has_letter = read.isascii() and read.isalpha() and len(read) == 1
    assert LETTERS[ord(char) - FIRST] == (read if has_letter else "-")


@given(st.text())
def test_any_text_has_initials(text: str) -> None:
    for letters in (initials(text), person_initials(text)):
        assert letters == "" or (letters.isascii() and letters.isalnum())
