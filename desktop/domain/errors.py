"""What an office can be told: refusals a person can act on, and problems tied to a place in a form."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Severity(StrEnum):
    """How far a problem goes: it stops the act, it deserves a look, or it is only told."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Problem(NamedTuple):
    """One thing that is wrong, with the field it belongs to (the name a form or a column uses)."""

    field: str
    message: str
    severity: Severity = Severity.ERROR


class OfficeError(Exception):
    """A refusal a person can act on: one Chinese sentence saying what happened and what to do next.

    Anything that is not an `OfficeError` (or a storage error known to `db.connection`) is a bug.
    """

    def __init__(self, message: str, problems: Iterable[Problem] = ()) -> None:
        """Keep the sentence to show and, where known, the fields it is about."""
        super().__init__(message)
        self.message = message
        self.problems = tuple(problems)


class DamageError(OfficeError):
    """A refusal because a desk file is damaged, empty or no desk at all: a backup can take its place."""


def refuse_if(problems: Iterable[Problem], opening: str) -> None:
    """Raise one `OfficeError` naming every error among `problems`; warnings and notes pass.

    `opening` is the first half of the sentence, e.g. "尚未保存". Without errors nothing is raised.
    """
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if errors:
        raise OfficeError(f"{opening}：{'；'.join(problem.message for problem in errors)}。", errors)
