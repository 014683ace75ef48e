"""Every list holds what was asked for, in the order asked for."""

from __future__ import annotations

import random
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.db.board import CASE_IDS, question_of
from desktop.db.filters import column_sql
from desktop.db.list_rows import WAITING_BITS
from desktop.db.rows import waiting_for
from desktop.db.store import Store
from desktop.domain.errors import OfficeError
from desktop.domain.figures import UnitCount
from desktop.domain.filters import (
    DATES,
    LISTS,
    ColumnFilter,
    ListColumn,
    Mark,
    Span,
    label_of,
    parted,
)
from desktop.domain.kinds import Kind, Origin
from desktop.domain.listing import Criteria, SortField, SortKey
from desktop.domain.narrowing import matches, shown_in, value_of
from desktop.domain.procedure import stage_of
from desktop.domain.query import plain
from desktop.domain.stage import Stage
from desktop.domain.task_state import TaskSpan, TaskState, state_of_task
from desktop.domain.text import fold, item_sort_key
from desktop.domain.wording import texts_of
from tests.db.samples import NOTE, NOW, OWNER, SCHEME, any_case, new_case

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from desktop.domain.assignment import Assignment
    from desktop.domain.case import Case
    from desktop.domain.listing import CaseRow

_CASES = 250


@pytest.fixture(scope="module")
def full(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, list[Case]]]:
    """Return an open desk with all sorts of cases, and the cases."""
    path = tmp_path_factory.mktemp("full") / "desk.sqlite3"
    path.write_bytes(template.read_bytes())
    dice = random.Random(20260305)
    with closing(Store.open(path, owner=OWNER, now=NOW)) as store:
        with store.transaction():
            ids = store.cases.add_many([any_case(dice, number) for number in range(_CASES)], NOTE)
        yield store, [store.cases.get(each) for each in ids]


def _pinyin(text: str) -> bytes | None:
    return fold(text).encode("gb18030") or None


def _counted(text: str) -> bytes | None:
    return item_sort_key(text).encode("gb18030") if fold(text) else None


def _ranked(words: list[str]) -> Callable[[str], Any]:
    return lambda word: (words.index(word) if word in words else 99, _pinyin(word)) if word else None


_CLASSES = [each.short for each in SCHEME.result_classes]
_LEVELS = [each.label for each in SCHEME.satisfaction.levels]
_KEYS: dict[SortField, Callable[[CaseRow], Any]] = {
    SortField.NUMBER: lambda row: _counted(row.item_no),
    SortField.TITLE: lambda row: _pinyin(row.title),
    SortField.KIND: lambda row: list(Kind).index(row.kind),
    SortField.SUBMITTER: lambda row: _pinyin(row.submitter),
    SortField.DELEGATION: lambda row: _pinyin(row.delegation),
    SortField.CATEGORY: lambda row: _ranked(list(SCHEME.categories))(row.category),
    SortField.LEAD_UNIT: lambda row: _pinyin(row.lead_unit),
    SortField.STAGE: lambda row: list(Stage).index(row.stage),
    SortField.ASSIGNED_ON: lambda row: row.assigned_on,
    SortField.DUE_ON: lambda row: row.due_on,
    SortField.REPLIED_ON: lambda row: row.replied_on,
    SortField.DOC_NO: lambda row: _counted(row.doc_no),
    SortField.RESULT_CLASS: lambda row: _ranked(_CLASSES)(row.result_class),
    SortField.VERDICT: lambda row: _ranked(_LEVELS)(row.verdict),
}


def _expected(rows: dict[int, CaseRow], cases: list[Case], criteria: Criteria) -> list[int]:
    fitting = [
        rows[case.id] for case in cases if not case.is_deleted and _fits(rows[case.id], case, criteria)
    ]
    fitting.sort(key=lambda row: row.id, reverse=criteria.descending)
    for sort in reversed(criteria.sorts):
        key = _KEYS[sort.field]
        known, blank = (
            [row for row in fitting if (key(row) is None) is is_blank] for is_blank in (False, True)
        )
        fitting = [*sorted(known, key=key, reverse=sort.descending), *blank]
    return [row.id for row in fitting]


