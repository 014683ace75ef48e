"""跨年度事项 on the screen: from the menu, both ways over the year, opened, put on watch, exported."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from desktop.casework import find, follow, keep
from desktop.casework.carry_over import Side
from desktop.domain.commitment import Commitment
from desktop.views.carry_over_dialog import CarryOverDialog
from desktop.views.follow_menu import FollowMenu
from desktop.views.following import FollowDesk
from tests import desks
from tests.views.case_desk import desk_of, press, shown, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from desktop.views.page import Desk
    from tests.views.case_desk import Heard


@pytest.fixture
def later(tmp_path: Path) -> Iterator[tuple[Desk, Heard]]:
    """Return a desk in the year after a promise was made."""
    clock = desks.Clock()
    office = desks.new_office(tmp_path / "later", clock=clock)
    case = desks.judged(office, desks.answered(office, desks.registered(office)))
    said = Commitment("建成二期站台", "示例区教育局", office.today, date(2027, 3, 5))
    follow.promise(office, case.id, said)
    clock.day = date(2027, 3, 1)
    keep.save_session(office, replace(desks.SESSION, number=2, year=2027, assigned_on=None, closed_on=None))
    desk, heard = desk_of(office, tmp_path)
    yield desk, heard
    desk.jobs.stop()
    desk.relay.leave()
    office.close()


def test_what_came_over_is_listed_watched_and_opened(
    later: tuple[Desk, Heard], host: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    desk, heard = later
    following = FollowDesk(desk, host)
    menu = FollowMenu(lambda: following, host)
    menu.show_carried()
    (dialog,) = host.findChildren(CarryOverDialog)
    shown(dialog, qtbot)
    qtbot.waitUntil(lambda: dialog.told.text().startswith("1 件，1 项"))
    assert "承诺落实率 0%（0/1）" in dialog.told.text()
    dialog.list_button.click()
    assert heard.said == ["已将 1 件列入重点督办"]
    assert find.case(desk.office, 1).checks_due == (date(2027, 3, 5),)
    qtbot.waitUntil(lambda: dialog.table.rows.row_at(0).is_listed)  # type: ignore[union-attr]
    dialog.list_as_key()
    assert heard.said[-1] == "所选的件都已列入重点督办"
    dialog.export_to(str(tmp_path / "carried.xlsx"))
    qtbot.waitUntil(lambda: heard.said[-1].startswith("已导出 1 条"))
    dialog.side.choose(Side.OUT_OF)
    qtbot.waitUntil(lambda: "没有未了事项" in dialog.told.text())
    assert "没有跨年度事项" in words_of(dialog)
    dialog.side.choose(Side.INTO)
    qtbot.waitUntil(lambda: dialog.told.text().startswith("1 件"))
    dialog.table.setFocus()
    dialog.table.select_place(0)
    press("Return")
    assert heard.opened == [1]
