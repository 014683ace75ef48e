"""The dialogs that decide whether a paper is taken up, and that put one into the recycle bin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from desktop.casework import register
from desktop.domain.proposal import Filing
from desktop.views.cards import words
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.fields import Choice, TextArea

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.domain.case import Case
    from desktop.views.page import Desk


class FilingDialog(DecisionDialog):
    """Asks whether a paper is taken up (立案), and for what reason it is not."""

    def __init__(self, desk: Desk, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(f"立案情况 · {case.proposal.number_phrase}", "确定", parent)
        self._desk = desk
        self._case = case
        self._build()

    def _build(self) -> None:
        decisions = [filing for filing in Filing if filing is not Filing.DRAFT]
        self._filing: Choice[Filing] = Choice([(filing.label, filing) for filing in decisions])
        self._filing.choose(self._case.proposal.filing)
        self._reason = TextArea(3, "不予立案、并案、撤案须写明理由；并案写明并入哪一件")
        self._reason.setPlainText(self._case.proposal.filing_reason)
        self.form.add("filing", "决定(&F)", self._filing)
        self.form.add("filing_reason", "理由(&R)", self._reason)
        self.setMinimumWidth(560)
        self._filing.setFocus()

    @override
    def would_lose(self) -> bool:
        return self._reason.text() != self._case.proposal.filing_reason

    @override
    def decide(self) -> None:
        filing = self._filing.value()
        register.file_as(self._desk.office, self._case.id, filing, self._reason.text())
        self._desk.say(f"{self._case.proposal.number_phrase}：{filing.label}")


class DiscardDialog(DecisionDialog):
    """Asks before a case goes into the recycle bin, or comes back out of it."""

    def __init__(self, desk: Desk, case: Case, parent: QWidget | None = None) -> None:
        verb = "从回收站恢复" if case.is_deleted else "移入回收站"
        super().__init__(f"{verb} · {case.proposal.number_phrase}", verb, parent)
        self._desk = desk
        self._case = case
        self._build()

    def _build(self) -> None:
        told = (
            "恢复后重新出现在台账和统计中。"
            if self._case.is_deleted
            else "移入后不再出现在台账和统计中；内容和历程都保留，可以随时恢复。"
        )
        self.body.insertWidget(0, words(self._case.proposal.title, wraps=True))
        self.body.insertWidget(1, words(told, "muted", wraps=True))
        self._reason = TextArea(2, "如：重复登记")
        self.form.add("reason", "原因(&R)", self._reason)
        self.form.setHidden(self._case.is_deleted)
        self.setMinimumWidth(560)

    @override
    def would_lose(self) -> bool:
        return bool(self._reason.text())

    @override
    def decide(self) -> None:
        if self._case.is_deleted:
            register.restore(self._desk.office, self._case.id)
            self._desk.say("已从回收站恢复")
        else:
            register.discard(self._desk.office, self._case.id, self._reason.text())
            self._desk.say("已移入回收站，可以从同一菜单恢复")
