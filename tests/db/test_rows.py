"""Any case comes back from its rows, and the rows say what the case says."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.db.list_rows import KIND_CODES, ORIGIN_CODES, STAGE_CODES
from desktop.db.rows import number_key, sort_key
from desktop.db.store import Store
from desktop.domain.assignment import Assignment, CoOpinion, Role
from desktop.domain.case import Case
from desktop.domain.commitment import Commitment
from desktop.domain.consultation import Consultation
from desktop.domain.deadlines import DueDate, Matter
from desktop.domain.feedback import Feedback
from desktop.domain.kinds import Kind, Origin
from desktop.domain.listing import CaseRow, Criteria
from desktop.domain.proposal import Proposal, Submitter
from desktop.domain.reply import Reply, ReplyState, ReviewStep, Verdict
from desktop.domain.stage import Stage
from tests.db.samples import NOTE, NOW, OWNER, SCHEME, new_case

if TYPE_CHECKING:
    from collections.abc import Iterator
    from enum import StrEnum
    from pathlib import Path

_TEXT = st.text(max_size=12)
_DAY = st.dates(date(1949, 10, 1), date(2199, 12, 31))
_NO_DAY = st.none() | _DAY
_UNIT = st.integers(1, 3)
_COUNT = st.integers(1, 3)
_DUE = st.builds(DueDate, _DAY, _TEXT, _NO_DAY, st.tuples(_TEXT), _TEXT, st.booleans())


def _some(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(strategy, max_size=3).map(tuple)


_PROPOSAL = st.builds(
    Proposal,
    session_id=st.integers(1, 2),
    title=_TEXT,
    item_no=_TEXT,
    body=_TEXT,
    category=st.sampled_from(("", "其他", "别的")),
    submitters=_some(st.builds(Submitter, _TEXT, st.booleans(), _TEXT)),
    co_submitter_count=st.integers(0, 99),
    registered_on=_NO_DAY,
    remark=_TEXT,
)
_TASK = st.builds(
    Assignment,
    _UNIT,
    _TEXT,
    st.sampled_from(Role),
    responsible_leader=_TEXT,
    due=st.none() | _DUE,
    assigned_on=_NO_DAY,
    co_opinion=st.none() | st.builds(CoOpinion, _DAY, _TEXT),
)
_STEP = st.builds(ReviewStep, _TEXT, _TEXT, _TEXT, _DAY, st.sampled_from(Verdict))
_REPLY = st.builds(
    Reply,
    _UNIT,
    _TEXT,
    _COUNT,
    state=st.sampled_from(ReplyState),
    text=_TEXT,
    result_class=st.sampled_from(("", "A", "note", "旧")),
    route=st.sampled_from(("", "usual")),
    steps=_some(_STEP),
    doc_no=_TEXT,
    issued_on=_NO_DAY,
)
_FEEDBACK = st.builds(
    Feedback,
    _DAY,
    st.dictionaries(st.sampled_from(("attitude", "result", "old")), st.sampled_from(("yes", "no", "?"))),
    round=_COUNT,
)
_CASES = st.builds(
    Case,
    _PROPOSAL,
    st.just(SCHEME.id),
    st.just(SCHEME.version),
    assignments=_some(_TASK),
    dues=st.dictionaries(st.sampled_from([each.value for each in Matter]), _DUE),
    consultations=_some(
        st.builds(Consultation, st.sampled_from(("before", "other")), _DAY, _TEXT, round=_COUNT)
    ),
    replies=_some(_REPLY),
    feedbacks=_some(_FEEDBACK),
    commitments=_some(st.builds(Commitment, _TEXT, _TEXT, _DAY, _NO_DAY, _NO_DAY)),
    plan_class=_TEXT,
    round=_COUNT,
    is_deleted=st.booleans(),
)


@pytest.fixture(scope="module")
def lasting(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Return one open desk for many examples."""
    path = tmp_path_factory.mktemp("lasting") / "desk.sqlite3"
    path.write_bytes(template.read_bytes())
    with closing(Store.open(path, owner=OWNER, now=NOW)) as store:
        yield store


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(first=_CASES, second=_CASES)
def test_any_case_goes_in_and_comes_back(lasting: Store, first: Case, second: Case) -> None:
    with lasting.transaction():
        stored = lasting.cases.add(first, NOTE)
        assert lasting.cases.get(stored.id) == stored == replace(first, id=stored.id, version=1)
        saved = lasting.cases.save(replace(second, id=stored.id, version=1), NOTE)
        assert lasting.cases.get(stored.id) == saved
    assert list(lasting.cases.stale_rows()) == []


