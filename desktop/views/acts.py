"""From an act to the dialog that asks for it; the window's toolbar and the case page both start acts here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.casework import co_letters, find
from desktop.domain.archive import Chapter, refuse_archived
from desktop.domain.procedure import Act
from desktop.domain.reply import ReplyState
from desktop.views.act_units import unit_for
from desktop.views.following import FollowDesk
from desktop.views.handing import HandingDesk
from desktop.views.opening import opened

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QDialog, QWidget

    from desktop.domain.case import Case
    from desktop.views.page import Desk


class ActDesk(QObject):
    """Opens the dialog of each act over one window; a refusal before that is told in the message line.

    Dialogs are imported when they are first opened, so that the window stands sooner.
    """

    papers_wanted = Signal()
    """The files of the case that was opened last are to be seen."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._window = parent
        self.handing = HandingDesk(desk, parent)
        self.following = FollowDesk(desk, parent)
        self._openers: dict[Act, Callable[[Case, int], QDialog]] = {
            Act.ASSIGN: self._assign,
            Act.CO_OPINION: self._co_opinion,
            Act.CONSULT: self._consult,
            Act.DRAFT: self._reply,
            Act.SUBMIT: self._reply,
            Act.REVIEW: self._review,
            Act.RECALL: self._recall,
            Act.ISSUE: self._issue,
            Act.FEEDBACK: self._feedback,
            Act.REHANDLE: self._rehandle,
            Act.WISH: self._wish,
            Act.ANSWER_WISH: self._answer_wish,
            Act.LOOK_BACK: self._look_back,
            Act.COMMIT: self._commitment,
            Act.FULFIL: self._fulfil,
            Act.EXTEND: self._extend,
            Act.DECIDE_EXTENSION: self._decide_extension,
            Act.PAUSE: self._pause,
            Act.RESUME: self._resume,
            Act.INTERIM: self._interim,
            Act.SUPPLEMENT: self._supplement,
            Act.ARCHIVE: self._archive,
            Act.REOPEN: self._reopen,
        }

    def start(self, act: Act, case_id: int, unit_id: int | None = None) -> QDialog | None:
        """Open the dialog of an act; without a unit the one that has to act next is meant.

        Returns the open dialog, or None when the act makes no sense and the message line said why.
        """

        def dialog() -> QDialog:
            self._desk.office.require_verb(act.label)
            case = self._case(case_id) if act in _EVEN_ARCHIVED else self._changeable(case_id)
            return self._openers[act](case, unit_id or unit_for(act, case))

        return self._opened(dialog)

    def register(self) -> QDialog | None:
        """Open the dialog that takes new papers in."""
        from desktop.views.register_dialog import RegisterDialog

        return self._opened(lambda: RegisterDialog(self._desk, None, self._window), "登记")

    def take_bodies(self) -> QDialog | None:
        """Open the dialog that takes in the bodies of papers sent as documents."""
        from desktop.views.bodies_dialog import BodiesDialog

        return self._opened(lambda: BodiesDialog(self._desk, self._window))

    def amend(self, case_id: int) -> QDialog | None:
        """Open the same dialog to correct what was registered."""
        from desktop.views.register_dialog import RegisterDialog

        return self._opened(
            lambda: RegisterDialog(self._desk, self._changeable(case_id), self._window), "修改登记"
        )

    def file_as(self, case_id: int) -> QDialog | None:
        """Open the dialog that decides whether a paper is taken up."""
        from desktop.views.filing_dialog import FilingDialog

        return self._opened(lambda: FilingDialog(self._desk, self._changeable(case_id), self._window))

    def merge(self, case_id: int) -> QDialog | None:
        """Open the dialog that has a paper handled together with others."""
        from desktop.views.merge_dialog import MergeDialog

        return self._opened(lambda: MergeDialog(self._desk, (self._changeable(case_id),), self._window))

    def answer_parts(self, case_id: int) -> QDialog | None:
        """Open the dialog that sends submitters of papers merged late the letters they lack."""
        from desktop.views.merge_dialog import PartLettersDialog

        return self._opened(lambda: PartLettersDialog(self._desk, self._case(case_id), self._window))

    def mark_typical(self, case_id: int) -> QDialog | None:
        """Open the dialog that says what makes a case typical."""
        from desktop.views.theme_dialog import TypicalDialog

        return self._opened(lambda: TypicalDialog(self._desk, self._changeable(case_id), self._window))

    def discard(self, case_id: int) -> QDialog | None:
        """Open the dialog that puts a case into the recycle bin, or takes it out again."""
        from desktop.views.filing_dialog import DiscardDialog

        return self._opened(lambda: DiscardDialog(self._desk, self._case(case_id), self._window))

    def consult(self, case_id: int, stage: str) -> QDialog | None:
        """Open the dialog of a meeting at a stage."""
        from desktop.views.consult_dialog import ConsultDialog

        def dialog() -> QDialog:
            meeting = ConsultDialog(self._desk, self._changeable(case_id), self._window)
            meeting.choose_stage(stage)
            return meeting

        return self._opened(dialog)

    def fulfil(self, case_id: int, index: int) -> QDialog | None:
        """Open the dialog that marks the promise at `index` as kept."""
        from desktop.views.commitment_dialog import FulfilDialog

        def dialog() -> QDialog:
            keeping = FulfilDialog(self._desk, self._changeable(case_id), self._window)
            keeping.choose_promise(index)
            return keeping

        return self._opened(dialog)

    def plan(self, case_id: int) -> QDialog | None:
        """Open the dialog that gives a case its class by plan."""
        from desktop.views.plan_dialog import PlanDialog

        return self._opened(lambda: PlanDialog(self._desk, self._changeable(case_id), self._window))

    def implement(self, case_id: int) -> QDialog | None:
        """Open the dialog that says how far what was answered is carried out."""
        from desktop.views.plan_dialog import ImplementationDialog

        return self._opened(lambda: ImplementationDialog(self._desk, self._changeable(case_id), self._window))

    def preview(self, case_id: int, unit_id: int) -> QDialog:
        """Open the letter of a unit as it went out, or as it would look now."""
        from desktop.views.letter_preview import LetterPreview, Paper

        dialog = LetterPreview(self._desk, Paper(case_id, unit_id), self._window)
        dialog.open()
        return dialog

    def _case(self, case_id: int) -> Case:
        return find.case(self._desk.office, case_id)

    def _changeable(self, case_id: int) -> Case:
        """Return a case, unless it is in the archive."""
        case = self._case(case_id)
        refuse_archived(case)
        return case

    def _opened(self, make: Callable[[], QDialog], verb: str = "") -> QDialog | None:
        """Make a dialog and open it, unless nothing may be written here or the act is refused."""
        return opened(self._desk, make, verb=verb)

    def _assign(self, case: Case, _unit_id: int) -> QDialog:
        from desktop.views.assign_dialog import AssignDialog

        return AssignDialog(self._desk, case, self._window)

    def _co_opinion(self, case: Case, unit_id: int) -> QDialog:
        from desktop.views.co_opinion_dialog import CoOpinionDialog

        return CoOpinionDialog(self._desk, case, unit_id, self._window)

    def _consult(self, case: Case, _unit_id: int) -> QDialog:
        from desktop.views.consult_dialog import ConsultDialog

        return ConsultDialog(self._desk, case, self._window)

    def _reply(self, case: Case, unit_id: int) -> QDialog:
        from desktop.views.reply_dialog import ReplyDialog

        return ReplyDialog(self._desk, case, unit_id, self._window)

    def _review(self, case: Case, unit_id: int) -> QDialog:
        from desktop.views.review_dialog import ReviewDialog

        return ReviewDialog(self._desk, case, unit_id, self._window)

    def _issue(self, case: Case, unit_id: int) -> QDialog:
        from desktop.views.issue_dialog import IssueDialog

        dialog = IssueDialog(self._desk, case, unit_id, self._window)
        dialog.letter_issued.connect(self.preview)
        dialog.recall_wanted.connect(self._on_recall_wanted)
        return dialog

    def _recall(self, case: Case, unit_id: int) -> QDialog:
        from desktop.views.recall_dialog import RecallDialog

        return RecallDialog(self._desk, case, unit_id, self._window)

    @Slot(int, int)
    def _on_recall_wanted(self, case_id: int, unit_id: int) -> None:
        self.start(Act.RECALL, case_id, unit_id)

    def _extend(self, case: Case, unit_id: int) -> QDialog:
        from desktop.views.extension_dialog import ExtensionDialog

        return ExtensionDialog(self._desk, case, unit_id, self._window)

    def _decide_extension(self, case: Case, _unit_id: int) -> QDialog:
        from desktop.views.extension_dialog import ExtensionDecisionDialog

        return ExtensionDecisionDialog(self._desk, case, self._window)

    def _pause(self, case: Case, _unit_id: int) -> QDialog:
        from desktop.views.pause_dialog import PauseDialog

        return PauseDialog(self._desk, case, self._window)

    def _resume(self, case: Case, _unit_id: int) -> QDialog:
        from desktop.views.pause_dialog import ResumeDialog

        return ResumeDialog(self._desk, case, self._window)

    def _interim(self, case: Case, _unit_id: int) -> QDialog:
        from desktop.views.pause_dialog import InterimDialog

        return InterimDialog(self._desk, case, self._window)

    def _supplement(self, case: Case, unit_id: int) -> QDialog:
        """Return the dialog of what comes next with a letter after the reply: write, decide, or issue."""
        letter = case.open_addition(unit_id)
        if letter is not None and letter.state is ReplyState.IN_REVIEW:
            from desktop.views.review_dialog import ReviewDialog

            return ReviewDialog(self._desk, case, unit_id, self._window, later=True)
        if letter is not None and letter.state is ReplyState.SIGNED:
            from desktop.views.issue_dialog import IssueDialog

            dialog = IssueDialog(self._desk, case, unit_id, self._window, later=True)
            dialog.letter_issued.connect(self._on_addition_issued)
            dialog.recall_wanted.connect(self.recall_addition)
            return dialog
        from desktop.views.supplement_dialog import SupplementDialog

        return SupplementDialog(self._desk, case, unit_id, self._window)

    @Slot(int, int)
    def recall_addition(self, case_id: int, unit_id: int) -> QDialog | None:
        """Open the dialog that takes the signature of a letter after the reply back."""
        from desktop.views.recall_dialog import RecallDialog

        return self._opened(
            lambda: RecallDialog(self._desk, self._case(case_id), unit_id, self._window, later=True)
        )

    @Slot(int, int)
    def _on_addition_issued(self, case_id: int, unit_id: int) -> None:
        sent = [each for each in self._case(case_id).supplements if each.unit_id == unit_id][-1]
        if sent.letter_id is not None:
            self.show_letter(sent.letter_id, f"{sent.doc_no}{sent.kind.label}")

    def show_dossier(self, case_id: int) -> QDialog | None:
        """Show what the dossier of a case holds and lacks, wherever the case stands."""
        return opened(self._desk, lambda: self._archive(self._case(case_id), 0), writes=False)

    def _archive(self, case: Case, _unit_id: int) -> QDialog:
        from desktop.views.archive_dialog import ArchiveDialog

        dialog = ArchiveDialog(self._desk, case, self._window)
        dialog.part_wanted.connect(self._on_part_wanted)
        return dialog

    def _reopen(self, case: Case, _unit_id: int) -> QDialog:
        from desktop.views.archive_dialog import ReopenDialog

        return ReopenDialog(self._desk, case, self._window)

    @Slot(int, object)
    def _on_part_wanted(self, case_id: int, part: Chapter) -> None:
        """Lead to where a part of a dossier is supplied: the dialog that records it, or the files."""
        if part is Chapter.PAPER:
            self.amend(case_id)
        elif part in _ACT_FOR:
            self.start(_ACT_FOR[part], case_id)
        else:
            self._desk.open_case(case_id)
            self.papers_wanted.emit()
            self._desk.say(f"在“附件”（Ctrl+7）中添加{part.label}的扫描件，再立卷归档。")

    def split_points(self, case_id: int) -> QDialog | None:
        """Open the dialog that splits a paper into its points."""
        from desktop.views.points_dialog import PointsDialog

        return self._opened(lambda: PointsDialog(self._desk, self._changeable(case_id), self._window))

    def save_slip(self, case_id: int, unit_id: int) -> None:
        """Ask where the slip of a unit's reply shall be saved to be printed."""
        from desktop.views.slip_saving import SlipSaving

        SlipSaving(self._desk, case_id, unit_id, self._window).ask()

    def co_letter(self, case_id: int, unit_id: int) -> QDialog | None:
        """Open the dialog that issues the letter with a co-handler's opinion, and show the letter then."""
        from desktop.views.co_letter_dialog import CoLetterDialog

        def dialog() -> QDialog:
            sending = CoLetterDialog(self._desk, self._changeable(case_id), unit_id, self._window)
            sending.letter_issued.connect(self.show_letter)
            return sending

        return self._opened(dialog, co_letters.WORD)

    @Slot(int, str)
    def show_letter(self, letter_id: int, title: str) -> QDialog | None:
        """Show a letter as it was issued."""
        from desktop.views.letter_preview import LetterPreview
        from desktop.views.supplement_dialog import IssuedPaper

        return self._opened(lambda: LetterPreview(self._desk, IssuedPaper(letter_id, title), self._window))

    def _feedback(self, case: Case, _unit_id: int) -> QDialog:
        from desktop.views.feedback_dialog import FeedbackDialog

        return FeedbackDialog(self._desk, case, self._window)

    def _rehandle(self, case: Case, _unit_id: int) -> QDialog:
        from desktop.views.rehandle_dialog import RehandleDialog

        return RehandleDialog(self._desk, case, self._window)

    def _wish(self, case: Case, _unit_id: int) -> QDialog:
        from desktop.views.wish_dialog import WishDialog

        return WishDialog(self._desk, case, self._window)

    def _answer_wish(self, case: Case, _unit_id: int) -> QDialog:
        from desktop.views.wish_dialog import AnswerWishDialog

        return AnswerWishDialog(self._desk, case, self._window)

    def _look_back(self, case: Case, _unit_id: int) -> QDialog:
        from desktop.views.look_back_dialog import LookBackDialog

        return LookBackDialog(self._desk, self._window, chosen=case.id)

    def _commitment(self, case: Case, unit_id: int) -> QDialog:
        from desktop.views.commitment_dialog import CommitmentDialog

        return CommitmentDialog(self._desk, case, unit_id, self._window)

    def _fulfil(self, case: Case, _unit_id: int) -> QDialog:
        from desktop.views.commitment_dialog import FulfilDialog

        return FulfilDialog(self._desk, case, self._window)


_ACT_FOR = {
    Chapter.MEETINGS: Act.CONSULT,
    Chapter.CO_OPINIONS: Act.CO_OPINION,
    Chapter.SUPPLEMENTS: Act.SUPPLEMENT,
}
_EVEN_ARCHIVED = frozenset({Act.ARCHIVE, Act.REOPEN, Act.LOOK_BACK})
