"""Having several papers handled as one by keyboard, and what the head of each then says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QPushButton

from desktop.casework import find, issue, merge, undo
from desktop.domain.kinds import Kind
from desktop.domain.proposal import Filing, Submitter
from desktop.views.case_page import CasePage
from desktop.views.consult_dialog import ConsultDialog
from desktop.views.filing_dialog import FilingDialog
from desktop.views.merge_dialog import MergeDialog, PartLettersDialog
from tests import desks
from tests.samples import PAPER
from tests.views.case_desk import fill, press, shown, words_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # lists that drop down


@pytest.fixture
def cases(office: Office) -> tuple[Case, ...]:
    return tuple(desks.registered(office, number) for number in ("1", "2", "3"))


def fates(dialog: MergeDialog) -> list[str]:
    listed = dialog.chosen._list
    return [listed.item(row).text().partition("\n")[2] for row in range(listed.count())]


def test_the_others_follow_the_one_chosen(
    seat: tuple[Desk, Heard], cases: tuple[Case, ...], office: Office, host: QWidget, qtbot: QtBot
) -> None:
    drafted = desks.drafted(office, desks.handed_out(office, cases[2]))
    dialog = MergeDialog(seat[0], (*cases[:2], drafted), host)
    shown(dialog, qtbot)
    assert fates(dialog) == ["并入第3号建议", "并入第3号建议", "★ 主件"], "the one handed out leads"
    press("Alt+M")
    press("Home")
    assert fates(dialog) == ["★ 主件", "并入第1号建议", "并入第1号建议，已有答复稿保留"]
    assert "第2号建议、第3号建议并入第1号建议《关于增设示例路公交站的建议》。" in words_of(dialog)
    assert "每位领衔人都要征求意见" in words_of(dialog)
    assert dialog.verb_button.text() == "并入 2 件"
    press("Ctrl+Return")
    assert find.case(office, 1).merged == (2, 3)
    assert seat[1].said == ["第2号建议、第3号建议已并入第1号建议"]
    undo.undo(office)
    assert find.case(office, 1).merged == ()


def test_a_single_case_takes_others_by_their_numbers(
    seat: tuple[Desk, Heard], cases: tuple[Case, ...], office: Office, host: QWidget, qtbot: QtBot
) -> None:
    dialog = MergeDialog(seat[0], cases[:1], host)
    shown(dialog, qtbot)
    assert not dialog.verb_button.isEnabled()
    press("Ctrl+Return")
    assert dialog.banner.text == "尚未并案：只有一件，请再添加要并入的件。"
    fill("N", "99")
    assert "没有编号为“99”的件" in words_of(dialog)
    fill("N", "2")
    assert "区十七届人大一次会议 第2号建议" in words_of(dialog)
    dialog.add_found()
    dialog.add_found()
    assert fates(dialog) == ["★ 主件", "并入第1号建议"]
    press("Ctrl+Return")
    assert find.case(office, 1).merged == (2,)


def test_what_does_not_fit_is_marked_and_can_be_left_out(
    seat: tuple[Desk, Heard], cases: tuple[Case, ...], office: Office, host: QWidget, qtbot: QtBot
) -> None:
    merge.into(office, 2, (3,))
    issued = desks.answered(office, desks.registered(office, "4"))
    chosen = (cases[0], find.case(office, 2), find.case(office, 3), issued)
    dialog = MergeDialog(seat[0], chosen, host)
    shown(dialog, qtbot)
    assert fates(dialog) == [
        "并入第2号建议",
        "★ 主件，已含并案 1 件",
        "▲ 立案情况是“并案”，请先立案",
        "▲ 已印发答复，请以它为主件",
    ]
    press("Ctrl+Return")
    assert "不能并案，未作改动" in dialog.banner.text
    dialog.chosen.drop_barred()
    press("Ctrl+Return")
    assert find.case(office, 2).merged == (3, 1)


def test_all_taken_off_the_list_leaves_nothing_to_decide(
    seat: tuple[Desk, Heard], cases: tuple[Case, ...], host: QWidget, qtbot: QtBot
) -> None:
    dialog = MergeDialog(seat[0], cases[:1], host)
    shown(dialog, qtbot)
    dialog.chosen.setFocus()
    press("Down")
    press("Delete")
    assert dialog.leading is None
    assert dialog.parts == ()


def test_the_head_names_the_papers_handled_together_and_opens_them(
    seat: tuple[Desk, Heard], cases: tuple[Case, ...], office: Office, qtbot: QtBot
) -> None:
    assert len(cases) == 3
    merge.into(office, 1, (2, 3))
    page = CasePage(seat[0])
    qtbot.addWidget(page)
    page.show()
    page.show_case(1)
    assert words_of(page.header.merged) == "含并案\n第2号建议\n第3号建议"
    page.header.merged.findChildren(QPushButton)[0].click()
    assert page.case_id == 2
    qtbot.waitUntil(lambda: words_of(page.header.merged) == "并入\n第1号建议")
    alone = desks.registered(office, "9")
    page.show_case(alone.id)
    assert page.header.merged.isHidden()


def test_more_papers_than_there_is_room_for_are_counted(
    seat: tuple[Desk, Heard], cases: tuple[Case, ...], office: Office, qtbot: QtBot
) -> None:
    parts = [*cases[1:], *(desks.registered(office, str(number)) for number in range(4, 10))]
    merge.into(office, 1, [case.id for case in parts])
    page = CasePage(seat[0])
    qtbot.addWidget(page)
    page.show()
    page.show_case(1)
    assert "等 8 件" in words_of(page.header.merged)


def test_the_letter_of_a_paper_merged_late_is_sent_from_the_head(
    seat: tuple[Desk, Heard], cases: tuple[Case, ...], office: Office, host: QWidget, qtbot: QtBot
) -> None:
    desks.answered(office, cases[0])
    dialog = MergeDialog(seat[0], (find.case(office, 1), cases[1]), host)
    shown(dialog, qtbot)
    press("Ctrl+Return")
    assert seat[1].said[-1].endswith("主件已印发答复，请在主件页上补发答复函")
    page = CasePage(seat[0])
    qtbot.addWidget(page)
    page.show()
    page.show_case(1)
    assert "▲ 1 件的领衔人还没有收到答复函" in words_of(page.header.merged)
    page.header.merged.findChildren(QPushButton)[-1].click()
    (asked,) = page.findChildren(PartLettersDialog)
    assert asked.chosen.item(0).text().endswith("示例甲、示例乙代表")
    assert "印发后不能撤销" in words_of(asked)
    shown(asked, qtbot)
    press("Ctrl+Return")
    assert seat[1].said[-1] == "已补发 1 份答复函"
    assert issue.owed_to_parts(office, find.case(office, 1)) == ()
    page.show_case(2)
    page.header.tab_bar.setCurrentIndex(3)
    assert "例教函〔2026〕2号" in words_of(page)
    assert "预览答复函(&V)" in words_of(page)


def test_filing_merges_and_parts_again(
    seat: tuple[Desk, Heard], cases: tuple[Case, ...], office: Office, host: QWidget, qtbot: QtBot
) -> None:
    dialog = FilingDialog(seat[0], cases[1], host)
    shown(dialog, qtbot)
    press("Alt+F")
    press("Down")
    press("Down")
    press("Ctrl+Return")
    assert dialog.banner.text == "尚未并案：未填并入哪一件。"
    fill("M", "1")
    press("Ctrl+Return")
    assert find.case(office, 2).merged_into == 1
    again = FilingDialog(seat[0], find.case(office, 2), host)
    shown(again, qtbot)
    assert "第1号建议《" in words_of(again)
    assert not again.would_lose()
    press("Ctrl+Return")
    third = FilingDialog(seat[0], find.case(office, 2), host)
    shown(third, qtbot)
    press("Alt+F")
    press("Home")
    press("Ctrl+Return")
    assert find.case(office, 2).merged_into == 0
    assert seat[1].said == ["第2号建议：并入第1号建议", "第2号建议：并入第1号建议", "第2号建议：立案"]


def test_only_proposals_are_passed_on_as_public_opinion(
    seat: tuple[Desk, Heard], cases: tuple[Case, ...], office: Office, host: QWidget, qtbot: QtBot
) -> None:
    suggestion = FilingDialog(seat[0], cases[0], host)
    assert "转社情民意" not in [suggestion._filing.itemText(row) for row in range(suggestion._filing.count())]
    paper = replace(PAPER, kind=Kind.CPPCC_PROPOSAL)
    dialog = FilingDialog(seat[0], desks.registered(office, "9", paper), host)
    shown(dialog, qtbot)
    press("Alt+F")
    press("End")
    fill("R", "反映个案")
    press("Ctrl+Return")
    assert find.case(office, 4).proposal.filing is Filing.PUBLIC_OPINION


def test_every_lead_of_papers_handled_as_one_is_to_be_met(
    seat: tuple[Desk, Heard], cases: tuple[Case, ...], office: Office, host: QWidget, qtbot: QtBot
) -> None:
    paper = replace(PAPER, submitters=(Submitter("示例丙"),))
    other = desks.registered(office, "9", paper)
    main = merge.into(office, desks.handed_out(office, cases[0]).id, (other.id,))
    dialog = ConsultDialog(seat[0], main, host)
    shown(dialog, qtbot)
    assert dialog.fields.submitter_people.text() == "示例甲、示例丙"
    assert "含并案 1 件，各件的领衔人都要征求意见。" in words_of(dialog)
