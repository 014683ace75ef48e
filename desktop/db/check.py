"""Looks for damage in an open desk: file, references, history, rows that belie their case, lost files."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from desktop.db.tally import Tally
from desktop.domain.errors import OfficeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from desktop.db.attachments import Attachments
    from desktop.db.cases import Cases
    from desktop.db.journal import Journal
    from desktop.db.prints import Prints
    from desktop.db.tally import Line
    from desktop.db.templates import Templates
    from desktop.db.transaction import UnitOfWork

_MOST = 20  # lines of one sort that still help the one who repairs
_UNINDEXED = (  # every case is in the index or waits for it, never both, and nothing else is
    "SELECT count(*) FROM (SELECT id FROM search_docsize"
    " UNION ALL SELECT case_id FROM search_waiting) AS found"
    " FULL JOIN cases USING (id) WHERE cases.id IS NULL OR found.id IS NULL"
)
_BELIED_LETTERS = (  # what history told when a letter was issued covers all it says, and is itself chained
    "SELECT letter.id FROM letter LEFT JOIN journal ON subject = 'letter' AND subject_id = letter.id"
    """ WHERE after IS NOT '{"case_id":' || case_id || ',"content":' || content"""
    """ || ',"doc_no":' || json_quote(doc_no) || '}'"""
    " UNION SELECT subject_id FROM journal LEFT JOIN letter ON letter.id = subject_id"
    " WHERE subject = 'letter' AND letter.id IS NULL"
)


SORTS = ("file", "references", "journal", "letters", "rows", "search", "attachments", "prints", "templates")
"""What is looked at, in this order."""


def sorts_of(
    work: UnitOfWork, journal: Journal, cases: Cases, shelves: Iterable[Attachments | Prints | Templates]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what is wrong sort by sort (`SORTS`), each looked for when it is asked for."""
    of_file = (_of_file(work), _of_references(work), _of_journal(journal), _of_letters(work))
    found = (*of_file, _of_rows(work, cases), _of_search(work), *(shelf.problems() for shelf in shelves))
    for sort, problems in zip(SORTS, found, strict=True):
        yield sort, tuple(dict.fromkeys(islice(_to_the_end(problems), _MOST)))


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


def _of_letters(work: UnitOfWork) -> Iterator[str]:
    for (letter_id,) in work.all(_BELIED_LETTERS):
        yield f"答复函 {letter_id} 与印发时记入历程的不符"


def _of_search(work: UnitOfWork) -> Iterator[str]:
    if number := work.one(_UNINDEXED)[0]:
        yield f"检索缺 {number} 件，或多出已不在的件"


def _of_rows(work: UnitOfWork, cases: Cases) -> Iterator[str]:
    counted: Counter[Line] = Counter()
    for case_id in cases.stale_rows(counted):
        yield f"办件 {case_id} 的列表内容与原件不符"
    if counted != Tally(work).all():
        yield "工作台的计数与办件不符"
