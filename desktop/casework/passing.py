"""Passing: how often each unit tried to be rid of cases, and was late for others, as a table (推诿扯皮)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.casework import change, export
from desktop.domain.dates import chinese_date
from desktop.domain.ledger import Align, CellKind, Column, Ledger
from desktop.domain.progress import SILENT, Progress

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.casework.office import Office

_NUMBER = CellKind.NUMBER
COLUMNS = (
    Column("unit", "承办单位", width=26, align=Align.LEFT),
    Column("objected", "提出", _NUMBER, width=12, group="交办前异议"),
    Column("asked", "申请", _NUMBER, width=9, group="退回、改办、增办"),
    Column("agreed", "同意", _NUMBER, width=9, group="退回、改办、增办"),
    Column("refused", "不同意", _NUMBER, width=9, group="退回、改办、增办"),
    Column("late", "逾期申请", _NUMBER, width=11, group="退回、改办、增办"),
    Column("late_opinions", "逾期提交", _NUMBER, width=11, group="协办意见"),
    Column("missed_opinions", "未提交", _NUMBER, width=9, group="协办意见"),
)


def blank() -> Ledger:
    """Return the table without rows."""
    return Ledger("退改和协办情况", COLUMNS, [], frozen_columns=1)


def ledger(office: Office, session_id: int | None = None) -> Ledger:
    """Return the units that asked to be rid of cases, objected, or owed opinions, the most often first."""
    found = sorted(change.passing(office, session_id), key=lambda each: -sum(each[2:]))
    counted = [tuple(int(getattr(each, column.key)) for column in COLUMNS[1:]) for each in found]
    rows = [
        (each.unit, *(number or None for number in numbers))
        for each, numbers in zip(found, counted, strict=True)
    ]
    totals = tuple(sum(numbers) for numbers in zip(*counted, strict=True)) or (0,) * (len(COLUMNS) - 1)
    subtitle = f"{len(rows)}个单位，截至{chinese_date(office.today)}"
    return replace(blank(), rows=rows, subtitle=subtitle, totals=("合计", *totals))


def write(office: Office, session_id: int | None, path: Path, progress: Progress = SILENT) -> int:
    """Write the table into a file, its kind by its ending; return how many rows it holds."""
    return export.write(office, ledger(office, session_id), path, progress)
