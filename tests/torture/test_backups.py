"""Backups under torture: killed while made, flipped bit by bit, put in the place of damaged desks."""

from __future__ import annotations

import hashlib
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop import paths
from desktop.casework import attach, backups, find, keep, register, restoring, templates
from desktop.casework.office import open_office
from desktop.casework.restoring import Seat
from desktop.db.backup import verified
from desktop.db.putting_back import staged
from desktop.domain.attachment import AttachmentKind
from desktop.domain.errors import DamageError, OfficeError
from desktop.domain.listing import Criteria, SortField
from desktop.domain.manifest import BEFORE_MIGRATION
from desktop.domain.retention import Mark, spare
from tests import desks
from tests.desks import Clock, answered, new_office, registered
from tests.torture.figures import times, told

if TYPE_CHECKING:
    from desktop.casework.office import Office

ROOT = Path(__file__).parents[2]
MAKE = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from desktop.casework import backups
from desktop.casework.office import open_office
from desktop.domain.progress import Progress

class Deadly(Progress):
    left = int(sys.argv[2])
    def step(self, done, total, text=""):
        Deadly.left -= 1
        if Deadly.left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

office = open_office(Path(sys.argv[1]), clock=lambda: datetime(2026, 3, 2, 10), officer="x")
backups.make(office, "定时", progress=Deadly())
print("made", flush=True)
"""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a closed desk with cases, letters, a file and one backup, to be copied."""
    folder = tmp_path_factory.mktemp("sample") / "desk"
    office = new_office(folder)
    for number in range(40):
        registered(office, str(number))
    answered(office, registered(office, "40"))
    put_file(office, folder.parent / "来文.pdf", b"scan")
    backups.make(office, backups.BY_HAND)
    office.close()
    return folder


@pytest.fixture
def folder(sample: Path, tmp_path: Path) -> Path:
    """Return a copy of that folder."""
    return Path(shutil.copytree(sample, tmp_path / "desk"))


def put_file(office: Office, source: Path, content: bytes) -> None:
    source.write_bytes(content)
    case = find.page(office, Criteria(), 0, 1)[0].id
    attach.add(office, case, attach.take_in(office, [source]).taken, AttachmentKind.PAPER)


def seat(folder: Path) -> Seat:
    return Seat(folder, Clock(), "示例经办")


def dump(folder: Path) -> str:
    """Return everything a closed desk holds as one hash: every table, and every file."""
    digest = hashlib.sha256()
    with closing(sqlite3.connect(paths.desk_file(folder))) as connection:
        for line in connection.iterdump():
            digest.update(line.encode())
    for path in sorted(paths.attachment_folder(folder).rglob("*")):
        if path.is_file():
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def only_backup(folder: Path) -> backups.Backup:
    (backup,) = backups.found_in(paths.backup_folder(folder))
    return backup


# --- P-05 ---

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=40)
DESKS = st.lists(st.tuples(TEXTS, st.binary(min_size=1, max_size=2000)), min_size=1, max_size=6)


def test_p05_what_is_put_back_is_what_was_backed_up(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    number, lost, start = times(8, 100), [], time.perf_counter()

    @settings(max_examples=number, suppress_health_check=list(HealthCheck), deadline=None)
    @given(DESKS, st.booleans())
    def put_back(papers: list[tuple[str, bytes]], sealed: bool) -> None:
        top = tmp_path_factory.mktemp("p05")
        office = new_office(top / "desk")
        for place, (title, content) in enumerate(papers):
            registered(office, str(place))
            keep.keep_draft(office, f"draft/{place}", {"title": title})
            put_file(office, top / f"{place}.pdf", content)
        away = top / "U盘"
        away.mkdir()
        if sealed:
            backups.set_password(office, "P@ssw0rd-2026")
        made = backups.make(office, backups.BY_HAND, away)
        office.close()
        before = dump(top / "desk")
        shutil.rmtree(top / "desk")
        (top / "desk").mkdir()
        restoring.restore(seat(top / "desk"), made.path, "P@ssw0rd-2026" if sealed else "")
        if dump(top / "desk") != before:
            lost.append(papers)

    put_back()
    told("P-05", "random desks backed up and put back", number, len(lost), time.perf_counter() - start)
    assert lost == []


# --- P-06 ---


def test_p06_a_kill_while_a_backup_is_made_leaves_none_by_halves(folder: Path) -> None:
    old, lost, start, number = only_backup(folder), 0, time.perf_counter(), 0
    with closing(open_office(folder, clock=Clock(), officer="x")) as office:
        registered(office, "99")
    for step in range(0, 12, times(3, 1)):
        call = [sys.executable, "-c", MAKE, str(folder), str(step)]
        done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)
        number += 1
        found = backups.found_in(paths.backup_folder(folder))
        lost += old not in found
        for each in found:
            try:
                verified(each.path)
                with staged(each.path, folder):
                    pass
            except OfficeError:
                lost += 1
        if "made" in done.stdout:
            break
    told("P-06", "kills in each phase of a backup", number, lost, time.perf_counter() - start)
    assert not lost


