"""交办通知和清单: units are ticked, and become notices and a list of tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QFileDialog

from desktop.casework.office import Founding, create_office
from desktop.domain.assignment import Role
from desktop.domain.kinds import Body
from desktop.domain.session import Session
from desktop.views.letter_preview import LetterPreview
from desktop.views.print_handout import PrintHandout
from desktop.views.printer_dialog import PrinterDialog
from tests import desks
from tests.views.case_desk import desk_of, press, words_of

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard


def opened(desk: Desk, qtbot: QtBot) -> PrintHandout:
    tab = PrintHandout(desk)
    qtbot.addWidget(tab)
    tab.resize(1150, 600)
    tab.refresh()
    tab.show()
    tab.activateWindow()
    qtbot.waitUntil(tab.isActiveWindow)
    return tab


@pytest.fixture
def tasks(office: Office) -> None:
    """Hand out two cases: unit 1 answers both, unit 2 co-handles one."""
    desks.handed_out(
        office, desks.registered(office, "1"), desks.draft(1, Role.LEAD), desks.draft(2, Role.CO)
    )
    desks.handed_out(office, desks.registered(office, "2"))


def lines(tab: PrintHandout) -> list[tuple[str, ...]]:
    model = tab.pile.model
    return [tuple(model.text_at(row, column) for column in (1, 2, 3, 4)) for row in range(model.rowCount())]


@pytest.mark.usefixtures("tasks")
def test_units_with_tasks_are_ticked_by_keys(seat: tuple[Desk, Heard], qtbot: QtBot) -> None:
    tab = opened(seat[0], qtbot)
    pile = tab.pile
    assert lines(tab) == [("示例区教育局", "2", "0", "2"), ("示例区财政局", "0", "1", "1")]
    assert "2 个单位，主办 2 件次，协办 1 件次" in words_of(tab)
    assert not pile.merged.isEnabled()
    tab.setFocus()
    pile.table.select_place(1)
    press("Space")
    assert pile.model.ticked == (2,)
    press("Alt+A")
    qtbot.waitUntil(lambda: pile.model.ticked == (2, 1))
    tab.refresh()
    assert set(pile.model.ticked) == {2, 1}
    press("Alt+D")
    qtbot.waitUntil(lambda: pile.model.ticked == ())


@pytest.mark.usefixtures("tasks")
def test_notices_become_one_pdf_and_a_record(
    seat: tuple[Desk, Heard], qtbot: QtBot, tmp_path: Path, office: Office
) -> None:
    pile = opened(seat[0], qtbot).pile
    pile.tick_all()
    pile.merged.click()
    chooser = pile.findChildren(QFileDialog)[-1]
    assert chooser.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    path = tmp_path / "交办通知.pdf"
    chooser.fileSelected.emit(str(path))
    qtbot.waitUntil(lambda: "已生成交办通知 2 份" in pile.banner.text, timeout=10_000)
    assert path.read_bytes().startswith(b"%PDF")
    assert office.store.prints.newest(9)[0].name == "交办通知"
    chooser.close()
    pile.paper.click()
    qtbot.waitUntil(lambda: bool(pile.findChildren(PrinterDialog)), timeout=10_000)
    pile.findChildren(PrinterDialog)[-1].reject()


@pytest.mark.usefixtures("tasks")
def test_the_list_of_tasks_becomes_a_workbook(seat: tuple[Desk, Heard], qtbot: QtBot, tmp_path: Path) -> None:
    tab = opened(seat[0], qtbot)
    tab.pile.table.toggle([0])
    tab.listed.click()
    chooser = tab.findChildren(QFileDialog)[-1]
    path = tmp_path / "交办清单.xlsx"
    chooser.fileSelected.emit(str(path))
    qtbot.waitUntil(lambda: "已生成 2 件次" in tab.pile.banner.text, timeout=10_000)
    said = {cell.value for row in load_workbook(path).active.iter_rows() for cell in row}
    assert "示例区教育局" in said
    assert "协办" not in said, "the other unit is not ticked"
    chooser.close()
    tab.write_list(str(tmp_path / "没有" / "交办清单.xlsx"))
    qtbot.waitUntil(lambda: "没有写成" in tab.pile.banner.text, timeout=10_000)


@pytest.mark.usefixtures("tasks")
def test_the_notice_of_the_current_unit_is_previewed(seat: tuple[Desk, Heard], qtbot: QtBot) -> None:
    tab = opened(seat[0], qtbot)
    assert not tab.pile.preview.isEnabled()
    tab.pile.look()
    assert tab.findChildren(LetterPreview) == []
    tab.pile.table.setFocus()
    tab.pile.table.select_place(0)
    press("Return")
    (preview,) = tab.findChildren(LetterPreview)
    qtbot.waitUntil(lambda: preview.is_ready, timeout=10_000)
    assert preview.windowTitle() == "交办通知_示例区教育局 · 预览"
    preview.reject()


@pytest.mark.usefixtures("tasks")
def test_another_session_has_other_units(seat: tuple[Desk, Heard], qtbot: QtBot, office: Office) -> None:
    with office.store.transaction():
        office.store.sessions.add(Session(Body.CPPCC, "区", 9, 1, 2025), office.note("测试"))
    tab = opened(seat[0], qtbot)
    tab.pile.tick_all()
    tab.sessions.setCurrentIndex(1 - tab.sessions.currentIndex())
    first = tab.pile.model.rowCount()
    tab.sessions.setCurrentIndex(1 - tab.sessions.currentIndex())
    assert {first, tab.pile.model.rowCount()} == {0, 2}
    assert tab.pile.model.ticked == (), "ticks of one session mean nothing in another"
    if not tab.pile.model.rowCount():
        tab.sessions.setCurrentIndex(1 - tab.sessions.currentIndex())


def test_a_session_without_tasks_says_what_to_do(seat: tuple[Desk, Heard], qtbot: QtBot) -> None:
    tab = opened(seat[0], qtbot)
    assert tab.pile.empty.isVisible()
    assert "Ctrl+J" in words_of(tab.pile.empty)


def test_a_desk_without_sessions_says_so(tmp_path: Path, qtbot: QtBot) -> None:
    office = create_office(tmp_path / "new", clock=desks.Clock(), officer="示例", founding=Founding())
    desk, _heard = desk_of(office, tmp_path)
    tab = opened(desk, qtbot)
    assert "还没有届次" in words_of(tab.pile.empty)
    desk.jobs.stop()
    desk.relay.leave()
    office.close()
