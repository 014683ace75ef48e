"""Letters in the words of each office: formats, recipients, openings, copies, and in whose name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from desktop.casework import co_letters, consult, find, issue, keep, letters, supplement, undo
from desktop.casework.issue import Sending
from desktop.domain.assignment import CoOpinion, Role
from desktop.domain.errors import OfficeError
from desktop.domain.kinds import Body, Kind
from desktop.domain.letter import Letter, LetterFormat, Sealing
from desktop.domain.letter_rules import LETTER_FIELDS, LetterRules, Recipients, SuperiorRules
from desktop.domain.mapping import from_mapping
from desktop.domain.proposal import Publicity, Submitter
from desktop.domain.reply import Reply, ReplyKind
from tests import desks
from tests.samples import PAPER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.proposal import Proposal

PAPER_PHRASE = "区十七届人大一次会议第12号建议《关于增设示例路公交站的建议》"
THREE = (Submitter("王喆堃"), Submitter("李㛃"), Submitter("阿卜杜拉·买买提"))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Return a desk with three units."""
    made = desks.new_office(tmp_path / "desk")
    yield made
    made.close()


def ruled(office: Office, case: Case, **habits: Any) -> Case:
    """Return the case under a scheme of its own with other letter habits."""
    scheme = office.scheme_of(case)
    name = f"own{len(office.schemes())}"
    own = replace(scheme, id=name, version=1, letter=replace(scheme.letter, **habits))
    with office.store.transaction():
        office.store.reference.put_scheme(own, office.note("测试"))
        return office.store.cases.save(replace(case, scheme_id=name, scheme_version=1), office.note("测试"))


def written(office: Office, paper: Proposal = PAPER, **habits: Any) -> Letter:
    """Return the letter of a case under such habits, drafted but not signed."""
    case = ruled(office, desks.registered(office, paper=paper), **habits)
    return letters.compose(office, desks.drafted(office, desks.handed_out(office, case)), 1)


def people(*names: Submitter, **more: Any) -> Proposal:
    """Return a paper of these submitters."""
    return replace(PAPER, submitters=names, co_submitter_count=len(names) - 1, **more)


# --- whom it addresses --------------------------------------------------


@pytest.mark.parametrize(
    ("recipients", "salutation", "copies"),
    [
        (Recipients.ALL, "王喆堃、李㛃、阿卜杜拉·买买提代表：", 1),
        (Recipients.EACH, "王喆堃代表：", 3),
        (Recipients.LEAD, "王喆堃代表：", 1),
        (Recipients.DELEGATION, "第一代表团：", 1),
    ],
)
def test_recipients(office: Office, recipients: Recipients, salutation: str, copies: int) -> None:
    made = written(office, people(*THREE), recipients=recipients)
    assert made.salutation == salutation
    assert len(made.copies()) == copies
    asked = any("请您将本答复转告其他联名代表" in each.text for each in made.body)
    assert asked is (recipients is Recipients.LEAD)


def test_each_copy_bears_one_name_and_the_number_of_the_letter(office: Office) -> None:
    case = ruled(office, desks.registered(office, paper=people(*THREE)), recipients=Recipients.EACH)
    case = desks.answered(office, case)
    frozen = issue.issued(office, case.written_reply(1).letter_id or 0)
    assert [each.salutation for each in frozen.copies()] == [
        "王喆堃代表：",
        "李㛃代表：",
        "阿卜杜拉·买买提代表：",
    ]
    assert {each.doc_no for each in frozen.copies()} == {"例教函〔2026〕1号"}
    assert len(office.store.letters.of_case(case.id)) == 1


def test_who_is_only_counted_is_addressed_with_the_others(office: Office) -> None:
    paper = replace(PAPER, submitters=THREE[:1], co_submitter_count=9, delegation="")
    assert written(office, paper, recipients=Recipients.EACH).salutation == "王喆堃等10位代表："
    assert written(office, paper, others="等{words}", recipients=Recipients.DELEGATION).salutation == (
        "王喆堃等十代表："
    )
    many = written(office, people(*THREE), names_at_most=2, salutation="尊敬的{names}{honorific}：")
    assert many.salutation == "尊敬的王喆堃、李㛃等3位代表："


