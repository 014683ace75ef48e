"""Papers: every kind of paper the office makes of its cases, as sheets that can be put on paper alike."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from desktop.casework import issue, typefaces
from desktop.casework.letters import WATERMARK
from desktop.casework.office import OFFICE_NAME
from desktop.domain.errors import OfficeError
from desktop.domain.form import Form
from desktop.domain.labels import Labelled
from desktop.domain.ledger import Ledger
from desktop.domain.letter import Letter
from desktop.domain.mailing import Envelopes, Labels
from desktop.domain.progress import SILENT, Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from desktop.casework.office import Office
    from desktop.documents import pile
    from desktop.domain.case import Case


@dataclass(frozen=True, slots=True)
class FilledPaper:
    """A paper made from a template of the office: its title, and what writes it as .docx at its turn."""

    title: str
    write: Callable[[], bytes]


Content = Letter | Form | Ledger | Envelopes | Labels | FilledPaper


class Option(Labelled):
    """What can be asked for when a paper is printed."""

    OPINION_FORM = ("opinion_form", "随附征询意见表")
    EACH_SUBMITTER = ("each_submitter", "联名人每人一份")
    WITHOUT_NAMES = ("without_names", "隐去姓名")
    WITHOUT_CLASS = ("without_class", "不印类别")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One paper with the file name it would bear (without ending); without a case it is about several.

    `unit` is the unit it comes from or goes to, "" where it is of none. One that `is_behind` belongs to the
    sheet before it: both stand in one file (a letter and its form).
    """

    name: str
    content: Content
    case_id: int | None = None
    is_behind: bool = False
    unit: str = ""


Sheets: TypeAlias = "Callable[[Office, Iterable[Case], frozenset[Option]], Iterator[Sheet]]"
"""What yields the papers of cases, in print order."""


@dataclass(frozen=True, slots=True)
class PaperKind:
    """One kind of paper: how it is called, which cases can have it, and what they get.

    `lacks(office, case)` returns "" when the case can have this paper, else what is missing, in words.
    `sheets(office, cases, options)` yields them in print order: one or more a case, one a unit, or one of
    all cases; it is only asked about cases that lack nothing, reads lazily, and takes no option that is not
    among `options`. A kind that `is_joint` makes its papers of several cases together. `word` counts its
    papers: 3 份, 3 封. Sheets of labels have so many `places`; `starting` at one gives what yields them.
    Registers have a period: `spanning` gives what yields them from one day to another, both included.
    One that `is_word` comes as .docx only; `remark(office, case)` says what a paper will leave empty.
    """

    key: str
    name: str
    group: str
    lacks: Callable[[Office, Case], str]
    sheets: Sheets
    options: tuple[Option, ...] = ()
    word: str = "份"
    is_joint: bool = False
    places: int = 0
    starting: Callable[[int], Sheets] | None = None
    spanning: Callable[[date | None, date | None], Sheets] | None = None
    is_word: bool = False
    remark: Callable[[Office, Case], str] | None = None

    def starting_at(self, place: int) -> PaperKind:
        """Return the kind with its first label at that place (1-based) of the sheet."""
        return replace(self, sheets=self.starting(place)) if self.starting else self

    def between(self, first: date | None, last: date | None) -> PaperKind:
        """Return the kind with papers of that period only; an end that is None is open."""
        return replace(self, sheets=self.spanning(first, last)) if self.spanning else self


def bundles(sheets: Iterable[Sheet]) -> Iterator[tuple[Sheet, ...]]:
    """Yield sheets with those behind them: each bundle is one file, named by its first sheet."""
    bundle: list[Sheet] = []
    for sheet in sheets:
        if bundle and not sheet.is_behind:
            yield tuple(bundle)
            bundle = []
        bundle.append(sheet)
    if bundle:
        yield tuple(bundle)


def pdf(office: Office, sheets: Iterable[Sheet], title: str, progress: Progress = SILENT) -> bytes:
    """Return these sheets as one PDF called `title`, in this order; equal ones give equal bytes.

    Raises `OfficeError` for a character that no face has, and for a paper that comes as .docx only.
    """
    from desktop.documents import pile

    contents = [_printable(sheet) for sheet in sheets]
    watermark = WATERMARK if office.is_demo else ""
    heading = (title, office.setting(OFFICE_NAME))
    return pile.render_in(typefaces.chosen(office), contents, heading, progress, watermark)


def page_count(office: Office, sheet: Sheet) -> int:
    """Return how many pages the PDF of a sheet has, without making it; raises `OfficeError` as `pdf` does."""
    from desktop.documents import pile

    return pile.page_count(_printable(sheet), typefaces.chosen(office))


def _printable(sheet: Sheet) -> pile.Content:
    if isinstance(sheet.content, FilledPaper):
        message = f"“{sheet.name}”由本单位的 Word 模板生成，不能生成 PDF；请存为 Word 文档后打印。"
        raise OfficeError(message)
    return sheet.content


def docx(sheet: Sheet) -> bytes:
    """Return a letter, or what a template gives, as a .docx file; `OfficeError` for a form or a ledger."""
    if isinstance(sheet.content, FilledPaper):
        return sheet.content.write()
    if not isinstance(sheet.content, Letter):
        message = f"“{sheet.name}”是表格，不能生成 Word 文档；请改存为 PDF。"
        raise OfficeError(message)
    return issue.docx(sheet.content)
