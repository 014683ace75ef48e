"""What a password has to be: long, of several kinds of characters, not a word everybody would try first."""

from __future__ import annotations

import string
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from desktop.domain.pinyin import initials

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

WEAK = (
    *("password", "passwd", "passw0rd", "p@ssw0rd", "pa55word", "admin", "administrator", "root", "guest"),
    *("qwerty", "qwertyuiop", "asdfgh", "asdfghjkl", "zxcvbn", "zxcvbnm", "qazwsx", "1qaz2wsx", "1q2w3e4r"),
    *("abc", "abcd", "abcde", "abcdef", "abcdefg", "iloveyou", "woaini", "welcome", "letmein", "monkey"),
    *("mima", "ceshi", "test", "user", "system", "zhengfu", "bangongshi", "jianyi", "tian", "rendazhengxie"),
)
"""Words a password may not consist of once figures and signs are taken away."""
_KEPT_WORD = 3  # letters a word needs before its being part of a password means anything
_RUN = 6
_ROWS = ("0123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_LEET = str.maketrans({"@": "a", "0": "o", "1": "l", "3": "e", "5": "s", "$": "s", "!": "i"})


@dataclass(frozen=True, slots=True)
class PasswordRules:
    """How passwords of this desk are made (GB/T 22239 8.1.4.1).

    `remembered` is how many of the last ones may not come again; `max_days` after how many days one has to
    be replaced, 0 for never.
    """

    min_length: int = 10
    min_kinds: int = 3
    remembered: int = 5
    max_days: int = 0

    @property
    def text(self) -> str:
        """The rules in one sentence."""
        return (
            f"至少{self.min_length}位，大写字母、小写字母、数字、符号四类中含{self.min_kinds}类；"
            f"不能含单位名、用户名，不能与最近{self.remembered}次相同"
        )

    def fault(self, password: str, names: Iterable[str] = ()) -> str:
        """Return why a password will not do, "" when it will; `names` are of the office and the person."""
        if len(password) < self.min_length:
            return f"密码不足{self.min_length}位"
        if _kinds(password) < self.min_kinds:
            return f"大写字母、小写字母、数字、符号四类中至少要有{self.min_kinds}类"
        if _is_well_known(password):
            return "密码过于常见，容易被猜到"
        if _names_in(password, names):
            return "密码中含有单位名、姓名或用户名，容易被猜到"
        return ""

    def is_worn(self, set_at: datetime | None, now: datetime) -> bool:
        """Whether a password set then has to be replaced now."""
        return bool(self.max_days and set_at and (now - set_at).days >= self.max_days)


def _kinds(password: str) -> int:
    tests = (str.isupper, str.islower, str.isdigit, lambda sign: not sign.isalnum())
    return sum(any(test(sign) for sign in password) for test in tests)


def _letters(text: str) -> str:
    return "".join(sign for sign in text.lower() if sign.isalpha())


def _is_well_known(password: str) -> bool:
    folded = password.lower()
    stripped = folded.strip(string.digits + string.punctuation)
    bare = {stripped, _letters(folded), _letters(folded.translate(_LEET))}
    return bool(bare & set(WEAK)) or len(set(folded)) <= _RUN - 2 or _longest_run(folded) >= _RUN


def _longest_run(folded: str) -> int:
    """Return the length of the longest piece that stands so on a keyboard or in the alphabet, either way."""
    longest = run = 1
    rows = (*_ROWS, *(row[::-1] for row in _ROWS))
    for one, other in pairwise(folded):
        run = run + 1 if any(one + other in row for row in rows) else 1
        longest = max(longest, run)
    return longest


def _names_in(password: str, names: Iterable[str]) -> bool:
    """Whether a name, or its pinyin initials, is all the letters of a password, or a long part of it."""
    folded, bare = password.lower(), _letters(password)
    for name in filter(None, (each.strip().lower() for each in names)):
        short = _letters(initials(name))
        if (len(name) >= _KEPT_WORD and name in folded) or (bare and bare in (short, name)):
            return True
        if len(short) > _KEPT_WORD and short in folded:
            return True
    return False
