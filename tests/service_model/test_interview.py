"""What is asked when: as little as the outcome needs, and whole when a caseworker takes it on."""

from __future__ import annotations

from typing import Any

import pytest

from service_model import FACTS, Complaint, answers_from, determine, explain, next_question, options_for, record_from
from tests.service_model.building import READY_GOVERNMENT, READY_HEALTH, TODAY, a_complaint

ORDINARY: dict[str, Any] = {
    "story": "They lost my notes.",
    "injustice": "I lost sleep.",
    "outcome_sought": "An apology.",
    "financial_remedy_sought": False,
    "event_on": "2026-01-05",
    "complained_on": "2026-02",
    "replied_on": "2026-04",
    "unhappy_with_reply": "They left out the delay.",
    "mp_name": "Jo Bloggs",
    "aggrieved_phone": "+447700900789",
    "name": "Joan Ashworth",
    "preferred_contact": "email",
    "email": "joan@example.org",
    "phone": "+447700900123",
    "address": "12 Sample Street",
    "postcode": "CW1 4QJ",
    "contact_times": "Mornings",
    "safe_contact": "Anything",
    "adjustments": "None",
    "consent_to_obtain": True,
    "confirm_summary": "send",
    "consent_to_process": True,
    "aggrieved_name": "Edna Ashworth",
    "prison_number": "A1234BC",
    "second_tier_stage": "final",
}


def asked_of(
    channel: str = "web", signals: tuple[str, ...] = (), unanswerable: tuple[str, ...] = (), **answers: Any
) -> list[str]:
    """The questions in order, for a person who gives these answers, and ordinary ones otherwise."""
    told = {**ORDINARY, **answers}
    said: dict[str, Any] = {}
    dialogue: dict[str, object] = {}
    unanswered: dict[str, str] = {}
    asked: list[str] = []
    while True:
        complaint = a_complaint(channel=channel, signals=signals, about={"unanswered": unanswered}, **said)
        fact = next_question(complaint, determine(complaint, today=TODAY), dialogue=dialogue)
        if fact is None:
            return asked
        assert fact not in asked
        asked.append(fact)
        if fact in unanswerable:
            unanswered[fact] = "dont_know"
        elif FACTS[fact].path is None:
            dialogue[fact] = told[fact]
        else:
            said[fact] = told[fact]


def test_without_consent_nothing_more_is_asked() -> None:
    assert asked_of(consent_to_process=False) == ["consent_to_process"]


def test_a_council_matter_ends_after_three_questions_and_the_offer_of_a_person() -> None:
    assert asked_of(organisation="my council", wants_caseworker=False) == [
        "consent_to_process",
        "story",
        "organisation",
        "wants_caseworker",
    ]


def test_someone_declined_who_wants_a_person_is_asked_only_how_to_reach_them() -> None:
    asked = asked_of(organisation="my council", wants_caseworker=True)
    assert asked[4:] == ["name", "preferred_contact", "email", "safe_contact", "adjustments", "confirm_summary"]


def test_a_ready_health_complaint_yields_a_whole_case() -> None:
    assert asked_of(**READY_HEALTH) == [
        "consent_to_process",
        "story",
        "organisation",
        "local_stage",
        "reply_format",
        "further_stage_available",
        "meeting_offered",
        "aware_on",
        "complaining_for",
        "injustice",
        "outcome_sought",
        "financial_remedy_sought",
        "event_on",
        "complained_on",
        "replied_on",
        "unhappy_with_reply",
        "name",
        "preferred_contact",
        "email",
        "phone",
        "safe_contact",
        "adjustments",
        "consent_to_obtain",
        "confirm_summary",
    ]


def test_only_who_is_to_be_rung_is_asked_when() -> None:
    assert "contact_times" in asked_of(**{**READY_HEALTH, "preferred_contact": "phone"})
    assert "contact_times" not in asked_of(**{**READY_HEALTH, "preferred_contact": "post"})


