"""Count told: the figures of a desk as one document for a program, and as lines for a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.casework import count, crossings, metrics, metrics_units
from desktop.domain.crossing import Dimension, Scope
from desktop.domain.errors import OfficeError
from desktop.domain.kinds import Origin

if TYPE_CHECKING:
    from desktop.casework.crossings import Crossing
    from desktop.casework.metrics import Figures, Group, Measured
    from desktop.casework.office import Office
    from desktop.domain.figures import Totals

ORIGINS = {"大会": Origin.SESSION, "闭会": Origin.INTERSESSION, "合计": None}
"""What can be asked for: papers of the session and papers between sessions are mixed only by 合计."""
_TASKS = ("lead", "co", "lead_replied", "co_replied", "total", "replied")
_NONE = "未定"
_PAIR = 2  # dimensions of a crossing


@dataclass(frozen=True, slots=True)
class Asked:
    """What the figures shall be about besides a session: see `Scope`; `cross` names two dimensions."""

    origin: Origin | None = Origin.SESSION
    government: bool = False
    key_only: bool = False
    carried: bool = False
    cross: str = ""
    as_of: str = ""


def told(office: Office, session_id: int | None, asked: Asked) -> tuple[dict[str, Any], list[str]]:
    """Return the totals of the session, and under `figures` what a report prints of the scope asked for.

    Raises `OfficeError` when the dimensions of a crossing are not known.
    """
    totals = count.totals(office, session_id)
    scope = _scope(office, session_id, asked)
    found = metrics.figures(office, scope, asked.as_of)
    document = {**_totals(totals), "figures": _figures(office, found)}
    lines = [*_total_lines(totals), *_lines(found)]
    if asked.cross:
        crossed = crossings.cross(office, scope, *_dimensions(asked.cross))
        document["cross"] = _crossing(crossed)
        table = crossings.ledger(office, crossed, asked.as_of)
        rows = [*table.rows, *([table.totals] if table.totals else [])]
        lines += [crossed.title, "\t".join(column.title for column in table.columns)]
        lines += ["\t".join(map(str, row)) for row in rows]
    return document, lines


def _scope(office: Office, session_id: int | None, asked: Asked) -> Scope:
    if asked.carried:
        if session_id is None:
            raise OfficeError("往年结转件须说明是哪一届次之前的，没有统计；请用--session指明。")
        return metrics.carried(office, session_id)
    sessions = () if session_id is None else (session_id,)
    scope = Scope(sessions, asked.origin, key_only=asked.key_only)
    return metrics.government(office, scope) if asked.government else scope


def _dimensions(text: str) -> tuple[Dimension, Dimension]:
    """Return the two dimensions a text names, by their words or their keys: 办理结果类别,落实情况."""
    names = [name.strip() for name in text.replace("，", ",").replace("×", ",").split(",")]
    known = {each.label: each for each in Dimension} | {each.value: each for each in Dimension}
    wanted = [known[name] for name in names if name in known]
    if len(names) != _PAIR or len(wanted) != _PAIR:
        words = "、".join(each.label for each in Dimension)
        raise OfficeError(f"“{text}”不是两个可以交叉的维度，没有统计；可用的有：{words}。")
    return wanted[0], wanted[1]


def _totals(totals: Totals) -> dict[str, Any]:
    units = [{**each._asdict(), "total": each.total, "replied": each.replied} for each in totals.units]
    tasks = {key: sum(one[key] for one in units) for key in _TASKS}
    return {**totals._asdict(), "units": units, "tasks": tasks}


def _figures(office: Office, found: Figures) -> dict[str, Any]:
    by_unit = metrics_units.units(office, found.scope)
    keys = [f"{column.group}{column.title}" for column in metrics_units.columns(by_unit)]
    return {
        "scope": found.about,
        "as_of": found.as_of,
        "cases": found.total.number,
        "owed": found.owed.number,
        "units": found.units,
        "leading_units": found.leading,
        "metrics": [_metric(each) for each in found.measured],
        "groups": {group.dimension.value: _group(group) for group in found.groups},
        "by_unit": [dict(zip(keys, line.shown, strict=True)) for line in by_unit.lines],
        "governed_by": list(found.governed_by),
    }


def _metric(each: Measured) -> dict[str, Any]:
    return {
        "key": each.formula.key,
        "name": each.formula.name,
        "numerator": each.part.number,
        "denominator": each.whole.number,
        "percent": each.percent,
        "unit": each.formula.counting.label,
        "definition": each.formula.definition,
        "chosen": each.is_chosen,
    }


def _group(group: Group) -> dict[str, Any]:
    parts = [
        {"label": share.label, "number": share.number, "percent": share.percent, "reason": share.reason}
        for share in group.shares
    ]
    base = {"title": group.title, "whole": group.whole.number, "base": group.whole_text, "hint": group.hint}
    return {**base, "parts": parts}


def _crossing(crossed: Crossing) -> dict[str, Any]:
    return {
        "rows": crossed.down.label,
        "columns": crossed.across.label,
        "cells": [
            {
                "row": row.label,
                **{column.label: crossed.cell(row, column).number for column in crossed.columns},
                "合计": crossed.cell(row, None).number,
            }
            for row in crossed.rows
        ],
        "total": crossed.total,
        "cases": crossed.cases.number,
        "note": crossed.note,
    }


def _total_lines(totals: Totals) -> list[str]:
    groups = {"当前环节": totals.by_stage, "类别": totals.by_class, "反馈": totals.by_verdict}
    return [
        f"共{totals.cases}件，已答复{totals.replied}件。",
        *(
            f"{title}：{'，'.join(f'{name or _NONE}{number}件' for name, number in group.items())}"
            for title, group in groups.items()
        ),
        *(
            f"{unit.unit}：主办{unit.lead}，协办{unit.co}，合计{unit.total}，已办复{unit.replied}"
            for unit in totals.units
        ),
    ]


def _lines(found: Figures) -> list[str]:
    rates = (_rate_line(each) for each in found.chosen)
    return [f"{found.about}，截至{found.as_of}：{found.total.number}件", *rates]


def _rate_line(each: Measured) -> str:
    return f"{each.formula.name} {each.percent}（{each.parts}，{each.formula.definition}）"
