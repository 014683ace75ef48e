"""Points: what the submitters ask for, one by one, as the clerk split their paper."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.domain import points
from desktop.domain.errors import OfficeError, refuse_if
from desktop.domain.points import Point
from desktop.domain.reply import ReplyState
from desktop.domain.said import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.casework.office import Office
    from desktop.domain.case import Case

VERB = "整理诉求要点"


def guess(case: Case) -> tuple[str, ...]:
    """Return a first guess at the points of a paper from its numbered paragraphs; nothing is kept by it."""
    return points.guess(case.proposal.body)


def keep(office: Office, case_id: int, texts: Sequence[str]) -> Case:
    """Keep these as the points of a case, in this order; what replies said to a point that stays is kept.

    Raises `OfficeError` for blank or doubled ones, and once a reply of the round is on its way: who signed it
    signed what it said to these points.
    """
    case = office.store.cases.get(case_id)
    wanted = tuple(Point(plain(text[: points.LONGEST * 2]).strip()[: points.LONGEST]) for text in texts)
    refuse_if(points.problems(wanted), "要点尚未保存")
    fixed = [each for each in case.current_replies if each.is_on_route or each.state is ReplyState.ISSUED]
    if fixed and wanted != case.points:
        raise OfficeError(
            f"{fixed[0].unit_name}的答复{fixed[0].state.label}，诉求要点没有改动；需要修改请先退回答复。"
        )
    with office.store.transaction():
        return office.store.cases.save(replace(case, points=wanted), office.note(VERB, f"{len(wanted)}条"))
