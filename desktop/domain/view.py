"""A saved view: which columns a list shows, which cases, in which order and colours, under a name."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from desktop.domain.filters import ColumnFilter, ListColumn, Mark, Span
from desktop.domain.light import Tone
from desktop.domain.listing import Criteria, SortField
from desktop.domain.narrowing import matches
from desktop.domain.stage import Stage

if TYPE_CHECKING:
    from datetime import date

    from desktop.domain.listing import CaseRow


@dataclass(frozen=True, slots=True)
class ColourRule:
    """A colour for the rows a filter matches; `words` say the same to who cannot tell colours apart."""

    when: ColumnFilter
    tone: Tone
    words: str


@dataclass(frozen=True, slots=True)
class SavedView:
    """A view by its name; an empty `columns` shows every column in its usual order.

    `columns` are keys of the ledger's columns, from left to right. Days may be relative: what is meant today
    is `view.on(today)`. Of the `colours` the first that matches a row counts. A shipped view is neither
    renamed nor deleted; changed, it is saved under another name. `widths` are those of the columns in pixels,
    as far as they are kept; a column made wider is no other view.
    """

    name: str
    criteria: Criteria = field(default_factory=Criteria)
    columns: tuple[str, ...] = ()
    colours: tuple[ColourRule, ...] = ()
    is_shipped: bool = False
    widths: tuple[int, ...] = ()

    def on(self, today: date) -> SavedView:
        """Return the view as it is meant on a day: relative spans as days."""
        colours = tuple(replace(rule, when=rule.when.on(today)) for rule in self.colours)
        return replace(self, criteria=self.criteria.on(today), colours=colours)

    def differs(self, other: SavedView) -> bool:
        """Return whether the other shows something else (已修改*): what it is called does not matter.

        Filters and marks count in any order, and those that ask nothing not at all.
        """
        return self._shape() != other._shape()

    def title(self, shown: SavedView) -> str:
        """Return the name of this view while `shown` is what is on the screen: 逾期, or 逾期（已修改*）."""
        return f"{self.name}（已修改*）" if self.differs(shown) else self.name

    def _shape(self) -> tuple[object, ...]:
        asked = frozenset(each for each in self.criteria.filters if not each.is_idle)
        sorts = self.criteria.sorts
        plain = replace(self.criteria, filters=(), marks=(), then_by=())
        return plain, asked, frozenset(self.criteria.marks), sorts, self.columns, self.colours


def colour_of(rules: tuple[ColourRule, ...], row: CaseRow) -> ColourRule | None:
    """Return the first rule that matches a row, or None; relative spans must have been brought to a day."""
    return next((rule for rule in rules if matches(rule.when, row)), None)


_BEFORE_REPLY = (Stage.IN_HAND, Stage.DRAFTED, Stage.REHANDLING)
_OPEN = tuple(stage for stage in Stage if stage.is_open and stage is not Stage.DRAFT)
_SIGNING = ColumnFilter(ListColumn.NEXT_STEP, contains="签")


def _shipped(name: str, criteria: Criteria) -> SavedView:
    return SavedView(name, criteria, is_shipped=True)


def _owed(span: Span) -> Criteria:
    return Criteria(sort=SortField.DUE_ON, filters=(ColumnFilter(ListColumn.OWED_ON, span=span),))


def _before_reply(mark: Mark) -> Criteria:
    return Criteria(stages=_BEFORE_REPLY, sort=SortField.DUE_ON, marks=(mark,))


SHIPPED = (
    _shipped("全部", Criteria()),
    _shipped("本周到期", _owed(Span.THIS_WEEK)),
    _shipped("逾期", _owed(Span.OVERDUE)),
    _shipped("缺面商", _before_reply(Mark.CONSULTATION_MISSING)),
    _shipped("等协办意见", _before_reply(Mark.CO_OPINION_MISSING)),
    _shipped("多单位联办", Criteria(sort=SortField.DUE_ON, marks=(Mark.SEVERAL_UNITS,))),
    _shipped(
        "待审",
        Criteria(
            stages=(Stage.IN_REVIEW,), sort=SortField.DUE_ON, filters=(replace(_SIGNING, is_not=True),)
        ),
    ),
    _shipped("待签", Criteria(stages=(Stage.IN_REVIEW,), sort=SortField.DUE_ON, filters=(_SIGNING,))),
    _shipped("待寄", Criteria(stages=(Stage.SIGNED,), sort=SortField.DUE_ON)),
    _shipped("待反馈", Criteria(stages=(Stage.REPLIED,), sort=SortField.REPLIED_ON)),
    _shipped("待归档", Criteria(stages=(Stage.CLOSED,), sort=SortField.REPLIED_ON)),
    _shipped("重点", Criteria(key_only=True)),
    _shipped(
        "跨年度",
        Criteria(
            stages=_OPEN,
            sort=SortField.ASSIGNED_ON,
            filters=(ColumnFilter(ListColumn.ASSIGNED_ON, span=Span.EARLIER_YEARS),),
        ),
    ),
)
"""The views every desk begins with; 跨年度 are the cases handed out before this year that are still open."""
