"""Which case of the desk each row of a list is about: by session, kind and number, else by title."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from desktop.casework.intake_cells import RowProblem
from desktop.casework.intake_headings import Field
from desktop.casework.intake_sessions import Key, key_of
from desktop.domain.listing import Criteria
from desktop.domain.text import fold, item_sort_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.casework.intake_rows import Entry
    from desktop.casework.office import Office
    from desktop.domain.kinds import Body, Kind
    from desktop.domain.listing import CaseRow
    from desktop.domain.session import Session

_SAME_TITLE = 0.6
"""From this likeness on, two titles under one number are the same paper with a corrected title."""

Place = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class MatchQuestion:
    """A row that may be about several cases or none: what is taken now, and by id in words what else may be.

    `case_id` None means a new case.
    """

    row: int
    number: str
    title: str
    case_id: int | None
    candidates: tuple[tuple[int, str], ...]
    is_decided: bool


@dataclass
class Matcher:
    """Finds for each entry the case of the desk it is about; each case is found once.

    `matches` gives the case by row; what is unclear is said in `problems`, under the heading of the column,
    and asked in `questions`.
    """

    sessions: Mapping[Key, Session]
    columns: Mapping[Field, str]
    problems: list[RowProblem] = field(default_factory=list)
    matches: dict[int, int] = field(default_factory=dict)
    questions: list[MatchQuestion] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Prepare the places where cases are looked up."""
        self._by_number: dict[Place, list[CaseRow]] = defaultdict(list)
        self._by_title: dict[Place, list[CaseRow]] = defaultdict(list)
        self._taken: set[int] = set()

    def know(self, office: Office) -> None:
        """Look up what the desk has in the sessions of the list."""
        for session_id in {session.id for session in self.sessions.values() if session.id}:
            for row in office.store.board.rows(Criteria(session_id=session_id)):
                self._by_number[session_id, self._sort(row.kind), item_sort_key(row.item_no)].append(row)
                self._by_title[session_id, self._sort(row.kind), fold(row.title)].append(row)

    def match(self, entries: Sequence[Entry], decided: Mapping[int, int | None]) -> None:
        """Find the case of every entry: as decided, else the same number and title, else what is likely."""
        for each in entries:
            if each.row in decided:
                self._follow(each, decided[each.row])
        open_entries = [each for each in entries if each.row not in decided]
        if not self._by_number:
            return
        unclear = [each for each in open_entries if not self._matched(each, self._same(each))]
        for each in unclear:
            if not self._matched(each, self._likely(each)):
                self._doubt(each)

    def _follow(self, entry: Entry, case_id: int | None) -> None:
        """Do as a person decided; a case can be changed by one row only."""
        if case_id in self._taken:
            others = "、".join(str(row) for row, taken in self.matches.items() if taken == case_id)
            reason = f"第{others}行已对应这一件，这一行按新件收下；请另选一件"
            self._say(entry, Field.TITLE, entry.paper.title, reason)
            case_id = None
        if case_id is not None:
            self._take(entry.row, case_id)
        self._ask(entry, case_id, is_decided=True)

    def _matched(self, entry: Entry, found: Sequence[CaseRow]) -> bool:
        free = [row.id for row in found if row.id not in self._taken]
        if not free:
            return False
        self._take(entry.row, free[0])
        if len(found) > 1 and entry.paper.item_no:
            self._ask(entry, free[0])
        return True

    def _ask(self, entry: Entry, case_id: int | None, *, is_decided: bool = False) -> None:
        numbered = self._numbered(entry) if entry.paper.item_no else []
        rows = {row.id: row for row in (*numbered, *self._titled(entry))}
        named = tuple((each.id, f"{each.item_no or '（无编号）'}　{each.title}") for each in rows.values())
        paper = entry.paper
        self.questions.append(
            MatchQuestion(entry.row, paper.item_no, paper.title, case_id, named, is_decided)
        )

    def _take(self, row: int, case_id: int) -> None:
        self.matches[row] = case_id
        self._taken.add(case_id)

    def _same(self, entry: Entry) -> list[CaseRow]:
        title = fold(entry.paper.title)
        return [row for row in self._numbered(entry) if fold(row.title) == title]

    def _likely(self, entry: Entry) -> list[CaseRow]:
        number = entry.paper.item_no
        if number:
            alike = [
                row for row in self._numbered(entry) if _likeness(row.title, entry.paper.title) >= _SAME_TITLE
            ]
            if alike:
                return alike
        titled = self._titled(entry)
        return [row for row in titled if not row.item_no or (not number and len(titled) == 1)]

    def _doubt(self, entry: Entry) -> None:
        number = entry.paper.item_no
        numbered = self._numbered(entry) if number else []
        if numbered:
            what = "已由表中另一行对应" if self._same(entry) else "案由不同"
            reason = f"办理台中这个编号是“{numbered[0].title}”，{what}，按新件收下；如是同一件请改为更新"
            self._say(entry, Field.NUMBER, number, reason)
            self._ask(entry, None)
        elif borne := next((row.item_no for row in self._titled(entry) if row.item_no), ""):
            reason = f"与办理台中第{borne}号案由相同，编号不同，按新件收下；如是同一件请改为更新"
            self._say(entry, Field.TITLE, entry.paper.title, reason)
            self._ask(entry, None)

    def _numbered(self, entry: Entry) -> list[CaseRow]:
        return self._by_number.get((*self._place(entry), item_sort_key(entry.paper.item_no)), [])

    def _titled(self, entry: Entry) -> list[CaseRow]:
        return (
            self._by_title.get((*self._place(entry), fold(entry.paper.title)), [])
            if entry.paper.title
            else []
        )

    def _place(self, entry: Entry) -> tuple[int, object]:
        return self.sessions[key_of(entry)].id, self._sort(entry.paper.kind)

    def _sort(self, kind: Kind) -> Kind | Body:
        """Return what must be the same: the kind, or only whose paper it is where the list tells no more."""
        return kind if {Field.KIND, Field.SORT} & self.columns.keys() else kind.body

    def _say(self, entry: Entry, place: Field, value: str, reason: str) -> None:
        self.problems.append(RowProblem(entry.row, self.columns.get(place, place.value), value, reason))


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, fold(one), fold(other), autojunk=False).ratio()
