"""Every test that the acceptance table names exists."""

from __future__ import annotations

import ast
import re
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).parent.parent
ROW = re.compile(r"^\| (?P<row>S\d-\d\d) \|.*\| `(?P<file>[^:`]+)::(?P<name>[^`]+)` \|$", re.MULTILINE)


def names_in(file: str) -> list[str]:
    """Return the names of the tests a file holds."""
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return [node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


def test_every_row_names_a_test_that_is_there() -> None:
    rows = ROW.findall((ROOT / "tests" / "ACCEPTANCE.md").read_text(encoding="utf-8"))
    missing = [
        (row, name) for row, file, name in rows if not any(fnmatch(each, name) for each in names_in(file))
    ]
    assert missing == []
    assert len({row for row, _, _ in rows}) == len(rows) > 0
