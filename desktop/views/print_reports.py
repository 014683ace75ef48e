"""The choice of a report, and what can be done with one: design, copy, rename, delete."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QMenu, QMessageBox, QToolButton, QWidget

from desktop.casework import designer, presets
from desktop.domain.report import Report, ReportColumn
from desktop.views import theme
from desktop.views.cards import button
from desktop.views.fields import Choice
from desktop.views.forms import label
from desktop.views.menus import Command, fill
from desktop.views.opening import opened

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QDialog

    from desktop.domain.listing import Criteria
    from desktop.views.page import Desk

_WIDTH = 20  # characters
_FIRST = ("serial", "item_no", "title", "submitter", "lead_unit", "due_on", "stage")
_NEW = "新报表"


class ReportChoice(QWidget):
    """The reports by name; emits `changed` when another is chosen, or the chosen one is another now.

    `chosen` gives the cases that a design is looked at with.
    """

    changed = Signal()

    def __init__(self, desk: Desk, chosen: Callable[[], Criteria], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._chosen = chosen
        self._build()
        self._connect()

    def _build(self) -> None:
        self.box: Choice[Report] = Choice((), self)
        self.box.setAccessibleName("报表")
        self.box.setMinimumContentsLength(_WIDTH)
        self.box.setMaxVisibleItems(24)
        title = label("报表(&R)", "muted")
        title.setBuddy(self.box)
        self.design = button("设计(&D)…", self.open_design)
        self.menu = QMenu(self)
        fill(self.menu, (
            Command("新建报表(&N)…", "", self.open_new),
            Command("复制后修改(&C)…", "", self.open_copy),
            Command("重命名(&R)…", "", self.ask_to_rename),
            Command("删除(&D)…", "", self.ask_to_delete),
        ))  # fmt: skip
        self.more = QToolButton(self)
        self.more.setText("⋯")
        self.more.setAccessibleName("报表的操作")
        self.more.setToolTip("新建、复制、重命名、删除报表")
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setMenu(self.menu)
        self.more.setProperty("role", "more")
        for each in (self.design, self.more):
            each.setVisible(not self._desk.office.is_read_only)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE)
        widgets: tuple[QWidget, ...] = (title, self.box, self.design, self.more)
        for widget in widgets:
            row.addWidget(widget)

    def _connect(self) -> None:
        self.box.currentIndexChanged.connect(self.changed)
        self.menu.aboutToShow.connect(self._on_about_to_show)

    @property
    def report(self) -> Report:
        """The report chosen; the usual one before any is offered."""
        return self.box.value() if self.box.count() else presets.usual()

    def refresh(self, name: str = "") -> None:
        """Offer the reports there are now, the one of that name chosen, else the one chosen so far."""
        wanted = name or self.report.name
        found = designer.reports(self._desk.office)
        with QSignalBlocker(self.box):
            self.box.offer([(report.name, report) for report in found])
            self.box.choose(next((report for report in found if report.name == wanted), found[0]))

    @Slot()
    def open_design(self) -> None:
        """Change the chosen report; of a shipped one a copy is made."""
        if self.report.is_shipped:
            self.open_copy()
        else:
            self._open(self.report)

    @Slot()
    def open_copy(self) -> None:
        """Design a copy of the chosen report."""
        name = designer.free_name(self._desk.office, self.report.name)
        self._open(designer.copied(self.report, name))

    @Slot()
    def open_new(self) -> None:
        """Design a report from the few columns every list has."""
        taken = any(report.name == _NEW for report in designer.reports(self._desk.office))
        name = designer.free_name(self._desk.office, _NEW) if taken else _NEW
        self._open(Report(name, tuple(ReportColumn(key) for key in _FIRST)))

    @Slot()
    def ask_to_rename(self) -> None:
        """Ask for another name of the chosen report."""
        from desktop.views.name_dialog import NameDialog, NameQuestion

        name = self.report.name
        question = NameQuestion("重命名报表", "改名", name, partial(self._rename, name))
        opened(self._desk, partial(NameDialog, question, self))

    @Slot()
    def ask_to_delete(self) -> None:
        """Ask whether the chosen report shall go, and let it go."""
        name = self.report.name
        box = QMessageBox(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle("删除报表")
        box.setText(f"删除报表“{name}”？其中的件不受影响。")
        box.setDefaultButton(box.addButton("保留", QMessageBox.ButtonRole.RejectRole))
        box.addButton("删除", QMessageBox.ButtonRole.DestructiveRole).clicked.connect(
            partial(self._delete, name)
        )
        box.open()

    def _open(self, report: Report) -> None:
        opened(self._desk, partial(self._designed, report))

    def _designed(self, report: Report) -> QDialog:
        from desktop.views.designer_dialog import DesignerDialog

        dialog = DesignerDialog(self._desk, report, self._chosen(), self)
        dialog.kept.connect(self._take)
        return dialog

    def _rename(self, name: str, new_name: str) -> None:
        self._take(designer.rename(self._desk.office, name, new_name).name)

    def _delete(self, name: str, _checked: object = None) -> None:
        designer.delete(self._desk.office, name)
        self._desk.say(f"已删除报表“{name}”。")
        self._take(presets.usual().name)

    @Slot(str)
    def _take(self, name: str) -> None:
        self.refresh(name)
        self.changed.emit()

    @Slot()
    def _on_about_to_show(self) -> None:
        for action in self.menu.actions()[2:]:
            action.setEnabled(not self.report.is_shipped)
