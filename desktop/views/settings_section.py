"""What every section of the settings shares: its desk, a heading, a sentence below it, and a column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.views import theme
from desktop.views.forms import Banner, label

if TYPE_CHECKING:
    from desktop.views.page import Desk


class SettingsSection(QWidget):
    """One section; those that inherit fill `column` and read again in `refresh`."""

    def __init__(self, desk: Desk, heading: str, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(theme.PAGE, theme.BLOCK, theme.PAGE, theme.BLOCK)
        self.column.setSpacing(theme.MARGIN)
        self.head = QHBoxLayout()
        self.head.setSpacing(theme.SPACE)
        self.head.addWidget(label(heading, "heading"))
        self.head.addWidget(label(sentence, "muted"))
        self.head.addStretch(1)
        self.banner = Banner(self)
        self.column.addLayout(self.head)
        self.column.addWidget(self.banner)

    def refresh(self) -> None:
        """Read again what the section shows."""
        raise NotImplementedError

    def focus_search(self) -> bool:
        """Put the cursor into the section's search box; False when it has none."""
        return False
