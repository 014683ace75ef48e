"""The review route as lines: decisions taken, whose turn it is, what is still to come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from desktop.domain.reply import Reply, ReplyState, ReviewStep, Verdict
from desktop.domain.scheme import ReviewerRole, RouteStep
from desktop.views.route_line import RouteEntry, RouteLine, entries
from tests.views.case_desk import words_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

DAY = date(2026, 3, 5)
STEPS = (
    RouteStep("section", "科室核稿", ReviewerRole.SECTION),
    RouteStep("head", "主要领导签发", ReviewerRole.HEAD, signs=True),
)
PASSED = ReviewStep("section", "科室核稿", "示例科长", DAY, Verdict.APPROVED, "文字已核")
RETURNED = ReviewStep("head", "主要领导签发", "示例局长", DAY, Verdict.SENT_BACK, "请补充")
REPLY = Reply(1, "示例局", state=ReplyState.IN_REVIEW)


def marks(reply: Reply | None) -> str:
    return "".join(entry.mark for entry in entries(STEPS, reply))


def test_the_line_says_who_decided_and_who_is_waited_for() -> None:
    assert marks(None) == "○○"
    assert marks(replace(REPLY, state=ReplyState.DRAFT)) == "○○"
    assert marks(REPLY) == "▶○"
    assert entries(STEPS, replace(REPLY, steps=(PASSED,))) == (
        RouteEntry("✓", "科室核稿", "示例科长  2026-03-05  同意", "文字已核"),
        RouteEntry("▶", "主要领导签发", "等待单位主要领导"),
    )


def test_after_a_return_the_whole_way_lies_ahead_again() -> None:
    returned = replace(REPLY, state=ReplyState.SENT_BACK, steps=(PASSED, RETURNED))
    assert marks(returned) == "✓↩○○"
    assert marks(replace(returned, state=ReplyState.IN_REVIEW)) == "✓↩▶○"


def test_opinions_are_read_below_their_step(qtbot: QtBot) -> None:
    route = RouteLine()
    qtbot.addWidget(route)
    route.show_route(STEPS, replace(REPLY, steps=(PASSED,)))
    assert "“文字已核”" in words_of(route)
