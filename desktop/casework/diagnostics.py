"""Diagnostics (诊断包): what a maintainer needs to help from afar, and nothing of any case or person."""

from __future__ import annotations

import platform
import re
import sys
import zipfile
from typing import TYPE_CHECKING

from desktop import paths
from desktop.casework import crashes
from desktop.domain.personal import hide

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from desktop.casework.health import Finding
    from desktop.casework.office import Office

_QUOTED = re.compile("[“《][^”》]*[”》]")
_STILL = (1980, 1, 1, 0, 0, 0)  # equal contents give equal bytes


def write(office: Office, findings: Iterable[Finding], target: Path) -> None:
    """Write the package: versions, schema, counts, the lines of the check, and the end of the log.

    Names of files, titles and folders are left out, phones and numbers of cards hidden. Raises `OfficeError`
    when it cannot be written there.
    """
    lines = (f"{each.grade.label}\t{each.name}\t{_bare(each.told)}" for each in findings)
    parts = {
        "版本和数量.txt": "\n".join(_versions(office)),
        "检查结果.txt": "\n".join(lines),
        "错误记录.txt": "\n".join(crashes.tail()),
        "说明.txt": "本诊断包不含办件内容、人名、电话、地址和文件名；可打开各文件核对后再交给维护人员。\n",
    }
    with paths.written_whole(target) as draft, zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(zipfile.ZipInfo(name, _STILL), hide(text))


def _bare(text: str) -> str:
    """Return a sentence without what it quotes: the name of a file, the title of a case."""
    return _QUOTED.sub("“…”", text)


def _versions(office: Office) -> Iterator[str]:
    contents = office.store.contents()
    yield f"程序 {paths.VERSION}"
    yield f"Python {sys.version.split()[0]}"
    yield f"系统 {platform.system()} {platform.release()} {platform.machine()}"
    yield f"数据结构 {contents.schema}"
    yield f"操作记录 {contents.head_seq} 条，校验码 {contents.head[:12]}"
    yield from (f"{table}\t{rows}" for table, rows in contents.tables)