def test_an_organisation_is_no_member_and_no_person(office: Office) -> None:
    group = people(Submitter("示例区工商联", is_organisation=True), kind=Kind.CPPCC_PROPOSAL)
    made = written(office, group, recipients=Recipients.LEAD)
    assert made.salutation == "示例区工商联："
    assert made.body[0].text.startswith("你单位提出的")
    assert "感谢你单位对" in made.body[-1].text
    assert not any("转告" in each.text for each in made.body)


# --- what it says -------------------------------------------------------


def test_format_sealing_printer_and_copies_come_from_the_scheme(office: Office) -> None:
    made = written(
        office,
        format=LetterFormat.DOCUMENT,
        sealing=Sealing.UNSEALED,
        printer="{unit}办公室",
        cc_copies=1,
        cc=("区政府督查室", "区档案馆（2份）"),
        cc_congress=("区人大代表工委",),
        signatories_in_line=True,
    )
    assert (made.format, made.mark) == (LetterFormat.DOCUMENT, "示例区教育局文件")
    assert (made.sealing, made.signatories_in_line) == (Sealing.UNSEALED, True)
    assert (made.printer, made.imprint) == ("示例区教育局办公室", "2026年3月2日印发")
    assert made.cc == ("区人大代表工委（1份）", "区政府督查室（1份）", "区档案馆（2份）")
    plain = written(office)
    assert (plain.mark, plain.imprint, plain.format) == ("示例区教育局", "", LetterFormat.LETTER)


def test_co_handlers_get_a_copy_where_the_office_sends_it(office: Office) -> None:
    case = ruled(office, desks.registered(office), cc_units=True, cc=("示例区财政局",), cc_congress=())
    case = desks.handed_out(office, case, desks.draft(1, Role.LEAD), desks.draft(2, Role.CO))
    assert letters.compose(office, case, 1).cc == ("示例区财政局",)
    assert LetterRules(cc=("甲",)).copies(Body.CPPCC, ("乙",)) == ("甲",)


@pytest.mark.parametrize(
    ("publicity", "words"),
    [
        (Publicity.PUBLIC, "此件公开发布"),
        (Publicity.ON_REQUEST, "此件依申请公开"),
        (Publicity.NOT_PUBLIC, "此件不予公开"),
        (Publicity.UNDECIDED, ""),
    ],
)
def test_the_publicity_is_said_as_the_office_says_it(
    office: Office, publicity: Publicity, words: str
) -> None:
    habits = {"publicity_on_request": "此件依申请公开", "publicity_refused": "此件不予公开"}
    made = written(office, replace(PAPER, publicity=publicity), **habits, publicity_first=True)
    assert (made.publicity, made.publicity_first) == (words, True)


def test_a_signed_letter_says_who_signed_it_where_the_office_wants_it(office: Office) -> None:
    case = ruled(office, desks.registered(office), proof="此复函已经{signer}审签。", shows_signer=True)
    case = desks.drafted(office, desks.met(office, desks.handed_out(office, case)))
    assert not any("审签" in each.text for each in letters.compose(office, case, 1).body)
    made = letters.compose(office, desks.signed(office, case), 1)
    assert made.signer
    assert made.body[-2].text == f"此复函已经{made.signer}审签。"


@pytest.mark.parametrize(
    ("template", "line"),
    [
        ("联系人：{handler}，联系电话：{phone}", "联系人：示例承办，联系电话：138-0000-0001"),
        ("承办负责人：{leader}；联系单位：{unit}", ""),
        ("联系单位：{unit}，联系电话：{phone}", "联系单位：示例区教育局，联系电话：138-0000-0001"),
    ],
)
def test_a_contact_line_is_printed_when_all_it_names_is_known(
    office: Office, template: str, line: str
) -> None:
    assert written(office, contact=template).note == line


def test_the_units_own_leader_stands_in_the_contact_line(office: Office) -> None:
    case = ruled(office, desks.registered(office), contact="{leader}、{section}")
    task = desks.draft(1, Role.SOLE, leader_in_charge="示例局长", section="基教科")
    assert letters.compose(office, desks.handed_out(office, case, task), 1).note == "示例局长、基教科"


