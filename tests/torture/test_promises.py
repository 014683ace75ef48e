"""Every promise of the table is kept by a test that exists, and the table of figures is what was told."""

from __future__ import annotations

import re
from fnmatch import fnmatch
from typing import TYPE_CHECKING

from tests.test_acceptance_table import names_in
from tests.torture import figures
from tests.torture.children import ROOT

if TYPE_CHECKING:
    import pytest

ROW = re.compile(
    r"^\| (P-\d\d) \|[^|]+\| (?:`([^:`]+)::([^`]+)`|not promised: [^|]+) \|[^|]+\|$", re.MULTILINE
)
PROMISES = [f"P-{number:02}" for number in range(1, 43)]


def test_every_promise_names_a_test_that_is_there() -> None:
    text = (ROOT / "tests" / "torture" / "PROMISES.md").read_text(encoding="utf-8")
    rows = ROW.findall(text)
    assert len(rows) == len(re.findall(r"^\| P-", text, re.MULTILINE))
    assert sorted({promise for promise, _, _ in rows}) == PROMISES
    missing = [
        (promise, file, name)
        for promise, file, name in rows
        if file and not any(fnmatch(each, name) for each in names_in(file))
    ]
    assert missing == []


def test_lines_that_say_the_same_are_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "_TOLD", [])
    assert figures.table() == ""
    figures.told("P-02", "kills", 3, 0, 1.5)
    figures.told("P-01", "starts", 1000, 0, 0.25)
    figures.told("P-02", "kills", 4, 1, 1.0)
    assert figures.table().splitlines()[2:] == [
        "| P-01 | starts | 1,000 | 0 | 0.2 |",
        "| P-02 | kills | 7 | 1 | 2.5 |",
    ]
