"""A letter with its tables behind it, as one PDF: what is announced as 附件 lies there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.documents import letter_layout, table_layout, tables
from desktop.documents.fonts import bundled, refuse_missing
from desktop.documents.ink import Press
from desktop.documents.linebreak import Setter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.domain.ledger import Ledger
    from desktop.domain.letter import Letter


def render(letter: Letter, annexes: Iterable[Ledger]) -> bytes:
    """Return a letter and its tables as one PDF, each table from a page of its own; equal ones, equal bytes.

    Raises `OfficeError` for a character that no face has.
    """
    setter, behind = Setter(bundled()), tuple(annexes)
    refuse_missing((letter,), setter.fonts)
    press = Press(setter, letter.title.replace("\n", ""), letter.issuer)
    for leaf in letter_layout.lay_out(letter, setter):
        press.add(leaf)
    for ledger in behind:
        tables.refuse_missing(ledger, setter.fonts)
        for leaf in table_layout.lay_out(ledger, setter, letter.watermark):
            press.add(leaf)
    return press.finish()
