"""The parts of the reply editor by keyboard: levels, points, findings, opinions, blocks, versions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QMenu, QPushButton

from desktop.casework import answer, blocks, consult, find, points, review, undo
from desktop.domain.assignment import CoOpinion, Role
from desktop.domain.errors import OfficeError, Severity
from desktop.domain.points import PointAnswer, PointState
from desktop.domain.reply import MarkedPlace, ReplyState
from desktop.domain.text_diff import pieces
from desktop.views.block_menu import BlockDialog
from desktop.views.insistence import Insistence
from desktop.views.points_dialog import PointsDialog
from desktop.views.reply_dialog import ReplyDialog
from desktop.views.reply_findings import counted
from desktop.views.reply_points import PointsReader
from desktop.views.reply_text import ReplyText
from desktop.views.theme import LIGHT
from desktop.views.versions_dialog import VersionsDialog, as_html
from tests import desks
from tests.samples import PAPER
from tests.views.case_desk import press, shown, type_text, words_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard

WANTS = ("增设站台", "加密班次", "免费乘车")
WRONG = "一、办理情况\n示例甲委员所提问题属实，【待补】。"
POINTS, FINDINGS, OPINIONS, PRECEDENTS = 1, 2, 4, 5


@pytest.fixture
def case(office: Office) -> Case:
    body = "反映多年。\n一、增设站台\n二、加密班次\n三、免费乘车"
    case = desks.registered(office, paper=replace(PAPER, body=body))
    case = points.keep(office, case.id, WANTS)
    return desks.handed_out(office, case, desks.draft(1, Role.LEAD), desks.draft(2, Role.CO))


def opened(seat: tuple[Desk, Heard], case: Case, host: QWidget, qtbot: QtBot) -> ReplyDialog:
    dialog = ReplyDialog(seat[0], case, 1, host)
    shown(dialog, qtbot)
    return dialog


@pytest.fixture
def dialog(seat: tuple[Desk, Heard], case: Case, host: QWidget, qtbot: QtBot) -> ReplyDialog:
    return opened(seat, case, host, qtbot)


def pressed(widget: QWidget, text: str) -> None:
    """Press the first button with these words."""
    found = (each for each in widget.findChildren(QPushButton) if each.text().startswith(text))
    next(each for each in found if each.isVisibleTo(widget)).click()


# --- levels -------------------------------------------------------------


def test_levels_are_set_by_keys_and_undone_in_one_step(dialog: ReplyDialog) -> None:
    type_text("一、情况\n措施\n步骤")
    press("Ctrl+2")
    assert dialog._text.text() == "一、情况\n措施\n（一）步骤"
    dialog._text.moveCursor(QTextCursor.MoveOperation.Up)
    press("Ctrl+1")
    assert dialog._text.text() == "一、情况\n二、措施\n（一）步骤"
    press("Ctrl+0")
    assert dialog._text.text() == "一、情况\n措施\n（一）步骤"
    press("Ctrl+Z")
    assert dialog._text.text() == "一、情况\n二、措施\n（一）步骤"
    dialog._text.selectAll()
    press("Ctrl+3")
    assert dialog._text.text() == "1.情况\n2.措施\n3.步骤"


def test_places_are_right_beside_rare_characters_and_blank_heads(qtbot: QtBot) -> None:
    text = ReplyText(3)
    qtbot.addWidget(text)
    text.setPlainText("\n　𠮷路站台一处。")
    text.select(2, 4)
    assert text.textCursor().selectedText() == "站台"
    assert text.selected() == ("站台", 2)


# --- points -------------------------------------------------------------


def test_points_are_answered_one_by_one(dialog: ReplyDialog, case: Case, office: Office) -> None:
    panel = dialog._sources.points
    assert dialog._sources.tabText(POINTS) == "要点 0/3"
    dialog._sources.setCurrentIndex(POINTS)
    first, second, third = panel._rows
    first._state.choose(PointState.DONE)
    first._text.setText("今日投用。")
    second._state.choose(PointState.PLANNED)
    assert "■ 2. 加密班次　未写明计划落实时间" in words_of(panel)
    second._day.setText("9-30")
    third._state.choose(PointState.REFUSED)
    assert dialog._sources.tabText(POINTS) == "要点 2/3"
    assert "■ 已答复 2/3 条，还有 1 条没有答复" in words_of(panel)
    third._reason.setText("与现行政策不符")
    assert "✓ 3 条要点都已答复" in words_of(panel)
    pressed(third, "写入正文")
    assert dialog._text.text() == "关于“免费乘车”的诉求：暂不能落实：与现行政策不符。"
    dialog.save_and_close()
    reply = find.case(office, case.id).written_reply(1)
    assert reply.points == (
        PointAnswer("增设站台", PointState.DONE, "今日投用。"),
        PointAnswer("加密班次", PointState.PLANNED, planned_on=date(2026, 9, 30)),
        PointAnswer("免费乘车", PointState.REFUSED, reason="与现行政策不符"),
    )


def test_answers_to_points_survive_a_crash(
    dialog: ReplyDialog, seat: tuple[Desk, Heard], case: Case, host: QWidget, qtbot: QtBot
) -> None:
    dialog._sources.points._rows[0]._state.choose(PointState.DONE)
    dialog._keeper.keep()
    dialog.hide()
    again = opened(seat, case, host, qtbot)
    assert again._sources.points.answers() == (PointAnswer("增设站台", PointState.DONE),)


def test_the_paper_is_split_by_keys(
    seat: tuple[Desk, Heard], case: Case, office: Office, host: QWidget, qtbot: QtBot
) -> None:
    points.keep(office, case.id, [])
    case = find.case(office, case.id)
    dialog = PointsDialog(seat[0], case, host)
    shown(dialog, qtbot)
    press("Ctrl+D")
    assert "请先在左边的来文中选中一段" in dialog.banner.text
    dialog._paper.find("反映多年")
    press("Ctrl+D")
    press("Alt+G")
    qtbot.waitUntil(lambda: dialog.lines() == ["反映多年", *WANTS])  # a button pressed by its letter
    assert dialog.would_lose()
    press("Ctrl+Return")
    assert [each.text for each in find.case(office, case.id).points] == ["反映多年", *WANTS]
    assert seat[1].said == ["已保存 4 条诉求要点"]
    undo.undo(office)
    assert find.case(office, case.id).points == ()


def test_a_paper_without_numbers_gives_no_guess(
    seat: tuple[Desk, Heard], office: Office, host: QWidget, qtbot: QtBot
) -> None:
    dialog = PointsDialog(seat[0], desks.registered(office), host)
    shown(dialog, qtbot)
    press("Alt+G")
    qtbot.waitUntil(lambda: "没有编号的段落" in dialog.banner.text)
    assert dialog.lines() == []


def test_points_can_be_split_from_the_editor(dialog: ReplyDialog, qtbot: QtBot) -> None:
    row = dialog._sources.points._rows[0]
    row._state.choose(PointState.DONE)
    dialog._sources.points.split_wanted.emit()
    (splitting,) = dialog.findChildren(PointsDialog)
    qtbot.waitUntil(splitting.isVisible)
    splitting._points.appendPlainText("增设候车亭")
    splitting.accept()
    assert dialog._sources.tabText(POINTS) == "要点 1/4"


def test_a_reader_sees_at_a_glance_what_stays_unanswered(qtbot: QtBot, case: Case) -> None:
    reader = PointsReader(case.points, (PointAnswer("增设站台", PointState.DONE),))
    qtbot.addWidget(reader)
    said = words_of(reader)
    for told in ("■ 已答复 1/3 条", "✓ 1. 增设站台　已落实。", "■ 2. 加密班次　未答复"):
        assert told in said
    bare = PointsReader((), ())
    qtbot.addWidget(bare)
    assert words_of(bare) == "没有整理诉求要点。"


# --- findings -----------------------------------------------------------


def test_findings_are_underlined_and_chosen_ones_selected(dialog: ReplyDialog, qtbot: QtBot) -> None:
    type_text(WRONG)
    qtbot.waitUntil(lambda: "■" in dialog._sources.tabText(FINDINGS))
    found = dialog._sources.findings.list
    texts = [found.item(row).text() for row in range(found.count())]
    row = texts.index("■ 称呼应为“代表”")
    found.itemActivated.emit(found.item(row))
    assert dialog._text.textCursor().selectedText() == "示例甲委员"
    assert {each.severity for each in dialog._text.places} >= {Severity.ERROR}
    assert len(dialog._text.extraSelections()) == len(dialog._text.places)


def test_a_finding_outside_the_text_goes_nowhere(dialog: ReplyDialog, qtbot: QtBot) -> None:
    type_text("正文")
    qtbot.waitUntil(lambda: "■1" in dialog._sources.tabText(FINDINGS))
    found = dialog._sources.findings.list
    found.itemClicked.emit(found.item(0))
    assert found.item(0).text() == "■ 办理结果：未选办理结果类别"
    assert dialog._text.textCursor().selectedText() == ""


def test_errors_are_asked_about_once_more_before_submitting(
    dialog: ReplyDialog, case: Case, office: Office
) -> None:
    type_text(WRONG)
    press("Alt+C")
    press("A")
    press("Ctrl+Return")
    assert dialog.banner.text.startswith("检查发现2处错误：称呼应为“代表”；")
    assert "仍要送审的，请再按一次" in dialog.banner.text
    assert find.case(office, case.id).written_reply(1).state is ReplyState.DRAFT
    press("Ctrl+Return")
    assert find.case(office, case.id).written_reply(1).state is ReplyState.IN_REVIEW


def test_an_error_not_told_before_is_asked_about_again() -> None:
    from desktop.domain.letter_check import Finding, Part

    def found(number: int) -> list[Finding]:
        return [Finding("x", Part.BODY, f"错误{each}", Severity.ERROR) for each in range(number)]

    asking = Insistence()
    asking.ask([], "印发")
    with pytest.raises(OfficeError, match="4处错误：错误0；错误1；错误2等"):
        asking.ask(found(4), "印发")
    asking.ask(found(2), "印发")
    with pytest.raises(OfficeError, match="5处错误"):
        asking.ask(found(5), "印发")
    assert counted(found(2)) == "检查 ■2"


def test_near_copies_are_looked_for_when_the_findings_are_read(
    seat: tuple[Desk, Heard], case: Case, office: Office, host: QWidget, qtbot: QtBot
) -> None:
    text = "经研究，我局组织调研，走访沿线学校和企业，核实客流数据，完成线路调整并公示，方便居民出行。" * 3
    other = desks.handed_out(office, desks.registered(office, "13"))
    desks.drafted(office, other, text=text)
    case = desks.drafted(office, case, text=text)
    dialog = opened(seat, case, host, qtbot)
    dialog._sources.setCurrentIndex(FINDINGS)
    found = dialog._sources.findings.list

    def copies() -> list[str]:
        return [found.item(row).text() for row in range(found.count()) if "相同" in found.item(row).text()]

    qtbot.waitUntil(lambda: len(copies()) == 1)
    assert "第13号建议" in copies()[0]


# --- opinions -----------------------------------------------------------


def test_opinions_are_quoted_or_sent_back(
    seat: tuple[Desk, Heard], case: Case, office: Office, host: QWidget, qtbot: QtBot
) -> None:
    said = "同意安排站台建设资金60万元，列入下半年预算。"
    case = consult.take_co_opinion(office, case.id, 2, CoOpinion(office.today, said))
    dialog = opened(seat, case, host, qtbot)
    dialog._sources.setCurrentIndex(OPINIONS)
    assert "✓ 已提交" in words_of(dialog._sources)
    pressed(dialog._sources, "引入正文")
    assert dialog._text.text() == f"示例区财政局意见：{said}"
    pressed(dialog._sources, "退回重报")
    assert find.case(office, case.id).task_of(2).co_opinion is None
    assert dialog._sources.tabText(OPINIONS) == "协办 0/1"
    assert seat[1].said == ["已退回示例区财政局的协办意见"]
    dialog._on_return_wanted(2)
    assert "没有可退回的协办意见" in dialog.banner.text
    undo.undo(office)
    assert find.case(office, case.id).task_of(2).co_opinion is not None


# --- precedents ---------------------------------------------------------


def test_replies_to_similar_papers_can_be_put_in(
    seat: tuple[Desk, Heard], case: Case, office: Office, host: QWidget, qtbot: QtBot
) -> None:
    desks.answered(office, desks.registered(office, "1"))
    dialog = opened(seat, case, host, qtbot)
    dialog._sources.setCurrentIndex(PRECEDENTS)
    qtbot.waitUntil(lambda: dialog._sources.tabText(PRECEDENTS) == "先例 1")
    pressed(dialog._sources, "引入正文")
    assert dialog._text.text() == desks.TEXT


def test_without_similar_papers_it_says_so(dialog: ReplyDialog, qtbot: QtBot) -> None:
    dialog._sources.setCurrentIndex(PRECEDENTS)
    qtbot.waitUntil(lambda: "近四年没有类似件的答复" in words_of(dialog._sources))


# --- blocks -------------------------------------------------------------


def test_blocks_are_put_in_and_own_ones_kept(
    dialog: ReplyDialog, office: Office, seat: tuple[Desk, Heard], qtbot: QtBot
) -> None:
    type_text("首段。")
    dialog._blocks.renew()
    actions = {each.text(): each for each in dialog._blocks.actions()}
    actions["会同协办单位"].trigger()
    assert dialog._text.text().startswith("首段。\n收到建议后，我单位会同示例区财政局进行")
    dialog._text.selectAll()
    actions["将选中文字存为常用语(&S)…"].trigger()
    (keeping,) = dialog.findChildren(BlockDialog)
    qtbot.waitUntil(keeping.isVisible)
    keeping._name.setText("本单位开头")
    keeping.accept()
    (own,) = blocks.own(office)
    assert own.text == dialog._text.text()
    dialog._blocks.renew()
    dialog._blocks.findChildren(QMenu)[-1].actions()[0].trigger()
    assert blocks.own(office) == ()
    assert seat[1].said[-2:] == ["已存为常用语“本单位开头”", "已删除常用语“本单位开头”"]


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_menu_opens_below_its_button(dialog: ReplyDialog, qtbot: QtBot) -> None:
    press("Alt+Y")
    qtbot.waitUntil(dialog._blocks.isVisible)
    dialog._blocks.close()


# --- versions -----------------------------------------------------------


def test_versions_are_compared_and_taken_back(
    seat: tuple[Desk, Heard], case: Case, office: Office, host: QWidget, qtbot: QtBot
) -> None:
    desks.drafted(office, case, text="已增设站台1处。")
    case = desks.drafted(office, case, text="已增设站台12处。")
    dialog = opened(seat, case, host, qtbot)
    press("Alt+H")
    qtbot.waitUntil(lambda: bool(dialog.findChildren(VersionsDialog)))
    (comparing,) = dialog.findChildren(VersionsDialog)
    qtbot.waitUntil(comparing.isVisible)
    assert "−1+12" in comparing._shown.toPlainText()
    assert "删 1 字，增 2 字" in words_of(comparing)
    comparing._before.setCurrentIndex(1)
    assert "两稿相同" in words_of(comparing)
    comparing._before.setCurrentIndex(0)
    pressed(comparing, "恢复前一稿")
    assert dialog._text.text() == "已增设站台1处。"
    press("Ctrl+Z", dialog._text)
    assert dialog._text.text() == "已增设站台12处。"


def test_what_stands_in_the_editor_is_compared_too(dialog: ReplyDialog) -> None:
    type_text("新写的")
    dialog.compare()
    (comparing,) = dialog.findChildren(VersionsDialog)
    assert comparing._after.currentText() == "正在编辑的文稿"
    comparing.reject()


def test_signs_and_not_only_colours_tell_what_changed() -> None:
    html = as_html(pieces("<甲>", "<乙丙丁>"), LIGHT)
    assert "&lt;" in html
    assert "−" in html
    assert "+" in html


# --- sent back ----------------------------------------------------------


def test_marked_passages_are_shown_to_the_writer(
    seat: tuple[Desk, Heard], case: Case, office: Office, host: QWidget, qtbot: QtBot
) -> None:
    case = answer.submit(office, desks.drafted(office, case).id, 1)
    marks = (MarkedPlace("已增设站台一处", "写明地点", 20), MarkedPlace("长" * 40, "删去", 0))
    case = review.send_back(office, case.id, 1, review.Decision("示例科长", marks=marks))
    dialog = opened(seat, case, host, qtbot)
    assert "科室核稿（示例科长，2026-03-02）退回：请按标注修改（2处）" in words_of(dialog)
    assert [each.severity for each in dialog._text.places if each.severity is None] == [None]
    pressed(dialog, "标注1 “已增设站台一处”：写明地点")
    assert dialog._text.textCursor().selectedText() == "已增设站台一处"
    pressed(dialog, "标注2")
    assert dialog.banner.text == "标注的文字已经改过，正文中找不到了。"


def test_what_cannot_be_looked_up_is_told_and_the_editor_stays(
    dialog: ReplyDialog, seat: tuple[Desk, Heard]
) -> None:
    dialog._on_copies_failed(OfficeError("已取消。"))
    assert seat[1].said == ["已取消。"]
    dialog._planned_on.setText("不久")
    dialog._on_copies_wanted()
    assert not seat[0].jobs.is_busy
    dialog._sources._on_failed(OfficeError("读取失败。"))
    dialog._sources.setCurrentIndex(PRECEDENTS)
    assert "读取失败。" in words_of(dialog._sources)
    assert dialog.isVisible()
