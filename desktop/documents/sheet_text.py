"""Tables that are plain text: which encoding, which separator, which cells; nothing is guessed half.

Encodings are tried strictly: what does not decode without a single error is not that encoding.
"""

from __future__ import annotations

import codecs
import collections
import csv
import io
import re
from itertools import islice
from typing import TYPE_CHECKING

from desktop.documents.formula_guard import GUARD, bare
from desktop.documents.sheet_gate import LIMITS, Limits, refusal
from desktop.documents.sheet_survey import Reach

if TYPE_CHECKING:
    from desktop.domain.errors import OfficeError

SEPARATORS = ",\t;"

_SAMPLE = 50
_NOISE = re.compile("[\x01-\x08\x0e-\x19\x1b-\x1f\x7f]")
_NOISY = 0.01
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{1,20})", re.IGNORECASE)
_SPOKEN = {"big5": "big5hkscs", "big5-hkscs": "big5hkscs"}
_HEAD = 4096


def decode(content: bytes) -> str:
    """Give the text of a table: by its mark, as UTF-8, by the charset it names, or as GB 18030.

    Raises `OfficeError` when none fits or the result is no text.
    """
    text = text_of(content)
    if text is None:
        raise _no_text()
    return text


def text_of(content: bytes) -> str | None:
    """Give the text of a file as `decode` does, or None when it is no text."""
    text = next(
        (text for name in _candidates(content) if (text := _strictly(content, name)) is not None), None
    )
    if text is None or "\0" in text or len(_NOISE.findall(text)) > len(text) * _NOISY:
        return None
    return text.removeprefix("\ufeff").rstrip("\x1a")


def _candidates(content: bytes) -> tuple[str, ...]:
    if content.startswith(codecs.BOM_UTF8):
        return ("utf-8",)
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    head = content[:_HEAD]
    if b"\0" in head:
        return ("utf-16-le",) if head[1::2].count(0) >= head[::2].count(0) else ("utf-16-be",)
    stated = _CHARSET.search(head)
    name = stated[1].decode("ascii", "ignore").lower() if stated else ""
    return ("utf-8", _SPOKEN.get(name, "gb18030"), "gb18030")


def _strictly(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _no_text() -> OfficeError:
    return refusal(
        "不是可识别的表格", "请选择 .xlsx、.xls、.ods、.csv 或网页表格，或用 WPS 打开后另存为 .xlsx"
    )


def split(text: str, limits: Limits = LIMITS) -> list[list[str]]:
    """Split separated text into rows of cells; line breaks inside quotes stay in their cell.

    The apostrophe an export puts before what looks like a formula goes.
    """
    csv.field_size_limit(limits.file)
    reach = Reach(limits)
    rows = []
    try:
        for index, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator(text))):
            if row:
                reach.hold(index, len(row) - 1)
            rows.append([bare(cell) if cell[:1] == GUARD else cell for cell in row])
    except csv.Error as error:
        raise _no_text() from error
    return rows


def separator(text: str) -> str:
    """Tell which of `SEPARATORS` splits the first rows into most alike rows of more than one cell."""
    return max(SEPARATORS, key=lambda mark: _likeness(text, mark))


def _likeness(text: str, mark: str) -> tuple[int, int]:
    """Give how many of the first rows have the commonest width, and that width; nothing when it is one."""
    widths: collections.Counter[int] = collections.Counter()
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
        widths.update(len(row) for row in islice(rows, _SAMPLE) if row)
    except csv.Error:
        return (0, 0)
    width, often = max(widths.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
    return (often, width) if width > 1 else (0, 0)
