"""The frame of a dialog that lists something over all cases, to be looked through and taken along."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from desktop.casework import export
from desktop.views.cards import button, words
from desktop.views.empty_state import EmptyState
from desktop.views.file_choice import Saving, ask_save
from desktop.views.forms import Banner, card, label
from desktop.views.help_key import offer_help
from desktop.views.presence import Presence
from desktop.views.theme import BLOCK, MARGIN, PAGE, SPACE

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.casework.office import Office
    from desktop.domain.errors import OfficeError
    from desktop.domain.ledger import Ledger
    from desktop.domain.progress import Progress
    from desktop.views.page import Desk

_KINDS = ("xlsx", "pdf", "csv")


class TableDialog(QDialog):
    """Title, `filters`, the table or what is said instead, and `buttons` beside 导出 and 关闭.

    Whoever derives from it puts its table in with `hold`, reads in `refresh` after every change of the desk,
    and says in `ledger` what is exported.
    """

    def __init__(
        self, desk: Desk, title: str, nothing: tuple[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._presence = Presence(self)
        self.setWindowTitle(title)
        offer_help(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.banner = Banner(self)
        self.told = words("", "muted")
        self.empty = EmptyState(*nothing)
        self._frame(title)
        desk.relay.changed.connect(self.refresh)

    def _frame(self, title: str) -> None:
        self.filters, self.buttons = QHBoxLayout(), QHBoxLayout()
        for row in (self.filters, self.buttons):
            row.setSpacing(SPACE)
        self.filters.addWidget(self.told, 1)
        self.buttons.addStretch(1)
        self.export_button = button("导出(&E)…", self.ask_where, "primary")
        self.buttons.addWidget(self.export_button)
        self.buttons.addWidget(button("关闭", self.reject))
        frame, inside = card(margin=1, spacing=0)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.empty)
        inside.addLayout(self._stack)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE, BLOCK, PAGE, BLOCK)
        column.setSpacing(MARGIN)
        column.addWidget(label(title, "heading"))
        column.addLayout(self.filters)
        column.addWidget(self.banner)
        column.addWidget(frame, 1)
        column.addLayout(self.buttons)
        self.resize(1120, 620)

    @Slot()
    def refresh(self) -> None:
        """Read again what is listed."""
        raise NotImplementedError

    def ledger(self, office: Office) -> Ledger:
        """Return what is listed as a table; asked in the worker thread too."""
        raise NotImplementedError

    def hold(self, table: QWidget) -> None:
        """Show this table wherever there is something to list."""
        self._stack.addWidget(table)

    def show_table(self, *, has_rows: bool) -> None:
        """Show the table, or what is said where there is nothing."""
        self._stack.setCurrentIndex(1 if has_rows else 0)
        self.export_button.setEnabled(has_rows)

    @Slot()
    def ask_where(self) -> None:
        """Ask for a file, and write what is listed into it."""
        name = f"{self.windowTitle()}_{self._desk.office.today.isoformat()}"
        ask_save(self._desk, self, Saving(f"导出{self.windowTitle()}", name, _KINDS), self.export_to)

    @Slot(str)
    def export_to(self, name: str) -> None:
        """Write what is listed into that file, as its ending says."""
        self.banner.clear()
        path = Path(name)
        verb = partial(_written, self.ledger, path)
        self._desk.jobs.run(
            f"正在导出{self.windowTitle()}", verb, partial(self._on_done, path), self._on_failed
        )

    def _on_done(self, path: Path, number: int) -> None:
        text = f"已导出 {number} 条到 {path.name}"
        self._desk.say(text)
        if not self._presence.is_over:
            self.banner.show_text(f"{text}，在 {path.parent}", "note")

    def _on_failed(self, error: OfficeError) -> None:
        if self._presence.is_over:
            self._desk.say(error.message)
        else:
            self.banner.show_text(error.message)


def _written(ledger: Callable[[Office], Ledger], path: Path, office: Office, progress: Progress) -> int:
    return export.write(office, ledger(office), path, progress)
