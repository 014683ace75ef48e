"""Metrics: the figures of a year — rates by named formulas, groups with their shares.

Whoever writes a report asks `figures(office, scope)` once and takes every number from it; each number is a
`panels.Cell` and opens the cases behind it. `measure` gives any rate, `counted` any other number.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from desktop.casework import crossings, hand_shares
from desktop.casework.panels import Cell
from desktop.domain import metrics
from desktop.domain.crossing import Counted, Dimension, Fact, Scope, Which
from desktop.domain.dates import chinese_date
from desktop.domain.figures import Rate, percentages, sum_hint
from desktop.domain.kinds import Origin
from desktop.domain.listing import Criteria
from desktop.domain.stage import Stage
from desktop.domain.unit import System

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.casework.crossings import Place
    from desktop.casework.office import Office
    from desktop.domain.figures import PercentRules
    from desktop.domain.metrics import Formula, Metric
    from desktop.domain.scheme import Scheme


PAPERS_OF_SESSION = Scope()
"""What is counted unasked: every case handed in at a session."""


class Measured(NamedTuple):
    """A rate: its formula, its two numbers with the cases behind them, and how it is printed."""

    formula: Formula
    part: Cell
    whole: Cell
    percent: str
    is_chosen: bool = True

    @property
    def parts(self) -> str:
        """The two numbers: 131/133."""
        return f"{self.part.number}/{self.whole.number}"


class Share(NamedTuple):
    """One line of a group: value and word, how many, the printed share ("" where the scheme prints none).

    `reason` says why a share was set by hand; then `percent` ends with ※.
    """

    value: str
    label: str
    cell: Cell
    percent: str
    reason: str = ""

    @property
    def number(self) -> int:
        """How many."""
        return self.cell.number


class Group(NamedTuple):
    """Cases divided one way: shares of `whole`, which is `whole_text`; `hint` tells when they miss 100 %."""

    dimension: Dimension
    title: str
    whole: Cell
    whole_text: str
    shares: tuple[Share, ...]
    hint: str = ""

    @property
    def heading(self) -> str:
        """The title with what the parts are taken of: 反馈评价（已反馈件数 48，未反馈16件另计）."""
        words, comma, rest = self.whole_text.partition("，")
        return f"{self.title}（{words} {self.whole.number:,}{comma}{rest}）"

    @property
    def adds_up(self) -> bool:
        """Whether the parts make the whole; a report with a group that does not is not written (S0-02)."""
        return sum(share.number for share in self.shares) == self.whole.number


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of a scope as of a day, rounded by the rules of the desk's scheme.

    `measured` holds every variant of every metric, `chosen` those a report prints. `units` and `leading` are
    how many units have a part, and lead (S2-01). `governed_by` are the documents the office works under.
    """

    scope: Scope
    about: str
    as_of: str
    total: Cell
    owed: Cell
    units: int
    leading: int
    measured: tuple[Measured, ...]
    groups: tuple[Group, ...]
    rules: PercentRules
    governed_by: tuple[str, ...] = ()

    @property
    def chosen(self) -> tuple[Measured, ...]:
        """The rates a report prints."""
        return tuple(each for each in self.measured if each.is_chosen)

    def metric(self, metric: Metric) -> Measured:
        """Return the variant of a metric that the scheme means."""
        return next(each for each in self.chosen if each.formula.metric is metric)

    def group(self, dimension: Dimension) -> Group | None:
        """Return the cases divided by a dimension, or None where nothing of it is on the desk."""
        return next((each for each in self.groups if each.dimension is dimension), None)


def figures(office: Office, scope: Scope = PAPERS_OF_SESSION, as_of: str = "") -> Figures:
    """Return the figures of a scope; `as_of` is printed as it is written (12月初), by default today."""
    scheme = office.default_scheme
    found, measured = _counted_and_measured(office, scope, metrics.formulas(scheme))
    units, leading = office.store.figures.taking_part(scope)
    return Figures(
        scope,
        crossings.describe(office, scope),
        as_of or chinese_date(office.today),
        found[Which(Fact.ALL)],
        found[Which(Fact.OWED)],
        units,
        leading,
        measured,
        groups(office, scope),
        scheme.percent,
        scheme.governing_documents,
    )


