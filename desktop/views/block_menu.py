"""The menu of building blocks: openings, closings, refusals, the office's own, and how to keep one more."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QMenu
from typing_extensions import override

from desktop.casework import blocks
from desktop.domain.text_block import BlockKind, TextBlock
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.fields import Choice, TextArea

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.domain.case import Case
    from desktop.views.page import Desk


class BlockMenu(QMenu):
    """Emits `block_taken` with the text of the chosen block, `keeping_wanted` to keep what is selected."""

    block_taken = Signal(str)
    keeping_wanted = Signal()

    def __init__(self, desk: Desk, case: Case, unit_id: int, parent: QWidget | None = None) -> None:
        super().__init__("常用语", parent)
        self._desk = desk
        self._case = case
        self._unit_id = unit_id
        self.aboutToShow.connect(self.renew)

    @Slot()
    def renew(self) -> None:
        """Read the blocks anew; those an office keeps come last in their part."""
        self.clear()
        shelf = blocks.shelf(self._desk.office)
        for kind in BlockKind:
            found = [each for each in shelf if each.kind is kind]
            if found:
                self.addSection(kind.label)
            for each in found:
                action = self.addAction(f"{each.name}（本单位）" if each.is_own else each.name)
                action.setToolTip(each.text)
                action.triggered.connect(partial(self._take, each))
        self.addSeparator()
        self.addAction("将选中文字存为常用语(&S)…").triggered.connect(self.keeping_wanted)
        if own := blocks.own(self._desk.office):
            removing = self.addMenu("删除本单位常用语(&D)")
            for each in own:
                removing.addAction(each.name).triggered.connect(partial(self._drop, each))

    def _take(self, block: TextBlock) -> None:
        self.block_taken.emit(blocks.text_for(block, self._case, self._unit_id))

    def _drop(self, block: TextBlock) -> None:
        blocks.drop(self._desk.office, block.key)
        self._desk.say(f"已删除常用语“{block.name}”")


class BlockDialog(DecisionDialog):
    """Asks for the name and the part of a block to keep."""

    def __init__(self, desk: Desk, text: str, parent: QWidget | None = None) -> None:
        super().__init__("存为常用语", "保存", parent)
        self._desk = desk
        self._name = QLineEdit()
        self._kind: Choice[BlockKind] = Choice([(kind.label, kind) for kind in BlockKind])
        self._text = TextArea(6)
        self._text.setPlainText(text)
        self.form.add("name", "名称(&N)", self._name)
        self.form.add("kind", "类别(&K)", self._kind)
        self.form.add("text", "内容(&T)", self._text)
        self.setMinimumWidth(560)

    @override
    def decide(self) -> None:
        made = blocks.add(self._desk.office, self._kind.value(), self._name.text(), self._text.text())
        self._desk.say(f"已存为常用语“{made.name}”")
