"""楚雄市 through the window: 三方面商, 三对照, 分办 with a letter of each unit, 重新研究办理."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.office_driver import CO, LEAD, PROMISED, Paper
from tests.views.case_desk import type_text, words_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.journeys.office_driver import Seat

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # lists that drop down

KEY = Paper("9", "关于扶持示例小镇产业发展的提案", category="经济发展", key_leader="示例副市长")
SPLIT = Paper("44", "关于增设示例路公交站的提案", category="城乡建设")
DONE = (
    "一、办理情况\n已出台示例小镇产业扶持措施六条，首批扶持资金二百万元已拨付到位，十二家企业先后入驻并投产见效。\n"
    "二、下一步工作\n落实每月调度，帮助企业解决实际困难，欢迎您继续监督，我们将及时向您通报情况。"
)
PLANNED = (
    "一、办理情况\n站台选址已经确定，建设资金已列入预算，正在办理用地手续，有关情况已当面向您汇报。\n"
    "二、下一步工作\n列入计划，2026年12月20日前建成投用。建设期间加强巡查，及时向您通报办理的进展。"
)
WIDE = "正在争取解决或列入计划解决"


def test_a_key_proposal_is_talked_over_by_three_and_compared_three_times(
    seat_of: Callable[[str], Seat],
) -> None:
    """S3-03, S3-12, S3-13, S3-21: 三方面商, 三对照, A includes 正在解决, 补充答复 when things change."""
    clerk = seat_of("chuxiong").sit_down()
    clerk.register(KEY)
    clerk.hand_out(LEAD)
    clerk.meet("办理前面商", "三方面商", third="示例市政协提案委")
    clerk.meet("办理中面商", "实地调研")
    assert "政协人大 示例市政协提案委" in clerk.reads(3)
    clerk.next_step("起草答复")
    clerk.write(f"示例甲代表：\n{DONE.replace('您', '你', 1)}", "A · 已解决或正在解决")
    clerk.doubts("▲ 缺“答复前”面商记录")
    clerk.finds("■ 称呼应为“委员”", "▲ 称谓由程序生成，正文中不必再写", "▲ “您”和“你”混用")
    assert "检查发现1处错误：称呼应为“委员”。尚未送审" in clerk.refused()
    clerk.write(DONE.replace("您", "你", 1), "A · 已解决或正在解决")
    clerk.keep_draft()
    clerk.meet("答复前面商", "上门走访")
    clerk.next_step("将答复稿送审")
    clerk.done()
    assert clerk.approve() == "科室核稿"
    clerk.send_back(3, "统一用“您”")
    editor = clerk.next_step("按退回意见修改答复")
    assert "统一用“您”" in words_of(editor)
    clerk.write(DONE, "A · 已解决或正在解决")
    clerk.done()
    assert clerk.review() == (
        "科室核稿",
        "分管领导审核；与提案内容和要求对照：对题、对症；与法律法规和政策对照；与客观条件和工作实际对照",
        "主要领导审核",
        "市政府督查室把关",
        "分管副市长签发",
    )
    letter = clerk.issue()
    assert "〔2026〕1号A类关于" in letter
    assert "抄送：市政协提案委员会，市政府督查室。" in letter
    clerk.judge("满意")
    clerk.ends()
    clerk.command("补充答复")
    clerk.dialog()
    type_text("二期扶持资金一百万元已于今日拨付到位，惠及新入驻企业五家，现将有关情况向您补充说明。")
    clerk.done()
    assert clerk.review()[-1] == "分管副市长签发"
    letter = clerk.issue()
    assert "的补充答复示例甲、示例乙委员：" in letter
    assert "我单位已以例教函〔2026〕1号答复。现将情况变化补充答复如下：" in letter
    assert "补充答复 · 补例教函〔2026〕1号" in clerk.reads(4)
    told = clerk.page_words(6)
    for words in ("办复率 100% 1 1 件", "面商率 100% 1 1 件"):
        assert words in told


def test_two_units_answer_their_parts_and_study_again(seat_of: Callable[[str], Seat]) -> None:
    """S3-15, S3-16, S0-17, S1-31: 分办, 重新研究办理 with causes and plan, a promise kept next year."""
    seat = seat_of("chuxiong")
    clerk = seat.sit_down()
    clerk.register(SPLIT)
    clerk.hand_out(LEAD, CO, role=("分办", "分办"))
    clerk.meet("办理前面商", "三方面商", third="示例市政协提案委")
    clerk.meet("办理中面商", "座谈会")
    clerk.next_step(f"{LEAD}：起草答复")
    clerk.write(PLANNED, f"B · {WIDE}", *PROMISED)
    clerk.keep_draft()
    clerk.meet("答复前面商", "上门走访")
    clerk.sign()
    assert "例教函〔2026〕1号" in clerk.issue()
    clerk.next_step(f"{CO}：起草答复")
    clerk.write(DONE.replace("小镇产业", "路站台"), "A · 已解决或正在解决")
    clerk.keep_draft()
    clerk.sign()
    assert "例财函〔2026〕1号" in clerk.issue()
    assert clerk.stations()["印发"] == "2/2"
    assert "该评价将使本件转入第2轮“重新研究办理”。" in clerk.judge("不满意", "没有说明何时开工。")
    assert "▲ 本轮还没有分析原因、研究方案，登记后方可送审。" in clerk.reads(5)
    clerk.study("答复没有说明开工时间", "明确开工和完工时间")
    assert "重新研究办理" in clerk.reads(5)
    for unit, place in ((LEAD, 0), (CO, 1)):
        if not place:
            clerk.meet("办理前面商", "上门走访")
            clerk.meet("办理中面商", "电话联系")
        clerk.next_step(f"{unit}：起草答复")
        promised = PROMISED[: 2 - place]
        clerk.write(PLANNED.replace("列入计划", "9月开工"), f"B · {WIDE}", *promised)
        clerk.keep_draft()
        if not place:
            clerk.meet("答复前面商", "上门走访")
        clerk.sign()
        assert "2号B类关于区政协十七届一次会议第44号提案的重新答复" in clerk.issue()
    clerk.judge("满意")
    seat.keeps_next_year("44")
