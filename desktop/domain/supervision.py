"""Supervision of a case: urged, supervised or named in a circular; how, with whom, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop.domain.labels import Labelled


class SupervisionLevel(Labelled):
    """How hard the office presses, one level after the other."""

    URGE = ("urge", "催办")
    SUPERVISE = ("supervise", "督办")
    CIRCULAR = ("circular", "通报")

    @property
    def is_numbered(self) -> bool:
        """Whether its paper bears a number of the office's own series; a circular is a paper about many."""
        return self is not SupervisionLevel.CIRCULAR


MODES = (
    "电话督促",
    "个别检查",
    "现场督办",
    "跟踪督办",
    "定期督查",
    "不定期督查",
    "联合督查",
    "专项督办",
    "暗访",
    "代表视察",
    "电话调度",
    "现场查看",
    "资料查阅",
    "电话询问",
    "书面通知",
    "专项督查",
    "现场督促检查",
    "专门听取汇报",
)
"""The modes five offices name (涧西区2019, 章丘区2023, 朝阳区2020, 西工区2023); a scheme may list others."""

LINKS = (
    "中心工作",
    "民生实事",
    "日常工作",
    "工作计划和工作决策",
    "转变工作作风",
    "密切联系群众",
    "本单位重点工作",
)
"""What a case may be tied to: 三个结合 (涧西区2019), 四个结合 (楚雄市2022), the unit's plan (章丘区2023)."""


@dataclass(frozen=True, slots=True)
class SupervisionRules:
    """How an office supervises: its modes, the tags of 三个结合, and when a case counts as slow.

    `slow_after` is in calendar days without progress; `prefix` is the 机关代字 of its notices (例督函).
    """

    modes: tuple[str, ...] = MODES
    links: tuple[str, ...] = LINKS
    slow_after: int = 20
    prefix: str = "督函"


@dataclass(frozen=True, slots=True)
class Supervision:
    """One act of supervision towards one unit of a case.

    `participants` are who went along (联合督查组: 市委办、市人大办…, S3-18); `doc_no` the number of the
    notice that was sent, "" when none was; `instruction` is what was demanded, `result` what was found,
    written when it is known.
    """

    level: SupervisionLevel
    mode: str
    unit_id: int
    unit_name: str
    on: date
    by: str = ""
    participants: tuple[str, ...] = ()
    instruction: str = ""
    result: str = ""
    next_check_on: date | None = None
    doc_no: str = ""

    @property
    def awaits_check(self) -> bool:
        """Whether somebody has to look again: a day is set and nothing was found yet."""
        return self.next_check_on is not None and not self.result
