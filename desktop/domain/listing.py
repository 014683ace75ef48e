"""What a list of cases asks for and what it gets: criteria, sort order, and one flat row a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from desktop.domain.kinds import Kind, Origin
from desktop.domain.labels import Labelled
from desktop.domain.stage import Stage


class SortField(Labelled):
    """A column a list can be sorted by; the database keeps an index for each."""

    NUMBER = ("number", "编号")
    TITLE = ("title", "案由")
    KIND = ("kind", "类型")
    SUBMITTER = ("submitter", "领衔人")
    DELEGATION = ("delegation", "代表团/界别")
    CATEGORY = ("category", "内容分类")
    LEAD_UNIT = ("lead_unit", "主办单位")
    STAGE = ("stage", "当前环节")
    ASSIGNED_ON = ("assigned_on", "交办日期")
    DUE_ON = ("due_on", "办结时限")
    REPLIED_ON = ("replied_on", "答复日期")
    DOC_NO = ("doc_no", "文号")
    RESULT_CLASS = ("result_class", "类别")
    VERDICT = ("verdict", "反馈")


@dataclass(frozen=True, slots=True)
class Criteria:
    """What a list shall hold; empty tuples and None mean no restriction.

    `text` is looked for in number, title, submitter and units. `due_from` and `due_until` are inclusive
    and count only cases that still owe a reply; `unit_id` matches lead and co-handlers alike.
    """

    session_id: int | None = None
    kinds: tuple[Kind, ...] = ()
    stages: tuple[Stage, ...] = ()
    origin: Origin | None = None
    unit_id: int | None = None
    text: str = ""
    key_only: bool = False
    due_from: date | None = None
    due_until: date | None = None
    sort: SortField = SortField.NUMBER
    descending: bool = False


class CaseRow(NamedTuple):
    """One case as a list shows it, all words ready; dates are dates, counts are ints."""

    id: int
    kind: Kind
    session: str
    item_no: str
    title: str
    submitter: str
    co_submitters: int
    delegation: str
    category: str
    origin: Origin
    is_key: bool
    stage: Stage
    lead_unit: str
    co_units: str
    leader: str
    section: str
    handler: str
    assigned_on: date | None
    due_on: date | None
    consulted: str
    replied_on: date | None
    doc_no: str
    signed_by: str
    result_class: str
    publicity: str
    feedback_on: date | None
    verdict: str
    round: int
    open_commitments: int
    next_step: str
    remark: str
