"""A building block of a reply: an opening, a closing or a refusal that many replies say alike."""

from __future__ import annotations

from dataclasses import dataclass
from string import Formatter
from typing import TYPE_CHECKING

from desktop.domain.labels import Labelled

if TYPE_CHECKING:
    from collections.abc import Mapping

FIELDS = frozenset({"noun", "number", "title", "unit", "co_units", "names", "honorific"})


class BlockKind(Labelled):
    """Where in a reply a block belongs."""

    OPENING = ("opening", "开头")
    CLOSING = ("closing", "结尾")
    REFUSAL = ("refusal", "说明理由")
    OTHER = ("other", "其他")


@dataclass(frozen=True, slots=True)
class TextBlock:
    """One block: its name in the menu, its text with `FIELDS` in braces, and whether the office made it."""

    key: str
    kind: BlockKind
    name: str
    text: str
    is_own: bool = False

    def filled(self, fields: Mapping[str, str]) -> str:
        """Return the text with its fields filled in; braces that name no field stay as they are."""
        parts = []
        try:
            for literal, name, _, _ in Formatter().parse(self.text):
                parts.append(literal)
                if name is not None:
                    parts.append(fields.get(name, f"{{{name}}}"))
        except ValueError:  # braces that do not pair: the text is taken as it is written
            return self.text
        return "".join(parts)


@dataclass(frozen=True, slots=True)
class BlockShelf:
    """Blocks in the order of their menu."""

    blocks: tuple[TextBlock, ...] = ()
