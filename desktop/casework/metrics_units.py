"""Unit statistics under the two-row heading offices know: 办理, 办复, and how the submitters judged the work.

A unit is judged for the cases it leads; what it co-handles counts in 办理 and 办复 only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from desktop.casework import crossings
from desktop.casework.metrics import cell_of
from desktop.casework.panels import Cell
from desktop.domain.crossing import Counted, Dimension, Fact, Pick, Scope, UnitPart, Which
from desktop.domain.dates import chinese_date
from desktop.domain.figures import Rate
from desktop.domain.ledger import Align, CellKind, Column, Ledger
from desktop.domain.listing import Criteria

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from desktop.casework.office import Office
    from desktop.db.figures import UnitTasks
    from desktop.domain.figures import PercentRules

    Verdicts = Mapping[str, Sequence[int]]

_ROLES = ("主办", "协办", "总数")
_HANDLED, _ANSWERED = "办理", "办复"
_LEVELS = (
    (Fact.SATISFIED_ON, "满意"),
    (Fact.PARTLY_ON, "基本满意"),
    (Fact.DISSATISFIED_ON, "不满意"),
    (Fact.SILENT_ON, "未表态"),
)
_PARTS = (  # as lead or co-handler, done or not; in the order of the columns
    (False, None),
    (True, None),
    (None, None),
    (False, True),
    (True, True),
    (None, True),
)
_ALL, _DONE = 2, 5  # where the sums of 办理 and 办复 stand among the numbers


class UnitLine(NamedTuple):
    """One unit: its numbers in the order of the columns, each with its cases, and its rate of answers."""

    unit_id: int
    name: str
    cells: tuple[Cell, ...]
    rate: str

    @property
    def shown(self) -> tuple[str | int, ...]:
        """The line as a table prints it: the rate stands behind the six numbers of tasks."""
        numbers = [cell.number for cell in self.cells]
        return (self.name, *numbers[: _DONE + 1], self.rate, *numbers[_DONE + 1 :])


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """The statistics by unit: the unit with the most tasks first, and the sums of the columns.

    `leading` is how many of them lead at least one case: 主办单位n个 (S2-01).
    """

    lines: tuple[UnitLine, ...]
    sums: tuple[Cell, ...]
    total_rate: str
    aspects: tuple[str, ...]
    about: str
    leading: int

    @property
    def totals(self) -> tuple[int, ...]:
        """The sums of the columns: parts of units (件次), so several may lie in one case."""
        return tuple(cell.number for cell in self.sums)


def units(office: Office, scope: Scope) -> UnitFigures:
    """Return the statistics by unit of a scope; what units co-handle counts with each of them (件次)."""
    dimensions = office.default_scheme.satisfaction.dimensions
    facts = [Which(fact, each.key) for each in dimensions for fact, _ in _LEVELS]
    verdicts = office.store.figures.sums(scope, facts, Dimension.LEAD_UNIT) if facts else {}
    names = {each.id: each.name for each in office.store.units.all()}
    rules = office.default_scheme.percent
    tasks = office.store.figures.units(scope)
    lines = []
    for each in tasks:
        cells = tuple(_cells(scope, each, facts, verdicts))
        lines.append(UnitLine(each.unit_id, names[each.unit_id], cells, _rate(each, rules)))
    columns = zip(*([cell.number for cell in line.cells] for line in lines), strict=True)
    totals = tuple(sum(numbers) for numbers in columns) or (0,) * (len(_PARTS) + len(facts))
    judged = (cell_of(scope, which, number) for which, number in zip(facts, totals[_DONE + 1 :], strict=True))
    return UnitFigures(
        tuple(lines),
        (*_tasks(scope, None, totals[: _DONE + 1]), *judged),
        Rate(totals[_DONE], totals[_ALL]).percent(rules),
        tuple(each.label for each in dimensions),
        crossings.describe(office, scope),
        sum(each.lead > 0 for each in tasks),
    )


def _rate(tasks: UnitTasks, rules: PercentRules) -> str:
    return Rate(tasks.lead_replied + tasks.co_replied, tasks.lead + tasks.co).percent(rules)


def _cells(scope: Scope, tasks: UnitTasks, facts: Sequence[Which], verdicts: Verdicts) -> Iterable[Cell]:
    done = (tasks.lead_replied, tasks.co_replied, tasks.lead_replied + tasks.co_replied)
    yield from _tasks(scope, tasks.unit_id, (tasks.lead, tasks.co, tasks.lead + tasks.co, *done))
    judged = verdicts.get(str(tasks.unit_id), (0,) * len(facts))
    picked = (Pick(Dimension.LEAD_UNIT, str(tasks.unit_id)),)
    for which, number in zip(facts, judged, strict=True):
        counted = Counted(scope, picked, which, f"单位主办件评价 {dict(_LEVELS)[which.fact]}")
        yield Cell(number, Criteria(counted=counted))


def _tasks(scope: Scope, unit_id: int | None, numbers: Sequence[int]) -> Iterable[Cell]:
    """Return the six numbers of tasks of a unit, or of all, each with the cases they lie in."""
    for number, (is_co, is_done) in zip(numbers, _PARTS, strict=True):
        part = UnitPart(unit_id, is_co, is_done)
        words = f"{'' if is_co is None else '协办' if is_co else '主办'}{_ANSWERED if is_done else _HANDLED}"
        yield Cell(number, Criteria(counted=Counted(scope, words=f"单位{words}", part=part)))


def columns(found: UnitFigures) -> tuple[Column, ...]:
    """Return the columns of the table: one group for 办理, one for 办复, one for each thing judged."""
    number = CellKind.NUMBER
    return (
        Column("unit", "单位", width=26, align=Align.LEFT, wrap=True),
        *(Column(f"h{n}", each, number, width=6.5, group=_HANDLED) for n, each in enumerate(_ROLES)),
        *(Column(f"a{n}", each, number, width=6.5, group=_ANSWERED) for n, each in enumerate(_ROLES)),
        Column("rate", "办复率", width=9, group=_ANSWERED),
        *(
            Column(f"v{place}{fact.value}", level, number, width=5 + len(level), group=aspect)
            for place, aspect in enumerate(found.aspects)
            for fact, level in _LEVELS
        ),
    )


def ledger(office: Office, found: UnitFigures, as_of: str = "") -> Ledger:
    """Return the statistics as a table with the line 合计."""
    told = (
        found.about,
        f"截至{as_of or chinese_date(office.today)}",
        f"承办单位{len(found.lines)}个，其中主办{found.leading}个",
        "一件有几个承办单位的，各单位分别计数（件次）；评价按主办件计",
    )
    numbers = found.totals
    return Ledger(
        "承办单位办理情况统计表",
        columns(found),
        [line.shown for line in found.lines],
        subtitle="；".join(told),
        totals=("合计", *numbers[: _DONE + 1], found.total_rate, *numbers[_DONE + 1 :]),
        frozen_columns=1,
    )
