"""Looks for damage in an open desk: the file, references, history, and rows that belie their case."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from desktop.domain.errors import OfficeError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.db.cases import Cases
    from desktop.db.journal import Journal
    from desktop.db.transaction import UnitOfWork

_MOST = 20  # lines of one sort that still help the one who repairs


def problems_of(work: UnitOfWork, journal: Journal, cases: Cases) -> tuple[str, ...]:
    """Return one Chinese sentence for each problem, at most twenty of a sort; nothing when all is whole."""
    found = (_of_file(work), _of_references(work), _of_journal(journal), _of_rows(cases))
    return tuple(problem for problems in found for problem in islice(_to_the_end(problems), _MOST))


def _to_the_end(problems: Iterator[str]) -> Iterator[str]:
    """Yield problems; what cannot even be read is the last of them."""
    try:
        yield from problems
    except OfficeError as error:
        yield error.message


def _of_file(work: UnitOfWork) -> Iterator[str]:
    for (verdict,) in work.all(f"PRAGMA integrity_check({_MOST})"):
        if verdict != "ok":
            yield f"数据文件已损坏：{verdict}"


def _of_references(work: UnitOfWork) -> Iterator[str]:
    for table, row, parent, _ in work.all("PRAGMA foreign_key_check"):
        yield f"{table} 第 {row} 行指向不存在的 {parent}"


def _of_journal(journal: Journal) -> Iterator[str]:
    if bad := journal.verify():
        yield f"历程第 {bad} 条与其后不符，曾被改动、删除或插入"


def _of_rows(cases: Cases) -> Iterator[str]:
    for case_id in cases.stale_rows():
        yield f"办件 {case_id} 的列表内容与原件不符"
