"""What is typed into a search box: words, "phrases", -without, field:value; any text is some query."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.kinds import Body, Kind
from desktop.domain.labels import Labelled
from desktop.domain.stage import Stage
from desktop.domain.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

MOST_TERMS = 16
LONGEST_TEXT = 2000  # characters; what is pasted beyond is not looked for
LONGEST_WORD = 200


class Field(Labelled):
    """What a search can be narrowed to; the label is what is typed before the colon."""

    UNIT = ("unit", "单位")
    LEAD = ("lead", "主办")
    CO = ("co", "协办")
    SUBMITTER = ("submitter", "领衔人")
    PERSON = ("person", "人员")
    DELEGATION = ("delegation", "代表团")
    NUMBER = ("number", "编号")
    TITLE = ("title", "案由")
    BODY = ("body", "正文")
    REPLY = ("reply", "答复")
    OPINION = ("opinion", "意见")
    REMARK = ("remark", "备注")
    SESSION = ("session", "届次")
    KIND = ("kind", "类型")
    CATEGORY = ("category", "分类")
    STAGE = ("stage", "环节")
    DOC_NO = ("doc_no", "文号")
    RESULT_CLASS = ("result_class", "类别")
    VERDICT = ("verdict", "反馈")
    OVERDUE = ("overdue", "逾期")
    IS_KEY = ("is_key", "重点")


_ALSO = {  # other names people use for the same thing
    "承办": Field.UNIT, "承办单位": Field.UNIT, "主办单位": Field.LEAD, "协办单位": Field.CO,
    "代表": Field.SUBMITTER, "委员": Field.SUBMITTER, "提交人": Field.SUBMITTER, "界别": Field.DELEGATION,
    "承办人": Field.PERSON, "领导": Field.PERSON, "责任领导": Field.PERSON, "号": Field.NUMBER,
    "标题": Field.TITLE, "题目": Field.TITLE, "内容": Field.BODY, "会议": Field.SESSION, "届": Field.SESSION,
    "种类": Field.KIND, "内容分类": Field.CATEGORY, "状态": Field.STAGE, "当前环节": Field.STAGE,
    "答复类别": Field.RESULT_CLASS, "评价": Field.VERDICT, "超期": Field.OVERDUE,
}  # fmt: skip
_FIELDS = {**{field.label: field for field in Field}, **_ALSO}
_YES = frozenset(("是", "y", "yes", "1", "对", "有"))
_NO = frozenset(("否", "n", "no", "0", "不", "无", "非"))
_VALUES: Mapping[Field, tuple[str, ...]] = {
    Field.OVERDUE: ("是", "否"),
    Field.IS_KEY: ("是", "否"),
    Field.KIND: (*(kind.label for kind in Kind), *(body.label for body in Body)),
    Field.STAGE: tuple(stage.label for stage in Stage),
}

_YES_OR_NO = frozenset((Field.OVERDUE, Field.IS_KEY))
_PEOPLE = frozenset((Field.SUBMITTER, Field.PERSON))
_SPELT_FIELD = 2  # letters; one letter is the beginning of too many
_QUOTES = '"“”„‟〝〞＂「」『』'
_COLONS = ":：﹕"
_PIECE = re.compile(
    rf"(?P<not>[-－—]*)(?:(?P<field>[^\s{_QUOTES}{_COLONS}-]{{1,8}})[{_COLONS}])?"
    rf"(?:[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)[{_QUOTES}]?|(?P<word>[^\s{_QUOTES}]*))"
)
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
_ALIKE = (  # marks that are not told apart; replacing beats a table on long texts
    ("〔［【〖﹝[", "("),
    ("〕］】〗﹞]", ")"),
    ("•‧∙・･", "·"),
    ("“”„‟〝〞「」『』", '"'),
    ("‘’", "'"),
    ("—–－", "-"),
)
_ANY_MARK = re.compile(f"[{_UNSEEN.pattern[1:-2]}{re.escape(''.join(marks for marks, _ in _ALIKE))}]")


@dataclass(frozen=True, slots=True)
class Term:
    """One condition: `text`, as `plain` gives it, is in a field, anywhere when none is named, or is not."""

    text: str
    field: Field | None = None
    is_excluded: bool = False


@dataclass(frozen=True, slots=True)
class Completion:
    """What a text from `start` to `end` may be completed to."""

    start: int
    end: int
    text: str


def plain(text: str) -> str:
    """Return the form in which words are looked for: as `fold`, brackets and dots alike, nothing unseen."""
    folded = fold(text)
    if not _ANY_MARK.search(folded):  # as most texts of a list, and it is asked of each of them
        return folded
    for marks, one in _ALIKE:
        for mark in marks:
            folded = folded.replace(mark, one)
    return _UNSEEN.sub("", folded)


def parse(text: str) -> tuple[Term, ...]:
    """Return the conditions a text states, all of which must hold; a text that says nothing gives none.

    An unknown field is two plain words, a field without a value no condition yet. Never raises.
    """
    terms: dict[Term, None] = {}
    for piece in _PIECE.finditer(text[:LONGEST_TEXT]):
        terms |= dict.fromkeys(_terms(piece))
    return tuple(terms)[:MOST_TERMS]


def _terms(piece: re.Match[str]) -> Iterable[Term]:
    excluded, name = bool(piece["not"]), piece["field"] or ""
    value = plain(piece["phrase"] or piece["word"] or "")[:LONGEST_WORD]
    field = _FIELDS.get(plain(name))
    words = (value,) if field or not name else (plain(name), value)
    return (Term(word, field, excluded) for word in words if word)


def is_yes(text: str) -> bool | None:
    """Return whether a value means yes or no; None when it means neither."""
    return True if text in _YES else False if text in _NO else None


def dated(text: str, today: date) -> str:
    """Return a query that says which day 逾期 is counted from, so that no clock is needed to answer it."""
    return "".join(_dated(piece, today) for piece in _PIECE.finditer(text[:LONGEST_TEXT]))


def _dated(piece: re.Match[str], today: date) -> str:
    wanted = is_yes(plain(piece["phrase"] or piece["word"] or ""))
    if _FIELDS.get(plain(piece["field"] or "")) is not Field.OVERDUE or wanted is None:
        return piece[0] or piece.string[piece.end() : piece.end() + 1]
    minus = "-" if bool(piece["not"]) == wanted else ""
    return f"{minus}{Field.OVERDUE.label}:{today.isoformat()}"


def reading(text: str) -> str:
    """Return in a sentence what of a query is read otherwise than it looks, "" when nothing is."""
    told = dict.fromkeys(filter(None, map(_told, _PIECE.finditer(text[:LONGEST_TEXT]))))
    if len(parse(text)) == MOST_TERMS:
        told[f"最多 {MOST_TERMS} 个条件，其余未查"] = None
    return "；".join(told)


def _told(piece: re.Match[str]) -> str:
    name, value = piece["field"] or "", piece["phrase"] or piece["word"] or ""
    if not name or not value:
        return ""
    field = _FIELDS.get(plain(name))
    if field is None:
        return f"没有“{name}”这一栏，按文字查找“{name}”和“{value}”"
    if field in _YES_OR_NO and is_yes(plain(value)) is None:
        return f"“{field.label}:”后面只认“是”或“否”"
    return ""


def completions(
    text: str, cursor: int, known: Mapping[Field, Iterable[str]] | None = None
) -> tuple[Completion, ...]:
    """Return what the word before the cursor (a place in the text, 0 to its length) may become.

    A field name, or its pinyin initials, is completed to the name and a colon. After the colon come the
    values of the field: its own (yes and no, kinds, stages) or the `known` ones, found by a part or by
    initials, those that begin with what was typed first.
    """
    place = max(0, min(cursor, len(text)))
    piece = next((each for each in _PIECE.finditer(text[:place]) if each.end() == place and each[0]), None)
    if piece is None:
        return ()
    if piece["field"] is None:
        typed = piece["word"] or ""
        return tuple(
            Completion(place - len(typed), place, f"{field.label}:") for field in _named(plain(typed))
        )
    return _values(piece, known or {})


def _values(piece: re.Match[str], known: Mapping[Field, Iterable[str]]) -> tuple[Completion, ...]:
    field = _FIELDS.get(plain(piece["field"]))
    if field is None:
        return ()
    typed = plain(piece["phrase"] or piece["word"] or "")
    start = piece.end("field") + 1
    ranked = [(_rank(typed, value, field), value) for value in _VALUES.get(field) or known.get(field, ())]
    fitting = sorted((rank, place, value) for place, (rank, value) in enumerate(ranked) if rank is not None)
    return tuple(Completion(start, piece.end(), _quoted(value)) for _rank, _place, value in fitting)


def _named(typed: str) -> list[Field]:
    """Return the fields one of whose names begins so; two letters may be the initials of one."""
    if not typed:
        return []
    found = [field for name, field in _FIELDS.items() if name.startswith(typed)]
    if len(typed) >= _SPELT_FIELD and typed.isascii():
        from desktop.domain.pinyin import initials

        found += [field for field in Field if initials(field.label).startswith(typed)]
    return list(dict.fromkeys(found))


def _rank(typed: str, value: str, field: Field) -> int | None:
    """Return how well a value fits what was typed, 0 best; None when it does not."""
    whole = plain(value)
    if typed in whole:
        return 0 if whole.startswith(typed) else 2
    if not typed.isascii():
        return None
    from desktop.domain.pinyin import initials, person_initials

    spelt = person_initials(value) if field in _PEOPLE else initials(value)
    return (1 if spelt.startswith(typed) else 3) if typed in spelt else None


def _quoted(value: str) -> str:
    return f'"{value}"' if re.search(rf"[\s{_QUOTES}]", value) else value
