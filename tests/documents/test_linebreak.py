"""Lines of official text: 28 characters, justified, never a forbidden mark at a start or an end."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.documents import page
from desktop.documents.fonts import Role, bundled
from desktop.documents.linebreak import NO_END, NO_START, Line, Measure, Setter, break_lines, lead
from tests.documents.letters import official_text

PARAGRAPH = Measure(page.AREA_WIDTH, 2 * page.PITCH)
HAN = "国家政府工作建设办理意见代表委员提案单位研究部门落实情况"


@cache
def setter() -> Setter:
    return Setter(bundled())


def broken(text: str, measure: Measure = PARAGRAPH) -> list[Line]:
    """Return the lines of a text set as a paragraph."""
    return break_lines(setter().fit(setter().units(text), measure.width), measure)


def check(text: str) -> None:
    """Assert every rule of line starts, line ends and widths, and that no character is lost."""
    lines = broken(text)
    assert "".join(line.text for line in lines).replace(" ", "") == text.replace(" ", "")
    for number, line in enumerate(lines):
        assert number == 0 or line.text[0] not in NO_START, line.text
        assert number == len(lines) - 1 or line.text[-1] not in NO_END, line.text
        assert line.indent + line.width <= page.AREA_WIDTH + 0.02
        if number < len(lines) - 1:
            assert line.indent + line.width == pytest.approx(page.AREA_WIDTH)
    for before, after in pairwise(lines):
        joint = before.text[-1] + after.text[0]
        assert not re.fullmatch(r"[!-~]{2}|——|……", joint), joint


def test_three_hundred_paragraphs_break_no_rule() -> None:
    for seed in range(300):
        check(official_text(seed, 400))


@settings(max_examples=150)
@given(
    st.lists(
        st.one_of(
            st.text(HAN, min_size=1, max_size=9),
            st.sampled_from("，。、；：！？"),
            st.sampled_from(
                ["）。", "》，", "”；", "……", "——", "（", "《", "“", "2026年", "31.6%", "No.7", "A-12", "·"]
            ),
        ).map(str),
        min_size=1,
        max_size=120,
    )
)
def test_any_official_text_breaks_no_rule(pieces: list[str]) -> None:
    text = ""
    for piece in pieces:  # marks do not follow marks without end, as no office writes them so
        text += (
            piece if not (piece[0] in NO_START | NO_END and text[-1:] in NO_START | NO_END) else "国" + piece
        )
    text = re.sub(r"(?<=[!-~])(?=[!-~])", "国", text) if re.search(r"[!-~]{30}", text) else text
    check(text)


def test_a_full_line_holds_28_characters() -> None:
    lines = broken("政" * 100)
    assert [len(line.text) for line in lines] == [26, 28, 28, 18]
    assert all(line.extra == pytest.approx(0.0) for line in lines)


def test_a_mark_is_drawn_in_when_punctuation_can_give() -> None:
    lines = broken("您提出，" + "政" * 21 + "局，" + "府" * 30)
    assert lines[0].text.endswith("局，")
    assert lines[0].extra == pytest.approx(-page.PITCH)


def test_a_mark_takes_a_character_along_when_nothing_can_give() -> None:
    lines = broken("政" * 26 + "，" + "府" * 30)
    assert [line.text[0] for line in lines[:2]] == ["政", "政"]
    assert lines[0].extra == pytest.approx(page.PITCH)


def test_an_opening_mark_goes_to_the_next_line() -> None:
    assert broken("政" * 25 + "《办法》" + "府" * 30)[1].text.startswith("《办法》")


def test_a_last_line_never_holds_one_lone_character() -> None:
    assert broken("政" * 26 + "府。")[-1].text == "政府。"
    assert broken("政" * 26 + "府")[-1].text == "政府"
    assert broken("政" * 54 + "府。")[-1].text == "政府。"
    assert broken("政" * 25 + "ABCDEF府。")[-1].text == "ABCDEF府。"


def test_a_run_longer_than_a_line_is_the_only_one_taken_apart() -> None:
    address = "https://example.invalid/" + "a" * 80
    lines = broken("见" + address + "。")
    assert "".join(line.text for line in lines) == "见" + address + "。"
    assert all(line.indent + line.width <= page.AREA_WIDTH + 0.02 for line in lines)


def test_marks_without_end_still_come_to_an_end() -> None:
    lines = broken("。" * 100)
    assert "".join(line.text for line in lines) == "。" * 100
    assert broken("（" * 60)


def test_spaces_vanish_at_line_ends() -> None:
    lines = broken("政" * 26 + "   " + "府" * 5 + " ")
    assert [line.text for line in lines] == ["政" * 26, "府" * 5]
    assert broken("政（ " + "府" * 60)
    assert broken("") == []


def test_spaces_do_not_hide_a_rule() -> None:
    lines = broken("政" * 25 + "（ 试行）" + "府" * 30)
    assert lines[1].text.startswith("（ 试行）")
    assert broken("政" * 26 + " ，" + "府" * 30)[1].text.startswith("政 ，")


def test_a_hanging_indent_and_a_ragged_edge() -> None:
    lines = broken("政" * 60, Measure(page.AREA_WIDTH, 0.0, 3 * page.PITCH, ragged=True))
    assert [line.indent for line in lines] == [
        0.0,
        pytest.approx(3 * page.PITCH),
        pytest.approx(3 * page.PITCH),
    ]
    ragged = broken("政" * 25 + "ABCDEFG府", Measure(page.AREA_WIDTH, ragged=True))
    assert ragged[0].extra == 0.0


def test_gap_is_shared_by_the_units_of_a_line() -> None:
    units = setter().units("政府工作")
    assert Line(units, 0.0, 9.0).gap == pytest.approx(3.0)
    assert Line(units[:1], 0.0, 9.0).gap == 0.0


@pytest.mark.parametrize("token", ["——", "……", "31.6%", "GB/T9704-2012", "3·15", "1∶1", "m²"])
def test_what_belongs_together_is_one_unit(token: str) -> None:
    assert [unit.text for unit in setter().units("自" + token + "起")] == ["自", token, "起"]


def test_the_dot_of_a_name_takes_a_whole_character() -> None:
    name = setter().units("买·提")
    assert [unit.width for unit in name] == [pytest.approx(page.PITCH)] * 3
    assert [unit.no_start for unit in name] == [False, True, False]


def test_glyphs_narrower_than_their_cell_stand_where_they_belong() -> None:
    assert lead("“", 8.0) == 8.0
    assert lead("”", 8.0) == 0.0
    assert lead("·", 8.0) == 4.0
    assert lead("“", -0.2) == 0.0


def test_a_whole_is_one_unit_only_on_the_grid() -> None:
    assert [unit.text for unit in setter().whole("王建国、")] == ["王建国、"]
    assert setter().whole("王建国、")[0].width == pytest.approx(4 * page.PITCH)
    assert [unit.text for unit in setter().whole("王A")] == ["王", "A"]
    assert setter().whole("") == []


def test_other_sizes_stand_on_their_own_em() -> None:
    assert setter().units("政", Role.TITLE, 22.0)[0].width == 22.0