def _fits(row: CaseRow, case: Case, criteria: Criteria) -> bool:
    owes = stage_of(case, SCHEME).owes_reply and case.open_pause is None
    owed = case.due.on if case.due and owes else None
    seen = [plain(text) for _, text in texts_of(case)]
    asked = criteria.due_from or criteria.due_until
    return all(
        (
            criteria.session_id in {None, case.proposal.session_id},
            not criteria.kinds or row.kind in criteria.kinds,
            not criteria.stages or row.stage in criteria.stages,
            criteria.origin in {None, row.origin},
            (criteria.unit_id is None and criteria.task is None)
            or any(_has(case, task, criteria) for task in case.assignments),
            criteria.dispatch_id in {None, case.dispatch_id},
            criteria.check_until is None or any(day <= criteria.check_until for day in case.checks_due),
            (criteria.promise_from is None and criteria.promise_until is None)
            or bool(
                case.promise_on
                and (criteria.promise_from or date.min)
                <= case.promise_on
                <= (criteria.promise_until or date.max)
            ),
            criteria.still_since is None or _stands_still(case, criteria.still_since),
            not criteria.key_only or row.is_key,
            all(any(plain(word) in field for field in seen) for word in criteria.text.split()),
            all(matches(each, row) for each in criteria.filters),
            all(_bears(row, case, mark) for mark in criteria.marks),
            not asked
            or (owed is not None and (criteria.due_from or owed) <= owed <= (criteria.due_until or owed)),
        )
    )


def _has(case: Case, task: Assignment, criteria: Criteria) -> bool:
    span, due = criteria.task, case.due_of(task)
    if criteria.unit_id not in {None, task.unit_id} or span is None:
        return task.unit_id == criteria.unit_id
    state = state_of_task(case, task, stage_of(case, SCHEME))
    owed = due.on if due and state is TaskState.OPEN else None
    return (
        state in span.states
        and span.answers in {None, task.role.answers}
        and not (span.is_undated and owed)
        and (not (span.first or span.last) or (owed is not None and _within(owed, span)))
    )


def _within(day: date, span: TaskSpan) -> bool:
    return (span.first or day) <= day <= (span.last or day)


def _stands_still(case: Case, day: date) -> bool:
    last = case.progressed_on
    owes = stage_of(case, SCHEME).owes_reply and case.open_pause is None
    return owes and last is not None and last <= day


def _bears(row: CaseRow, case: Case, mark: Mark) -> bool:
    if mark is Mark.SEVERAL_UNITS:
        return len(case.assignments) > 1
    if mark is Mark.CO_OPINION_MISSING:
        return bool(case.missing_co_opinions)
    if mark in _WAITING:
        return mark in set(waiting_for(case))
    if mark is Mark.REPLIED:
        has_gone = case.round > 1 or (bool(case.answering) and case.next_to_answer() is None)
        return has_gone and not case.merged_into
    held, _, all_stages = row.consulted.partition("/")
    return held != all_stages


_WAITING = set(WAITING_BITS)
_DAYS = st.none() | st.dates(date(2026, 4, 1), date(2026, 8, 30))
_ANSWERS = st.sampled_from((None, True, False))
_STATES = st.lists(st.sampled_from(TaskState), min_size=1, max_size=3).map(tuple)
_TICKS = {
    ListColumn.KIND: ("suggestion", "motion", "formal_advice", "unknown"),
    ListColumn.STAGE: ("in_hand", "registered", "replied", ""),
    ListColumn.ORIGIN: ("session", "intersession"),
    ListColumn.IS_KEY: ("1", "", "x"),
    ListColumn.SESSION: ("市十七届人大一次会议", "市政协十五届二次会议", ""),
    ListColumn.CATEGORY: ("城乡建设", "其他", ""),
    ListColumn.LEAD_UNIT: ("市教育局", "市住建局", ""),
    ListColumn.CO_UNITS: ("市教育局", "市农合联执委会（市供销社)", ""),
    ListColumn.CO_SUBMITTERS: ("0", "1", "3", ""),
    ListColumn.ROUND: ("1", "2"),
    ListColumn.OPEN_COMMITMENTS: ("0", "1"),
    ListColumn.WAITING_FOR: ("督查机构", "市住建局", "登记员", ""),
    ListColumn.THEMES: ("老旧小区（含加装电梯、管网）", "停车", ""),
    **dict.fromkeys(DATES, ("2026-03", "2026-06", "")),
}
_NEEDLES = st.sampled_from(("", "", " ", "设", "A区", "ａ", "局", "2026-0", "是", "否", "期", "1", "'", "%"))


