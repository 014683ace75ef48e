"""The paper as it came in: what a deputy or member handed over, kept verbatim."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop.domain.kinds import Kind, Origin
from desktop.domain.labels import Labelled


class Filing(Labelled):
    """What the office decided about taking the paper up."""

    FILED = ("filed", "立案")
    DRAFT = ("draft", "草稿")
    NOT_FILED = ("not_filed", "不予立案")
    MERGED = ("merged", "并案")
    WITHDRAWN = ("withdrawn", "撤案")
    PUBLIC_OPINION = ("public_opinion", "转社情民意")


class Publicity(Labelled):
    """Whether text and reply may be published."""

    UNDECIDED = ("undecided", "未定")
    PUBLIC = ("public", "主动公开")
    ON_REQUEST = ("on_request", "依申请公开")
    NOT_PUBLIC = ("not_public", "不予公开")


@dataclass(frozen=True, slots=True)
class Submitter:
    """A person or an organisation that handed the paper in; names keep · and up to 50 characters."""

    name: str
    is_organisation: bool = False
    phone: str = ""
    address: str = ""
    delegation: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """The paper as received; title, number and body are stored verbatim and never corrected.

    `submitters` begins with the lead submitter; `co_submitter_count` counts the others even where a
    list gives only their number. `item_no` is text: 12, 0043, DH0271, 建3. A key paper was designated by
    `key_designated_by`; `key_leader` leads its handling, `key_supervisor` sees to it (督办领导, S1-15).
    `suggested_units` are the units the submitter wishes to handle it.
    """

    kind: Kind
    session_id: int
    title: str
    item_no: str = ""
    body: str = ""
    submitters: tuple[Submitter, ...] = ()
    co_submitter_count: int = 0
    delegation: str = ""
    category: str = ""
    origin: Origin = Origin.SESSION
    nature: str = ""
    is_key: bool = False
    key_designated_by: str = ""
    key_leader: str = ""
    key_supervisor: str = ""
    publicity: Publicity = Publicity.UNDECIDED
    publicity_reason: str = ""
    filing: Filing = Filing.FILED
    filing_reason: str = ""
    registered_on: date | None = None
    received_on: date | None = None
    remark: str = ""
    suggested_units: tuple[str, ...] = ()

    @property
    def lead_submitter(self) -> str:
        """The name of the first submitter, or an empty string."""
        return self.submitters[0].name if self.submitters else ""

    @property
    def number_phrase(self) -> str:
        """The number as a letter prints it: 第12号建议; without a number 未编号建议."""
        return f"第{self.item_no}号{self.kind.noun}" if self.item_no else f"未编号{self.kind.noun}"
