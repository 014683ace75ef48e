"""The annual report of a session: what it says, that its numbers are those of the metrics, what stays."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from desktop import paths
from desktop.casework import (
    annual,
    annual_stories,
    annual_values,
    coordinate,
    demo,
    follow,
    keep,
    metrics,
    supervise,
    theme,
    undo,
)
from desktop.casework.hand_shares import HandShare
from desktop.casework.hand_shares import put as put_share
from desktop.domain.annual import SALUTATION, TITLE, Audience, Wishes
from desktop.domain.assignment import Role
from desktop.domain.commitment import Commitment
from desktop.domain.crossing import Dimension, Fact, Scope, Which
from desktop.domain.errors import OfficeError
from desktop.domain.event import Event, EventKind
from desktop.domain.figures import NO_BASE
from desktop.domain.kinds import Body, Kind, Origin
from desktop.domain.listing import Criteria
from desktop.domain.metrics import Metric
from desktop.domain.proposal import Filing, Submitter
from desktop.domain.supervision import SupervisionLevel
from desktop.domain.unit import System, Unit
from tests import desks
from tests.samples import PAPER

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.casework.annual import Draft
    from desktop.casework.office import Office
    from desktop.domain.case import Case

CPPCC = replace(PAPER, kind=Kind.CPPCC_PROPOSAL)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Return a desk with one case answered and judged, one co-handled key case, one just registered."""
    made = desks.new_office(tmp_path)
    desks.judged(made, desks.answered(made, desks.registered(made, "1")))
    second = desks.registered(made, "2", replace(PAPER, category="城乡建设", is_key=True))
    desks.answered(made, desks.handed_out(made, second, desks.draft(1, Role.LEAD), desks.draft(2, Role.CO)))
    desks.registered(made, "3", replace(PAPER, kind=Kind.MOTION_TO_SUGGESTION, category=""))
    return made


def texts(draft: Draft) -> dict[str, str]:
    return {each.key: each.said.text for each in draft.report.paragraphs}


def told(office: Office, wishes: Wishes | None = None, session_id: int = 1) -> dict[str, str]:
    made = annual.draft(office, session_id, annual.audience_of(office, session_id))
    return texts(annual.wished(office, made, wishes) if wishes else made)


def altered(office: Office, case: Case) -> Case:
    with office.store.transaction():
        return office.store.cases.save(case, office.note("修改"))


def test_the_year_in_the_words_of_a_report(office: Office) -> None:
    found = told(office)
    assert found[TITLE] == "关于区十七届人大一次会议代表建议办理情况的报告"
    assert found[SALUTATION] == "主任、各位副主任、各位委员："
    assert found["opening.opening"].startswith("受区政府委托，按照《中华人民共和国全国人民代表大会")
    assert "代表法》（2025年修正）的要求，" in found["opening.opening"]
    assert found["opening.opening"].endswith("（以下简称建议）的办理情况报告如下，请予审议。")
    assert found["totals.total"] == (
        "在区十七届人大一次会议上，交由区政府办理的建议共3件（包括议案转建议1件），"
        "涉及承办单位2个，其中主办单位1个。需由两个以上单位共同办理的1件，占已交办2件的50%。"
    )
    assert found["totals.categories"].endswith("城建交通方面1件，占33.3%；未分类1件，占33.3%。")
    assert found["totals.key"] == "其中，重点建议1件，已办理答复完毕。"
    assert found["results.replied"] == (
        "截至2026年3月2日，3件建议已办复2件。办复率66.7%，按时办复率100%，面商率66.7%，当面沟通率66.7%。"
    )
    assert found["results.classes"].startswith("从办理结果看，在已定类的2件建议中，")
    assert found["results.satisfaction"] == "从代表反馈看，满意1件，尚未反馈1件。满意率100%。"
    assert found["ending.ending"] == "以上报告，请予审议。"
    assert found["problems.problems"] == found["next.next"] == ""


