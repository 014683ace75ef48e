"""What an import did or would do, put into words for a person and into one mapping for a program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.domain.mapping import to_mapping

if TYPE_CHECKING:
    from desktop.casework.intake_bodies import BodyPlan
    from desktop.casework.intake_cells import RowProblem
    from desktop.casework.intake_plan import Outcome, Plan

_TOLD = ("file", "case_id", "title", "reason", "is_accepted")


def as_mapping(plan: Plan, outcome: Outcome | None) -> dict[str, Any]:
    """Return everything about an import, JSON-ready; without an outcome it is what it would do.

    `added` counts new cases, `known` rows the desk had already, `updated` cases that were changed,
    `with_problems` rows a person should look at.
    """
    return {
        "file": plan.file,
        "sheet": plan.sheet,
        "dry_run": outcome is None,
        "rows": len(plan.entries) + len(plan.opinions) + plan.known,
        "added": outcome.added if outcome else len(plan.entries),
        "opinions": len(plan.opinions),
        "known": plan.known,
        "updated": outcome.updated if outcome else len({each.case_id for each in plan.accepted}),
        "updates": [to_mapping(each) for each in plan.updates],
        "with_problems": plan.with_problems,
        "new_sessions": [session.text for session in plan.new_sessions],
        "new_units": list(plan.new_units),
        "problems": [_problem(each) for each in plan.problems],
    }


def told(plan: Plan, outcome: Outcome | None, *, had_no_desk: bool) -> tuple[dict[str, Any], list[str]]:
    """Return an import for a program, and for a person: one line for each problem and one for all."""
    is_new_desk = had_no_desk and outcome is not None
    made = "文件夹中原来没有办理台，已新建。" if is_new_desk else ""
    lines = [*(problem.text for problem in plan.problems), made + summary(plan, outcome)]
    return {**as_mapping(plan, outcome), "created_desk": is_new_desk}, lines


def _problem(problem: RowProblem) -> dict[str, Any]:
    return {**to_mapping(problem), "severity": problem.severity.value, "text": problem.text}


def summary(plan: Plan, outcome: Outcome | None) -> str:
    """Return one sentence: how many were added, passed over and made new, and how many rows are doubtful."""
    parts = [f"新增{outcome.added if outcome else len(plan.entries)}件"]
    if plan.opinions:
        parts = [f"记入协办意见{len(plan.opinions)}条"]
    updated = len({each.case_id for each in plan.accepted})
    if updated:
        parts.append(f"更新{updated}件")
    if left := len(plan.updates) - len(plan.accepted):
        parts.append(f"有{left}格与办理台不同没有改")
    if plan.known > updated:
        parts.append(f"跳过已有{plan.known - updated}行")
    if plan.new_units:
        parts.append(f"新建单位{len(plan.new_units)}家")
    opening = "已" if outcome else "试读完毕，没有写入：可"
    return f"{opening}{'，'.join(parts)}；{plan.with_problems}行有需要核对之处。"


def bodies(plan: BodyPlan, taken: int | None) -> tuple[dict[str, Any], list[str]]:
    """Return an import of bodies for a program, without their texts, and for a person a line for each.

    Without `taken` it is what would be done.
    """
    count = len(plan.taken) if taken is None else taken
    left = len(plan.matches) - count
    opening = "试读完毕，没有写入：可导入" if taken is None else "已导入"
    lines = [
        f"{each.file}：{each.reason}" + (f"（{each.title}）" if each.title else "") for each in plan.matches
    ]
    lines.append(f"{opening}正文{count}件" + (f"，{left}个文件没有取用。" if left else "。"))
    files = [{name: getattr(each, name) for name in _TOLD} for each in plan.matches]
    return {"dry_run": taken is None, "taken": count, "files": files}, lines
