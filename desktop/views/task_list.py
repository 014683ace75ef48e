"""The units something is handed out to: named on the left, the task of the chosen one on the right."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.casework import keep
from desktop.domain.assignment import Role
from desktop.domain.errors import OfficeError
from desktop.domain.unit import Unit
from desktop.views.cards import button, words
from desktop.views.date_field import DateField
from desktop.views.entry_list import WARNING, EntryList
from desktop.views.fields import UnitLine, required_day
from desktop.views.forms import label
from desktop.views.task_editor import TaskEditor, TaskRules
from desktop.views.theme import MARGIN, PAGE, SPACE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from desktop.casework.assign import TaskDraft
    from desktop.casework.office import Office
    from desktop.casework.suggest import Suggestion
    from desktop.domain.assignment import Assignment
    from desktop.domain.deadlines import DueDate
    from desktop.views.forms import Banner

_MOST_NAMED = 3
_LEFT = 300
_NOBODY_YET = "先在左侧添加承办单位。\n第一个为独办，再添加时自动改为主办、{co}。"


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms something is handed out: the day to begin with, known leaders, the day a role is given.

    With `varies` the cases fall under different rules: `due_for` is not asked, an empty date means each
    case's own.
    """

    assigned_on: date
    leaders: tuple[str, ...]
    due_for: Callable[[Role, date], DueDate | None]
    varies: bool = False
    role_word: Callable[[Role], str] = attrgetter("label")


