"""Rehearsal: once a week the newest backup is put back on trial, in a folder that is thrown away."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from desktop import paths
from desktop.casework import backups
from desktop.domain.errors import OfficeError
from desktop.domain.listing import Criteria
from desktop.domain.progress import SILENT, Progress

if TYPE_CHECKING:
    from desktop.casework.backups import Backup, Standing
    from desktop.casework.office import Office

INTERVAL = timedelta(days=7)
_STEPS = 3


def is_due(office: Office) -> bool:
    """Return whether a week has passed since a backup was last put back on trial."""
    if office.is_demo or _newest(office) is None:
        return False
    last = backups.state(office.directory).rehearsed_at
    return not last or not timedelta() <= office.now - datetime.fromisoformat(last) < INTERVAL


def tend(office: Office, progress: Progress = SILENT, *, leaving: bool = False) -> Standing:
    """Do whatever is due: a backup, one at the second place, the weekly trial; return how things stand then.

    On leaving only what is quick is done. Raises `OfficeError` when a backup that is due cannot be made.
    """
    if backups.is_due(office, leaving=leaving):
        backups.make(office, backups.ON_LEAVING if leaving else backups.BY_CLOCK, progress=progress)
    if backups.is_second_due(office):
        backups.make_second(office, progress)
    if not leaving and is_due(office):
        rehearse(office, progress)
    return backups.standing(office)


def rehearse(office: Office, progress: Progress = SILENT) -> str:
    """Put the newest backup beside the desk back on trial; return what is wrong, "" when it is whole.

    What was found is kept. Raises `OfficeError` when there is no backup yet; a backup that cannot be put back
    is told, not raised.
    """
    newest = _newest(office)
    if newest is None:
        raise OfficeError("还没有备份，没有演练；请先“立即备份”。")
    try:
        fault = _tried(office, newest, progress)
    except OfficeError as error:
        fault = error.message
    backups.note_state(office.directory, rehearsed_at=office.now.isoformat(), fault=fault)
    return fault


def _newest(office: Office) -> Backup | None:
    return next(iter(backups.of_desk(office, paths.backup_folder(office.directory))), None)


def _tried(office: Office, newest: Backup, progress: Progress) -> str:
    from desktop.db.attachment_files import AttachmentFiles
    from desktop.db.putting_back import staged
    from desktop.db.store import Store

    folder = newest.path.parent
    progress.step(0, _STEPS, "正在演练恢复")
    with staged(newest.path, folder) as (draft, manifest):
        progress.step(1, _STEPS, "正在演练恢复")
        with closing(Store.open(draft, owner=office.account, now=office.now)) as store:
            if store.board.count(Criteria()) > manifest.contents.rows("cases"):
                return f"从“{newest.path.name}”恢复出的件数与清单不符；请再备份一次，并运行“检查”。"
    progress.step(2, _STEPS, "正在核对附件")
    files = AttachmentFiles(folder / paths.ATTACHMENTS)
    faults = [each.name for each in manifest.files if files.fault(each.sha256)]
    progress.step(_STEPS, _STEPS, "演练完成")
    return f"备份里有{len(faults)}个附件缺失或不符，如“{faults[0]}”；请运行“检查”。" if faults else ""
