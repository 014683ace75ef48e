"""The cross-table of classes and how far they are carried out (S4-03), and how many promises were kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.casework import crossings, export, metrics
from desktop.domain.crossing import Dimension, Fact, Scope, Which
from desktop.domain.figures import Rate
from desktop.domain.progress import SILENT, Progress
from desktop.domain.scheme import ResultBasis

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.domain.ledger import Ledger


def ledger(office: Office, session_id: int | None = None, progress: Progress = SILENT) -> Ledger:
    """Return the answered cases of a session (or all) by class and status; every row and column adds up.

    Where a scheme's classes are plans (朝阳区2020) it is the class a case was planned in that counts.
    """
    progress.step(0, 1, "正在统计")
    scheme = office.default_scheme
    scope = Scope((session_id,) if session_id else (), None, replied_only=True)
    is_plan = scheme.result_basis is ResultBasis.PLAN
    classes = Dimension.PLAN_CLASS if is_plan else Dimension.RESULT_CLASS
    crossed = crossings.cross(office, scope, classes, Dimension.IMPLEMENTATION, zeros=True)
    facts = (Which(Fact.PROMISES_KEPT), Which(Fact.PROMISES))
    kept, promised = (cell.number for cell in metrics.counted(office, scope, facts))
    table = crossings.ledger(office, crossed)
    rate = Rate(kept, promised).text(scheme.percent)
    told = f"{table.subtitle}；已答复{crossed.total}件，承诺落实率{rate}"
    return replace(table, title="分类与落实情况交叉表", subtitle=told)


def write(office: Office, session_id: int | None, path: Path, progress: Progress = SILENT) -> int:
    """Write the table as the ending of `path` says; return how many classes it names."""
    return export.write(office, ledger(office, session_id, progress), path)
