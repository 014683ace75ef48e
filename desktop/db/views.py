"""The shelf of saved views: the ones people of this office made, in the order they were made."""

from __future__ import annotations

from desktop.db.named import Named
from desktop.domain.view import SavedView

SUBJECT = "view"


class Views(Named[SavedView]):
    """Saved views by name; writing needs a running transaction and a `Note` for the journal."""

    table, subject, noun, where = "saved_view", SUBJECT, SavedView, "保存的视图"
