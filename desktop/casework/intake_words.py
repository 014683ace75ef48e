"""What the cells of a list mean: words for kinds, decisions, publicity and the like, and what is odd."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from desktop.domain import text as plain_text
from desktop.domain.doc_numbers import parse_doc_no
from desktop.domain.kinds import Kind, Origin
from desktop.domain.proposal import Filing, Publicity, Submitter
from desktop.domain.unit import System

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

fold = lru_cache(maxsize=1024)(plain_text.fold)
"""`text.fold` for the cells that many rows repeat."""

KINDS: Mapping[str, Kind] = {
    **{kind.label: kind for kind in Kind},
    **dict.fromkeys(("建议", "人大建议", "人大代表建议", "建议、批评和意见", "意见建议"), Kind.SUGGESTION),
    **dict.fromkeys(("提案", "委员提案", "集体提案", "党派提案", "界别提案"), Kind.CPPCC_PROPOSAL),
    **dict.fromkeys(("闭会提案", "平时"), Kind.INTERSESSION_CPPCC_PROPOSAL),
}
FILINGS: Mapping[str, Filing] = {
    **{filing.label: filing for filing in Filing},
    **dict.fromkeys(("予以立案", "同意立案", "已立案", "是"), Filing.FILED),
    **dict.fromkeys(("不立案", "未立案", "不予立案/作废", "作废", "否"), Filing.NOT_FILED),
    **dict.fromkeys(("归并", "并案处理", "已并案"), Filing.MERGED),
    **dict.fromkeys(("撤回", "撤销", "已撤案"), Filing.WITHDRAWN),
}
PUBLICITIES: Mapping[str, Publicity] = {
    **{publicity.label: publicity for publicity in Publicity},
    **dict.fromkeys(("公开", "是", "可以", "可", "同意公开", "可以公开"), Publicity.PUBLIC),
    **dict.fromkeys(("不公开", "否", "不可", "不可以", "不同意公开"), Publicity.NOT_PUBLIC),
}
ORIGINS: Mapping[str, Origin] = {
    **{origin.label: origin for origin in Origin},
    **dict.fromkeys(("大会", "会中", "会间", "会议期间"), Origin.SESSION),
    **dict.fromkeys(("闭会", "会后", "会下", "平时", "会下期间"), Origin.INTERSESSION),
}
ANSWERED_STEPS = frozenset(
    {
        "反馈",
        "待反馈",
        "已反馈",
        "答复",
        "已答复",
        "办复",
        "已办复",
        "办结",
        "已办结",
        "完成",
        "归档",
        "跟踪落实",
    }
)
EMPTY_TITLES = frozenset({"", "新建", "新建建议", "新建提案", "未命名", "无标题"})
NO = frozenset({"否", "无", "不是", "×", "0", "n", "no"})
NO_VERDICTS = frozenset({"未表态", "未反馈", "未评价", "未测评", "待反馈", "无", "/", "-", "—"})
YES = frozenset({"是", "√", "✓", "✔", "☑", "重点", "y", "yes", "1", "有"})

_KEY_NATURE = re.compile(r"重点(?:督办|提案|建议|件)?(?!备选|提案备选)")
_NUMBER_PHRASE = re.compile(r"第\s*(\S+?)\s*号(?:建议|提案|议案|件)?")
_AND_OTHERS = re.compile(r"等\s*(\d+)\s*(?:人|名|位).*$|等$")
_BETWEEN_NAMES = re.compile(r"[、，,;；/／\n]+")
_ORGANISATION = re.compile(
    r"委员会|民革|民盟|民建|民进|农工党|致公党|九三|台盟|工商联|工会|妇联|团委|共青团|协会|学会|界别|联络|小组|代表团|支部|总支"
)
_LETTER_CLASS = re.compile(r"[a-z甲乙丙丁戊]类?")
_COUNTED_UNIT = re.compile(r"[（(]\s*\d+\s*件?\s*[)）]\s*$")
_SYSTEMS = (
    (System.COLLECTIVE, re.compile(r"^(?:各|有关|相关)")),
    (System.JUDICIAL, re.compile(r"(?:法院|检察院)$")),
    (System.CONGRESS, re.compile(r"人大|政协")),
    (System.MASS, re.compile(r"^(?:团|共青团)|工会$|妇联|残联|文联|科协|侨联|工商联|红十字会|贸促会|计生协")),
    (System.STREET, re.compile(r"(?:街道|街道办|街道办事处|镇|乡|镇政府|乡政府)$")),
    (System.VERTICAL, re.compile(r"国税|税务局|供电|电信|人民银行|人行|银监|气象局|海关|海事|邮政|烟草")),
    (System.PARTY, re.compile(r"委(?:办|组织部|宣传部|统战部|政法委|政研室|党校|巡察)|编委办|纪委|农办$")),
    (System.ENTERPRISE, re.compile(r"公司$|集团$")),
)


def kind_of(word: str) -> Kind | None:
    """Return the kind of paper a word names, or None."""
    return KINDS.get(fold(word))


def is_nature(word: str) -> bool:
    """Whether a word in the column of kinds says what sort of 提案 it is: 集体提案, 界别提案, 市级."""
    plain = {"", "提案", Kind.CPPCC_PROPOSAL.label}
    return word not in plain and kind_of(word) in {None, Kind.CPPCC_PROPOSAL}


def kind_in(text: str) -> Kind | None:
    """Return the kind a title or a file name speaks of; None for none, and for 建议 and 提案 both."""
    spoken = {"建议": Kind.SUGGESTION, "提案": Kind.CPPCC_PROPOSAL}
    plain = plain_text.fold(text)
    found = {kind for word, kind in spoken.items() if word in plain}
    return found.pop() if len(found) == 1 else None


def plain_number(text: str) -> str:
    """Return an item number as it stands; only the phrase around it goes: 第0043号 is 0043."""
    match = _NUMBER_PHRASE.fullmatch(text.strip())
    return match[1] if match else text.strip()


def is_yes(text: str) -> bool:
    """Whether a cell ticks its column."""
    return fold(text) in YES


def is_key_nature(text: str) -> bool:
    """Whether the nature of a paper makes it a key one; a candidate (备选) is not one yet."""
    return any(_KEY_NATURE.fullmatch(word) for word in _BETWEEN_NAMES.split(text.strip()))


def is_class_letter(text: str) -> bool:
    """Whether a word is the letter of a result class rather than a category: B, Ｂ, B类, 乙类."""
    return _LETTER_CLASS.fullmatch(fold(text)) is not None


def submitters(text: str, phone: str = "", address: str = "") -> tuple[tuple[Submitter, ...], int]:
    """Return the submitters a cell names and how many there are beside the first: 王某等10人, nine."""
    others = _AND_OTHERS.search(text)
    names = [name.strip() for name in _BETWEEN_NAMES.split(_AND_OTHERS.sub("", text)) if name.strip()]
    found = [Submitter(name, bool(_ORGANISATION.search(name))) for name in names]
    if found:
        found[0] = Submitter(found[0].name, found[0].is_organisation, phone, address)
    counted = int(others[1]) if others and others[1] else 0
    return tuple(found), max(counted, len(found), 1) - 1


def bare_unit(text: str) -> str:
    """Return a unit cell without the number of papers some lists add: 市教育局（12件）."""
    return _COUNTED_UNIT.sub("", text).strip()


def system_of(name: str) -> System:
    """Return the kind of organisation a unit's name speaks of; of the government when in doubt."""
    return next((system for system, pattern in _SYSTEMS if pattern.search(fold(name))), System.GOVERNMENT)


def odd_doc_no(text: str, replied_on: date | None) -> str:
    """Return what is odd about a document number, or an empty string; it is kept as written all the same."""
    found = parse_doc_no(text)
    if found.serial is None:
        return "认不出机关代字、年份和序号，照原样收下"
    if not found.prefix:
        return "只有序号，没有机关代字，照原样收下"
    if found.year is None:
        return "没有年份，照原样收下"
    if replied_on is not None and found.year != replied_on.year:
        return f"年份与答复日期（{replied_on.isoformat()}）不符，照原样收下"
    return ""