@st.composite
def _filters(draw: st.DrawFn) -> ColumnFilter:
    column = draw(st.sampled_from(ListColumn))
    words = st.sampled_from(_TICKS.get(column, ("陈一", "关于安", "", "第一代表团", "1/2", "A", "满意")))
    return ColumnFilter(
        column,
        tuple(draw(st.lists(words, max_size=3))),
        draw(_NEEDLES),
        draw(_DAYS),
        draw(_DAYS),
        draw(st.sampled_from((None, None, True, False))),
        draw(st.booleans()),
    )


_CRITERIA = st.builds(
    Criteria,
    session_id=st.sampled_from((None, None, 1, 2, 9)),
    kinds=st.lists(st.sampled_from(Kind), max_size=4).map(tuple),
    stages=st.lists(st.sampled_from(Stage), max_size=6).map(tuple),
    origin=st.none() | st.sampled_from(Origin),
    unit_id=st.sampled_from((None, None, 1, 2)),
    text=st.sampled_from(("", "", "道路", "a区", "陈 学校", "教育局", "%", "_", "'; DROP TABLE cases", "建")),
    key_only=st.booleans(),
    due_from=_DAYS,
    due_until=_DAYS,
    sort=st.sampled_from(SortField),
    descending=st.booleans(),
    then_by=st.lists(st.builds(SortKey, st.sampled_from(SortField), st.booleans()), max_size=2).map(tuple),
    filters=st.lists(_filters(), max_size=2).map(tuple),
    marks=st.sampled_from(((), (), *((mark,) for mark in Mark))),
    task=st.none() | st.builds(TaskSpan, _STATES, _DAYS, _DAYS, _ANSWERS, st.booleans()),
    still_since=_DAYS,
    check_until=_DAYS,
    promise_from=_DAYS,
    promise_until=_DAYS,
    dispatch_id=st.sampled_from((None, None, None, 1)),
)


@settings(max_examples=200, deadline=None)
@given(criteria=_CRITERIA, offset=st.integers(0, 60), limit=st.integers(1, 60))
def test_a_page_is_what_sorting_and_filtering_all_rows_gives(
    full: tuple[Store, list[Case]], criteria: Criteria, offset: int, limit: int
) -> None:
    store, cases = full
    rows = {row.id: row for row in store.board.rows(Criteria())}
    expected = _expected(rows, cases, criteria)
    assert [row.id for row in store.board.page(criteria, offset, limit)] == expected[offset : offset + limit]
    assert store.board.count(criteria) == len(expected)
    assert list(store.cases.ids(criteria)) == expected
    assert [row.id for row in store.board.rows(criteria)] == expected
    for start in (offset, max(len(expected) - offset, 0)):  # counted now, so the far half is read backwards
        rows_again = store.board.page(criteria, start, limit)
        assert [row.id for row in rows_again] == expected[start : start + limit]


@settings(max_examples=200, deadline=None)
@given(wanted=_filters())
def test_a_filter_alone_lets_through_what_it_matches(
    full: tuple[Store, list[Case]], wanted: ColumnFilter
) -> None:
    store, _ = full
    expected = [row.id for row in store.board.rows(Criteria()) if matches(wanted, row)]
    assert [row.id for row in store.board.rows(Criteria(filters=(wanted,)))] == expected


@pytest.mark.parametrize("column", ListColumn)
def test_a_tick_list_counts_what_ticking_lets_through(
    full: tuple[Store, list[Case]], column: ListColumn
) -> None:
    store, _ = full
    own, other = ColumnFilter(column, is_empty=True), ColumnFilter(ListColumn.SUBMITTER, is_empty=False)
    asked = Criteria(1, marks=(Mark.SEVERAL_UNITS,), filters=(other, own))
    rows = list(store.board.rows(asked.without(column)))
    found = store.board.facets(asked, column, 10_000)
    for facet in found:
        ticked = ColumnFilter(column, (facet.value,))
        assert facet.number == sum(matches(ticked, row) for row in rows)
        assert facet.number == store.board.count(asked.narrowed(ticked))
        assert facet.label == label_of(column, facet.value)
    told = {part for row in rows for part in _values(column, row)}
    assert {facet.value for facet in found} == told
    assert sum(facet.value == "" for facet in found[:-1]) == 0
    most = max(facet.number for facet in found)
    assert [facet.number for facet in store.board.facets(asked, column, 1)] == [most]


