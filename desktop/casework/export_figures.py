"""Figures of a year as tables, ready to be shown, copied, or written as a workbook, a PDF or text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.crossing import Counting
from desktop.domain.ledger import Align, CellKind, Column, Ledger

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.casework.metrics import Figures, Group, Measured, Share
    from desktop.domain.ledger import Row

METRIC_COLUMNS = (
    Column("name", "指标", width=26, align=Align.LEFT),
    Column("percent", "比率", width=10),
    Column("part", "分子", CellKind.NUMBER, width=9),
    Column("whole", "分母", CellKind.NUMBER, width=9),
    Column("counting", "计量单位", width=10),
    Column("definition", "口径（分子 ÷ 分母）", width=48, align=Align.LEFT, wrap=True),
)
GROUP_COLUMNS = (
    Column("group", "项目", width=16),
    Column("label", "分类", width=30, align=Align.LEFT),
    Column("number", "件数", CellKind.NUMBER, width=9),
    Column("percent", "占比", width=10),
    Column("parts", "分子/分母", width=14),
    Column("remark", "说明", width=30, align=Align.LEFT, wrap=True),
)


def metric_table(found: Figures, *, variants: bool = False) -> Ledger:
    """Return the rates with their formulas, every variant of them where asked for.

    Where bases or units differ from line to line, the table says so below its title.
    """
    shown = found.measured if variants else found.chosen
    return Ledger(
        "办理指标统计表",
        METRIC_COLUMNS,
        [_metric_row(each) for each in shown],
        subtitle="；".join((*_heading(found), *_bases(shown))),
        landscape=False,
        frozen_columns=1,
    )


def _metric_row(each: Measured) -> Row:
    return (
        each.formula.name,
        each.percent,
        each.part.number,
        each.whole.number,
        each.formula.counting.label,
        each.formula.definition,
    )


def _bases(shown: Sequence[Measured]) -> Sequence[str]:
    """Say that a table mixes bases or units, so that nobody reads its rates as shares of one whole."""
    said = []
    if len({each.formula.whole for each in shown}) > 1:
        said.append("各指标分母不同，以“口径”栏为准")
    units = [each.label for each in Counting if each in {one.formula.counting for one in shown}]
    return [*said, f"计量单位有{'、'.join(units)}"] if len(units) > 1 else said


def group_table(found: Figures) -> Ledger:
    """Return every group as one long table, the governing documents at its end."""
    rows: list[Row] = [
        ("总计", "办理件总数", found.total.number, "", "", ""),
        ("总计", "应办件数", found.owed.number, "", "", "立案并单独办理的"),
        ("总计", "承办单位数", found.units, "", "", f"其中主办单位{found.leading}个"),
    ]
    rows += [
        ("比率", each.formula.name, each.part.number, each.percent, each.parts, each.formula.definition)
        for each in found.chosen
    ]
    for group in found.groups:
        rows += [_share_row(group, share) for share in group.shares]
        rows.append((group.title, group.whole_text, group.whole.number, "", "", group.hint))
    rows += [("依据文件", document, None, "", "", "") for document in found.governed_by]
    return Ledger(
        "办理情况统计表",
        GROUP_COLUMNS,
        rows,
        subtitle="；".join((*_heading(found), rounding(found))),
        landscape=False,
        frozen_columns=0,
    )


def _heading(found: Figures) -> tuple[str, str]:
    return found.about, f"截至{found.as_of}"


def rounding(found: Figures) -> str:
    """Return how shares are printed: 比率四舍五入，保留1位小数."""
    return f"比率{found.rules.mode.label}，保留{found.rules.decimals}位小数"


def _share_row(group: Group, share: Share) -> Row:
    parts = f"{share.number}/{group.whole.number}" if share.percent else ""
    remark = f"手工占比：{share.reason}" if share.reason else ""
    return group.title, share.label, share.number, share.percent, parts, remark
