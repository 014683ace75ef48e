"""Export: the ledger as it is seen on the screen, written as a workbook, as text or as a printed table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.casework import find, typefaces
from desktop.casework.letters import WATERMARK
from desktop.casework.office import OFFICE_NAME
from desktop.casework.print_out import put
from desktop.domain.errors import OfficeError
from desktop.domain.filters import ListColumn
from desktop.domain.ledger import Align, CellKind, Column, Ledger
from desktop.domain.narrowing import cell
from desktop.domain.personal import masked_ledger, public_ledger
from desktop.domain.progress import SILENT, Progress
from desktop.domain.view import SavedView, colour_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.domain.ledger import Cell
    from desktop.domain.listing import CaseRow, Criteria
    from desktop.domain.view import ColourRule

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
"""What a ledger writes when nobody chose columns, from left to right."""

MORE_COLUMNS: tuple[tuple[Column, Callable[[CaseRow], Cell]], ...] = (
    (Column("themes", "专题", width=16, align=Align.LEFT, wrap=True), lambda row: row.themes),
    (Column("typical", "典型案例", width=30, align=Align.LEFT, wrap=True), lambda row: row.typical),
    (Column("round", "办理轮次", CellKind.NUMBER, width=9), lambda row: row.round),
    (Column("waiting_for", "等待谁", width=16), lambda row: cell(ListColumn.WAITING_FOR, row)),
    (Column("clock", "延期与停计时", width=14), lambda row: row.clock),
    (Column("first_due_on", "原定时限", CellKind.DATE, width=12), lambda row: row.first_due_on),
)
"""What it writes only where asked to; so it does with `owed_on`, how much time is left."""

STATE = Column("owed_on", "期限情况", width=16)
COLOURED = Column("coloured", "标色", width=12)


def ledger(
    office: Office,
    criteria: Criteria,
    path: Path,
    progress: Progress = SILENT,
    columns: Sequence[str] = (),
) -> int:
    """Write the cases of a list to `path`, in the format of its ending; return how many rows it holds.

    `columns` are the keys of the columns in the order wanted, every usual one when none is named. The file is
    replaced whole or not at all. Raises `OfficeError` when it cannot be written there.
    """
    return view(office, SavedView("", criteria, tuple(columns)), path, progress)


def view(office: Office, seen: SavedView, path: Path, progress: Progress = SILENT) -> int:
    """Write a view as it is seen: its cases, order, columns and colours, otherwise as `ledger` does."""
    return write(office, compose(office, seen.criteria, seen.columns, seen.colours), path, progress)


def public_view(office: Office, seen: SavedView, path: Path, progress: Progress = SILENT) -> int:
    """Write the public copy (公开版) of a view: nothing personal in it, whatever column it stands in."""
    return write(office, public_ledger(compose(office, seen.criteria, seen.columns)), path, progress)


def write(office: Office, content: Ledger, path: Path, progress: Progress = SILENT) -> int:
    """Write a ledger as the ending of `path` says (.csv, .pdf, else a workbook); return how many rows.

    Phones and addresses are masked unless the ledger is revealed.
    """
    content = masked_ledger(content)
    match path.suffix.lower():
        case ".csv":
            from desktop.documents import csv_sheet

            csv_sheet.write(content, path)
        case ".pdf":
            put(path, pdf(office, content, progress))
        case _:
            from desktop.documents import xlsx

            xlsx.write(content, path, office.now, progress)
    return len(content.rows)


def pdf(office: Office, content: Ledger, progress: Progress = SILENT, *, most: int | None = None) -> bytes:
    """Return a ledger as a printed table, masked as in `write`; of its sheets at most the first `most`."""
    from desktop.documents import tables

    content = masked_ledger(content)

    style = tables.Style(WATERMARK if office.is_demo else "", typefaces.chosen(office))
    return tables.render(content, office.setting(OFFICE_NAME), style, progress, most=most)


def compose(
    office: Office, criteria: Criteria, columns: Sequence[str] = (), colours: tuple[ColourRule, ...] = ()
) -> Ledger:
    """Return the ledger of a list: its columns, the colour of each row, and what it was filtered by.

    Without colours of its own a row has the colour of its light. A row coloured by a rule also says why.
    """
    found = tuple(office.store.board.rows(criteria.on(office.today)))
    rules = SavedView("", colours=colours).on(office.today).colours
    chosen = [*_chosen(office, columns)]
    if rules:
        chosen.append((COLOURED, lambda row: rule.words if (rule := colour_of(rules, row)) else ""))
    session = office.store.sessions.get(criteria.session_id).text if criteria.session_id else ""
    return Ledger(
        title=f"{session}建议提案办理台账",
        columns=tuple(column for column, _ in chosen),
        rows=[tuple(value(row) for _, value in chosen) for row in found],
        subtitle=f"共{len(found)}件，截至{office.today.isoformat()}，历程校验码 {office.history_mark}",
        tones=[_tone(office, rules, row) for row in found],
        paper="A3",
    )


def _tone(office: Office, rules: tuple[ColourRule, ...], row: CaseRow) -> str:
    if rules:
        rule = colour_of(rules, row)
        return rule.tone.value if rule else ""
    return find.light_of(office, row).tone.value


def _chosen(office: Office, keys: Sequence[str]) -> Iterator[tuple[Column, Callable[[CaseRow], Cell]]]:
    """Yield the columns of these keys in their order; raise `OfficeError` for one that is not known."""
    known = {column.key: (column, value) for column, value in (*LEDGER_COLUMNS, *MORE_COLUMNS)}
    known[STATE.key] = (STATE, lambda row: find.state_of(office, row))
    for key in keys or (column.key for column, _ in LEDGER_COLUMNS):
        if key not in known:
            raise OfficeError(f"没有“{key}”这一列，没有导出；请在“列”中重新选择要导出的列。")
        yield known[key]
