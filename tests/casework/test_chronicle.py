"""The history of the whole desk is looked through, proved and taken along."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from desktop.casework import chronicle, export, register
from desktop.casework.office import open_office
from desktop.domain.account import Account, AccountRole
from desktop.domain.errors import OfficeError
from desktop.domain.journal import JournalQuery
from desktop.domain.progress import SILENT
from tests import desks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.domain.journal import JournalLine


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = desks.new_office(tmp_path / "desk")
    yield opened
    opened.close()


def verbs(office: Office, query: JournalQuery) -> list[str]:
    return [line.verb for line in chronicle.lines(office, chronicle.seqs(office, query))]


def test_lines_are_found_by_day_person_act_case_and_words(office: Office) -> None:
    case = desks.registered(office)
    other = desks.registered(office, "13")
    assert isinstance(office.clock, desks.Clock)
    office.clock.turn(3)
    desks.handed_out(office, case)
    everything = chronicle.seqs(office, JournalQuery())
    assert list(everything) == sorted(everything, reverse=True)
    assert len(everything) == office.store.journal.head()[0]
    day = office.today
    assert verbs(office, JournalQuery(first_day=day)) == ["交办"]
    assert "交办" not in verbs(office, JournalQuery(last_day=desks.FIRST_DAY))
    assert verbs(office, JournalQuery(verb="交办", last_day=day)) == ["交办"]
    assert verbs(office, JournalQuery(officer="示例经办", case_ids=(other.id,))) == ["登记"]
    assert verbs(office, JournalQuery(case_ids=(case.id,))) == ["交办", "登记"]
    assert verbs(office, JournalQuery(case_ids=())) == []
    assert verbs(office, JournalQuery(words="示例区长")) == ["交办"]
    assert verbs(office, JournalQuery(officer="没有此人")) == []
    assert chronicle.people(office) == ("示例经办",)
    assert {"登记", "交办"} <= set(chronicle.acts(office))
    assert office.store.journal.last_at() == office.now


def test_a_whole_history_says_so_and_names_its_mark(office: Office) -> None:
    is_whole, told = chronicle.proof(office)
    assert is_whole
    assert office.history_mark in told


def test_p29_the_first_bad_line_is_named(office: Office) -> None:
    desks.registered(office)
    last = office.store.journal.head()[0]
    connection = office.store._work.connection
    connection.execute("DROP TRIGGER journal_is_never_changed")
    connection.execute("UPDATE journal SET summary = '别的' WHERE seq = ?", (last - 1,))
    is_whole, told = chronicle.proof(office)
    assert not is_whole
    assert told.startswith(f"第 {last - 1} 条与前后不符")


def test_lines_are_taken_along_with_the_mark_in_the_foot_and_that_is_told(
    office: Office, tmp_path: Path
) -> None:
    desks.registered(office)
    chronicle.tell_export(office, 7)
    (line,) = office.store.journal.newest(1)
    assert line.verb == "导出操作记录"
    assert line.summary.startswith("7 条，校验码 ")
    content = chronicle.ledger(office, JournalQuery(verb="登记"), lambda line: f"{line.seq}改", SILENT)
    ((seq, _, officer, verb, subject, summary, changed, mark),) = content.rows
    assert (officer, verb, subject) == ("示例经办", "登记", "办件 1")
    assert "第12号建议" in str(summary)
    assert changed == f"{seq}改"
    assert mark == line.prev[:12]
    assert content.footer.endswith(office.history_mark)
    assert export.write(office, content, tmp_path / "记录.pdf") == 1


def test_who_may_not_audit_sees_nothing_and_an_auditor_no_case_text(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    desks.registered(office)
    line = office.store.journal.newest(1)[0]
    assert chronicle.summary_of(office, line) == line.summary
    office.is_guarded = True
    with pytest.raises(OfficeError, match="查看审计"):
        chronicle.seqs(office, JournalQuery())
    auditor = Account("shenji", "示例审计", (AccountRole.AUDITOR,))
    monkeypatch.setattr(type(office), "may", lambda _self, permission: auditor.may(permission))
    assert chronicle.may(office)
    assert chronicle.summary_of(office, line) == ""
    content = chronicle.ledger(office, JournalQuery(verb="登记"), _never, SILENT)
    assert content.rows[0][5:7] == ("", "")
    born = chronicle.lines(office, (1,))[0]
    assert chronicle.summary_of(office, born) == born.summary


def _never(_line: JournalLine) -> str:
    raise AssertionError


def test_the_marked_line_of_a_refused_paper_is_found_by_its_words(office: Office) -> None:
    with pytest.raises(OfficeError):
        register.proposal(office, desks.replace(desks.PAPER, title="秘密★某事"))
    (line,) = chronicle.lines(office, chronicle.seqs(office, JournalQuery(words="密级标志")))
    assert chronicle.subject_words(line) == "拦截"


def test_a_desk_that_is_only_read_can_be_looked_through(office: Office) -> None:
    office.close()
    seen = open_office(office.directory, clock=desks.Clock(), officer="示例", read_only=True)
    assert chronicle.seqs(seen, JournalQuery(first_day=date(2020, 1, 1)))
