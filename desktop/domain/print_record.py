"""What was printed: which papers, when, by whom, which way, and the hash of exactly what they were."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.labels import Labelled

if TYPE_CHECKING:
    from datetime import datetime


class PrintWay(Labelled):
    """Where a paper went."""

    PRINTER = ("printer", "打印机")
    PDF = ("pdf", "合并 PDF")
    FILES = ("files", "逐件文件")
    DOCX = ("docx", "Word 文档")
    SYSTEM = ("system", "系统程序")
    TABLE = ("table", "表格文件")


@dataclass(frozen=True, slots=True)
class PrintRecord:
    """One print: `papers` of one kind about some cases, `pages` of them in all (0 where nobody counts them).

    `place` is the printer, the file or the folder; `ending` of what is kept under `sha256`: one pdf, or a zip
    of the files that were written. `again_of` is the record that was printed again, or None.
    """

    at: datetime
    officer: str
    name: str
    way: PrintWay
    place: str
    papers: int
    pages: int
    case_ids: tuple[int, ...]
    ending: str
    sha256: str
    size: int
    again_of: int | None = None
    id: int = 0

    @property
    def is_viewable(self) -> bool:
        """Whether its pages can be shown and printed: all but Word documents and workbooks."""
        return self.way not in {PrintWay.DOCX, PrintWay.TABLE}
