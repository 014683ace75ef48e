"""Designer: reports (报表) as ledgers of the desk, and those an office keeps under its own names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from desktop.casework import presets
from desktop.domain.errors import OfficeError, refuse_if
from desktop.domain.ledger import RowKind
from desktop.domain.progress import SILENT, Progress

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.domain.ledger import Ledger
    from desktop.domain.listing import Criteria
    from desktop.domain.report import Report, Subject


class Sheets(NamedTuple):
    """The first sheets of a report as a PDF, and how many rows and columns the whole of it has."""

    pdf: bytes
    rows: int
    columns: int


def reports(office: Office) -> tuple[Report, ...]:
    """Return every report: the shipped ones first, then the office's own in the order they were made."""
    return (*presets.shipped(), *office.store.reports.all())


def find(office: Office, name: str) -> Report:
    """Return the report of that name; raise `OfficeError` when there is none."""
    found = next((report for report in reports(office) if report.name == name), None)
    if found is None:
        raise OfficeError(f"找不到报表“{name}”，没有生成；它可能刚被删除，请刷新后再选。")
    return found


def facts(subject: Subject) -> dict[str, str]:
    """Return what a report of this subject can show: the usual word of each fact by its key, in order."""
    from desktop.casework import designer_rows

    return {key: fact.column.title for key, fact in designer_rows.facts_of(subject).items()}


def groupings(subject: Subject) -> tuple[str, ...]:
    """Return the keys of the facts by which a report of this subject can be grouped."""
    from desktop.casework import designer_rows

    return designer_rows.GROUPINGS[subject]


def compose(office: Office, report: Report, chosen: Criteria, progress: Progress = SILENT) -> Ledger:
    """Return the ledger that a report is today, of the cases that `chosen` leaves it.

    Raises `OfficeError` for a report that cannot be made: no columns, an unknown fact or placeholder.
    """
    from desktop.casework import designer_rows

    refuse_if(report.problems(facts(report.subject)), "没有生成报表")
    return designer_rows.compose(office, report, report.narrowed(chosen), progress)


def write(
    office: Office, report: Report, chosen: Criteria, path: Path, progress: Progress = SILENT
) -> int:
    """Write a report as the ending of `path` says (.csv, .pdf, else a workbook); return how many rows."""
    from desktop.casework import export

    content = compose(office, report, chosen, progress)
    export.write(office, content, path, progress)
    return sum(content.kind_of(place) is RowKind.ITEM for place in range(len(content.rows)))


def sheets(
    office: Office, report: Report, chosen: Criteria, most: int, progress: Progress = SILENT
) -> Sheets:
    """Return the first sheets of a report as they would be printed now, at most `most` of them."""
    from desktop.casework import export

    content = compose(office, report, chosen, progress)
    number = sum(content.kind_of(place) is RowKind.ITEM for place in range(len(content.rows)))
    return Sheets(export.pdf(office, content, progress, most=most), number, len(content.columns))


def save(office: Office, report: Report) -> Report:
    """Keep a report under its name, in the place of one that bore it; a shipped one is not written over.

    Raises `OfficeError` for one that cannot be made, and without a name.
    """
    kept = replace(report, name=report.name.strip(), is_shipped=False)
    _refuse_name(kept.name)
    refuse_if(kept.problems(facts(kept.subject)), "没有保存报表")
    with office.store.transaction():
        office.store.reports.put(kept, office.note("保存报表", kept.name))
    return kept


def rename(office: Office, name: str, new_name: str) -> Report:
    """Give one of the office's own reports another name, which nobody bears yet."""
    report = _own(office, name)
    renamed = replace(report, name=new_name.strip())
    if renamed.name == name:
        return report
    _refuse_name(renamed.name)
    if office.store.reports.find(renamed.name):
        raise OfficeError(f"已有报表“{renamed.name}”，没有改名；请换一个名称。")
    with office.store.transaction():
        office.store.reports.rename(name, renamed, office.note("报表改名", f"{name} → {renamed.name}"))
    return renamed


def delete(office: Office, name: str) -> Report:
    """Forget one of the office's own reports and return what it was; the cases in it are not touched."""
    gone = _own(office, name)
    with office.store.transaction():
        office.store.reports.drop(name, office.note("删除报表", name))
    return gone


def free_name(office: Office, name: str) -> str:
    """Return a name nobody bears yet for a copy of the report of that name: 承办单位明细（2）."""
    taken = {report.name for report in reports(office)}
    copies = (f"{name}（{turn}）" for turn in range(2, len(taken) + 3))
    return next(each for each in copies if each not in taken)


def copied(report: Report, name: str) -> Report:
    """Return a copy of a report under another name, to be changed and saved as the office's own."""
    return replace(report, name=name, is_shipped=False)


def _own(office: Office, name: str) -> Report:
    if _is_shipped(name):
        raise OfficeError(f"“{name}”是自带的报表，不能改名或删除，没有改动；可以另存为自己的报表。")
    found = office.store.reports.find(name)
    if found is None:
        raise OfficeError(f"找不到报表“{name}”，没有改动；它可能刚被删除，请刷新后再选。")
    return found


def _refuse_name(name: str) -> None:
    if not name:
        raise OfficeError("没有填写报表名称，没有保存；请填写名称。")
    if _is_shipped(name):
        raise OfficeError(f"“{name}”是自带的报表，没有保存；请换一个名称。")


def _is_shipped(name: str) -> bool:
    return any(report.name == name for report in presets.shipped())
