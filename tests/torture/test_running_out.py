"""A full disk, a disk that cannot be written to: refused in one sentence, nothing lost (P-03, P-04)."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop import paths
from desktop.casework import attach, export, intake, issue, print_out
from desktop.casework.intake import Hints
from desktop.casework.intake_source import survey_text
from desktop.db import migrations
from desktop.db.backup import verified_copy
from desktop.db.connection import connect
from desktop.db.steps import STEPS, Step
from desktop.domain.attachment import AttachmentKind
from desktop.domain.errors import OfficeError
from desktop.domain.kinds import Kind
from desktop.domain.listing import Criteria
from tests.desks import answered, new_office, registered
from tests.torture.children import child, dump, reopened, said
from tests.torture.figures import LONG, told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from desktop.casework.office import Office

SMALL = 40  # megabytes: a backup wants room for itself and something over
KILOBYTE = 1024


# --- P-03 ---------------------------------------------------------------------------------------------------


def save(office: Office) -> None:
    registered(office, "700")


def take_list(office: Office) -> None:
    rows = "\n".join(f"{number}\t关于示例{number}的建议\t示例区教育局" for number in range(800, 1100))
    plan = intake.read(office, survey_text(f"案号\t案由\t主办单位\n{rows}"), Hints(kind=Kind.SUGGESTION))
    intake.commit(office, plan)


def put_file(office: Office) -> None:
    haul = attach.take_in(office, [office.directory.parent / "scan.pdf"])
    if haul.refused:
        raise OfficeError(haul.refused[0])
    attach.add(office, 1, haul.taken, AttachmentKind.PAPER)


def back_up(office: Office) -> None:
    with closing(connect(paths.desk_file(office.directory), read_only=True)) as source:
        verified_copy(source, office.directory / "backups" / "copy.sqlite3")


def write_list(office: Office) -> None:
    export.ledger(office, Criteria(), office.directory / "台账.xlsx")


def write_table(office: Office) -> None:
    export.ledger(office, Criteria(), office.directory / "台账.pdf")


def write_letter(office: Office) -> None:
    print_out.put(office.directory / "答复函.pdf", issue.pdf([issue.issued(office, 1)]))


ACTS: dict[str, Callable[[Office], None]] = {
    "save": save, "import": take_list, "attach": put_file, "back up": back_up,
    "workbook": write_list, "table": write_table, "letter": write_letter,
}  # fmt: skip


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """Return an empty disk of a few megabytes; it takes root to have one."""
    place = Path(tempfile.mkdtemp())
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SMALL}m", "tmpfs", str(place)]
    try:
        is_mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except OSError:
        is_mounted = False
    if not is_mounted:
        place.rmdir()
        pytest.skip("no small disk can be mounted here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)
    place.rmdir()


def fill_up(disk: Path) -> Path:
    """Fill a disk to the last byte and return the file that fills it."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(bytes(64 * KILOBYTE))
    return filler


def listing(folder: Path) -> set[str]:
    """Return the names of everything in a folder."""
    return {each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file()}


@pytest.mark.parametrize("name", ACTS)
def test_p03_a_full_disk_refuses_in_words_and_keeps_everything(
    small_disk: Path, tmp_path: Path, name: str
) -> None:
    began, folder = time.perf_counter(), tmp_path / "disk" / "desk"
    folder.parent.symlink_to(small_disk)
    office = new_office(folder)
    answered(office, registered(office))
    (small_disk / "scan.pdf").write_bytes(b"%PDF-1.7 " + os.urandom(200 * KILOBYTE))
    before, files = dump(folder), listing(folder)
    filler = fill_up(small_disk)
    with pytest.raises(OfficeError) as refused:
        ACTS[name](office)
    told(
        "P-03",
        "acts on a full disk; desk changed",
        1,
        int(dump(folder) != before),
        time.perf_counter() - began,
    )
    assert refused.value.message.endswith("。")
    assert "磁盘" in refused.value.message
    assert dump(folder) == before
    assert listing(folder) - files == set()
    filler.unlink()
    ACTS[name](office)
    assert office.store.check() == ()
    office.close()


