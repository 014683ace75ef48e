"""One writer at a time, and never a lock that outlives its holder."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from desktop.db.lock import InstanceLock
from desktop.db.store import Store
from desktop.domain.errors import OfficeError
from tests.db.samples import NOTE, NOW, OWNER, new_case

ROOT = Path(__file__).parents[2]
HOLD = """
import sys, pathlib
from datetime import datetime
from desktop.db.store import Store
store = Store.open(pathlib.Path(sys.argv[1]), owner="other@desk", now=datetime(2026, 3, 5, 9, 30))
print("open", flush=True)
sys.stdin.read()
"""


def test_a_second_instance_is_told_who_holds_the_desk(store: Store, desk: Path) -> None:
    with pytest.raises(OfficeError, match=rf"clerk@desk（进程 {os.getpid()}，03-05 14:02 起）"):
        Store.open(desk, owner="second@desk", now=NOW)
    assert not store.is_read_only


def test_reading_needs_no_lock(store: Store, desk: Path) -> None:
    with store.transaction():
        store.cases.add(new_case(), NOTE)
    with closing(Store.open(desk, owner=OWNER, now=NOW, read_only=True)) as viewer:
        assert viewer.is_read_only
        assert viewer.cases.get(1).proposal.item_no == "12"
        with pytest.raises(OfficeError, match="只读"), viewer.transaction():
            viewer.cases.add(new_case(), NOTE)


def test_a_killed_holder_leaves_no_lock_behind(desk: Path) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(desk)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"open\n"
        with pytest.raises(OfficeError, match="other@desk"):
            Store.open(desk, owner=OWNER, now=NOW)
        child.kill()
    with closing(Store.open(desk, owner=OWNER, now=NOW)) as store:
        assert store.check() == ()


def test_an_unclean_end_is_remembered_until_a_clean_one(desk: Path) -> None:
    first = InstanceLock(desk, OWNER, NOW)
    assert not first.was_left_dirty
    first.release(clean=False)
    second = InstanceLock(desk, OWNER, NOW)
    assert second.was_left_dirty
    second.release()
    third = InstanceLock(desk, OWNER, NOW)
    assert not third.was_left_dirty
    third.release()


def test_damage_is_looked_for_after_an_unclean_end(desk: Path) -> None:
    with closing(Store.open(desk, owner=OWNER, now=NOW)) as store, store.transaction():
        store.cases.add_many([new_case(str(number)) for number in range(300)], NOTE)
        root = store._work.one("SELECT rootpage FROM sqlite_schema WHERE name = 'cases_by_title'")[0]
    raw = bytearray(desk.read_bytes())
    raw[(root - 1) * 8192 + 12 : root * 8192] = bytes(8192 - 12)
    desk.write_bytes(raw)
    InstanceLock(desk, OWNER, NOW).release(clean=False)
    for _ in range(2):  # refused again: a refusal does not count as a clean end
        with pytest.raises(OfficeError, match="没有正常退出"):
            Store.open(desk, owner=OWNER, now=NOW)
    assert desk.read_bytes() == bytes(raw)
