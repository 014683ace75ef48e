"""Which unit an act is about when none is named: the one that has to act next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.errors import OfficeError
from desktop.domain.procedure import Act
from desktop.domain.proposal import Filing
from desktop.domain.reply import ReplyState

if TYPE_CHECKING:
    from desktop.domain.case import Case

_STATE_FOR = {
    Act.REVIEW: ReplyState.IN_REVIEW,
    Act.RECALL: ReplyState.SIGNED,
    Act.ISSUE: ReplyState.SIGNED,
}


def unit_for(act: Act, case: Case) -> int:
    """Return the unit an act is about when none is named; raise `OfficeError` when there is none."""
    if act in {Act.ARCHIVE, Act.REOPEN}:
        return 0
    if case.proposal.filing is not Filing.FILED:
        raise OfficeError(
            f"本件为“{case.proposal.filing.label}”，不能办理，未作改动；需要办理请先改立案情况。"
        )
    if act is Act.ASSIGN:
        return 0
    if act is Act.CO_OPINION:
        waiting = case.missing_co_opinions or case.co_handlers
        return _first_unit([task.unit_id for task in waiting], "本件没有协办单位")
    if act is Act.SUPPLEMENT:
        sent = case.open_addition() or case.latest_issued
        return _first_unit([sent.unit_id] if sent else [], "尚未印发答复，没有可补充的")
    if act in _STATE_FOR:
        fitting = [reply.unit_id for reply in case.current_replies if reply.state is _STATE_FOR[act]]
        return _first_unit(fitting, f"本件没有“{_STATE_FOR[act].label}”的答复")
    due = case.next_to_answer()
    answering = [due] if due else list(case.answering)
    return _first_unit([task.unit_id for task in answering], "本件尚未交办，请先交办")


def _first_unit(units: list[int], otherwise: str) -> int:
    if not units:
        raise OfficeError(f"{otherwise}，未作改动。")
    return units[0]
