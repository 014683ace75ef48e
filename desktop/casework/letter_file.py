"""The letters of one case as a file: those that went out, or what they would be if they went out now."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.casework import issue, print_out, prints, typefaces
from desktop.domain.errors import OfficeError

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.letter import Letter


def write(office: Office, case: Case, path: Path) -> str:
    """Write the letters of a case and say what was written; without one a preview of what it would be now.

    Raises `OfficeError` for a case that was not handed out.
    """
    if not case.answering:
        message = f"{case.proposal.number_phrase}尚未交办，没有答复函，没有生成文件；请先交办。"
        raise OfficeError(message)
    if any(reply.letter_id is not None for reply in case.replies):
        return f"已写成“{path}”，答复函{prints.write_letters(office, [case.id], path)}份。"
    previews = [_preview(office, case, task.unit_id) for task in case.answering]
    print_out.put(path, issue.pdf(previews, faces=typefaces.chosen(office)))
    return f"本件还没有在本办理台印发答复函，已按现有内容写成预览“{path}”。"


def _preview(office: Office, case: Case, unit_id: int) -> Letter:
    composed = issue.compose(office, case, unit_id)
    return replace(composed, watermark=composed.watermark or print_out.PREVIEW)
