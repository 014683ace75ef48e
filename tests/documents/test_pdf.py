"""The printed letter, measured on paper against GB/T 9704-2012: rules, grid, pages, fonts, words."""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import mode
from typing import TYPE_CHECKING

import pytest
from PIL import ImageChops

from desktop.documents.fonts import bundled
from desktop.documents.pdf import page_count, render
from desktop.domain.errors import OfficeError
from desktop.domain.progress import Cancelled, Progress
from tests.documents.letters import LETTER, TEXT, Printed, letter, official_text

if TYPE_CHECKING:
    from desktop.domain.letter import Letter

NAMES = "王喆堃、李㛃、赵𬭚、钱犇、吴昇、郑翀、阿卜杜拉·买买提"


def printed(*letters: Letter) -> Printed:
    """Return letters as they come out of the printer."""
    return Printed(render(letters))


@pytest.fixture(scope="module")
def long() -> Printed:
    """A letter of several pages of plain text."""
    return printed(letter(body="\n".join(official_text(seed, 300) for seed in range(5))))


def test_red_rules_stand_where_the_standard_puts_them() -> None:
    paper = printed(LETTER)
    bars = paper.rules(0)
    assert [round(right - left, 1) for left, _, right, _ in bars] == [170.0] * 4
    assert [left for left, *_ in bars] == pytest.approx([20.0] * 4, abs=0.1)
    thickness = [bottom - top for _, top, _, bottom in bars]
    assert thickness[0] > thickness[1]
    assert thickness[2] < thickness[3]
    assert 297 - bars[3][3] == pytest.approx(20.0, abs=0.1)
    assert paper.rules(1) == []


def test_ink_of_the_mark_hangs_from_30_mm_and_the_rule_follows_at_4_mm() -> None:
    picture = printed(LETTER).picture(0)
    red, _, blue = picture.split()
    _, rows = ImageChops.subtract(red, blue).point(lambda value: 255 if value > 60 else 0).getprojection()
    edges = [number * 25.4 / 300 for number, (above, row) in enumerate(pairwise(rows), 1) if above != row]
    top, end, rule = edges[:3]
    assert top == pytest.approx(30.0, abs=0.5)
    assert rule - end == pytest.approx(4.0, abs=0.3)


def test_only_the_first_page_bears_colour(long: Printed) -> None:
    for number in range(1, len(long)):
        red, green, blue = long.picture(number, 72).split()
        assert ImageChops.difference(red, blue).getextrema() == (0, 0)
        assert ImageChops.difference(red, green).getextrema() == (0, 0)


def test_full_lines_hold_28_characters_from_edge_to_edge() -> None:
    lines = printed(letter(body="国" * 1500, watermark="")).lines(1)[:20]
    for line in lines:
        assert len(line) == 28
        assert line[0].x == pytest.approx(28.0, abs=0.1)
        assert line[-1].x + 16 * 25.4 / 72 == pytest.approx(184.0, abs=0.3)


def test_rows_keep_their_pitch_and_the_type_area(long: Printed) -> None:
    for number in range(len(long)):
        lines = [line for line in long.lines(number) if line[0].y > 110 or number]
        pitches = [round((after[0].y - before[0].y) * 72 / 25.4, 1) for before, after in pairwise(lines)]
        assert 28.5 <= mode(pitches) <= 29.7
        for line in lines:
            assert line[0].x >= 27.9
            assert line[-1].right <= 184.2
            if line[0].char != "—":
                assert line[0].y <= (272 if number == 0 else 262)


def test_no_printed_line_breaks_a_rule(long: Printed) -> None:
    for number in range(len(long)):
        for line in long.lines(number):
            text = "".join(glyph.char for glyph in line)
            assert not re.match("[，。、；：？！）》”…%]", text), text
            assert not re.search("[（《“]$", text), text


def test_page_numbers_are_left_and_right_and_none_on_the_first(long: Printed) -> None:
    assert not re.search("—1—", long.text(0))
    for number in range(1, len(long)):
        line = long.lines(number)[-1]
        assert "".join(glyph.char for glyph in line) == f"—{number + 1}—"
        if (number + 1) % 2:
            assert line[-1].right == pytest.approx(184 - 14 * 25.4 / 72, abs=0.3)
        else:
            assert line[0].left == pytest.approx(28 + 14 * 25.4 / 72, abs=0.3)


def test_the_dash_of_the_page_number_is_centred_at_269_mm(long: Printed) -> None:
    picture = long.picture(1).convert("L")
    left = round(35 * 300 / 25.4)
    strip = picture.crop((left, round(264 * 300 / 25.4), left + 20, round(274 * 300 / 25.4)))
    _, top, _, bottom = strip.point(lambda value: 255 if value < 128 else 0).getbbox()
    assert 264 + (top + bottom) / 2 * 25.4 / 300 == pytest.approx(269.0, abs=0.5)


def test_number_and_class_mark_stand_at_the_right_edge() -> None:
    lines = printed(LETTER).lines(0)
    assert lines[0][0].char == "A"
    assert lines[0][-1].right == pytest.approx(184.0, abs=0.3)
    number = next(line for line in lines if "〔" in {glyph.char for glyph in line})
    assert "".join(glyph.char for glyph in number) == "临建函〔2026〕128号"
    assert number[-1].x + 16 * 25.4 / 72 == pytest.approx(184.0, abs=0.3)


