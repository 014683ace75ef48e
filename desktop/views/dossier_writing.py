"""Writing dossiers from a dialog: asks where, writes in the worker thread, tells what could not be joined."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.casework import dossier_files
from desktop.views.file_choice import Saving, ask_folder, ask_save
from desktop.views.presence import Presence

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from desktop.casework.dossier_files import Written
    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.errors import OfficeError
    from desktop.domain.progress import Progress
    from desktop.views.forms import Banner
    from desktop.views.page import Desk

_MOST_TOLD = 5


class DossierWriting(QObject):
    """The ways a dossier is taken along, over one dialog, told of in its banner."""

    def __init__(self, desk: Desk, dialog: QWidget, banner: Banner) -> None:
        super().__init__(dialog)
        self._desk = desk
        self._dialog = dialog
        self._banner = banner
        self._presence = Presence(dialog)

    def ask_pdf(self, case: Case) -> None:
        """Ask where the one PDF of a case shall lie."""
        saving = Saving("案卷写成一个 PDF", dossier_files.name_of(case), ("pdf",))
        ask_save(self._desk, self._dialog, saving, partial(self.write_pdf, case.id))

    def write_pdf(self, case_id: int, name: str) -> None:
        """Write a case as one PDF."""
        self.run("正在生成案卷", partial(_pdf, case_id, Path(name)))

    def ask_pdfs(self, case_ids: tuple[int, ...]) -> None:
        """Ask for the folder of the PDFs of many cases."""
        ask_folder(self._desk, self._dialog, "选择存放案卷的文件夹", partial(self.write_pdfs, case_ids))

    def write_pdfs(self, case_ids: tuple[int, ...], folder: str) -> None:
        """Write one PDF a case."""
        self.run(f"正在生成 {len(case_ids)} 件案卷", partial(_pdfs, case_ids, Path(folder)))

    def ask_folder(self, case_ids: tuple[int, ...]) -> None:
        """Ask for the folder in which each case gets one."""
        ask_folder(self._desk, self._dialog, "选择存放案卷的文件夹", partial(self.write_folders, case_ids))

    def write_folders(self, case_ids: tuple[int, ...], folder: str) -> None:
        """Write one folder a case."""
        self.run(f"正在写入 {len(case_ids)} 件案卷", partial(_folders, case_ids, Path(folder)))

    def run(self, title: str, verb: Callable[[Office, Progress], Written]) -> None:
        """Write in the worker thread; it can be stopped, and what is whole by then stays."""
        self._banner.clear()
        self._desk.jobs.run(title, verb, self._on_written, self._on_failed)

    def _on_written(self, done: Written) -> None:
        what = done.places[0].name if len(done.places) == 1 else f"{len(done.places)} 件案卷"
        told = f"已写入 {what}，在 {done.places[0].parent}"
        self._desk.say(f"已写入 {what}")
        if done.left_out:
            more = "等" if len(done.left_out) > _MOST_TOLD else ""
            told += f"；{len(done.left_out)} 份附件没有并入：{'、'.join(done.left_out[:_MOST_TOLD])}{more}"
        if not self._presence.is_over:
            self._banner.show_text(f"{told}。", "note")

    def _on_failed(self, error: OfficeError) -> None:
        if self._presence.is_over:
            self._desk.say(error.message)
        else:
            self._banner.show_text(error.message)


def _pdf(case_id: int, path: Path, office: Office, progress: Progress) -> Written:
    return dossier_files.write_pdf(office, case_id, path, progress)


def _pdfs(case_ids: tuple[int, ...], folder: Path, office: Office, progress: Progress) -> Written:
    return dossier_files.write_pdfs(office, case_ids, folder, progress)


def _folders(case_ids: tuple[int, ...], folder: Path, office: Office, progress: Progress) -> Written:
    return dossier_files.write_folders(office, case_ids, folder, progress)
