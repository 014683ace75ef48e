"""Words of a letter taken from the register: whom it addresses, whom to call, what fills its templates."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.domain.letter_rules import LetterRules, Recipients, fields_of
from desktop.domain.text import chinese_number
from desktop.domain.unit import ContactRole

if TYPE_CHECKING:
    from desktop.casework.office import Office
    from desktop.domain.assignment import Assignment
    from desktop.domain.case import Case
    from desktop.domain.proposal import Proposal
    from desktop.domain.reply import Reply


def fields(office: Office, case: Case, task: Assignment, reply: Reply) -> dict[str, str]:
    """Return what stands for each field of a template in the letter of one unit."""
    scheme, paper = office.scheme_of(case), case.proposal
    chosen = scheme.result_class(reply.result_class)
    co_units = "、".join(each.unit_name for each in case.co_handlers)
    people = [each for each in paper.submitters if not each.is_organisation]
    return {
        "session": office.session_of(case).text,
        "number": paper.number_phrase,
        "item_no": paper.item_no,
        "kind": paper.kind.noun,
        "title": paper.title.strip(),
        "names": "、".join(submitter.name for submitter in paper.submitters),
        "honorific": paper.kind.honorific,
        "you": "您" if people or not paper.submitters else "你单位",
        "letter": chosen.letter if chosen else "",
        "unit": task.unit_name,
        "co_units": co_units,
        "co_clause": f"{scheme.letter.co_word}{co_units}" if co_units else "",
        "signer": reply.signed_by,
        "follows": reply.follows or _before(case, reply),
    }


def _before(case: Case, reply: Reply) -> str:
    """Return the number of the last letter of the unit in an earlier round, or ""."""
    earlier = (each.doc_no for each in case.replies if each.unit_id == reply.unit_id)
    numbers = [number for number in earlier if number and number != reply.doc_no]
    return numbers[-1] if numbers else ""


def salutations(paper: Proposal, habits: LetterRules) -> tuple[str, ...]:
    """Return the salutation of each copy of a letter about a paper, as the office addresses them.

    Where a list gives only the number of co-submitters they cannot be addressed one by one: all are at once.
    A paper of no delegation goes to those who handed it in.
    """
    if habits.recipients is Recipients.DELEGATION and paper.delegation:
        return (habits.salutation.format_map({"names": paper.delegation, "honorific": ""}),)
    if habits.recipients is Recipients.LEAD:
        return (_salutation(_alone(paper, 0), habits),)
    if habits.recipients is Recipients.EACH and not _unnamed(paper):
        return tuple(_salutation(_alone(paper, index), habits) for index in range(len(paper.submitters)))
    return (_salutation(paper, habits),)


def salutation(paper: Proposal, template: str) -> str:
    """Return how all submitters of a paper are addressed at once, by a template with names and honorific."""
    return _salutation(paper, LetterRules(salutation=template))


def _alone(paper: Proposal, index: int) -> Proposal:
    return replace(paper, submitters=paper.submitters[index : index + 1], co_submitter_count=0)


def _unnamed(paper: Proposal) -> int:
    return max(0, paper.co_submitter_count - (len(paper.submitters) - 1))


def _salutation(paper: Proposal, habits: LetterRules) -> str:
    """Return how submitters are addressed: persons with 代表 or 委员, organisations by their name alone.

    Who is not named is counted: 某某等3位代表.
    """
    total = len(paper.submitters) + _unnamed(paper)
    named = paper.submitters[: habits.names_at_most or None]
    persons = any(not submitter.is_organisation for submitter in paper.submitters)
    honorific = paper.kind.honorific if persons else ""
    if persons and total > len(named):
        honorific = habits.others.format_map({"count": total, "words": chinese_number(total)}) + honorific
    names = "、".join(submitter.name for submitter in named)
    return habits.salutation.format_map({"names": names, "honorific": honorific})


def has_others(paper: Proposal) -> bool:
    """Whether more than one handed the paper in."""
    return len(paper.submitters) + _unnamed(paper) > 1


def contact(office: Office, habits: LetterRules, task: Assignment) -> str:
    """Return the contact line; nothing when what it names is not known: an empty line helps nobody."""
    unit = office.store.units.get(task.unit_id)
    known = unit.contact(ContactRole.HANDLER) or unit.contact(ContactRole.OFFICE)
    leader = unit.contact(ContactRole.LEADER_IN_CHARGE) or unit.contact(ContactRole.HEAD)
    said = {
        "handler": task.handler or (known.name if known else ""),
        "phone": task.handler_phone or (known.phone if known else ""),
        "leader": task.leader_in_charge or (leader.name if leader else ""),
        "section": task.section,
        "unit": task.unit_name,
    }
    wanted = fields_of(habits.contact)
    return habits.contact.format_map(said) if all(said[name] for name in wanted) else ""


def letterhead(office: Office, task: Assignment) -> str:
    """Return the full name a unit's letters bear; without one the name it had when handed the task."""
    return office.store.units.get(task.unit_id).letterhead or task.unit_name
