"""Years: the same figures of several sessions side by side, each with how it differs from the one before."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from desktop.casework import crossings
from desktop.casework.metrics import cell_of, rated
from desktop.domain import metrics
from desktop.domain.crossing import Dimension, Fact, Scope, Which
from desktop.domain.dates import chinese_date
from desktop.domain.figures import NO_BASE
from desktop.domain.kinds import Body
from desktop.domain.ledger import Align, Column, Ledger
from desktop.domain.session import Level

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.casework.office import Office
    from desktop.casework.panels import Cell
    from desktop.domain.metrics import Formula
    from desktop.domain.session import Session


class YearLine(NamedTuple):
    """One metric over several sessions: a number or rate each, and how it differs from the one before.

    `key` is that of the formula, or of what is counted. `differences` begin with the second session: +5 (件),
    -1.2 (个百分点), — where one of both has no base.
    """

    key: str
    name: str
    meaning: str
    cells: tuple[Cell, ...]
    shown: tuple[str, ...]
    differences: tuple[str, ...]


class Years(NamedTuple):
    """The same figures of several sessions side by side, the earliest first."""

    sessions: tuple[str, ...]
    about: str
    lines: tuple[YearLine, ...]


def compare(office: Office, scope: Scope, session_ids: Sequence[int] = ()) -> Years:
    """Return the figures of several sessions side by side, the earliest first.

    Without any named these are all sessions of the body and level the scope's session is of, or the newest:
    人大 and 政协, or 区 and 市, are not compared with each other. Everything else the scope asks for holds
    for each session.
    """
    known = sorted(office.store.sessions.all(), key=lambda each: (each.year, each.id))
    asked = [each for each in known if each.id in (session_ids or scope.sessions)] or known[-1:]
    lines = {_line(each) for each in asked}
    chosen = [each for each in known if (each in asked if session_ids else _line(each) in lines)]
    wanted = metrics.chosen(office.default_scheme)
    facts = tuple(dict.fromkeys((Which(), Which(Fact.OWED), *_facts(wanted))))
    whole = replace(scope, sessions=tuple(each.id for each in chosen) or (0,))
    sums = office.store.figures.sums(whole, facts, Dimension.SESSION)
    of_session = []
    for each in chosen:
        numbers = sums.get(str(each.id), (0,) * len(facts))
        one = replace(scope, sessions=(each.id,))
        of_session.append({which: cell_of(one, which, n) for which, n in zip(facts, numbers, strict=True)})
    told = [_count_line(which, of_session) for which in facts[:2]]
    told += [_rate_line(office, each, of_session) for each in wanted]
    return Years(tuple(each.text for each in chosen), crossings.describe(office, whole), tuple(told))


class Series(NamedTuple):
    """Sessions that follow each other: of one body, of deputies of one level."""

    name: str
    sessions: tuple[int, ...]


def series(office: Office) -> tuple[Series, ...]:
    """Return every series of sessions on the desk, in office order; levels are named where they differ."""
    known = office.store.sessions.all()
    found = {_line(each) for each in known}
    pairs = [(body, level) for body in Body for level in Level if (body, level) in found]
    bodies = [body for body, _ in pairs]
    return tuple(
        Series(
            f"{level.label if bodies.count(body) > 1 else ''}{body.label}历届",
            tuple(each.id for each in known if _line(each) == (body, level)),
        )
        for body, level in pairs
    )


def _line(session: Session) -> tuple[Body, Level]:
    return session.body, session.level


def _facts(wanted: Sequence[Formula]) -> list[Which]:
    return [which for each in wanted for which in (each.part, each.whole)]


def _count_line(which: Which, found: Sequence[Mapping[Which, Cell]]) -> YearLine:
    cells = tuple(each[which] for each in found)
    numbers = [cell.number for cell in cells]
    differences = tuple(f"{now - then:+d}" for then, now in pairwise(numbers))
    words = metrics.words_of(which)
    unit, shown = f"单位：{which.fact.counting.label}", tuple(map(str, numbers))
    return YearLine(which.fact.value, words, unit, cells, shown, differences)


def _rate_line(office: Office, formula: Formula, found: Sequence[Mapping[Which, Cell]]) -> YearLine:
    scheme = office.default_scheme
    rates = [rated(formula, each[formula.part], each[formula.whole], scheme) for each in found]
    differences = tuple(_difference(then.percent, now.percent) for then, now in pairwise(rates))
    shown = tuple(f"{each.percent}（{each.parts}）" for each in rates)
    cells = tuple(each.part for each in rates)
    return YearLine(formula.key, formula.name, formula.definition, cells, shown, differences)


def _difference(then: str, now: str) -> str:
    """Return how two printed rates differ, in percentage points."""
    if NO_BASE in {then, now}:
        return NO_BASE
    return f"{Decimal(now.removesuffix('%')) - Decimal(then.removesuffix('%')):+f}"


def ledger(office: Office, years: Years, as_of: str = "") -> Ledger:
    """Return the comparison as a table; differences of rates are percentage points."""
    columns = [
        Column("name", "指标", width=22, align=Align.LEFT),
        Column("meaning", "口径", width=34, align=Align.LEFT, wrap=True),
    ]
    for place, session in enumerate(years.sessions):
        columns.append(Column(f"s{place}", session, width=max(20, 2 * len(session) + 3)))
        if place:
            columns.append(Column(f"d{place}", "增减", width=10))
    return Ledger(
        "年度对比表",
        tuple(columns),
        [(line.name, line.meaning, *_row(line)) for line in years.lines],
        subtitle=f"{years.about}；截至{as_of or chinese_date(office.today)}；比率增减为百分点",
        frozen_columns=1,
    )


def _row(line: YearLine) -> list[str]:
    cells = [*line.shown[:1]]
    for shown, difference in zip(line.shown[1:], line.differences, strict=True):
        cells += [shown, difference]
    return cells
