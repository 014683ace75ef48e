"""Enumerations whose members carry the Chinese word a user sees."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """A string enum with a Chinese `label` beside its stored value: `NAME = ("value", "中文")`."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Make a member whose value is stored and whose label is shown."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def from_label(cls, label: str) -> Self | None:
        """Return the member shown as `label`, or None when no member is."""
        return next((member for member in cls if member.label == label), None)
