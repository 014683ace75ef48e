"""The step of an import that decides on unit names the desk does not know: known, alias, new, or left out."""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from desktop.casework import keep
from desktop.casework.intake_units import Resolution, UnitChoice, UnitQuestion
from desktop.domain.light import Tone
from desktop.domain.text import fold
from desktop.views import theme
from desktop.views.cards import button, words
from desktop.views.forms import card, label
from desktop.views.pick_list import PickList, units_fitting
from desktop.views.plain_table import PlainTable
from desktop.views.tables import CENTER, Column

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFrame

    from desktop.casework.intake import Decisions, Plan
    from desktop.domain.unit import Unit
    from desktop.views.page import Desk

_WIDE = 0
_SIDE = 380  # pixels for the decision beside the list
_NEAR = 2


class UnitsPage(QWidget):
    """Shows every spelling that is not plainly a known unit and takes one decision on each.

    Emits `decided` with the new `Decisions`; whoever embeds it decides the plan again and shows it here.
    On the list the keys 1 to 4 decide, and the cursor goes on to the next open spelling.
    """

    decided = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._plan: Plan | None = None
        self._decisions: Decisions | None = None
        self._units: dict[int, Unit] = {}
        self._build()
        self._connect()

    def _build(self) -> None:
        columns: tuple[Column[UnitQuestion], ...] = (
            Column("来表写法", attrgetter("name"), 220),
            Column("处数", lambda asked: str(asked.times), 56, align=CENTER),
            Column("处理", self._what_becomes, 280),
            Column("状态", _state, 96, tone=_tone),
        )
        self.table: PlainTable[UnitQuestion] = PlainTable(
            columns, _WIDE, "不认识的单位写法", attrgetter("name"), self
        )
        self.numbers = label("")
        self.numbers.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.take_all = button("全部按建议(&5)", self.take_suggestions)
        self.take_all.setToolTip("没有定的都按“处理”一列办理")
        head = QHBoxLayout()
        head.setContentsMargins(theme.MARGIN, theme.SPACE, theme.SPACE, theme.SPACE)
        head.addWidget(self.numbers, 1)
        head.addWidget(self.take_all)
        frame, column = card(margin=1, spacing=0)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.MARGIN)
        row.addWidget(frame, 1)
        self.side = self._decision()
        row.addWidget(self.side)
        self.setFocusProxy(self.table)

    def _decision(self) -> QFrame:
        frame, column = card(margin=theme.MARGIN)
        frame.setFixedWidth(_SIDE)
        self.title = words("", "heading", wraps=True)
        self.place = words("", "muted", wraps=True)
        self.finder = PickList("已有单位", self._fitting, self)
        self.finder.line.setPlaceholderText("单位名称、简称或拼音首字母")
        self.new_name = QLineEdit(self)
        self.new_name.setAccessibleName("新单位名称")
        finder_label, name_label = label("已有单位(&Y)", "muted"), label("新单位名称(&N)", "muted")
        finder_label.setBuddy(self.finder)
        name_label.setBuddy(self.new_name)
        self.buttons = {
            Resolution.ALIAS: button("记为别名(&1)", partial(self.decide, Resolution.ALIAS)),
            Resolution.KNOWN: button("只这次认作(&2)", partial(self.decide, Resolution.KNOWN)),
            Resolution.NEW: button("新建单位(&3)", partial(self.decide, Resolution.NEW)),
            Resolution.LEFT_OUT: button("不取用(&4)", partial(self.decide, Resolution.LEFT_OUT)),
        }
        self.buttons[Resolution.ALIAS].setToolTip("记住这种写法，以后的来表自动认作所选单位")
        self.buttons[Resolution.KNOWN].setToolTip("只在这份来表中认作所选单位，不记住")
        self.buttons[Resolution.LEFT_OUT].setToolTip("不交办给它，也不新建")
        for each in (self.title, self.place):
            column.addWidget(each)
        column.addWidget(finder_label)
        column.addWidget(self.finder, 1)
        column.addLayout(self._row(Resolution.ALIAS, Resolution.KNOWN))
        column.addWidget(name_label)
        column.addWidget(self.new_name)
        column.addLayout(self._row(Resolution.NEW, Resolution.LEFT_OUT))
        return frame

    def _row(self, *choices: Resolution) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        for each in choices:
            row.addWidget(self.buttons[each], 1)
        return row

    def _connect(self) -> None:
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_opened)
        self.finder.picked.connect(partial(self.decide, Resolution.ALIAS))
        self.new_name.returnPressed.connect(partial(self.decide, Resolution.NEW))
        for key, choice in enumerate(self.buttons, 1):
            shortcut = QShortcut(QKeySequence(str(key)), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(partial(self.decide, choice))

    @property
    def open_questions(self) -> int:
        """How many spellings nobody decided on yet."""
        return sum(not each.is_decided for each in self._plan.units) if self._plan else 0

    def show_plan(self, plan: Plan) -> None:
        """Show the spellings of a plan and what is decided about them."""
        self._plan, self._decisions = plan, plan.decisions
        self._units = {unit.id: unit for unit in keep.units(self._desk.office)}
        self.table.show_rows(plan.units)
        if plan.units and self.table.current_row is None:
            self._go_on(0)
        self.side.setVisible(bool(plan.units))
        self.numbers.setText(self._sum())
        self.take_all.setEnabled(self.open_questions > 0)
        self._on_chosen(self.table.current_row)

    def decide(self, how: Resolution, *_picked: int) -> None:
        """Decide on the spelling the cursor is on, and go on to the next open one."""
        asked = self.table.current_row
        choice = self._choice(how)
        if asked is None or self._decisions is None or choice is None:
            return
        self._decisions = self._decisions.with_unit(asked.name, choice)
        at = self.table.currentIndex().row()
        self.decided.emit(self._decisions)
        self._go_on(at + 1)
        self.table.setFocus()

    @Slot()
    def take_suggestions(self) -> None:
        """Decide on every open spelling as suggested."""
        if self._plan is None or self._decisions is None:
            return
        for each in self._plan.units:
            if fold(each.name) not in self._decisions.units:
                self._decisions = self._decisions.with_unit(each.name, each.choice)
        self.decided.emit(self._decisions)

    def _choice(self, how: Resolution) -> UnitChoice | None:
        """Return the decision the fields make; None when no unit is chosen for it."""
        if how is Resolution.LEFT_OUT:
            return UnitChoice(how)
        if how is Resolution.NEW:
            return UnitChoice(how, name=self.new_name.text().strip())
        return None if self.finder.current is None else UnitChoice(how, self.finder.current)

    def _go_on(self, start: int) -> None:
        """Put the cursor on the next spelling from there on that nobody decided on."""
        if self._plan is None or self._decisions is None:
            return
        asked, decided = self._plan.units, self._decisions.units
        places = (*range(start, len(asked)), *range(start))
        open_places = (each for each in places if fold(asked[each].name) not in decided)
        self.table.select_place(next(open_places, min(start, len(asked) - 1)))

    def _fitting(self, text: str) -> list[tuple[int, str]]:
        asked = self.table.current_row
        first = asked.candidates if asked else ()
        if asked and asked.choice.unit_id:
            first = ((asked.choice.unit_id, ""), *first)
        return units_fitting(self._units.values(), first, text)

    def _what_becomes(self, asked: UnitQuestion) -> str:
        choice = asked.choice
        unit = self._units.get(choice.unit_id)
        if choice.how is Resolution.NEW:
            near = "、".join(name for _, name in asked.candidates[:_NEAR])
            return f"新建“{choice.name}”" if choice.name else f"新建；相近：{near}" if near else "新建"
        if choice.how is Resolution.LEFT_OUT:
            return "不取用"
        name = unit.name if unit else ""
        return f"记为“{name}”的别名" if choice.how is Resolution.ALIAS else f"这次认作“{name}”"

    def _sum(self) -> str:
        asked = self._plan.units if self._plan else ()
        if not asked:
            return "来表中的单位办理台都认识"
        open_ = f"，{self.open_questions} 个没有定" if self.open_questions else "，都已定"
        return f"{len(asked)} 个写法办理台不认识{open_}"

    @Slot(object)
    def _on_chosen(self, asked: UnitQuestion | None) -> None:
        for each in (self.finder, self.new_name, *self.buttons.values()):
            each.setEnabled(asked is not None)
        self.title.setText(asked.name if asked else "没有要定的写法")
        self.place.setText(f"首见第 {asked.row} 行，共 {asked.times} 处" if asked else "")
        self.new_name.setText((asked.choice.name or asked.name) if asked else "")
        self.new_name.setCursorPosition(0)
        self.finder.ask()

    @Slot(object)
    def _on_opened(self, _asked: UnitQuestion) -> None:
        self.finder.setFocus()


def _state(asked: UnitQuestion) -> str:
    if asked.is_decided:
        return "● 已定"
    return "▲ 请核对" if _is_doubtful(asked) else "○ 按建议"


def _tone(asked: UnitQuestion) -> Tone:
    if asked.is_decided:
        return Tone.GREEN
    return Tone.AMBER if _is_doubtful(asked) else Tone.DONE


def _is_doubtful(asked: UnitQuestion) -> bool:
    """Whether a unit of the desk may be meant: then making a new one may double it."""
    return asked.choice.how is not Resolution.NEW or bool(asked.candidates)
