"""Every row of GB/T 9704-2012 that a letter must keep, measured on paper; named after its clause."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest

from desktop.documents.pdf import render
from desktop.domain.letter import ClassMarkPlace, Letter, LetterFormat, Sealing
from tests.documents.letters import LETTER, MM, TEXT, Printed, letter, official_text
from tests.documents.measured import (
    ANNEX,
    CELL,
    ROW,
    SEVEN_EIGHTHS,
    document,
    faces,
    ink,
    line,
    middle,
    of_pages,
    operators,
    said,
    sorts,
)

BOTH = pytest.mark.parametrize("kind", LetterFormat)
LENGTHS = pytest.mark.parametrize("pages", range(1, 7))
SHORT = "收悉。\n感谢您的关心和支持。"


def printed(content: Letter) -> Printed:
    """Return one letter as it comes out of the printer."""
    return Printed(render([content]))


@pytest.fixture(scope="module")
def paper() -> Printed:
    """A document of the sample text with 份号 and 紧急程度."""
    return printed(document(copy_no="000012", urgency="特急", body=TEXT, publicity="此件公开发布"))


@pytest.fixture(scope="module")
def reply() -> Printed:
    """A reply in the letter format with 份号 and 紧急程度."""
    return printed(letter(copy_no="000012", urgency="加急"))


# --- 5, 6: the sheet ----------------------------------------------------


@BOTH
@LENGTHS
def test_5_1_and_5_2_1_the_text_keeps_to_the_type_area_of_a4(kind: LetterFormat, pages: int) -> None:
    made = of_pages(kind, pages)
    assert len(made) == pages
    for number in range(pages):
        sheet = made.document[number]
        assert (sheet.get_width() / MM, sheet.get_height() / MM) == pytest.approx((210, 297), abs=0.1)
        lowest = 272 if number == 0 and kind is LetterFormat.LETTER else 262
        for row in made.lines(number):
            if said(row)[0] == "—" or row[0].y < 37:
                continue  # page number; class mark and 发文机关标志 of the letter format
            assert row[0].x >= 28 - 0.1, said(row)
            assert row[-1].right <= 184 + 0.2, said(row)
            assert 37 <= row[0].y <= lowest, said(row)


@BOTH
@pytest.mark.parametrize("pages", [2, 6])
def test_5_2_2_and_5_2_4_body_is_black_fangsong_of_16_points(kind: LetterFormat, pages: int) -> None:
    told = [each for each in sorts(of_pages(kind, pages), pages - 1) if each.face == "GwFangSong"]
    body = [each for each in told if each.size == 16]
    assert len(body) > 20
    assert {each.size for each in told} <= {16, 14}  # 14: 版记
    assert {each.colour for each in told} == {(0, 0, 0)}


@BOTH
def test_5_2_3_a_page_holds_22_lines_of_28_characters(kind: LetterFormat) -> None:
    made = printed(document(body="国" * 2000) if kind is LetterFormat.DOCUMENT else letter(body="国" * 2000))
    rows = [row for row in made.lines(1) if row[0].char == "国"]
    assert len(rows) == 22
    assert {len(row) for row in rows} == {28}
    for row in rows:
        assert row[0].x == pytest.approx(28.0, abs=0.1)
        assert row[-1].x + 16 / MM == pytest.approx(184.0, abs=0.3)
    pitches = [after[0].y - before[0].y for before, after in pairwise(rows)]
    assert pitches == pytest.approx([ROW] * 21, abs=0.02)
    assert 28.5 <= pitches[0] * MM <= 29.7


@BOTH
def test_6_2_black_is_full_black_and_red_is_yellow_and_magenta(kind: LetterFormat) -> None:
    said_of = operators(render([document() if kind is LetterFormat.DOCUMENT else LETTER]))
    colours = set(re.findall(rb"(?<=[\n ])((?:[\d.]+ ){1,4})(?:k|g|rg)(?=[\s])", said_of))
    assert colours == {b"0 .8 .8 0 ", b"0 "}


@BOTH
def test_6_2_the_sides_of_a_sheet_lie_on_each_other(kind: LetterFormat) -> None:
    body = "国" * 2400
    made = printed(document(body=body) if kind is LetterFormat.DOCUMENT else letter(body=body))
    first, second = ([row for row in made.lines(page) if row[0].char == "国"] for page in (1, 2))
    for one, other in zip(first, second, strict=False):
        assert one[0].y == pytest.approx(other[0].y, abs=0.1)


# --- 7.2: 版头 ----------------------------------------------------------


def test_7_2_1_copy_number_is_six_figures_on_the_first_line(paper: Printed) -> None:
    row = paper.lines(0)[0]
    assert said(row) == "000012"
    assert row[0].x == pytest.approx(28, abs=0.3)
    assert row[0].y == pytest.approx(37 + ROW / 2 + 16 / MM * 0.3, abs=1.0)
    assert {size for _, size in faces(paper, 0, "000012")} == {16}


def test_7_2_3_urgency_is_black_letter_below_it(paper: Printed) -> None:
    first, second = paper.lines(0)[:2]
    assert said(second) == "特急"
    assert second[0].x == pytest.approx(28, abs=0.3)
    assert second[0].y - first[0].y == pytest.approx(ROW, abs=0.6)
    assert faces(paper, 0, "特急") == {("GwHei", 16)}
    alone = printed(document(urgency="加急", body=SHORT))
    assert alone.lines(0)[0][0].y == pytest.approx(first[0].y, abs=0.6)


def test_7_2_4_the_mark_hangs_35_mm_below_the_type_area(paper: Printed) -> None:
    top, *_ = ink(paper, 0, (28, 60, 184, 100), red=True)
    assert top == pytest.approx(37 + 35, abs=0.3)
    row = line(paper, 0, "临江市人民政府文件")
    assert (row[0].left + row[-1].right) / 2 == pytest.approx(106, abs=1)
    mark = [each for each in sorts(paper, 0) if each.size > 30]
    assert {each.face for each in mark} == {"GwBiaoSong"}
    assert all(red > 150 and green < 100 and blue < 100 for red, green, blue in (m.colour for m in mark))


def test_7_2_5_the_number_stands_two_rows_below_the_mark(paper: Printed) -> None:
    mark_bottom = ink(paper, 0, (28, 60, 184, 100), red=True)[1]
    top = ink(paper, 0, (60, mark_bottom + 1, 150, mark_bottom + 32))[0]
    assert top - mark_bottom == pytest.approx(2 * ROW, abs=1)
    row = line(paper, 0, "临政函")
    assert said(row) == "临政函〔2026〕12号"
    assert middle(row) == pytest.approx(106, abs=0.5)


def test_7_2_5_and_7_2_6_upward_papers_name_their_signers() -> None:
    made = printed(document(signer="张启明、王喆堃、李明", body=SHORT))
    first, last = line(made, 0, "签发人："), line(made, 0, "临政函")
    assert said(first) == "签发人：张启明王喆堃"
    assert said(last).endswith("号李明")
    assert last[0].x == pytest.approx(28 + CELL, abs=0.2)
    assert line(made, 0, "签发人")[-1].x + CELL == pytest.approx(184 - CELL, abs=0.4)
    first_name = next(glyph for glyph in first if glyph.char == "张")
    second_line = next(glyph for glyph in last if glyph.char == "李")
    assert second_line.x == pytest.approx(first_name.x, abs=0.2)
    assert last[0].y - first[0].y == pytest.approx(ROW, abs=0.3)
    assert faces(made, 0, "签发人：") == {("GwFangSong", 16)}
    assert faces(made, 0, "张启明") == {("GwKai", 16)}


def test_7_2_6_one_signer_ends_a_character_from_the_edge() -> None:
    made = printed(document(signer="张启明", body=SHORT))
    row = line(made, 0, "临政函")
    assert said(row).endswith("签发人：张启明")
    assert row[-1].x + CELL == pytest.approx(184 - CELL, abs=0.3)


def test_7_2_6_names_too_long_for_two_stand_one_below_the_other() -> None:
    made = printed(document(signer="阿卜杜拉·买买提、王喆堃", body=SHORT))
    first, last = line(made, 0, "签发人："), line(made, 0, "临政函")
    assert said(first) == "签发人：阿卜杜拉·买买提"
    assert next(g for g in last if g.char == "王").x == pytest.approx(
        next(g for g in first if g.char == "阿").x, abs=0.2
    )


@pytest.mark.parametrize("signer", ["", "张启明", "张启明、王喆堃、李明"])
def test_7_2_7_the_rule_lies_4_mm_below_the_number(signer: str) -> None:
    made = printed(document(signer=signer, body=SHORT))
    left, top, right, _ = made.rules(0)[0]
    assert (left, right) == pytest.approx((28, 184), abs=0.1)
    bottom = ink(made, 0, (30, top - 12, 100 if signer else 150, top - 0.5))[-1]
    assert top - bottom == pytest.approx(4.0, abs=0.3)


# --- 7.3: 主体 ----------------------------------------------------------


def test_7_3_1_the_title_stands_two_rows_below_the_rule(paper: Printed) -> None:
    rule = paper.rules(0)[0][3]
    rows = [row for row in paper.lines(0) if said(row) in LETTER.title and len(row) > 8]
    assert "".join(map(said, rows)) == LETTER.title
    for row in rows:
        assert (row[0].x + row[-1].x + 22 / MM) / 2 == pytest.approx(106, abs=0.5)
    assert faces(paper, 0, said(rows[0])) == {("GwBiaoSong", 22)}
    top = ink(paper, 0, (40, rule + 1, 170, rule + 40))[0]
    assert top - rule == pytest.approx(2 * ROW, abs=1)


@BOTH
def test_7_3_2_the_addressees_follow_after_a_blank_row(kind: LetterFormat) -> None:
    made = printed(document() if kind is LetterFormat.DOCUMENT else LETTER)
    rows = made.lines(0)
    index = next(number for number, row in enumerate(rows) if said(row).startswith("王喆堃"))
    assert rows[index][0].x == rows[index + 1][0].x == pytest.approx(28, abs=0.2)
    assert said(rows[index + 1]).endswith("：")
    title_ends = ink(made, 0, (40, rows[index - 1][0].y - 3, 170, rows[index][0].y - 7))[-1]
    begins = ink(made, 0, (28, title_ends + 1, 184, rows[index][0].y + 2))[0]
    assert ROW <= begins - title_ends <= 1.5 * ROW


@BOTH
@LENGTHS
def test_7_3_3_the_body_begins_on_the_first_page(kind: LetterFormat, pages: int) -> None:
    rows = of_pages(kind, pages).lines(0)
    start = next(number for number, row in enumerate(rows) if said(row) == "王喆堃委员：")
    body = rows[start + 1]
    assert body[0].x == pytest.approx(28 + 2 * CELL, abs=CELL / 2 + 0.2)  # （ stands at the end of its cell
    assert len(body) > 10


def test_7_3_3_levels_have_their_faces(paper: Printed) -> None:
    made = printed(document(body="一、甲情况\n（一）乙情况\n1.丙情况\n（1）丁情况\n" + TEXT))
    assert faces(made, 0, "一、甲情况") == {("GwHei", 16)}
    assert faces(made, 0, "（一）乙情况") == {("GwKai", 16)}
    assert faces(made, 0, "1.丙情况") == faces(made, 0, "（1）丁情况") == {("GwFangSong", 16)}
    assert line(paper, 1, "（二）关于")[0].x > 28 + 2 * CELL - 0.2


@BOTH
def test_7_3_4_attachments_are_listed_after_a_blank_row(kind: LetterFormat) -> None:
    names = ("加装电梯补助资金使用情况统计表及各县市区分年度资金安排明细表", "清单")
    made = letter(body=SHORT, attachments=names, cc=())
    paper = printed(document(body=SHORT, attachments=names) if kind is LetterFormat.DOCUMENT else made)
    page = len(paper) - 1
    first, second = line(paper, page, "附件：1.加装"), line(paper, page, "2.清单")
    wrapped = paper.lines(page)[paper.lines(page).index(first) + 1]
    text = line(paper, page, "感谢您")
    assert first[0].x == pytest.approx(28 + 2 * CELL, abs=0.2)
    assert first[0].y - text[0].y == pytest.approx(2 * ROW, abs=0.5)
    assert wrapped[0].x == pytest.approx(next(g for g in first if g.char == "加").x, abs=0.2)
    assert second[0].x == pytest.approx(next(g for g in first if g.char == "1").x, abs=0.3)
    assert said(second) == "2.清单"


@BOTH
def test_7_3_5_1_the_sealed_date_ends_four_characters_from_the_edge(kind: LetterFormat) -> None:
    made = printed(document(body=SHORT, cc=()) if kind is LetterFormat.DOCUMENT else letter(body=SHORT))
    page = len(made) - 1
    date = line(made, page, "2026年8月7日")
    name = next(row for row in made.lines(page) if abs(date[0].y - row[0].y - ROW) < 0.4)
    assert date[-1].x + CELL == pytest.approx(184 - 4 * CELL, abs=0.3)
    assert middle(name) == pytest.approx((date[0].x + date[-1].x + CELL) / 2, abs=0.5)
    text = line(made, page, "感谢您")
    assert name[0].y - text[0].y <= 3 * ROW + 0.2  # a seal of 42 mm reaches up to within a row of the text


def test_7_3_5_1_joint_seals_stand_side_by_side_without_touching() -> None:
    names = ("临江市住房和城乡建设局", "临江市财政局", "临江市自然资源局", "临江市民政局")
    made = printed(document(body=SHORT, signatories=names))
    rows = {said(row): row for page in range(len(made)) for row in made.lines(page)}
    first, second = rows[names[0] + names[1]], rows[names[2] + names[3]]
    middles = [middle(first[: len(names[0])]), middle(first[len(names[0]) :])]
    assert middles[1] - middles[0] > 42 + 4
    assert middles[0] - 21 >= 28
    assert middles[1] + 21 <= 184
    assert second[0].y - first[0].y > 42
    assert middle(second[len(names[2]) :]) == pytest.approx(middles[1], abs=0.1)
    date = rows["2026年8月7日"]
    assert (date[0].x + date[-1].x + CELL) / 2 == pytest.approx(middles[1], abs=0.6)


def test_signatories_stand_on_one_line_where_the_office_wants_it() -> None:
    names = ("临江市住建局", "临江市财政局", "临江市资规局")
    made = printed(letter(body=SHORT, signatories=names, signatories_in_line=True))
    row = line(made, 0, names[0])[:]
    assert said(row) == "".join(names)
    assert row[6].x - row[5].x == pytest.approx(3 * CELL, abs=0.1)
    too_long = printed(letter(body=SHORT, signatories=("临" * 13, "江" * 14), signatories_in_line=True))
    assert any(said(row) == "临" * 13 + "江" * 7 for row in too_long.lines(0)) or len(too_long) == 1


def test_7_3_5_2_without_seal_the_name_stands_two_characters_in() -> None:
    made = printed(document(body=SHORT, sealing=Sealing.UNSEALED, cc=()))
    rows = made.lines(len(made) - 1)
    index = next(number for number, row in enumerate(rows) if said(row) == "2026年8月7日")
    name, date, text = rows[index - 1], rows[index], rows[index - 2]
    assert date[0].x - name[0].x == pytest.approx(2 * CELL, abs=0.2)
    assert max(name[-1].x, date[-1].x) + CELL == pytest.approx(184 - 2 * CELL, abs=0.3)
    assert name[0].y - text[0].y == pytest.approx(2 * ROW, abs=0.5)
    wide = printed(letter(body=SHORT, sealing=Sealing.UNSEALED, signatories=("临" * 15, "江" * 4)))
    first, second = line(wide, 0, "临" * 15), line(wide, 0, "江" * 4)
    assert first[-1].x + CELL == pytest.approx(184 - 2 * CELL, abs=0.3)
    assert first[0].x == pytest.approx(second[0].x, abs=0.1)
    assert second[0].y - first[0].y == pytest.approx(ROW, abs=0.3)


def test_7_3_5_3_room_is_kept_for_a_stamp_beside_the_post() -> None:
    made = printed(document(body=SHORT, sealing=Sealing.STAMP, signatories=("市长", "主任")))
    rows = made.lines(len(made) - 1)
    index = next(number for number, row in enumerate(rows) if said(row) == "2026年8月7日")
    text, first, second, date = rows[index - 3 : index + 1]
    assert (said(first), said(second)) == ("市长", "主任")
    assert first[0].x == pytest.approx(second[0].x, abs=0.1)
    assert date[-1].x + CELL == pytest.approx(184 - 4 * CELL, abs=0.3)
    assert 184 - 4 * CELL - (first[-1].x + CELL) >= 2 * CELL + 20  # two characters, and a 签名章
    assert first[0].y - text[0].y == pytest.approx(3 * ROW, abs=0.6)
    assert date[0].y - second[0].y == pytest.approx(2 * ROW, abs=0.6)


def test_7_3_5_4_the_date_is_arabic_without_leading_zeros() -> None:
    assert "2026年8月7日" in printed(LETTER).text(1)


@BOTH
@LENGTHS
def test_7_3_5_5_the_page_of_the_signature_carries_text(kind: LetterFormat, pages: int) -> None:
    made = of_pages(kind, pages)
    rows = [said(row) for row in made.lines(pages - 1)]
    date = rows.index("2026年8月7日")
    assert sum(len(row) for row in rows[: date - 1] if row not in LETTER.signatories) >= (
        29 if pages > 2 else 1
    )


@BOTH
def test_7_3_6_notes_stand_two_characters_in_below_the_date(kind: LetterFormat) -> None:
    changes: dict[str, Any] = {"publicity": "此件公开发布", "body": SHORT}
    made = printed(document(**changes) if kind is LetterFormat.DOCUMENT else letter(**changes))
    page = len(made) - 1
    date, note = line(made, page, "2026年8月7日"), line(made, page, "（此件公开发布）")
    assert note[0].x == pytest.approx(28 + 2 * CELL, abs=CELL * 0.6)  # （ at the end of its cell
    assert note[1].x == pytest.approx(28 + 3 * CELL, abs=0.2)
    assert note[0].y - date[0].y == pytest.approx(ROW, abs=0.4)


@BOTH
def test_7_3_7_an_attachment_begins_a_page_with_its_label(kind: LetterFormat) -> None:
    names, annexes = (ANNEX.title, "清单"), (ANNEX, ANNEX)
    changes: dict[str, Any] = {"body": SHORT, "attachments": names, "annexes": annexes}
    made = printed(document(**changes) if kind is LetterFormat.DOCUMENT else letter(**changes))
    starts = [page for page in range(len(made)) if made.text(page).startswith("附件")]
    assert len(starts) == 2
    assert starts[0] >= 1
    label, title = made.lines(starts[0])[:2]
    assert (said(label), said(title)) == ("附件1", ANNEX.title)
    assert label[0].x == pytest.approx(28, abs=0.2)
    assert label[0].y == pytest.approx(37 + ROW / 2 + 2, abs=1)
    assert title[0].y - label[0].y == pytest.approx(2 * ROW, abs=1)
    assert (title[0].x + title[-1].x + 22 / MM) / 2 == pytest.approx(106, abs=0.5)
    assert faces(made, starts[0], "附件1") == {("GwHei", 16)}
    assert [f"—{page + 1}—" in made.text(page) for page in range(1, len(made))] == [True] * (len(made) - 1)
    assert "抄送" in made.text(len(made) - 1)
    one = printed(letter(body=SHORT, attachments=(ANNEX.title,), annexes=(ANNEX,)))
    assert said(one.lines(1)[0]) == "附件"


# --- 7.4, 7.5: 版记 and page numbers ------------------------------------


def test_7_4_1_the_rules_of_the_foot_are_thick_thin_thick() -> None:
    made = printed(document(body=SHORT))
    bars = [bar for bar in made.rules(len(made) - 1) if bar[1] > 200]
    assert [round(right - left, 1) for left, _, right, _ in bars] == [156.0] * 3
    assert [bottom - top for _, top, _, bottom in bars] == pytest.approx([0.35, 0.25, 0.35], abs=0.02)
    assert sum(bars[-1][1::2]) / 2 == pytest.approx(262, abs=0.1)
    assert bars[0][0] == pytest.approx(28, abs=0.1)
    bare = printed(document(body=SHORT, printer="", cc=()))
    assert all(bar[1] < 200 for page in range(len(bare)) for bar in bare.rules(page))


def test_7_4_2_copies_are_14_points_hanging_after_the_colon() -> None:
    made = printed(document(cc=tuple(f"市第{number}工作委员会" for number in range(9))))
    page = len(made) - 1
    rows = made.lines(page)
    index = next(number for number, row in enumerate(rows) if said(row).startswith("抄送"))
    assert rows[index][0].x == pytest.approx(28 + 14 / MM, abs=0.2)
    assert rows[index + 1][0].x == pytest.approx(28 + 4 * 14 / MM, abs=0.2)
    assert rows[index][-1].right <= 184 - 14 / MM + 0.3
    assert faces(made, page, "抄送：") == {("GwFangSong", 14)}
    copies = "".join(map(said, rows[index:])).split("临江市人民政府办公室")[0]
    assert copies.endswith("委员会。")


def test_7_4_3_the_printer_stands_left_and_the_day_right() -> None:
    made = printed(document())
    row = line(made, len(made) - 1, "临江市人民政府办公室")
    assert said(row).endswith("2026年8月10日印发")
    assert row[0].x == pytest.approx(28 + 14 / MM, abs=0.2)
    assert row[-1].x + 14 / MM == pytest.approx(184 - 14 / MM, abs=0.3)
    assert faces(made, len(made) - 1, "10日印发") == {("GwFangSong", 14)}
    assert sum(said(each).startswith("临江市人民政府办公室") for each in made.lines(len(made) - 1)) == 1


@BOTH
@LENGTHS
def test_7_5_page_numbers_lie_7_mm_below_the_type_area(kind: LetterFormat, pages: int) -> None:
    made = of_pages(kind, pages)
    for number in range(1, pages + 1):
        row = made.lines(number - 1)[-1]
        if number == 1 and kind is LetterFormat.LETTER:
            assert "—1—" not in made.text(0)
            continue
        assert said(row) == f"—{number}—"
        if number % 2:
            assert row[-1].right == pytest.approx(184 - 14 / MM, abs=0.3)
        else:
            assert row[0].left == pytest.approx(28 + 14 / MM, abs=0.3)
    if pages in {2, 3}:
        row = made.lines(pages - 1)[-1]
        top, bottom = ink(made, pages - 1, (row[0].left + 0.5, 265, row[0].right - 0.5, 274))
        assert (top + bottom) / 2 == pytest.approx(269, abs=0.15)
        assert faces(made, pages - 1, f"—{pages}—") == {("GwSong", 14)}


# --- 10.1: 信函格式 -----------------------------------------------------


def test_10_1_the_mark_hangs_30_mm_from_the_top_without_the_word_document(reply: Printed) -> None:
    top, bottom, rule, *_ = ink(reply, 0, (20, 28, 190, 55), red=True)
    assert top == pytest.approx(30, abs=0.2)
    assert rule - bottom == pytest.approx(4, abs=0.2)
    row = line(reply, 0, LETTER.issuer)
    assert said(row) == LETTER.issuer
    assert (row[0].left + row[-1].right) / 2 == pytest.approx(105, abs=1)


@LENGTHS
def test_10_1_double_rules_thick_outside_170_mm_long_20_mm_from_the_foot(pages: int) -> None:
    made = of_pages(LetterFormat.LETTER, pages)
    bars = made.rules(0)
    assert [(left, right) for left, _, right, _ in bars] == [pytest.approx((20, 190), abs=0.1)] * 4
    thickness = [bottom - top for _, top, _, bottom in bars]
    assert thickness[0] > thickness[1]
    assert thickness[3] > thickness[2]
    assert 297 - bars[3][3] == pytest.approx(20, abs=0.1)
    assert all(made.rules(page) == [] for page in range(1, pages))


def test_10_1_number_and_marks_stand_seven_eighths_below_the_upper_rule(reply: Printed) -> None:
    rule = reply.rules(0)[1][3]
    row = next(each for each in reply.lines(0) if said(each).endswith("128号"))
    assert said(row) == "000012临建函〔2026〕128号"
    assert row[-1].x + 16 / MM == pytest.approx(184, abs=0.3)
    assert row[0].x == pytest.approx(28, abs=0.3)
    top = ink(reply, 0, (120, rule + 1, 184, rule + 14))[0]
    assert top - rule == pytest.approx(SEVEN_EIGHTHS, abs=0.6)
    urgency = line(reply, 0, "加急")
    assert urgency[0].y - row[0].y == pytest.approx(ROW, abs=0.4)
    assert faces(reply, 0, "加急") == {("GwHei", 16)}


@pytest.mark.parametrize(
    "changes", [{}, {"urgency": "加急", "copy_no": "000012"}, {"signer": "张启明、李㛃、赵𬭚"}]
)
def test_10_1_the_title_stands_two_rows_below_what_is_above_it(changes: dict[str, Any]) -> None:
    rows = printed(letter(**changes, class_mark_place=ClassMarkPlace.NONE)).lines(0)
    index = next(number for number, row in enumerate(rows) if said(row).startswith("关于对"))
    above, title = rows[index - 1], rows[index]
    assert title[0].y - above[0].y == pytest.approx(2 * ROW + 22 / MM, abs=1)


def test_10_1_a_full_first_page_ends_seven_eighths_above_the_lower_rule() -> None:
    made = printed(letter(body="国" * 1500))
    rule = made.rules(0)[2][1]
    bottom = ink(made, 0, (30, 240, 180, rule - 0.5))[-1]
    assert rule - bottom == pytest.approx(SEVEN_EIGHTHS, abs=0.6)


def test_10_1_the_foot_has_no_rules_and_no_printer_unless_the_office_wants_one() -> None:
    made = printed(letter(body=official_text(1, 900)))
    assert "印发" not in made.text(1)
    assert made.rules(1) == []
    wanted = printed(letter(printer="临江市住房和城乡建设局办公室", printed_on=LETTER.dated))
    assert said(wanted.lines(1)[-2]) == "临江市住房和城乡建设局办公室2026年8月7日印发"
    assert wanted.rules(1) == []


def test_the_publicity_may_stand_on_the_first_line() -> None:
    made = printed(letter(publicity="主动公开", publicity_first=True))
    row = next(each for each in made.lines(0) if said(each).endswith("128号"))
    assert said(row).startswith("主动公开")
    assert "（主动公开）" not in made.text(1)
