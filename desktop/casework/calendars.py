"""Calendars: take in the holidays of a year, and move open dates by them only where somebody agrees."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.holiday_notice import read_notice
from desktop.domain.listing import Criteria
from desktop.domain.progress import SILENT, Progress
from desktop.domain.recount import recounted, shifts
from desktop.domain.stage import Stage
from desktop.domain.workdays import WorkCalendar

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.recount import Shift
    from desktop.domain.workdays import CalendarYear

VERB = "按新日历调整时限"
_DECEMBER = 12
_OPEN = tuple(stage for stage in Stage if stage.is_open)


class CaseShift(NamedTuple):
    """One case whose dates a new calendar moves: what is shown of it, and each date old and new."""

    id: int
    number: str
    title: str
    unit: str
    shifts: tuple[Shift, ...]


def read(office: Office, text: str, year: int | None = None) -> CalendarYear:
    """Return the year a pasted notice arranges, nothing kept yet; raises `OfficeError` as `read_notice` does.

    Where the notice does not name its year, the next one without a confirmed calendar is meant.
    """
    this_year = office.today.year
    missing = this_year if not office.calendar.is_confirmed(this_year) else this_year + 1
    return read_notice(text, year or missing)


def preview(office: Office, year: CalendarYear, progress: Progress = SILENT) -> tuple[CaseShift, ...]:
    """Return exactly the open cases of which a date differs under the new year, in the order of the ledger.

    Closed cases never appear; a date given by hand, by a list or by an extension never differs.
    """
    found = []
    for case, counted in _counted(office, calendar_with(office, year), progress):
        moved = shifts(case, counted)
        if moved:
            unit = case.lead.unit_name if case.lead else ""
            found.append(CaseShift(case.id, case.proposal.number_phrase, case.proposal.title, unit, moved))
    return tuple(found)


def put(office: Office, year: CalendarYear) -> None:
    """Keep the holidays of a year; dates that begin from now on are counted by them, no kept date moves."""
    with office.store.transaction():
        office.store.reference.put_calendar(
            year, office.note("更新工作日历", f"{year.year}年，{year.source}")
        )
    office.forget_calendar()


def apply(office: Office, case_ids: Collection[int], progress: Progress = SILENT) -> int:
    """Move the dates of these cases to what the calendar gives; return how many cases were moved.

    One act, to be undone as one. An open date that was 暂定 and stays on its day is confirmed with it.
    """
    changed = []
    for case, counted in _counted(office, office.calendar, progress):
        moves = bool(shifts(case, counted))
        if counted != case and (case.id in case_ids or not moves):
            changed.append((counted, moves))
    if changed:
        with office.store.transaction():
            for counted, moves in changed:
                office.store.cases.save(counted, office.note(VERB if moves else "确认暂定时限"))
    return sum(moves for _, moves in changed)


def calendar_with(office: Office, year: CalendarYear) -> WorkCalendar:
    """Return the calendar of this desk with that year in the place of what was known of it."""
    return WorkCalendar((*(each for each in office.calendar.years if each.year != year.year), year))


def reminder(office: Office) -> str:
    """Return the sentence that asks for a missing calendar, or "".

    That of the next year is asked for from 1 December on, that of the current year always.
    """
    today = office.today
    years = (today.year, *((today.year + 1,) if today.month == _DECEMBER else ()))
    missing = [year for year in years if not office.calendar.is_confirmed(year)]
    if not missing:
        return ""
    named = "、".join(f"{year}年" for year in missing)
    return f"{named}的放假安排尚未载入，落在该年的时限为暂定；请在“设置—工作日历”中粘贴国务院办公厅的通知。"


def _counted(office: Office, calendar: WorkCalendar, progress: Progress) -> Iterator[tuple[Case, Case]]:
    """Yield every open case with the same one counted again."""
    ids = list(office.store.cases.ids(Criteria(stages=_OPEN)))
    for done, case_id in enumerate(ids, start=1):
        case = office.store.cases.get(case_id)
        yield case, recounted(case, office.scheme_of(case), calendar)
        progress.step(done, len(ids), f"正在核对第{done}件")
