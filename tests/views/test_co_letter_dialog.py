"""会办意见函 on the screen: offered once an opinion has words, numbered, looked at, and shown as it went."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QAbstractButton

from desktop.casework import co_letters, consult, find
from desktop.domain.assignment import CoOpinion, Role
from desktop.domain.errors import OfficeError
from desktop.views.acts import ActDesk
from desktop.views.case_tabs_tasks import TasksTab
from desktop.views.case_view import look
from desktop.views.co_letter_dialog import CoLetterDialog
from desktop.views.letter_preview import LetterPreview
from tests import desks
from tests.views.case_desk import fill, press, shown, words_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard

SAID = "同意建设示例路站台，资金列入年度预算。"


@pytest.fixture
def case(office: Office) -> Case:
    tasks = (desks.draft(1, Role.LEAD), desks.draft(2, Role.CO), desks.draft(3, Role.CO))
    case = desks.handed_out(office, desks.registered(office), *tasks)
    return consult.take_co_opinion(office, case.id, 2, CoOpinion(office.today, SAID))


def test_the_letter_of_an_opinion_is_issued_and_shown(
    seat: tuple[Desk, Heard], case: Case, office: Office, host: QWidget, qtbot: QtBot
) -> None:
    acts = ActDesk(seat[0], host)
    tab = TasksTab(acts)
    qtbot.addWidget(tab)
    tab.show_view(look(office, case.id))
    offered = [each for each in tab.findChildren(QAbstractButton) if "意见函" in each.text()]
    assert [each.accessibleName() for each in offered] == ["示例区财政局协办意见函"]
    offered[0].click()
    (dialog,) = host.findChildren(CoLetterDialog)
    shown(dialog, qtbot)
    assert "主送\n示例区教育局" in words_of(dialog)
    qtbot.waitUntil(lambda: dialog._view.page_count == 1)
    fill("N", "没有号")
    press("Ctrl+Return")
    assert "无法识别" in dialog.banner.text
    fill("N", "例财会〔2026〕3号")
    press("Ctrl+Return")
    opinion = find.case(office, case.id).task_of(2).co_opinion
    assert opinion is not None
    assert (opinion.doc_no, opinion.text) == ("例财会〔2026〕3号", SAID)
    assert seat[1].said == ["已印发 例财会〔2026〕3号"]
    (preview,) = host.findChildren(LetterPreview)
    qtbot.waitUntil(lambda: preview.is_ready)
    preview.reject()
    tab.show_view(look(office, case.id))
    assert "例财会〔2026〕3号" in words_of(tab)
    with pytest.raises(OfficeError, match="已以例财会〔2026〕3号印发"):
        co_letters.issue_letter(office, case.id, 2)
    consult.take_co_opinion(office, case.id, 2, CoOpinion(office.today, "同意建设，资金另行申请。"))
    corrected = find.case(office, case.id).task_of(2).co_opinion
    assert corrected is not None
    assert (corrected.text, corrected.letter_id) == ("同意建设，资金另行申请。", opinion.letter_id)
    assert "列入年度预算" in co_letters.compose(office, find.case(office, case.id), 2).body[1].text


def test_without_an_opinion_there_is_no_letter(seat: tuple[Desk, Heard], case: Case, host: QWidget) -> None:
    assert ActDesk(seat[0], host).co_letter(case.id, 3) is None
    assert seat[1].said == ["会办意见函没有生成：该单位没有登记协办意见；请先补齐再试。"]
