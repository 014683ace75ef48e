"""The figures of a report in SQL: one reading of the case rows, whatever is asked; and the cases behind each.

The words that count are the words that list, so a number and the list it opens are always the same.
"""

from __future__ import annotations

from collections import Counter
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop.db.connection import undamaged
from desktop.db.figure_row import BITS, DISSATISFIED, PARTLY, SATISFIED
from desktop.db.list_rows import KIND_CODES, KINDS, ORIGIN_CODES, ORIGINS, STAGE_CODES, STAGES
from desktop.domain.crossing import Counted, Counting, Dimension, Fact, Scope, Which
from desktop.domain.filters import TRUE, parted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from desktop.db.transaction import UnitOfWork
    from desktop.domain.crossing import Pick, UnitPart

Sql = tuple[str, tuple[Any, ...]]
"""Our own words, and the values of their question marks."""

_MARKS: Mapping[Fact, tuple[str, str]] = {  # which column bears which mark, the argument put in
    Fact.MET_AT: ("met_stages", "|{}|"),
    Fact.JUDGED_ON: ("verdicts", "|{}:"),
    Fact.SATISFIED_ON: ("verdicts", f"|{{}}:{SATISFIED}|"),
    Fact.PARTLY_ON: ("verdicts", f"|{{}}:{PARTLY}|"),
    Fact.DISSATISFIED_ON: ("verdicts", f"|{{}}:{DISSATISFIED}|"),
}
_JUDGED_SO = (Fact.SATISFIED_ON, Fact.PARTLY_ON, Fact.DISSATISFIED_ON)
_REPLIED = 1 << BITS[Fact.REPLIED]
_NUMBERS = tuple(fact for fact in Fact if fact.counting is not Counting.CASES)  # each in a column of its name
_ANY = Which()
_OWED = 1 << BITS[Fact.OWED]

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
    Dimension.UNIT: "units",
    Dimension.SYSTEM: "lead_unit_id",
    Dimension.LEADER: "leader",
    Dimension.ASSIGNED_MONTH: "coalesce(substr(assigned_on, 1, 7), '')",
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
_IDS = frozenset({Dimension.SESSION, Dimension.LEAD_UNIT})
_OF_PICK: Mapping[Dimension, str] = {
    Dimension.THEME: "instr('、' || themes || '、', '、' || ? || '、')",
    Dimension.UNIT: "instr(units, '|' || ? || '|')",
    Dimension.SYSTEM: "lead_unit_id IN (SELECT unit.id FROM unit WHERE system = ?)",
    Dimension.LEVEL: "session_id IN (SELECT session.id FROM session WHERE level = ?)",
}
_BLANK_PICK: Mapping[Dimension, str] = {
    Dimension.THEME: "themes = ''",
    Dimension.UNIT: "units = ''",
    Dimension.SYSTEM: "lead_unit_id NOT IN (SELECT unit.id FROM unit)",
}
_SUMS = (
    "SELECT {by}, facts, {meetings}, {met_stages}, {verdicts}, count(*), {numbers}"
    " FROM cases INDEXED BY cases_figured WHERE {where} GROUP BY 1, 2, 3, 4, 5"
)
_CROSS = "SELECT {keys}, count(*) FROM cases {reading} WHERE {where} AND {holds} GROUP BY {keys}"
_GROUPED = frozenset(
    {Dimension.SESSION, Dimension.STAGE, Dimension.KIND, Dimension.ORIGIN, Dimension.CATEGORY}
    | {Dimension.RESULT_CLASS, Dimension.PLAN_CLASS, Dimension.IMPLEMENTATION, Dimension.VERDICT}
    | {Dimension.LEAD_UNIT, Dimension.KEY, Dimension.LEVEL, Dimension.SYSTEM}
)
"""What one index holds beside each other: any of these are counted without a look at the rows."""
_SYSTEMS = "SELECT id, system FROM unit"
_LEVELS = "SELECT id, level FROM session"
_TAKING_PART = (
    "SELECT count(*), total(leads) FROM (SELECT"
    " EXISTS (SELECT 1 FROM assignment JOIN cases ON cases.id = case_id"
    " WHERE unit_id = unit.id AND NOT is_co AND state > 0 AND {where}) AS leads,"
    " EXISTS (SELECT 1 FROM assignment JOIN cases ON cases.id = case_id"
    " WHERE unit_id = unit.id AND state > 0 AND {where}) AS joins FROM unit) WHERE joins"
)
_UNITS = (
    "SELECT unit_id, sum(NOT is_co), sum(is_co), sum(NOT is_co AND answered_on IS NOT NULL),"
    " sum(is_co AND answered_on IS NOT NULL)"
    " FROM cases NOT INDEXED CROSS JOIN assignment ON case_id = id"
    " WHERE {where} AND state > 0 GROUP BY unit_id"
)


_READERS: Mapping[Dimension, Callable[[Any], Iterable[str]]] = {
    Dimension.SESSION: lambda raw: (str(raw),),
    Dimension.LEAD_UNIT: lambda raw: (str(raw or ""),),
    Dimension.KEY: lambda raw: (TRUE if raw else "",),
    Dimension.THEME: parted,
    Dimension.UNIT: lambda raw: raw.strip("|").split("|"),
}


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
        asked = ["state > 0"]  # 0: nobody handles the case
        if part.unit_id is not None:
            asked.append("unit_id = ?")
        if part.is_co is not None:
            asked.append(f"is_co = {int(part.is_co)}")
        if part.is_done is not None:
            asked.append(f"answered_on IS {'NOT ' * part.is_done}NULL")
        values = () if part.unit_id is None else (part.unit_id,)
        yield f"id IN (SELECT case_id FROM assignment WHERE {' AND '.join(asked)})", values


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
        parts.append((f"facts & {1 << BITS[Fact.CARRIED]}", ()))
    if scope.replied_only:
        parts.append((f"facts & {_REPLIED}", ()))
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


