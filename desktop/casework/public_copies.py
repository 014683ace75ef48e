"""Public copies: a letter as it may be published, without what is nobody's business but the people's own."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop.casework import issue
from desktop.domain import personal
from desktop.domain.errors import OfficeError
from desktop.domain.letter import Annex, ClassMarkPlace
from desktop.domain.personal import HIDDEN
from desktop.domain.proposal import Publicity
from desktop.domain.text import mask_phone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.letter import Letter, Paragraph

_NAME_HIDDEN = "××"
_SHORTEST = 2  # characters; shorter texts are no name and no address


@dataclass(frozen=True, slots=True)
class Private:
    """What a public copy hides besides numbers it finds by itself: names, phones and addresses of people."""

    names: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hiding:
    """What else is left out of a public copy: the names of people, the class of the result."""

    names: bool = False
    class_mark: bool = False


def of_case(office: Office, case: Case, unit_id: int, hiding: Hiding | None = None) -> Letter:
    """Return the public copy of the letter of a unit in a case, issued or as it would be.

    Raises `OfficeError` when the paper is not to be published.
    """
    if case.proposal.publicity is Publicity.NOT_PUBLIC:
        raise OfficeError(
            f"{case.proposal.number_phrase}定为不予公开，没有生成公开版；如需公开，请先改公开属性。"
        )
    return public(issue.letter_of(office, case, unit_id), private_of(case), hiding or Hiding())


def private_of(case: Case) -> Private:
    """Return what the register knows of the people of a case: submitters, and who handles it in the units."""
    people = [each for each in case.proposal.submitters if not each.is_organisation]
    tasks = case.assignments
    return Private(
        tuple(dict.fromkeys([*(each.name for each in people), *(task.handler for task in tasks)])),
        (*(each.phone for each in case.proposal.submitters), *(task.handler_phone for task in tasks)),
        tuple(each.address for each in case.proposal.submitters),
    )


def public(letter: Letter, private: Private, hiding: Hiding) -> Letter:
    """Return a letter with phones, addresses, identity numbers and mail hidden in every part of it.

    The contact line (附注) falls away when it gives a phone; names keep their first character.
    """
    hide = _hider(private, hiding)

    def each(texts: Iterable[str]) -> tuple[str, ...]:
        return tuple(map(hide, texts))

    note = hide(letter.note)
    return replace(
        letter,
        title=hide(letter.title),
        salutation=hide(letter.salutation),
        body=_paragraphs(letter.body, hide),
        attachments=each(letter.attachments),
        annexes=tuple(Annex(hide(part.title), _paragraphs(part.body, hide)) for part in letter.annexes),
        note=note if note == letter.note else "",
        signer=hide(letter.signer),
        cc=each(letter.cc),
        addressees=each(letter.addressees)[:1] if hiding.names else each(letter.addressees),
        class_mark="" if hiding.class_mark else letter.class_mark,
        class_mark_place=ClassMarkPlace.NONE if hiding.class_mark else letter.class_mark_place,
    )


def _paragraphs(body: tuple[Paragraph, ...], hide: Callable[[str], str]) -> tuple[Paragraph, ...]:
    return tuple(replace(each, text=hide(each.text)) for each in body)


def _hider(private: Private, hiding: Hiding) -> Callable[[str], str]:
    """Return what hides everything private in a text; long words before short ones they hold."""
    words = dict.fromkeys((*private.addresses, *map(personal.street_of, private.addresses)), HIDDEN)
    words |= {each: mask_phone(each) for each in private.phones}
    words |= {each: each[0] + _NAME_HIDDEN for each in private.names if each} if hiding.names else {}
    known = sorted((word for word in words if len(word) >= _SHORTEST), key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, known))) if known else None

    def hide(text: str) -> str:
        told = pattern.sub(lambda found: words[found[0]], text) if pattern else text
        return personal.hide(told)

    return hide
