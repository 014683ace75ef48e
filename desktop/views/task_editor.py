"""The fields of one unit's task: its role, its people, its part, its date, and what is missing (五定)."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.casework.assign import TaskDraft
from desktop.domain.assignment import Assignment, Role
from desktop.domain.unit import Contact, ContactRole
from desktop.views.cards import words
from desktop.views.date_field import DateField
from desktop.views.fields import Choice, TextArea, WordBox, day_in
from desktop.views.forms import FieldForm
from desktop.views.theme import MARGIN
from desktop.views.weekdays import shown_day

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from desktop.domain.deadlines import DueDate
    from desktop.domain.unit import Unit

_NOBODY = Contact(ContactRole.HANDLER, "")
_KEYS = {
    "责任领导": "responsible_leader",
    "分管领导": "leader_in_charge",
    "承办人员": "handler",
    "办理任务": "task",
    "办理措施": "measures",
    "办结时限": "due_on",
}


@dataclass(frozen=True, slots=True)
class TaskRules:
    """What an editor needs to know of the case: leaders to choose from, today, the date a role is given.

    With `varies` there are many cases under different rules, and an empty date means each one's own.
    """

    leaders: tuple[str, ...]
    today: date
    due_for: Callable[[Role], DueDate | None]
    varies: bool = False
    role_word: Callable[[Role], str] = attrgetter("label")


class TaskEditor(QWidget):
    """Edits the task of one unit; emits `changed` whenever what is missing may have changed."""

    changed = Signal()

    def __init__(self, unit: Unit, role: Role, rules: TaskRules, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.unit = unit
        self._rules = rules
        self._suggested: date | None = None
        self._build(role)
        self._connect()
        self.suggest_due()

    def _build(self, role: Role) -> None:
        self.form = FieldForm(self, columns=2)
        self._role = Choice([(self._rules.role_word(each), each) for each in Role])
        self._role.choose(role)
        self._leader = WordBox(self._rules.leaders)
        self._leader.setCurrentText("")
        self._in_charge = WordBox(self._names(ContactRole.LEADER_IN_CHARGE, ContactRole.HEAD))
        handler = self.unit.contact(ContactRole.HANDLER) or self.unit.contact(ContactRole.OFFICE) or _NOBODY
        self._handler = WordBox(self._names(ContactRole.HANDLER, ContactRole.OFFICE), handler.name)
        self._phone, self._section = QLineEdit(handler.phone), QLineEdit(handler.post)
        self._due_on = DateField(self._rules.today)
        self._task = TextArea(2, "办什么、办到什么程度")
        self._measures = TextArea(2, "怎么办：现场办理、纳入计划、专项整治……")
        self._standard, self._duties = QLineEdit(), QLineEdit()
        self._settings = words("")
        self._how = words("", "small", wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MARGIN)
        column.addWidget(words(self.unit.name, "heading"))
        self._lay_out()
        column.addWidget(self.form)
        column.addWidget(self._settings)
        column.addStretch(1)

    def _lay_out(self) -> None:
        add = self.form.add
        add("role", "承办方式(&R)", self._role)
        add("responsible_leader", "责任领导(&L)", self._leader)
        add("leader_in_charge", "分管领导(&G)", self._in_charge)
        add("handler", "承办人员(&H)", self._handler)
        add("handler_phone", "电话(&P)", self._phone)
        add("section", "承办科室(&K)", self._section)
        add("due_on", "办结时限(&T)", self._due_on)
        self.form.add_wide(self._how)
        add("task", "办理任务(&W)", self._task, wide=True)
        add("measures", "办理措施(&M)", self._measures, wide=True)
        add("standard", "办理标准(&B)", self._standard, wide=True)
        add("duties", "职责分工(&Z)", self._duties, wide=True)

    def _names(self, *roles: ContactRole) -> list[str]:
        return [contact.name for role in roles for contact in self.unit.contacts if contact.role is role]

    def _connect(self) -> None:
        self._role.currentIndexChanged.connect(self._on_role_chosen)
        self._handler.currentTextChanged.connect(self._on_handler_named)
        for box in (self._leader, self._in_charge):
            box.currentTextChanged.connect(self._on_edited)
        self._due_on.textChanged.connect(self._on_edited)
        for area in (self._task, self._measures):
            area.textChanged.connect(self._on_edited)

    @property
    def role(self) -> Role:
        """The role chosen."""
        return self._role.value()

    def choose_role(self, role: Role) -> None:
        """Choose another role; the date follows the rule for it."""
        self._role.choose(role)

    def choose_leader(self, leader: str) -> None:
        """Name the responsible leader, where none is named yet."""
        if not self._leader.text():
            self._leader.setCurrentText(leader)

    @property
    def leader(self) -> str:
        """The responsible leader named."""
        return self._leader.text()

    def show_task(self, task: Assignment) -> None:
        """Show a task that was handed out before."""
        self._role.choose(task.role)
        for key, box in self._boxes().items():
            box.setCurrentText(getattr(task, key))
        for key, line in self._lines().items():
            if line is not self._due_on:
                line.setText(getattr(task, key))
        for key, area in self._areas().items():
            area.setPlainText(getattr(task, key))
        self._due_on.set_value(task.due.on if task.due else None)

    def typed(self) -> dict[str, str]:
        """Return every word of the form, to be typed again after a crash."""
        return {
            "unit_id": str(self.unit.id),
            "unit_name": self.unit.name,
            "role": self.role.value,
            **{key: box.text() for key, box in self._boxes().items()},
            **{key: line.text() for key, line in self._lines().items()},
            **{key: area.toPlainText() for key, area in self._areas().items()},
        }

    def type(self, words_of: Mapping[str, str]) -> None:
        """Type again what `typed` returned."""
        self._role.choose(Role(words_of["role"]))
        for key, box in self._boxes().items():
            box.setCurrentText(words_of[key])
        for key, line in self._lines().items():
            line.setText(words_of[key])
        for key, area in self._areas().items():
            area.setPlainText(words_of[key])

    def _boxes(self) -> dict[str, WordBox]:
        return {
            "responsible_leader": self._leader,
            "leader_in_charge": self._in_charge,
            "handler": self._handler,
        }

    def _lines(self) -> dict[str, QLineEdit]:
        return {
            "handler_phone": self._phone,
            "section": self._section,
            "standard": self._standard,
            "duties": self._duties,
            "due_on": self._due_on,
        }

    def _areas(self) -> dict[str, TextArea]:
        return {"task": self._task, "measures": self._measures}

    def go_to_missing(self) -> bool:
        """Put the cursor into the first field that is missing; return whether there is one."""
        missing = self.missing()
        if not missing:
            return False
        self.form.field(_KEYS[missing[0]]).setFocus()
        return True

    def suggest_due(self) -> None:
        """Put in the day the rule gives for the role, unless another day was chosen by hand."""
        due = self._rules.due_for(self.role)
        if self._due_on.value() in {None, self._suggested}:
            self._due_on.set_value(due.on if due else None)
        self._suggested = due.on if due else None
        self.explain_due()

    def explain_due(self) -> None:
        """Say below the date how the rule computes it, or that the day was chosen by hand."""
        due = self._rules.due_for(self.role)
        if self._rules.varies:
            self._how.setText("各件适用的时限不同：留空时逐件按办理规则计算，填写后各件同一时限。")
        elif due is None:
            self._how.setText("办理规则没有为此规定时限，请直接填写日期。")
        elif due.on == self._due_on.value():
            source = f"（{due.source}）" if due.source else ""
            self._how.setText(f"如何计算：{'；'.join(due.steps)}{source}")
        else:
            self._how.setText(f"由交办人指定；按规则应为 {shown_day(due.on)}。")

    def draft(self) -> TaskDraft:
        """Return what the form says; raises `OfficeError` for a date that cannot be read."""
        return TaskDraft(
            unit_id=self.unit.id,
            role=self.role,
            responsible_leader=self._leader.text(),
            leader_in_charge=self._in_charge.text(),
            section=self._section.text().strip(),
            handler=self._handler.text(),
            handler_phone=self._phone.text().strip(),
            task=self._task.text(),
            measures=self._measures.text(),
            standard=self._standard.text().strip(),
            duties=self._duties.text().strip(),
            due_on=day_in(self._due_on, "due_on", "办结时限"),
        )

    def missing(self) -> tuple[str, ...]:
        """Return which of the 五定 are not set, in office order, the responsible leader first (S0-05)."""
        is_set = (
            ("责任领导", bool(self._leader.text()) or not self.role.answers),
            ("分管领导", bool(self._in_charge.text())),
            ("承办人员", bool(self._handler.text())),
            ("办理任务", bool(self._task.text())),
            ("办理措施", bool(self._measures.text())),
            ("办结时限", self._rules.varies or self._due_on.value() is not None),
        )
        return tuple(name for name, done in is_set if not done)

    @Slot()
    def _on_edited(self) -> None:
        self.explain_due()
        missing = self.missing()
        self._settings.setText(f"▲ 尚缺{'、'.join(missing)}" if missing else "✓ 责任领导和五定齐全")
        self.changed.emit()

    @Slot()
    def _on_role_chosen(self) -> None:
        self.suggest_due()
        self._on_edited()

    @Slot(str)
    def _on_handler_named(self, name: str) -> None:
        known = next((each for each in self.unit.contacts if each.name == name.strip()), None)
        if known is not None:
            self._phone.setText(known.phone)
            self._section.setText(known.post)
        self._on_edited()
