"""The annual report: composed by an outline, changed by hand, made anew, its headings numbered."""

from __future__ import annotations

from dataclasses import replace

from desktop.domain.annual import (
    SALUTATION,
    TITLE,
    AnnualReport,
    Audience,
    Outline,
    PlannedParagraph,
    PlannedSection,
    ReportParagraph,
    Wishes,
    changes,
    composed,
    headings,
    renewed,
    report_name,
    taken_over,
)
from desktop.domain.figured_text import Said, figure
from desktop.domain.mapping import from_mapping, to_mapping

PLAN = Outline(
    Audience.CONGRESS,
    "关于{session}的报告",
    "各位委员：",
    (
        PlannedSection(
            "facts",
            "基本情况",
            paragraphs=(
                PlannedParagraph("total", "共{total}件。"),
                PlannedParagraph("left", "剩{left}件。", ("left",)),
                PlannedParagraph("theme", "其中{each}。", each="themes"),
            ),
        ),
        PlannedSection("problems", "存在的问题", written=True),
        PlannedSection("part", "其他", depth=2, paragraphs=(PlannedParagraph("more", "{more}", ("more",)),)),
        PlannedSection("end", "结尾", depth=0, paragraphs=(PlannedParagraph("end", "请予审议。"),)),
    ),
)


def made(total: str, left: str = "", *themes: str) -> tuple[ReportParagraph, ...]:
    values = {"session": Said("大会"), "total": figure("total", total, "总数")}
    if left:
        values["left"] = figure("left", left, "剩下")
    return composed(PLAN, values, {"themes": {each: Said(each) for each in themes}})


def texts(paragraphs: tuple[ReportParagraph, ...]) -> dict[str, str]:
    return {each.key: each.said.text for each in paragraphs}


def test_a_report_says_what_it_has_values_for() -> None:
    assert texts(made("12")) == {
        TITLE: "关于大会的报告",
        SALUTATION: "各位委员：",
        "facts.total": "共12件。",
        "problems.problems": "",
        "end.end": "请予审议。",
    }
    assert texts(made("12", "3", "交通", "教育"))["facts.theme/教育"] == "其中教育。"
    assert PLAN.names() == {"session", "total", "left", "themes", "more"}


def test_what_was_changed_by_hand_survives() -> None:
    kept = [
        each.retyped(each.said.text + "特此说明。") if "total" in each.key else each
        for each in made("12", "3")
    ]
    assert [each.key for each in kept if each.is_edited] == ["facts.total"]
    again = texts(renewed(kept, made("15", "4", "交通")))
    assert again["facts.total"] == "共12件。特此说明。"
    assert again["facts.left"] == "剩4件。"
    assert again["facts.theme/交通"] == "其中交通。"


def test_a_changed_paragraph_that_is_made_no_more_stays_in_its_place() -> None:
    kept = [each.retyped("只剩3件了。") if "left" in each.key else each for each in made("12", "3")]
    again = list(texts(renewed(kept, made("12"))))
    assert again.index("facts.left") == again.index("facts.total") + 1
    assert next(iter(texts(renewed(kept[3:4], made("12"))))) == "facts.left"
    assert "facts.left" not in texts(renewed(made("12", "3"), made("12")))


def test_a_figure_counted_otherwise_is_told_and_taken_over() -> None:
    kept = next(each for each in made("12") if each.key == "facts.total")
    fresh = next(each for each in made("15") if each.key == "facts.total")
    (change,) = changes(kept, fresh)
    assert change.words == "总数：12 → 15"
    assert taken_over(kept, change, fresh) == fresh
    edited = kept.retyped("总共12件。")
    (change,) = changes(edited, fresh)
    taken = taken_over(edited, change, fresh)
    assert taken.said.text == "总共15件。"
    assert changes(taken, fresh) == ()
    assert taken.is_edited


def test_a_figure_counted_no_more_stays_as_text() -> None:
    kept = next(each for each in made("12", "3") if each.key == "facts.left")
    (change,) = changes(kept, None)
    assert change.words == "剩下：3 → 不再统计"
    taken = taken_over(kept, change, None)
    assert taken.said.text == "剩3件。"
    assert changes(taken, None) == ()


def test_headings_are_numbered_as_far_as_there_is_text() -> None:
    assert headings(PLAN, frozenset({"facts", "problems", "part", "end"})) == {
        "facts": "一、基本情况",
        "problems": "二、存在的问题",
        "part": "（一）其他",
        "end": "",
    }
    assert headings(PLAN, frozenset({"part"})) == {"problems": "一、存在的问题", "part": "（一）其他"}
    below = Outline(Audience.CPPCC, "", "", PLAN.sections[1:3])
    assert list(headings(below, frozenset({"part"}))) == ["problems", "part"]


def test_a_report_is_read_back_unchanged() -> None:
    report = AnnualReport(
        report_name(3, Audience.CPPCC), 3, Audience.CPPCC, Wishes(charts=("facts",)), made("12", "3")
    )
    assert report.name == "3/cppcc"
    assert from_mapping(AnnualReport, to_mapping(report)) == report
    changed = report.with_paragraph(replace(report.paragraphs[0], said=Said("另题")))
    assert changed.text_of(TITLE) == "另题"
    assert changed.text_of("nothing") == ""
    assert [each.key for each in changed.of_section("facts")] == ["facts.total", "facts.left"]