def _behind(which: Which) -> Sql:
    """Return what a case satisfies that a fact counts at least once; `_Alike` counts by the same marks."""
    fact, owed = which.fact, f"facts & {_OWED}"
    if fact in BITS:
        return f"facts & {1 << BITS[fact]}", ()
    if fact is Fact.MET:
        return f"{owed} AND meetings >= ?", (_least(which),)
    if fact in _MARKS:
        column, mark = _MARKS[fact]
        return f"{owed} AND instr({column}, ?)", (mark.format(which.argument),)
    if fact is Fact.SILENT_ON:
        marks = [_MARKS[each][1].format(which.argument) for each in _JUDGED_SO]
        return f"facts & {_REPLIED}{' AND NOT instr(verdicts, ?)' * len(marks)}", tuple(marks)
    return f"{owed} AND {fact.value} > 0", ()


def _least(which: Which) -> int:
    """Return how many meetings a case must have had; one where nothing else is said."""
    return int(which.argument or 1)


class _Alike(NamedTuple):
    """Cases alike in everything a fact asks: their marks, how many they are, their numbers summed."""

    facts: int
    meetings: int
    met_stages: str
    verdicts: str
    cases: int
    numbers: tuple[int, ...]

    def counted(self, which: Which) -> int:
        """Return how many of a fact they hold."""
        if which.fact in _NUMBERS:
            return self.numbers[_NUMBERS.index(which.fact)] if self.facts & _OWED else 0
        return self.cases if self._holds(which) else 0

    def _holds(self, which: Which) -> bool:
        fact = which.fact
        if fact in BITS:
            return bool(self.facts >> BITS[fact] & 1)
        if fact is Fact.MET:
            return bool(self.facts & _OWED) and self.meetings >= _least(which)
        if fact is Fact.SILENT_ON:
            said = (self._holds(Which(each, which.argument)) for each in _JUDGED_SO)
            return bool(self.facts & _REPLIED) and not any(said)
        column, mark = _MARKS[fact]
        return bool(self.facts & _OWED) and mark.format(which.argument) in str(getattr(self, column))


def _asked(facts: Sequence[Which]) -> dict[str, str]:
    """Return the columns of `_SUMS` that these facts are told by; what none of them asks for is not read."""
    wanted = {each.fact for each in facts}
    marked = {_MARKS[fact][0] for fact in wanted if fact in _MARKS}
    if Fact.SILENT_ON in wanted:
        marked.add("verdicts")
    numbers = ", ".join(f"sum({fact.value})" if fact in wanted else "0" for fact in _NUMBERS)
    return {
        "meetings": "meetings" if Fact.MET in wanted else "0",
        **{column: column if column in marked else "''" for column in ("met_stages", "verdicts")},
        "numbers": numbers,
    }


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
        where, asked = _scope(scope)
        sql = _SUMS.format(by=_RAW[by] if by else "''", where=where, **_asked(facts))
        value_of: Callable[[Any], Iterable[str]] = self._reader(by) if by else lambda _raw: ("",)
        sums: dict[str, list[int]] = {}
        for raw, *found in self._work.all(sql, asked):
            alike = _Alike._make((*found[:5], tuple(found[5:])))
            counted = [alike.counted(which) for which in facts]
            for value in value_of(raw):
                before = sums.get(value, [0] * len(facts))
                sums[value] = [old + new for old, new in zip(before, counted, strict=True)]
        return {value: tuple(numbers) for value, numbers in sums.items()}

    def cross(
        self, scope: Scope, dimensions: Sequence[Dimension], which: Which = _ANY
    ) -> Counter[tuple[str, ...]]:
        """Return how many cases of a fact lie in each combination of values; "" is a value not filled in.

        A case counts once in each of its values of a multiple dimension.
        """
        keys = ", ".join(_RAW[each] for each in dimensions)
        (where, asked), (holds, argued) = _scope(scope), _behind(which)
        is_in_index = which.fact in BITS and _GROUPED.issuperset(dimensions)
        reading = "INDEXED BY cases_grouped" if is_in_index else "NOT INDEXED"
        sql = _CROSS.format(keys=keys, where=where, holds=holds, reading=reading)
        found = self._work.all(sql, (*asked, *argued))
        values = [
            {raw: tuple(read(raw)) for raw in set(column)}
            for read, column in zip(map(self._reader, dimensions), zip(*found, strict=True), strict=False)
        ]
        counts: Counter[tuple[str, ...]] = Counter()
        for *raws, number in found:
            for place in product(*(told[raw] for told, raw in zip(values, raws, strict=True))):
                counts[place] += number
        return counts

    def taking_part(self, scope: Scope) -> tuple[int, int]:
        """Return how many units have a task in a scope, and how many lead there."""
        where, asked = _scope(scope)
        joining, leading = self._work.one(_TAKING_PART.format(where=where), (*asked, *asked))
        return int(joining), int(leading)

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
        if dimension in _READERS:
            return _READERS[dimension]
        if dimension in {Dimension.SYSTEM, Dimension.LEVEL}:
            known = dict(self._work.all(_SYSTEMS if dimension is Dimension.SYSTEM else _LEVELS))
            return lambda raw: (known.get(raw, ""),)
        return _alone


def _alone(raw: str) -> tuple[str, ...]:
    return (raw,)


def _value(members: Mapping[int, Any], raw: int) -> str:
    with undamaged():
        return str(members[raw].value)

