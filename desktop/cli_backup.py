"""The commands that make a backup and put one back; `cli` lends them its words and its ways."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from desktop import paths
from desktop.casework import backups, restoring
from desktop.casework.restoring import Seat
from desktop.domain.errors import OfficeError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from desktop.casework.office import Office

_FOLDER = click.Path(path_type=Path, readable=False)
_DATA = click.option("--data", type=_FOLDER, metavar="文件夹", required=True, help="办理台所在的文件夹")


class Ways(NamedTuple):
    """How a desk is opened to write, what time it is, and who sits here."""

    open: Callable[[Path], Office]
    clock: Callable[[], datetime]
    officer: Callable[[], str]


def join(command: Callable[[str, str], Callable[[Callable[..., None]], click.Command]], ways: Ways) -> None:
    """Put the commands `backup` and `restore` among the others."""

    @command("backup", "备份办理台；备份读回核对过才算数。")
    @_DATA
    @click.option("--to", "folder", type=_FOLDER, metavar="文件夹", help="备份到哪里，缺省为办理台的 backups")
    def backup(data: Path, folder: Path | None) -> None:
        """Make a backup."""
        with closing(ways.open(data)) as office:
            made = backups.make(office, backups.BY_HAND, folder)
        rows = made.manifest.contents.rows("cases")
        click.echo(f"已备份到“{made.path}”，办理件{rows}件，附件{len(made.manifest.files)}个，已核对。")

    @command("restore", "用备份恢复办理台；现有数据先保留到“恢复前”。")
    @_DATA
    @click.option("--from", "copy", type=_FOLDER, metavar="文件", required=True, help="哪一份备份")
    @click.option("--password-stdin", is_flag=True, help="从标准输入读备份密码（一行）")
    def restore(data: Path, copy: Path, *, password_stdin: bool) -> None:
        """Put a backup in the place of the desk."""
        password = sys.stdin.readline().rstrip("\r\n") if password_stdin else ""
        paths.make_folder(data)
        done = restoring.restore(Seat(data, ways.clock, ways.officer()), copy, password)
        if done.lost:
            names = "、".join(f"“{each.name or each.sha256[:12]}”" for each in done.lost[:3])
            raise OfficeError(f"已恢复，但有{len(done.lost)}个附件没有找回，如{names}；请运行“检查”。")
        kept = f"原来的数据保留在“{done.kept}”。" if done.kept else ""
        click.echo(f"已从“{copy.name}”恢复。{kept}")
