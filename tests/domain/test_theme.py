"""The sentence of a group of papers, however many people and titles it has."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.domain.kinds import Kind
from desktop.domain.proposal import Proposal, Submitter
from desktop.domain.session import Level
from desktop.domain.theme import ThemeGroup, example, themes_in
from tests.samples import PAPER


def paper(title: str, name: str, kind: Kind = Kind.SUGGESTION, *, is_organisation: bool = False) -> Proposal:
    submitters = (Submitter(name, is_organisation=is_organisation),) if name else ()
    return replace(PAPER, title=title, kind=kind, submitters=submitters)


CPPCC = Kind.CPPCC_PROPOSAL


@pytest.mark.parametrize(
    ("papers", "sentence"),
    [
        ([paper("甲事", "某甲")], "某甲代表提出“甲事”的建议"),
        ([paper("甲事", "某甲", CPPCC)], "某甲委员提出“甲事”的提案"),
        ([paper("甲事", "某会", CPPCC, is_organisation=True)], "某会提出“甲事”的提案"),
        ([paper("甲事", "")], "有关代表提出“甲事”的建议"),
        ([paper("甲事", "某甲"), paper("乙事", "某甲")], "某甲代表提出“甲事”、“乙事”相关建议共2件"),
        (
            [paper("甲事", "某甲"), paper("论“乙”", "某乙")],
            "某甲、某乙代表提出“甲事”、“论‘乙’”相关建议共2件",
        ),
        (
            [paper("甲事", "某甲", CPPCC), paper("乙事", "某会", CPPCC, is_organisation=True)],
            "某甲、某会提出“甲事”、“乙事”相关提案共2件",
        ),
        (
            [paper("甲事", "某甲"), paper("乙事", "某乙", CPPCC), paper("丙事", "某丙")],
            "某甲、某乙等多位代表委员提出“甲事”、“乙事”等相关建议提案共3件",
        ),
    ],
)
def test_a_group_is_told_in_one_sentence(papers: list[Proposal], sentence: str) -> None:
    assert ThemeGroup("主题", tuple((each, Level.CITY) for each in papers)).sentence == sentence


def test_papers_of_several_levels_are_counted_apart() -> None:
    levels = (Level.TOWNSHIP, Level.CITY, Level.TOWNSHIP)
    group = ThemeGroup("主题", tuple((PAPER, level) for level in levels))
    assert group.by_level == ((Level.CITY, 1), (Level.TOWNSHIP, 2))
    assert group.levels_text == "市级1件、乡镇级2件"
    assert group.number == 3


def test_a_typical_case_is_told_as_an_example() -> None:
    assert example(paper("甲事", "某甲", CPPCC), "一是已办。") == "如：某甲委员提出的《甲事》。一是已办。"


def test_themes_are_read_from_a_cell() -> None:
    assert themes_in(" 停车，道路;停车\n管网（水、气） ") == ("停车", "道路", "管网（水、气）")
    assert themes_in(" ") == ()
