"""The criteria of categorisation after allocation, and changes of category that wait for a manager (SM-2.185 to 2.192)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_api.cases.models import Case
from intake_api.casework import tasks, work
from intake_api.casework.allocating import fetch_newest, must_be_allocated
from intake_api.casework.changing import Change, RefusedError
from intake_api.casework.criteria import Criteria
from intake_api.casework.forms import Filled, Nothing
from intake_api.casework.models import CaseAllocation, CategoryReview
from intake_api.staff.roles import Role
from service_model.casework.triage import Category, TriageFacts, unanswered
from service_model.casework.triage import category as category_of
from service_model.duties import Recommendation

WAITING, AGREED, DECLINED = "waiting", "agreed", "declined"
Long = Annotated[str, Field(max_length=5000)]


class Categorised(Criteria):
    """The answers to the criteria after allocation, and whether the category is confirmed."""

    confirmed: bool | None = None


class Otherwise(Filled):
    """No criterion fits, and the case should be allocated differently: the note to the manager."""

    why: Long


class OtherCategory(Filled):
    """The case is not suitable for its category any more. Without reasons it is kept, and shown as such."""

    wanted: Category
    why: Long | None = None


class Reasons(Filled):
    """The reasons that were missing."""

    id: int
    why: Long


class Answer(Filled):
    """What the manager decides, having considered both (SM-2.192)."""

    id: int
    answer: Literal["agree", "decline"]
    circumstances: Long | None = None
    closeness: Long | None = None


def categorise(change: Change, form: Categorised) -> None:
    """Keeps the answers to the criteria. The category is confirmed only once each question is answered (SM-2.185, 2.188)."""
    change.must_be_open()
    entry = must_be_allocated(change)
    entry.answers = form.answers()
    facts = TriageFacts(answers=entry.answers)
    open_ = unanswered(facts)
    change.trace("criteria_answered", fields=sorted(entry.answers), open=str(len(open_)))
    if form.confirmed is None:
        return
    if open_:
        words = "Answer each question of the criteria before you confirm the category (SM-2.185)."
        raise RefusedError(words, f"answer_{open_[0]}")
    if not form.confirmed:
        raise RefusedError("Then ask for another category below, or for it to be allocated differently.", "confirmed")
    entry.confirmed_by, entry.confirmed_on = change.by, change.today
    change.trace("category_confirmed", category=entry.category)


def allocate_differently(change: Change, form: Otherwise) -> None:
    """Outside the criteria: a note to the manager, with the reasons (SM-2.187)."""
    must_be_allocated(change)
    change.session.add(CategoryReview(**change.stamp(), kind="allocate_differently", why=form.why, state=WAITING))
    change.trace("allocate_differently_asked", fields=["why"])
    what = "Read why this case, outside the criteria, should be allocated differently."
    _tell_the_manager(change, what, "SM-2.187")


def ask_for_category(change: Change, form: OtherCategory) -> None:
    """The case is not suitable any more. The category stays until a manager agrees (SM-2.189)."""
    change.must_be_open()
    entry = must_be_allocated(change)
    if form.wanted == entry.category:
        raise RefusedError("That is the category it has.", "wanted")
    if any(each.wanted for each in fetch_reviews(change.session, change.case) if each.state == WAITING):
        raise RefusedError("A change of category waits for the manager already.", "wanted")
    row = CategoryReview(**change.stamp(), kind="another_category", wanted=form.wanted, why=form.why, state=WAITING)
    change.session.add(row)
    change.trace(
        "category_change_asked", before={"category": entry.category}, category=form.wanted,
        reasons="given" if form.why else "missing",
    )  # fmt: skip
    what = "Decide if this case gets another category."
    _tell_the_manager(change, what, "SM-2.189")


def give_reasons(change: Change, form: Reasons) -> None:
    """The reasons that were missing."""
    row = _own(change, form.id)
    if row.why:
        raise RefusedError("The reasons stand there already.", "why")
    row.why = form.why
    change.trace("category_reasons_given", fields=["why"], review=str(row.id))


def answer(change: Change, form: Answer) -> None:
    """A manager decides, with the circumstances and how close the case is to being finished (SM-2.189, 2.192)."""
    row = _own(change, form.id)
    if form.answer == "agree" and row.wanted:
        change.must_be_open()  # nobody could allocate a closed case, and it would wait for ever
    for name, words in (("circumstances", "the circumstances of the case"), ("closeness", "how close it is to being finished")):
        if not getattr(form, name):
            raise RefusedError(f"Say what you considered about {words} (SM-2.192b).", name)
    if form.answer == "agree" and not row.why:
        raise RefusedError("The reasons are missing. Ask for them first (SM-2.189a).", "answer")
    if row.made_by == change.by:
        raise RefusedError("You asked for this. Another manager decides.", "answer")
    row.state = AGREED if form.answer == "agree" else DECLINED
    row.circumstances, row.closeness, row.decided_by, row.decided_at = form.circumstances, form.closeness, change.by, change.at
    change.trace("category_review_decided", fields=["circumstances", "closeness"], review=str(row.id), state=row.state)
    if not [each for each in fetch_reviews(change.session, change.case) if each.state == WAITING]:
        tasks.finish_kind(change, "category_review")
    entry = fetch_newest(change.session, change.case)
    if row.state == AGREED and row.wanted and entry is not None:
        _back_to_the_queue(change, entry, row.wanted)


def flag_systemic(change: Change, _form: Nothing) -> None:
    """The case may point to a systemic issue: the Assistant Director of the teams for such cases is told (SM-2.191)."""
    change.must_be_open()
    entry = must_be_allocated(change)
    about = change.case.organisation or "an organisation that is not known"
    what = (
        f"Possible systemic issue: case {change.case.reference} about {about}, category {entry.category.replace('_', ' ')}. "
        "For the Assistant Director - Casework for complex and senior caseworker teams."
    )
    opened = tasks.open_task(
        change, kind="possible_systemic_issue", what=what, paragraph="SM-2.191", role=Role.ASSISTANT_DIRECTOR, about="allocation"
    )
    if opened is None:
        raise RefusedError("The Assistant Director is told already.")
    change.trace("possible_systemic_issue", category=entry.category)


def review_for_new_information(change: Change, about: str | None) -> None:
    """New information may affect the category: it is reviewed, at any time before the case closes (SM-2.192)."""
    change.must_be_open()
    if fetch_newest(change.session, change.case) is None:
        raise RefusedError("This case has no category yet, so nothing can affect it.", "affects_category")
    why = about or "New information came."
    change.session.add(CategoryReview(**change.stamp(), kind="new_information", why=why, state=WAITING))
    what = "Review the category: new information came."
    _tell_the_manager(change, what, "SM-2.192")


def recommended(entry: CaseAllocation) -> Recommendation:
    """The category that the answers point to."""
    return category_of(TriageFacts(answers=entry.answers))


def open_questions(entry: CaseAllocation) -> tuple[str, ...]:
    """The criteria nobody has answered (SM-2.185)."""
    return unanswered(TriageFacts(answers=entry.answers))


def fetch_reviews(session: Session, case: Case) -> list[CategoryReview]:
    """The questions about its category, the newest first."""
    query = select(CategoryReview).where(CategoryReview.case_id == case.id).order_by(CategoryReview.id.desc())
    return list(session.scalars(query))


def _tell_the_manager(change: Change, what: str, paragraph: str) -> None:
    tasks.open_task(change, kind="category_review", what=what, paragraph=paragraph, role=Role.MANAGER, about="allocation#reviews")


def _own(change: Change, review_id: int) -> CategoryReview:
    row = change.session.get(CategoryReview, review_id)
    if row is None or row.case_id != change.case.id or row.state != WAITING:
        raise RefusedError("This case has no such open question about its category.")
    return row


def _back_to_the_queue(change: Change, entry: CaseAllocation, category: str) -> None:
    """With its new category the case waits to be allocated again, from the day it first came in (SM-2.184, 2.189)."""
    before, had = entry.category, work.assignee(change.session, change.case)
    entry.category, entry.left_at, entry.given_to = category, None, None
    entry.confirmed_by = entry.confirmed_on = None
    change.case.assignee_id = None
    change.trace("category_changed", before={"category": before, "assignee": had}, category=category, assignee=None)
