"""How long a name stays locked after wrong passwords: five, then half an hour that no clock can shorten."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

LIMIT = 5
PENALTY = timedelta(minutes=30)


class Tries(NamedTuple):
    """Attempts that failed for a name; since when it is locked, by local time and by the machine's."""

    failures: int = 0
    locked_at: datetime | None = None
    locked_tick: float = 0.0

    def left(self, now: datetime, tick: float) -> timedelta:
        """Return how long the name is still locked; nothing when it is not.

        Both clocks must have seen the whole time pass. `tick` counts the seconds since the machine started,
        nobody can set it; when it is smaller than before, the machine was started anew, and at least its
        whole run has passed. A local time before the lock says nothing.
        """
        if self.locked_at is None:
            return timedelta()
        run = tick - self.locked_tick if tick >= self.locked_tick else tick
        by_time = now - self.locked_at if now >= self.locked_at else PENALTY
        return max(PENALTY - min(timedelta(seconds=run), by_time), timedelta())

    def after_attempt(self, now: datetime, tick: float) -> Tries:
        """Return the count with one attempt more, locked when that was the last; an old lock is over."""
        failures = 1 if self.locked_at else self.failures + 1
        return Tries(failures, now, tick) if failures >= LIMIT else Tries(failures)

    @property
    def remaining(self) -> int:
        """How many attempts are left before the name is locked."""
        return 0 if self.locked_at else LIMIT - self.failures
