"""Runs of the print centre: papers made in the worker thread, then handed to where they shall go.

What happened stands in a banner; what was left out is told to whoever asked.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from desktop.casework import print_out, print_records, prints
from desktop.casework.opened import OpenedCopies
from desktop.domain.errors import OfficeError
from desktop.domain.print_record import PrintWay
from desktop.views.presence import Presence

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from desktop.casework.office import Office
    from desktop.casework.print_orders import Batch, Lacking
    from desktop.casework.prints import Making, Ready
    from desktop.domain.print_record import PrintRecord
    from desktop.domain.progress import Progress
    from desktop.views.forms import Banner
    from desktop.views.page import Desk
    from desktop.views.printer import PrintTask

_NOT_KEPT = "办理台只读，没有留打印记录"
_NO_PROGRAM = "系统没有打开 PDF 的程序，没有打开；请先“合并为一个 PDF”，再用其他程序打印。"
_MOST_NAMED = 5


class Made(NamedTuple):
    """What came out of a run: what waits to be handed over, and the cases that were left out."""

    ready: Ready
    lacking: tuple[Lacking, ...] = ()


class PrintRuns(QObject):
    """Carries papers from the desk to where they shall go, and tells of it in the banner of its host."""

    def __init__(self, desk: Desk, host: QWidget, banner: Banner) -> None:
        super().__init__(host)
        self._desk = desk
        self._host = host
        self._banner = banner
        self._presence = Presence(host)
        self._copies = OpenedCopies()
        self._opened = 0

    # --- ways out ----------------------------------------------------------------------------------------

    def to_file(self, gather: Callable[[Office, Progress], Batch], making: Making, name: str) -> None:
        """Write the papers as one PDF to that file."""
        self._make(gather, making, partial(self._save, Path(name)))

    def to_folder(self, gather: Callable[[Office, Progress], Batch], making: Making, folder: str) -> None:
        """Write every paper as a file of its own into that folder."""
        verb = partial(_files, gather, self._kept(making), Path(folder))
        self._run("正在生成文件", verb, partial(self._move_in, Path(folder)))

    def to_system(self, gather: Callable[[Office, Progress], Batch], making: Making) -> None:
        """Hand the papers as one PDF to the program the system opens PDF with."""
        self._make(gather, making, self.open_outside)

    def to_printer(self, gather: Callable[[Office, Progress], Batch], making: Making) -> None:
        """Ask for a printer once the papers are laid out, and print them."""
        self._make(gather, making, self.ask_printer)

    def unpack(self, print_id: int, folder: str) -> None:
        """Write the files of a print as they were into that folder."""
        verb = partial(_unpacked, print_id, Path(folder))
        self._run("正在写出", verb, partial(self._move_in, Path(folder)))

    # --- what is ready -----------------------------------------------------------------------------------

    def ask_printer(self, made: Made) -> None:
        """Ask which printer shall print what is ready."""
        from desktop.views.printer_dialog import PrinterDialog

        dialog = PrinterDialog(self._desk, made.ready.name, made.ready.pages, self._host)
        dialog.print_wanted.connect(partial(self._print, made))
        dialog.system_wanted.connect(partial(self.open_outside, made))
        dialog.open()

    def open_outside(self, made: Made) -> None:
        """Open what is ready with the program of the system; it is noted once that has begun."""
        self._opened += 1  # each in a folder of its own: the one before may still be shown
        path = self._copies.folder / str(self._opened) / f"{print_out.plain_name(made.ready.name)}.pdf"
        path.parent.mkdir()
        path.write_bytes(made.ready.pdf)
        if QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._hand_over(made, "已用系统程序打开，请在那里打印", partial(_sent, PrintWay.SYSTEM, ""))
        else:
            self._tell(_NO_PROGRAM)

    def save(self, made: Made, name: str) -> None:
        """Write what is ready to that file."""
        self._save(Path(name), made)

    def _print(self, made: Made, task: PrintTask) -> None:
        from desktop.views import printer

        self._banner.clear()
        verb = partial(printer.print_pdf, made.ready.pdf, task)
        told = partial(self._on_printed, made, task)
        self._desk.jobs.run("正在打印", verb, told, self._on_failed)

    def _on_printed(self, made: Made, task: PrintTask, pages: int) -> None:
        said = f"已发送到打印机“{task.printer}”，共 {pages} 页 {task.copies} 份"
        self._hand_over(made, said, partial(_sent, PrintWay.PRINTER, task.printer))

    def _save(self, path: Path, made: Made) -> None:
        said = f"已生成{made.ready.name} {made.ready.papers} 份、{made.ready.pages} 页：{path}"
        self._hand_over(made, said, lambda office, ready: prints.save(office, ready, path))

    def _move_in(self, folder: Path, made: Made) -> None:
        said = f"已生成{made.ready.name} {len(made.ready.files)} 个文件，在 {folder}"
        self._hand_over(made, said, lambda office, ready: prints.move_in(office, ready, folder))

    def _hand_over(self, made: Made, said: str, verb: Callable[[Office, Ready], PrintRecord | None]) -> None:
        try:
            record = verb(self._desk.office, made.ready)
        except OfficeError as error:
            self._on_failed(error)
            return
        noted = f"打印记录第 {record.id} 号" if record else _NOT_KEPT
        self._tell(f"{said}{_left_out(made.lacking)}；{noted}。", "note")
        self._desk.say(f"{said.partition('：')[0]}")

    # --- making ------------------------------------------------------------------------------------------

    def _make(
        self,
        gather: Callable[[Office, Progress], Batch],
        making: Making,
        then: Callable[[Made], None],
    ) -> None:
        self._run("正在排版", partial(_pdf, gather, self._kept(making)), then)

    def _run(
        self, title: str, verb: Callable[[Office, Progress], Made], then: Callable[[Made], None]
    ) -> None:
        self._banner.clear()
        self._desk.jobs.run(title, verb, partial(self._on_made, then), self._on_failed)

    def _on_made(self, then: Callable[[Made], None], made: Made) -> None:
        if self._presence.is_over:
            prints.drop(made.ready)
        else:
            then(made)

    def _kept(self, making: Making) -> Making:
        return making._replace(keeps=not self._desk.office.is_read_only)

    def _on_failed(self, error: OfficeError) -> None:
        self._tell(error.message)

    def _tell(self, text: str, kind: str = "error") -> None:
        if self._presence.is_over:
            self._desk.say(text)
        else:
            self._banner.show_text(text, kind)


def _pdf(
    gather: Callable[[Office, Progress], Batch], making: Making, office: Office, progress: Progress
) -> Made:
    batch = gather(office, progress)
    return Made(prints.as_pdf(office, batch, making, progress), batch.lacking)


def _files(
    gather: Callable[[Office, Progress], Batch],
    making: Making,
    folder: Path,
    office: Office,
    progress: Progress,
) -> Made:
    batch = gather(office, progress)
    return Made(prints.as_files(office, batch, folder, making, progress), batch.lacking)


def _sent(way: PrintWay, place: str, office: Office, ready: Ready) -> PrintRecord | None:
    return prints.sent(office, ready, way, place)


def _left_out(lacking: tuple[Lacking, ...]) -> str:
    """Return which cases were left out and why, the first few by name."""
    if not lacking:
        return ""
    named = "、".join(f"{each.number}（{each.reason}）" for each in lacking[:_MOST_NAMED])
    more = "等" if len(lacking) > _MOST_NAMED else ""
    return f"；{len(lacking)} 件缺内容，已跳过：{named}{more}"


def _unpacked(print_id: int, folder: Path, office: Office, _progress: Progress) -> Made:
    return Made(print_records.unpack(office, print_id, folder))
