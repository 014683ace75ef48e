"""Precedents: what was answered to similar papers in this and the last three years, at hand while writing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop.casework.similar import Titles

if TYPE_CHECKING:
    from desktop.casework.office import Office
    from desktop.casework.similar import Similar
    from desktop.domain.case import Case
    from desktop.domain.reply import Reply


class Precedent(NamedTuple):
    """A reply that went out in a case like the one at hand."""

    similar: Similar
    reply: Reply

    @property
    def words(self) -> str:
        """One line: whose reply of when, to which paper, how alike."""
        return f"{self.reply.unit_name} {self.reply.issued_on}　{self.similar.text}"


def of_case(office: Office, case: Case) -> tuple[Precedent, ...]:
    """Return the replies that went out in the cases most like this one, the most alike first."""
    found = Titles(office).like(case.proposal.title, case.id)
    issued = ((each, each.case.latest_issued) for each in found)
    return tuple(Precedent(each, reply) for each, reply in issued if reply is not None)
