"""Supplement: a letter after the reply when things have changed, on a review route and under its own number.

It is written, checked, reviewed, signed and issued as the reply was; `review` decides on it with `later`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop.casework import answer, issue, letters
from desktop.domain.case import submitted
from desktop.domain.errors import OfficeError, Problem, refuse_if
from desktop.domain.procedure import Act, Situation, require
from desktop.domain.reply import Reply, ReplyKind, ReplyState
from desktop.domain.said import plain

if TYPE_CHECKING:
    from datetime import date

    from desktop.casework.issue import Sending
    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.letter import Letter

KINDS = (ReplyKind.SUPPLEMENTARY, ReplyKind.INTERIM, ReplyKind.FINAL)
GIVEN_UP = "弃用答复后的函"


@dataclass(frozen=True, slots=True)
class Addition:
    """What the editor says of a letter after the reply; a blank class means that of the reply."""

    text: str
    kind: ReplyKind = ReplyKind.SUPPLEMENTARY
    result_class: str = ""


def drafted(office: Office, case: Case, unit_id: int, addition: Addition) -> Case:
    """Return the case with this draft, unsaved; raise `OfficeError` for a text too long to be a letter."""
    answer.refuse_long(addition.text)
    first = case.issued_reply(unit_id)
    waiting = case.open_addition(unit_id)
    if waiting is None:
        name = case.task_of(unit_id).unit_name
        waiting = Reply(
            unit_id, name, round=first.round if first else 1, follows=first.doc_no if first else ""
        )
    written = replace(
        waiting,
        kind=addition.kind,
        text=plain(addition.text).strip(),
        result_class=addition.result_class or (first.result_class if first else ""),
        drafted_by=office.officer,
        drafted_on=office.today,
    )
    return case.with_addition(written)


def save_draft(office: Office, case_id: int, unit_id: int, addition: Addition) -> Case:
    """Keep the draft of a letter after the reply (楚雄州2022); a unit has one in hand at a time.

    Raises `OfficeError` before any reply of the unit went out, and once the letter is in review.
    """
    case = office.store.cases.get(case_id)
    _require(office, case, unit_id, Act.SUPPLEMENT)
    if case.open_addition(unit_id) is not None:
        _require(office, case.at_addition(unit_id), unit_id, Act.DRAFT)
    changed = drafted(office, case, unit_id, addition)
    said = f"{case.task_of(unit_id).unit_name}，{len(addition.text)}字"
    return _saved(office, changed, f"起草{addition.kind.label}", said)


def submit(office: Office, case_id: int, unit_id: int) -> Case:
    """Put the letter on the route its scheme has for letters after the reply; the checker looks first."""
    case = office.store.cases.get(case_id)
    seen = case.at_addition(unit_id)
    _require(office, seen, unit_id, Act.DRAFT)
    letter = seen.written_reply(unit_id)
    refuse_if(() if letter.text else (Problem("text", "正文为空"),), "尚未送审")
    answer.refuse_faults(office, seen, unit_id, f"{letter.kind.label}有错误，尚未送审")
    route = office.scheme_of(case).route_after(is_key=case.proposal.is_key)
    changed = case.with_addition(submitted(letter, route.key))
    return _saved(office, changed, f"{letter.kind.label}送审", route.label)


def give_up(office: Office, case_id: int, unit_id: int) -> Case:
    """Put a draft aside that is not wanted any more; raise `OfficeError` once it is in review."""
    case = office.store.cases.get(case_id)
    seen = case.at_addition(unit_id)
    _require(office, seen, unit_id, Act.DRAFT)
    kind = seen.written_reply(unit_id).kind.label
    return _saved(office, case.without_addition(unit_id), GIVEN_UP, kind)


def issue_letter(office: Office, case_id: int, unit_id: int, sending: Sending | None = None) -> Case:
    """Issue the signed letter for good, with its own number, tied to the reply it stands on.

    The submitters of every paper merged into the case get one of their own, tied to the reply they got.
    Raises `OfficeError` before it is signed, for errors where the scheme lets none pass, for days that cannot
    be, and for a number that is taken or cannot be read.
    """
    case = office.store.cases.get(case_id)
    seen = case.at_addition(unit_id)
    _require(office, seen, unit_id, Act.ISSUE)
    signed = seen.written_reply(unit_id)
    answer.refuse_faults(office, seen, unit_id, f"{signed.kind.label}有错误，未印发")
    wanted = sending or issue.Sending()
    day = wanted.issued_on or office.today
    issue.refuse_odd_day(office, signed, day)
    number = issue.number_for(office, case, unit_id, wanted.doc_no, day)
    numbered = replace(signed, state=ReplyState.ISSUED, doc_no=number.text, issued_on=day)
    content = letters.compose_addition(office, case, numbered)
    issue.require_glyphs(content)
    with office.store.transaction():
        note = office.note(f"印发{signed.kind.label}", f"{number.text}（补{signed.follows}）")
        kept = office.store.letters.add(issue.frozen(case_id, number, content), note)
        sent = replace(numbered, letter_id=kept.id)
        saved = office.store.cases.save(case.with_addition(sent), note)
        issue.to_parts(office, case_id)
        return saved


def compose(office: Office, case: Case, unit_id: int, doc_no: str = "", dated: date | None = None) -> Letter:
    """Return what the letter in hand would say with that number, of that day; nothing is stored."""
    letter = case.at_addition(unit_id).written_reply(unit_id)
    numbered = replace(letter, doc_no=doc_no or letter.doc_no, issued_on=dated or letter.issued_on)
    return letters.compose_addition(office, case, numbered)


def _require(office: Office, case: Case, unit_id: int, act: Act) -> None:
    if not case.task_of(unit_id).role.answers:
        raise OfficeError(f"{case.task_of(unit_id).unit_name}是协办单位，不直接答复，未作改动。")
    require(act, Situation(case, office.scheme_of(case), office.today, unit_id))


def _saved(office: Office, case: Case, verb: str, summary: str) -> Case:
    with office.store.transaction():
        return office.store.cases.save(case, office.note(verb, summary))
