"""这一格的来历: who changed a field of a case, from what to what, and when."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.casework import register
from desktop.views.ledger_page import LedgerPage
from desktop.views.origin_dialog import OriginDialog, steps
from tests import desks
from tests.samples import PAPER

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard


def test_every_change_of_a_field_is_told_newest_first(
    seat: tuple[Desk, Heard], office: Office, qtbot: QtBot
) -> None:
    case = desks.registered(office)
    register.amend(office, case.id, replace(case.proposal, title="关于别的建议"))
    desks.handed_out(office, case)
    newest, first = steps(office, case.id, "案由")
    assert (newest.before, newest.after) == (PAPER.title, "关于别的建议")
    assert (first.verb, first.before, first.after) == ("登记", "", PAPER.title)
    leader, *_ = steps(office, case.id, "领衔人")
    assert "138-****-0001" in leader.after
    assert [each.verb for each in steps(office, case.id, "主办单位")] == ["交办"]
    dialog = OriginDialog(seat[0], case.id, "案由")
    qtbot.addWidget(dialog)
    assert "共 2 次" in dialog.told.text()
    assert len(dialog.ledger(office).rows) == 2
    empty = OriginDialog(seat[0], case.id, "剩余")
    qtbot.addWidget(empty)
    assert not empty.export_button.isEnabled()


def test_the_menu_of_a_cell_opens_it(seat: tuple[Desk, Heard], office: Office, qtbot: QtBot) -> None:
    desks.registered(office)
    page = LedgerPage(seat[0])
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    qtbot.waitUntil(lambda: page.rows.rowCount() == 1)
    page.table.setCurrentIndex(page.rows.index(0, 1))
    (line,) = [each for each in page.deeds.cell_menu.actions() if "这一格的来历" in each.text()]
    line.trigger()
    (dialog,) = page.findChildren(OriginDialog)
    assert "案由" in dialog.told.text()
    dialog.close()
