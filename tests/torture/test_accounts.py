"""P-30: passwords tried by force, with the real hashes: five, whoever tries, however many at once."""

from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from desktop.casework import admit
from desktop.casework.office import open_office
from desktop.domain.errors import OfficeError
from desktop.domain.lockout import LIMIT
from tests.casework.accounts_desk import SECRET, guarded
from tests.desks import Clock
from tests.torture import figures
from tests.torture.children import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.casework.office import Office

CLOSENESS = 0.2
THREADS = 8
KILLED = """
import os, sys
from pathlib import Path
from desktop.casework import admit
from desktop.casework.office import open_office
from desktop.domain.errors import OfficeError
from tests.desks import Clock
office = open_office(Path(sys.argv[1]), clock=Clock(), officer="pc")
for _ in range(5):
    try:
        admit.sign_in(office, "admin1", "wrong")
    except OfficeError:
        pass
os._exit(9)
"""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with closing(guarded(tmp_path / "desk")) as made:
        admit.sign_out(made)
        yield made


def refused(office: Office, name: str, password: str) -> str:
    """Return the sentence an attempt is refused with; "" when it is let in."""
    try:
        admit.sign_in(office, name, password)
    except OfficeError as error:
        return error.message
    return ""


def test_p30_of_many_tries_at_once_five_are_judged(office: Office) -> None:
    number = figures.times(40, 1000)
    started = time.perf_counter()
    office.lend()

    def tries(thread: int) -> list[str]:
        writer = office.writer()
        with closing(writer.store):
            return [refused(writer, "admin1", f"Wrong-{n}") for n in range(thread, number, THREADS)]

    with ThreadPoolExecutor(THREADS) as pool:
        told = [sentence for found in pool.map(tries, range(THREADS)) for sentence in found]
    office.take_back()
    judged = sum(admit.WRONG in sentence for sentence in told)
    let_in = told.count("") + (refused(office, "admin1", SECRET) == "")
    figures.told("P-30", "passwords tried at once", number, let_in, time.perf_counter() - started)
    assert len(told) == number
    assert judged == LIMIT
    assert let_in == 0
    assert office.store.journal.verify() is None


def test_p30_a_name_nobody_bears_costs_the_same(office: Office) -> None:
    def cost(name: str) -> float:
        began = time.process_time()
        assert admit.WRONG in refused(office, name, "Wrong-password-1")
        return time.process_time() - began

    refused(office, "warm", "wrong")
    pairs = [(cost("admin1"), cost("nobody")) for _ in range(LIMIT - 1)]
    known, unknown = (min(each) for each in zip(*pairs, strict=True))
    figures.told("P-30", "unknown names as slow as known ones", len(pairs), 0, known)
    assert abs(known - unknown) <= CLOSENESS * known


def test_p30_a_kill_does_not_shorten_the_lock(office: Office, tmp_path: Path) -> None:
    office.close()
    kills = figures.times(1, 5)
    for _ in range(kills):
        ended = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path / "desk")], cwd=ROOT, check=False)
        assert ended.returncode == 9
        with closing(open_office(tmp_path / "desk", clock=Clock(), officer="pc")) as again:
            told = refused(again, "admin1", SECRET)
            figures.told("P-30", "kills after five wrong passwords", 1, told == "", 0)
            assert "已锁定" in told
