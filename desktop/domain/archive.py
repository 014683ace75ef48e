"""The archive: which papers a complete dossier holds, in order, and which of them a case lacks (立卷归档).

What the rules of a case do not ask for is not lacking.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.attachment import AttachmentKind
from desktop.domain.errors import OfficeError
from desktop.domain.feedback import FeedbackSource
from desktop.domain.labels import Labelled
from desktop.domain.reply import Reply, ReplyState
from desktop.domain.scheme import Strictness
from desktop.domain.text import chinese_number

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from desktop.domain.case import Case
    from desktop.domain.dossier import Retention
    from desktop.domain.scheme import Scheme

_SHOWN = 16  # characters of a promise in a message


class Chapter(Labelled):
    """A part of a dossier, in the order its papers lie in it."""

    COVER = ("cover", "案卷封面、卷内目录")
    PAPER = ("paper", "来文（首页及正文）")
    HANDOUT = ("handout", "交办通知")
    TASKS = ("tasks", "承办任务单")
    MEETINGS = ("meetings", "面商记录")
    CO_OPINIONS = ("co_opinions", "协办意见")
    SLIPS = ("slips", "答复审签单")
    LETTERS = ("letters", "答复函")
    SUPPLEMENTS = ("supplements", "补充、阶段性答复")
    VERDICTS = ("verdicts", "征询意见表")
    REHANDLING = ("rehandling", "重新办理研究记录")
    FOLLOW = ("follow", "承诺、后续意见及落实记录")
    PRESS = ("press", "督办文书")
    TRAIL = ("trail", "退改、延期及停计时审批")
    ATTACHMENTS = ("attachments", "附件")


class Held(StrEnum):
    """Whether a part is in the dossier."""

    THERE = "there"
    LACKING = "lacking"
    NOT_NEEDED = "not_needed"

    @property
    def label(self) -> str:
        """The mark and the word a person reads."""
        return {"there": "✓ 有", "lacking": "✗ 缺", "not_needed": "— 不要求"}[self.value]


class Item(NamedTuple):
    """One part of a dossier: whether it is there, how many papers it has, and what each lack is."""

    part: Chapter
    held: Held
    number: int = 0
    lacks: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """What is lacking, else how many papers there are."""
        if self.lacks:
            return "；".join(self.lacks)
        return f"{self.number}份" if self.number else ""


def completeness(case: Case, scheme: Scheme, attached: Collection[AttachmentKind]) -> tuple[Item, ...]:
    """Return every part of the dossier of a case in order; `attached` are the kinds of its files."""
    files = _Files(case, scheme, tuple(attached))
    return tuple(_item(part, *_FINDERS[part](files)) for part in Chapter)


def lacking(items: Collection[Item]) -> tuple[str, ...]:
    """Return in words whatever a dossier lacks."""
    return tuple(lack for item in items for lack in item.lacks)


def retention_of(case: Case, rules: Retention, office_name: str) -> str:
    """Return how long a dossier is kept: where the office itself only gave an opinion, as a co-handler's."""
    leads = all(task.unit_name != office_name for task in case.co_handlers)
    return rules.lead if leads else rules.co


def refuse_change(before: Case, after: Case) -> None:
    """Raise `OfficeError` when an archived case would change; it may only be taken out of the archive."""
    if after != replace(before, dossier=None, version=after.version):
        refuse_archived(before)


def refuse_archived(case: Case) -> None:
    """Raise `OfficeError` when a case is in the archive, where it is only read."""
    paper, dossier = case.proposal, case.dossier
    if dossier is not None:
        raise OfficeError(
            f"{paper.number_phrase}《{paper.title}》已归档（{dossier.file_no}），没有改动；"
            "需要补充、更正的，请先“取消归档”。"
        )


def final_replies(case: Case) -> tuple[Reply, ...]:
    """Return the replies that went out, round by round, in each in the order of the units."""
    order = {task.unit_id: place for place, task in enumerate(case.assignments)}
    sent = (reply for reply in case.replies if reply.state is ReplyState.ISSUED)
    return tuple(sorted(sent, key=lambda each: (each.round, order.get(each.unit_id, len(order)))))


def rounds_met(case: Case) -> tuple[int, ...]:
    """Return the rounds in which somebody met the submitter."""
    return tuple(sorted({each.round for each in case.consultations}))


def is_tracked(case: Case) -> bool:
    """Whether anything followed the reply: promises, reports, wishes, a look back."""
    return bool(case.commitments or case.interims or case.wishes or case.look_backs)


def is_moved(case: Case) -> bool:
    """Whether anything was asked or decided about units and dates."""
    return bool(case.requests or case.handovers or case.extensions or case.pauses)


class _Files(NamedTuple):
    """What the finders look at."""

    case: Case
    scheme: Scheme
    attached: tuple[AttachmentKind, ...]


_Found = tuple[int, tuple[str, ...]]


