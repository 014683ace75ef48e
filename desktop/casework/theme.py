"""Theme: put cases under the office's own headings, mark the typical ones, and tell of them in a report."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.domain.errors import OfficeError
from desktop.domain.filters import ColumnFilter, ListColumn
from desktop.domain.listing import Criteria
from desktop.domain.progress import SILENT, Progress
from desktop.domain.theme import ThemeGroup, example, themes_in

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.journal import Note
    from desktop.domain.listing import Facet

_MOST_THEMES = 1_000
ADD, REMOVE, TYPICAL = "归入专题", "移出专题", "标记典型案例"


def add(office: Office, case_ids: Sequence[int], theme: str, progress: Progress = SILENT) -> int:
    """Put cases under a theme (or several, separated by 、); return how many were not under it yet."""
    wanted = themes_in(theme)
    if not wanted:
        raise OfficeError("没有填写专题名称，未作改动；请填写后再试。")

    def along(themes: tuple[str, ...]) -> dict[str, None]:
        return dict.fromkeys((*themes, *wanted))

    return _each(office, case_ids, along, office.note(ADD, theme), progress)


def remove(office: Office, case_ids: Sequence[int], theme: str, progress: Progress = SILENT) -> int:
    """Take cases out of a theme (or several, separated by 、); return how many were under one."""
    unwanted = themes_in(theme)

    def without(themes: tuple[str, ...]) -> dict[str, None]:
        return dict.fromkeys(each for each in themes if each not in unwanted)

    return _each(office, case_ids, without, office.note(REMOVE, theme), progress)


def mark_typical(office: Office, case_id: int, text: str) -> Case:
    """Keep what makes a case typical (典型案例), as a report shall tell it; a blank text unmarks it."""
    case = office.store.cases.get(case_id)
    verb = TYPICAL if text.strip() else "取消典型案例"
    with office.store.transaction():
        return office.store.cases.save(replace(case, typical=text.strip()), office.note(verb))


def groups(office: Office, criteria: Criteria) -> tuple[ThemeGroup, ...]:
    """Return the themes of a list with their papers, the one with most papers first."""
    tagged = criteria.narrowed(ColumnFilter(ListColumn.THEMES, is_empty=False)).on(office.today)
    found: dict[str, list[Case]] = {}
    for case in map(office.store.cases.get, office.store.cases.ids(tagged)):
        for theme in case.themes:
            found.setdefault(theme, []).append(case)
    levels = {session.id: session.level for session in office.store.sessions.all()}
    made = (
        ThemeGroup(
            theme,
            tuple((each.proposal, levels[each.proposal.session_id]) for each in cases),
            tuple(each.id for each in cases),
        )
        for theme, cases in found.items()
    )
    return tuple(sorted(made, key=lambda group: (-group.number, group.theme)))


def known(office: Office) -> tuple[Facet, ...]:
    """Return every theme in use with how many cases stand under it."""
    found = office.store.board.facets(Criteria(), ListColumn.THEMES, _MOST_THEMES)
    return tuple(facet for facet in found if facet.value)


def typical(office: Office, criteria: Criteria) -> tuple[Case, ...]:
    """Return the typical cases of a list, in its order."""
    asked = criteria.narrowed(ColumnFilter(ListColumn.TYPICAL, is_empty=False)).on(office.today)
    return tuple(map(office.store.cases.get, office.store.cases.ids(asked)))


def examples(office: Office, criteria: Criteria) -> tuple[str, ...]:
    """Return how a report tells each typical case of a list, in the order of the list."""
    return tuple(example(case.proposal, case.typical) for case in typical(office, criteria))


def _each(
    office: Office,
    case_ids: Sequence[int],
    change: Callable[[tuple[str, ...]], dict[str, None]],
    note: Note,
    progress: Progress,
) -> int:
    changed = 0
    with office.store.transaction():
        for done, case in enumerate(map(office.store.cases.get, case_ids), start=1):
            themes = tuple(change(case.themes))
            if themes != case.themes:
                office.store.cases.save(replace(case, themes=themes), note)
                changed += 1
            progress.step(done, len(case_ids), f"正在处理第{done}件")
    return changed
