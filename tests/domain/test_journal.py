"""A line of history holds what changed and is chained to the line before."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.journal import GENESIS, canonical, chain_hash, changed_entries


def test_only_what_changed_is_kept() -> None:
    before, after = changed_entries({"a": 1, "b": 2, "gone": 3}, {"a": 1, "b": 5, "new": 4})
    assert before == {"b": 2, "gone": 3}
    assert after == {"b": 5, "new": 4}


def test_a_mapping_has_one_text() -> None:
    assert canonical({"二": 1, "一": [2]}) == canonical({"一": [2], "二": 1}) == '{"一":[2],"二":1}'


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_the_chain_tells_different_lines_apart(one: list[str], other: list[str]) -> None:
    assert (chain_hash(GENESIS, one) == chain_hash(GENESIS, other)) == (one == other)


def test_the_chain_depends_on_the_line_before() -> None:
    first = chain_hash(GENESIS, ["甲"])
    assert chain_hash(first, ["乙"]) != chain_hash(GENESIS, ["乙"])
