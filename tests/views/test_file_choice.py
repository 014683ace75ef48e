"""Asking for a file: the ending follows the kind, the folder is remembered, the answer is handed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from desktop.views.file_choice import KINDS, Saving, ask_folder, ask_save

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from desktop.views.page import Desk
    from tests.views.case_desk import Heard

LEDGER = Saving("导出台账", "台账_2026-03-05", ("xlsx", "csv"))


def asked(host: QWidget) -> QFileDialog:
    """Return the question that was asked last."""
    return host.findChildren(QFileDialog)[-1]


def test_the_ending_follows_the_kind_chosen(seat: tuple[Desk, Heard], host: QWidget) -> None:
    ask_save(seat[0], host, LEDGER, lambda _: None)
    dialog = asked(host)
    assert dialog.windowTitle() == "导出台账"
    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    assert dialog.nameFilters() == ["Excel 工作簿 (*.xlsx)", "逗号分隔文本 (*.csv)"]
    assert dialog.defaultSuffix() == "xlsx"
    dialog.filterSelected.emit(KINDS["csv"])
    assert dialog.defaultSuffix() == "csv"


def test_the_folder_chosen_last_is_offered_next(
    seat: tuple[Desk, Heard], host: QWidget, tmp_path: Path
) -> None:
    folder, taken = tmp_path / "报表", list[str]()
    folder.mkdir()
    ask_save(seat[0], host, LEDGER, taken.append)
    asked(host).fileSelected.emit(str(folder / "台账.xlsx"))
    assert taken == [str(folder / "台账.xlsx")]
    ask_folder(seat[0], host, "选择文件夹", taken.append)
    assert asked(host).directory().path() == str(folder)
    assert asked(host).fileMode() is QFileDialog.FileMode.Directory
    asked(host).fileSelected.emit(str(tmp_path))
    ask_save(seat[0], host, LEDGER, taken.append)
    assert asked(host).directory().path() == str(tmp_path)


def test_a_folder_that_is_gone_is_not_offered(
    seat: tuple[Desk, Heard], host: QWidget, tmp_path: Path
) -> None:
    gone = tmp_path / "优盘"
    gone.mkdir()
    ask_save(seat[0], host, LEDGER, lambda _: None)
    usual = asked(host).directory().path()
    asked(host).fileSelected.emit(str(gone / "台账.xlsx"))
    gone.rmdir()
    ask_save(seat[0], host, LEDGER, lambda _: None)
    assert asked(host).directory().path() == usual
