"""Small nouns say what a form or a letter asks of them."""

from __future__ import annotations

from datetime import date

from desktop.domain.assignment import Role
from desktop.domain.commitment import Commitment
from desktop.domain.figures import UnitCount
from desktop.domain.kinds import Body, Kind
from desktop.domain.session import Session
from desktop.domain.unit import Contact, ContactRole, Unit
from tests.samples import task


def test_five_settings_say_what_is_missing() -> None:
    missing = [name for name, is_set in task(1, Role.LEAD).five_settings if not is_set]
    assert missing == ["分管领导", "承办人员", "办理任务", "办理措施"]


def test_only_co_handlers_do_not_answer() -> None:
    assert [role for role in Role if not role.answers] == [Role.CO]


def test_a_unit_names_its_people() -> None:
    unit = Unit("示例局", contacts=(Contact(ContactRole.HEAD, "示例局长", "138-0000-0001"),))
    head = unit.contact(ContactRole.HEAD)
    assert head is not None
    assert head.name == "示例局长"
    assert unit.contact(ContactRole.OFFICE) is None


def test_a_promise_is_open_until_kept() -> None:
    assert Commitment("建成站台", "示例局", date(2026, 6, 1)).is_open
    assert not Commitment("建成站台", "示例局", date(2026, 6, 1), fulfilled_on=date(2026, 7, 1)).is_open


def test_a_unit_s_tasks_add_up() -> None:
    count = UnitCount("示例局", lead=3, co=2, lead_replied=1, co_replied=2)
    assert (count.total, count.replied) == (5, 3)


def test_reports_begin_with_the_long_name() -> None:
    assert Kind.SUGGESTION.full_label == "代表建议、批评和意见"
    assert Kind.MOTION.full_label == "议案"


def test_a_session_knows_who_hands_its_papers_over() -> None:
    assert Session(Body.CONGRESS, "区", 17, 1, 2026).assigning_body == "区人大常委会"
    assert Session(Body.CPPCC, "区", 15, 2, 2026).assigning_body == "区政协"
