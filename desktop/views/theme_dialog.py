"""The dialogs that put many cases under a theme or take them out, and that tell what makes one typical."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout
from typing_extensions import override

from desktop.casework import theme
from desktop.domain.errors import Problem, refuse_if
from desktop.domain.theme import example, themes_in
from desktop.views.cards import words
from desktop.views.chosen_cases import ChosenCases
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.fields import TextArea
from desktop.views.long_decision import LongDecisionDialog
from desktop.views.plain_table import PlainTable
from desktop.views.tables import RIGHT, Column
from desktop.views.theme import MARGIN, PAGE
from desktop.views.word_finder import FindingWordBox

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.listing import Facet
    from desktop.domain.progress import Progress
    from desktop.views.page import Desk

_COLUMNS: tuple[Column[Facet], ...] = (
    Column("已有专题", lambda facet: facet.value, 160),
    Column("件数", lambda facet: str(facet.number), 64, align=RIGHT),
)
_NO_THEME = "未归专题"


class ThemeDialog(LongDecisionDialog):
    """Asks which theme these cases (at least one) are put under, or taken out of when it `removes`."""

    def __init__(
        self, desk: Desk, cases: Sequence[Case], parent: QWidget | None = None, *, removes: bool = False
    ) -> None:
        self._verb = "移出" if removes else "归入"
        super().__init__(desk, f"{self._verb}专题", self._verb, parent)
        self._removes = removes
        self._build(cases)
        self._connect()
        self._count()

    def _build(self, cases: Sequence[Case]) -> None:
        self._known = self._offered(cases)
        self.theme = FindingWordBox(facet.value for facet in self._known)
        line = self.theme.lineEdit()
        if line is not None:
            line.setPlaceholderText("选择专题" if self._removes else "选择，或输入新的专题")
        self.chosen = ChosenCases(cases, {}, self._change, self)
        self.counts: PlainTable[Facet] = PlainTable(
            _COLUMNS, 0, "已有专题", identity=lambda facet: facet.value, parent=self
        )
        self.counts.show_rows(self._known)
        self.form.add("theme", "专题(&G)", self.theme, hint="" if self._removes else "几个专题用顿号隔开")
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
        self.resize(940, 560)
        self.theme.setFocus()

    def _offered(self, cases: Sequence[Case]) -> tuple[Facet, ...]:
        """Return the themes in use; to be taken out of, only those these cases stand under."""
        known = theme.known(self._desk.office)
        held = {each for case in cases for each in case.themes}
        return tuple(facet for facet in known if not self._removes or facet.value in held)

    def _connect(self) -> None:
        self.chosen.changed.connect(self._count)
        self.theme.currentTextChanged.connect(self._on_named)
        self.counts.opened.connect(self._on_line_taken)

    def begin_with(self, name: str) -> None:
        """Propose a theme, as if it were typed."""
        self.theme.setCurrentText(name)

    def _change(self, case: Case) -> str:
        before, named = case.themes, themes_in(self.theme.text())
        after = tuple(
            [each for each in before if each not in named]
            if self._removes
            else dict.fromkeys((*before, *named))
        )
        old, new = ("、".join(each) or _NO_THEME for each in (before, after))
        return f"{old} → {new}" if after != before else old

    @override
    def would_lose(self) -> bool:
        return bool(self.theme.text())

    @override
    def number(self) -> int:
        return len(self.chosen.ids)

    @override
    def work(self) -> Callable[[Office, Progress], int]:
        named = self.theme.text()
        refuse_if([] if named else [Problem("theme", "未填专题名称")], f"尚未{self._verb}")
        return partial(_put, theme.remove if self._removes else theme.add, self.chosen.ids, named)

    @override
    def tell(self, done: int) -> None:
        told = f"已将 {done} 件{self._verb}专题“{self.theme.text()}”"
        also = self.number() - done
        self._desk.say(f"{told}，另 {also} 件{'不' if self._removes else '已'}在其中" if also else told)

    @override
    def renew(self) -> None:
        self._count()

    @Slot()
    def _count(self) -> None:
        number = len(self.chosen.cases)
        self.verb_button.setText(f"{self._verb} {number} 件")
        self.verb_button.setEnabled(number > 0)

    @Slot(str)
    def _on_named(self, _text: str) -> None:
        self.chosen.renew()

    @Slot(object)
    def _on_line_taken(self, facet: Facet) -> None:
        self.theme.setCurrentText(facet.value)
        self.theme.setFocus()


def _put(
    verb: Callable[..., int], ids: Sequence[int], named: str, office: Office, progress: Progress
) -> int:
    return verb(office, ids, named, progress)


class TypicalDialog(DecisionDialog):
    """Asks what makes a case typical (典型案例), and shows how a report will tell it; blank unmarks it."""

    def __init__(self, desk: Desk, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(f"典型案例 · {case.proposal.number_phrase}", "标记", parent)
        self._desk = desk
        self._case = case
        self._build()
        self.text.textChanged.connect(self._show)
        self._show()

    def _build(self) -> None:
        self.text = TextArea(6, "一是……；二是……；三是……。", grows=True)
        self.text.setPlainText(self._case.typical)
        self.sentence = words("", "muted", wraps=True)
        self.body.insertWidget(0, words(self._case.proposal.title, wraps=True))
        self.form.add("typical", "做法与成效(&T)", self.text, hint="留空即取消典型案例的标记")
        self.body.addWidget(words("报告中写作", "small"))
        self.body.addWidget(self.sentence)
        self.setMinimumWidth(640)
        self.text.setFocus()

    @override
    def would_lose(self) -> bool:
        return self.text.text() != self._case.typical

    @override
    def decide(self) -> None:
        text = self.text.text()
        theme.mark_typical(self._desk.office, self._case.id, text)
        number = self._case.proposal.number_phrase
        self._desk.say(f"已将{number}{'标记为' if text else '取消标记'}典型案例")

    @Slot()
    def _show(self) -> None:
        self.sentence.setText(example(self._case.proposal, self.text.text() or "……"))
        self.verb_button.setText("标记" if self.text.text() or not self._case.typical else "取消标记")
