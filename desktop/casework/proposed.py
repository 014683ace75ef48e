"""Proposed: the tasks drafted for the units of a batch — adopted, confirmed, listed unit by unit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from desktop.casework import assign, dispatch, export, find
from desktop.domain.assignment import Consent, Role
from desktop.domain.dates import chinese_date
from desktop.domain.errors import OfficeError
from desktop.domain.ledger import Align, CellKind, Column, Ledger
from desktop.domain.listing import Criteria
from desktop.domain.progress import SILENT, Progress
from desktop.domain.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desktop.casework.assign import TaskDraft
    from desktop.casework.office import Office
    from desktop.casework.suggest import Suggestion
    from desktop.domain.assignment import Assignment
    from desktop.domain.case import Case
    from desktop.domain.ledger import Row
    from desktop.domain.listing import CaseRow

_COLUMNS = (
    Column("unit", "拟承办单位", width=22, align=Align.LEFT, wrap=True),
    Column("role", "承办方式", width=9),
    Column("item_no", "编号", width=8),
    Column("title", "案由", width=44, align=Align.LEFT, wrap=True),
    Column("submitter", "领衔人", width=10),
    Column("others", "其他拟承办单位", width=26, align=Align.LEFT, wrap=True),
    Column("task", "办理任务", width=24, align=Align.LEFT, wrap=True),
    Column("due", "办理时限", CellKind.DATE, width=12),
    Column("consent", "审核意见（确认/有异议）", width=14, wrap=True),
    Column("reason", "异议理由及建议承办单位", width=28, align=Align.LEFT, wrap=True),
    Column("signed", "经办人签字", width=12),
)

MOST_UNPLACED = 2000  # cases offered at once; nobody ticks more by hand


class Counted(NamedTuple):
    """How many cases a batch holds, and how many of them are not handed out yet."""

    cases: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Drafted:
    """One unit's drafted task in one case."""

    case: Case
    task: Assignment

    @property
    def id(self) -> int:
        """The id of the case, which tells the tasks of one unit apart."""
        return self.case.id

    @property
    def said(self) -> str:
        """What the unit said of it: 已确认, 有异议, or 未答复."""
        return self.task.confirmation.consent.label if self.task.confirmation else "未答复"

    @property
    def others(self) -> str:
        """The other units drafted for the case, with their roles."""
        rest = (each for each in self.case.proposed if each is not self.task)
        return "、".join(each.named for each in rest)


@dataclass(frozen=True, slots=True)
class UnitDrafts:
    """All that a batch asks of one unit, in order of number."""

    id: int
    name: str
    tasks: tuple[Drafted, ...]

    def said(self, consent: Consent | None) -> int:
        """Return to how many tasks the unit said that; None counts those it said nothing of."""
        told = (each.task.confirmation for each in self.tasks)
        return sum((each.consent if each else None) is consent for each in told)


def count(office: Office, dispatch_id: int) -> Counted:
    """Return how many cases a batch holds."""
    board, whole = office.store.board, Criteria(dispatch_id=dispatch_id)
    return Counted(board.count(whole), board.count(replace(whole, stages=(Stage.REGISTERED,))))


def unplaced(office: Office, criteria: Criteria) -> tuple[CaseRow, ...]:
    """Return the cases of a list that wait to be handed out and are in no batch, at most `MOST_UNPLACED`."""
    cases = office.store.cases
    taken = {each for batch in dispatch.batches(office) for each in cases.ids(Criteria(dispatch_id=batch.id))}
    rows = find.page(office, replace(criteria, stages=(Stage.REGISTERED,)), 0, MOST_UNPLACED + len(taken))
    return tuple(row for row in rows if row.id not in taken)[:MOST_UNPLACED]


def bars_to_placing(cases: Sequence[Case]) -> dict[int, str]:
    """Return why some of these cases cannot be put into a batch, by id."""
    return {case.id: "已经交办，不能再列入批次" for case in cases if case.answering}


def by_unit(cases: Sequence[Case]) -> tuple[UnitDrafts, ...]:
    """Return what is drafted in these cases unit by unit, in the order units appear; issued cases are out."""
    found: dict[int, list[Drafted]] = {}
    for case in cases:
        for task in case.proposed:
            found.setdefault(task.unit_id, []).append(Drafted(case, task))
    return tuple(UnitDrafts(unit_id, of[0].task.unit_name, tuple(of)) for unit_id, of in found.items())


def adopt(office: Office, case_id: int, suggestion: Suggestion) -> Case:
    """Draft a task for a suggested unit besides those drafted already; raise `OfficeError` as `propose` does.

    The first unit handles the case alone, until a second joins it; only one leads.
    """
    case = office.store.cases.get(case_id)
    drafts = tuple(assign.draft_of(task) for task in case.proposed)
    if any(draft.unit_id == suggestion.unit.id for draft in drafts):
        raise OfficeError(f"{suggestion.unit.name}已在拟承办单位之中，未作改动。")
    return dispatch.propose(office, case_id, joined(drafts, suggestion))


def joined(drafts: tuple[TaskDraft, ...], suggestion: Suggestion) -> tuple[TaskDraft, ...]:
    """Return these drafts with one for a suggested unit; who was alone leads from then on."""
    answers = suggestion.role.answers and not any(draft.role.answers for draft in drafts)
    role = (Role.LEAD if drafts else Role.SOLE) if answers else Role.CO
    others = tuple(replace(each, role=Role.LEAD) if each.role is Role.SOLE else each for each in drafts)
    return (*others, assign.TaskDraft(suggestion.unit.id, role))


def confirm_all(office: Office, drafts: UnitDrafts, by: str = "") -> int:
    """Take in that a unit confirms everything it has not answered yet, at once; return how many tasks."""
    silent = [each for each in drafts.tasks if each.task.confirmation is None]
    with office.store.transaction():
        for each in silent:
            dispatch.confirm(office, each.id, drafts.id, by)
    return len(silent)


def draft_list(office: Office, dispatch_id: int, unit_ids: Sequence[int]) -> Ledger:
    """Return the list these units are asked to check and sign (归口审核确认, 楚雄市2022), unit by unit."""
    batch = office.store.dispatches.get(dispatch_id)
    units = {each.id: each for each in by_unit(dispatch.cases_of(office, Criteria(dispatch_id=dispatch_id)))}
    rows = [_row(each) for unit_id in unit_ids if unit_id in units for each in units[unit_id].tasks]
    return Ledger(
        title="承办任务审核确认清单",
        columns=_COLUMNS,
        rows=rows,
        subtitle=f"{batch.text}，{len(unit_ids)}个单位，共{len(rows)}件次，{chinese_date(office.today)}",
        paper="A3",
        frozen_columns=4,
    )


def write_draft_list(
    office: Office, dispatch_id: int, unit_ids: Sequence[int], path: Path, progress: Progress = SILENT
) -> int:
    """Write that list into a file, its kind by its ending; return how many rows it holds."""
    return export.write(office, draft_list(office, dispatch_id, unit_ids), path, progress)


def _row(drafted: Drafted) -> Row:
    paper, task = drafted.case.proposal, drafted.task
    said = task.confirmation
    told = (said.reason, f"建议由{said.proposed_unit}承办" if said.proposed_unit else "") if said else ()
    return (
        task.unit_name,
        task.role.label,
        paper.item_no,
        paper.title,
        paper.lead_submitter,
        drafted.others,
        task.task,
        task.due.on if task.due else None,
        said.consent.label if said else "",
        "；".join(each for each in told if each),
        said.by if said else "",
    )
