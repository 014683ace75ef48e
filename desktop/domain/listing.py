"""What a list of cases asks for and what it gets: criteria, sort order, and one flat row a case."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from desktop.domain.crossing import Counted
from desktop.domain.filters import ColumnFilter, ListColumn, Mark
from desktop.domain.kinds import Kind, Origin
from desktop.domain.labels import Labelled
from desktop.domain.stage import Stage
from desktop.domain.task_state import TaskSpan


class SortField(Labelled):
    """A column a list can be sorted by; the database keeps an index for each."""

    NUMBER = ("number", "编号")
    TITLE = ("title", "案由")
    KIND = ("kind", "类型")
    SUBMITTER = ("submitter", "领衔人")
    DELEGATION = ("delegation", "代表团/界别")
    CATEGORY = ("category", "内容分类")
    LEAD_UNIT = ("lead_unit", "主办单位")
    STAGE = ("stage", "当前环节")
    ASSIGNED_ON = ("assigned_on", "交办日期")
    DUE_ON = ("due_on", "办结时限")
    REPLIED_ON = ("replied_on", "答复日期")
    DOC_NO = ("doc_no", "文号")
    RESULT_CLASS = ("result_class", "类别")
    VERDICT = ("verdict", "反馈")


@dataclass(frozen=True, slots=True)
class SortKey:
    """A column to sort by, and whether the last comes first; blanks come last when it rises."""

    field: SortField
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Criteria:
    """What a list shall hold; empty tuples and None mean no restriction.

    `text` is a query as `domain.query` reads it. `due_from` and `due_until` are inclusive
    and count only cases that still owe a reply; `unit_id` matches lead and co-handlers alike. All `filters`
    and `marks` must hold. `with_merged` counts the units merged into `unit_id` with it; `task` asks where its
    part stands, or without a unit that of any; `still_since` leaves cases that owe a reply and did not come
    forward after that day, `check_until` those to be looked at again by it, `promise_from` and
    `promise_until` those whose first open promise is due within these days,
    `dispatch_id` those of one batch, `counted` those behind a figure of a report. Rows are sorted by
    `sort`, those alike in it by `then_by`.
    """

    session_id: int | None = None
    kinds: tuple[Kind, ...] = ()
    stages: tuple[Stage, ...] = ()
    origin: Origin | None = None
    unit_id: int | None = None
    text: str = ""
    key_only: bool = False
    due_from: date | None = None
    due_until: date | None = None
    sort: SortField = SortField.NUMBER
    descending: bool = False
    then_by: tuple[SortKey, ...] = ()
    filters: tuple[ColumnFilter, ...] = ()
    marks: tuple[Mark, ...] = ()
    with_merged: bool = False
    task: TaskSpan | None = None
    still_since: date | None = None
    check_until: date | None = None
    promise_from: date | None = None
    promise_until: date | None = None
    dispatch_id: int | None = None
    counted: Counted | None = None

    @property
    def sorts(self) -> tuple[SortKey, ...]:
        """Every key in the order they count, each column once."""
        keys: dict[SortField, SortKey] = {}
        for key in (SortKey(self.sort, self.descending), *self.then_by):
            keys.setdefault(key.field, key)
        return tuple(keys.values())

    def sorted_by(self, *keys: SortKey) -> Criteria:
        """Return the same list in another order: by the first key, then by the others."""
        first, *others = keys
        return replace(self, sort=first.field, descending=first.descending, then_by=tuple(others))

    def on(self, today: date) -> Criteria:
        """Return the criteria as they are meant on a day: relative spans, and 逾期, as days."""
        if not self.filters and not self.text:
            return self
        from desktop.domain.query import dated

        filters = tuple(each.on(today) for each in self.filters)
        return replace(self, text=dated(self.text, today), filters=filters)

    def filter_of(self, column: ListColumn) -> ColumnFilter:
        """Return how a column narrows the list; an idle filter when it does not."""
        return next((each for each in self.filters if each.column is column), ColumnFilter(column))

    def without(self, column: ListColumn) -> Criteria:
        """Return the criteria with nothing asked of one column's filter."""
        return replace(self, filters=tuple(each for each in self.filters if each.column is not column))

    def narrowed(self, wanted: ColumnFilter) -> Criteria:
        """Return the criteria with this filter in the place of the one of the same column."""
        others = self.without(wanted.column)
        return others if wanted.is_idle else replace(others, filters=(*others.filters, wanted))


class Facet(NamedTuple):
    """One line of a tick list: how a filter names the value, how a person reads it, how many rows hold it."""

    value: str
    label: str
    number: int


class CaseRow(NamedTuple):
    """One case as a list shows it, all words ready; dates are dates, counts are ints.

    `due_on` is the date in force, `first_due_on` the one the round began with; `clock` says what moved it:
    the label of a `ClockState`.
    """

    id: int
    kind: Kind
    session: str
    item_no: str
    title: str
    submitter: str
    co_submitters: int
    delegation: str
    category: str
    origin: Origin
    is_key: bool
    stage: Stage
    lead_unit: str
    co_units: str
    leader: str
    section: str
    handler: str
    assigned_on: date | None
    due_on: date | None
    consulted: str
    replied_on: date | None
    doc_no: str
    signed_by: str
    result_class: str
    publicity: str
    feedback_on: date | None
    verdict: str
    round: int
    open_commitments: int
    next_step: str
    remark: str
    themes: str
    typical: str
    clock: str = ""
    first_due_on: date | None = None
