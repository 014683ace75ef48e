"""The dialogs that decide whether a paper is taken up, and that put one into the recycle bin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from typing_extensions import override

from desktop.casework import find, merge, register
from desktop.domain.errors import OfficeError, Problem
from desktop.domain.kinds import Body
from desktop.domain.proposal import Filing
from desktop.views.cards import words
from desktop.views.case_finder import CaseFinder
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.fields import Choice, TextArea

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.domain.case import Case
    from desktop.views.page import Desk


_REASONS = {
    Filing.NOT_FILED: "不属于本级职权范围；属于法院、检察院职权；仅反映个人诉求",
    Filing.WITHDRAWN: "提出人书面要求撤回",
    Filing.PUBLIC_OPINION: "反映个案情况，转作社情民意信息处理",
}
_WHAT = {
    Filing.FILED: "列入办理，照常交办、计时和统计。",
    Filing.NOT_FILED: "不列入办理，不计时；保留编号和内容，须写明理由。",
    Filing.MERGED: "随主件一并办理、答复；保留编号，提出人另收到一份答复函。",
    Filing.WITHDRAWN: "停止办理，不计时；保留编号和内容，须写明理由。",
    Filing.PUBLIC_OPINION: "不作为提案办理，转社情民意信息；只适用于政协提案，须写明理由。",
}


class FilingDialog(DecisionDialog):
    """Asks whether a paper is taken up (立案), for what reason it is not, or with which one it is handled."""

    def __init__(self, desk: Desk, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(f"立案情况 · {case.proposal.number_phrase}", "确定", parent)
        self._desk = desk
        self._case = case
        self._build()
        self._filing.currentIndexChanged.connect(self._on_chosen)
        self._on_chosen()

    def _build(self) -> None:
        paper = self._case.proposal
        decisions = [filing for filing in _WHAT if self._fits(filing)]
        self._filing: Choice[Filing] = Choice([(filing.label, filing) for filing in decisions])
        self._filing.choose(paper.filing)
        self._what = words("", "small", wraps=True)
        self._main = CaseFinder(self._desk, self._case, self)
        if self._case.merged_into:
            self._main.show_case(find.case(self._desk.office, self._case.merged_into))
        self._reason = TextArea(3)
        self._reason.setPlainText(paper.filing_reason)
        self.body.insertWidget(0, words(paper.title, wraps=True))
        self.form.add("filing", "决定(&F)", self._filing)
        self.form.add_wide(self._what)
        self.form.add("main", "并入(&M)", self._main)
        self.form.add("filing_reason", "理由(&R)", self._reason)
        self.setMinimumWidth(600)
        self._filing.setFocus()

    def _fits(self, filing: Filing) -> bool:
        return filing is not Filing.PUBLIC_OPINION or self._case.proposal.kind.body is Body.CPPCC

    @override
    def would_lose(self) -> bool:
        return self._reason.text() != self._case.proposal.filing_reason

    @override
    def decide(self) -> None:
        filing, number = self._filing.value(), self._case.proposal.number_phrase
        if filing is Filing.MERGED:
            self._merge()
            return
        self._file(filing)
        self._desk.say(f"{number}：{filing.label}")

    def _file(self, filing: Filing) -> None:
        office, case_id = self._desk.office, self._case.id
        reason = self._reason.text() if filing is not Filing.FILED else ""
        if self._case.merged_into and filing is Filing.FILED:
            merge.part(office, case_id)
        elif filing is Filing.PUBLIC_OPINION:
            merge.pass_on(office, case_id, reason)
        else:
            register.file_as(office, case_id, filing, reason)

    def _merge(self) -> None:
        """Have the case handled with the one whose number was typed."""
        main = self._main.case
        if main is None:
            raise OfficeError("尚未并案：未填并入哪一件。", (Problem("main", "输入主件的编号"),))
        if main.id != self._case.merged_into:
            merge.into(self._desk.office, main.id, (self._case.id,))
        self._desk.say(f"{self._case.proposal.number_phrase}：并入{main.proposal.number_phrase}")

    @Slot()
    def _on_chosen(self) -> None:
        filing = self._filing.value()
        self._what.setText(_WHAT[filing])
        self._main.setEnabled(filing is Filing.MERGED)
        self._reason.setEnabled(filing in _REASONS)
        self._reason.setPlaceholderText(f"如：{_REASONS[filing]}" if filing in _REASONS else "")


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
