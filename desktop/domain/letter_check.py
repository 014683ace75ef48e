"""The checker of letters: every mistake found in real replies as a rule of its own, with its place.

Each rule reads what is about to be sent and what the register says; none changes anything. The rules come
from faults seen in printed replies of several cities: a member called 代表, another paper's number, a class
that differs from the register, 您 and 你 mixed, 不能解决 without a reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.doc_numbers import parse_doc_no
from desktop.domain.errors import Severity
from desktop.domain.labels import Labelled
from desktop.domain.proposal import Publicity
from desktop.domain.reply import ReplyState
from desktop.domain.session import sessions_in
from desktop.domain.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from desktop.domain.case import Case
    from desktop.domain.letter import Letter
    from desktop.domain.reply import Reply
    from desktop.domain.scheme import Scheme


class Part(Labelled):
    """Which part of a letter a finding is about."""

    DOC_NO = ("doc_no", "文号")
    SIGNER = ("signer", "签发人")
    TITLE = ("title", "标题")
    SALUTATION = ("salutation", "称谓")
    BODY = ("body", "正文")
    CLASS_MARK = ("class_mark", "办理结果")
    CONTACT = ("contact", "联系方式")
    COPIES = ("copies", "抄送")


class Finding(NamedTuple):
    """One thing found: by which rule, where, how grave, and in words.

    `start` and `end` are places in the reply's own text (end not included); both 0 when it is not in there.
    """

    rule: str
    part: Part
    message: str
    severity: Severity = Severity.WARNING
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Checked:
    """A letter with the reply it prints, the case it answers, and the session the paper was handed in at."""

    letter: Letter
    reply: Reply
    case: Case
    scheme: Scheme
    session_text: str

    @property
    def text(self) -> str:
        """What the unit wrote itself; the frame around it comes from the scheme."""
        return self.reply.text


class Rule(NamedTuple):
    """One check: its key, what it looks for, and how."""

    key: str
    label: str
    check: Callable[[Checked], Iterator[Finding]]


def findings(at: Checked) -> tuple[Finding, ...]:
    """Return everything the rules find, the gravest first, else in the order of the letter."""
    order = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
    found = chain.from_iterable(rule.check(at) for rule in RULES)
    return tuple(sorted(found, key=lambda each: (order.index(each.severity), each.start)))


def _in_text(rule: str, match: re.Match[str], message: str, severity: Severity = Severity.WARNING) -> Finding:
    return Finding(rule, Part.BODY, message, severity, match.start(), match.end())


# --- who and what it is about -------------------------------------------


def _honorific(at: Checked) -> Iterator[Finding]:
    """Members of the CPPCC are 委员, deputies 代表; a letter was once sent to 提案者 as 代表."""
    right = at.case.proposal.kind.honorific
    wrong = "委员" if right == "代表" else "代表"
    names = "|".join(re.escape(each.name) for each in at.case.proposal.submitters if not each.is_organisation)
    if names:
        for match in re.finditer(rf"(?:{names}){wrong}", at.text):
            yield _in_text("honorific", match, f"称呼应为“{right}”", Severity.ERROR)
    for match in re.finditer(rf"尊敬的[^，。：\n]{{0,12}}{wrong}|各位{wrong}|{wrong}您好", at.text):
        yield _in_text(
            "honorific", match, f"本件是{at.case.proposal.kind.noun}，应称“{right}”", Severity.ERROR
        )
    if wrong in at.letter.salutation and right not in at.letter.salutation:
        yield Finding("honorific", Part.SALUTATION, f"称谓应为“{right}”", Severity.ERROR)


_NUMBER = re.compile(r"第\s*([A-Za-z\d-]{1,12})\s*号\s*(代表建议|建议|提案|议案)")


def _number(at: Checked) -> Iterator[Finding]:
    """The number and the kind named in the text are those of the register."""
    paper = at.case.proposal
    known = {fold(paper.item_no).lstrip("0")}
    for match in _NUMBER.finditer(at.text):
        if fold(match[1]).lstrip("0") not in known:
            yield _in_text("number", match, f"编号与登记的第{paper.item_no}号不一致，请核对")
        elif match[2].removeprefix("代表") != paper.kind.noun:
            yield _in_text("number", match, f"本件是{paper.kind.noun}，不是{match[2]}", Severity.ERROR)


_QUOTED = re.compile(
    r"(?:提出的?|关于)\s*[《“]([^》”\n]{4,200})[》”]\s*(?:的?(?:建议|提案|议案))?(?:收悉|已收悉)"
)


def _paper_title(at: Checked) -> Iterator[Finding]:
    """The title quoted when the paper is acknowledged is that of the register."""
    for match in _QUOTED.finditer(at.text):
        if fold(match[1]) != fold(at.case.proposal.title):
            yield _in_text("paper_title", match, "所引案由与登记的不一致，请核对")


def _session(at: Checked) -> Iterator[Finding]:
    """The session named in the text is the one the paper was handed in at."""
    own = sessions_in(at.session_text)
    for match, numbers in sessions_in(at.text).items():
        if own and numbers not in own.values():
            yield Finding(
                "session",
                Part.BODY,
                f"届次与登记的“{at.session_text}”不一致，请核对",
                start=match[0],
                end=match[1],
            )


# --- class, number, date ------------------------------------------------

_CLASS = re.compile(
    r"(?:(?:办复|答复|办理结果)?类别\s*[：:为]\s*|列为|属于?)\s*([A-DＡ-Ｄ甲乙丙丁])(?:\s*类)?"
)


def _class_mark(at: Checked) -> Iterator[Finding]:
    """A class is given, and the text names no other."""
    chosen = at.scheme.result_class(at.reply.result_class)
    if chosen is None:
        yield Finding("class_mark", Part.CLASS_MARK, "未选办理结果类别", Severity.ERROR)
        return
    for match in _CLASS.finditer(at.text) if chosen.letter else ():
        if fold(match[1]) != fold(chosen.letter):
            yield _in_text(
                "class_mark", match, f"正文写的类别与所选的{chosen.letter}类不一致", Severity.ERROR
            )


def _doc_no(at: Checked) -> Iterator[Finding]:
    """The document number is written as GB/T 9704-2012 7.2.5 wants it, of the year of the letter."""
    raw = at.letter.doc_no.strip()
    if not raw:
        return
    number = parse_doc_no(raw)
    if not number.prefix or number.serial is None:
        yield Finding("doc_no", Part.DOC_NO, f"文号“{raw}”无法识别", Severity.ERROR)
    elif number.text != raw:
        yield Finding("doc_no", Part.DOC_NO, f"文号应写作“{number.text}”（六角括号，序号不编虚位）")
    if number.year not in {None, at.letter.dated.year}:
        yield Finding("doc_no", Part.DOC_NO, "文号年份与成文日期不一致", Severity.ERROR)


def _signer(at: Checked) -> Iterator[Finding]:
    """Where the office prints who signed, somebody did."""
    is_signed = at.reply.state in {ReplyState.SIGNED, ReplyState.ISSUED}
    if at.scheme.letter.shows_signer and is_signed and not at.reply.signed_by.strip():
        yield Finding("signer", Part.SIGNER, "缺签发人", Severity.ERROR)


def _contact(at: Checked) -> Iterator[Finding]:
    """A letter says whom to call."""
    if not at.letter.note.strip():
        yield Finding("contact", Part.CONTACT, "缺联系人和电话；请在“承办人员”或单位名录中补填")


def _copies(at: Checked) -> Iterator[Finding]:
    """Replies go in copy to the body that handed the papers over."""
    if not at.letter.cc:
        yield Finding("copies", Part.COPIES, "没有抄送单位；如需抄送，请在办理规则中设置", Severity.NOTE)


# --- what the text says -------------------------------------------------

_MOBILE = re.compile(r"(?<!\d)1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)")


def _phones(at: Checked) -> Iterator[Finding]:
    """A letter that is published names no personal number."""
    if at.case.proposal.publicity is not Publicity.PUBLIC:
        return
    for match in _MOBILE.finditer(at.text):
        yield _in_text("phones", match, "公开的答复中有个人手机号码，请删去或改为办公电话", Severity.ERROR)


_REFUSAL = re.compile(
    r"[^。；\n]*(?:不能解决|无法解决|难以解决|暂不具备|暂时不能|不予采纳|难以采纳|无法落实)[^。；\n]*"
)
_REASON = re.compile(r"因|由于|鉴于|受[^，。]{0,12}(?:限制|制约|影响)|根据|按照|依据|原因")


def _refusal(at: Checked) -> Iterator[Finding]:
    """不能解决 is followed by why (not least for the class that asks for a reason)."""
    if at.reply.reason.strip():
        return
    for match in _REFUSAL.finditer(at.text):
        around = at.text[max(0, match.start() - 120) : match.end() + 120]
        if not _REASON.search(around):
            yield _in_text("refusal", match, "写了不能解决，没有说明理由")


_DATE = re.compile(r"\d{4}\s*年|\d{1,2}\s*月|年底|年内|季度|明年|今年|上半年|下半年|[“‘]?十[四五六]五")


def _planned(at: Checked) -> Iterator[Finding]:
    """A reply of the class that is planned says in its text by when."""
    chosen = at.scheme.result_class(at.reply.result_class)
    if chosen and chosen.needs_planned_date and at.text.strip() and not _DATE.search(at.text):
        message = f"{chosen.short}类答复的正文没有写明完成时间"
        yield Finding("planned", Part.BODY, message)


def _co_units(at: Checked) -> Iterator[Finding]:
    """The lead states what the co-handling units said (上海、浙江、山东、青岛、河南), once: in the reply."""
    if at.reply.kind.is_later:
        return
    text = fold("".join((at.text, *(paragraph.text for paragraph in at.letter.body))))
    missing = [task.unit_name for task in at.case.co_handlers if not _is_named(task.unit_name, text)]
    if missing and at.text.strip():
        word = at.scheme.word("co", "协办")
        yield Finding("co_units", Part.BODY, f"没有提到{'、'.join(missing)}的{word}意见")


def _is_named(unit: str, text: str) -> bool:
    name = fold(re.sub(r"[（(].*", "", unit))
    return name in text or (len(name) > _SHORTEST_NAME and name.lstrip("省市区县") in text)


_SHORTEST_NAME = 3
_YOU = re.compile(r"你(?!们)|你们|您们|您")


def _you(at: Checked) -> Iterator[Finding]:
    """您 and 你 are not mixed, and 您们 is not written."""
    said = list(_YOU.finditer(at.text))
    for match in said:
        if match[0] == "您们":
            yield _in_text("you", match, "“您们”不规范，可写“您”或“各位”", Severity.NOTE)
    polite = any(match[0].startswith("您") for match in said)
    plain = next((match for match in said if match[0].startswith("你")), None)
    if polite and plain is not None:
        yield _in_text("you", plain, "“您”和“你”混用")


_FRAME = (
    ("称谓", re.compile(r"\A\s*[^\n，。]{2,40}(?:代表|委员)[：:]\s*$", re.MULTILINE)),
    ("标题", re.compile(r"\A\s*关于[^\n]{4,80}的(?:答复|复函|答复函)\s*$", re.MULTILINE)),
    (
        "成文日期",
        re.compile(
            r"^\s*[\d二〇零一三四五六七八九]{4}年[\d一二三四五六七八九十]+月[\d一二三四五六七八九十]+日\s*\Z",
            re.MULTILINE,
        ),
    ),
)


def _frame(at: Checked) -> Iterator[Finding]:
    """Title, salutation and date are set by the program and not written once more."""
    for word, pattern in _FRAME:
        if match := pattern.search(at.text):
            yield _in_text("frame", match, f"{word}由程序生成，正文中不必再写")


_EMPTY = re.compile(r"[XxＸ×]{2,}|[（(]\s*待[补填][^）)]*[）)]|_{3,}|【[^】]*待[^】]*】")
_SHORT = 100  # characters; replies that solve something say what was done


def _substance(at: Checked) -> Iterator[Finding]:
    """Nothing is left to be filled in, and there is more than a phrase (原则性答复)."""
    for match in _EMPTY.finditer(at.text):
        yield _in_text("substance", match, f"“{match[0]}”还没有填写", Severity.ERROR)
    length = len(re.sub(r"\s", "", at.text))
    if 0 < length < _SHORT:
        yield Finding("substance", Part.BODY, f"正文只有{length}字，请核对是否逐条答复", Severity.NOTE)


RULES = (
    Rule("honorific", "代表、委员称呼与类型相符", _honorific),
    Rule("number", "编号和类型与登记一致", _number),
    Rule("paper_title", "所引案由与登记一致", _paper_title),
    Rule("session", "届次与登记一致", _session),
    Rule("class_mark", "办理结果类别已选且一致", _class_mark),
    Rule("doc_no", "文号格式和年份", _doc_no),
    Rule("signer", "签发人", _signer),
    Rule("contact", "联系人和电话", _contact),
    Rule("copies", "抄送单位", _copies),
    Rule("phones", "公开件不含个人手机号码", _phones),
    Rule("refusal", "不能解决的说明理由", _refusal),
    Rule("planned", "列入计划的写明完成时间", _planned),
    Rule("co_units", "说明协办单位意见", _co_units),
    Rule("you", "“您”“你”前后一致", _you),
    Rule("frame", "不重复标题、称谓和日期", _frame),
    Rule("substance", "没有空白待填和空泛答复", _substance),
)
