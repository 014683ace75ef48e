"""The letter on the screen as it will be on paper, with the ways to take it along."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.casework import find, issue, preview, prints, typefaces
from desktop.domain.errors import OfficeError
from desktop.views.cards import button
from desktop.views.file_choice import Saving, ask_save
from desktop.views.forms import Banner, label
from desktop.views.page_view import DPI, PageView
from desktop.views.presence import Presence
from desktop.views.print_runs import Made, PrintRuns
from desktop.views.theme import MARGIN, PAGE, SPACE

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from desktop.casework.office import Office
    from desktop.domain.letter import Letter
    from desktop.domain.progress import Progress
    from desktop.views.page import Desk


@runtime_checkable
class Printable(Protocol):
    """A letter that can be put on paper."""

    def name(self, office: Office) -> str:
        """Return what it is called; its file bears the same name."""
        raise NotImplementedError

    def letter(self, office: Office) -> Letter:
        """Return what it says."""
        raise NotImplementedError


@runtime_checkable
class Bound(Protocol):
    """Pages that are more than a letter or none: one with the tables behind it, a form."""

    def name(self, office: Office) -> str:
        """Return what it is called; its file bears the same name."""
        raise NotImplementedError

    def pdf(self, office: Office, progress: Progress) -> bytes:
        """Return all of it on paper."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Paper:
    """Which reply is meant: of a case and unit, with the number and day it shall bear if not issued yet."""

    case_id: int
    unit_id: int
    doc_no: str = ""
    dated: date | None = None

    def name(self, office: Office) -> str:
        """Return what the reply letter is called."""
        return f"{find.case(office, self.case_id).proposal.number_phrase}答复函"

    def letter(self, office: Office) -> Letter:
        """Return the letter as it was issued, or as it would be now."""
        case = find.case(office, self.case_id)
        return issue.letter_of(office, case, self.unit_id, self.doc_no, self.dated)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A letter on paper: the PDF and its pages as pictures."""

    pdf: bytes
    pages: tuple[QImage, ...]


def rendered(paper: Printable | Bound, office: Office, progress: Progress) -> Rendered:
    """Put the letter on paper; runs in the worker thread."""
    if isinstance(paper, Bound):
        pdf = paper.pdf(office, progress)
    else:
        pdf = issue.pdf((paper.letter(office),), progress, typefaces.chosen(office))
    pages = [
        QImage(page.pixels, page.width, page.height, page.stride, QImage.Format.Format_RGB32).copy()
        for page in preview.page_images(pdf, DPI)
    ]
    return Rendered(pdf, tuple(pages))


def _as_docx(paper: Printable, office: Office, _progress: Progress) -> bytes:
    return issue.docx(paper.letter(office))


class LetterPreview(QDialog):
    """Shows one paper page by page, to be printed, saved as PDF or .docx, or handed to what opens PDF."""

    def __init__(self, desk: Desk, paper: Printable | Bound, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._paper = paper
        self._pdf = b""
        self._presence = Presence(self)
        self._build()
        self._connect()
        verb = partial(rendered, paper)
        desk.jobs.run("正在排版", verb, self._on_rendered, self._on_failed, quiet=True)

    def _build(self) -> None:
        self._name = self._paper.name(self._desk.office)
        self.setWindowTitle(f"{self._name} · 预览")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.banner = Banner(self)
        self.runs = PrintRuns(self._desk, self, self.banner)
        self.view = PageView(self)
        self._pages = label("正在排版…", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._tool_row())
        column.addWidget(self.banner)
        column.addWidget(self.view, 1)
        self.resize(900, 720)
        self.view.setFocus()

    def _tool_row(self) -> QHBoxLayout:
        self._print_button = button("打印(&P)…", self.print_out, "primary")
        self._save_button = button("保存为(&S)…", self.save)
        self._open_button = button("用系统程序打开(&O)", self.open_outside)
        row = QHBoxLayout()
        row.setContentsMargins(PAGE, MARGIN, PAGE, MARGIN)
        row.setSpacing(SPACE)
        for each in (self._print_button, self._save_button, self._open_button):
            each.setEnabled(False)
            row.addWidget(each)
        row.addStretch(1)
        row.addWidget(self._pages)
        row.addSpacing(MARGIN)
        for text, on_click in (
            ("缩小(&-)", partial(self.view.zoom_by, -1)),
            ("页宽(&W)", partial(self.view.zoom_to, None)),
            ("放大(&+)", partial(self.view.zoom_by, 1)),
        ):
            row.addWidget(button(text, on_click, "quiet"))
        row.addWidget(button("关闭", self.reject))
        return row

    def _connect(self) -> None:
        for keys, verb in (
            ("Ctrl+P", self.print_out),
            ("Ctrl+S", self.save),
            ("Ctrl++", partial(self.view.zoom_by, 1)),
            ("Ctrl+=", partial(self.view.zoom_by, 1)),
            ("Ctrl+-", partial(self.view.zoom_by, -1)),
            ("Ctrl+0", partial(self.view.zoom_to, None)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(verb)

    @property
    def is_ready(self) -> bool:
        """Whether the letter is on the screen and can be saved."""
        return bool(self._pdf)

    @Slot()
    def save(self) -> None:
        """Ask where it shall lie: as PDF, the record, or a letter as .docx to be edited."""
        if not self.is_ready:
            return
        endings = ("pdf", "docx") if isinstance(self._paper, Printable) else ("pdf",)
        ask_save(self._desk, self, Saving("保存为", self._name, endings), self.save_as)

    @Slot(str)
    def save_as(self, path: str) -> None:
        """Write the letter to a file; what cannot be written is told in the banner."""
        if Path(path).suffix.lower() == ".docx" and isinstance(self._paper, Printable):
            verb = partial(_as_docx, self._paper)
            self._desk.jobs.run(
                "正在生成 Word 文档", verb, partial(self._keep_word, Path(path)), self._on_failed
            )
        else:
            ready = self._made().ready
            self._keep(Path(path), lambda: prints.save(self._desk.office, ready, Path(path)))

    @Slot()
    def print_out(self) -> None:
        """Ask for a printer and print what is shown."""
        if self.is_ready:
            self.runs.ask_printer(self._made())

    @Slot()
    def open_outside(self) -> None:
        """Hand the PDF to the program the system opens PDF with, to print it there."""
        self.runs.open_outside(self._made())

    def _made(self) -> Made:
        """Return what is shown, ready to be handed over and noted."""
        return Made(prints.of_pdf(self._desk.office, self._name, self._pdf, self._about))

    @property
    def _about(self) -> tuple[int, ...]:
        """The case it is about."""
        return (self._paper.case_id,) if isinstance(self._paper, Paper) else ()

    def _keep_word(self, path: Path, content: bytes) -> None:
        ready = prints.of_file(self._desk.office, self._name, path.name, content, self._about)
        self._keep(path, lambda: prints.save_file(self._desk.office, ready, path, content))

    def _keep(self, path: Path, write: Callable[[], object]) -> None:
        try:
            write()
        except OfficeError as error:
            self._tell(error.message)
            return
        self._desk.say(f"已保存 {path.name}")
        if not self._presence.is_over:
            self.banner.show_text(f"已保存：{path}", "note")

    def _tell(self, text: str) -> None:
        """Say it in the banner, or on the message line once the preview was closed."""
        if self._presence.is_over:
            self._desk.say(text)
        else:
            self.banner.show_text(text)

    def _on_rendered(self, done: Rendered) -> None:
        if self._presence.is_over:
            return
        self._pdf = done.pdf
        self.view.show_pages(done.pages)
        self._pages.setText(f"共 {self.view.page_count} 页")
        for each in (self._print_button, self._save_button, self._open_button):
            each.setEnabled(True)

    def _on_failed(self, error: OfficeError) -> None:
        if not self._presence.is_over:
            self._pages.clear()
        self._tell(error.message)
