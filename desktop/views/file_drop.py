"""Files dragged onto a widget or pasted while the cursor is in it, handed to whoever takes them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication, QKeySequence, QShortcut
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QMimeData
    from PySide6.QtWidgets import QWidget

_DRAGS = frozenset((QEvent.Type.DragEnter, QEvent.Type.DragMove))


def local_files(content: QMimeData) -> tuple[Path, ...]:
    """Return the files of this computer that are dragged or lie on the clipboard."""
    return tuple(Path(url.toLocalFile()) for url in content.urls() if url.isLocalFile())


class FileDrop(QObject):
    """Lets a widget take files by drag and by Ctrl+V; `take` gets them, none when nothing fits is pasted.

    Files are always copied, never moved. While `can_take` says no, a drag is not accepted.
    """

    def __init__(
        self, widget: QWidget, take: Callable[[tuple[Path, ...]], None], can_take: Callable[[], bool]
    ) -> None:
        super().__init__(widget)
        self._take = take
        self._can_take = can_take
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), widget)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self._on_pasted)

    def _on_pasted(self) -> None:
        if self._can_take():
            self._take(local_files(QGuiApplication.clipboard().mimeData()))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and (files := local_files(event.mimeData())) and self._can_take():
            if event.type() in _DRAGS or event.type() == QEvent.Type.Drop:
                event.setDropAction(Qt.DropAction.CopyAction)
                event.accept()
            if event.type() == QEvent.Type.Drop:
                self._take(files)
            return True
        return super().eventFilter(watched, event)
