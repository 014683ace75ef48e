"""设置: what the office is called, its sessions and units, its rules, and the health of the desk."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, ClassVar, cast

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.domain.changes import Topic
from desktop.views import theme
from desktop.views.forms import card, label
from desktop.views.page import PageFrame
from desktop.views.plain_table import PlainTable
from desktop.views.tables import Column

if TYPE_CHECKING:
    from desktop.views.page import Desk
    from desktop.views.settings_section import SettingsSection

SECTIONS = (
    ("本单位", "settings_office", "OfficeSection"),
    ("届次", "settings_lists", "SessionsSection"),
    ("承办单位", "settings_units", "UnitsSection"),
    ("办理规则", "settings_rules", "RulesSection"),
    ("文书模板", "settings_templates", "TemplatesSection"),
    ("工作日历", "settings_calendar", "CalendarSection"),
    ("账户与权限", "settings_accounts", "AccountsSection"),
    ("操作记录", "settings_journal", "JournalSection"),
    ("备份与恢复", "settings_backup", "BackupSection"),
    ("检查", "settings_check", "CheckSection"),
    ("关于", "settings_check", "AboutSection"),
)
_LIST_WIDTH = 136


class SettingsPage(PageFrame):
    """Sections named at the left, one of them shown; a section is made when it is first looked at."""

    TOPICS: ClassVar[frozenset[Topic]] = frozenset(
        {Topic.SETTINGS, Topic.SESSIONS, Topic.UNITS, Topic.CALENDAR}
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._made: dict[int, SettingsSection] = {}
        self._build()
        self._connect()

    def _build(self) -> None:
        self.names: PlainTable[str] = PlainTable(
            (Column("设置", str, _LIST_WIDTH),), 0, "设置的类别", str, self
        )
        self.names.setFixedWidth(_LIST_WIDTH)
        self.names.horizontalHeader().hide()
        self.names.verticalHeader().setDefaultSectionSize(theme.ROW_HEIGHT + theme.SPACE)
        self.names.show_rows([name for name, _, _ in SECTIONS])
        self.stack = QStackedWidget(self)
        frame, inside = card(margin=1, spacing=0)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.names)
        row.addWidget(_upright())
        row.addWidget(self.stack, 1)
        inside.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.PAGE, theme.BLOCK, theme.PAGE, theme.BLOCK)
        column.setSpacing(theme.MARGIN)
        column.addWidget(label("设置", "title"))
        column.addWidget(frame, 1)
        self.setFocusProxy(self.names)

    def _connect(self) -> None:
        self.names.chosen.connect(self._on_chosen)
        self.names.select_place(0)

    @override
    def refresh(self) -> None:
        self.section().refresh()

    def section(self) -> SettingsSection:
        """Return the section that is shown, made now when it was not before."""
        place = max(self.names.currentIndex().row(), 0)
        if place not in self._made:
            _, module, name = SECTIONS[place]
            made = getattr(import_module(f"desktop.views.{module}"), name)(self.desk, self)
            self._made[place] = cast("SettingsSection", made)
            self.stack.addWidget(self._made[place])
        return self._made[place]

    def show_section(self, name: str) -> None:
        """Show the section of that name."""
        self.names.select_place([each for each, _, _ in SECTIONS].index(name))

    @override
    def focus_search(self) -> bool:
        return self.section().focus_search()

    @Slot(object)
    def _on_chosen(self, _name: str | None) -> None:
        section = self.section()
        section.refresh()
        self.stack.setCurrentWidget(section)


def _upright() -> QFrame:
    line = QFrame()
    line.setProperty("role", "rule")
    line.setFixedWidth(1)
    line.setMaximumHeight(theme.PAGE * 1000)
    return line
