"""A template of the office's own (.docx): its name and file, and the fields that may stand in one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import NamedTuple


class Field(NamedTuple):
    """One field: its name as it stands between {{ and }}, and what is put in its place."""

    name: str
    meaning: str


FIELDS = (
    Field("本单位", "设置中的单位名称"),
    Field("今天", "生成文件的日期"),
    Field("届次", "会议的全称"),
    Field("类型", "建议、提案等"),
    Field("编号", "来件的编号，如 12"),
    Field("编号全称", "如 第12号建议"),
    Field("案由", "来件的标题"),
    Field("提出人", "全部提出人，顿号分开"),
    Field("领衔人", "第一提出人"),
    Field("提出人数", "领衔人和联名人合计"),
    Field("代表团或界别", "来件所属代表团、界别"),
    Field("内容分类", "内容分类"),
    Field("主办单位", "主办单位"),
    Field("会办单位", "会办单位，顿号分开"),
    Field("责任领导", "承办任务的责任领导"),
    Field("承办科室", "承办任务的科室"),
    Field("承办人", "承办任务的承办人"),
    Field("承办电话", "承办人的电话"),
    Field("交办日期", "交办的日期"),
    Field("办结时限", "办结时限"),
    Field("发文机关", "函头的发文机关"),
    Field("文号", "答复的文号"),
    Field("标题", "答复函的标题"),
    Field("称呼", "答复函的称呼，带冒号"),
    Field("正文", "答复函的正文，从开头语到结尾语"),
    Field("落款", "署名的单位"),
    Field("成文日期", "答复函的日期"),
    Field("签发人", "签发人"),
    Field("类别", "办理结果类别"),
    Field("联系方式", "联系人和电话一行"),
    Field("抄送", "抄送的机关"),
)
"""Every field a template may use, in the order in which they are offered."""


@dataclass(frozen=True, slots=True)
class OfficeTemplate:
    """A template by its name: the hash its file is kept under, its size in bytes, and the fields it uses."""

    name: str
    sha256: str
    size: int
    fields: tuple[str, ...]
    added_on: date
    added_by: str = ""


def unknown(fields: tuple[str, ...]) -> tuple[str, ...]:
    """Return the fields nobody can fill, each with the known name it is most like: 案号（是不是“编号”？）."""
    known = [field.name for field in FIELDS]
    return tuple(_likened(name, known) for name in fields if name not in known)


def _likened(name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, n=1, cutoff=0.5)
    return f"{name}（是不是“{near[0]}”？）" if near else name
