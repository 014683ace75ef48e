"""The rules of passwords: long, of three kinds, nothing everybody would try first."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from desktop.domain.passwords import PasswordRules

RULES = PasswordRules()
NAMES = ("示例区人民政府办公室", "zhangsan", "示例张三")
SET = datetime.combine(date(2026, 3, 2), time(9))


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("", "不足10位"),
        ("Ab1!efghj", "不足10位"),
        ("abcdefghij", "至少要有3类"),
        ("1357924680", "至少要有3类"),
        ("lowercase12", "至少要有3类"),
        ("Password123", "过于常见"),
        ("P@ssw0rd2026", "过于常见"),
        ("Admin@2026!", "过于常见"),
        ("Qwertyuiop1", "过于常见"),
        ("Xy!123456789", "过于常见"),
        ("Ab!987654321", "过于常见"),
        ("Aa1!Aa1!Aa1!", "过于常见"),
        ("Slqrmzfbgs2026!", "含有单位名"),
        ("示例区人民政府办公室2026Aa", "含有单位名"),
        ("Zhangsan@2026", "含有单位名"),
        ("Slzs2026!!!!", "含有单位名"),
        ("Qz-slqrmzfbgs-47", "含有单位名"),
    ],
)
def test_a_password_everybody_would_try_is_refused(password: str, told: str) -> None:
    assert told in RULES.fault(password, NAMES)


@pytest.mark.parametrize(
    "password", ["Lantern-47-river", "三月种下了Tree2棵", "kV9#mm2@Lqzt", "Copper58meadow"]
)
def test_a_password_nobody_guesses_is_taken(password: str) -> None:
    assert RULES.fault(password, NAMES) == ""


def test_names_nobody_gave_forbid_nothing() -> None:
    assert RULES.fault("Lantern-47-river", ("", "  ", "L")) == ""


def test_a_password_wears_out_only_where_the_office_wants_it() -> None:
    late = SET + timedelta(days=90)
    assert not RULES.is_worn(SET, late)
    assert PasswordRules(max_days=90).is_worn(SET, late)
    assert not PasswordRules(max_days=90).is_worn(SET, late - timedelta(hours=1))
    assert not PasswordRules(max_days=90).is_worn(None, late)


def test_the_rules_are_told_with_their_figures() -> None:
    assert "至少10位" in RULES.text
    assert "最近5次" in RULES.text
