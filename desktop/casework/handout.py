"""Handout: what a unit receives when cases are handed out — the notice (交办通知) and its list (交办清单)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop.casework import print_out, typefaces
from desktop.casework.letters import WATERMARK
from desktop.casework.office import OFFICE_NAME
from desktop.domain.assignment import Assignment, Role
from desktop.domain.dates import chinese_date
from desktop.domain.kinds import Body, Kind
from desktop.domain.ledger import Align, CellKind, Column, Ledger
from desktop.domain.letter import Letter, paragraphs
from desktop.domain.listing import Criteria
from desktop.domain.progress import SILENT, Progress
from desktop.domain.text import chinese_number
from desktop.domain.unit import ContactRole

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.dispatch import Dispatch
    from desktop.domain.ledger import Row
    from desktop.domain.session import Session
    from desktop.domain.unit import Unit

UNNAMED_OFFICE = "政府办公室"
_DEMAND = "请按照“定分管领导、定承办人员、定办理任务、定办理措施、定办结时限”的要求，认真研究，按时办复。"
_NARROWED, _LEAST = 0.7, 8.0  # the list of one unit is bound with its notice, on A4
_KINDS = {Body.CONGRESS: Kind.SUGGESTION, Body.CPPCC: Kind.CPPCC_PROPOSAL}
_PEOPLE = (
    ("第一责任人", ContactRole.HEAD),
    ("分管领导", ContactRole.LEADER_IN_CHARGE),
    ("承办人员", ContactRole.HANDLER),
)
COLUMNS = (
    Column("unit", "承办单位", width=22, align=Align.LEFT, wrap=True),
    Column("role", "承办方式", width=10),
    Column("item_no", "编号", width=10),
    Column("title", "案由", width=44, align=Align.LEFT, wrap=True),
    Column("submitter", "领衔人", width=12),
    Column("others", "其他承办单位", width=28, align=Align.LEFT, wrap=True),
    Column("responsible_leader", "责任领导", width=10),
    Column("leader_in_charge", "分管领导", width=10),
    Column("handler", "承办人员", width=10),
    Column("task", "办理任务", width=24, align=Align.LEFT, wrap=True),
    Column("measures", "办理措施", width=20, align=Align.LEFT, wrap=True),
    Column("standard", "办理标准", width=20, align=Align.LEFT, wrap=True),
    Column("duties", "职责分工", width=20, align=Align.LEFT, wrap=True),
    Column("due", "办理时限", CellKind.DATE, width=12),
)


@dataclass(frozen=True, slots=True)
class Task:
    """One unit's task in one case, as its notice and list show it."""

    case: Case
    assignment: Assignment

    @property
    def other_units(self) -> str:
        """The other units of the case with their roles."""
        others = (each for each in self.case.assignments if each is not self.assignment)
        return "、".join(each.named for each in others)


@dataclass(frozen=True, slots=True)
class Load:
    """A unit and how many cases of a session it answers and co-handles."""

    unit: Unit
    lead: int
    co: int

    @property
    def id(self) -> int:
        """The id of the unit."""
        return self.unit.id


def loads(office: Office, session_id: int) -> tuple[Load, ...]:
    """Return the units that have a task in a session, in the order of the directory."""
    counts = office.store.units.tasks(session_id)
    return tuple(Load(unit, *counts[unit.id]) for unit in office.store.units.all() if unit.id in counts)


def tasks(
    office: Office, session_id: int, unit_id: int, among: Container[int] | None = None
) -> tuple[Task, ...]:
    """Return the tasks of a unit in a session, those it answers first, each in order of number.

    `among` narrows them to the cases of these ids.
    """
    rows = office.store.board.rows(Criteria(session_id=session_id, unit_id=unit_id))
    cases = (office.store.cases.get(row.id) for row in rows if among is None or row.id in among)
    found = [Task(case, case.task_of(unit_id)) for case in cases]
    return tuple(sorted(found, key=lambda task: not task.assignment.role.answers))


def notice(office: Office, session_id: int, unit_id: int, among: Container[int] | None = None) -> Letter:
    """Return the notice that hands a unit its cases of a session: what, with whom, and by when.

    It bears title, number and day of the batch when one batch handed all of them out, else of the session.
    """
    session, unit = office.store.sessions.get(session_id), office.store.units.get(unit_id)
    name = office.setting(OFFICE_NAME) or UNNAMED_OFFICE
    given = tasks(office, session_id, unit_id, among)
    batch = _batch_of(office, given)
    usual = f"关于交办{session.text}{_KINDS[session.body].noun}的通知"
    lines = [
        _opening(session, len(given)),
        *_people(unit),
        *_part("主办件", [task for task in given if task.assignment.role.answers]),
        *_part("协办件", [task for task in given if not task.assignment.role.answers]),
    ]
    return Letter(
        issuer=name,
        doc_no=(batch.notice_no if batch else "") or session.notice_no,
        title=(batch.notice_title if batch else "") or session.notice_title or usual,
        salutation=f"{unit.name}：",
        body=paragraphs("\n".join(_numbered(lines))),
        signatories=(name,),
        dated=batch.meeting_on if batch else session.assigned_on or office.today,
        watermark=WATERMARK if office.is_demo else "",
    )


