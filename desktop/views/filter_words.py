"""A filter of a column in the words of the office: 主办单位：示例区教育局, 办结时限：本周."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.filters import ListColumn, Span, label_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.domain.filters import ColumnFilter

SPANS = (Span.OVERDUE, Span.TODAY, Span.THIS_WEEK, Span.NEXT_WEEK, Span.THIS_MONTH, Span.EARLIER_YEARS)
_NAMED = 2  # so many ticked values are named, more are counted


def words_of(wanted: ColumnFilter) -> str:
    """Return what a filter asks for, the column first."""
    asked = "，".join(_parts(wanted))
    return f"{wanted.column.label}：{'除去 ' if wanted.is_not else ''}{asked}"


def span_word(column: ListColumn, span: Span) -> str:
    """Return how a span is called in a column: what is past is overdue only where a reply is owed."""
    return "逾期" if span is Span.OVERDUE and column is ListColumn.OWED_ON else span.label


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