def _item(part: Chapter, number: int, lacks: tuple[str, ...]) -> Item:
    held = Held.LACKING if lacks else Held.THERE if number else Held.NOT_NEEDED
    return Item(part, held, number, lacks)


def _cover(_at: _Files) -> _Found:
    return 2, ()


def _paper(at: _Files) -> _Found:
    is_there = bool(at.case.proposal.body.strip()) or AttachmentKind.PAPER in at.attached
    return 1, () if is_there else ("没有正文，也没有来文扫描件",)


def _handout(at: _Files) -> _Found:
    units = len(at.case.assignments)
    return units, () if units else ("没有交办记录",)


def _tasks(at: _Files) -> _Found:
    return (1 if at.case.assignments else 0), ()


def _meetings(at: _Files) -> _Found:
    word = at.scheme.contacts.word
    held = at.case.stages_held()
    lacks = [
        f"缺“{stage.label}”{word}记录"
        for stage in at.scheme.contacts.stages
        if stage.strictness is not Strictness.FREE and stage.key not in held
    ]
    return len(rounds_met(at.case)), tuple(lacks)


def _co_opinions(at: _Files) -> _Found:
    late = at.case.missing_co_opinions
    lacks = (
        ()
        if at.scheme.co_opinion_missing is Strictness.FREE
        else tuple(f"缺{task.unit_name}的协办意见" for task in late)
    )
    return len(at.case.co_handlers) - len(late), lacks


def _slips(at: _Files) -> _Found:
    replies = final_replies(at.case)
    kept = [reply for reply in replies if reply.steps]
    if AttachmentKind.SIGNED_PAGE in at.attached:
        return len(kept), ()
    return len(kept), tuple(f"缺{_named(at, reply)}的审签单" for reply in replies if not reply.steps)


def _letters(at: _Files) -> _Found:
    replies = final_replies(at.case)
    if not replies:
        return 0, ("没有印发的答复函",)
    kept = [reply for reply in replies if reply.letter_id is not None]
    if AttachmentKind.SIGNED_PAGE in at.attached:
        return max(len(kept), 1), ()
    lacks = tuple(f"缺{_named(at, reply)}的答复函原文" for reply in replies if reply.letter_id is None)
    return len(kept), lacks


def _named(at: _Files, reply: Reply) -> str:
    turn = f"第{chinese_number(reply.round)}轮" if at.case.round > 1 else ""
    return f"{reply.unit_name}{turn}"


def _supplements(at: _Files) -> _Found:
    sent = [each for each in at.case.supplements if each.state is ReplyState.ISSUED]
    in_hand = (each for each in at.case.supplements if each.state is not ReplyState.ISSUED)
    return len(sent), tuple(f"{each.unit_name}的{each.kind.label}尚未印发" for each in in_hand)


def _verdicts(at: _Files) -> _Found:
    heard = at.case.feedbacks
    on_paper = sum(each.source is FeedbackSource.PAPER for each in heard)
    scans = at.attached.count(AttachmentKind.OPINION_FORM)
    if not heard:
        return scans, () if scans else ("没有征询意见",)
    missing = on_paper - scans
    return len(heard), (f"缺{missing}份收回的征询意见表扫描件",) if missing > 0 else ()


def _rehandling(at: _Files) -> _Found:
    studied = {each.round for each in at.case.rehandlings}
    if at.scheme.redo_record is Strictness.FREE:
        return len(studied), ()
    missing = [turn for turn in range(2, at.case.round + 1) if turn not in studied]
    return len(studied), tuple(f"缺第{chinese_number(turn)}轮重新办理的研究记录" for turn in missing)


def _follow(at: _Files) -> _Found:
    has_files = AttachmentKind.EVIDENCE in at.attached
    lacks = tuple(
        f"承诺“{each.text[:_SHOWN]}”没有佐证"
        for each in at.case.commitments
        if not each.evidence.strip() and not has_files
    )
    return int(is_tracked(at.case)), lacks


def _press(at: _Files) -> _Found:
    return len(at.case.supervisions), ()


def _trail(at: _Files) -> _Found:
    return int(is_moved(at.case)), ()


def _attachments(at: _Files) -> _Found:
    return len(at.attached), ()


_FINDERS: dict[Chapter, Callable[[_Files], _Found]] = {
    Chapter.COVER: _cover,
    Chapter.PAPER: _paper,
    Chapter.HANDOUT: _handout,
    Chapter.TASKS: _tasks,
    Chapter.MEETINGS: _meetings,
    Chapter.CO_OPINIONS: _co_opinions,
    Chapter.SLIPS: _slips,
    Chapter.LETTERS: _letters,
    Chapter.SUPPLEMENTS: _supplements,
    Chapter.VERDICTS: _verdicts,
    Chapter.REHANDLING: _rehandling,
    Chapter.FOLLOW: _follow,
    Chapter.PRESS: _press,
    Chapter.TRAIL: _trail,
    Chapter.ATTACHMENTS: _attachments,
}
