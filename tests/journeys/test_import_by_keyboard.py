"""A dirty list through the real window with nothing but keys: mapped, set right, taken in, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QFileDialog

from desktop.casework import find, keep
from desktop.casework.intake_headings import Field
from desktop.domain.listing import Criteria
from desktop.views.import_columns import FieldChoice
from desktop.views.import_dialog import ImportDialog
from desktop.views.import_frame import CHECK, DONE, MAPPING
from desktop.views.jobs import JobRunner
from desktop.views.ledger_page import LedgerPage
from desktop.views.main_window import MainWindow
from desktop.views.relay import ChangeRelay
from tests import desks
from tests.views.case_desk import focus, press, type_text, words_of
from tests.views.import_desk import count, dirty, seen, settled

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # lists that drop down


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = desks.new_office(tmp_path / "desk")
    yield office
    office.close()


@pytest.fixture
def window(office: Office, tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    memory = QSettings(str(tmp_path / "layout.ini"), QSettings.Format.IniFormat)
    window = MainWindow(office, ChangeRelay(office.store.announcer), JobRunner(office), memory)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitActive(window).__enter__()
    yield window
    window.desk.jobs.stop()


def opened(window: MainWindow, qtbot: QtBot, path: Path) -> ImportDialog:
    """Open the import window and choose the list, as a clerk does."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    press("Ctrl+I", window)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), ImportDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ImportDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    press("Return")
    qtbot.waitUntil(lambda: bool(dialog.findChildren(QFileDialog)))
    chooser = dialog.findChildren(QFileDialog)[0]
    qtbot.waitUntil(chooser.isActiveWindow)
    type_text(str(path))
    press("Return")
    settled(dialog, qtbot)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def write(dialog: ImportDialog, qtbot: QtBot, text: str) -> str:
    """Write into the cell under the cursor, and return what is said of it then."""
    before = dialog.work.plan
    press("F2")
    press("Ctrl+A")
    type_text(text)
    press("Return")
    qtbot.waitUntil(lambda: dialog.work.plan is not before)
    return dialog.check.reason.text()


def test_a_dirty_list_is_set_right_taken_in_and_taken_back(
    window: MainWindow, office: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = opened(window, qtbot, dirty(tmp_path))

    # a column nobody knows: its words shall go into the remark
    assert dialog.step == MAPPING
    doubt = focus()
    assert isinstance(doubt, FieldChoice)
    assert doubt.accessibleName() == "批示情况对应的栏目"
    assert "▲ 没有认出" in words_of(dialog)
    while doubt.value() is not Field.NOTED:
        press("Down")
    assert "✓ 已指定" in words_of(dialog)
    press("Ctrl+Return")
    qtbot.waitUntil(lambda: dialog.step == CHECK)

    # the cursor is on the first thing to look at: a number that stands twice
    reason = dialog.check.reason
    assert [row[0] for row in seen(dialog)] == ["4", "5", "6"]
    assert "合计" in " ".join(_remarks(dialog))
    assert reason.text().startswith("第5行 建议编号：来表为“2”；▲")
    assert write(dialog, qtbot, "12") == "第5行 建议编号：已改为“12”（来表原为“2”）"
    press("F8")
    assert reason.text().startswith("第5行 主办单位：来表为“市教育局（教体局）”；▲")
    press("F8")
    qtbot.waitUntil(lambda: "第6行 办结时限：来表为“2026-13-45”；▲ 不是可读的日期" in reason.text())
    assert write(dialog, qtbot, "2026.6.2").endswith("读作“2026-06-02”")

    # a unit under another spelling: learned as an alias
    press("Alt+U")
    qtbot.waitUntil(dialog.check.units.isVisible)
    assert dialog.check.units.open_questions == 1
    press("Alt+1", dialog)
    qtbot.waitUntil(lambda: dialog.check.units.open_questions == 0)
    assert dialog.check.well.isVisible()
    assert count(office) == 0

    press("Ctrl+Return", dialog)
    qtbot.waitUntil(lambda: dialog.step == DONE, timeout=10_000)
    assert dialog.end.told.text() == "已导入 3 件"
    assert sorted(row.item_no for row in find.page(office, Criteria(), 0, 9)) == ["1", "12", "2"]
    assert all(row.due_on for row in find.page(office, Criteria(), 0, 9))
    learned = next(unit for unit in keep.units(office) if unit.name == "示例区教育局")
    assert "市教育局（教体局）" in learned.aliases

    press("Alt+U", dialog)
    qtbot.waitUntil(lambda: dialog.end.told.text() == "已撤销 导入 3件", timeout=10_000)
    settled(dialog, qtbot)
    assert count(office) == 0
    press("Escape", dialog)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)


def test_what_was_mapped_once_is_known_and_the_cases_are_seen_in_the_ledger(
    window: MainWindow, office: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = opened(window, qtbot, dirty(tmp_path))
    doubt = focus()
    assert isinstance(doubt, FieldChoice)
    while doubt.value() is not Field.NOTED:
        press("Down")
    press("Ctrl+Return")
    qtbot.waitUntil(lambda: dialog.step == CHECK)
    press("Ctrl+Return")
    qtbot.waitUntil(lambda: dialog.step == DONE, timeout=10_000)
    press("Alt+L", dialog)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    ledger = window.pages.page
    assert isinstance(ledger, LedgerPage)
    assert ledger.rows.rowCount() == 3
    remarks = {row.remark for row in find.page(office, Criteria(), 0, 9)}
    assert "批示情况：已阅" in remarks

    again = opened(window, qtbot, dirty(tmp_path))
    assert again.step == CHECK
    assert "已有" in again.check.numbers.text()
    press("Escape", again)


def _remarks(dialog: ImportDialog) -> list[str]:
    rows = dialog.check.remarks.table.rows
    return [f"{rows.text_at(place, 2)}{rows.text_at(place, 3)}" for place in range(rows.rowCount())]
