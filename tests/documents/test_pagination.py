"""Pages end where no heading, no last line and no signature stands alone."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.documents.pagination import Kind, Room, page_ends

WORDS, CLOSING = Kind(words=True), Kind()
HEADING, LAST = Kind(holds_next=True, words=True), Kind(last=True, words=True)
ROOM = Room(16, 22, 2)


def letter(words: int, closing: int = 5) -> tuple[list[Kind], int]:
    """Return a letter of one salutation row, `words` rows of text and a closing, and where its date ends."""
    kinds = [CLOSING, *[WORDS] * words, *[CLOSING] * closing]
    return kinds, len(kinds)


def test_a_short_letter_is_one_page() -> None:
    assert page_ends(*letter(5), ROOM) == [11]


def test_the_signature_takes_two_lines_of_text_along() -> None:
    kinds, signed = letter(14)
    assert page_ends(kinds, signed, ROOM) == [13, 20]


def test_a_heading_never_ends_a_page() -> None:
    kinds, signed = letter(40)
    kinds[15] = HEADING
    assert page_ends(kinds, signed, ROOM)[0] == 15


def test_a_last_line_never_begins_a_page() -> None:
    kinds, signed = letter(40)
    kinds[16] = LAST
    assert page_ends(kinds, signed, ROOM)[0] == 15


def test_the_tied_text_does_not_begin_with_a_last_line() -> None:
    kinds, signed = letter(14)
    kinds[13] = LAST
    assert page_ends(kinds, signed, ROOM)[0] == 12


def test_the_foot_alone_moves_the_signature_to_the_next_page() -> None:
    kinds, signed = letter(10)
    assert page_ends(kinds, signed, Room(16, 22, 0)) == [16]
    assert page_ends(kinds, signed, ROOM) == [9, 16]


def test_a_foot_too_high_for_all_gets_a_page_of_its_own() -> None:
    kinds, signed = letter(10)
    assert page_ends(kinds, signed, Room(16, 22, 20)) == [16, 16]


def test_notes_may_part_when_a_page_cannot_hold_them_all() -> None:
    kinds, signed = letter(14)
    ends = page_ends([*kinds, *[CLOSING] * 30], signed, ROOM)
    assert ends == [13, 35, 50]


def test_a_closing_longer_than_a_page_still_ends() -> None:
    kinds, signed = letter(3, closing=60)
    ends = page_ends(kinds, signed, ROOM)
    assert ends[-1] == len(kinds)


def test_a_letter_without_text_is_one_page() -> None:
    assert page_ends([CLOSING] * 6, 6, ROOM) == [6]


def test_the_first_page_has_text_though_a_last_line_begins_the_second() -> None:
    kinds = [CLOSING, WORDS, LAST, *[CLOSING] * 5]
    assert page_ends(kinds, len(kinds), Room(6, 22, 2)) == [2, 8]
    assert page_ends([CLOSING, WORDS, *[CLOSING] * 5], 7, Room(6, 22, 2)) == [1, 7]


def paragraph(length: int) -> list[Kind]:
    """Return a heading for 0, else a paragraph of so many lines."""
    return [HEADING] if length == 0 else [*[WORDS] * (length - 1), LAST if length > 1 else WORDS]


@settings(max_examples=300)
@given(
    st.lists(st.integers(0, 9), min_size=1, max_size=16).map(lambda lengths: [*lengths, 2]),
    st.integers(3, 8),
    st.integers(0, 4),
    st.integers(0, 4),
)
def test_every_letter_keeps_the_rules(lengths: list[int], closing: int, notes: int, foot: int) -> None:
    body = [kind for length in lengths for kind in paragraph(length)]
    kinds = [CLOSING, *body, *[CLOSING] * (closing + notes)]
    signed = 1 + len(body) + closing
    room = Room(16, 22, foot)
    ends = page_ends(kinds, signed, room)
    assert ends == sorted(set(ends))
    assert ends[-1] == len(kinds)
    for begin, end in pairwise([0, *ends]):
        assert end - begin + (foot if end == len(kinds) else 0) <= (room.later if begin else room.first)
    begin = ends[-2] if len(ends) > 1 else 0
    few = sum(kind.words and kind is not HEADING for kind in kinds) <= 4  # the first page has some of it
    assert sum(kind.words for kind in kinds[begin:signed]) >= (1 if few else 2)


@pytest.mark.parametrize("words", range(1, 100))
def test_no_length_leaves_the_signature_alone(words: int) -> None:
    kinds, signed = letter(words)
    ends = page_ends(kinds, signed, ROOM)
    begin = ends[-2] if len(ends) > 1 else 0
    assert sum(kind.words for kind in kinds[begin:]) >= min(2, words)
