"""A file that belongs to a case: what kind of paper it is, how it is called, and what may not be opened."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from desktop.domain.labels import Labelled

LARGEST = 200 * 1024 * 1024
"""Bytes; a scan of a hundred pages in colour has a tenth of that."""
LONGEST_NAME = 120  # characters
_MOST_BYTES = 240  # of a name on disk, where most file systems end at 255
_LONGEST_SUFFIX = 18
_KILO = 1024
NAMELESS = "未命名"


class AttachmentKind(Labelled):
    """What a file that was put to a case is."""

    PAPER = ("paper", "来文扫描")
    OPINION_FORM = ("opinion_form", "征询意见表")
    SIGNED_PAGE = ("signed_page", "答复函签字页")
    EVIDENCE = ("evidence", "佐证")
    OTHER = ("other", "其他")


_TELLING = (  # words in a file's name that tell its kind, the surest first
    (AttachmentKind.OPINION_FORM, re.compile("征询|意见表|反馈表|评议表")),
    (AttachmentKind.SIGNED_PAGE, re.compile("签字|签发|盖章|答复函")),
    (AttachmentKind.EVIDENCE, re.compile("佐证|照片|现场|截图|证明")),
    (AttachmentKind.PAPER, re.compile("扫描|来文|原件|建议|提案|议案")),
)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a case; `name` is only shown, what is kept is told by `sha256` (hex) and `size` (bytes)."""

    case_id: int
    name: str
    kind: AttachmentKind
    sha256: str
    size: int
    added_at: datetime
    added_by: str
    is_deleted: bool = False
    id: int = 0


_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))  # control, format (bidi, zero width), half characters
_FORBIDDEN = str.maketrans('<>:"|?*', "＜＞：＂｜？＊")
_DRIVE = re.compile(r"^[A-Za-z]:")
_RESERVED = re.compile(r"(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[0-9¹²³])", re.IGNORECASE)
_PROGRAMS = frozenset((
    "ade", "adp", "app", "appimage", "application", "appref-ms", "appx", "bash", "bat", "cab",
    "chm", "cmd", "com", "command", "cpl", "csh", "deb", "desktop", "diagcab", "dll", "exe",
    "gadget", "hta", "img", "inf", "ins", "iso", "isp", "jar", "job", "js", "jse", "ksh",
    "library-ms", "lnk", "mde", "msc", "msi", "msix", "msp", "mst", "ocx", "pif", "pl", "ps1",
    "ps1xml", "ps2", "psc1", "psd1", "psm1", "py", "pyc", "pyw", "rb", "reg", "rpm", "run", "scf",
    "scr", "search-ms", "settingcontent-ms", "sh", "shb", "shs", "sys", "theme", "url", "vb", "vbe",
    "vbs", "vhd", "vhdx", "website", "wll", "ws", "wsc", "wsf", "wsh", "xbap", "xll", "zsh",
))  # fmt: skip


def clean_name(name: str) -> str:
    """Return a name under which a file may be shown and saved anywhere; it is never a path.

    Folders, drives, control and bidi characters go, characters forbidden on Windows become full-width ones,
    device names get a mark in front, and a long name is cut before its extension.
    """
    seen = "".join(" " if char.isspace() else char for char in name if not _is_unseen(char))
    last = next((part for part in reversed(re.split(r"[/\\]", seen)) if part.strip(" .")), "")
    plain = " ".join(_DRIVE.sub("", last).translate(_FORBIDDEN).split()).strip(" .")
    if not plain:
        return NAMELESS
    return _shortened(f"_{plain}" if _RESERVED.fullmatch(plain.split(".")[0].strip()) else plain)


def _is_unseen(char: str) -> bool:
    return not char.isspace() and unicodedata.category(char) in _UNSEEN


def _shortened(name: str) -> str:
    stem, suffix = split_name(name)
    room = LONGEST_NAME - len(suffix)
    stem = stem[:room]
    while len((stem + suffix).encode()) > _MOST_BYTES:
        stem = stem[:-1]
    return stem.rstrip(" .") + suffix


def split_name(name: str) -> tuple[str, str]:
    """Return a name without its extension, and the extension with its dot; a long one counts as none."""
    stem, dot, suffix = name.rpartition(".")
    if not stem or len(suffix) > _LONGEST_SUFFIX or " " in suffix:
        return name, ""
    return stem, dot + suffix


def renamed(before: str, typed: str) -> str:
    """Return the clean form of a new name; the file keeps the extension that tells what it is."""
    suffix = split_name(before)[1]
    plain = clean_name(typed)
    is_kept = split_name(plain)[1].casefold() == suffix.casefold()
    return plain if is_kept else clean_name(plain + suffix)


def numbered(name: str, number: int) -> str:
    """Return a name with a number before its extension, so that two files can be told apart."""
    stem, suffix = split_name(name)
    mark = f"（{number}）"
    return _shortened(stem[: LONGEST_NAME - len(mark + suffix)] + mark + suffix)


def is_program(name: str) -> bool:
    """Whether a file of that name would run instead of being shown when it is opened."""
    suffix = split_name(unicodedata.normalize("NFKC", name).rstrip(" ."))[1]
    return suffix.removeprefix(".").casefold() in _PROGRAMS


def kind_of(name: str) -> AttachmentKind:
    """Return what a file probably is, told by its name."""
    return next((kind for kind, words in _TELLING if words.search(name)), AttachmentKind.OTHER)


def size_words(size: int) -> str:
    """Return a number of bytes as a person reads it: 812 字节, 35 KB, 1.2 MB."""
    if size < _KILO:
        return f"{size} 字节"
    kilos = size / _KILO
    return f"{kilos:.0f} KB" if kilos < _KILO else f"{kilos / _KILO:.1f} MB"
