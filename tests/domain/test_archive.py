"""The archive: what a dossier holds, what it lacks by the rules of its case, and nothing of it changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from desktop.domain.archive import (
    Chapter,
    Held,
    Item,
    completeness,
    final_replies,
    is_moved,
    is_tracked,
    lacking,
    refuse_archived,
    refuse_change,
    retention_of,
    rounds_met,
)
from desktop.domain.assignment import CoOpinion, Role
from desktop.domain.attachment import AttachmentKind
from desktop.domain.case import Case
from desktop.domain.clock import Pause
from desktop.domain.commitment import Commitment
from desktop.domain.consultation import Consultation
from desktop.domain.dossier import Dossier, Retention, numbered, retention_code, series_of
from desktop.domain.errors import OfficeError
from desktop.domain.feedback import Feedback, FeedbackSource, Rehandling
from desktop.domain.look_back import Wish
from desktop.domain.mapping import from_mapping, to_mapping
from desktop.domain.procedure import Act, Situation, allowed, problems_of, require, stage_of
from desktop.domain.proposal import Filing
from desktop.domain.reply import Reply, ReplyKind, ReplyState
from desktop.domain.scheme import Strictness
from desktop.domain.stage import ENDED, Stage
from desktop.domain.supervision import Supervision, SupervisionLevel
from tests.samples import CASE, PAPER, SCHEME, TODAY, assigned, step, task, written

DOSSIER = Dossier("2026-Y-0001", "永久", TODAY, "示例经办")
MET = tuple(Consultation(key, TODAY, "上门走访") for key in ("before", "draft"))
STUDY = Rehandling("没有说明时限", "明确时限", TODAY)


def closed() -> Case:
    """Return a case with everything a dossier holds."""
    case = written(assigned(), state=ReplyState.ISSUED)
    replies = tuple(replace(each, letter_id=1, steps=(step("签发"),)) for each in case.replies)
    heard = Feedback(TODAY, {}, FeedbackSource.PHONE)
    case = replace(case, proposal=replace(PAPER, body="正文"), replies=replies, consultations=MET)
    return case.with_feedback(heard, again=False)


def item(case: Case, part: Chapter, *attached: AttachmentKind, **rules: object) -> Item:
    """Return one part of the dossier of a case under these rules."""
    found = completeness(case, replace(SCHEME, **rules), attached)  # type: ignore[arg-type]
    return next(each for each in found if each.part is part)


def test_a_whole_dossier_lacks_nothing_and_stands_in_order() -> None:
    found = completeness(closed(), SCHEME, ())
    assert [each.part for each in found] == list(Chapter)
    assert lacking(found) == ()
    assert [each.part for each in found if each.held is Held.THERE] == [
        Chapter.COVER, Chapter.PAPER, Chapter.HANDOUT, Chapter.TASKS, Chapter.MEETINGS,
        Chapter.SLIPS, Chapter.LETTERS, Chapter.VERDICTS,
    ]  # fmt: skip
    assert {each.held.label for each in found} == {"✓ 有", "— 不要求"}
    assert next(each.words for each in found) == "2份"
    assert found[-1].words == ""


def test_an_empty_case_lacks_what_every_dossier_has() -> None:
    blank = replace(CASE, proposal=replace(PAPER, body=" "))
    found = completeness(blank, replace(SCHEME, contacts=replace(SCHEME.contacts, stages=())), ())
    assert lacking(found) == (
        "没有正文，也没有来文扫描件", "没有交办记录", "没有印发的答复函", "没有征询意见",
    )  # fmt: skip
    assert item(CASE, Chapter.TASKS).held is Held.NOT_NEEDED
    assert item(blank, Chapter.PAPER).held.label == "✗ 缺"
    assert item(blank, Chapter.PAPER).words == "没有正文，也没有来文扫描件"


def test_a_scan_stands_for_the_paper_the_letter_and_the_form() -> None:
    bare = replace(closed(), proposal=PAPER)
    assert item(replace(bare, proposal=replace(PAPER, body=" ")), Chapter.PAPER).held is Held.LACKING
    assert item(bare, Chapter.PAPER, AttachmentKind.PAPER).held is Held.THERE
    taken_over = replace(
        closed(), replies=(Reply(1, "示例1局", state=ReplyState.ISSUED), Reply(2, "示例2局"))
    )
    assert item(taken_over, Chapter.LETTERS).lacks == ("缺示例1局的答复函原文",)
    assert item(taken_over, Chapter.SLIPS).lacks == ("缺示例1局的审签单",)
    assert item(taken_over, Chapter.LETTERS, AttachmentKind.SIGNED_PAGE).held is Held.THERE
    assert item(taken_over, Chapter.SLIPS, AttachmentKind.SIGNED_PAGE).lacks == ()
    assert item(replace(closed(), feedbacks=()), Chapter.VERDICTS, AttachmentKind.OPINION_FORM).number == 1


def test_meetings_lack_only_what_the_scheme_wants() -> None:
    unmet = replace(closed(), consultations=())
    assert item(unmet, Chapter.MEETINGS).lacks == ("缺“办理前”面商记录", "缺“答复稿”面商记录")
    assert item(replace(unmet, consultations=MET[:1]), Chapter.MEETINGS).lacks == ("缺“答复稿”面商记录",)
    free = replace(SCHEME.contacts, stages=tuple(
        replace(stage, strictness=Strictness.FREE) for stage in SCHEME.contacts.stages
    ))  # fmt: skip
    assert item(unmet, Chapter.MEETINGS, contacts=free).held is Held.NOT_NEEDED


def test_co_opinions_lack_unless_nobody_minds() -> None:
    answered = replace(task(3, Role.CO), co_opinion=CoOpinion(TODAY, "同意"))
    case = replace(closed(), assignments=(task(1, Role.LEAD), task(2, Role.CO), answered))
    lacks = ("缺示例2局的协办意见",)
    assert item(case, Chapter.CO_OPINIONS) == Item(Chapter.CO_OPINIONS, Held.LACKING, 1, lacks)
    assert item(case, Chapter.CO_OPINIONS, co_opinion_missing=Strictness.FREE).lacks == ()


def test_a_returned_form_on_paper_is_scanned_once_for_each() -> None:
    case = replace(closed(), feedbacks=(Feedback(TODAY, {}), Feedback(TODAY, {}, round=2)), round=2)
    assert item(case, Chapter.VERDICTS).lacks == ("缺2份收回的征询意见表扫描件",)
    form = AttachmentKind.OPINION_FORM
    assert item(case, Chapter.VERDICTS, form).lacks == ("缺1份收回的征询意见表扫描件",)
    assert item(case, Chapter.VERDICTS, form, form).held is Held.THERE


def test_each_later_round_has_its_study() -> None:
    twice = replace(closed(), round=3, rehandlings=(STUDY,))
    assert item(twice, Chapter.REHANDLING).lacks == ("缺第三轮重新办理的研究记录",)
    studied = item(twice, Chapter.REHANDLING, redo_record=Strictness.FREE)
    assert studied == Item(Chapter.REHANDLING, Held.THERE, 1)
    assert "示例1局第一轮" in item(replace(twice, replies=(
        Reply(1, "示例1局", state=ReplyState.ISSUED),
    )), Chapter.LETTERS).lacks[0]  # fmt: skip


def test_a_promise_has_evidence_in_words_or_files() -> None:
    bare = Commitment("建成站台", "示例1局", TODAY, fulfilled_on=TODAY)
    case = replace(closed(), commitments=(bare, replace(bare, text="加装雨棚", evidence="验收单")))
    assert item(case, Chapter.FOLLOW).lacks == ("承诺“建成站台”没有佐证",)
    assert item(case, Chapter.FOLLOW, AttachmentKind.EVIDENCE).held is Held.THERE
    assert is_tracked(replace(CASE, wishes=(Wish("雨棚", TODAY),)))
    assert not is_tracked(CASE)


def test_a_letter_after_the_reply_is_to_go_out_first() -> None:
    sent = Reply(1, "示例1局", kind=ReplyKind.SUPPLEMENTARY, state=ReplyState.ISSUED)
    in_hand = replace(sent, state=ReplyState.DRAFT)
    assert item(replace(closed(), supplements=(sent,)), Chapter.SUPPLEMENTS).number == 1
    assert item(replace(closed(), supplements=(sent, in_hand)), Chapter.SUPPLEMENTS).lacks == (
        "示例1局的补充答复尚未印发",
    )


def test_pressing_changes_and_files_are_counted() -> None:
    act = Supervision(SupervisionLevel.URGE, "电话督促", 1, "示例1局", TODAY)
    case = replace(closed(), supervisions=(act, act), pauses=(Pause(TODAY, "示例1局", "等待批复"),))
    assert item(case, Chapter.PRESS).number == 2
    assert item(case, Chapter.TRAIL).held is Held.THERE
    assert is_moved(case)
    assert item(case, Chapter.ATTACHMENTS, AttachmentKind.OTHER).number == 1
    assert rounds_met(replace(case, consultations=(*MET, replace(MET[0], round=2)))) == (1, 2)


def test_letters_lie_by_round_and_unit() -> None:
    sent = [
        Reply(unit, f"示例{unit}局", turn, state=ReplyState.ISSUED) for turn, unit in ((2, 1), (1, 2), (1, 1))
    ]
    case = replace(assigned(task(1, Role.LEAD), task(2, Role.SPLIT)), replies=(*sent, Reply(1, "示例1局", 3)))
    assert [(each.round, each.unit_id) for each in final_replies(case)] == [(1, 1), (1, 2), (2, 1)]


def test_terms_and_numbers() -> None:
    co = assigned(task(1, Role.LEAD), replace(task(2, Role.CO), unit_name="本单位"))
    assert retention_of(co, Retention(), "示例区政府办公室") == "永久"
    assert retention_of(co, Retention(co="10年"), "本单位") == "10年"
    assert Retention().terms == ("永久", "30年", "10年")
    assert [retention_code(term) for term in ("永久", "30年", "定期10年")] == ["Y", "D30", "D10"]
    assert series_of(2026, "30年") == "2026-D30-"
    assert numbered("2026-Y-", "") == "2026-Y-0001"
    assert numbered("2026-Y-", "2026-Y-0099", 2) == "2026-Y-0101"
    assert numbered("2026-Y-", "2026-Y-甲") == "2026-Y-0001"


def test_only_a_closed_case_is_put_away_and_only_an_archived_one_taken_out() -> None:
    at = Situation(assigned(), SCHEME, TODAY)
    assert [each.message for each in problems_of(Act.ARCHIVE, at)] == ["本件为“办理中”，办结后方可归档"]
    assert allowed(Act.ARCHIVE, replace(at, case=closed()))
    with pytest.raises(OfficeError, match="不能取消归档，未作改动：本件没有归档"):
        require(Act.REOPEN, replace(at, case=closed()))
    assert allowed(Act.REOPEN, replace(at, case=replace(closed(), dossier=DOSSIER)))


def test_an_archived_case_allows_nothing_but_being_taken_out() -> None:
    put_away = replace(closed(), dossier=DOSSIER)
    at = Situation(put_away, SCHEME, TODAY, 1)
    assert stage_of(put_away, SCHEME) is Stage.ARCHIVED
    assert [act for act in Act if allowed(act, at)] == [Act.REOPEN]
    assert problems_of(Act.ARCHIVE, at)[0].message == "本件已归档（2026-Y-0001），请先取消归档"
    assert Stage.ARCHIVED.is_settled
    assert Stage.CLOSED.is_settled
    assert not Stage.REPLIED.is_settled
    assert Stage.ARCHIVED in ENDED
    assert not Stage.ARCHIVED.is_open


def test_an_archived_case_is_never_changed() -> None:
    put_away = replace(closed(), dossier=DOSSIER, version=3)
    refuse_change(closed(), put_away)
    refuse_change(put_away, replace(put_away, dossier=None, version=4))
    for changed in (
        replace(put_away, typical="经验"),
        replace(put_away, dossier=None, typical="经验"),
        replace(put_away, dossier=replace(DOSSIER, file_no="2026-Y-0002")),
    ):
        with pytest.raises(OfficeError, match=r"已归档（2026-Y-0001），没有改动；.*先“取消归档”"):
            refuse_change(put_away, changed)
    with pytest.raises(OfficeError, match="没有改动"):
        refuse_archived(put_away)
    refuse_archived(closed())


def test_old_content_is_read_as_not_archived() -> None:
    content = to_mapping(closed())
    assert "dossier" not in content
    assert from_mapping(Case, content, "件").dossier is None
    put_away = replace(closed(), dossier=replace(DOSSIER, archived_on=date(2026, 6, 1), reason="另存"))
    assert from_mapping(Case, to_mapping(put_away), "件") == put_away


def test_a_paper_that_was_never_taken_up_is_not_put_away() -> None:
    case = replace(CASE, proposal=replace(PAPER, filing=Filing.WITHDRAWN))
    assert not allowed(Act.ARCHIVE, Situation(case, SCHEME, TODAY))