def test_a_body_that_is_told_is_not_asked_to_deliberate(office: Office) -> None:
    session = keep.save_session(office, replace(desks.SESSION, body=Body.CPPCC, term=15, number=2))
    desks.registered(office, "9", replace(CPPCC, session_id=session.id))
    found = told(office, session_id=session.id)
    assert annual.audience_of(office, session.id) is Audience.CPPCC
    assert found[TITLE] == "关于区政协十五届二次会议提案办理情况的通报"
    assert found["opening.opening"] == "现将区政协十五届二次会议提案的办理情况通报如下。"
    assert found["ending.ending"] == "以上情况，特此通报。"
    assert "请予审议" not in "".join(found.values())


def test_a_session_nobody_named_is_reported_by_the_government(office: Office) -> None:
    unnamed = replace(desks.SESSION, place="2024年", term=0, number=0, year=2024)
    with office.store.transaction():
        unnamed = office.store.sessions.add(unnamed, office.note("新增届次"))
    found = told(office, session_id=unnamed.id)
    assert "受政府委托" in found["opening.opening"]
    assert found["results.replied"] == "截至2026年3月2日，尚没有应办的建议。"
    assert "totals.categories" not in found


def test_what_was_not_taken_up_is_told(office: Office) -> None:
    fourth = desks.registered(office, "4")
    altered(office, replace(fourth, proposal=replace(fourth.proposal, filing=Filing.MERGED)))
    assert "上述建议中，立案并单独办理3件，并案处理1件。" in told(office)["totals.total"]


def test_papers_nobody_owes_an_answer_to_are_not_told_as_answered(office: Office) -> None:
    merged = desks.registered(office, "7", replace(PAPER, is_key=True))
    altered(office, replace(merged, proposal=replace(merged.proposal, filing=Filing.MERGED)))
    assert told(office)["totals.key"] == "其中，重点建议2件，应办1件，已办理答复完毕。"
    between = desks.registered(office, "8", replace(PAPER, origin=Origin.INTERSESSION))
    altered(office, replace(between, proposal=replace(between.proposal, filing=Filing.MERGED)))
    assert told(office)["totals.between"].endswith("闭会期间建议共1件，尚没有应办的。")


def test_wishes_change_what_is_counted_and_named(office: Office) -> None:
    party = keep.save_unit(office, Unit("示例区委宣传部", System.PARTY))
    desks.handed_out(office, desks.registered(office, "5"), desks.draft(party.id, Role.SOLE))
    governed = told(office, Wishes(government=True))["totals.total"]
    assert governed.startswith("区十七届人大一次会议共提出建议4件，其中交区政府系统办理2件，由2个单位承办。")
    key = told(office, Wishes(key_only=True, as_of="12月初"))
    assert key["totals.total"].startswith("在区十七届人大一次会议上，交由区政府办理的重点建议共1件，")
    assert key["results.replied"].startswith("截至12月初，1件重点建议已办复完毕。")
    assert "totals.key" not in key
    assert "，不满意0件" in told(office, Wishes(with_zeros=True))["results.satisfaction"]


def test_papers_between_sessions_stand_apart_with_their_own_day(office: Office) -> None:
    between = replace(PAPER, origin=Origin.INTERSESSION)
    desks.registered(office, "闭1", between)
    assert (
        told(office)["totals.between"] == "截至2026年3月2日，交由区政府办理的闭会期间建议共1件，已办复0件。"
    )
    desks.answered(office, office.store.cases.get(4))
    found = told(office, Wishes(as_of="11月底", between_as_of="12月1日"))
    assert found["totals.between"] == "截至12月1日，交由区政府办理的闭会期间建议共1件，已全部办复。"
    assert "共3件" in found["totals.total"]


