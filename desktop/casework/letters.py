"""Letters: put into words what a reply letter says, by the letter habits of the case's scheme."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from desktop.casework import letter_words
from desktop.domain.assignment import Role
from desktop.domain.letter import Annex, Letter, LetterFormat, paragraphs
from desktop.domain.letter_parts import Parted, parted
from desktop.domain.letter_rules import PointsPlace, Recipients
from desktop.domain.points import as_list
from desktop.domain.reply import Reply, ReplyKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from desktop.casework.office import Office
    from desktop.domain.assignment import Assignment
    from desktop.domain.case import Case
    from desktop.domain.letter_rules import LetterRules

WATERMARK = "演示"
ANNEX = "诉求要点答复清单"
salutation = letter_words.salutation
_WORD = re.compile("(?:答复|复函)(?!.*(?:答复|复函))", re.DOTALL)


class _Sender(NamedTuple):
    """Who a letter is from: the name at its head, those who sign it, and the format it has."""

    name: str
    signatories: tuple[str, ...]
    format: LetterFormat


class _Writing(NamedTuple):
    """A reply that is put into words: the case it answers, the task it ends, and the habits it follows."""

    office: Office
    case: Case
    task: Assignment
    reply: Reply
    habits: LetterRules


def compose(office: Office, case: Case, unit_id: int, doc_no: str = "", dated: date | None = None) -> Letter:
    """Return what the letter of one answering unit says now; nothing is stored, so it serves as a preview.

    Without a date given it bears the day of issue, of signature, or today.
    """
    task = case.task_of(unit_id)
    reply = case.reply_of(unit_id) or Reply(unit_id, task.unit_name)
    day = dated or reply.issued_on or reply.signed_on or office.today
    return _composed(_Writing(office, case, task, reply, office.scheme_of(case).letter), doc_no, day)


def compose_addition(office: Office, case: Case, written: Reply) -> Letter:
    """Return what a letter after the reply says: the one it stands on, and what has changed since."""
    task, habits = case.task_of(written.unit_id), office.scheme_of(case).letter
    return _composed(_Writing(office, case, task, written, habits), "", written.issued_on or office.today)


def _composed(at: _Writing, doc_no: str, day: date) -> Letter:
    habits, paper = at.habits, at.case.proposal
    fields = letter_words.fields(at.office, at.case, at.task, at.reply)
    part, sender = parted(at.reply.text.strip()), _sender(at)
    addressed = letter_words.salutations(paper, habits)
    return Letter(
        issuer=sender.name,
        doc_no=doc_no or at.reply.doc_no,
        title=retitled(habits.title.format_map(fields), at.reply.kind),
        salutation=addressed[0],
        body=paragraphs("\n".join(text for text in _texts(at, part, fields) if text)),
        signatories=sender.signatories,
        dated=day,
        class_mark=habits.class_mark.format_map(fields) if fields["letter"] else "",
        class_mark_place=habits.class_mark_place,
        signer=at.reply.signed_by if habits.shows_signer else "",
        attachments=(*(each.title for each in _annexed_points(at)), *part.attachments),
        note=letter_words.contact(at.office, habits, at.task),
        publicity=habits.publicity_of(paper.publicity),
        publicity_first=habits.publicity_first,
        cc=habits.copies(paper.kind.body, tuple(each.unit_name for each in at.case.co_handlers)),
        watermark=WATERMARK if at.office.is_demo else "",
        format=sender.format,
        mark_word=habits.document_word if sender.format is LetterFormat.DOCUMENT else "",
        sealing=habits.sealing,
        signatories_in_line=habits.signatories_in_line,
        annexes=(*_annexed_points(at), *part.annexes),
        printer=habits.printer.format_map({"unit": sender.name}),
        printed_on=day if habits.printer else None,
        addressees=addressed if len(addressed) > 1 else (),
    )


def _texts(at: _Writing, part: Parted, fields: dict[str, str]) -> Iterator[str]:
    """Yield the parts of the body in their order; "" for what this letter does not have."""
    habits = at.habits
    yield _opening(habits, at.reply.kind).format_map(fields)
    if not at.reply.kind.is_later:
        yield _merged_words(at.case)
    yield part.text
    if habits.points is PointsPlace.BODY:
        yield from as_list(at.case.points, at.reply.points)
    if habits.recipients is Recipients.LEAD and letter_words.has_others(at.case.proposal):
        yield habits.relay.format_map(fields)
    if at.reply.signed_by:
        yield habits.proof.format_map(fields)
    yield habits.closing.format_map(fields)


def _opening(habits: LetterRules, kind: ReplyKind) -> str:
    return {
        ReplyKind.FIRST: habits.opening,
        ReplyKind.AGAIN: habits.opening_again,
        ReplyKind.SUPPLEMENTARY: habits.opening_supplementary,
        ReplyKind.INTERIM: habits.opening_interim,
        ReplyKind.FINAL: habits.opening_final,
    }[kind]


def _annexed_points(at: _Writing) -> tuple[Annex, ...]:
    """Return the list of what is said to each point (清单式答复) as the annex that lies behind the letter."""
    said = as_list(at.case.points, at.reply.points)
    listed = Annex(ANNEX, paragraphs("\n".join(said)))
    return (listed,) if said and at.habits.points is PointsPlace.ANNEX else ()


def retitled(title: str, kind: ReplyKind) -> str:
    """Return the title of a first reply as that of a later one: 关于……的补充答复, ……的补充复函."""
    if kind is ReplyKind.FIRST:
        return title
    word = kind.label.removesuffix(ReplyKind.FIRST.label)
    found = _WORD.search(title)
    return f"{title[: found.start()]}{word}{title[found.start() :]}" if found else f"{title}（{kind.label}）"


def of_part(main: Case, part: Case) -> Case:
    """Return the main case as the submitters of a paper merged into it are told of it.

    Their letter bears their own number, title and names, and says what was done about the main one.
    """
    return replace(main, proposal=part.proposal, id=part.id, merged_into=main.id, merged=())


def _merged_words(case: Case) -> str:
    """Return the sentence that tells the submitters of a merged paper with which one it was handled."""
    return f"本件已{case.proposal.filing_reason}一并办理。" if case.merged_into else ""


def _sender(at: _Writing) -> _Sender:
    """Return who answers: the unit, joint leads together, or for a key paper the government above them."""
    superior = at.habits.superior
    if superior.name and at.case.proposal.is_key:
        return _Sender(superior.name, (superior.name,), superior.format)
    name = letter_words.letterhead(at.office, at.task)
    joint = [task for task in at.case.assignments if task.role is Role.JOINT_LEAD]
    tasks = joint if at.task.role is Role.JOINT_LEAD else [at.task]
    signed = tuple(letter_words.letterhead(at.office, task) for task in tasks)
    return _Sender(name, signed, at.habits.format)