def _values(column: ListColumn, row: CaseRow) -> tuple[str, ...]:
    value = value_of(column, row)
    return parted(value) if column in LISTS else (value,)


def test_a_tick_list_stands_in_the_order_of_its_column(full: tuple[Store, list[Case]]) -> None:
    store, _ = full

    def listed(column: ListColumn) -> list[str]:
        return [facet.label for facet in store.board.facets(Criteria(), column, 99)]

    assert listed(ListColumn.KIND) == [kind.label for kind in Kind]
    assert listed(ListColumn.IS_KEY) == ["是", "否"]
    assert listed(ListColumn.CO_SUBMITTERS) == ["0", "1", "2", "3", "4"]
    assert listed(ListColumn.ASSIGNED_ON) == ["2026年3月", "2026年4月", "（空白）"]
    assert listed(ListColumn.THEMES) == ["停车", "老旧小区（含加装电梯、管网）", "（空白）"]


def test_a_span_is_refused_until_a_day_is_given(full: tuple[Store, list[Case]]) -> None:
    store, _ = full
    late = Criteria(filters=(ColumnFilter(ListColumn.OWED_ON, span=Span.OVERDUE),))
    with pytest.raises(ValueError, match="relative span"):
        store.board.count(late)
    today = date(2026, 6, 1)
    assert store.board.count(late.on(today)) == store.board.count(Criteria(due_until=date(2026, 5, 31)))


def test_every_column_is_told_in_words(full: tuple[Store, list[Case]]) -> None:
    store, _ = full
    row = next(iter(store.board.rows(Criteria())))
    assert all(isinstance(shown_in(column, row), str) for column in ListColumn)
    assert all(column_sql(column) for column in ListColumn)


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("sort", SortField)
def test_every_order_holds_alone(
    full: tuple[Store, list[Case]], sort: SortField, *, descending: bool
) -> None:
    store, cases = full
    rows = {row.id: row for row in store.board.rows(Criteria())}
    criteria = Criteria(sort=sort, descending=descending)
    assert [row.id for row in store.board.page(criteria, 0, _CASES)] == _expected(rows, cases, criteria)


@pytest.mark.parametrize("sort", SortField)
@pytest.mark.parametrize("session_id", [None, 1])
def test_every_order_walks_a_covering_index_and_sorts_nothing(
    full: tuple[Store, list[Case]], sort: SortField, session_id: int | None
) -> None:
    store, _ = full
    for descending in (False, True):
        question = question_of(Criteria(session_id, sort=sort, descending=descending), store._work)
        for sql in (CASE_IDS, CASE_IDS.replace("{order}", "{backwards}")):
            plan = store._work.all(f"EXPLAIN QUERY PLAN {question.fill(sql)}", question.values)
            assert len(plan) == 1
            assert "USING COVERING INDEX" in plan[0][3]


def test_the_last_page_is_read_from_the_end(full: tuple[Store, list[Case]]) -> None:
    store, _ = full
    found = {}
    for is_counted in (False, True):
        with closing(store.reader()) as reader:
            total = reader.board.count(Criteria()) if is_counted else store.board.count(Criteria())
            asked: list[str] = []
            reader._work.connection.set_trace_callback(asked.append)
            found[is_counted] = reader.board.page(Criteria(), total - 10, 100)
            assert any("OFFSET 0)" in sql for sql in asked) == is_counted
    assert found[True] == found[False]
    assert len(found[True]) == 10


