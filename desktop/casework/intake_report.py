"""What an import did or would do, put into words for a person and into one mapping for a program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.domain.mapping import to_mapping

if TYPE_CHECKING:
    from desktop.casework.intake import Outcome, Plan
    from desktop.casework.intake_cells import RowProblem


def as_mapping(plan: Plan, outcome: Outcome | None) -> dict[str, Any]:
    """Return everything about an import, JSON-ready; without an outcome it is what it would do.

    `added` counts new cases, `known` rows the desk had already, `with_problems` rows a person should look at.
    """
    return {
        "file": plan.file,
        "sheet": plan.sheet,
        "dry_run": outcome is None,
        "rows": len(plan.entries) + len(plan.opinions) + plan.known,
        "added": outcome.added if outcome else len(plan.entries),
        "opinions": len(plan.opinions),
        "known": plan.known,
        "with_problems": plan.with_problems,
        "new_sessions": [session.text for session in plan.new_sessions],
        "new_units": list(plan.new_units),
        "problems": [_problem(each) for each in plan.problems],
    }


def _problem(problem: RowProblem) -> dict[str, Any]:
    return {**to_mapping(problem), "severity": problem.severity.value, "text": problem.text}


def summary(plan: Plan, outcome: Outcome | None) -> str:
    """Return one sentence: how many were added, passed over and made new, and how many rows are doubtful."""
    parts = [f"新增{outcome.added if outcome else len(plan.entries)}件"]
    if plan.opinions:
        parts = [f"记入协办意见{len(plan.opinions)}条"]
    if plan.known:
        parts.append(f"跳过已有{plan.known}行")
    if plan.new_units:
        parts.append(f"新建单位{len(plan.new_units)}家")
    opening = "已" if outcome else "试读完毕，没有写入：可"
    return f"{opening}{'，'.join(parts)}；{plan.with_problems}行有需要核对之处。"
