"""The stages of a case in office order; which one it stands at is decided in `procedure`."""

from __future__ import annotations

from desktop.domain.labels import Labelled


class Stage(Labelled):
    """Where a case stands; derived from what was done, never set by hand."""

    DRAFT = ("draft", "草稿")
    REGISTERED = ("registered", "待交办")
    IN_HAND = ("in_hand", "办理中")
    DRAFTED = ("drafted", "拟稿")
    IN_REVIEW = ("in_review", "审核中")
    SIGNED = ("signed", "待印发")
    REPLIED = ("replied", "待反馈")
    REHANDLING = ("rehandling", "重新办理")
    FOLLOWING = ("following", "跟踪落实")
    CLOSED = ("closed", "办结")
    ARCHIVED = ("archived", "已归档")
    NOT_FILED = ("not_filed", "不予立案")
    MERGED = ("merged", "已并案")
    WITHDRAWN = ("withdrawn", "已撤案")

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something."""
        return self not in ENDED

    @property
    def is_settled(self) -> bool:
        """Whether the case was handled to its end (办结), put into the archive or not yet."""
        return self in SETTLED

    @property
    def is_taken_up(self) -> bool:
        """Whether the office handles the paper at all (应办): it is filed, on its own."""
        return self not in NOT_TAKEN_UP

    @property
    def owes_reply(self) -> bool:
        """Whether the office still owes the submitter an answer."""
        return self in OWING


NOT_TAKEN_UP = frozenset({Stage.DRAFT, Stage.NOT_FILED, Stage.MERGED, Stage.WITHDRAWN})
SETTLED = frozenset({Stage.CLOSED, Stage.ARCHIVED})
ENDED = SETTLED | {Stage.NOT_FILED, Stage.MERGED, Stage.WITHDRAWN}
OWING = frozenset(
    {Stage.REGISTERED, Stage.IN_HAND, Stage.DRAFTED, Stage.IN_REVIEW, Stage.SIGNED, Stage.REHANDLING}
)