def test_verdicts_of_key_papers_and_of_second_rounds(office: Office) -> None:
    desks.judged(office, office.store.cases.get(2))
    assert told(office)["totals.key"] == "其中，重点建议1件，已办理答复完毕，全部满意。"
    key = replace(PAPER, is_key=True)
    desks.judged(office, desks.answered(office, desks.registered(office, "6", key)), 2)
    found = told(office)
    assert found["totals.key"] == "其中，重点建议2件，均已办理答复完毕，满意1件。"
    assert "初次办理满意率" in found["results.satisfaction"]
    assert found["results.satisfaction"].endswith("重新办理1件。")


def test_promises_and_what_earlier_years_left(office: Office) -> None:
    case = follow.promise(office, 2, Commitment("装路灯", "示例区教育局", office.today, office.today))
    follow.fulfil(office, case.id, 0, office.today, "已装")
    assert told(office)["results.promises"] == "办理中作出承诺1项，已兑现1项，落实率100%。"
    later = keep.save_session(office, replace(desks.SESSION, number=2, year=2027))
    carried = told(office, session_id=later.id)["results.carried"]
    assert carried == "往年结转的建议1件，已办复0件，已落实0件。"


def test_examples_of_classes_and_other_typical_cases(office: Office) -> None:
    theme.mark_typical(office, 1, "一是增设站台。二是优化线路。")
    found = told(office)
    letter = office.default_scheme.result_classes[0].short
    example = found[f"results.example/{letter}"]
    assert example.startswith(
        "如：示例甲代表提出的《关于增设示例路公交站的建议》，由示例区教育局办理。一是增设站台。"
    )
    assert "又如《关于增设示例路公交站的建议》等建议，" in example
    theme.mark_typical(office, 2, "建成站台1座。")
    theme.mark_typical(office, 3, "待办。")
    again = told(office)
    assert again["measures.typical/3"] == "如：示例甲代表提出的《关于增设示例路公交站的建议》。待办。"
    assert "建成站台" in again["measures.typical/2"]
    alone = replace(office.store.cases.get(2), is_deleted=True)
    altered(office, alone)
    assert "又如" not in told(office)[f"results.example/{letter}"]


def test_themes_are_told_in_one_sentence_with_an_example(office: Office) -> None:
    third = replace(PAPER, submitters=(Submitter("示例丙"),), title="关于开通夜班车的建议")
    desks.registered(office, "8", third)
    theme.add(office, [1, 4], "公共交通")
    theme.add(office, [2], "教育")
    theme.mark_typical(office, 1, "增设站台。")
    found = told(office)
    said = found["themes.theme/公共交通"]
    assert said.startswith("在公共交通方面，示例甲、示例丙代表提出“")
    assert "相关建议共2件。如：示例甲代表提出的" in said
    assert "themes.theme/教育" not in found


def test_what_the_office_did_and_noted_for_the_report(office: Office) -> None:
    for kind, title, content in (
        (EventKind.TRAINING, "联络员培训", ""),
        (EventKind.TRAINING, "答复函培训", ""),
        (EventKind.HAND_OUT, "交办会", ""),
        (EventKind.PROBLEM, "重答复、轻落实。", "文字解释较多；"),
        (EventKind.PROBLEM, "沟通方式单一", ""),
        (EventKind.NEXT, "开展回头看", ""),
    ):
        coordinate.save_event(office, Event(kind, office.today, title, content=content))
    coordinate.save_event(office, Event(EventKind.PROBLEM, office.today.replace(year=2025), "去年的问题"))
    third = desks.handed_out(office, office.store.cases.get(3))
    supervise.remind(office, [third.id], supervise.Pressing(SupervisionLevel.URGE, "电话督促"))
    found = told(office)
    assert found["measures.leadership"].endswith("全年共组织交办会1次、业务培训2次。")
    assert found["measures.press"].endswith("全年共对承办单位催办1次。")
    assert found["problems.problems"].endswith("：一是重答复、轻落实，文字解释较多；二是沟通方式单一。")
    assert found["next.next"].endswith("：一是开展回头看。")


