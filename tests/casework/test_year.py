"""A year at a desk, played day by day in any order: no case without a next step, no date without a reason."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from desktop.casework import answer, assign, clock, consult, find, follow, issue, review
from desktop.domain.assignment import CoOpinion, Role
from desktop.domain.clock import InterimReport
from desktop.domain.commitment import Commitment
from desktop.domain.consultation import Consultation
from desktop.domain.deadlines import explain
from desktop.domain.errors import OfficeError
from desktop.domain.feedback import Feedback
from desktop.domain.listing import Criteria
from desktop.domain.stage import Stage
from tests import desks
from tests.desks import Clock

if TYPE_CHECKING:
    from collections.abc import Callable

SCHEMES = ("tongyong", "jianxi", "chongqing", "shanghai")
WAYS = (
    (desks.draft(1, Role.SOLE),),
    (desks.draft(1, Role.LEAD), desks.draft(2, Role.CO), desks.draft(3, Role.CO)),
    (desks.draft(1, Role.SPLIT), desks.draft(2, Role.SPLIT)),
)
CASES, SOME = st.integers(1, 3), st.integers(0, 40)


class Year(RuleBasedStateMachine):
    """Three cases of one desk; an act that is refused changes nothing."""

    @initialize(scheme=st.sampled_from(SCHEMES))
    def open_the_desk(self, scheme: str) -> None:
        self.folder = TemporaryDirectory()
        self.clock = Clock()
        self.office = desks.new_office(Path(self.folder.name), scheme, self.clock)
        for number in ("1", "2", "3"):
            desks.registered(self.office, number)

    def tried(self, act: Callable[[], object]) -> None:
        before = [find.case(self.office, each) for each in (1, 2, 3)]
        try:
            act()
        except OfficeError as refusal:
            told = refusal.message
        else:
            return
        assert told.endswith("。")
        assert [find.case(self.office, each) for each in (1, 2, 3)] == before

    @rule(days=st.integers(1, 20))
    def days_pass(self, days: int) -> None:
        self.clock.turn(days)

    @rule(case=CASES, way=st.sampled_from(WAYS))
    def hand_out(self, case: int, way: tuple[assign.TaskDraft, ...]) -> None:
        self.tried(lambda: assign.hand_out(self.office, case, way, self.office.today))

    @rule(case=CASES, stage=st.sampled_from(("before", "during", "draft", "after")))
    def meet(self, case: int, stage: str) -> None:
        meeting = Consultation(stage, self.office.today, "上门走访")
        self.tried(lambda: consult.record(self.office, case, meeting))

    @rule(case=CASES, unit=st.integers(2, 3))
    def give_opinion(self, case: int, unit: int) -> None:
        opinion = CoOpinion(self.office.today, "同意")
        self.tried(lambda: consult.take_co_opinion(self.office, case, unit, opinion))

    @rule(case=CASES, unit=st.integers(2, 3))
    def return_opinion(self, case: int, unit: int) -> None:
        self.tried(lambda: clock.ask_opinion_again(self.office, case, unit))

    @rule(case=CASES, unit=st.integers(1, 2), place=st.integers(0, 2), planned=SOME)
    def write(self, case: int, unit: int, place: int, planned: int) -> None:
        classes = self.office.default_scheme.result_classes
        content = answer.ReplyDraft(
            desks.TEXT, classes[place].code, "条件所限", self.office.today + timedelta(days=5 * planned)
        )
        self.tried(lambda: answer.save_draft(self.office, case, unit, content))
        self.tried(lambda: answer.submit(self.office, case, unit))

    @rule(case=CASES, unit=st.integers(1, 2))
    def review_and_issue(self, case: int, unit: int) -> None:
        def whole() -> None:
            found = find.case(self.office, case)
            while (now := review.step(self.office, found, unit)) is not None:
                checks = review.checks(self.office, found, now)
                found = review.approve(
                    self.office, case, unit, review.Decision("示例领导", checks=checks)
                )

        try:
            whole()
        except OfficeError:
            return
        self.tried(lambda: issue.letter(self.office, case, unit))

    @rule(case=CASES, level=st.integers(0, 2))
    def hear(self, case: int, level: int) -> None:
        scheme = self.office.default_scheme
        code = scheme.satisfaction.levels[level].code
        verdicts = {each.key: code for each in scheme.satisfaction.dimensions}
        self.tried(lambda: follow.take_feedback(self.office, case, Feedback(self.office.today, verdicts)))

    @rule(case=CASES, days=SOME)
    def promise(self, case: int, days: int) -> None:
        due_on = self.office.today + timedelta(days=days)
        promised = Commitment("建成站台", "示例区教育局", self.office.today, due_on)
        self.tried(lambda: follow.promise(self.office, case, promised))

    @rule(case=CASES)
    def fulfil(self, case: int) -> None:
        self.tried(lambda: follow.fulfil(self.office, case, 0, self.office.today))

    @rule(case=CASES, days=SOME)
    def ask(self, case: int, days: int) -> None:
        due = find.case(self.office, case).due
        until = (due.on if due else self.office.today) + timedelta(days=days)
        self.tried(lambda: clock.ask_extension(self.office, case, clock.Request("示例局", "涉及面广", until)))

    @rule(case=CASES, approved=st.booleans())
    def decide(self, case: int, approved: bool) -> None:
        decision = clock.Decision(approved, "示例主任", "按规定")
        self.tried(lambda: clock.decide_extension(self.office, case, decision))

    @rule(case=CASES)
    def stop(self, case: int) -> None:
        self.tried(lambda: clock.pause(self.office, case, "等待批复"))

    @rule(case=CASES)
    def resume(self, case: int) -> None:
        self.tried(lambda: clock.resume(self.office, case))

    @rule(case=CASES)
    def report(self, case: int) -> None:
        told = InterimReport(self.office.today, "示例局", "已开工")
        self.tried(lambda: clock.report_interim(self.office, case, told))

    @invariant()
    def every_open_case_has_a_next_step_and_every_date_a_reason(self) -> None:
        for row in find.page(self.office, Criteria(), 0, 9):
            case = find.case(self.office, row.id)
            goes_on = row.stage.is_open or row.stage is Stage.CLOSED  # what is closed goes into the archive
            assert (find.next_step(self.office, case) is not None) == goes_on
            light = find.light_of(self.office, row)
            assert "-" not in light.text
            assert (light.days_left < 0) <= ("逾期" in light.text)
            assert (case.due.on if case.due else None) == row.due_on
            assert case.due is None or case.begun_due is None or case.due.on >= case.begun_due.on
            lead_due = case.lead.due if case.lead else None
            assert case.round > 1 or (lead_due and lead_due.on) == row.due_on
            for dated in clock.dates(self.office, case):
                assert dated.due.on > date(2026, 1, 1)
                assert dated.due.steps
                assert dated.due.on.isoformat() in "".join(explain(dated.due))

    def teardown(self) -> None:
        if hasattr(self, "office"):
            assert self.office.store.check() == ()
            self.office.close()
            self.folder.cleanup()


Year.TestCase.settings = settings(
    max_examples=25, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
)
TestYear = Year.TestCase
