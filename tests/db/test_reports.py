"""Reports come back as they were put; parts of cases are read without the rest."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from desktop.domain.errors import OfficeError
from desktop.domain.report import Report, ReportColumn, Subject
from tests.db.samples import NOTE, any_case

if TYPE_CHECKING:
    from desktop.db.store import Store

COLUMNS = (ReportColumn("unit", "单位", "提建议人", 20), ReportColumn())
REPORT = Report("我的", COLUMNS, Subject.UNITS, totals=True)


def test_a_report_comes_back_as_it_was_put(store: Store) -> None:
    with store.transaction():
        store.reports.put(REPORT, NOTE)
        store.reports.rename("我的", Report("别的", REPORT.columns), NOTE)
        store.reports.put(REPORT, NOTE)
    assert [report.name for report in store.reports.all()] == ["别的", "我的"]
    assert store.reports.find("我的") == REPORT
    with store.transaction():
        store.reports.drop("别的", NOTE)
    assert store.reports.all() == (REPORT,)
    assert store.reports.find("别的") is None


def test_a_report_that_cannot_be_read_is_damage(store: Store) -> None:
    store._work.connection.execute("INSERT INTO report VALUES ('甲', 1, 'x')")
    with pytest.raises(OfficeError, match="损坏"):
        store.reports.all()


def test_parts_of_cases_are_those_of_the_whole_cases(store: Store) -> None:
    dice = random.Random(6)
    with store.transaction():
        ids = store.cases.add_many((any_case(dice, number) for number in range(40)), NOTE)
    found = store.parts.parts(ids, ("proposal", "assignments", "feedbacks"))
    told = list(store.parts.tasks(ids))
    for case_id in ids:
        whole = store.cases.get(case_id)
        part = found[case_id]
        assert (part.assignments, part.feedbacks) == (whole.assignments, whole.feedbacks)
        assert (part.round, part.scheme_id, part.id) == (whole.round, whole.scheme_id, case_id)
        assert (part.proposal.submitters, part.proposal.body) == (whole.proposal.submitters, "")
        assert part.replies == ()
        tasks = [each for each in told if each.case_id == case_id]
        assert [(each.unit_id, each.role, each.assigned_on) for each in tasks] == [
            (task.unit_id, task.role, task.assigned_on) for task in whole.assignments
        ]


def test_no_parts_are_asked_of_no_cases(store: Store) -> None:
    assert store.parts.parts((), ("proposal",)) == {}
    assert list(store.parts.tasks(())) == []
    assert not store.parts.parts((1,), ())
