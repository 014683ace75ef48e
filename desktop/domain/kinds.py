"""The kinds of papers: whose they are, what they are called, and when they were handed in."""

from __future__ import annotations

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
