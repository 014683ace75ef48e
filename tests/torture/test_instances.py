"""Many starts at once: one writes, the others are told who does; a dead owner is in nobody's way (P-11)."""

from __future__ import annotations

import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.desks import new_office
from tests.torture.children import child, reopened, said
from tests.torture.figures import times, told

if TYPE_CHECKING:
    from pathlib import Path

HOLDING = """
import sys, pathlib
from datetime import datetime
from desktop.db.store import Store
from desktop.domain.errors import OfficeError
sys.stdin.readline()
desk = pathlib.Path(sys.argv[1]) / "desk.sqlite3"
try:
    store = Store.open(desk, owner="many@desk", now=datetime(2026, 3, 5, 14, 2))
except OfficeError as error:
    print("refused", error.message, flush=True)
else:
    print("open", flush=True)
    sys.stdin.read()
"""
IN_WINDOW = """
import sys, time
from desktop import app
began = time.perf_counter()
app._say_goodbye = lambda _application, text: print(text, int(time.perf_counter() - began)) or 1
sys.exit(app.main(["--data", sys.argv[1]]))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    new_office(tmp_path / "desk").close()
    return tmp_path / "desk"


def test_p11_of_many_starts_at_once_one_writes(folder: Path) -> None:
    began, number = time.perf_counter(), times(6, 50)
    children = [child(HOLDING, folder) for _ in range(number)]
    for each in children:
        assert each.stdin
        each.stdin.write("now\n")
        each.stdin.flush()
    words = [each.stdout.readline() for each in children if each.stdout]
    for each in children:
        said(each)
    writers = sum(line == "open\n" for line in words)
    told(
        "P-11",
        f"simultaneous starts; {writers} writer",
        number,
        abs(writers - 1),
        time.perf_counter() - began,
    )
    assert writers == 1
    assert sum("many@desk（进程 " in line or "另一个窗口" in line for line in words) == number - 1


def test_p11_a_killed_owner_leaves_no_lock_behind(folder: Path) -> None:
    for _ in range(times(1, 10)):
        owner = child(HOLDING, folder)
        assert owner.stdin
        assert owner.stdout
        owner.stdin.write("now\n")
        owner.stdin.flush()
        assert owner.stdout.readline() == "open\n"
        owner.kill()
        said(owner)
        reopened(folder).close()


def test_p11_a_second_window_says_who_has_the_desk(folder: Path) -> None:
    with closing(reopened(folder)):
        status, out, errors = said(child(IN_WINDOW, folder))
    assert (status, errors) == (1, "")
    assert "示例经办（进程 " in out
    assert int(out.split()[-1]) < 2
