"""The board on paper: units by state as a table that is printed or written like any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.casework import panels
from desktop.domain.dates import chinese_date
from desktop.domain.ledger import Align, CellKind, Column, Ledger
from desktop.domain.light import Tone

if TYPE_CHECKING:
    from desktop.casework.office import Office
    from desktop.casework.panels import UnitLine

_COLUMNS = (
    Column("unit", "承办单位", width=36, align=Align.LEFT, wrap=True),
    *(Column(state.value, state.label, CellKind.NUMBER, width=11) for state in panels.Column),
    Column("total", "合计", CellKind.NUMBER, width=11),
)
_URGENT = (
    (panels.Column.OVERDUE, Tone.OVERDUE),
    (panels.Column.RED, Tone.RED),
    (panels.Column.AMBER, Tone.AMBER),
)


def ledger(office: Office, session_id: int | None = None) -> Ledger:
    """Return the matrix as it stands today (A4 landscape), with its rates below the title and its sums."""
    found = panels.matrix(office, session_id)
    lines = found.lines
    rates = "，".join(
        f"{rate.title}{rate.part}/{rate.whole}" for rate in panels.rates(office, session_id) if rate.whole
    )
    session = f"{office.store.sessions.get(session_id).text}，" if session_id else ""
    return Ledger(
        "各单位办理情况",
        _COLUMNS,
        [(line.unit.name, *(number or None for number in line.numbers), sum(line.numbers)) for line in lines],
        f"{session}截至{chinese_date(office.today)}，单位：件次" + (f"；{rates}" if rates else ""),
        totals=("合计", *found.totals, sum(found.totals)),
        tones=[_tone(line) for line in lines],
    )


def _tone(line: UnitLine) -> str:
    tones = (tone.value for column, tone in _URGENT if line.cell(column).number)
    return next(tones, "")
