"""A scheme is complete data: it answers by key, and is refused with every contradiction named."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from desktop import paths
from desktop.domain.deadlines import Matter
from desktop.domain.errors import OfficeError
from desktop.domain.kinds import Body, Kind, Origin
from desktop.domain.mapping import read_toml, to_mapping
from desktop.domain.role import Role
from desktop.domain.scheme import Scheme
from desktop.domain.scheme_file import scheme_from_mapping, scheme_from_toml
from tests.samples import SCHEME

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDER = paths.resources() / "schemes"
SHIPPED = {file.stem: scheme_from_toml(file.read_text("utf-8"), file.name) for file in FOLDER.glob("*.toml")}
GENERAL = SHIPPED["tongyong"]


def _general() -> dict[str, Any]:
    return read_toml((FOLDER / "tongyong.toml").read_text("utf-8"), "tongyong.toml")


def test_a_class_is_found_by_letter_label_or_code() -> None:
    letters, words = GENERAL, SHIPPED["jianxi"]
    assert [letters.class_from_text(text) for text in ("A", "ａ类", " A 类 ", "已解决或基本解决")] == [
        letters.result_class("A")
    ] * 4
    assert words.class_from_text("正在解决或列入规划解决") == words.result_class("planned")
    assert letters.class_from_text("E") is None
    assert words.class_from_text("") is None
    assert letters.result_class("E") is None


def test_a_narrow_column_shows_the_letter_or_the_label() -> None:
    assert [each.short for each in GENERAL.result_classes] == ["A", "B", "C", "D"]
    assert SHIPPED["xigong"].result_classes[0].short == "能够解决"


def test_key_papers_take_the_key_route_if_there_is_one() -> None:
    assert GENERAL.route_for(is_key=True).key == "key"
    assert GENERAL.route_for(is_key=False).key == "normal"
    mapping = _general()
    mapping["routes"] = [route for route in mapping["routes"] if route["key"] != "key"]
    assert scheme_from_mapping(mapping, "x").route_for(is_key=True).key == "normal"
    assert GENERAL.route("key") is GENERAL.route_for(is_key=True)
    assert GENERAL.route("none") is None


def test_the_first_deadline_that_fits_decides() -> None:
    mapping = _general()
    own = {
        "matter": "reply",
        "kinds": ["cppcc_proposal"],
        "origin": "session",
        "term": {"measure": "months", "amount": 5},
        "source": "样例",
    }
    mapping["deadlines"].insert(0, own)
    scheme = scheme_from_mapping(mapping, "x")

    def months(kind: Kind, origin: Origin) -> int:
        rule = scheme.deadline(Matter.REPLY, kind, origin)
        assert rule is not None
        return rule.term.amount

    assert months(Kind.CPPCC_PROPOSAL, Origin.SESSION) == 5
    assert months(Kind.CPPCC_PROPOSAL, Origin.INTERSESSION) == 3
    assert months(Kind.SUGGESTION, Origin.SESSION) == 3
    assert scheme.deadline(Matter.INTERIM, Kind.SUGGESTION, Origin.SESSION) is None


def test_levels_stages_and_words_are_found_by_key() -> None:
    level, stage = GENERAL.level("partly"), GENERAL.stage("draft")
    assert level is not None
    assert level.label == "基本满意"
    assert stage is not None
    assert stage.label == "答复前"
    assert GENERAL.level("none") is None
    assert GENERAL.stage("none") is None
    assert SHIPPED["jianxi"].word("interim", "阶段性反馈") == "二次办理"
    assert GENERAL.word("interim", "阶段性反馈") == "阶段性反馈"


def test_copies_go_to_the_body_s_own_committee_first() -> None:
    assert GENERAL.letter.copies(Body.CONGRESS) == ("人大常委会代表工作委员会", "政府督查室")
    assert GENERAL.letter.copies(Body.CPPCC) == ("政协提案委员会", "政府督查室")


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_a_scheme_is_kept_and_read_again_unchanged(name: str) -> None:
    assert scheme_from_mapping(to_mapping(SHIPPED[name]), name) == SHIPPED[name]


def _set(path: str, value: object) -> Callable[[dict[str, Any]], None]:
    def change(mapping: dict[str, Any]) -> None:
        place: Any = mapping
        *way, last = path.split(".")
        for part in way:
            place = place[int(part)] if part.isdecimal() else place[part]
        place[int(last) if last.isdecimal() else last] = value

    return change


CONTRADICTIONS = [
    ("name", " ", "name 为空"),
    ("version", 0, "version 应从1起"),
    ("bodies", [], "未说明适用于人大还是政协"),
    ("categories", ["其他", "其他"], "categories 中“其他”重复"),
    ("result_classes.1.code", "A", "result_classes 中“A”重复"),
    ("result_classes.1.letter", "", "有的有字母、有的没有"),
    ("result_classes.0.counts_as_solved", False, "没有一类算作“解决”"),
    ("result_classes", [], "办理结果类别少于两类"),
    ("contacts.face_to_face_modes", ["托梦"], "“托梦”不在沟通方式之列"),
    ("contacts.modes", [], "没有沟通方式"),
    ("routes.0.for_key", True, "没有普通件的审签流程"),
    ("routes", [], "没有普通件的审签流程"),
    ("routes.0.steps.0.signs", True, "“普通件审签”应当只有最后一步签发"),
    ("routes.0.steps", [], "“普通件审签”应当只有最后一步签发"),
    ("routes.1.steps.1.key", "section", "route key 中“section”重复"),
    ("satisfaction.dimensions", [], "没有评价项目"),
    ("satisfaction.levels", [], "满意度少于两档"),
    ("satisfaction.levels.0.is_satisfied", False, "没有“满意”一档"),
    ("satisfaction.levels.0.is_partly", True, "“满意”既算满意又算其他"),
    ("deadlines.2.term.amount", 0, "答复的期限“0个月”不成立"),
    ("deadlines.2.term", {"measure": "fixed", "month": 2, "day": 30}, "答复的期限“2月30日前”不成立"),
    ("deadlines.2.term", {"measure": "fixed", "month": 13, "day": 1}, "答复的期限“13月1日前”不成立"),
    ("deadlines.3.matter", "reply", "答复的期限写了两次"),
    ("deadlines.2.kinds", ["suggestion"], "有的办理件没有答复期限"),
    ("deadlines.2.source", "", "答复期限没有注明依据"),
    ("deadlines.2.until", "planned", "答复的期限按比例计算时才要"),
    ("deadlines.2.term", {"measure": "percent", "amount": 50}, "也必须写明止于哪一天"),
    ("deadlines.2.term", {"measure": "percent", "amount": 100}, "答复的期限“时间过100%”不成立"),
    ("milestones", [{"mark": "draft"}], "节点“初稿”没有写明时间"),
    ("milestones", [{"mark": "draft", "term": {"measure": "percent", "amount": 0}}], "时间过0%”不成立"),
    ("milestones", [{"mark": "reply"}, {"mark": "reply"}], "节点“答复”写了两次"),
    (
        "milestones",
        [{"mark": "contact", "stage": "托梦", "term": {"measure": "days", "amount": 9}}],
        "节点“托梦”不是面商阶段",
    ),
    ("pause.measure", "months", "停计时只能按日或按工作日顺延"),
    ("extension.step", {"measure": "workdays", "amount": 5}, "每次延期只能写几日或几个月"),
    ("extension.step", {"measure": "months", "amount": 0}, "每次延期只能写几日或几个月"),
    ("extension.source", "", "延期规则没有注明依据"),
    ("routes.0.source", "", "普通件审签流程没有注明依据"),
    ("percent.source", "", "百分比规则没有注明依据"),
    ("percent.decimals", 4, "百分比小数位应为0至3位"),
    ("lights.red_within", 11, "红灯的工作日数应不多于黄灯的工作日数"),
    ("supervision", {"modes": [], "links": []}, "督办方式不能为空"),
    ("supervision", {"slow_after": 0}, "“进展缓慢”的天数应从1起"),
    ("letter.title", "关于{sesion}的答复", "letter.title 用了不认识的字段“sesion”"),
    ("letter.opening", "您提出的{", "letter.opening 用了不认识的字段"),
    ("words", {"co": "会办", "cc": "抄送"}, "用语“cc”不认识"),
    ("metrics", {"variants": {"reply": "judged"}}, "指标“reply”没有“judged”这一口径"),
    ("metrics", {"variants": {"unheard": "owed"}}, "指标“unheard”没有“owed”这一口径"),
    ("metrics", {"contact_times": 0}, "次数应从1起"),
    ("metrics", {"government": ["moon"]}, "政府系统中的“moon”不认识"),
    ("metrics", {"source": " "}, "统计指标没有注明依据"),
]


@pytest.mark.parametrize(("path", "value", "message"), CONTRADICTIONS)
def test_a_contradiction_is_named(path: str, value: object, message: str) -> None:
    mapping = _general()
    _set(path, value)(mapping)
    with pytest.raises(OfficeError) as refusal:
        scheme_from_mapping(mapping, "样例.toml")
    assert message in refusal.value.message
    assert refusal.value.message.startswith("样例.toml 中的办理规则不能采用")


def test_all_contradictions_are_named_at_once() -> None:
    mapping = _general()
    for path, value, _ in CONTRADICTIONS[:5]:
        _set(path, value)(mapping)
    with pytest.raises(OfficeError) as refusal:
        scheme_from_mapping(mapping, "样例.toml")
    assert all(message in refusal.value.message for _, _, message in CONTRADICTIONS[:5])


def test_meeting_in_person_needs_a_way_to_do_so() -> None:
    mapping = _general()
    mapping["contacts"] |= {"face_to_face": "block", "face_to_face_modes": []}
    with pytest.raises(OfficeError, match="要求当面沟通，却没有当面方式"):
        scheme_from_mapping(mapping, "x")


def test_a_fixed_date_is_a_term() -> None:
    mapping = _general()
    mapping["deadlines"][2]["term"] = {"measure": "fixed", "month": 2, "day": 29}
    assert isinstance(scheme_from_mapping(mapping, "x"), Scheme)


def test_an_office_calls_things_by_its_own_words() -> None:
    own = replace(SCHEME, words={"co": "会办", "intersession": "会下期间"})
    assert [own.word_for(role) for role in (Role.LEAD, Role.CO)] == ["主办", "会办"]
    assert [own.word_for(origin) for origin in Origin] == ["大会期间", "会下期间"]
