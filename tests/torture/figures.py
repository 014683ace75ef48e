"""What torture measured: a line for each promise, shown as a table when the tests are over.

`make test` runs every promise in its short form; `TORTURE=1` (`make torture`) runs it as often as promised.
"""

from __future__ import annotations

import os
from typing import NamedTuple

LONG = os.environ.get("TORTURE") == "1"
TABLE = "TORTURE_TABLE"
"""The environment variable that names a file for the table of a run."""


class Figure(NamedTuple):
    """One line of the table: how often something was done, how often something was lost, how long it took."""

    promise: str
    what: str
    number: int
    lost: int
    seconds: float


_TOLD: list[Figure] = []


def times(short: int, promised: int) -> int:
    """Return how often a promise is put to the test in this run."""
    return promised if LONG else short


def told(promise: str, what: str, number: int, lost: int, seconds: float) -> None:
    """Keep a line for the table; a test tells it before it asserts, so that losses are seen as well."""
    _TOLD.append(Figure(promise, what, number, lost, seconds))


def table() -> str:
    """Return every line told so far as a Markdown table by promise; "" when there is none.

    Lines that say the same of the same promise are one line with their sums.
    """
    sums: dict[tuple[str, str], list[float]] = {}
    for each in _TOLD:
        line = sums.setdefault((each.promise, each.what), [0, 0, 0])
        sums[each.promise, each.what] = [old + new for old, new in zip(line, each[2:], strict=True)]
    if not sums:
        return ""
    lines = [f"| {key[0]} | {key[1]} | {n:,.0f} | {lost:.0f} | {seconds:.1f} |"
             for key, (n, lost, seconds) in sorted(sums.items())]  # fmt: skip
    return "\n".join(("| promise | what | N | lost | seconds |", "|---|---|---:|---:|---:|", *lines))
