"""A journal line in the words of the office: which field was what before, and what it is now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.domain.account import AccountRole
from desktop.domain.assignment import Consent, Role
from desktop.domain.attachment import AttachmentKind
from desktop.domain.clock import ExtensionState
from desktop.domain.consultation import ConsultationLevel
from desktop.domain.coordination import CoordinationKind, CoordinationLevel, Counterpart, Difficulty
from desktop.domain.deadlines import Matter
from desktop.domain.event import EventKind
from desktop.domain.feedback import FeedbackSource
from desktop.domain.kinds import Kind, Origin
from desktop.domain.personal import masked
from desktop.domain.points import PointState
from desktop.domain.proposal import Filing, Publicity
from desktop.domain.reply import ReplyKind, ReplyState, Verdict
from desktop.domain.supervision import SupervisionLevel
from desktop.domain.trail import Decision, Move, RequestKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from desktop.domain.journal import JournalLine
    from desktop.domain.labels import Labelled
    from desktop.domain.scheme import Scheme

FIELD_WORDS: dict[str, str] = {
    "proposal": "",
    "kind": "类型",
    "title": "案由",
    "item_no": "编号",
    "body": "正文",
    "submitters": "提出人",
    "is_organisation": "是单位",
    "phone": "电话",
    "address": "地址",
    "delegation": "代表团/界别",
    "co_submitter_count": "联名人数",
    "category": "内容分类",
    "origin": "提出时间",
    "nature": "性质",
    "is_key": "重点件",
    "key_designated_by": "重点件确定机关",
    "key_leader": "领办领导",
    "key_supervisor": "督办领导",
    "suggested_units": "提出人建议单位",
    "publicity": "公开属性",
    "publicity_reason": "公开属性理由",
    "filing": "立案情况",
    "filing_reason": "立案理由",
    "registered_on": "登记日期",
    "received_on": "收到日期",
    "remark": "备注",
    "themes": "专题",
    "typical": "典型案例",
    "scheme_id": "办理规则",
    "assignments": "承办",
    "unit_name": "承办单位",
    "role": "承办方式",
    "responsible_leader": "责任领导",
    "leader_in_charge": "分管领导",
    "section": "承办科室",
    "handler": "承办人员",
    "handler_phone": "承办人电话",
    "task": "办理任务",
    "measures": "办理措施",
    "standard": "办理标准",
    "duties": "职责分工",
    "assigned_on": "交办日期",
    "due": "办结时限",
    "dues": "时限",
    "co_opinion": "协办意见",
    "consultations": "面商",
    "stage": "阶段",
    "held_on": "日期",
    "mode": "方式",
    "level": "层级",
    "organiser": "组织单位",
    "office_people": "承办方参加人",
    "submitter_people": "提出方参加人",
    "body_people": "政协、人大参加人",
    "place": "地点",
    "background": "背景",
    "aim": "目的",
    "demand": "诉求",
    "opinion": "意见",
    "agreed": "是否同意",
    "round": "办理轮次",
    "replies": "答复",
    "state": "状态",
    "result_class": "办理结果类别",
    "reason": "理由",
    "planned_on": "计划完成时间",
    "drafted_by": "拟稿人",
    "drafted_on": "拟稿日期",
    "route": "审签流程",
    "steps": "审核",
    "label": "环节",
    "officer": "经办",
    "decided_on": "日期",
    "verdict": "意见类型",
    "checks": "核对项",
    "signed_by": "签发人",
    "signed_on": "签发日期",
    "doc_no": "文号",
    "issued_on": "印发日期",
    "face_to_face": "当面答复",
    "feedbacks": "反馈",
    "verdicts": "评价",
    "source": "来源",
    "brought_by": "带回人",
    "rehandlings": "重新办理",
    "causes": "原因分析",
    "plan": "办理方案",
    "studied_on": "研究日期",
    "wishes": "后续意见",
    "wish": "意见",
    "look_backs": "回头看",
    "dossier": "案卷",
    "file_no": "归档号",
    "retention": "保管期限",
    "archived_on": "归档日期",
    "archived_by": "立卷人",
    "campaign": "活动",
    "looked_on": "检查日期",
    "progress": "办理进度",
    "quality": "办理质量",
    "procedure": "办理程序",
    "status": "落实情况",
    "commitments": "承诺",
    "promised_on": "承诺日期",
    "due_on": "完成时限",
    "fulfilled_on": "落实日期",
    "evidence": "佐证",
    "plan_class": "办理计划",
    "implementation": "落实情况",
    "text": "正文",
    "points": "诉求要点",
    "supplements": "答复后的函",
    "follows": "所补答复",
    "notes": "核对说明",
    "marks": "标注处",
    "passage": "标注",
    "file_name": "附件名称",
    "printed": "打印的文书",
    "way": "打印方式",
    "papers": "份数",
    "case_count": "件数",
    "extensions": "延期",
    "asked_by": "申请单位",
    "asked_on": "申请日期",
    "until": "延至",
    "decided_by": "审批人",
    "told": "已告知",
    "pauses": "停计时",
    "stopped_on": "停计时日期",
    "stopped_by": "停计时经办",
    "resumed_on": "恢复日期",
    "resumed_by": "恢复经办",
    "interims": "阶段性反馈",
    "reported_by": "反馈单位",
    "reported_on": "反馈日期",
    "proposed": "拟承办单位",
    "confirmation": "承办确认",
    "consent": "确认情况",
    "by": "经办人",
    "proposed_unit": "建议承办单位",
    "requests": "退改申请",
    "decision": "处理结果",
    "handovers": "交接",
    "move": "原因",
    "from_unit": "原承办单位",
    "to_units": "转至",
    "since": "承办自",
    "transfers": "内部转办",
    "person": "人员",
    "supervisions": "督办",
    "participants": "参加人",
    "instruction": "督办要求",
    "result": "督办结果",
    "next_check_on": "下次检查",
    "coordinations": "协调",
    "matter": "事项",
    "principle": "办理原则",
    "direction": "工作方向",
    "addressee": "提请对象",
    "answer": "答复意见",
    "answered_on": "答复意见日期",
    "contact_log": "联系记录",
    "counterpart": "联系对象",
    "content": "内容",
    "difficulties": "难点",
    "links": "结合工作",
    "owner": "专人",
    "is_deleted": "已删除",
    "on": "日期",
    "started_on": "起算日",
    "provisional": "暂定",
    "real_name": "姓名",
    "roles": "角色",
    "must_change": "须换密码",
}
"""The word of each entry of a stored case, in the order they are told; those without a word are not shown."""
_ORDER = {key: place for place, key in enumerate(FIELD_WORDS)}

_HIDDEN = frozenset({"id", "version", "unit_id", "session_id", "letter_id", "scheme_version", "rule", "step"})
_ENUMS: dict[str, type[Labelled]] = {
    "kind": Kind,
    "role": Role,
    "level": ConsultationLevel,
    "origin": Origin,
    "publicity": Publicity,
    "filing": Filing,
    "state": ReplyState,
    "verdict": Verdict,
    "source": FeedbackSource,
    "consent": Consent,
    "decision": Decision,
    "move": Move,
    "counterpart": Counterpart,
    "difficulties": Difficulty,
    "roles": AccountRole,
}
_FLAGS = {"None": "", "True": "是", "False": "否"}
_AS_IT_IS = "\0"  # before the name of a listed thing, which is shown as it is
_DAYS = ("asked_on", "stopped_on", "reported_on", "on", "received_on")
_NAMING = ("name", "unit_name", "stage", "label", "point", "passage", *_DAYS)
_DUE = frozenset({"on", "rule", "started_on", "steps", "source", "provisional"})


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a line: its words, and its value before and after; an empty text means it was empty."""

    label: str
    before: str
    after: str


