"""Letters: put into words what a reply letter says, by the letter habits of the case's scheme."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.domain.assignment import Role
from desktop.domain.letter import Letter, paragraphs
from desktop.domain.letter_rules import PointsPlace
from desktop.domain.points import as_list
from desktop.domain.proposal import Publicity
from desktop.domain.reply import Reply, ReplyKind
from desktop.domain.unit import ContactRole

if TYPE_CHECKING:
    from datetime import date

    from desktop.casework.office import Office
    from desktop.domain.assignment import Assignment
    from desktop.domain.case import Case
    from desktop.domain.proposal import Proposal
    from desktop.domain.scheme import Scheme

WATERMARK = "演示"
ANNEX = "诉求要点答复清单"
_OPENINGS = {
    ReplyKind.SUPPLEMENTARY: "您提出的《{title}》，我单位已以{follows}答复。现将情况变化补充答复如下：",
    ReplyKind.INTERIM: "您提出的《{title}》，我单位已以{follows}答复。现将办理的阶段性进展答复如下：",
    ReplyKind.FINAL: "您提出的《{title}》，我单位已以{follows}答复。现将所承诺事项的最终办理结果答复如下：",
}


def compose(office: Office, case: Case, unit_id: int, doc_no: str = "", dated: date | None = None) -> Letter:
    """Return what the letter of one answering unit says now; nothing is stored, so it serves as a preview.

    Without a date given it bears the day of issue, of signature, or today.
    """
    scheme, task = office.scheme_of(case), case.task_of(unit_id)
    reply = case.reply_of(unit_id) or Reply(unit_id, task.unit_name)
    fields = _fields(office, case, task, reply)
    habits = scheme.letter
    opening = habits.opening.format_map(fields)
    said = as_list(case.points, reply.points)
    listed = said if habits.points is PointsPlace.BODY else ()
    text = [opening, _merged_words(case), reply.text.strip(), *listed, habits.closing.format_map(fields)]
    return Letter(
        issuer=_letterhead(office, task),
        doc_no=doc_no or reply.doc_no,
        title=habits.title.format_map(fields),
        salutation=salutation(case.proposal, habits.salutation),
        body=paragraphs("\n".join(part for part in text if part)),
        signatories=_signatories(office, case, task),
        dated=dated or reply.issued_on or reply.signed_on or office.today,
        class_mark=habits.class_mark.format_map(fields) if fields["letter"] else "",
        class_mark_place=habits.class_mark_place,
        signer=reply.signed_by if habits.shows_signer else "",
        attachments=(ANNEX,) if said and habits.points is PointsPlace.ANNEX else (),
        note=_contact(office, scheme, task),
        publicity=habits.publicity if case.proposal.publicity is Publicity.PUBLIC else "",
        cc=habits.copies(case.proposal.kind.body),
        watermark=WATERMARK if office.is_demo else "",
    )


def compose_addition(office: Office, case: Case, written: Reply) -> Letter:
    """Return what a letter after the reply says: the one it stands on, and what has changed since."""
    alone = replace(written, points=())
    letter = compose(office, replace(case, round=written.round, replies=(alone,)), written.unit_id)
    fields = _fields(office, case, case.task_of(written.unit_id), written)
    habits = office.scheme_of(case).letter
    opening = _OPENINGS[written.kind].format(follows=written.follows, **fields)
    text = "\n".join((opening, written.text, habits.closing.format_map(fields)))
    title = retitled(letter.title, written.kind)
    return replace(letter, title=title, body=paragraphs(text), dated=written.issued_on or office.today)


def retitled(title: str, kind: ReplyKind) -> str:
    """Return the title of a first reply as that of a later one: 关于……的补充答复."""
    head, found, tail = title.rpartition("答复")
    return f"{head}{kind.label}{tail}" if found else f"{title}（{kind.label}）"


def of_part(main: Case, part: Case) -> Case:
    """Return the main case as the submitters of a paper merged into it are told of it.

    Their letter bears their own number, title and names, and says what was done about the main one.
    """
    return replace(main, proposal=part.proposal, id=part.id, merged_into=main.id, merged=())


def salutation(paper: Proposal, template: str) -> str:
    """Return how the submitters are addressed: persons with 代表 or 委员, organisations by their name alone.

    A list that gives only the number of co-submitters yields “某某等3位代表：”.
    """
    names = "、".join(submitter.name for submitter in paper.submitters)
    persons = any(not submitter.is_organisation for submitter in paper.submitters)
    honorific = paper.kind.honorific if persons else ""
    unnamed = paper.co_submitter_count - (len(paper.submitters) - 1)
    if persons and unnamed > 0:
        honorific = f"等{len(paper.submitters) + unnamed}位{honorific}"
    return template.format_map({"names": names, "honorific": honorific})


def _merged_words(case: Case) -> str:
    """Return the sentence that tells the submitters of a merged paper with which one it was handled."""
    return f"本件已{case.proposal.filing_reason}一并办理。" if case.merged_into else ""


def _fields(office: Office, case: Case, task: Assignment, reply: Reply) -> dict[str, str]:
    scheme = office.scheme_of(case)
    paper = case.proposal
    chosen = scheme.result_class(reply.result_class)
    co_units = "、".join(each.unit_name for each in case.co_handlers)
    return {
        "session": office.session_of(case).text,
        "number": paper.number_phrase,
        "item_no": paper.item_no,
        "kind": paper.kind.noun,
        "title": paper.title.strip(),
        "names": "、".join(submitter.name for submitter in paper.submitters),
        "honorific": paper.kind.honorific,
        "letter": chosen.letter if chosen else "",
        "unit": task.unit_name,
        "co_units": co_units,
        "co_clause": f"{scheme.letter.co_word}{co_units}" if co_units else "",
        "signer": reply.signed_by,
    }


def _letterhead(office: Office, task: Assignment) -> str:
    """Return the full name a unit's letters bear; without one the name it had when handed the task."""
    return office.store.units.get(task.unit_id).letterhead or task.unit_name


def _signatories(office: Office, case: Case, task: Assignment) -> tuple[str, ...]:
    if task.role is not Role.JOINT_LEAD:
        return (_letterhead(office, task),)
    return tuple(_letterhead(office, each) for each in case.assignments if each.role is Role.JOINT_LEAD)


def _contact(office: Office, scheme: Scheme, task: Assignment) -> str:
    """Return the contact line, or nothing when nobody is named: an empty line on a letter helps nobody."""
    unit = office.store.units.get(task.unit_id)
    known = unit.contact(ContactRole.HANDLER) or unit.contact(ContactRole.OFFICE)
    handler = task.handler or (known.name if known else "")
    phone = task.handler_phone or (known.phone if known else "")
    if not handler or not phone:
        return ""
    return scheme.letter.contact.format_map({"handler": handler, "phone": phone, "unit": task.unit_name})
