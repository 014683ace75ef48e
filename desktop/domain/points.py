"""The points of a paper (诉求要点), and what a reply says to each: done, planned, or not possible."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desktop.domain.errors import Problem
from desktop.domain.labels import Labelled
from desktop.domain.letter import ParagraphLevel, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

LONGEST = 300  # characters; a point is what is asked for, not the reasons given for it
_MOST = 20
_SHORT = 20  # characters a heading such as 二、几点建议 has at most
_MARK = re.compile(
    r"^\s*(?:[一二三四五六七八九十百]+、|[（(][一二三四五六七八九十百]+[）)]|[（(]\d{1,2}[）)]|\d{1,2}[.．、](?!\d))\s*"
)
_WISHES = re.compile(r"建议|对策|措施|解决办法")


class PointState(Labelled):
    """What a reply says to one point (清单式答复)."""

    DONE = ("done", "已落实")
    PLANNED = ("planned", "计划落实")
    REFUSED = ("unable", "不能落实")


@dataclass(frozen=True, slots=True)
class Point:
    """One thing the submitters ask for, in their own words; the text tells it from the others."""

    text: str


@dataclass(frozen=True, slots=True)
class PointAnswer:
    """What a reply says to the point of that text; `planned_on` and `reason` where the state wants them."""

    point: str
    state: PointState
    text: str = ""
    planned_on: date | None = None
    reason: str = ""

    @property
    def lack(self) -> str:
        """What is missing in it, or ""."""
        if self.state is PointState.PLANNED and self.planned_on is None:
            return "未写明计划落实时间"
        if self.state is PointState.REFUSED and not self.reason.strip():
            return "未写明不能落实的理由"
        return ""

    @property
    def words(self) -> str:
        """The answer without its point, e.g. 计划于2026年9月30日前落实 and what is planned."""
        said = {
            PointState.DONE: "已落实",
            PointState.PLANNED: f"计划于{_day(self.planned_on)}前落实",
            PointState.REFUSED: f"暂不能落实：{_bare(self.reason)}",
        }[self.state]
        return f"{said}。{self.text.strip()}"

    @property
    def detail(self) -> str:
        """What stands beside the state in a table: by when, why not, and what is done."""
        by = f"{_day(self.planned_on)}前。" if self.state is PointState.PLANNED else ""
        reason = f"{_bare(self.reason)}。" if self.state is PointState.REFUSED else ""
        return f"{by}{reason}{self.text.strip()}"


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else "……"


def _bare(text: str) -> str:
    return text.strip().rstrip("。；")


def guess(body: str) -> tuple[str, ...]:
    """Return a first guess at the points of a paper: the numbered paragraphs of one level, marks taken off.

    Those after a heading that speaks of 建议 or 措施 count before all others, and of these the level numbered
    first that has more than one. Nothing numbered: no guess.
    """
    lines = paragraphs(body)
    start = next((place for place, each in enumerate(lines) if _is_heading_of_wishes(each.text)), -1)
    for part in (lines[start + 1 :], lines):
        for level in (ParagraphLevel.H1, ParagraphLevel.H2, ParagraphLevel.H3):
            found = [bare(each.text) for each in part if each.level is level]
            if len(found) > 1:
                return tuple(dict.fromkeys(text for text in found if text))[:_MOST]
    return ()


def _is_heading_of_wishes(text: str) -> bool:
    return len(text) <= _SHORT and bool(_WISHES.search(text)) and bool(_MARK.match(text) or text[-1] in "：:")


def bare(text: str) -> str:
    """Return a passage as a point: in one line, without its number, cut after `LONGEST` characters."""
    return " ".join(_MARK.sub("", text).split())[:LONGEST]


def problems(points: Sequence[Point]) -> Iterator[Problem]:
    """Yield what is wrong with a list of points: blank ones, one twice, too many."""
    texts = [point.text.strip() for point in points]
    if not all(texts):
        yield Problem("points", "有空白的要点")
    for doubled in sorted({text for text in texts if text and texts.count(text) > 1}):
        yield Problem("points", f"要点“{doubled[:20]}”重复")
    if len(texts) > _MOST:
        yield Problem("points", f"要点超过{_MOST}条，请合并")


def answer_to(point: Point, answers: Iterable[PointAnswer]) -> PointAnswer | None:
    """Return what was said to a point, or None."""
    return next((each for each in answers if each.point == point.text), None)


def unanswered(points: Iterable[Point], answers: Sequence[PointAnswer]) -> tuple[Point, ...]:
    """Return the points nothing was said to, or not all that must be said."""
    found = ((point, answer_to(point, answers)) for point in points)
    return tuple(point for point, said in found if said is None or said.lack)


def as_list(points: Sequence[Point], answers: Sequence[PointAnswer]) -> tuple[str, ...]:
    """Return the answers as numbered lines for a letter, in the order of the points, as far as there are any.

    1.关于“增设站台”：已落实。……
    """
    said = [each for each in (answer_to(point, answers) for point in points) if each is not None]
    return tuple(f"{number}.关于“{_bare(each.point)}”：{each.words}" for number, each in enumerate(said, 1))
