"""Every page and every dialog of the menus at the usual scales of screens: nothing is clipped (P-41)."""

from __future__ import annotations

import json
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLabel, QPushButton, QRadioButton, QWidget

from tests.desks import answered, handed_out, judged, new_office, registered
from tests.torture.children import child, said
from tests.torture.figures import LONG, told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

SCREENS = {1.0: (1366, 768), 1.25: (1536, 864), 1.5: (1280, 720), 2.0: (1920, 1080)}
"""Scale of the system → what is left of the usual screen of that scale, in units of layout."""
CHOSEN = SCREENS if LONG else [1.5]


def is_clipped(widget: QLabel | QAbstractButton) -> bool:
    """Return whether less of a text is seen than there is of it; a point may be lost in rounding."""
    if isinstance(widget, QLabel) and widget.wordWrap():
        return widget.height() + 1 < widget.heightForWidth(widget.width())
    wanted = widget.minimumSizeHint() if isinstance(widget, QLabel) else widget.sizeHint()
    return widget.width() + 1 < wanted.width() or widget.height() + 1 < wanted.height()


def clipped(window: QWidget) -> Iterator[str]:
    """Yield the texts of a window that are not seen whole."""
    kinds = (QPushButton, QCheckBox, QRadioButton, QLabel)
    for widget in window.findChildren(QWidget):
        if isinstance(widget, kinds) and widget.isVisible() and widget.text() and is_clipped(widget):
            yield f"{type(widget).__name__} {widget.text()[:30]} {widget.width()}x{widget.height()}"


def outside(window: QWidget) -> Iterator[str]:
    """Yield the buttons of a window that no scrolling brings into it."""
    for button in window.findChildren(QPushButton):
        if button.isVisible() and not button.visibleRegion().boundingRect().width():
            corner = button.mapTo(window, button.rect().bottomRight())
            if not window.rect().contains(corner) and not scrolls(button):
                yield f"outside: {button.text()}"


def scrolls(widget: QWidget) -> bool:
    """Return whether a widget lies in something that can be scrolled."""
    above = widget.parentWidget()
    while above is not None:
        if above.inherits("QAbstractScrollArea"):
            return True
        above = above.parentWidget()
    return False


WALKING = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QSettings
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu
from desktop import app
from desktop.views.navigation import PAGES
from tests.torture.test_layout import clipped, outside
folder, width, height = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
application = app.start_qt()
QFileDialog.open = QFileDialog.show = QFileDialog.setVisible = lambda *_: None
office = app.reach(folder)
window = app.open_window(office, QSettings(str(folder / "layout.ini"), QSettings.Format.IniFormat))
window.resize(width, height)
window.show()
def settle():
    for _ in range(12):
        application.processEvents()
def look(name, seen):
    bad = [*clipped(seen), *outside(seen)]
    if seen is not window and (seen.width() > width or seen.height() > height):
        bad.append(f"larger than the screen: {seen.width()}x{seen.height()}")
    print(json.dumps([name, bad], ensure_ascii=False))
menus = window.findChildren(QMenu)
def entries():
    for menu in menus:
        for action in menu.actions():
            if action.isEnabled() and "…" in action.text():
                yield action
shown = set()
for entry in PAGES:
    window.pages.go(entry.key, 2 if entry.key == "case" else None)
    settle()
    look(entry.title, window)
    for action in list(entries()):
        words = action.text().partition("(")[0]
        if words in shown:
            continue
        shown.add(words)
        action.trigger()
        settle()
        for each in application.topLevelWidgets():
            if each.isVisible() and isinstance(each, QDialog) and each is not window:
                look(words, each)
                each.done(0)
        settle()
window.close()
office.close()
"""


@pytest.mark.parametrize("scale", CHOSEN)
def test_p41_no_word_is_clipped_and_every_button_is_reached(tmp_path: Path, scale: float) -> None:
    began, folder = time.perf_counter(), tmp_path / "desk"
    with closing(new_office(folder)) as office:
        judged(office, answered(office, registered(office)))
        handed_out(office, registered(office, "13"))
        registered(office, "14")
    screen = {"QT_SCALE_FACTOR": str(scale), "XDG_CONFIG_HOME": str(tmp_path)}
    status, out, errors = said(child(WALKING, folder, *SCREENS[scale], env=screen))
    assert (status, "Traceback" in errors) == (0, False), errors[-3000:]
    seen = [json.loads(line) for line in out.splitlines()]
    bad = {name: words for name, words in seen if words}
    told("P-41", "pages and dialogs with clipped words", len(seen), len(bad), time.perf_counter() - began)
    assert bad == {}
    assert len(seen) >= 15, [name for name, _ in seen]


@pytest.mark.parametrize(("width", "is_seen"), [(20, False), (300, True)])
def test_a_clipped_word_is_noticed(qtbot: QtBot, width: int, *, is_seen: bool) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    button = QPushButton("立卷归档材料", window)
    button.setFixedSize(width, 60)
    window.show()
    assert (list(clipped(window)) == []) == is_seen
