"""The private folder in which copies of attachments lie while other programs show them."""

from __future__ import annotations

import shutil
import stat
import tempfile
import weakref
from contextlib import suppress
from functools import cached_property
from pathlib import Path


class OpenedCopies:
    """A folder only this user can enter; gone when the program ends, or sooner by `remove`."""

    @cached_property
    def folder(self) -> Path:
        """The folder, made when the first copy is put into it."""
        made = Path(tempfile.mkdtemp(prefix="handling-desk-"))
        self._end = weakref.finalize(self, _remove, made)
        return made

    def remove(self) -> None:
        """Remove every copy now; the next one gets a new folder."""
        if "folder" in self.__dict__:
            self._end()
            del self.folder


def _remove(folder: Path) -> None:
    """Remove a folder of copies; one that another program still holds open goes with the next cleaning."""
    with suppress(OSError):
        for copy in folder.rglob("*"):
            copy.chmod(stat.S_IRWXU)  # some systems do not remove what cannot be written
    shutil.rmtree(folder, ignore_errors=True)
