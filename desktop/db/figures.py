"""The figures of a report in SQL: one reading of the case rows, whatever is asked; and the cases behind each.

The words that count are the words that list, so a number and the list it opens are always the same.
"""

from __future__ import annotations

from collections import Counter
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop.db.connection import undamaged
from desktop.db.figure_row import DISSATISFIED, FINAL, FIRST, ON, PARTLY, SATISFIED, Bit
from desktop.db.list_rows import KIND_CODES, KINDS, ORIGIN_CODES, ORIGINS, STAGE_CODES, STAGES
from desktop.domain.crossing import Counted, Dimension, Fact, Pick, Scope, Which
from desktop.domain.filters import TRUE, parted
from desktop.domain.proposal import Publicity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from desktop.db.transaction import UnitOfWork
    from desktop.domain.crossing import UnitPart

Sql = tuple[str, tuple[Any, ...]]
"""Our own words, and the values of their question marks."""

_TAKEN_UP = f"stage IN ({', '.join(str(code) for code, stage in STAGES.items() if stage.is_taken_up)})"
_SETTLED = f"stage IN ({', '.join(str(code) for code, stage in STAGES.items() if stage.is_settled)})"


def _bit(bit: Bit) -> str:
    return f"facts & {int(bit)} <> 0"


def _said(*marks: str) -> str:
    return " OR ".join(f"instr(verdicts, '|{mark}|')" for mark in marks)


_HOLDS: Mapping[Fact, str] = {  # what a case taken up must satisfy
    Fact.OWED: "1",
    Fact.ASSIGNED: "tasks > 0",
    Fact.SEVERAL: "tasks > 1",
    Fact.REPLIED: "is_replied",
    Fact.TIMELY: f"is_replied AND NOT {_bit(Bit.LATE)}",
    Fact.HANDED_OVER: f"is_replied AND {_bit(Bit.HANDED_OVER)}",
    Fact.MET: "meetings >= max(CAST(? AS INTEGER), 1)",
    Fact.MET_AT: "instr(met_stages, '|' || ? || '|')",
    Fact.MET_FULLY: _bit(Bit.MET_FULLY),
    Fact.FACED: _bit(Bit.FACED),
    Fact.JUDGED: f"instr(verdicts, '|{FINAL}:')",
    Fact.EXPRESSED: _said(*(f"{FINAL}:{kind}" for kind in (SATISFIED, PARTLY, DISSATISFIED))),
    Fact.SATISFIED: _said(f"{FINAL}:{SATISFIED}"),
    Fact.CONTENT: _said(f"{FINAL}:{SATISFIED}", f"{FINAL}:{PARTLY}"),
    Fact.DISSATISFIED: _said(f"{FINAL}:{DISSATISFIED}"),
    Fact.FIRST_JUDGED: f"instr(verdicts, '|{FIRST}:')",
    Fact.FIRST_SATISFIED: _said(f"{FIRST}:{SATISFIED}"),
    Fact.FIRST_CONTENT: _said(f"{FIRST}:{SATISFIED}", f"{FIRST}:{PARTLY}"),
    Fact.JUDGED_ON: f"instr(verdicts, '|{ON}' || ? || ':')",
    **{
        fact: f"instr(verdicts, '|{ON}' || ? || ':{kind}|')"
        for fact, kind in (
            (Fact.SATISFIED_ON, SATISFIED),
            (Fact.PARTLY_ON, PARTLY),
            (Fact.DISSATISFIED_ON, DISSATISFIED),
        )
    },
    Fact.REHANDLED: "round > 1",
    Fact.CLASSED: "class_rank > 0 OR result_class <> ''",
    Fact.SOLVED: _bit(Bit.SOLVED),
    Fact.FIRST_CLASS: "class_rank = 1",
    Fact.TWO_CLASSES: "class_rank IN (1, 2)",
    Fact.IMPLEMENTED: f"is_replied AND {_bit(Bit.IMPLEMENTED)}",
    Fact.CLOSED: _SETTLED,
    Fact.PUBLISHED: f"is_replied AND publicity = '{Publicity.PUBLIC.label}'",
}
_ARGUED = frozenset(
    {Fact.MET, Fact.MET_AT, Fact.JUDGED_ON, Fact.SATISFIED_ON, Fact.PARTLY_ON, Fact.DISSATISFIED_ON}
)

