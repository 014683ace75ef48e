"""西工区 through the window: every member visited at the door, three results without letters, 逐级审核."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.journeys.office_driver import CO, LEAD, OTHER, PROMISED, Paper
from tests.views.case_desk import words_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.journeys.office_driver import Seat

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # lists that drop down
KEY = Paper(
    "7",
    "关于建设示例特色商业街区的提案",
    "一、建议统一规划街区业态。\n二、建议增加停车泊位。",
    "示例甲",
    "经济建设",
    key_leader="示例副区长",
)
JOINT = Paper("31", "关于增设示例路公交站的提案", category="城乡建设")
DONE = (
    "一、办理情况\n已会同有关部门到现场踏勘，选定街区入口两处，业态规划方案已经公示，招商工作已经启动。\n"
    "二、下一步工作\n继续做好街区日常管理，欢迎您随时提出意见，我们将认真研究办理，并及时向您通报办理的进展。"
)
PLANNED = (
    "一、办理情况\n经会同示例区财政局、示例区交通局现场踏勘，站台选址已经确定，资金已列入预算。\n"
    "二、下一步工作\n列入政府工作计划，2026年12月20日前建成投用。建设期间加强巡查，及时向您通报办理的进展。"
)


def test_a_key_proposal_waits_for_the_visit_at_the_door(seat_of: Callable[[str], Seat]) -> None:
    """S0-11, S0-12, S0-13: 上门面商 or no review, 面复 beside the letter, a result without a letter A."""
    clerk = seat_of("xigong").sit_down()
    clerk.register(KEY)
    assert "★ 重点" in clerk.page().header.marks.text()
    clerk.hand_out(LEAD)
    clerk.meet("办理前面商", "电话联系")
    clerk.split()
    editor = clerk.next_step("起草答复")
    clerk.answer_point(editor, 1, "已落实", "业态规划方案已公示")
    clerk.write(DONE, "能够解决")
    assert "没有当面面商记录（上门走访）" in clerk.refused()
    clerk.answer_point(editor, 2, "不能落实", "街区内没有可用地块")
    clerk.keep_draft()
    clerk.meet("答复前面商", "上门走访")
    assert "✓ 2 条要点都已答复" in clerk.reads(4)
    clerk.next_step("将答复稿送审")
    clerk.done()
    assert clerk.approve() == "科室核稿"
    clerk.send_back(1, "写明入口的位置")
    editor = clerk.next_step("按退回意见修改答复")
    assert "分管领导审核（示例审核，2026-03-02）退回：请按标注修改（1处）" in words_of(editor)
    assert "写明入口的位置" in words_of(editor)
    clerk.write(DONE.replace("入口两处", "东、西入口两处"), "能够解决")
    clerk.done()
    assert clerk.review() == (
        "科室核稿",
        "分管领导审核",
        "主要领导审核",
        "政府督查核办理结果；办理结果属实",
        "区政府分管领导确认",
    )
    letter = clerk.issue(in_person=True)
    assert "例教函〔2026〕1号关于区政协十七届一次会议第7号提案的答复示例甲委员：" in letter
    assert "东、西入口两处" in letter
    assert "抄送：区政协提案委员会，区政府督查室。" in letter
    told = clerk.reads(4)
    assert "办理结果 能够解决" in told
    assert "答复方式 书面答复、面复" in told
    clerk.judge("满意")
    clerk.ends()
    told = clerk.page_words(6)
    for words in ("满意率 100% 1 1 件", "面商率 100% 1 1 件"):
        assert words in told


def test_a_promise_of_a_joint_case_slips_into_next_year(seat_of: Callable[[str], Seat]) -> None:
    """S0-17, S0-20, S1-31: what was promised is on next year's board, and the case open until it is kept."""
    seat = seat_of("xigong")
    clerk = seat.sit_down()
    clerk.register(JOINT)
    clerk.hand_out(LEAD, CO, OTHER)
    clerk.meet("办理前面商", "上门走访")
    clerk.opine(CO, "同意安排资金。")
    clerk.is_next(f"{OTHER}：提交协办意见")
    clerk = seat.come_back(date(2026, 4, 20))
    clerk.open_case("31")
    assert clerk.stations()["协办"] == "1/2"
    assert "▲ 协办意见尚未提交" in clerk.reads(2)
    clerk.command("起草答复")
    clerk.write(PLANNED, "列入计划", *PROMISED)
    clerk.doubts(f"▲ 缺{OTHER}的协办意见")
    clerk.keep_draft()
    clerk.meet("答复前面商", "上门走访")
    assert clerk.sign()[-1] == "主要领导签发"
    assert "经会同示例区财政局、示例区交通局研究" in clerk.issue()
    assert "该评价将使本件转入第2轮“重新办理”。" in clerk.judge("不满意", "没有说明何时开工。")
    clerk.study("答复没有说明开工时间", "明确开工和完工时间")
    assert "第2轮办理" in clerk.page().header.marks.text()
    clerk.meet("办理前面商", "上门走访")
    clerk.opine(OTHER, "同意选址。")
    clerk.next_step("起草答复")
    clerk.write(PLANNED.replace("列入", "9月开工，列入"), "列入计划", *PROMISED)
    clerk.keep_draft()
    clerk.meet("答复前面商", "上门走访")
    clerk.sign()
    assert "2号关于区政协十七届一次会议第31号提案的重新答复" in clerk.issue()
    clerk.judge("满意")
    clerk.is_next("落实承诺：示例路站台建成（2026-12-20 前）")
    clerk = seat.keeps_next_year("31")
    assert clerk.stations()["落实"] == "1/1"
