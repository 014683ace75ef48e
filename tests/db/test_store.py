"""The store as a whole: its life, its readers, its promises."""

from __future__ import annotations

import inspect
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.db.store import Store
from desktop.domain.errors import OfficeError
from desktop.domain.listing import Criteria
from tests.db.samples import NOTE, NOW, OWNER, new_case

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
NOBODY = 65534


def test_never_creates_over_what_is_there(desk: Path, tmp_path: Path) -> None:
    before = desk.read_bytes()
    with pytest.raises(OfficeError, match="已经存在"):
        Store.create(desk, owner=OWNER, now=NOW)
    assert desk.read_bytes() == before
    Store.open(desk, owner=OWNER, now=NOW).close()
    leftover = tmp_path / "other.sqlite3.new"
    leftover.write_text("left by a crash", "utf-8")
    Store.create(tmp_path / "other.sqlite3", owner=OWNER, now=NOW).close()
    assert not leftover.exists()


def test_a_desk_cannot_be_made_in_no_folder(tmp_path: Path) -> None:
    with pytest.raises(OfficeError, match="不能写入"):
        Store.create(tmp_path / "nowhere" / "desk.sqlite3", owner=OWNER, now=NOW)


def test_a_reader_serves_another_thread_and_never_writes(store: Store) -> None:
    with store.transaction():
        store.cases.add(new_case(), NOTE)
    found: list[str] = []

    def read() -> None:
        with closing(store.reader()) as reader:
            found.extend(row.item_no for row in reader.board.rows(Criteria()))
            with pytest.raises(OfficeError, match="只读"), reader.transaction():
                reader.cases.add(new_case(), NOTE)

    thread = threading.Thread(target=read)
    thread.start()
    thread.join()
    assert found == ["12"]
    with store.transaction():  # the reader took no lock of the writer's away
        store.cases.add(new_case(), NOTE)


def test_closing_twice_is_harmless(desk: Path) -> None:
    store = Store.open(desk, owner=OWNER, now=NOW)
    store.close()
    store.close()
    assert (desk.parent / f"{desk.name}.lock").read_bytes() == b""


def test_check_finds_rows_that_belie_their_case(store: Store) -> None:
    with store.transaction():
        store.cases.add_many([new_case(str(number)) for number in range(30)], NOTE)
    work = store._work.connection
    assert store.check() == ()
    work.execute("UPDATE cases SET title = '改过' WHERE id = 3")
    work.execute("UPDATE case_words SET words = '' WHERE case_id = 5")
    assert store.check() == ("办件 3 的列表内容与原件不符", "办件 5 的列表内容与原件不符")
    work.execute("UPDATE cases SET remark = 'x'")
    assert len(store.check()) == 20
    work.execute("PRAGMA foreign_keys = OFF")
    work.execute("UPDATE cases SET session_id = 99 WHERE id = 1")
    assert "cases 第 1 行指向不存在的 session" in store.check()


def test_check_tells_what_it_cannot_read(store: Store) -> None:
    with store.transaction():
        store.cases.add(new_case(), NOTE)
    store._work.connection.execute("UPDATE case_content SET content = 'x'")
    assert store.check() == ("数据文件已损坏，文件已原样保留；请停止录入，用最近的备份恢复。",)


SHELVES = ("cases", "units", "sessions", "letters", "reference", "views", "attachments")
READING = {"get", "all", "find", "of_case", "next_serial", "by_number", "history", "ids", "stale_rows"} | {
    "tasks", "scheme", "schemes", "part_of_scheme", "calendar", "setting", "draft", "forget",
    "hashes", "leading", "problems", "last_file_no",
}  # fmt: skip
DRAFTS = {"put_draft", "drop_draft", "write_rows"}  # what is being typed, or follows from the rest, is no act


def test_every_writing_method_asks_for_a_note(store: Store) -> None:
    for shelf in SHELVES:
        for name, method in inspect.getmembers(getattr(store, shelf), inspect.ismethod):
            if not name.startswith("_") and name not in READING | DRAFTS:
                assert "note" in inspect.signature(method).parameters, f"{shelf}.{name}"


def test_reading_methods_and_the_board_write_nothing(store: Store) -> None:
    source = inspect.getsource(sys.modules["desktop.db.board"])
    assert not any(word in source for word in ("INSERT", "UPDATE ", "DELETE", ".run("))
    for shelf in SHELVES:
        for name, method in inspect.getmembers(getattr(store, shelf), inspect.ismethod):
            if name in READING:
                assert ".run" not in inspect.getsource(method), f"{shelf}.{name}"


CHILD = """
import sys, pathlib
from desktop.db.store import Store
from tests.db.samples import NOTE, NOW, new_case
store = Store.open(pathlib.Path(sys.argv[1]), owner="child@desk", now=NOW)
for number in range(10**6):
    with store.transaction():
        case = store.cases.add(new_case(str(number)), NOTE)
        store.cases.save(case, NOTE)
    print(case.id, flush=True)
"""


