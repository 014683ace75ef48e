"""The paper as it came in: what a deputy or member handed over, kept verbatim."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop.domain.labels import Labelled


class Body(Labelled):
    """Whose papers these are: the People's Congress or the CPPCC."""

    CONGRESS = ("congress", "人大")
    CPPCC = ("cppcc", "政协")


class Kind(Labelled):
    """What kind of paper it is; its body decides whether the submitter is called 代表 or 委员."""

    SUGGESTION = ("suggestion", "代表建议")
    WRITTEN_OPINION = ("written_opinion", "书面意见")
    MOTION = ("motion", "议案")
    MOTION_TO_SUGGESTION = ("motion_to_suggestion", "议案转建议")
    ORIGINAL_MOTION = ("original_motion", "议事原案")
    CPPCC_PROPOSAL = ("cppcc_proposal", "政协提案")
    INTERSESSION_CPPCC_PROPOSAL = ("intersession_cppcc_proposal", "平时提案")
    FORMAL_ADVICE = ("formal_advice", "建议案")
    PUBLIC_OPINION = ("public_opinion", "社情民意")

    @property
    def body(self) -> Body:
        """Whose paper this kind is."""
        return Body.CPPCC if self in CPPCC_KINDS else Body.CONGRESS

    @property
    def noun(self) -> str:
        """The short word used in titles and numbers: 第12号建议, 第3号提案."""
        return _NOUNS.get(self, self.label)

    @property
    def full_label(self) -> str:
        """The long name reports begin with: 代表建议、批评和意见."""
        return "代表建议、批评和意见" if self is Kind.SUGGESTION else self.label

    @property
    def honorific(self) -> str:
        """How a person who submitted it is addressed."""
        return "委员" if self.body is Body.CPPCC else "代表"


CPPCC_KINDS = frozenset(
    {Kind.CPPCC_PROPOSAL, Kind.INTERSESSION_CPPCC_PROPOSAL, Kind.FORMAL_ADVICE, Kind.PUBLIC_OPINION}
)
_NOUNS = {
    Kind.SUGGESTION: "建议",
    Kind.MOTION_TO_SUGGESTION: "建议",
    Kind.CPPCC_PROPOSAL: "提案",
    Kind.INTERSESSION_CPPCC_PROPOSAL: "提案",
}


class Origin(Labelled):
    """When it was handed in: at the session or between sessions."""

    SESSION = ("session", "大会期间")
    INTERSESSION = ("intersession", "闭会期间")


class Filing(Labelled):
    """What the office decided about taking the paper up."""

    FILED = ("filed", "立案")
    DRAFT = ("draft", "草稿")
    NOT_FILED = ("not_filed", "不予立案")
    MERGED = ("merged", "并案")
    WITHDRAWN = ("withdrawn", "撤案")


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
    list gives only their number. `item_no` is text: 12, 0043, DH0271, 建3.
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
    publicity: Publicity = Publicity.UNDECIDED
    publicity_reason: str = ""
    filing: Filing = Filing.FILED
    filing_reason: str = ""
    registered_on: date | None = None
    received_on: date | None = None
    remark: str = ""

    @property
    def lead_submitter(self) -> str:
        """The name of the first submitter, or an empty string."""
        return self.submitters[0].name if self.submitters else ""

    @property
    def number_phrase(self) -> str:
        """The number as a letter prints it: 第12号建议; without a number 未编号建议."""
        return f"第{self.item_no}号{self.kind.noun}" if self.item_no else f"未编号{self.kind.noun}"
