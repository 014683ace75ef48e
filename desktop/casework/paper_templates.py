"""Papers from the office's own templates: one kind for each, a .docx for every unit that answers a case."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desktop.casework import templates
from desktop.casework.paper_kinds import CATALOGUE
from desktop.casework.paper_letters import name_of
from desktop.casework.papers import FilledPaper, PaperKind, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from desktop.casework.office import Office
    from desktop.casework.papers import Option
    from desktop.domain.case import Case
    from desktop.domain.template import OfficeTemplate

GROUP = "本单位模板"
_KEY = "template/"


def every(office: Office) -> tuple[PaperKind, ...]:
    """Return every kind of paper of this desk: those of the catalogue, then one for each template."""
    return (*CATALOGUE, *map(_kind, templates.every(office)))


def _kind(template: OfficeTemplate) -> PaperKind:
    return PaperKind(
        f"{_KEY}{template.name}",
        template.name,
        GROUP,
        _lacks,
        partial(_sheets, template.name),
        is_word=True,
        remark=partial(_empty, template),
    )


def _lacks(_office: Office, case: Case) -> str:
    return "" if case.answering else "还没有交办"


def _sheets(name: str, office: Office, cases: Iterable[Case], _options: frozenset[Option]) -> Iterator[Sheet]:
    """Yield a paper for each unit that answers; it is filled in when it is written."""
    for case in cases:
        for task in case.answering:
            title = name_of(case, name, task.unit_name)
            paper = FilledPaper(title, partial(_filled, office, case, task.unit_id, name))
            yield Sheet(title, paper, case.id, unit=task.unit_name)


def _filled(office: Office, case: Case, unit_id: int, name: str) -> bytes:
    return templates.fill(office, case, unit_id, name).content


def _empty(template: OfficeTemplate, office: Office, case: Case) -> str:
    """Return which fields of the template a case has nothing for, by unit where several answer."""
    told: list[str] = []
    for task in case.answering:
        values = templates.values(office, case, task.unit_id)
        if lacking := "、".join(field for field in template.fields if not values[field]):
            told.append(f"{task.unit_name}：{lacking}" if len(case.answering) > 1 else lacking)
    return f"空白 {'；'.join(told)}" if told else ""
