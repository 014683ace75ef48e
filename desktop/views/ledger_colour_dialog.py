"""The dialog of the colour rules of a list (条件颜色): which rows get which colour, and what it says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSignalBlocker, Slot
from PySide6.QtGui import QColor, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.casework import find
from desktop.domain.errors import Problem, refuse_if
from desktop.domain.filters import ColumnFilter, ListColumn
from desktop.domain.light import Tone
from desktop.domain.view import ColourRule
from desktop.views import theme
from desktop.views.cards import button
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.fields import Choice
from desktop.views.filter_words import words_of
from desktop.views.forms import FieldForm, label
from desktop.views.ledger_popup import LIMIT, WIDTH, FilterPopup

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.casework.office import Office
    from desktop.domain.listing import Criteria

COLOURS = {
    Tone.OVERDUE: "红",
    Tone.RED: "橙",
    Tone.AMBER: "黄",
    Tone.GREEN: "绿",
    Tone.PAUSED: "蓝",
    Tone.DONE: "灰",
}
_TOLD = "符合条件的行标上颜色，并在“标色”一栏写明文字；一行符合几条的，按最前一条。"
_UNSET = "设定条件…"
_LONGEST_WORDS = 20
_SIZE = (640, 600)
_POPUP_HEIGHT = 440


@dataclass(frozen=True, slots=True)
class ColourQuestion:
    """The rules to change, for which list, the column the cursor is in, and what takes the new ones."""

    rules: tuple[ColourRule, ...]
    criteria: Criteria
    column: ListColumn
    take: Callable[[tuple[ColourRule, ...]], None]


class ColourDialog(DecisionDialog):
    """The rules in the order they count (the first that fits colours a row), the current one below."""

    def __init__(self, office: Office, question: ColourQuestion, parent: QWidget | None = None) -> None:
        super().__init__("条件颜色", "确定", parent)
        self._office = office
        self._asked = question
        self._rules = list(question.rules)
        self.popup: FilterPopup | None = None
        self._build()
        self._connect()
        self._show(min(0, len(self._rules) - 1))

    def _build(self) -> None:
        self.list = QListWidget(self)
        self.list.setAccessibleName("条件颜色")
        self.list.setProperty("role", "facets")
        self.column: Choice[ListColumn] = Choice([(each.label, each) for each in ListColumn])
        self.when = button(_UNSET, self.ask_when)
        tones = [(f"{theme.GLYPHS[tone]} {word}", tone) for tone, word in COLOURS.items()]
        self.tone: Choice[Tone] = Choice(tones)
        self.words = QLineEdit()
        self.words.setMaxLength(_LONGEST_WORDS)
        self.rule = FieldForm(self)
        self.rule.add("column", "栏目(&C)", self.column)
        self.rule.add("when", "条件(&F)", self.when)
        self.rule.add("tone", "颜色(&T)", self.tone)
        self.rule.add("words", "文字(&W)", self.words)
        self.form.hide()
        self.body.setSpacing(theme.SPACE)
        self.body.addWidget(label(_TOLD, "small"))
        self.body.addLayout(self._top(), 1)
        self.body.addWidget(self.rule)
        self.resize(*_SIZE)

    def _top(self) -> QHBoxLayout:
        self.add = button("新增(&A)", self.add_rule)
        self.drop = button("删除(&D)", self.drop_rule)
        self.up = button("上移(&U)", self.move_up)
        self.down = button("下移(&N)", self.move_down)
        self.up.setToolTip("Alt+↑")
        self.down.setToolTip("Alt+↓")
        verbs = QVBoxLayout()
        verbs.setSpacing(theme.SPACE)
        for each in (self.add, self.drop, self.up, self.down):
            verbs.addWidget(each)
        verbs.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(theme.MARGIN)
        row.addWidget(self.list, 1)
        row.addLayout(verbs)
        return row

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._on_turned)
        self.column.activated.connect(self._on_column)
        self.tone.activated.connect(self._on_changed)
        self.words.textEdited.connect(self._on_changed)
        for keys, verb in (("Alt+Up", self.move_up), ("Alt+Down", self.move_down)):
            QShortcut(QKeySequence(keys), self).activated.connect(verb)

    @property
    def rules(self) -> tuple[ColourRule, ...]:
        """The rules as they stand; one without words says what it asks for."""
        return tuple(replace(rule, words=rule.words or _told(rule)) for rule in self._rules)

    @override
    def would_lose(self) -> bool:
        return self.rules != self._asked.rules

    @override
    def decide(self) -> None:
        self.rule.clear_problems()
        idle = next((place for place, rule in enumerate(self._rules) if rule.when.is_idle), None)
        if idle is not None:
            self.list.setCurrentRow(idle)
            problem = Problem("when", "还没有设定条件")
            self.rule.show_problems([problem])
            refuse_if([problem], "没有改动")
        self._asked.take(self.rules)

    @Slot()
    def add_rule(self) -> None:
        """Add a rule about the column the cursor is in, and ask for its condition."""
        self._rules.append(ColourRule(ColumnFilter(self._asked.column), Tone.OVERDUE, ""))
        self._show(len(self._rules) - 1)
        self.column.setFocus()

    @Slot()
    def drop_rule(self) -> None:
        """Take the current rule away."""
        at = self.list.currentRow()
        if at >= 0:
            del self._rules[at]
            self._show(min(at, len(self._rules) - 1))

    @Slot()
    def move_up(self) -> None:
        """Let the current rule count before the one above it."""
        self._move(-1)

    @Slot()
    def move_down(self) -> None:
        """Let the current rule count after the one below it."""
        self._move(1)

    @Slot()
    def ask_when(self) -> None:
        """Open the filter of the column as the condition of the current rule."""
        at = self.list.currentRow()
        if at < 0:
            return
        when = self._rules[at].when
        self.popup = popup = FilterPopup(when, self._office.today, self)
        popup.take_button.setText("设为条件")
        popup.offer_values(find.facets(self._office, self._asked.criteria, when.column, LIMIT), LIMIT)
        corner = self.when.mapTo(self, QPoint(0, 0))
        height = max(popup.sizeHint().height(), _POPUP_HEIGHT)
        top = max(min(corner.y(), self.height() - height - theme.SPACE), theme.SPACE)
        popup.setGeometry(corner.x(), top, WIDTH, min(height, self.height() - 2 * theme.SPACE))
        popup.chosen.connect(self._on_when)
        popup.closed.connect(self.when.setFocus)
        popup.show()
        popup.raise_()
        popup.ticks.search.setFocus()

    def _move(self, step: int) -> None:
        at = self.list.currentRow()
        if at >= 0 and 0 <= at + step < len(self._rules):
            self._rules[at], self._rules[at + step] = self._rules[at + step], self._rules[at]
            self._show(at + step)

    def _show(self, current: int) -> None:
        """Show the rules, this one below."""
        tokens = theme.tokens_of(self)
        with QSignalBlocker(self.list):
            self.list.clear()
            for rule in self.rules:
                words = f"{theme.GLYPHS[rule.tone]} {rule.words}　（{_told(rule)}）"
                item = QListWidgetItem(words, self.list)
                item.setForeground(QColor(tokens.ink(rule.tone).fg))
                item.setBackground(QColor(tokens.ink(rule.tone).bg))
            self.list.setCurrentRow(current)
        self._on_turned(current)

    @Slot(int)
    def _on_turned(self, at: int) -> None:
        self.rule.clear_problems()
        self.rule.setEnabled(at >= 0)
        for each in (self.drop, self.up, self.down):
            each.setEnabled(at >= 0)
        if at >= 0:
            rule = self._rules[at]
            self.column.choose(rule.when.column)
            self.when.setText((_UNSET if rule.when.is_idle else words_of(rule.when)).replace("&", "&&"))
            self.tone.choose(rule.tone)
            self.words.setPlaceholderText(_told(rule))
            if self.words.text() != rule.words:
                self.words.setText(rule.words)

    @Slot()
    def _on_column(self) -> None:
        self._put(replace(self._current, when=ColumnFilter(self.column.value())))

    @Slot(object)
    def _on_when(self, when: ColumnFilter) -> None:
        self._put(replace(self._current, when=when))

    @Slot()
    def _on_changed(self) -> None:
        self._put(replace(self._current, tone=self.tone.value(), words=self.words.text().strip()))

    @property
    def _current(self) -> ColourRule:
        return self._rules[self.list.currentRow()]

    def _put(self, rule: ColourRule) -> None:
        at = self.list.currentRow()
        self._rules[at] = rule
        self._show(at)


def _told(rule: ColourRule) -> str:
    """Return what a rule asks for, short enough for a cell."""
    return _UNSET if rule.when.is_idle else words_of(rule.when)[:_LONGEST_WORDS]
