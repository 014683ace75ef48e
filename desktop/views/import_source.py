"""The first step of an import: which list, which of its sheets, and what the list itself does not say."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from desktop.casework import keep
from desktop.domain.kinds import Kind
from desktop.views import theme
from desktop.views.cards import button
from desktop.views.empty_state import EmptyState
from desktop.views.fields import Choice, WordBox
from desktop.views.file_choice import ask_open
from desktop.views.forms import FieldForm, card, label, restyled
from desktop.views.plain_table import PlainTable
from desktop.views.tables import RIGHT, Column

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFrame

    from desktop.casework.intake import Hints
    from desktop.casework.intake_sheet import ListSheet
    from desktop.casework.intake_source import Source
    from desktop.views.page import Desk

KINDS = (
    "名单 (*.xlsx *.xlsm *.xls *.et *.ods *.csv *.txt *.htm *.html *.doc)",
    "所有文件 (*)",
)
_NOTHING = ("把名单文件拖到这里", "也可以按 Ctrl+V 粘贴从 WPS、Excel 复制的行。")
_FORMATS = "支持 WPS、Excel 表格（xlsx、xls、et、ods），csv 文本，以及另存为 xls、doc、html 的网页表格"
_UNSAID_YEAR = 1999  # the value of the year field that means: as the list says
_LAST_YEAR = 2099


class SheetLine(NamedTuple):
    """One sheet of a file as it is offered."""

    name: str
    rows: int
    found: str
    state: str


_COLUMNS: tuple[Column[SheetLine], ...] = (
    Column("工作表", lambda line: line.name, 180),
    Column("行数", lambda line: str(line.rows), 72, align=RIGHT),
    Column("判断", lambda line: line.state, 120),
    Column("认出的栏目", lambda line: line.found, 480),
)
_WIDE = 3


class SourceStep(QWidget):
    """Asks for the list and for what it leaves open.

    Emits `file_chosen` (a path), `paste_wanted`, and `sheet_opened` when a sheet is picked with Enter.
    """

    file_chosen = Signal(str)
    paste_wanted = Signal()
    sheet_opened = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._build()
        self._connect()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.MARGIN)
        column.addLayout(self._file_row())
        column.addWidget(self._sheets_frame(), 1)
        column.addWidget(label("来表没有写明的，在这里补充", "muted"))
        column.addWidget(self._form())
        self.setFocusProxy(self.choose)

    def _file_row(self) -> QHBoxLayout:
        self.file = QLineEdit(self)
        self.file.setReadOnly(True)
        self.file.setAccessibleName("来表")
        self.file.setPlaceholderText(_FORMATS)
        self.choose = button("选择文件(&F)…", self.ask_file, "primary")
        self.paste = button("粘贴(&V)", self.paste_wanted.emit)
        self.paste.setToolTip("读取从 WPS、Excel 复制的行（Ctrl+V）")
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addWidget(self.choose)
        row.addWidget(self.paste)
        row.addWidget(self.file, 1)
        return row

    def _sheets_frame(self) -> QFrame:
        self.empty = EmptyState(*_NOTHING)
        self.sheets: PlainTable[SheetLine] = PlainTable(_COLUMNS, _WIDE, "工作表", attrgetter("name"), self)
        frame, column = card(margin=1, spacing=0)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.sheets)
        column.addLayout(self._stack)
        return frame

    def _form(self) -> FieldForm:
        office = self._desk.office
        self.session = WordBox([session.text for session in keep.sessions(office)], parent=self)
        line = self.session.lineEdit()
        if line is not None:
            line.setPlaceholderText("按来表")
        self.session.setMinimumContentsLength(14)
        self.session.setToolTip("来表没有届次时填写，如 市十七届人大一次会议；办理台中没有的届次会新建")
        self.kind: Choice[Kind | None] = Choice(
            [("按来表", None), *((kind.label, kind) for kind in Kind)], self
        )
        self.scheme: Choice[str] = Choice([(each.name, each.id) for each in office.schemes()], self)
        self.scheme.choose(office.default_scheme.id)
        self.year_box = QSpinBox(self)
        self.year_box.setRange(_UNSAID_YEAR, _LAST_YEAR)
        self.year_box.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.year_box.setSpecialValueText("按来表")
        self.year_box.setToolTip("“4月14日”这样没有年份的日期按哪一年计")
        self.hidden = QCheckBox("连同隐藏的行和列一起读入(&H)", self)
        self.hidden.setChecked(True)
        form = FieldForm(self, columns=4)
        form.add("session", "届次(&S)", self.session)
        form.add("kind", "类型(&K)", self.kind)
        form.add("scheme", "办理规则(&R)", self.scheme)
        form.add("year", "日期年份(&Y)", self.year_box)
        form.add_wide(self.hidden)
        return form

    def _connect(self) -> None:
        self.sheets.opened.connect(self.sheet_opened)

    @property
    def hints(self) -> Hints:
        """What the person says about the list."""
        from desktop.casework.intake import Hints

        with_hidden = self.hidden.isChecked()
        return Hints(self.session.text(), self.kind.value(), self.scheme.value(), with_hidden)

    @property
    def year(self) -> int | None:
        """The year of days written without one, or None for that of the list."""
        year = self.year_box.value()
        return None if year == _UNSAID_YEAR else year

    @property
    def sheet(self) -> str:
        """The name of the chosen sheet, "" when there is none to choose."""
        line = self.sheets.current_row
        return line.name if line else ""

    def ask_file(self) -> None:
        """Ask which file is the list."""
        ask_open(self._desk, self, "选择来表", KINDS, self.file_chosen.emit)

    def show_name(self, name: str) -> None:
        """Show which list is looked at; its sheets are not known yet."""
        self.file.setText(name)
        self.file.setToolTip(name)
        restyled(self.choose, role="" if name else "primary")
        self._stack.setCurrentWidget(self.empty)

    def show_source(self, source: Source) -> None:
        """Show the sheets of a list, the cursor on the one that reads best."""
        lines = [_line(each) for each in source.sheets]
        self.sheets.show_rows(lines)
        self._stack.setCurrentWidget(self.sheets)
        best = best_of(source)
        if best is not None:
            self.sheets.select_place([each.name for each in lines].index(best.name))

    def show_nothing(self) -> None:
        """Show that the list was not read."""
        self.empty.say("这份来表没有读成", "原因见上面的提示；可改选文件，或复制表格内容后按 Ctrl+V 粘贴。")
        self._stack.setCurrentWidget(self.empty)

    @Slot()
    def go_to_kind(self) -> None:
        """Put the cursor where the kind of the papers is said."""
        self.kind.setFocus()


def best_of(source: Source) -> ListSheet | None:
    """Return the sheet that reads best, the longest when none reads as a list, None when there is none."""
    lists = [each for each in source.sheets if each.is_list]
    if lists:
        return source.best
    return max(source.sheets, key=lambda each: len(each.rows), default=None)


def _line(sheet: ListSheet) -> SheetLine:
    found = "、".join(each.text for each in sheet.layout.headings if each.field)
    state = "像是名单" if sheet.is_list else "没有认出表头"
    return SheetLine(sheet.name, len(sheet.rows), found, f"{state}（隐藏）" if sheet.is_hidden else state)
