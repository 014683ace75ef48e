"""Themes: cases about one matter, counted by level, told in one sentence; a typical case as an example."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.filters import parted
from desktop.domain.kinds import Body
from desktop.domain.proposal import Proposal
from desktop.domain.session import Level

if TYPE_CHECKING:
    from collections.abc import Iterable

_NAMED = 2  # submitters and titles told by name


@dataclass(frozen=True, slots=True)
class ThemeGroup:
    """The papers of one theme, in the order of the list they were taken from, each with its level.

    `ids` are those of their cases in the same order.
    """

    theme: str
    papers: tuple[tuple[Proposal, Level], ...]
    ids: tuple[int, ...] = ()

    @property
    def number(self) -> int:
        """How many papers there are."""
        return len(self.papers)

    @property
    def by_level(self) -> tuple[tuple[Level, int], ...]:
        """How many papers came from each level, the highest first; empty levels are left out (S4-05)."""
        counted = Counter(level for _, level in self.papers)
        return tuple((level, counted[level]) for level in Level if counted[level])

    @property
    def levels_text(self) -> str:
        """The same in words: 市级9件、区县级6件."""
        return "、".join(f"{level.label}级{number}件" for level, number in self.by_level)

    @property
    def sentence(self) -> str:
        """What a report says of the group (S4-06): 甲、乙等多位代表提出“…”、“…”等相关建议共15件."""
        papers = [paper for paper, _ in self.papers]
        titles = "、".join(f"“{_quoted(paper.title)}”" for paper in papers[:_NAMED])
        noun = _said_once(paper.kind.body for paper in papers).noun
        if self.number == 1:
            return f"{_people(papers)}提出{titles}的{noun}"
        and_others = "等" if self.number > _NAMED else ""
        return f"{_people(papers)}提出{titles}{and_others}相关{noun}共{self.number}件"


@dataclass(frozen=True, slots=True)
class _Words:
    people: str
    noun: str


_OF_BODY = {Body.CONGRESS: _Words("代表", "建议"), Body.CPPCC: _Words("委员", "提案")}
_OF_BOTH = _Words("代表委员", "建议提案")


def themes_in(text: str) -> tuple[str, ...]:
    """Return the themes written in a cell, each once: separated by 、，,；; or a line break."""
    words = parted(re.sub(r"[，,；;\n]", "、", text))
    return tuple(dict.fromkeys(word.strip() for word in words if word.strip()))


def example(paper: Proposal, typical: str) -> str:
    """Return how a report tells a typical case (S0-15): 如：某某委员提出的《…》。一是…二是…."""
    return f"如：{_submitter(paper)}提出的《{paper.title}》。{typical}"


def _people(papers: list[Proposal]) -> str:
    first = {paper.lead_submitter: paper for paper in reversed(papers) if paper.lead_submitter}
    names = [name for name in dict.fromkeys(paper.lead_submitter for paper in papers) if name]
    people = _said_once(paper.kind.body for paper in papers).people
    if not names:
        return f"有关{people}"
    if len(names) == 1:
        return _submitter(first[names[0]])
    shown = "、".join(names[:_NAMED])
    if len(names) > _NAMED:
        return f"{shown}等多位{people}"
    return shown if any(_is_organisation(first[name]) for name in names) else f"{shown}{people}"


def _submitter(paper: Proposal) -> str:
    return paper.lead_submitter + ("" if _is_organisation(paper) else paper.kind.honorific)


def _is_organisation(paper: Proposal) -> bool:
    return bool(paper.submitters) and paper.submitters[0].is_organisation


def _said_once(bodies: Iterable[Body]) -> _Words:
    found = set(bodies)
    return _OF_BODY[found.pop()] if len(found) == 1 else _OF_BOTH


def _quoted(title: str) -> str:
    """Return a title for between quotation marks: its own become single ones (GB/T 15834)."""
    return title.replace("“", "‘").replace("”", "’")
