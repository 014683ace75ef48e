"""Export: the ledger as the office keeps it, written as a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.casework import find
from desktop.domain.ledger import Align, CellKind, Column, Ledger
from desktop.domain.progress import SILENT, Progress

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.domain.ledger import Cell
    from desktop.domain.listing import CaseRow, Criteria

LEDGER_COLUMNS: tuple[tuple[Column, Callable[[CaseRow], Cell]], ...] = (
    (Column("item_no", "编号", width=10), lambda row: row.item_no),
    (Column("title", "案由", width=46, align=Align.LEFT, wrap=True), lambda row: row.title),
    (Column("kind", "类型", width=12), lambda row: row.kind.label),
    (Column("session", "届次", width=22), lambda row: row.session),
    (Column("submitter", "领衔人", width=12), lambda row: row.submitter),
    (Column("co_submitters", "联名人数", CellKind.NUMBER, width=9), lambda row: row.co_submitters),
    (Column("delegation", "代表团/界别", width=18), lambda row: row.delegation),
    (Column("category", "内容分类", width=12), lambda row: row.category),
    (Column("origin", "提出时间", width=10), lambda row: row.origin.label),
    (Column("is_key", "重点", width=6), lambda row: "是" if row.is_key else ""),
    (Column("stage", "当前环节", width=10), lambda row: row.stage.label),
    (Column("lead_unit", "主办单位", width=22, align=Align.LEFT, wrap=True), lambda row: row.lead_unit),
    (Column("co_units", "协办单位", width=28, align=Align.LEFT, wrap=True), lambda row: row.co_units),
    (Column("leader", "责任领导", width=10), lambda row: row.leader),
    (Column("section", "承办科室", width=12), lambda row: row.section),
    (Column("handler", "承办人", width=10), lambda row: row.handler),
    (Column("assigned_on", "交办日期", CellKind.DATE, width=12), lambda row: row.assigned_on),
    (Column("due_on", "办结时限", CellKind.DATE, width=12), lambda row: row.due_on),
    (Column("consulted", "面商", width=7), lambda row: row.consulted),
    (Column("replied_on", "答复日期", CellKind.DATE, width=12), lambda row: row.replied_on),
    (Column("doc_no", "文号", width=22), lambda row: row.doc_no),
    (Column("signed_by", "签发人", width=10), lambda row: row.signed_by),
    (Column("result_class", "类别", width=8), lambda row: row.result_class),
    (Column("publicity", "公开属性", width=12), lambda row: row.publicity),
    (Column("feedback_on", "反馈日期", CellKind.DATE, width=12), lambda row: row.feedback_on),
    (Column("verdict", "反馈评价", width=14), lambda row: row.verdict),
    (Column("open_commitments", "未结承诺", CellKind.NUMBER, width=9), lambda row: row.open_commitments),
    (Column("next_step", "下一步", width=36, align=Align.LEFT, wrap=True), lambda row: row.next_step),
    (Column("remark", "备注", width=20, align=Align.LEFT, wrap=True), lambda row: row.remark),
)


def ledger(office: Office, criteria: Criteria, path: Path, progress: Progress = SILENT) -> int:
    """Write the cases of a list as a workbook to `path`; return how many rows it holds.

    The file is replaced whole or not at all. Raises `OfficeError` when it cannot be written there.
    """
    from desktop.documents import xlsx

    content = compose(office, criteria)
    xlsx.write(content, path, office.now, progress)
    return len(content.rows)


def compose(office: Office, criteria: Criteria) -> Ledger:
    """Return the ledger of a list: every column, the light of each row, and what it was filtered by."""
    found = tuple(office.store.board.rows(criteria))
    session = office.store.sessions.get(criteria.session_id).text if criteria.session_id else ""
    return Ledger(
        title=f"{session}建议提案办理台账",
        columns=tuple(column for column, _ in LEDGER_COLUMNS),
        rows=[tuple(value(row) for _, value in LEDGER_COLUMNS) for row in found],
        subtitle=f"共{len(found)}件，截至{office.today.isoformat()}",
        tones=[find.light(office, row.due_on, row.replied_on).tone.value for row in found],
        paper="A3",
    )
