"""Registering by keyboard: one paper after the other, what is missing, new sessions, drafts that survive."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QMessageBox

from desktop.casework import find, keep, register
from desktop.domain.errors import Severity
from desktop.domain.kinds import Body, Kind
from desktop.domain.proposal import Filing, Publicity, Submitter
from desktop.domain.session import Session
from desktop.views.case_glance import CaseGlance
from desktop.views.name_area import NameArea
from desktop.views.register_dialog import RegisterDialog
from tests import desks
from tests.samples import PAPER
from tests.views.case_desk import fill, focus, press, shown, type_text, words_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard


pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # lists that drop down


@pytest.fixture
def dialog(seat: tuple[Desk, Heard], host: QWidget, qtbot: QtBot) -> RegisterDialog:
    dialog = RegisterDialog(seat[0], None, host)
    shown(dialog, qtbot)
    return dialog


def case_numbered(office: Office, number: str) -> Case:
    (case,) = find.by_number(office, number)
    return case


def test_one_paper_after_the_other_by_keys(
    dialog: RegisterDialog, office: Office, seat: tuple[Desk, Heard]
) -> None:
    for number in ("1", "0043"):
        fill("N", number)
        fill("T", f"关于第{number}件的建议")
        fill("P", "示例甲、示例乙\n示例丙")
        fill("C", "城乡建设")
        fill("B", "正文一段。")
        press("Ctrl+Return")
        assert dialog.banner.text == f"已登记《关于第{number}件的建议》。"
        assert focus().accessibleName() == "编号"
    press("Escape")
    paper = case_numbered(office, "0043").proposal
    assert paper.title == "关于第0043件的建议"
    assert [each.name for each in paper.submitters] == ["示例甲", "示例乙", "示例丙"]
    assert paper.co_submitter_count == 2
    assert paper.category == "城乡建设"
    assert paper.received_on == office.today
    assert not dialog.isVisible()
    assert seat[1].opened == [case_numbered(office, "0043").id]


def test_what_is_missing_stands_beside_its_field_and_nothing_is_registered(
    dialog: RegisterDialog, office: Office
) -> None:
    fill("N", "7")
    press("Ctrl+Return")
    assert dialog.banner.text == "尚未登记：缺标题（案由）；缺领衔人（提案者）。"
    assert dialog.form.problem_of("title") == "缺标题（案由）"
    assert focus().accessibleName() == "案由"
    assert find.by_number(office, "7") == ()


@pytest.mark.usefixtures("dialog")
def test_a_new_session_is_made_from_its_words(office: Office) -> None:
    fill("N", "8")
    fill("T", "关于新届次的建议")
    fill("P", "示例甲")
    fill("J", "区十八届人大二次会议")
    press("Ctrl+S")
    assert [session.text for session in keep.sessions(office)].count("区十八届人大二次会议") == 1
    assert office.session_of(case_numbered(office, "8")).text == "区十八届人大二次会议"


def test_the_session_follows_the_kind(
    seat: tuple[Desk, Heard], office: Office, host: QWidget, qtbot: QtBot
) -> None:
    keep.save_session(office, Session(Body.CPPCC, "区", 10, 3, 2027))
    dialog = RegisterDialog(seat[0], None, host)
    shown(dialog, qtbot)
    assert dialog.fields.session.text() == "区十七届人大一次会议", "the newer one is not of the 人大"
    dialog.fields.kind.choose(Kind.CPPCC_PROPOSAL)
    assert dialog.fields.session.text() == "区政协十届三次会议"
    fill("J", "区政协十届四次会议")
    dialog.fields.kind.choose(Kind.INTERSESSION_CPPCC_PROPOSAL)
    assert dialog.fields.session.text() == "区政协十届四次会议", "a new one may be typed first"


def test_a_session_nobody_can_read_is_refused(dialog: RegisterDialog, office: Office) -> None:
    fill("T", "关于届次的建议")
    fill("P", "示例甲")
    fill("J", "今年的会")
    press("Ctrl+S")
    assert dialog.form.problem_of("session_id") == "届次“今年的会”无法识别"
    assert len(keep.sessions(office)) == 1


@pytest.mark.usefixtures("dialog")
def test_a_body_leads_and_a_key_paper_names_who_made_it_one(office: Office) -> None:
    fill("N", "9")
    fill("T", "关于重点件的建议")
    fill("P", "示例区工商业联合会")
    press("Alt+I")
    press("Space")
    press("Tab")
    type_text("主任会议")
    press("Tab")
    type_text("示例区长")
    press("Tab")
    type_text("示例主任")
    fill("R", "2-27")
    press("Ctrl+S")
    paper = case_numbered(office, "9").proposal
    assert paper.submitters[0].is_organisation
    assert paper.is_key
    assert paper.key_designated_by == "主任会议"
    assert (paper.key_leader, paper.key_supervisor) == ("示例区长", "示例主任")
    assert paper.received_on is not None
    assert paper.received_on.isoformat() == "2026-02-27"


def test_a_day_nobody_can_read_is_refused(dialog: RegisterDialog) -> None:
    fill("R", "昨年")
    press("Ctrl+S")
    assert dialog.form.problem_of("received_on") == "收到日期“昨年”不是日期"


@pytest.mark.usefixtures("dialog")
def test_a_double_number_is_told(office: Office, seat: tuple[Desk, Heard]) -> None:
    desks.registered(office, "5")
    for letter, text in (("N", "5"), ("T", "另一件"), ("P", "示例甲")):
        fill(letter, text)
    press("Ctrl+S")
    assert seat[1].said == ["已登记第5号建议；同号的另有 1 件，请核对"]


def test_amending_keeps_what_the_form_does_not_show(
    seat: tuple[Desk, Heard], office: Office, host: QWidget, qtbot: QtBot
) -> None:
    paper = replace(
        PAPER,
        submitters=(Submitter("示例甲", phone="138-0000-0001", address="示例路1号"),),
        co_submitter_count=4,
        nature="多年重复",
        publicity=Publicity.NOT_PUBLIC,
        publicity_reason="涉及个人隐私",
    )
    case = register.proposal(office, paper)
    dialog = RegisterDialog(seat[0], case, host)
    shown(dialog, qtbot)
    fill("T", "关于示例二路的建议")
    press("Ctrl+Return")
    saved = find.case(office, case.id).proposal
    assert saved == replace(paper, title="关于示例二路的建议", registered_on=office.today)
    assert seat[1].said == ["已保存第12号建议"]
    assert not dialog.isVisible()


@pytest.mark.usefixtures("dialog")
def test_kinds_follow_the_scheme_and_stay_for_the_next(office: Office) -> None:
    press("Alt+K")
    press("End")
    for letter, text in (("J", "区政协十届三次会议"), ("N", "3"), ("T", "关于社情民意"), ("P", "示例甲")):
        fill(letter, text)
    press("Ctrl+Return")
    assert case_numbered(office, "3").proposal.kind is Kind.PUBLIC_OPINION
    for letter, text in (("N", "4"), ("T", "另一件"), ("P", "示例甲")):
        fill(letter, text)
    press("Ctrl+Return")
    assert case_numbered(office, "4").proposal.kind is Kind.PUBLIC_OPINION


def test_what_was_typed_survives_a_crash_and_is_offered_again(
    dialog: RegisterDialog, seat: tuple[Desk, Heard], host: QWidget, qtbot: QtBot
) -> None:
    fill("T", "写到一半的案由")
    dialog._keeper.keep()
    dialog.hide()  # the program ends here; nobody closed the form
    again = RegisterDialog(seat[0], None, host)
    shown(again, qtbot)
    assert again.banner.text.startswith("已恢复 03-02 09:00 未登记完的内容")
    press("Alt+T")
    press("Ctrl+A")
    assert focus().selectedText() == "写到一半的案由"  # type: ignore[attr-defined]


def test_every_field_survives_a_crash(
    dialog: RegisterDialog, seat: tuple[Desk, Heard], host: QWidget, qtbot: QtBot
) -> None:
    fill("J", "区十八届人大二次会议")
    fill("P", "示例甲")
    fields = dialog.fields
    who = {"submitters": "示例学社\n示例甲", "phone": "138-0000-0001", "co_submitters": "7"}
    fields.submitters.restore(who)
    fields.received_on.setText("2026-02-27")
    fields.is_key.setChecked(True)
    fields.key_leader.setCurrentText("示例领导")
    fields.publicity.choose(Publicity.NOT_PUBLIC)
    fields.publicity_reason.setText("涉及个人隐私")
    kept = fields.typed()
    dialog._keeper.keep()
    dialog.hide()
    again = RegisterDialog(seat[0], None, host)
    shown(again, qtbot)
    assert again.fields.typed() == kept
    assert again.fields.submitters.submitters(())[0].phone == "138-0000-0001"
    assert again.fields.publicity_reason.isEnabled()


@pytest.mark.parametrize("field", ["key_leader", "publicity_reason", "received_on", "phone", "is_key"])
def test_leaving_a_correction_asks_whatever_was_changed(
    office: Office, seat: tuple[Desk, Heard], host: QWidget, qtbot: QtBot, field: str
) -> None:
    dialog = RegisterDialog(seat[0], desks.registered(office), host)
    shown(dialog, qtbot)
    assert not dialog.would_lose()
    changed = True if field == "is_key" else "2026-02-01"
    dialog.fields.restore({**dialog.fields.typed(), field: changed})
    press("Escape")
    assert dialog.isVisible()
    assert dialog.would_lose()


def test_every_field_has_a_name_for_who_cannot_see_it(dialog: RegisterDialog) -> None:
    assert dialog.fields.publicity.accessibleName() == "公开属性"


def test_tab_goes_from_the_text_to_what_is_alike_and_then_to_the_buttons(
    dialog: RegisterDialog, office: Office, qtbot: QtBot
) -> None:
    alike(office, "1")
    fill("T", "关于在示例路增设公交站的建议")
    qtbot.waitUntil(lambda: len(dialog.similar.found) == 1)
    dialog.fields.body.setFocus()
    passed = []
    for _ in range(6):
        press("Tab")
        passed.append(focus().accessibleName() or focus().text())  # type: ignore[attr-defined]
    assert passed[:2] == ["相近的件", "查看"]
    assert {"登记，下一件", "取消"} & set(passed[4:])


def test_leaving_asks_before_something_typed_is_lost(
    dialog: RegisterDialog, office: Office, qtbot: QtBot
) -> None:
    fill("T", "写到一半的案由")
    press("Escape")
    (question,) = dialog.findChildren(QMessageBox)
    assert question.text() == "填写的内容尚未保存。"
    question.button(QMessageBox.StandardButton.Discard).click()
    qtbot.waitUntil(lambda: keep.draft(office, "register") is None)
    assert find.by_number(office, "") == ()


def test_a_session_of_the_other_body_is_told(
    office: Office, seat: tuple[Desk, Heard], host: QWidget, qtbot: QtBot
) -> None:
    case = desks.registered(office)
    odd = replace(case.proposal, kind=Kind.CPPCC_PROPOSAL)
    (warning,) = register.doubts(office, odd)
    assert (warning.field, warning.severity) == ("session_id", Severity.WARNING)
    assert register.doubts(office, case.proposal) == ()
    dialog = RegisterDialog(seat[0], register.amend(office, case.id, odd), host)
    shown(dialog, qtbot)
    fill("T", "关于示例二路的提案")
    answer(dialog, "返回修改(&B)")
    question = dialog.findChildren(QMessageBox)[0]
    assert question.text() == "区十七届人大一次会议是人大的届次，本件是政协提案。"
    assert seat[1].said == []
    assert "是人大的届次" in dialog.form.problem_of("session_id")
    answer(dialog, "确认无误，保存(&Y)")
    assert seat[1].said == ["已保存第12号提案"]
    assert find.case(office, case.id).proposal.title == "关于示例二路的提案"


def answer(dialog: RegisterDialog, text: str) -> None:
    """Register and click that button of the question it leads to."""
    dialog.accept()
    buttons = [each for box in dialog.findChildren(QMessageBox) for each in box.buttons()]
    next(each for each in reversed(buttons) if each.text() == text).click()


@pytest.mark.usefixtures("seat")
def test_p35_a_secrecy_mark_is_refused_without_a_way_around(dialog: RegisterDialog, office: Office) -> None:
    for letter, text in (("N", "6"), ("T", "关于某事的建议"), ("P", "示例甲"), ("B", "秘密★1年")):
        fill(letter, text)
    dialog.accept()
    assert dialog.findChildren(QMessageBox) == []
    assert "密级标志" in dialog.form.problem_of("title")
    assert find.by_number(office, "6") == ()


def test_the_next_number_and_the_delegation_are_proposed(dialog: RegisterDialog) -> None:
    for letter, text in (("N", "0043"), ("T", "关于某事的建议"), ("P", "示例甲"), ("D", "第三代表团")):
        fill(letter, text)
    press("Ctrl+Return")
    assert dialog.fields.item_no.text() == "0044"
    assert dialog.fields.item_no.selectedText() == "0044"
    assert dialog.fields.delegation.text() == "第三代表团"
    assert not dialog.would_lose(), "what is proposed was typed by nobody"


def test_a_number_somebody_bears_is_told_beside_it(dialog: RegisterDialog, office: Office) -> None:
    desks.registered(office, "5")
    fill("N", "5")
    press("Tab")
    assert dialog.form.problem_of("item_no") == "已有同号的《关于增设示例路公交站的建议》"
    fill("N", "6")
    press("Tab")
    assert dialog.form.problem_of("item_no") == ""


def test_what_was_typed_in_vain_makes_no_session(dialog: RegisterDialog, office: Office) -> None:
    fill("J", "区十八届人大二次会议")
    fill("N", "6")
    press("Tab")
    assert len(keep.sessions(office)) == 1
    assert dialog.would_lose()


def alike(office: Office, *numbers: str) -> list[Case]:
    return [desks.registered(office, number) for number in numbers]


def test_papers_alike_are_shown_beside(dialog: RegisterDialog, office: Office, qtbot: QtBot) -> None:
    old, newer = alike(office, "1", "2")
    assert dialog.similar.found == ()
    fill("T", "关于在示例路增设公交站的建议")
    qtbot.waitUntil(lambda: len(dialog.similar.found) == 2)
    assert [each.case.id for each in dialog.similar.found] == [newer.id, old.id]
    assert "▲ 有 2 件案由相近" in words_of(dialog)
    dialog.similar.look_at_current()
    (glance,) = dialog.findChildren(CaseGlance)
    assert "第2号建议" in words_of(glance)
    assert glance.text.toPlainText() == PAPER.body
    glance.reject()


def test_no_repetition_is_remembered(dialog: RegisterDialog, office: Office, qtbot: QtBot) -> None:
    old, newer = alike(office, "1", "2")
    fill("T", PAPER.title)
    fill("P", "示例甲")
    fill("N", "3")
    qtbot.waitUntil(lambda: len(dialog.similar.found) == 2)
    press("Alt+H", dialog)
    qtbot.waitUntil(lambda: [each.case.id for each in dialog.similar.found] == [old.id])
    press("Ctrl+Return", dialog.fields.title)
    assert case_numbered(office, "3").unlike == (newer.id,)
    assert dialog.similar.apart == ()
    assert dialog.similar.found == ()


def test_a_paper_is_merged_with_one_like_it_when_registered(
    dialog: RegisterDialog, office: Office, seat: tuple[Desk, Heard], qtbot: QtBot
) -> None:
    (main,) = alike(office, "1")
    for letter, text in (("T", PAPER.title), ("P", "示例丙"), ("N", "2")):
        fill(letter, text)
    qtbot.waitUntil(lambda: len(dialog.similar.found) == 1)
    dialog.similar.merge_with_current()
    assert dialog.banner.text.startswith("登记后并入第1号建议")
    dialog.similar.merge_with_current()
    assert dialog.banner.text == ""
    dialog.similar.merge_with_current()
    press("Ctrl+S", dialog.fields.title)
    assert seat[1].said == ["已登记第2号建议，并入第1号建议"]
    assert case_numbered(office, "2").merged_into == main.id


def test_what_cannot_be_merged_is_registered_and_told(
    dialog: RegisterDialog, office: Office, seat: tuple[Desk, Heard], qtbot: QtBot
) -> None:
    (main,) = alike(office, "1")
    register.file_as(office, main.id, Filing.WITHDRAWN, "撤回")
    for letter, text in (("T", PAPER.title), ("P", "示例丙"), ("N", "2")):
        fill(letter, text)
    qtbot.waitUntil(lambda: len(dialog.similar.found) == 1)
    dialog.similar.merge_with_current()
    press("Ctrl+S", dialog.fields.title)
    assert "没有并案：第1号建议" in seat[1].said[0]
    assert case_numbered(office, "2").merged_into == 0


def test_an_amended_paper_is_not_like_itself(
    seat: tuple[Desk, Heard], office: Office, host: QWidget, qtbot: QtBot
) -> None:
    other, case = alike(office, "1", "2")
    dialog = RegisterDialog(seat[0], case, host)
    shown(dialog, qtbot)
    fill("T", f"{PAPER.title} ")
    qtbot.waitUntil(lambda: [each.case.id for each in dialog.similar.found] == [other.id])
    dialog.similar.set_current_apart()
    press("Ctrl+Return", dialog.fields.title)
    assert find.case(office, case.id).unlike == (other.id,)


def test_known_submitters_are_completed_by_initials_with_phone_and_delegation(
    seat: tuple[Desk, Heard], office: Office, host: QWidget, qtbot: QtBot
) -> None:
    known = (Submitter("单示例", phone="138-0000-0007"),)
    paper = replace(PAPER, submitters=known, co_submitter_count=0, delegation="第二代表团")
    desks.registered(office, "1", paper)
    dialog = RegisterDialog(seat[0], None, host)
    shown(dialog, qtbot)
    qtbot.waitUntil(lambda: not seat[0].jobs.is_busy)
    fill("P", "ssl")
    area = dialog.findChild(NameArea)
    assert area is not None
    assert area.offered() == ("单示例",), "单 is a surname here, read shàn"
    press("Return", area.popup())
    assert area.text() == "单示例"
    assert dialog.fields.delegation.text() == "第二代表团"
    fill("N", "2")
    fill("T", "关于另一件事的建议")
    press("Ctrl+S")
    assert case_numbered(office, "2").proposal.submitters == (
        Submitter("单示例", phone="138-0000-0007", delegation="第二代表团"),
    )
