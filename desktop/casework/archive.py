"""Archive: put closed cases away under a number and a term, and take them out again (立卷归档)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from desktop.casework import attach
from desktop.casework.office import OFFICE_NAME
from desktop.domain.archive import completeness, lacking, retention_of
from desktop.domain.dossier import Dossier, Retention, numbered, series_of
from desktop.domain.errors import Problem, refuse_if
from desktop.domain.listing import Criteria, SortField
from desktop.domain.procedure import Act, Situation, problems_of, require
from desktop.domain.progress import SILENT, Progress
from desktop.domain.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from desktop.casework.office import Office
    from desktop.domain.archive import Item
    from desktop.domain.case import Case

LEAD_TERM, CO_TERM = "retention_lead", "retention_co"
"""The settings of this desk: how long dossiers are kept of cases it leads, and of those it co-handles."""
_LONGEST = 60  # characters of a file number


@dataclass(frozen=True, slots=True)
class Putting:
    """How a case shall be put away; `reason` says why papers are lacking."""

    file_no: str
    retention: str
    on: date
    reason: str = ""


class Listed(NamedTuple):
    """A closed case, in the archive or not yet, and what its dossier lacks."""

    case: Case
    lacks: tuple[str, ...]

    @property
    def id(self) -> int:
        """The id of the case."""
        return self.case.id

    @property
    def file_no(self) -> str:
        """Its number in the archive, "" before it is there."""
        return self.case.dossier.file_no if self.case.dossier else ""

    @property
    def year(self) -> int | None:
        """The year in which it was put away, None before that."""
        return self.case.dossier.archived_on.year if self.case.dossier else None


def retention_rules(office: Office) -> Retention:
    """Return how long this office keeps its dossiers."""
    usual = Retention()
    return Retention(
        office.setting(LEAD_TERM).strip() or usual.lead, office.setting(CO_TERM).strip() or usual.co
    )


def items(office: Office, case: Case) -> tuple[Item, ...]:
    """Return every part of the dossier of a case: there, lacking, or not asked for."""
    attached = [each.kind for each in attach.of_case(office, case.id)]
    return completeness(case, office.scheme_of(case), attached)


def suggested(office: Office, case: Case) -> Putting:
    """Return how a case would be put away today: the next number, the term of the rules."""
    term = retention_of(case, retention_rules(office), office.setting(OFFICE_NAME))
    return Putting(next_number(office, term), term, office.today)


def next_number(office: Office, term: str) -> str:
    """Return the number after the last one of this year and term: 2026-Y-0012."""
    series = series_of(office.today.year, term)
    return numbered(series, office.store.cases.last_file_no(series))


def put_away(office: Office, case_id: int, wanted: Putting) -> Case:
    """Put a closed case into the archive; from then on it is only read.

    Raises `OfficeError` for a case that is not closed, a number another case bears, a day that cannot be,
    and for a dossier that lacks papers without a written reason.
    """
    case = office.store.cases.get(case_id)
    require(Act.ARCHIVE, Situation(case, office.scheme_of(case), office.today))
    refuse_if(_problems(office, case, wanted), "尚未归档")
    archived = _archived(office, case, wanted)
    with office.store.transaction():
        return office.store.cases.save(archived, office.note(Act.ARCHIVE.label, wanted.file_no.strip()))


def put_away_all(
    office: Office, case_ids: Sequence[int], reason: str = "", progress: Progress = SILENT
) -> int:
    """Put closed cases away today, numbered in this order, all of them or, when one refuses, none.

    `reason` is written to those that lack papers. Returns how many were put away.
    """
    with office.store.transaction():
        changes = _all_archived(office, case_ids, reason, progress)
        office.store.cases.save_many(changes, office.note(Act.ARCHIVE.label, f"{len(case_ids)}件"))
    return len(case_ids)


def _all_archived(
    office: Office, case_ids: Sequence[int], reason: str, progress: Progress
) -> Iterator[tuple[Case, Case]]:
    last: dict[str, str] = {}
    for done, case_id in enumerate(case_ids, start=1):
        case = office.store.cases.get(case_id)
        opening = f"{case.proposal.number_phrase}不能{Act.ARCHIVE.label}，都没有归档"
        refuse_if(problems_of(Act.ARCHIVE, Situation(case, office.scheme_of(case), office.today)), opening)
        usual = suggested(office, case)
        series = series_of(office.today.year, usual.retention)
        last[series] = numbered(series, last[series]) if series in last else usual.file_no
        why = reason if lacking(items(office, case)) else ""
        wanted = replace(usual, file_no=last[series], reason=why)
        refuse_if(_problems(office, case, wanted), opening)
        yield case, _archived(office, case, wanted)
        progress.step(done, len(case_ids), f"正在归档第{done}件")


def take_out(office: Office, case_id: int, reason: str) -> Case:
    """Take a case out of the archive, so that it can be supplemented; its number stays in its history.

    Raises `OfficeError` for a case that is not archived, and without a reason.
    """
    case = office.store.cases.get(case_id)
    require(Act.REOPEN, Situation(case, office.scheme_of(case), office.today))
    refuse_if([] if reason.strip() else [Problem("reason", "须写明取消归档的理由")], "尚未取消归档")
    with office.store.transaction():
        return office.store.cases.save(
            replace(case, dossier=None), office.note(Act.REOPEN.label, reason.strip())
        )


def waiting(office: Office, session_id: int | None = None, progress: Progress = SILENT) -> tuple[Listed, ...]:
    """Return the closed cases of a session, or of all, that are not in the archive, in order of number."""
    return _listed(office, Stage.CLOSED, session_id, progress)


def archived(
    office: Office, session_id: int | None = None, progress: Progress = SILENT
) -> tuple[Listed, ...]:
    """Return the archived cases of a session, or of all, in the order of their file numbers."""
    found = _listed(office, Stage.ARCHIVED, session_id, progress)
    return tuple(sorted(found, key=lambda each: each.file_no))


def _listed(office: Office, stage: Stage, session_id: int | None, progress: Progress) -> tuple[Listed, ...]:
    ids = office.store.cases.ids(Criteria(session_id=session_id, stages=(stage,), sort=SortField.NUMBER))
    found: list[Listed] = []
    for done, case_id in enumerate(ids):
        progress.step(done, len(ids), "正在核对案卷材料")
        case = office.store.cases.get(case_id)
        found.append(Listed(case, lacking(items(office, case))))
    return tuple(found)


def _archived(office: Office, case: Case, wanted: Putting) -> Case:
    dossier = Dossier(
        wanted.file_no.strip(), wanted.retention.strip(), wanted.on, office.officer, wanted.reason.strip()
    )
    return replace(case, dossier=dossier)


def _problems(office: Office, case: Case, wanted: Putting) -> Iterator[Problem]:
    number = wanted.file_no.strip()
    if not number or len(number) > _LONGEST or not number.isprintable():
        yield Problem("file_no", f"归档号须为1至{_LONGEST}个字")
    if not wanted.retention.strip():
        yield Problem("retention", "未填保管期限")
    last = case.progressed_on
    if wanted.on > office.today or (last and wanted.on < last):
        yield Problem("on", f"归档日期须在最后一次办理（{last}）之后、不晚于今天")
    lacks = lacking(items(office, case))
    if lacks and not wanted.reason.strip():
        yield Problem("reason", f"案卷不全（{'；'.join(lacks)}），请补齐，或写明缺件说明")
