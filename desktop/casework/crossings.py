"""Crossings: cases divided by one thing or by two, in office order, each number with the cases behind it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from desktop.casework.panels import Cell
from desktop.db.list_rows import KIND_CODES
from desktop.domain.crossing import UNFILLED, Counted, Dimension, Fact, Pick, Scope, Which
from desktop.domain.dates import chinese_date
from desktop.domain.errors import OfficeError
from desktop.domain.filters import TRUE
from desktop.domain.kinds import Kind, Origin
from desktop.domain.ledger import Align, CellKind, Column, Ledger
from desktop.domain.listing import Criteria
from desktop.domain.session import Level
from desktop.domain.stage import Stage
from desktop.domain.unit import System

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from desktop.casework.office import Office
    from desktop.domain.labels import Labelled
    from desktop.domain.scheme import ResultClass, Scheme

DIMENSIONS = tuple(Dimension)
_MEMBERS: dict[Dimension, type[Labelled]] = {
    Dimension.KIND: Kind,
    Dimension.ORIGIN: Origin,
    Dimension.STAGE: Stage,
    Dimension.LEVEL: Level,
    Dimension.SYSTEM: System,
}
_MONTHS = frozenset({Dimension.ASSIGNED_MONTH, Dimension.REPLIED_MONTH})
_CLASSES = frozenset({Dimension.RESULT_CLASS, Dimension.PLAN_CLASS})
_KEY_WORDS = {TRUE: "重点件", "": "非重点件"}


class Place(NamedTuple):
    """A value of a dimension as it is kept, and how a person reads it."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Crossing:
    """Cases by two dimensions; every row and every column adds up, blanks are a line of their own.

    `note` says that 件次 are counted where a case lies in several values; `cases` are the cases themselves.
    """

    scope: Scope
    down: Dimension
    across: Dimension
    rows: tuple[Place, ...]
    columns: tuple[Place, ...]
    numbers: Counter[tuple[str, str]]
    cases: Cell
    about: str
    note: str = ""

    @property
    def title(self) -> str:
        """What is crossed: 办理结果类别 × 落实情况."""
        return f"{self.down.label} × {self.across.label}"

    @property
    def total(self) -> int:
        """The sum of all cells."""
        return sum(self.numbers.values())

    def cell(self, row: Place | None, column: Place | None) -> Cell:
        """Return a number with the cases behind it; None asks for the sum of a row or a column."""
        number = sum(
            each
            for (one, other), each in self.numbers.items()
            if (row is None or one == row.value) and (column is None or other == column.value)
        )
        asked = ((self.down, row), (self.across, column))
        picked = [(dimension, place) for dimension, place in asked if place is not None]
        return behind(self.scope, number, picked)


def behind(
    scope: Scope, number: int, places: Sequence[tuple[Dimension, Place]] = (), fact: Fact = Fact.ALL
) -> Cell:
    """Return a number with the list of the cases of a scope that lie at these places."""
    picks = tuple(Pick(dimension, place.value) for dimension, place in places)
    words = " × ".join(f"{dimension.label} {place.label}" for dimension, place in places)
    return Cell(number, Criteria(counted=Counted(scope, picks, Which(fact), words or fact.label)))


def cross(
    office: Office, scope: Scope, down: Dimension, across: Dimension, *, zeros: bool = False
) -> Crossing:
    """Return the cases of a scope by two dimensions; `zeros` keeps what the scheme knows and no case has.

    Raises `OfficeError` when both are the same.
    """
    if down is across:
        raise OfficeError(f"两个维度都是“{down.label}”，没有统计；请选两个不同的维度。")
    found = office.store.figures.cross(scope, (down, across))
    numbers = Counter({(one, other): number for (one, other), number in found.items()})
    alone = office.store.figures.cross(scope, (Dimension.KIND,))
    return Crossing(
        scope,
        down,
        across,
        places(office, down, _sums(numbers, 0), zeros=zeros),
        places(office, across, _sums(numbers, 1), zeros=zeros),
        numbers,
        behind(scope, sum(alone.values())),
        describe(office, scope),
        _note((down, across), sum(numbers.values()), sum(alone.values())),
    )


def _sums(numbers: Mapping[tuple[str, str], int], place: int) -> Counter[str]:
    sums: Counter[str] = Counter()
    for key, number in numbers.items():
        sums[key[place]] += number
    return sums


def _note(dimensions: Iterable[Dimension], parts: int, cases: int) -> str:
    several = [each.label for each in dimensions if each.is_multiple]
    if not several:
        return ""
    return f"一件可属几个{'、'.join(several)}，本表按件次计，共{parts}件次，涉及{cases}件"


