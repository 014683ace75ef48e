"""Five wrong passwords, half an hour: neither clock alone can shorten it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from desktop.domain.lockout import LIMIT, PENALTY, Tries

NOW = datetime.combine(date(2026, 3, 2), time(9))
TICK = 5000.0
LOCKED = Tries(LIMIT, NOW, TICK)
MINUTE = timedelta(minutes=1)


def test_the_fifth_attempt_locks() -> None:
    tries = Tries()
    for left in (4, 3, 2, 1):
        tries = tries.after_attempt(NOW, TICK)
        assert tries.remaining == left
        assert not tries.left(NOW, TICK)
    tries = tries.after_attempt(NOW, TICK)
    assert tries == LOCKED
    assert tries.remaining == 0
    assert tries.left(NOW, TICK) == PENALTY


@pytest.mark.parametrize(
    ("wall", "machine", "left"),
    [
        (29 * MINUTE, 29 * MINUTE, MINUTE),
        (30 * MINUTE, 30 * MINUTE, 0 * MINUTE),
        (timedelta(days=365), MINUTE, 29 * MINUTE),  # the clock was turned forward
        (timedelta(days=-1), MINUTE, 29 * MINUTE),  # the clock was turned back
        (timedelta(days=-1), 30 * MINUTE, 0 * MINUTE),
        (MINUTE, timedelta(days=1), 29 * MINUTE),
    ],
)
def test_both_clocks_must_have_seen_it_pass(wall: timedelta, machine: timedelta, left: timedelta) -> None:
    assert LOCKED.left(NOW + wall, TICK + machine.total_seconds()) == left


def test_after_the_machine_was_started_anew_its_run_counts() -> None:
    later = NOW + timedelta(hours=12)
    assert LOCKED.left(later, 60.0) == 29 * MINUTE
    assert not LOCKED.left(later, 1800.0)


def test_after_the_lock_counting_begins_anew() -> None:
    assert LOCKED.after_attempt(NOW, TICK) == Tries(1)
