"""The case page: what it shows of a case at each stage, and how keys move about on it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget

from desktop.casework import archive, consult, follow, issue, keep, register
from desktop.casework.office import open_office
from desktop.domain.assignment import CoOpinion, Role
from desktop.domain.commitment import Commitment
from desktop.domain.feedback import Feedback
from desktop.domain.kinds import Kind
from desktop.domain.light import Tone
from desktop.domain.procedure import Act
from desktop.domain.proposal import Filing, Publicity
from desktop.domain.unit import Contact, ContactRole
from desktop.views.case_page import CasePage
from desktop.views.due_row import DueExplanation, DueRow
from desktop.views.fields import TextArea
from desktop.views.process import Mark, Station
from tests import desks
from tests.samples import PAPER
from tests.views.case_desk import desk_of, press, words_of

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard

BASIC, TASKS, MEETINGS, REPLIES, FEEDBACK, HISTORY = range(6)


@pytest.fixture
def page(seat: tuple[Desk, Heard], qtbot: QtBot) -> CasePage:
    page = CasePage(seat[0])
    qtbot.addWidget(page)
    page.resize(1198, 694)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def read(page: CasePage, case: Case, tab: int) -> str:
    """Open a case at a tab and return every word on that tab."""
    page.show_case(case.id)
    press(f"Ctrl+{tab + 1}", page)
    return words_of(page.tabs.currentWidget())


def test_a_body_as_long_as_a_book_is_shown_at_once(page: CasePage, office: Office) -> None:
    body = "\n".join(["一段很长的正文。" * 100] * 1000)
    case = desks.registered(office, "12", replace(PAPER, body=body))
    assert "800999 字" in read(page, case, BASIC)
    (area,) = page.tabs.currentWidget().findChildren(TextArea)
    assert area.isReadOnly()
    assert area.toPlainText() == body
    assert area.height() < page.height(), "it scrolls, and is not set line by line"


def test_without_a_case_the_page_says_what_to_do(page: CasePage) -> None:
    assert "还没有打开办件" in words_of(page)
    assert page.case_id is None


def test_the_head_says_what_it_is_where_it_stands_and_when_it_is_due(page: CasePage, office: Office) -> None:
    paper = replace(PAPER, is_key=True, publicity=Publicity.NOT_PUBLIC)
    case = desks.handed_out(office, desks.registered(office, paper=paper))
    page.show_case(case.id)
    head = page.header
    assert head.number.text() == "第12号建议"
    assert head.marks.text() == "代表建议 · ★ 重点 · 不予公开"
    assert head.title.text() == PAPER.title
    assert head.meta.text().split("　·　")[:3] == ["区十七届人大一次会议", "大会期间", "示例甲 等 2 人"]
    assert head.next_line.text() == "下一步　示例区教育局：办理前面商（2026-06-02 前）"
    assert head.due.chip.tone is Tone.GREEN
    assert [each.label for each in head.strip.stations if each.mark is Mark.CURRENT] == ["面商"]


def test_the_accent_button_starts_the_next_step(page: CasePage, office: Office, qtbot: QtBot) -> None:
    page.show_case(desks.registered(office).id)
    assert page.header.step_button.text() == "交办"
    page.header.step_button.setFocus()
    press("Space", page.header.step_button)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), QDialog))
    dialog = QApplication.activeWindow()
    assert dialog is not None
    assert dialog.windowTitle() == "交办 · 第12号建议"
    press("Escape", dialog)


def test_a_late_case_is_red_and_says_by_how_many_days(
    page: CasePage, office: Office, seat: tuple[Desk, Heard]
) -> None:
    case = desks.handed_out(office, desks.registered(office))
    seat[0].office.clock.turn(100)  # type: ignore[attr-defined]
    page.show_case(case.id)
    assert page.header.due.chip.tone is Tone.OVERDUE
    assert page.header.due.chip.text() == "■ 逾期8天"


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_how_a_date_was_computed_is_told_step_by_step(page: CasePage, office: Office) -> None:
    page.show_case(desks.handed_out(office, desks.registered(office)).id)
    page.header.due.explain()
    (panel,) = page.header.due.findChildren(DueExplanation)
    said = words_of(panel)
    assert "1. 交办日 2026-03-02" in said
    assert "2. 加3个月 → 2026-06-02" in said
    assert "依据：代表法" in said
    panel.close()


def test_a_case_without_a_date_explains_nothing(page: CasePage, office: Office) -> None:
    page.show_case(desks.registered(office).id)
    page.header.due.explain()
    assert page.header.due.findChildren(DueExplanation) == []
    assert page.header.due.chip.tone is Tone.NONE


def test_p34_the_phone_is_shown_by_a_button_for_this_case_only(page: CasePage, office: Office) -> None:
    case = desks.registered(office)
    assert "138-****-0001" in read(page, case, BASIC)
    (shown,) = [each for each in page.findChildren(QPushButton) if each.text() == "显示联系方式"]
    shown.click()
    assert "138-0000-0001" in words_of(page)
    line = office.store.journal.newest(1)[0]
    assert (line.verb, line.summary, line.subject_id) == ("显示联系方式", "第12号建议", case.id)
    assert "138-****-0001" in read(page, desks.registered(office, "13"), BASIC)


def test_the_paper_is_shown_as_registered(page: CasePage, office: Office) -> None:
    said = read(page, desks.registered(office), BASIC)
    for word in ("区十七届人大一次会议", "第一代表团", "138-****-0001", "示例乙", PAPER.body, "修改(&E)"):
        assert word in said
    assert "138-0000-0001" not in said
    bare = replace(PAPER, body="", submitters=())
    page.show_case(desks.registered(office).id)
    case = desks.registered(office, "13")
    with office.store.transaction():
        office.store.cases.save(replace(case, proposal=bare), office.note("测试"))
    said = read(page, case, BASIC)
    assert "登记时没有录入正文" in said
    assert "没有登记提出人" in said


def test_a_paper_not_taken_up_says_why_and_offers_no_step(page: CasePage, office: Office) -> None:
    case = register.file_as(office, desks.registered(office).id, Filing.NOT_FILED, "不属本级事权")
    assert "不予立案：不属本级事权" in read(page, case, BASIC)
    assert page.header.next_line.text() == "不予立案：不属本级事权"
    assert not page.header.step_button.isVisible()


def test_tasks_show_the_five_settings_and_missing_opinions(page: CasePage, office: Office) -> None:
    unit = keep.units(office)[0]
    head = Contact(ContactRole.HEAD, "示例局长")
    keep.save_unit(office, replace(unit, contacts=(head,)))
    case = desks.registered(office)
    assert "尚未交办" in read(page, case, TASKS)
    full = desks.draft(1, Role.LEAD, leader_in_charge="示例副局长", task="增设站点", measures="现场踏勘")
    case = desks.handed_out(office, case, replace(full, unit_id=unit.id), desks.draft(2, Role.CO))
    said = read(page, case, TASKS)
    assert "示例局长" in said
    assert "✓ 五定 5/5" in said
    assert "▲ 五定 2/5，缺分管领导、办理任务、办理措施" in said
    assert "共 2 个单位，协办意见 0/1" in said
    assert "▲ 协办意见尚未提交" in said
    case = consult.take_co_opinion(office, case.id, 2, CoOpinion(office.today, "同意安排资金。"))
    page.refresh()
    said = words_of(page.tabs.currentWidget())
    assert "同意安排资金。" in said
    assert "✓ 已提交" in said


def test_each_stage_of_the_meetings_has_its_column(page: CasePage, office: Office) -> None:
    case = desks.handed_out(office, desks.registered(office))
    said = read(page, case, MEETINGS)
    assert said.count("▲ 本轮尚无记录") == 3
    assert "面商 0/3　应尽量当面：" in said
    desks.met(office, case)
    page.refresh()
    said = words_of(page.tabs.currentWidget())
    assert "▲ 本轮尚无记录" not in said
    assert said.count("上门走访（承办人）") == 3


def test_replies_show_text_class_and_the_way_of_the_draft(page: CasePage, office: Office) -> None:
    case = desks.registered(office)
    assert "交办以后在这里起草" in read(page, case, REPLIES)
    case = desks.handed_out(office, case)
    assert "起草答复(&D)" in read(page, case, REPLIES)
    case = desks.signed(office, desks.drafted(office, desks.met(office, case)))
    said = read(page, case, REPLIES)
    assert desks.TEXT in said
    assert "A · 已解决或基本解决" in said
    assert said.count("✓") == 4
    assert "印发(&Y)" in said


def test_a_second_round_keeps_the_first_letter_in_sight(page: CasePage, office: Office) -> None:
    case = desks.judged(office, desks.answered(office, desks.registered(office)), 2)
    said = read(page, case, REPLIES)
    assert "第2轮 · 尚未起草" in said
    assert "第1轮 · 已印发" in said
    assert "第2轮办理" in page.header.marks.text()
    assert "第1轮" in read(page, case, FEEDBACK)
    assert "第1轮" in read(page, case, MEETINGS)


def test_feedback_shows_verdicts_and_what_became_of_promises(page: CasePage, office: Office) -> None:
    case = desks.registered(office)
    assert "答复印发后" in read(page, case, FEEDBACK)
    case = desks.answered(office, case)
    assert "登记反馈(&F)" in read(page, case, FEEDBACK)
    case = follow.promise(office, case.id, Commitment("新建站台", "示例区教育局", office.today, office.today))
    case = follow.promise(office, case.id, Commitment("加装雨棚", "示例区教育局", office.today))
    case = follow.fulfil(office, case.id, 0, office.today, "验收单1号")
    verdicts = {"attitude": "satisfied", "result": "satisfied"}
    case = follow.take_feedback(office, case.id, Feedback(office.today, verdicts, opinion="希望加快。"))
    said = read(page, case, FEEDBACK)
    assert "希望加快。" in said
    assert "已落实 1/2" in said
    assert "佐证：验收单1号" in said
    assert said.count("满意") == 2
    assert page.header.next_line.text() == "下一步　示例区教育局：落实承诺：加装雨棚"


def test_the_history_tells_every_change_newest_first(page: CasePage, office: Office) -> None:
    case = desks.handed_out(office, desks.registered(office))
    said = read(page, case, HISTORY).split("\n")
    assert "2 条，最近的在前" in said
    assert said.index("交办  示例区教育局（独办）") < said.index(f"登记  第12号建议《{PAPER.title}》")
    assert "案由：关于增设示例路公交站的建议" in said


def test_a_closed_case_is_to_be_put_away(page: CasePage, office: Office) -> None:
    case = desks.judged(office, desks.answered(office, desks.registered(office)))
    page.show_case(case.id)
    assert page.header.next_line.text() == "✓ 已办结　　下一步　政府督查室：立卷归档"
    assert page.header.strip.stations[-1] == Station("立卷归档", Mark.CURRENT)
    wanted = replace(archive.suggested(office, case), reason="扫描件随后补")
    archive.put_away(office, case.id, wanted)
    page.refresh()
    assert page.header.next_line.text() == "✓ 已归档　　归档号 2026-Y-0001，保管期限 永久，2026-03-02"
    assert page.header.strip.stations[-1].mark is Mark.DONE
    assert page.header.due.chip.text() == "✓ 已办复"


def test_alt_arrows_go_through_the_cases_seen(page: CasePage, office: Office) -> None:
    first, second = desks.registered(office, "1"), desks.registered(office, "2")
    page.show_case(first.id)
    page.show_case(second.id)
    page.header.tab_bar.setFocus()
    press("Alt+Left", page.header.tab_bar)
    assert page.case_id == first.id
    press("Alt+Left", page.header.tab_bar)
    assert page.case_id == first.id
    press("Alt+Right", page.header.tab_bar)
    assert page.case_id == second.id


def test_a_change_is_seen_after_one_turn_of_the_loop(page: CasePage, office: Office, qtbot: QtBot) -> None:
    case = desks.registered(office)
    page.show_case(case.id)
    register.amend(office, case.id, replace(case.proposal, title="关于示例二路的建议"))
    qtbot.waitUntil(lambda: page.header.title.text() == "关于示例二路的建议")


def test_a_case_that_is_not_there_is_told_and_nothing_changes(
    page: CasePage, office: Office, seat: tuple[Desk, Heard]
) -> None:
    page.visit(desks.registered(office).id)
    before = page.case_id
    page.visit(999)
    assert page.case_id == before
    assert seat[1].said


def test_the_menu_of_the_page_offers_every_act(page: CasePage, office: Office, qtbot: QtBot) -> None:
    page.show_case(desks.registered(office).id)
    named = {action.text(): action for action in page.actions()}
    assert set(named) >= {f"{act.label}…" for act in (Act.ASSIGN, Act.DRAFT, Act.ISSUE, Act.FULFIL)}
    named["修改登记(&E)…"].trigger()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), QDialog))
    dialog = QApplication.activeWindow()
    assert isinstance(dialog, QWidget)
    assert dialog.windowTitle() == "修改登记 · 第12号建议"
    press("Escape", dialog)


def test_an_act_that_makes_no_sense_is_refused_in_the_message_line(
    page: CasePage, office: Office, seat: tuple[Desk, Heard]
) -> None:
    page.show_case(desks.registered(office).id)
    named = {action.text(): action for action in page.actions()}
    named["印发…"].trigger()
    assert seat[1].said == ["本件没有“已签发”的答复，未作改动。"]


def test_who_may_only_look_is_offered_nothing_to_do(tmp_path: Path, office: Office, qtbot: QtBot) -> None:
    case = desks.answered(office, desks.registered(office))
    reader = open_office(office.directory, clock=desks.Clock(), officer="示例领导", read_only=True)
    desk, _heard = desk_of(reader, tmp_path)
    page = CasePage(desk)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    said = "".join(read(page, case, tab) for tab in range(6))
    assert [word for word in ("修改(&E)", "登记反馈(&F)", "登记承诺(&C)", "改交办(&J)") if word in said] == []
    assert "预览答复函(&V)" in said
    assert not page.header.step_button.isVisible()
    desk.relay.leave()
    reader.close()


def test_every_input_and_button_has_a_name(page: CasePage, office: Office) -> None:
    page.show_case(desks.answered(office, desks.registered(office)).id)
    assert page.header.due.findChildren(DueRow) == []
    from PySide6.QtWidgets import QAbstractButton

    for tab in range(7):
        press(f"Ctrl+{tab + 1}", page)
        for button in filter(QAbstractButton.isVisible, page.findChildren(QAbstractButton)):
            assert button.accessibleName() or button.text(), button


@pytest.mark.parametrize(
    ("scheme_id", "word"),
    [
        ("tongyong", "面商"),
        ("xigong", "面商"),
        ("jianxi", "三见面"),
        ("zhangqiu", "三见面"),
        ("chuxiong", "面商"),
        ("chaoyang", "沟通"),
    ],
)
def test_every_office_sees_its_own_words(tmp_path: Path, qtbot: QtBot, scheme_id: str, word: str) -> None:
    office = desks.new_office(tmp_path / "desk", scheme_id)
    scheme = office.default_scheme
    paper = replace(PAPER, kind=next(kind for kind in Kind if kind.body in scheme.bodies))
    desk, _heard = desk_of(office, tmp_path)
    page = CasePage(desk)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    first = scheme.result_classes[0]
    more = {"reason": "见正文", "planned_on": office.today}
    case = desks.met(office, desks.handed_out(office, desks.registered(office, paper=paper)))
    case = desks.signed(office, desks.drafted(office, case, **more))
    case = desks.judged(office, issue.letter(office, case.id, 1))
    assert first.label in read(page, case, REPLIES)
    assert page.header.tab_bar.tabText(MEETINGS) == word
    assert all(stage.label in read(page, case, MEETINGS) for stage in scheme.contacts.stages)
    assert all(each.label in read(page, case, FEEDBACK) for each in scheme.satisfaction.dimensions)
    said = read(page, case, HISTORY)
    assert [key for key in ("{", "None", f"：{scheme_id}") if key in said] == []
    desk.relay.leave()
    office.close()


def test_no_term_runs_before_the_hand_out(page: CasePage, office: Office) -> None:
    page.show_case(desks.registered(office).id)
    assert page.header.due.chip.text() == "○ 未起算"
