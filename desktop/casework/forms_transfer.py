"""What goes along with a paper: the slip that hands it on (转办单), and the first page of its file (首页)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.casework import forms_frame as frame
from desktop.domain.deadlines import Matter
from desktop.domain.form import SIGNED, choices, pair, pairs
from desktop.domain.kinds import Body
from desktop.domain.proposal import Filing, Submitter
from desktop.domain.role import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.form import Form, Row
    from desktop.domain.proposal import Proposal

_LINES = 2
_TEXT_LINES = 14


def slip(office: Office, case: Case) -> Form:
    """Return the slip that hands a paper to its units (转办单), with the demands on how it is handled.

    What was decided is filled in; opinions of leaders and the submitter's verdict are left to the pen.
    """
    noun = case.proposal.kind.noun
    return frame.form(office, case, f"{noun}转办单", _slip_rows(office, case), tuple(_demands(office, case)))


def _slip_rows(office: Office, case: Case) -> Iterator[Row]:
    scheme, paper, reply = office.scheme_of(case), case.proposal, case.latest_issued
    noun = paper.kind.noun
    yield pair(f"{noun}案由", paper.title)
    yield pairs(("编号", paper.number_phrase), ("提出人", frame.submitters(case)))
    yield from frame.unit_rows(case)
    examiner = "提案委" if paper.kind.body is Body.CPPCC else "代表工委"
    yield pair(f"{examiner}审查意见", _examined(case), lines=_LINES)
    yield pair("分处意见", _allotted(case), lines=_LINES)
    yield pair("领导批示", lines=_LINES + 1)
    chosen = scheme.result_class(reply.result_class) if reply else None
    classes = [each.words for each in scheme.result_classes]
    yield pair("办理情况", choices(classes, (chosen.words,) if chosen else ()))
    levels = [f"{chr(ord('A') + n)}{each.label}" for n, each in enumerate(scheme.satisfaction.levels)]
    yield pair(
        "征求提案人意见" if noun == "提案" else "征求提出人意见", f"{choices(levels)}\n{SIGNED}", lines=2
    )
    sent = frame.day(reply.issued_on if reply else None)
    yield pairs(("答复件送出时间", sent), ("办结时限", frame.day(case.due.on if case.due else None)))


def _examined(case: Case) -> str:
    paper = case.proposal
    if paper.filing is Filing.DRAFT:
        return ""
    return f"{paper.filing.label}{f'：{paper.filing_reason}' if paper.filing_reason else '。'}"


def _allotted(case: Case) -> str:
    """Return to whom the paper goes, in the words of such a slip; nothing before it is decided."""
    leading = frame.lead_units(case)
    others = frame.units_of(case, Role.CO)
    if not leading:
        return ""
    return f"请{leading}主办{f'，{others}协办' if others else ''}。"


def _demands(office: Office, case: Case) -> Iterator[str]:
    """Yield the eight demands, with the days of this case where it has them."""
    due = f"{frame.day(case.due.on)}前" if case.due else "规定时限内"
    given = {task.due.on for task in case.co_handlers if task.due}
    opinion = f"{frame.day(min(given))}前" if given else "规定时限内"
    returned = next((rule for rule in office.scheme_of(case).deadlines if rule.matter is Matter.RETURN), None)
    window = f"自收到之日起{returned.term.text}内" if returned else "及时"
    word = office.scheme_of(case).contacts.word
    supervisor = office.scheme_of(case).supervisor
    yield "办理要求："
    yield "1. 收到后逐件研究，定分管领导、承办人员、办理任务、办理措施、办结时限。"
    yield f"2. 不属于本单位职责的，{window}书面说明理由退回，不得自行转送。"
    yield f"3. 主办单位牵头协商；协办单位于{opinion}将书面意见送主办单位。"
    yield f"4. 办理中与提出人{word}，听取意见，如实记录并由提出人签名。"
    yield "5. 答复须有针对性，说明采纳、落实情况；不能解决的，说明理由。"
    yield "6. 答复函按规定格式印制，标明类别，由单位主要负责人签发并加盖公章。"
    yield f"7. 于{due}答复提出人，随附征询意见表，抄送{supervisor}、{frame.body_office(case)}。"
    yield "8. 提出人不满意的，重新办理、再次答复；承诺的事项跟踪落实并反馈。"


def cover(office: Office, case: Case) -> Form:
    """Return the first page of a paper (提案首页): who handed it in, how to reach them, its whole text."""
    noun = case.proposal.kind.noun
    made = frame.form(office, case, f"{noun}首页", _cover_rows(office, case))
    return replace(made, left=case.proposal.number_phrase, right="")


def _cover_rows(office: Office, case: Case) -> Iterator[Row]:
    paper = case.proposal
    lead, noun = next(iter(paper.submitters), Submitter("")), paper.kind.noun
    who, group = ("提案者", "界别") if paper.kind.body is Body.CPPCC else ("提出人", "代表团")
    received = frame.day(paper.received_on or paper.registered_on)
    yield pairs((f"收到{noun}时间", received), ("届次", office.session_of(case).text))
    yield pair("案由", paper.title)
    co = office.scheme_of(case).word("co", "会办")
    yield pairs(("主办", frame.lead_units(case)), (co, frame.units_of(case, Role.CO)))
    yield pairs((who, lead.name), ("联名人", _others(paper)))
    kind = f"集体{noun}" if lead.is_organisation else paper.kind.label
    yield pairs((f"{noun}类型", kind), (f"{noun}类别", paper.category))
    yield pairs((group, lead.delegation or paper.delegation), ("移动电话", lead.phone))
    yield pairs(("工作单位", ""), ("通讯地址", lead.address))
    yield pair("正文", paper.body.strip() or "（未登记正文，见来文扫描件）", lines=_TEXT_LINES)


def _others(paper: Proposal) -> str:
    """Return who signed besides the first: by name, and how many where a list gives only their number."""
    named = [each.name for each in paper.submitters[1:]]
    if paper.co_submitter_count <= len(named):
        return "、".join(named)
    return f"{'、'.join(named)}等{paper.co_submitter_count}人" if named else f"{paper.co_submitter_count}人"
