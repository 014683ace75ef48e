"""Nouns are kept as plain mappings and come back unchanged, or the place of the mistake is named."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.assignment import Assignment, CoOpinion, Role
from desktop.domain.deadlines import DueDate
from desktop.domain.errors import OfficeError
from desktop.domain.labels import Labelled
from desktop.domain.mapping import from_mapping, read_toml, to_mapping


class Colour(Labelled):
    RED = ("red", "红")
    BLUE = ("blue", "蓝")


@dataclass(frozen=True, slots=True)
class Inner:
    on: date
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outer:
    name: str
    count: int = 0
    flag: bool = False
    colour: Colour = Colour.RED
    inner: Inner | None = None
    inners: tuple[Inner, ...] = ()
    table: dict[str, Inner] = field(default_factory=dict)
    at: datetime | None = None
    anything: Any = None


inners = st.builds(Inner, st.dates(), st.lists(st.text()).map(tuple))
outers = st.builds(
    Outer,
    st.text(),
    st.integers(),
    st.booleans(),
    st.sampled_from(Colour),
    st.none() | inners,
    st.lists(inners).map(tuple),
    st.dictionaries(st.text(), inners),
    st.none() | st.datetimes(),
)


@given(outers)
def test_what_is_kept_is_read_again_unchanged(outer: Outer) -> None:
    kept = json.loads(json.dumps(to_mapping(outer)))
    assert from_mapping(Outer, kept) == outer


def test_defaults_are_left_out() -> None:
    assert to_mapping(Outer("甲")) == {"name": "甲"}
    assert to_mapping(Outer("甲", colour=Colour.BLUE)) == {"name": "甲", "colour": "blue"}


def test_real_nouns_are_kept() -> None:
    due = DueDate(date(2026, 6, 2), "reply/assigned/3个月", date(2026, 3, 2), ("加3个月",))
    task = Assignment(3, "示例局", Role.LEAD, due=due, co_opinion=CoOpinion(date(2026, 4, 1), "同意"))
    assert from_mapping(Assignment, json.loads(json.dumps(to_mapping(task)))) == task


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        ({"name": "甲", "nane": 1, "a": 2}, "样例 中有不认识的项：a、nane"),
        ({"count": 1}, "样例 缺少必填项：name"),
        ({"name": 3}, "样例.name 的值“3”类型不对"),
        ({"name": "甲", "count": True}, "样例.count 的值“True”类型不对"),
        ({"name": "甲", "flag": 1}, "样例.flag 的值“1”类型不对"),
        ({"name": "甲", "colour": "green"}, "样例.colour 的值“green”不在可选范围内，请改为：red、blue"),
        ({"name": "甲", "inner": []}, "样例.inner 的值“\\[\\]”类型不对"),
        ({"name": "甲", "inner": {"words": []}}, "样例.inner 缺少必填项：on"),
        ({"name": "甲", "inner": {"on": "昨天"}}, "样例.inner.on 的值“昨天”不是日期"),
        ({"name": "甲", "inner": {"on": 3}}, "样例.inner.on 的值“3”不是日期"),
        ({"name": "甲", "inners": [{"on": "2026-01-01", "words": [1]}]}, "样例.inners\\[0\\].words\\[0\\]"),
        ({"name": "甲", "table": {"k": {}}}, "样例.table.k 缺少必填项：on"),
    ],
)
def test_a_mistake_is_named_with_its_place(mapping: dict[str, Any], message: str) -> None:
    with pytest.raises(OfficeError, match=message):
        from_mapping(Outer, mapping, "样例")


def test_without_a_place_the_kind_is_named() -> None:
    with pytest.raises(OfficeError, match="Inner 缺少必填项：on"):
        from_mapping(Inner, {})


def test_toml_is_read_or_its_line_named() -> None:
    assert from_mapping(Outer, read_toml('name = "甲"\ninner = { on = 2026-01-02 }', "x")).inner == Inner(
        date(2026, 1, 2)
    )
    with pytest.raises(OfficeError, match=r"甲\.toml 第2行的写法有误，不是可读的 TOML 文件"):
        read_toml("a = 1\nname = \nb = 2", "甲.toml")
    with pytest.raises(OfficeError, match=r"甲\.toml 末尾的写法有误"):
        read_toml("name =", "甲.toml")
