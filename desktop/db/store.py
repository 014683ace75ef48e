"""The store of a desk: its shelves, and the transaction that commits and *then* announces."""

from __future__ import annotations

import os
from contextlib import ExitStack, closing, contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from desktop import paths
from desktop.db import migrations
from desktop.db.board import Board
from desktop.db.connection import connect, connect_new, translated, version_of
from desktop.db.journal import Journal
from desktop.db.lock import InstanceLock
from desktop.db.reference import Reference
from desktop.db.sessions import Sessions
from desktop.db.transaction import FORBIDDEN, UnitOfWork
from desktop.domain.errors import DamageError, OfficeError
from desktop.domain.progress import SILENT, Progress

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from desktop.db.accounts import Accounts
    from desktop.db.annual_reports import AnnualReports
    from desktop.db.attachments import Attachments
    from desktop.db.backup import Place
    from desktop.db.case_parts import CaseParts
    from desktop.db.cases import Cases
    from desktop.db.figures import Figures
    from desktop.db.letters import Letters
    from desktop.db.people import People
    from desktop.db.prints import Prints
    from desktop.db.records import Records
    from desktop.db.reports import Reports
    from desktop.db.search import Search
    from desktop.db.tally import Tally
    from desktop.db.templates import Templates
    from desktop.db.units import Units
    from desktop.db.upkeep import Upkeep
    from desktop.db.views import Views
    from desktop.domain.changes import Announcer, Change
    from desktop.domain.dispatch import Dispatch
    from desktop.domain.event import Event
    from desktop.domain.manifest import Contents, Manifest, Occasion

_WORDLESS = (  # they are written for all or for none, so one of them tells
    "SELECT 1 FROM (SELECT max(case_id) AS newest FROM search_waiting)"
    " WHERE newest NOT IN (SELECT case_id FROM case_words)"
)
_ANY_ACCOUNT = "SELECT 1 FROM account LIMIT 1"
_UNCOUNTED = (
    "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM tally)"
    " AND EXISTS (SELECT 1 FROM cases INDEXED BY cases_by_stage WHERE is_deleted = 0)"
)


