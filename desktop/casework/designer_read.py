"""What a report is made of, read in one pass: of each case only the parts its columns ask for."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from desktop.casework import designer_units
from desktop.casework.designer_facts import Line
from desktop.domain.report import Subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from desktop.casework.designer_units import UnitLoad
    from desktop.casework.office import Office
    from desktop.db.case_parts import TaskLine
    from desktop.domain.case import Case
    from desktop.domain.listing import CaseRow, Criteria
    from desktop.domain.progress import Progress
    from desktop.domain.scheme import Scheme

_CHUNK = 500
_ALWAYS: dict[Subject, frozenset[str]] = {
    Subject.CASES: frozenset(),
    Subject.TASKS: frozenset({"assignments"}),
    Subject.PROMISES: frozenset({"commitments"}),
}
_READING = "正在读取办件"


def lines_of(
    office: Office, subject: Subject, criteria: Criteria, needs: frozenset[str], progress: Progress
) -> Iterator[Line]:
    """Yield what each row of a report is made of, in the order of the list; `needs` are fields of a case."""
    for rows in _chunks(office, criteria, progress):
        ids = [row.id for row in rows]
        cases = office.store.parts.parts(ids, needs | _ALWAYS[subject])
        told = _told(office, ids) if subject is Subject.TASKS else {}
        numbers = _numbers(office, cases.values())
        for row in rows:
            case = cases[row.id]
            line = Line(office, row, case, office.scheme_of(case), numbers=numbers)
            if subject is Subject.TASKS:
                yield from _task_lines(line, told.get(row.id, []), criteria)
            elif subject is Subject.PROMISES:
                yield from (line._replace(promise=promise) for promise in case.commitments)
            else:
                yield line


def loads_of(office: Office, criteria: Criteria, progress: Progress) -> tuple[UnitLoad, ...]:
    """Return the units that have a task among these cases, counted."""
    return designer_units.loads(office, _tasks(office, criteria, progress))


def _tasks(
    office: Office, criteria: Criteria, progress: Progress
) -> Iterator[tuple[TaskLine, Case, Scheme]]:
    for rows in _chunks(office, criteria, progress):
        ids = [row.id for row in rows]
        cases = office.store.parts.parts(ids, designer_units.NEEDS)
        for told in office.store.parts.tasks(ids):
            if _is_wanted(told, criteria):
                case = cases[told.case_id]
                yield told, case, office.scheme_of(case)


def _chunks(office: Office, criteria: Criteria, progress: Progress) -> Iterator[Sequence[CaseRow]]:
    rows, done = iter(office.store.board.rows(criteria.on(office.today))), 0
    while chunk := tuple(islice(rows, _CHUNK)):
        done += len(chunk)
        progress.step(done, done, f"{_READING} {done} 件")
        yield chunk


def _task_lines(line: Line, told: Sequence[TaskLine], criteria: Criteria) -> Iterator[Line]:
    """Yield a line for each task of a case that is wanted, in the order the units were handed it."""
    for task, known in zip(line.case.assignments, told, strict=True):
        if _is_wanted(known, criteria):
            yield line._replace(task=task, told=known)


def _told(office: Office, ids: Sequence[int]) -> dict[int, list[TaskLine]]:
    found: dict[int, list[TaskLine]] = {}
    for told in office.store.parts.tasks(ids):
        found.setdefault(told.case_id, []).append(told)
    return found


def _is_wanted(told: TaskLine, criteria: Criteria) -> bool:
    """Whether a task is of the unit and in the role that is asked for, as far as one is."""
    of_unit = criteria.unit_id is None or criteria.with_merged or told.unit_id == criteria.unit_id
    wanted = criteria.task
    if wanted is None or not of_unit:
        return of_unit
    in_role = wanted.answers is None or wanted.answers is told.role.answers
    return in_role and (told.state is None or told.state in wanted.states)


def _numbers(office: Office, cases: Iterable[Case]) -> dict[int, str]:
    """Return the numbers of the papers merged into these."""
    merged = sorted({each for case in cases for each in case.merged})
    return {row.id: row.item_no for row in office.store.board.these(merged)} if merged else {}
