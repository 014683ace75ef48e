"""Supplement: a letter after the reply when things have changed, with its own number, tied to the first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop.casework import answer, issue, letters
from desktop.domain.errors import Problem, refuse_if
from desktop.domain.procedure import Act, Situation, require
from desktop.domain.reply import Reply, ReplyKind, ReplyState

if TYPE_CHECKING:
    from datetime import date

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.letter import Letter

KINDS = (ReplyKind.SUPPLEMENTARY, ReplyKind.INTERIM, ReplyKind.FINAL)


@dataclass(frozen=True, slots=True)
class Addition:
    """What a letter after the reply says: why it is written, its text, who signed it when.

    Without a number the next of the unit's series is taken, without a day of issue today.
    """

    text: str
    signed_by: str
    kind: ReplyKind = ReplyKind.SUPPLEMENTARY
    signed_on: date | None = None
    result_class: str = ""
    doc_no: str = ""
    issued_on: date | None = None


def compose(office: Office, case: Case, unit_id: int, addition: Addition) -> Letter:
    """Return what the letter would say now; nothing is stored."""
    return letters.compose_addition(office, case, _written(office, case, unit_id, addition))


def issue_letter(office: Office, case_id: int, unit_id: int, addition: Addition) -> Case:
    """Issue the letter for good, with its own number, tied to the reply it stands on (楚雄州2022).

    Raises `OfficeError` before any reply of the unit went out, without text or signer, for days that cannot
    be, and for a number that is taken or cannot be read.
    """
    case = office.store.cases.get(case_id)
    require(Act.SUPPLEMENT, Situation(case, office.scheme_of(case), office.today, unit_id))
    written = _written(office, case, unit_id, addition)
    refuse_if(_problems(office, case, written), f"{written.kind.label}尚未印发")
    day = written.issued_on or office.today
    number = issue.number_for(office, case, unit_id, addition.doc_no, day)
    numbered = replace(written, doc_no=number.text)
    content = letters.compose_addition(office, case, numbered)
    issue.require_glyphs(content)
    with office.store.transaction():
        note = office.note(f"印发{written.kind.label}", f"{number.text}（补{written.follows}）")
        kept = office.store.letters.add(issue.frozen(case_id, number, content), note)
        sent = replace(numbered, letter_id=kept.id)
        return office.store.cases.save(replace(case, supplements=(*case.supplements, sent)), note)


def _written(office: Office, case: Case, unit_id: int, addition: Addition) -> Reply:
    first = case.issued_reply(unit_id) or Reply(unit_id, case.task_of(unit_id).unit_name)
    day = addition.issued_on or office.today
    return Reply(
        unit_id,
        case.task_of(unit_id).unit_name,
        round=first.round,
        kind=addition.kind,
        state=ReplyState.ISSUED,
        text=answer.plain(addition.text).strip(),
        result_class=addition.result_class or first.result_class,
        drafted_by=office.officer,
        drafted_on=office.today,
        signed_by=addition.signed_by.strip(),
        signed_on=addition.signed_on or day,
        doc_no=addition.doc_no,
        issued_on=day,
        follows=first.doc_no,
    )


def _problems(office: Office, case: Case, written: Reply) -> list[Problem]:
    first = case.issued_reply(written.unit_id)
    before = first.issued_on if first else None
    found = []
    if not written.text:
        found.append(Problem("text", "正文为空"))
    if not written.signed_by:
        found.append(Problem("signed_by", "缺签发人"))
    signed, day = written.signed_on, written.issued_on
    if day is None or day > office.today or (before and day < before):
        found.append(Problem("issued_on", f"印发日期须在答复印发（{before}）之后、不晚于今天"))
    elif signed is None or signed > day or (before and signed < before):
        found.append(Problem("signed_on", "签发日期须在答复印发之后、补充答复印发之前"))
    return found
