"""Personal data: phones, addresses, identity numbers and mail, hidden wherever nobody needs them (PIPL)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.domain.text import mask_phone

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.ledger import Cell, Column, Ledger

HIDDEN = "******"
_SOME = "****"
_DASH = "[-－—–  ]?"
_PHONE = re.compile(
    rf"(?<![\d.,〕])(?:(?:\+?86{_DASH})?1[3-9]\d{_DASH}\d{{4}}{_DASH}\d{{4}}"  # mobile
    rf"|[（(]?0\d{{2,3}}[）)]?{_DASH}[2-9]\d{{6,7}}(?:{_DASH}\d{{1,5}})?"  # with area code
    rf"|(?:400|800){_DASH}\d{{3}}{_DASH}\d{{4}})(?!\d)"
)
_CALLED = re.compile(r"(?:电话|手机|传真|热线)[^\d\n。；]{0,6}(\d[\d\-－—– ]{5,15}\d)")
_IDENTITY = re.compile(r"(?<!\d)\d{6}(?:19|20)\d{9}[\dXx](?!\w)")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_STREET = re.compile(
    r"[\u4e00-\u9fff]{1,8}(?:路|街|道|巷|弄|胡同|里|村|园|苑|小区)\d+[号弄栋幢](?:\d+[号单元室楼栋幢户层]+)*"
)
_PLACE = re.compile(  # province, city and district: no more of an address is anybody's business
    r"(?:[^\d\W省市区县旗盟州]{2,6}(?:省|市|自治区|自治州|自治县|州|盟|(?<!小)(?<!园)(?<!社)(?<!街)区|县|旗)){1,3}"
)


def mask_address(text: str) -> str:
    """Return an address down to its district, the rest hidden: 示例市示例区****."""
    if not text.strip() or is_masked(text):
        return text
    place = _PLACE.match(text.lstrip("0123456789 　"))
    return f"{place[0] if place else ''}{_SOME}"


def mask_identity(text: str) -> str:
    """Return a number of a card or paper with all but its last four characters hidden."""
    kept = text.strip()[-4:] if len(text.strip()) > len(HIDDEN) else ""
    return f"{HIDDEN}{kept}" if text.strip() else text


MASKS: dict[str, Callable[[str], str]] = {
    "phone": mask_phone,
    "handler_phone": mask_phone,
    "contact_phone": mask_phone,
    "address": mask_address,
    "identity": mask_identity,
}
"""How the fields and columns of these keys are shown where nobody asked to see them."""


def masked(key: str, text: str) -> str:
    """Return a text as it is shown under that key: hidden if the key is personal, else as it is."""
    mask = MASKS.get(key)
    return mask(text) if mask else text


def is_masked(text: str) -> bool:
    """Whether a text came out of a mask, so that it says nothing and must not replace what is known."""
    return _SOME in text


def hide(text: str) -> str:
    """Return a text of any sort with phones, identity numbers and mail hidden; for logs and public copies."""
    told = _MAIL.sub(HIDDEN, _IDENTITY.sub(HIDDEN, text))
    told = _PHONE.sub(lambda found: mask_phone(found[0]), told)
    return _CALLED.sub(lambda found: found[0].replace(found[1], mask_phone(found[1])), told)


def hide_in_log(text: str) -> str:
    """Return a text as `hide` does, streets with house numbers hidden too: a log need not tell of any."""
    return _STREET.sub(HIDDEN, hide(text))


def street_of(address: str) -> str:
    """Return street and house of an address, which is what people quote of it; "" where it names no house."""
    plain = address.strip().lstrip("0123456789 　")
    place = _PLACE.match(plain)
    street = plain[place.end() :] if place else plain
    return street if any(char.isdigit() for char in street) else ""


def masked_ledger(ledger: Ledger) -> Ledger:
    """Return a ledger whose personal columns are masked; one without any, or revealed, as it is."""
    keys = [_key_of(column) for column in ledger.columns]
    if ledger.is_revealed or not any(key in MASKS for key in keys):
        return ledger
    rows = [tuple(map(_masked_cell, keys, row)) for row in ledger.rows]
    return replace(ledger, rows=rows)


def public_ledger(ledger: Ledger) -> Ledger:
    """Return the public copy of a ledger: without its personal columns, and with nothing personal in others.

    A ledger of nothing but personal columns keeps them, masked.
    """
    places = [place for place, column in enumerate(ledger.columns) if _key_of(column) not in MASKS]
    if not places:
        return masked_ledger(ledger)
    rows = [tuple(_public_cell(row[place]) for place in places) for row in ledger.rows]
    totals = tuple(ledger.totals[place] for place in places) if ledger.totals else ledger.totals
    columns = tuple(ledger.columns[place] for place in places)
    return replace(ledger, title=f"{ledger.title}（公开版）", columns=columns, rows=rows, totals=totals)


def _key_of(column: Column) -> str:
    return column.told_as or column.key


def _masked_cell(key: str, cell: Cell) -> Cell:
    return masked(key, cell) if isinstance(cell, str) else cell


def _public_cell(cell: Cell) -> Cell:
    return hide(cell) if isinstance(cell, str) else cell
