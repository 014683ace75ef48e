"""One decision: a new handling unit, or other words and people for one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget
from typing_extensions import override

from desktop.casework import keep
from desktop.domain.unit import Contact, ContactRole, System, Unit
from desktop.domain.unit_lists import split_units
from desktop.views import theme
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.fields import Choice
from desktop.views.forms import label

if TYPE_CHECKING:
    from desktop.casework.office import Office


class UnitDialog(DecisionDialog):
    """Asks for names, 函头全称, system, 机关代字 and people of a unit.

    Emits `saved` (the stored `Unit`) before it closes.
    """

    saved = Signal(object)

    def __init__(self, office: Office, unit: Unit | None, parent: QWidget | None = None) -> None:
        super().__init__("修改承办单位" if unit else "新建承办单位", "保存", parent, columns=2)
        self._office = office
        self._before = unit or Unit("")
        self._build()
        self._fill(self._before)

    def _build(self) -> None:
        self.name, self.letterhead = QLineEdit(self), QLineEdit(self)
        self.letterhead.setPlaceholderText("如 滨江市示例区水利局；不填则用名称")
        self.systems = Choice([(system.label, system) for system in System], self)
        self.doc_prefix = QLineEdit(self)
        self.doc_prefix.setPlaceholderText("如 示建函")
        self.aliases, self.former_names = QLineEdit(self), QLineEdit(self)
        self.is_active = QCheckBox("仍在承办（不勾选则不再列入交办）(&V)", self)
        self.form.add("name", "名称(&N)", self.name, wide=True)
        self.form.add(
            "letterhead", "函头全称(&H)", self.letterhead, hint="印在答复函的发文机关和落款处", wide=True
        )
        self.form.add("system", "系统(&S)", self.systems)
        self.form.add("doc_prefix", "机关代字(&D)", self.doc_prefix)
        self.form.add(
            "aliases",
            "别名(&A)",
            self.aliases,
            hint="简称或其他写法，用顿号隔开；导入名单时认作同一单位",
            wide=True,
        )
        self.form.add("former_names", "曾用名(&F)", self.former_names, hint="旧文书保留当时的名称", wide=True)
        self.body.addWidget(self.is_active)
        self.body.addWidget(label("联系人", "heading"))
        self.body.addWidget(self._contact_grid())
        self.setMinimumWidth(680)

    def _contact_grid(self) -> QWidget:
        panel = QWidget(self)
        grid = QGridLayout(panel)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.SPACE)
        grid.setVerticalSpacing(theme.SPACE)
        for column, title in enumerate(("姓名", "职务", "电话"), 1):
            grid.addWidget(label(title, "small"), 0, column)
            grid.setColumnStretch(column, 1)
        self.contacts: dict[ContactRole, tuple[QLineEdit, QLineEdit, QLineEdit]] = {}
        for row, role in enumerate(ContactRole, 1):
            grid.addWidget(label(role.label, "muted"), row, 0)
            lines = (QLineEdit(self), QLineEdit(self), QLineEdit(self))
            for column, (line, word) in enumerate(zip(lines, ("姓名", "职务", "电话"), strict=True), 1):
                line.setAccessibleName(f"{role.label}{word}")
                grid.addWidget(line, row, column)
            self.contacts[role] = lines
        return panel

    def _fill(self, unit: Unit) -> None:
        self.name.setText(unit.name)
        self.systems.choose(unit.system)
        self.doc_prefix.setText(unit.doc_prefix)
        self.letterhead.setText(unit.letterhead)
        self.aliases.setText("、".join(unit.aliases))
        self.former_names.setText("、".join(unit.former_names))
        self.is_active.setChecked(unit.is_active)
        for role, lines in self.contacts.items():
            known = unit.contact(role)
            if known is not None:
                for line, text in zip(lines, (known.name, known.post, known.phone), strict=True):
                    line.setText(text)
        self._at_first = self.unit()

    def unit(self) -> Unit:
        """Return what the form says."""
        return replace(
            self._before,
            name=self.name.text().strip(),
            system=self.systems.value(),
            aliases=_names(self.aliases.text()),
            former_names=_names(self.former_names.text()),
            contacts=self._contacts(),
            doc_prefix=self.doc_prefix.text().strip(),
            letterhead=self.letterhead.text().strip(),
            is_active=self.is_active.isChecked(),
        )

    def _contacts(self) -> tuple[Contact, ...]:
        """Return the person of each role as the form says, and whoever else the unit has in that role."""
        people: list[Contact] = []
        for role, lines in self.contacts.items():
            name, post, phone = (line.text().strip() for line in lines)
            if name or post or phone:
                people.append(Contact(role, name, phone, post))
            people += [each for each in self._before.contacts if each.role is role][1:]
        return tuple(people)

    @override
    def decide(self) -> None:
        self.saved.emit(keep.save_unit(self._office, self.unit()))

    @override
    def would_lose(self) -> bool:
        return self.unit() != self._at_first


def _names(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(split_units(text)))