def test_attachments_written_below_the_text_are_printed_behind_the_letter(office: Office) -> None:
    case = desks.handed_out(office, desks.registered(office))
    case = desks.drafted(office, case, text=f"{desks.TEXT}\n附件：1.甲表\n2.乙表\n附件1\n甲表\n说明。")
    made = letters.compose(office, case, 1)
    assert made.attachments == ("甲表", "乙表")
    assert [each.title for each in made.annexes] == ["甲表"]
    assert made.body[-1].text.startswith("感谢")
    assert not any("附件" in each.text for each in made.body)


# --- later letters ------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "kind", "later"),
    [
        ("关于第12号建议的答复", ReplyKind.FIRST, "关于第12号建议的答复"),
        ("关于第12号建议的答复", ReplyKind.AGAIN, "关于第12号建议的重新答复"),
        ("关于第12号建议答复情况的复函", ReplyKind.SUPPLEMENTARY, "关于第12号建议答复情况的补充复函"),
        ("关于第12号建议的答复函", ReplyKind.INTERIM, "关于第12号建议的阶段性答复函"),
        ("关于第12号建议办理情况的\n答复", ReplyKind.FINAL, "关于第12号建议办理情况的\n最终答复"),
        ("关于第12号建议的函", ReplyKind.FINAL, "关于第12号建议的函（最终答复）"),
    ],
)
def test_a_later_letter_says_so_in_its_title(title: str, kind: ReplyKind, later: str) -> None:
    assert letters.retitled(title, kind) == later


def test_a_second_answer_names_the_first(office: Office) -> None:
    opening = "我单位以{follows}答复后，重新办理如下："
    case = ruled(office, desks.registered(office), opening_again=opening)
    case = desks.judged(office, desks.answered(office, case), level=-1)
    again = letters.compose(office, desks.drafted(office, case), 1)
    assert again.title.endswith("的重新答复")
    assert again.body[0].text == "我单位以例教函〔2026〕1号答复后，重新办理如下："


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        (ReplyKind.SUPPLEMENTARY, "情况变化"),
        (ReplyKind.INTERIM, "阶段性进展"),
        (ReplyKind.FINAL, "最终办理结果"),
    ],
)
def test_letters_after_the_reply_open_in_their_own_words(office: Office, kind: ReplyKind, word: str) -> None:
    case = desks.answered(office, desks.registered(office))
    after = Reply(1, "示例区教育局", kind=kind, text="新情况。", follows="例教函〔2026〕1号")
    made = letters.compose_addition(office, case, after)
    assert word in made.body[0].text
    assert "例教函〔2026〕1号" in made.body[0].text
    assert made.title.endswith(kind.label)
    assert kind in supplement.KINDS


# --- in the name of the government --------------------------------------


def test_key_papers_are_answered_in_the_name_of_the_government(office: Office) -> None:
    superior = SuperiorRules("示例区人民政府", prefix="例政函")
    key = replace(PAPER, is_key=True)
    case = ruled(office, desks.registered(office, paper=key), superior=superior)
    case = desks.answered(office, case)
    made = issue.letter_of(office, case, 1)
    assert (made.mark, made.signatories) == ("示例区人民政府文件", ("示例区人民政府",))
    assert made.doc_no == "例政函〔2026〕1号"
    other = desks.drafted(office, desks.handed_out(office, ruled(office, desks.registered(office, "13"))))
    assert letters.compose(office, other, 1).mark == "示例区教育局"
    assert issue.suggest_doc_no(office, other, 1, 2026) == "例教函〔2026〕1号"


def test_joint_leads_sign_together(office: Office) -> None:
    tasks = (desks.draft(1, Role.JOINT_LEAD), desks.draft(2, Role.JOINT_LEAD))
    case = desks.handed_out(office, desks.registered(office), *tasks)
    made = letters.compose(office, case, 1)
    assert made.signatories == ("示例区教育局", "示例区财政局")


# --- 会办意见函 ---------------------------------------------------------


def with_opinion(office: Office, text: str = "同意增设站台，所需资金列入预算。") -> Case:
    """Return a case whose co-handler gave its opinion."""
    case = desks.handed_out(
        office, desks.registered(office), desks.draft(1, Role.LEAD), desks.draft(2, Role.CO)
    )
    return consult.take_co_opinion(office, case.id, 2, CoOpinion(office.today, text))


