"""Read-only questions about all cases at once: pages of a list, what is due, totals; flat frozen rows answer.

Every order of a list walks one covering index that also carries the cheap filters, so a page costs about the
same whatever is asked (a walk over small entries, then the few rows shown), and memory never grows.
"""

from __future__ import annotations

from array import array
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop.db.connection import undamaged
from desktop.db.filters import Condition, conditions
from desktop.db.list_rows import (
    KIND_CODES,
    KINDS,
    ORIGIN_CODES,
    ORIGINS,
    SHOWN,
    STAGE_CODES,
    STAGES,
    TASK_CODES,
    case_rows,
)
from desktop.domain.figures import Totals, UnitCount
from desktop.domain.listing import Criteria, SortField

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from desktop.db.list_rows import Row
    from desktop.db.transaction import UnitOfWork
    from desktop.domain.filters import ListColumn
    from desktop.domain.listing import CaseRow, Facet

_SHOWN = ", ".join("session.text" if name == "session" else f"cases.{name}" for name in SHOWN)
_ROWS = f"SELECT {_SHOWN} FROM {{ids}} CROSS JOIN cases USING (id) JOIN session ON session.id = session_id"
_ORDERED = "FROM cases INDEXED BY {index} WHERE {where} ORDER BY {order}"

CASE_IDS = f"SELECT id {_ORDERED}"
_PAGE = _ROWS.format(ids=f"(SELECT id {_ORDERED} LIMIT ? OFFSET ?)") + " ORDER BY {order}"
_PAGE_FROM_END = _PAGE.replace("{order}", "{backwards}", 1)
_COUNT = "SELECT count(*) FROM cases INDEXED BY {index} WHERE {where}"
_THESE = _ROWS.format(ids="(SELECT column1 AS id FROM (VALUES {places}))")
_DISCARDED = _ROWS.format(
    ids="(SELECT id FROM cases NOT INDEXED WHERE is_deleted = 1 ORDER BY id DESC LIMIT ?)"
)
_OWED = "FROM cases INDEXED BY cases_by_owed_on WHERE owed_on IS NOT NULL AND is_deleted = 0"
_DUE = (
    _ROWS.format(
        ids=f"(SELECT id {_OWED} AND owed_on BETWEEN ? AND ?{{session}} ORDER BY owed_on, id LIMIT ?)"
    )
    + " ORDER BY owed_on, cases.id"
)
_STILL = "SELECT id, still_since FROM cases WHERE still_since <= ?{session} ORDER BY still_since, id LIMIT ?"
_GROUPS = (
    "SELECT stage, kind, origin, category_key, category, result_class_key, result_class, verdict_key,"
    " verdict, is_replied, is_met, count(*) FROM cases INDEXED BY cases_counted WHERE is_deleted = 0{session}"
    " GROUP BY session_id, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11"  # in the order of the index
)
_UNITS = (
    "SELECT unit.name, sum(NOT is_co), sum(is_co), sum(NOT is_co AND answered_on IS NOT NULL),"
    " sum(is_co AND answered_on IS NOT NULL)"
    " FROM assignment JOIN cases ON cases.id = case_id JOIN unit ON unit.id = unit_id"
    " WHERE is_deleted = 0{session} GROUP BY unit_id ORDER BY count(*) DESC, unit.name"
)
_TITLES = (
    "SELECT cases.id, title FROM cases NOT INDEXED JOIN session ON session.id = session_id"
    " WHERE is_deleted = 0 AND year >= ?"
)
_WITH_MERGED = (
    "unit_id IN (WITH RECURSIVE line (id) AS (VALUES (?) UNION SELECT unit.id FROM unit"
    " JOIN line ON successor_id = line.id WHERE is_active = 0) SELECT id FROM line)"
)
_OF_SESSION = " AND session_id = ?"

_SORTS = {  # the only columns a list can be sorted by, each with its index
    SortField.NUMBER: ("cases_by_number", "cases.number_key"),
    SortField.TITLE: ("cases_by_title", "cases.title_key"),
    SortField.KIND: ("cases_by_kind", "cases.kind"),
    SortField.SUBMITTER: ("cases_by_submitter", "cases.submitter_key"),
    SortField.DELEGATION: ("cases_by_delegation", "cases.delegation_key"),
    SortField.CATEGORY: ("cases_by_category", "cases.category_key"),
    SortField.LEAD_UNIT: ("cases_by_lead_unit", "cases.lead_unit_key"),
    SortField.STAGE: ("cases_by_stage", "cases.stage"),
    SortField.ASSIGNED_ON: ("cases_by_assigned_on", "cases.assigned_on"),
    SortField.DUE_ON: ("cases_by_due_on", "cases.due_on"),
    SortField.REPLIED_ON: ("cases_by_replied_on", "cases.replied_on"),
    SortField.DOC_NO: ("cases_by_doc_no", "cases.doc_no_key"),
    SortField.RESULT_CLASS: ("cases_by_result_class", "cases.result_class_key"),
    SortField.VERDICT: ("cases_by_verdict", "cases.verdict_key"),
}
_ONE_DAY, _NO_DAY = "0001-01-01", "9999-12-31"
_CHUNK = 500
_KEPT_LISTS = 4  # what one page of the screen asks: its rows, and its counts
UNCATEGORISED = "未分类"


