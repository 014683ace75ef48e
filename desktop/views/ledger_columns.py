"""The columns of the 台账: what each writes of a case, and how urgent the case is today."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from desktop.casework import find
from desktop.domain.filters import ListColumn
from desktop.domain.light import Tone, with_clock
from desktop.domain.listing import SortField
from desktop.domain.narrowing import shown_in
from desktop.domain.stage import ENDED, Stage
from desktop.views.tables import CENTER, LEFT, Column
from desktop.views.theme import GLYPHS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from PySide6.QtCore import Qt

    from desktop.casework.office import Office
    from desktop.domain.light import Light
    from desktop.domain.listing import CaseRow
    from desktop.domain.view import ColourRule

_STAGE_TONES = {
    Stage.REGISTERED: Tone.AMBER,
    Stage.REHANDLING: Tone.RED,
    Stage.REPLIED: Tone.GREEN,
    Stage.FOLLOWING: Tone.GREEN,
    **dict.fromkeys(ENDED, Tone.DONE),
}
_NARROWED_BY = {**{each.label: each for each in ListColumn}, "反馈": ListColumn.VERDICT}


MARK = "标色"
"""The title of the column that says why a row is coloured; it is no column of the cases."""


def ledger_columns(
    office: Office, rule_of: Callable[[CaseRow], ColourRule | None] = lambda _row: None
) -> tuple[Column[CaseRow], ...]:
    """Return the columns from left to right; how much time is left is judged when a cell is painted.

    The spare ones stand last; `rule_of` says by which rule a row is coloured.
    """
    columns = (*_usual_columns(office), *_SPARE)
    narrowed = (column._replace(narrow=_NARROWED_BY[column.title]) for column in columns)
    return (*narrowed, _mark(rule_of))


def _usual_columns(office: Office) -> tuple[Column[CaseRow], ...]:
    light, due = _light_of(office), SortField.DUE_ON
    return (
        Column("编号", lambda row: row.item_no, 76, SortField.NUMBER),
        Column("案由", lambda row: row.title, 344, SortField.TITLE),
        Column("重点", lambda row: "★" if row.is_key else "", 68, align=CENTER),
        Column("类型", lambda row: row.kind.label, 96, SortField.KIND),
        Column("领衔人", _submitters, 112, SortField.SUBMITTER),
        Column("当前环节", lambda row: row.stage.label, 108, SortField.STAGE, _stage_tone),
        Column("办结时限", lambda row: _day(row.due_on), 124, due, align=CENTER),
        Column("期限情况", lambda row: _state(row, light), 136, due, lambda row: light(row).tone),
        Column("主办单位", lambda row: row.lead_unit, 168, SortField.LEAD_UNIT),
        Column("下一步", lambda row: row.next_step, 240),
        Column("协办单位", lambda row: row.co_units, 176),
        Column("责任领导", lambda row: row.leader, 112),
        Column("承办人", lambda row: row.handler, 88),
        Column("交办日期", lambda row: _day(row.assigned_on), 124, SortField.ASSIGNED_ON, align=CENTER),
        Column("面商", lambda row: row.consulted, 68, align=CENTER),
        Column("答复日期", lambda row: _day(row.replied_on), 124, SortField.REPLIED_ON, align=CENTER),
        Column("文号", lambda row: row.doc_no, 168, SortField.DOC_NO),
        Column("类别", lambda row: row.result_class, 84, SortField.RESULT_CLASS, align=CENTER),
        Column("反馈", lambda row: row.verdict, 84, SortField.VERDICT),
        Column("代表团/界别", lambda row: row.delegation, 136, SortField.DELEGATION),
        Column("内容分类", lambda row: row.category, 112, SortField.CATEGORY),
    )


def _mark(rule_of: Callable[[CaseRow], ColourRule | None]) -> Column[CaseRow]:
    def words(row: CaseRow) -> str:
        rule = rule_of(row)
        return f"{GLYPHS[rule.tone]} {rule.words}" if rule else ""

    def tone(row: CaseRow) -> Tone | None:
        rule = rule_of(row)
        return rule.tone if rule else None

    return Column(MARK, words, 128, tone=tone, is_spare=True, stays=True)


def _spare(
    title: str, text: Callable[[CaseRow], str], width: int, align: Qt.AlignmentFlag = LEFT
) -> Column[CaseRow]:
    return Column(title, text, width, align=align, is_spare=True)


def _light_of(office: Office) -> Callable[[CaseRow], Light]:
    """Return how urgent a row is; equal dates are judged once a day."""

    @lru_cache(maxsize=1000)
    def judged(_today: date, due_on: date | None, done_on: date | None) -> Light:
        return find.light(office, due_on, done_on)

    def light(row: CaseRow) -> Light:
        done_on = None if row.stage.owes_reply else row.replied_on or row.due_on
        return with_clock(judged(office.today, row.due_on, done_on), row.clock)

    return light


def _state(row: CaseRow, light: Callable[[CaseRow], Light]) -> str:
    """Return how much time is left; for an answered case whether it was in time (办复 is not 办结)."""
    if row.due_on is None or row.stage.owes_reply:
        return light(row).text if row.due_on else ""
    late = (row.replied_on - row.due_on).days if row.replied_on else 0
    return f"逾期{late}天答复" if late > 0 else "按期答复" if row.replied_on else ""


def _stage_tone(row: CaseRow) -> Tone:
    return _STAGE_TONES.get(row.stage, Tone.NONE)


def _submitters(row: CaseRow) -> str:
    others = f"等{row.co_submitters + 1}人" if row.co_submitters else ""
    return row.submitter + others


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


_SPARE: tuple[Column[CaseRow], ...] = (
    _spare("备注", lambda row: row.remark, 200),
    _spare("专题", lambda row: row.themes, 144),
    _spare("典型案例", lambda row: row.typical, 200),
    _spare("延期与停计时", lambda row: row.clock, 128, CENTER),
    _spare("原定时限", lambda row: _day(row.first_due_on), 112, CENTER),
    _spare("届次", lambda row: row.session, 184),
    _spare("提出时间", lambda row: row.origin.label, 104, CENTER),
    _spare("联名人数", lambda row: str(row.co_submitters or ""), 104, CENTER),
    _spare("承办科室", lambda row: row.section, 112),
    _spare("签发人", lambda row: row.signed_by, 96),
    _spare("公开属性", lambda row: row.publicity, 112),
    _spare("反馈日期", lambda row: _day(row.feedback_on), 124, CENTER),
    _spare("办理轮次", lambda row: str(row.round) if row.round > 1 else "", 104, CENTER),
    _spare("未结承诺", lambda row: str(row.open_commitments or ""), 104, CENTER),
    _spare("等待谁", lambda row: shown_in(ListColumn.WAITING_FOR, row), 128),
)
"""The columns out of sight until somebody asks for them."""