def test_a_co_handler_writes_to_the_lead_in_a_series_of_its_own(office: Office) -> None:
    case = with_opinion(office)
    made = co_letters.compose(office, case, 2)
    assert made.title == "关于区十七届人大一次会议第12号建议的会办意见"
    assert (made.issuer, made.salutation) == ("示例区财政局", "示例区教育局：")
    assert [each.text for each in made.body] == [
        f"你单位主办的{PAPER_PHRASE}收悉。结合我单位职责，提出会办意见如下：",
        "同意增设站台，所需资金列入预算。",
        "以上意见，供答复时参考。",
    ]
    case = co_letters.issue_letter(office, case.id, 2)
    opinion = case.task_of(2).co_opinion
    assert opinion
    assert opinion.doc_no == "例财函会〔2026〕1号"
    frozen = co_letters.compose(office, find.case(office, case.id), 2)
    assert (frozen.doc_no, frozen.dated) == ("例财函会〔2026〕1号", office.today)
    assert undo.steps(office)[0].bar
    with pytest.raises(OfficeError, match="已以例财函会〔2026〕1号印发"):
        co_letters.issue_letter(office, case.id, 2)


def test_the_co_letter_has_the_format_of_the_office(office: Office) -> None:
    case = ruled(office, with_opinion(office), format=LetterFormat.DOCUMENT)
    assert co_letters.compose(office, case, 2).mark == "示例区财政局文件"


def test_what_is_missing_for_a_co_letter_is_told(office: Office) -> None:
    case = desks.handed_out(
        office, desks.registered(office), desks.draft(1, Role.LEAD), desks.draft(2, Role.CO)
    )
    assert co_letters.lacks(case, 1) == "不是协办单位"
    assert co_letters.lacks(case, 2) == "没有登记协办意见"
    assert co_letters.lacks(replace(case, assignments=case.co_handlers), 2) == "没有主办单位"
    assert co_letters.lacks(with_opinion(office), 2) == ""
    with pytest.raises(OfficeError, match="该单位没有登记协办意见"):
        co_letters.compose(office, case, 2)


def test_a_co_letter_needs_a_number_and_a_possible_day(office: Office) -> None:
    case = with_opinion(office)
    early = Sending("", date(2026, 3, 1))
    with pytest.raises(OfficeError, match="印发日期须在交办日期之后"):
        co_letters.issue_letter(office, case.id, 2, early)
    keep.save_unit(office, replace(office.store.units.get(2), doc_prefix=""))
    assert co_letters.suggest_doc_no(office, case, 2, 2026) == ""
    with pytest.raises(OfficeError, match="缺文号"):
        co_letters.issue_letter(office, case.id, 2)
    done = co_letters.issue_letter(office, case.id, 2, Sending("例财会〔2026〕7号"))
    assert done.task_of(2).co_opinion.doc_no == "例财会〔2026〕7号"  # type: ignore[union-attr]


# --- settings and old letters -------------------------------------------


def test_every_template_of_a_scheme_is_checked() -> None:
    for name in LETTER_FIELDS:
        part, _, field = name.partition(".")
        rules = LetterRules()
        wrong = (
            replace(rules, **{part: replace(getattr(rules, part), **{field: "{x}"})})
            if field
            else replace(rules, **{part: "{x}"})
        )
        assert [problem.field for problem in wrong.problems()] == [name]
    assert list(LetterRules().problems()) == []


def test_a_letter_frozen_before_there_were_formats_reads_back_unchanged() -> None:
    kept = {
        "issuer": "示例局",
        "doc_no": "例函〔2025〕1号",
        "title": "关于第1号建议的答复",
        "salutation": "示例甲代表：",
        "body": [{"level": "body", "text": "收悉。"}],
        "signatories": ["示例局"],
        "dated": "2025-06-01",
        "cc": ["督查室"],
    }
    old = from_mapping(Letter, kept, "答复函")
    assert (old.format, old.sealing, old.mark) == (LetterFormat.LETTER, Sealing.SEALED, "示例局")
    assert (old.annexes, old.addressees, old.printer, old.urgency) == ((), (), "", "")
    assert old.copies() == (old,)
