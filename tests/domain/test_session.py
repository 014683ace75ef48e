"""A session is named in the words of letters, and found again in the words of lists."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.kinds import Body
from desktop.domain.session import Level, Session, parse_session


@pytest.mark.parametrize(
    ("phrase", "text", "level"),
    [
        ("市十五届人大一次会议", "市十五届人大一次会议", Level.CITY),
        ("县政协十一届四次会议", "县政协十一届四次会议", Level.COUNTY),
        ("区十九届人大三次会议", "区十九届人大三次会议", Level.COUNTY),
        ("滨江市人大十七届第一次会议", "滨江市十七届人大一次会议", Level.CITY),
        ("滨江市第17届人民代表大会第1次会议", "滨江市十七届人大一次会议", Level.CITY),
        ("政协滨江市第十届委员会第三次会议", "滨江市政协十届三次会议", Level.CITY),
        (
            "中国人民政治协商会议滨江市示例区第十五届委员会第二次会议",
            "滨江市示例区政协十五届二次会议",
            Level.COUNTY,
        ),
        ("第十四届全国人民代表大会第三次会议", "十四届全国人大三次会议", Level.NATIONAL),
        ("政协第十四届全国委员会第三次会议", "全国政协十四届三次会议", Level.NATIONAL),
        ("示例省十四届人大 二次会议", "示例省十四届人大二次会议", Level.PROVINCE),
        ("示例镇十届人大二次会", "示例镇十届人大二次会议", Level.TOWNSHIP),
        ("十五届二次", "十五届人大二次会议", Level.COUNTY),
    ],
)
def test_phrases_of_lists_become_phrases_of_letters(phrase: str, text: str, level: Level) -> None:
    session = parse_session(phrase, 2026)
    assert session is not None
    assert (session.text, session.level, session.year) == (text, level, 2026)


@pytest.mark.parametrize(
    "phrase", ["", "大会期间", "2026年", "5十届二次会议", "市99999999999999999999届人大一次会议"]
)
def test_other_words_name_no_session(phrase: str) -> None:
    assert parse_session(phrase, 2026) is None


@given(
    st.sampled_from(Body),
    st.sampled_from(["市", "示例县", "滨江市示例区"]),
    st.integers(1, 30),
    st.integers(1, 12),
)
def test_what_a_session_is_called_is_read_back(body: Body, place: str, term: int, number: int) -> None:
    session = Session(body, place, term, number, 2026)
    found = parse_session(session.text, 2026)
    assert found is not None
    assert (found.body, found.place, found.term, found.number) == (body, place, term, number)


def test_a_session_without_its_number_says_so() -> None:
    assert Session(Body.CONGRESS, "滨江市", 0, 0, 2026).text == "滨江市人大（届次未注明）"
