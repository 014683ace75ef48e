"""The pages of the window, each made when it is first visited, and the way back."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.views import placement
from desktop.views.navigation import pages_for
from desktop.views.page import PageFrame

if TYPE_CHECKING:
    from desktop.views.page import Desk

STEPS_KEPT = 50


class PageStack(QStackedWidget):
    """Shows one page at a time; `turned` names the page that is open now.

    `case_chosen` and `summary_changed` are those of the open page; a page in the background is not heard.
    """

    turned = Signal(str)
    case_chosen = Signal(object)
    summary_changed = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._pages: dict[str, PageFrame] = {}
        self._steps: list[str] = []

    @property
    def page(self) -> PageFrame | None:
        """The page that is open."""
        page = self.currentWidget()
        return page if isinstance(page, PageFrame) else None

    @property
    def key(self) -> str:
        """The key of the page that is open, or an empty string before the first."""
        return self._steps[-1] if self._steps else ""

    def go(self, key: str, target: object = None) -> PageFrame:
        """Open a page, and show on it what the visitor came for; a KeyError when there is no such page."""
        page = self._pages.get(key) or self._made(key)
        if key != self.key:
            self._steps = [*self._steps[-STEPS_KEPT:], key]
            self.case_chosen.emit(None)
            self.summary_changed.emit("")
            self.setCurrentWidget(page)
            self.turned.emit(key)
        if target is not None:
            page.visit(target)
        return page

    @Slot()
    def back(self) -> None:
        """Open the page that was open before; it shows what it showed then."""
        if len(self._steps) > 1:
            self._steps.pop()
            self.go(self._steps.pop())

    @Slot()
    def refresh_page(self) -> None:
        """Read the open page again."""
        if (page := self.page) is not None:
            page.refresh()

    @Slot()
    def fill_screen(self) -> None:
        """Let the page fill the screen its own way, else the whole window do so, or stop doing so."""
        if self.page is None or not self.page.fill_screen():
            placement.toggle_full_screen(self.window())

    def remember(self) -> None:
        """Let every page keep its layout."""
        for page in self._pages.values():
            page.remember()

    @Slot()
    def restore_default_layout(self) -> None:
        """Let every page forget what a person moved and widened."""
        for page in self._pages.values():
            page.restore_default_layout()

    def _made(self, key: str) -> PageFrame:
        entry = {each.key: each for each in pages_for(self._desk.office)}[key]
        page = getattr(import_module(entry.module), entry.page_class)(self._desk, self)
        if not isinstance(page, PageFrame):
            message = f"{entry.page_class} is no page"
            raise TypeError(message)
        page.case_chosen.connect(self._on_case_chosen)
        page.summary_changed.connect(self._on_summary_changed)
        self._pages[key] = page
        self.addWidget(page)
        return page

    @Slot(object)
    def _on_case_chosen(self, case_id: int | None) -> None:
        if self.sender() is self.page:
            self.case_chosen.emit(case_id)

    @Slot(str)
    def _on_summary_changed(self, text: str) -> None:
        if self.sender() is self.page:
            self.summary_changed.emit(text)