# --- P-07 ---


def test_p07_a_flipped_bit_anywhere_is_refused(folder: Path) -> None:
    copy = only_backup(folder).path
    before, start, lost = dump(folder), time.perf_counter(), 0
    number, dice = times(25, 500), random.Random(7)
    for turn in range(number):
        path = copy if turn % 2 else copy.with_suffix(".json")
        place = dice.randrange(path.stat().st_size)
        with path.open("r+b") as file:
            file.seek(place)
            kept = file.read(1)
            file.seek(place)
            file.write(bytes([kept[0] ^ (1 << dice.randrange(8))]))
        try:
            restoring.restore(seat(folder), copy)
            lost += 1
        except OfficeError:
            pass
        with path.open("r+b") as file:
            file.seek(place)
            file.write(kept)
    lost += dump(folder) != before
    told("P-07", "bit flips in copy or manifest", number, lost, time.perf_counter() - start)
    assert not lost
    assert restoring.restore(seat(folder), copy).kept is not None


# --- P-08 ---


def test_p08_thinning_never_takes_what_must_stay() -> None:
    start, number, lost = time.perf_counter(), times(100, 5000), []
    moments = st.datetimes()
    marks = st.builds(Mark, st.text("abc", min_size=1, max_size=6), moments, st.booleans(), st.booleans())

    @settings(max_examples=number, deadline=None)
    @given(st.lists(marks, max_size=40, unique_by=lambda mark: mark.name))
    def thinned(every: list[Mark]) -> None:
        gone = set(spare(every))
        sound = sorted((mark for mark in every if mark.is_verified), key=lambda mark: (mark.at, mark.name))
        years = {mark.at.year: mark for mark in sound}
        must = {*sound[-1:], *years.values(), *(mark for mark in every if mark.is_lasting)}
        lost.extend(must & gone)

    thinned()
    told("P-08", "random shelves of backups thinned", number, len(lost), time.perf_counter() - start)
    assert lost == []


def test_p08_a_backup_before_a_migration_stays_for_ever(folder: Path) -> None:
    clock = Clock()
    with closing(open_office(folder, clock=clock, officer="x")) as office:
        kept = backups.make(office, BEFORE_MIGRATION)
        for _ in range(60):
            clock.turn(30)
            registered(office, str(clock.day))
            backups.make(office, backups.BY_CLOCK)
        assert kept in backups.every(office)
        assert len(backups.every(office)) < 40


# --- P-09 ---


def used(folder: Path) -> str:
    """Open a desk, look at it in every way and write to it; return what was told, "" when it is sound."""
    try:
        with closing(open_office(folder, clock=Clock(), officer="示例经办")) as office:
            found = keep.check(office)
            for field in SortField:
                find.page(office, Criteria(), 0, 50)
                assert field
            for row in find.page(office, Criteria(), 0, 50):
                find.history(office, row.id)
            register.proposal(office, desks.PAPER)
            templates.every(office)
            return "；".join(found)
    except OfficeError as error:
        return error.message


def damaged(raw: bytes, dice: random.Random, turn: int) -> bytes:
    if turn % 6 == 5:
        return raw[: dice.randrange(len(raw))]
    spoilt, place, size = bytearray(raw), dice.randrange(len(raw)), dice.choice((1, 1, 16, 256, 4096))
    piece = bytes(size) if turn % 2 else dice.randbytes(size)
    spoilt[place : place + size] = piece[: len(raw) - place]
    return bytes(spoilt)


def test_p09_a_damaged_desk_is_told_kept_and_put_back(folder: Path) -> None:
    desk, copy = paths.desk_file(folder), only_backup(folder).path
    raw, start, lost = desk.read_bytes(), time.perf_counter(), 0
    number, dice = times(20, 350), random.Random(9)
    for turn in range(number):
        spoilt = damaged(raw, dice, turn)
        desk.write_bytes(spoilt)
        used(folder)
        now = desk.read_bytes()
        kept = restoring.restore(seat(folder), copy).kept
        lost += kept is None or kept.read_bytes() != now
        lost += used(folder) != ""
        shutil.rmtree(folder / "恢复前", ignore_errors=True)
        shutil.rmtree(folder / "损坏保留", ignore_errors=True)
    told("P-09", "damaged desks told, kept and put back", number, lost, time.perf_counter() - start)
    assert not lost


