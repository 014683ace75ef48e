"""Every rule of the checker finds the fault it is named after, and leaves a good letter alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from desktop.domain.assignment import Role
from desktop.domain.case import Case
from desktop.domain.errors import Severity
from desktop.domain.kinds import Kind
from desktop.domain.letter import Letter, paragraphs
from desktop.domain.letter_check import RULES, Checked, Finding, Part, findings
from desktop.domain.letter_rules import LetterRules
from desktop.domain.proposal import Publicity, Submitter
from desktop.domain.reply import Reply, ReplyState
from tests.samples import PAPER, SCHEME, task

GOOD = (
    "经会同示例财政局研究，现将办理情况答复如下。一是加快改造，2026年已完成三处站点的增设，方便群众出行；"
    "二是完善机制，下半年再增设两处站点，同步更新站牌和无障碍设施；三是加强巡查，发现问题及时处置，"
    "确保沿线居民出行便利。今后我们将继续听取您的意见，认真做好后续工作，努力让群众满意。"
)
BASE = Case(
    replace(PAPER, submitters=(Submitter("示例甲"),), title="关于增设公交站点的建议", item_no="12"),
    SCHEME.id,
    SCHEME.version,
    assignments=(task(1, Role.LEAD), replace(task(2, Role.CO), unit_name="示例财政局")),
)


def checked(text: str = GOOD, **changes: object) -> Checked:
    """Return a letter that answers the sample case; `changes` are fields of letter, reply, paper, scheme."""
    reply = Reply(1, "示例教育局", text=text, result_class="A", state=ReplyState.DRAFT)
    letter = Letter(
        issuer="示例教育局",
        doc_no="例函〔2026〕1号",
        title="关于区十七届人大一次会议第12号建议的答复",
        salutation="示例甲代表：",
        body=paragraphs(text),
        signatories=("示例教育局",),
        dated=date(2026, 5, 20),
        note="联系人：示例乙，联系电话：138-0000-0001",
        cc=("区人大常委会",),
    )
    at = Checked(letter, reply, BASE, SCHEME, "区十七届人大一次会议")
    for name, value in changes.items():
        at = _changed(at, name, value)
    return at


def _changed(at: Checked, name: str, value: object) -> Checked:
    if name in Letter.__dataclass_fields__ and name not in {"title", "publicity"}:
        return replace(at, letter=replace(at.letter, **{name: value}))  # type: ignore[arg-type]
    if name in Reply.__dataclass_fields__ and name != "kind":
        return replace(at, reply=replace(at.reply, **{name: value}))  # type: ignore[arg-type]
    if name == "scheme":
        return replace(at, scheme=value)  # type: ignore[arg-type]
    return replace(at, case=replace(at.case, proposal=replace(at.case.proposal, **{name: value})))  # type: ignore[arg-type]


def rules(at: Checked) -> dict[str, list[Finding]]:
    """Return what was found by rule."""
    found: dict[str, list[Finding]] = {}
    for each in findings(at):
        found.setdefault(each.rule, []).append(each)
    return found


def test_a_good_letter_is_left_alone() -> None:
    assert findings(checked()) == ()


SHOWS_SIGNER = replace(SCHEME, letter=LetterRules(shows_signer=True))


@pytest.mark.parametrize(
    ("rule", "at"),
    [
        ("honorific", checked(GOOD + "感谢示例甲委员的关心。")),
        ("honorific", checked("尊敬的示例甲委员您好。" + GOOD)),
        ("honorific", checked(salutation="示例甲委员：")),
        ("honorific", checked(GOOD + "感谢各位代表。", kind=Kind.CPPCC_PROPOSAL, salutation="示例甲委员：")),
        ("number", checked("您提出的第21号建议已办理。" + GOOD)),
        ("number", checked("您提出的第12号提案已办理。" + GOOD)),
        ("paper_title", checked("您提出的《关于增设公园的建议》收悉。" + GOOD)),
        ("session", checked("您在区十六届人大一次会议上提出的建议已办理。" + GOOD)),
        ("session", checked("您在区第十七届人民代表大会第二次会议上提出。" + GOOD)),
        ("class_mark", checked(result_class="")),
        ("class_mark", checked(GOOD + "办复类别：B。")),
        ("doc_no", checked(doc_no="例函[2026]1号")),
        ("doc_no", checked(doc_no="例函〔2026〕001号")),
        ("doc_no", checked(doc_no="例函〔2025〕1号")),
        ("doc_no", checked(doc_no="十二号")),
        ("signer", checked(scheme=SHOWS_SIGNER, state=ReplyState.SIGNED)),
        ("contact", checked(note="")),
        ("copies", checked(cc=())),
        ("phones", checked(GOOD + "可拨打138 0000 0001。", publicity=Publicity.PUBLIC)),
        ("refusal", checked("您所提的第二条目前不能解决。" + GOOD.replace("2026年", "今年"))),
        ("planned", checked("会同示例财政局研究，正在推进。" * 12, result_class="B")),
        ("co_units", checked(GOOD.replace("示例财政局", "有关单位"))),
        ("you", checked(GOOD + "你们的意见很好。")),
        ("you", checked(GOOD + "感谢您们。")),
        ("frame", checked("示例甲代表：\n" + GOOD)),
        ("frame", checked("关于第12号建议的答复\n" + GOOD)),
        ("frame", checked(GOOD + "\n2026年5月20日")),
        ("substance", checked(GOOD + "投入XX万元。")),
        ("substance", checked("已会同示例财政局研究，将继续努力。")),
    ],
)
def test_each_fault_is_found_by_its_rule(rule: str, at: Checked) -> None:
    found = rules(at)
    assert rule in found
    assert all(each.message for each in found[rule])


def test_every_rule_has_a_fault_that_shows_it() -> None:
    marks = test_each_fault_is_found_by_its_rule.pytestmark  # type: ignore[attr-defined]
    assert {rule.key for rule in RULES} == {rule for rule, _ in marks[0].args[1]}


def test_a_finding_points_at_its_words() -> None:
    at = checked(GOOD + "你们的意见很好。")
    (found,) = rules(at)["you"]
    assert at.text[found.start : found.end] == "你们"
    assert found.part is Part.BODY


def test_the_gravest_stands_first() -> None:
    found = findings(checked(GOOD + "感谢您们。投入XX万元。", note=""))
    assert [each.severity for each in found] == [Severity.ERROR, Severity.WARNING, Severity.NOTE]


def test_what_is_right_is_not_found() -> None:
    text = (
        "您在区十七届人大一次会议上提出的《关于增设公交站点的建议》（第012号建议）收悉。"
        "第二条受用地条件限制，暂时不能解决。办复类别：A。" + GOOD
    )
    assert findings(checked(text)) == ()


def test_a_reason_given_beside_the_text_is_enough() -> None:
    text = "您所提的第二条目前不能解决。" + GOOD
    assert "refusal" not in rules(checked(text, reason="用地不足"))


def test_a_private_phone_may_stand_in_a_letter_that_is_not_published() -> None:
    assert "phones" not in rules(checked(GOOD + "可拨打138 0000 0001。"))


def test_a_letter_without_number_is_not_yet_wrong() -> None:
    assert findings(checked(doc_no="")) == ()


def test_organisations_are_not_searched_for_honorifics() -> None:
    at = checked(
        GOOD, submitters=(Submitter("示例党派区委", is_organisation=True),), salutation="示例党派区委："
    )
    assert findings(at) == ()


def test_a_unit_is_known_by_its_short_name() -> None:
    far = replace(task(2, Role.CO), unit_name="市自然资源和规划局（市林业局）")
    at = checked("会同自然资源和规划局研究，2026年完成。" + GOOD)
    at = replace(at, case=replace(BASE, assignments=(task(1, Role.LEAD), far)))
    assert "co_units" not in rules(at)


def test_words_for_sessions_that_mix_numerals_are_passed_over() -> None:
    assert "session" not in rules(checked("您在区1七届人大一次会议上提出。" + GOOD))
    assert "session" not in rules(
        replace(checked("区十六届人大一次会议。" + GOOD), session_text="届次未注明")
    )


def test_a_number_nobody_can_read_is_refused() -> None:
    (found,) = rules(checked(doc_no="例函无号"))["doc_no"]
    assert "无法识别" in found.message
    assert findings(checked(doc_no="例函12号")) == (), "some series have no year"


def test_the_title_of_the_register_is_quoted() -> None:
    assert findings(checked("您提出的《关于增设公交站点的建议》收悉。" + GOOD)) == ()


def test_a_scheme_without_letters_compares_none() -> None:
    bare = replace(SCHEME, result_classes=tuple(replace(each, letter="") for each in SCHEME.result_classes))
    assert findings(checked(GOOD + "办复类别：B。", scheme=bare)) == ()
