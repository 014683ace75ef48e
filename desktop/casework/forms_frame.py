"""What every form of a case begins with: the paper it is about, who handles it, days left to the pen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.casework import letters
from desktop.casework.office import OFFICE_NAME
from desktop.domain.assignment import Role
from desktop.domain.dates import chinese_date
from desktop.domain.form import Form, pair, pairs
from desktop.domain.kinds import Body
from desktop.domain.progress import SILENT, Progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.form import Row
    from desktop.domain.reply import Reply

BLANK_DAY = "　　　年　　月　　日"


def day(on: date | None) -> str:
    """Return a day as a form bears it, or room to write one."""
    return chinese_date(on) if on else BLANK_DAY


def submitters(case: Case) -> str:
    """Return the first submitter, and how many handed the paper in together."""
    paper = case.proposal
    together = paper.co_submitter_count + 1
    return f"{paper.lead_submitter}等{together}人" if paper.co_submitter_count else paper.lead_submitter


def lead_units(case: Case) -> str:
    """Return the units that lead: one, or all that lead jointly."""
    leading = (task for task in case.assignments if task.role.answers and task.role is not Role.SPLIT)
    return _names(task.unit_name for task in leading) or units_of(case, Role.SPLIT)


def units_of(case: Case, role: Role) -> str:
    """Return the units that have this part in a case."""
    return _names(task.unit_name for task in case.assignments if task.role is role)


def _names(names: Iterable[str]) -> str:
    return "、".join(names)


def body_office(case: Case) -> str:
    """Return who looks after these papers in the body they came from."""
    is_congress = case.proposal.kind.body is Body.CONGRESS
    return "人大常委会代表工作机构" if is_congress else "政协提案委员会"


def paper_rows(case: Case) -> Iterator[Row]:
    """Yield the rows that name the paper."""
    yield pair("案由", case.proposal.title)
    yield pairs(("编号", case.proposal.number_phrase), ("提出人", submitters(case)))


def unit_rows(case: Case) -> Iterator[Row]:
    """Yield the rows that name who handles it."""
    yield pairs(("主办单位", lead_units(case)), ("协办单位", units_of(case, Role.CO)))


def reply_rows(reply: Reply | None) -> Iterator[Row]:
    """Yield the row that names the letter a form is about; without one it is left to the pen."""
    number, on = (reply.doc_no, reply.issued_on) if reply else ("", None)
    yield pairs(("答复文号", number), ("答复日期", day(on)))


def pdf(office: Office, forms: Sequence[Form], progress: Progress = SILENT) -> bytes:
    """Return these forms as one PDF; raises `OfficeError` for a character that no face has."""
    from desktop.documents import forms as paper

    return paper.render(forms, office.setting(OFFICE_NAME), progress)


def form(office: Office, case: Case, title: str, rows: Iterable[Row], notes: tuple[str, ...] = ()) -> Form:
    """Return a form of a case, marked on a demo desk, with the unit and the round above its boxes."""
    unit = case.lead.unit_name if case.lead else ""
    return Form(
        title,
        tuple(rows),
        left=f"承办单位：{unit}" if unit else "",
        right=f"第{case.round}轮" if case.round > 1 else "",
        notes=notes,
        watermark=letters.WATERMARK if office.is_demo else "",
    )
