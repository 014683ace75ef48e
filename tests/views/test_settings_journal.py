"""操作记录: the lines of the desk are narrowed, unfolded, proved and written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.views.settings_journal import JournalSection
from tests import desks
from tests.views.case_desk import words_of

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard


@pytest.fixture
def section(seat: tuple[Desk, Heard], office: Office, qtbot: QtBot) -> JournalSection:
    case = desks.registered(office)
    desks.handed_out(office, case, desks.draft(1, desks.Role.SOLE, handler_phone="138-0000-0007"))
    made = JournalSection(seat[0])
    qtbot.addWidget(made)
    made.resize(1040, 640)
    made.show()
    made.refresh()
    return made


def first_row(section: JournalSection) -> list[str]:
    return [section.table.rows.text_at(0, column) for column in range(6)]


def test_the_newest_line_stands_first_and_is_unfolded(section: JournalSection, office: Office) -> None:
    row = first_row(section)
    assert row[0] == str(office.store.journal.head()[0])
    assert row[2:4] == ["示例经办", "交办"]
    told = words_of(section.detail)
    assert "承办 · 示例区教育局" in told
    assert "138-****-0007" in told
    assert office.history_mark in told


def test_arrow_keys_unfold_the_lines_below(section: JournalSection) -> None:
    section.table.setFocus()
    QTest.keyClick(section.table, Qt.Key.Key_Down)
    assert "登记" in words_of(section.detail)


def test_lines_are_narrowed_by_every_field(section: JournalSection, office: Office) -> None:
    section.verb.choose("登记")
    assert first_row(section)[3] == "登记"
    section.refresh()
    assert section.verb.value() == "登记"
    section.number.setText("999")
    section.number.ask_now()
    assert section.told.text() == "0 条"
    assert section.empty.isVisible()
    assert not section.export_button.isEnabled()
    section.number.setText("12")
    section.number.ask_now()
    assert section.told.text() == "1 条"
    section.first.set_value(office.today)
    section.search.setText("没有的词")
    section.search.ask_now()
    assert section.told.text() == "0 条"


def test_the_history_is_proved(section: JournalSection, office: Office, qtbot: QtBot) -> None:
    section.prove()
    qtbot.waitUntil(section.prove_button.isEnabled)
    assert "逐条核对相符" in words_of(section.banner)
    connection = office.store._work.connection
    connection.execute("DROP TRIGGER journal_is_never_changed")
    connection.execute("UPDATE journal SET officer = '别人' WHERE seq = 3")
    section.prove()
    qtbot.waitUntil(section.prove_button.isEnabled)
    assert "第 3 条与前后不符" in words_of(section.banner)


def test_what_is_listed_is_written_and_told(
    section: JournalSection, office: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    section.verb.choose("交办")
    path = tmp_path / "记录.xlsx"
    section.export_to(str(path))
    qtbot.waitUntil(lambda: "已导出 1 条" in words_of(section.banner))
    text = " ".join(str(each) for row in openpyxl.load_workbook(path).active.values for each in row)
    assert "交办" in text
    assert "138-0000-0007" not in text
    assert office.store.journal.newest(1)[0].verb == "导出操作记录"
    section.ask_where()


def test_without_the_right_nothing_is_shown(section: JournalSection, office: Office) -> None:
    office.is_guarded = True
    section.refresh()
    assert "没有“查看审计”的权限" in words_of(section.banner)
    assert not section.split.isEnabled()
    section.export_to("x.xlsx")
    section.read()
    assert "没有" in words_of(section.banner)
    section.focus_search()
