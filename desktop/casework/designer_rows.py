"""The rows of a report: cases, tasks or promises one by one, or units counted; groups, sums and numbers."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop.casework import designer_units
from desktop.casework.designer_facts import CASE_FACTS, SERIAL
from desktop.casework.designer_lines import PROMISE_FACTS, TASK_FACTS, UNIT
from desktop.casework.designer_read import lines_of, loads_of
from desktop.casework.office import OFFICE_NAME
from desktop.domain.dates import chinese_date
from desktop.domain.filters import BLANK
from desktop.domain.ledger import CellKind, Column, Ledger, RowKind
from desktop.domain.listing import SortField, SortKey
from desktop.domain.report import GroupStyle, Subject, filled

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.casework.designer_facts import Fact
    from desktop.casework.designer_units import UnitFact
    from desktop.casework.office import Office
    from desktop.domain.figures import PercentRules
    from desktop.domain.ledger import Cell, Row
    from desktop.domain.listing import Criteria
    from desktop.domain.progress import Progress
    from desktop.domain.report import Report, ReportColumn

_OF_CASE = (
    *("lead_unit", "category", "kind", "session", "delegation"),
    *("stage", "result_class", "verdict", "origin"),
)
GROUPINGS = {
    Subject.CASES: _OF_CASE,
    Subject.TASKS: (UNIT, "role", *_OF_CASE),
    Subject.PROMISES: (UNIT, "promise_state", *_OF_CASE),
    Subject.UNITS: ("system",),
}
_FACTS: dict[Subject, tuple[Any, ...]] = {
    Subject.CASES: CASE_FACTS,
    Subject.TASKS: TASK_FACTS,
    Subject.PROMISES: PROMISE_FACTS,
    Subject.UNITS: (SERIAL, *designer_units.UNIT_FACTS),
}
_SORTS = {field.value: field for field in SortField}
_MEASURES = {Subject.CASES: "件", Subject.TASKS: "件次", Subject.PROMISES: "项", Subject.UNITS: "个单位"}
_SUBTOTAL, _TOTAL = "小计", "合计"
_MOST_FROZEN = 5
_PEN = Column("pen", "")
"""The column of no fact: it is left to the pen."""


class _Item(NamedTuple):
    """One row before its cells are taken: what it is made of, and the group it belongs to."""

    source: Any
    group: str


@dataclass(frozen=True, slots=True)
class _Table:
    """How a report reads its cells and sums: the facts of its columns, and the rules rates are rounded by."""

    report: Report
    facts: tuple[Any, ...]
    rules: PercentRules
    office: Office

    @property
    def counts_units(self) -> bool:
        """Whether its rows are units counted."""
        return self.report.subject is Subject.UNITS

    def value(self, fact: Any, source: Any) -> Cell:
        """Return what one cell says; nothing where the column is left to the pen."""
        if fact is None or fact is SERIAL:
            return None
        value: Cell = fact.value(source, self.rules) if self.counts_units else fact.value(source)
        return value

    def cells(self, item: _Item, place: int) -> list[Cell]:
        """Return the cells of a row, which is the one at `place` (from 1) of the whole report."""
        return [place if fact is SERIAL else self.value(fact, item.source) for fact in self.facts]

    def sums(self, items: Sequence[_Item], rows: Sequence[Row]) -> list[Cell]:
        """Return the cells of a sum: rates are made of the counts, never added."""
        if self.counts_units:
            whole = designer_units.total([item.source for item in items])
            return [None if (said := self.value(fact, whole)) == "" else said for fact in self.facts]
        return [
            sum(cell for row in rows if isinstance(cell := row[place], int)) if fact and fact.adds else None
            for place, fact in enumerate(self.facts)
        ]


@dataclass(slots=True)
class _Body:
    """The rows of a report as they are put together, and their sum."""

    rows: list[Row] = field(default_factory=list)
    kinds: list[RowKind] = field(default_factory=list)
    totals: Row = ()

    def add(self, row: Row, kind: RowKind) -> None:
        """Append a row."""
        self.rows.append(row)
        self.kinds.append(kind)


def facts_of(subject: Subject) -> dict[str, Any]:
    """Return the facts a report of this subject can show, by key, in the order they are offered."""
    return {fact.key: fact for fact in _FACTS[subject]}


def compose(office: Office, report: Report, criteria: Criteria, progress: Progress) -> Ledger:
    """Return the ledger of a report that can be made, of exactly these cases."""
    known = facts_of(report.subject)
    facts = tuple(known.get(column.fact) for column in report.columns)
    table = _Table(report, facts, office.percent, office)
    items = _items(table, known.get(report.group_by), criteria, progress)
    columns = tuple(
        column_of(column, fact, f"c{place}")
        for place, (column, fact) in enumerate(zip(report.columns, facts, strict=True))
    )
    body = _body(table, columns, items)
    words = _words(office, report, criteria, len(items))
    return Ledger(
        title=filled(report.title, words),
        columns=_joined(report, columns),
        rows=body.rows,
        subtitle=filled(report.subtitle, words),
        totals=body.totals if report.totals else None,
        landscape=report.landscape,
        paper=report.paper,
        frozen_columns=_frozen(report),
        kinds=body.kinds,
        footer=filled(report.foot, words),
    )


def column_of(chosen: ReportColumn, fact: Fact | UnitFact | None, key: str) -> Column:
    """Return a column as a report wants it: its own words, width and place, those of the fact elsewhere."""
    usual = fact.column if fact else _PEN
    return Column(
        key,
        chosen.title or usual.title,
        usual.kind,
        chosen.width or usual.width,
        chosen.group,
        chosen.align or usual.align,
        usual.wrap or (usual.kind is CellKind.TEXT and 0 < chosen.width < usual.width),
        decimals=usual.decimals,
        told_as=usual.key,
    )


def _items(table: _Table, by: Any, criteria: Criteria, progress: Progress) -> list[_Item]:
    """Return the rows to be made, group by group where the report is grouped."""
    report, office = table.report, table.office
    sources: Iterable[Any]
    if table.counts_units:
        sources = loads_of(office, criteria, progress)
    else:
        needs = frozenset(name for fact in (*table.facts, by) if fact for name in fact.needs)
        sources = lines_of(office, report.subject, _ordered(report, criteria), needs, progress)
    if by is None:
        return [_Item(source, "") for source in sources]
    groups: dict[str, list[_Item]] = {}
    for source in sources:
        name = str(table.value(by, source) or BLANK)
        groups.setdefault(name, []).append(_Item(source, name))
    return [item for name in _in_order(office, report, groups) for item in groups[name]]


def _ordered(report: Report, criteria: Criteria) -> Criteria:
    """Return the list in the order of the groups first, so that they come as the office orders them."""
    group = _SORTS.get(report.group_by)
    return criteria.sorted_by(SortKey(group), *criteria.sorts) if group else criteria


def _in_order(office: Office, report: Report, names: Iterable[str]) -> list[str]:
    """Return the names of groups: units as the directory has them, everything else as it came."""
    if report.group_by != UNIT:
        return list(names)
    places = {unit.name: place for place, unit in enumerate(office.store.units.all())}
    return sorted(names, key=lambda name: places.get(name, len(places)))


def _body(table: _Table, columns: Sequence[Column], items: Sequence[_Item]) -> _Body:
    """Return the rows with the names of their groups and the sums below them."""
    report, body, place = table.report, _Body(), 0
    every: list[Row] = []
    for name, group in groupby(items, key=attrgetter("group")):
        members = list(group)
        rows = [tuple(table.cells(item, place + count)) for count, item in enumerate(members, 1)]
        place += len(members)
        every += rows
        if report.group_by:
            rows = _under_name(report, body, name, rows)
        body.rows += rows
        body.kinds += [RowKind.ITEM] * len(rows)
        if report.group_by and report.subtotals:
            label = _SUBTOTAL if report.group_style is GroupStyle.LINES else f"{name}{_SUBTOTAL}"
            sums = table.sums(members, rows)
            body.add(_labelled(columns, sums, (label, len(members), report)), RowKind.SUM)
    body.totals = _labelled(columns, table.sums(items, every), (_TOTAL, len(items), report))
    return body


def _under_name(report: Report, body: _Body, name: str, rows: list[Row]) -> list[Row]:
    """Name a group by a line above its rows, or in the joined cells of its column: 市教育局(12件)."""
    measure = "件" if report.subject is Subject.TASKS else _MEASURES[report.subject]
    count = f"{len(rows)}{measure}"
    if report.group_style is GroupStyle.LINES:
        body.add((f"{name}（{count}）", *[None] * (len(report.columns) - 1)), RowKind.GROUP)
        return rows
    at = _place_of(report, report.group_by)
    return [(*row[:at], f"{name}({count})", *row[at + 1 :]) for row in rows]


def _labelled(columns: Sequence[Column], cells: list[Cell], said: tuple[str, int, Report]) -> Row:
    """Return the cells of a sum with its word in the first column of words, and how many rows it is of."""
    label, number, report = said
    count = f"{number}{_MEASURES[report.subject]}"
    words = [place for place, column in enumerate(columns) if column.kind is CellKind.TEXT]
    if not words:
        return tuple(cells)
    widest = max(words, key=lambda place: columns[place].width)
    first = words[0]
    cells[first] = f"{label}（{count}）" if first == widest else label
    if first != widest:
        cells[widest] = count
    return tuple(cells)


def _joined(report: Report, columns: Sequence[Column]) -> tuple[Column, ...]:
    """Return the columns with the one of the groups joined, where the report wants that."""
    at = _place_of(report, report.group_by) if report.group_style is GroupStyle.JOINED else -1
    return tuple(
        replace(column, joined=True) if at == place else column for place, column in enumerate(columns)
    )


def _place_of(report: Report, key: str) -> int:
    return [column.fact for column in report.columns].index(key)


def _frozen(report: Report) -> int:
    """Return how many columns stay in sight: up to the number of the case or the unit, near the left edge."""
    keys = [column.fact for column in report.columns[:_MOST_FROZEN]]
    return max((keys.index(key) + 1 for key in ("item_no", UNIT) if key in keys), default=1)


def _words(office: Office, report: Report, criteria: Criteria, number: int) -> dict[str, str]:
    """Return what the placeholders of a report mean today."""
    session = office.store.sessions.get(criteria.session_id).text if criteria.session_id else ""
    return {
        "届次": session,
        "名称": report.name,
        "件数": f"{number}{_MEASURES[report.subject]}",
        "截至日期": chinese_date(office.today),
        "单位": office.setting(OFFICE_NAME),
        "制表人": office.officer,
        "校验码": office.history_mark,
    }
