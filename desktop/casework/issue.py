"""Issue: take the document number, freeze the letter, and put it on paper."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop.casework import answer, letters, terms
from desktop.db.letters import IssuedLetter
from desktop.domain.doc_numbers import DocNo, parse_doc_no
from desktop.domain.errors import OfficeError
from desktop.domain.letter import Letter
from desktop.domain.mapping import from_mapping, to_mapping
from desktop.domain.procedure import Act, Situation, require
from desktop.domain.progress import SILENT, Progress
from desktop.domain.reply import ReplyState

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from desktop.casework.office import Office
    from desktop.documents.fonts import FontSet
    from desktop.domain.case import Case
    from desktop.domain.reply import Reply

DOC_PREFIX = "doc_prefix"
compose = letters.compose


def suggest_doc_no(office: Office, case: Case, unit_id: int, year: int) -> str:
    """Return the next number of the unit's series in that year, or "" when nobody set a 机关代字.

    A reply in the name of the government above bears a number of that series, where the scheme names it.
    """
    superior = office.scheme_of(case).letter.superior
    higher = superior.prefix if superior.name and case.proposal.is_key else ""
    return next_number(office, higher or series_of(office, case.task_of(unit_id).unit_id), year)


def series_of(office: Office, unit_id: int) -> str:
    """Return the 机关代字 of a unit, else that of this office, or ""."""
    return office.store.units.get(unit_id).doc_prefix or office.setting(DOC_PREFIX)


def next_number(office: Office, prefix: str, year: int) -> str:
    """Return the next number of a series in a year; "" without a 机关代字."""
    return DocNo(prefix, year, office.store.letters.next_serial(prefix, year), "").text if prefix else ""


@dataclass(frozen=True, slots=True)
class Sending:
    """How a signed reply goes out, and whether it is handed over in person (面复) besides in writing.

    Without a number the next of the unit's series is taken, without a day today.
    """

    doc_no: str = ""
    issued_on: date | None = None
    face_to_face: bool = False


def letter(office: Office, case_id: int, unit_id: int, sending: Sending | None = None) -> Case:
    """Issue the signed reply: number taken and the whole letter stored in one transaction, for good.

    The submitters of every paper merged into the case get a letter of their own, with the next numbers: they
    are answered separately (浙江、山东、河南), each gets a copy (巴彦淖尔).
    Raises `OfficeError` for a number that is
    taken or cannot be read, for a day before the signature or after today, and for characters no font has.
    """
    case = office.store.cases.get(case_id)
    require(Act.ISSUE, Situation(case, office.scheme_of(case), office.today, unit_id))
    answer.refuse_faults(office, case, unit_id, "答复函有错误，未印发")
    wanted = sending or Sending()
    day = wanted.issued_on or office.today
    number = number_for(office, case, unit_id, wanted.doc_no, day)
    reply = case.written_reply(unit_id)
    refuse_odd_day(office, reply, day)
    content = letters.compose(office, case, unit_id, number.text, day)
    require_glyphs(content)
    note = office.note(Act.ISSUE.label, number.text)
    with office.store.transaction():
        kept = office.store.letters.add(frozen(case_id, number, content), note)
        answered = case.with_reply(
            replace(
                reply,
                state=ReplyState.ISSUED,
                doc_no=number.text,
                issued_on=day,
                letter_id=kept.id,
                face_to_face=wanted.face_to_face,
            )
        )
        if answered.next_to_answer() is None:
            answered = terms.after_reply(office, answered, day)
        saved = office.store.cases.save(answered, note)
        for part_id in saved.merged:
            answer_part(office, saved, part_id, saved.written_reply(unit_id))
        return saved


def owed_to_parts(office: Office, case: Case) -> tuple[Case, ...]:
    """Return the papers merged into a case whose submitters lack a letter of this round."""
    parts = map(office.store.cases.get, case.merged)
    return tuple(part for part in parts if any(_owed(case, part)))


def to_parts(office: Office, case_id: int) -> int:
    """Issue the letters lacking to submitters of papers merged after the reply went out; return how many."""
    case, issued_now = office.store.cases.get(case_id), 0
    with office.store.transaction():
        for part in owed_to_parts(office, case):
            for sent in _owed(case, part):
                answer_part(office, case, part.id, replace(sent, issued_on=office.today))
                issued_now += 1
    return issued_now


def _owed(main: Case, part: Case) -> Iterator[Reply]:
    """Yield the letters of this round that went out, but not to the submitters of a merged paper."""
    has = {_matter(each) for each in (*part.replies, *part.supplements) if each.state is ReplyState.ISSUED}
    for each in (*main.current_replies, *main.supplements):
        if each.state is ReplyState.ISSUED and each.round == main.round and _matter(each) not in has:
            yield each


def _matter(sent: Reply) -> tuple[object, ...]:
    """Return what tells one letter of a case from another; a round has one reply, and any later ones."""
    return (sent.round, sent.unit_id, *((sent.kind, sent.text) if sent.kind.is_later else ()))


def answer_part(office: Office, main: Case, part_id: int, sent: Reply) -> None:
    """Issue the letter to the submitters of a merged paper: what the main one says, in the next number."""
    part, day = office.store.cases.get(part_id), sent.issued_on or office.today
    prefix = parse_doc_no(sent.doc_no).prefix
    number = DocNo(prefix, day.year, office.store.letters.next_serial(prefix, day.year), "")
    number = numbered(number.text, day)
    first = part.issued_reply(sent.unit_id)
    told = replace(sent, doc_no=number.text, issued_on=day, follows=first.doc_no if first else "")
    seen = letters.of_part(main, part)
    if sent.kind.is_later:
        content = letters.compose_addition(office, seen, told)
    else:
        content = letters.compose(office, seen, sent.unit_id, number.text, day)
    require_glyphs(content)
    verb = f"印发{sent.kind.label}" if sent.kind.is_later else Act.ISSUE.label
    note = office.note(verb, f"{number.text}（随{main.proposal.number_phrase}一并答复）")
    kept = office.store.letters.add(frozen(part_id, number, content), note)
    told = replace(told, letter_id=kept.id)
    answered = replace(part, round=main.round)
    office.store.cases.save(
        answered.with_addition(told) if sent.kind.is_later else answered.with_reply(told), note
    )


def refuse_odd_day(office: Office, reply: Reply, day: date) -> None:
    """Raise `OfficeError` for a day of issue before the signature or after today."""
    if day > office.today or (reply.signed_on and day < reply.signed_on):
        raise OfficeError("印发日期须在签发日期之后、不晚于今天，未印发；请改正印发日期。")


def frozen(case_id: int, number: DocNo, content: Letter) -> IssuedLetter:
    """Return a letter as it is kept for good under its number."""
    return IssuedLetter(
        case_id,
        number.text,
        number.prefix,
        number.year or content.dated.year,
        number.serial or 0,
        content.dated,
        to_mapping(content),
    )


def number_for(office: Office, case: Case, unit_id: int, doc_no: str, day: date) -> DocNo:
    """Return the number a letter of that day bears: the one given, or the next of the unit's series.

    Raises `OfficeError` when there is none, it cannot be read, or is of another year.
    """
    return numbered(doc_no or suggest_doc_no(office, case, unit_id, day.year), day)


def numbered(doc_no: str, day: date) -> DocNo:
    """Return the number typed for a letter of that day; raise `OfficeError` when it cannot be one."""
    if not doc_no.strip():
        raise OfficeError("缺文号，未印发；请填写文号，或先为该单位设置机关代字。")
    number = parse_doc_no(doc_no)
    if not number.prefix or not number.serial:
        raise OfficeError(f"文号“{doc_no}”无法识别，未印发；请写成“滨建函〔{day.year}〕12号”的形式。")
    if number.year not in {None, day.year}:
        raise OfficeError(f"文号年份与印发日期的{day.year}年不一致，未印发；请改正文号或日期。")
    return replace(number, year=day.year)


def require_glyphs(content: Letter) -> None:
    """Raise `OfficeError` naming the characters of a letter that no font has."""
    from desktop.documents import fonts

    missing = fonts.missing(content)
    if missing:
        listed = "、".join(f"{glyph.char}（{glyph.code_point}）" for glyph in missing)
        raise OfficeError(f"字库中没有这些字：{listed}，未印发；请改用其他写法，或安装含这些字的字体。")


def issued(office: Office, letter_id: int) -> Letter:
    """Return a letter as it was frozen when it was issued."""
    return from_mapping(Letter, office.store.letters.get(letter_id).content, "答复函")


def letter_of(
    office: Office, case: Case, unit_id: int, doc_no: str = "", dated: date | None = None
) -> Letter:
    """Return the frozen letter of a unit's reply, or what it would say with that number, of that day."""
    reply = case.reply_of(unit_id)
    if reply and reply.letter_id is not None:
        return issued(office, reply.letter_id)
    return letters.compose(office, case, unit_id, doc_no, dated)


def pdf(content: Iterable[Letter], progress: Progress = SILENT, faces: FontSet | None = None) -> bytes:
    """Return one PDF of all these letters, each beginning on its own page 1; one addressed to several, each.

    Without `faces` (`typefaces.chosen`) it is set in those that come with the program.
    """
    from desktop.documents import pdf as paper

    return paper.render(content, faces, progress)


def docx(content: Letter) -> bytes:
    """Return a letter as a .docx file for editing; what was issued stays as it was frozen."""
    from desktop.documents import docx as paper

    return paper.render(content)
