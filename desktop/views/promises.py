"""Promises as an editor writes them: one a line, the day by which it is kept at the end of the line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from desktop.domain.commitment import Commitment
from desktop.domain.dates import parse_date

if TYPE_CHECKING:
    from datetime import date

    from desktop.domain.case import Case

_ENDS_WITH_DAY = re.compile(r"(.*\S)[\s，,；;、（(]+(\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?)[前）)]*")


def promises_in(text: str, unit_name: str, promised_on: date) -> tuple[Commitment, ...]:
    """Return the promises written in `text`, made by a unit on that day; blank lines are none."""
    return tuple(
        _promise(line.strip(), unit_name, promised_on) for line in text.splitlines() if line.strip()
    )


def _promise(line: str, unit_name: str, promised_on: date) -> Commitment:
    match = _ENDS_WITH_DAY.fullmatch(line)
    due_on = parse_date(match[2]).on if match else None
    return Commitment(match[1] if match and due_on else line, unit_name, promised_on, due_on)


def promises_text(case: Case, unit_name: str) -> str:
    """Return the open promises of a unit, written so that `promises_in` reads them back."""
    return "\n".join(
        f"{each.text} {each.due_on.isoformat()}" if each.due_on else each.text
        for each in case.commitments
        if each.unit_name == unit_name and each.is_open
    )
