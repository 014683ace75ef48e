"""Ledger → PDF: a table on A4 or A3 with its headings on every page, drawn by the press of the letters."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop.documents.fonts import bundled
from desktop.documents.ink import Press
from desktop.documents.linebreak import Setter
from desktop.documents.table_layout import lay_out
from desktop.domain.errors import OfficeError
from desktop.domain.progress import SILENT, Progress

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.documents.fonts import FontSet
    from desktop.domain.ledger import Ledger

_STEP = 20  # pages between two reports


class Style(NamedTuple):
    """How tables look: the words that lie under them, and the faces they are set in, else the program's."""

    watermark: str = ""
    faces: FontSet | None = None


PLAIN = Style()


def render(
    ledger: Ledger,
    author: str,
    style: Style = PLAIN,
    progress: Progress = SILENT,
    *,
    most: int | None = None,
) -> bytes:
    """Return a ledger as a PDF, of its sheets at most the first `most`; equal ledgers give equal bytes.

    Raises `OfficeError` for a character that no face has; `Cancelled` when `progress` says so.
    """
    setter = Setter(style.faces or bundled())
    refuse_missing(ledger, setter.fonts)
    press = Press(setter, ledger.title, author)
    leaves = lay_out(ledger, setter, style.watermark, most)
    for number, leaf in enumerate(leaves):
        if number % _STEP == 0:
            progress.step(number, len(leaves), f"第 {number + 1} 页")
        press.add(leaf)
    progress.step(len(leaves), len(leaves))
    return press.finish()


def refuse_missing(ledger: Ledger, fonts: FontSet) -> None:
    """Raise `OfficeError` naming the characters of a ledger that no face has."""
    missing = fonts.missing("".join(dict.fromkeys("".join(_texts(ledger)))))
    if missing:
        listed = "、".join(map(str, missing))
        message = f"字库中没有这些字：{listed}，未生成表格；请改用其他写法，或导出 xlsx。"
        raise OfficeError(message)


def _texts(ledger: Ledger) -> Iterator[str]:
    yield from (ledger.title, ledger.subtitle, ledger.footer)
    yield from (column.group + column.title for column in ledger.columns)
    yield from (cell for row in (*ledger.rows, ledger.totals or ()) for cell in row if isinstance(cell, str))
