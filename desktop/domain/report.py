"""A report (报表): which ledger an office makes of its cases, column by column, under a name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from desktop.domain.errors import Problem
from desktop.domain.labels import Labelled
from desktop.domain.ledger import Align
from desktop.domain.listing import Criteria

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PLACEHOLDERS = ("届次", "名称", "件数", "截至日期", "单位", "制表人", "校验码")
"""What stands in braces in a title, subtitle or foot and is filled in when the report is made."""

_BRACES = re.compile(r"\{([^{}]*)\}")
_MOST_TEXT = 200  # characters of a title, subtitle or foot
_MOST_HEADING = 40
_MOST_COLUMNS = 60
_WIDTHS = (2, 120)
_Member = TypeVar("_Member")


class Subject(Labelled):
    """What one row of a report is about."""

    CASES = ("cases", "办件：每件一行")
    TASKS = ("tasks", "承办任务：每件每单位一行")
    UNITS = ("units", "承办单位：每单位一行")
    PROMISES = ("promises", "承诺事项：每项一行")


class GroupStyle(Labelled):
    """How the groups of a report are told apart."""

    LINES = ("lines", "每组上方一行组名")
    JOINED = ("joined", "合并该栏单元格")


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """One column: the fact it shows ("" for one that is left to the pen) and how, where that is not as usual.

    An empty `title`, a `width` of 0 and no `align` are those of the fact; `width` is in half-em characters.
    Neighbours of the same non-empty `group` stand under one common heading.
    """

    fact: str = ""
    title: str = ""
    group: str = ""
    width: int = 0
    align: Align | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A ledger designed once and made again whenever it is needed.

    `criteria` are the cases it is about at all; whoever makes it may narrow them. `group_by` is the key of a
    fact, `subtotals` puts a sum below each group, `totals` one at the end. Title, subtitle and foot may hold
    placeholders. A shipped report is neither renamed nor deleted; changed, it is saved under another name.
    `hint` says in words what it is about and what its odd columns mean.
    """

    name: str
    columns: tuple[ReportColumn, ...]
    subject: Subject = Subject.CASES
    title: str = "{届次}{名称}"
    subtitle: str = "共{件数}，截至{截至日期}"
    foot: str = "制表人：{制表人}　制表日期：{截至日期}　历程校验码 {校验码}"
    criteria: Criteria = field(default_factory=Criteria)
    group_by: str = ""
    group_style: GroupStyle = GroupStyle.LINES
    subtotals: bool = False
    totals: bool = False
    paper: str = "A4"
    landscape: bool = True
    hint: str = ""
    is_shipped: bool = False

    def problems(self, facts: Mapping[str, str]) -> Iterator[Problem]:
        """Yield what keeps it from being made; `facts` are the words of its subject's facts by key."""
        yield from self._text_problems()
        if not 1 <= len(self.columns) <= _MOST_COLUMNS:
            yield Problem("columns", f"栏目须有1至{_MOST_COLUMNS}栏，现在有{len(self.columns)}栏")
        for place, column in enumerate(self.columns, 1):
            yield from _column_problems(place, column, facts)
        if self.group_by and self.group_by not in facts:
            yield Problem("group_by", f"不能按“{self.group_by}”分组")
        shown = {each.fact for each in self.columns}
        if self.group_style is GroupStyle.JOINED and self.group_by not in shown:
            yield Problem("group_by", "合并单元格须把分组的那一栏列入栏目")
        if self.paper not in {"A4", "A3"}:
            yield Problem("paper", "纸张只能是 A4 或 A3")

    def _text_problems(self) -> Iterator[Problem]:
        for key, what, text in (
            ("title", "标题", self.title),
            ("subtitle", "副标题", self.subtitle),
            ("foot", "页脚", self.foot),
        ):
            if len(text) > _MOST_TEXT:
                yield Problem(key, f"{what}有{len(text)}字，最多{_MOST_TEXT}字")
            for word in _BRACES.findall(text):
                if word not in PLACEHOLDERS:
                    yield Problem(key, f"{what}中的“{{{word}}}”不认识，可用：{'、'.join(PLACEHOLDERS)}")

    def narrowed(self, chosen: Criteria) -> Criteria:
        """Return the cases the report is about as far as `chosen` wants them too; its own order stays."""
        own = self.criteria
        return replace(
            chosen,
            session_id=own.session_id or chosen.session_id,
            kinds=_both(own.kinds, chosen.kinds),
            stages=_both(own.stages, chosen.stages),
            origin=own.origin or chosen.origin,
            unit_id=own.unit_id or chosen.unit_id,
            text=" ".join(filter(None, (own.text, chosen.text))),
            key_only=own.key_only or chosen.key_only,
            filters=(*own.filters, *chosen.filters),
            marks=tuple(dict.fromkeys((*own.marks, *chosen.marks))),
            task=own.task or chosen.task,
            sort=own.sort,
            descending=own.descending,
            then_by=own.then_by,
        )


def filled(text: str, words: Mapping[str, str]) -> str:
    """Return a text with its placeholders filled in; one that is not known stays as it was written."""
    return _BRACES.sub(lambda found: words.get(found[1], found[0]), text)


def _both(own: tuple[_Member, ...], chosen: tuple[_Member, ...]) -> tuple[_Member, ...]:
    """Return the members both want; where no member is left, those of the report, so that it stays itself."""
    if not own or not chosen:
        return own or chosen
    return tuple(each for each in own if each in chosen) or own


def _column_problems(place: int, column: ReportColumn, facts: Mapping[str, str]) -> Iterator[Problem]:
    least, most = _WIDTHS
    if column.fact and column.fact not in facts:
        yield Problem("columns", f"第{place}栏的内容“{column.fact}”不认识，请删去或换成别的栏目")
    for text in (column.title, column.group):
        if len(text) > _MOST_HEADING:
            yield Problem("columns", f"第{place}栏的表头有{len(text)}字，最多{_MOST_HEADING}字")
    if column.width and not least <= column.width <= most:
        yield Problem("columns", f"第{place}栏的宽度须在{least}至{most}之间")
