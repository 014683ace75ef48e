"""The list of who lacks which meeting: read, narrowed, opened, taken along."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.views.follow_menu import FollowMenu
from desktop.views.following import FollowDesk
from desktop.views.lacking_dialog import LackingDialog
from desktop.views.letter_preview import LetterPreview
from tests import desks
from tests.views.case_desk import press, shown, words_of

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard


@pytest.fixture
def dialog(seat: tuple[Desk, Heard], office: Office, host: QWidget, qtbot: QtBot) -> LackingDialog:
    for number in ("1", "2"):
        desks.handed_out(office, desks.registered(office, number))
    dialog = LackingDialog(seat[0], host)
    shown(dialog, qtbot)
    qtbot.waitUntil(lambda: not seat[0].jobs.is_busy)
    return dialog


def test_the_list_is_narrowed_to_a_stage_and_a_case_opened(
    dialog: LackingDialog, seat: tuple[Desk, Heard]
) -> None:
    assert "1 个单位，2 件" in words_of(dialog)
    assert dialog.table.rows.rowCount() == 2
    press("Alt+R")
    press("Down")
    assert dialog.stage.value() == "before"
    assert len(dialog.shown) == 2
    dialog.table.setFocus()
    press("Return")
    assert seat[1].opened == [1]


def test_the_list_is_taken_along(
    dialog: LackingDialog, seat: tuple[Desk, Heard], tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "名单.xlsx"
    dialog.save_as(str(path))
    qtbot.waitUntil(path.exists)
    qtbot.waitUntil(lambda: bool(seat[1].said))
    assert seat[1].said == ["已导出 2 件：名单.xlsx"]
    assert str(path) in dialog.banner.text


def test_what_cannot_be_written_is_told(dialog: LackingDialog, tmp_path: Path, qtbot: QtBot) -> None:
    dialog.save_as(str(tmp_path / "没有" / "名单.xlsx"))
    qtbot.waitUntil(lambda: bool(dialog.banner.text))
    assert "没有写成" in dialog.banner.text


def test_without_anything_lacking_the_list_says_so(
    seat: tuple[Desk, Heard], host: QWidget, qtbot: QtBot
) -> None:
    dialog = LackingDialog(seat[0], host)
    shown(dialog, qtbot)
    qtbot.waitUntil(lambda: not seat[0].jobs.is_busy)
    assert "没有缺面商的在办件。" in words_of(dialog)
    assert not dialog.save_button.isEnabled()


def test_the_forms_are_shown_on_the_screen_and_saved_as_pdf_only(
    seat: tuple[Desk, Heard], office: Office, host: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    case = desks.answered(office, desks.registered(office, "8"))
    following = FollowDesk(seat[0], host)
    for paper in (
        following.meetings_form(case.id),
        following.meetings_form(case.id, is_blank=True),
        following.reply_form(case.id),
        following.opinion_form(case.id),
    ):
        assert isinstance(paper, LetterPreview)
        qtbot.waitUntil(lambda paper=paper: paper.is_ready)
        path = tmp_path / f"{paper.windowTitle()}.pdf"
        paper.save_as(str(path))
        assert path.read_bytes().startswith(b"%PDF")
        paper.reject()


def test_the_menu_opens_the_list(office: Office, qtbot: QtBot, seat: tuple[Desk, Heard]) -> None:
    from desktop.views.main_window import MainWindow

    window = MainWindow(office, seat[0].relay, seat[0].jobs, seat[0].memory)
    qtbot.addWidget(window)
    menu = window.findChild(FollowMenu)
    assert menu is not None
    menu.show_lacking()
    qtbot.waitUntil(lambda: window.findChild(LackingDialog) is not None)
    qtbot.waitUntil(lambda: not seat[0].jobs.is_busy)
