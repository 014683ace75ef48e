"""章丘区 through the window: 三见面, the third before the signature, 会办 and joint leads, 采纳情况."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.office_driver import CO, LEAD, OTHER, PROMISED, Paper
from tests.views.case_desk import words_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.journeys.office_driver import Seat

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # lists that drop down

KEY = Paper("5", "关于治理示例河水环境的提案", category="水务交通", key_leader="示例副区长")
JOINT = Paper("26", "关于增设示例路公交站的提案", category="城乡建设和社会管理")
DONE = (
    "一、办理情况\n已采纳您的建议，封堵示例河沿线排污口九处，新建截污管道三公里，水质监测已连续达标。\n"
    "二、下一步工作\n落实河长巡查，巩固治理成果，欢迎您继续监督，我们将及时向您通报情况。"
)
PLANNED = (
    "一、办理情况\n示例区教育局、示例区财政局会同示例区交通局现场踏勘，站台选址已经确定，资金已列入预算。\n"
    "二、下一步工作\n列入计划，2026年12月20日前建成投用。建设期间加强巡查，及时向您通报办理的进展。"
)


def test_no_reply_is_signed_before_the_third_meeting(seat_of: Callable[[str], Seat]) -> None:
    """S2-02, S2-13: 0/3 to 3/3, the third meeting is about the draft and before 签发, results by 采纳."""
    clerk = seat_of("zhangqiu").sit_down()
    clerk.register(KEY)
    clerk.hand_out(LEAD)
    assert clerk.stations()["见面"] == "0/3"
    clerk.meet("办理前见面", "电话联系")
    clerk.meet("办理中见面", "现场查看")
    clerk.next_step("起草答复")
    clerk.write(DONE, "已采纳和正在采纳")
    assert "缺“初步答复后”见面记录" in clerk.refused()
    clerk.keep_draft()
    assert clerk.stations()["见面"] == "2/3"
    clerk.meet("初步答复后见面", "沟通协商")
    assert clerk.stations()["见面"] == "3/3"
    told = clerk.reads(3)
    for words in ("形成初步答复意见后、正式答复前沟通协商", "现场查看（承办人）"):
        assert words in told
    clerk.next_step("将答复稿送审")
    clerk.done()
    assert clerk.approve() == "科室核稿"
    clerk.send_back(1, "写明排污口的位置")
    editor = clerk.next_step("按退回意见修改答复")
    assert "写明排污口的位置" in words_of(editor)
    clerk.write(DONE.replace("九处", "（东段六处、西段三处）"), "已采纳和正在采纳")
    clerk.done()
    assert clerk.review() == ("科室核稿", "分管负责人审核", "督查室审核；办理质量", "主要负责人签发")
    assert "关于区政协十七届一次会议第5号提案的答复" in clerk.issue()
    assert "采纳情况 已采纳和正在采纳" in clerk.reads(4)
    clerk.judge("基本满意")
    clerk.ends()


def test_joint_leads_answer_together_and_keep_their_promise_next_year(
    seat_of: Callable[[str], Seat],
) -> None:
    """S2-12, S0-17, S1-31: 联合主办 with 会办 under one letter, a second round, a promise kept late."""
    seat = seat_of("zhangqiu")
    clerk = seat.sit_down()
    clerk.register(JOINT)
    clerk.hand_out(LEAD, CO, OTHER, role=("联合主办", "联合主办", "会办"))
    clerk.meet("办理前见面", "上门走访")
    clerk.meet("办理中见面", "座谈会")
    clerk.is_next(f"{OTHER}：提交会办意见")
    assert clerk.stations()["会办"] == "0/1"
    assert "▲ 会办意见尚未提交" in clerk.reads(2)
    clerk.opine(OTHER, "同意选址。")
    editor = clerk.next_step("起草答复")
    clerk.push(clerk.turn(editor, "参考材料", "会办 1/1"), "引入正文")
    assert f"{OTHER}意见：同意选址。" in clerk.written()
    clerk.write(PLANNED, "列入计划要采纳", *PROMISED)
    clerk.keep_draft()
    clerk.meet("初步答复后见面", "沟通协商")
    clerk.sign()
    assert f"{LEAD}{CO}2026年3月2日" in clerk.issue()
    clerk.judge("不满意", "没有说明何时开工。")
    clerk.study("答复没有说明开工时间", "明确开工和完工时间")
    clerk.meet("办理前见面", "电话联系")
    clerk.meet("办理中见面", "座谈会")
    clerk.next_step("起草答复")
    clerk.write(PLANNED.replace("列入计划", "9月开工"), "列入计划要采纳", *PROMISED)
    clerk.keep_draft()
    clerk.meet("初步答复后见面", "沟通协商")
    clerk.sign()
    assert "2号关于区政协十七届一次会议第26号提案的重新答复" in clerk.issue()
    clerk.judge("满意")
    seat.keeps_next_year("26")
