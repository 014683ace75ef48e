"""Forms that only a dossier has: its cover, tasks, opinions, what followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.casework import archive, letters
from desktop.casework.office import OFFICE_NAME
from desktop.domain.clock import ExtensionState
from desktop.domain.form import WIDTH, Box, Form, Row, label, pair, pairs
from desktop.domain.look_back import Aspect

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from desktop.casework.office import Office
    from desktop.domain.assignment import Assignment, CoOpinion
    from desktop.domain.case import Case
    from desktop.domain.feedback import Feedback, Rehandling
    from desktop.domain.supervision import Supervision

_TALL, _LOW = 6, 2
_DAY = 5  # of the width of a form


def cover(office: Office, case: Case, span: Sequence[date], pages: int) -> Form:
    """Return the cover of a dossier (案卷封面); `span` are the days of its papers, `pages` their pages."""
    paper, dossier = case.proposal, case.dossier
    usual = archive.suggested(office, case) if dossier is None else None
    term = dossier.retention if dossier else usual.retention if usual else ""
    rows = [
        pair("立卷单位", office.setting(OFFICE_NAME)),
        pair("案卷题名", f"关于{paper.number_phrase}《{paper.title.strip()}》的办理材料", lines=3),
        pairs(("届　　次", office.session_of(case).text), ("编　　号", paper.item_no)),
        pairs(("提 出 人", _submitters(case)), ("主办单位", case.lead.unit_name if case.lead else "")),
        pairs(("起止日期", _span(span)), ("页　　数", str(pages))),
        pairs(("归 档 号", dossier.file_no if dossier else ""), ("保管期限", term)),
        pairs(
            ("立 卷 人", dossier.archived_by if dossier else ""),
            ("归档日期", _day(dossier.archived_on if dossier else None)),
        ),
        pair("备　　注", dossier.reason if dossier else "", lines=3),
    ]
    return _form(office, case, "案卷封面", rows)


def tasks(office: Office, case: Case) -> Form:
    """Return the tasks of all units with their five settings (五定)."""
    rows = [*_head(case), *(row for task in case.assignments for row in _task_rows(task))]
    return _form(office, case, "承办任务单", rows)


def _task_rows(task: Assignment) -> Iterator[Row]:
    yield Row((label(task.named, WIDTH),))
    yield pairs(("责任领导", task.responsible_leader), ("分管领导", task.leader_in_charge))
    yield pairs(("承办科室", task.section), ("承办人员", f"{task.handler}　{task.handler_phone}".strip()))
    yield pairs(("交办日期", _day(task.assigned_on)), ("办理时限", _day(task.due.on if task.due else None)))
    for name, text in (
        ("办理任务", task.task),
        ("办理措施", task.measures),
        ("办理标准", task.standard),
        ("职责分工", task.duties),
    ):
        if text:
            yield pair(name, text)


def co_opinion(office: Office, case: Case, task: Assignment, opinion: CoOpinion) -> Form:
    """Return what a co-handling unit told the lead."""
    rows = [
        *_head(case),
        pairs(("协办单位", task.unit_name), ("收到日期", _day(opinion.received_on))),
        pair("协办意见", opinion.text, lines=_TALL),
    ]
    return _form(office, case, "协办意见", rows)


def verdict(office: Office, case: Case, heard: Feedback) -> Form:
    """Return a verdict that came back (征询意见), as it was registered."""
    rules = office.scheme_of(case).satisfaction
    words = {level.code: level.label for level in rules.levels}
    rows = [*_head(case)]
    for dimension in rules.dimensions:
        code = heard.verdicts.get(dimension.key, "")
        rows.append(pair(dimension.label, words.get(code, code)))
    rows += [
        pair("意见建议", heard.opinion, lines=_TALL),
        pairs(("反馈方式", heard.source.label), ("收到日期", _day(heard.received_on))),
        pairs(("转交人", heard.brought_by), ("办理轮次", f"第{heard.round}轮")),
    ]
    return _form(office, case, "征询意见登记表", rows)


def rehandling(office: Office, case: Case, studied: Rehandling) -> Form:
    """Return the study before a case was handled again (S3-15)."""
    rows = [
        *_head(case),
        pairs(("承办单位", studied.unit_name), ("办理轮次", f"第{studied.round}轮")),
        pair("原因分析", studied.causes, lines=_TALL),
        pair("办理方案", studied.plan, lines=_TALL),
        pair("工作措施", studied.measures, lines=_LOW),
        pairs(("研究日期", _day(studied.studied_on)), ("计划办复", _day(studied.planned_on))),
    ]
    return _form(office, case, "重新办理研究记录", rows)


def followed(office: Office, case: Case) -> Form:
    """Return what followed the reply: promises with their evidence, reports, wishes, looks back."""
    rows = [*_head(case)]
    for number, promise in enumerate(case.commitments, start=1):
        rows += [
            pair(f"承诺{number}", promise.text),
            pairs(("责任单位", promise.unit_name), ("承诺时限", _day(promise.due_on))),
            pairs(("完成日期", _day(promise.fulfilled_on)), ("佐证", promise.evidence)),
        ]
    for report in case.interims:
        rows.append(_told("阶段反馈", report.reported_on, f"{report.reported_by}：{report.text}"))
    for wish in case.wishes:
        rows.append(_told("后续意见", wish.received_on, wish.wish))
        rows.append(_told("答复", wish.answered_on, wish.answer))
    for seen in case.look_backs:
        found = [f"{aspect.label}：{seen.finding(aspect)}" for aspect in Aspect if seen.finding(aspect)]
        rows.append(_told("回头看", seen.looked_on, "\n".join((seen.campaign, *found))))
    return _form(office, case, "承诺落实及后续办理记录", rows)


def pressed(office: Office, case: Case) -> Form:
    """Return how units were urged and supervised, act by act."""
    rows = [
        *_head(case),
        *(_told(each.level.label, each.on, _press_words(each)) for each in case.supervisions),
    ]
    return _form(office, case, "督办记录", rows)


def _press_words(act: Supervision) -> str:
    told = (
        f"{act.unit_name}，{act.mode}{f'，{act.doc_no}' if act.doc_no else ''}",
        f"参加：{'、'.join(act.participants)}" if act.participants else "",
        act.instruction,
        f"结果：{act.result}" if act.result else "",
    )
    return "\n".join(line for line in told if line)


def trail(office: Office, case: Case) -> Form:
    """Return what was asked and decided about units and dates: returns, changes, extensions, pauses."""
    lines: list[tuple[date, Row]] = []
    for asked in case.requests:
        words = f"{asked.unit_name}：{asked.reason}\n{asked.decision.label}　{asked.opinion}".rstrip()
        lines.append((asked.asked_on, _told(f"申请{asked.kind.label}", asked.asked_on, words)))
    for step in case.handovers:
        words = f"{step.from_unit or '—'} → {'、'.join(step.to_units) or '退回'}\n{step.reason}".rstrip()
        lines.append((step.on, _told(step.move.label, step.on, words)))
    for more in case.extensions:
        words = f"{more.asked_by}：{more.reason}，延至{more.until}\n{more.state.label}"
        if more.state is not ExtensionState.ASKED:
            words += f"　{more.decided_by}　{_day(more.decided_on)}　{more.opinion}"
        lines.append((more.asked_on, _told("申请延期", more.asked_on, words.rstrip("　"))))
    for pause in case.pauses:
        words = f"{pause.stopped_by}：{pause.reason}，{_day(pause.resumed_on) or '未'}恢复"
        lines.append((pause.stopped_on, _told("停计时", pause.stopped_on, words)))
    lines.sort(key=lambda each: each[0])
    return _form(office, case, "退改、延期及停计时记录", [*_head(case), *(row for _, row in lines)])


def _told(name: str, day: date | None, text: str) -> Row:
    return Row((label(name), Box(_day(day), _DAY, is_centred=True), Box(text)))


def _head(case: Case) -> Iterator[Row]:
    yield pair("案由", case.proposal.title)
    yield pairs(("编号", case.proposal.number_phrase), ("提出人", _submitters(case)))


def _submitters(case: Case) -> str:
    more = case.proposal.co_submitter_count
    return f"{case.proposal.lead_submitter}{f'等{more + 1}人' if more else ''}"


def _span(days: Sequence[date]) -> str:
    return f"{min(days)} 至 {max(days)}" if days else ""


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _form(office: Office, case: Case, title: str, rows: Sequence[Row]) -> Form:
    return Form(
        title,
        tuple(rows),
        left=case.proposal.number_phrase,
        watermark=letters.WATERMARK if office.is_demo else "",
    )
