"""A list that hears signals.

Not `list.append` itself: the binding mixes up connections to built-in methods once a list is gone.
"""

from __future__ import annotations

from typing import TypeVar

Heard = TypeVar("Heard")


class Ear(list[Heard]):
    """Everything a signal of one argument said, in order."""

    def hear(self, it: Heard) -> None:
        """Take in what was said."""
        self.append(it)