def notice_with_list(
    office: Office, session_id: int, unit_id: int, among: Container[int] | None = None
) -> tuple[Letter, Ledger]:
    """Return the notice of a unit and its annex: the list of its tasks, with the five settings of each."""
    letter = notice(office, session_id, unit_id, among)
    whole = task_list(office, session_id, (unit_id,), among)
    first, rest = whole.columns[0], whole.columns[1:]
    rows = [row[1:] for row in whole.rows]
    unit = whole.rows[0][0] if whole.rows else ""
    listed = replace(
        whole,
        columns=tuple(replace(each, width=max(_LEAST, each.width * _NARROWED)) for each in rest),
        rows=rows,
        subtitle=f"{first.title}：{unit}，共{len(rows)}件",
        paper="A4",
    )
    return replace(letter, attachments=(whole.title,)), listed


def _batch_of(office: Office, given: Sequence[Task]) -> Dispatch | None:
    """Return the one batch that handed all of these out, or None."""
    batches = {task.case.dispatch_id for task in given}
    return office.store.dispatches.get(batches.pop()) if len(batches) == 1 and 0 not in batches else None


def notices_pdf(
    office: Office, session_id: int, unit_ids: Sequence[int], progress: Progress = SILENT
) -> bytes:
    """Return the notices of these units as one PDF, each with the list of its tasks behind it."""
    from desktop.documents import pile

    papers = [each for unit in unit_ids for each in notice_with_list(office, session_id, unit)]
    mark = WATERMARK if office.is_demo else ""
    heading = ("交办通知", office.setting(OFFICE_NAME))
    return pile.render_in(typefaces.chosen(office), papers, heading, progress, mark)


def write_notices(
    office: Office, session_id: int, unit_ids: Sequence[int], path: Path, progress: Progress = SILENT
) -> int:
    """Write the notices of these units as one PDF; return how many it holds."""
    print_out.put(path, notices_pdf(office, session_id, unit_ids, progress))
    return len(unit_ids)


def task_list(
    office: Office, session_id: int, unit_ids: Sequence[int], among: Container[int] | None = None
) -> Ledger:
    """Return the list of tasks of these units, unit by unit."""
    rows = [_row(task) for unit_id in unit_ids for task in tasks(office, session_id, unit_id, among)]
    session = office.store.sessions.get(session_id)
    return Ledger(
        title=f"{session.text}交办清单",
        columns=COLUMNS,
        rows=rows,
        subtitle=f"{len(unit_ids)}个单位，共{len(rows)}件次，{chinese_date(office.today)}",
        paper="A3",
        frozen_columns=4,
    )


def write_task_list(
    office: Office, session_id: int, unit_ids: Sequence[int], path: Path, progress: Progress = SILENT
) -> int:
    """Write the list of tasks as a workbook; return how many rows it holds."""
    from desktop.documents import xlsx

    content = task_list(office, session_id, unit_ids)
    xlsx.write(content, path, office.now, progress)
    return len(content.rows)


def _opening(session: Session, number: int) -> str:
    """Return the first sentence: from whom, of which session, how many; the long name before the short."""
    kind = _KINDS[session.body]
    what = f"{session.text}{kind.full_label}（以下简称{kind.noun}）{number}件"
    return f"现将{session.assigning_body}交办的{what}交由你单位办理，{_DEMAND}"


def _people(unit: Unit) -> Iterator[str]:
    named = [(word, unit.contact(role)) for word, role in _PEOPLE]
    known = [f"{word}{contact.name}" for word, contact in named if contact]
    if known:
        yield f"你单位办理工作{'，'.join(known)}。"


def _part(heading: str, given: list[Task]) -> Iterator[str]:
    """Yield a heading without its numeral and under it each case in one paragraph."""
    if not given:
        return
    yield f"、{heading}（{len(given)}件）"
    for number, task in enumerate(given, 1):
        yield f"{number}. {_name(task)}。{_sentence(task)}"


def _numbered(lines: Sequence[str]) -> Iterator[str]:
    """Put 一、二、 before the headings that are left after empty parts fell away."""
    count = 0
    for line in lines:
        if line.startswith("、"):
            count += 1
            yield chinese_number(count) + line
        else:
            yield line


def _name(task: Task) -> str:
    paper, role = task.case.proposal, task.assignment.role
    plain = role in {Role.LEAD, Role.CO}
    return f"{paper.number_phrase}《{paper.title.strip()}》{'' if plain else f'（{role.label}）'}"


def _sentence(task: Task) -> str:
    paper, given = task.case.proposal, task.assignment
    parts = []
    for word, value in (
        ("领衔人", paper.lead_submitter),
        ("责任领导", given.responsible_leader),
        ("其他承办单位", task.other_units),
        ("办理任务", given.task),
        ("办理措施", given.measures),
        ("办理标准", given.standard),
        ("职责分工", given.duties),
        ("办理时限", chinese_date(given.due.on) if given.due else ""),
    ):
        if value:
            parts.append(f"{word}：{value}")
    return "；".join(parts) + "。"


def _row(task: Task) -> Row:
    paper, given = task.case.proposal, task.assignment
    return (
        given.unit_name,
        given.role.label,
        paper.item_no,
        paper.title,
        paper.lead_submitter,
        task.other_units,
        given.responsible_leader,
        given.leader_in_charge,
        given.handler,
        given.task,
        given.measures,
        given.standard,
        given.duties,
        given.due.on if given.due else None,
    )
