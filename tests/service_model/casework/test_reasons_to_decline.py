"""Another forum, indications, what is still unremedied, and the other reasons to decline with their code."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from service_model.casework.other_handler import HandlerFacts, facts_of, other_forum, who_looks
from service_model.casework.reasons_to_decline import (
    REASONS,
    DeclineFacts,
    LookFacts,
    indications_of_failings,
    indications_of_injustice,
    look_into_it,
    reason_to_decline,
    still_unremedied,
)
from service_model.record import Issue

BESIDE: dict[str, dict[str, Any]] = {
    "not_practical_and_no_value": {"not_practical": "No records.", "not_satisfactory": "No proof.", "no_value": "Nothing new."},
    "no_agreement_on_scope": {"attempts_to_agree": "Two calls and a letter."},
    "another_organisation_considering": {"body": "General Medical Council"},
    "out_of_remit_or_not_ready": {"remit_now": "out"},
}
"""What has to stand beside a reason."""


def handler(**facts: Any) -> HandlerFacts:
    """Another complaint handler that is looking at it already, unless told otherwise."""
    return HandlerFacts.model_validate({"another_could": True, "another_does": True, "handler": "the Adjudicator", **facts})


def look(**facts: Any) -> LookFacts:
    """A case with indications of failings and of an injustice that is not put right, unless told otherwise."""
    usual = {"failings": "indications", "injustice": "could_be", "from_the_failings": True, "remedied": "not_fully"}
    return LookFacts.model_validate({**usual, **facts})


def decline(reason: str, **facts: Any) -> DeclineFacts:
    """A reason to decline with all that it needs, unless told otherwise."""
    return DeclineFacts.model_validate({"reason": reason, "rationale": "As talked over.", **BESIDE.get(reason, {}), **facts})


@pytest.mark.covers("SM-3.1a")
def test_two_investigations_at_once_are_flagged() -> None:
    found = other_forum(handler())
    assert "Another forum: consider one investigation" in found.reason
    assert "SM-3.1" in found.paragraphs
    assert [flag.name for flag in found.flags] == ["double_investigation"]
    assert other_forum(handler(another_could=False, another_does=False)).status == "met"


def test_a_handler_that_only_could_look_at_it_is_considered_but_is_no_double_investigation() -> None:
    found = other_forum(handler(another_does=False))
    assert (found.status, found.flags) == ("cannot_tell", ())


def test_what_is_not_known_of_other_handlers_is_asked() -> None:
    assert other_forum(HandlerFacts.model_validate({})).needs == ("another_does", "another_could")
    assert other_forum(HandlerFacts.model_validate({"another_does": False})).needs == ("another_could",)
    assert other_forum(handler()).needs == ("better_placed", "can_give_remedy")


def test_what_the_person_said_at_first_contact_is_carried_over() -> None:
    said = facts_of(Issue.model_validate({"other_body": "complaint_handler"}))
    assert other_forum(said).flags[0].name == "double_investigation"
    assert facts_of(Issue.model_validate({"other_body": "nobody"})).another_could is None


@pytest.mark.parametrize(
    ("facts", "choice", "needs"),
    [
        ({}, None, ("better_placed",)),
        ({"better_placed": "unsure"}, None, ("talked_to_handler_on",)),
        ({"better_placed": "unsure", "talked_to_handler_on": date(2026, 5, 1)}, None, ("better_placed",)),
        ({"better_placed": "other_handler"}, None, ("can_give_remedy",)),
        ({"better_placed": "other_handler", "can_give_remedy": False}, "us", ()),
        ({"better_placed": "other_handler", "can_give_remedy": True}, "other_handler", ()),
        ({"better_placed": "us"}, "us", ()),
    ],
)
def test_whoever_is_better_placed_must_also_be_able_to_give_the_remedy(
    facts: dict[str, Any], choice: str | None, needs: tuple[str, ...]
) -> None:
    found = who_looks(handler(**facts))
    assert (found.choice, found.needs) == (choice, needs)


def test_when_unsure_the_other_handler_is_talked_to_first() -> None:
    (duty,) = who_looks(handler(better_placed="unsure")).duties
    assert (duty.to, duty.paragraphs) == (("other_handler",), ("SM-3.2",))


@pytest.mark.covers("SM-3.3b")
@pytest.mark.parametrize(
    ("answer", "status"),
    [("indications", "met"), ("no_indications", "not_met"), ("cannot_tell_yet", "cannot_tell"), (None, "cannot_tell")],
)
def test_indications_of_failings_are_enough_without_any_record(answer: str | None, status: str) -> None:
    assert indications_of_failings(look(failings=answer)).status == status
    assert look_into_it(look(failings="indications")).choice == "propose_to_investigate"


@pytest.mark.parametrize(
    ("facts", "cites"), [({"failings": "cannot_tell_yet"}, "SM-3.5"), ({"remedied": "cannot_tell_yet"}, "SM-3.9")]
)
def test_size_and_complexity_are_a_ground_where_no_view_can_be_reached(facts: dict[str, Any], cites: str) -> None:
    assert look_into_it(look(**facts)).needs == ("size_and_complexity",)
    found = look_into_it(look(**facts, size_and_complexity="Four trusts and two thousand pages."))
    assert found.choice == "propose_to_investigate"
    assert cites in found.paragraphs


@pytest.mark.covers("SM-3.6b")
def test_that_there_could_be_an_unremedied_injustice_is_enough() -> None:
    assert indications_of_injustice(look(injustice="could_be")).status == "met"
    assert look_into_it(look(injustice="could_be")).choice == "propose_to_investigate"
    assert indications_of_injustice(look(injustice="no")).status == "not_met"
    assert indications_of_injustice(look(injustice=None)).status == "cannot_tell"


def test_an_injustice_that_did_not_come_from_the_failings_does_not_meet_the_test() -> None:
    assert indications_of_injustice(look(from_the_failings=False)).paragraphs == ("SM-3.7",)
    assert indications_of_injustice(look(from_the_failings=None)).needs == ("from_the_failings",)
    not_considered = look_into_it(look(from_the_failings=None))
    assert (not_considered.choice, not_considered.needs) == (None, ("from_the_failings",))


@pytest.mark.covers("SM-3.8e")
def test_a_case_that_is_fully_resolved_may_not_be_suitable() -> None:
    found = look_into_it(look(remedied="fully"))
    assert found.choice == "may_not_be_suitable_for_investigation"
    assert "SM-3.8" in found.paragraphs
    assert look_into_it(look(remedied="not_fully")).choice == "propose_to_investigate"


def test_what_the_organisation_did_is_asked_while_it_is_not_known() -> None:
    assert still_unremedied(look(remedied=None)).needs == ("remedied",)


@pytest.mark.covers("SM-3.10f")
def test_the_other_body_is_kept_and_named_to_the_complainant() -> None:
    facts = decline("another_organisation_considering", body="General Medical Council")
    found = reason_to_decline(facts)
    assert facts.body == "General Medical Council"
    (duty,) = found.duties
    assert duty.to == ("complainant",)
    assert "General Medical Council" in duty.what
    assert reason_to_decline(decline("another_organisation_considering", body=None)).needs == ("body",)


@pytest.mark.covers("SM-3.10g")
def test_a_case_found_out_of_remit_or_not_ready_at_this_point_may_be_declined_with_its_reason() -> None:
    assert reason_to_decline(decline("out_of_remit_or_not_ready", remit_now="out")).choice is not None
    assert reason_to_decline(decline("out_of_remit_or_not_ready", remit_now="in", ready_now=False)).choice is not None
    assert reason_to_decline(decline("out_of_remit_or_not_ready", remit_now="in", ready_now=True)).choice is None
    assert reason_to_decline(decline("out_of_remit_or_not_ready", remit_now="out", rationale=None)).needs == ("rationale",)


@pytest.mark.covers("SM-3.11b")
@pytest.mark.parametrize("reason", REASONS)
def test_each_of_these_reasons_closes_as_other_reason_to_decline_unless_another_code_has_a_reason(reason: str) -> None:
    assert reason_to_decline(decline(reason)).choice == "other reason to decline"
    assert reason_to_decline(decline(reason, other_code="withdrawn")).needs == ("other_code_because",)
    assert reason_to_decline(decline(reason, other_code="withdrawn", other_code_because="They rang.")).choice == "withdrawn"


@pytest.mark.parametrize("reason", ["not_practical_and_no_value", "no_agreement_on_scope"])
def test_a_reason_without_what_stands_beside_it_is_not_complete(reason: str) -> None:
    for fact in BESIDE[reason]:
        found = reason_to_decline(decline(reason, **{fact: None}))
        assert (found.choice, found.needs) == (None, (fact,))


def test_no_reason_is_no_decline() -> None:
    assert reason_to_decline(DeclineFacts.model_validate({})).needs == ("reason", "rationale")
