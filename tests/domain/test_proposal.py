"""The kind of a paper decides how its number and its submitter are called."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.domain.kinds import CPPCC_KINDS, Body, Kind
from desktop.domain.proposal import Proposal, Submitter

PAPER = Proposal(Kind.SUGGESTION, 1, "关于增设示例路公交站的建议", "0043", submitters=(Submitter("示例甲"),))


def test_members_of_the_cppcc_are_called_otherwise() -> None:
    assert {kind for kind in Kind if kind.body is Body.CPPCC} == CPPCC_KINDS
    assert {kind.honorific for kind in CPPCC_KINDS} == {"委员"}
    assert {kind.honorific for kind in Kind if kind not in CPPCC_KINDS} == {"代表"}


@pytest.mark.parametrize(
    ("kind", "noun"),
    [
        (Kind.SUGGESTION, "建议"),
        (Kind.MOTION_TO_SUGGESTION, "建议"),
        (Kind.MOTION, "议案"),
        (Kind.WRITTEN_OPINION, "书面意见"),
        (Kind.CPPCC_PROPOSAL, "提案"),
        (Kind.INTERSESSION_CPPCC_PROPOSAL, "提案"),
        (Kind.FORMAL_ADVICE, "建议案"),
    ],
)
def test_a_number_carries_the_short_word(kind: Kind, noun: str) -> None:
    assert replace(PAPER, kind=kind).number_phrase == f"第0043号{noun}"
    assert replace(PAPER, kind=kind, item_no="").number_phrase == f"未编号{noun}"


def test_the_first_submitter_leads() -> None:
    assert PAPER.lead_submitter == "示例甲"
    assert replace(PAPER, submitters=()).lead_submitter == ""
