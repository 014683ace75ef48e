"""Small decisions about one case: what makes it hard, what it is tied to, who sees it through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox
from typing_extensions import override

from desktop.casework import coordinate
from desktop.domain.coordination import Difficulty
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.fields import WordBox

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget

    from desktop.domain.case import Case
    from desktop.views.page import Desk


class TagsDialog(DecisionDialog):
    """Asks which of a few words hold for a case; each is a box with a number as its mnemonic."""

    def __init__(
        self, title: str, offered: Iterable[str], held: Iterable[str], parent: QWidget | None
    ) -> None:
        super().__init__(title, "确定", parent)
        chosen = set(held)
        self.boxes = {word: QCheckBox(f"{word}(&{place})") for place, word in enumerate(offered, 1)}
        for word, box in self.boxes.items():
            box.setChecked(word in chosen)
            self.body.addWidget(box)
        self.form.hide()
        self.body.addStretch(1)
        self.setMinimumWidth(360)
        next(iter(self.boxes.values())).setFocus()

    @property
    def ticked(self) -> tuple[str, ...]:
        """The words ticked, in the order offered."""
        return tuple(word for word, box in self.boxes.items() if box.isChecked())


class DifficultyDialog(TagsDialog):
    """Asks what makes a case hard, so that it is talked over together (S0-09)."""

    def __init__(self, desk: Desk, case: Case, parent: QWidget | None = None) -> None:
        title = f"标记难点 · {case.proposal.number_phrase}"
        held = (each.label for each in case.difficulties)
        super().__init__(title, (each.label for each in Difficulty), held, parent)
        self._desk = desk
        self._case = case

    @override
    def decide(self) -> None:
        chosen = [each for each in Difficulty if each.label in self.ticked]
        coordinate.set_difficulties(self._desk.office, self._case.id, chosen)
        self._desk.say(f"已标记难点：{'、'.join(self.ticked) or '无'}")


class LinksDialog(TagsDialog):
    """Asks what other work of the office a case is tied to (三个结合、四个结合)."""

    def __init__(self, desk: Desk, case: Case, parent: QWidget | None = None) -> None:
        rules = desk.office.scheme_of(case).supervision
        super().__init__(f"结合工作 · {case.proposal.number_phrase}", rules.links, case.links, parent)
        self._desk = desk
        self._case = case

    @override
    def decide(self) -> None:
        coordinate.set_links(self._desk.office, self._case.id, self.ticked)
        self._desk.say(f"已标记结合：{'、'.join(self.ticked) or '无'}")


class OwnerDialog(DecisionDialog):
    """Asks who sees a case through from beginning to end (专人负责、一抓到底)."""

    def __init__(self, desk: Desk, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(f"确定专人 · {case.proposal.number_phrase}", "确定", parent)
        self._desk = desk
        self._case = case
        known = [desk.office.officer, *(task.handler for task in case.assignments)]
        self.owner = WordBox(known, case.owner)
        self.form.add("owner", "专人(&O)", self.owner, hint="负责到底的人；留空则取消")
        self.setMinimumWidth(420)
        self.owner.setFocus()

    @override
    def decide(self) -> None:
        coordinate.set_owner(self._desk.office, (self._case.id,), self.owner.text())
        self._desk.say(f"已确定专人：{self.owner.text() or '无'}")
