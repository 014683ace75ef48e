"""Where the window stands on the screens, also after a screen was taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRect, QSettings, QSize, Qt
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

GEOMETRY = "window/geometry"
FIRST_SIZE = QSize(1366, 768)
IN_SIGHT = QSize(160, 48)  # how much of a window must lie on a screen to be taken hold of


def restore(window: QWidget, memory: QSettings) -> None:
    """Put the window where it was left; the first time, and when no screen shows it, onto the main screen."""
    kept = memory.value(GEOMETRY)
    if not (isinstance(kept, QByteArray) and window.restoreGeometry(kept)):
        window.resize(FIRST_SIZE.boundedTo(QGuiApplication.primaryScreen().availableSize()))
    bring_back(window)


def bring_back(window: QWidget) -> None:
    """Move the window to the main screen unless enough of its upper edge lies on some screen."""
    top = QRect(window.frameGeometry().topLeft(), QSize(window.width(), IN_SIGHT.height()))
    shown = [screen.availableGeometry().intersected(top).size() for screen in QGuiApplication.screens()]
    if not any(IN_SIGHT.boundedTo(size) == IN_SIGHT for size in shown):
        free = QGuiApplication.primaryScreen().availableGeometry()
        window.resize(window.size().boundedTo(free.size()))
        window.move(free.topLeft())


def remember(window: QWidget, memory: QSettings) -> None:
    """Keep where the window is."""
    memory.setValue(GEOMETRY, window.saveGeometry())


def toggle_full_screen(window: QWidget) -> None:
    """Fill the whole screen, or stop doing so."""
    window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)
