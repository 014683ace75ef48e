"""The ledgers of the print page: any report of the cases chosen, and what can be done with a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QFileDialog, QMessageBox

from desktop.casework import designer, presets, saved_views
from desktop.domain.listing import Criteria
from desktop.domain.report import Report, ReportColumn
from desktop.domain.view import SavedView
from desktop.views.designer_dialog import DesignerDialog
from desktop.views.name_dialog import NameDialog
from desktop.views.print_ledger import PrintLedger
from tests import desks

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard

    Seat = tuple[Desk, Heard]

OWN = Report("月报", (ReportColumn("item_no"), ReportColumn("title")))


@pytest.fixture
def page(seat: Seat, qtbot: QtBot, office: Office) -> PrintLedger:
    """Return the tab with two cases on the desk, its first sheets seen."""
    for number in ("1", "2"):
        desks.handed_out(office, desks.registered(office, number))
    made = PrintLedger(seat[0])
    qtbot.addWidget(made)
    made.resize(1100, 640)
    made.show()
    made.refresh()
    seen(seat, qtbot, made)
    return made


def seen(seat: Seat, qtbot: QtBot, page: PrintLedger) -> None:
    """Wait until the preview is what was asked for."""
    qtbot.waitUntil(lambda: page.preview.view.page_count > 0 and "全表" in page.whole.text(), timeout=10_000)
    qtbot.waitUntil(lambda: not seat[0].jobs.is_busy, timeout=10_000)


def pick(page: PrintLedger, name: str) -> None:
    """Choose a report by its name."""
    page.reports.box.setCurrentText(name)


def test_every_report_can_be_chosen_and_says_what_it_is(seat: Seat, qtbot: QtBot, page: PrintLedger) -> None:
    box = page.reports.box
    names = [box.itemText(at) for at in range(box.count())]
    assert names == [report.name for report in presets.shipped()]
    assert page.number.text() == "共 2 件 38 列"
    assert page.whole.text() == "全表 2 件，上面是前 1 页"
    pick(page, "单位统计")
    assert "办复率＝办复总数÷办理总数" in page.hint.text()
    seen(seat, qtbot, page)
    assert page.number.text() == "共 2 件 16 列"
    assert page.whole.text() == "全表 1 个单位，上面是前 1 页"


def test_a_report_goes_into_the_format_asked_for(
    seat: Seat, qtbot: QtBot, page: PrintLedger, tmp_path: Path
) -> None:
    pick(page, "承办单位明细")
    for button, ending in ((page.write, "xlsx"), (page.printed, "pdf"), (page.listed, "csv")):
        button.click()
        chooser = page.findChildren(QFileDialog)[-1]
        path = tmp_path / f"明细.{ending}"
        chooser.fileSelected.emit(str(path))
        qtbot.waitUntil(lambda: "已导出 2 件次" in page.banner.text, timeout=10_000)
        qtbot.waitUntil(lambda: not seat[0].jobs.is_busy, timeout=10_000)
        assert path.stat().st_size > 0
        page.banner.clear()
        chooser.close()
    sheet = load_workbook(tmp_path / "明细.xlsx").active
    assert sheet is not None
    assert "示例区教育局(2件)" in [cell.value for cell in sheet["A"]]


def test_a_saved_view_narrows_the_cases(page: PrintLedger, office: Office) -> None:
    saved_views.save(office, SavedView("第二件", Criteria(text="编号:2")))
    page.refresh()
    page.views.setCurrentText("第二件")
    assert page.criteria().text == "编号:2"
    assert page.number.text().startswith("共 1 件")
    page.refresh()
    assert page.views.currentText() == "第二件"


def test_a_shipped_report_is_designed_as_a_copy(seat: Seat, qtbot: QtBot, page: PrintLedger) -> None:
    pick(page, "办理进度")
    page.reports.design.click()
    dialog = page.findChildren(DesignerDialog)[-1]
    assert dialog.name.text() == "办理进度（2）"
    dialog.accept()
    assert page.reports.report.name == "办理进度（2）"
    assert not page.reports.report.is_shipped
    page.reports.design.click()
    assert page.findChildren(DesignerDialog)[-1].name.text() == "办理进度（2）"
    page.findChildren(DesignerDialog)[-1].reject()
    qtbot.waitUntil(lambda: not seat[0].jobs.is_busy, timeout=10_000)


def test_a_new_report_begins_with_a_few_columns(
    seat: Seat, qtbot: QtBot, page: PrintLedger, office: Office
) -> None:
    for name in ("新报表", "新报表（2）"):
        page.reports.open_new()
        dialog = page.findChildren(DesignerDialog)[-1]
        assert dialog.name.text() == name
        assert len(dialog.columns.columns) == 7
        dialog.accept()
        assert designer.find(office, name).name == page.reports.report.name
    qtbot.waitUntil(lambda: not seat[0].jobs.is_busy, timeout=10_000)


def test_own_reports_are_renamed_and_deleted(
    seat: Seat, qtbot: QtBot, page: PrintLedger, office: Office
) -> None:
    designer.save(office, OWN)
    page.refresh()
    pick(page, "月报")
    page.reports.menu.aboutToShow.emit()
    assert all(action.isEnabled() for action in page.reports.menu.actions())
    page.reports.ask_to_rename()
    question = page.findChildren(NameDialog)[-1]
    question.name.setText("周报")
    question.accept()
    assert page.reports.report.name == "周报"
    page.reports.ask_to_delete()
    box = page.findChildren(QMessageBox)[-1]
    assert "删除报表“周报”" in box.text()
    next(each for each in box.buttons() if each.text() == "删除").click()
    assert page.reports.report == presets.usual()
    assert seat[1].said[-1] == "已删除报表“周报”。"
    page.reports.menu.aboutToShow.emit()
    assert [action.isEnabled() for action in page.reports.menu.actions()] == [True, True, False, False]
    qtbot.waitUntil(lambda: not seat[0].jobs.is_busy, timeout=10_000)


def test_what_cannot_be_printed_is_told(
    seat: Seat, qtbot: QtBot, page: PrintLedger, office: Office, tmp_path: Path
) -> None:
    from dataclasses import replace

    from tests.samples import PAPER

    desks.registered(office, "3", replace(PAPER, title="关于笑脸😀的建议"))
    page.refresh()
    qtbot.waitUntil(lambda: "U+1F600" in page.banner.text, timeout=10_000)
    page.write_to(str(tmp_path / "没有" / "台账.xlsx"))
    qtbot.waitUntil(lambda: "没有写成" in page.banner.text, timeout=10_000)
    qtbot.waitUntil(lambda: not seat[0].jobs.is_busy, timeout=10_000)


def test_a_tab_nobody_looks_at_sets_nothing(seat: Seat, qtbot: QtBot, office: Office) -> None:
    desks.registered(office, "1")
    made = PrintLedger(seat[0])
    qtbot.addWidget(made)
    made.refresh()
    assert made.number.text() == "共 1 件 38 列"
    assert not seat[0].jobs.is_busy
    made.show()
    seen(seat, qtbot, made)
