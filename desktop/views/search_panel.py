"""查找一切: one box over the window that finds cases while somebody types, and every command by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QVBoxLayout
from typing_extensions import override

from desktop.casework import find
from desktop.domain.listing import Criteria
from desktop.domain.query import reading
from desktop.views import theme
from desktop.views.commands import NamedCommand, commands_of, matching
from desktop.views.forms import label
from desktop.views.query_completer import QueryCompleter
from desktop.views.search_asker import LIMIT, Answer, Found, SearchAsker
from desktop.views.search_box import SearchBox
from desktop.views.search_list import EntryListView

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent
    from PySide6.QtWidgets import QMainWindow

    from desktop.views.page import Desk
    from desktop.views.search_list import Entry

NAME = "查找一切"
_WIDEST, _HIGHEST = 900, 620  # pixels
_FEW = 5  # cases; with fewer, commands are offered as well
_MOST_COMMANDS = 6
_ONLY_COMMANDS = (">", "＞")
_KEYS = "↑↓ 选择　回车 打开　Ctrl+回车 在台账中显示全部　Esc 关闭"
_HINT = "可写“单位:教育局 逾期:是 -并案”缩小范围；以“>”开头只查命令。"
_RETURN = frozenset((Qt.Key.Key_Return, Qt.Key.Key_Enter))
_MOVE = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class SearchPanel(QDialog):
    """Lies over a window until a case is opened, a command done, or something else is looked at."""

    def __init__(self, desk: Desk, window: QMainWindow) -> None:
        super().__init__(window, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self._desk = desk
        self._window = window
        self._commands = commands_of(window)
        self._answer = Answer("")
        self.asker = SearchAsker(desk.office, self)
        self.box = SearchBox("编号、词语、领衔人、单位……或“>”加命令", self)
        self.list = EntryListView(self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(NAME)
        self.box.setAccessibleName(NAME)
        self.box.setMinimumHeight(theme.ROW_HEIGHT + theme.SPACE)
        self.quiet = label(_HINT, "small")
        self.quiet.setContentsMargins(theme.BLOCK, 0, theme.BLOCK, 0)
        self.foot = label(_KEYS, "small")
        self.foot.setContentsMargins(theme.BLOCK, 0, theme.BLOCK, theme.GAP)
        frame = QFrame(self)
        frame.setProperty("role", "popup")
        top = QVBoxLayout()
        top.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, 0)
        top.addWidget(self.box)
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, theme.GAP)
        inner.setSpacing(theme.SPACE)
        inner.addLayout(top)
        for each, stretch in ((self.quiet, 0), (self.list, 1), (self.foot, 0)):
            inner.addWidget(each, stretch)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        self._settle()
        self._show()

    def _settle(self) -> None:
        """Lie over the upper middle of the window, as large as it allows."""
        window = self._window.geometry()
        width = min(_WIDEST, window.width() - 2 * theme.PAGE)
        height = min(_HIGHEST, window.height() - 6 * theme.PAGE)
        left = window.left() + (window.width() - width) // 2
        self.setGeometry(left, window.top() + 2 * theme.PAGE, width, height)

    def _connect(self) -> None:
        self.box.searched.connect(self._on_searched)
        self.asker.answered.connect(self._on_answered)
        self.list.clicked.connect(self.take)
        self.box.installEventFilter(self)
        self._window.installEventFilter(self)
        self.completer = QueryCompleter(self.box, self._desk.office)

    @property
    def _only_commands(self) -> bool:
        return self.box.text().lstrip().startswith(_ONLY_COMMANDS)

    @Slot()
    def take(self) -> None:
        """Open the chosen case, or do the chosen command."""
        chosen = self.list.chosen
        if isinstance(chosen, Found):
            self._open(chosen)
        elif isinstance(chosen, NamedCommand):
            self.accept()
            chosen.action.trigger()

    def _open(self, chosen: Found) -> None:
        ids = tuple(each.hit.row.id for each in self._answer.found)
        place = ids.index(chosen.hit.row.id)
        self._desk.trail.follow(self._answer.text, len(ids), ids.__getitem__, place)
        self.accept()
        self._desk.open_case(ids[place])

    def show_all(self) -> None:
        """Show every case of the query in the 台账."""
        if (text := self.box.text().strip()) and not self._only_commands:
            self.accept()
            self._desk.show_cases(Criteria(text=text))

    @Slot(str)
    def _on_searched(self, text: str) -> None:
        if text and not self._only_commands:
            self.quiet.setText(reading(text) or "正在查找…")
            self.asker.ask(text)
        else:
            self._answer = Answer("")
            self._show()

    @Slot(object)
    def _on_answered(self, answer: Answer) -> None:
        if answer.text == self.box.text().strip():
            self._answer = answer
            self._show()

    def _show(self) -> None:
        """Show what was found, and the commands that fit."""
        found, text = self._answer.found, self.box.text().strip()
        entries: list[Entry] = [f"办件（{_number(found)}）", *found] if found else []
        if len(found) < _FEW:
            wanted = text.lstrip("".join(_ONLY_COMMANDS)).strip()
            fitting = matching(self._commands, wanted)
            fitting = fitting if self._only_commands or not text else fitting[:_MOST_COMMANDS]
            entries += ["命令", *fitting] if fitting else []
        self.list.show_entries(entries)
        self.quiet.setText(self._told(text))

    def _told(self, text: str) -> str:
        """Return how the text was read, or that nothing fits it."""
        if self._answer.refusal or not text:
            return self._answer.refusal or _HINT
        said = "" if self._only_commands else reading(text)
        nothing = "" if self.list.rows.entries else "没有找到；可少写几个字，或去掉限定范围的条件"
        if not self._answer.found and not self._only_commands and not nothing:
            nothing = "没有找到办件"
        return "；".join(filter(None, (said, nothing))) or _HINT

    def _takes_key(self, event: QKeyEvent) -> bool:
        """Do what a key means for the list; return whether it means anything."""
        key = Qt.Key(event.key())
        if key in _MOVE:
            self.list.step(_MOVE[key])
        elif key in _RETURN and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.show_all()
        elif key in _RETURN:
            self._take_or_wait()
        elif key == Qt.Key.Key_Escape:
            self.reject()
        else:
            return False
        return True

    def _take_or_wait(self) -> None:
        """Take the chosen entry if it belongs to what stands in the box; else ask for that first.

        A number one case bears alone opens that case at once, however fast it was typed.
        """
        text = self.box.text().strip()
        if self._only_commands or text == self._answer.text:
            self.take()
        elif len(cases := find.by_number(self._desk.office, text)) == 1:
            self.accept()
            self._desk.open_case(cases[0].id)
        else:
            self.box.ask_now()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window:
            self._follow_window(event.type())
            return False
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and not self.box.is_composing
        ):
            return self._takes_key(event)
        return super().eventFilter(watched, event)

    def _follow_window(self, what: QEvent.Type) -> None:
        """Stay over the window, and close with it."""
        if what == QEvent.Type.Close:
            self.reject()
        elif what in {QEvent.Type.Resize, QEvent.Type.Move}:
            self._settle()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowDeactivate and self.isVisible():
            self.reject()
        return super().event(event)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self.asker.stop()
        super().hideEvent(event)


def _number(found: tuple[Found, ...]) -> str:
    return f"最新 {LIMIT} 件，更多按 Ctrl+回车" if len(found) == LIMIT else f"{len(found)} 件"
