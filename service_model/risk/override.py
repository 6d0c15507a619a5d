"""When the standard rating is not the one that stands: another reason, a limited time, a group of cases, senior oversight.

Everything that moves a rating is a `Change` that says so; nothing moves it unseen (SM-10.6, 10.7, 10.24, 10.30 to 10.34).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from service_model.determination import Finding
from service_model.findings import cannot_tell, met, not_met
from service_model.risk.form import LimitedRating, Override, Oversight, RiskForm, TemporaryRating
from service_model.risk.policy import CATEGORIES, RATINGS, RISK, Rating, RiskPolicy
from service_model.risk.rating import at_least

NAME = "rating_for_another_reason"


@dataclass(frozen=True, slots=True)
class Change:
    """What took the rating from one level to another, and why."""

    name: str
    before: Rating | None
    after: Rating | None
    reason: str
    paragraphs: tuple[str, ...]


def override_process(override: Override, computed: Rating | None, *, policy: RiskPolicy = RISK) -> Finding:
    """A second review of all five categories, then the manager's agreement with an explanation (SM-10.30, 10.31)."""
    left = [policy.categories[each].short for each in CATEGORIES if each not in override.categories_covered]
    if not override.reviewed_again:
        return _open("Review the rating again.", "SM-10.30", "reviewed_again")
    if left:
        return _open(f"The second review has not covered {', '.join(left)}.", "SM-10.30", "categories_covered")
    if computed is None:
        return _open("The matrix has given no rating yet, so there is none to change.", "SM-10.30", "rating")
    if computed == override.wanted:
        return met(NAME, "The second review gives the rating that was wanted.", "SM-10.30", kind="policy")
    if not override.discussed_with_manager:
        return _open("Discuss the rating with your manager.", "SM-10.31", "discussed_with_manager")
    if override.manager_agrees is None:
        return _open("Record whether your manager agrees.", "SM-10.31", "manager_agrees")
    if not override.manager_agrees:
        return not_met(NAME, "The manager does not agree. The rating stays as the matrix gives it.", "SM-10.31", kind="policy")
    missing = tuple(name for name in ("explanation", "manager") if not getattr(override, name))
    if missing:
        return _open("Record the explanation and who agreed to it.", "SM-10.31", *missing)
    reason = f"{override.manager} agrees to {override.wanted} instead of {computed}. {override.explanation}"
    return met(NAME, reason, "SM-10.7", "SM-10.31", kind="policy")


def _open(reason: str, paragraph: str, *needs: str) -> Finding:
    return cannot_tell(NAME, reason, paragraph, kind="policy", needs=needs)


def temporary_rating(
    temporary: Iterable[TemporaryRating], *, organisations: Iterable[str], groups: Iterable[str], today: date
) -> TemporaryRating | None:
    """The highest temporary rating for the case's organisations or groups that holds today, both days included (SM-10.6)."""
    names, sorts = {_plain(each) for each in organisations}, {_plain(each) for each in groups}
    holding = [
        each
        for each in temporary
        if each.from_on <= today <= each.to_on
        and ((each.organisation and _plain(each.organisation) in names) or (each.group and _plain(each.group) in sorts))
    ]
    return max(holding, key=lambda each: (each.rating == "high", each.to_on), default=None)


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def limited_rating_holds(limited: LimitedRating) -> bool:
    """A rating raised for a limited time stands until somebody has reviewed it, even past its day (SM-10.24)."""
    return limited.reviewed_on is None


def oversight_lock(oversight: Oversight, proposed: Rating | None) -> Finding:
    """Once the Ombudsman or a deputy has oversight, the rating changes only with their agreement (SM-10.34)."""
    name, cite = "rating_under_oversight", "SM-10.34"
    if proposed == oversight.rating:
        return met(name, "The rating is the one the senior decision maker knows.", cite, kind="policy")
    if oversight.agrees_to_change:
        return met(name, "The senior decision maker agrees to the change.", cite, kind="policy")
    reason = f"The rating stays {oversight.rating} until the senior decision maker agrees to change it."
    if oversight.agrees_to_change is None:
        return cannot_tell(name, reason, cite, kind="policy", needs=("agrees_to_change",))
    return not_met(name, reason, cite, kind="policy")


def changes(
    form: RiskForm, matrix: Rating | None, *, today: date, temporary: Iterable[TemporaryRating] = (), policy: RiskPolicy = RISK
) -> tuple[Change, ...]:
    """Everything that takes the rating away from the matrix's, in turn. Group and limited ratings only ever raise."""
    found: list[Change] = []

    def move(name: str, to: Rating | None, reason: str, *paragraphs: str) -> None:
        now = found[-1].after if found else matrix
        if to != now:
            found.append(Change(name, now, to, reason, paragraphs))

    def now() -> Rating | None:
        return found[-1].after if found else matrix

    together = form.cumulative
    if together and together.decision == "raise" and together.reasons:
        move("cumulative", _one_up(now()), together.reasons, "SM-10.37", "SM-10.38")
    if form.override and override_process(form.override, matrix, policy=policy).status == "met":
        move("override", form.override.wanted, form.override.explanation or "", "SM-10.7", "SM-10.31")
    if form.limited and limited_rating_holds(form.limited):
        reason = form.limited.reasons or "Until a suitable mitigation is surely in place."
        move("limited", at_least(now(), form.limited.rating), reason, "SM-10.24")
    holding = temporary_rating(temporary, organisations=form.organisations, groups=form.groups, today=today)
    if holding:
        reason = f"{holding.organisation or holding.group}, until {holding.to_on:%-d %B %Y}. {holding.reasons or ''}".strip()
        move("temporary", at_least(now(), holding.rating), reason, "SM-10.6")
    if form.oversight and oversight_lock(form.oversight, now()).status != "met":
        move("oversight", form.oversight.rating, "No agreement of the senior decision maker to a change.", "SM-10.34")
    return tuple(found)


def _one_up(rating: Rating | None) -> Rating | None:
    return rating and RATINGS[min(RATINGS.index(rating) + 1, len(RATINGS) - 1)]
