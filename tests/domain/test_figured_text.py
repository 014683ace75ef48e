"""Texts that remember their figures: composed, typed in, brought up to date; a figure is where it says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.crossing import Counted, Scope
from desktop.domain.figured_text import (
    Figure,
    Said,
    figure,
    filled,
    joined,
    names_in,
    replaced,
    retyped,
)
from desktop.domain.mapping import from_mapping, to_mapping

BEHIND = Counted(Scope((1,)))
TOTAL, RATE = figure("total", "123", "总数", BEHIND), figure("rate", "98.5%", "办复率")
TEXT = Said("共") + TOTAL + "件，办复率" + RATE + "。"


def stands(said: Said) -> bool:
    return all(said.text[each.start : each.end] == each.text for each in said.figures)


def keys(said: Said) -> list[str]:
    return [each.key for each in said.figures]


def test_texts_put_together_keep_their_figures() -> None:
    assert TEXT.text == "共123件，办复率98.5%。"
    assert stands(TEXT)
    assert TEXT.figures[0].behind == BEHIND
    assert not Said()
    assert joined("；", (Said(), TOTAL, Said(), RATE)).text == "123；98.5%"


def test_a_template_is_filled_and_what_has_no_value_says_nothing() -> None:
    said = filled("共{total}件{gone}，{rate}", {"total": TOTAL, "rate": RATE})
    assert said.text == "共123件，98.5%"
    assert stands(said)
    assert names_in("共{total}件{gone}") == ("total", "gone")


def test_the_cursor_finds_the_figure_it_stands_in() -> None:
    assert TEXT.figure_at(0) is None
    assert TEXT.figure_at(2) == TEXT.figures[0]
    assert TEXT.figure_at(len(TEXT.text)) is None


def test_typing_moves_figures_along() -> None:
    assert keys(retyped(TEXT, "一共123件，办复率98.5%。")) == ["total", "rate"]
    assert keys(retyped(TEXT, "共123件，其中重点3件，办复率98.5%。")) == ["total", "rate"]
    assert keys(retyped(TEXT, "共123件，")) == ["total"]
    assert keys(retyped(TEXT, "")) == []
    assert retyped(TEXT, TEXT.text) == TEXT


def test_a_figure_typed_over_is_a_figure_no_more() -> None:
    assert keys(retyped(TEXT, "共124件，办复率98.5%。")) == ["rate"]
    assert keys(retyped(TEXT, "共1230件，办复率98.5%。")) == ["rate"]
    assert keys(retyped(TEXT, "共123.5件，办复率98.5%。")) == ["rate"]
    assert keys(retyped(TEXT, "共0123件，办复率98.5%。")) == ["rate"]
    assert keys(retyped(TEXT, "共.123件，办复率98.5%。")) == ["rate"]


def test_a_new_number_takes_the_place_of_the_old() -> None:
    new = Figure("total", "1,000", "总数")
    said = replaced(TEXT, TEXT.figures[0], new)
    assert said.text == "共1,000件，办复率98.5%。"
    assert stands(said)
    assert replaced(said, said.figures[1], Figure("rate", "100%", "办复率")).text == "共1,000件，办复率100%。"


@given(st.text(alphabet="共123件.%𠀀，", max_size=20))
def test_figures_stand_where_they_say_whatever_is_typed(text: str) -> None:
    said = retyped(TEXT, text)
    assert said.text == text
    assert stands(said)


@given(st.integers(0, 14), st.text(alphabet="甲乙丙", max_size=5))
def test_words_put_in_anywhere_lose_no_figure_they_do_not_split(place: int, words: str) -> None:
    inside = any(each.start < place < each.end for each in TEXT.figures)
    said = retyped(TEXT, TEXT.text[:place] + words + TEXT.text[place:])
    assert inside or keys(said) == ["total", "rate"]
    assert stands(said)


def test_a_text_is_read_back_unchanged() -> None:
    assert from_mapping(Said, to_mapping(TEXT)) == TEXT