class Question(NamedTuple):
    """Criteria in SQL: which index is walked, in which order (and the other way), what a row must satisfy."""

    walks: str
    order: str
    backwards: str
    where: str
    values: tuple[Any, ...]

    def fill(self, sql: str) -> str:
        """Return a named question with index, order and conditions put in; all of them are our own words."""
        return sql.format(index=self.walks, order=self.order, backwards=self.backwards, where=self.where)


def question_of(criteria: Criteria, work: UnitOfWork) -> Question:
    """Return the question that criteria mean; blanks come last either way, ties in the order of ids."""
    keys = [(_SORTS[key.field][1], key.descending) for key in criteria.sorts]
    order = [f"{name} {'DESC' if descending else 'NULLS LAST'}" for name, descending in keys]
    backwards = [f"{name} {'ASC' if descending else 'DESC NULLS FIRST'}" for name, descending in keys]
    ties = ("cases.id", "cases.id DESC")[:: -1 if criteria.descending else 1]
    where, values = _joined((*_cheap_conditions(criteria, work), *_filter_conditions(criteria)))
    return Question(
        _SORTS[criteria.sort][0],
        ", ".join((*order, ties[0])),
        ", ".join((*backwards, ties[1])),
        where,
        values,
    )


def question_about_rows(criteria: Criteria, work: UnitOfWork) -> Condition:
    """Return what a row must satisfy where all rows are read anyway."""
    return _joined((*_cheap_conditions(criteria, work), *conditions(criteria)))


def _joined(found: Iterable[Condition]) -> Condition:
    parts = tuple(found)
    return " AND ".join(part for part, _ in parts), tuple(value for _, values in parts for value in values)


def _cheap_conditions(criteria: Criteria, work: UnitOfWork) -> Iterator[Condition]:
    yield "is_deleted = 0", ()
    yield from _plain_conditions(criteria)
    yield from _wide_conditions(criteria, work)


def _filter_conditions(criteria: Criteria) -> Iterator[Condition]:
    """Yield what needs whole rows, asked once in one reading of the table instead of row by row."""
    if criteria.filters or criteria.marks:
        where, values = _joined((("is_deleted = 0", ()), *conditions(criteria)))
        yield f"id IN (SELECT id FROM cases NOT INDEXED WHERE {where})", values


def _is_worth_keeping(criteria: Criteria) -> bool:
    """Whether a page costs a reading of the whole table, so that the ids found are kept for the next one."""
    return bool(criteria.filters or criteria.marks or criteria.then_by or criteria.counted)


def _plain_conditions(criteria: Criteria) -> Iterator[Condition]:
    """Yield what the index itself can answer."""
    if criteria.session_id is not None:
        yield "session_id = ?", (criteria.session_id,)
    if criteria.kinds:
        yield f"kind IN ({_places(criteria.kinds)})", tuple(KIND_CODES[kind] for kind in criteria.kinds)
    if criteria.stages:
        yield f"stage IN ({_places(criteria.stages)})", tuple(STAGE_CODES[stage] for stage in criteria.stages)
    if criteria.origin is not None:
        yield "origin = ?", (ORIGIN_CODES[criteria.origin],)
    if criteria.key_only:
        yield "is_key = 1", ()


def _wide_conditions(criteria: Criteria, work: UnitOfWork) -> Iterator[Condition]:
    """Yield what another table or index must answer first; the text is a query as `domain.query` reads it."""
    if criteria.unit_id is not None or criteria.task is not None:
        yield _of_parts(criteria)
    if criteria.due_from or criteria.due_until:
        owed = "SELECT id FROM cases WHERE owed_on IS NOT NULL AND is_deleted = 0 AND owed_on BETWEEN ? AND ?"
        yield f"id IN ({owed})", _span(criteria.due_from, criteria.due_until)
    yield from _watch_conditions(criteria)
    if criteria.text:
        from desktop.db.search import Search

        yield from Search(work).conditions(criteria.text)


