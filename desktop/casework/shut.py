"""The store as somebody has it who may not see cases: their shelves are shut, the others stand open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from desktop.domain.errors import OfficeError

if TYPE_CHECKING:
    from desktop.db.store import Store

_SHELVES = frozenset(
    {
        *("cases", "search", "people", "letters", "attachments", "prints", "figures", "parts", "board"),
        *("tally", "dispatches", "events"),
    }
)
REFUSAL = "当前账户不能查看办件内容；请由办理人员登录后查看。"


class ShutStore:
    """Everything a `Store` is, but whoever reaches for a shelf of cases is refused with a sentence."""

    def __init__(self, store: Store) -> None:
        self.behind = store

    def __getattr__(self, name: str) -> Any:
        """Return what the store has under a name; raise `OfficeError` for what tells of cases."""
        if name in _SHELVES:
            raise OfficeError(REFUSAL)
        return getattr(self.behind, name)


def shut(store: Store) -> Store:
    """Return a store whose shelves of cases are shut."""
    return cast("Store", ShutStore(opened(store)))


def opened(store: Store) -> Store:
    """Return a store as it was before it was shut, or as it is."""
    return store.behind if isinstance(store, ShutStore) else store
