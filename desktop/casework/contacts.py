"""Contacts: who still lacks which meeting with the submitter, unit by unit and stage by stage (三见面)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop.casework import consult, export, find
from desktop.domain.dates import chinese_date
from desktop.domain.filters import Mark
from desktop.domain.ledger import Align, CellKind, Column, Ledger
from desktop.domain.listing import Criteria, SortField
from desktop.domain.progress import SILENT, Progress
from desktop.domain.scheme import Strictness
from desktop.domain.stage import OWING, Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.ledger import Cell

MISSING, NOT_ASKED = "缺", "—"
_BEFORE_REPLY = tuple(stage for stage in Stage if stage in OWING - {Stage.REGISTERED})
_HEAD = (
    Column("unit", "承办单位", width=22, align=Align.LEFT, wrap=True),
    Column("item_no", "编号", width=10),
    Column("title", "案由", width=40, align=Align.LEFT, wrap=True),
    Column("submitter", "领衔人", width=12),
)
_TAIL = (
    Column("handler", "承办人", width=10),
    Column("phone", "联系电话", width=16),
    Column("due", "办结时限", CellKind.DATE, width=14),
)


class Lacking(NamedTuple):
    """A case that lacks meetings: `stages` are the keys it lacks, `held` the first day of each it had."""

    case: Case
    stages: tuple[str, ...]
    held: dict[str, date]

    @property
    def id(self) -> int:
        """The id of the case."""
        return self.case.id

    @property
    def number(self) -> str:
        """The number with the kind, since both bodies number from 1: 建议12."""
        return f"{self.case.proposal.kind.noun}{self.case.proposal.item_no}"

    @property
    def unit(self) -> str:
        """The unit that leads the case and has to meet the submitter."""
        return self.case.lead.unit_name if self.case.lead else ""


def lacking(
    office: Office, session_id: int | None = None, progress: Progress = SILENT
) -> tuple[Lacking, ...]:
    """Return the cases still to be answered that lack a meeting their scheme asks for, ordered by unit.

    A stage nobody asks for is not lacked.
    """
    wanted = Criteria(
        session_id, stages=_BEFORE_REPLY, sort=SortField.DUE_ON, marks=(Mark.CONSULTATION_MISSING,)
    )
    rows = tuple(office.store.board.rows(wanted))
    found = []
    for done, row in enumerate(rows):
        progress.step(done, len(rows), "正在读取记录")
        case = find.case(office, row.id)
        lacks = _missing(office, case)
        if lacks.stages:
            found.append(lacks)
    return tuple(sorted(found, key=lambda each: each.unit))


def _missing(office: Office, case: Case) -> Lacking:
    held: dict[str, date] = {}
    for each in case.consultations:
        if each.round == case.round:
            held.setdefault(each.stage, each.held_on)
    stages = office.scheme_of(case).contacts.stages
    asked = (stage.key for stage in stages if stage.strictness is not Strictness.FREE)
    return Lacking(case, tuple(key for key in asked if key not in held), held)


def stages_of(office: Office, found: Iterable[Lacking]) -> tuple[str, ...]:
    """Return the keys of every stage these cases know, each once, in the order of their schemes."""
    schemes = {scheme.id: scheme for scheme in (office.scheme_of(each.case) for each in found)}
    keys = (stage.key for scheme in schemes.values() for stage in scheme.contacts.stages)
    return tuple(dict.fromkeys(keys))


def stage_cell(lacks: Lacking, stage: str) -> str:
    """Return what stands under a stage: the day it was held, 缺, or — where nobody asks for it."""
    if stage in lacks.held:
        return lacks.held[stage].isoformat()
    return MISSING if stage in lacks.stages else NOT_ASKED


def ledger(office: Office, found: Sequence[Lacking]) -> Ledger:
    """Return the list as a table: one column for each stage, under it how many lack it."""
    keys = stages_of(office, found)
    scheme = office.scheme_of(found[0].case) if found else office.default_scheme
    word = scheme.contacts.word
    columns = (
        *_HEAD,
        *(Column(key, consult.stage_words(scheme, key), width=13, group=word) for key in keys),
        *_TAIL,
    )
    rows = [_row(each, keys) for each in found]
    sums = (sum(key in each.stages for each in found) for key in keys)
    units = len({each.unit for each in found})
    return Ledger(
        f"尚缺{word}名单",
        columns,
        rows,
        subtitle=f"{units}个单位，{len(rows)}件，截至{chinese_date(office.today)}",
        totals=("合计（缺）", "", "", "", *sums, "", "", None),
    )


def _row(each: Lacking, keys: Sequence[str]) -> tuple[Cell, ...]:
    paper, lead = each.case.proposal, each.case.lead
    return (
        each.unit,
        each.number,
        paper.title,
        paper.lead_submitter,
        *(stage_cell(each, key) for key in keys),
        lead.handler if lead else "",
        lead.handler_phone if lead else "",
        each.case.due.on if each.case.due else None,
    )


def write(office: Office, found: Sequence[Lacking], path: Path, progress: Progress = SILENT) -> int:
    """Write these cases as the ending of `path` says; return how many it names."""
    return export.write(office, ledger(office, found), path, progress)
