"""Bring a file to the newest schema, step by step, each step whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.db.steps import STEPS
from desktop.domain.errors import OfficeError

if TYPE_CHECKING:
    import sqlite3

    from sqlite_utils import Database, Migrations

    from desktop.db.steps import Step

_SET = "desk"


def newest() -> int:
    """Return the schema version this program writes."""
    return len(STEPS)


def refuse_newer(version: int) -> None:
    """Raise `OfficeError` when a file of that schema version was written by a newer program."""
    if version > newest():
        raise OfficeError(
            f"数据文件由更新的版本写成（格式{version}，本程序{newest()}），文件没有改动；请安装新版程序后再打开。"
        )


def refuse_unknown(connection: sqlite3.Connection) -> None:
    """Raise `OfficeError` when a step was applied to the file that this program does not know."""
    unknown = {row[0] for row in _applied(connection)} - {step.name for step in STEPS}
    if unknown:
        names = "、".join(sorted(unknown))
        raise OfficeError(f"数据文件由更新的版本写成（{names}），文件没有改动；请安装新版程序后再打开。")


def _applied(connection: sqlite3.Connection) -> list[tuple[str]]:
    exists = connection.execute("SELECT 1 FROM sqlite_schema WHERE name = '_sqlite_migrations'").fetchone()
    if exists is None:
        return []
    return connection.execute(
        "SELECT name FROM _sqlite_migrations WHERE migration_set = ?", (_SET,)
    ).fetchall()


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the file to the newest schema; every step happens whole or not at all."""
    from sqlite_utils import Database

    _steps().apply(Database(connection, execute_plugins=False))


def _steps() -> Migrations:
    from sqlite_utils import Migrations

    migrations = Migrations(_SET)
    for version, step in enumerate(STEPS, start=1):
        _register(migrations, version, step)
    return migrations


def _register(migrations: Migrations, version: int, step: Step) -> None:
    @migrations(name=step.name)
    def apply(database: Database) -> None:
        for statement in step.statements:
            database.execute(statement)
        database.execute(f"PRAGMA user_version = {version}")
