"""The habits that keep the house small and honest; each is a number or a name that a machine can check."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parent.parent
MODULES = [ROOT / "main.py", *sorted((ROOT / "desktop").rglob("*.py"))]
TREES = {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}
TEXTS = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in MODULES}


def functions() -> dict[str, ast.FunctionDef]:
    """Return every function and method of the program, at whatever depth, by `file:line name`."""
    return {
        f"{file}:{node.lineno} {node.name}": node
        for file, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
    }


def classes() -> dict[str, ast.ClassDef]:
    """Return every class of the program by `file:line name`."""
    return {
        f"{file}:{node.lineno} {node.name}": node
        for file, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }


def length(function: ast.FunctionDef) -> int:
    """Return the lines of a function from `def` to its end, without its docstring and without decorators."""
    lines = (function.end_lineno or 0) - function.lineno + 1
    if ast.get_docstring(function) is not None:
        lines -= (function.body[0].end_lineno or 0) - function.body[0].lineno + 1
    return lines


def places(pattern: str, *, outside: tuple[str, ...] = ()) -> list[str]:
    """Return the lines of the program that match, except in the files that are `outside` the rule."""
    return [
        f"{file}:{number} {line.strip()}"
        for file, text in TEXTS.items()
        if not file.startswith(outside or ("\0",))
        for number, line in enumerate(text.splitlines(), 1)
        if re.search(pattern, line)
    ]


def tool(*command: str) -> None:
    """Run a tool of this environment over the repository and fail with what it said."""
    call = [sys.executable, "-m", *command]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_ruff_finds_nothing() -> None:
    tool("ruff", "check", "--no-cache", ".")  # also complexity ≤ 8 and ≤ 5 parameters


def test_mypy_strict_finds_nothing() -> None:
    tool("mypy")


def test_no_module_is_long() -> None:
    lines = {file: len(text.splitlines()) for file, text in TEXTS.items()}
    assert {file: n for file, n in lines.items() if n > 400} == {}
    assert median(lines.values()) <= 150


def test_no_function_is_long() -> None:
    lines = {name: length(function) for name, function in functions().items()}
    assert {name: n for name, n in lines.items() if n > 40} == {}
    assert median(lines.values()) <= 8


def test_the_main_window_only_joins_its_parts() -> None:
    for name, node in classes().items():
        if node.name == "MainWindow":
            assert (node.end_lineno or 0) - node.lineno + 1 <= 200, name
            assert sum(isinstance(child, ast.FunctionDef) for child in node.body) <= 15, name


@pytest.mark.parametrize("word", ["utils?", "helpers?", "misc", "common", "managers?", "base"])
def test_no_name_says_nothing(word: str) -> None:
    names = [*TREES, *functions(), *classes()]
    assert [name for name in names if re.search(rf"(^|[/ _]){word}(_|\.py|$)", name)] == []


def test_no_class_is_a_bag() -> None:
    bags = re.compile("(Manager|Helper|Data|Info|Utils?)$")
    assert [name for name, node in classes().items() if bags.search(node.name)] == []


def test_no_widget_works_around_the_house() -> None:
    assert places(r"\bQTableWidget\b|\bQUiLoader\b|\.ui['\"]") == []
    assert list((ROOT / "desktop").rglob("*.ui")) == []
    threads = [n for n, c in classes().items() if any("QThread" in ast.unparse(b) for b in c.bases)]
    assert threads == []


def test_no_event_loop_is_nested() -> None:
    loops = places(r"\bQEventLoop\b|processEvents|\.exec(_)?\(", outside=("desktop/app.py", "desktop/db/"))
    assert [line for line in loops if "drag.exec" not in line] == []


def test_static_dialogs_are_not_used() -> None:
    assert places(r"QMessageBox\.(information|question|warning|critical|about)\(") == []
    assert places(r"QInputDialog\.get|QFileDialog\.get\w+\(|QColorDialog\.get|QFontDialog\.get") == []


def test_only_two_places_catch_everything() -> None:
    broad = [
        f"{file}:{node.lineno}"
        for file, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or re.search(r"\b(Base)?Exception\b", ast.unparse(node.type)))
    ]
    assert len(broad) <= 2, broad


def test_only_the_clock_asks_what_time_it_is() -> None:
    asking = r"\bdate\.today\(|\bdatetime\.(now|today|utcnow)\(|\btime\.(time|localtime)\(|currentDate"
    assert places(asking, outside=("desktop/app.py", "desktop/cli.py")) == []


def test_rules_are_kept_not_switched_off() -> None:
    assert places(r"pragma: no (cover|branch)|ruff: noqa|mypy: ignore|# noqa$|type: ignore$") == []
    assert len(places(r"# noqa: |# type: ignore\[")) <= 5


def test_sql_is_never_built_from_values() -> None:
    built = r"f['\"]{1,3}\s*(SELECT|INSERT|UPDATE|DELETE|PRAGMA|CREATE|DROP|ALTER)\b"
    assert places(built, outside=("desktop/db/",)) == []


def test_no_check_is_an_assertion() -> None:
    found = [f for f, tree in TREES.items() if any(isinstance(node, ast.Assert) for node in ast.walk(tree))]
    assert found == []
