"""What people type or paste, made fit to be kept: no control characters, no more than a field can mean."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar
from unicodedata import category

from desktop.domain.errors import OfficeError

LONGEST = 50_000
"""Characters of one field; whatever is longer is a document and belongs among the attachments."""
Record = TypeVar("Record")


def plain(text: str) -> str:
    r"""Return the text with line ends as \\n and without control characters that no paper can show.

    Every other blank becomes a plain one. A rare character stays even if it is not known here: names are
    written with such, and whoever prints it is told when no font has it.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return "".join(map(_kept_char, lines))


def _kept_char(char: str) -> str:
    """Return a character as it is kept: itself, a plain blank, or nothing."""
    if char.isprintable() or char in "\n\t\u3000":
        return char
    return {"Zs": " ", "Co": char, "Cn": char}.get(category(char), "")


def said(text: str) -> str:
    """Return a text as it is kept; raise `OfficeError` for one that is too long for a field."""
    if len(text) > LONGEST:
        raise OfficeError(
            f"填写的文字超过{LONGEST // 10_000}万字，没有保存，仍留在原处；请只写要点，全文作为附件添加。"
        )
    return plain(text)


def cleaned(record: Record) -> Record:
    """Return a record of what was typed with every text in it as it is kept; raises as `said` does."""
    if not is_dataclass(record) or isinstance(record, type):
        return record
    changed = {each.name: _kept(getattr(record, each.name)) for each in fields(record)}
    return replace(record, **changed)


def _kept(value: Any) -> Any:
    """Return a value of a record with its texts as they are kept; a word of an enumeration stays itself."""
    if type(value) is str:
        return said(value)
    if type(value) is tuple:
        return tuple(map(_kept, value))
    if type(value) is dict:
        return {key: _kept(each) for key, each in value.items()}
    return cleaned(value)
