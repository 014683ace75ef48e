"""The help (F1): the page that belongs to what is open, the other pages at its left, a search over all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QUrl, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QTextBrowser, QVBoxLayout

from desktop.casework import guide
from desktop.views import theme
from desktop.views.forms import label
from desktop.views.search_box import SearchBox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from desktop.casework.guide import GuidePage

_WIDTH, _HEIGHT, _LIST = 900, 640, 200
_LINES = 118  # per cent of the height of the type
_ENTRY = 30


class HelpWindow(QDialog):
    """Stands beside what it explains: both can be used at once; Esc closes it."""

    def __init__(self, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("帮助")
        self._build()
        self._connect()
        self._list(guide.pages())
        self.turn(key)

    def _build(self) -> None:
        self.search = SearchBox("在帮助中查找", self)
        self.contents = QListWidget(self)
        self.contents.setAccessibleName("帮助目录")
        self.nothing = label("没有找到，请换一个词。", "muted")
        self.text = QTextBrowser(self)
        self.text.setAccessibleName("帮助内容")
        self.text.setOpenLinks(False)
        self.text.document().setDocumentMargin(theme.BLOCK)
        left = QVBoxLayout()
        left.setSpacing(theme.SPACE)
        for each in (self.search, self.nothing, self.contents):
            each.setFixedWidth(_LIST)
            left.addWidget(each)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.MARGIN)
        row.setSpacing(theme.MARGIN)
        row.addLayout(left)
        row.addWidget(self.text, 1)
        self.resize(_WIDTH, _HEIGHT)
        self.contents.setFocus()

    def _connect(self) -> None:
        self.search.searched.connect(self._on_searched)
        self.search.left.connect(self.contents.setFocus)
        self.contents.currentItemChanged.connect(self._on_chosen)
        self.text.anchorClicked.connect(self._on_linked)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.search.setFocus)

    def turn(self, key: str) -> None:
        """Turn to a page; nothing of the contents is hidden any more."""
        if not self._choose(key):
            self._list(guide.pages())
            self._choose(key)

    def _choose(self, key: str) -> bool:
        for place in range(self.contents.count()):
            if self.contents.item(place).data(Qt.ItemDataRole.UserRole).key == key:
                self.contents.setCurrentRow(place)
                return True
        return False

    def _list(self, found: Sequence[GuidePage]) -> None:
        self.contents.clear()
        for page in found:
            entry = QListWidgetItem(page.title, self.contents)
            entry.setData(Qt.ItemDataRole.UserRole, page)
            entry.setSizeHint(QSize(0, _ENTRY))
        self.nothing.setVisible(not found)

    @Slot(str)
    def _on_searched(self, asked: str) -> None:
        self._list(guide.find(asked))
        self.contents.setCurrentRow(0)

    @Slot(QListWidgetItem)
    def _on_chosen(self, entry: QListWidgetItem | None) -> None:
        if entry is not None:
            self.text.setMarkdown(entry.data(Qt.ItemDataRole.UserRole).text)
            self._air()
            self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def _air(self) -> None:
        """Set the lines of the page as far apart as Chinese text wants them."""
        everything = QTextCursor(self.text.document())
        everything.select(QTextCursor.SelectionType.Document)
        lines = QTextBlockFormat()
        lines.setLineHeight(_LINES, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        everything.mergeBlockFormat(lines)

    @Slot(QUrl)
    def _on_linked(self, link: QUrl) -> None:
        self.turn(link.toString())
