"""Which formula an office means by the name of a rate, and what it counts as what."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class MetricRules:
    """The choices of a scheme among the variants of `domain.metrics`.

    `variants` names one a metric (both by key); a metric it does not name goes by the usual one. A case
    counts as met from `contact_times` meetings on. `government` are the systems (values of `unit.System`)
    that make up 政府系统 (S3-01), `implemented` the statuses that count as carried out.
    """

    variants: dict[str, str] = field(default_factory=dict)
    contact_times: int = 1
    government: tuple[str, ...] = ("government", "vertical", "street")
    implemented: tuple[str, ...] = ("已落实", "提前落实", "已解决", "已采纳")
    source: str = "通行做法，可按本地规定另行约定"
