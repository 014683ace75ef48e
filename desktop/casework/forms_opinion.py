"""The form on which the submitter judges a reply (征询意见表), in the layouts of several offices.

It is filled in but for the verdict: units must not judge for the submitter (部门不能代填).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from desktop.casework import forms_frame as frame
from desktop.domain.deadlines import Matter
from desktop.domain.form import SIGNED, Box, Form, Row, choices, label, pair, pairs, signature
from desktop.domain.mailing import address
from desktop.domain.proposal import Submitter
from desktop.domain.scheme import OpinionForm

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.reply import Reply
    from desktop.domain.scheme import Scheme

OFFICE_ADDRESS, OFFICE_PHONE = "office_address", "office_phone"
"""The settings that hold where the form is sent back to, with its postcode, and who answers the phone."""
OPINION_FORM = "opinion_form"
"""The setting that holds the layout an office wants whatever the scheme says (a value of `OpinionForm`)."""

_TWO = 2  # copies: 一式两份
_LINES = 5
_FEWEST_DEPUTIES = 4
_NOT_FOR_UNITS = "本表由提出人本人填写，承办单位不得代填（部门不能代填）。"
_TALKS = ("召开座谈会", "上门征求意见", "电话联系", "其他", "无沟通联系")
_ADOPTED = ("采纳", "部分采纳", "近期不能落实", "未采纳")
_ANSWERS_POINT = ("针对", "基本针对", "未针对")
_HEARD = ("走访", "电话", "其他", "未联系")
_MANNER, _OUTCOME = ("满意", "理解", "不满意"), ("同意", "理解", "保留", "不同意")


class _Asked(NamedTuple):
    """What a layout is made of: the case, its rules, the reply that is judged and the unit that gave it."""

    office: Office
    case: Case
    scheme: Scheme
    reply: Reply | None
    unit: str

    @property
    def noun(self) -> str:
        """What the paper is called: 建议, 提案."""
        return self.case.proposal.kind.noun

    @property
    def lead(self) -> Submitter:
        """The first submitter."""
        return next(iter(self.case.proposal.submitters), Submitter(""))


def opinion(office: Office, case: Case, unit_id: int | None = None) -> Form:
    """Return the form for a unit's issued reply, the lead's where none is named.

    Its layout is the one this office chose, else that of the scheme. Before the reply is issued its number
    and day are left to the pen.
    """
    scheme, reply = office.scheme_of(case), case.issued_reply(unit_id)
    unit = reply.unit_name if reply else case.lead.unit_name if case.lead else ""
    asked = _Asked(office, case, scheme, reply, unit)
    chosen = office.setting(OPINION_FORM)
    return _LAYOUTS[OpinionForm(chosen) if chosen else scheme.satisfaction.form](asked)


# --- what several layouts share -------------------------------------------------------------------------


def _form(asked: _Asked, title: str, rows: Iterator[Row], notes: tuple[str, ...], copies: int = 1) -> Form:
    made = frame.form(asked.office, asked.case, title, rows, notes)
    return replace(made, copies=copies, left=f"承办单位：{asked.unit}" if asked.unit else "")


def _verdict_rows(scheme: Scheme, before: str = "") -> Iterator[Row]:
    """Yield a row for each thing that is judged, nothing ticked."""
    levels = [level.label for level in scheme.satisfaction.levels]
    for dimension in scheme.satisfaction.dimensions:
        yield pair(f"{before}{dimension.label}", choices(levels))


def _person_rows(asked: _Asked) -> Iterator[Row]:
    """Yield how the submitter is reached, so that a wrong address is noticed."""
    to = address(asked.lead.name, asked.lead.address)
    yield pairs(("联系电话", asked.lead.phone), ("邮政编码", to.postcode))
    yield pair("通讯地址", to.place)


def _by_when(asked: _Asked) -> str:
    due = asked.case.dues.get(Matter.FEEDBACK) if asked.reply else None
    return f"请于{due.on.isoformat()}前寄回" if due else "请及时填写交回"


def _return_note(asked: _Asked) -> tuple[str, ...]:
    """Return where the form is sent back to, as far as the office has said."""
    where, phone = asked.office.setting(OFFICE_ADDRESS), asked.office.setting(OFFICE_PHONE)
    parts = [f"{word}：{text}" for word, text in (("通讯地址", where), ("联系电话", phone)) if text]
    return (f"寄回{'，'.join(parts)}。",) if parts else ()


def _general_notes(asked: _Asked) -> tuple[str, ...]:
    return (
        f"填表说明：1. {_NOT_FOR_UNITS}",
        "2. 请在选定的“□”内打“√”，每项只选一个。",
        f"3. {_both(asked)}，{_by_when(asked)}。",
        *_return_note(asked),
    )


def _both(asked: _Asked) -> str:
    return f"本表一式两份，一份交{asked.scheme.supervisor}，一份交{frame.body_office(asked.case)}"


# --- the layouts ----------------------------------------------------------------------------------------


def _in_two_copies(asked: _Asked) -> Form:
    """Return 征询意见表 with its six notes, one copy for the supervisor, one for the body."""

    def rows() -> Iterator[Row]:
        yield pair("标题", asked.case.proposal.title)
        yield pairs(("编号", asked.case.proposal.number_phrase), ("提出人", frame.submitters(asked.case)))
        yield from frame.unit_rows(asked.case)
        yield from frame.reply_rows(asked.reply)
        got = (label("你是否收到答复函", 7), Box(choices(("是", "否"))))
        yield Row((*got, label("收到时间"), Box(frame.BLANK_DAY, 8)))
        yield from _verdict_rows(asked.scheme)
        yield pair("您对办理情况意见", lines=_LINES)
        yield signature()
        yield from _person_rows(asked)

    notes = (
        f"填表说明：① {_NOT_FOR_UNITS}",
        "② 请在选定的“□”内打“√”，每项只选一个。",
        "③ 评价为不满意的，请写明理由和具体要求，以便重新办理。",
        "④ 有联名人的，由领衔人征求联名人意见后填写。",
        f"⑤ 收到答复函后，{_by_when(asked)}。",
        f"⑥ {_both(asked)}。",
        *_return_note(asked),
    )
    return _form(asked, f"{asked.noun}办理情况征询意见表", rows(), notes, _TWO)


def _with_visits(asked: _Asked) -> Form:
    """Return the long form: how one was heard, whether it was answered, the verdict in the scheme's words."""

    def rows() -> Iterator[Row]:
        yield from frame.paper_rows(asked.case)
        yield from frame.unit_rows(asked.case)
        yield from frame.reply_rows(asked.reply)
        yield pair("走访情况", choices(("已走访", "提出人认为不需走访", "未走访")))
        yield pair("听取方式", choices((*asked.scheme.contacts.modes, "未联系")))
        yield pair("答复内容", choices(_ANSWERS_POINT))
        yield from _verdict_rows(asked.scheme)
        yield pair("意见建议", lines=_LINES)
        yield signature()
        yield from _person_rows(asked)

    return _form(asked, f"{asked.noun}办理情况征询意见表", rows(), _general_notes(asked), _TWO)


