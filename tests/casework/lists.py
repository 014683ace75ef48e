"""Lists as offices send them, made by the tests: rows of the same shape, nobody's data."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from openpyxl import Workbook

from desktop.casework import intake
from desktop.domain.listing import Criteria

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desktop.casework.intake import Plan
    from desktop.casework.office import Office
    from desktop.domain.case import Case

FULL = (
    "会议", "类型", "案号", "案别", "案由", "性质类别", "状态", "性质", "是否公开", "审核", "领衔人/提案人",
    "代表团/界别", "附议人数", "登记时间", "主办单位", "协办单位", "协办已回复数", "主办答复时间", "文号",
    "类别标记", "主办签发人", "当前环节",
)  # fmt: skip
OPINIONS = ("类型", "案号", "协办单位", "协办意见提交日期", "状态")
PLAIN: dict[str, str] = {
    "会议": "示例市人大十七届第一次会议",
    "类型": "建议",
    "案别": "建议",
    "性质类别": "城建环保",
    "状态": "大会期间",
    "性质": "当年",
    "是否公开": "公开",
    "审核": "立案",
    "领衔人/提案人": "陈示文",
    "代表团/界别": "第一代表团",
    "附议人数": "0",
    "登记时间": "2017-04-14",
    "主办单位": "市示例局",
    "协办已回复数": "0",
    "当前环节": "办理",
}


def full(number: str, title: str = "关于示例的建议", **cells: str) -> list[str]:
    """Return a row of the full list; what is not named is as in `PLAIN`."""
    row = {**PLAIN, "案号": number, "案由": title, **cells}
    return [row.get(heading, "") for heading in FULL]


def as_csv(
    folder: Path, *rows: Sequence[object], name: str = "建议清单.csv", encoding: str = "utf-8-sig"
) -> Path:
    """Write rows as a text file and return it."""
    path = folder / name
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream).writerows(rows)
    return path


def as_xlsx(
    folder: Path, *rows: Sequence[object], merged: Sequence[str] = (), name: str = "建议清单.xlsx"
) -> Path:
    """Write rows as a workbook with merged areas and return it."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    for area in merged:
        sheet.merge_cells(area)
    book.save(folder / name)
    return folder / name


def taken(office: Office, path: Path, hints: intake.Hints | None = None) -> Plan:
    """Read a list and take it in; return the plan."""
    plan = intake.read(office, path, hints)
    intake.commit(office, plan)
    return plan


def cases(office: Office) -> list[Case]:
    """Return every case of the desk, oldest first."""
    rows = office.store.board.page(Criteria(), 0, 1000)
    return [office.store.cases.get(case_id) for case_id in sorted(row.id for row in rows)]


def said(plan: Plan, column: str = "") -> list[str]:
    """Return the sentences about a plan, those of one column where it is named."""
    return [each.text for each in plan.problems if column in {"", each.column}]