@pytest.mark.parametrize("acknowledged", [1, 2, 5, 11, 23])
def test_no_acknowledged_case_is_lost_by_a_kill(desk: Path, acknowledged: int) -> None:
    child = subprocess.Popen([sys.executable, "-c", CHILD, str(desk)], cwd=ROOT, stdout=subprocess.PIPE)
    with child:
        assert child.stdout is not None
        ids = [int(child.stdout.readline()) for _ in range(acknowledged)]
        child.kill()
        ids += [int(line) for line in child.stdout.read().splitlines(keepends=True) if line.endswith(b"\n")]
    with closing(Store.open(desk, owner=OWNER, now=NOW)) as store:
        assert [store.cases.get(each).version for each in ids] == [2] * len(ids)
        assert store.board.count(Criteria()) - len(ids) in {0, 1}
        assert store.check() == ()


def test_of_many_starts_at_once_one_writes(desk: Path) -> None:
    hold = (
        "import sys, pathlib\nfrom desktop.db.store import Store\n"
        "from desktop.domain.errors import OfficeError\nfrom tests.db.samples import NOW\n"
        "try:\n    Store.open(pathlib.Path(sys.argv[1]), owner='many@desk', now=NOW)\n"
        "except OfficeError as error:\n    print('refused', error.message, flush=True)\n"
        "else:\n    print('open', flush=True)\n    sys.stdin.read()\n"
    )
    pipe = subprocess.PIPE
    children = [
        subprocess.Popen(
            [sys.executable, "-c", hold, str(desk)], cwd=ROOT, stdin=pipe, stdout=pipe, text=True
        )
        for _ in range(5)
    ]
    said = [child.stdout.readline() for child in children if child.stdout]
    for child in children:
        child.communicate()
    assert sorted(line.split()[0] for line in said) == ["open", *["refused"] * 4]


def test_opening_imports_nothing_heavy(desk: Path) -> None:
    code = (
        "import sys, pathlib\nfrom datetime import datetime\nfrom desktop.db.store import Store\n"
        "store = Store.open(pathlib.Path(sys.argv[1]), owner='x@y', now=datetime(2026, 3, 5))\n"
        "store.units.all()\nstore.close()\n"
        "print([name for name in ('sqlite_utils', 'filelock', 'asyncio', 'click') if name in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(desk)], cwd=ROOT, capture_output=True, check=True, text=True
    )
    assert done.stdout == "[]\n"


@pytest.fixture
def readable(template: Path) -> Iterator[Path]:
    """Return a desk in a folder that this process may read but not write to."""
    if not hasattr(os, "seteuid"):
        pytest.skip("file modes are those of POSIX")
    folder = Path(tempfile.mkdtemp())
    desk = folder / "desk.sqlite3"
    desk.write_bytes(template.read_bytes())
    desk.chmod(0o444)
    folder.chmod(0o555)
    user = os.geteuid()
    if user == 0:
        os.seteuid(NOBODY)
    yield desk
    os.seteuid(user)
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_a_read_only_folder_opens_for_reading(readable: Path) -> None:
    before = readable.read_bytes()
    with closing(Store.open(readable, owner=OWNER, now=NOW)) as store:
        assert store.is_read_only
        assert len(store.units.all()) == 3
        with pytest.raises(OfficeError, match="只读"), store.transaction():
            store.cases.add(new_case(), NOTE)
    assert readable.read_bytes() == before
    assert [each.name for each in readable.parent.iterdir()] == ["desk.sqlite3"]


def test_no_desk_is_made_in_a_read_only_folder(readable: Path) -> None:
    with pytest.raises(OfficeError, match="不能写入"):
        Store.create(readable.with_name("new.sqlite3"), owner=OWNER, now=NOW)
    assert [each.name for each in readable.parent.iterdir()] == ["desk.sqlite3"]


def test_what_is_derived_is_written_anew_and_told(store: Store) -> None:
    with store.transaction():
        kept = store.cases.add(new_case("12"), NOTE)
    connection = store._work.connection
    connection.execute("DELETE FROM search_docsize")
    connection.execute("DELETE FROM tally")
    connection.execute("UPDATE cases SET title = '别的'")
    sorts = {sort: problems for sort, problems in store.upkeep.sorts() if problems}
    assert set(sorts) == {"rows", "search"}
    store.upkeep.write_derived(NOTE)
    assert store.check() == ()
    assert store.search.index.waiting() == 1
    assert store.search.index.feed(10) == 0
    assert store.check() == ()
    assert store.cases.get(kept.id) == kept
    assert store.journal.newest(1)[0].subject == "derived"
    assert not store.upkeep.was_left_dirty
