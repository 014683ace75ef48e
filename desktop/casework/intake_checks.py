"""What only a whole list shows: numbers borne twice, opinions that are only counted."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from desktop.casework.intake_cells import RowProblem
from desktop.casework.intake_headings import Field
from desktop.casework.intake_opinions import COUNTED_ONLY
from desktop.casework.intake_sessions import Key, key_of
from desktop.casework.intake_words import fold
from desktop.domain.listing import Criteria
from desktop.domain.text import item_sort_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.casework.intake_rows import Entry
    from desktop.casework.office import Office
    from desktop.domain.session import Session

_NAMED = 5  # rows; a whole column of one number shall not be told of row by row


def doubles(entries: Iterable[Entry], column: str, sessions: dict[Key, Session]) -> list[RowProblem]:
    """Tell of numbers that several rows of one session bear; every row goes in all the same."""
    rows = defaultdict(list)
    for entry in entries:
        if entry.paper.item_no:
            body, session = entry.paper.kind.body, sessions[key_of(entry)]
            rows[body, session, item_sort_key(entry.paper.item_no)].append(entry)
    found = []
    for same in rows.values():
        for entry in same if len(same) > 1 else ():
            others = _named([each.row for each in same[: _NAMED + 1] if each is not entry], len(same) - 1)
            reason = f"与第{others}编号相同，均照样收下，请核对"
            found.append(RowProblem(entry.row, column, entry.paper.item_no, reason))
    return found


def _named(rows: Sequence[int], count: int) -> str:
    """Return some rows in words, and how many they are where not all can be named: 3、4、5行等98行."""
    words = f"{'、'.join(map(str, rows[:_NAMED]))}行"
    return words if count <= _NAMED else f"{words}等{count}行"


def twins(office: Office, entries: Iterable[Entry], sessions: dict[Key, Session]) -> list[RowProblem]:
    """Tell of another session of the year that has these papers already: it may be the same session."""
    listed: dict[Session, set[tuple[str, str]]] = defaultdict(set)
    for entry in entries:
        listed[sessions[key_of(entry)]].add(_paper(entry.paper.item_no, entry.paper.title))
    found = []
    for own, papers in listed.items():
        for other in office.store.sessions.all():
            if other.id == own.id or (other.body, other.year) != (own.body, own.year):
                continue
            rows = office.store.board.rows(Criteria(session_id=other.id))
            if same := len(papers & {_paper(row.item_no, row.title) for row in rows}):
                reason = (
                    f"“{other.text}”中已有{same}件编号和案由都相同，按“{own.text}”的新件收下会重复；"
                    "如是同一届次，请在导入时写明届次，或先在设置中改好届次"
                )
                found.append(RowProblem(0, "届次", own.text, reason))
    return found


def _paper(number: str, title: str) -> tuple[str, str]:
    return item_sort_key(number), fold(title)


def counted_only(entries: Sequence[Entry]) -> list[RowProblem]:
    """Tell what became of co-opinions that a list only counts."""
    counting = [each for each in entries if each.co_replied and each.leads and each.co_units]
    unclear = [each for each in counting if each.co_replied != len(each.co_units)]
    found = [
        RowProblem(
            each.row,
            Field.CO_REPLIED.value,
            str(each.co_replied),
            f"协办单位有{len(each.co_units)}家，来表没有写明是哪几家已回复，协办意见未取用",
        )
        for each in unclear
    ]
    if taken := len(counting) - len(unclear):
        reason = (
            f"{taken}件的协办单位都已回复，来表没有日期：先记“{COUNTED_ONLY}”，导入协办意见清单后以清单为准"
        )
        found.append(RowProblem(0, Field.CO_REPLIED.value, "", reason))
    return found
