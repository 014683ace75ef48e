"""The annual report: its outline for an audience, its paragraphs with their figures, what an office changed.

A paragraph the office wrote into is kept when the report is made anew; its figures that differ are told.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.figured_text import Figure, Said, filled, names_in, replaced, retyped
from desktop.domain.labels import Labelled
from desktop.domain.text import chinese_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

HEAD = "head"
"""The section of the title and the salutation, which stand above the body."""
TITLE, SALUTATION = "title", "salutation"


class Audience(Labelled):
    """Whom an annual report is for (S4-18): one body deliberates it, the other is told."""

    CONGRESS = ("congress", "向人大常委会报告")
    CPPCC = ("cppcc", "向政协通报")


class ReportAnnex(Labelled):
    """A table behind an annual report."""

    DETAILS = ("details", "办理情况明细表")
    KEY = ("key", "重点件办理情况表")
    UNITS = ("units", "承办单位统计表")


@dataclass(frozen=True, slots=True)
class PlannedParagraph:
    """A paragraph of an outline: a template over named values.

    `needs` are the values without which it is left out; `each` names a list, with one paragraph for each of
    its entries, said by {each}.
    """

    key: str
    text: str
    needs: tuple[str, ...] = ()
    each: str = ""


@dataclass(frozen=True, slots=True)
class PlannedSection:
    """A section of an outline; `depth` 0 has no heading, 1 is 一、, 2 is （一）.

    `chart` is the value of the dimension it may be drawn by. One that is `written` is the office's to write:
    it stands in the outline also with nothing in it, and `hint` says what is expected.
    """

    key: str
    name: str
    depth: int = 1
    chart: str = ""
    written: bool = False
    hint: str = ""
    paragraphs: tuple[PlannedParagraph, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """The report for one audience: title, salutation, sections in order."""

    audience: Audience
    title: str
    salutation: str
    sections: tuple[PlannedSection, ...]

    def names(self) -> frozenset[str]:
        """Return every value and list its templates ask for."""
        planned = [each for section in self.sections for each in section.paragraphs]
        texts = [self.title, self.salutation, *(each.text for each in planned)]
        named = {name for text in texts for name in names_in(text)}
        asked = {name for each in planned for name in (*each.needs, each.each) if name}
        return frozenset((named | asked) - {"each"})


@dataclass(frozen=True, slots=True)
class Wishes:
    """What an office wants of its report besides the words.

    `as_of` and `between_as_of` (papers between sessions) are printed as written, today when empty.
    `government` counts what a unit of 政府系统 leads, `key_only` key papers. `with_zeros` also names what no
    case has (S1-05). `occasion` and `speaker` stand below the title, `issuer` signs on `dated`.
    """

    as_of: str = ""
    between_as_of: str = ""
    government: bool = False
    key_only: bool = False
    with_zeros: bool = False
    occasion: str = ""
    speaker: str = ""
    issuer: str = ""
    dated: date | None = None
    annexes: tuple[ReportAnnex, ...] = tuple(ReportAnnex)
    charts: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportParagraph:
    """A paragraph of a report: what it says now, and what it said when its figures were counted.

    A text of several lines is printed as several paragraphs, an empty one not at all.
    """

    key: str
    section: str
    said: Said
    generated: str

    @property
    def is_edited(self) -> bool:
        """Whether somebody changed a word of it."""
        return self.said.text != self.generated

    def retyped(self, text: str) -> ReportParagraph:
        """Return the paragraph after somebody typed in it."""
        return replace(self, said=retyped(self.said, text))


@dataclass(frozen=True, slots=True)
class AnnualReport:
    """The report on one session for one audience, as it is kept; `name` is unlike that of any other."""

    name: str
    session_id: int
    audience: Audience
    wishes: Wishes = Wishes()
    paragraphs: tuple[ReportParagraph, ...] = ()

    def of_section(self, section: str) -> tuple[ReportParagraph, ...]:
        """Return the paragraphs of a section."""
        return tuple(each for each in self.paragraphs if each.section == section)

    def text_of(self, key: str) -> str:
        """Return the text of a paragraph, "" when there is none."""
        return next((each.said.text for each in self.paragraphs if each.key == key), "")

    def with_paragraph(self, changed: ReportParagraph) -> AnnualReport:
        """Return the report with another paragraph in the place of the one of the same key."""
        paragraphs = (changed if each.key == changed.key else each for each in self.paragraphs)
        return replace(self, paragraphs=tuple(paragraphs))


class FigureChange(NamedTuple):
    """A figure of a text that is counted otherwise now; `new` is None where it is counted no more."""

    old: Figure
    new: Figure | None

    @property
    def words(self) -> str:
        """The change as a person reads it: 办复率：98.5% → 100%."""
        return f"{self.old.name}：{self.old.text} → {self.new.text if self.new else '不再统计'}"


def report_name(session_id: int, audience: Audience) -> str:
    """Return the name under which the report of a session for an audience is kept."""
    return f"{session_id}/{audience.value}"


def composed(
    outline: Outline, values: Mapping[str, Said], lists: Mapping[str, Mapping[str, Said]]
) -> tuple[ReportParagraph, ...]:
    """Return the paragraphs of an outline, said with these values; what has nothing to say is left out.

    A section for the office to write has one paragraph at least.
    """
    made = [_paragraph(TITLE, HEAD, filled(outline.title, values))]
    made.append(_paragraph(SALUTATION, HEAD, filled(outline.salutation, values)))
    for section in outline.sections:
        told = [each for planned in section.paragraphs for each in _said(planned, values, lists)]
        if section.written and not told:
            told = [(section.key, Said())]
        made += [_paragraph(f"{section.key}.{key}", section.key, said) for key, said in told]
    return tuple(made)


def _paragraph(key: str, section: str, said: Said) -> ReportParagraph:
    return ReportParagraph(key, section, said, said.text)


def _said(
    planned: PlannedParagraph, values: Mapping[str, Said], lists: Mapping[str, Mapping[str, Said]]
) -> Iterator[tuple[str, Said]]:
    if not all(values.get(name) for name in planned.needs):
        return
    if not planned.each:
        yield planned.key, filled(planned.text, values)
        return
    for key, said in lists.get(planned.each, {}).items():
        yield f"{planned.key}/{key}", filled(planned.text, {**values, "each": said})


def changes(kept: ReportParagraph, fresh: ReportParagraph | None) -> tuple[FigureChange, ...]:
    """Return the figures of a paragraph that a fresh one says otherwise, or no more."""
    now = {each.key: each for each in fresh.said.figures} if fresh else {}
    told = (FigureChange(each, now.get(each.key)) for each in kept.said.figures)
    return tuple(each for each in told if each.new is None or each.new.text != each.old.text)


def taken_over(kept: ReportParagraph, change: FigureChange, fresh: ReportParagraph | None) -> ReportParagraph:
    """Return the paragraph with the new number in the place of the old; one that is gone stays as text."""
    if change.new is None:
        figures = tuple(each for each in kept.said.figures if each != change.old)
        return replace(kept, said=replace(kept.said, figures=figures))
    said = replaced(kept.said, change.old, change.new)
    return fresh if fresh and said.text == fresh.said.text else replace(kept, said=said)


def renewed(kept: Sequence[ReportParagraph], fresh: Sequence[ReportParagraph]) -> tuple[ReportParagraph, ...]:
    """Return a report made anew: paragraphs nobody changed as they are now, changed ones as they were left.

    One that was changed and is no longer made stays behind what it stood behind.
    """
    edited = {each.key: each for each in kept if each.is_edited}
    made = [edited.get(each.key, each) for each in fresh]
    known = {each.key for each in fresh}
    for place, each in enumerate(kept):
        if each.is_edited and each.key not in known:
            before = {one.key for one in kept[:place]}
            at = max((n for n, one in enumerate(made, 1) if one.key in before), default=0)
            made.insert(at, each)
    return tuple(made)


def headings(outline: Outline, present: frozenset[str]) -> dict[str, str]:
    """Return the heading of each section that is present, numbered: 一、…, （一）…; "" without one."""
    found: dict[str, str] = {}
    first = second = 0
    for place, section in enumerate(outline.sections):
        below = {each.key for each in _below(outline.sections[place + 1 :])} if section.depth == 1 else set()
        if not (section.key in present or below & present):
            continue
        if section.depth == 1:
            first, second = first + 1, 0
            found[section.key] = f"{chinese_number(first)}、{section.name}"
        elif section.depth:
            second += 1
            found[section.key] = f"（{chinese_number(second)}）{section.name}"
        else:
            found[section.key] = ""
    return found


def _below(sections: Sequence[PlannedSection]) -> Iterator[PlannedSection]:
    """Yield the sections of the second depth that stand below the one before these."""
    for each in sections:
        if each.depth <= 1:
            return
        yield each
