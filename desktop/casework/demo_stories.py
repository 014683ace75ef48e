"""Which cases the demo desk tells of: how each began, how far it came, and the traps among them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from desktop.casework import demo_texts as texts
from desktop.domain.kinds import Body, Kind, Origin
from desktop.domain.proposal import Filing, Submitter

if TYPE_CHECKING:
    from random import Random

    from desktop.casework.demo_texts import Topic

COUNT = 120


class Handling(Enum):
    """How the units of a story share the work."""

    LEAD = "lead"
    SOLE = "sole"
    JOINT = "joint"
    SPLIT = "split"


class Promise(Enum):
    """What became of the promise a reply made."""

    NONE = "none"
    OPEN = "open"
    OVERDUE = "overdue"
    KEPT = "kept"


class Halt(Enum):
    """What moved the date of a case."""

    NONE = "none"
    PAUSED = "paused"
    EXTENDED = "extended"


@dataclass(frozen=True, slots=True)
class Fate:
    """How far a case came: handed out `ago` days before today, played up to day `until` after that.

    `until` below 0 means never handed out; `due_in` sets the date of the lead by hand, in days from today.
    """

    ago: int
    until: int
    due_in: int | None = None
    filing: Filing = Filing.FILED
    sent_back: bool = False
    result: str = "A"
    promise: Promise = Promise.NONE
    displeased: bool = False
    halt: Halt = Halt.NONE


@dataclass(frozen=True, slots=True)
class Story:
    """One case to be played through the verbs: what the paper is, who handles it, and how far it comes."""

    topic: Topic
    spot: str
    kind: Kind
    title: str
    item_no: str
    submitters: tuple[Submitter, ...]
    delegation: str
    fate: Fate
    handling: Handling = Handling.LEAD
    is_key: bool = False

    @property
    def origin(self) -> Origin:
        """When it was handed in."""
        between = self.kind is Kind.INTERSESSION_CPPCC_PROPOSAL
        return Origin.INTERSESSION if between else Origin.SESSION


_ENDED = 60
_WAITING = (  # days left, day reached: every light of the board
    (-12, 8), (-5, 27), (-1, 30), (0, 20), (0, 30), (1, 27), (2, 16), (3, 30),
    (5, 12), (7, 27), (9, 20), (20, 16), (30, 20), (40, 12), (50, 8),
)  # fmt: skip
_HALTED = {30: Halt.PAUSED, 40: Halt.EXTENDED}  # by days left
_FATES = (  # how many stories share a fate; each further one began a day earlier
    (24, Fate(72, _ENDED)),
    (8, Fate(84, _ENDED, result="C")),
    (2, Fate(88, _ENDED, result="D")),
    (16, Fate(49, 50)),
    (5, Fate(80, 59, result="B", promise=Promise.OPEN)),
    (2, Fate(112, 59, result="B", promise=Promise.OVERDUE)),
    (3, Fate(104, 90, result="B", promise=Promise.KEPT)),
    (2, Fate(72, 58, displeased=True)),
    (3, Fate(100, 90, displeased=True)),
    (6, Fate(46, 46)),
    (10, Fate(43, 42)),
    (3, Fate(43, 42, sent_back=True)),
    (8, Fate(37, 36)),
    *(
        (1, Fate(max(88 - due_in, 30), until, due_in, halt=_HALTED.get(due_in, Halt.NONE)))
        for due_in, until in _WAITING
    ),
    (5, Fate(-9, -1)),
    (2, Fate(60, -1, filing=Filing.NOT_FILED)),
    (2, Fate(62, -1, filing=Filing.MERGED)),
    (2, Fate(64, -1, filing=Filing.WITHDRAWN)),
    (2, Fate(-9, -1, filing=Filing.DRAFT)),
)


_KINDS = (
    *(Kind.SUGGESTION, Kind.CPPCC_PROPOSAL, Kind.SUGGESTION, Kind.CPPCC_PROPOSAL, Kind.SUGGESTION) * 5,
    *(Kind.MOTION_TO_SUGGESTION, Kind.INTERSESSION_CPPCC_PROPOSAL, Kind.SUGGESTION, Kind.CPPCC_PROPOSAL),
)


def stories(chance: Random) -> tuple[Story, ...]:
    """Return the 120 stories; the same `chance` gives the same stories."""
    fates = [replace(fate, ago=fate.ago + place) for count, fate in _FATES for place in range(count)]
    chance.shuffle(fates)
    told = [_story(index, fate, chance) for index, fate in enumerate(fates)]
    return tuple(_trapped(_numbered(told)))


def _story(index: int, fate: Fate, chance: Random) -> Story:
    topic = texts.TOPICS[index % len(texts.TOPICS)]
    spot = texts.SPOTS[index // len(texts.TOPICS)]
    kind = _KINDS[index % len(_KINDS)]
    return Story(
        topic,
        spot,
        kind,
        f"关于{topic.stem.format(spot=spot)}的{kind.noun}",
        "",
        _submitters(index, kind, chance),
        chance.choice(texts.SECTORS if kind.body is Body.CPPCC else texts.DELEGATIONS),
        fate,
        handling=Handling.SOLE if index % 5 == 0 else Handling.LEAD,
        is_key=index % 17 == 0,
    )


def _submitters(index: int, kind: Kind, chance: Random) -> tuple[Submitter, ...]:
    if kind.body is Body.CPPCC and index % 11 == 0:
        return (Submitter(chance.choice(texts.ORGANISATIONS), is_organisation=True),)
    many = chance.choice((1, 1, 1, 2, 3, 9))
    return tuple(Submitter(person(chance), phone=phone(index * 10 + place)) for place in range(many))


def person(chance: Random) -> str:
    """Return an invented name; 示, 例 or 演 in it says so."""
    return chance.choice(texts.SURNAMES) + chance.choice(texts.MARKS) + chance.choice(texts.GIVEN)


def phone(number: int) -> str:
    """Return a phone number nobody has."""
    return f"138-0000-{number % 10_000:04d}"


def _numbered(told: list[Story]) -> list[Story]:
    """Number the papers of each body in order, as registered; drafts bear no number."""
    counts: Counter[Body] = Counter()
    numbered = []
    for story in told:
        counts[story.kind.body] += story.fate.filing is not Filing.DRAFT
        number = "" if story.fate.filing is Filing.DRAFT else str(counts[story.kind.body])
        numbered.append(replace(story, item_no=number))
    return numbered


def _trapped(told: list[Story]) -> list[Story]:
    """Put the traps of real lists among the stories."""
    changed = list(told)
    ended = [place for place, story in enumerate(told) if story.fate.until == _ENDED and not story.is_key]
    waiting = [place for place, story in enumerate(told) if story.fate.due_in is not None]
    fresh = [place for place, story in enumerate(told) if _is_new(story)]
    drafts = [place for place, story in enumerate(told) if story.fate.filing is Filing.DRAFT]
    for place, handling in zip(
        (*ended[:4], *waiting[4:6]), (Handling.JOINT, Handling.SPLIT) * 3, strict=True
    ):
        changed[place] = replace(changed[place], handling=handling)
    for place, name in zip((*ended[4:7], waiting[6]), texts.RARE_NAMES, strict=True):
        changed[place] = replace(changed[place], submitters=(Submitter(name, phone=phone(place)),))
    changed[drafts[0]] = replace(changed[drafts[0]], title="新建")
    changed[fresh[0]] = replace(changed[fresh[0]], item_no="")
    changed[fresh[1]] = _double(changed[fresh[1]], changed[ended[7]], changed[ended[7]].item_no)
    changed[fresh[2]] = _double(changed[fresh[2]], changed[ended[8]], changed[fresh[2]].item_no)
    return changed


def _is_new(story: Story) -> bool:
    return story.fate.ago < 0 and story.fate.filing is Filing.FILED


def _double(story: Story, like: Story, item_no: str) -> Story:
    """Return the story asking almost the same as another one, which is how doubles come in."""
    title = like.title.replace("的", "有关工作的", 1)
    return replace(
        story,
        topic=like.topic,
        spot=like.spot,
        kind=like.kind,
        title=title,
        item_no=item_no,
    )
