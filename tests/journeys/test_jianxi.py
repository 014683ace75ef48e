"""涧西区 through the window: 督查局把关 of key replies, four satisfactions, 二次办理 at half-time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.journeys.office_driver import CO, LEAD, PROMISED, Paper
from tests.views.case_desk import press, type_text, words_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.journeys.office_driver import Seat

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # lists that drop down

KEY = Paper("3", "关于加强示例市场周边环境整治的建议", category="城市管理", key_leader="示例副区长")
JOINT = Paper("18", "关于增设示例路公交站的建议", category="城建交通")
DONE = (
    "一、办理情况\n已对示例市场周边占道经营、乱停乱放开展专项整治，6月底前新增保洁岗位十二个，划定停车位四十个。\n"
    "二、下一步工作\n落实日常巡查，巩固整治成果，欢迎您继续监督，我们将及时向您通报情况。"
)
PLANNED = (
    "一、办理情况\n经会同示例区财政局现场踏勘，站台选址已经确定，资金已列入预算。\n"
    "二、下一步工作\n列入年度规划，2026年12月20日前建成投用。建设期间加强巡查，时间过半时再次向您反馈阶段性进展。"
)


def test_a_key_suggestion_passes_the_supervisor_before_it_goes_out(seat_of: Callable[[str], Seat]) -> None:
    """S1-17, S1-20, S1-21, S1-28: 备案审查 of key replies, contact before and during, four satisfactions."""
    clerk = seat_of("jianxi").sit_down()
    clerk.register(KEY)
    clerk.hand_out(LEAD)
    clerk.meet("办前见面", "上门走访")
    clerk.meet("办中见面", "座谈会")
    clerk.next_step("起草答复")
    clerk.write(DONE, "已经解决或基本解决")
    clerk.done()
    assert clerk.approve() == "承办单位把关；内容；文字；格式"
    clerk.command("印发")
    assert clerk.message() == "本件没有“已签发”的答复，未作改动。"
    clerk.is_next("区委区政府督查局：督查局把关")
    clerk.send_back(1, "写明每月巡查次数")
    clerk.next_step("按退回意见修改答复")
    clerk.write(DONE.replace("日常巡查", "每月四次巡查"), "已经解决或基本解决")
    clerk.done()
    assert clerk.review() == (
        "承办单位把关；内容；文字；格式",
        "督查局把关；建议涉及问题解决与否；有具体措施和完成时限（城市管理、重点项目）",
        "分管区领导审签",
    )
    letter = clerk.issue()
    assert "关于区十七届人大一次会议第3号建议的答复示例甲、示例乙代表：" in letter
    assert "抄送：区人大常委会，区委区政府督查局。" in letter
    asked = clerk.judge("满意")
    for dimension in ("办理态度", "办理过程", "办理意见", "办理效果"):
        assert dimension in asked
    clerk.ends()
    told = clerk.page_words(6)
    for words in ("见面率 100% 1 1 件", "答复率 100% 1 1 件", "满意率 100% 1 1 件"):
        assert words in told


def test_a_long_suggestion_is_told_of_at_half_time_and_kept_next_year(seat_of: Callable[[str], Seat]) -> None:
    """S1-22, S1-31: an opinion given again, a second round, 二次办理 at half-time, a late promise."""
    seat = seat_of("jianxi")
    clerk = seat.sit_down()
    clerk.register(JOINT)
    clerk.hand_out(LEAD, CO)
    clerk.meet("办前见面", "上门走访")
    clerk.meet("办中见面", "实地调研")
    clerk.opine(CO, "无意见。")
    editor = clerk.next_step("起草答复")
    clerk.push(clerk.turn(editor, "参考材料", "协办 1/1"), "退回重报")
    clerk.write(PLANNED, "正在解决或列入规划解决", *PROMISED)
    clerk.doubts(f"▲ 缺{CO}的协办意见")
    clerk.keep_draft()
    clerk.opine("", "同意安排资金60万元。")
    clerk.sign()
    assert "经会同示例区财政局研究" in clerk.issue()
    assert "该评价将使本件转入第2轮“重新办理”。" in clerk.judge("不满意", "没有说明何时开工。")
    clerk.study("答复没有说明开工时间", "明确开工和完工时间")
    clerk.meet("办前见面", "上门走访")
    clerk.meet("办中见面", "电话联系")
    clerk.next_step("起草答复")
    clerk.write(PLANNED.replace("列入", "9月开工，列入"), "正在解决", *PROMISED)
    clerk.keep_draft()
    clerk.sign()
    assert "2号关于区十七届人大一次会议第18号建议的重新答复" in clerk.issue()
    clerk.judge("满意")
    clerk.is_next("向代表反馈阶段性进展（二次办理）（2026-07-27 前）")
    clerk = seat.come_back(date(2026, 7, 24))
    clerk.open_case("18")
    assert "登记二次办理" in clerk.reads(5)
    assert clerk.next_step("二次办理").windowTitle() == "二次办理 · 第18号建议"
    type_text("站台基础已完工，正在安装顶棚。")
    clerk.done()
    clerk.is_next("落实承诺：示例路站台建成（2026-12-20 前）")
    told = "反馈日期 2026-07-24（周五）　示例区教育局 进展情况 站台基础已完工，正在安装顶棚。"
    assert told in clerk.reads(5)
    clerk = seat.come_back(date(2027, 1, 11))
    clerk.command("跨年度事项")
    carried = clerk.dialog()
    clerk.wait(lambda: "1 件，1 项；承诺落实率 0%（0/1）" in words_of(carried))
    assert "示例路站台建成 2026-12-20 逾期22天" in clerk.rows(carried)[0]
    clerk.push(carried, "列入重点督办")
    clerk.wait(lambda: clerk.rows(carried)[0].endswith("重点"))
    press("Escape", carried)
    seat.keeps_next_year("18")
