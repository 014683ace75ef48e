"""The shelf of templates (文书模板) of the office's own; their files lie beside those of the cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.db.attachment_files import AttachmentFiles
from desktop.db.named import Named
from desktop.domain.template import OfficeTemplate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.db.journal import Journal
    from desktop.db.transaction import UnitOfWork

SUBJECT = "template"


class Templates(Named[OfficeTemplate]):
    """Templates by name; writing needs a running transaction and a `Note` for the journal."""

    table, subject, noun, where = "template", SUBJECT, OfficeTemplate, "文书模板"

    def __init__(self, work: UnitOfWork, journal: Journal, folder: Path) -> None:
        super().__init__(work, journal)
        self.files = AttachmentFiles(folder)

    def problems(self) -> Iterator[str]:
        """Yield a Chinese sentence for each template whose file is not what was added."""
        for template in self.all():
            if fault := self.files.fault(template.sha256):
                yield f"文书模板“{template.name}”的文件{fault}"
