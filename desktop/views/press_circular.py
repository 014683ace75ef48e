"""The circular of a period (通报): its days, the table by unit, and the paper with its annexes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.casework import press_papers
from desktop.casework.papers import Sheet
from desktop.casework.print_orders import Batch
from desktop.casework.prints import Making
from desktop.domain.errors import OfficeError
from desktop.views import theme
from desktop.views.cards import button
from desktop.views.date_field import DateField
from desktop.views.fields import required_day
from desktop.views.figure_tables import LedgerView
from desktop.views.file_choice import Saving, ask_save
from desktop.views.forms import Banner, card, label
from desktop.views.print_runs import PrintRuns

if TYPE_CHECKING:
    from datetime import date

    from desktop.casework.office import Office
    from desktop.casework.press_papers import Circular
    from desktop.domain.letter import Letter
    from desktop.domain.progress import Progress
    from desktop.views.page import Desk


@dataclass(frozen=True, slots=True)
class CircularPaper:
    """Which circular is meant: of a period, of a session or of all; shown with its tables behind it."""

    first: date
    last: date
    session_id: int | None = None

    def name(self, _office: Office) -> str:
        """Return what it is called."""
        return f"通报_{self.first.isoformat()}至{self.last.isoformat()}"

    def letter(self, office: Office) -> Letter:
        """Return what its letter says."""
        return self.content(office).letter

    def pdf(self, office: Office, _progress: Progress) -> bytes:
        """Return the letter and its tables as one PDF."""
        return press_papers.circular_pdf(office, self.content(office))

    def batch(self, office: Office, _progress: Progress) -> Batch:
        """Return the letter with its tables behind it, to be printed."""
        name, found = self.name(office), self.content(office)
        tables = tuple(Sheet(name, table, is_behind=True) for table in found.annexes)
        return Batch("通报", (Sheet(name, found.letter), *tables))

    def content(self, office: Office) -> Circular:
        """Return the letter and its tables."""
        return press_papers.circular(office, self.first, self.last, self.session_id)


class PressCircular(QWidget):
    """The period to report on, what its table will say, and the ways to take it along."""

    ABOUT: ClassVar[str] = "通报正文后附承办单位办理情况和逾期件明细；单位按名录排列，不排名次。"
    counted = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._session_id: int | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        today = self._desk.office.today
        self.first, self.last = DateField(today), DateField(today)
        self.first.set_value(today.replace(day=1))
        self.last.set_value(today)
        self.table: LedgerView | None = None
        self.banner = Banner(self)
        self.runs = PrintRuns(self._desk, self, self.banner)
        frame, self._inside = card(margin=1, spacing=0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.MARGIN)
        column.addLayout(self._period_row())
        column.addWidget(self.banner)
        column.addWidget(frame, 1)
        column.addLayout(self._action_row())

    def _period_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        for text, field in (("自(&F)", self.first), ("至(&T)", self.last)):
            name = label(text, "muted")
            name.setBuddy(field)
            field.setAccessibleName("通报起始日期" if field is self.first else "通报截止日期")
            field.setFixedWidth(200)
            row.addWidget(name)
            row.addWidget(field)
            row.addSpacing(theme.SPACE)
        row.addStretch(1)
        return row

    def _action_row(self) -> QHBoxLayout:
        self.told = label("", "muted")
        self.preview = button("预览通报(&P)", self.look)
        self.tables = button("附表 xlsx(&X)…", partial(self._ask_file, "xlsx"))
        self.word = button("正文 Word(&W)…", partial(self._ask_file, "docx"))
        self.paper = button("通报和附件 PDF(&M)…", partial(self._ask_file, "pdf"))
        self.sheet = button("打印(&T)…", self.print_out, "primary")
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addWidget(self.told)
        row.addStretch(1)
        for each in (self.preview, self.tables, self.word, self.paper, self.sheet):
            row.addWidget(each)
        return row

    def _connect(self) -> None:
        for field in (self.first, self.last):
            field.editingFinished.connect(self._reload)

    def show_session(self, session_id: int | None) -> None:
        """Show what the circular of a session, or of all, would say."""
        self._session_id = session_id
        self._reload()

    def chosen(self) -> CircularPaper:
        """Return which circular is meant; raise `OfficeError` for a day that is none."""
        first = required_day(self.first, "first", "起始日期")
        return CircularPaper(first, required_day(self.last, "last", "截止日期"), self._session_id)

    @Slot()
    def look(self) -> None:
        """Show the circular with its tables."""
        from desktop.views.letter_preview import LetterPreview

        LetterPreview(self._desk, self.chosen(), self).open()

    def print_out(self) -> None:
        """Print the circular with its tables."""
        self.runs.to_printer(self.chosen().batch, Making())

    def write_into(self, name: str) -> None:
        """Write the circular to that file, as its ending says."""
        if Path(name).suffix.lower() == ".pdf":
            self.runs.to_file(self.chosen().batch, Making(), name)
            return
        self.banner.clear()
        verb = partial(_written, self.chosen(), Path(name))
        self._desk.jobs.run("正在生成通报", verb, partial(self._on_done, Path(name)), self._on_failed)

    def _ask_file(self, ending: str) -> None:
        saving = Saving("保存通报", self.chosen().name(self._desk.office), (ending,))
        ask_save(self._desk, self, saving, self.write_into)

    def _on_done(self, path: Path, _number: int) -> None:
        self.banner.show_text(f"已生成通报：{path}", "note")
        self._desk.say(f"已生成 {path.name}")

    def _on_failed(self, error: OfficeError) -> None:
        self.banner.show_text(error.message)

    @Slot()
    def _reload(self) -> None:
        self.banner.clear()
        try:
            content = self.chosen().content(self._desk.office)
        except OfficeError as error:
            self.banner.show_text(error.message)
            self._offer(on=False)
            return
        if self.table is None:
            self.table = LedgerView(content.ledger, self)
            self._inside.addWidget(self.table)
        self.table.show_ledger(content.ledger)
        self.told.setText(f"{len(content.ledger.rows)} 个单位，逾期未答复 {len(content.overdue)} 件")
        self._offer(on=True)
        self.counted.emit(self.told.text())

    def _offer(self, *, on: bool) -> None:
        for each in (self.preview, self.tables, self.word, self.paper, self.sheet):
            each.setEnabled(on)


def _written(paper: CircularPaper, path: Path, office: Office, _progress: Progress) -> int:
    press_papers.write_circular(office, paper.content(office), path)
    return 1
