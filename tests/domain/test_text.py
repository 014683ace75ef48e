"""Words and numbers are read however an office wrote them."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.dates import chinese_date, parse_date
from desktop.domain.doc_numbers import DocNo, parse_doc_no
from desktop.domain.text import chinese_number, fold, item_sort_key, mask_phone, number_from_chinese
from desktop.domain.unit_lists import split_units

JOINED = "市农合联执委会（市供销社)"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("ＡＢＣ１２", "abc12"),
        ("案  号", "案号"),
        ("备\n注\u3000", "备注"),
        ("\ufeff标题\u200b", "标题"),
        ("（１）", "(1)"),
    ],
)
def test_spellings_of_the_same_words_fold_alike(left: str, right: str) -> None:
    assert fold(left) == fold(right)


def test_folding_makes_a_converted_page_match_its_original() -> None:
    assert fold("城建交通類") == fold("城建交通类")
    assert fold("財政經濟、群眾生活、社區工作") == "财政经济、群众生活、社区工作"


@given(st.text())
def test_folding_twice_changes_nothing_for_ascii_and_han(text: str) -> None:
    plain = "".join(mark for mark in text if mark.isascii() or "\u4e00" <= mark <= "\u9fff")
    assert fold(fold(plain)) == fold(plain)


@pytest.mark.parametrize(
    ("cell", "units"),
    [
        ("", ()),
        (" 、，", ()),
        ("市教育局", ("市教育局",)),
        (
            "市教育局、市公安局，市水利局,市科技局；市商务局;市民政局/市司法局",
            ("市教育局", "市公安局", "市水利局", "市科技局", "市商务局", "市民政局", "市司法局"),
        ),
        ("市教育局\n市公安局 市水利局\t市科技局", ("市教育局", "市公安局", "市水利局", "市科技局")),
        ("市 教育局", ("市教育局",)),
        ("市教育局\n市 水利局", ("市教育局", "市水利局")),
        ("市委统战部（侨办、台办）、市教育局", ("市委统战部（侨办、台办）", "市教育局")),
        ("市委统战部（侨办、\n台办）", ("市委统战部（侨办、台办）",)),
        (f"{JOINED}、市教育局", (JOINED, "市教育局")),
        ("市农合联 （市供销社）", ("市农合联（市供销社）",)),
        (
            "各镇（街道）、【示例、一】局、〔示例、二〕局、[示例、三]局",
            ("各镇（街道）", "【示例、一】局", "〔示例、二〕局", "[示例、三]局"),
        ),
        ("市教育局（职教、市公安局", ("市教育局（职教", "市公安局")),
        ("市教育局）、市公安局", ("市教育局）", "市公安局")),
        ("示例局（甲（乙、丙）、丁）、市公安局", ("示例局（甲（乙、丙）、丁）", "市公安局")),
        ("市教育局、市公安局、市教育局", ("市教育局", "市公安局")),
        ("市教育局、市公安局等", ("市教育局", "市公安局")),
        ("市教育局、市公安局等5个部门", ("市教育局", "市公安局")),
        ("市教育局、等", ("市教育局",)),
        ("示例公司 A", ("示例公司A",)),
        ("Big Corp、市教育局", ("Big Corp", "市教育局")),
    ],
)
def test_unit_lists_split_outside_brackets_only(cell: str, units: tuple[str, ...]) -> None:
    assert split_units(cell) == units


@given(
    st.lists(st.sampled_from(["市教育局", JOINED, "各镇（街道）", "市委统战部（侨办、台办）"]), unique=True)
)
def test_a_joined_list_splits_into_itself(names: list[str]) -> None:
    assert split_units("、".join(names)) == tuple(names)


def test_item_numbers_sort_as_people_count() -> None:
    ordered = [
        "2",
        "第5号",
        "12",
        "0043",
        "20190017",
        "DH0271",
        "DH0300",
        "HG-201901287",
        "建3",
        "建12",
        "提2",
        "",
    ]
    assert sorted(set(ordered), key=item_sort_key) == ordered
    assert item_sort_key("１２") == item_sort_key("第12号")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "一"),
        (9, "九"),
        (10, "十"),
        (11, "十一"),
        (17, "十七"),
        (20, "二十"),
        (21, "二十一"),
        (100, "一百"),
        (102, "一百零二"),
        (110, "一百一十"),
        (115, "一百一十五"),
        (1000, "一千"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (2020, "二千零二十"),
        (9999, "九千九百九十九"),
    ],
)
def test_numbers_in_words(number: int, words: str) -> None:
    assert chinese_number(number) == words
    assert number_from_chinese(words) == number


@given(st.integers(1, 9999))
def test_number_words_are_read_back(number: int) -> None:
    assert number_from_chinese(chinese_number(number)) == number


@pytest.mark.parametrize(
    ("text", "number"), [("17", 17), ("１７", 17), ("二〇一七", 2017), ("二○二六", 2026), ("两百", 200)]
)
def test_other_ways_to_write_a_number(text: str, number: int) -> None:
    assert number_from_chinese(text) == number


@pytest.mark.parametrize("text", ["", "甲", "5十", "-1"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{text}$"):
        number_from_chinese(text)


@pytest.mark.parametrize("number", [0, -3, 10000])
def test_other_numbers_stay_in_digits(number: int) -> None:
    assert chinese_number(number) == str(number)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("滨农建〔2017〕4号", "滨农建〔2017〕4号"),
        ("滨卫建﹝2017﹞4号", "滨卫建〔2017〕4号"),
        ("滨教建（2017）11号", "滨教建〔2017〕11号"),
        ("滨水建【2017】4号", "滨水建〔2017〕4号"),
        ("滨交复函[2017]019 号", "滨交复函〔2017〕19号"),
        ("滨银函(2017)2号", "滨银函〔2017〕2号"),
        ("滨综执建〔2017〕4号\u3000\u3000", "滨综执建〔2017〕4号"),
        ("滨农办建〔2017〕1", "滨农办建〔2017〕1号"),
        ("滨农办建〔2017年〕第1号", "滨农办建〔2017〕1号"),
        ("滨教建8号", "滨教建8号"),
        ("滨交函〔2021〕141号B类", "滨交函〔2021〕141号"),
        ("2", "2"),
        ("滨渔提〔〕", "滨渔提〔〕"),
        ("", ""),
    ],
)
def test_document_numbers_in_every_bracket(raw: str, text: str) -> None:
    parsed = parse_doc_no(raw)
    assert parsed.text == text
    assert parsed.raw == raw


def test_parts_of_a_document_number() -> None:
    assert parse_doc_no("滨教建8号") == DocNo("滨教建", None, 8, "滨教建8号")
    assert parse_doc_no("281") == DocNo("", None, 281, "281")
    assert parse_doc_no("滨渔提〔〕") == DocNo("", None, None, "滨渔提〔〕")


@given(
    st.integers(1950, 2099),
    st.integers(1, 99999),
    st.sampled_from(["〔〕", "﹝﹞", "[]", "【】", "（）", "()"]),
)
def test_a_document_number_is_a_fixed_point(year: int, serial: int, brackets: str) -> None:
    once = parse_doc_no(f"滨建{brackets[0]}{year}{brackets[1]}{serial:03d}号")
    assert (once.prefix, once.year, once.serial) == ("滨建", year, serial)
    assert parse_doc_no(once.text).text == once.text


APRIL = date(2017, 4, 14)


@pytest.mark.parametrize(
    "value",
    [
        "2017.4.14",
        "2017/4/14",
        "2017年4月14日",
        "2017 年 4 月 14 日",
        "2017-4-14",
        "2017-04-14",
        "20170414",
        "２０１７．４．１４",
        "二〇一七年四月十四日",
        "2017-04-14 00:00:00",
        "2017-04-14T08:30",
        "42839",
        "42839.0",
        42839,
        42839.25,
        20170414,
        APRIL,
        datetime.fromisoformat("2017-04-14 09:30"),
    ],
)
def test_a_date_in_any_spelling(value: object) -> None:
    parsed = parse_date(value)
    assert parsed.on == APRIL
    assert not parsed.yearless


@pytest.mark.parametrize(
    "value", [None, "", "新建", "2017", "2017.4", "2017年4月31日", "0001-01-01", 19999, 80001, True]
)
def test_what_is_no_date_stays_text(value: object) -> None:
    assert parse_date(value).on is None


@pytest.mark.parametrize(
    ("text", "year", "expected"), [("4月14日", 2017, APRIL), ("4月14日", None, None), ("2月29日", 2017, None)]
)
def test_a_date_without_a_year_says_so(text: str, year: int | None, expected: date | None) -> None:
    parsed = parse_date(text, year)
    assert parsed.yearless
    assert parsed.on == expected
    assert parsed.text == text


@given(st.dates(date(1955, 1, 1), date(2118, 1, 1)))
def test_every_spelling_of_a_date_means_that_date(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    for spelling in (
        chinese_date(day),
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{day.year}.{day.month}.{day.day}",
        serial,
    ):
        assert parse_date(spelling).on == day


def test_official_dates_have_no_leading_zero() -> None:
    assert chinese_date(date(2026, 8, 7)) == "2026年8月7日"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("13800000001", "138****0001"),
        ("138-0000-0001", "138-****-0001"),
        ("0571-00001234", "0571-****1234"),
        ("示例甲13800000001、13800000002", "示例甲138****0001、138****0002"),
        ("8012", "8012"),
        ("", ""),
    ],
)
def test_phones_are_masked(text: str, masked: str) -> None:
    assert mask_phone(text) == masked