def changes_of(line: JournalLine, scheme: Scheme) -> tuple[FieldChange, ...]:
    """Return what a journal line changed, field by field, in the words of the case's scheme."""
    return tuple(_changes(_worded(line.before, scheme), _worded(line.after, scheme), ""))


def _worded(value: Any, scheme: Scheme) -> Any:
    """Return stored entries with the scheme's keys (stages, classes, levels) replaced by its words."""
    if isinstance(value, Mapping):
        return {key: _entry_worded(key, entry, scheme) for key, entry in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_worded(entry, scheme) for entry in value]
    return value


def _entry_worded(key: str, entry: Any, scheme: Scheme) -> Any:
    if key == "verdicts" and isinstance(entry, Mapping):
        levels = {each.code: each.label for each in scheme.satisfaction.levels}
        names = {each.key: each.label for each in scheme.satisfaction.dimensions}
        return {f"{_AS_IT_IS}{names.get(k, k)}": levels.get(code, code) for k, code in entry.items()}
    if key == "notes" and isinstance(entry, Mapping):
        return {f"{_AS_IT_IS}{check}": note for check, note in entry.items()}
    if key == "dues" and isinstance(entry, Mapping):
        return {f"{_AS_IT_IS}{Matter(matter).label}": due for matter, due in entry.items()}
    known = {
        "scheme_id": {scheme.id: scheme.name},
        "stage": {each.key: each.label for each in scheme.contacts.stages},
        "result_class": {each.code: each.short for each in scheme.result_classes},
        "route": {each.key: each.label for each in scheme.routes},
    }.get(key)
    return known.get(entry, entry) if known and isinstance(entry, str) else _worded(entry, scheme)


