"""How papers shall come out: what goes with them, how files are named, and the ways out, all at one foot."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QSizePolicy, QSpinBox, QVBoxLayout, QWidget

from desktop.casework import print_orders, print_out
from desktop.casework.papers import Option
from desktop.casework.prints import Making
from desktop.domain.errors import OfficeError
from desktop.views import memory, theme
from desktop.views.cards import button
from desktop.views.date_field import DateField
from desktop.views.forms import label

if TYPE_CHECKING:
    from datetime import date

    from desktop.casework.papers import PaperKind
    from desktop.views.page import Desk

PATTERN = "print/pattern/"
_TIP = "可用的字段：" + "、".join(f"{{{field}}}" for field in print_out.FIELDS)


class PrintOutputs(QWidget):
    """Options, name pattern, buttons; emits `asked` with the way out: print, system, pdf, files or docx."""

    asked = Signal(str)
    options_changed = Signal()
    records_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._kind: PaperKind | None = None
        self._case_id: int | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.options = {
            option: QCheckBox(f"{option.label}(&{place})") for place, option in enumerate(Option, 1)
        }
        self.copies = QSpinBox(minimum=1, maximum=99)
        self.copies.setSuffix(" 份")
        self.copies.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.copies.setFixedWidth(64)
        self.copies.setAccessibleName("份数")
        self.place = _first_place()
        self.first, self.last = DateField(self._desk.office.today), DateField(self._desk.office.today)
        for day, name, hint in ((self.first, "起始日期", "从第一件起"), (self.last, "截止日期", "到今天")):
            day.setAccessibleName(name)
            day.setPlaceholderText(hint)
        self.pattern = QLineEdit()
        self.pattern.setToolTip(_TIP)
        self.pattern.setAccessibleName("文件名样式")
        self.example = label("", "small")
        self.ways = {
            way: button(text, partial(self.asked.emit, way), role)
            for way, text, role in (
                ("docx", "Word 文档(&W)…", ""),
                ("files", "每份一个 PDF(&E)…", ""),
                ("pdf", "合并为一个 PDF(&M)…", ""),
                ("system", "用系统程序打开(&O)", ""),
                ("print", "打印(&P)…", "primary"),
            )
        }
        self.ways["print"].setToolTip("Ctrl+P")
        self.ways["system"].setToolTip("大批量的文书交给系统的 PDF 程序打印，更快")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addLayout(self._option_row())
        column.addLayout(self._name_row())
        column.addLayout(self._button_row())

    def _option_row(self) -> QHBoxLayout:
        self.about = label("", "muted")
        copies = label("每份印(&C)", "muted")
        copies.setBuddy(self.copies)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addWidget(copies)
        row.addWidget(self.copies)
        row.addSpacing(theme.SPACE)
        row.addWidget(self.place)
        self.period = label("期间(&G)", "muted")
        self.period.setBuddy(self.first)
        for each in (self.period, self.first, self.last):
            row.addWidget(each)
        for box in self.options.values():
            row.addWidget(box)
        row.addStretch(1)
        row.addWidget(self.about)
        return row

    def _name_row(self) -> QHBoxLayout:
        self.records = button("打印记录(&J)", self.records_wanted.emit, "quiet")
        self.records.setToolTip("光标所在的件打印过什么")
        name = label("文件名(&T)", "muted")
        name.setBuddy(self.pattern)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addWidget(name)
        row.addWidget(self.pattern, 2)
        row.addWidget(self.example, 3)
        row.addWidget(self.records)
        self.example.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        return row

    def _button_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addStretch(1)
        for each in self.ways.values():
            row.addWidget(each)
        return row

    def _connect(self) -> None:
        self.pattern.textEdited.connect(self._on_pattern_edited)
        for box in self.options.values():
            box.toggled.connect(self.options_changed)
        self.place.valueChanged.connect(self.options_changed)
        for day in (self.first, self.last):
            day.day_changed.connect(self._on_day_changed)

    def show_kind(self, kind: PaperKind) -> None:
        """Offer what can be asked for of that kind of paper, and the pattern used for it last."""
        self._kind = kind
        for option, box in self.options.items():
            box.setVisible(option in kind.options)
        self.place.setVisible(bool(kind.places))
        for each in (self.period, self.first, self.last):
            each.setVisible(kind.spanning is not None)
        self.place.setRange(1, max(1, kind.places))
        self.copies.setEnabled(not kind.is_word)
        usual = print_out.LETTER_PATTERN if kind.key == "letter" else print_out.PATTERN
        self.pattern.setText(memory.word(self._desk.memory, PATTERN + kind.key) or usual)
        self._show_example()

    def show_wanted(self, case_ids: tuple[int, ...], *, is_ticked: bool) -> None:
        """Say how many cases are meant, and how the file of the first one would be called."""
        self._case_id = case_ids[0] if case_ids else None
        self.records.setEnabled(bool(case_ids))
        is_word = self._kind is not None and self._kind.is_word
        for way, each in self.ways.items():
            each.setEnabled(bool(case_ids) and is_word in {False, way == "docx"})
        which = f"已勾选的 {len(case_ids)} 件" if is_ticked else "光标所在的一件"
        self.about.setText(f"将出{which}" if case_ids else "没有选中的件")
        self._show_example()

    @Slot(bool)
    def offer_word(self, is_letter: bool) -> None:
        """Offer Word documents where the paper is a letter, or made from a template."""
        is_word = self._kind is not None and self._kind.is_word
        self.ways["docx"].setEnabled((is_letter or is_word) and self._case_id is not None)

    @property
    def chosen(self) -> frozenset[Option]:
        """What is asked for beyond the paper itself."""
        offered = self._kind.options if self._kind else ()
        return frozenset(option for option in offered if self.options[option].isChecked())

    def making(self, ending: str = "pdf") -> Making:
        """Return how papers are to be made."""
        return Making(self.copies.value(), self.pattern.text(), ending)

    @Slot(object)
    def _on_day_changed(self, _day: date | None) -> None:
        self.options_changed.emit()

    @Slot(str)
    def _on_pattern_edited(self, text: str) -> None:
        if self._kind is not None:
            self._desk.memory.setValue(PATTERN + self._kind.key, text)
        self._show_example()

    @Slot()
    def _show_example(self) -> None:
        """Show the name of the first file; joint papers and forms of no case bear names of their own."""
        text, office = "", self._desk.office
        if self._kind is not None and self._case_id is not None and not self._kind.is_joint:
            try:
                text = print_orders.example(office, self._kind, self._case_id, self.pattern.text())
            except OfficeError as error:
                text = error.message
        self.example.setText(text)
        self.example.setToolTip(text)
        self.pattern.setEnabled(self._kind is not None and not self._kind.is_joint)


def _first_place() -> QSpinBox:
    """Return the field for where the first label of a sheet lies."""
    place = QSpinBox(minimum=1)
    place.setPrefix("从第 ")
    place.setSuffix(" 格起")
    place.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
    place.setAccessibleName("第一张标签在整张纸上的位置")
    place.setToolTip("用过几格的标签纸可以接着用：从左到右、从上到下数")
    return place
