"""Place: which folders a desk must not lie in, because two computers would write into one file there."""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain.errors import OfficeError

if TYPE_CHECKING:
    from collections.abc import Iterable

_SYNCED = {
    "onedrive": "OneDrive", "dropbox": "Dropbox", "坚果云": "坚果云", "nutstore": "坚果云",
    "我的坚果云": "坚果云",
    "百度网盘": "百度网盘",
    "baidunetdisk": "百度网盘", "baidusyncdisk": "百度网盘", "百度云同步盘": "百度网盘",
    "icloud": "iCloud", "mobile documents": "iCloud", "google drive": "Google Drive",
    "googledrive": "Google Drive", "wps云盘": "WPS 云盘", "wpsdrive": "WPS 云盘", "微云": "腾讯微云",
    "weiyun": "腾讯微云",
    "阿里云盘": "阿里云盘", "adrive": "阿里云盘", "天翼云盘": "天翼云盘", "115": "115 网盘",
    "夸克网盘": "夸克网盘", "nextcloud": "Nextcloud", "owncloud": "ownCloud", "seafile": "Seafile",
    "syncthing": "Syncthing", "mega": "MEGA", "megasync": "MEGA", "yunpan": "云盘", "360云盘": "360 云盘",
}  # fmt: skip
_EXACT = frozenset({"115", "mega"})  # short names that may also begin other words
_MARKERS = {".dropbox": "Dropbox", ".stfolder": "Syncthing", ".nutstore": "坚果云", ".sync": "同步程序"}
_REMOTE = frozenset(
    {
        *("nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "ncpfs", "afs", "davfs", "fuse.sshfs"),
        *("fuse.davfs2", "fuse.rclone", "fuse.gvfsd-fuse", "fuse.smbnetfs", "fuse.glusterfs"),
    }
)
_DRIVE_REMOTE = 4  # GetDriveTypeW: DRIVE_REMOTE
_MOUNTS = Path("/proc/mounts")
_REFUSAL = "这个文件夹{why}，没有新建任何内容；请选本机硬盘上不同步的文件夹，备份可以放到别处。"


def fault(folder: Path) -> str:
    """Return why a desk must not lie in a folder, as what follows “这个文件夹”; "" when it may."""
    whole = folder.absolute()
    return _shared(whole) or _synced(whole)


def refuse(folder: Path) -> None:
    """Raise `OfficeError` with the reason when no desk may be made in that folder."""
    if why := fault(folder):
        raise OfficeError(_REFUSAL.format(why=why))


def _synced(folder: Path) -> str:
    name = next((name for part in folder.parts if (name := _program_of(part.casefold()))), "")
    marks = ((each / marker, name) for each in (folder, *folder.parents) for marker, name in _MARKERS.items())
    name = name or next((called for mark, called in marks if mark.exists()), "")
    return f"由“{name}”同步到别处，同步程序会在写入中途搬动文件、用旧文件盖掉新文件" if name else ""


def _program_of(part: str) -> str:
    """Return which program synchronises a folder of that name, "" for none."""
    whole = _SYNCED.get(part, "")
    begun = (name for mark, name in _SYNCED.items() if mark not in _EXACT and _begins(part, mark))
    return whole or next(begun, "")


def _begins(part: str, mark: str) -> bool:
    return part.startswith((f"{mark} ", f"{mark}-", f"{mark}_"))


def _shared(folder: Path) -> str:
    if str(folder).startswith(("\\\\", "//")) or _is_remote(folder):
        return "在网络共享盘上，网络一断就写不完整，也拦不住两台电脑同时写入"
    return ""


def _is_remote(folder: Path) -> bool:
    windows = getattr(ctypes, "windll", None)
    if windows is not None:
        return int(windows.kernel32.GetDriveTypeW(folder.anchor)) == _DRIVE_REMOTE
    try:
        mounts = _MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    return _kind_at(folder, mounts) in _REMOTE


def _kind_at(folder: Path, mounts: Iterable[str]) -> str:
    """Return the kind of file system a folder lies on: that of the longest mount point above it."""
    found = ("", "")
    for line in mounts:
        _, point, kind, *_ = *line.split(" "), "", "", ""
        point = point.replace("\\040", " ")
        if point and folder.is_relative_to(point) and len(point) >= len(found[0]):
            found = (point, kind)
    return found[1]