class Store:
    """An open desk. It belongs to the thread that opened it; another thread asks for its own `reader`.

    The shelves a first look at the desk does not need are put up when something is taken from them.
    """

    def __init__(
        self, path: Path, connection: sqlite3.Connection, lock: InstanceLock | None, *,
        read_only: bool = False,
    ) -> None:
        """Put the shelves on a connection and keep the lock until the end. Use `open` or `create`."""
        self.path = path
        self.is_closed = False
        self._lock = lock
        self._owed: list[Change] = []
        self._work = UnitOfWork(connection, read_only=read_only)
        self.journal = Journal(self._work)
        self.reference = Reference(self._work, self.journal)
        self.sessions = Sessions(self._work, self.journal)
        self.board = Board(self._work)
        self._work.forget = self.reference.forget

    @classmethod
    def create(cls, path: Path, *, owner: str, now: datetime) -> Store:
        """Make a new, empty desk and open it; `owner` is who a second instance is told of (user@host).

        Raises `OfficeError` when something of that name exists, or the folder cannot be written to.
        """
        with ExitStack() as undo, translated():
            lock = _lock(path, owner, now)
            if lock is None:
                raise OfficeError(f"“{path.parent}”不能写入，没有新建任何内容；请换一个文件夹。")
            undo.callback(lock.release)
            if path.exists():
                raise OfficeError(f"“{path.name}”已经存在，没有覆盖；请直接打开它，或换一个文件夹新建。")
            _build(path)
            store = cls(path, connect(path), lock)
            undo.pop_all()
        return store

    @classmethod
    def open(cls, path: Path, *, owner: str, now: datetime, read_only: bool = False) -> Store:
        """Open a desk, to write when it can be written to; see `is_read_only` for what it became.

        Raises `OfficeError`, the file unchanged, when it is missing, no desk, damaged, of a newer program, or
        opened for writing by another instance.
        """
        version = version_of(path)
        migrations.refuse_newer(version)
        with ExitStack() as undo, translated():
            lock = None if read_only else _lock(path, owner, now)
            if lock:
                undo.callback(lock.release, clean=not lock.was_left_dirty)
            connection = connect(path, read_only=lock is None)
            undo.callback(connection.close)
            migrations.refuse_unknown(connection)
            if lock and lock.was_left_dirty:
                _refuse_damaged(connection)
            if version < migrations.newest():
                _migrate(path, connection, owner, now, may_write=lock is not None)
            store = cls(path, connection, lock, read_only=lock is None)
            if lock:
                store._write_missing_words()
                store._write_missing_rows()
            undo.pop_all()
        return store

    @cached_property
    def cases(self) -> Cases:
        """Every case, whole."""
        from desktop.db.cases import Cases

        return Cases(self._work, self.journal, self.reference)

    @cached_property
    def search(self) -> Search:
        """Which cases fit what was typed."""
        from desktop.db.search import Search

        return Search(self._work)

    @cached_property
    def units(self) -> Units:
        """Every unit."""
        from desktop.db.units import Units

        return Units(self._work, self.journal)

    @cached_property
    def people(self) -> People:
        """Who handed papers in."""
        from desktop.db.people import People

        return People(self._work)

    @cached_property
    def letters(self) -> Letters:
        """Every letter that was issued."""
        from desktop.db.letters import Letters

        return Letters(self._work, self.journal)

    @cached_property
    def attachments(self) -> Attachments:
        """Every file that was put to a case."""
        from desktop.db.attachments import Attachments

        return Attachments(self._work, self.journal, paths.attachment_folder(self.path.parent))

    @cached_property
    def prints(self) -> Prints:
        """Everything that was printed; its content lies beside the files of the cases."""
        from desktop.db.prints import Prints

        return Prints(self._work, self.journal, paths.attachment_folder(self.path.parent))

    @cached_property
    def tally(self) -> Tally:
        """How many cases stand where."""
        from desktop.db.tally import Tally

        return Tally(self._work)

    @cached_property
    def figures(self) -> Figures:
        """What a report counts."""
        from desktop.db.figures import Figures

        return Figures(self._work)

    @cached_property
    def dispatches(self) -> Records[Dispatch]:
        """Every dispatch batch."""
        from desktop.db.records import DISPATCHES, Records

        return Records(self._work, self.journal, DISPATCHES)

    @cached_property
    def events(self) -> Records[Event]:
        """Every event of the office."""
        from desktop.db.records import EVENTS, Records

        return Records(self._work, self.journal, EVENTS)

    @cached_property
    def views(self) -> Views:
        """Every saved view of a list."""
        from desktop.db.views import Views

        return Views(self._work, self.journal)

    @cached_property
    def parts(self) -> CaseParts:
        """Parts of many cases."""
        from desktop.db.case_parts import CaseParts

        return CaseParts(self._work)

    @cached_property
    def reports(self) -> Reports:
        """Every report an office designed."""
        from desktop.db.reports import Reports

        return Reports(self._work, self.journal)

    @cached_property
    def annual_reports(self) -> AnnualReports:
        """Every annual report an office wrote."""
        from desktop.db.annual_reports import AnnualReports

        return AnnualReports(self._work, self.journal)

    @cached_property
    def templates(self) -> Templates:
        """Every template of the office's own; its file lies beside those of the cases."""
        from desktop.db.templates import Templates

        return Templates(self._work, self.journal, paths.attachment_folder(self.path.parent))

    @cached_property
    def accounts(self) -> Accounts:
        """Who may sign in."""
        from desktop.db.accounts import Accounts

        return Accounts(self._work, self.journal)

    @property
    def has_accounts(self) -> bool:
        """Whether somebody has to sign in before anything is shown."""
        return self._work.one(_ANY_ACCOUNT) is not None

    @property
    def is_read_only(self) -> bool:
        """Whether nothing can be written: asked for, or file or folder do not allow it."""
        return self._work.read_only

    @property
    def announcer(self) -> Announcer:
        """The one who tells what a committed transaction changed."""
        return self._work.announcer

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make everything inside one change; inside another transaction it joins that one.

        Raises `OfficeError` when the desk is open for reading only, and for storage errors one can act on.
        """
        with self._work.begin():
            yield

    def reader(self) -> Store:
        """Return a second view of this desk for the calling thread; it only reads and is closed apart."""
        return Store(self.path, connect(self.path, read_only=True), None, read_only=True)

    @property
    def is_lent(self) -> bool:
        """Whether another thread writes in the place of this one."""
        return self._work.is_lent

    def lend(self) -> None:
        """Let another thread write by a `writer`; until `take_back`, whoever would write here is refused."""
        self._work.is_lent = True

    def writer(self) -> Store:
        """Return a second view of this lent desk for the calling thread, which may write; it is closed apart.

        What it changes is told by this store when it is taken back. Raises `OfficeError` when nothing can be
        written to this desk.
        """
        if self.is_read_only:
            raise OfficeError(FORBIDDEN)
        writer = Store(self.path, connect(self.path), None)
        writer.announcer.join(self._owed.append)
        return writer

    def take_back(self) -> None:
        """Write again by this store and tell what changed meanwhile; called in the thread that lent it."""
        self._work.is_lent = False
        self.reference.forget()
        owed, self._owed = self._owed, []
        for change in owed:
            self.announcer.announce(change)

    def interrupt(self) -> None:
        """Stop what is being asked of this store; the one call that another thread may make.

        Who asked gets `Cancelled`; nothing happens when nothing is being asked, so whoever cancels also lets
        the asking thread see it before its next question.
        """
        self._work.connection.interrupt()

    @cached_property
    def upkeep(self) -> Upkeep:
        """What looks for damage, and writes anew what is derived."""
        from desktop.db.upkeep import Upkeep

        dirty = self._lock is not None and self._lock.was_left_dirty
        return Upkeep(self._work, self, was_left_dirty=dirty)

    def check(self) -> tuple[str, ...]:
        """Return what is wrong with the file, one Chinese sentence each; nothing when it is whole."""
        return self.upkeep.problems()

    def contents(self) -> Contents:
        """Return what the file holds, table by table, and the ends of its history."""
        from desktop.db.contents import contents_of

        return contents_of(self._work.connection)

    def back_up(self, place: Place, occasion: Occasion, progress: Progress = SILENT) -> Manifest:
        """Make a backup of what is committed; it is read back before it bears its name."""
        from desktop.db.backup import back_up

        return back_up(self._work.connection, place, occasion, progress)

    def _write_missing_words(self) -> None:
        """Write what is searched in a file of an older program: all of it or, when killed, the next time."""
        if self._work.one(_WORDLESS):
            with self.transaction():
                self.search.index.write_words()

    def _write_missing_rows(self) -> None:
        """Write what the board counts in a file of an older program, as `_write_missing_words` does."""
        if self._work.one(_UNCOUNTED):
            with self.transaction():
                self.cases.write_rows()

    def close(self) -> None:
        """Close the file and let others write; the end counts as clean."""
        self.is_closed = True
        self._work.connection.close()
        if self._lock:
            self._lock.release()
            self._lock = None


def _build(path: Path) -> None:
    """Make the file under another name first, so that a desk is there whole or not at all."""
    from desktop.db.backup import flush

    unfinished = path.with_name(f"{path.name}.new")
    unfinished.unlink(missing_ok=True)
    with closing(connect_new(unfinished)) as connection:
        migrations.migrate(connection)
    flush(unfinished)
    unfinished.rename(path)


def _lock(path: Path, owner: str, now: datetime) -> InstanceLock | None:
    """Return the right to write, or None where the file or its folder cannot be written to."""
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        return None
    try:
        return InstanceLock(path, owner, now)
    except OSError:
        return None


def _migrate(
    path: Path, connection: sqlite3.Connection, owner: str, now: datetime, *, may_write: bool
) -> None:
    """Bring an older file to the newest schema, after a verified copy of it was put into `backups`."""
    if not may_write:
        raise OfficeError(
            "数据文件是旧格式，须升级后才能查看，文件没有改动；请在可写的文件夹中正常打开一次。"
        )
    from desktop.db.backup import Place, back_up
    from desktop.domain.manifest import BEFORE_MIGRATION, Occasion

    name = f"{path.stem}-{BEFORE_MIGRATION}-{now:%Y%m%d-%H%M%S}{path.suffix}"
    place = Place(paths.backup_folder(path.parent) / name, paths.attachment_folder(path.parent))
    back_up(connection, place, Occasion(BEFORE_MIGRATION, now, owner, paths.VERSION))
    migrations.migrate(connection)


def _refuse_damaged(connection: sqlite3.Connection) -> None:
    if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise DamageError("上次没有正常退出，数据文件已损坏，文件已原样保留；请停止录入，用最近的备份恢复。")
