"""A day at a desk by dice: any act on any case, some refused, as people try things."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.casework import attach, batch, edit, find, register, theme
from desktop.casework.edit import EditField
from desktop.domain.attachment import AttachmentKind
from desktop.domain.errors import OfficeError
from desktop.domain.listing import Criteria
from desktop.domain.procedure import Act
from tests.casework.test_procedure_walk import VERBS
from tests.desks import answered, handed_out, judged, new_office, registered

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from desktop.casework.office import Office

NEVER_TAKEN_BACK = {Act.ISSUE, Act.SUPPLEMENT}
"""The acts that may send a letter out: what went out ends the way back."""
WORDS = ("城建交通", "教育卫生", "农林水利", "其他")


def peopled(folder: Path, cases: int = 6) -> Office:
    """Return a desk whose cases stand at several places of their way."""
    office = new_office(folder)
    for number in range(cases):
        case = registered(office, str(100 + number))
        if number % 3:
            case = handed_out(office, case)
        if number % 3 == 2:
            judged(office, answered(office, case))
    return office


def _on_one(office: Office, dice: random.Random) -> Callable[[], object]:
    _, verb = dice.choice([each for each in VERBS if each[0] not in NEVER_TAKEN_BACK])
    case = office.store.cases.get(dice.choice(find.ids(office, Criteria())))
    return lambda: verb(office, case)


def _amended(office: Office, dice: random.Random) -> Callable[[], object]:
    case = office.store.cases.get(dice.choice(find.ids(office, Criteria())))
    paper = replace(case.proposal, remark=f"改过 {dice.random()}")
    return lambda: register.amend(office, case.id, paper)


def _edited(office: Office, dice: random.Random) -> Callable[[], object]:
    chosen = dice.sample(find.ids(office, Criteria()), 3)
    field, word = EditField.CATEGORY, f"{dice.choice(WORDS)}{dice.randint(1, 99)}"
    return lambda: edit.apply(office, edit.preview(office, chosen, field, word))


def _classified(office: Office, dice: random.Random) -> Callable[[], object]:
    chosen = dice.sample(find.ids(office, Criteria()), 2)
    return lambda: batch.classify(office, chosen, f"{dice.choice(WORDS)}{dice.randint(1, 99)}")


def _themed(office: Office, dice: random.Random) -> Callable[[], object]:
    chosen = dice.sample(find.ids(office, Criteria()), 2)
    put = theme.add if dice.random() < 0.7 else theme.remove
    return lambda: put(office, chosen, f"专题{dice.randint(1, 3)}")


def _marked(office: Office, dice: random.Random) -> Callable[[], object]:
    chosen = dice.choice(find.ids(office, Criteria()))
    return lambda: theme.mark_typical(office, chosen, f"示例做法{dice.randint(1, 99)}")


def _put_file(office: Office, dice: random.Random) -> Callable[[], object]:
    chosen, scan = dice.choice(find.ids(office, Criteria())), office.directory / "scan.pdf"

    def put() -> None:
        scan.write_bytes(f"%PDF-1.7 {dice.random()}".encode())
        attach.add(office, chosen, attach.take_in(office, [scan]).taken, AttachmentKind.PAPER)

    return put


def _new(office: Office, dice: random.Random) -> Callable[[], object]:
    return lambda: registered(office, str(dice.randint(1000, 9999)))


ACTS = (*[_on_one] * 8, _amended, _edited, _classified, _themed, _marked, _put_file, _new)


def acts(office: Office, dice: random.Random) -> Iterator[Callable[[], object]]:
    """Yield one thing after the other that somebody may try now; whoever asks decides how it is done."""
    while True:
        yield dice.choice(ACTS)(office, dice)


def done(office: Office, dice: random.Random, number: int) -> int:
    """Do that many acts, not counting those that were refused; return how many lines of history they left."""
    first, left = office.store.journal.head()[0], number
    for act in acts(office, dice):
        before = office.store.journal.head()
        with suppress(OfficeError):
            act()
        left -= office.store.journal.head() != before
        if not left:
            return office.store.journal.head()[0] - first
    raise AssertionError
