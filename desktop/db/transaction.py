"""One connection and its transaction: everything the shelves ask of SQLite goes through here."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from desktop.db.connection import translated
from desktop.domain.changes import Announcer, Change, Topic
from desktop.domain.errors import OfficeError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Sequence

_OUTSIDE = "writing outside a transaction"
FORBIDDEN = "本办理台以只读方式打开，没有写入任何内容；请关闭占用它的窗口或取消文件的只读属性，再重新打开。"
_LENT = "正在写入另一项操作（如导入名单），本次改动没有保存；请等它完成后再试。"


class UnitOfWork:
    """A connection that is read freely and written only inside `begin()`, which commits and *then* announces.

    Storage errors a person can act on leave every method as `OfficeError`. `serial` is the number of the
    running (or last) outermost transaction since the desk was opened. While it `is_lent`, somebody else
    writes, and whoever would write here is refused at once instead of being kept waiting.
    """

    def __init__(self, connection: sqlite3.Connection, *, read_only: bool = False) -> None:
        self.connection = connection
        self.announcer = Announcer()
        self.read_only = read_only
        self.is_lent = False
        self.forget: Callable[[], None] = lambda: None
        self.serial = 0
        self._depth = 0
        self._topics: set[Topic] = set()

    def all(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        """Return every row of a question."""
        with translated():
            return self.connection.execute(sql, values).fetchall()

    def one(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """Return the first row of a question, or None."""
        with translated():
            return self.connection.execute(sql, values).fetchone()

    def run(self, topic: Topic | None, sql: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        """Execute one writing statement that concerns `topic`; raise `RuntimeError` outside a transaction."""
        self._touch(topic)
        with translated():
            return self.connection.execute(sql, values)

    def run_many(self, topic: Topic | None, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Execute one writing statement for many rows, as `run` does for one."""
        self._touch(topic)
        with translated():
            self.connection.executemany(sql, rows)

    @contextmanager
    def begin(self) -> Iterator[None]:
        """Make everything inside one change: committed and then announced, or undone and never mentioned.

        Inside another one it joins that one: it commits with it, and undoes only its own part when it fails.
        """
        if self.read_only or self.is_lent:
            raise OfficeError(FORBIDDEN if self.read_only else _LENT)
        if self._depth:
            with self._nested():
                yield
            return
        with self._outermost():
            yield
        topics, self._topics = frozenset(self._topics), set()
        if topics:
            self.announcer.announce(Change(topics))

    @contextmanager
    def _outermost(self) -> Iterator[None]:
        with translated():
            self.connection.execute("BEGIN IMMEDIATE")
        self._depth, self._topics, is_done = 1, set(), False
        self.serial += 1
        try:
            yield
            with translated():
                self.connection.execute("COMMIT")
            is_done = True
        finally:
            self._depth = 0
            if not is_done:
                self._undo("ROLLBACK")

    @contextmanager
    def _nested(self) -> Iterator[None]:
        name, topics, is_done = f"inner_{self._depth}", set(self._topics), False
        self.connection.execute(f"SAVEPOINT {name}")
        self._depth += 1
        try:
            yield
            is_done = True
        finally:
            self._depth -= 1
            if not is_done:
                self._topics = topics
                self._undo(f"ROLLBACK TO {name}")
            if self.connection.in_transaction:
                self.connection.execute(f"RELEASE {name}")

    def _undo(self, statement: str) -> None:
        if self.connection.in_transaction:  # SQLite itself rolls everything back when the disk is full
            self.connection.execute(statement)
        self.forget()

    def _touch(self, topic: Topic | None) -> None:
        if not self._depth or not self.connection.in_transaction:  # a full disk ends it behind our back
            raise RuntimeError(_OUTSIDE)
        if topic:
            self._topics.add(topic)