def _changes(before: Any, after: Any, path: str) -> Iterator[FieldChange]:
    old, new = _entries(before), _entries(after)
    for key in _told_in_order((*old, *new)):
        label = _label(key)
        if key in _HIDDEN or label is None or old.get(key) == new.get(key):
            continue
        yield from _change_of(key, old.get(key), new.get(key), _joined(path, label))


def _told_in_order(keys: Iterable[str]) -> list[str]:
    """Return the entries, each once, as the office tells them; listed things after them as they come."""
    return sorted(dict.fromkeys(keys), key=lambda key: _ORDER.get(key, len(_ORDER)))


def _change_of(key: str, old: Any, new: Any, label: str) -> Iterator[FieldChange]:
    opens = _is_nested(old) and _is_nested(new) and not _is_due(new)
    if opens or key == "proposal" or _is_list(old) or _is_list(new):
        yield from _changes(old, new, label)
    else:
        yield FieldChange(label or "内容", _words(key, old), _words(key, new))


def _is_nested(value: Any) -> bool:
    """Whether a value holds entries of its own: one mapping, or a list of them."""
    if isinstance(value, str) or not isinstance(value, Sequence):
        return isinstance(value, Mapping)
    return bool(value) and isinstance(value[0], Mapping)


def _is_list(value: Any) -> bool:
    return _is_nested(value) and not isinstance(value, Mapping)


def _is_due(value: Any) -> bool:
    return isinstance(value, Mapping) and "on" in value and value.keys() <= _DUE


def _entries(value: Any) -> dict[str, Any]:
    """Return a mapping as it is, and a list of mappings by the name of each, so that both can be compared."""
    if isinstance(value, Mapping):
        return dict(value)
    named: dict[str, Any] = {}
    for entry in value if _is_nested(value) else ():
        name = _name_of(entry)
        named[name if name not in named else f"{name}（{len(named) + 1}）"] = entry
    return named


def _name_of(entry: Mapping[str, Any]) -> str:
    naming = ("text",) if _is_named_by_text(entry) else _NAMING
    name = next((str(entry[key]) for key in naming if entry.get(key)), "")
    turn = entry.get("round", 1)
    return _AS_IT_IS + (f"{name}第{turn}轮" if turn not in {1, None} else name)


def _is_named_by_text(entry: Mapping[str, Any]) -> bool:
    """Whether a thing is a promise or a point, which are told from others by what they say."""
    return "promised_on" in entry or entry.keys() == {"text"}


def _label(key: str) -> str | None:
    """Return the word of an entry, the name of a listed thing, or None for what nobody needs to see."""
    return key.removeprefix(_AS_IT_IS) if key.startswith(_AS_IT_IS) else FIELD_WORDS.get(key)


def _joined(path: str, label: str) -> str:
    return f"{path} · {label}" if path and label else path or label


def _words(key: str, value: Any) -> str:
    """Return a stored value in words; of a list or a nested thing, its filled entries."""
    if isinstance(value, Mapping):
        return str(value["on"]) if _is_due(value) else _inner_words(key, value)
    if isinstance(value, str):
        return masked(key, _shown(key, value))
    if isinstance(value, Sequence):
        return ("｜" if _is_nested(value) else "、").join(_words(key, entry) for entry in value)
    return _FLAGS.get(repr(value), str(value))


def _inner_words(key: str, value: Mapping[str, Any]) -> str:
    """Return the filled entries of a thing, its name first unless `key` is that name already."""
    naming = ("text",) if _is_named_by_text(value) else _NAMING[:-1]
    named = [str(value[name]) for name in naming if value.get(name)]
    told = [
        f"{_label(name)} {_words(name, value[name])}".strip()
        for name in _told_in_order(value)
        if name not in naming and _is_told(name, value[name])
    ]
    words = told if key.startswith(_AS_IT_IS) else [*named, *told]
    return "；".join(word.rstrip("。；") for word in words) or "有"


def _is_told(name: str, entry: Any) -> bool:
    return name not in _HIDDEN and _label(name) is not None and entry not in (None, "", [], {}, False)


def _shown(key: str, value: str) -> str:
    words = _ENUMS.get(key)
    if words is None:
        return value
    member = next((each for each in (*words, *_other_enums(key)) if each.value == value), None)
    return member.label if member else value


def _other_enums(key: str) -> tuple[Labelled, ...]:
    """Return the members of other enums that share an entry's name: replies and files have a `kind` too."""
    return {
        "kind": (*ReplyKind, *AttachmentKind, *RequestKind, *CoordinationKind, *EventKind),
        "level": (*SupervisionLevel, *CoordinationLevel),
        "state": (*ExtensionState, *PointState),
    }.get(key, ())
