"""Merge: several papers about one matter are handled as one (并案); each keeps its number and its replies."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.casework import register
from desktop.domain.errors import OfficeError
from desktop.domain.kinds import Body
from desktop.domain.proposal import Filing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.casework.office import Office
    from desktop.domain.case import Case

MERGE, PART = "并案", "撤销并案"


def into(office: Office, main_id: int, part_ids: Sequence[int]) -> Case:
    """Handle these cases together with the main one, which is returned; all of them or none.

    What was drafted for a part stays with it. Raises `OfficeError` for a case merged already, not filed, in
    the recycle bin, or answered by a letter.
    """
    with office.store.transaction():
        main = office.store.cases.get(main_id)
        _refuse(main, _bar(main))
        for part_id in part_ids:
            _merge(office, office.store.cases.get(part_id), main)
        merged = tuple(dict.fromkeys((*main.merged, *part_ids)))
        return office.store.cases.save(
            replace(main, merged=merged), office.note(MERGE, f"并入{len(part_ids)}件")
        )


def bars(cases: Iterable[Case], main_id: int) -> dict[int, str]:
    """Return why some of these cases cannot be handled with that main one (itself among them), by id."""
    found = ((case.id, _bar(case) or ("" if case.id == main_id else _bar_to_part(case))) for case in cases)
    return {case_id: why for case_id, why in found if why}


def part(office: Office, case_id: int) -> Case:
    """Take a merged case out again, to be handled on its own; return it."""
    case = office.store.cases.get(case_id)
    if not case.merged_into:
        raise OfficeError("本件没有并案，未作改动。")
    if case.latest_issued:
        raise OfficeError(f"{_named(case)}已随主件印发答复，不能再撤销并案，未作改动；请照常登记反馈。")
    main = office.store.cases.get(case.merged_into)
    note = office.note(PART, f"从{_named(main)}中分出{_named(case)}")
    with office.store.transaction():
        others = tuple(each for each in main.merged if each != case_id)
        office.store.cases.save(replace(main, merged=others), note)
        paper = replace(case.proposal, filing=Filing.FILED, filing_reason="")
        return office.store.cases.save(replace(case, proposal=paper, merged_into=0), note)


def together(office: Office, case: Case) -> tuple[Case, ...]:
    """Return every case handled together with this one, the main one first; () when it stands alone."""
    main = office.store.cases.get(case.merged_into) if case.merged_into else case
    if not main.merged:
        return ()
    return (main, *(office.store.cases.get(each) for each in main.merged))


def pass_on(office: Office, case_id: int, reason: str) -> Case:
    """Hand a CPPCC proposal over as 社情民意 instead of handling it; the reason is kept with it."""
    case = office.store.cases.get(case_id)
    if case.proposal.kind.body is not Body.CPPCC:
        raise OfficeError("只有政协提案可以转社情民意，未作改动；人大建议请改为“不予立案”并写明理由。")
    return register.file_as(office, case_id, Filing.PUBLIC_OPINION, reason)


def _merge(office: Office, case: Case, main: Case) -> None:
    if case.id == main.id:
        raise OfficeError("一件不能并入自己，未作改动；请另选主件。")
    _refuse(case, _bar(case) or _bar_to_part(case))
    paper = replace(case.proposal, filing=Filing.MERGED, filing_reason=f"并入{_named(main)}")
    note = office.note(MERGE, paper.filing_reason)
    office.store.cases.save(replace(case, proposal=paper, merged_into=main.id), note)


def _bar(case: Case) -> str:
    """Return why a case cannot be merged in any way, "" when it can."""
    if case.is_deleted:
        return "在回收站中，请先恢复"
    filing = case.proposal.filing
    return "" if filing is Filing.FILED else f"立案情况是“{filing.label}”，请先立案"


def _bar_to_part(case: Case) -> str:
    """Return why a case cannot follow another one, "" when it can."""
    if case.merged:
        return "已有并入的件，请以它为主件"
    return "已印发答复，请以它为主件" if case.latest_issued else ""


def _refuse(case: Case, bar: str) -> None:
    if bar:
        what, _, wanted = bar.partition("，")
        raise OfficeError(f"{_named(case)}{what}，不能并案，未作改动；{wanted}。")


def _named(case: Case) -> str:
    return f"{case.proposal.number_phrase}《{case.proposal.title}》"