def test_rare_names_are_printed_and_can_be_copied() -> None:
    paper = printed(letter(salutation=NAMES + "委员："))
    assert NAMES in paper.text(0)
    assert "\x00" not in paper.text(0)


def test_every_word_of_the_letter_is_on_the_paper() -> None:
    paper = printed(LETTER)
    words = "".join(paper.text(number) for number in range(len(paper)))
    for text in LETTER.texts():
        assert re.sub(r"\s", "", text) in words
    assert TEXT.replace("\n", "") in words


def test_quotation_marks_of_a_heading_embrace_their_words() -> None:
    lines = printed(letter(body="（一）推行“一窗受理”。内容")).lines(0)
    line = next(line for line in lines if "“" in {glyph.char for glyph in line})
    marks = {glyph.char: index for index, glyph in enumerate(line)}
    cell = 156 / 28
    opening, closing = line[marks["“"]], line[marks["”"]]
    assert line[marks["“"] + 1].x - opening.x < cell * 0.6
    assert line[marks["”"] + 1].x - closing.x == pytest.approx(cell, abs=0.1)


def test_dashes_are_unbroken() -> None:
    paper = printed(letter(body="国——" * 60))
    line = next(line for line in paper.lines(0) if [glyph.char for glyph in line[:3]] == ["国", "—", "—"])
    edges = (line[1].left + 0.2, line[0].y - 4, line[2].right - 0.2, line[0].y)
    left, top, right, bottom = (round(edge * 300 / 25.4) for edge in edges)
    dashes = paper.picture(0).convert("L").crop((left, top, right, bottom))
    columns, _ = dashes.point(lambda value: 255 if value < 160 else 0).getprojection()
    assert all(columns)


def test_only_bundled_fonts_are_used_and_all_are_embedded() -> None:
    content = render([LETTER])
    names = set(re.findall(rb"/BaseFont /[A-Z]{6}\+(\w+)", content))
    assert names == {b"GwBiaoSong", b"GwFangSong", b"GwHei", b"GwKai", b"GwSong"}
    assert b"Helvetica" not in content
    assert content.count(b"/FontFile2") == content.count(b"/BaseFont")
    assert content.count(b"/ToUnicode") == content.count(b"/BaseFont")


def test_equal_letters_give_equal_bytes() -> None:
    assert render([LETTER]) == render([LETTER])
    assert render([LETTER]) != render([letter(doc_no="临建函〔2026〕129号")])


def test_the_file_asks_to_be_printed_unscaled_on_both_sides() -> None:
    content = render([LETTER])
    assert b"/PrintScaling /None" in content
    assert b"/Duplex /DuplexFlipLongEdge" in content
    document = Printed(content).document
    assert document.get_metadata_value("Title") == LETTER.title
    assert document.get_metadata_value("Author") == LETTER.issuer


def test_each_letter_of_a_pile_begins_on_a_right_hand_page_from_one() -> None:
    short = letter(body="收悉。\n感谢。")
    assert (page_count(short), page_count(LETTER)) == (1, 2)
    pile = printed(short, LETTER, short)
    assert len(pile) == 5
    assert [pile.text(number)[:3] for number in (0, 1, 2, 4)] == ["临江市", "", "临江市", "临江市"]
    assert pile.text(3).endswith("—2—")
    assert pile.document.get_metadata_value("Title") == "答复函 3 件"


def test_an_empty_pile_is_an_empty_file() -> None:
    assert render([]).startswith(b"%PDF")


def test_an_explicit_set_of_faces_is_used() -> None:
    assert render([LETTER], bundled()) == render([LETTER])
    assert page_count(LETTER, bundled()) == 2


def test_the_watermark_is_pale_and_under_the_text() -> None:
    plain, marked = printed(LETTER), printed(letter(watermark="演示"))
    for number in range(2):
        assert marked.text(number) == "演示" + plain.text(number)
        before, after = plain.picture(number, 72).convert("L"), marked.picture(number, 72).convert("L")
        darker = ImageChops.subtract(before, after).getextrema()[1]
        assert 0 < darker < 60
        assert ImageChops.subtract(after, before).getextrema()[1] <= 1


def test_a_character_without_glyph_stops_everything() -> None:
    with pytest.raises(OfficeError, match=r"“😀”（U\+1F600）"):
        render([LETTER, letter(note="联系人😀")])


def test_tabs_and_control_characters_leave_no_trace() -> None:
    assert "您提出的建议收悉" in printed(letter(body="您提出的\t建\x00议\u200b收悉。")).text(0)


def test_progress_counts_letters_and_can_stop() -> None:
    class Heard(Progress):
        def __init__(self, stop: int) -> None:
            self.steps: list[tuple[int, int]] = []
            self.stop = stop

        def step(self, done: int, total: int, text: str = "") -> None:
            assert text or done == total
            self.steps.append((done, total))
            if done == self.stop:
                raise Cancelled

    heard = Heard(stop=9)
    render([LETTER, LETTER], progress=heard)
    assert heard.steps == [(0, 2), (1, 2), (2, 2)]
    with pytest.raises(Cancelled):
        render([LETTER, LETTER], progress=Heard(stop=1))
