"""The way of a case: which station is on, done, skipped or still ahead."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from desktop.domain.assignment import Assignment, CoOpinion, Role
from desktop.domain.case import Case
from desktop.domain.commitment import Commitment
from desktop.domain.consultation import Consultation
from desktop.domain.dossier import Dossier
from desktop.domain.feedback import Feedback
from desktop.domain.kinds import Kind
from desktop.domain.next_step import next_step
from desktop.domain.procedure import stage_of
from desktop.domain.proposal import Filing, Proposal
from desktop.domain.reply import Reply, ReplyKind, ReplyState, ReviewStep, Verdict
from desktop.domain.scheme import (
    ContactRules,
    ContactStage,
    ResultBasis,
    ResultClass,
    ReviewerRole,
    ReviewRoute,
    RouteStep,
    SatisfactionRules,
    Scheme,
    Strictness,
)
from desktop.views.process import LABELS, Mark, Station, way_of

DAY = date(2026, 3, 5)
STEPS = (
    RouteStep("check", "科室审核", ReviewerRole.SECTION),
    RouteStep("sign", "主要领导签发", ReviewerRole.HEAD, signs=True),
)
STAGES = (ContactStage("before", "办理前"), ContactStage("draft", "拟稿后"))
SCHEME = Scheme(
    id="t",
    version=1,
    name="试验",
    region="",
    source="",
    categories=(),
    result_basis=ResultBasis.RESULT,
    result_classes=(ResultClass("A", "已解决", "已经解决"),),
    deadlines=(),
    contacts=ContactRules("面商", STAGES, ("上门",)),
    routes=(ReviewRoute("plain", "普通件", STEPS),),
    satisfaction=SatisfactionRules((), ()),
)
LEAD = Assignment(1, "市教育局", Role.LEAD, assigned_on=DAY)
CO = Assignment(2, "市财政局", Role.CO, assigned_on=DAY)
PAPER = Proposal(Kind.SUGGESTION, 1, "增设公交站点")
REPLY = Reply(1, "市教育局", text="一、", result_class="A", route="plain")
NEW = Case(PAPER, "t", 1)
GIVEN = replace(NEW, assignments=(LEAD, CO))
MET = replace(
    GIVEN,
    assignments=(LEAD, replace(CO, co_opinion=CoOpinion(DAY))),
    consultations=(Consultation("before", DAY, "上门"), Consultation("draft", DAY, "上门")),
)
REVIEWED = replace(REPLY, state=ReplyState.IN_REVIEW)
CHECKED = replace(REVIEWED, steps=(ReviewStep("check", "科室审核", "王一", DAY, Verdict.APPROVED),))
OUT = replace(MET, replies=(replace(REPLY, state=ReplyState.ISSUED),))
JUDGED = replace(OUT, feedbacks=(Feedback(DAY, {}),))


def way(case: Case, scheme: Scheme = SCHEME) -> dict[str, Station]:
    stations = way_of(case, scheme, stage_of(case, scheme), next_step(case, scheme))
    return dict(zip(LABELS, stations, strict=True))


@pytest.mark.parametrize(
    ("case", "current"),
    [
        (replace(NEW, proposal=replace(PAPER, filing=Filing.DRAFT)), "登记"),
        (NEW, "交办"),
        (GIVEN, "面商"),
        (replace(GIVEN, consultations=MET.consultations), "协办"),
        (MET, "拟稿"),
        (replace(MET, replies=(REPLY,)), "拟稿"),
        (replace(MET, replies=(REVIEWED,)), "审核"),
        (replace(MET, replies=(CHECKED,)), "签发"),
        (replace(MET, replies=(replace(REPLY, state=ReplyState.SIGNED),)), "印发"),
        (OUT, "反馈"),
        (replace(JUDGED, commitments=(Commitment("新建站台", "市教育局", DAY),)), "落实"),
    ],
)
def test_the_station_of_the_next_step_is_the_current_one(case: Case, current: str) -> None:
    stations = way(case)
    assert [label for label, each in stations.items() if each.mark is Mark.CURRENT] == [current]
    ahead = LABELS[LABELS.index(current) + 1 :]
    assert {stations[label].mark for label in ahead} <= {Mark.AHEAD, Mark.SKIPPED}


def test_what_was_done_early_is_done_although_an_earlier_station_is_on() -> None:
    stations = way(replace(GIVEN, assignments=MET.assignments))
    assert stations["面商"].mark is Mark.CURRENT
    assert stations["协办"].mark is Mark.DONE


def test_a_closed_case_has_only_the_archive_ahead_and_skips_what_it_never_needed() -> None:
    stations = way(JUDGED)
    assert [label for label, each in stations.items() if each.mark is Mark.AHEAD] == ["立卷归档"]
    assert next(reversed(stations)) == "立卷归档"
    put_away = way(replace(JUDGED, dossier=Dossier("2026-Y-0001", "永久", date(2026, 6, 1), "示例经办")))
    assert {each.mark for each in put_away.values()} == {Mark.DONE, Mark.SKIPPED}
    assert stations["落实"].mark is Mark.SKIPPED
    assert stations["办结"].mark is Mark.DONE
    assert way(replace(JUDGED, assignments=(LEAD,)))["协办"].mark is Mark.SKIPPED


def test_a_paper_not_taken_up_shows_its_end_and_skips_the_rest() -> None:
    stations = way(replace(NEW, proposal=replace(PAPER, filing=Filing.MERGED)))
    assert stations["登记"] == Station("已并案", Mark.DONE)
    assert {each.mark for label, each in stations.items() if label != "登记"} == {Mark.SKIPPED}


def test_counts_stand_beside_what_has_parts() -> None:
    half = replace(GIVEN, consultations=MET.consultations[:1])
    assert way(half)["面商"].note == "1/2"
    assert way(half)["协办"].note == "0/1"
    split = tuple(replace(LEAD, unit_id=n, unit_name=f"单位{n}", role=Role.SPLIT) for n in (1, 2))
    assert way(replace(OUT, assignments=split))["印发"].note == "1/2"
    promised = replace(JUDGED, commitments=(Commitment("甲", "市教育局", DAY, fulfilled_on=DAY),))
    assert way(promised)["落实"] == Station("落实", Mark.DONE, "1/1")


def test_the_office_uses_its_own_word_and_may_have_no_meetings() -> None:
    once = (ContactStage("x", "一次", Strictness.FREE),)
    free = replace(SCHEME, contacts=ContactRules("沟通", once, ("电话",)))
    assert way(GIVEN, free)["面商"] == Station("沟通", Mark.DONE, "0/1")
    assert way(GIVEN, replace(SCHEME, contacts=ContactRules("面商", (), ())))["面商"].mark is Mark.SKIPPED


def test_a_letter_after_the_reply_belongs_to_what_follows_it() -> None:
    reply = replace(REPLY, state=ReplyState.ISSUED, doc_no="例函〔2026〕1号", issued_on=DAY)
    heard = Feedback(DAY, {})
    case = replace(NEW, assignments=(LEAD,), replies=(reply,), feedbacks=(heard,))
    letter = replace(REPLY, kind=ReplyKind.SUPPLEMENTARY, state=ReplyState.IN_REVIEW)
    open_case = replace(case, supplements=(letter,))
    step = next_step(open_case, SCHEME)
    assert step is not None
    assert step.text == "承办科室：补充答复科室审核"
    way = way_of(open_case, SCHEME, stage_of(open_case, SCHEME), step)
    assert [each.label for each in way if each.mark is Mark.CURRENT] == ["落实"]
