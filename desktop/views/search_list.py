"""The list of the search panel: cases with the words marked, and commands, painted line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QWidget
from typing_extensions import override

from desktop.domain.query import Field
from desktop.domain.snippet import Snippet
from desktop.views import theme
from desktop.views.commands import NamedCommand
from desktop.views.highlight import paint_snippet
from desktop.views.search_asker import Found

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter

Entry = str | Found | NamedCommand
_Index = QModelIndex | QPersistentModelIndex
_ENTRY_ROLE = int(Qt.ItemDataRole.UserRole)
_HEADING, _COMMAND, _CASE = 28, 34, 54  # pixels, the height of each
_NUMBER, _STATE = 92, 156  # pixels, the widths of the first and the last column
_MARK_WIDTH = 3
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ELIDE = Qt.TextElideMode.ElideRight
_NOWHERE = QModelIndex()


def second_line(found: Found) -> tuple[str, Snippet]:
    """Return where the word stands and the text there; of a hit in the title, whose case it is instead."""
    hit, row = found.hit, found.hit.row
    if hit.part not in {None, Field.TITLE, Field.NUMBER}:
        return hit.where, hit.snippet
    return "", Snippet("　".join(part for part in (row.submitter, row.lead_unit, row.session) if part))


class EntryModel(QAbstractListModel):
    """Headings, cases and commands from the top; a heading cannot be chosen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these in the place of what was shown."""
        self.beginResetModel()
        self.entries = tuple(entries)
        self.endResetModel()

    @override
    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.entries)

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        is_heading = index.isValid() and isinstance(self.entries[index.row()], str)
        return Qt.ItemFlag.NoItemFlags if is_heading else super().flags(index)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return _plain(entry)
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(0, _height(entry))
        return entry if role == _ENTRY_ROLE else None


def _plain(entry: Entry) -> str:
    """Return an entry in words, for those who hear the list."""
    if isinstance(entry, str):
        return entry
    if isinstance(entry, NamedCommand):
        return f"{entry.words}　{entry.keys}".rstrip()
    row, (where, piece) = entry.hit.row, second_line(entry)
    return "，".join(part for part in (row.item_no, row.title, where, piece.text, entry.state) if part)


def _height(entry: Entry) -> int:
    if isinstance(entry, str):
        return _HEADING
    return _COMMAND if isinstance(entry, NamedCommand) else _CASE


class EntryListView(QListView):
    """Shows the entries; the cursor stays in the search box, which moves the choice with `step`."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows = EntryModel(self)
        self.setModel(self.rows)
        self.setAccessibleName("查找结果")
        self.setProperty("role", "hits")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setItemDelegate(_Painter(self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @property
    def chosen(self) -> Entry | None:
        """The entry that is chosen, or None."""
        index = self.currentIndex()
        return self.rows.entries[index.row()] if index.isValid() else None

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these and choose the first that can be chosen."""
        self.rows.show_entries(entries)
        self.step(1)

    def step(self, by: int) -> None:
        """Choose the next entry below (1) or above (-1), around the ends."""
        places = [place for place, each in enumerate(self.rows.entries) if not isinstance(each, str)]
        if places:
            now = self.currentIndex().row()
            at = places.index(now) + by if now in places else (0 if by > 0 else -1)
            self.setCurrentIndex(self.rows.index(places[at % len(places)]))
            if at % len(places) == 0:
                self.scrollToTop()  # the heading above the first is seen as well


class _Painter(QStyledItemDelegate):
    """Paints each sort of entry: a small heading, a command with its keys, a case in two lines."""

    @override
    def paint(self, painter: QPainter, option: Any, index: _Index) -> None:
        tokens, room, entry = theme.tokens_of(option.widget), option.rect, index.data(_ENTRY_ROLE)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(room, QColor(tokens.selection))
            painter.fillRect(room.left(), room.top(), _MARK_WIDTH, room.height(), QColor(tokens.accent))
        painter.save()
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        inner = room.adjusted(theme.BLOCK, 0, -theme.BLOCK, 0)
        if isinstance(entry, str):
            _words(painter, inner, entry, QColor(tokens.text_muted))
        elif isinstance(entry, NamedCommand):
            self._paint_command(painter, inner, entry, tokens)
        else:
            painter.setPen(QColor(tokens.line))
            painter.drawLine(inner.bottomLeft(), inner.bottomRight())
            self._paint_case(painter, inner.adjusted(0, theme.GAP, 0, -theme.GAP), entry, tokens)
        painter.restore()

    def _paint_command(
        self, painter: QPainter, room: QRect, entry: NamedCommand, tokens: theme.Tokens
    ) -> None:
        muted = QColor(tokens.text_muted)
        _words(painter, room, entry.words, QColor(tokens.text))
        width = painter.fontMetrics().horizontalAdvance(entry.words)
        _words(painter, room.adjusted(width + theme.MARGIN, 0, -_STATE, 0), entry.menu, muted)
        _words(painter, room, entry.keys, muted, _RIGHT)

    def _paint_case(self, painter: QPainter, room: QRect, entry: Found, tokens: theme.Tokens) -> None:
        hit, row = entry.hit, entry.hit.row
        text, muted, ground = QColor(tokens.text), QColor(tokens.text_muted), QColor(tokens.hit)
        upper, lower = room.adjusted(0, 0, 0, -room.height() // 2), room.adjusted(0, room.height() // 2, 0, 0)
        number = QRect(upper.topLeft(), QSize(_NUMBER - theme.SPACE, upper.height()))
        where, piece = second_line(entry)
        _words(painter, number, row.item_no or "未编号", muted)
        paint_snippet(painter, upper.adjusted(_NUMBER, 0, -_STATE, 0), hit.title, text, ground)
        _words(painter, QRect(lower.topLeft(), number.size()), where, QColor(tokens.accent))
        paint_snippet(painter, lower.adjusted(_NUMBER, 0, -_STATE, 0), piece, muted, ground)
        right = room.width() - _STATE + theme.SPACE
        state = f"{theme.GLYPHS[entry.tone]} {entry.state}" if entry.state else ""
        ink = QColor(tokens.ink(entry.tone).fg)
        _words(painter, upper.adjusted(right, 0, 0, 0), state, ink, _RIGHT)
        _words(painter, lower.adjusted(right, 0, 0, 0), row.stage.label, muted, _RIGHT)


def _words(painter: QPainter, room: QRect, text: str, ink: QColor, align: Qt.AlignmentFlag = _LEFT) -> None:
    painter.setPen(ink)
    painter.drawText(room, align, painter.fontMetrics().elidedText(text, _ELIDE, room.width()))
