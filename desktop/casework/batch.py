"""Batch: one decision for many cases at once — all of them or, when one refuses, none (S0-04)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.casework import assign, register
from desktop.domain.errors import OfficeError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from desktop.casework.assign import TaskDraft
    from desktop.casework.office import Office


def classify(office: Office, case_ids: Sequence[int], category: str) -> int:
    """Put these cases into one content category; return how many were changed."""

    def change(case_id: int) -> None:
        paper = office.store.cases.get(case_id).proposal
        register.amend(office, case_id, replace(paper, category=category.strip()))

    return _each(office, case_ids, change)


def hand_out(
    office: Office, case_ids: Sequence[int], drafts: tuple[TaskDraft, ...], assigned_on: date
) -> int:
    """Hand these cases out to the same units on the same day; return how many were handed out."""

    def change(case_id: int) -> None:
        assign.hand_out(office, case_id, drafts, assigned_on)

    return _each(office, case_ids, change)


def _each(office: Office, case_ids: Sequence[int], change: Callable[[int], None]) -> int:
    """Do the same to every case in one transaction; a refusal names the case and undoes all."""
    with office.store.transaction():
        for case_id in case_ids:
            try:
                change(case_id)
            except OfficeError as error:
                paper = office.store.cases.get(case_id).proposal
                raise OfficeError(
                    f"{paper.number_phrase}《{paper.title}》：{error.message}本次选中的{len(case_ids)}件均未改动。",
                    error.problems,
                ) from error
    return len(case_ids)
