"""The dialog of a session: shows how it will read, refuses what cannot be, keeps what was said."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMessageBox

from desktop.casework import keep
from desktop.casework.office import create_office
from desktop.domain.kinds import Body
from desktop.domain.session import Level, Session
from desktop.views.session_dialog import SessionDialog
from tests import desks
from tests.views.case_desk import fill, focus, press, shown

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office


def opened(office: Office, qtbot: QtBot, session: Session | None = None) -> SessionDialog:
    dialog = SessionDialog(office, session)
    qtbot.addWidget(dialog)
    shown(dialog, qtbot)
    return dialog


def test_the_next_session_is_proposed_and_read_aloud(office: Office, qtbot: QtBot) -> None:
    dialog = opened(office, qtbot)
    assert dialog.phrase.text() == "区十七届人大二次会议"
    dialog.bodies.choose(Body.CPPCC)
    dialog.number.setValue(3)
    fill("P", "示例市")
    assert dialog.phrase.text() == "示例市政协十七届三次会议"


def test_by_keys_alone_a_session_is_made(office: Office, qtbot: QtBot) -> None:
    dialog = opened(office, qtbot)
    assert focus() is dialog.bodies, "a button with the cursor would take Enter at once"
    saved: list[Session] = []
    dialog.saved.connect(saved.append)
    fill("P", "示例市")
    fill("A", "3-5")
    fill("E", "305")
    fill("T", "关于交办代表建议的通知")
    fill("N", "示政办〔2026〕9号")
    dialog.levels.choose(Level.CITY)
    press("Ctrl+Return")
    assert not dialog.isVisible()
    kept = next(each for each in keep.sessions(office) if each.place == "示例市")
    assert saved == [kept]
    assert (kept.assigned_on, kept.closed_on, kept.level) == (date(2026, 3, 5), date(2026, 3, 5), Level.CITY)
    assert (kept.notice_title, kept.notice_no) == ("关于交办代表建议的通知", "示政办〔2026〕9号")


def test_what_is_missing_or_unreadable_stands_beside_its_field(office: Office, qtbot: QtBot) -> None:
    dialog = opened(office, qtbot)
    fill("P", "")
    fill("A", "那天")
    press("Ctrl+Return")
    assert dialog.isVisible()
    assert dialog.form.problem_of("place") == "缺届次前的称谓，如 市、区"
    assert dialog.form.problem_of("assigned_on") == "看不懂这个日期"
    assert "尚未保存" in dialog.banner.text
    assert len(keep.sessions(office)) == 1


def test_a_session_there_already_is_refused(office: Office, qtbot: QtBot) -> None:
    dialog = opened(office, qtbot)
    dialog.number.setValue(1)
    press("Ctrl+Return")
    assert "已有“区十七届人大一次会议”" in dialog.banner.text


def test_a_known_session_is_mended_and_not_doubled(office: Office, qtbot: QtBot) -> None:
    dialog = opened(office, qtbot, keep.sessions(office)[0])
    assert dialog.closed_on.value() == date(2026, 2, 10)
    fill("Y", "2027")
    press("Ctrl+Return")
    assert [session.year for session in keep.sessions(office)] == [2027]


def test_leaving_asks_only_when_something_would_be_lost(office: Office, qtbot: QtBot) -> None:
    dialog = opened(office, qtbot)
    assert not dialog.would_lose()
    fill("P", "示例市")
    dialog.reject()
    assert dialog.isVisible()
    question = dialog.findChildren(QMessageBox)[-1]
    question.button(QMessageBox.StandardButton.Discard).click()
    qtbot.waitUntil(lambda: len(keep.sessions(office)) == 1)


def test_the_first_session_of_a_desk_begins_with_one(qapp: object, qtbot: QtBot, tmp_path: Path) -> None:
    assert qapp
    folder = tmp_path / "bare"
    folder.mkdir()
    bare = create_office(folder, clock=desks.Clock(), officer="示例经办")
    dialog = opened(bare, qtbot)
    assert (dialog.term.value(), dialog.number.value(), dialog.year.value()) == (1, 1, 2026)
    dialog.reject()
    bare.close()
