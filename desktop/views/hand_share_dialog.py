"""The dialog that sets a share of a report by hand (手工占比): what is printed, and why; marked ※."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from desktop.casework import hand_shares
from desktop.casework.hand_shares import MARK, HandShare
from desktop.views.decision_dialog import DecisionDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.casework.metrics import Group, Share
    from desktop.domain.crossing import Scope
    from desktop.views.page import Desk


class HandShareDialog(DecisionDialog):
    """Takes a percentage and its reason for one line of a group; left empty, the computed share returns."""

    def __init__(self, desk: Desk, spot: tuple[Scope, Group, Share], parent: QWidget | None = None) -> None:
        super().__init__(f"手工改占比：{spot[2].label}", "保存", parent)
        self._desk = desk
        self._scope, self._group, self._share = spot
        self.percent = QLineEdit(self._share.percent.removesuffix(MARK), self)
        self.reason = QLineEdit(self._share.reason, self)
        self.percent.selectAll()
        parts = f"{self._share.number}/{self._group.whole.number}"
        self.form.add("percent", "占比(&P)", self.percent, hint=f"件数 {parts}；留空则恢复计算值")
        self.form.add("reason", "理由(&R)", self.reason, hint="如：各项合计凑足100%")
        self.setMinimumWidth(420)

    @override
    def decide(self) -> None:
        text = self.percent.text().strip()
        share = HandShare(text, self.reason.text()) if text else None
        spot = (self._share.value, self._share.number, self._group.whole.number)
        hand_shares.put(self._desk.office, self._scope, self._group.dimension, spot, share)
