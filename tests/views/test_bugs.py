"""What nobody expected is logged without anything personal, and told in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMessageBox, QWidget

from desktop import app
from desktop.casework import crashes, place
from desktop.views.status_bar import StatusBar
from tests.views.case_desk import words_of

if TYPE_CHECKING:
    import pytest
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office


def test_p34_a_bug_is_logged_without_phones(qtbot: QtBot, capsys: pytest.CaptureFixture[str]) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    error = RuntimeError("示例甲 138-0000-0001")
    app.report_bug(RuntimeError, error, None)
    for text in (crashes.place().read_text(encoding="utf-8"), capsys.readouterr().err):
        assert "RuntimeError: 示例甲 138-****-0001" in text
        assert "138-0000-0001" not in text
    (box,) = window.findChildren(QMessageBox)
    assert "没有预料到的问题" in box.text()
    box.close()


def test_a_desk_in_a_synced_folder_is_warned_of(
    office: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place, "fault", lambda _folder: "由“Dropbox”同步到别处")
    bar = StatusBar(office)
    qtbot.addWidget(bar)
    assert "存放位置不安全" in words_of(bar)
