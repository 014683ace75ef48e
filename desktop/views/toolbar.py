"""The slim bar above the pages: take in, find, and the one next step of the selected case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from desktop.casework import find
from desktop.domain.changes import Topic
from desktop.domain.errors import OfficeError
from desktop.domain.listing import Criteria
from desktop.views import theme
from desktop.views.forms import Button
from desktop.views.permitted import permit

if TYPE_CHECKING:
    from desktop.domain.next_step import NextStep
    from desktop.views.page import Desk

HEIGHT = 48
STEP_WIDTH = 440
PATIENCE = 60  # milliseconds the cursor rests on a case before its next step is read


class Toolbar(QWidget):
    """Emits `register_wanted` and `import_wanted`; opens cases and starts the next step by itself."""

    register_wanted = Signal()
    import_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._case_id: int | None = None
        self._step: NextStep | None = None
        self._page_offers_step = False
        self._patience = QTimer(self, interval=PATIENCE, singleShot=True)
        self.register_button = Button("登记新件", self)
        self.import_button = Button("导入", self)
        self.box = QLineEdit(self)
        self.step_button = Button(parent=self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.setObjectName("toolbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        self.register_button.setToolTip("登记一件新的建议或提案（Ctrl+N）")
        self.import_button.setToolTip("从表格文件导入名单（Ctrl+I）")
        for button in (self.register_button, self.import_button):
            button.setIconSize(QSize(theme.ICON_SIZE, theme.ICON_SIZE))
            button.setDisabled(self._desk.office.is_read_only)
        permit(self.register_button, self._desk.office, "登记")
        permit(self.import_button, self._desk.office, "导入")
        self.box.setPlaceholderText("编号直接打开，词语去台账查找")
        self.box.setProperty("role", "search")
        self.box.setAccessibleName("编号或词语")
        self.box.setToolTip("输入后按回车（Ctrl+G）；边输边查、查命令按 Ctrl+K")
        self.box.setClearButtonEnabled(True)
        self.box.setFixedWidth(264)
        self._glyph = self.box.addAction(theme.icon("search", self), QLineEdit.ActionPosition.LeadingPosition)
        self.step_button.setProperty("role", "primary")
        self.step_button.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.BLOCK, 0, theme.BLOCK, 0)
        row.setSpacing(theme.SPACE)
        row.addWidget(self.register_button)
        row.addWidget(self.import_button)
        row.addSpacing(theme.SPACE)
        row.addWidget(self.box)
        row.addStretch(1)
        row.addWidget(self.step_button)
        self._paint_icons()

    def _connect(self) -> None:
        self.register_button.clicked.connect(self.register_wanted)
        self.import_button.clicked.connect(self.import_wanted)
        self.box.returnPressed.connect(self._on_words_given)
        self.step_button.clicked.connect(self.start_next_step)
        self._patience.timeout.connect(self._on_rested)
        self._desk.relay.changed.connect(self._on_changed)

    @Slot(object)
    def show_case(self, case_id: int | None) -> None:
        """Offer the next step of a case, or nothing, once the cursor rests."""
        self._case_id = case_id
        self._patience.start()

    def leave_step_to_page(self, page_offers_step: bool) -> None:
        """Show the next step here, or not on a page that shows it itself; Ctrl+Enter works on both."""
        self._page_offers_step = page_offers_step
        self.step_button.setVisible(self._step is not None and not page_offers_step)

    @Slot()
    def start_next_step(self) -> None:
        """Open the dialog of the step that is due; on a step without one, the case itself."""
        if self._patience.isActive():  # the keys were faster than the cursor came to rest
            self._patience.stop()
            self._on_rested()
        if self._case_id is None or self._step is None:
            return
        if self._step.act is None:
            self._desk.open_case(self._case_id)
        else:
            self._desk.start_act(self._step.act, self._case_id, self._step.unit_id)

    @Slot()
    def focus_box(self) -> None:
        """Put the cursor into the box for numbers and words."""
        self.box.setFocus()
        self.box.selectAll()

    def _show_step(self, item_no: str) -> None:
        step = self._step
        self.step_button.setVisible(step is not None and not self._page_offers_step)
        if step is None:
            return
        words = f"下一步：{step.who} {step.what}"
        room = STEP_WIDTH - 2 * theme.BLOCK
        shown = self.step_button.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        self.step_button.setText(shown.replace("&", "&&"))
        self.step_button.setToolTip(f"{item_no or '未编号'}：{step.text}（Ctrl+Enter）")
        self.step_button.setAccessibleName(words)
        self.step_button.setDisabled(self._desk.office.is_read_only)
        if step.act is not None:
            permit(self.step_button, self._desk.office, step.act.label)

    def _paint_icons(self) -> None:
        self.register_button.setIcon(theme.icon("new", self))
        self.import_button.setIcon(theme.icon("import", self))
        self._glyph.setIcon(theme.icon("search", self))

    @Slot()
    def _on_rested(self) -> None:
        self._step = None
        item_no = ""
        if self._case_id is not None:
            try:
                case = find.case(self._desk.office, self._case_id)
            except OfficeError as error:  # it went to the recycle bin meanwhile
                self._desk.say(error.message)
            else:
                item_no = case.proposal.item_no
                self._step = find.next_step(self._desk.office, case)
        self._show_step(item_no)

    @Slot(frozenset)
    def _on_changed(self, topics: frozenset[Topic]) -> None:
        if Topic.CASES in topics:
            self._patience.start()

    @Slot()
    def _on_words_given(self) -> None:
        words = self.box.text().strip()
        if not words:
            return
        found = find.by_number(self._desk.office, words)
        if len(found) == 1:
            self._desk.open_case(found[0].id)
        else:
            self._desk.show_cases(Criteria(text=words))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._paint_icons()
