"""Forms of one case: the record of its meetings (三见面记录表), of a reply in person, the opinion form."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from desktop.casework import consult, letters
from desktop.domain.consultation import FACE_TO_FACE_REPLY, Consultation, ConsultationLevel
from desktop.domain.deadlines import Matter
from desktop.domain.form import SIGNED, Box, Form, Row, choices, pair, pairs
from desktop.domain.kinds import Body
from desktop.domain.progress import SILENT, Progress
from desktop.domain.scheme import OpinionForm

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.reply import Reply
    from desktop.domain.scheme import Scheme

_AGREED = {True: ("同意",), False: ("有不同意见",), None: ()}
_DAY = "　　　年　　月　　日"
_OPINION_LINES, _TALK_LINES = 4, 2
_COPIES = 2
_NOT_FOR_UNITS = "本表由提出人本人填写，承办单位不得代填（部门不能代填）。"
_ANSWERS_POINT = ("针对", "基本针对", "未针对")
_VISITED = ("已走访", "提出人认为不需走访", "未走访")
_THREE = 3


def pdf(office: Office, forms: Sequence[Form], progress: Progress = SILENT) -> bytes:
    """Return these forms as one PDF; raises `OfficeError` for a character that no face has."""
    from desktop.documents import forms as paper

    return paper.render(forms, office.setting("office_name"), progress)


# --- meetings -------------------------------------------------------------------------------------------


def meetings(office: Office, case: Case, *, is_blank: bool = False) -> Form:
    """Return the record of the meetings of the current round, each stage with a line to sign on.

    A stage not held yet is left for the pen, with the modes to be ticked; a blank one leaves all of them so.
    """
    scheme = office.scheme_of(case)
    rules = scheme.contacts
    held = [] if is_blank else [each for each in case.consultations if each.round == case.round]
    rows = [*_paper_rows(case)]
    for stage in rules.stages:
        found = [each for each in held if each.stage == stage.key]
        for meeting in found or (None,):
            rows += _meeting_rows(scheme, stage.key, meeting)
    name = f"“三见面”（{rules.word}）" if len(rules.stages) == _THREE else rules.word
    return _form(office, case, f"{name}记录表", rows, ("诉求和意见照提出人所说记录，由提出人签名。",))


def in_person(office: Office, case: Case) -> Form:
    """Return the record of a reply handed over in person (山东条例2017: 当面答复记录，由代表签名)."""
    scheme = office.scheme_of(case)
    found = [each for each in case.consultations if each.is_reply and each.round == case.round]
    reply = case.latest_issued
    rows = [
        *_paper_rows(case),
        pairs(
            ("答复文号", reply.doc_no if reply else ""),
            ("答复日期", _day(reply.issued_on if reply else None)),
        ),
        *_meeting_rows(scheme, FACE_TO_FACE_REPLY, found[-1] if found else None),
    ]
    return _form(office, case, "当面答复记录", rows, ("本记录由提出人签名后与答复函一并归档。",))


def _meeting_rows(scheme: Scheme, stage: str, meeting: Consultation | None) -> Iterator[Row]:
    said = meeting or Consultation(stage, date.min, "")
    mode = [said.mode] if meeting else []
    yield Row((Box(consult.stage_words(scheme, stage), is_label=True),))
    yield pairs(("日期", _day(meeting.held_on if meeting else None)), ("地点", said.place))
    yield pair("方式", choices(dict.fromkeys((*scheme.contacts.modes, *mode)), mode))
    level = [said.level.label] if meeting else []
    yield pair("由谁出面", choices([each.label for each in ConsultationLevel], level))
    yield pairs(("组织单位", said.organiser), ("政协、人大", said.body_people))
    yield pairs(("承办方", said.office_people), ("提出方", said.submitter_people))
    yield pair("情况诉求", _talk(said), lines=_TALK_LINES)
    yield pair("提出人意见", said.opinion, lines=_TALK_LINES)
    agreed = choices(("同意", "有不同意见"), _AGREED[said.agreed])
    yield pairs(("是否同意", agreed), ("签名", ""))


def _talk(said: Consultation) -> str:
    told = (("背景", said.background), ("目的", said.aim), ("诉求", said.demand))
    return "\n".join(f"{word}：{text}" for word, text in told if text)


# --- the opinion form -----------------------------------------------------------------------------------


def opinion(office: Office, case: Case, unit_id: int | None = None) -> Form:
    """Return the form on which the submitter judges a reply (征询意见表), filled in but for the verdict.

    Its layout is the scheme's. Nothing of a verdict is ever filled in: units must not (部门不能代填).
    """
    scheme, reply = office.scheme_of(case), case.issued_reply(unit_id)
    unit = reply.unit_name if reply else case.lead.unit_name if case.lead else ""
    co_units = "、".join(task.unit_name for task in case.co_handlers)
    rows = [
        *_paper_rows(case),
        pairs(("主办单位", unit), ("协办单位", co_units)),
        pairs(
            ("答复文号", reply.doc_no if reply else ""),
            ("答复日期", _day(reply.issued_on if reply else None)),
        ),
    ]
    asked = _long_rows if scheme.satisfaction.form is OpinionForm.LONG else _short_rows
    rows += asked(scheme)
    rows.append(pair("意见建议", lines=_OPINION_LINES))
    rows.append(pair("签名", SIGNED, lines=2))
    rows.append(pairs(("联系电话", ""), ("通讯地址", "")))
    title = f"{case.proposal.kind.noun}办理情况征询意见表"
    form = _form(office, case, title, rows, tuple(_opinion_notes(case, scheme, reply)))
    return replace(form, copies=_COPIES)


def _short_rows(scheme: Scheme) -> Iterator[Row]:
    """Yield the questions of layout A: whether the reply came, and the verdict in each dimension."""
    yield pairs(("收到答复", choices(("是", "否"))), ("收到日期", _DAY))
    yield from _verdict_rows(scheme)


def _long_rows(scheme: Scheme) -> Iterator[Row]:
    """Yield the questions of layout B: how one was heard, whether it was answered, the verdict."""
    yield pair("走访情况", choices(_VISITED))
    yield pair("听取方式", choices((*scheme.contacts.modes, "未联系")))
    yield pair("答复内容", choices(_ANSWERS_POINT))
    yield from _verdict_rows(scheme)


def _verdict_rows(scheme: Scheme) -> Iterator[Row]:
    levels = [level.label for level in scheme.satisfaction.levels]
    for dimension in scheme.satisfaction.dimensions:
        yield pair(dimension.label, choices(levels))


def _opinion_notes(case: Case, scheme: Scheme, reply: Reply | None) -> Iterator[str]:
    body = "人大常委会代表工作机构" if case.proposal.kind.body is Body.CONGRESS else "政协提案委员会"
    due = case.dues.get(Matter.FEEDBACK) if reply else None
    by = f"，请于{due.on.isoformat()}前寄回" if due else ""
    yield f"填表说明：1. {_NOT_FOR_UNITS}"
    yield "2. 请在选定的“□”内打“√”，每项只选一个。"
    yield f"3. 本表一式两份，一份交{scheme.supervisor}，一份交{body}{by}。"


# --- what every form begins with ------------------------------------------------------------------------


def _paper_rows(case: Case) -> Iterator[Row]:
    paper = case.proposal
    more = f"等{paper.co_submitter_count + 1}人" if paper.co_submitter_count else ""
    yield pair("案由", paper.title)
    yield pairs(("编号", paper.number_phrase), ("提出人", f"{paper.lead_submitter}{more}"))


def _day(day: object) -> str:
    return str(day) if day else _DAY


def _form(office: Office, case: Case, title: str, rows: Sequence[Row], notes: tuple[str, ...]) -> Form:
    unit = case.lead.unit_name if case.lead else ""
    return Form(
        title,
        tuple(rows),
        left=f"承办单位：{unit}" if unit else "",
        right=f"第{case.round}轮" if case.round > 1 else "",
        notes=notes,
        watermark=letters.WATERMARK if office.is_demo else "",
    )
