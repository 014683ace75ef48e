"""Sheets of letters: replies with their forms, copies to each submitter and to the public, co-opinions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.casework import co_letters, find, forms_opinion, issue, letter_words, public_copies
from desktop.casework import letters as wording
from desktop.casework.papers import Option, Sheet
from desktop.casework.print_out import PREVIEW
from desktop.domain.letter_rules import Recipients
from desktop.domain.proposal import Publicity
from desktop.domain.reply import Reply, ReplyState

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.letter import Letter

_PRINTABLE = frozenset({ReplyState.SIGNED, ReplyState.ISSUED})


def name_of(case: Case, *parts: str) -> str:
    """Return what a paper of a case is called: its number, then what it is."""
    return "-".join(part for part in (case.proposal.number_phrase or "未编号", *parts) if part)


# --- replies --------------------------------------------------------------------------------------------


def last_replies(case: Case) -> tuple[Reply, ...]:
    """Return the last signed or issued reply of each unit, in the order they were handed the case."""
    last = {reply.unit_id: reply for reply in case.replies if reply.state in _PRINTABLE}
    order = {task.unit_id: place for place, task in enumerate(case.assignments)}
    return tuple(sorted(last.values(), key=lambda each: order.get(each.unit_id, len(order))))


def _is_written(case: Case, reply: Reply) -> bool:
    return reply.letter_id is not None or (reply.round == case.round and bool(reply.text.strip()))


def lacks_letter(_office: Office, case: Case) -> str:
    """Return what keeps a case from having a letter."""
    replies = last_replies(case)
    if any(_is_written(case, reply) for reply in replies):
        return ""
    return "只登记了文号，没有答复正文" if replies else "没有已签发的答复"


def _letter(office: Office, case: Case, reply: Reply) -> Letter:
    """Return an issued letter as it was frozen; a signed one bears the watermark 预览."""
    if reply.letter_id is not None:
        return issue.issued(office, reply.letter_id)
    composed = issue.compose(office, case, reply.unit_id)
    is_out = reply.state is ReplyState.ISSUED
    return composed if is_out else replace(composed, watermark=composed.watermark or PREVIEW)


def letters(office: Office, cases: Iterable[Case], options: frozenset[Option]) -> Iterator[Sheet]:
    """Yield the letters of each case, behind them those to the submitters of papers merged into it."""
    seen: set[int] = set()
    for case in cases:
        parts = (find.case(office, part) for part in case.merged)
        for each in (case, *parts):
            if each.id not in seen:
                seen.add(each.id)
                yield from _letters_of(office, each, options)


def _letters_of(office: Office, case: Case, options: frozenset[Option]) -> Iterator[Sheet]:
    for reply in last_replies(case):
        if _is_written(case, reply):
            whole = _letter(office, case, reply)
            for copy in _copies(office, case, whole, options):
                name = name_of(case, "答复函", reply.unit_name)
                yield Sheet(name, copy, case.id, unit=reply.unit_name)
                if Option.OPINION_FORM in options:
                    form = forms_opinion.opinion(office, case, reply.unit_id)
                    yield Sheet(name_of(case, "征询意见表"), form, case.id, is_behind=True)


def _copies(office: Office, case: Case, letter: Letter, options: frozenset[Option]) -> tuple[Letter, ...]:
    """Return the letter as each addressee gets it: as the office does, or one a submitter when asked for."""
    if Option.EACH_SUBMITTER not in options or letter.addressees:
        return letter.copies()
    habits = replace(office.scheme_of(case).letter, recipients=Recipients.EACH)
    return replace(letter, addressees=letter_words.salutations(case.proposal, habits)).copies()


# --- public copies --------------------------------------------------------------------------------------


def lacks_public(_office: Office, case: Case) -> str:
    """Return what keeps a case from having a public copy of its letter."""
    if case.proposal.publicity is Publicity.NOT_PUBLIC:
        return "定为不予公开"
    return "" if any(reply.letter_id is not None for reply in last_replies(case)) else "还没有印发答复"


def public(office: Office, cases: Iterable[Case], options: frozenset[Option]) -> Iterator[Sheet]:
    """Yield the public copy of each issued letter."""
    hiding = public_copies.Hiding(Option.WITHOUT_NAMES in options, Option.WITHOUT_CLASS in options)
    for case in cases:
        for reply in last_replies(case):
            if reply.letter_id is not None:
                copy = public_copies.of_case(office, case, reply.unit_id, hiding)
                name = name_of(case, "答复函公开版", reply.unit_name)
                yield Sheet(name, copy, case.id, unit=reply.unit_name)


# --- letters after the reply, and those of co-handlers --------------------------------------------------


def lacks_supplement(_office: Office, case: Case) -> str:
    """Return what keeps a case from having a letter after the reply."""
    return "" if case.supplements else "没有补充、阶段性或最终答复"


def supplements(office: Office, cases: Iterable[Case], _options: frozenset[Option]) -> Iterator[Sheet]:
    """Yield the letters after the reply: issued as they went out, others with the watermark 预览."""
    for case in cases:
        for written in case.supplements:
            if written.letter_id is not None:
                letter = issue.issued(office, written.letter_id)
            else:
                letter = wording.compose_addition(office, case, written)
                letter = replace(letter, watermark=letter.watermark or PREVIEW)
            name = name_of(case, written.kind.label, written.unit_name)
            yield Sheet(name, letter, case.id, unit=written.unit_name)


def lacks_co_letter(_office: Office, case: Case) -> str:
    """Return what keeps a case from having a letter of a co-handler."""
    if not case.co_handlers:
        return "没有会办单位"
    written = any(not co_letters.lacks(case, task.unit_id) for task in case.co_handlers)
    return "" if written else "还没有登记会办意见"


def co_opinions(office: Office, cases: Iterable[Case], _options: frozenset[Option]) -> Iterator[Sheet]:
    """Yield the letter of every co-handler that gave its opinion."""
    for case in cases:
        for task in case.co_handlers:
            if not co_letters.lacks(case, task.unit_id):
                letter = co_letters.compose(office, case, task.unit_id)
                yield Sheet(name_of(case, "会办意见函", task.unit_name), letter, case.id, unit=task.unit_name)
