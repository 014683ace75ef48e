"""Titles are broken at meaning: never inside a number, a 《title》 or a set phrase, in even lines."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.fonts import Role, bundled
from desktop.documents.headline import balanced
from desktop.documents.linebreak import Setter

WIDTH = 19 * 22.0


def lines(title: str, width: float = WIDTH) -> list[str]:
    """Return the lines of a title in its face and size."""
    units = Setter(bundled()).units(title, Role.TITLE, 22.0)
    return ["".join(unit.text for unit in line) for line in balanced(units, width)]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("关于第3号提案的答复", ["关于第3号提案的答复"]),
        (
            "关于对市政协第十四届五次会议第0231号提案的答复",
            ["关于对市政协第十四届五次会议", "第0231号提案的答复"],
        ),
        ("关于市十七届人大一次会议第1号建议的答复", ["关于市十七届人大一次会议", "第1号建议的答复"]),
        (
            "对区第十届人民代表大会第三次会议第12号建议《关于加快推进老旧小区加装电梯工作的建议》的答复",
            [
                "对区第十届人民代表大会第三次会议",
                "第12号建议《关于加快推进老旧",
                "小区加装电梯工作的建议》的答复",
            ],
        ),
        (
            "关于进一步优化营商环境支持民营企业高质量发展的答复",
            ["关于进一步优化营商环境支持", "民营企业高质量发展的答复"],
        ),
        (
            "楚雄彝族自治州人力资源和社会保障局职业能力建设服务中心",
            ["楚雄彝族自治州人力资源和", "社会保障局职业能力建设服务中心"],
        ),
    ],
)
def test_titles_break_where_a_reader_would(title: str, expected: list[str]) -> None:
    assert lines(title) == expected


def test_a_title_is_kept_whole_rather_than_cut_in_two() -> None:
    title = "关于印发城乡建设和管理的办法的说明《农村饮水安全》的答复"
    assert any("《农村饮水安全》" in line for line in lines(title))


def test_no_title_is_an_empty_line() -> None:
    assert lines("") == [""]


@given(
    st.lists(
        st.sampled_from(
            [
                "关于",
                "加强",
                "市政协",
                "第0231号提案",
                "《办法》",
                "城乡",
                "养老服务",
                "2026年",
                "和",
                "的",
                "、",
                "答复",
            ]
        ),
        min_size=1,
        max_size=24,
    )
)
def test_any_title_fits_and_keeps_its_numbers(words: list[str]) -> None:
    title = "".join(words)
    found = lines(title)
    assert "".join(found) == title
    for line in found:
        assert line[0] not in "、》" or title[0] in "、"
        assert not line.endswith("《")
    for number in re.findall(r"第0231号提案|2026年", title):
        assert any(number in line for line in found)
    widths = [sum(0.6 if char.isascii() else 1.0 for char in line) for line in found]
    assert max(widths) <= 19.5
