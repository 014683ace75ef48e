"""Parts of many cases for ledgers: of each only what a column asks for is read, so thousands are quick."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop.db.connection import undamaged
from desktop.db.list_rows import TASKS, day_of
from desktop.domain.case import Case
from desktop.domain.mapping import from_mapping
from desktop.domain.role import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from desktop.db.transaction import UnitOfWork
    from desktop.domain.task_state import TaskState

_THESE = "FROM (SELECT column1 AS wanted FROM (VALUES {places}))"
_PARTS = (
    "SELECT id, scheme_id, scheme_version, json_extract({content}, {paths})"
    f" {_THESE} CROSS JOIN cases ON id = wanted JOIN case_content ON case_id = id"
)
_TASKS = (
    "SELECT case_id, unit_id, role, assigned_on, due_on, answered_on, state"
    f" {_THESE} CROSS JOIN assignment ON case_id = wanted ORDER BY case_id, position"
)
_WITHOUT_BODY = "json_remove(content, '$.proposal.body')"  # the longest part, and no column shows it
_UNREAD = {"kind": "suggestion", "session_id": 0, "title": ""}


class TaskLine(NamedTuple):
    """One unit's task as SQL knows it: role, days, where it stands (None while nobody handles the case)."""

    case_id: int
    unit_id: int
    role: Role
    assigned_on: date | None
    due_on: date | None
    answered_on: date | None
    state: TaskState | None


class CaseParts:
    """Reads parts of cases and their tasks; nothing here writes."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def parts(self, ids: Sequence[int], wanted: Iterable[str]) -> dict[int, Case]:
        """Return these cases by id with only the fields `wanted` read; all others are as in a new case.

        The text of the paper is never read. Such a case is looked at, never saved.
        """
        names = ("round", *sorted(set(wanted) - {"round"}))
        content = _WITHOUT_BODY if "proposal" in names else "content"
        paths = ", ".join(f"'$.{name}'" for name in (*names, "scheme_id"))  # two at least make a list
        sql = _PARTS.format(content=content, paths=paths, places=_places(ids))
        with undamaged():
            return {row[0]: _case(row, names) for row in self._work.all(sql, tuple(ids))}

    def tasks(self, ids: Sequence[int]) -> Iterator[TaskLine]:
        """Yield every task of these cases, each case's in the order they were handed out."""
        for row in self._work.all(_TASKS.format(places=_places(ids)), tuple(ids)):
            with undamaged():
                yield _task(row)


def _case(row: tuple[Any, ...], names: Sequence[str]) -> Case:
    case_id, scheme_id, version, parts = row
    found = {name: value for name, value in zip(names, json.loads(parts), strict=False) if value is not None}
    mapping = {"proposal": _UNREAD, **found, "scheme_id": scheme_id, "scheme_version": version}
    return from_mapping(Case, {**mapping, "id": case_id}, f"办件{case_id}")


def _task(row: tuple[Any, ...]) -> TaskLine:
    case_id, unit_id, role, assigned_on, due_on, answered_on, state = row
    days = day_of(assigned_on), day_of(due_on), day_of(answered_on)
    return TaskLine(case_id, unit_id, Role(role), *days, TASKS.get(state))


def _places(ids: Sequence[int]) -> str:
    return ", ".join(["(?)"] * len(ids)) or "(NULL)"
