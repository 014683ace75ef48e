"""The dialog that takes a signature back before the letter goes out (撤回签发)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from desktop.casework import review
from desktop.domain.procedure import Act, Situation, require
from desktop.views.cards import words
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.fields import TextArea

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.domain.case import Case
    from desktop.views.page import Desk

_WHAT_FOLLOWS = "撤回后答复退回拟稿，修改后重新送审、签发；已作的审核和签发留在历程中。"


class RecallDialog(DecisionDialog):
    """Asks why the signature of a reply is taken back; the reply returns to its drafter."""

    def __init__(
        self, desk: Desk, case: Case, unit_id: int, parent: QWidget | None = None, *, later: bool = False
    ) -> None:
        """Ask it for the reply of a unit; with `later` for its letter after the reply."""
        case = case.at_addition(unit_id) if later else case
        require(Act.RECALL, Situation(case, desk.office.scheme_of(case), desk.office.today, unit_id))
        super().__init__(f"撤回签发 · {case.proposal.number_phrase}", "撤回签发", parent)
        self._desk = desk
        self._case = case
        self._unit_id = unit_id
        self._later = later
        self._build()

    def _build(self) -> None:
        reply = self._case.written_reply(self._unit_id)
        signed = f"{reply.unit_name}的答复由{reply.signed_by}于 {reply.signed_on} 签发，尚未印发。"
        self.body.insertWidget(0, words(self._case.proposal.title, wraps=True))
        self.body.insertWidget(1, words(signed, wraps=True))
        self.body.insertWidget(2, words(_WHAT_FOLLOWS, "muted", wraps=True))
        self._reason = TextArea(3, "需要改什么，如：正文中竣工时间有误")
        self.form.add("reason", "原因(&R)", self._reason)
        self.setMinimumWidth(560)

    @override
    def would_lose(self) -> bool:
        return bool(self._reason.text())

    @override
    def decide(self) -> None:
        reason = self._reason.text()
        review.recall(self._desk.office, self._case.id, self._unit_id, reason, later=self._later)
        self._desk.say(f"{self._case.proposal.number_phrase}：已撤回签发，退回拟稿")
