"""Carry over: what an earlier year left open stands on this year's list, with its promises, until it is done.

Cases that take more than a year are listed as key matters of supervision and followed by their dates
(涧西区2019: 跨年度办理的建议列入区政府重点督办事项，按照时间节点加强跟踪).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.dates import chinese_date
from desktop.domain.figures import Rate
from desktop.domain.filters import ColumnFilter, ListColumn
from desktop.domain.labels import Labelled
from desktop.domain.ledger import Align, CellKind, Column, Ledger
from desktop.domain.light import light
from desktop.domain.listing import Criteria, SortField
from desktop.domain.progress import SILENT, Progress
from desktop.domain.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.light import Light
    from desktop.domain.listing import CaseRow
    from desktop.domain.session import Session

LISTED = "列入重点督办"
"""The verb of the journal, and how the instruction of such an act of supervision begins."""
MODE = "专项督办"
_OPEN = tuple(stage for stage in Stage if stage.is_open and stage.is_taken_up)


class Side(Labelled):
    """Which way over the end of the year."""

    INTO = ("into", "往年转入")
    OUT_OF = ("out_of", "将转入下一年度")


class Carried(NamedTuple):
    """One open matter of a case that takes more than a year: a promise, or the case where none is recorded.

    `light` tells how urgent it is; `is_listed` that the case is under supervision as a key matter.
    """

    id: int
    session: str
    item_no: str
    title: str
    unit: str
    stage: str
    matter: str
    due_on: date | None
    light: Light
    implementation: str
    is_listed: bool


class Standing(NamedTuple):
    """What is listed, how many cases that are, and how many promises of these sessions were kept (落实率)."""

    rows: tuple[Carried, ...]
    cases: int
    promises: Rate


def earlier(office: Office, session_id: int | None = None) -> tuple[Session, ...]:
    """Return the sessions of earlier years: than that of a session (of its body), or than this year."""
    sessions = office.store.sessions.all()
    chosen = next((each for each in sessions if each.id == session_id), None)
    year = chosen.year if chosen else office.today.year
    return tuple(
        each for each in sessions if each.year < year and (chosen is None or each.body is chosen.body)
    )


def criteria(office: Office, session_id: int | None = None) -> Criteria | None:
    """Return what lists the open cases of earlier years, or None where there is no earlier year."""
    named = tuple(each.text for each in earlier(office, session_id))
    if not named:
        return None
    return Criteria(
        stages=_OPEN, filters=(ColumnFilter(ListColumn.SESSION, values=named),), sort=SortField.DUE_ON
    )


def number(office: Office, session_id: int | None = None) -> int:
    """Return how many cases of earlier years are open; from the tally, so that a board may ask."""
    counts = (office.store.tally.stages(each.id) for each in earlier(office, session_id))
    return sum(found.get(stage, 0) for found in counts for stage in _OPEN)


def standing(
    office: Office, session_id: int | None = None, side: Side = Side.INTO, progress: Progress = SILENT
) -> Standing:
    """Return what came over from earlier years, or what will go on into the next; the nearest day first.

    What goes on: cases answered whose promises are due after the end of their session's year, or whose class
    carries over without any promise recorded.
    """
    sessions = earlier(office, session_id) if side is Side.INTO else _own(office, session_id)
    found: list[Carried] = []
    kept = made = 0
    for session in sessions:
        rows = tuple(office.store.board.rows(Criteria(session.id)))
        for done, row in enumerate(rows, 1):
            progress.step(done, len(rows), f"正在核对{session.text}")
            case = office.store.cases.get(row.id)
            made += len(case.commitments)
            kept += sum(not each.is_open for each in case.commitments)
            if row.stage in _OPEN and (side is Side.INTO or _goes_on(case, row, session.year)):
                found += _matters(office, case, row)
    found.sort(key=lambda each: (each.due_on or date.max, each.id))
    return Standing(tuple(found), len({each.id for each in found}), Rate(kept, made))


def _own(office: Office, session_id: int | None) -> tuple[Session, ...]:
    """Return the session asked for, or those of this year."""
    sessions = office.store.sessions.all()
    wanted = [each for each in sessions if session_id in {None, each.id}]
    return tuple(each for each in wanted if session_id is not None or each.year == office.today.year)


def _goes_on(case: Case, row: CaseRow, year: int) -> bool:
    if row.stage is not Stage.FOLLOWING:
        return False
    pending = [each for each in case.commitments if each.is_open]
    return not pending or any(each.due_on and each.due_on > date(year, 12, 31) for each in pending)


def _matters(office: Office, case: Case, row: CaseRow) -> Iterator[Carried]:
    is_listed = any(each.instruction.startswith(LISTED) for each in case.supervisions)
    promises = [(each.text, each.unit_name, each.due_on) for each in case.commitments if each.is_open]
    for matter, unit, due_on in promises or [(row.next_step, row.lead_unit, None)]:
        shown = light(due_on, None, office.today, office.calendar, office.lights)
        yield Carried(
            row.id, row.session, row.item_no, row.title, unit or row.lead_unit, row.stage.label,
            matter, due_on, shown, case.implementation, is_listed,
        )  # fmt: skip


def list_as_key(office: Office, case_ids: Sequence[int]) -> int:
    """Put cases under supervision as key matters, to be looked at again when their first promise is due.

    Cases listed already are left out; returns how many were put under it, all in one transaction.
    """
    from desktop.domain.supervision import Supervision, SupervisionLevel

    done = 0
    with office.store.transaction():
        for case_id in dict.fromkeys(case_ids):
            case = office.store.cases.get(case_id)
            lead = case.lead
            if lead is None or any(each.instruction.startswith(LISTED) for each in case.supervisions):
                continue
            due = case.promise_on
            act = Supervision(
                SupervisionLevel.SUPERVISE,
                MODE,
                lead.unit_id,
                lead.unit_name,
                office.today,
                by=office.officer,
                instruction=f"{LISTED}：跨年度办理，按时间节点跟踪",
                next_check_on=due if due and due > office.today else None,
            )
            changed = replace(case, supervisions=(*case.supervisions, act))
            office.store.cases.save(changed, office.note(LISTED, lead.unit_name))
            done += 1
    return done


_COLUMNS = (
    Column("session", "届次", width=22, align=Align.LEFT),
    Column("item_no", "编号", width=8),
    Column("title", "案由", width=40, align=Align.LEFT),
    Column("unit", "责任单位", width=18, align=Align.LEFT),
    Column("matter", "承诺事项（下一步）", width=34, align=Align.LEFT),
    Column("due", "承诺时限", CellKind.DATE, width=12),
    Column("light", "提示", width=14),
    Column("implementation", "落实情况", width=12),
    Column("listed", "重点督办", width=10),
)


def ledger(
    office: Office, session_id: int | None = None, side: Side = Side.INTO, progress: Progress = SILENT
) -> Ledger:
    """Return the same as a table to be exported or printed."""
    found = standing(office, session_id, side, progress)
    lines = [
        (
            each.session, each.item_no, each.title, each.unit, each.matter, each.due_on, each.light.text,
            each.implementation, "是" if each.is_listed else "",
        )
        for each in found.rows
    ]  # fmt: skip
    rate = found.promises.text(office.percent)
    subtitle = f"{side.label}{found.cases}件，承诺落实率{rate}，截至{chinese_date(office.today)}"
    return Ledger("跨年度事项", _COLUMNS, lines, subtitle=subtitle)
