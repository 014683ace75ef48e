"""Annual: the report of a year writes itself from the figures; what an office wrote into it stays.

The outline of each audience lies in `resources/reports`; a report is kept by session and audience.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from desktop import paths
from desktop.casework import annual_stories, annual_values
from desktop.domain import annual
from desktop.domain.annual import AnnualReport, Audience, Outline, Wishes
from desktop.domain.crossing import Dimension
from desktop.domain.errors import OfficeError
from desktop.domain.kinds import Body
from desktop.domain.mapping import from_mapping, read_toml

if TYPE_CHECKING:
    from desktop.casework.metrics import Group
    from desktop.casework.office import Office
    from desktop.domain.annual import FigureChange, ReportParagraph

SAVED = "保存年度报告"
_FOLDER = "reports"
_CLASSES = "class"  # how an outline calls the classes of whatever scheme


@dataclass(frozen=True, slots=True)
class Draft:
    """A report as it stands, and what it would say if it were made anew now."""

    report: AnnualReport
    fresh: tuple[ReportParagraph, ...]
    is_kept: bool = False

    def fresh_of(self, key: str) -> ReportParagraph | None:
        """Return a paragraph as it would be made now, or None where it would not."""
        return next((each for each in self.fresh if each.key == key), None)

    def changes(self, paragraph: ReportParagraph) -> tuple[FigureChange, ...]:
        """Return the figures of a paragraph that are counted otherwise now."""
        return annual.changes(paragraph, self.fresh_of(paragraph.key))

    def changed(self) -> int:
        """Return how many figures of the whole report are counted otherwise now."""
        return sum(len(self.changes(each)) for each in self.report.paragraphs)

    def renewed(self) -> Draft:
        """Return the report made anew: what nobody changed as it is now, what was changed as it was left."""
        paragraphs = annual.renewed(self.report.paragraphs, self.fresh)
        return replace(self, report=replace(self.report, paragraphs=paragraphs))

    def with_paragraph(self, changed: ReportParagraph) -> Draft:
        """Return the draft with one paragraph changed."""
        return replace(self, report=self.report.with_paragraph(changed))

    def taken_over(self, key: str, change: FigureChange) -> Draft:
        """Return the draft with a new number in the place of the old one."""
        kept = next(each for each in self.report.paragraphs if each.key == key)
        return self.with_paragraph(annual.taken_over(kept, change, self.fresh_of(key)))


@cache
def outline(audience: Audience) -> Outline:
    """Return the outline of the report for an audience."""
    path = paths.resources() / _FOLDER / f"{audience.value}.toml"
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise OfficeError(f"自带的报告提纲“{path.name}”读不出来，请重新安装程序。") from error
    return from_mapping(Outline, read_toml(text, path.name), path.name)


def audience_of(office: Office, session_id: int) -> Audience:
    """Return whom the report on a session is usually for: the body that handed the papers over."""
    body = office.store.sessions.get(session_id).body
    return Audience.CPPCC if body is Body.CPPCC else Audience.CONGRESS


def made(office: Office, session_id: int, audience: Audience, wishes: Wishes) -> tuple[ReportParagraph, ...]:
    """Return every paragraph of a report as the figures of today make it."""
    at = annual_values.basis(office, session_id, wishes)
    told = annual_values.values(at) | annual_stories.values(at)
    return annual.composed(outline(audience), told, annual_stories.lists(at))


def draft(office: Office, session_id: int, audience: Audience) -> Draft:
    """Return the report on a session for an audience: as it was kept, or made for the first time."""
    name = annual.report_name(session_id, audience)
    kept = office.store.annual_reports.find(name)
    wishes = kept.wishes if kept else Wishes()
    fresh = made(office, session_id, audience, wishes)
    report = kept or AnnualReport(name, session_id, audience, wishes, fresh)
    return Draft(report, fresh, kept is not None)


def wished(office: Office, known: Draft, wishes: Wishes) -> Draft:
    """Return the report as other wishes make it; what was changed by hand stays."""
    report = replace(known.report, wishes=wishes)
    fresh = made(office, report.session_id, report.audience, wishes)
    return replace(known, report=report, fresh=fresh).renewed()


def compared(office: Office, known: Draft) -> Draft:
    """Return the report as it stands beside what the figures of now make of it."""
    report = known.report
    return replace(known, fresh=made(office, report.session_id, report.audience, report.wishes))


def group(office: Office, report: AnnualReport, section: str) -> Group | None:
    """Return the group that a section of a report can be drawn by, or None where it has none."""
    planned = next((each for each in outline(report.audience).sections if each.key == section), None)
    if planned is None or not planned.chart:
        return None
    at = annual_values.basis(office, report.session_id, report.wishes)
    return at.found.group(at.classes if planned.chart == _CLASSES else Dimension(planned.chart))


def save(office: Office, report: AnnualReport) -> AnnualReport:
    """Keep a report in the place of the one on the same session for the same audience."""
    session = office.store.sessions.get(report.session_id)
    with office.store.transaction():
        office.store.annual_reports.put(
            report, office.note(SAVED, f"{session.text}，{report.audience.label}")
        )
    return report