def places(
    office: Office, dimension: Dimension, counts: Mapping[str, int], *, zeros: bool = False
) -> tuple[Place, ...]:
    """Return the values of a dimension in office order with its words; what is not filled in is last."""
    known, labels = _known(office, dimension), _labels(office, dimension)
    found = [value for value in counts if value]
    rank = {value: place for place, value in enumerate(known)}
    if known or dimension in _MONTHS:
        found.sort(key=lambda value: (rank.get(value, len(rank)), value))
    else:
        found.sort(key=lambda value: (-counts[value], labels.get(value, value)))
    if zeros:
        found = [*known, *(value for value in found if value not in rank)]
    blank = [""] if counts.get("") else []
    return tuple(Place(value, _label(dimension, value, labels)) for value in (*found, *blank))


def _label(dimension: Dimension, value: str, labels: Mapping[str, str]) -> str:
    if dimension is Dimension.KEY:
        return _KEY_WORDS[value]
    if dimension in _MONTHS and value:
        year, month = value.split("-")
        return f"{year}年{int(month)}月"
    return labels.get(value, value) or UNFILLED


def _known(office: Office, dimension: Dimension) -> list[str]:
    """Return the values the office counts in an order of its own; none: the most frequent first."""
    if dimension in _MEMBERS:
        return [member.value for member in _MEMBERS[dimension]]
    if dimension is Dimension.SESSION:
        return [str(each.id) for each in reversed(office.store.sessions.all())]
    return _of_scheme(office.default_scheme, dimension)


def _of_scheme(scheme: Scheme, dimension: Dimension) -> list[str]:
    if dimension in _CLASSES:
        return [each.short for each in scheme.result_classes]
    of_scheme: dict[Dimension, Iterable[str]] = {
        Dimension.CATEGORY: scheme.categories,
        Dimension.IMPLEMENTATION: scheme.implementation_statuses,
        Dimension.VERDICT: (each.label for each in scheme.satisfaction.levels),
    }
    return list(of_scheme.get(dimension, ()))


def _labels(office: Office, dimension: Dimension) -> dict[str, str]:
    if dimension in _MEMBERS:
        own = {Origin.INTERSESSION.value: intersession(office)} if dimension is Dimension.ORIGIN else {}
        return {member.value: member.label for member in _MEMBERS[dimension]} | own
    if dimension is Dimension.SESSION:
        return {str(each.id): each.text for each in office.store.sessions.all()}
    if dimension in {Dimension.LEAD_UNIT, Dimension.UNIT}:
        return {str(each.id): each.name for each in office.store.units.all()}
    if dimension in _CLASSES:
        return {each.short: class_words(each) for each in office.default_scheme.result_classes}
    return {}


def class_words(chosen: ResultClass) -> str:
    """Return a class as a report names it: A类 已解决, or only the label where there are no letters."""
    return f"{chosen.letter}类 {chosen.label}" if chosen.letter else chosen.label


def origins(office: Office) -> frozenset[Origin]:
    """Return when the papers on the desk were handed in: at sessions, between them, or both."""
    found = office.store.figures.cross(Scope(origin=None), (Dimension.ORIGIN,))
    return frozenset(Origin(value) for (value,) in found)


def intersession(office: Office) -> str:
    """Return the office's word for papers between sessions: 闭会期间, 会下期间."""
    return office.default_scheme.word("intersession", Origin.INTERSESSION.label)


def describe(office: Office, scope: Scope) -> str:
    """Return a scope in words, as a table says below its title: 区十七届人大一次会议，大会期间，重点件."""
    sessions = {each.id: each.text for each in office.store.sessions.all()}
    named = "、".join(sessions.get(each, "") for each in scope.sessions) or "全部届次"
    origins = {None: f"大会期间和{intersession(office)}合计", Origin.INTERSESSION: intersession(office)}
    parts = [
        named,
        origins.get(scope.origin, Origin.SESSION.label),
        "、".join(kind.label for kind in sorted(scope.kinds, key=KIND_CODES.__getitem__)),
        "政府系统主办" if scope.systems else "",
        "重点件" if scope.key_only else "",
        "往年结转件" if scope.is_carried else "",
        "已答复件" if scope.replied_only else "",
    ]
    return "，".join(part for part in parts if part)


def ledger(office: Office, crossed: Crossing, as_of: str = "") -> Ledger:
    """Return a crossing as a table with its sums; below its title stands what is counted, and as of when."""
    columns = (
        Column("place", crossed.down.label, width=26, align=Align.LEFT),
        *(
            Column(f"c{n}", each.label, CellKind.NUMBER, width=min(max(10, 2 * len(each.label) + 2), 24))
            for n, each in enumerate(crossed.columns)
        ),
        Column("total", "合计", CellKind.NUMBER, width=10),
    )
    told = (crossed.about, f"截至{as_of or chinese_date(office.today)}", crossed.note)
    return Ledger(
        f"{crossed.title}交叉表",
        columns,
        [_row(crossed, row) for row in crossed.rows],
        subtitle="；".join(part for part in told if part),
        totals=_row(crossed, None),
        frozen_columns=1,
    )


def _row(crossed: Crossing, row: Place | None) -> tuple[str | int, ...]:
    cells = (crossed.cell(row, column).number for column in (*crossed.columns, None))
    return (row.label if row else "合计", *cells)
