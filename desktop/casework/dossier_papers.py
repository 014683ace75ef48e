"""The papers of a dossier (卷内材料), in the order they lie in it, each with what its catalogue says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop.casework import (
    attach,
    case_forms,
    dossier_forms,
    find,
    forms_transfer,
    handout,
    issue,
    press_notices,
    review_sheet,
)
from desktop.casework.office import OFFICE_NAME
from desktop.domain.archive import Chapter, final_replies, is_moved, is_tracked, rounds_met

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from desktop.casework.office import Office
    from desktop.casework.papers import Content
    from desktop.domain.attachment import Attachment
    from desktop.domain.case import Case
    from desktop.domain.letter import Letter
    from desktop.domain.reply import Reply


@dataclass(frozen=True, slots=True)
class DossierPaper:
    """One paper of a dossier: its title (题名), who answers for it (责任者), number, day.

    `content` is what is put on paper; an attached file is a file instead.
    """

    part: Chapter
    title: str
    author: str
    content: Content | Attachment
    on: date | None = None
    doc_no: str = ""
    remark: str = ""


def papers(office: Office, case: Case) -> Iterator[DossierPaper]:
    """Yield every paper of a case in the order of `Chapter`; cover and catalogue are made of these.

    Behind the own papers of each kind come those of the papers merged into the case.
    """
    parts = tuple(find.case(office, part_id) for part_id in case.merged)
    own = office.setting(OFFICE_NAME)
    for each in (case, *parts):
        yield _received(office, each)
    yield from _handed_out(office, case)
    yield from _meetings(office, case)
    yield from _opinions(office, case)
    yield from _slips(office, case)
    for each in (case, *parts):
        yield from _letters(office, each)
    yield from _supplements(office, case)
    yield from _heard(office, case, own)
    yield from _followed(office, case, own)
    for each in (case, *parts):
        yield from _attached(office, each)


def _received(office: Office, case: Case) -> DossierPaper:
    paper = case.proposal
    form = forms_transfer.cover(office, case)
    return DossierPaper(
        Chapter.PAPER, f"{paper.number_phrase}《{paper.title.strip()}》", paper.lead_submitter, form,
        paper.received_on or paper.registered_on,
    )  # fmt: skip


def _handed_out(office: Office, case: Case) -> Iterator[DossierPaper]:
    for task in case.assignments:
        letter = handout.notice(office, case.proposal.session_id, task.unit_id, {case.id})
        title = f"{letter.title}（{task.unit_name}）"
        day = task.assigned_on or letter.dated
        yield DossierPaper(Chapter.HANDOUT, title, letter.issuer, letter, day, letter.doc_no)
    if case.assignments:
        form = dossier_forms.tasks(office, case)
        yield DossierPaper(Chapter.TASKS, "承办任务单", office.setting(OFFICE_NAME), form, case.assigned_on)


def _meetings(office: Office, case: Case) -> Iterator[DossierPaper]:
    unit = case.lead.unit_name if case.lead else ""
    for turn in rounds_met(case):
        at = replace(case, round=turn)
        form = case_forms.meetings(office, at)
        day = max(each.held_on for each in case.consultations if each.round == turn)
        yield DossierPaper(Chapter.MEETINGS, f"{form.title}{_turn(case, turn)}", unit, form, day)


def _opinions(office: Office, case: Case) -> Iterator[DossierPaper]:
    for task in case.co_handlers:
        if task.co_opinion is not None:
            form = dossier_forms.co_opinion(office, case, task, task.co_opinion)
            title = f"{task.unit_name}的协办意见"
            yield DossierPaper(Chapter.CO_OPINIONS, title, task.unit_name, form, task.co_opinion.received_on)


def _slips(office: Office, case: Case) -> Iterator[DossierPaper]:
    for reply in final_replies(case):
        at = replace(case, round=reply.round)
        yield from _slip(office, at, reply, _turn(case, reply.round))
        if reply.steps and case.points:
            points = review_sheet.points_list(office, at, reply.unit_id)
            yield DossierPaper(Chapter.SLIPS, points.title, reply.unit_name, points, reply.drafted_on)
    for later in case.supplements:
        yield from _slip(office, replace(case, round=later.round, replies=(later,), points=()), later)


def _slip(office: Office, at: Case, reply: Reply, turn: str = "") -> Iterator[DossierPaper]:
    if reply.steps:
        form = review_sheet.slip(office, at, reply.unit_id)
        title = f"{form.title}（{reply.unit_name}）{turn}"
        yield DossierPaper(Chapter.SLIPS, title, reply.unit_name, form, reply.signed_on)


def _letters(office: Office, case: Case) -> Iterator[DossierPaper]:
    """Yield the letters that were frozen; an answer known by its number alone has none."""
    for reply in final_replies(case):
        if reply.letter_id is not None:
            yield _sent(Chapter.LETTERS, issue.issued(office, reply.letter_id), reply)


def _supplements(office: Office, case: Case) -> Iterator[DossierPaper]:
    for reply in case.supplements:
        if reply.letter_id is not None:
            yield _sent(Chapter.SUPPLEMENTS, issue.issued(office, reply.letter_id), reply)


def _sent(part: Chapter, letter: Letter, reply: Reply) -> DossierPaper:
    return DossierPaper(part, letter.title, letter.issuer, letter, reply.issued_on, reply.doc_no)


def _heard(office: Office, case: Case, own: str) -> Iterator[DossierPaper]:
    for heard in case.feedbacks:
        form = dossier_forms.verdict(office, case, heard)
        title = f"{form.title}{_turn(case, heard.round)}"
        yield DossierPaper(Chapter.VERDICTS, title, case.proposal.lead_submitter, form, heard.received_on)
    for studied in case.rehandlings:
        form = dossier_forms.rehandling(office, case, studied)
        title = f"{form.title}{_turn(case, studied.round)}"
        yield DossierPaper(Chapter.REHANDLING, title, studied.unit_name or own, form, studied.studied_on)


def _followed(office: Office, case: Case, own: str) -> Iterator[DossierPaper]:
    if is_tracked(case):
        form = dossier_forms.followed(office, case)
        unit = case.lead.unit_name if case.lead else own
        yield DossierPaper(Chapter.FOLLOW, form.title, unit, form, _last(case))
    if case.supervisions:
        form = dossier_forms.pressed(office, case)
        day = max(each.on for each in case.supervisions)
        yield DossierPaper(Chapter.PRESS, form.title, own, form, day)
    for place, act in enumerate(case.supervisions):
        if act.doc_no:
            letter = press_notices.again(office, case.id, place).letter
            yield DossierPaper(Chapter.PRESS, letter.title, letter.issuer, letter, act.on, act.doc_no)
    if is_moved(case):
        form = dossier_forms.trail(office, case)
        yield DossierPaper(Chapter.TRAIL, form.title, own, form)


def _last(case: Case) -> date | None:
    days = (
        *(each.fulfilled_on for each in case.commitments),
        *(each.reported_on for each in case.interims),
        *(each.answered_on for each in case.wishes),
        *(each.looked_on for each in case.look_backs),
    )
    return max((day for day in days if day), default=None)


def _attached(office: Office, case: Case) -> Iterator[DossierPaper]:
    for each in attach.of_case(office, case.id):
        yield DossierPaper(
            Chapter.ATTACHMENTS, each.name, each.added_by, each, each.added_at.date(), remark=each.kind.label
        )


def _turn(case: Case, turn: int) -> str:
    return f"（第{turn}轮）" if case.round > 1 else ""