def other_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE contacts (name)")
        connection.commit()


@pytest.mark.parametrize("kind", ["empty", "text", "other"])
def test_p09_what_is_no_desk_is_told_and_stays_as_it_is(folder: Path, kind: str) -> None:
    desk, copy = paths.desk_file(folder), only_backup(folder).path
    desk.unlink()
    if kind == "other":
        other_program(desk)
    else:
        desk.write_text("" if kind == "empty" else "这是一段文字。" * 999, encoding="utf-8")
    raw = desk.read_bytes()
    with pytest.raises(DamageError):
        open_office(folder, clock=Clock(), officer="x")
    assert desk.read_bytes() == raw
    kept = restoring.restore(seat(folder), copy).kept
    assert kept is not None
    assert (kept.parent.name, kept.read_bytes()) == ("损坏保留", raw)
    assert used(folder) == ""


def test_p09_a_damaged_desk_without_a_backup_is_saved_row_by_row(folder: Path) -> None:
    desk, start, lost = paths.desk_file(folder), time.perf_counter(), 0
    raw, dice, number, cases = desk.read_bytes(), random.Random(5), times(6, 100), 0
    for turn in range(number):
        desk.write_bytes(damaged(raw, dice, 2 * turn))
        before = desk.read_bytes()
        try:
            saved = restoring.rescue(seat(folder))
        except OfficeError:
            lost += desk.read_bytes() != before
            continue
        cases += saved.cases
        lost += saved.kept.read_bytes() != before
        with closing(open_office(folder, clock=Clock(), officer="x")) as office:
            find.page(office, Criteria(), 0, 50)
        shutil.rmtree(folder / "损坏保留")
    what = f"damaged desks saved row by row ({cases} of {number * 41} cases)"
    told("P-09", what, number, lost, time.perf_counter() - start)
    assert not lost


# --- P-10 ---

HOT = """
import os, signal, sqlite3, sys
c = sqlite3.connect(sys.argv[1], isolation_level=None)
c.execute("PRAGMA cache_size = 2")
c.execute("BEGIN IMMEDIATE")
c.execute("UPDATE cases SET remark = hex(randomblob(200)), title_key = randomblob(50)")
c.execute("UPDATE case_content SET content = content || hex(randomblob(3000))")
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("is_moved", [False, True])
def test_p10_a_hot_journal_is_rolled_back_or_its_desk_refused(folder: Path, *, is_moved: bool) -> None:
    desk, journal = paths.desk_file(folder), folder / "desk.sqlite3-journal"
    before = dump(folder)
    subprocess.run([sys.executable, "-c", HOT, str(desk)], check=False)
    assert journal.stat().st_size > 0
    if is_moved:
        journal.rename(folder / "moved")
        assert used(folder) != ""
        kept = restoring.restore(seat(folder), only_backup(folder).path).kept
        assert kept is not None
        assert (folder / "moved").stat().st_size > 0
    else:
        open_office(folder, clock=Clock(), officer="示例经办").close()
    assert dump(folder) == before


def test_p10_restoring_over_a_desk_with_a_hot_journal_never_mixes_the_two(folder: Path) -> None:
    desk = paths.desk_file(folder)
    before = dump(folder)
    subprocess.run([sys.executable, "-c", HOT, str(desk)], check=False)
    desk.write_bytes(b"")  # so that the journal cannot be rolled back either
    kept = restoring.restore(seat(folder), only_backup(folder).path).kept
    assert kept is not None
    assert kept.with_name(f"{kept.name}-journal").stat().st_size > 0
    assert dump(folder) == before
    assert used(folder) == ""


def test_p10_no_code_deletes_a_journal() -> None:
    for path in (ROOT / "desktop").rglob("*.py"):
        for line in path.read_text(encoding="utf-8").splitlines():
            assert not (re.search(r"unlink|remove\(|rmtree", line) and "journal" in line), f"{path}: {line}"


# --- P-13 ---


@pytest.mark.parametrize(
    "statement",
    [
        "PRAGMA user_version = 9999",
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('desk', '9999_later', '')",
    ],
)
def test_p13_a_newer_desk_is_refused_and_not_touched(folder: Path, statement: str) -> None:
    desk = paths.desk_file(folder)
    with closing(sqlite3.connect(desk)) as connection:
        connection.execute(statement)
        connection.commit()
    before, start = desk.read_bytes(), time.perf_counter()
    with pytest.raises(OfficeError, match="更新的版本"):
        open_office(folder, clock=Clock(), officer="x")
    told("P-13", "newer desks refused unchanged", 1, desk.read_bytes() != before, time.perf_counter() - start)
    assert desk.read_bytes() == before
