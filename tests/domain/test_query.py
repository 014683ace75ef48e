"""Whatever is typed into the search box is some query."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.query import (
    LONGEST_TEXT,
    MOST_TERMS,
    Field,
    Term,
    completions,
    dated,
    is_yes,
    parse,
    reading,
)

_SYNTAX = st.sampled_from(
    [
        *'"*():^-－：“”「」 \0\n',
        "NEAR",
        "AND",
        "OR",
        "NOT",
        "\ud800",
        "教育局",
        "是",
        "A",
        *(f"{field.label}:" for field in Field),
    ]
)
ANYTHING = (
    st.text(max_size=40)
    | st.lists(_SYNTAX, max_size=12).map("".join)
    | st.characters().map(lambda char: char * 100_000)
)


def _terms(text: str) -> list[tuple[Field | None, str, bool]]:
    return [(term.field, term.text, term.is_excluded) for term in parse(text)]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("", []),
        (' - -- "" “” ', []),
        ("老旧 小区", [(None, "老旧", False), (None, "小区", False)]),
        ("老旧 老旧", [(None, "老旧", False)]),
        ('"老旧 小区"', [(None, "老旧小区", False)]),
        ("“老旧　小区” -并案", [(None, "老旧小区", False), (None, "并案", True)]),
        ('"没有结束', [(None, "没有结束", False)]),
        ("－「撤案」", [(None, "撤案", True)]),
        ("单位:教育局", [(Field.UNIT, "教育局", False)]),
        ("单位：“市 教育局”", [(Field.UNIT, "市教育局", False)]),
        ("-承办单位:教育局", [(Field.UNIT, "教育局", True)]),
        ("單位:教育局", [(Field.UNIT, "教育局", False)]),
        ("编号: 单位：", []),
        ("局长:张三", [(None, "局长", False), (None, "张三", False)]),
        ("-局长:张三", [(None, "局长", True), (None, "张三", True)]),
        ("9:30", [(None, "9", False), (None, "30", False)]),
        ("滨建函〔2017〕8号", [(None, "滨建函(2017)8号", False)]),
        ("滨建函[2017]8号", [(None, "滨建函(2017)8号", False)]),
        ("買買提・一", [(None, "买买提·一", False)]),
        ("a-b", [(None, "a-b", False)]),
        ("NEAR(a,b) OR", [(None, "near(a,b)", False), (None, "or", False)]),
    ],
)
def test_what_a_text_asks(text: str, terms: list[tuple[Field | None, str, bool]]) -> None:
    assert _terms(text) == terms


def test_every_field_is_known_by_its_label() -> None:
    for field in Field:
        assert parse(f"{field.label}：一") == (Term("一", field),)


def test_too_much_is_cut_off() -> None:
    assert len(parse(" ".join(map(str, range(100))))) == MOST_TERMS
    assert len(parse("长" * 100_000)[0].text) <= LONGEST_TEXT


@settings(max_examples=500)
@given(ANYTHING)
def test_any_text_is_some_query(text: str) -> None:
    assert all(term.text and not set(term.text) & set("\0\ud800\n ") for term in parse(text))
    assert parse(dated(text, date(2026, 3, 5))) is not None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("逾期:是 道路", "逾期:2026-03-05 道路"),
        ("道路 逾期：否", "道路 -逾期:2026-03-05"),
        ("-超期:否", "逾期:2026-03-05"),
        ('-逾期:"是"', "-逾期:2026-03-05"),
        ("逾期:也许", "逾期:也许"),
        ("“老旧 小区” -a  b:c", "“老旧 小区” -a  b:c"),
    ],
)
def test_a_day_is_put_in(text: str, wanted: str) -> None:
    assert dated(text, date(2026, 3, 5)) == wanted


@given(st.text(max_size=60))
def test_a_text_without_days_stays(text: str) -> None:
    assert dated(text, date(2026, 3, 5)) == text or "逾期" in dated(text, date(2026, 3, 5))


def test_yes_and_no() -> None:
    assert (is_yes("是"), is_yes("否"), is_yes("也许")) == (True, False, None)


@pytest.mark.parametrize(
    ("text", "cursor", "found"),
    [
        ("", 0, []),
        ("道路 ", 3, []),
        ("主", 1, ["主办:"]),
        ("x -主", 4, ["主办:"]),
        ("没有", 2, []),
        ("逾期:", 3, ["是", "否"]),
        ("逾期：否 后面", 4, ["否"]),
        ("局长:", 3, []),
        ("类型:平时", 5, ["平时提案"]),
        ("环节:办", 4, ["办理中", "办结", "待交办", "重新办理"]),
        ("单位:教", 4, ["教育局", '"市 教育局"']),
        ("主", 99, ["主办:"]),
        ("主", -1, []),
    ],
)
def test_what_it_may_become(text: str, cursor: int, found: list[str]) -> None:
    known = {Field.UNIT: ("市 教育局", "市财政局", "教育局")}
    assert [each.text for each in completions(text, cursor, known)] == found


def test_a_completion_says_what_it_replaces() -> None:
    assert [(each.start, each.end) for each in completions("x 环节:待交", 7)] == [(5, 7)]
    assert [(each.start, each.end) for each in completions("x 环", 3)] == [(2, 3)]
    assert completions("单位:教", 4) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("dw", ["单位:"]),
        ("d", []),
        ("承办", ["单位:", "人员:"]),
        ("超", ["逾期:"]),
        ("单位:jy", ["示例区教育局", "教育研究院"]),
        ("单位:教育", ["教育研究院", "示例区教育局"]),
        ("领衔人:sx", ["单小明"]),
        ("人员:xm", ["单小明"]),
        ("单位:水", []),
    ],
)
def test_names_and_values_are_found_by_initials_too(text: str, found: list[str]) -> None:
    units, people = ("示例区教育局", "教育研究院"), ("单小明", "王一")
    known = {Field.UNIT: units, Field.SUBMITTER: people, Field.PERSON: people}
    assert sorted(each.text for each in completions(text, len(text), known)) == sorted(found)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("老旧小区 单位:教育局 -并案 逾期:是", ""),
        ("单位:", ""),
        ("局长:张三", "没有“局长”这一栏，按文字查找“局长”和“张三”"),
        ("局长:张三 局长:张三", "没有“局长”这一栏，按文字查找“局长”和“张三”"),
        ("逾期:也许", "“逾期:”后面只认“是”或“否”"),
        ("重点：有 超期:x", "“逾期:”后面只认“是”或“否”"),
        (" ".join(map(str, range(30))), "最多 16 个条件，其余未查"),
    ],
)
def test_how_a_text_is_read_is_told(text: str, told: str) -> None:
    assert reading(text) == told


@given(ANYTHING)
def test_p24_any_text_is_read_and_completed(text: str) -> None:
    assert isinstance(reading(text), str)
    assert isinstance(completions(text[:200], 100, {Field.UNIT: (text[:50],)}), tuple)