def _feedback_sheet(asked: _Asked) -> Form:
    """Return 办理意见反馈表: how it was talked over, what was adopted, the work and its result."""

    def rows() -> Iterator[Row]:
        yield pairs(("案号", asked.case.proposal.item_no), ("提案者", frame.submitters(asked.case)))
        yield pair("案由", asked.case.proposal.title)
        yield pairs(("主办", asked.unit), ("协办", "、".join(t.unit_name for t in asked.case.co_handlers)))
        yield pair("办理协商方式", choices(_TALKS))
        yield pair("采纳情况", choices(_ADOPTED))
        yield from _verdict_rows(asked.scheme, "对")
        yield pair("意见建议", lines=8)
        yield pairs(("提案者", ""), ("填表时间", frame.BLANK_DAY), lines=2)
        to = address(asked.lead.name, asked.lead.address)
        yield pairs(("电话", asked.lead.phone), ("邮编", to.postcode))
        yield pair("地址", to.place)

    who = asked.case.proposal.kind.honorific
    note = f"注：本表由{who}自主填写，部门不能代填；请在选定的“□”内打“√”。"
    return _form(asked, "办理意见反馈表", rows(), (note, *_return_note(asked)))


def _deputy_list(asked: _Asked) -> Form:
    """Return 征询意见表 with a row for each co-submitter: number of the card, phone, address, postcode."""
    people = asked.case.proposal.submitters
    spare = max(_FEWEST_DEPUTIES, asked.case.proposal.co_submitter_count + 1) - len(people)

    def rows() -> Iterator[Row]:
        yield pair("标题", asked.case.proposal.title)
        yield from frame.unit_rows(asked.case)
        yield from frame.reply_rows(asked.reply)
        who = asked.case.proposal.kind.honorific
        names = (("姓名", 4), (f"{who}证号码", 5), ("联系电话", 5), ("地址", 0), ("邮编", 3))
        yield Row(tuple(label(name, width) for name, width in names))
        for each in people:
            to = address(each.name, each.address)
            cells = ((each.name, 4), ("", 5), (each.phone, 5), (to.place, 0), (to.postcode, 3))
            yield Row(tuple(Box(text, width, is_centred=bool(width)) for text, width in cells))
        for _ in range(max(0, spare)):
            yield Row(tuple(Box("", width) for _, width in names))
        yield from _verdict_rows(asked.scheme)
        yield pair("意见建议", lines=_LINES)
        yield signature()

    notes = (f"注：{_NOT_FOR_UNITS}", *_return_note(asked))
    made = _form(asked, f"{asked.noun}办理情况征询意见表", rows(), notes)
    return replace(made, left=asked.case.proposal.number_phrase)