def _of_parts(criteria: Criteria) -> Condition:
    """Return what leaves the cases in which one unit, or any, has a part that stands as asked."""
    wanted, one = criteria.task, _WITH_MERGED if criteria.with_merged else "unit_id = ?"
    parts: list[Condition] = [] if criteria.unit_id is None else [(one, (criteria.unit_id,))]
    if wanted is not None:
        codes = tuple(TASK_CODES[state] for state in wanted.states)
        parts.append((f"state IN ({_places(codes)})", codes))
        if wanted.answers is not None:
            parts.append(("is_co = ?", (not wanted.answers,)))
        if wanted.is_undated:
            parts.append(("owed_on IS NULL", ()))
        if wanted.first or wanted.last:
            parts.append(("owed_on BETWEEN ? AND ?", _span(wanted.first, wanted.last)))
    where, values = _joined(parts)
    return f"id IN (SELECT case_id FROM assignment WHERE {where})", values


def _watch_conditions(criteria: Criteria) -> Iterator[Condition]:
    """Yield what the board asks for behind its numbers."""
    if criteria.still_since is not None:
        still = "SELECT id FROM cases WHERE still_since <= ?"
        yield f"id IN ({still})", (criteria.still_since.isoformat(),)
    if criteria.promise_from is not None or criteria.promise_until is not None:
        promised = "SELECT id FROM cases WHERE promise_on BETWEEN ? AND ?"
        days = (criteria.promise_from or date.min, criteria.promise_until or date.max)
        yield f"id IN ({promised})", tuple(day.isoformat() for day in days)
    if criteria.check_until is not None:
        check = "SELECT id FROM cases WHERE check_on <= ?"
        yield f"id IN ({check})", (criteria.check_until.isoformat(),)
    if criteria.dispatch_id is not None:
        batch = "SELECT id FROM cases WHERE dispatch_id = ?"
        yield f"id IN ({batch})", (criteria.dispatch_id,)
    if criteria.counted is not None:
        from desktop.db.figures import condition

        where, values = condition(criteria.counted)
        yield f"id IN (SELECT id FROM cases NOT INDEXED WHERE {where})", values


def _span(first: date | None, last: date | None) -> tuple[str, str]:
    return first.isoformat() if first else _ONE_DAY, last.isoformat() if last else _NO_DAY


def _of_session(session_id: int | None) -> tuple[str, tuple[int, ...]]:
    """Return the condition that leaves one session, or none, and its values."""
    return ("", ()) if session_id is None else (_OF_SESSION, (session_id,))


def _places(values: tuple[Any, ...]) -> str:
    return ", ".join("?" * len(values))


