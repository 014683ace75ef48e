"""Recording promises and marking them as kept, by keyboard."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from desktop.casework import find, follow
from desktop.domain.commitment import Commitment
from desktop.domain.errors import OfficeError
from desktop.views.commitment_dialog import CommitmentDialog, FulfilDialog
from tests import desks
from tests.views.case_desk import fill, press, shown, type_text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard


@pytest.fixture
def case(office: Office) -> Case:
    return desks.answered(office, desks.registered(office))


def test_a_promise_is_recorded_with_its_day(
    seat: tuple[Desk, Heard], case: Case, office: Office, host: QWidget, qtbot: QtBot
) -> None:
    dialog = CommitmentDialog(seat[0], case, 1, host)
    shown(dialog, qtbot)
    press("Ctrl+Return")
    assert dialog.banner.text == "缺承诺事项，尚未登记；请写明承诺做什么。"
    press("Alt+T")
    type_text("建成站台一对")
    assert dialog.would_lose()
    fill("L", "9-30")
    press("Ctrl+Return")
    (promise,) = find.case(office, case.id).commitments
    assert promise == Commitment("建成站台一对", "示例区教育局", office.today, date(2026, 9, 30))
    assert seat[1].said == ["已登记承诺事项：建成站台一对"]


def test_the_most_urgent_promise_is_kept_first(
    seat: tuple[Desk, Heard], case: Case, office: Office, host: QWidget, qtbot: QtBot
) -> None:
    for text, due in (("加装雨棚", None), ("建成站台", date(2026, 9, 30)), ("施划标线", date(2026, 5, 1))):
        case = follow.promise(office, case.id, Commitment(text, "示例区教育局", office.today, due))
    dialog = FulfilDialog(seat[0], case, host)
    shown(dialog, qtbot)
    fill("E", "验收单1号")
    assert dialog.would_lose()
    press("Ctrl+Return")
    kept = [each for each in find.case(office, case.id).commitments if not each.is_open]
    assert [(each.text, each.evidence) for each in kept] == [("施划标线", "验收单1号")]
    assert seat[1].said == ["承诺已落实"]


def test_another_promise_can_be_chosen_and_its_day_must_be_possible(
    seat: tuple[Desk, Heard], case: Case, office: Office, host: QWidget, qtbot: QtBot
) -> None:
    for text in ("建成站台", "加装雨棚"):
        case = follow.promise(office, case.id, Commitment(text, "示例区教育局", office.today))
    dialog = FulfilDialog(seat[0], case, host)
    dialog.choose_promise(1)
    shown(dialog, qtbot)
    fill("D", "明天")
    press("Ctrl+Return")
    assert "不晚于今天" in dialog.banner.text
    fill("D", "今天")
    press("Ctrl+Return")
    assert [each.is_open for each in find.case(office, case.id).commitments] == [True, False]


def test_without_open_promises_there_is_nothing_to_keep(seat: tuple[Desk, Heard], case: Case) -> None:
    with pytest.raises(OfficeError, match="没有待落实的承诺事项"):
        FulfilDialog(seat[0], case)