def test_every_member_has_a_code_in_office_order() -> None:
    kept: tuple[tuple[type[StrEnum], dict[object, int]], ...] = (
        (Kind, KIND_CODES),
        (Stage, STAGE_CODES),
        (Origin, ORIGIN_CODES),
    )
    for members, codes in kept:
        assert list(codes) == list(members)
        assert sorted(codes.values()) == list(codes.values())


def test_common_characters_sort_as_pinyin_does() -> None:
    words = ["安居", "北街", "Ｃ区", "长江", "单位", "增设"]
    assert sorted(words, key=lambda word: sort_key(word) or b"") == [
        "Ｃ区",
        "安居",
        "北街",
        "长江",
        "单位",
        "增设",
    ]
    assert sort_key(" \u3000") is None


def test_numbers_sort_as_people_count() -> None:
    numbers = ["建3", "12", "2", "0043", "DH0271", "建12"]
    assert sorted(numbers, key=number_key) == ["2", "12", "0043", "DH0271", "建3", "建12"]
    assert number_key(" ") is None


def _row(store: Store, case: Case) -> CaseRow:
    with store.transaction():
        store.cases.add(case, NOTE)
    return store.board.page(Criteria(), 0, 1)[0]


def test_a_row_says_what_the_case_says(store: Store) -> None:
    day = date(2026, 3, 2)
    due = DueDate(date(2026, 6, 2))
    tasks = (
        Assignment(
            1, "市教育局", Role.JOINT_LEAD, "副市长", section="一科", handler="高一", assigned_on=day, due=due
        ),
        Assignment(2, "市住建局", Role.JOINT_LEAD),
        Assignment(3, "市供销社", Role.CO, co_opinion=CoOpinion(day)),
    )
    case = (
        new_case()
        .with_assignments(tasks, {"reply": due})
        .with_consultation(Consultation("before", day, "上门"))
    )
    row = _row(store, case)
    assert row == CaseRow(
        id=1,
        kind=Kind.SUGGESTION,
        session="市十七届人大一次会议",
        item_no="12",
        title="关于增设公交站点的建议",
        submitter="陈一",
        co_submitters=0,
        delegation="",
        category="城乡建设",
        origin=Origin.SESSION,
        is_key=False,
        stage=Stage.IN_HAND,
        lead_unit="市教育局",
        co_units="市供销社",
        leader="副市长",
        section="一科",
        handler="高一",
        assigned_on=day,
        due_on=due.on,
        consulted="1/2",
        replied_on=None,
        doc_no="",
        signed_by="",
        result_class="",
        publicity="未定",
        feedback_on=None,
        verdict="",
        round=1,
        open_commitments=0,
        next_step="市教育局：起草答复（2026-06-02 前）",
        remark="",
        themes="",
        typical="",
        first_due_on=date(2026, 6, 2),
    )


def test_a_judged_case_shows_class_number_and_verdict(store: Store) -> None:
    day = date(2026, 5, 4)
    task = Assignment(1, "市教育局", Role.SOLE, "副市长", due=DueDate(day))
    reply = Reply(
        1,
        "市教育局",
        state=ReplyState.ISSUED,
        result_class="B",
        doc_no="滨教函〔2026〕3号",
        signed_by="高二",
        issued_on=day,
    )
    case = new_case().with_assignments((task,), {}).with_reply(reply)
    judged = case.with_feedback(Feedback(day, {"result": "partly", "attitude": "yes"}), again=False)
    row = _row(store, replace(judged, commitments=(Commitment("安装护栏", "市教育局", day),)))
    assert (row.result_class, row.doc_no, row.signed_by, row.replied_on) == (
        "B",
        "滨教函〔2026〕3号",
        "高二",
        day,
    )
    assert (row.verdict, row.feedback_on, row.open_commitments, row.stage) == (
        "基本满意",
        day,
        1,
        Stage.FOLLOWING,
    )
