"""The pages of the window, and the column at its left edge that leads to them."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.casework import find
from desktop.domain.account import Permission
from desktop.domain.changes import Topic
from desktop.domain.listing import Criteria
from desktop.domain.stage import Stage
from desktop.views import theme
from desktop.views.desk_timer import DeskTimer
from desktop.views.forms import Button, label

if TYPE_CHECKING:
    from desktop.casework.office import Office
    from desktop.views.page import Desk

WIDTH = 168


class PageEntry(NamedTuple):
    """One page: its key, its word, its icon, and where its class is found when it is first visited."""

    key: str
    title: str
    glyph: str
    module: str
    page_class: str


PAGES = (
    PageEntry("board", "工作台", "board", "desktop.views.board_page", "BoardPage"),
    PageEntry("ledger", "台账", "ledger", "desktop.views.ledger_page", "LedgerPage"),
    PageEntry("case", "办件", "case", "desktop.views.case_page", "CasePage"),
    PageEntry("review", "答复审签", "review", "desktop.views.review_page", "ReviewPage"),
    PageEntry("print", "打印", "print", "desktop.views.print_page", "PrintPage"),
    PageEntry("figures", "统计", "figures", "desktop.views.figures_page", "FiguresPage"),
    PageEntry("settings", "设置", "settings", "desktop.views.settings_page", "SettingsPage"),
)


def pages_for(office: Office) -> tuple[PageEntry, ...]:
    """Return the pages somebody has: who may see no case has only the settings."""
    return PAGES if office.may(Permission.READ) else PAGES[-1:]


class Navigation(QWidget):
    """A word for every page, with how much waits there; emits `chosen` with the key of a page."""

    chosen = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.buttons: dict[str, Button] = {}
        self._badges: dict[str, QLabel] = {}
        self._group = QButtonGroup(self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.setObjectName("navigation")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE, theme.MARGIN, theme.SPACE, theme.MARGIN)
        column.setSpacing(2)
        for place, entry in enumerate(pages_for(self._desk.office), 1):
            if entry is PAGES[-1]:
                column.addStretch(1)
            column.addWidget(self._button(entry, f"Alt+{place}"))
        self._paint_icons()

    def _button(self, entry: PageEntry, keys: str) -> Button:
        button = Button(entry.title, self)
        button.setProperty("role", "nav")
        button.setCheckable(True)
        button.setIconSize(QSize(theme.ICON_SIZE, theme.ICON_SIZE))
        button.setToolTip(f"{entry.title}（{keys}）")
        badge = label("", "badge")
        badge.setProperty("kind", "late" if entry is PAGES[0] else "waiting")
        badge.hide()
        row = QHBoxLayout(button)
        row.setContentsMargins(0, 0, theme.SPACE, 0)
        row.addStretch(1)
        row.addWidget(badge, 0, Qt.AlignmentFlag.AlignVCenter)
        self.buttons[entry.key] = button
        self._badges[entry.key] = badge
        self._group.addButton(button)
        return button

    def _connect(self) -> None:
        for key, button in self.buttons.items():
            button.clicked.connect(partial(self.chosen.emit, key))
        self._desk.relay.changed.connect(self._on_changed)
        painted = DeskTimer(self._desk.office, 0, self, once=True)  # the window is painted first
        painted.beat.connect(self.refresh)
        painted.start()

    @Slot()
    def refresh(self) -> None:
        """Count again what waits on the pages."""
        office = self._desk.office
        if "board" not in self.buttons:
            return
        late = find.count(office, Criteria(due_until=office.today - timedelta(days=1)))
        self.show_badge("board", late, "件已逾期")
        self.show_badge("review", find.count(office, Criteria(stages=(Stage.IN_REVIEW,))), "件待审核")

    def show_badge(self, key: str, number: int, meaning: str) -> None:
        """Show how much waits on a page; nothing for none."""
        badge = self._badges[key]
        badge.setText(str(number))
        badge.setVisible(number > 0)
        self.buttons[key].setAccessibleDescription(f"{number}{meaning}" if number else "")

    def mark(self, key: str) -> None:
        """Show which page is open."""
        self.buttons[key].setChecked(True)

    def _paint_icons(self) -> None:
        for entry in pages_for(self._desk.office):
            self.buttons[entry.key].setIcon(theme.icon(entry.glyph, self, checkable=True))

    @Slot(frozenset)
    def _on_changed(self, topics: frozenset[Topic]) -> None:
        if Topic.CASES in topics:
            self.refresh()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._paint_icons()
