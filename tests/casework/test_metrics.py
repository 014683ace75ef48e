"""The figures of a year: rates by named formulas, groups that add up, numbers that open their cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from desktop.casework import crossings, follow, hand_shares, keep, metrics, metrics_years, undo
from desktop.casework.hand_shares import HandShare
from desktop.domain.assignment import Role
from desktop.domain.commitment import Commitment
from desktop.domain.crossing import Counting, Dimension, Fact, Scope, Which
from desktop.domain.errors import OfficeError
from desktop.domain.kinds import Body, Kind, Origin
from desktop.domain.metrics import Metric, formulas, words_of
from desktop.domain.unit import System, Unit
from tests import desks
from tests.samples import PAPER

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.casework.metrics import Figures, Group
    from desktop.casework.office import Office

ONE = Scope((1,))


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Return a desk with a case judged, one answered with a co-handler, one merely registered."""
    made = desks.new_office(tmp_path)
    desks.judged(made, desks.answered(made, desks.registered(made, "1")))
    second = desks.registered(made, "2", replace(PAPER, category="城乡建设", is_key=True))
    tasks = (desks.draft(1, Role.LEAD), desks.draft(2, Role.CO))
    desks.answered(made, desks.handed_out(made, second, *tasks))
    desks.registered(made, "3", replace(PAPER, kind=Kind.CPPCC_PROPOSAL, category=""))
    return made


def count(office: Office, cell: object) -> int:
    return office.store.board.count(cell.behind)  # type: ignore[attr-defined]


def printed(found: Figures) -> dict[str, str]:
    return {each.formula.name: f"{each.percent} {each.parts}" for each in found.chosen}


def shares(group: Group | None) -> list[tuple[str, int, str]]:
    assert group is not None
    return [(each.label, each.number, each.percent) for each in group.shares if each.number]


def test_every_chosen_rate_stands_with_its_parts(office: Office) -> None:
    found = metrics.figures(office, ONE)
    told = printed(found)
    assert told["办复率"] == "66.7% 2/3"
    assert told["按时办复率"] == "100% 2/2"
    assert told["面商率"] == "66.7% 2/3"
    assert told["满意率"] == "100% 1/1"
    assert told["解决率"] == "100% 2/2"
    assert told["多单位承办占比"] == "50% 1/2"
    assert told["协办及时率"] == "0% 0/1"
    assert told["落实率"] == "— 0/0"
    assert found.metric(Metric.REPLY).formula.definition == "已答复件数 ÷ 应办件数"
    assert found.about == "区十七届人大一次会议，大会期间"


def test_every_number_opens_its_cases(office: Office) -> None:
    found = metrics.figures(office, Scope(origin=None))
    for each in found.measured:
        for cell in (each.part, each.whole):
            if each.formula.counting is Counting.CASES:
                assert count(office, cell) == cell.number
    for group in found.groups:
        assert group.adds_up
        assert count(office, group.whole) == group.whole.number
        assert [count(office, share.cell) for share in group.shares] == [each.number for each in group.shares]
    assert (count(office, found.total), count(office, found.owed)) == (3, 3)
    assert found.group(Dimension.IMPLEMENTATION) is None


def test_variants_of_a_metric_stand_beside_the_chosen_one(office: Office) -> None:
    found = metrics.figures(office, ONE)
    of_metric = [each for each in found.measured if each.formula.metric is Metric.SATISFACTION]
    satisfied = {each.formula.variant: each.parts for each in of_metric}
    assert satisfied["judged"] == "1/1"
    assert satisfied["replied"] == "1/2"
    assert satisfied["owed"] == "1/3"
    assert len({each.formula.key for each in found.measured}) == len(found.measured)


def test_promises_are_counted_one_by_one(office: Office) -> None:
    case = office.store.cases.get(2)
    for text in ("装路灯", "修人行道"):
        case = follow.promise(office, case.id, Commitment(text, "示例区教育局", office.today, office.today))
    follow.fulfil(office, case.id, 0, office.today, "已装")
    rate = metrics.figures(office, ONE).metric(Metric.FULFILMENT)
    assert (rate.parts, rate.formula.counting.label) == ("1/2", "项")


