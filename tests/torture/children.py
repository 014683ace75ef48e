"""Processes that are killed, starved or started at once, and what is read of a desk afterwards."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop import paths
from desktop.casework.office import open_office
from tests.desks import Clock

if TYPE_CHECKING:
    from desktop.casework.office import Office

ROOT = Path(__file__).parents[2]


def child(code: str, *words: object, before: tuple[str, ...] = (), **more: Any) -> subprocess.Popen[str]:
    """Start Python on this code with these words in `sys.argv`; what it says is read as text.

    `before` is the command it is started by (strace, unshare).
    """
    command = [*before, sys.executable, "-c", code, *map(str, words)]
    env = {**os.environ, **more.pop("env", {}), "PYTHONDONTWRITEBYTECODE": "1"}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, cwd=ROOT, env=env, text=True, **pipes, **more)


def said(process: subprocess.Popen[str], timeout: float = 120) -> tuple[int, str, str]:
    """Wait for the end of a process; return its exit status, what it said and what it complained of."""
    try:
        out, errors = process.communicate(timeout=timeout)
    finally:
        process.kill()
    return process.returncode, out, errors


def reopened(folder: Path, clock: Clock | None = None) -> Office:
    """Return the desk in a folder, open again after whatever happened to who had it open."""
    return open_office(folder, clock=clock or Clock(), officer="示例经办")


def dump(folder: Path) -> list[str]:
    """Return everything the desk file in a folder holds, as SQL, with its schema version."""
    with closing(sqlite3.connect(paths.desk_file(folder))) as connection:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        return [*connection.iterdump(), str(version)]
