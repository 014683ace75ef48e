"""An import that breaks at any row, by a fault or by a kill, leaves nothing of its list (P-14)."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from desktop import paths
from desktop.casework import find, intake
from desktop.casework.intake import Hints
from desktop.casework.intake_cases import CaseMaker
from desktop.casework.intake_source import survey
from desktop.domain.errors import OfficeError
from desktop.domain.kinds import Kind
from desktop.domain.listing import Criteria
from desktop.domain.progress import Cancelled
from tests.casework.lists import as_csv
from tests.desks import new_office, registered
from tests.torture.children import child, dump, reopened, said
from tests.torture.figures import times, told

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.casework.intake_rows import Entry
    from desktop.domain.case import Case
    from desktop.domain.session import Session

ROWS = 50
FAULTS = (MemoryError(), OfficeError("来表缺一页，没有导入；请补齐后再试。"), Cancelled())


def list_of(folder: Path) -> Path:
    """Return a list of fifty papers, with a unit the desk does not know in every second row."""
    rows = (
        (n, f"关于示例{n}的建议", f"示例区第{n}办" if n % 2 else "示例区教育局")
        for n in range(100, 100 + ROWS)
    )
    return as_csv(folder, ("案号", "案由", "主办单位"), *rows)


def test_p14_a_fault_at_any_row_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    began, tries, broken = time.perf_counter(), 0, 0
    with closing(new_office(tmp_path / "desk")) as office:
        registered(office)
        plan = intake.read(office, survey(list_of(tmp_path)), Hints(kind=Kind.SUGGESTION))
        before, make = dump(office.directory), CaseMaker.make
        for row in range(1, ROWS + 1, ROWS // times(10, ROWS)):
            fault, made = FAULTS[row % len(FAULTS)], 0

            def breaking(self: CaseMaker, entry: Entry, session: Session, row: int = row,
                         fault: Exception = fault) -> Case:  # fmt: skip
                nonlocal made
                made += 1
                if made == row:
                    raise fault
                return make(self, entry, session)

            with monkeypatch.context() as patch:
                patch.setattr(CaseMaker, "make", breaking)
                with pytest.raises(type(fault)):
                    intake.commit(office, plan)
            tries, broken = tries + 1, broken + (dump(office.directory) != before)
            with closing(sqlite3.connect(paths.desk_file(office.directory), timeout=0)) as other:
                other.execute("BEGIN IMMEDIATE")  # the file is free again
        told("P-14", "import broken at a row by a fault", tries, broken, time.perf_counter() - began)
        assert broken == 0
        intake.commit(office, plan)
        assert find.count(office, Criteria()) == ROWS + 1
        assert office.store.check() == ()


KILLED = """
import os, sys
from pathlib import Path
from desktop.casework import intake
from desktop.casework.intake import Hints
from desktop.casework.intake_cases import CaseMaker
from desktop.casework.intake_source import survey
from desktop.domain.kinds import Kind
from tests.torture.children import reopened
office = reopened(Path(sys.argv[1]))
plan = intake.read(office, survey(Path(sys.argv[2])), Hints(kind=Kind.SUGGESTION))
make, made = CaseMaker.make, [0]
def killing(*arguments):
    made[0] += 1
    if made[0] == int(sys.argv[3]):
        os._exit(9)
    return make(*arguments)
CaseMaker.make = killing
intake.commit(office, plan)
"""


def test_p14_a_kill_at_any_row_leaves_nothing(tmp_path: Path) -> None:
    began, folder, broken = time.perf_counter(), tmp_path / "desk", 0
    with closing(new_office(folder)) as office:
        registered(office)
    source, before = list_of(tmp_path), dump(folder)
    rows = range(1, ROWS + 1, ROWS // times(2, ROWS))
    for row in rows:
        status, _, errors = said(child(KILLED, folder, source, row))
        assert status == 9, errors
        with closing(reopened(folder)) as office:
            assert find.count(office, Criteria()) == 1
        broken += dump(folder) != before
    told("P-14", "import killed at a row", len(rows), broken, time.perf_counter() - began)
    assert broken == 0
    with closing(reopened(folder)) as office:
        intake.commit(office, intake.read(office, survey(source), Hints(kind=Kind.SUGGESTION)))
        assert find.count(office, Criteria()) == ROWS + 1
        assert office.store.check() == ()
