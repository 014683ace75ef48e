"""What a unit has to do with a case: lead it, share it, answer its part, or give an opinion."""

from __future__ import annotations

from desktop.domain.labels import Labelled


class Role(Labelled):
    """What a unit has to do with a case."""

    SOLE = ("sole", "独办")
    LEAD = ("lead", "主办")
    JOINT_LEAD = ("joint_lead", "联合主办")
    SPLIT = ("split", "分办")
    CO = ("co", "协办")

    @property
    def answers(self) -> bool:
        """Whether a unit in this role answers the submitter itself."""
        return self is not Role.CO
