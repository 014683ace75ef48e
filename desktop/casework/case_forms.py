"""Forms of one case: the record of its meetings (三见面记录表), and of a reply handed over in person."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from desktop.casework import consult
from desktop.casework import forms_frame as frame
from desktop.casework.forms_frame import pdf
from desktop.casework.forms_opinion import opinion
from desktop.domain.consultation import FACE_TO_FACE_REPLY, Consultation, ConsultationLevel
from desktop.domain.form import choices, heading, pair, pairs, together

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.form import Form, Row
    from desktop.domain.scheme import Scheme

__all__ = ("in_person", "meetings", "opinion", "pdf")

_AGREED = {True: ("同意",), False: ("有不同意见",), None: ()}
_TALK_LINES = 2
_THREE = 3


def meetings(office: Office, case: Case, *, is_blank: bool = False) -> Form:
    """Return the record of the meetings of the current round, each stage with a line to sign on.

    A stage not held yet is left for the pen, with the modes to be ticked; a blank one leaves all of them so.
    """
    scheme = office.scheme_of(case)
    rules = scheme.contacts
    held = [] if is_blank else [each for each in case.consultations if each.round == case.round]
    rows = [*frame.paper_rows(case)]
    for stage in rules.stages:
        found = [each for each in held if each.stage == stage.key]
        for meeting in found or (None,):
            rows += together(_meeting_rows(scheme, stage.key, meeting))
    name = f"“三见面”（{rules.word}）" if len(rules.stages) == _THREE else rules.word
    return frame.form(office, case, f"{name}记录表", rows, ("诉求和意见照提出人所说记录，由提出人签名。",))


def in_person(office: Office, case: Case) -> Form:
    """Return the record of a reply handed over in person (山东条例2017: 当面答复记录，由代表签名)."""
    scheme = office.scheme_of(case)
    found = [each for each in case.consultations if each.is_reply and each.round == case.round]
    rows = [
        *frame.paper_rows(case),
        *frame.reply_rows(case.latest_issued),
        *_meeting_rows(scheme, FACE_TO_FACE_REPLY, found[-1] if found else None),
    ]
    return frame.form(office, case, "当面答复记录", rows, ("本记录由提出人签名后与答复函一并归档。",))


def _meeting_rows(scheme: Scheme, stage: str, meeting: Consultation | None) -> Iterator[Row]:
    said = meeting or Consultation(stage, date.min, "")
    mode = [said.mode] if meeting else []
    yield heading(consult.stage_words(scheme, stage))
    yield pairs(("日期", frame.day(meeting.held_on if meeting else None)), ("地点", said.place))
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
