"""The frame of every dialog: one decision, a button that names it, a banner for a refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QMessageBox, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.domain.errors import OfficeError
from desktop.domain.said import LONGEST
from desktop.views import theme
from desktop.views.fields import TextArea
from desktop.views.forms import Banner, Button, FieldForm, label
from desktop.views.help_key import offer_help

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent


class DecisionDialog(QDialog):
    """Asks for one decision; shown with `open()`, accepted with the verb button or Ctrl+Enter, left with Esc.

    A dialog puts its fields into `form`, anything more into `body`, and does its verb in `decide`. A refusal
    (`OfficeError`) stays in the dialog: the sentence in the banner, each problem beside its field.
    """

    def __init__(self, title: str, verb: str, parent: QWidget | None = None, *, columns: int = 1) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.banner = Banner(self)
        self.form = FieldForm(self, columns=columns)
        self.verb_button = Button(verb, self)
        self.cancel_button = Button("取消", self)
        self._areas_watched: list[TextArea] = []
        self._frame(title)
        self._join()

    def _frame(self, title: str) -> None:
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.MARGIN)
        self.body.addWidget(self.form)
        self.verb_button.setProperty("role", "primary")
        self.verb_button.setToolTip("Ctrl+Enter")
        self.verb_button.setDefault(True)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.verb_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.PAGE, theme.BLOCK, theme.PAGE, theme.BLOCK)
        column.setSpacing(theme.MARGIN)
        column.addWidget(label(title, "heading"))
        column.addWidget(self.banner)
        column.addLayout(self.body, 1)
        column.addLayout(buttons)

    def _join(self) -> None:
        self.verb_button.clicked.connect(self._on_verb)
        self.cancel_button.clicked.connect(self.reject)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._on_verb)
        offer_help(self)

    def decide(self) -> None:
        """Do the verb with what the form holds; `OfficeError` keeps the dialog open."""
        raise NotImplementedError

    def would_lose(self) -> bool:
        """Whether leaving now would lose something a person typed."""
        return False

    @Slot()
    def _on_verb(self) -> None:
        self.banner.clear()
        self.form.clear_problems()
        try:
            self.decide()
        except OfficeError as error:
            self.form.show_error(error, self.banner)
        else:
            super().accept()

    @Slot(int)
    def _on_answered(self, answer: int) -> None:
        if answer == QMessageBox.StandardButton.Discard:
            super().reject()

    def _go_to_first_field(self) -> None:
        """Put the cursor into the first field; a button would take Enter and Space at once."""
        each = self.nextInFocusChain()
        while each is not None and each is not self:
            takes_keys = bool(each.focusPolicy() & Qt.FocusPolicy.TabFocus) and each.isEnabled()
            if takes_keys and each.isVisibleTo(self) and not isinstance(each, QPushButton):
                each.setFocus()
                return
            each = each.nextInFocusChain()

    def _watch_pasting(self) -> None:
        """Tell in the banner when what is pasted into any field is more than it can mean."""
        for area in self.findChildren(TextArea):
            if area not in self._areas_watched:
                self._areas_watched.append(area)
                area.paste_refused.connect(self._on_paste_refused)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._watch_pasting()
        if self.focusWidget() is None:
            self._go_to_first_field()

    @override
    def accept(self) -> None:
        """Take the decision; the dialog closes only when it was possible."""
        self._on_verb()

    @override
    def reject(self) -> None:
        """Leave without deciding; asks first when something typed would be lost."""
        if not self.would_lose():
            super().reject()
            return
        question = QMessageBox(self)
        question.setWindowTitle(self.windowTitle())
        question.setText("填写的内容尚未保存。")
        stay = question.addButton("继续填写", QMessageBox.ButtonRole.RejectRole)
        question.setDefaultButton(stay)
        question.addButton(QMessageBox.StandardButton.Discard).setText("放弃")
        question.finished.connect(self._on_answered)
        question.open()

    @Slot()
    def _on_paste_refused(self) -> None:
        most = LONGEST // 10_000
        self.banner.show_text(f"粘贴后将超过{most}万字，没有粘贴；请只粘贴要点，全文作为附件添加。")
