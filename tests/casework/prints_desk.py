"""A desk with papers to print: two answered cases, a signed one, and one not handed out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
from typing_extensions import override

from desktop.casework import print_orders
from desktop.domain.progress import Cancelled, Progress
from tests import desks

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.casework.papers import Option
    from desktop.casework.print_orders import Batch

NOTHING: frozenset[Option] = frozenset()


def filled(folder: Path) -> Office:
    """Return a desk with cases 1 and 2 answered, 3 signed, 4 registered."""
    folder.mkdir(exist_ok=True)
    office = desks.new_office(folder)
    for number in ("1", "2"):
        desks.answered(office, desks.registered(office, number))
    case = desks.handed_out(office, desks.registered(office, "3"))
    desks.signed(office, desks.drafted(office, desks.met(office, case)))
    desks.registered(office, "4")
    return office


def letters(office: Office, *ids: int, options: frozenset[Option] = NOTHING) -> Batch:
    """Return the letters of these cases."""
    return print_orders.batch(print_orders.Order(print_orders.kind("letter"), ids, options), office)


def words(pdf: bytes) -> list[str]:
    """Return the text of every page without blanks."""
    with pypdfium2.PdfDocument(pdf) as document:
        return ["".join(page.get_textpage().get_text_bounded().split()) for page in document]


class Stopper(Progress):
    """Keeps what it hears, and stops when a text begins as told."""

    def __init__(self, stop_at: str = "\0") -> None:
        self.heard: list[str] = []
        self._stop_at = stop_at

    @override
    def step(self, done: int, total: int, text: str = "") -> None:
        self.heard.append(f"{done}/{total} {text}")
        if text.startswith(self._stop_at):
            raise Cancelled
