"""A member keeps its stored value and shows its Chinese word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.domain.deadlines import Matter
from desktop.domain.kinds import Kind
from desktop.domain.light import Tone

if TYPE_CHECKING:
    from desktop.domain.labels import Labelled


@pytest.mark.parametrize("member", [*Kind, *Matter, *Tone])
def test_a_member_is_found_by_value_and_by_label(member: Labelled) -> None:
    assert type(member)(member.value) is member
    assert type(member).from_label(member.label) is member
    assert member.label


def test_an_unknown_label_names_no_member() -> None:
    assert Kind.from_label("报告") is None
