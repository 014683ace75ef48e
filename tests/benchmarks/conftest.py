"""The large desk most benchmarks ask: 100,000 invented cases, made once a run."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.benchmarks.large_desks import fill, new_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.db.store import Store


@pytest.fixture(scope="session")
def large_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Return an open desk of 100,000 cases of all sorts; it is only read."""
    with closing(new_store(tmp_path_factory.mktemp("large") / "desk.sqlite3")) as made:
        fill(made)
        yield made