_RAW: Mapping[Dimension, str] = {  # what the row keeps; what a person reads of it is told by `_VALUES`
    Dimension.KIND: "kind",
    Dimension.SESSION: "session_id",
    Dimension.LEVEL: "session_id",
    Dimension.ORIGIN: "origin",
    Dimension.CATEGORY: "category",
    Dimension.RESULT_CLASS: "result_class",
    Dimension.PLAN_CLASS: "plan_class",
    Dimension.IMPLEMENTATION: "implementation",
    Dimension.LEAD_UNIT: "lead_unit_id",
    Dimension.UNIT: "coalesce(unit_id, 0)",
    Dimension.SYSTEM: "lead_unit_id",
    Dimension.LEADER: "leader",
    Dimension.ASSIGNED_MONTH: "coalesce(substr(cases.assigned_on, 1, 7), '')",
    Dimension.REPLIED_MONTH: "coalesce(substr(replied_on, 1, 7), '')",
    Dimension.SECTOR: "delegation",
    Dimension.KEY: "is_key",
    Dimension.THEME: "themes",
    Dimension.STAGE: "stage",
    Dimension.VERDICT: "verdict",
    Dimension.PUBLICITY: "publicity",
}
_CODES: Mapping[Dimension, Mapping[Any, int]] = {
    Dimension.KIND: KIND_CODES,
    Dimension.ORIGIN: ORIGIN_CODES,
    Dimension.STAGE: STAGE_CODES,
}
_MEMBERS: Mapping[Dimension, Mapping[int, Any]] = {
    Dimension.KIND: KINDS,
    Dimension.ORIGIN: ORIGINS,
    Dimension.STAGE: STAGES,
}
_IDS = frozenset({Dimension.SESSION, Dimension.LEAD_UNIT, Dimension.UNIT})
_OF_PICK: Mapping[Dimension, str] = {
    Dimension.THEME: "instr('、' || themes || '、', '、' || ? || '、')",
    Dimension.UNIT: "id IN (SELECT case_id FROM assignment WHERE unit_id = ?)",
    Dimension.SYSTEM: "lead_unit_id IN (SELECT unit.id FROM unit WHERE system = ?)",
    Dimension.LEVEL: "session_id IN (SELECT session.id FROM session WHERE level = ?)",
}
_BLANK_PICK: Mapping[Dimension, str] = {
    Dimension.THEME: "themes = ''",
    Dimension.UNIT: "tasks = 0",
    Dimension.SYSTEM: "lead_unit_id NOT IN (SELECT unit.id FROM unit)",
}
_CASES = "cases NOT INDEXED"
_CASES_BY_UNIT = "cases NOT INDEXED LEFT JOIN assignment ON case_id = id"
_SYSTEMS = "SELECT id, system FROM unit"
_LEVELS = "SELECT id, level FROM session"
_UNITS = (
    "SELECT unit_id, sum(NOT is_co), sum(is_co), sum(NOT is_co AND answered_on IS NOT NULL),"
    " sum(is_co AND answered_on IS NOT NULL)"
    " FROM cases NOT INDEXED CROSS JOIN assignment ON case_id = id WHERE {where} AND state > 0 GROUP BY unit_id"
)


class UnitTasks(NamedTuple):
    """The tasks of one unit in a scope: as lead and as co-handler, and how many of each were done."""

    unit_id: int
    lead: int
    co: int
    lead_replied: int
    co_replied: int


def condition(asked: Counted) -> Sql:
    """Return what a case behind a number satisfies."""
    parts = [_scope(asked.scope), *map(_place, asked.picks), _behind(asked.which), *_part(asked.part)]
    values = tuple(value for _, each in parts for value in each)
    return " AND ".join(f"({sql})" for sql, _ in parts), values


def _part(part: UnitPart | None) -> Iterator[Sql]:
    if part is not None:
        asked = ["unit_id = ?", "state > 0"]  # 0: nobody handles the case
        if part.is_co is not None:
            asked.append(f"is_co = {int(part.is_co)}")
        if part.is_done is not None:
            asked.append(f"answered_on IS {'NOT ' * part.is_done}NULL")
        yield f"id IN (SELECT case_id FROM assignment WHERE {' AND '.join(asked)})", (part.unit_id,)


def _scope(scope: Scope) -> Sql:
    parts: list[Sql] = [("is_deleted = 0", ())]
    for name, wanted in (
        ("session_id", scope.sessions),
        ("kind", tuple(KIND_CODES[kind] for kind in scope.kinds)),
        ("origin", (ORIGIN_CODES[scope.origin],) if scope.origin else ()),
    ):
        if wanted:
            parts.append((f"{name} IN ({_places(wanted)})", wanted))
    if scope.systems:
        units = f"SELECT unit.id FROM unit WHERE system IN ({_places(scope.systems)})"
        parts.append((f"lead_unit_id IN ({units})", scope.systems))
    if scope.key_only:
        parts.append(("is_key", ()))
    if scope.is_carried:
        parts.append((_bit(Bit.CARRIED), ()))
    return " AND ".join(sql for sql, _ in parts), tuple(value for _, values in parts for value in values)


