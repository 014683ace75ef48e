"""Column filters and marks in SQL: every column a list can be narrowed by, in our own words only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from desktop.db.list_rows import KIND_CODES, ORIGIN_CODES, STAGE_CODES, WAITING_BITS
from desktop.domain.filters import DATES, LISTS, MEMBERS, ListColumn, Mark
from desktop.domain.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from desktop.domain.filters import ColumnFilter
    from desktop.domain.listing import Criteria

Condition = tuple[str, tuple[Any, ...]]
"""What a row must satisfy, and the values of its question marks."""

CODES: Mapping[ListColumn, Mapping[Any, int]] = {
    ListColumn.KIND: KIND_CODES,
    ListColumn.STAGE: STAGE_CODES,
    ListColumn.ORIGIN: ORIGIN_CODES,
}
_KEPT = {  # what stands for a column that is not kept under its own name
    ListColumn.SESSION: "(SELECT text FROM session WHERE session.id = session_id)",
    ListColumn.WAITING_FOR: "substr(next_step, 1, instr(next_step, '：') - 1)",
}
_FOLDED_KEYS = {  # folded already, in GB 18030 and cut off: these tell quickly which rows cannot fit
    ListColumn.TITLE: "title_key",
    ListColumn.SUBMITTER: "submitter_key",
    ListColumn.DELEGATION: "delegation_key",
    ListColumn.LEAD_UNIT: "lead_unit_key",
}
_MAY_FIT = "(length({key}) >= 128 OR instr({key}, ?))"
_MARKS = {
    Mark.SEVERAL_UNITS: "id IN (SELECT case_id FROM assignment WHERE position = 1)",
    Mark.CO_OPINION_MISSING: (
        "id IN (SELECT case_id FROM assignment WHERE is_co = 1 AND answered_on IS NULL)"
    ),
    Mark.CONSULTATION_MISSING: (
        "substr(consulted, 1, instr(consulted, '/') - 1) <> substr(consulted, instr(consulted, '/') + 1)"
    ),
    Mark.REPLIED: "is_replied = 1",
    **{mark: f"waiting & {bit} <> 0" for mark, bit in WAITING_BITS.items()},
}
_BROKEN = re.compile("[\ud800-\udfff]")
_UNRESOLVED = "a relative span was not brought to a day"


def column_sql(column: ListColumn) -> str:
    """Return what holds a column of the lists."""
    return _KEPT.get(column, column.value)


def value_sql(column: ListColumn) -> str:
    """Return what tells the rows of a column apart in a tick list, as the file keeps it."""
    kept = column_sql(column)
    return f"coalesce(substr({kept}, 1, 7), '')" if column in DATES else kept


def conditions(criteria: Criteria) -> Iterator[Condition]:
    """Yield what filters and marks of a list ask for; raise `ValueError` for a span no day was given for."""
    for mark in criteria.marks:
        yield _MARKS[mark], ()
    for each in criteria.filters:
        if each.span is not None:
            raise ValueError(_UNRESOLVED)
        if not each.is_idle:
            yield _whole(each)


def _whole(wanted: ColumnFilter) -> Condition:
    parts = tuple(_parts(wanted))
    sql = " AND ".join(f"({part})" for part, _ in parts)
    values = tuple(value for _, each in parts for value in each)
    return f"{'NOT ' if wanted.is_not else ''}({sql})", values


def _parts(wanted: ColumnFilter) -> Iterator[Condition]:
    column = wanted.column
    if wanted.values:
        yield _ticked(column, tuple(map(_writable, wanted.values)))
    if needle := fold(_writable(wanted.contains)):
        yield _containing(column, needle)
    if wanted.is_empty is not None:
        yield f"{_is_empty(column)} = {int(wanted.is_empty)}", ()
    if wanted.asks_for_days:
        first = wanted.first.isoformat() if wanted.first else ""
        last = wanted.last.isoformat() if wanted.last else "9999-12-31"
        yield f"{column.value} IS NOT NULL AND {column.value} BETWEEN ? AND ?", (first, last)


def _writable(text: str) -> str:
    """Return a text the file can be asked for; half a character, which no row can hold, becomes U+FFFD."""
    return _BROKEN.sub("\ufffd", text)


def _is_empty(column: ListColumn) -> str:
    """Return what is 1 where the column says nothing: no day, no words, not a key case."""
    if column in DATES:
        return f"({column.value} IS NULL)"
    if column is ListColumn.IS_KEY:
        return "(is_key = 0)"
    return f"({column_sql(column)} = '')"


def _ticked(column: ListColumn, values: tuple[str, ...]) -> Condition:
    if column in LISTS:
        one = f"instr('、' || {column.value} || '、', ?) > 0"
        named = [value for value in values if value]
        blank = [f"{column.value} = ''"] * ("" in values)
        return " OR ".join([*blank, *[one] * len(named)]), tuple(f"、{value}、" for value in named)
    places = ", ".join("?" * len(values))
    return f"{value_sql(column)} IN ({places})", tuple(_kept(column, value) for value in values)


def _kept(column: ListColumn, value: str) -> Any:
    """Return a value of a tick list as the file keeps it; what no row can hold becomes a blank."""
    if column in CODES:
        return next((code for member, code in CODES[column].items() if member.value == value), "")
    if column is ListColumn.IS_KEY:
        return {"": 0, "1": 1}.get(value, "")
    return value


def _containing(column: ListColumn, needle: str) -> Condition:
    if column in MEMBERS:
        fitting = [code for member, code in CODES[column].items() if needle in fold(member.label)]
        return f"{column.value} IN ({', '.join('?' * len(fitting))})", tuple(fitting)
    if column is ListColumn.IS_KEY:
        return f"CASE is_key WHEN 1 THEN {int(needle == '是')} ELSE {int(needle == '否')} END", ()
    whole = f"instr(folded(CAST(coalesce({column_sql(column)}, '') AS TEXT)), ?) > 0"
    if key := _FOLDED_KEYS.get(column):
        quick = _MAY_FIT.format(key=key)
        return f"{key} IS NOT NULL AND {quick} AND {whole}", (needle.encode("gb18030", "replace"), needle)
    return whole, (needle,)
