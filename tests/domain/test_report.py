"""A report says what keeps it from being made, narrows itself to the cases chosen, and is kept unchanged."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.domain.filters import ColumnFilter, ListColumn, Mark
from desktop.domain.kinds import Kind, Origin
from desktop.domain.ledger import Align
from desktop.domain.listing import Criteria, SortField
from desktop.domain.mapping import from_mapping, to_mapping
from desktop.domain.report import GroupStyle, Report, ReportColumn, Subject, filled
from desktop.domain.stage import Stage
from desktop.domain.task_state import TaskSpan

FACTS = {"item_no": "编号", "title": "案由", "unit": "承办单位"}
REPORT = Report("我的报表", (ReportColumn("item_no", "案号", "件", 8, Align.LEFT), ReportColumn("title")))


def test_a_report_comes_back_from_what_is_kept() -> None:
    grouped = replace(REPORT, group_by="unit", group_style=GroupStyle.JOINED)
    whole = replace(grouped, subject=Subject.TASKS, totals=True)
    assert from_mapping(Report, to_mapping(whole)) == whole


def test_a_good_report_has_no_problems() -> None:
    assert list(REPORT.problems(FACTS)) == []
    grouped = replace(REPORT, columns=(ReportColumn("unit"), ReportColumn()), group_by="unit")
    assert list(replace(grouped, group_style=GroupStyle.JOINED).problems(FACTS)) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"columns": ()}, "栏目须有1至60栏，现在有0栏"),
        ({"columns": (ReportColumn("title"),) * 61}, "现在有61栏"),
        ({"columns": (ReportColumn("secret"),)}, "第1栏的内容“secret”不认识"),
        ({"columns": (ReportColumn("title", "案" * 41),)}, "第1栏的表头有41字"),
        ({"columns": (ReportColumn("title", "", "上" * 41),)}, "第1栏的表头有41字"),
        ({"columns": (ReportColumn("title", width=1),)}, "第1栏的宽度须在2至120之间"),
        ({"title": "标" * 201}, "标题有201字，最多200字"),
        ({"subtitle": "共{几件}"}, "副标题中的“{几件}”不认识"),
        ({"foot": "{=1+1}"}, "页脚中的“{=1+1}”不认识"),
        ({"group_by": "secret"}, "不能按“secret”分组"),
        ({"group_by": "unit", "group_style": GroupStyle.JOINED}, "须把分组的那一栏列入栏目"),
        ({"paper": "B5"}, "纸张只能是 A4 或 A3"),
    ],
)
def test_what_cannot_be_made_is_told_in_words(change: dict[str, object], words: str) -> None:
    problems = [each.message for each in replace(REPORT, **change).problems(FACTS)]  # type: ignore[arg-type]
    assert len(problems) == 1
    assert words in problems[0]


def test_placeholders_are_filled_and_strangers_stay() -> None:
    assert filled("{届次}{名称}（{别的}）", {"届次": "区一届", "名称": "台账"}) == "区一届台账（{别的}）"


def test_the_cases_chosen_narrow_those_of_the_report() -> None:
    own_filter = ColumnFilter(ListColumn.RESULT_CLASS, contains="B")
    chosen_filter = ColumnFilter(ListColumn.TITLE, contains="道路")
    own = Criteria(
        kinds=(Kind.SUGGESTION, Kind.MOTION),
        key_only=True,
        text="教育",
        filters=(own_filter,),
        marks=(Mark.REPLIED,),
        sort=SortField.TITLE,
        descending=True,
        task=TaskSpan(answers=False),
    )
    chosen = Criteria(
        session_id=2,
        kinds=(Kind.MOTION, Kind.CPPCC_PROPOSAL),
        stages=(Stage.CLOSED,),
        origin=Origin.SESSION,
        unit_id=3,
        text="学校",
        filters=(chosen_filter,),
        marks=(Mark.REPLIED, Mark.OBJECTED),
        sort=SortField.DUE_ON,
    )
    found = replace(REPORT, criteria=own).narrowed(chosen)
    assert found == Criteria(
        session_id=2,
        kinds=(Kind.MOTION,),
        stages=(Stage.CLOSED,),
        origin=Origin.SESSION,
        unit_id=3,
        text="教育 学校",
        key_only=True,
        filters=(own_filter, chosen_filter),
        marks=(Mark.REPLIED, Mark.OBJECTED),
        sort=SortField.TITLE,
        descending=True,
        task=TaskSpan(answers=False),
    )


def test_a_choice_that_leaves_nothing_leaves_the_report_itself() -> None:
    only = replace(REPORT, criteria=Criteria(kinds=(Kind.MOTION,)))
    assert only.narrowed(Criteria(kinds=(Kind.SUGGESTION,))).kinds == (Kind.MOTION,)
    assert only.narrowed(Criteria()).kinds == (Kind.MOTION,)
