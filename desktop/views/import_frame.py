"""The frame of the import window: the steps as a strip, what is said of them, and the way on and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QMessageBox, QStackedWidget, QVBoxLayout
from typing_extensions import override

from desktop.views import theme
from desktop.views.busy_line import BusyLine
from desktop.views.cards import button
from desktop.views.forms import Banner, label
from desktop.views.help_key import offer_help
from desktop.views.process import Mark, Station
from desktop.views.stage_strip import StageStrip

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QDragEnterEvent, QDropEvent
    from PySide6.QtWidgets import QWidget

    from desktop.views.jobs import JobRunner

STEPS = ("选择来表", "对应栏目", "核对", "完成")
SOURCE, MAPPING, CHECK, DONE = range(4)
_SIZE = (1180, 700)
_RESTS = (
    "按“导入”之前不会写入任何内容",
    "对应关系在导入后记住，下次同样的表头不再询问",
    "写入在一次操作中完成：要么全部导入，要么一件也不导入",
    "",
)


class ImportFrame(QDialog):
    """Four steps in one window; a subclass fills `steps` in their order and says what goes on in them."""

    file_dropped = Signal(str)

    def __init__(self, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.step = SOURCE
        self.strip = StageStrip(self)
        self.banner = Banner(self)
        self.steps = QStackedWidget(self)
        self.busy = BusyLine(jobs, _RESTS[SOURCE], self)
        self._frame()

    def _frame(self) -> None:
        self.setWindowTitle("导入名单")
        offer_help(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        head = QHBoxLayout()
        head.addWidget(label("导入名单", "heading"), 1)
        head.addWidget(self.strip, 3)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.PAGE, theme.BLOCK, theme.PAGE, theme.BLOCK)
        column.setSpacing(theme.MARGIN)
        column.addLayout(head)
        column.addWidget(self.banner)
        column.addWidget(self.steps, 1)
        column.addLayout(self._foot())
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl+Return", self.go_on),
            ("Ctrl+Enter", self.go_on),
            ("Alt+Left", self.go_back),
        )
        for words, verb in keys:
            QShortcut(QKeySequence(words), self).activated.connect(verb)
        self.resize(*_SIZE)

    def _foot(self) -> QHBoxLayout:
        self.back = button("上一步(&B)", self.go_back)
        self.back.setToolTip("Alt+←")
        self.cancel = button("取消", self.reject)
        self.verb = button("", self.go_on, "primary")
        self.verb.setToolTip("Ctrl+Enter")
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addWidget(self.busy, 1)
        for each in (self.back, self.cancel, self.verb):
            row.addWidget(each)
        return row

    def go_to(self, step: int) -> None:
        """Show a step, the cursor where its first decision is."""
        self.step = step
        marks = [Mark.DONE] * step + [Mark.CURRENT] + [Mark.AHEAD] * (DONE - step)
        self.strip.show_way(tuple(map(Station, STEPS, marks)))
        self.strip.setAccessibleName(f"导入步骤 {step + 1}/{len(STEPS)}：{STEPS[step]}")
        self.steps.setCurrentIndex(step)
        self.back.setVisible(step in {MAPPING, CHECK})
        self.cancel.setVisible(step != DONE)
        self.busy.show_rest(_RESTS[step])
        self.show_verb()
        self.focus_step()

    def show_verb(self) -> None:
        """Name the verb of the step, and offer it when it can be done."""
        words = self.verb_words
        self.verb.setText(words)
        self.verb.setAccessibleName(words.split("(&", maxsplit=1)[0])
        self.verb.setEnabled(self.can_go_on)

    @property
    def verb_words(self) -> str:
        """What the verb of the step is called, with its mnemonic."""
        raise NotImplementedError

    @property
    def can_go_on(self) -> bool:
        """Whether the verb of the step can be done now."""
        raise NotImplementedError

    @property
    def would_lose(self) -> bool:
        """Whether leaving now would lose something decided."""
        raise NotImplementedError

    def focus_step(self) -> None:
        """Put the cursor where the first decision of the step is."""
        raise NotImplementedError

    def go_on(self) -> None:
        """Do what the step is for."""
        raise NotImplementedError

    def go_back(self) -> None:
        """Go one step back."""
        raise NotImplementedError

    @override
    def reject(self) -> None:
        """Leave; asks first when something decided would be lost."""
        if not self.would_lose:
            super().reject()
            return
        question = QMessageBox(self)
        question.setWindowTitle(self.windowTitle())
        question.setText("核对时所作的改动尚未导入。")
        stay = question.addButton("继续核对", QMessageBox.ButtonRole.RejectRole)
        question.setDefaultButton(stay)
        question.addButton(QMessageBox.StandardButton.Discard).setText("放弃")
        question.finished.connect(self._on_answered)
        question.open()

    @Slot(int)
    def _on_answered(self, answer: int) -> None:
        if answer == QMessageBox.StandardButton.Discard:
            super().reject()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.step == SOURCE and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files and self.step == SOURCE:
            self.file_dropped.emit(files[0])