class Board:
    """What lists, ledgers and the workbench ask; nothing here writes or holds a lock between two calls."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._state: tuple[int, ...] = ()
        self._found: dict[Criteria, array[int]] = {}
        self._count_of: dict[Criteria, int] = {}

    def page(self, criteria: Criteria, offset: int, limit: int) -> tuple[CaseRow, ...]:
        """Return the rows of a list from `offset` (0 is the first), at most `limit`."""
        if _is_worth_keeping(criteria):
            return tuple(self.these(self._ids(criteria)[offset : offset + limit]))
        question, total = question_of(criteria, self._work), self._counted().get(criteria)
        if total is None or offset <= total // 2:
            return case_rows(self._work.all(question.fill(_PAGE), (*question.values, limit, offset)))
        asked = (*question.values, max(min(limit, total - offset), 0), max(total - offset - limit, 0))
        return case_rows(self._work.all(question.fill(_PAGE_FROM_END), asked))

    def count(self, criteria: Criteria) -> int:
        """Return how many rows a list has; it is counted once until anything is written."""
        if _is_worth_keeping(criteria):
            return len(self._ids(criteria))
        counted = self._counted()
        if criteria not in counted:
            question = question_of(criteria, self._work)
            counted[criteria] = int(self._work.one(question.fill(_COUNT), question.values)[0])
        return counted[criteria]

    def facets(self, criteria: Criteria, column: ListColumn, limit: int) -> tuple[Facet, ...]:
        """Return the values of a column among the rows of a list, at most `limit` of them.

        What the column's own filter asks is left out, so that its tick list shows what else there is.
        """
        from desktop.db.facets import facets

        return facets(self._work, question_about_rows(criteria.without(column), self._work), column, limit)

    def rows(self, criteria: Criteria) -> Iterator[CaseRow]:
        """Yield every row of a list in its order, for exports; a case erased meanwhile is left out.

        The order is taken at the first row; however slowly the rows are consumed, writers never wait.
        """
        ids = self._ids(criteria)
        for start in range(0, len(ids), _CHUNK):
            yield from self.these(ids[start : start + _CHUNK])

    def discarded(self, limit: int) -> tuple[CaseRow, ...]:
        """Return the rows of the recycle bin, the newest case first, at most `limit`."""
        return case_rows(self._work.all(f"{_DISCARDED} ORDER BY cases.id DESC", (limit,)))

    def titles(self, first_year: int) -> dict[int, str]:
        """Return the titles of every case of the sessions from that year on, by id."""
        return dict(self._work.all(_TITLES, (first_year,)))

    def these(self, ids: Sequence[int]) -> tuple[CaseRow, ...]:
        """Return the rows of the cases with these ids in that order; one erased meanwhile is left out."""
        sql = _THESE.format(places=", ".join(["(?)"] * len(ids)) or "(NULL)")
        found = {row[0]: row for row in self._work.all(sql, ids)}
        return case_rows(found[each] for each in ids if each in found)

    def _ids(self, criteria: Criteria) -> array[int]:
        """Return the ids of a list in its order; the last lists found are kept until anything is written."""
        self._forget_when_written()
        if criteria not in self._found:
            question = question_of(criteria, self._work)
            found = self._work.all(question.fill(CASE_IDS), question.values)
            self._found = dict([*self._found.items()][1 - _KEPT_LISTS :])
            self._found[criteria] = array("q", (row[0] for row in found))
        return self._found[criteria]

    def _counted(self) -> dict[Criteria, int]:
        """Return the lists counted since anything was written, with how many rows each has."""
        self._forget_when_written()
        return self._count_of

    def _forget_when_written(self) -> None:
        state = (self._work.connection.total_changes, *self._work.one("PRAGMA data_version"))
        if state != self._state:
            self._state, self._found, self._count_of = state, {}, {}

    def due_between(
        self, first: date | None, last: date | None, limit: int, session_id: int | None = None
    ) -> tuple[CaseRow, ...]:
        """Return the cases owing a reply due from `first` to `last` (both inclusive), most urgent first."""
        of_session, session = _of_session(session_id)
        return case_rows(
            self._work.all(_DUE.format(session=of_session), (*_span(first, last), *session, limit))
        )

    def still_longest(
        self, last: date, limit: int, session_id: int | None = None
    ) -> tuple[tuple[CaseRow, date], ...]:
        """Return the cases that owe a reply and did not come forward after `last`, the longest first.

        With each goes the day it last came forward.
        """
        of_session, session = _of_session(session_id)
        values = (last.isoformat(), *session, limit)
        found = self._work.all(_STILL.format(session=of_session), values)
        with undamaged():
            days = {case_id: date.fromisoformat(day) for case_id, day in found}
        return tuple((row, days[row.id]) for row in self.these([*days]))

    def totals(self, session_id: int | None = None) -> Totals:
        """Return the figures of a session, or of all, over every case not in the recycle bin.

        The groups of stage, kind, origin and category add up to the number of cases; class and verdict count
        only the cases that have one. A unit's co-handling counts as answered when its opinion came in.
        """
        groups, units = self._of(session_id, _GROUPS), self._of(session_id, _UNITS)
        with undamaged():
            return _totals(groups, units)

    def _of(self, session_id: int | None, sql: str) -> list[Row]:
        """Return the answer for one session, or for all of them."""
        of_session, session = _of_session(session_id)
        return self._work.all(sql.format(session=of_session), session)


def _totals(groups: list[Row], units: list[Row]) -> Totals:
    return Totals(
        cases=sum(group[-1] for group in groups),
        owed=sum(group[-1] for group in groups if STAGES[group[0]].is_taken_up),
        replied=sum(group[-1] for group in groups if group[9]),
        met=sum(group[-1] for group in groups if group[10]),
        by_stage=_counted((group[0], STAGES[group[0]].label, group[-1]) for group in groups),
        by_kind=_counted((group[1], KINDS[group[1]].label, group[-1]) for group in groups),
        by_origin=_counted((group[2], ORIGINS[group[2]].label, group[-1]) for group in groups),
        by_category=_counted((group[3] or b"\xff", group[4] or UNCATEGORISED, group[-1]) for group in groups),
        by_class=_counted((group[5], group[6], group[-1]) for group in groups if group[5]),
        by_verdict=_counted((group[7], group[8], group[-1]) for group in groups if group[7]),
        units=tuple(UnitCount(*unit) for unit in units),
    )


def _counted(parts: Iterator[tuple[Any, str, int]]) -> dict[str, int]:
    """Return label and number of each group, in the order of the groups' keys."""
    order: dict[str, Any] = {}
    numbers: Counter[str] = Counter()
    for key, label, number in parts:
        order[label] = min(order.get(label, key), key)
        numbers[label] += number
    return {label: numbers[label] for label in sorted(order, key=lambda each: (order[each], each))}
