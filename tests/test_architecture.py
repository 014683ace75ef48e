"""Who may know whom: the floors of the house, read from the imports of every module."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parent.parent
MODULES = [ROOT / "main.py", *sorted((ROOT / "desktop").rglob("*.py"))]
LIBRARIES = {  # what each room may import besides the standard library and the rooms below
    "domain": set(),
    "db": {"argon2", "cryptography", "sqlite3", "sqlite_utils"},
    "documents": {
        "PIL", "docx", "docxtpl", "jinja2", "lxml", "openpyxl", "pypdfium2", "python_calamine", "reportlab",
    },
    "casework": set(),
    "views": {"PySide6", "shiboken6", "typing_extensions"},
    "app": {"PySide6", "typing_extensions"},
    "cli": {"click"},
    "cli_backup": {"click"},
}
NETWORK = {
    "asyncio", "ftplib", "http", "httpx", "imaplib", "nntplib", "poplib", "requests", "smtplib", "socket",
    "socketserver", "ssl", "telnetlib", "urllib.request", "urllib3", "webbrowser", "wsgiref", "xmlrpc",
    "PySide6.QtNetwork", "PySide6.QtWebSockets",
}
SQL = ("SELECT ", "INSERT INTO", "UPDATE ", "DELETE FROM", "PRAGMA ")


def imports(path: Path) -> set[str]:
    """Return the dotted names a module imports anywhere in it, `from a import b` as `a` and as `a.b`."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def room(path: Path) -> str:
    """Return the room, or the single module of the top floor, that a file of `desktop/` belongs to."""
    return path.relative_to(ROOT / "desktop").parts[0].removesuffix(".py")


def test_import_contracts_are_kept(capsys: pytest.CaptureFixture[str]) -> None:
    broken = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True, no_logo=True)
    assert not broken, capsys.readouterr().out


@pytest.mark.parametrize("name", LIBRARIES)
def test_each_room_imports_only_its_own_libraries(name: str) -> None:
    plain = (set(sys.stdlib_module_names) - {"sqlite3"}) | {"desktop"} | LIBRARIES[name]
    for path in MODULES[1:]:
        if room(path) == name:
            strange = {dotted.split(".")[0] for dotted in imports(path)} - plain
            assert not strange, f"{path.relative_to(ROOT)} imports {strange}"


def test_no_module_can_reach_the_network() -> None:
    for path in MODULES:
        reached = {name for name in imports(path) if name in NETWORK or name.split(".")[0] in NETWORK}
        assert not reached, f"{path.relative_to(ROOT)} imports {reached}"


def test_sql_is_spoken_only_in_db() -> None:
    for path in MODULES[1:]:
        if room(path) != "db":
            text = path.read_text(encoding="utf-8")
            words = [word for word in SQL if word in text]
            assert not words, f"{path.relative_to(ROOT)} speaks SQL: {words}"


def test_rooms_introduce_themselves_and_hold_nothing() -> None:
    for path in (ROOT / "desktop").rglob("__init__.py"):
        body = ast.parse(path.read_text(encoding="utf-8")).body
        assert len(body) == 1, f"{path.relative_to(ROOT)} holds more than its docstring"
        assert isinstance(body[0], ast.Expr), f"{path.relative_to(ROOT)} has no docstring"
