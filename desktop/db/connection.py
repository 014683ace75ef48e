"""Opens a database file properly: settings, refusals, and which storage errors a person can act on."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING

from desktop.domain.errors import DamageError, OfficeError
from desktop.domain.progress import Cancelled
from desktop.domain.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

APPLICATION_ID = 0x48_44_53_4B  # "HDSK": every desk file carries it, no other program's file does
PAGE_SIZE = 8192
_HEADER = 100
_FOLDED_TEXTS = 8192  # spellings remembered by `folded`; most columns of a list hold far fewer
_MAGIC = b"SQLite format 3\0"
_USER_VERSION, _APPLICATION_ID = slice(60, 64), slice(68, 72)

_SETTINGS = (
    "PRAGMA busy_timeout = 5000",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA foreign_keys = ON",
    "PRAGMA cache_size = -16000",  # kB: holds the index of a list of 100,000 cases, never more
    "PRAGMA temp_store = MEMORY",  # sorting leaves no case text in a temporary folder
)
_WRITING = (
    "PRAGMA journal_mode = DELETE",  # one file that may be copied, and no exposure to the WAL-reset fault
    "PRAGMA synchronous = EXTRA",
    "PRAGMA secure_delete = ON",
    "PRAGMA cache_spill = OFF",  # readers go on while a long import is being written
)

_SENTENCES = {
    "FULL": "磁盘已满，本次改动没有保存，原有内容没有变化；请清理磁盘空间后再试。",
    "READONLY": "数据文件或所在文件夹是只读的，没有写入任何内容；请取消只读，或复制到可写的文件夹再打开。",
    "BUSY": "另一个程序正占用数据文件，本次改动没有保存；请关闭该程序（如备份、杀毒软件）后再试。",
    "CORRUPT": "数据文件已损坏，文件已原样保留；请停止录入，用最近的备份恢复。",
    "NOTADB": "这不是办理台的数据文件，文件没有改动；请另选文件。",
    "CANTOPEN": "打不开数据文件，没有改动任何内容；请检查文件是否存在、文件夹能否访问后再试。",
    "IOERR": "读写磁盘出错，本次改动没有保存；请检查磁盘或网络盘的连接后再试。",
}
_DAMAGED = frozenset({"CORRUPT", "NOTADB"})
_UNDECODABLE = "Could not decode to UTF-8"
_UNWRITABLE = "文字中含有无法保存的字符（残缺的半个字符），本次改动没有保存；请删去乱码后再试。"


def known_error(error: Exception) -> OfficeError | None:
    """Return the sentence for a storage error a person can act on, or None when the error is a bug.

    Decided by SQLite's result code, never by the text of the message; the one exception is text that is not
    UTF-8, for which SQLite has no code.
    """
    if isinstance(error, UnicodeEncodeError):
        return OfficeError(_UNWRITABLE)
    if not isinstance(error, sqlite3.Error):
        return None
    if str(error).startswith(_UNDECODABLE):
        return DamageError(_SENTENCES["CORRUPT"])
    name: str = getattr(error, "sqlite_errorname", "") or ""
    primary = name.removeprefix("SQLITE_").split("_")[0]
    kind = DamageError if primary in _DAMAGED else OfficeError
    return kind(_SENTENCES[primary]) if primary in _SENTENCES else None


@contextmanager
def translated() -> Iterator[None]:
    """Let no known storage error pass as it is: inside, it becomes the `OfficeError` a person can act on.

    What was interrupted becomes `Cancelled`.
    """
    try:
        yield
    except (sqlite3.Error, UnicodeEncodeError) as error:
        if getattr(error, "sqlite_errorname", "") == "SQLITE_INTERRUPT":
            raise Cancelled from error
        known = known_error(error)
        if known is None:
            raise
        raise known from error


@contextmanager
def undamaged() -> Iterator[None]:
    """Let what cannot be read inside be told as damage of the file, which was written whole."""
    try:
        yield
    except (KeyError, ValueError) as error:
        raise DamageError(_SENTENCES["CORRUPT"]) from error


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """Return a connection to an existing desk file with every setting made; transactions are explicit.

    It belongs to the thread that opened it. Raises `OfficeError` when there is none.
    """
    with translated():
        return _connect(path, "ro" if read_only else "rw")


def connect_new(path: Path) -> sqlite3.Connection:
    """Return a connection to a file that does not exist yet, marked as a desk but without tables."""
    connection = _connect(path, "rwc")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    return connection


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None)
    try:
        if mode == "rwc":
            connection.execute(f"PRAGMA page_size = {PAGE_SIZE}")
        for setting in (*_SETTINGS, *(() if mode == "ro" else _WRITING)):
            connection.execute(setting)
        connection.create_function("folded", 1, lru_cache(_FOLDED_TEXTS)(fold), deterministic=True)
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def version_of(path: Path) -> int:
    """Return the schema version of a desk file without changing a byte of it.

    Raises `OfficeError` when it is missing, empty, no database, or the database of another program.
    """
    if not path.is_file():
        raise OfficeError(f"找不到数据文件“{path.name}”，没有新建任何内容；请检查位置，或新建一个办理台。")
    if path.stat().st_size == 0:
        raise DamageError(f"数据文件“{path.name}”是空的（0字节），已原样保留；请用最近的备份恢复。")
    with translated():
        application, version = _marks(path)
    if application != APPLICATION_ID:
        raise DamageError(f"“{path.name}”是别的程序的数据文件，没有改动；请另选文件。")
    return version


def _marks(path: Path) -> tuple[int, int]:
    """Return application id and schema version, asked through SQLite.

    A hot journal forbids a read-only connection to look; then no writer is alive, and the header may be read
    as bytes. (At any other time closing such a handle would drop the locks this process holds on the file.)
    """
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        return application, connection.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.OperationalError as error:
        if not getattr(error, "sqlite_errorname", "").startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN")):
            raise
        return _marks_of_bytes(path)
    finally:
        connection.close()


def _marks_of_bytes(path: Path) -> tuple[int, int]:
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except OSError as error:
        raise OfficeError(_SENTENCES["CANTOPEN"]) from error
    if not header.startswith(_MAGIC):
        raise DamageError(_SENTENCES["NOTADB"])
    return int.from_bytes(header[_APPLICATION_ID]), int.from_bytes(header[_USER_VERSION])