def test_a_meeting_may_have_to_be_held_more_than_once(office: Office) -> None:
    scheme = office.default_scheme
    stages = len(scheme.contacts.stages)
    for times, expected in ((stages, 2), (stages + 1, 0)):
        wanted = replace(scheme, metrics=replace(scheme.metrics, contact_times=times))
        formula = next(each for each in formulas(wanted) if each.key == "contact.owed")
        (measured,) = metrics.measure(office, ONE, [formula])
        assert measured.part.number == expected
        assert formula.definition == f"沟通{times}次以上件数 ÷ 应办件数"


def test_papers_between_sessions_are_never_mixed_in_unasked(office: Office) -> None:
    desks.registered(office, "闭1", replace(PAPER, origin=Origin.INTERSESSION))
    assert metrics.figures(office, ONE).total.number == 3
    between = Scope((1,), Origin.INTERSESSION)
    assert metrics.figures(office, between, "12月初").total.number == 1
    assert metrics.figures(office, between, "12月初").as_of == "12月初"
    both = Scope((1,), None)
    assert metrics.figures(office, both).total.number == 4
    mixed = [metrics.is_mixed(office, scope) for scope in (ONE, both, Scope((9,), None))]
    assert mixed == [False, True, False]
    assert metrics.figures(office, both).group(Dimension.ORIGIN) is not None
    assert metrics.figures(office, ONE).group(Dimension.ORIGIN) is None
    assert "合计" in metrics.figures(office, both).about


def test_the_government_system_is_counted_apart(office: Office) -> None:
    party = keep.save_unit(office, Unit("示例区委宣传部", System.PARTY))
    desks.handed_out(office, desks.registered(office, "5"), desks.draft(party.id, Role.SOLE))
    found = metrics.figures(office, metrics.government(office, ONE))
    assert (found.total.number, found.units, found.leading) == (2, 2, 1)
    assert "政府系统主办" in found.about
    whole = metrics.figures(office, ONE)
    assert shares(whole.group(Dimension.SYSTEM)) == [
        ("政府部门（1个单位）", 2, "66.7%"),
        ("党委部门（1个单位）", 1, "33.3%"),
    ]


def test_key_cases_have_all_figures_of_their_own(office: Office) -> None:
    found = metrics.figures(office, replace(ONE, key_only=True))
    assert (found.total.number, printed(found)["办复率"]) == (1, "100% 1/1")
    assert found.about.endswith("重点件")


def test_what_earlier_years_left_is_counted_for_this_one(office: Office) -> None:
    later = keep.save_session(office, replace(desks.SESSION, number=2, year=2027))
    other = keep.save_session(office, replace(desks.SESSION, body=Body.CPPCC, year=2025))
    scope = metrics.carried(office, later.id)
    assert scope.sessions == (1,)
    assert metrics.figures(office, scope).total.number == 1
    assert "往年结转件" in crossings.describe(office, scope)
    assert metrics.figures(office, metrics.carried(office, other.id)).total.number == 0


def test_one_group_names_what_is_not_filled_in(office: Office) -> None:
    group = metrics.group(office, ONE, Dimension.CATEGORY)
    assert shares(group)[-1][:2] == ("未填", 1)
    assert group.adds_up


def test_a_scheme_that_prints_no_shares_counts_only(tmp_path: Path) -> None:
    office = desks.new_office(tmp_path, "xigong")
    desks.judged(office, desks.answered(office, desks.registered(office)))
    found = metrics.figures(office)
    assert {each.percent for each in found.group(Dimension.CATEGORY).shares} == {""}  # type: ignore[union-attr]
    assert found.group(Dimension.VERDICT).shares[0].percent == "100%"  # type: ignore[union-attr]


