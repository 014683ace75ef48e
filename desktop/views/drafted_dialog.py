"""The frame of a dialog with much to type: what is typed is kept every few seconds until it is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from typing_extensions import override

from desktop.views.decision_dialog import DecisionDialog
from desktop.views.drafts import DraftKeeper

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.casework.office import Office


class DraftedDialog(DecisionDialog):
    """A `DecisionDialog` that finds again what a crash took; who inherits calls `keep_draft` when filled."""

    def typed(self) -> dict[str, Any]:
        """Return what a crash must not take, in a shape that can be written as JSON."""
        raise NotImplementedError

    def restore(self, content: Mapping[str, Any]) -> None:
        """Show what `typed` returned before a crash."""
        raise NotImplementedError

    def keep_draft(self, office: Office, key: str) -> None:
        """Keep what is typed from now on under a key, and show what was kept under it before."""
        self._keeper = DraftKeeper(office, key, self.typed, self)
        self._keeper.start()
        if (found := self._keeper.found()) is not None:
            content, kept_at = found
            self.restore(content)
            self.banner.show_text(f"已恢复 {kept_at} 没有填完的内容；不需要时按 Esc 放弃。", "note")

    @override
    def would_lose(self) -> bool:
        return self._keeper.has_changed()

    @override
    def done(self, result: int) -> None:
        """Close; decided or given up, nothing is left to be restored."""
        self._keeper.drop()
        super().done(result)
