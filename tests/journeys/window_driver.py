"""A person at the one window of a desk: presses keys, types words, chooses from lists, reads what is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QTableView,
    QTabWidget,
    QWidget,
)

from desktop.views.board_numbers import TodoLine
from desktop.views.case_page import CasePage
from desktop.views.charts import ShareList
from desktop.views.follow_menu import FollowMenu
from desktop.views.letter_preview import LetterPreview
from tests.views.case_desk import focus, press, type_text, words_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.views.main_window import MainWindow

Shown = TypeVar("Shown", bound=QDialog)
Found = TypeVar("Found", bound=QWidget)
PATIENCE = 20_000  # milliseconds


class Person:
    """Somebody at the keyboard of one window, with a folder for the files that are saved."""

    def __init__(self, window: MainWindow, qtbot: QtBot, folder: Path) -> None:
        self.window = window
        self.qtbot = qtbot
        self.folder = folder

    # --- hands and eyes ----------------------------------------------------------------------------------

    def wait(self, check: Callable[[], object]) -> None:
        """Wait until the check neither fails nor says no; a busy machine takes its time."""
        self.qtbot.waitUntil(check, timeout=PATIENCE)

    def dialog(self, kind: type[Shown] = QDialog) -> Shown:
        """Return the dialog of that kind that lies open over the window, once it has the cursor."""

        def has_cursor() -> bool:
            dialog, cursor = QApplication.activeModalWidget(), QApplication.focusWidget()
            if dialog is not None and not dialog.isActiveWindow():
                dialog.activateWindow()  # what a window manager does when another dialog goes
            return isinstance(dialog, kind) and cursor is not None and cursor.window() is dialog

        self.wait(has_cursor)
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, kind)
        return dialog

    def closed(self) -> None:
        """Wait until no dialog is open; a refusal would keep it open and fail here with its words."""

        def is_closed() -> None:
            dialog = QApplication.activeModalWidget()
            assert dialog is None, getattr(dialog, "banner", dialog).text

        self.wait(is_closed)
        self.sits()

    def sits(self) -> None:
        """Give the window the cursor back, as a window manager does when a dialog goes."""
        self.window.activateWindow()
        self.wait(self.window.isActiveWindow)

    def done(self) -> None:
        """Take the decision of the open dialog with Ctrl+Enter; it closes."""
        press("Ctrl+Return")
        self.closed()

    def refused(self) -> str:
        """Press Ctrl+Enter in vain; return the sentence that says why."""
        dialog = self.dialog()
        press("Ctrl+Return")
        assert QApplication.activeModalWidget() is dialog, "nothing was refused"
        return str(dialog.banner.text)

    def choose(self, letter: str, words: str) -> None:
        """Go to the list with that letter in its label, and down to the entry that begins so."""
        press(f"Alt+{letter}")
        self.go_down(focus(), words)

    def go_down(self, choice: QWidget, words: str) -> None:
        """Go down a list of choices with the arrow keys to the entry that begins so."""
        assert isinstance(choice, QComboBox), choice
        press("Home", choice)
        while not choice.currentText().startswith(words):
            before = choice.currentIndex()
            press("Down", choice)
            assert choice.currentIndex() > before, f"{words} is not offered: {choice.currentText()}"

    def named(self, where: QWidget, name: str, kind: type[Found]) -> Found:
        """Return the one thing a screen reader calls so."""
        found = [each for each in where.findChildren(kind) if each.accessibleName() == name]
        (one,) = [each for each in found if each.isVisibleTo(where)]
        return one

    def push(self, where: QWidget, name: str) -> None:
        """Go to the button of that name and press the space bar."""
        button = self.named(where, name, QAbstractButton)
        button.setFocus()
        press("Space", button)

    def turn(self, where: QWidget, name: str, words: str) -> QWidget:
        """Turn to the tab that begins so, of the tabs called `name`; return what it shows."""
        tabs = self.named(where, name, QTabWidget)
        (place,) = [place for place in range(tabs.count()) if tabs.tabText(place).startswith(words)]
        tabs.setCurrentIndex(place)
        return tabs.currentWidget()

    def command(self, words: str) -> None:
        """Choose a line of the menus above the page."""
        self.sits()
        menus = (self.window.work_menu, *self.window.findChildren(FollowMenu))
        lines = [each for menu in menus for each in menu.actions()]
        (action,) = [each for each in lines if each.text().startswith(words)]
        action.trigger()

    # --- what the case page tells ------------------------------------------------------------------------

    def page(self) -> CasePage:
        """Return the case page in the window."""
        page = self.window.pages.page
        assert isinstance(page, CasePage)
        return page

    def is_next(self, words: str) -> None:
        """Wait until the next step says so."""
        line = self.page().header.next_line
        self.wait(lambda: said(words, line.text()))

    def ends(self) -> None:
        """Wait until the case is at its end."""
        self.wait(lambda: said("✓ 已办结", self.page().header.next_line.text()))

    def next_step(self, words: str) -> QDialog:
        """Press Ctrl+Enter once the case page offers this step, and return the dialog it opens."""
        self.is_next(words)
        assert self.window.toolbar.step_button.isHidden(), "one next step, in one place"
        press("Ctrl+Return", self.window)
        return self.dialog()

    def message(self) -> str:
        """Return the message line at the foot of the window."""
        return self.window.status.currentMessage()

    def tab(self, place: int) -> QWidget:
        """Turn to a tab of the case by its number, 1 the first."""
        press(f"Ctrl+{place}", self.page())
        return self.page().tabs.currentWidget()

    def reads(self, place: int) -> str:
        """Return every word on a tab."""
        return words_of(self.tab(place)).replace("\n", " ")

    def stations(self) -> dict[str, str]:
        """Return the stations of the way above the tabs with their counts."""
        return {each.label: each.note for each in self.page().header.strip.stations}

    def saved_letter(self) -> str:
        """Save the letter that is shown as PDF, leave the preview, and return the text of the file."""
        preview = self.dialog(LetterPreview)
        path = self.folder / f"{len(list(self.folder.glob('*.pdf'))) + 1}.pdf"
        self.wait(lambda: preview.is_ready)
        press("Ctrl+S", preview)
        self.dialog(QFileDialog)
        press("Ctrl+A")
        type_text(str(path))
        press("Return")
        self.wait(path.exists)
        press("Escape", preview)
        self.closed()
        return text_of(path)

    # --- the other pages ---------------------------------------------------------------------------------

    def page_words(self, place: int) -> str:
        """Turn to a page of the window by its number, 1 the board; return every word and number on it."""
        self.sits()
        press(f"Alt+{place}", self.window)
        page = self.window.pages.page
        assert page is not None
        QApplication.processEvents()  # what was laid out anew is only seen now
        shares = [each.accessibleName() for each in page.findChildren(ShareList)]
        return " ".join((words_of(page), *self.rows(page), *shares)).replace("\n", " ")

    def open_todo(self, words: str) -> None:
        """Press Enter on the line of 今日待办 that begins so; the list behind it opens."""
        self.page_words(1)
        (line,) = [
            each for each in self.window.findChildren(TodoLine) if each.accessibleName().startswith(words)
        ]
        line.setFocus()
        press("Return", line)

    def rows(self, where: QWidget) -> list[str]:
        """Return the rows of the tables that are seen, the cells of each with a blank between."""
        models = [each.model() for each in where.findChildren(QTableView) if each.isVisibleTo(where)]
        return [
            " ".join(str(model.index(row, column).data() or "") for column in range(model.columnCount()))
            for model in dict.fromkeys(models)
            for row in range(model.rowCount())
        ]

    def open_case(self, number: str) -> None:
        """Open a case by its number."""
        self.sits()
        press("Ctrl+G", self.window)
        type_text(number)
        press("Return")


def said(words: str, line: str) -> None:
    """Fail with the whole line when the words are not in it."""
    assert words in line, line


def text_of(path: Path) -> str:
    """Return the text of a PDF without its line ends: words run on from line to line there."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return "".join("".join(pages).split())
