"""The window killed while somebody types, its traces after it is closed, and desks meant to break it.

P-16, P-33, P-38, and never a traceback.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from desktop import paths
from desktop.casework import keep
from desktop.views import drafts
from desktop.views.register_dialog import RegisterDialog
from tests.desks import answered, new_office, registered
from tests.torture.children import ROOT, child, reopened, said
from tests.torture.figures import LONG, times, told
from tests.views.case_desk import desk_of

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

# --- P-16 ---------------------------------------------------------------------------------------------------

TYPING = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtTest import QTest
from desktop import app
from desktop.views import drafts
drafts.INTERVAL = int(sys.argv[2])
application = app.start_qt()
office = app.reach(Path(sys.argv[1]))
window = app.open_window(office, QSettings(str(Path(sys.argv[1]) / "layout.ini"), QSettings.Format.IniFormat))
window.show()
window.register()
dialog = application.activeModalWidget()
line = dialog.fields.title
def type_on():
    QTest.keyClicks(line, "abcdefg"[len(line.text()) % 7])
    print(time.monotonic(), len(line.text()), flush=True)
timer = QTimer()
timer.timeout.connect(type_on)
timer.start(50)
application.exec()
"""


@pytest.mark.parametrize("kill", range(times(1, 6)))
def test_p16_a_kill_while_typing_costs_five_seconds_at_most(tmp_path: Path, qtbot: QtBot, kill: int) -> None:
    interval = drafts.INTERVAL if LONG else 300
    folder, dice = tmp_path / "desk", random.Random(kill)
    new_office(folder).close()
    process = child(TYPING, folder, interval)
    assert process.stdout
    typed = [process.stdout.readline()]
    time.sleep(interval / 1000 * dice.uniform(1.5, 2.5))
    process.kill()
    ended = time.monotonic()
    typed += [line for line in process.stdout.readlines() if line.endswith("\n")]
    process.communicate()
    moments = [float(line.split()[0]) for line in typed]
    with closing(reopened(folder)) as office:
        kept = str((keep.draft(office, "register") or {}).get("title", ""))
        lost = ended - moments[len(kept)] if len(kept) < len(moments) else 0.0
        told("P-16", "killed while typing; more than 5 s lost", 1, int(lost > 5), lost)
        assert kept
        assert lost <= (5.0 if LONG else 2.5)
        desk, _ = desk_of(office, tmp_path)
        dialog = RegisterDialog(desk, None)
        qtbot.addWidget(dialog)
        assert dialog.fields.title.text() == kept
        assert "已恢复" in dialog.banner.text
        desk.jobs.stop()
        desk.relay.leave()
        dialog.reject()
        QApplication.processEvents()


# --- P-33 ---------------------------------------------------------------------------------------------------

WALKING = """
import sys
from pathlib import Path
from PySide6.QtCore import QSettings, QUrl
from PySide6.QtGui import QDesktopServices
from desktop import app
from desktop.casework import attach, export, prints
from desktop.casework.opened import OpenedCopies
from desktop.domain.attachment import AttachmentKind
from desktop.domain.listing import Criteria
from desktop.views.navigation import PAGES
from desktop.views.print_runs import Made, PrintRuns
from desktop.views.forms import Banner
folder, out = Path(sys.argv[1]), Path(sys.argv[2])
application = app.start_qt()
office = app.reach(folder)
window = app.open_window(office, QSettings(str(out / "layout.ini"), QSettings.Format.IniFormat))
window.show()
for entry in PAGES:
    window.pages.go(entry.key, 1 if entry.key == "case" else None)
    for _ in range(20):
        application.processEvents()
scan = out / "scan.pdf"
scan.write_bytes(b"%PDF-1.7 scanned")
attach.add(office, 1, attach.take_in(office, [scan]).taken, AttachmentKind.PAPER)
copies = OpenedCopies()
shown = attach.open_copy(office, 1, copies.folder)
assert shown.is_file()
export.ledger(office, Criteria(), out / "台账.xlsx")
export.ledger(office, Criteria(), out / "台账.pdf")
prints.write_letters(office, [1], out / "答复函.pdf")
opened = []
QDesktopServices.openUrl = lambda url: bool(opened.append(url.toLocalFile()))
class Ready:
    name, pdf = "答复函", b"%PDF-1.7"
runs = PrintRuns(window.desk, window, Banner())
runs.open_outside(Made(Ready()))
assert Path(opened[0]).is_file()
window.close()
office.close()
"""


