"""The headings of lists as offices really write them, and the field each of them means."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.domain.text import fold

if TYPE_CHECKING:
    from collections.abc import Mapping


class Field(StrEnum):
    """What a column of a list says about a case; the value is its plain heading."""

    NUMBER = "编号"
    RUNNING = "序号"
    TITLE = "案由"
    SESSION = "届次"
    MEETING = "会议"
    KIND = "类型"
    SORT = "案别"
    CATEGORY = "内容分类"
    CLASS_OR_CATEGORY = "类别"
    STATE = "状态"
    NATURE = "性质"
    PUBLICITY = "是否公开"
    FILING = "审核"
    SUBMITTER = "领衔人"
    DELEGATION = "代表团/界别"
    CO_SUBMITTERS = "附议人数"
    ALL_SUBMITTERS = "提案人数"
    PHONE = "联系电话"
    ADDRESS = "通讯地址"
    KEY = "重点"
    KEY_BY = "重点确定机关"
    KEY_LEADER = "领办领导"
    KEY_SUPERVISOR = "督办领导"
    REGISTERED_ON = "登记时间"
    RECEIVED_ON = "收到日期"
    ASSIGNED_ON = "交办日期"
    DUE_ON = "办结时限"
    HANDLING = "办理方式"
    LEAD_UNIT = "主办单位"
    SUGGESTED_UNIT = "建议办理单位"
    PLANNED_UNIT = "拟主办单位"
    CO_UNIT = "协办单位"
    CO_REPLIED = "协办已回复数"
    CO_REPLIED_ON = "协办意见提交日期"
    LEADER = "责任领导"
    SECTION = "承办科室"
    IN_CHARGE = "承办负责人"
    HANDLER = "承办人"
    HANDLER_PHONE = "承办人电话"
    REPLIED_ON = "答复日期"
    DOC_NO = "文号"
    DOC_PREFIX = "字"
    DOC_YEAR = "年"
    DOC_SERIAL = "号"
    RESULT_CLASS = "类别标记"
    REPLY_TEXT = "复文正文"
    SIGNER = "签发人"
    STEP = "当前环节"
    BODY = "正文"
    FEEDBACK_ON = "反馈日期"
    VERDICT = "反馈评价"
    ATTITUDE_VERDICT = "办理态度评价"
    RESULT_VERDICT = "办理结果评价"
    THEMES = "专题"
    TYPICAL = "典型案例"
    REMARK = "备注"
    NOTED = "并入备注"
    UNUSED = "不取用"


_COUNTS = (
    "办理/主办 办理/协办 办理/总数 办复/主办 办复/协办 办复/总数 办复/办复率 办理工作/满意 "
    "办理工作/基本满意 办理工作/不满意 办理工作/未表态 办理结果/满意 办理结果/基本满意 办理结果/不满意 "
    "办理结果/未表态 单办 分办 会办(主办) 办理总数(不含会办) 办理数 未办数 整体进度 承办建议数 承办提案数 "
    "满意(80-100) 基本满意(60-79) 不满意(≤59) 排名"
)
COLUMNS: Mapping[Field, str] = {
    Field.NUMBER: (
        "案号 编号 提案编号 建议编号 提案号 建议号 议案号 提案案号 建议案号 件号 议案编号 建议提案编号"
    ),
    Field.RUNNING: "序号",
    Field.TITLE: (
        "案由 标题 标题/案由 案由/标题 建议标题 提案标题 题目 建议名称 提案名称 案由(标题) 标题(案由) "
        "建议提案标题 提案案由 建议案由 议案标题"
    ),
    Field.SESSION: "届次 会议届次 届次/会议",
    Field.MEETING: "会议 会次 会议名称",
    Field.KIND: "类型 提案类型 件类型 建议提案类型",
    Field.SORT: "案别",
    Field.CATEGORY: "性质类别 内容分类 分类 内容类别 业务分类 大类 大类/小类",
    Field.CLASS_OR_CATEGORY: "类别",
    Field.STATE: "状态 提案状态 大会/闭会 期间 提出时间",
    Field.NATURE: "性质",
    Field.PUBLICITY: "是否公开 可否公开 公开属性 公开方式",
    Field.FILING: "审核 立案 是否立案 立案情况 审查意见 初审",
    Field.SUBMITTER: (
        "领衔人/提案人 领衔人 提案人 提案者 第一提案人 领衔代表 建议人 代表姓名 提建议人 提建议人/姓名 "
        "委员姓名 提出人 提出代表 第一提案者 提案单位或委员"
    ),
    Field.DELEGATION: "代表团/界别 代表团 界别 提建议人/单位 所属代表团 界别/代表团",
    Field.CO_SUBMITTERS: "附议人数 联名人数 联名代表人数",
    Field.ALL_SUBMITTERS: "提案人数 提案者人数",
    Field.PHONE: "联系电话 电话 移动电话 手机 联系方式 代表电话",
    Field.ADDRESS: "通讯地址 地址 联系地址",
    Field.KEY: "重点 重点提案 重点建议 是否重点 重点件",
    Field.KEY_BY: "重点确定机关 确定机关 重点件确定机关",
    Field.KEY_LEADER: "领办领导 领衔领办领导",
    Field.KEY_SUPERVISOR: "督办领导 领衔督办领导",
    Field.REGISTERED_ON: "登记时间 登记日期 提交时间 提交日期 提出日期",
    Field.RECEIVED_ON: "收到日期 收到时间 收件日期 收件时间 来件日期 收到提案时间 收到建议时间",
    Field.ASSIGNED_ON: "交办日期 交办时间 交办日",
    Field.DUE_ON: "要求办结日期 办结时限 主办时限 答复时限 办理时限 答复期限 要求办结时间",
    Field.HANDLING: "办理方式 承办方式",
    Field.LEAD_UNIT: (
        "主办单位 办理单位 承办单位 主办 主办(独办)单位 主办/独办单位 单位(件数) 承办单位(件数) "
        "主办或独办单位 牵头单位 责任单位 牵头承办单位"
    ),
    Field.SUGGESTED_UNIT: "建议办理单位 建议承办单位 建议主办单位 希望办理单位",
    Field.PLANNED_UNIT: "拟主办单位 拟定办理单位",
    Field.CO_UNIT: "协办单位 会办单位 协办 会办 协办/会办单位 协办(会办)单位 配合单位",
    Field.CO_REPLIED: "协办已回复数",
    Field.CO_REPLIED_ON: "协办意见提交日期 协办意见提交时间 协办答复时间 协办回复时间",
    Field.LEADER: "责任领导 分管领导 分管市领导 分管县领导 分管区领导 政府分管领导 包案领导",
    Field.SECTION: "承办科室 责任科室",
    Field.IN_CHARGE: "承办负责人 分管负责人 单位分管领导",
    Field.HANDLER: "承办人 主办联系人 联系人 经办人 承办人员",
    Field.HANDLER_PHONE: "承办人电话 联系人电话 经办人电话",
    Field.REPLIED_ON: "主办答复时间 答复日期 答复时间 答复件送出时间 办复日期 办复时间 签发日期 回复时间",
    Field.DOC_NO: "文号 答复文号 复文号 答复函文号 发文字号 复函文号",
    Field.DOC_PREFIX: "字",
    Field.DOC_YEAR: "年",
    Field.DOC_SERIAL: "号",
    Field.RESULT_CLASS: (
        "类别标记 办理结果类别 办复类别 解决程度 办理结果 类 答复类别 结果类别 办理类别 答复类型"
    ),
    Field.REPLY_TEXT: "复文正文 答复正文 主办答复全文 答复内容",
    Field.SIGNER: "主办签发人 签发人",
    Field.STEP: "当前环节 办理状态 环节 承办状态",
    Field.BODY: "正文 内容 建议内容 提案内容 原文",
    Field.FEEDBACK_ON: "反馈日期 反馈时间 意见反馈日期",
    Field.VERDICT: "反馈评价 提案人意见 满意度 满意情况 满意程度 反馈意见",
    Field.ATTITUDE_VERDICT: "办理态度评价 办理工作评价 办理态度满意度 办理工作满意度 办理态度 办理工作",
    Field.RESULT_VERDICT: "办理结果评价 办理结果满意度",
    Field.THEMES: "专题 主题 专题标签 所属专题",
    Field.TYPICAL: "典型案例 典型 是否典型 典型件",
    Field.REMARK: "备注 说明",
    Field.NOTED: (
        "优秀提案 优秀建议 合并提案 审查日期 专委会 提案人类别 回复单位类型 "
        "归口 归口单位 归口领导 归口部门 办理意见 复文摘要 增办建议 退回理由 退回改办建议"
    ),
    Field.UNUSED: (
        "可否附议 办理时间 承办日期 负责人电话 行政区划名称 单位 单位名称 面商 未结承诺 下一步 "
        "期限情况 标色 办理轮次 等待谁 延期与停计时 原定时限 " + _COUNTS
    ),
}
"""Every heading known, by the field it means; blanks stand between them, spellings are folded to compare."""


def key_of_heading(heading: str) -> str:
    """Return the form in which two spellings of a heading are equal."""
    return fold(heading).strip("*:.#")


FIELDS: Mapping[str, Field] = {
    key_of_heading(heading): field for field, line in COLUMNS.items() for heading in line.split()
}
"""The field of every known heading, by its folded form."""


COUNTS = frozenset(key_of_heading(heading) for heading in _COUNTS.split())
"""The headings of tables that count cases by unit, folded: a row of such a table is no case."""


def resembling(heading: str) -> Field | None:
    """Return the field whose known heading is the longest inside a longer one; for a person to confirm."""
    key = key_of_heading(heading)
    inside = [known for known in FIELDS if len(known) > 1 and known in key]
    return FIELDS[max(inside, key=len)] if inside else None