def test_sessions_stand_side_by_side_with_their_difference(office: Office) -> None:
    later = keep.save_session(office, replace(desks.SESSION, number=2, year=2027))
    desks.answered(office, desks.registered(office, "1", replace(PAPER, session_id=later.id)))
    years = metrics_years.compare(office, Scope())
    assert years.sessions == ("区十七届人大一次会议", "区十七届人大二次会议")
    lines = {line.name: line for line in years.lines}
    assert lines["全部件数"].shown == ("3", "1")
    assert lines["全部件数"].differences == ("-2",)
    assert lines["办复率"].shown == ("66.7%（2/3）", "100%（1/1）")
    assert lines["办复率"].differences == ("+33.3",)
    assert lines["满意率"].differences == ("—",)
    assert [count(office, cell) for cell in lines["办复率"].cells] == [2, 1]
    table = metrics_years.ledger(office, years, "12月初")
    assert [column.title for column in table.columns] == ["指标", "口径", *years.sessions, "增减"]
    assert "12月初" in table.subtitle
    assert metrics_years.compare(office, Scope(), [1]).sessions == years.sessions[:1]


def test_a_share_set_by_hand_is_marked_kept_and_taken_back(office: Office) -> None:
    group = metrics.figures(office, ONE).group(Dimension.KIND)
    assert group is not None
    share = group.shares[0]
    spot = (share.value, share.number, group.whole.number)
    assert share.percent == "66.7%"
    hand_shares.put(office, ONE, Dimension.KIND, spot, HandShare("66.6", "凑足合计100%"))
    changed = metrics.figures(office, ONE).group(Dimension.KIND)
    assert changed is not None
    assert (changed.shares[0].percent, changed.shares[0].reason) == ("66.6%※", "凑足合计100%")
    assert changed.hint == "合计99.9%"
    assert undo.undoable(office).label == "撤销 手工占比"  # type: ignore[union-attr]
    undo.undo(office)
    assert shares(metrics.figures(office, ONE).group(Dimension.KIND))[0][2] == "66.7%"
    undo.redo(office)
    assert metrics.figures(office, ONE).group(Dimension.KIND).shares[0].reason  # type: ignore[union-attr]
    first = undo.undoable(office)
    hand_shares.put(office, ONE, Dimension.KIND, spot, None)
    with pytest.raises(OfficeError, match="之后又有改动"):
        undo.undo(office, first)
    hand_shares.put(office, ONE, Dimension.KIND, spot, None)
    assert not hand_shares.of_group(office, ONE, Dimension.KIND)


def test_a_hand_set_share_ends_with_the_numbers_it_was_set_for(office: Office) -> None:
    spot = (Kind.SUGGESTION.value, 2, 3)
    hand_shares.put(office, ONE, Dimension.KIND, spot, HandShare("66.6%", "凑足100%"))
    desks.registered(office, "9")
    assert metrics.figures(office, ONE).group(Dimension.KIND).shares[0].percent == "75%"  # type: ignore[union-attr]


@pytest.mark.parametrize(("percent", "reason"), [("101", "凑"), ("5.1234", "凑"), ("约五", "凑"), ("5", " ")])
def test_a_share_by_hand_needs_a_percentage_and_a_reason(office: Office, percent: str, reason: str) -> None:
    with pytest.raises(OfficeError, match="尚未保存"):
        hand_shares.put(office, ONE, Dimension.KIND, ("suggestion", 2, 3), HandShare(percent, reason))


def test_words_of_facts() -> None:
    assert words_of(Which(Fact.CO_TASKS)) == "协办件次"
    assert words_of(Which(Fact.MET)) == "已沟通件数"
    assert words_of(Which(Fact.PROMISES)) == "承诺事项数"


def test_a_day_later_the_reply_is_late(office: Office) -> None:
    case = desks.handed_out(office, desks.registered(office, "7"))
    assert case.due is not None
    late = case.due.on + timedelta(days=1)
    office.clock.turn((late - office.today).days)  # type: ignore[attr-defined]
    desks.answered(office, case)
    assert printed(metrics.figures(office, ONE))["按时办复率"] == "66.7% 2/3"
