"""年度报告: written by keys, figures opened, changed numbers taken over, kept over a crash, exported."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from docx import Document
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QMenu

from desktop.casework import annual, keep
from desktop.casework.office import Founding, create_office, open_office
from desktop.domain.annual import Audience, ReportAnnex
from desktop.domain.kinds import Body
from desktop.views import annual_menu, theme
from desktop.views.annual_dialog import AnnualDialog
from desktop.views.annual_wishes import WishesDialog
from tests import desks
from tests.samples import PAPER
from tests.views.case_desk import desk_of, focus, press, shown, type_text, words_of

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.views.annual_text import ParagraphText
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard

Seat = tuple["Desk", "Heard"]
FACTS = 2  # the place of 一、基本情况 in the outline


@pytest.fixture(autouse=True)
def year(office: Office) -> None:
    """Put an answered and judged case and a key case just registered on the desk."""
    desks.judged(office, desks.answered(office, desks.registered(office, "1")))
    desks.registered(office, "2", replace(PAPER, is_key=True))


@pytest.fixture
def dialog(seat: Seat, host: QWidget, qtbot: QtBot) -> AnnualDialog:
    made = AnnualDialog(seat[0], 1, Audience.CONGRESS, host)
    assert shown(made, qtbot) is made
    return made


def text_of(dialog: AnnualDialog, key: str) -> ParagraphText:
    return dialog.pane.texts[key]


def entries(dialog: AnnualDialog) -> list[str]:
    return [dialog.outline.item(row).text() for row in range(dialog.outline.count())]


def figures(dialog: AnnualDialog) -> list[str]:
    listed = dialog.panel.entries
    return [listed.item(row).text() for row in range(listed.count())]


def push(keys: str) -> None:
    """Press the key of a button, and wait until the button has come up again."""
    press(keys)
    buttons = focus().window().findChildren(QAbstractButton)
    while any(each.isDown() for each in buttons):
        QApplication.processEvents()


def banner(dialog: AnnualDialog) -> str:
    return words_of(dialog.banner)


def test_outline_paragraphs_and_figures_stand_side_by_side(dialog: AnnualDialog) -> None:
    assert focus() is dialog.outline
    assert entries(dialog)[0] == "标题和称谓\n2段"
    assert entries(dialog)[FACTS] == "一、基本情况\n3段"
    assert "▲ 还没有写" in "".join(entries(dialog))
    for _ in range(FACTS):
        press("Down")
    assert text_of(dialog, "totals.total").toPlainText().startswith("在区十七届人大一次会议上")
    assert figures(dialog)[0] == "建议总数\n2"
    dialog.outline.setCurrentRow(FACTS + 1)
    text_of(dialog, "results.replied").setFocus()
    rate = next(row for row, text in enumerate(figures(dialog)) if text.startswith("办复率"))
    dialog.panel.entries.setCurrentRow(rate)
    assert "口径：已答复件数 ÷ 应办件数" in words_of(dialog.panel)
    assert "基数：1/2件" in words_of(dialog.panel)


def test_a_figure_opens_its_cases_by_key_and_by_click(
    dialog: AnnualDialog, seat: Seat, office: Office
) -> None:
    dialog.outline.setCurrentRow(FACTS)
    text = text_of(dialog, "totals.total")
    total = text.paragraph.said.figures[0]
    text.go_to(total)
    assert dialog.panel.figure == total
    push("Alt+P")
    assert office.store.board.count(seat[1].shown[-1]) == 2
    place = text.cursorRect().center() - QPoint(2, 0)
    QTest.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, place)
    assert len(seat[1].shown) == 2
    QTest.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert len(seat[1].shown) == 2
    dialog.panel.entries.setFocus()
    press("Return")
    assert len(seat[1].shown) == 3


def test_what_is_written_stays_and_changed_numbers_are_taken_over(
    dialog: AnnualDialog, office: Office, seat: Seat, host: QWidget, qtbot: QtBot
) -> None:
    dialog.outline.setCurrentRow(FACTS)
    text = text_of(dialog, "totals.total")
    text.setFocus()
    press("Ctrl+Home")
    type_text("据统计，")
    assert "改过1段" in entries(dialog)[FACTS]
    press("Ctrl+S")
    assert "已保存" in banner(dialog)
    assert not dialog.would_lose()
    dialog.reject()
    desks.registered(office, "3")
    again = AnnualDialog(seat[0], 1, Audience.CONGRESS, host)
    shown(again, qtbot)
    assert "处数字变动" in banner(again)
    push("Alt+G")
    assert "保留改过的 1 段" in banner(again)
    assert "▲ 1处数字变动，改过1段" in entries(again)[FACTS]
    again.outline.setCurrentRow(FACTS)
    renewed = text_of(again, "totals.total")
    renewed.go_to(renewed.paragraph.said.figures[0])
    assert "建议总数：2 → 3" in words_of(again.panel)
    push("Alt+T")
    assert renewed.toPlainText().startswith("据统计，在区十七届人大一次会议上，交由区政府办理的建议共3件")
    assert not again.panel.take_button.isVisible()
    push("Alt+R")
    assert not renewed.toPlainText().startswith("据统计")
    press("Ctrl+Return")
    assert annual.draft(office, 1, Audience.CONGRESS).changed() == 0
    assert seat[1].said[-1] == "年度报告已保存"


def test_changes_are_marked_without_touching_the_text(dialog: AnnualDialog, office: Office) -> None:
    push("Alt+M")
    assert "一致" in banner(dialog)
    desks.registered(office, "3")
    push("Alt+M")
    assert "处数字变动" in banner(dialog)
    assert dialog.section == "totals"
    assert "共2件" in text_of(dialog, "totals.total").toPlainText()
    push("Alt+G")
    assert "共3件" in text_of(dialog, "totals.total").toPlainText()
    assert banner(dialog) == "已按现在的数字重新生成。"


def test_typing_over_a_number_makes_it_plain_text(dialog: AnnualDialog) -> None:
    dialog.outline.setCurrentRow(FACTS)
    text = text_of(dialog, "totals.key")
    text.go_to(text.paragraph.said.figures[0])
    type_text("两")
    assert "重点建议两件" in text.toPlainText()
    assert not any("重点建议数" in each for each in figures(dialog))
    theme.apply(theme.Appearance.DARK)
    QApplication.processEvents()
    assert text.extraSelections()
    theme.apply(theme.Appearance.LIGHT)


def test_a_section_can_be_left_out(dialog: AnnualDialog) -> None:
    dialog.outline.setCurrentRow(FACTS)
    push("Alt+L")
    assert "不列入" in entries(dialog)[FACTS]
    assert entries(dialog)[FACTS + 1].startswith("一、办理结果")
    push("Alt+L")
    assert "不列入" not in entries(dialog)[FACTS]


def test_a_crash_takes_nothing_that_was_typed(
    dialog: AnnualDialog, seat: Seat, host: QWidget, qtbot: QtBot
) -> None:
    dialog.outline.setCurrentRow(FACTS)
    text_of(dialog, "totals.total").setFocus()
    press("Ctrl+End")
    type_text("特此说明。")
    assert dialog.would_lose()
    dialog._keeper.keep()
    again = AnnualDialog(seat[0], 1, Audience.CONGRESS, host)
    shown(again, qtbot)
    assert "已恢复" in banner(again)
    again.outline.setCurrentRow(FACTS)
    assert text_of(again, "totals.total").toPlainText().endswith("特此说明。")
    assert text_of(again, "totals.total").paragraph.said.figures


def test_wishes_make_the_report_anew(dialog: AnnualDialog, qtbot: QtBot) -> None:
    push("Alt+W")
    wishes = dialog.findChild(WishesDialog)
    assert wishes is not None
    qtbot.waitUntil(lambda: QApplication.focusWidget() is wishes.as_of)
    type_text("12月初")
    wishes.dated.set_value(date(2026, 11, 30))
    wishes.with_zeros.setChecked(True)
    wishes.annexes[ReportAnnex.DETAILS].setChecked(False)
    wishes.charts["totals"].setChecked(True)
    press("Ctrl+Return")
    asked = dialog.draft.report.wishes
    assert (asked.as_of, asked.dated, asked.charts) == ("12月初", date(2026, 11, 30), ("totals",))
    assert asked.annexes == (ReportAnnex.KEY, ReportAnnex.UNITS)
    dialog.outline.setCurrentRow(FACTS + 1)
    assert text_of(dialog, "results.replied").toPlainText().startswith("截至12月初")


def test_the_report_is_exported_with_its_charts(dialog: AnnualDialog, tmp_path: Path, qtbot: QtBot) -> None:
    dialog.take_wishes(replace(dialog.draft.report.wishes, charts=("totals", "results", "measures")))
    push("Alt+X")
    chooser = dialog.findChild(QFileDialog)
    assert chooser is not None
    assert chooser.nameFilters() == ["Word 文档 (*.docx)", "PDF 文件 (*.pdf)", "纯文本 (*.txt)"]
    chooser.reject()
    path = tmp_path / "报告.docx"
    dialog.write_to(str(path))
    qtbot.waitUntil(lambda: "已导出" in banner(dialog))
    assert len(Document(str(path)).inline_shapes) == 2
    dialog.write_to(str(tmp_path / "nowhere" / "报告.txt"))
    qtbot.waitUntil(lambda: "nowhere" in banner(dialog) or "没有" in banner(dialog))


def test_the_button_asks_for_whom_the_report_is(
    seat: Seat, host: QWidget, office: Office, qtbot: QtBot
) -> None:
    keep.save_session(office, replace(desks.SESSION, body=Body.CPPCC, year=2025))
    made = annual_menu.button(seat[0], lambda: None, host)
    menu = made.menu()
    assert isinstance(menu, QMenu)
    assert [each.text() for each in menu.actions()] == ["向人大常委会报告…", "向政协通报…"]
    menu.actions()[0].trigger()
    opened = host.findChild(AnnualDialog)
    assert opened is not None
    assert opened.windowTitle() == "年度报告：区十七届人大一次会议，向人大常委会报告"
    opened.reject()
    assert qtbot


def test_without_a_session_there_is_nothing_to_report(seat: Seat, host: QWidget, tmp_path: Path) -> None:
    empty = create_office(
        tmp_path / "empty", clock=desks.Clock(), officer="示例经办", founding=Founding("tongyong")
    )
    desk, heard = desk_of(empty, tmp_path / "empty")
    made = annual_menu.button(desk, lambda: None, host)
    menu = made.menu()
    assert isinstance(menu, QMenu)
    menu.actions()[0].trigger()
    assert "还没有届次" in heard.said[-1]
    desk.jobs.stop()
    desk.relay.leave()
    empty.close()
    assert seat


def test_a_desk_that_is_only_read_can_be_reported_on(
    dialog: AnnualDialog, office: Office, host: QWidget, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog.outline.setCurrentRow(FACTS)
    text_of(dialog, "totals.total").setFocus()
    type_text("据统计，")
    dialog._keeper.keep()
    reader = open_office(office.directory, clock=desks.Clock(), officer="示例经办", read_only=True)
    desk, _ = desk_of(reader, tmp_path)
    annual_menu.button(desk, lambda: 1, host).menu().actions()[0].trigger()  # type: ignore[union-attr]
    found = host.findChildren(AnnualDialog)[-1]
    assert found is not dialog
    assert not found.verb_button.isEnabled()
    found.save()
    assert "只读" in banner(found)
    path = tmp_path / "报告.txt"
    found.write_to(str(path))
    qtbot.waitUntil(path.exists)
    qtbot.waitUntil(lambda: not desk.jobs.is_busy)
    found.done(0)
    desk.jobs.stop()
    desk.relay.leave()
    reader.close()