def names(folder: Path) -> set[str]:
    """Return everything that lies in a folder, at whatever depth."""
    return {each.relative_to(folder).as_posix() for each in folder.rglob("*")}


def test_p33_nothing_is_left_behind_after_the_end(tmp_path: Path) -> None:
    began, folder = time.perf_counter(), tmp_path / "desk"
    scratch, out = tmp_path / "scratch", tmp_path / "out"
    scratch.mkdir()
    out.mkdir()
    with closing(new_office(folder)) as office:
        answered(office, registered(office))
    before = names(folder)
    status, _, errors = said(child(WALKING, folder, out, env={"TMPDIR": str(scratch)}))
    left = {name for name in names(folder) - before if not name.startswith((paths.ATTACHMENTS, "backups"))}
    left |= {name for name in names(folder) if name.endswith((".part", ".tmp", "-journal", ".new"))}
    told("P-33", "left after the end: files", 1, len(left | names(scratch)), time.perf_counter() - began)
    assert (status, "Traceback" in errors) == (0, False), errors
    assert names(scratch) == set()
    assert left <= {f"{paths.DESK_FILE}.lock"}
    assert {each for each in names(out) if each.startswith(".")} == set()


# --- P-38 ---------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not LONG, reason="every test runs without a network; this one without any network at all")
def test_p38_the_program_tests_itself_where_there_is_no_network(tmp_path: Path) -> None:
    began, alone = time.perf_counter(), ("unshare", "--net", "--map-root-user")
    if not shutil.which("unshare") or subprocess.run([*alone, "true"], check=False).returncode:
        pytest.skip("a process cannot be cut off from the network here")
    code = "import sys; from desktop import cli; sys.exit(cli.main(['selftest']))"
    status, out, errors = said(child(code, before=alone, env={"TMPDIR": str(tmp_path)}), timeout=300)
    told(
        "P-38", "selftest in a process without any network", 1, int(status != 0), time.perf_counter() - began
    )
    assert (status, "自检通过" in out) == (0, True), errors


# --- never a traceback --------------------------------------------------------------------------------------

MAIN = """
import sys
from PySide6.QtCore import QTimer
from desktop import app
exec_ = app.QApplication.exec
def brief(*_):
    QTimer.singleShot(300, app.QApplication.instance().quit)
    return exec_()
app.QApplication.exec = brief
sys.exit(app.main(["--data", sys.argv[1]]))
"""
CLI = "import sys; from desktop import cli; sys.exit(cli.main(sys.argv[1:]))"


SPOILT = ("empty", "text", "short", "stub", "zeros", "noise", "other", "head", "folder")


def spoiled(folder: Path, how: str) -> Path:
    """Make a desk and spoil it."""
    with closing(new_office(folder)) as office:
        answered(office, registered(office))
    place = paths.desk_file(folder)
    content = place.read_bytes()
    middle = len(content) // 2
    if how == "folder":
        place.unlink()
        place.mkdir()
        return folder
    noise = random.Random(1).randbytes(8192)
    spoilt = {
        "empty": b"",
        "text": "这不是数据文件".encode(),
        "short": content[:middle],
        "stub": content[:100],
        "zeros": content[:8192] + bytes(len(content) - 8192),
        "noise": content[:middle] + noise + content[middle + 8192 :],
        "other": content[:60] + bytes(40) + content[100:],
        "head": bytes(100) + content[100:],
    }
    place.write_bytes(spoilt[how])
    return folder


@pytest.mark.parametrize("how", SPOILT if LONG else ["zeros"])
def test_a_desk_that_is_none_is_told_in_a_sentence(tmp_path: Path, how: str) -> None:
    began, folder = time.perf_counter(), spoiled(tmp_path / "desk", how)
    mine = {"XDG_CONFIG_HOME": str(tmp_path)}
    asked = (["check"], ["ledger", "--out", tmp_path / "a.xlsx"], ["count"], ["show", "12"]) if LONG else ()
    heard = [said(child(MAIN, folder, env=mine))]
    heard += [said(child(CLI, *words, "--data", folder, env=mine)) for words in asked]
    bad = [
        errors for status, _, errors in heard if "Traceback" in errors or "没有预料" in errors or status > 1
    ]
    told(
        "P-09",
        "starts on a spoilt desk; tracebacks",
        len(heard),
        len(bad),
        time.perf_counter() - began,
    )
    assert bad == []
    assert not list(ROOT.glob("core*"))
