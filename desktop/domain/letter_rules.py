"""The letter habits of an office: its wording as templates, its class mark, and who gets a copy."""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import attrgetter
from string import Formatter
from typing import TYPE_CHECKING

from desktop.domain.errors import Problem
from desktop.domain.kinds import Body
from desktop.domain.labels import Labelled
from desktop.domain.letter import ClassMarkPlace, LetterFormat, Sealing
from desktop.domain.proposal import Publicity

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
    "you",
}
_LATER = _PAPER | {"follows"}
LETTER_FIELDS = {
    "title": _PAPER,
    "opening": _PAPER,
    "opening_again": _LATER,
    "opening_supplementary": _LATER,
    "opening_interim": _LATER,
    "opening_final": _LATER,
    "closing": _PAPER | {"signer"},
    "proof": _PAPER | {"signer"},
    "relay": _PAPER,
    "salutation": _PERSON,
    "others": frozenset({"count", "words"}),
    "class_mark": frozenset({"letter"}),
    "contact": frozenset({"handler", "phone", "unit", "leader", "section"}),
    "printer": frozenset({"unit"}),
    "co_opinion.title": _PAPER,
    "co_opinion.salutation": frozenset({"lead"}),
    "co_opinion.opening": _PAPER | {"lead"},
    "co_opinion.closing": _PAPER | {"lead"},
    "co_opinion.prefix": frozenset({"prefix"}),
}


class PointsPlace(Labelled):
    """Where a letter answers the points of the paper one by one (清单式答复)."""

    NONE = ("none", "不印")
    BODY = ("body", "列入正文")
    ANNEX = ("annex", "附表")


class Recipients(Labelled):
    """To whom a letter is addressed where several handed the paper in."""

    ALL = ("all", "一函并列全部提出人")
    EACH = ("each", "逐人分送，每人一份")
    LEAD = ("lead", "只送领衔人，请其转告")
    DELEGATION = ("delegation", "送代表团（联系组、界别）")


@dataclass(frozen=True, slots=True)
class CoLetterRules:
    """The wording of the letter in which a co-handler tells the lead its opinion (会办意见函).

    `prefix` makes the 机关代字 of its own series from that of the unit's replies.
    """

    title: str = "关于{session}{number}的会办意见"
    salutation: str = "{lead}："
    opening: str = "你单位主办的{session}{number}《{title}》收悉。结合我单位职责，提出会办意见如下："
    closing: str = "以上意见，供答复时参考。"
    prefix: str = "{prefix}会"


@dataclass(frozen=True, slots=True)
class SuperiorRules:
    """In whose name replies to key papers are sent (以县政府名义行文), in which format and series of numbers.

    Without a `name` the units answer in their own.
    """

    name: str = ""
    format: LetterFormat = LetterFormat.DOCUMENT
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class LetterRules:
    """The wording of a reply; texts are templates with the fields of `LETTER_FIELDS` in braces.

    `class_mark` is e.g. "{letter}" or "{letter}类". `cc` gets a copy of every letter, `cc_congress` and
    `cc_cppcc` only of those about a paper of that body, co-handling units where `cc_units` says so; each
    `cc_copies` sheets of it (0: not said).
    `names_at_most` are named in the salutation (0: all), then follows `others`. `relay` asks the lead
    submitter to pass the letter on, `proof` says who signed it. `publicity`, `publicity_on_request` and
    `publicity_refused` are printed below the date, or on the first line.
    """

    title: str = "关于{session}{number}的答复"
    salutation: str = "{names}{honorific}："
    opening: str = "{you}提出的《{title}》收悉。经{co_clause}研究，现答复如下："
    closing: str = "感谢{you}对我们工作的关心和支持。"
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
    format: LetterFormat = LetterFormat.LETTER
    document_word: str = "文件"
    recipients: Recipients = Recipients.ALL
    names_at_most: int = 0
    others: str = "等{count}位"
    relay: str = "请{you}将本答复转告其他联名{honorific}。"
    opening_again: str = "{you}提出的《{title}》，我单位重新作了办理。经{co_clause}研究，现再次答复如下："
    opening_supplementary: str = "{you}提出的《{title}》，我单位已以{follows}答复。现将情况变化补充答复如下："
    opening_interim: str = "{you}提出的《{title}》，我单位已以{follows}答复。现将办理的阶段性进展答复如下："
    opening_final: str = (
        "{you}提出的《{title}》，我单位已以{follows}答复。现将所承诺事项的最终办理结果答复如下："
    )
    proof: str = ""
    publicity_on_request: str = ""
    publicity_refused: str = ""
    publicity_first: bool = False
    cc_copies: int = 0
    cc_units: bool = False
    printer: str = ""
    sealing: Sealing = Sealing.SEALED
    signatories_in_line: bool = False
    co_opinion: CoLetterRules = field(default_factory=CoLetterRules)
    superior: SuperiorRules = field(default_factory=SuperiorRules)

    def copies(self, body: Body, units: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Return who gets a copy of a letter about a paper of that body, those of the body first.

        `units` are the co-handling ones, which get theirs where the office sends it.
        """
        own = self.cc_cppcc if body is Body.CPPCC else self.cc_congress
        to = dict.fromkeys((*own, *self.cc, *(units if self.cc_units else ())))
        sheets = f"（{self.cc_copies}份）" if self.cc_copies else ""
        return tuple(name if name.endswith("份）") else name + sheets for name in to)

    def publicity_of(self, chosen: Publicity) -> str:
        """Return what a letter says of its publicity, or ""."""
        return {
            Publicity.PUBLIC: self.publicity,
            Publicity.ON_REQUEST: self.publicity_on_request,
            Publicity.NOT_PUBLIC: self.publicity_refused,
        }.get(chosen, "")

    def problems(self) -> Iterator[Problem]:
        """Yield what would make a letter unprintable: unknown fields and unpaired braces."""
        for name, allowed in LETTER_FIELDS.items():
            if unknown := sorted(fields_of(attrgetter(name)(self)) - allowed):
                yield Problem(name, f"letter.{name} 用了不认识的字段“{'、'.join(unknown)}”")


def fields_of(template: str) -> set[str]:
    """Return the fields a template asks for; itself when its braces do not pair."""
    try:
        return {name for _, name, _, _ in Formatter().parse(template) if name is not None}
    except ValueError:  # braces that do not pair
        return {template}
