"""The gate in front of every reader of foreign tables: what a file is by its bytes, whether it may come in.

The name of a file decides nothing: office systems export HTML as .xls, anything can be renamed. Nothing in
a file is ever executed, and every refusal is one sentence: what happened, that nothing was read, what to do.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from desktop.domain.errors import OfficeError

if TYPE_CHECKING:
    from pathlib import Path

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file may cost; bytes unless the name says otherwise.

    `ratio` binds parts that unpack to more than `ratio_from`; `cells` bounds the rectangles around the values
    of all sheets; `token` bounds one XML token, because the parser reads an unfinished one again and again.
    """

    file: int = 100 * MEGABYTE
    entries: int = 2000
    unpacked: int = 200 * MEGABYTE
    ratio: int = 100
    ratio_from: int = MEGABYTE
    cells: int = 5_000_000
    sheets: int = 1000
    token: int = MEGABYTE


LIMITS = Limits()


class Format(Enum):
    """What the bytes of a file say it is."""

    PACKAGE = auto()
    COMPOUND = auto()
    TEXT = auto()


_OTHERS = {
    b"%PDF": "PDF 文件",
    b"\x89PNG": "图片",
    b"\xff\xd8\xff": "图片",
    b"GIF8": "图片",
    b"II*\x00": "图片",
    b"MM\x00*": "图片",
    b"Rar!": "压缩包",
    b"7z\xbc\xaf": "压缩包",
    b"\x1f\x8b": "压缩包",
    b"{\\rtf": "RTF 文档",
    b"MZ": "可执行程序",
    b"\x7fELF": "可执行程序",
    b"SQLite format 3": "数据库文件",
}


def refusal(what: str, remedy: str) -> OfficeError:
    """Make the sentence of a refusal: what is wrong with the file, and what a person can do about it."""
    return OfficeError(f"这个文件{what}，没有读入任何内容；{remedy}。")


def damaged() -> OfficeError:
    """Make the refusal of a file whose inside does not hold together."""
    return refusal("已损坏或不完整", "请用 WPS 或 Excel 打开后另存为 .xlsx，或请来件单位重新发送")


def too_wide() -> OfficeError:
    """Make the refusal of a sheet whose values lie further apart than any list needs."""
    return refusal("的表格范围过大", "请删除远离名单的零散单元格，或把名单复制到新建的工作簿后再导入")


def load(path: Path, limits: Limits = LIMITS) -> bytes:
    """Read a whole file; raise `OfficeError` when it is missing, no file, unreadable, empty or too large."""
    try:
        if path.exists() and not path.is_file():
            raise refusal("其实是一个文件夹或设备", "请选择其中的表格文件")
        with path.open("rb") as stream:
            content = stream.read(limits.file + 1)
    except FileNotFoundError as error:
        raise refusal("不存在或已被移走", "请重新选择文件") from error
    except (OSError, ValueError) as error:
        raise refusal("无法打开", "请检查读取权限、关闭正占用它的程序，或复制到本机后再试") from error
    if not content:
        raise _empty()
    if len(content) > limits.file:
        raise too_large(limits)
    return content


def _empty() -> OfficeError:
    return refusal("是空的（0 字节）", "请确认来件已完整复制，或请来件单位重新发送")


def too_large(limits: Limits) -> OfficeError:
    """Make the refusal of more bytes, or more pasted characters, than any list needs."""
    return refusal(f"超过 {limits.file // MEGABYTE} MB", "请只保留名单所在的工作表后另存再导入")


def recognise(content: bytes) -> Format:
    """Tell the format from the first bytes; raise `OfficeError` for what is certainly no table."""
    if content.startswith(b"PK"):
        return Format.PACKAGE
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return Format.COMPOUND
    for magic, name in _OTHERS.items():
        if content.startswith(magic):
            raise refusal(f"是{name}而不是表格", "请选择 .xlsx、.xls、.ods、.csv 或网页表格")
    return Format.TEXT