def government(office: Office, scope: Scope) -> Scope:
    """Return the scope with only the cases a unit of 政府系统 leads, as the scheme understands it (S3-01)."""
    return replace(scope, systems=office.default_scheme.metrics.government)


def carried(office: Office, session_id: int) -> Scope:
    """Return what the earlier sessions of the same body left to be done when this one began (结转)."""
    sessions = {each.id: each for each in office.store.sessions.all()}
    this = sessions[session_id]
    earlier = [each.id for each in sessions.values() if each.body is this.body and each.year < this.year]
    return Scope(tuple(sorted(earlier)) or (0,), None, is_carried=True)


def counted(office: Office, scope: Scope, facts: Sequence[Which]) -> tuple[Cell, ...]:
    """Return how many of each fact a scope holds, each with the cases behind it."""
    sums = office.store.figures.sums(scope, facts).get("", (0,) * len(facts))
    return tuple(cell_of(scope, which, number) for which, number in zip(facts, sums, strict=True))


def cell_of(scope: Scope, which: Which, number: int) -> Cell:
    """Return a number of a fact with the cases behind it."""
    return Cell(number, Criteria(counted=Counted(scope, (), which, metrics.words_of(which))))


def measure(office: Office, scope: Scope, wanted: Sequence[Formula]) -> tuple[Measured, ...]:
    """Return rates of a scope, all in one reading of the cases."""
    return _counted_and_measured(office, scope, wanted)[1]


def _counted_and_measured(
    office: Office, scope: Scope, wanted: Sequence[Formula]
) -> tuple[dict[Which, Cell], tuple[Measured, ...]]:
    """Return rates of a scope and every number they ask for, with all cases and those taken up."""
    of_rates = (which for each in wanted for which in (each.part, each.whole))
    facts = tuple(dict.fromkeys((Which(Fact.ALL), Which(Fact.OWED), *of_rates)))
    found = dict(zip(facts, counted(office, scope, facts), strict=True))
    scheme = office.default_scheme
    return found, tuple(rated(each, found[each.part], found[each.whole], scheme) for each in wanted)


def rated(formula: Formula, part: Cell, whole: Cell, scheme: Scheme) -> Measured:
    """Return a rate from its two numbers, printed as the scheme prints rates."""
    percent = Rate(part.number, whole.number).percent(scheme.percent)
    return Measured(formula, part, whole, percent, metrics.is_chosen(formula, scheme))


_GROUPED = (
    Dimension.KIND,
    Dimension.ORIGIN,
    Dimension.CATEGORY,
    Dimension.RESULT_CLASS,
    Dimension.PLAN_CLASS,
    Dimension.IMPLEMENTATION,
    Dimension.VERDICT,
    Dimension.LEAD_UNIT,
    Dimension.STAGE,
)
_READ = (Dimension.SESSION, *_GROUPED)
"""What is read for them: all that one index of the cases holds."""
_TAKEN_UP = frozenset(stage.value for stage in Stage if stage.is_taken_up)
_PLAIN = frozenset({Dimension.CATEGORY, Dimension.RESULT_CLASS, Dimension.PLAN_CLASS})
"""The groups whose shares a scheme may leave out (S0-02)."""
_BASES = {Dimension.RESULT_CLASS: Fact.CLASSED, Dimension.VERDICT: Fact.JUDGED}
"""The groups that are shares of something else than all cases; blanks do not count in them."""


def groups(office: Office, scope: Scope) -> tuple[Group, ...]:
    """Return the cases of a scope divided by everything a report tells, in one reading of them."""
    found = office.store.figures.cross(scope, _READ)
    made = [_group(office, scope, dimension, found) for dimension in _GROUPED]
    return tuple(each for each in made if _is_told(each, scope))


def group(office: Office, scope: Scope, dimension: Dimension) -> Group:
    """Return the cases of a scope divided by one dimension, blanks as a line of their own."""
    found = office.store.figures.cross(scope, (dimension,))
    sums = Counter({value: number for (value,), number in found.items()})
    return _made(office, scope, dimension, sums)


