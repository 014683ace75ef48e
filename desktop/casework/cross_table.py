"""The cross-table of classes and how far they are carried out (S4-03), and how many promises were kept."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from desktop.casework import export, find
from desktop.domain.dates import chinese_date
from desktop.domain.figures import Rate
from desktop.domain.ledger import Align, CellKind, Column, Ledger
from desktop.domain.listing import Criteria
from desktop.domain.progress import SILENT, Progress
from desktop.domain.scheme import ResultBasis

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.scheme import Scheme

UNTOLD = "未登记"
UNCLASSED = "未定类"


def ledger(office: Office, session_id: int | None = None, progress: Progress = SILENT) -> Ledger:
    """Return the answered cases of a session (or all) by class and status; every row and column adds up.

    Where a scheme's classes are plans (朝阳区2020) it is the class a case was planned in that counts.
    """
    scheme = office.default_scheme
    rows = tuple(row for row in office.store.board.rows(Criteria(session_id)) if row.replied_on)
    counts: Counter[tuple[str, str]] = Counter()
    promised = kept = 0
    for done, row in enumerate(rows):
        progress.step(done, len(rows), "正在统计")
        case = find.case(office, row.id)
        counts[_class_of(office, case), case.implementation or UNTOLD] += 1
        promised += len(case.commitments)
        kept += sum(not each.is_open for each in case.commitments)
    return _table(office, scheme, counts, Rate(kept, promised))


def _class_of(office: Office, case: Case) -> str:
    scheme = office.scheme_of(case)
    reply = case.latest_issued
    planned = case.plan_class if scheme.result_basis is ResultBasis.PLAN else ""
    chosen = scheme.result_class(planned or (reply.result_class if reply else ""))
    return chosen.words if chosen else UNCLASSED


def _table(office: Office, scheme: Scheme, counts: Counter[tuple[str, str]], promises: Rate) -> Ledger:
    classes = _in_order([each.words for each in scheme.result_classes], [each for each, _ in counts])
    statuses = _in_order(list(scheme.implementation_statuses), [each for _, each in counts])
    columns = (
        Column("class", "类别", width=26, align=Align.LEFT),
        *(Column(f"status{n}", text, CellKind.NUMBER, width=14) for n, text in enumerate(statuses)),
        Column("total", "合计", CellKind.NUMBER, width=10),
    )
    lines: list[tuple[str | int, ...]] = []
    for name in classes:
        line = [counts[name, status] for status in statuses]
        lines.append((name, *line, sum(line)))
    sums = [sum(counts[name, status] for name in classes) for status in statuses]
    rate = promises.text(scheme.percent)
    return Ledger(
        "分类与落实情况交叉表",
        columns,
        lines,
        subtitle=f"已答复{sum(sums)}件，承诺落实率{rate}，截至{chinese_date(office.today)}",
        totals=("合计", *sums, sum(sums)),
    )


def _in_order(known: list[str], found: list[str]) -> list[str]:
    """Return what the scheme knows, then whatever else was found, each once."""
    return list(dict.fromkeys((*known, *sorted(set(found)))))


def write(office: Office, session_id: int | None, path: Path, progress: Progress = SILENT) -> int:
    """Write the table as the ending of `path` says; return how many classes it names."""
    return export.write(office, ledger(office, session_id, progress), path)
