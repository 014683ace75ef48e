"""The keeper of a window: backs up in its pauses and on leaving, says how things stand, keeps nobody."""

from __future__ import annotations

import gc
import sys
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QProgressDialog
from shiboken6 import isValid

from desktop import app, paths
from desktop.casework import backups
from desktop.casework.office import DEMO, open_office
from desktop.casework.restoring import Seat
from desktop.domain.errors import DamageError
from desktop.views import backup_words, settings_backup
from desktop.views.backup_keeper import BackupKeeper
from desktop.views.jobs import JobDialog
from desktop.views.main_window import MainWindow
from desktop.views.password_dialog import PasswordDialog
from desktop.views.restore_dialog import RestoreWindow
from desktop.views.settings_backup import BackupSection
from tests.desks import Clock, new_office, registered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def office(tmp_path: Path, clock: Clock) -> Iterator[Office]:
    opened = new_office(tmp_path / "desk", clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def window(office: Office, qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    memory = QSettings(str(tmp_path / "layout.ini"), QSettings.Format.IniFormat)
    made = app.open_window(office, memory)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.desk.jobs.stop()


@pytest.fixture
def keep(window: MainWindow, qtbot: QtBot) -> Callable[[], BackupKeeper]:
    def made() -> BackupKeeper:
        keeper = BackupKeeper(window)
        qtbot.waitUntil(lambda: not window.desk.jobs.is_busy)
        return keeper

    return made


def section(window: MainWindow, qtbot: QtBot) -> BackupSection:
    window.pages.go("settings")
    page = window.pages.page
    page.show_section("备份与恢复")
    found = page.section()
    assert isinstance(found, BackupSection)
    qtbot.waitUntil(lambda: not window.desk.jobs.is_busy)
    return found


def test_moments_are_said_as_they_are_said_today() -> None:
    today = Clock().day
    at = Clock()()
    told = [backup_words.moment(at - timedelta(days=days), today) for days in (0, 1, 2, 90)]
    assert told == ["09:00（今天）", "09:00（昨天）", "09:00（2月28日）", "09:00（2025年12月2日）"]
    assert backup_words.contents(None) == "读不出"


def test_the_keeper_backs_up_in_the_pauses(
    keep: Callable[[], BackupKeeper], office: Office, qtbot: QtBot, window: MainWindow
) -> None:
    keeper = keep()
    assert keeper.line.text() == "还没有备份"
    assert keeper.line.property("role") == "warning"
    keeper.tend()
    qtbot.waitUntil(lambda: not window.desk.jobs.is_busy)
    assert keeper.line.text() == "上次已验证备份 09:00（今天）"
    assert keeper.line.property("role") == "small"
    assert [each.manifest.occasion.why for each in backups.every(office)] == [backups.BY_CLOCK]
    paths.backup_folder(office.directory).rename(office.directory / "away")
    paths.backup_folder(office.directory).write_text("", encoding="utf-8")
    keeper.tend()
    qtbot.waitUntil(lambda: not window.desk.jobs.is_busy)
    assert keeper.line.text() == "备份没有做成"
    assert keeper.line.toolTip()


def test_a_window_closes_once_what_was_saved_is_backed_up(
    keep: Callable[[], BackupKeeper], office: Office, qtbot: QtBot, window: MainWindow
) -> None:
    keep()
    registered(office)
    window.close()
    assert window.isVisible()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert [each.manifest.occasion.why for each in backups.every(office)] == [backups.ON_LEAVING]


def test_a_window_with_nothing_new_closes_at_once(
    keep: Callable[[], BackupKeeper], office: Office, window: MainWindow
) -> None:
    backups.make(office, backups.BY_HAND)
    keep()
    window.close()
    assert not window.isVisible()


def test_waiting_for_the_last_backup_can_be_skipped(
    keep: Callable[[], BackupKeeper], window: MainWindow
) -> None:
    keep()
    window.close()
    (waiting,) = (each for each in window.findChildren(QProgressDialog) if not isinstance(each, JobDialog))
    waiting.canceled.emit()
    assert not window.isVisible()


def test_a_backup_that_fails_on_leaving_is_told_and_keeps_nobody(
    keep: Callable[[], BackupKeeper], office: Office, qtbot: QtBot, window: MainWindow
) -> None:
    keep()
    paths.backup_folder(office.directory).write_text("", encoding="utf-8")
    window.close()
    qtbot.waitUntil(lambda: not window.desk.jobs.is_busy)
    (box,) = window.findChildren(QMessageBox)
    assert "数据都已保存" in box.text()
    box.buttons()[0].click()
    qtbot.waitUntil(lambda: not window.isVisible())


def test_a_demo_desk_is_left_alone(
    keep: Callable[[], BackupKeeper], office: Office, window: MainWindow
) -> None:
    office.put_settings({DEMO: "1"})
    assert keep().line.text() == ""
    window.close()
    assert not window.isVisible()


def test_the_section_makes_tries_and_offers_backups(
    keep: Callable[[], BackupKeeper], office: Office, qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    keeper, wishes = keep(), []
    keeper.restore_wanted.connect(wishes.append)
    shown = section(window, qtbot)
    assert shown.empty.isVisibleTo(shown)
    shown.rehearse()
    qtbot.waitUntil(lambda: "还没有备份" in shown.banner.text)
    shown.back_up()
    qtbot.waitUntil(lambda: shown.table.rows.rowCount() == 1)
    shown.rehearse()
    qtbot.waitUntil(lambda: "已演练恢复 2026-03-02" in shown.facts.text())
    place = tmp_path / "U盘"
    shown.choose_place(str(place))
    assert "不能写入" in shown.banner.text
    place.mkdir()
    shown.choose_place(str(place))
    qtbot.waitUntil(lambda: shown.table.rows.rowCount() == 3)
    assert str(place) in shown.facts.text()
    place.rename(tmp_path / "拔掉")
    shown.back_up()
    qtbot.waitUntil(lambda: "没有接上" in shown.banner.text)
    shown.table.select_place(0)
    shown.restore.click()
    assert wishes == [backups.every(office)[0].path]
    backups.note_state(office.directory, paused_until="2027-01-01", restored="昨天恢复过")
    shown.refresh()
    qtbot.waitUntil(lambda: shown.resume.isVisibleTo(shown))
    qtbot.waitUntil(lambda: "昨天恢复过" in shown.facts.text())
    shown.resume.click()
    qtbot.waitUntil(lambda: not shown.resume.isVisibleTo(shown))


def test_the_password_is_asked_twice(
    keep: Callable[[], BackupKeeper], office: Office, qtbot: QtBot, window: MainWindow
) -> None:
    keep()
    shown = section(window, qtbot)
    shown.password.click()
    (dialog,) = shown.findChildren(PasswordDialog)
    dialog.first.setText("白日依山尽-2026")
    dialog.accept()
    assert "不一样" in dialog.banner.text
    dialog.again.setText("白日依山尽-2026")
    dialog.accept()
    assert backups.has_password(office)
    assert "已设密码" in shown.banner.text


def test_late_backups_are_amber(
    keep: Callable[[], BackupKeeper], office: Office, clock: Clock, tmp_path: Path
) -> None:
    backups.make(office, backups.BY_HAND)
    (tmp_path / "U盘").mkdir()
    backups.choose_second_place(office, tmp_path / "U盘")
    backups.make_second(office)
    registered(office)
    clock.turn(8)
    keeper = keep()
    assert keeper.line.text() == "上次已验证备份 09:00（3月2日），第二位置过期"
    assert "还没有备份" in keeper.line.toolTip()
    fault = backups.standing(office)._replace(state=backups.State(fault="坏了"))
    assert "演练恢复没有通过：坏了" in backup_words.advice(fault, office.today)


# --- the window in front of a desk nobody has open --------------------------------------------------------


def restoring_window(
    office: Office, qtbot: QtBot, chosen: Path | None = None, message: str = ""
) -> RestoreWindow:
    made = RestoreWindow(Seat(office.directory, office.clock, "示例经办"), message, chosen)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_backup_is_put_back_after_both_sides_were_seen(office: Office, qtbot: QtBot, clock: Clock) -> None:
    registered(office)
    first = backups.make(office, backups.BY_HAND)
    registered(office, "13")
    backups.make(office, backups.BY_HAND)
    office.close()
    window = restoring_window(office, qtbot, first.path)
    assert "办理件 2 件" in window.now.text()
    assert "办理件 1 件" in window.then.text()
    assert not window.rescue.isEnabled()
    window.restore.click()
    qtbot.waitUntil(lambda: window.is_done)
    assert "原来的数据保留在" in window.banner.text
    window.restore.click()
    assert not window.isVisible()
    again = open_office(office.directory, clock=clock, officer="x")
    assert again.store.contents() == first.manifest.contents
    again.close()


def test_a_damaged_desk_offers_its_backups_and_its_rows(office: Office, qtbot: QtBot) -> None:
    registered(office)
    made, folder = backups.make(office, backups.BY_HAND), office.directory
    office.close()
    desk = paths.desk_file(folder)
    raw = bytearray(desk.read_bytes())
    raw[:100] = bytes(100)
    desk.write_bytes(raw)
    with pytest.raises(DamageError) as caught:
        app.reach(folder)
    window = restoring_window(office, qtbot, message=caught.value.message)
    assert window.banner.text == caught.value.message
    assert window.now.text() == "读不出"
    spoilt = bytearray(made.path.read_bytes())
    spoilt[-1] ^= 1
    made.path.write_bytes(spoilt)
    window.restore.click()
    qtbot.waitUntil(lambda: "与清单不符" in window.banner.text)
    assert desk.read_bytes() == bytes(raw)
    window.choose(str(desk))
    assert "没有完好的备份清单" in window.banner.text
    window.rescue.click()
    qtbot.waitUntil(lambda: window.is_done)
    assert "已取出办理件 1 件" in window.banner.text
    window.close()
    app.reach(folder).close()


def test_rows_that_cannot_be_saved_are_told(office: Office, qtbot: QtBot) -> None:
    office.close()
    paths.desk_file(office.directory).write_bytes(b"nothing" * 999)
    window = restoring_window(office, qtbot)
    assert window.then.text() == "没有选备份"
    window.save_rows()
    assert "没有读出一件" in window.banner.text


def test_a_desk_that_is_gone_is_not_made_anew_over_its_backups(office: Office, qtbot: QtBot) -> None:
    made, folder = backups.make(office, backups.BY_HAND), office.directory
    office.close()
    paths.desk_file(folder).rename(folder / "away")
    with pytest.raises(DamageError, match="这里有它的备份"):
        app.reach(folder)
    window = restoring_window(office, qtbot, made.path)
    window.put_back(made.path)
    assert window.is_done
    app.reach(folder).close()


def test_the_program_leads_from_a_damaged_desk_to_an_open_one_and_back(
    office: Office, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    registered(office)
    made, folder = backups.make(office, backups.BY_HAND), office.directory
    office.close()
    paths.desk_file(folder).write_bytes(b"")
    seen: list[str] = []

    def work() -> None:
        """Do what a person would: put the backup back, wish for it once more, decline, and leave."""
        shown = [each for each in QApplication.topLevelWidgets() if isValid(each) and each.isVisible()]
        for each in shown:
            if isinstance(each, RestoreWindow) and not seen:
                seen.append(each.banner.text)
                each.put_back(made.path)
                each.accept()
            elif isinstance(each, RestoreWindow):
                seen.append(each.then.text())
                each.reject()
            elif isinstance(each, MainWindow) and not each.desk.jobs.is_busy:
                seen.append("window")
                keeper = each.findChild(BackupKeeper)
                keeper.restore_wanted.emit(made.path) if seen.count("window") == 1 else each.close()

    monkeypatch.setattr(app, "start_qt", lambda: qapp)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    timer = QTimer(interval=150)
    timer.timeout.connect(work)
    timer.start()
    assert app.main(["--data", str(folder)]) == 0
    timer.stop()
    gc.unfreeze()
    assert "是空的" in seen[0]
    assert [word for word in seen[1:] if word != "window"] == [seen[2]]
    assert "办理件 1 件" in seen[2]
    assert paths.desk_file(folder).stat().st_size > 0


def test_the_worker_says_what_was_done(office: Office) -> None:
    assert settings_backup._made(office, settings_backup.rehearsal.SILENT) == ""
    assert settings_backup._tried(office, settings_backup.rehearsal.SILENT) == ""
    assert backups.state(office.directory).rehearsed_at == "2026-03-02T09:00:00"
