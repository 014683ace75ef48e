"""What one column of a list can be narrowed by: ticked values, words, days; and marks no column shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from desktop.domain.kinds import Kind, Origin
from desktop.domain.labels import Labelled
from desktop.domain.stage import Stage
from desktop.domain.text import fold


class ListColumn(Labelled):
    """A column a list can be narrowed by: every one of `CaseRow`, and two that are read from others.

    `OWED_ON` is the due date of the cases that still owe a reply, `WAITING_FOR` who has to act next.
    """

    KIND = ("kind", "类型")
    SESSION = ("session", "届次")
    NUMBER = ("item_no", "编号")
    TITLE = ("title", "案由")
    SUBMITTER = ("submitter", "领衔人")
    CO_SUBMITTERS = ("co_submitters", "联名人数")
    DELEGATION = ("delegation", "代表团/界别")
    CATEGORY = ("category", "内容分类")
    ORIGIN = ("origin", "提出时间")
    IS_KEY = ("is_key", "重点")
    STAGE = ("stage", "当前环节")
    LEAD_UNIT = ("lead_unit", "主办单位")
    CO_UNITS = ("co_units", "协办单位")
    LEADER = ("leader", "责任领导")
    SECTION = ("section", "承办科室")
    HANDLER = ("handler", "承办人")
    ASSIGNED_ON = ("assigned_on", "交办日期")
    DUE_ON = ("due_on", "办结时限")
    OWED_ON = ("owed_on", "期限情况")
    CONSULTED = ("consulted", "面商")
    REPLIED_ON = ("replied_on", "答复日期")
    DOC_NO = ("doc_no", "文号")
    SIGNED_BY = ("signed_by", "签发人")
    RESULT_CLASS = ("result_class", "类别")
    PUBLICITY = ("publicity", "公开属性")
    FEEDBACK_ON = ("feedback_on", "反馈日期")
    VERDICT = ("verdict", "反馈评价")
    ROUND = ("round", "办理轮次")
    OPEN_COMMITMENTS = ("open_commitments", "未结承诺")
    WAITING_FOR = ("waiting_for", "等待谁")
    NEXT_STEP = ("next_step", "下一步")
    REMARK = ("remark", "备注")
    THEMES = ("themes", "专题")
    TYPICAL = ("typical", "典型案例")
    CLOCK = ("clock", "延期与停计时")
    FIRST_DUE_ON = ("first_due_on", "原定时限")


MEMBERS: dict[ListColumn, type[Labelled]] = {
    ListColumn.KIND: Kind,
    ListColumn.STAGE: Stage,
    ListColumn.ORIGIN: Origin,
}
"""The columns that hold a member of an enumeration; a tick list names it by its value."""

DATES = frozenset(
    {
        ListColumn.ASSIGNED_ON,
        ListColumn.DUE_ON,
        ListColumn.FIRST_DUE_ON,
        ListColumn.OWED_ON,
        ListColumn.REPLIED_ON,
        ListColumn.FEEDBACK_ON,
    }
)
"""The columns that hold a day; a tick list offers months: 2026-03."""

LISTS = frozenset({ListColumn.CO_UNITS, ListColumn.THEMES})
"""The columns that hold several words joined by 、; a tick list offers each of them."""

TRUE = "1"
"""How a tick list names 是 in the column of key cases; 否 is the blank."""

BLANK = "（空白）"


class Span(Labelled):
    """Days that are counted from the day the question is asked."""

    OVERDUE = ("overdue", "已过")
    TODAY = ("today", "今天")
    THIS_WEEK = ("this_week", "本周")
    NEXT_WEEK = ("next_week", "7日内")
    THIS_MONTH = ("this_month", "本月")
    EARLIER_YEARS = ("earlier_years", "以前年度")

    def days(self, today: date) -> tuple[date | None, date | None]:
        """Return the first and the last day, both inclusive; None is open. A week begins on Monday."""
        monday = today - timedelta(days=today.weekday())
        first = today.replace(day=1)
        spans: dict[Span, tuple[date | None, date | None]] = {
            Span.OVERDUE: (None, today - timedelta(days=1)),
            Span.TODAY: (today, today),
            Span.THIS_WEEK: (monday, monday + timedelta(days=6)),
            Span.NEXT_WEEK: (today, today + timedelta(days=7)),
            Span.THIS_MONTH: (first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)),
            Span.EARLIER_YEARS: (None, date(today.year - 1, 12, 31)),
        }
        return spans[self]


class Mark(Labelled):
    """What a case can be picked out by that no column shows."""

    SEVERAL_UNITS = ("several_units", "多单位联办")
    CO_OPINION_MISSING = ("co_opinion_missing", "缺协办意见")
    CONSULTATION_MISSING = ("consultation_missing", "缺面商")
    CHANGE_REQUESTED = ("change_requested", "申请退回改办")
    UNCONFIRMED = ("unconfirmed", "待单位确认")
    OBJECTED = ("objected", "单位有异议")
    ANSWER_AWAITED = ("answer_awaited", "待上级答复")
    LETTER_IN_HAND = ("letter_in_hand", "答复后的函在办")
    WISH_OPEN = ("wish_open", "后续意见待答复")
    REPLIED = ("replied", "已答复")


@dataclass(frozen=True, slots=True)
class ColumnFilter:
    """How one column narrows a list; everything that is set must hold, and `is_not` turns it all round.

    `values` are what `narrowing.value_of` says of the rows wanted; `contains` is compared folded; `first` and
    `last` (inclusive) count in columns of days only; `is_empty` asks for rows that say nothing there (or do).
    `span` becomes `first` and `last` on the day the list is shown.
    """

    column: ListColumn
    values: tuple[str, ...] = ()
    contains: str = ""
    first: date | None = None
    last: date | None = None
    is_empty: bool | None = None
    is_not: bool = False
    span: Span | None = None

    def on(self, today: date) -> ColumnFilter:
        """Return the filter as it is meant on a day: its span as days."""
        if self.span is None:
            return self
        first, last = self.span.days(today)
        return replace(self, first=first, last=last, span=None)

    @property
    def asks_for_days(self) -> bool:
        """Whether days restrict it: they do in a column of days only."""
        return self.column in DATES and any((self.first, self.last, self.span))

    @property
    def is_idle(self) -> bool:
        """Whether it restricts nothing, turned round or not."""
        asks = (self.values, fold(self.contains), self.asks_for_days, self.is_empty is not None)
        return not any(asks)


def parted(text: str) -> tuple[str, ...]:
    """Return the words of a list joined by 、, each once; a 、 inside brackets belongs to its word."""
    words, depth = [""], 0
    for mark in text:
        depth = max(0, depth + (mark in "（(") - (mark in "）)"))
        if mark == "、" and not depth:
            words.append("")
        else:
            words[-1] += mark
    return tuple(dict.fromkeys(words))


def label_of(column: ListColumn, value: str) -> str:
    """Return how a tick list names a value to a person."""
    if column is ListColumn.IS_KEY:
        return "是" if value else "否"
    if not value:
        return BLANK
    if column in DATES:
        year, month = value.split("-")
        return f"{year}年{int(month)}月"
    return MEMBERS[column](value).label if column in MEMBERS else value
