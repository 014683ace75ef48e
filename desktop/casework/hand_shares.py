"""Hand shares: a share of a report that somebody set by hand, marked ※, with the reason why.

It holds only for the numbers it was set for: once they change, the computed share is printed again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.errors import OfficeError
from desktop.domain.journal import canonical
from desktop.domain.mapping import to_mapping

if TYPE_CHECKING:
    from desktop.casework.office import Office
    from desktop.domain.crossing import Dimension, Scope

MARK = "※"
SETTING = "hand_shares"
VERB = "手工占比"
_PERCENT = re.compile(r"\d{1,3}(\.\d{1,3})?")
_MOST = 100

Spot = tuple[str, int, int]
"""A value, how many cases it had and how many the whole had when its share was set."""


class HandShare(NamedTuple):
    """A share as it shall be printed, and why it is not the computed one."""

    percent: str
    reason: str


def put(
    office: Office, scope: Scope, dimension: Dimension, spot: Spot, share: HandShare | None
) -> None:
    """Print a share as somebody says, or (None) as it is computed; journaled, and can be taken back.

    Raises `OfficeError` when it is no percentage of up to three decimals, or no reason is given.
    """
    kept = dict(_kept(office))
    if share is None:
        kept.pop(_key(scope, dimension, spot), None)
    else:
        kept[_key(scope, dimension, spot)] = [_percent(share.percent), _reason(share.reason)]
    told = f"{dimension.label} {spot[1]}/{spot[2]} {share.percent if share else '恢复计算值'}"
    with office.store.transaction():
        office.store.reference.put_setting(SETTING, kept, office.note(VERB, told))


def of_group(office: Office, scope: Scope, dimension: Dimension) -> dict[Spot, HandShare]:
    """Return the shares of a group that were set by hand, by the numbers they hold for."""
    begins = f"{_scope_key(scope)}|{dimension.value}|"
    found: dict[Spot, HandShare] = {}
    for key, (percent, reason) in _kept(office).items():
        if key.startswith(begins):
            value, number, whole = key.removeprefix(begins).rsplit("|", 2)
            found[value, int(number), int(whole)] = HandShare(percent, reason)
    return found


def _kept(office: Office) -> dict[str, list[str]]:
    return dict(office.store.reference.setting(SETTING, {}))


def _key(scope: Scope, dimension: Dimension, spot: Spot) -> str:
    return "|".join((_scope_key(scope), dimension.value, *map(str, spot)))


def _scope_key(scope: Scope) -> str:
    return canonical(to_mapping(scope))


def _percent(text: str) -> str:
    plain = text.strip().removesuffix("%").removesuffix("％")
    if not _PERCENT.fullmatch(plain) or float(plain) > _MOST:
        raise OfficeError("占比应为0至100之间、至多三位小数的数，尚未保存；请改正，如5.7%。")
    return f"{plain}%"


def _reason(text: str) -> str:
    if not text.strip():
        raise OfficeError("没有写明手工改占比的理由，尚未保存；请写明，如“凑足合计100%”。")
    return text.strip()
