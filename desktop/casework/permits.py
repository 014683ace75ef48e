"""Permits: which permission each verb of the history needs, and the sentence for whoever lacks it.

Every act that writes says its verb by `Office.note`; that is the one place where it is asked for.
"""

from __future__ import annotations

from desktop.domain.account import Permission, holders

SETTING = "设置"
_OF_WORK = ("import_columns:", "supervision_serial", "reply_blocks")
_WORDS: dict[Permission | None, str] = {
    None: (
        "建立办理台 更新办理规则和日历 登录 登录失败 锁定登录 退出登录 锁屏 解锁 修改本人密码 撤销 重做"
        " 拦截密级标志"
    ),
    Permission.REGISTER: (
        "登记 修改登记 立案 草稿 不予立案 撤案 转社情民意 并案 撤销并案 移入回收站 从回收站恢复 确认不是重复"
        " 导入 导入更新 导入正文 归入专题 移出专题 整理诉求要点 批量归类"
        " 添加附件 附件改名 附件改类别 附件移入回收站 附件移出回收站 拒收附件"
    ),
    Permission.HANDLE: (
        "交办 下达交办 拟定承办单位 确认承办任务 对承办任务提出异议 确定计划类别 确定专人 内部转办"
        " 新增交办批次 修改交办批次 作废交办批次 列入交办批次 移出交办批次"
        " 异议调整 退回 改办 增办 重新交办 同意退回 同意改办 同意增办 不同意退回 不同意改办 不同意增办"
        " 送审 退回协办意见 停计时 恢复计时 分析原因、重定方案 办结承诺 答复后续意见 回头看 补充答复"
        " 弃用答复后的函 标记典型案例 取消典型案例 标记难点 标记结合 立卷归档 取消归档"
        " 保存年度报告 修改工作记事 作废工作记事 按新日历调整时限 确认暂定时限"
    ),
    Permission.REVIEW: "审核 审核同意 退回修改",
    Permission.SIGN: "签发 撤回签发 审批延期",
    Permission.SUPERVISE: "催办 督办 通报 登记督办结果 列入重点督办",
    Permission.PRINT: "打印",
    Permission.KEEP: "重建检索和计数",
    Permission.AUDIT: "导出操作记录",
    Permission.REVEAL: "显示联系方式",
    Permission.LISTS: (
        "新增单位 修改单位 单位更名 单位合并 停用单位 导入单位名录 新增届次 修改届次 更新工作日历 手工占比"
        " 保存视图 视图改名 删除视图 保存报表 报表改名 删除报表 添加文书模板 删除文书模板"
    ),
    Permission.CONFIGURE: SETTING,
    Permission.ADMIT: "启用账户 新增账户 修改账户 重设密码 停用账户 启用停用的账户",
}
_EXACT = {word: permission for permission, words in _WORDS.items() for word in words.split()}
_STARTS = {
    "登记": Permission.HANDLE,  # meetings, feedback, promises… each under the words of its scheme
    "起草": Permission.HANDLE,
    "申请": Permission.HANDLE,
    "印发": Permission.HANDLE,
    "修改": Permission.REGISTER,
    "批量修改": Permission.REGISTER,
}
_ENDS = {"送审": Permission.HANDLE}


def is_known(verb: str) -> bool:
    """Whether the table says what a verb needs; one it does not know is nobody's to do."""
    return verb in _EXACT or verb.startswith(tuple(_STARTS)) or verb.endswith(tuple(_ENDS))


def needed(verb: str, summary: str = "") -> Permission | None:
    """Return the permission a verb needs, None when it needs none; an unknown verb needs that of settings.

    `summary` tells the setting of the verb 设置: a few are kept by the daily work itself.
    """
    if verb == SETTING and summary.startswith(_OF_WORK):
        return Permission.READ
    if verb in _EXACT:
        return _EXACT[verb]
    starts = (permission for word, permission in _STARTS.items() if verb.startswith(word))
    ends = (permission for word, permission in _ENDS.items() if verb.endswith(word))
    return next(starts, next(ends, Permission.CONFIGURE))


def who_may(permission: Permission) -> str:
    """Return which roles have a permission, as a tooltip says it."""
    return f"须由{_named(permission)}办理"


def refusal(permission: Permission) -> str:
    """Return the sentence for somebody who lacks a permission."""
    return f"没有“{permission.label}”的权限，没有改动；请由{_named(permission)}办理。"


def _named(permission: Permission) -> str:
    return "、".join(f"“{role.label}”" for role in holders(permission))
