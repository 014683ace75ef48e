"""Co-letters: the letter in which a co-handler tells the lead its opinion (会办意见函), in its own series."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.casework import issue, letter_words, letters
from desktop.casework.issue import Sending
from desktop.domain.errors import OfficeError
from desktop.domain.letter import Letter, LetterFormat, paragraphs
from desktop.domain.letter_parts import parted
from desktop.domain.reply import Reply

if TYPE_CHECKING:
    from datetime import date

    from desktop.casework.office import Office
    from desktop.domain.assignment import Assignment, CoOpinion
    from desktop.domain.case import Case

WORD = "印发会办意见"


def lacks(case: Case, unit_id: int) -> str:
    """Return what a unit lacks for such a letter, in words; "" when there can be one."""
    task = next((each for each in case.co_handlers if each.unit_id == unit_id), None)
    if task is None:
        return "不是协办单位"
    if case.lead is None:
        return "没有主办单位"
    return "" if task.co_opinion and task.co_opinion.text.strip() else "没有登记协办意见"


def compose(office: Office, case: Case, unit_id: int, doc_no: str = "", dated: date | None = None) -> Letter:
    """Return the letter with the opinion of a co-handler, to the unit that leads; once issued, as it went.

    Without a day given it is of the day the opinion came in. Raises `OfficeError` when there can be none.
    """
    task, opinion, lead = _parties(case, unit_id)
    if opinion.letter_id is not None:
        return issue.issued(office, opinion.letter_id)
    habits = office.scheme_of(case).letter
    fields = letter_words.fields(office, case, task, Reply(unit_id, task.unit_name))
    named = {**fields, "lead": lead.unit_name}
    words, part = habits.co_opinion, parted(opinion.text.strip())
    name = letter_words.letterhead(office, task)
    text = (words.opening.format_map(named), part.text, words.closing.format_map(named))
    return Letter(
        issuer=name,
        doc_no=doc_no,
        title=words.title.format_map(named),
        salutation=words.salutation.format_map(named),
        body=paragraphs("\n".join(text)),
        signatories=(name,),
        dated=dated or opinion.received_on,
        attachments=part.attachments,
        note=letter_words.contact(office, habits, task),
        watermark=letters.WATERMARK if office.is_demo else "",
        format=habits.format,
        mark_word=habits.document_word if habits.format is LetterFormat.DOCUMENT else "",
        sealing=habits.sealing,
        annexes=part.annexes,
    )


def suggest_doc_no(office: Office, case: Case, unit_id: int, year: int) -> str:
    """Return the next number of the unit's series of such letters, or "" without a 机关代字."""
    prefix = issue.series_of(office, case.task_of(unit_id).unit_id)
    template = office.scheme_of(case).letter.co_opinion.prefix
    return issue.next_number(office, template.format_map({"prefix": prefix}) if prefix else "", year)


def issue_letter(office: Office, case_id: int, unit_id: int, sending: Sending | None = None) -> Case:
    """Issue the letter for good: number taken and the whole letter stored in one transaction.

    Raises `OfficeError` when there can be none or it went out already, for a number that is taken or cannot
    be read, for a day that cannot be, and for characters no font has.
    """
    case, wanted = office.store.cases.get(case_id), sending or Sending()
    task, opinion, _ = _parties(case, unit_id)
    if opinion.letter_id is not None:
        raise OfficeError(f"{task.unit_name}的会办意见已以{opinion.doc_no}印发，没有再次印发。")
    day = wanted.issued_on or office.today
    if day > office.today or (task.assigned_on and day < task.assigned_on):
        raise OfficeError("印发日期须在交办日期之后、不晚于今天，未印发；请改正印发日期。")
    number = issue.numbered(wanted.doc_no or suggest_doc_no(office, case, unit_id, day.year), day)
    content = compose(office, case, unit_id, number.text, day)
    issue.require_glyphs(content)
    with office.store.transaction():
        note = office.note(WORD, number.text)
        kept = office.store.letters.add(issue.frozen(case_id, number, content), note)
        sent = replace(task, co_opinion=replace(opinion, doc_no=number.text, letter_id=kept.id))
        tasks = tuple(sent if each is task else each for each in case.assignments)
        return office.store.cases.save(replace(case, assignments=tasks), note)


def _parties(case: Case, unit_id: int) -> tuple[Assignment, CoOpinion, Assignment]:
    """Return the task of the co-handler, its opinion and the task of the lead; refuse when one is missing."""
    missing = lacks(case, unit_id)
    task = next((each for each in case.co_handlers if each.unit_id == unit_id), None)
    if missing or task is None or task.co_opinion is None or case.lead is None:
        raise OfficeError(f"会办意见函没有生成：该单位{missing}；请先补齐再试。")
    return task, task.co_opinion, case.lead
