"""Proofread: run the checker over one letter or over all, and find replies that are nearly the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from desktop.casework import letters
from desktop.domain.letter_check import Checked, Finding, Part, findings
from desktop.domain.listing import Criteria
from desktop.domain.progress import SILENT, Progress
from desktop.domain.reply import ReplyState
from desktop.domain.similarity import TextIndex, grams

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.reply import Reply

COPIED = 0.8
"""From which share of the shorter text on two replies are told as nearly the same."""


class Report(NamedTuple):
    """What was found in the letter of one unit in one case, near-copies last."""

    case: Case
    unit_id: int
    unit_name: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Written:
    case: Case
    reply: Reply


def letter(office: Office, case: Case, unit_id: int) -> tuple[Finding, ...]:
    """Return what the checker finds in the letter of a unit as it stands; nothing without a draft."""
    reply = case.reply_of(unit_id)
    if reply is None or not reply.text.strip():
        return ()
    is_later = reply.kind.is_later
    composed = (
        letters.compose_addition(office, case, reply) if is_later else letters.compose(office, case, unit_id)
    )
    scheme = office.scheme_of(case)
    return findings(Checked(composed, reply, case, scheme, office.session_of(case).text))


def copies(office: Office, case: Case, unit_id: int, progress: Progress = SILENT) -> tuple[Finding, ...]:
    """Return which replies of the case's session say nearly the same as this one."""
    reply = case.reply_of(unit_id)
    if reply is None or not reply.text.strip():
        return ()
    ids = office.store.cases.ids(Criteria(case.proposal.session_id))
    own = _Written(case, reply)
    others = [each for each in _written(office, ids, progress) if each.case.id != case.id]
    return _copies([own, *others], (0,)).get(0, ())


def of_cases(office: Office, case_ids: Sequence[int], progress: Progress = SILENT) -> tuple[Report, ...]:
    """Return the same for these cases as `over` does for a list."""
    return _reports(office, _written(office, case_ids, progress))


def over(office: Office, criteria: Criteria, progress: Progress = SILENT) -> tuple[Report, ...]:
    """Return the letters of a list in which something was found, near-copies among them included.

    Letters that went out are checked too: what was sent wrong must be known before the feedback comes.
    """
    return of_cases(office, office.store.cases.ids(criteria.on(office.today)), progress)


def _reports(office: Office, written: Sequence[_Written]) -> tuple[Report, ...]:
    alike = _copies(written, range(len(written)))
    found = (
        Report(
            each.case,
            each.reply.unit_id,
            each.reply.unit_name,
            (*letter(office, each.case, each.reply.unit_id), *alike.get(place, ())),
        )
        for place, each in enumerate(written)
    )
    return tuple(each for each in found if each.findings)


def _written(office: Office, case_ids: Sequence[int], progress: Progress) -> tuple[_Written, ...]:
    """Return the replies of the current round that hold text, and the letters after a reply in hand."""
    found: list[_Written] = []
    for done, case in enumerate(map(office.store.cases.get, case_ids), start=1):
        later = {each.unit_id for each in case.supplements if each.state is not ReplyState.ISSUED}
        for seen in (case, *map(case.at_addition, sorted(later))):
            found += [_Written(seen, reply) for reply in seen.current_replies if reply.text.strip()]
        progress.step(done, len(case_ids), f"正在检查第{done}件")
    return tuple(found)


def _copies(written: Sequence[_Written], wanted: Iterable[int]) -> dict[int, tuple[Finding, ...]]:
    """Return for each reply wanted which others say nearly the same, whatever paper they answer."""
    held = [grams(each.reply.text, _own_words(each)) for each in written]
    index = TextIndex()
    for place, each in enumerate(held):
        index.add(place, each)
    return {
        place: tuple(
            _copy(written[other], share) for other, share in index.copies(place, held[place], COPIED)
        )
        for place in wanted
    }


def _own_words(each: _Written) -> Iterable[str]:
    paper = each.case.proposal
    return (paper.title, paper.number_phrase, each.reply.unit_name, *(one.name for one in paper.submitters))


def _copy(other: _Written, share: float) -> Finding:
    number = other.case.proposal.number_phrase
    message = f"与{other.reply.unit_name}对{number}的答复有{round(share * 100)}%相同，请核对是否针对本件"
    return Finding("copy", Part.BODY, message)
