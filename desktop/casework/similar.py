"""Similar: proposals of this year and three years back whose titles are like the one being typed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.errors import OfficeError
from desktop.domain.progress import SILENT, Progress
from desktop.domain.similarity import TitleIndex, shared_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.listing import Criteria

YEARS_BACK = 3
SHOWN = 5
LEAST = 0.35
"""From which share of common character pairs on two titles are shown as alike."""


REPEATED = 0.6
"""From which share on a case of a list is told as a likely repetition."""


class Similar(NamedTuple):
    """A case like the one being looked at: `share` from 0 to 1 is how much their titles have in common."""

    case: Case
    session: str
    share: float

    @property
    def text(self) -> str:
        """One line: 区十七届人大一次会议 第12号建议《…》 相似82%."""
        paper = self.case.proposal
        return f"{self.session} {paper.number_phrase}《{paper.title}》 相似{round(self.share * 100)}%"


class Titles:
    """The titles a form compares with, kept while it is open and brought up when anything was written."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._index = TitleIndex()
        self._seen = -1

    def like(self, title: str, case_id: int = 0) -> tuple[Similar, ...]:
        """Return the cases most alike, best first, at most five.

        A case of its own id is left out, and so are those it was found not to repeat.
        """
        return self.like_in(self._office, title, case_id)

    def like_in(self, office: Office, title: str, case_id: int = 0) -> tuple[Similar, ...]:
        """Return the same, asked through another office of the desk: that of a worker thread."""
        self._bring_up(office)
        left_out = {case_id, *(office.store.cases.get(case_id).unlike if case_id else ())}
        found = self._index.nearest(title, SHOWN + len(left_out), LEAST)
        cases = office.store.cases
        near = [(cases.get(each), share) for each, share in found if each not in left_out][:SHOWN]
        return tuple(Similar(case, office.session_of(case).text, share) for case, share in near)

    def _bring_up(self, office: Office) -> None:
        seen = office.store.journal.head()[0]
        if seen != self._seen:
            first = office.today.year - YEARS_BACK
            self._index.update(office.store.board.titles(first))
            self._seen = seen


def repeats(
    office: Office, case_ids: Sequence[int], progress: Progress = SILENT
) -> tuple[tuple[Case, tuple[Similar, ...]], ...]:
    """Return those of these cases that seem to repeat others of four years, each with the ones it is like.

    For a whole list at once, such as one just imported (S0-19); stricter than while a title is typed.
    """
    titles, found = Titles(office), []
    for done, case in enumerate(map(office.store.cases.get, case_ids), start=1):
        near = titles.like(case.proposal.title, case.id)
        if close := tuple(each for each in near if each.share >= REPEATED):
            found.append((case, close))
        progress.step(done, len(case_ids), f"正在比对第{done}件")
    return tuple(found)


class Likely(NamedTuple):
    """Cases whose titles say one theme may hold them all; `theme` are the words they share, or ""."""

    theme: str
    cases: tuple[Case, ...]


def likely_themes(
    office: Office, case_ids: Sequence[int], progress: Progress = SILENT
) -> tuple[Likely, ...]:
    """Return groups of these cases that repeat one another and stand under no theme in common yet.

    The largest group comes first; cases of earlier years they repeat are in it.
    """
    groups: list[dict[int, Case]] = []
    for case, near in repeats(office, case_ids, progress):
        made = {case.id: case, **{each.case.id: each.case for each in near}}
        apart = []
        for group in groups:
            if group.keys() & made.keys():
                made = {**group, **made}
            else:
                apart.append(group)
        groups = [*apart, made]
    cases = (tuple(group[each] for each in sorted(group)) for group in groups)
    likely = (
        Likely(shared_words([case.proposal.title for case in group]), group)
        for group in cases
        if not set.intersection(*(set(case.themes) for case in group))
    )
    return tuple(sorted(likely, key=lambda group: (-len(group.cases), group.cases[0].id)))


def likely_themes_in(office: Office, criteria: Criteria, progress: Progress = SILENT) -> tuple[Likely, ...]:
    """Return the same for every case of a list."""
    return likely_themes(office, office.store.cases.ids(criteria.on(office.today)), progress)


def all_apart(office: Office, case_ids: Sequence[int]) -> None:
    """Remember that none of these cases repeats another one of them, as one step."""
    with office.store.transaction():
        for place, case_id in enumerate(case_ids[:-1], start=1):
            set_apart(office, case_id, case_ids[place:])


def set_apart(office: Office, case_id: int, others: Sequence[int]) -> Case:
    """Remember, on both sides, that a case repeats none of these (不是重复); return the case."""
    if case_id in others:
        raise OfficeError("一件不能与自己比较，没有改动；请选择另一件。")
    note = office.note("确认不是重复")
    with office.store.transaction():
        for other_id in others:
            other = office.store.cases.get(other_id)
            if case_id not in other.unlike:
                office.store.cases.save(replace(other, unlike=(*other.unlike, case_id)), note)
        case = office.store.cases.get(case_id)
        unlike = tuple(dict.fromkeys((*case.unlike, *others)))
        return office.store.cases.save(replace(case, unlike=unlike), note)
