"""The dialog before a printer starts: which one, how many copies, both sides; the scale is always 100 %."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.views import memory, printer, theme
from desktop.views.cards import button, words
from desktop.views.fields import Choice
from desktop.views.forms import Banner, FieldForm, label

if TYPE_CHECKING:
    from desktop.views.page import Desk

PRINTER, DPI = "print/printer", "print/dpi"
MANY = 20
"""Pages; more of them are quicker handed to the system."""
_NONE = "这台电脑没有可用的打印机。可以“用系统程序打开”，在那里打印；缩放请选“实际大小”或 100%。"
_SCALE = (
    "缩放固定为 100%，不缩放、不留白边，版心尺寸与国标一致。双面打印沿长边翻转，每份文书从新的一张纸开始。"
)
_SLOW = "共 {} 页，较多：直接打印按图像逐页发送，较慢；建议“用系统程序打开”，在那里打印。"


class PrinterDialog(QDialog):
    """Asks how to print `pages` pages; emits `print_wanted` with a task, or `system_wanted`."""

    print_wanted = Signal(object)
    system_wanted = Signal()

    def __init__(self, desk: Desk, title: str, pages: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._pages = pages
        self.setWindowTitle(f"打印 {title}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._build()

    def _build(self) -> None:
        kept, found = self._desk.memory, printer.names()
        self.printers: Choice[str] = Choice([(name, name) for name in found])
        self.printers.choose(memory.word(kept, PRINTER))
        self.printers.setPlaceholderText("没有可用的打印机")
        self.printers.setEnabled(bool(found))
        self.copies = QSpinBox(minimum=1, maximum=99)
        self.copies.setSuffix(" 份")
        self.copies.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.dpi: Choice[int] = Choice([(f"{each} dpi", each) for each in printer.RESOLUTIONS])
        self.dpi.choose(int(memory.word(kept, DPI) or printer.RESOLUTIONS[0]))
        self.duplex = QCheckBox("双面打印（长边翻转）(&2)")
        self.duplex.setChecked(True)
        self.form = FieldForm(columns=1)
        self.form.add("printer", "打印机(&N)", self.printers)
        self.form.add("copies", "份数(&C)", self.copies)
        self.form.add("dpi", "精度(&D)", self.dpi)
        self.banner = Banner(self)
        self.start = button("打印(&P)", self.accept, "primary")
        self.start.setEnabled(bool(found))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.PAGE, theme.PAGE, theme.PAGE, theme.MARGIN)
        column.setSpacing(theme.MARGIN)
        column.addWidget(label(f"共 {self._pages} 页", "heading"))
        column.addWidget(self.banner)
        column.addWidget(self.form)
        column.addWidget(self.duplex)
        column.addWidget(words(_SCALE, "small", wraps=True))
        column.addLayout(self._button_row())
        self.setMinimumWidth(520)
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+P"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.start.click)
        if not found:
            self.banner.show_text(_NONE, "warning")
        elif self._pages > MANY:
            self.banner.show_text(_SLOW.format(self._pages), "note")

    def _button_row(self) -> QHBoxLayout:
        self.system = button("用系统程序打开(&O)", self._on_system)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addWidget(self.system)
        row.addStretch(1)
        row.addWidget(self.start)
        row.addWidget(button("取消", self.reject))
        return row

    @override
    def accept(self) -> None:
        """Tell how to print, and remember printer and resolution."""
        task = printer.PrintTask(
            self.printers.value(), self.copies.value(), self.dpi.value(), self.duplex.isChecked()
        )
        self._desk.memory.setValue(PRINTER, task.printer)
        self._desk.memory.setValue(DPI, str(task.dpi))
        super().accept()
        self.print_wanted.emit(task)

    def _on_system(self) -> None:
        self.reject()
        self.system_wanted.emit()