class TaskList(QWidget):
    """Edits the day of handing out and one task for each unit; emits `edited` when a person changed any.

    What a person should know at once stands in the banner of the dialog around it.
    """

    edited = Signal()

    def __init__(self, office: Office, terms: Terms, banner: Banner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._terms = terms
        self._banner = banner
        self._editors: list[TaskEditor] = []
        self._first = Role.SOLE
        self._build()
        self._connect()

    def _build(self) -> None:
        self._assigned_on = DateField(self._office.today)
        self._assigned_on.set_value(self._terms.assigned_on)
        self._line = UnitLine(keep.units(self._office))
        self._line.setPlaceholderText("输入单位名称，按 Enter 添加")
        self._units = EntryList("承办单位")
        self._editor_stack = QStackedWidget()
        self._empty = words(_NOBODY_YET.format(co=self._terms.role_word(Role.CO)), "muted", wraps=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._editor_stack.addWidget(self._empty)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._editor_stack)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(PAGE)
        row.addWidget(self._left())
        row.addWidget(scroll, 1)
        self.setFocusProxy(self._line)

    def _left(self) -> QWidget:
        panel = QWidget()
        panel.setFixedWidth(_LEFT)
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        self._column = column
        self._day_row: list[QWidget] = []
        grid = QGridLayout()
        grid.setHorizontalSpacing(MARGIN)
        for row, (text, field) in enumerate((("交办日期(&D)", self._assigned_on), ("单位(&U)", self._line))):
            title = label(text, "muted")
            title.setTextFormat(Qt.TextFormat.AutoText)
            title.setBuddy(field)
            field.setAccessibleName(text.split("(&", maxsplit=1)[0])
            grid.addWidget(title, row, 0)
            grid.addWidget(field, row, 1)
            if field is self._assigned_on:
                self._day_row = [title, field]
        self._create = button("新建该单位(&X)", self._on_create, "quiet")
        self._create.hide()
        column.addLayout(grid)
        column.addWidget(self._create)
        column.addWidget(self._units, 1)
        self._remove = button("移除所选单位(&E)", self.remove_chosen, "quiet")
        self._remove.setEnabled(False)
        column.addWidget(self._remove)
        return panel

    def _connect(self) -> None:
        self._line.unit_taken.connect(self.add_unit)
        self._line.unit_missed.connect(self._on_missed)
        self._line.textEdited.connect(self._create.hide)
        self._units.currentRowChanged.connect(self._on_unit_chosen)
        self._assigned_on.day_changed.connect(self._on_day_changed)

    def add_below(self, widget: QWidget) -> None:
        """Put something under the list of units."""
        self._column.addWidget(widget)

    def begin_with(self, role: Role) -> None:
        """Let the first unit added have that role, where others handle the case already."""
        self._first = role
        word = self._terms.role_word
        self._empty.setText(f"先在左侧添加承办单位。\n第一个为{word(role)}，其余为{word(Role.CO)}。")

    def hide_day(self) -> None:
        """Leave the day to the dialog around, which tells it with `set_day`."""
        for widget in self._day_row:
            widget.hide()

    def set_day(self, day: date | None) -> None:
        """Reckon the dates from that day; None leaves them as they are."""
        if day is not None:
            self._assigned_on.set_value(day)

    def typed(self) -> dict[str, Any]:
        """Return what is typed, unit by unit, to be typed again after a crash."""
        return {
            "assigned_on": self._assigned_on.text(),
            "tasks": [editor.typed() for editor in self._editors],
        }

    def type(self, content: Mapping[str, Any]) -> None:
        """Type again what `typed` returned, in place of what stands there."""
        for editor in self._editors:
            self._editor_stack.removeWidget(editor)
            editor.deleteLater()
        self._editors = []
        self._assigned_on.setText(content["assigned_on"])
        known = {unit.id: unit for unit in keep.units(self._office)}
        for task in content["tasks"]:
            unit = known.get(int(task["unit_id"]), Unit(task["unit_name"], id=int(task["unit_id"])))
            self._add_editor(unit, Role(task["role"])).type(task)
        self._list_units()
        if self._editors:
            self._units.setCurrentRow(0)
            self._on_unit_chosen(0)

    def go_to_missing(self) -> None:
        """Go to the first unit that lacks something, the cursor in the field."""
        for row, editor in enumerate(self._editors):
            if editor.role.answers and editor.missing():
                self._units.setCurrentRow(row)
                editor.go_to_missing()
                return

    @property
    def unit_ids(self) -> tuple[int, ...]:
        """The ids of the units, in the order they were added."""
        return tuple(editor.unit.id for editor in self._editors)

    @Slot(object)
    def adopt(self, suggestion: Suggestion) -> None:
        """Add a suggested unit in its role; it leads only where nobody does."""
        answers = suggestion.role.answers and not any(editor.role.answers for editor in self._editors)
        is_first = not self._editors
        self.add_unit(suggestion.unit)
        if answers is is_first:
            return
        self._editors[-1].choose_role(Role.LEAD if answers else Role.CO)
        self._list_units()

    @property
    def unit_names(self) -> tuple[str, ...]:
        """The names of the units, in the order they were added."""
        return tuple(editor.unit.name for editor in self._editors)

    def show_tasks(self, tasks: Iterable[Assignment]) -> None:
        """Show tasks handed out before."""
        known = {unit.id: unit for unit in keep.units(self._office)}
        for task in tasks:
            unit = known.get(task.unit_id, Unit(task.unit_name, id=task.unit_id))
            self._add_editor(unit, task.role).show_task(task)
        self._list_units()
        if self._editors:
            self._units.setCurrentRow(0)

    @Slot(object)
    def add_unit(self, unit: Unit) -> None:
        """Add a unit: the first handles the case alone, the second makes the first one lead."""
        if any(editor.unit.id == unit.id for editor in self._editors):
            self._banner.show_text(f"{unit.name}已在列表中。", "note")
            return
        self._banner.clear()
        sole = next((editor for editor in self._editors if editor.role is Role.SOLE), None)
        if sole is not None:
            sole.choose_role(Role.LEAD)
        editor = self._add_editor(unit, Role.CO if self._editors else self._first)
        if len(self._editors) > 1:
            editor.choose_leader(self._editors[0].leader)
        self._list_units()
        self._units.setCurrentRow(len(self._editors) - 1)
        self.edited.emit()

    @Slot()
    def remove_chosen(self) -> None:
        """Take the chosen unit off the list; what it already did stays in the history."""
        row = self._units.currentRow()
        if row < 0:
            return
        editor = self._editors.pop(row)
        self._editor_stack.removeWidget(editor)
        editor.deleteLater()
        self._list_units()
        self._units.setCurrentRow(min(row, len(self._editors) - 1))
        self.edited.emit()

    def day(self) -> date:
        """Return the day of handing out; raises `OfficeError` when it is empty or cannot be read."""
        return required_day(self._assigned_on, "assigned_on", "交办日期")

    def drafts(self) -> tuple[TaskDraft, ...]:
        """Return what is said of each unit; an unreadable date raises `OfficeError`, shown at its unit."""
        drafts = []
        for row, editor in enumerate(self._editors):
            editor.form.clear_problems()
            try:
                drafts.append(editor.draft())
            except OfficeError as error:
                self._units.setCurrentRow(row)
                editor.form.show_problems(error.problems)
                raise
        return tuple(drafts)

    def show_incomplete(self, error: OfficeError) -> None:
        """Go to the first unit a problem is about and show it beside the field there."""
        for row, editor in enumerate(self._editors):
            own = [problem for problem in error.problems if problem.message.startswith(editor.unit.name)]
            if own:
                self._units.setCurrentRow(row)
                editor.form.show_problems(own)
                return

    def _due_for(self, role: Role) -> DueDate | None:
        day = self._assigned_on.value()
        return None if day is None or self._terms.varies else self._terms.due_for(role, day)

    def _add_editor(self, unit: Unit, role: Role) -> TaskEditor:
        terms = self._terms
        rules = TaskRules(terms.leaders, self._office.today, self._due_for, terms.varies, terms.role_word)
        editor = TaskEditor(unit, role, rules)
        editor.changed.connect(partial(self._on_changed, editor))
        self._editors.append(editor)
        self._editor_stack.addWidget(editor)
        return editor

    def _list_units(self) -> None:
        self._units.show_entries(self._entry(editor) for editor in self._editors)
        self._remove.setEnabled(bool(self._editors))
        if not self._editors:
            self._editor_stack.setCurrentWidget(self._empty)

    @Slot(int)
    def _on_unit_chosen(self, row: int) -> None:
        if 0 <= row < len(self._editors):
            self._editor_stack.setCurrentWidget(self._editors[row])

    def _on_changed(self, editor: TaskEditor) -> None:
        row = self._editors.index(editor)
        if row < self._units.count():
            self._units.item(row).setText(self._entry(editor))
        self.edited.emit()

    @Slot()
    def _on_day_changed(self) -> None:
        for editor in self._editors:
            editor.suggest_due()

    @Slot(str)
    def _on_missed(self, text: str) -> None:
        several = self._line.fitting()
        if several:
            names = "、".join(unit.name for unit in several[:_MOST_NAMED])
            more = "等" if len(several) > _MOST_NAMED else ""
            told = f"有 {len(several)} 个单位符合“{text}”：{names}{more}；请写全称。"
        else:
            told = f"没有找到“{text}”；请改写，或按“新建该单位”。"
        self._banner.show_text(told, "warning")
        self._create.show()

    @Slot()
    def _on_create(self) -> None:
        try:
            unit = keep.save_unit(self._office, Unit(self._line.text().strip()))
        except OfficeError as error:
            self._banner.show_text(error.message)
            return
        self._create.hide()
        self._line.clear()
        self.add_unit(unit)

    def _entry(self, editor: TaskEditor) -> str:
        missing = editor.missing()
        state = f"{WARNING} 缺{'、'.join(missing)}" if missing else "✓ 齐全"
        return f"{editor.unit.name}\n{self._terms.role_word(editor.role)}　{state}"
