"""Figures add up, and round as the office says."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.figures import PercentMode, PercentRules, Rate, percentages, sum_hint

counts = st.lists(st.integers(0, 400), min_size=1, max_size=9).filter(any)
decimals = st.integers(0, 3)


@pytest.mark.parametrize(
    ("mode", "decimals", "trim", "printed"),
    [
        (PercentMode.HALF_UP, 0, True, "33% 58% 8%"),
        (PercentMode.HALF_UP, 2, False, "33.33% 58.33% 8.33%"),
        (PercentMode.TRUNCATE, 1, True, "33.3% 58.3% 8.3%"),
        (PercentMode.SUM_TO_100, 2, True, "33.33% 58.34% 8.33%"),
        (PercentMode.SUM_TO_100, 0, True, "33% 59% 8%"),
    ],
)
def test_three_ways_to_round(mode: PercentMode, decimals: int, trim: bool, printed: str) -> None:
    assert " ".join(percentages((4, 7, 1), 12, PercentRules(mode, decimals, trim))) == printed


def test_half_goes_up_where_binary_fractions_would_go_down() -> None:
    assert percentages((1,), 8, PercentRules(decimals=0)) == ("13%",)
    assert percentages((201,), 20000, PercentRules(decimals=2)) == ("1.01%",)


def test_trimming_drops_zeros_behind_the_point_only() -> None:
    assert percentages((1, 9), 10, PercentRules(decimals=2)) == ("10%", "90%")
    assert percentages((1, 9), 10, PercentRules(decimals=2, trim_zeros=False)) == ("10.00%", "90.00%")
    assert percentages((10,), 10, PercentRules(decimals=0)) == ("100%",)


def test_without_a_base_there_is_no_rate() -> None:
    assert percentages((0, 0), 0, PercentRules()) == ("—", "—")
    assert sum_hint(("—", "—")) == ""


@given(counts, decimals)
def test_forced_shares_always_make_100(parts: list[int], places: int) -> None:
    shares = percentages(parts, sum(parts), PercentRules(PercentMode.SUM_TO_100, places))
    assert sum(Decimal(share.removesuffix("%")) for share in shares) == 100
    assert sum_hint(shares) == ""


@given(counts, decimals, st.sampled_from(PercentMode))
def test_no_share_is_a_unit_off(parts: list[int], places: int, mode: PercentMode) -> None:
    shares = percentages(parts, sum(parts), PercentRules(mode, places))
    unit = Decimal(1).scaleb(-places)
    for part, share in zip(parts, shares, strict=True):
        exact = Decimal(100 * part) / sum(parts)
        assert abs(Decimal(share.removesuffix("%")) - exact) < unit


def test_a_sum_off_100_is_told() -> None:
    assert sum_hint(("61.7%", "22.6%", "15.8%")) == "合计100.1%"
    assert sum_hint(("33%", "33%", "33%")) == "合计99%"


def test_a_rate_shows_its_base() -> None:
    assert Rate(131, 133).text(PercentRules()) == "98.5%（131/133）"
    assert Rate(133, 133).percent(PercentRules(decimals=0)) == "100%"
    assert Rate(0, 0).text(PercentRules()) == "—（0/0）"


@pytest.mark.parametrize(
    ("counts", "mode", "decimals", "printed"),
    [
        ((84, 31, 22), PercentMode.HALF_UP, 1, "61.3% 22.6% 16.1%"),
        ((27, 28, 12, 18, 5, 7), PercentMode.TRUNCATE, 1, "27.8% 28.8% 12.3% 18.5% 5.1% 7.2%"),
        ((4, 7, 1), PercentMode.SUM_TO_100, 2, "33.33% 58.34% 8.33%"),
        ((155, 52, 14), PercentMode.SUM_TO_100, 1, "70.2% 23.5% 6.3%"),
    ],
)
def test_blocks_of_reports_come_out_by_one_of_the_modes(
    counts: tuple[int, ...], mode: PercentMode, decimals: int, printed: str
) -> None:
    assert " ".join(percentages(counts, sum(counts), PercentRules(mode, decimals))) == printed