def test_plans_are_crossed_with_how_far_they_are_carried_out(tmp_path: Path) -> None:
    office = desks.new_office(tmp_path, "chaoyang")
    for number, plan, state in (
        ("1", "A", "已落实"),
        ("2", "B", "继续推进"),
        ("3", "B", ""),
        ("4", "", "已落实"),
    ):
        case = desks.registered(office, number)
        altered(office, replace(case, plan_class=plan, implementation=state))
    found = told(office)
    assert found["results.classes"].startswith("从办理计划看，当年能够解决的A类1件，占")
    assert "尚未定类的1件" in found["results.classes"]
    assert found["results.crossing"] == (
        "从落实情况看，A类中，1件已落实；B类中，1件继续推进，1件尚未登记落实情况；尚未定类的中，1件已落实。"
    )


def test_a_scheme_without_letters_and_one_without_shares(tmp_path: Path) -> None:
    office = desks.new_office(tmp_path, "jianxi")
    case = desks.judged(
        office, desks.answered(office, desks.registered(office, paper=replace(PAPER, category="城建交通类")))
    )
    found = told(office)
    label = office.scheme_of(case).result_classes[0].label
    assert found["results.classes"] == f"从办理结果看，{label}的1件，占100%。"
    assert "城建交通类1件，占100%" in found["totals.categories"]
    altered(office, replace(case, plan_class="", implementation="已落实"))
    assert found.keys() <= told(office).keys()
    plain = desks.new_office(tmp_path / "plain", "xigong")
    desks.answered(plain, desks.registered(plain))
    assert "占" not in told(plain)["totals.categories"]


def test_a_share_set_by_hand_is_printed_with_its_reason_beside(office: Office) -> None:
    group = metrics.figures(office, Scope((1,))).group(Dimension.CATEGORY)
    assert group is not None
    share = next(each for each in group.shares if each.number)
    put_share(office, Scope((1,)), Dimension.CATEGORY, (share.value, 1, 3), HandShare("33.4", "凑足100%"))
    made = annual.draft(office, 1, Audience.CONGRESS)
    paragraph = next(each for each in made.report.paragraphs if each.key == "totals.categories")
    figure = next(each for each in paragraph.said.figures if each.text == "33.4%")
    assert figure.definition == "手工占比：凑足100%"


def test_what_was_written_survives_and_what_changed_is_marked(office: Office) -> None:
    made = annual.draft(office, 1, Audience.CONGRESS)
    assert (made.is_kept, made.changed()) == (False, 0)
    total = next(each for each in made.report.paragraphs if each.key == "totals.total")
    annual.save(office, made.with_paragraph(total.retyped(f"据统计，{total.said.text}")).report)
    desks.registered(office, "7")
    kept = annual.draft(office, 1, Audience.CONGRESS)
    assert kept.is_kept
    assert kept.changed() > 1
    assert texts(kept)["results.replied"].startswith("截至2026年3月2日，3件建议")
    again = annual.compared(office, kept).renewed()
    assert texts(again)["results.replied"].startswith("截至2026年3月2日，4件建议")
    edited = next(each for each in again.report.paragraphs if each.key == "totals.total")
    assert edited.said.text.startswith("据统计，")
    changes = again.changes(edited)
    assert [each.words for each in changes] == ["建议总数：3 → 4"]
    taken = again.taken_over("totals.total", changes[0])
    assert "共4件" in texts(taken)["totals.total"]
    assert taken.changed() == 0
    assert taken.fresh_of("nothing") is None


def test_a_saved_report_is_taken_back_and_done_again(office: Office) -> None:
    made = annual.draft(office, 1, Audience.CONGRESS)
    annual.save(office, made.report)
    step = undo.undo(office)
    assert step.verb == annual.SAVED
    assert not annual.draft(office, 1, Audience.CONGRESS).is_kept
    undo.redo(office)
    assert annual.draft(office, 1, Audience.CONGRESS).report == made.report


