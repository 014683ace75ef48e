"""Hits are shown where they stand in the text as it was written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.snippet import Snippet, places, snippet


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("老旧小区改造", ["小区"], ["小区"]),
        ("老旧小区改造", ["老旧", "小区"], ["老旧小区"]),
        ("小区与小区", ["小区"], ["小区", "小区"]),
        ("老 旧\n小区", ["老旧小"], ["老 旧\n小"]),
        ("農業　農村", ["农业农"], ["農業　農"]),
        ("第ＤＨ１２号〔2026〕", ["dh12", "(2026)"], ["ＤＨ１２", "〔2026〕"]),
        ("道路", ["小区"], []),
        ("", ["小区"], []),
    ],
)
def test_words_are_found_as_they_were_written(text: str, words: list[str], shown: list[str]) -> None:
    assert [text[start:end] for start, end in places(text, words)] == shown


def test_a_long_text_is_cut_around_the_first_place() -> None:
    text = "甲" * 100 + "小区\n改造" + "乙" * 100
    cut = snippet(text, places(text, ["小区"]))
    assert cut.text.startswith("…甲")
    assert cut.text.endswith("乙…")
    assert "小区 改造" in cut.text
    assert [cut.text[start:end] for start, end in cut.spans] == ["小区"]


def test_a_short_text_is_shown_whole() -> None:
    assert snippet("道路", ()) == Snippet("道路")
    assert snippet("小区道路", ((0, 2),)) == Snippet("小区道路", ((0, 2),))


def test_a_place_behind_the_cut_is_not_shown() -> None:
    text = "小区" + "乙" * 100 + "小区"
    assert snippet(text, places(text, ["小区"])).spans == ((0, 2),)


@given(st.text(max_size=80), st.lists(st.text(min_size=1, max_size=3), max_size=3))
def test_places_are_in_order_and_in_the_text(text: str, words: list[str]) -> None:
    found = places(text, words)
    assert list(found) == sorted(found)
    assert all(0 <= start < end <= len(text) for start, end in found)
    cut = snippet(text, found)
    assert all(0 <= start < end <= len(cut.text) for start, end in cut.spans)


def test_a_text_as_long_as_its_folded_form_need_not_fold_character_by_character() -> None:
    text = "㎡ 的學校與学校"  # one character becomes two, one none
    assert [text[start:end] for start, end in places(text, ("学校",))] == ["学校"]
    shifted = "㎡ 的學校"
    assert [shifted[start:end] for start, end in places(shifted, ("学校",))] == ["學校"]
    assert places("的學校", ("学校",)) == ((1, 3),)
    moved = "學校㎡ 的"
    assert [moved[start:end] for start, end in places(moved, ("2的",))] == ["㎡ 的"]