def _is_told(made: Group, scope: Scope) -> bool:
    """Whether a report has something to say of it: nobody hears of plans where none was made."""
    if made.dimension is Dimension.ORIGIN:
        return scope.origin is None
    is_always_told = made.dimension not in {Dimension.PLAN_CLASS, Dimension.IMPLEMENTATION}
    return is_always_told or any(share.value and share.number for share in made.shares)


def _group(office: Office, scope: Scope, dimension: Dimension, found: Counter[tuple[str, ...]]) -> Group:
    place, stage = _READ.index(dimension), _READ.index(Dimension.STAGE)
    sums: Counter[str] = Counter()
    for values, number in found.items():
        if dimension not in _BASES or (values[place] and values[stage] in _TAKEN_UP):
            sums[values[place]] += number
    if dimension is Dimension.LEAD_UNIT:
        return _by_system(office, scope, sums)
    return _made(office, scope, dimension, sums)


def _made(office: Office, scope: Scope, dimension: Dimension, sums: Counter[str]) -> Group:
    named = crossings.places(office, dimension, sums, zeros=dimension in _ORDERED)
    base = _BASES.get(dimension, Fact.ALL)
    whole = crossings.behind(scope, sum(sums.values()), fact=base)
    made = Group(dimension, dimension.label, whole, _whole_text(office, scope, base, whole.number), ())
    return _shared(office, scope, made, [(each, sums[each.value]) for each in named])


_ORDERED = _PLAIN | {Dimension.IMPLEMENTATION, Dimension.VERDICT}
"""The groups that name what the scheme knows and no case has."""


def _whole_text(office: Office, scope: Scope, base: Fact, number: int) -> str:
    if base is not Fact.JUDGED:
        return "已定类件数" if base is Fact.CLASSED else "总件数"
    replied = office.store.figures.cross(scope, (Dimension.STAGE,), Which(Fact.REPLIED))
    awaited = sum(replied.values()) - number
    return f"已反馈件数，未反馈{awaited}件另计" if awaited > 0 else "已反馈件数"


def _by_system(office: Office, scope: Scope, by_unit: Counter[str]) -> Group:
    """Return the cases by the system of the unit that leads, each with how many units lead there (S3-01)."""
    systems = {str(unit.id): unit.system for unit in office.store.units.all()}
    cases: Counter[str] = Counter()
    units: Counter[str] = Counter()
    for unit_id, number in by_unit.items():
        if unit_id in systems:
            cases[systems[unit_id].value] += number
            units[systems[unit_id].value] += 1
    places = [crossings.Place(each.value, f"{each.label}（{units[each.value]}个单位）") for each in System]
    whole = crossings.behind(scope, sum(cases.values()), fact=Fact.ASSIGNED)
    made = Group(Dimension.SYSTEM, Dimension.SYSTEM.label, whole, "已交办件数", ())
    told = [(each, cases[each.value]) for each in places if cases[each.value]]
    return _shared(office, scope, made, told)


def _shared(office: Office, scope: Scope, made: Group, told: Sequence[tuple[Place, int]]) -> Group:
    """Return the group with its shares printed; what was set by hand stands in its place, marked."""
    base = _BASES.get(made.dimension, Fact.ALL)
    rules = office.default_scheme.percent
    numbers = tuple(number for _, number in told)
    is_printed = rules.shown or made.dimension not in _PLAIN
    printed = percentages(numbers, made.whole.number, rules) if is_printed else ("",) * len(numbers)
    by_hand = hand_shares.of_group(office, scope, made.dimension) if is_printed else {}
    shares = []
    for (place, number), percent in zip(told, printed, strict=True):
        cell = crossings.behind(scope, number, [(made.dimension, place)], base)
        hand = by_hand.get((place.value, number, made.whole.number))
        shown = f"{hand.percent}{hand_shares.MARK}" if hand else percent
        shares.append(Share(place.value, place.label, cell, shown, hand.reason if hand else ""))
    told_shares = (share.percent.removesuffix(hand_shares.MARK) for share in shares if share.percent)
    return made._replace(shares=tuple(shares), hint=sum_hint(told_shares))


def is_mixed(office: Office, scope: Scope) -> bool:
    """Return whether a scope really counts papers of the session and papers between sessions together."""
    if scope.origin is not None:
        return False
    return len(office.store.figures.cross(scope, (Dimension.ORIGIN,))) == len(Origin)
