"""A filter of a column in the words of the office: 主办单位：示例区教育局, 办结时限：本周."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.domain.filters import ColumnFilter, ListColumn, Span, label_of
from desktop.domain.task_state import TaskState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.domain.listing import Criteria

SPANS = (Span.OVERDUE, Span.TODAY, Span.THIS_WEEK, Span.NEXT_WEEK, Span.THIS_MONTH, Span.EARLIER_YEARS)
_ALL = len(TaskState)
_NAMED = 2  # so many ticked values are named, more are counted


def words_of(wanted: ColumnFilter) -> str:
    """Return what a filter asks for, the column first."""
    asked = "，".join(_parts(wanted))
    return f"{wanted.column.label}：{'除去 ' if wanted.is_not else ''}{asked}"


def span_word(column: ListColumn, span: Span) -> str:
    """Return how a span is called in a column: what is past is overdue only where a reply is owed."""
    return "逾期" if span is Span.OVERDUE and column is ListColumn.OWED_ON else span.label


def watched(criteria: Criteria) -> Iterator[tuple[str, Criteria]]:
    """Yield what the board asked for that no list of choices shows, each with the criteria without it."""
    task = criteria.task
    if task is not None:
        states = "、".join(state.label for state in task.states) if len(task.states) < _ALL else "全部"
        part = "" if task.answers is None else "主办" if task.answers else "协办"
        days = _days(ColumnFilter(ListColumn.OWED_ON, first=task.first, last=task.last))
        shown = "，无时限" if task.is_undated else f"，时限 {days}" if task.first or task.last else ""
        whose = "有单位" if criteria.unit_id is None else "该单位"
        yield f"{whose}{part}：{states}{shown}", replace(criteria, task=None)
    if criteria.still_since is not None:
        yield f"{criteria.still_since} 以来没有进展", replace(criteria, still_since=None)
    if criteria.promise_until is not None:
        since = f"{criteria.promise_from} 至 " if criteria.promise_from else ""
        until = f"{since}{criteria.promise_until}{'' if since else ' 前'}"
        yield f"承诺时限 {until}", replace(criteria, promise_from=None, promise_until=None)
    if criteria.check_until is not None:
        yield f"{criteria.check_until} 前须复查", replace(criteria, check_until=None)
    if criteria.counted is not None:
        yield f"统计：{criteria.counted.words}", replace(criteria, counted=None)


def _parts(wanted: ColumnFilter) -> Iterator[str]:
    if wanted.values:
        named = "、".join(label_of(wanted.column, value) for value in wanted.values[:_NAMED])
        yield f"{named} 等{len(wanted.values)}项" if len(wanted.values) > _NAMED else named
    if wanted.contains:
        yield f"含“{wanted.contains}”"
    if wanted.span is not None:
        yield span_word(wanted.column, wanted.span)
    elif wanted.asks_for_days:
        yield _days(wanted)
    if wanted.is_empty is not None:
        yield "空" if wanted.is_empty else "非空"


def _days(wanted: ColumnFilter) -> str:
    first, last = wanted.first, wanted.last
    if first == last:
        return f"{first}"
    if first and last:
        return f"{first} 至 {last}"
    return f"{first} 起" if first else f"至 {last}"
