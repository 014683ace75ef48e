"""What figures cost on a desk of 100,000 cases, beside a bare GROUP BY of the same columns."""

from __future__ import annotations

import time
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from desktop.casework import metrics, metrics_units, metrics_years
from desktop.casework.office import Office
from desktop.db.figures import _RAW
from desktop.domain.crossing import Dimension, Fact, Scope, Which
from tests.db.samples import NOW, OWNER

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.db.store import Store

MILLISECONDS = 300.0  # what any table may cost where a plain reading of all rows costs PLAIN
PLAIN = 30.0
READINGS = 10.0  # a whole tab of the statistics beside a plain reading of all rows, at most
RATIO = 2.5  # a crossing beside the bare GROUP BY of its columns; themes and units are taken apart besides
_PLAIN = "SELECT count(*) FROM cases NOT INDEXED WHERE is_deleted = 0 AND handler = 'x'"
BOTH = Scope(origin=None)


@pytest.fixture
def store(large_store: Store) -> Store:
    """Return an open desk of 100,000 invented cases."""
    return large_store


def _milliseconds(work: Callable[[], object]) -> float:
    """Return the shortest of three runs in processor time: nothing here waits for anything else."""

    def once() -> float:
        start = time.process_time()
        work()
        return time.process_time() - start

    return min(once() for _ in range(3)) * 1000


def _allowed(store: Store) -> float:
    """Return what a table may cost on this machine now: slower machines read plain rows slower, too."""
    return MILLISECONDS * max(1.0, _milliseconds(lambda: store._work.one(_PLAIN)) / PLAIN)


def test_any_two_dimensions_crossed(store: Store) -> None:
    ratios, times = {}, {}
    for pair in list(combinations(Dimension, 2))[::16]:
        keys = ", ".join(_RAW[each] for each in pair)
        sql = f"SELECT {keys}, count(*) FROM cases NOT INDEXED WHERE is_deleted = 0 GROUP BY {keys}"
        bare = _milliseconds(partial(store._work.all, sql))
        name = " × ".join(each.label for each in pair)
        times[name] = _milliseconds(partial(store.figures.cross, BOTH, pair))
        ratios[name] = times[name] / bare
    slowest, odd = max(times, key=times.__getitem__), max(ratios, key=ratios.__getitem__)
    median = sorted(times.values())[len(times) // 2]
    print(  # noqa: T201
        f"\ncrossing: median {median:.0f} ms, slowest {times[slowest]:.0f} ms ({slowest});"
        f" at most {ratios[odd]:.2f} x the bare GROUP BY ({odd})"
    )
    assert times[slowest] <= _allowed(store)
    assert ratios[odd] <= RATIO


def test_every_rate_at_once_and_by_session(store: Store) -> None:
    facts = [Which(fact, "before" if fact is Fact.MET_AT else "") for fact in Fact]
    for by in (None, Dimension.SESSION, Dimension.LEAD_UNIT):
        cost = _milliseconds(partial(store.figures.sums, BOTH, facts, by))
        print(f"\nfacts by {by.label if by else '—'}: {cost:.0f} ms for {len(facts)}")  # noqa: T201
        assert cost <= _allowed(store)


def test_every_tab(store: Store, tmp_path: Path) -> None:
    """What somebody waits for who opens a tab: all its readings, shares and links."""
    office = Office(store, lambda: NOW, OWNER, tmp_path)
    plain = _milliseconds(lambda: store._work.one(_PLAIN))
    for name, tab in (
        ("指标、分组", partial(metrics.figures, office, BOTH)),
        ("单位统计", partial(metrics_units.units, office, BOTH)),
        ("年度对比", partial(metrics_years.compare, office, BOTH)),
    ):
        cost = _milliseconds(tab)
        print(f"\n{name}: {cost:.0f} ms, {cost / plain:.1f} x a plain reading ({plain:.0f} ms)")  # noqa: T201
        assert cost <= max(MILLISECONDS, READINGS * plain)


def test_the_tasks_of_units(store: Store) -> None:
    cost = _milliseconds(lambda: store.figures.units(BOTH))
    print(f"\ntasks of units: {cost:.0f} ms")  # noqa: T201
    assert cost <= _allowed(store)