def _places(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _place(pick: Pick) -> Sql:
    dimension, value = pick.dimension, pick.value
    if not value and dimension in _BLANK_PICK:
        return _BLANK_PICK[dimension], ()
    sql = _OF_PICK.get(dimension, f"{_RAW[dimension]} = ?")
    return sql, (_kept(dimension, value),)


def _kept(dimension: Dimension, value: str) -> Any:
    """Return a value as the row keeps it; one that no row can hold becomes a number no row has."""
    if dimension in _CODES:
        return next((code for member, code in _CODES[dimension].items() if member.value == value), -1)
    if dimension is Dimension.KEY:
        return int(value == TRUE)
    return int(value or 0) if dimension in _IDS else value


def _weight(which: Which) -> Sql:
    """Return how often a case counts: 0 or 1, or as many tasks or promises as it has."""
    fact = which.fact
    if fact is Fact.ALL:
        return "1", ()
    if fact not in _HOLDS:  # numbers of tasks and promises are kept under their own names
        return f"iif({_TAKEN_UP}, {fact.value}, 0)", ()
    values = (which.argument,) if fact in _ARGUED else ()
    return f"({_TAKEN_UP} AND ({_HOLDS[fact]}))", values


def _behind(which: Which) -> Sql:
    sql, values = _weight(which)
    return f"{sql} > 0" if which.fact not in _HOLDS else sql, values


class Figures:
    """What a report asks of all cases; every answer is one reading of their rows."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def sums(
        self, scope: Scope, facts: Sequence[Which], by: Dimension | None = None
    ) -> dict[str, tuple[int, ...]]:
        """Return how many of each fact a scope holds, divided by one single dimension (else under "").

        A value nothing of the scope lies in is left out.
        """
        key = _RAW[by] if by else "''"
        weights = [_weight(which) for which in facts]
        columns = "".join(f", sum({sql})" for sql, _ in weights)
        where, asked = _scope(scope)
        values = (*(value for _, each in weights for value in each), *asked)
        found = self._work.all(f"SELECT {key}{columns} FROM {_CASES} WHERE {where} GROUP BY 1", values)
        value_of = self._reader(by) if by else lambda _raw: ("",)
        sums: dict[str, tuple[int, ...]] = {}
        for raw, *numbers in found:
            for value in value_of(raw):
                before = sums.get(value, (0,) * len(numbers))
                sums[value] = tuple(map(sum, zip(before, numbers, strict=True)))
        return sums

    def cross(
        self, scope: Scope, dimensions: Sequence[Dimension], which: Which = Which()  # noqa: B008
    ) -> Counter[tuple[str, ...]]:
        """Return how many cases of a fact lie in each combination of values; "" is a value not filled in.

        A case counts once in each of its values of a multiple dimension.
        """
        source = _CASES_BY_UNIT if Dimension.UNIT in dimensions else _CASES
        keys = ", ".join(_RAW[each] for each in dimensions)
        (where, asked), (holds, argued) = _scope(scope), _behind(which)
        found = self._work.all(
            f"SELECT {keys}, count(*) FROM {source} WHERE {where} AND {holds} GROUP BY {keys}",
            (*asked, *argued),
        )
        readers = [self._reader(each) for each in dimensions]
        counts: Counter[tuple[str, ...]] = Counter()
        for *raws, number in found:
            told = (read(raw) for read, raw in zip(readers, raws, strict=True))
            for place in product(*told):
                counts[place] += number
        return counts

    def units(self, scope: Scope) -> tuple[UnitTasks, ...]:
        """Return the tasks of every unit that has one in a scope, the most tasks first."""
        where, asked = _scope(scope)
        found = [UnitTasks._make(row) for row in self._work.all(_UNITS.format(where=where), asked)]
        return tuple(sorted(found, key=lambda each: (-each.lead - each.co, each.unit_id)))

    def _reader(self, dimension: Dimension) -> Callable[[Any], Iterable[str]]:
        """Return what tells the values of a case from what its row keeps."""
        if dimension in _MEMBERS:
            members = _MEMBERS[dimension]
            return lambda raw: (_value(members, raw),)
        if dimension in _IDS:
            return lambda raw: (str(raw) if raw else "",)
        if dimension is Dimension.KEY:
            return lambda raw: (TRUE if raw else "",)
        if dimension is Dimension.THEME:
            return parted
        if dimension in {Dimension.SYSTEM, Dimension.LEVEL}:
            known = dict(self._work.all(_SYSTEMS if dimension is Dimension.SYSTEM else _LEVELS))
            return lambda raw: (known.get(raw, ""),)
        return lambda raw: (raw,)


def _value(members: Mapping[int, Any], raw: int) -> str:
    with undamaged():
        return str(members[raw].value)

