"""A seat at the desk of an office, opened on disk and left again after the journey."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.office_driver import Seat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.fixture
def seat_of(tmp_path: Path, qtbot: QtBot) -> Iterator[Callable[[str], Seat]]:
    """Return how a seat at a desk kept by a scheme is made."""
    taken: list[Seat] = []

    def seat(scheme_id: str) -> Seat:
        taken.append(Seat(tmp_path, scheme_id, qtbot))
        return taken[-1]

    yield seat
    for each in taken:
        each.leave()
