"""Calendar file: what is due, for the calendar of a phone or an office program; a file, never the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.casework import find
from desktop.domain.deadlines import Matter
from desktop.domain.progress import SILENT, Progress

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.documents.ics import Entry
    from desktop.domain.case import Case
    from desktop.domain.listing import Criteria

ALARM_DAYS = 3


def entries(office: Office, criteria: Criteria, progress: Progress = SILENT) -> tuple[Entry, ...]:
    """Return what is due in the cases of a list that owe something: replies, parts of units, checks.

    The id of a matter stays the same whatever its day, so that importing the file again moves it.
    """
    ids = office.store.cases.ids(criteria)
    found: list[Entry] = []
    for done, case_id in enumerate(ids, 1):
        case = office.store.cases.get(case_id)
        if find.stage(office, case).owes_reply:
            found += _of_case(office, case)
        progress.step(done, len(ids), f"正在读取第{done}件")
    return tuple(found)


def _of_case(office: Office, case: Case) -> Iterator[Entry]:
    from desktop.documents.ics import Entry

    paper, desk = case.proposal, office.directory.name
    named = f"{paper.number_phrase}《{paper.title.strip()}》"
    step = find.next_step(office, case)
    what = step.text if step else ""
    if case.due is not None:
        unit = case.lead.unit_name if case.lead else ""
        key = f"{desk}-{case.id}-{Matter.REPLY.value}@handling-desk"
        yield Entry(key, case.due.on, f"{named}答复到期（{unit}）", what, case.version, ALARM_DAYS)
    for task in case.missing_co_opinions:
        if task.due is not None:
            key = f"{desk}-{case.id}-co-{task.unit_id}@handling-desk"
            yield Entry(key, task.due.on, f"{named}协办意见到期（{task.unit_name}）", what, case.version)
    for day in case.checks_due[:1]:
        key = f"{desk}-{case.id}-check@handling-desk"
        yield Entry(key, day, f"{named}督办复查", what, case.version)


def export(office: Office, criteria: Criteria, path: Path, progress: Progress = SILENT) -> int:
    """Write what is due in a list as an .ics file, whole or not at all; return how many entries it holds."""
    from desktop.documents import ics

    found = entries(office, criteria, progress)
    ics.write(found, path, office.now, "建议提案办理期限")
    return len(found)
