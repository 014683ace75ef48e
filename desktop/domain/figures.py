"""Figures of a report: counts in a fixed order, percentages in the three ways offices round, and rates."""

from __future__ import annotations

from dataclasses import dataclass
from operator import floordiv
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.labels import Labelled

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NO_BASE = "—"


class PercentMode(Labelled):
    """How a rate is rounded."""

    HALF_UP = ("half_up", "四舍五入")
    SUM_TO_100 = ("sum_to_100", "合计凑足100%")
    TRUNCATE = ("truncate", "舍去尾数")


@dataclass(frozen=True, slots=True)
class PercentRules:
    """How rates are printed: rounding mode, decimals 0 to 3, and whether trailing zeros are dropped.

    `shown` False prints the counts of categories and classes without percentages (S0-02).
    """

    mode: PercentMode = PercentMode.HALF_UP
    decimals: int = 1
    trim_zeros: bool = True
    shown: bool = True
    source: str = ""


class Rate(NamedTuple):
    """A share with its base, so that a report can always print both (见面率, 答复率, 满意率)."""

    numerator: int
    denominator: int

    def percent(self, rules: PercentRules) -> str:
        """Return the rate as it is printed: 100%, 98.5%; a dash when there is no base."""
        return percentages((self.numerator,), self.denominator, rules)[0]

    def text(self, rules: PercentRules) -> str:
        """Return the rate with its base: 98.5%（131/133）."""
        return f"{self.percent(rules)}（{self.numerator}/{self.denominator}）"


class UnitCount(NamedTuple):
    """One line of the unit statistics: tasks as lead and as co-handler, and how many were answered."""

    unit: str
    lead: int
    co: int
    lead_replied: int
    co_replied: int

    @property
    def total(self) -> int:
        """All tasks of the unit."""
        return self.lead + self.co

    @property
    def replied(self) -> int:
        """All answered tasks of the unit."""
        return self.lead_replied + self.co_replied


class Totals(NamedTuple):
    """The figures of one session or of all: cases, and how many lie in each group, by label.

    `owed` counts the cases taken up (应办: no drafts, none refused, merged or withdrawn), `replied` those
    with a reply sent, `met` those with at least one consultation (见面率的分子).
    """

    cases: int
    owed: int
    replied: int
    met: int
    by_stage: dict[str, int]
    by_kind: dict[str, int]
    by_origin: dict[str, int]
    by_category: dict[str, int]
    by_class: dict[str, int]
    by_verdict: dict[str, int]
    units: tuple[UnitCount, ...]


def percentages(counts: Sequence[int], total: int, rules: PercentRules) -> tuple[str, ...]:
    """Return each count as a percentage of `total`; dashes when `total` is 0.

    `SUM_TO_100` gives every share its truncated value and the units still missing to those with the largest
    remainders, to the larger class on a tie, so that 162, 51 and 13 of 226 read 71.7, 22.6 and 5.7 (S2-02).
    """
    if total == 0:
        return (NO_BASE,) * len(counts)
    per_percent: int = 10**rules.decimals
    scaled = [100 * per_percent * count for count in counts]
    if rules.mode is PercentMode.SUM_TO_100:
        units = _forced(scaled, total)
    else:
        rounded = _half_up if rules.mode is PercentMode.HALF_UP else floordiv
        units = [rounded(part, total) for part in scaled]
    printed = (_with_point(each, rules.decimals) for each in units)
    return tuple(_percent(text, trim=rules.trim_zeros) for text in printed)


def sum_hint(shares: Iterable[str]) -> str:
    """Return 合计100.1% when printed shares do not add up to 100, or nothing; nothing is altered (S1-06)."""
    from decimal import Decimal

    parts = [Decimal(share.removesuffix("%")) for share in shares if share != NO_BASE]
    total = sum(parts, Decimal(0))
    return f"合计{_percent(f'{total:f}', trim=True)}" if parts and total != Decimal(100) else ""


def _half_up(part: int, total: int) -> int:
    return (2 * part + total) // (2 * total)


def _forced(scaled: Sequence[int], total: int) -> list[int]:
    units = [part // total for part in scaled]
    missing = _half_up(sum(scaled), total) - sum(units)
    ranked = sorted(range(len(scaled)), key=lambda at: (scaled[at] % total, scaled[at]), reverse=True)
    for at in ranked[:missing]:
        units[at] += 1
    return units


def _with_point(units: int, decimals: int) -> str:
    whole, part = divmod(units, 10**decimals)
    return f"{whole}.{part:0{decimals}d}" if decimals else str(whole)


def _percent(text: str, *, trim: bool) -> str:
    return f"{text.rstrip('0').rstrip('.') if trim and '.' in text else text}%"