def test_a_ready_government_complaint_is_asked_about_the_mp_and_not_about_meetings() -> None:
    asked = asked_of(**READY_GOVERNMENT)
    assert asked[2:7] == ["organisation", "mp_referral", "local_stage", "second_tier_stage", "aware_on"]
    assert not {"meeting_offered", "reply_format", "victim_link", "has_mp", "remit_category"} & set(asked)


def test_a_government_complaint_without_an_mp_is_short_and_knows_the_local_stage() -> None:
    asked = asked_of(organisation="HMRC", mp_referral="not_asked", has_mp=True, local_stage="final", wants_caseworker=False)
    assert asked[2:] == ["organisation", "mp_referral", "has_mp", "local_stage", "wants_caseworker"]


def test_by_phone_the_whole_case_is_written_down_for_the_person() -> None:
    asked = asked_of(channel="phone", organisation="my GP surgery", local_stage="final")
    assert asked[2:4] == ["organisation", "local_stage"]
    assert {"injustice", "name", "consent_to_obtain"} <= set(asked)
    assert "wants_caseworker" not in asked


def test_an_enquiry_asks_only_if_anything_is_wanted() -> None:
    assert asked_of(signals=("copied_in",), asks_us_to_act=False, wants_caseworker=False) == [
        "consent_to_process",
        "story",
        "asks_us_to_act",
        "wants_caseworker",
    ]


def test_a_prisoner_is_asked_for_the_prison_number() -> None:
    asked = asked_of(**{**READY_GOVERNMENT, "organisation": "HMP Anytown", "prison_topic": "prison"})
    assert "prison_number" in asked


def test_someone_acting_for_another_is_asked_who_that_is() -> None:
    asked = asked_of(
        **{**READY_HEALTH, "complaining_for": "someone_else", "aggrieved_situation": "died", "relationship": "family"}
    )
    assert "aggrieved_name" in asked
    assert "aggrieved_consent" not in asked


def test_a_late_complaint_is_asked_why_before_the_case() -> None:
    asked = asked_of(**{**READY_HEALTH, "aware_on": "2024-03", "delay_reasons": "I was ill."})
    assert asked.index("delay_reasons") < asked.index("injustice")


def test_someone_who_will_not_give_an_email_is_asked_for_another_way() -> None:
    asked = asked_of(**READY_HEALTH, unanswerable=("email", "phone"))
    assert [fact for fact in asked if fact in ("email", "phone", "address", "postcode")] == [
        "email",
        "phone",
        "address",
        "postcode",
    ]


def test_post_needs_an_address_and_a_postcode() -> None:
    asked = asked_of(**READY_HEALTH, preferred_contact="post")
    assert asked.index("address") + 1 == asked.index("postcode")


@pytest.mark.parametrize(
    ("organisation", "category", "offered"),
    [
        ("DWP", "action_abroad", True),
        ("Leeds General Infirmary", "action_abroad", False),
        ("Leeds General Infirmary", "none", True),
    ],
)
def test_out_of_remit_choices_fit_the_procedure(organisation: str, category: str, offered: bool) -> None:
    assert (category in options_for("remit_category", a_complaint(organisation=organisation))) is offered


def test_every_fact_can_be_explained_in_plain_words() -> None:
    for fact in FACTS:
        reason, paragraphs = explain(fact)
        assert reason.endswith(".")
        assert paragraphs
        assert max(len(sentence.split()) for sentence in reason.split(". ")) <= 22, fact


def test_every_option_fits_the_record() -> None:
    for name, fact in FACTS.items():
        for option in fact.options if fact.path else ():
            assert answers_from(record_from({name: option}))[name] == option


def test_a_complaint_without_issues_can_be_asked_about() -> None:
    empty = Complaint.model_validate({})
    assert next_question(empty, determine(empty, today=TODAY), dialogue={"consent_to_process": True}) == "story"
