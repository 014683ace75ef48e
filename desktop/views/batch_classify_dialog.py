"""The dialog that puts many cases into one content category at once (批量分类)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout
from typing_extensions import override

from desktop.casework import batch, count
from desktop.domain.errors import Problem, refuse_if
from desktop.views.chosen_cases import ChosenCases
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.fields import WordBox
from desktop.views.plain_table import PlainTable
from desktop.views.tables import RIGHT, Column
from desktop.views.theme import MARGIN, PAGE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from desktop.domain.case import Case
    from desktop.views.page import Desk

_UNSORTED = "未分类"


@dataclass(frozen=True, slots=True)
class CategoryLine:
    """A category with how many cases it holds now and would hold afterwards."""

    name: str
    now: int
    then: int


_COLUMNS: tuple[Column[CategoryLine], ...] = (
    Column("内容分类", lambda line: line.name, 150),
    Column("现有", lambda line: str(line.now), 64, align=RIGHT),
    Column("归类后", lambda line: str(line.then) if line.then != line.now else "", 72, align=RIGHT),
)


class BatchClassifyDialog(DecisionDialog):
    """Asks for the category of these cases (at least one) and shows how full each becomes."""

    def __init__(self, desk: Desk, cases: Sequence[Case], parent: QWidget | None = None) -> None:
        super().__init__("批量分类", "归类", parent)
        self._desk = desk
        self._cases = tuple(cases)
        self._held = self._counted()
        self._build()
        self._connect()
        self._show()

    def _counted(self) -> Counter[str]:
        """Return how many cases each category holds, of the session when all are of one."""
        sessions = {case.proposal.session_id for case in self._cases}
        only = sessions.pop() if len(sessions) == 1 else None
        return Counter(count.totals(self._desk.office, only).by_category)

    def _build(self) -> None:
        self.category = WordBox(self._known())
        self.category.setCurrentText("")
        self.chosen = ChosenCases(self._cases, batch.bars_to_classifying(self._cases), self._change, self)
        line = self.category.lineEdit()
        if line is not None:
            line.setPlaceholderText("选择，或输入新的分类")
        self.form.add("category", "归入(&G)", self.category)
        self.counts: PlainTable[CategoryLine] = PlainTable(
            _COLUMNS, 0, "各类件数", identity=lambda each: each.name, parent=self
        )
        self.body.removeWidget(self.form)
        right = QVBoxLayout()
        right.setSpacing(MARGIN)
        right.addWidget(self.form)
        right.addWidget(self.counts, 1)
        row = QHBoxLayout()
        row.setSpacing(PAGE)
        row.addWidget(self.chosen, 3)
        row.addLayout(right, 2)
        self.body.addLayout(row, 1)
        self.resize(940, 600)
        self.category.setFocus()

    def _known(self) -> list[str]:
        """Return the categories of the cases' own schemes, then those in use beside them."""
        schemes = {(case.scheme_id, case.scheme_version) for case in self._cases}
        named = [name for key in schemes for name in self._desk.office.scheme(*key).categories]
        return list(dict.fromkeys((*named, *(name for name in self._held if name != _UNSORTED))))

    def _connect(self) -> None:
        self.chosen.changed.connect(self._show)
        self.category.currentTextChanged.connect(self._on_named)
        self.counts.opened.connect(self._on_line_taken)

    def _change(self, case: Case) -> str:
        before, after = case.proposal.category or _UNSORTED, self.category.text()
        return f"{before} → {after}" if after and after != before else before

    @override
    def would_lose(self) -> bool:
        return bool(self.category.text())

    @override
    def decide(self) -> None:
        wanted = self.category.text()
        refuse_if([] if wanted else [Problem("category", "未选归入哪一类")], "尚未归类")
        number = batch.classify(self._desk.office, self.chosen.ids, wanted)
        self._desk.say(f"已将 {number} 件归入“{wanted}”")

    def _lines(self) -> list[CategoryLine]:
        then, wanted = self._held.copy(), self.category.text()
        if wanted:
            then.subtract(case.proposal.category or _UNSORTED for case in self.chosen.cases)
            then[wanted] += len(self.chosen.cases)
        names = dict.fromkeys((*self._known(), *then))
        return [CategoryLine(name, self._held[name], then[name]) for name in names]

    @Slot()
    def _show(self) -> None:
        number = len(self.chosen.cases)
        self.verb_button.setText(f"归类 {number} 件")
        self.verb_button.setEnabled(number > 0)
        self.counts.show_rows(self._lines())

    @Slot(str)
    def _on_named(self, _text: str) -> None:
        self.chosen.renew()
        self._show()

    @Slot(object)
    def _on_line_taken(self, line: CategoryLine) -> None:
        if line.name != _UNSORTED:
            self.category.setCurrentText(line.name)
            self.category.setFocus()
