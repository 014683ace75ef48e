"""打印 → 督办文书: notices of units, the circular of a period and briefs for leaders, by keys."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QFileDialog

from desktop.casework import find
from desktop.casework.press_loads import Scope
from desktop.domain.assignment import Role
from desktop.domain.supervision import SupervisionLevel
from desktop.views.letter_preview import LetterPreview
from desktop.views.press_dialog import PressDialog
from desktop.views.print_page import PrintPage
from desktop.views.printer_dialog import PrinterDialog
from tests import desks
from tests.views.case_desk import fill, press, words_of
from tests.views.ears import Ear

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.views.page import Desk
    from desktop.views.print_press import PrintPress
    from tests.views.case_desk import Heard

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # lists that drop down
LONG = 60_000  # milliseconds a paper may take on a busy machine


@pytest.fixture(autouse=True)
def _tasks(office: Office) -> None:
    """Hand out two cases: unit 1 is late with one and not with the other, unit 2 co-handles that one."""
    office.clock.turn(-9)  # type: ignore[attr-defined]
    due_on = office.today + timedelta(days=3)
    desks.handed_out(office, desks.registered(office, "1"), desks.draft(1, Role.SOLE, due_on=due_on))
    later = desks.draft(1, Role.LEAD), desks.draft(2, Role.CO)
    desks.handed_out(office, desks.registered(office, "2"), *later)
    office.clock.turn(9)  # type: ignore[attr-defined]


@pytest.fixture
def page(seat: tuple[Desk, Heard], qtbot: QtBot) -> PrintPage:
    page = PrintPage(seat[0])
    qtbot.addWidget(page)
    page.resize(1198, 644)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    press("Alt+U", page)
    assert page.tabs.currentWidget() is page.press
    return page


def choose_paper(tab: PrintPress, downs: int) -> None:
    tab.papers.setFocus()
    press("Home")
    for _ in range(downs):
        press("Down")


def test_units_that_are_late_are_ticked_recorded_and_noticed(
    page: PrintPage, office: Office, seat: tuple[Desk, Heard], qtbot: QtBot
) -> None:
    tab = page.press
    told: Ear[str] = Ear()
    page.summary_changed.connect(told.hear)
    choose_paper(tab, 1)
    pane = tab.supervising
    assert pane.isVisible()
    assert [row.unit for row in pane.pile.rows] == ["示例区教育局"]
    pane.scope.setFocus()
    press("End")
    assert pane.scope.value() is Scope.ALL
    assert pane.pile.model.rowCount() == 2
    press("Home")
    press("Alt+A")
    qtbot.waitUntil(lambda: told[-1] == "已逾期的单位 1 个，已勾选 1 个")
    press("Alt+J")
    qtbot.waitUntil(lambda: len(pane.findChildren(PressDialog)) == 1)
    (dialog,) = pane.findChildren(PressDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog.level.value() is SupervisionLevel.SUPERVISE
    assert dialog.verb_button.text() == "督办 1 项", "only what is late, not all the unit has"
    dialog.reject()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    pane.pile.table.setFocus()
    pane.pile.table.select_place(0)
    press("Return")
    (preview,) = pane.pile.findChildren(LetterPreview)
    assert preview.windowTitle() == "督办通知书_示例区教育局 · 预览"
    preview.reject()
    path = Path(seat[0].memory.fileName()).with_name("d.pdf")
    pane.pile.merge_into(str(path))
    qtbot.waitUntil(lambda: "已生成督办通知书 1 份" in pane.pile.banner.text, timeout=LONG)
    assert path.read_bytes().startswith(b"%PDF")
    assert find.case(office, 1).supervisions == (), "a draft records nothing"


def test_a_circular_is_seen_before_it_is_written(
    page: PrintPage, seat: tuple[Desk, Heard], qtbot: QtBot
) -> None:
    tab = page.press
    choose_paper(tab, 2)
    pane = tab.circular
    assert "2 个单位，逾期未答复 1 件" in words_of(pane)
    assert pane.table is not None
    assert pane.table.rows.rowCount() == 3, "two units and the totals"
    fill("F", "3-9")
    press("Tab")
    assert "截止日期早于起始日期" in pane.banner.text
    assert not pane.paper.isEnabled()
    fill("F", "2-1")
    press("Tab")
    assert pane.paper.isEnabled()
    press("Alt+P")
    qtbot.waitUntil(lambda: len(pane.findChildren(LetterPreview)) == 1)
    (preview,) = pane.findChildren(LetterPreview)
    qtbot.waitUntil(lambda: preview.is_ready, timeout=LONG)
    assert preview.view.page_count == 3, "the letter, the units, what is overdue"
    preview.reject()
    folder = Path(seat[0].memory.fileName()).parent
    for name in ("t.pdf", "t.docx", "t.xlsx"):
        pane.write_into(str(folder / name))
        qtbot.waitUntil(lambda name=name: name in pane.banner.text, timeout=LONG)
        assert (folder / name).exists()
    (kept,) = seat[0].office.store.prints.newest(9)
    assert (kept.name, kept.pages) == ("通报", 3)
    pane.sheet.click()
    qtbot.waitUntil(lambda: bool(pane.findChildren(PrinterDialog)), timeout=LONG)
    pane.findChildren(PrinterDialog)[-1].reject()
    pane.write_into(str(folder / "nowhere" / "t.pdf"))
    qtbot.waitUntil(lambda: "没有写成" in pane.banner.text, timeout=LONG)


def test_each_leader_gets_a_page(page: PrintPage, seat: tuple[Desk, Heard], qtbot: QtBot) -> None:
    tab = page.press
    choose_paper(tab, 3)
    pane = tab.briefs
    assert [(row.name, row.cases) for row in pane.pile.rows] == [("示例区长", 2)]
    pane.pile.table.setFocus()
    pane.pile.table.select_place(0)
    press("Space")
    assert [row.name for row in pane.pile.ticked] == ["示例区长"]
    page.refresh()
    assert pane.pile.ticked, "what is ticked stays ticked"
    folder = Path(seat[0].memory.fileName()).parent
    pane.pile.write_into(str(folder))
    qtbot.waitUntil((folder / "办理情况专报_示例区长.docx").exists, timeout=LONG)
    qtbot.waitUntil(lambda: not seat[0].jobs.is_busy)


def test_where_papers_go_is_asked_and_a_bad_place_is_told(
    page: PrintPage, seat: tuple[Desk, Heard], qtbot: QtBot
) -> None:
    tab = page.press
    choose_paper(tab, 3)
    pile = tab.briefs.pile
    pile.tick_all()
    for start, title in ((pile.merged, "合并为一个 PDF"), (pile.files, "选择存放 Word 文档的文件夹")):
        start.click()
        asking = next(each for each in pile.findChildren(QFileDialog) if each.isVisible())
        assert asking.windowTitle() == title
        asking.reject()
    pile.merge_into(str(Path(seat[0].memory.fileName()).parent / "nowhere" / "b.pdf"))
    qtbot.waitUntil(lambda: "没有写成" in pile.banner.text, timeout=LONG)
    tab.papers.setCurrentIndex(2)
    tab.circular.tables.click()
    asking = next(each for each in tab.circular.findChildren(QFileDialog) if each.isVisible())
    assert asking.windowTitle() == "保存通报"
    asking.reject()
    tab.papers.setCurrentIndex(0)
    tab.sessions.setCurrentIndex(1)
    assert tab.urging.pile.rows, "the session has what is late"
    tab.urging.pile.look()
    assert tab.urging.findChildren(LetterPreview) == [], "the cursor is on no unit"
