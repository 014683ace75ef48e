"""The letter habits of an office: its wording as templates, its class mark, and who gets a copy."""

from __future__ import annotations

from dataclasses import dataclass
from string import Formatter
from typing import TYPE_CHECKING

from desktop.domain.errors import Problem
from desktop.domain.kinds import Body
from desktop.domain.labels import Labelled
from desktop.domain.letter import ClassMarkPlace

if TYPE_CHECKING:
    from collections.abc import Iterator

_PERSON = frozenset({"names", "honorific"})
_PAPER = _PERSON | {
    "session",
    "number",
    "item_no",
    "kind",
    "title",
    "letter",
    "unit",
    "co_units",
    "co_clause",
}
LETTER_FIELDS = {
    "title": _PAPER,
    "opening": _PAPER,
    "closing": _PAPER | {"signer"},
    "salutation": _PERSON,
    "class_mark": frozenset({"letter"}),
    "contact": frozenset({"handler", "phone", "unit"}),
}


class PointsPlace(Labelled):
    """Where a letter answers the points of the paper one by one (清单式答复)."""

    NONE = ("none", "不印")
    BODY = ("body", "列入正文")
    ANNEX = ("annex", "附表")


@dataclass(frozen=True, slots=True)
class LetterRules:
    """The wording of a reply; texts are templates with the fields of `LETTER_FIELDS` in braces.

    `class_mark` is e.g. "{letter}" or "{letter}类". `cc` gets a copy of every letter, `cc_congress` and
    `cc_cppcc` only of those about a paper of that body.
    """

    title: str = "关于{session}{number}的答复"
    salutation: str = "{names}{honorific}："
    opening: str = "您提出的《{title}》收悉。经{co_clause}研究，现答复如下："
    closing: str = "感谢您对我们工作的关心和支持。"
    class_mark: str = "{letter}"
    class_mark_place: ClassMarkPlace = ClassMarkPlace.TOP_RIGHT
    contact: str = "联系人：{handler}，联系电话：{phone}"
    publicity: str = "此件公开发布"
    cc: tuple[str, ...] = ()
    cc_congress: tuple[str, ...] = ()
    cc_cppcc: tuple[str, ...] = ()
    shows_signer: bool = False
    co_word: str = "会同"
    points: PointsPlace = PointsPlace.NONE

    def copies(self, body: Body) -> tuple[str, ...]:
        """Return who gets a copy of a letter about a paper of that body, those of the body first."""
        return (*(self.cc_cppcc if body is Body.CPPCC else self.cc_congress), *self.cc)

    def problems(self) -> Iterator[Problem]:
        """Yield what would make a letter unprintable: unknown fields and unpaired braces."""
        for name, allowed in LETTER_FIELDS.items():
            if unknown := sorted(_fields_of(getattr(self, name)) - allowed):
                yield Problem(name, f"letter.{name} 用了不认识的字段“{'、'.join(unknown)}”")


def _fields_of(template: str) -> set[str]:
    try:
        return {name for _, name, _, _ in Formatter().parse(template) if name is not None}
    except ValueError:  # braces that do not pair
        return {template}
