"""Files that papers are put into: names people can find, safe and told apart, and written whole or not.

A name pattern holds fields in braces, e.g. {编号}-{主办单位}-{案由前20字}; everything else stands as it is.
"""

from __future__ import annotations

import re
from itertools import chain, count
from typing import TYPE_CHECKING

from desktop.domain.errors import OfficeError
from desktop.domain.letter import Letter
from desktop.paths import written_whole

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.casework.papers import Sheet
    from desktop.domain.case import Case

FIELDS = ("编号", "主办单位", "案由前20字", "文号", "日期", "文书")
"""What a pattern can hold."""
LETTER_PATTERN = "{编号}-{主办单位}-{案由前20字}"
PATTERN = "{文书}-{编号}-{案由前20字}"
"""What is offered for letters, and for any other paper of one case."""
PREVIEW = "预览"
"""The watermark of a letter that has not gone out."""
_TITLE_LENGTH = 20
_LONGEST = 80  # characters; file systems take 255 bytes, three a character
_FIELD = re.compile(r"\{([^{}]*)\}")
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]')
_FORBIDDEN_ENDS = " ."
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_LEFT_OVER = re.compile(r"([-_ ])(?:[-_ ])+")


def file_name(pattern: str, sheet: Sheet, case: Case | None, paper: str) -> str:
    """Return the name a sheet's file bears by a pattern, without ending; `paper` is what {文书} says.

    A sheet about no one case, or whose pattern comes out empty, bears its own name. Raises `OfficeError` for
    a field that is not known.
    """
    refuse_unknown(pattern)
    if case is None:
        return plain_name(sheet.name) or PREVIEW
    content, proposal = sheet.content, case.proposal
    lead = case.lead.unit_name if case.lead else ""
    values = {
        "编号": proposal.item_no or "未编号",
        "主办单位": sheet.unit or lead,
        "案由前20字": "".join(proposal.title.split())[:_TITLE_LENGTH],
        "文号": content.doc_no if isinstance(content, Letter) else "",
        "日期": content.dated.isoformat() if isinstance(content, Letter) else "",
        "文书": paper,
    }
    filled = _FIELD.sub(lambda field: values[field.group(1)].strip(), pattern)
    return plain_name(_LEFT_OVER.sub(r"\1", filled).strip("-_ ")) or plain_name(sheet.name)


def refuse_unknown(pattern: str) -> None:
    """Raise `OfficeError` naming the first field of a pattern that is not known."""
    for field in _FIELD.finditer(pattern):
        if field.group(1) not in FIELDS:
            known = "、".join(f"{{{name}}}" for name in FIELDS)
            message = f"文件名样式里没有“{field.group()}”这个字段，没有生成；可用的字段：{known}。"
            raise OfficeError(message)


def plain_name(name: str) -> str:
    """Return a name free of what no file system takes, of marks nobody sees, and not too long."""
    plain = _FORBIDDEN.sub("", name).strip().rstrip(_FORBIDDEN_ENDS).lstrip(".")[:_LONGEST]
    return f"_{plain}" if _DEVICES.match(plain) else plain.rstrip(_FORBIDDEN_ENDS)


def unused(name: str, ending: str, is_taken: Callable[[str], bool]) -> str:
    """Return a file name that is not taken, asked by its folded form; told apart by （2） where need be."""
    turns = chain(("",), (f"（{turn}）" for turn in count(2)))
    names = (f"{name}{turn}.{ending}" for turn in turns)
    return next(each for each in names if not is_taken(each.casefold()))


def put(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; raise `OfficeError` when its place cannot be written."""
    with written_whole(path) as draft:
        draft.write_bytes(content)
