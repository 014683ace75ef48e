"""Every case that holds what was typed is found, no other, fed or not, saved or taken back."""

from __future__ import annotations

import hashlib
import random
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.db.segment import segment, tokens_of
from desktop.db.steps import STEPS
from desktop.db.store import Store
from desktop.domain.listing import Criteria
from desktop.domain.pinyin import initials, person_initials
from desktop.domain.progress import Cancelled
from desktop.domain.query import Field, dated, parse, plain
from desktop.domain.stage import Stage
from desktop.domain.wording import texts_of
from tests.db.samples import NOTE, NOW, OWNER, any_case, new_case
from tests.domain.test_query import ANYTHING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.domain.case import Case

_CASES = 200
_WORDS = "老旧小区加装电梯教育局农村公路道路学校建设〔2026〕ＤＨ12·-"
_STEP_OF_SEGMENT = {"0003_search": "5c51f8e2e322"}


def _case(dice: random.Random, number: int) -> Case:
    case = any_case(dice, number)
    body = "".join(dice.choice(_WORDS) for _ in range(30))
    return replace(case, proposal=replace(case.proposal, body=body + dice.choice(("", "農村", "\n小 区"))))


@pytest.fixture(scope="module", params=["fed", "waiting", "half"])
def full(
    template: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[tuple[Store, list[Case]]]:
    """Return an open desk with all sorts of cases, all, none or some of them fed, and the living cases."""
    path = tmp_path_factory.mktemp("search") / "desk.sqlite3"
    path.write_bytes(template.read_bytes())
    dice = random.Random(20260305)
    with closing(Store.open(path, owner=OWNER, now=NOW)) as store:
        with store.transaction():
            ids = store.cases.add_many([_case(dice, number) for number in range(_CASES)], NOTE)
        store.search.index.feed({"fed": _CASES, "waiting": 0, "half": _CASES // 2}[request.param])
        found = [store.cases.get(each) for each in ids]
        yield store, [case for case in found if not case.is_deleted]


def _holds(case: Case, word: str, part: Field | None = None) -> bool:
    spelt = {Field.SUBMITTER: person_initials, Field.PERSON: person_initials, Field.UNIT: initials}
    return any(
        word in plain(text) or (where in spelt and word in spelt[where](text))
        for where, text in texts_of(case)
        if part in {None, where}
    )


def _fits(case: Case, text: str) -> bool:
    return all(_holds(case, term.text, term.field) != term.is_excluded for term in parse(text))


_PIECE = st.builds(
    lambda minus, field, word: f'{minus}{field}"{word}"',
    st.sampled_from(("", "", "-")),
    st.sampled_from(("", "", "", "正文:", "案由:", "领衔人:", "意见:", "答复:", "文号:", "人员:", "备注:")),
    st.text(_WORDS, min_size=1, max_size=4)
    | st.sampled_from(("農村", "小区", "cy", "jyj", "aes", "陈一", "%", "_", "、", "'; DROP TABLE x")),
)


@settings(max_examples=150, deadline=None)
@given(text=st.lists(_PIECE, min_size=1, max_size=3).map(" ".join))
def test_a_search_finds_what_looking_at_every_text_finds(full: tuple[Store, list[Case]], text: str) -> None:
    store, cases = full
    expected = [case.id for case in cases if _fits(case, text)]
    newest = expected[::-1] if parse(text) else []
    assert list(store.search.newest(text, _CASES)) == newest
    assert list(store.search.newest(text, 3)) == newest[:3]
    assert sorted(store.cases.ids(Criteria(text=text))) == expected
    assert store.board.count(Criteria(text=text)) == len(expected)


@settings(max_examples=5000, deadline=None)
@given(text=ANYTHING)
def test_no_text_is_an_error(fuzzed: Store, text: str) -> None:
    fuzzed.search.newest(dated(text, date(2026, 3, 5)), 5)
    fuzzed.board.count(Criteria(text=text))


@pytest.fixture(scope="module")
def fuzzed(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Return an open desk of three cases, of which two wait."""
    path = tmp_path_factory.mktemp("fuzzed") / "desk.sqlite3"
    path.write_bytes(template.read_bytes())
    with closing(Store.open(path, owner=OWNER, now=NOW)) as store:
        with store.transaction():
            store.cases.add_many([new_case(str(number)) for number in range(3)], NOTE)
            store._work.run(None, "INSERT INTO search_waiting VALUES (2)")
        yield store


@pytest.mark.parametrize(
    ("text", "fitting"),
    [
        ("环节:待交办", lambda row: row.stage is Stage.REGISTERED),
        ("环节:办", lambda row: "办" in row.stage.label),
        ("-环节:办结", lambda row: row.stage is not Stage.CLOSED),
        ("类型:提案", lambda row: row.kind.noun == "提案"),
        ("类型:政协", lambda row: row.kind.body.label == "政协"),
        ("重点:是", lambda row: row.is_key),
        ("重点:否", lambda row: not row.is_key),
        ("重点:也许", lambda _row: False),
        ("逾期:是", lambda _row: False),
        ("分类:城乡建设", lambda row: row.category == "城乡建设"),
        ("分类:教育", lambda row: "教育" in row.category),
        ("类别:a", lambda row: row.result_class == "A"),
        ("反馈:满意", lambda row: row.verdict == "满意"),
        ("代表团:第一", lambda row: "第一" in row.delegation),
        ("届次:2026", lambda row: "十七届" in row.session),
        ("届次:没有", lambda _row: False),
        ("-届次:没有", lambda _row: True),
        ("分类:没有", lambda _row: False),
        ("单位:没有", lambda _row: False),
        ("类型:没有", lambda _row: False),
        ("主办:住建局", lambda row: row.lead_unit == "市住建局"),
        ("协办:jyj", lambda row: "市教育局" in row.co_units),
        ("单位:建设委员会", lambda row: "市住建局" in row.lead_unit + row.co_units),
        ("编号:007", lambda row: row.item_no in {"7", "007", "0007"}),
        ("编号:建", lambda row: row.item_no.startswith("建")),
        ("编号:第号", lambda _row: False),
    ],
)
def test_a_field_narrows(full: tuple[Store, list[Case]], text: str, fitting: object) -> None:
    store, _ = full
    rows = list(store.board.rows(Criteria()))
    expected = {row.id for row in rows if fitting(row)}  # type: ignore[operator]
    assert {row.id for row in store.board.rows(Criteria(text=text))} == expected
    assert set(store.search.newest(text, _CASES)) == expected


def test_overdue_is_counted_from_a_day(full: tuple[Store, list[Case]]) -> None:
    store, _ = full
    day = date(2026, 6, 10)
    late = {row.id for row in store.board.due_between(None, date(2026, 6, 9), _CASES)}
    assert late
    assert set(store.search.newest(dated("逾期:是", day), _CASES)) == late
    assert set(store.search.newest(dated("逾期:否", day), _CASES)).isdisjoint(late)


def _found(store: Store, text: str) -> tuple[int, ...]:
    return store.search.newest(text, 9)


def test_what_is_saved_is_found_by_its_new_words_only(store: Store) -> None:
    with store.transaction():
        case = store.cases.add(new_case(title="关于公交站点"), NOTE)
    assert _found(store, "站点") == (1,)
    with store.transaction():
        store.cases.save(replace(case, proposal=replace(case.proposal, title="关于电梯")), NOTE)
    assert (_found(store, "站点"), _found(store, "电梯"), _found(store, "梯")) == ((), (1,), (1,))
    with store.transaction():
        store._work.run(None, "INSERT INTO search (search) VALUES ('integrity-check')")


def test_what_is_taken_back_is_not_found(store: Store) -> None:
    def broken() -> Iterator[Case]:
        yield new_case(title="关于公交站点")
        raise KeyError

    def write() -> None:
        with store.transaction():
            store.cases.add(new_case(title="关于公交站点"), NOTE)
            store.cases.add_many(broken(), NOTE)

    with pytest.raises(KeyError):
        write()
    assert _found(store, "站点") == ()


def test_many_wait_until_they_are_fed_and_may_change_meanwhile(store: Store) -> None:
    with store.transaction():
        store.cases.add_many([new_case(str(number), "关于电梯") for number in range(30)], NOTE)
    assert store.search.index.waiting() == 30
    with store.transaction():
        case = store.cases.get(30)
        store.cases.save(replace(case, proposal=replace(case.proposal, title="关于公路")), NOTE)
    assert _found(store, "公路") == (30,)
    assert store.search.index.feed(20) == 10
    assert _found(store, "公路") == (30,)
    assert len(store.search.newest("电梯", 99)) == 29
    assert store.search.index.feed(20) == 0
    assert store.search.index.feed(20) == 0
    assert len(store.search.newest("电梯", 99)) == 29


def test_a_file_of_an_older_program_is_searched_at_once(desk: Path) -> None:
    with closing(Store.open(desk, owner=OWNER, now=NOW)) as store, store.transaction():
        store.cases.add_many([new_case(str(number), "关于电梯") for number in range(3)], NOTE)
    with closing(sqlite3.connect(desk)) as bare:  # as the first version left it
        bare.execute("DROP TABLE search")
        bare.execute("DROP TABLE search_waiting")
        bare.execute("UPDATE case_words SET words = '12'")
        bare.execute("DELETE FROM _sqlite_migrations WHERE name = '0003_search'")
        bare.execute("PRAGMA user_version = 2")
        bare.commit()
    with closing(Store.open(desk, owner=OWNER, now=NOW)) as store:
        assert store.search.index.waiting() == 3
        assert _found(store, "电梯") == (3, 2, 1)
        assert store.search.index.feed(9) == 0
        assert _found(store, "电梯") == (3, 2, 1)
        assert store.check() == ()


def test_a_search_is_interrupted(store: Store) -> None:
    with store.transaction():
        store.cases.add(new_case(), NOTE)
    asked = iter([True])
    store._work.connection.set_progress_handler(lambda: next(asked, False) and store.interrupt(), 1)
    with pytest.raises(Cancelled):
        _found(store, "建议")
    assert _found(store, "建议") == (1,)


def test_no_index_is_fed_by_two_segmenters() -> None:
    text = "\x01关于ＡＢ“小区”(一)\x1fbc12\x02建3\x03"
    yields = hashlib.sha256(" ".join(sorted(segment(text).split(" "))).encode()).hexdigest()[:12]
    queued = [step.name for step in STEPS if "INSERT INTO search_waiting" in str(step.statements)]
    assert {queued[-1]: yields} == _STEP_OF_SEGMENT


@given(st.text().map(plain).filter(bool), st.text().map(plain), st.text().map(plain))
def test_a_text_holds_the_tokens_of_every_word_in_it(word: str, before: str, after: str) -> None:
    assert set(tokens_of(word)) <= set(segment(before + word + after).split(" "))
