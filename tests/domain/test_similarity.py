"""Titles that say the same in other words are found; the words every title has count for nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.similarity import TextIndex, TitleIndex, grams, pairs, shared_words


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("关于增设公交站的建议", {"增设", "设公", "公交", "交站"}),
        ("增设 公交站", {"增设", "设公", "公交", "交站"}),
        ("关于的建议", set()),
        ("", set()),
        ("关于水的提案", {"水"}),
    ],
)
def test_the_frame_of_a_title_does_not_count(title: str, expected: set[str]) -> None:
    assert pairs(title) == expected


def test_the_most_alike_come_first_and_the_newer_of_two_equals() -> None:
    index = TitleIndex()
    index.update({1: "关于增设公交站的建议", 2: "增设公交站点", 3: "关于增设公交站的提案", 4: "学校食堂"})
    found = index.nearest("关于增设公交站的建议", 9, 0.3)
    assert [key for key, _ in found] == [3, 1, 2]
    assert found[0][1] == 1.0
    assert index.nearest("关于增设公交站的建议", 1, 0.3) == ((3, 1.0),)
    assert index.nearest("关于增设公交站的建议", 9, 0.9) == found[:2]
    assert index.nearest("", 9, 0.0) == ()


TITLES = st.dictionaries(st.integers(1, 9), st.text("增设公交站点路", max_size=6), max_size=6)


@given(first=TITLES, then=TITLES, asked=st.text("增设公交站点路", max_size=6))
def test_an_index_brought_up_is_the_same_as_a_new_one(
    first: dict[int, str], then: dict[int, str], asked: str
) -> None:
    old, new = TitleIndex(), TitleIndex()
    old.update(first)
    old.update(then)
    new.update(then)
    assert old.nearest(asked, 9, 0.1) == new.nearest(asked, 9, 0.1)
    wanted = pairs(asked)
    shares = {
        key: len(wanted & pairs(title)) / len(wanted | pairs(title) or {""}) for key, title in then.items()
    }
    assert dict(old.nearest(asked, 9, 0.1)) == {key: share for key, share in shares.items() if share >= 0.1}


def test_near_copies_are_found_though_number_and_title_differ() -> None:
    text = (
        "我局高度重视，第一时间成立专班，研究制定措施，逐条梳理落实，取得了阶段性成效，将继续加大力度。"
    )
    index = TextIndex()
    held = {
        1: grams(f"关于甲事项，{text}", ("关于甲事项",)),
        2: grams(f"关于乙事项，{text}", ("关于乙事项", " ")),
        3: grams("本件涉及道路养护，已完成路面修补三公里，更换路灯四十盏，群众反映良好。"),
        4: grams(""),
    }
    for key, each in held.items():
        index.add(key, each)
    assert index.copies(1, held[1], 0.6) == ((2, 1.0),)
    assert index.copies(3, held[3], 0.1) == ()
    assert index.copies(4, held[4], 0.1) == ()


def test_what_titles_share_is_told_without_their_frame() -> None:
    assert shared_words(("关于示例路增设公交站的建议", "示例路旁增设公交站的提案")) == "增设公交站"
    assert shared_words(("停车", "停车难")) == "停车"
    assert shared_words(("甲事", "乙事")) == ""
    assert shared_words(()) == ""
