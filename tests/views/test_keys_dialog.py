"""The list of keys: those of the menus, those of every dialog, and a way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from desktop.views.forms import Button
from desktop.views.keys_dialog import KeysDialog
from desktop.views.menus import Command, fill
from tests.views.case_desk import press, words_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot


def test_it_tells_the_keys_of_menus_and_dialogs_and_closes(host: QWidget, qtbot: QtBot) -> None:
    menu = QMenu("文件(&F)", host)
    fill(menu, (Command("登记新件(&N)…", "Ctrl+N", host.update), Command("没有键", "", host.update)))
    dialog = KeysDialog((menu,), host)
    dialog.open()
    said = words_of(dialog).splitlines()
    assert {"文件", "登记新件", "Ctrl+N", "对话框中", "Ctrl+Enter", "Esc"} <= set(said)
    assert "没有键" not in said
    (close,) = dialog.findChildren(Button)
    with qtbot.waitSignal(dialog.finished):
        press("Return", close)
