"""Suggest: to which units a case might go, from its submitter's wish and from similar earlier cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop.casework import keep
from desktop.casework.similar import Titles
from desktop.domain.assignment import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.unit import Unit

WISHED = "提出人希望由其承办"


class Suggestion(NamedTuple):
    """A unit that might be given a case, in which role and why; `share` (0 to 1) says how well founded."""

    unit: Unit
    role: Role
    reason: str
    share: float = 1.0


def suggest_units(office: Office, case: Case, titles: Titles | None = None) -> tuple[Suggestion, ...]:
    """Return the units a case might go to, best founded first, each once; nothing is applied by this.

    They come from the submitter's wish and from similar cases of four years. `titles` is kept by whoever
    asks for many cases, so that the titles are read once.
    """
    found: dict[int, Suggestion] = {}
    for each in (*_wished(office, case), *_given_before(office, case, titles or Titles(office))):
        found.setdefault(each.unit.id, each)
    return tuple(found.values())


def _wished(office: Office, case: Case) -> Iterator[Suggestion]:
    for place, name in enumerate(case.proposal.suggested_units):
        unit = office.store.units.find(name)
        if unit is not None:
            yield Suggestion(keep.living_unit(office, unit.id), Role.CO if place else Role.LEAD, WISHED)


def _given_before(office: Office, case: Case, titles: Titles) -> Iterator[Suggestion]:
    for near in titles.like_in(office, case.proposal.title, case.id):
        for task in near.case.assignments:
            unit = keep.living_unit(office, task.unit_id)
            role = Role.LEAD if task.role.answers else Role.CO
            paper = near.case.proposal
            alike = f"题目相似{round(near.share * 100)}%"
            why = f"{near.session}{paper.number_phrase}由其{task.role.label}，{alike}"
            if unit.is_active:
                yield Suggestion(unit, role, why, near.share)
