"""Asking once more: errors found in a letter stop the first try, the same ones do not stop the second."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.errors import OfficeError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.letter_check import Finding

_TOLD = 3


class Insistence:
    """Remembers which errors a person was told of before deciding all the same."""

    def __init__(self) -> None:
        """Begin with nothing told."""
        self._told: frozenset[str] = frozenset()

    def ask(self, faults: Sequence[Finding], verb: str) -> None:
        """Raise `OfficeError` naming the errors, unless each of them was told the time before."""
        found = frozenset(each.message for each in faults)
        if found <= self._told:
            return
        self._told = found
        named = "；".join(list(dict.fromkeys(each.message for each in faults))[:_TOLD])
        more = "等" if len(found) > _TOLD else ""
        raise OfficeError(
            f"检查发现{len(found)}处错误：{named}{more}。尚未{verb}；确认无误仍要{verb}的，请再按一次。"
        )