def test_rows_survive_changes_made_while_they_are_read(store: Store) -> None:
    with store.transaction():
        store.cases.add_many([new_case(str(number)) for number in range(1, 1201)], NOTE)
    rows = store.board.rows(Criteria())
    first = next(rows)
    with store.transaction():  # nothing holds the desk while the consumer is slow
        store.cases.add(new_case("9999"), NOTE)
    assert [first.item_no, *(row.item_no for row in rows)] == [str(number) for number in range(1, 1201)]


def test_what_is_due_comes_most_urgent_first(full: tuple[Store, list[Case]]) -> None:
    store, cases = full
    first, last = date(2026, 5, 1), date(2026, 6, 15)
    owing = [
        (case.due.on, case.id)
        for case in cases
        if case.due and not case.is_deleted and case.open_pause is None
        if stage_of(case, SCHEME).owes_reply
    ]
    assert [row.id for row in store.board.due_between(first, last, 999)] == [
        case_id for day, case_id in sorted(owing) if first <= day <= last
    ]
    assert [row.id for row in store.board.due_between(None, None, 5)] == [
        each for _, each in sorted(owing)[:5]
    ]


def test_totals_add_up(full: tuple[Store, list[Case]]) -> None:
    store, cases = full
    living = [case for case in cases if not case.is_deleted]
    totals, parts = store.board.totals(), [store.board.totals(1), store.board.totals(2)]
    assert totals.cases == len(living) == sum(part.cases for part in parts)
    for group in (totals.by_stage, totals.by_kind, totals.by_origin, totals.by_category):
        assert sum(group.values()) == len(living)
    assert list(totals.by_kind) == [kind.label for kind in Kind]
    assert list(totals.by_category) == [*SCHEME.categories, "别的", "未分类"]
    assert list(totals.by_class) == ["A", "B", "留作参考", "旧类"]
    assert list(totals.by_verdict) == ["满意", "基本满意", "不满意", "unknown"]
    assert totals.by_verdict.keys() == {row.verdict for row in store.board.rows(Criteria()) if row.verdict}
    assert totals.by_stage == {stage.label: number for stage, number in store.tally.stages().items()}
    assert sum(store.tally.stages(1).values()) == parts[0].cases
    assert 0 < totals.met < totals.cases
    assert 0 < totals.replied < totals.cases


def test_units_are_counted_by_task(full: tuple[Store, list[Case]]) -> None:
    store, cases = full
    tasks = [(case, task) for case in cases if not case.is_deleted for task in case.assignments]
    expected = {
        unit.name: UnitCount(
            unit.name,
            lead=sum(task.unit_id == unit.id and task.role.answers for _, task in tasks),
            co=sum(task.unit_id == unit.id and not task.role.answers for _, task in tasks),
            lead_replied=sum(
                task.unit_id == unit.id and task.role.answers and case.latest_issued is not None
                for case, task in tasks
            ),
            co_replied=sum(task.unit_id == unit.id and task.co_opinion is not None for _, task in tasks),
        )
        for unit in store.units.all()
    }
    found = store.board.totals().units
    assert {each.unit: each for each in found} == expected
    assert [each.total for each in found] == sorted((each.total for each in found), reverse=True)


@pytest.mark.parametrize("column", ["stage", "kind", "due_on"])
def test_a_row_that_cannot_be_read_is_damage(store: Store, column: str) -> None:
    with store.transaction():
        store.cases.add(new_case(), NOTE)
    store._work.connection.execute(f"UPDATE cases SET {column} = 7")
    with pytest.raises(OfficeError, match="损坏"):
        store.board.page(Criteria(), 0, 1)


def test_a_kept_list_is_found_again_after_any_change(store: Store) -> None:
    asked = Criteria(filters=(ColumnFilter(ListColumn.TITLE, contains="公交"),))
    with closing(store.reader()) as reader:
        assert store.board.count(asked) == reader.board.count(asked) == 0
        with store.transaction():
            case = store.cases.add(new_case(), NOTE)
        assert [row.id for row in store.board.page(asked, 0, 9)] == [case.id]
        assert [row.id for row in reader.board.page(asked, 0, 9)] == [case.id]
        assert store.board.page(asked, 1, 9) == ()
    for word in "甲乙丙丁戊":
        assert store.board.count(asked.narrowed(ColumnFilter(ListColumn.TITLE, contains=word))) == 0
    assert store.board.count(asked) == 1
