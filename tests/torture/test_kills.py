"""The plug is pulled: at random moments, and at every single write to the disk (P-01, P-02)."""

from __future__ import annotations

import hashlib
import random
import re
import shutil
import time
from collections import Counter
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from desktop.casework import find
from desktop.domain.listing import Criteria
from tests.desks import new_office, registered
from tests.torture.children import child, dump, reopened, said
from tests.torture.figures import LONG, times, told

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.casework.office import Office

WORKING = """
import sys
from pathlib import Path
from desktop.casework import attach
from desktop.domain.attachment import AttachmentKind
from tests import desks
from tests.torture.children import reopened
office = reopened(Path(sys.argv[1]))
paper = Path(sys.argv[1]) / "scan.pdf"
def acknowledge(case):
    print(case.id, case.version, flush=True)
    return case
for number in range(10**6):
    case = acknowledge(desks.registered(office, str(number)))
    case = acknowledge(desks.handed_out(office, case))
    case = acknowledge(desks.met(office, case))
    case = acknowledge(desks.drafted(office, case))
    paper.write_bytes(b"%PDF-1.7 " + str((sys.argv[2], number)).encode())
    attach.add(office, case.id, attach.take_in(office, [paper]).taken, AttachmentKind.PAPER)
    print(case.id, "file", flush=True)
"""
DESK_LASTS = 20  # kills until the desk has grown so large that looking at it takes most of the time


def lost_of(office: Office, acknowledged: list[str]) -> int:
    """Return how many of the lines a child said after a commit are not true of the desk."""
    newest = dict[int, int]()
    files = Counter[int]()
    for case_id, word in (line.split() for line in acknowledged):
        if word == "file":
            files[int(case_id)] += 1
        else:
            newest[int(case_id)] = int(word)
    last = find.count(office, Criteria())
    lost = sum(case_id > last or find.case(office, case_id).version < version
               for case_id, version in newest.items())  # fmt: skip
    return lost + sum(len(office.store.attachments.of_case(each)) < n for each, n in files.items())


def wrong_files(folder: Path) -> list[Path]:
    """Return the files of a desk that bear a hash which is not that of what they hold."""
    kept = [each for each in (folder / "附件").rglob("*") if re.fullmatch("[0-9a-f]{64}", each.name)]
    return [each for each in kept if hashlib.sha256(each.read_bytes()).hexdigest() != each.name]


def test_p01_no_acknowledged_act_is_lost_by_a_kill(tmp_path: Path) -> None:
    began, dice, number = time.perf_counter(), random.Random(20261122), times(5, 200)
    acts = lost = 0
    faults: list[object] = []
    for kill in range(number):
        folder = tmp_path / str(kill // DESK_LASTS)
        if not folder.exists():
            new_office(folder).close()
        with child(WORKING, folder, kill) as process:
            assert process.stdout
            lines = [process.stdout.readline()]
            time.sleep(dice.uniform(0, 0.15))
            process.kill()
            lines += process.stdout.readlines()
        whole = [line for line in lines if line.endswith("\n")]
        with closing(reopened(folder)) as office:
            acts, lost = acts + len(whole), lost + lost_of(office, whole)
            faults += [*office.store.check(), *wrong_files(folder)]
    told(
        "P-01",
        f"kill -9 while writing; {acts:,} acts acknowledged",
        number,
        lost,
        time.perf_counter() - began,
    )
    assert (lost, faults) == (0, [])
    assert acts >= number


ACTS = """
import sys
from pathlib import Path
from desktop.casework import attach
from desktop.domain.attachment import AttachmentKind
from tests import desks
from tests.torture.children import reopened
office = reopened(Path(sys.argv[1]))
paper = Path(sys.argv[1]) / "scan.pdf"
if sys.argv[2] == "register":
    desks.registered(office, "99")
elif sys.argv[2] == "attach":
    attach.add(office, 1, attach.take_in(office, [paper]).taken, AttachmentKind.PAPER)
office.close()
"""
WRITES = ("pwrite64", "fsync", "fdatasync", "ftruncate", "unlink", "rename", "link")
STRACE = shutil.which("strace")


def prepared(folder: Path) -> Path:
    """Return a folder with a desk of one case, and a scan to be put to it."""
    with closing(new_office(folder)) as office:
        registered(office)
    (folder / "scan.pdf").write_bytes(b"%PDF-1.7 " + bytes(5000))
    return folder


def traced(folder: Path, act: str, *options: str) -> tuple[int, str]:
    """Do an act on a copy of a desk under strace; return the exit status and what was complained of."""
    assert STRACE
    before = (STRACE, "-f", "-qq", *options)
    status, _, errors = said(child(ACTS, folder, act, before=before))
    return status, errors


def calls(folder: Path, act: str) -> dict[str, int]:
    """Return how often an act asks the system to write, by the name of the call."""
    log = folder.parent / f"{act}.log"
    status, errors = traced(folder, act, "-o", str(log), "-e", f"trace={','.join(WRITES)}")
    if "strace: " in errors:
        pytest.skip(f"strace may not trace here: {errors.strip()[-80:]}")
    assert status == 0, errors
    return Counter(re.findall(r"^\d+ +(\w+)\(", log.read_text("utf-8", "replace"), re.MULTILINE))


@pytest.mark.skipif(STRACE is None, reason="strace is not installed")
@pytest.mark.parametrize("act", ["register", "attach"] if LONG else ["attach"])
def test_p02_a_kill_at_any_write_leaves_before_or_after(tmp_path: Path, act: str) -> None:
    began, root = time.perf_counter(), tmp_path
    desk_to_kill = prepared(root / "desk")
    before, finished = dump(desk_to_kill), root / "finished"
    shutil.copytree(desk_to_kill, finished)
    of_each = calls(finished, act)
    after = dump(finished)
    places = [(name, at) for name, number in of_each.items() for at in range(1, number + 1)]
    chosen = places if LONG else places[:: max(1, len(places) // 2)]
    between, faults = [], list[object]()
    for name, at in chosen:
        folder = root / f"{name}-{at}"
        shutil.copytree(desk_to_kill, folder)
        inject = f"inject={name}:signal=KILL:when={at}"
        status, _ = traced(folder, act, "-o", "/dev/null", "-e", f"trace={name}", "-e", inject)
        assert status != 0, f"{name} {at} was not killed"
        with closing(reopened(folder)) as office:
            faults += [*office.store.check(), *wrong_files(folder)]
        between += [(name, at)] if dump(folder) not in (before, after) else []
        shutil.rmtree(folder)
    what = f"kill at every write call ({act}: {', '.join(f'{k} {v}' for k, v in of_each.items())})"
    told("P-02", what, len(chosen), len(between), time.perf_counter() - began)
    assert (between, faults) == ([], [])
    assert before != after
    assert len(places) > 10