def test_a_section_names_the_group_it_is_drawn_by(office: Office) -> None:
    report = annual.draft(office, 1, Audience.CONGRESS).report
    category, classes = (annual.group(office, report, section) for section in ("totals", "results"))
    assert category is not None
    assert classes is not None
    assert (category.dimension, classes.dimension) == (Dimension.CATEGORY, Dimension.RESULT_CLASS)
    assert annual.group(office, report, "measures") is None
    assert annual.group(office, report, "nothing") is None


def test_an_outline_that_is_lost_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(paths, "resources", lambda: tmp_path)
    annual.outline.cache_clear()
    with pytest.raises(OfficeError, match="重新安装"):
        annual.outline(Audience.CPPCC)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return a demo desk: hundreds of acts, every stage."""
    folder = tmp_path_factory.mktemp("year")
    return demo.build(folder, clock=desks.Clock(date(2026, 11, 22)), cases=80, seed=7)


_NO_LIST = re.compile(r"units|leading|event/.*|press/.*|promises.*|.*\.percent")


def test_every_number_printed_is_the_metrics_and_opens_its_cases(year: Office) -> None:
    checked = 0
    for session in year.store.sessions.all():
        for audience in Audience:
            at = annual_values.basis(year, session.id, Wishes())
            measured = {each.formula.key: each for each in at.found.measured}
            for paragraph in annual.draft(year, session.id, audience).report.paragraphs:
                for figure in paragraph.said.figures:
                    assert paragraph.said.text[figure.start : figure.end] == figure.text
                    checked += 1
                    if figure.key in measured:
                        assert figure.text == measured[figure.key].percent != NO_BASE
                    elif not _NO_LIST.fullmatch(figure.key):
                        assert year.store.board.count(Criteria(counted=figure.behind)) == int(figure.text)
    assert checked > 100


def test_no_number_stands_in_a_text_without_its_figure(year: Office) -> None:
    for session in year.store.sessions.all():
        for paragraph in annual.draft(
            year, session.id, annual.audience_of(year, session.id)
        ).report.paragraphs:
            text, quoted = paragraph.said.text, re.compile("《[^》]*》|（[0-9]{4}年[^）]*）")
            for figure in reversed(paragraph.said.figures):
                text = text[: figure.start] + text[figure.end :]
            bare = quoted.sub("", text).replace("2026年11月22日", "")
            assert not re.search("[0-9]", bare), bare


def test_parts_of_every_block_make_their_whole(year: Office) -> None:
    for session in year.store.sessions.all():
        at = annual_values.basis(year, session.id, Wishes())
        for paragraph in annual.draft(year, session.id, Audience.CONGRESS).report.paragraphs:
            parts = [
                int(each.text) for each in paragraph.said.figures if re.fullmatch(r"category/[^.]*", each.key)
            ]
            if parts:
                assert sum(parts) == at.found.total.number


def test_metrics_of_the_report_are_the_chosen_ones(office: Office) -> None:
    (replied,) = metrics.counted(office, Scope((1,)), [Which(Fact.REPLIED)])
    figure = next(
        each
        for paragraph in annual.draft(office, 1, Audience.CONGRESS).report.paragraphs
        for each in paragraph.said.figures
        if each.key == "reply.owed"
    )
    measured = metrics.figures(office, Scope((1,))).metric(Metric.REPLY)
    assert (figure.text, figure.definition) == (measured.percent, measured.formula.definition)
    assert figure.base == f"{replied.number}/3件"


def test_the_outlines_ask_for_nothing_nobody_knows(year: Office) -> None:
    told_in_part = {
        *("several", "categories", "classes", "verdicts", "satisfaction_rates", "rehandled"),
        *("key_clause", "between_clause", "carried"),
    }
    session = year.store.sessions.all()[0]
    at = annual_values.basis(year, session.id, Wishes())
    known = {*annual_values.values(at), *annual_stories.values(at), *annual_stories.lists(at)}
    for audience in Audience:
        assert annual.outline(audience).names() <= known | told_in_part
