"""The choice of a saved view above the 台账, and what can be done with it: keep, name, rename, delete."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QMenu,
    QMessageBox,
    QStyle,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.casework import saved_views
from desktop.domain.view import SHIPPED, SavedView
from desktop.views import theme
from desktop.views.forms import label
from desktop.views.menus import Command, fill

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QStyleOptionComboBox

    from desktop.domain.listing import Criteria
    from desktop.views.page import Desk

WIDTH = 152


class ViewBox(QComboBox):
    """A drop-down that shortens the name of a view, never the mark behind it."""

    @override
    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        super().initStyleOption(option)
        control, field = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(control, option, field, self).width() - theme.GAP
        name, bracket, mark = self.currentText().partition("（")
        width, metrics = self.fontMetrics().horizontalAdvance(bracket + mark), self.fontMetrics()
        short = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room - width)
        option.currentText = f"{short}{bracket}{mark}"  # type: ignore[attr-defined]


class ViewChoice(QWidget):
    """The saved views by name; emits `chosen` (a `SavedView`) when a person picks one, or the same again.

    The view picked last bears 已修改* while the list shows something else than it asks for.
    """

    chosen = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._views: tuple[SavedView, ...] = SHIPPED
        self._picked = SHIPPED[0]
        self._shown = SHIPPED[0]
        self._seen = SHIPPED[0]
        self.box = ViewBox(self)
        self.menu = QMenu(self)
        self.more = QToolButton(self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.box.setAccessibleName("视图")
        self.box.setFixedWidth(WIDTH)
        self.box.setMaxVisibleItems(24)
        title = label("视图(&W)", "small")
        title.setBuddy(self.box)
        fill(self.menu, (
            Command("保存修改(&K)", "", self.keep),
            Command("另存为视图(&A)…", "", self.ask_to_save),
            Command("重命名(&R)…", "", self.ask_to_rename),
            Command("删除(&D)…", "", self.ask_to_delete),
        ))  # fmt: skip
        self.more.setText("⋯")
        self.more.setAccessibleName("视图的操作")
        self.more.setToolTip("保存、重命名、删除视图，选择栏目和颜色")
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setMenu(self.menu)
        self.more.setProperty("role", "more")
        self.more.setFixedHeight(theme.ROW_HEIGHT + 2)
        self.more.setVisible(not self._desk.office.is_read_only)
        line = QHBoxLayout()
        line.setSpacing(2)
        line.addWidget(self.box)
        line.addWidget(self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.BLOCK, theme.SPACE, 0, theme.MARGIN)
        column.setSpacing(2)
        column.addWidget(title)
        column.addLayout(line)

    def _connect(self) -> None:
        self.box.activated.connect(self._on_activated)
        self.menu.aboutToShow.connect(self._on_about_to_show)

    @property
    def picked(self) -> SavedView:
        """The view picked last, as it is kept."""
        return self._picked

    def offer(self, actions: Iterable[QAction]) -> None:
        """Offer more that belongs to a view: its columns, its colours."""
        self.menu.addSeparator()
        self.menu.addActions(list(actions))

    def refresh(self) -> None:
        """Offer the views there are now; one that is gone leaves 全部 picked."""
        self._views = saved_views.views(self._desk.office)
        self._picked = next((each for each in self._views if each.name == self._picked.name), SHIPPED[0])
        self._fill()

    def pick(self, name: str) -> None:
        """Mark the view of that name as the one picked, without telling anybody."""
        self._picked = next((each for each in self._views if each.name == name), self._picked)
        self._fill()

    def recognise(self, criteria: Criteria) -> None:
        """Mark the view that asks exactly this, or 全部 when none does: the list came from elsewhere."""
        asked = SavedView("", criteria)
        alike = (each for each in self._views if not replace(each, columns=(), colours=()).differs(asked))
        self.pick(next(alike, SHIPPED[0]).name)

    def show_view(self, seen: SavedView) -> None:
        """Say whether what the list shows is what the picked view asks for.

        A view that names no columns leaves them to the person, so they are no change of it.
        """
        self._seen = seen
        self._shown = replace(seen, columns=seen.columns if self._picked.columns else ())
        self._fill()

    @Slot()
    def keep(self) -> None:
        """Keep what the list shows under the name of the picked view."""
        self._picked = saved_views.save(self._desk.office, self._as_shown(self._picked.name))
        self.refresh()
        self._desk.say(f"已保存视图“{self._picked.name}”。")

    @Slot()
    def ask_to_save(self) -> None:
        """Ask for a name and keep what the list shows under it."""
        taken = "" if self._picked.is_shipped else self._picked.name
        self._ask("另存为视图", "保存", taken, self._save)

    @Slot()
    def ask_to_rename(self) -> None:
        """Ask for another name of the picked view."""
        self._ask("重命名视图", "改名", self._picked.name, self._rename)

    @Slot()
    def ask_to_delete(self) -> None:
        """Ask whether the picked view shall go, and let it go."""
        box = QMessageBox(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle("删除视图")
        box.setText(f"删除视图“{self._picked.name}”？其中的件不受影响。")
        box.setDefaultButton(box.addButton("保留", QMessageBox.ButtonRole.RejectRole))
        box.addButton("删除", QMessageBox.ButtonRole.DestructiveRole).clicked.connect(self._on_deleted)
        box.open()

    def _ask(self, title: str, verb: str, name: str, take: Callable[[str], None]) -> None:
        from desktop.views.name_dialog import NameDialog, NameQuestion

        NameDialog(NameQuestion(title, verb, name, take), self).open()

    def _save(self, name: str) -> None:
        kept = saved_views.save(self._desk.office, self._as_shown(name))
        self._take(kept, f"已另存为视图“{kept.name}”。")

    def _rename(self, name: str) -> None:
        kept = saved_views.rename(self._desk.office, self._picked.name, name)
        self._take(kept, f"视图已改名为“{kept.name}”。")

    def _take(self, kept: SavedView, told: str) -> None:
        self._picked = kept
        self.refresh()
        self.show_view(self._seen)
        self._desk.say(told)

    def _as_shown(self, name: str) -> SavedView:
        return replace(self._seen, name=name)

    @Slot()
    def _on_deleted(self) -> None:
        gone = self._picked.name
        saved_views.delete(self._desk.office, gone)
        self._take(SHIPPED[0], f"已删除视图“{gone}”。")

    @Slot(int)
    def _on_activated(self, place: int) -> None:
        self._picked = self._views[place]
        self.chosen.emit(self._picked)

    @Slot()
    def _on_about_to_show(self) -> None:
        keep, _save, rename, delete = self.menu.actions()[:4]
        own = not self._picked.is_shipped
        keep.setEnabled(own and self._picked.differs(self._shown))
        rename.setEnabled(own)
        delete.setEnabled(own)

    def _fill(self) -> None:
        with QSignalBlocker(self.box):
            self.box.clear()
            for view in self._views:
                self.box.addItem(view.title(self._shown) if view.name == self._picked.name else view.name)
            self.box.setCurrentIndex([each.name for each in self._views].index(self._picked.name))
            self.box.view().setMinimumWidth(self.box.view().sizeHintForColumn(0) + theme.PAGE)
        self.box.setToolTip(self.box.currentText())
