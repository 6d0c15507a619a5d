"""Somebody comes back about a closed case (SM-2.15, 2.58 to 2.64)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from service_model.casework.returning import (
    ReturnFacts,
    conflict_of_paragraphs,
    date_that_favours,
    has_new_decision,
    on_return,
    related_references,
)
from service_model.duties import Duty


def a_return(
    *, closed_as: str | None, reference: str = "R-1003", previous: dict[str, Any] | None = None, **facts: Any
) -> ReturnFacts:
    """A return about a case closed with that code."""
    return ReturnFacts.model_validate({"previous": {"reference": reference, "closed_as": closed_as, **(previous or {})}, **facts})


def named(duties: tuple[Duty, ...]) -> dict[str, Duty]:
    """The duties by name."""
    return {each.name: each for each in duties}


@pytest.mark.covers("SM-2.15b")
def test_a_health_complaint_that_comes_back_in_writing_gets_a_new_reference_and_the_conflict_is_said() -> None:
    facts = a_return(closed_as="not_in_writing", in_writing_now=True)
    duties = named(on_return(facts).duties)
    assert duties["open_new_reference"].paragraphs == ("SM-2.15",)
    assert "Do not reopen R-1003" in duties["open_new_reference"].what
    assert "reopen_old_reference" not in duties
    conflict = conflict_of_paragraphs(facts)
    assert conflict is not None
    assert conflict.paragraphs == ("SM-2.15", "SM-2.63")


@pytest.mark.covers("SM-2.63a")
def test_a_health_complaint_that_is_now_in_writing_is_restarted_and_the_conflict_is_said() -> None:
    facts = a_return(closed_as="not_in_writing", in_writing_now=True)
    found = on_return(facts)
    assert found.choice == "restart"
    assert "SM-2.63" in found.paragraphs
    assert "record_new_decision" in named(found.duties)
    conflict = conflict_of_paragraphs(facts)
    assert conflict is not None
    assert "SM-2.15" in conflict.paragraphs


@pytest.mark.covers("SM-2.58b")
def test_a_complaint_that_comes_back_with_a_referral_gets_a_new_reference_and_the_conflict_is_said() -> None:
    facts = a_return(closed_as="no_mp_referral", reference="R-1005", referred_now=True)
    found = on_return(facts)
    new = named(found.duties)["open_new_reference"]
    assert (found.choice, new.paragraphs) == ("restart", ("SM-2.58",))
    assert "Do not reopen R-1005" in new.what
    conflict = conflict_of_paragraphs(facts)
    assert conflict is not None
    assert conflict.paragraphs == ("SM-2.58", "SM-2.63")


@pytest.mark.parametrize(("closed_as", "changed"), [("not_in_writing", "in_writing_now"), ("no_mp_referral", "referred_now")])
def test_the_caseworker_may_reopen_the_old_reference_instead(closed_as: str, changed: str) -> None:
    duties = named(on_return(a_return(closed_as=closed_as, reopen_old_reference=True, **{changed: True})).duties)
    assert {"reopen_old_reference", "record_new_decision"} <= set(duties)
    assert "open_new_reference" not in duties


def test_a_victim_who_needs_no_referral_any_more_is_restarted() -> None:
    assert on_return(a_return(closed_as="no_mp_referral", referred_now=False, victims_exception_now=True)).choice == "restart"


@pytest.mark.parametrize(
    ("closed_as", "facts"),
    [
        ("not_in_writing", {"in_writing_now": False}),
        ("no_mp_referral", {"referred_now": False, "victims_exception_now": False}),
    ],
)
def test_what_is_still_missing_restarts_nothing(closed_as: str, facts: dict[str, bool]) -> None:
    returned = a_return(closed_as=closed_as, **facts)
    assert on_return(returned).choice == "do_not_restart"
    assert conflict_of_paragraphs(returned) is None


@pytest.mark.parametrize(
    ("closed_as", "facts", "needs"),
    [
        ("not_in_writing", {}, ("in_writing_now",)),
        ("no_mp_referral", {}, ("referred_now", "victims_exception_now")),
        ("no_mp_referral", {"referred_now": False}, ("referred_now", "victims_exception_now")),
        ("premature", {}, ("ready_now", "previous.properly_made")),
        ("premature", {"progressed": True}, ("ready_now", "previous.properly_made")),
        ("other", {}, ("previous.closed_as",)),
        (None, {}, ("previous.closed_as",)),
    ],
)
def test_what_is_not_known_is_asked_and_nothing_is_chosen(
    closed_as: str | None, facts: dict[str, bool], needs: tuple[str, ...]
) -> None:
    found = on_return(a_return(closed_as=closed_as, **facts))
    assert (found.choice, found.needs) == (None, needs)


def test_only_what_is_not_known_is_asked_of_a_premature_case() -> None:
    moved_on = {"progressed": True, "ready_now": False}
    assert on_return(a_return(closed_as="premature", **moved_on)).needs == ("previous.properly_made",)
    found = on_return(a_return(closed_as="premature", previous={"properly_made": True}, **moved_on))
    assert (found.choice, found.needs) == (None, ())
    assert "review_return" in named(found.duties)


def test_the_new_reference_and_the_old_one_name_each_other() -> None:
    links = related_references(a_return(closed_as="not_in_writing", in_writing_now=True, new_reference="R-1044"))
    assert links["R-1044"] == ("R-1003",)
    assert links["R-1003"] == ("R-1044",)
    assert related_references(a_return(closed_as="not_in_writing", in_writing_now=True)) == {}


def test_a_case_that_came_back_with_a_referral_names_the_earlier_one() -> None:
    facts = a_return(closed_as="no_mp_referral", reference="R-1005", referred_now=True, new_reference="R-1055")
    assert related_references(facts) == {"R-1055": ("R-1005",), "R-1005": ("R-1055",)}
    link = named(on_return(facts).duties)["link_references"]
    assert ("R-1005, both ways" in link.what, link.paragraphs) == (True, ("SM-2.58",))


@pytest.mark.covers("SM-2.61")
@pytest.mark.parametrize("closed_as", ["premature", "local_resolution_ongoing", "not_in_writing", "no_mp_referral"])
def test_every_return_is_reviewed_and_the_case_stays_closed_until_then(closed_as: str) -> None:
    waiting = named(on_return(a_return(closed_as=closed_as, reference="R-1007", ready_now=True, referred_now=True)).duties)
    assert "R-1007" in waiting["review_return"].what
    assert waiting["review_return"].to == ("caseworker",)
    assert waiting["keep_closed_until_reviewed"].not_to
    assert waiting["keep_closed_until_reviewed"].paragraphs == ("SM-2.61",)
    reviewed = named(on_return(a_return(closed_as=closed_as, reviewed_on=date(2026, 5, 4))).duties)
    assert not {"review_return", "keep_closed_until_reviewed"} & set(reviewed)


@pytest.mark.covers("SM-2.62a")
def test_a_case_that_has_not_moved_on_is_not_restarted() -> None:
    found = on_return(a_return(closed_as="premature", reference="R-1007", progressed=False))
    assert (found.choice, found.paragraphs) == ("do_not_restart", ("SM-2.62",))
    record = named(found.duties)["record_further_contact"]
    assert ("R-1007" in record.what, record.paragraphs) == (True, ("SM-2.62",))


@pytest.mark.covers("SM-2.63b")
def test_a_restarted_case_needs_a_decision_made_since_the_restart() -> None:
    restarted = date(2026, 5, 4)
    assert has_new_decision(restarted_on=restarted, decided_on=date(2025, 9, 1)).status == "not_met"
    assert has_new_decision(restarted_on=restarted, decided_on=None).status == "not_met"
    assert has_new_decision(restarted_on=restarted, decided_on=date(2026, 5, 20)).status == "met"
    assert has_new_decision(restarted_on=None, decided_on=date(2026, 5, 20)).status == "cannot_tell"


@pytest.mark.covers("SM-2.64a")
def test_a_premature_case_that_is_ready_now_is_restarted() -> None:
    ready = on_return(a_return(closed_as="premature", reference="R-1008", previous={"properly_made": True}, ready_now=True))
    assert (ready.choice, ready.paragraphs) == ("restart", ("SM-2.64",))
    not_made = on_return(a_return(closed_as="premature", previous={"properly_made": False}, ready_now=True))
    assert not_made.choice is None


@pytest.mark.covers("SM-2.64b")
def test_a_restarted_premature_case_goes_to_triage_or_a_casework_team_and_nowhere_else() -> None:
    duties = on_return(a_return(closed_as="premature", previous={"properly_made": True}, ready_now=True)).duties
    assert {party for each in duties if each.name.startswith("pass_") for party in each.to} == {
        "early_consideration_team",
        "casework_team",
    }


@pytest.mark.parametrize(
    ("previous", "favours"),
    [
        ({"received_on": date(2026, 3, 10), "same_organisation": True, "same_complaint": True}, date(2026, 3, 10)),
        ({"received_on": date(2026, 3, 10)}, date(2026, 3, 10)),
        ({"received_on": date(2026, 3, 10), "same_complaint": False}, date(2026, 5, 20)),
        ({"received_on": date(2026, 3, 10), "same_organisation": False}, date(2026, 5, 20)),
        ({}, date(2026, 5, 20)),
    ],
)
def test_the_time_limit_is_counted_to_the_date_that_favours_the_person(previous: dict[str, Any], favours: date) -> None:
    facts = a_return(closed_as="not_in_writing", previous=previous, received_on=date(2026, 5, 20), in_writing_now=True)
    assert date_that_favours(facts) == favours
    kept = named(on_return(facts).duties)["keep_both_dates_of_receipt"]
    assert f"{favours:%-d %B %Y}" in kept.what
