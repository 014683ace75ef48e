"""Two versions of a text told as pieces."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.text_diff import Change, Piece, pieces


def test_what_changed_inside_a_line_is_told_by_characters() -> None:
    assert pieces("已增设站台1处。\n今日投用。", "已增设站台12处。\n今日投用。") == (
        Piece(Change.SAME, "已增设站台"),
        Piece(Change.OUT, "1"),
        Piece(Change.IN, "12"),
        Piece(Change.SAME, "处。\n今日投用。"),
    )


def test_a_stray_character_between_two_changes_is_part_of_them() -> None:
    assert pieces("甲的乙", "丙的丁") == (Piece(Change.OUT, "甲的乙"), Piece(Change.IN, "丙的丁"))


def test_equal_texts_are_one_piece_and_empty_ones_none() -> None:
    assert pieces("同", "同") == (Piece(Change.SAME, "同"),)
    assert pieces("", "") == ()
    assert pieces("", "新") == (Piece(Change.IN, "新"),)


@given(st.text("甲乙丙。12\n", max_size=30), st.text("甲乙丁。13\n", max_size=30))
def test_both_texts_can_be_read_from_the_pieces(before: str, after: str) -> None:
    found = pieces(before, after)
    assert "".join(text for change, text in found if change is not Change.IN) == before
    assert "".join(text for change, text in found if change is not Change.OUT) == after
    assert all(text for _, text in found)
