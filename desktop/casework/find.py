"""Find: cases by number or criteria, what happened to one, and what may be done with it now.

The order of things is read in when the first case is: lists are shown without it, sooner.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain import light as lights

if TYPE_CHECKING:
    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.filters import ListColumn
    from desktop.domain.journal import JournalLine
    from desktop.domain.kinds import Body
    from desktop.domain.light import Light
    from desktop.domain.listing import CaseRow, Criteria, Facet
    from desktop.domain.next_step import NextStep
    from desktop.domain.procedure import Act
    from desktop.domain.stage import Stage


class ListTally(NamedTuple):
    """The figures below a list; `soon` are those due from today to the seventh day on, both inclusive."""

    number: int
    overdue: int
    soon: int

    @property
    def text(self) -> str:
        """One line: 共226件 | 逾期3 | 7日内9."""
        return f"共{self.number}件 | 逾期{self.overdue} | 7日内{self.soon}"


def page(office: Office, criteria: Criteria, offset: int, limit: int) -> tuple[CaseRow, ...]:
    """Return `limit` rows of a list beginning at `offset` (0-based)."""
    return office.store.board.page(criteria.on(office.today), offset, limit)


def count(office: Office, criteria: Criteria) -> int:
    """Return how many cases a list holds."""
    return office.store.board.count(criteria.on(office.today))


def ids(office: Office, criteria: Criteria) -> tuple[int, ...]:
    """Return the ids of every case of a list, in its order."""
    return tuple(office.store.cases.ids(criteria.on(office.today)))


def tally(office: Office, criteria: Criteria) -> ListTally:
    """Return the figures below a list: how many cases, how many overdue, how many due within seven days."""
    today, asked = office.today, criteria.on(office.today)
    yesterday, soon = today - timedelta(days=1), today + timedelta(days=7)
    last = asked.due_until or date.max
    late = replace(asked, due_until=min(last, yesterday))
    near = replace(asked, due_from=max(asked.due_from or today, today), due_until=min(last, soon))
    board = office.store.board
    return ListTally(board.count(asked), board.count(late), board.count(near))


def facets(office: Office, criteria: Criteria, column: ListColumn, limit: int) -> tuple[Facet, ...]:
    """Return the tick list of a column: the values its rows have, whatever its own filter asks.

    A value is what `ColumnFilter.values` takes; the commonest are kept when there are more.
    """
    return office.store.board.facets(criteria.on(office.today), column, limit)


def discarded(office: Office, limit: int) -> tuple[CaseRow, ...]:
    """Return the cases in the recycle bin, the newest first, at most `limit`."""
    return office.store.board.discarded(limit)


def case(office: Office, case_id: int) -> Case:
    """Return a case whole; raise `OfficeError` when there is none."""
    return office.store.cases.get(case_id)


def by_number(
    office: Office, item_no: str, session_text: str = "", body: Body | None = None
) -> tuple[Case, ...]:
    """Return the cases with that number, of one body and one session where these are named."""
    found = office.store.cases.by_number(item_no)
    return tuple(
        each
        for each in found
        if (body is None or each.proposal.kind.body is body)
        and (not session_text or office.session_of(each).text == session_text)
    )


def history(office: Office, case_id: int) -> tuple[JournalLine, ...]:
    """Return every journal line of a case and of its attachments, oldest first."""
    lines = (*office.store.cases.history(case_id), *office.store.attachments.history(case_id))
    return tuple(sorted(lines, key=lambda line: line.seq))


def stage(office: Office, found: Case) -> Stage:
    """Return where a case stands."""
    from desktop.domain import procedure

    return procedure.stage_of(found, office.scheme_of(found))


def next_step(office: Office, found: Case) -> NextStep | None:
    """Return who must do what by when on a case, or None when it has ended; a closed one is put away."""
    from desktop.domain import next_step as steps

    scheme = office.scheme_of(found)
    return steps.next_step(found, scheme) or steps.filing_step(found, scheme)


def light(office: Office, due_on: date | None, done_on: date | None = None) -> Light:
    """Return how urgent a due date is today."""
    return lights.light(due_on, done_on, office.today, office.calendar, office.lights)


def light_of(office: Office, row: CaseRow) -> Light:
    """Return how urgent a row of a list is today; what owes no reply is done, whatever its date."""
    seen = light(office, row.due_on, None if row.stage.owes_reply else row.replied_on or row.due_on)
    return lights.with_clock(seen, row.clock)


def state_of(office: Office, row: CaseRow) -> str:
    """Return how much time a row has left; for an answered one whether it was in time (办复 is not 办结)."""
    if row.due_on is None or row.stage.owes_reply:
        return light_of(office, row).text if row.due_on else ""
    late = (row.replied_on - row.due_on).days if row.replied_on else 0
    return f"逾期{late}天答复" if late > 0 else "按期答复" if row.replied_on else ""


def allowed(office: Office, found: Case) -> tuple[Act, ...]:
    """Return the acts nothing forbids on a case now, for the unit that has to answer next."""
    from desktop.domain.procedure import Act, Situation
    from desktop.domain.procedure import allowed as nothing_forbids

    waiting = found.next_to_answer()
    at = Situation(found, office.scheme_of(found), office.today, waiting.unit_id if waiting else None)
    return tuple(act for act in Act if act is not Act.ASSIGN and nothing_forbids(act, at))
