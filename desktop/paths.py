"""Where things are on disk: the resources that come with the program and the places of a user."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain.errors import OfficeError

if TYPE_CHECKING:
    from collections.abc import Iterator

DESK_FILE = "desk.sqlite3"
ATTACHMENTS = "附件"
PROGRAM = "handling-desk"
VERSION = "0.1.0"

_REASONS = {
    errno.EACCES: "没有写入权限",
    errno.EPERM: "没有写入权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOSPC: "磁盘已满",
    errno.ENOENT: "上级文件夹不存在",
    errno.ENOTDIR: "上级不是文件夹",
    errno.EEXIST: "已有同名文件",
    errno.EISDIR: "已有同名文件夹",
    errno.ENAMETOOLONG: "名称太长",
}


def resources() -> Path:
    """Return the folder of schemes, calendars, letters, fonts, icons and help that comes with the program."""
    frozen = getattr(sys, "_MEIPASS", None)
    return (Path(frozen) if frozen else Path(__file__).resolve().parent.parent) / "resources"


def desk_file(directory: Path) -> Path:
    """Return the database file of the desk kept in `directory`."""
    return directory / DESK_FILE


def attachment_folder(directory: Path) -> Path:
    """Return the folder of the files that belong to the cases of the desk kept in `directory`."""
    return directory / ATTACHMENTS


def backup_folder(directory: Path) -> Path:
    """Return the folder of the backups of the desk kept in `directory`."""
    return directory / "backups"


def font_folders() -> tuple[Path, ...]:
    """Return the folders where fonts are installed: those of the system, then those of this user."""
    home = Path.home()
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", str(home / "AppData" / "Local"))
        system = os.environ.get("WINDIR", r"C:\Windows")
        return Path(system) / "Fonts", Path(local) / "Microsoft" / "Windows" / "Fonts"
    shared = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
    return *shared, home / ".local" / "share" / "fonts", home / ".fonts"


def make_folder(folder: Path) -> None:
    """Make a folder and those above it; raise `OfficeError` when that cannot be done."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OfficeError(
            f"不能建立文件夹“{folder}”（{reason(error)}），没有写入任何内容；请换一个可写的位置。"
        ) from error


def reason(error: OSError) -> str:
    """Return in Chinese why the system did not let a file or folder be written."""
    return _REASONS.get(error.errno or 0, f"系统错误{error.errno}")


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """Lend a draft beside `path` that takes its place once all went well, and else leaves nothing behind.

    Raises `OfficeError` when the place cannot be written or is no file (a folder, a device).
    """
    if os.path.lexists(path) and not path.is_file():
        raise OfficeError(f"“{path}”是文件夹或设备，没有写入任何内容；请写明要保存成的文件名。")
    draft = path.with_name(f".{os.getpid()}.tmp")
    try:
        yield draft
        draft.replace(path)
    except OSError as error:
        raise OfficeError(
            f"“{path.name}”没有写成（{reason(error)}），原有文件未动；"
            "请检查磁盘空间和文件夹权限、关闭正打开它的程序后重试，或换一个位置保存。"
        ) from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def config_folder() -> Path:
    """Return the folder of a user's own settings (window layout, last folder); it may not exist yet."""
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", Path.home() / "AppData" / "Roaming")) / "HandlingDesk"
    return Path(os.environ.get("XDG_CONFIG_HOME", Path.home() / ".config")) / PROGRAM


def demo_folder() -> Path:
    """Return the folder of the demo desk that opens when no other desk is named."""
    if sys.platform == "win32":
        return (
            Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "HandlingDesk" / "demo"
        )
    return Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share")) / PROGRAM / "demo"
