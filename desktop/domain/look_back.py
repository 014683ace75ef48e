"""What is looked at again after a reply: the 回头看 of a campaign, and what the submitter still wishes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop.domain.labels import Labelled


class Aspect(Labelled):
    """What a case is looked at for (S3-23)."""

    PROGRESS = ("progress", "办理进度")
    QUALITY = ("quality", "办理质量")
    PROCEDURE = ("procedure", "办理程序")


@dataclass(frozen=True, slots=True)
class LookBack:
    """One case looked at in a campaign (回头看): what was found of each aspect, and what its status became.

    `status` is a status of the scheme (落实情况), "" when it stayed what it was.
    """

    campaign: str
    looked_on: date
    officer: str
    progress: str = ""
    quality: str = ""
    procedure: str = ""
    status: str = ""

    def finding(self, aspect: Aspect) -> str:
        """Return what was found of one aspect."""
        found = {
            Aspect.PROGRESS: self.progress,
            Aspect.QUALITY: self.quality,
            Aspect.PROCEDURE: self.procedure,
        }
        return found[aspect]


@dataclass(frozen=True, slots=True)
class Wish:
    """What a submitter still wishes after the reply (后续意见, S3-14); open until it is answered."""

    wish: str
    received_on: date
    unit_name: str = ""
    due_on: date | None = None
    answer: str = ""
    answered_on: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered it."""
        return self.answered_on is None
