"""Orders to print: papers of a kind about many cases, gathered in print order, with what is missing told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from desktop.casework import find, papers, print_out
from desktop.casework.paper_kinds import CATALOGUE
from desktop.domain.errors import OfficeError
from desktop.domain.progress import SILENT, Progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from desktop.casework.office import Office
    from desktop.casework.papers import Option, PaperKind, Sheet
    from desktop.domain.case import Case
    from desktop.domain.listing import CaseRow


class Lacking(NamedTuple):
    """A case that cannot have a paper, and what is missing."""

    case_id: int
    number: str
    reason: str


@dataclass(frozen=True, slots=True)
class Order:
    """What shall be printed: papers of a kind about these cases, in this order.

    Where a `unit` is named, joint papers are those to that unit only; papers of one case are all printed.
    """

    kind: PaperKind
    case_ids: tuple[int, ...]
    options: frozenset[Option] = frozenset()
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """Papers ready to be rendered: what they are called, the sheets in print order, and who lacks what."""

    name: str
    sheets: tuple[Sheet, ...]
    case_ids: tuple[int, ...] = ()
    lacking: tuple[Lacking, ...] = ()

    @property
    def bundles(self) -> tuple[tuple[Sheet, ...], ...]:
        """The sheets with those behind them: one file each."""
        return tuple(papers.bundles(self.sheets))


def kind(key: str) -> PaperKind:
    """Return the kind of paper of a key."""
    return next(each for each in CATALOGUE if each.key == key)


def batch(order: Order, office: Office, progress: Progress = SILENT) -> Batch:
    """Return the papers of an order; cases that cannot have one are told in `lacking`.

    Raises `OfficeError` when no case can.
    """
    lacking: list[Lacking] = []
    taken: list[int] = []
    cases = _able(office, order, lacking, taken, progress)
    found = order.kind.sheets(office, cases, order.options)
    sheets = tuple(sheet for sheet in found if not (order.kind.is_joint and _is_other(sheet, order.unit)))
    if not sheets or not taken:
        first = f"（{lacking[0].number}：{lacking[0].reason}）" if lacking else ""
        message = f"所选的件都不能出{order.kind.name}{first}，没有生成；请改选，或先补齐缺少的内容。"
        raise OfficeError(message)
    return Batch(order.kind.name, sheets, tuple(taken), tuple(lacking))


def _is_other(sheet: Sheet, unit: str) -> bool:
    return bool(unit and sheet.unit and sheet.unit != unit)


def _able(
    office: Office, order: Order, lacking: list[Lacking], taken: list[int], progress: Progress
) -> Iterator[Case]:
    for done, case_id in enumerate(order.case_ids):
        progress.step(done, len(order.case_ids), "正在读取")
        case = find.case(office, case_id)
        reason = order.kind.lacks(office, case)
        if reason:
            lacking.append(Lacking(case_id, case.proposal.number_phrase or "未编号", reason))
        else:
            taken.append(case_id)
            yield case


def example(office: Office, wanted: PaperKind, case_id: int, pattern: str) -> str:
    """Return the name the file of a case's paper would bear, with its ending; "" when it cannot have one.

    Raises `OfficeError` for a field of the pattern that is not known.
    """
    print_out.refuse_unknown(pattern)
    case = find.case(office, case_id)
    if wanted.lacks(office, case):
        return ""
    sheet = next(wanted.sheets(office, (case,), frozenset()), None)
    ending = "docx" if wanted.is_word else "pdf"
    return f"{print_out.file_name(pattern, sheet, case, wanted.name)}.{ending}" if sheet else ""


def survey(
    office: Office, kinds: Sequence[PaperKind], case_ids: Sequence[int], progress: Progress = SILENT
) -> dict[str, frozenset[int]]:
    """Return for each kind of paper, by its key, which of these cases can have it."""
    able: dict[str, set[int]] = {kind.key: set() for kind in kinds}
    for done, case_id in enumerate(case_ids):
        progress.step(done, len(case_ids))
        case = find.case(office, case_id)
        for kind in kinds:
            if not kind.lacks(office, case):
                able[kind.key].add(case_id)
    return {key: frozenset(ids) for key, ids in able.items()}


class Line(NamedTuple):
    """A case as the print centre lists it, why it cannot have the paper, and what stays empty in one."""

    row: CaseRow
    reason: str
    remark: str = ""

    @property
    def id(self) -> int:
        """The id of the case."""
        return self.row.id


def rows(office: Office, case_ids: Sequence[int]) -> tuple[CaseRow, ...]:
    """Return the cases of these ids as lists show them, in that order; one that is gone is left out."""
    found = {row.id: row for row in office.store.board.these(case_ids)}
    return tuple(found[case_id] for case_id in case_ids if case_id in found)


def lines(office: Office, wanted: PaperKind, found: Iterable[CaseRow]) -> tuple[Line, ...]:
    """Return what each of these cases lacks to have a paper, or what would be empty in it."""
    return tuple(_line(office, wanted, row) for row in found)


def _line(office: Office, wanted: PaperKind, row: CaseRow) -> Line:
    case = find.case(office, row.id)
    reason = wanted.lacks(office, case)
    remark = wanted.remark(office, case) if wanted.remark and not reason else ""
    return Line(row, reason, remark)
