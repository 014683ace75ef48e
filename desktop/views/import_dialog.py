"""Importing a list: choose the file, look at what it would do, then take it in whole."""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QStackedLayout,
    QVBoxLayout,
)
from typing_extensions import override

from desktop.casework import keep
from desktop.domain.errors import OfficeError
from desktop.domain.kinds import Kind
from desktop.views import theme
from desktop.views.cards import button
from desktop.views.empty_state import EmptyState
from desktop.views.fields import Choice, WordBox
from desktop.views.forms import Banner, FieldForm, card, label, restyled
from desktop.views.import_plan import PlanLine, lines_of, summary
from desktop.views.plain_table import PlainTable
from desktop.views.tables import CENTER, Column

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent
    from PySide6.QtWidgets import QFrame, QWidget

    from desktop.casework.intake import Hints, Plan
    from desktop.casework.office import Office
    from desktop.domain.progress import Progress
    from desktop.views.page import Desk

FILES = "名单 (*.xlsx *.xls *.csv)"
_COLUMNS: tuple[Column[PlanLine], ...] = (
    Column("行", lambda line: line.place, 56, align=CENTER),
    Column("提示", lambda line: line.state, 92, tone=lambda line: line.tone),
    Column("编号", lambda line: line.number, 76),
    Column("案由", lambda line: line.title, 250),
    Column("承办单位", lambda line: line.units, 190),
    Column("说明", lambda line: line.words, 320),
)
_SIZE = (1080, 640)
_WIDE = 5


