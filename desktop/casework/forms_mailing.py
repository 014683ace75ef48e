"""Envelopes and labels for the submitters of cases, from this office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.casework.forms_opinion import OFFICE_ADDRESS
from desktop.casework.office import OFFICE_NAME
from desktop.domain.mailing import Address, Envelopes, EnvelopeSize, LabelGrid, Labels, address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from desktop.casework.office import Office
    from desktop.domain.case import Case


def lacks_address(_office: Office, case: Case) -> str:
    """Return what keeps a case from an envelope: its first submitter has no address."""
    people = case.proposal.submitters
    return "" if people and people[0].address.strip() else "领衔人没有登记通讯地址"


def envelopes(
    office: Office, cases: Iterable[Case], size: EnvelopeSize = EnvelopeSize.DL, *, each: bool = False
) -> Envelopes:
    """Return an envelope for the first submitter of every case, or for `each` one that has an address."""
    return Envelopes("信封", tuple(_addresses(cases, each=each)), _sender(office), size)


def labels(
    cases: Iterable[Case],
    grid: LabelGrid = LabelGrid.THREE_BY_SEVEN,
    start: int = 1,
    *,
    each: bool = False,
) -> Labels:
    """Return the labels of the same people; the first stands at place `start` (1-based) of its sheet."""
    return Labels("地址标签", tuple(_addresses(cases, each=each)), grid, start)


def _addresses(cases: Iterable[Case], *, each: bool) -> Iterator[Address]:
    for case in cases:
        paper = case.proposal
        for person in paper.submitters if each else paper.submitters[:1]:
            honorific = "" if person.is_organisation else paper.kind.honorific
            if person.address.strip():
                yield address(f"{person.name}{honorific}", person.address)


def _sender(office: Office) -> Address:
    return address(office.setting(OFFICE_NAME), office.setting(OFFICE_ADDRESS))