def test_p03_a_full_disk_stops_a_new_schema(small_disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = small_disk / "desk"
    with closing(new_office(folder)) as office:
        registered(office)
    before = dump(folder)
    grown = Step(
        "9999_big", ("CREATE TABLE big (x BLOB) STRICT", "INSERT INTO big VALUES (zeroblob(100000))")
    )
    monkeypatch.setattr(migrations, "STEPS", (*STEPS, grown))
    filler = fill_up(small_disk)
    with pytest.raises(OfficeError, match="磁盘"):
        reopened(folder)
    assert dump(folder) == before
    filler.unlink()
    with closing(reopened(folder)) as office:
        assert office.store.check() == ()


LIMITED = """
import resource, signal, sys
from pathlib import Path
from desktop import paths
from desktop.domain.errors import OfficeError
from tests.torture.children import reopened
from tests.torture.test_running_out import ACTS
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
folder = Path(sys.argv[1])
office = reopened(folder)
size = paths.desk_file(folder).stat().st_size
for name in sys.argv[2:]:
    act = ACTS[name]
    resource.setrlimit(resource.RLIMIT_FSIZE, (2048, resource.RLIM_INFINITY))
    try:
        act(office)
    except OfficeError as error:
        print(name, error.message)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    act(office)
print(office.store.check())
office.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of file sizes are those of POSIX")
def test_p03_a_file_that_may_not_grow_refuses_in_words(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    with closing(new_office(folder)) as office:
        answered(office, registered(office))
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7 " + bytes(9000))
    names = list(ACTS) if LONG else ["save", "attach"]
    status, out, errors = said(child(LIMITED, folder, *names))
    assert status == 0, errors
    *refused, verdict = out.splitlines()
    assert verdict == "()"
    assert len(refused) == len(names)
    assert all(line.endswith("。") for line in refused)
    assert "Traceback" not in errors


# --- P-04 ---------------------------------------------------------------------------------------------------

LOOKING = """
import sys
from pathlib import Path
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QLabel
from desktop import app
from desktop.casework import find, register
from desktop.domain.errors import OfficeError
from desktop.domain.listing import Criteria
from desktop.views.navigation import PAGES
from tests.samples import PAPER
application = app.start_qt()
office = app.reach(Path(sys.argv[1]), read_only=False)
window = app.open_window(office, QSettings(sys.argv[2], QSettings.Format.IniFormat))
window.show()
for entry in PAGES:
    window.pages.go(entry.key, 1 if entry.key == "case" else None)
    application.processEvents()
try:
    register.proposal(office, PAPER)
except OfficeError as error:
    print(error.message)
print(office.is_read_only, find.count(office, Criteria()))
print(" ".join(each.text() for each in window.status.findChildren(QLabel)))
window.close()
office.close()
"""


def digest(folder: Path) -> dict[str, str]:
    """Return what a folder holds, file by file, as hashes."""
    files = [each for each in folder.rglob("*") if each.is_file()]
    return {str(each): hashlib.sha256(each.read_bytes()).hexdigest() for each in files}


def harmless() -> tuple[str, ...]:
    """Return the command that takes from root the right to write where the modes of files forbid it."""
    if os.geteuid() != 0:
        return ()
    if shutil.which("setpriv") is None:
        pytest.skip("root may write everywhere, and setpriv is not installed")
    return ("setpriv", "--bounding-set=-dac_override,-dac_read_search")


@contextlib.contextmanager
def locked_up(folder: Path, kind: str) -> Iterator[None]:
    """Take the right to write away from a desk: its file, its folder, or the disk it lies on."""
    if kind == "medium":
        bind, freeze = ["mount", "--bind", folder, folder], ["mount", "-o", "remount,ro,bind", folder]
        if subprocess.run(bind, capture_output=True, check=False).returncode:
            pytest.skip("no disk can be mounted here")
        subprocess.run(freeze, check=True)
        yield
        subprocess.run(["umount", "-l", folder], check=True)
        return
    paths.desk_file(folder).chmod(0o444)
    folder.chmod(0o755 if kind == "file" else 0o555)
    yield
    folder.chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="file modes are those of POSIX")
@pytest.mark.parametrize("kind", ["file", "folder", "medium"] if LONG else ["folder"])
def test_p04_what_cannot_be_written_opens_to_be_looked_at(tmp_path: Path, kind: str) -> None:
    began, folder = time.perf_counter(), tmp_path / "desk"
    with closing(new_office(folder)) as office:
        registered(office)
    before = digest(folder)
    with locked_up(folder, kind):
        status, out, errors = said(child(LOOKING, folder, tmp_path / "layout.ini", before=harmless()))
    told(
        "P-04",
        "read-only file, folder, medium; something written",
        1,
        int(digest(folder) != before),
        time.perf_counter() - began,
    )
    assert status == 0, errors
    refusal, seen, marks = out.splitlines()
    assert "只读" in refusal
    assert seen == "True 1"
    assert "只读" in marks
    assert "Traceback" not in errors
    assert digest(folder) == before
