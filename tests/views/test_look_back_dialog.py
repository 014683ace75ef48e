"""Looking again at answered cases, and what is still wished, by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QFileDialog

from desktop.casework import find, look_back
from desktop.domain.look_back import Wish
from desktop.domain.procedure import Act
from desktop.views.acts import ActDesk
from desktop.views.case_tabs_feedback import FeedbackTab
from desktop.views.case_view import look
from desktop.views.look_back_dialog import LookBackDialog
from desktop.views.wish_dialog import AnswerWishDialog, WishDialog
from tests import desks
from tests.views.case_desk import fill, press, shown, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard


@pytest.fixture
def cases(office: Office) -> tuple[Case, Case]:
    return tuple(desks.answered(office, desks.registered(office, each)) for each in "12")  # type: ignore[return-value]


@pytest.fixture
def dialog(
    seat: tuple[Desk, Heard], cases: tuple[Case, Case], host: QWidget, qtbot: QtBot
) -> Iterator[LookBackDialog]:
    assert cases
    dialog = LookBackDialog(seat[0], host)
    shown(dialog, qtbot)
    yield dialog
    dialog.reject()


def test_cases_are_looked_at_one_after_the_other(
    dialog: LookBackDialog, office: Office, seat: tuple[Desk, Heard]
) -> None:
    assert "第 1 件，共 2 件已答复的件" in words_of(dialog)
    press("Ctrl+Return")
    assert "至少写一项" in dialog.banner.text
    fill("P", "已开工。")
    assert dialog.would_lose()
    dialog.status.choose("正在落实")
    press("Ctrl+Return")
    assert find.case(office, 1).implementation == "正在落实"
    assert seat[1].said == ["已登记回头看：1"]
    row = dialog.table.current_row
    assert row is not None
    assert row.id == 2
    assert not dialog.would_lose()
    fill("Q", "答复具体。")
    press("Ctrl+Return")
    assert [each.quality for each in find.case(office, 2).look_backs] == ["答复具体。"]


def test_the_list_follows_what_is_picked(dialog: LookBackDialog) -> None:
    dialog.classes.setCurrentIndex(3)
    assert "没有符合条件的已答复的件。" in words_of(dialog)
    assert not dialog.verb_button.isEnabled()
    dialog.decide()
    dialog.classes.setCurrentIndex(0)
    assert dialog.table.rows.rowCount() == 2


def test_the_case_it_is_opened_for_is_chosen(
    seat: tuple[Desk, Heard], cases: tuple[Case, Case], host: QWidget
) -> None:
    acts = ActDesk(seat[0], host)
    dialog = acts.start(Act.LOOK_BACK, cases[1].id)
    assert isinstance(dialog, LookBackDialog)
    row = dialog.table.current_row
    assert row is not None
    assert row.id == cases[1].id
    dialog.reject()
    opened = acts.following.look_back()
    assert isinstance(opened, LookBackDialog)
    opened.reject()


def test_a_wish_is_taken_in_answered_and_shown(
    seat: tuple[Desk, Heard], cases: tuple[Case, Case], office: Office, host: QWidget, qtbot: QtBot
) -> None:
    dialog = WishDialog(seat[0], cases[0], host)
    shown(dialog, qtbot)
    assert not dialog.would_lose()
    fill("T", "希望再加一处雨棚。")
    fill("L", "+10")
    press("Ctrl+Return")
    tab = FeedbackTab(ActDesk(seat[0], host))
    qtbot.addWidget(tab)
    tab.show()
    tab.show_view(look(office, cases[0].id))
    assert "▲ 尚未答复" in words_of(tab)
    reply = AnswerWishDialog(seat[0], find.case(office, cases[0].id), host)
    shown(reply, qtbot)
    assert not reply.would_lose()
    fill("A", "已列入本月施工。")
    press("Ctrl+Return")
    (wish,) = find.case(office, cases[0].id).wishes
    assert (wish.answer, wish.is_open) == ("已列入本月施工。", False)
    assert seat[1].said == ["已登记后续意见", "已答复后续意见"]
    acts = ActDesk(seat[0], host)
    assert isinstance(acts.start(Act.WISH, cases[0].id), WishDialog)
    assert acts.start(Act.ANSWER_WISH, cases[0].id) is None
    look_back.take_wish(office, cases[0].id, Wish("座椅", office.today))
    assert isinstance(acts.start(Act.ANSWER_WISH, cases[0].id), AnswerWishDialog)


@pytest.mark.usefixtures("cases")
def test_the_cross_table_is_written(
    seat: tuple[Desk, Heard], host: QWidget, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "交叉表.xlsx"
    ActDesk(seat[0], host).following.write_cross_table(str(path))
    qtbot.waitUntil(lambda: bool(seat[1].said))
    assert seat[1].said == ["已导出 交叉表.xlsx"]
    assert path.exists()


def test_the_list_is_exported_from_the_dialog(
    dialog: LookBackDialog, seat: tuple[Desk, Heard], tmp_path: Path, qtbot: QtBot
) -> None:
    dialog.ask_where()
    (asking,) = dialog.findChildren(QFileDialog)
    assert asking.windowTitle() == "导出回头看清单"
    asking.reject()
    dialog.export_to(str(tmp_path / "list.xlsx"))
    qtbot.waitUntil(lambda: seat[1].said == ["已导出 2 件：list.xlsx"])
    dialog.export_to(str(tmp_path / "missing" / "list.pdf"))
    qtbot.waitUntil(lambda: len(seat[1].said) == 2)