def _signed_round(asked: _Asked) -> Form:
    """Return 承办情况征询意见表: unit, leader and submitter each write and sign."""

    def rows() -> Iterator[Row]:
        paper = asked.case.proposal
        who = f"{paper.kind.honorific}姓名"
        yield pair("标题", paper.title)
        yield pairs((who, frame.submitters(asked.case)), ("单位", ""))
        yield pairs(("承办单位", asked.unit), ("答复文号", asked.reply.doc_no if asked.reply else ""))
        yield pair("承办意见", f"\n\n\n\n{SIGNED}", lines=6)
        place = asked.office.session_of(asked.case).place
        yield pair(f"{place}政府分管领导意见", f"\n\n\n\n{SIGNED}", lines=6)
        yield pair(f"{asked.noun}要求", f"\n\n\n\n{SIGNED}", lines=6)
        levels = [level.label for level in asked.scheme.satisfaction.levels]
        yield pair("满意程度", choices(levels))

    note = "注：满意程度由提出人本人打“√”，承办单位不得代填（部门不能代填）。"
    made = _form(asked, "承办情况征询意见表", rows(), (note, *_return_note(asked)))
    return replace(made, right=f"编号：{asked.case.proposal.item_no}")


def _visit_sheet(asked: _Asked) -> Form:
    """Return 办理情况征询意见表 as one district's CPPCC asks: visited, heard, to the point, result."""

    def rows() -> Iterator[Row]:
        who = asked.case.proposal.kind.honorific
        yield from frame.paper_rows(asked.case)
        yield from frame.unit_rows(asked.case)
        yield from frame.reply_rows(asked.reply)
        yield pair("走访情况", choices(("已走访", f"{who}提出不需走访", "未走访")))
        yield pair("办理态度", choices(_MANNER))
        yield pair("听取意见方式", choices(_HEARD))
        yield pair(f"答复是否针对{asked.noun}", choices(_ANSWERS_POINT))
        yield pair("办理结果", choices(_OUTCOME))
        yield pair("意见建议", lines=8)
        yield signature()

    notes = (f"注：{_NOT_FOR_UNITS}", *_return_note(asked))
    return _form(asked, f"{asked.noun}办理情况征询意见表", rows(), notes)


_LAYOUTS: dict[OpinionForm, Callable[[_Asked], Form]] = {
    OpinionForm.SHORT: _in_two_copies,
    OpinionForm.LONG: _with_visits,
    OpinionForm.FEEDBACK: _feedback_sheet,
    OpinionForm.DEPUTIES: _deputy_list,
    OpinionForm.SIGNED: _signed_round,
    OpinionForm.VISITS: _visit_sheet,
}
