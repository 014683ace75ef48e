"""The designer of reports: columns from one list into the other by keys, what is kept, what is seen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop.casework import designer, presets, saved_views
from desktop.domain.ledger import Align
from desktop.domain.listing import Criteria, SortField
from desktop.domain.report import GroupStyle, Report, ReportColumn, Subject
from desktop.domain.view import SavedView
from desktop.views.designer_dialog import DesignerDialog
from tests import desks
from tests.views.case_desk import press

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard

    Seat = tuple[Desk, Heard]

REPORT = Report("月报", (ReportColumn("item_no"), ReportColumn("title", "案由（全称）")))


def opened(seat: Seat, qtbot: QtBot, host: QWidget, report: Report = REPORT) -> DesignerDialog:
    """Return the designer over a window, its first sheet seen."""
    dialog = DesignerDialog(seat[0], report, Criteria(), host)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.preview.view.page_count == 1 and not seat[0].jobs.is_busy, timeout=10_000)
    return dialog


def chosen(dialog: DesignerDialog) -> list[str]:
    """Return the words of the chosen columns."""
    rows = range(dialog.columns.chosen.count())
    return [dialog.columns.chosen.item(row).text() for row in rows]


def test_columns_are_taken_moved_and_dropped_by_keys(seat: Seat, qtbot: QtBot, host: QWidget) -> None:
    dialog = opened(seat, qtbot, host)
    picker = dialog.columns
    assert chosen(dialog) == ["1. 编号", "2. 案由（全称）（案由）"]
    picker.search.setText("主办")
    QTest.keyClick(picker.search, Qt.Key.Key_Down)
    picker.offered.setFocus()
    QTest.keyClick(picker.offered, Qt.Key.Key_Right)
    assert chosen(dialog)[1] == "2. 主办单位"
    picker.chosen.setFocus()
    press("Alt+Down", picker.chosen)
    press("Alt+Down", picker.chosen)
    assert [column.fact for column in picker.columns] == ["item_no", "title", "lead_unit"]
    press("Alt+Up", picker.chosen)
    assert [column.fact for column in picker.columns] == ["item_no", "lead_unit", "title"]
    QTest.keyClick(picker.chosen, Qt.Key.Key_Delete)
    assert [column.fact for column in picker.columns] == ["item_no", "title"]
    dialog.reject()


def test_nothing_is_taken_from_an_empty_search(seat: Seat, qtbot: QtBot, host: QWidget) -> None:
    dialog = opened(seat, qtbot, host)
    dialog.columns.search.setText("没有这一栏")
    dialog.columns.add.click()
    assert len(dialog.columns.columns) == 2
    dialog.columns.drop()
    dialog.columns.drop()
    dialog.columns.drop()
    assert dialog.columns.columns == ()
    assert not dialog.columns.heading.isEnabled()
    qtbot.waitUntil(lambda: "栏目须有1至60栏" in dialog.banner.text, timeout=10_000)
    assert dialog.told.text() == ""


def test_a_column_gets_its_own_words_width_and_place(seat: Seat, qtbot: QtBot, host: QWidget) -> None:
    dialog = opened(seat, qtbot, host)
    picker = dialog.columns
    picker.take_blank()
    assert picker.heading.hasFocus()
    QTest.keyClicks(picker.heading, "sign")
    QTest.keyClicks(picker.group, "unit")
    picker.width_box.setValue(18)
    picker.align.choose(Align.LEFT)
    assert picker.columns[1] == ReportColumn("", "sign", "unit", 18, Align.LEFT)
    assert chosen(dialog)[1] == "2. unit／sign（空白栏（手填））"
    picker.chosen.setCurrentRow(0)
    assert picker.heading.text() == ""
    assert picker.heading.placeholderText() == "编号"


def test_what_is_designed_is_kept_under_its_name(
    seat: Seat, qtbot: QtBot, host: QWidget, office: Office
) -> None:
    saved_views.save(office, SavedView("我的重点", Criteria(key_only=True)))
    dialog = opened(seat, qtbot, host)
    shape = dialog.shape
    words = [shape.cases.itemText(at) for at in range(shape.cases.count())]
    assert words[0] == "全部件"
    assert "视图：我的重点" in words
    shape.cases.setCurrentIndex(words.index("视图：我的重点"))
    shape.sort.choose(SortField.DUE_ON)
    shape.descending.setChecked(True)
    assert not shape.subtotals.isEnabled()
    shape.group.choose("category")
    assert shape.subtotals.isEnabled()
    shape.subtotals.setChecked(True)
    shape.totals.setChecked(True)
    shape.title.setText("{届次}月报")
    shape.paper.choose(("A3", False))
    kept: list[str] = []
    dialog.kept.connect(kept.append)
    dialog.name.setText(" 六月月报 ")
    press("Ctrl+Return", dialog)
    assert kept == ["六月月报"]
    assert designer.find(office, "六月月报") == replace(
        REPORT,
        name="六月月报",
        criteria=Criteria(key_only=True, sort=SortField.DUE_ON, descending=True),
        group_by="category",
        subtotals=True,
        totals=True,
        title="{届次}月报",
        paper="A3",
        landscape=False,
    )
    assert seat[1].said == ["已保存报表“六月月报”。"]


def test_a_shipped_report_must_get_another_name(seat: Seat, qtbot: QtBot, host: QWidget) -> None:
    dialog = opened(seat, qtbot, host, presets.usual())
    assert not dialog.would_lose()
    press("Ctrl+Return", dialog)
    assert "是自带的报表，没有保存" in dialog.banner.text
    dialog.name.setText("我的台账")
    assert dialog.would_lose()


def test_a_report_with_cases_of_its_own_keeps_them(
    seat: Seat, qtbot: QtBot, host: QWidget, office: Office
) -> None:
    own = next(report for report in presets.shipped() if report.name == "重点建议目录")
    dialog = opened(seat, qtbot, host, designer.copied(own, "目录（2）"))
    words = [dialog.shape.cases.itemText(at) for at in range(2)]
    assert words == ["本报表自己的范围", "全部件"]
    press("Ctrl+Return", dialog)
    assert designer.find(office, "目录（2）").criteria == own.criteria


def test_another_subject_keeps_what_it_knows(seat: Seat, qtbot: QtBot, host: QWidget) -> None:
    dialog = opened(seat, qtbot, host, replace(REPORT, group_by="category", group_style=GroupStyle.LINES))
    dialog.subject.choose(Subject.TASKS)
    assert [column.fact for column in dialog.report().columns] == ["item_no", "title"]
    assert dialog.report().group_by == ""
    dialog.subject.choose(Subject.UNITS)
    assert [column.fact for column in dialog.report().columns] == [
        *("serial", "unit", "system", "lead", "co", "total")
    ]


def test_the_first_sheet_follows_what_is_designed(
    seat: Seat, qtbot: QtBot, host: QWidget, office: Office
) -> None:
    desks.registered(office, "1")
    dialog = opened(seat, qtbot, host)
    assert dialog.told.text() == "第一页的样子；全表 1 行 2 栏"
    with qtbot.waitSignal(dialog.preview.shown, timeout=10_000):
        dialog.columns.add.click()
    assert dialog.told.text() == "第一页的样子；全表 1 行 3 栏"
    dialog.shape.title.setText("{不认识}")
    qtbot.waitUntil(lambda: "不认识" in dialog.banner.text, timeout=10_000)


def test_it_leaves_some_of_a_large_window_in_sight(seat: Seat, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1920, 1080)
    window.show()
    dialog = opened(seat, qtbot, window)
    assert (dialog.width(), dialog.height()) == (1840, 1000)


@pytest.mark.usefixtures("office")
def test_a_preview_that_comes_late_finds_nobody(seat: Seat, qtbot: QtBot, host: QWidget) -> None:
    for columns in (REPORT.columns, ()):
        dialog = DesignerDialog(seat[0], replace(REPORT, columns=columns), Criteria(), host)
        dialog.open()
        dialog.reject()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        qtbot.waitUntil(lambda: not seat[0].jobs.is_busy, timeout=10_000)
