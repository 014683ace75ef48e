"""朝阳区 through the window: A/B/C by plan apart from what is carried out, 会下期间, 主要领导 in person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.office_driver import CO, LEAD, PROMISED, Paper
from tests.views.case_desk import words_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.journeys.office_driver import Seat

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # lists that drop down

KEY = Paper("2", "关于优化示例路口交通组织的建议", category="城市管理", key_leader="示例副区长")
JOINT = Paper("15", "关于增设示例路公交站的建议", category="城乡建设", origin="会下期间")
DONE = (
    "一、办理情况\n已完成示例路口渠化改造，增设左转待行区和行人过街信号，高峰时段通行能力明显提高。\n"
    "二、下一步工作\n落实信号配时优化，每季度评估一次，欢迎您继续监督，我们将及时向您通报情况。"
)
PLANNED = (
    "一、办理情况\n经会同示例区财政局现场踏勘，站台选址已经确定，资金已列入预算。\n"
    "二、下一步工作\n跨年度分步落实，2026年12月20日前建成投用。建设期间加强巡查，及时向您通报进展。"
)


def test_the_head_of_the_unit_talks_with_the_deputy_in_person(seat_of: Callable[[str], Seat]) -> None:
    """S4-02, S4-10, S4-12: planned as A before anything is done, 主要领导亲自沟通, then carried out."""
    clerk = seat_of("chaoyang").sit_down()
    clerk.register(KEY)
    clerk.hand_out(LEAD)
    assert "▲ 尚未确定计划类别" in clerk.reads(2)
    clerk.plan("A · 当年能够解决")
    assert "计划类别 A · 当年能够解决" in clerk.reads(2)
    clerk.meet("办理前沟通", "上门走访", level="主要领导")
    clerk.meet("办理中沟通", "线上会议")
    assert "上门走访（主要领导）" in clerk.reads(3)
    clerk.next_step("起草答复")
    clerk.write(DONE, "A · 当年能够解决")
    clerk.keep_draft()
    clerk.meet("答复前沟通", "征询意见")
    clerk.next_step("将答复稿送审")
    clerk.done()
    assert clerk.approve() == "科室核稿"
    clerk.send_back(1, "写明改造完成的时间")
    editor = clerk.next_step("按退回意见修改答复")
    assert "写明改造完成的时间" in words_of(editor)
    clerk.write(DONE.replace("已完成", "2月已完成"), "A · 当年能够解决")
    clerk.done()
    assert clerk.review() == (
        "科室核稿",
        "主管领导审核",
        "主要领导审核",
        "区政府办公室审核",
        "主管副区长审签",
    )
    letter = clerk.issue()
    assert "〔2026〕1号A类关于" in letter
    assert "抄送：区人大代表联络室，区政府办公室。" in letter
    clerk.judge("满意")
    clerk.ends()
    clerk.implement("已落实")
    assert "落实情况 已落实" in clerk.reads(1)


def test_a_paper_between_sessions_is_carried_out_over_two_years(seat_of: Callable[[str], Seat]) -> None:
    """S4-02, S4-03, S4-04, S1-31: planned as B, 会下期间 counted apart, 继续推进 until it is carried out."""
    seat = seat_of("chaoyang")
    clerk = seat.sit_down()
    clerk.register(JOINT)
    assert "会下期间" in clerk.page().header.meta.text()
    clerk.hand_out(LEAD, CO)
    clerk.plan("B · 跨年度分步落实")
    clerk.meet("办理前沟通", "座谈交流", level="主要领导")
    clerk.meet("办理中沟通", "实地调研")
    clerk.is_next(f"{CO}：提交会办意见")
    clerk.command("起草答复")
    clerk.write(PLANNED, "B · 跨年度分步落实", *PROMISED)
    clerk.doubts(f"▲ 缺{CO}的会办意见")
    clerk.keep_draft()
    clerk.opine("", "同意安排资金60万元。")
    clerk.meet("答复前沟通", "征询意见")
    clerk.sign()
    assert "〔2026〕1号B类关于" in clerk.issue()
    clerk.judge("不满意", "没有说明何时开工。")
    clerk.study("答复没有说明开工时间", "明确开工和完工时间")
    clerk.meet("办理前沟通", "上门走访", level="主要领导")
    clerk.meet("办理中沟通", "电话联系")
    clerk.next_step("起草答复")
    clerk.write(PLANNED.replace("跨年度", "9月开工，跨年度"), "B · 跨年度", *PROMISED)
    clerk.keep_draft()
    clerk.meet("答复前沟通", "征询意见")
    clerk.sign()
    assert "2号B类关于区十七届人大一次会议第15号建议的重新答复" in clerk.issue()
    clerk.judge("满意")
    clerk.implement("继续推进")
    clerk = seat.keeps_next_year("15")
    clerk.implement("已落实")
    clerk.page_words(6)
    clerk.choose("T", "会下期间")  # papers between sessions are counted when they are asked for
    assert "办复率 100.0% 1 1 件" in clerk.page_words(6)