class ImportDialog(QDialog):
    """Reads a list in the worker thread and shows the plan; only 导入 writes, whole or not at all."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._path: Path | None = None
        self._plan: Plan | None = None
        self._lines: tuple[PlanLine, ...] = ()
        self._has_left = False
        self._build()
        self._connect()

    def _build(self) -> None:
        self.setWindowTitle("导入名单")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self.banner = Banner(self)
        self.numbers = label("")
        self.numbers.setWordWrap(True)
        self.only_problems = QCheckBox("只看需要核对的(&O)", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.PAGE, theme.BLOCK, theme.PAGE, theme.BLOCK)
        column.setSpacing(theme.MARGIN)
        column.addWidget(label("导入名单", "heading"))
        form = self._form()
        column.addLayout(self._file_row())
        column.addWidget(form)
        column.addWidget(self.banner)
        column.addWidget(self._plan_frame(), 1)
        column.addLayout(self._buttons())
        self.resize(*_SIZE)

    def _form(self) -> FieldForm:
        office = self._desk.office
        self.file = QLineEdit(self)
        self.file.setReadOnly(True)
        self.file.setAccessibleName("名单文件")
        self.file.setPlaceholderText("可把文件拖到这里；支持 xlsx、csv 和网页格式的 xls")
        self.choose = button("选择文件(&F)…", self.ask_file, "primary")
        sessions = [session.text for session in keep.sessions(office)]
        self.session = WordBox(sessions, parent=self)
        self.session.setPlaceholderText("按来表")
        self.session.setToolTip("来表没有届次时填写，如 市十七届人大一次会议；办理台中没有的届次会新建")
        self.kind: Choice[Kind | None] = Choice(
            [("按来表", None), *((kind.label, kind) for kind in Kind)], self
        )
        self.scheme: Choice[str] = Choice([(each.name, each.id) for each in office.schemes()], self)
        self.scheme.choose(office.default_scheme.id)
        form = FieldForm(self, columns=3)
        form.add("session", "届次(&S)", self.session)
        form.add("kind", "类型(&K)", self.kind)
        form.add("scheme", "办理规则(&R)", self.scheme)
        return form

    def _file_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addWidget(self.file, 1)
        row.addWidget(self.choose)
        return row

    def _plan_frame(self) -> QFrame:
        self.table: PlainTable[PlanLine] = PlainTable(_COLUMNS, _WIDE, "导入预览", attrgetter("row"), self)
        self.empty = EmptyState(
            "还没有选择名单", "选择文件后，先在这里逐行核对；按“导入”之前不会写入任何内容。"
        )
        frame, column = card(margin=1, spacing=0)
        head = QHBoxLayout()
        head.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        head.addWidget(self.numbers, 1)
        head.addWidget(self.only_problems)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.table)
        column.addLayout(head)
        column.addLayout(self._stack, 1)
        return frame

    def _buttons(self) -> QHBoxLayout:
        self.cancel = button("取消", self.reject)
        self.take = button("导入(&I)", self.import_now, "primary")
        self.take.setToolTip("Ctrl+Enter")
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addWidget(label("写入在一次操作中完成：要么全部导入，要么一件也不导入", "small"))
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.take)
        self._show_plan(None)
        return row

    def _connect(self) -> None:
        self.only_problems.toggled.connect(self._show_lines)
        self.session.textActivated.connect(self.read_again)
        line = self.session.lineEdit()
        if line is not None:
            line.setPlaceholderText(self.session.placeholderText())
            line.editingFinished.connect(self._on_session_typed)
        self.kind.activated.connect(self.read_again)
        self.scheme.activated.connect(self.read_again)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.import_now)

    @property
    def is_ready(self) -> bool:
        """Whether there is a plan that can be taken in."""
        return self._plan is not None and bool(self._plan.entries or self._plan.opinions)

    def hints(self) -> Hints:
        """Return what the person says about the list."""
        from desktop.casework.intake import Hints

        return Hints(self.session.text(), self.kind.value(), self.scheme.value())

    def ask_file(self) -> None:
        """Ask which file is the list."""
        chooser = QFileDialog(self, "选择名单", str(Path.home()), FILES)
        chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        chooser.fileSelected.connect(self.read)
        chooser.open()

    @Slot(str)
    def read(self, name: str) -> None:
        """Read the list of that file and show what taking it in would do."""
        self._path = Path(name)
        self.file.setText(name)
        self.read_again()

    @Slot()
    def read_again(self) -> None:
        """Read the chosen file with what is said about it now."""
        if self._path is not None:
            self.banner.clear()
            self._asked = self.hints()
            self.take.setEnabled(False)
            verb = partial(_read, self._path, self._asked)
            self._desk.jobs.run("正在读取名单", verb, self._on_read, self._on_refused)

    @Slot()
    def import_now(self) -> None:
        """Take the list in; the window waits, since only its own thread may write."""
        if self.is_ready and self.take.isEnabled():
            self.take.setEnabled(False)
            self.numbers.setText("正在写入…")
            QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
            QTimer.singleShot(0, self, self._write)

    @Slot()
    def _write(self) -> None:
        from desktop.casework import intake

        try:
            if self._plan is not None:
                outcome = intake.commit(self._desk.office, self._plan)
                self._tell(outcome.added or outcome.opinions, outcome.with_problems)
        except OfficeError as error:
            self._on_refused(error)
            self._show_plan(self._plan)
        finally:
            QGuiApplication.restoreOverrideCursor()

    def _tell(self, number: int, with_problems: int) -> None:
        what = "件" if self._plan and self._plan.entries else "条协办意见"
        doubts = f"，{with_problems} 件有提示" if with_problems else ""
        words = f"已导入 {number} {what}{doubts}"
        self.banner.show_text(f"{words}。", "note")
        self._desk.say(words)
        self._plan = None
        self.numbers.setText("已写入；下面是导入时的提示，可对照修改。")
        self.take.hide()
        self.cancel.setText("完成")
        self.cancel.setFocus()

    def _on_read(self, plan: Plan) -> None:
        if not self._has_left:
            self._show_plan(plan)

    def _on_refused(self, error: OfficeError) -> None:
        if not self._has_left:
            self._show_plan(None)
            self.empty.say("这份名单没有读成", "按上面的提示补填届次或类型，会自动重新读取；或者改选文件。")
            self.banner.show_text(error.message)

    def _show_plan(self, plan: Plan | None) -> None:
        self._plan = plan
        self._lines = lines_of(plan) if plan else ()
        self.numbers.setText(summary(plan) if plan else "")
        self.only_problems.setVisible(plan is not None)
        restyled(self.choose, role="primary" if plan is None else "")
        self.take.setEnabled(self.is_ready and not self._desk.office.is_read_only)
        self._stack.setCurrentWidget(self.table if plan else self.empty)
        self._show_lines()

    @Slot()
    def _show_lines(self) -> None:
        only = self.only_problems.isChecked()
        shown = [line for line in self._lines if line.needs_a_look or not only]
        self.table.show_rows(shown)

    @Slot()
    def _on_session_typed(self) -> None:
        if self._path is not None and self._asked.session_text != self.session.text():
            self.read_again()

    @override
    def done(self, result: int) -> None:
        """Close; what a job still brings is no longer shown."""
        self._has_left = True
        super().done(result)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            self.read(files[0])


def _read(path: Path, hints: Hints, office: Office, _progress: Progress) -> Plan:
    """Read a list in the worker thread."""
    from desktop.casework import intake

    return intake.read(office, path, hints)
