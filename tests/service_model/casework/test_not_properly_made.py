"""What the person is told when a complaint is not properly made or too early (SM-2.9 to 2.20, 2.36, 2.53 to 2.60)."""

from __future__ import annotations

from typing import Any

import pytest

from narrative.signals import find_signals
from narrative.words import words_of
from service_model import determine
from service_model.casework.not_properly_made import AdviceFacts, advice, after_social_media, send_staff_form
from service_model.duties import Duty
from service_model.record import StaffForm
from tests.service_model.building import TODAY, a_complaint


def told(procedure: str = "health", stage: str | None = "final", **facts: Any) -> dict[str, Duty]:
    """The advice by name, for a complaint whose local process is at that stage."""
    about = {"procedure": procedure, "issue": {"local_stage": stage}, **facts}
    return {each.name: each for each in advice(AdviceFacts.model_validate(about))}


@pytest.mark.parametrize(
    ("procedure", "stage", "paragraph"),
    [
        pytest.param("health", "under_way", "SM-2.13", marks=pytest.mark.covers("SM-2.13b")),
        pytest.param("health", "final", "SM-2.14", marks=pytest.mark.covers("SM-2.14c")),
        pytest.param("parliamentary", "not_started", "SM-2.55", marks=pytest.mark.covers("SM-2.55b")),
        pytest.param("parliamentary", "final", "SM-2.57", marks=pytest.mark.covers("SM-2.57c")),
    ],
)
def test_the_advice_holds_the_time_limit_and_staff_may_take_it_out(procedure: str, stage: str, paragraph: str) -> None:
    limit = told(procedure, stage)["time_limit_information"]
    assert "12 months" in limit.what
    assert (limit.must, limit.to, limit.paragraphs) == (False, ("complainant",), (paragraph,))


@pytest.mark.parametrize("procedure", ["health", "parliamentary"])
def test_with_a_premature_close_the_time_limit_and_our_discretion_stay_in(procedure: str) -> None:
    limit = told(procedure, "not_started", outcome="premature")["time_limit_information"]
    assert (limit.must, limit.kind, limit.paragraphs) == (True, "policy", ("SM-2.73",))
    assert "12 months" in limit.what
    assert "put the limit to one side" in limit.what


@pytest.mark.covers("SM-2.10b")
@pytest.mark.parametrize("outcome", ["premature", "not_properly_made"])
def test_a_health_complaint_that_is_not_ready_is_signposted_to_advocacy_and_staff_may_take_it_out(outcome: str) -> None:
    support = told("health", "under_way", outcome=outcome)["offer_advocacy"]
    assert "NHS complaints advocacy" in support.what
    assert (support.must, support.to) == (False, ("complainant",))


def test_a_health_complaint_whose_local_process_is_over_needs_no_advocacy_for_it() -> None:
    assert "offer_advocacy" not in told("health", "final")


@pytest.mark.parametrize(
    ("stage", "because"),
    [("not_started", "has not been made to the organisation"), ("under_way", "has not given its final reply")],
)
def test_the_reason_it_is_not_ready_is_explained(stage: str, because: str) -> None:
    why = told("health", stage, outcome="premature")["explain_why_not_ready"]
    assert because in why.what
    assert (why.must, why.paragraphs) == (True, ("SM-2.10",))


@pytest.mark.parametrize("stage", ["final", None])
def test_nobody_is_sent_back_whose_local_process_is_over_or_not_known(stage: str | None) -> None:
    assert not {"explain_why_not_ready", "local_resolution_first"} & set(told("health", stage))


@pytest.mark.parametrize("procedure", ["health", "parliamentary"])
def test_a_final_reply_with_a_further_stage_is_no_end_of_the_local_process(procedure: str) -> None:
    duties = told(procedure, issue={"local_stage": "final", "further_stage_available": True})
    assert "a further step" in duties["explain_why_not_ready"].what


def test_a_reply_by_word_of_mouth_is_no_end_of_the_process_in_a_health_complaint_and_the_reason_is_told() -> None:
    spoken = {"local_stage": "final", "reply_format": "audio"}
    duties = told("health", outcome="premature", issue=spoken)
    assert "has not given its reply in writing" in duties["explain_why_not_ready"].what
    assert "offer_advocacy" in duties
    assert "explain_why_not_ready" not in told("parliamentary", issue=spoken)


@pytest.mark.parametrize("issue", [{"local_stage": "final", "second_tier_stage": "under_way"}, {"local_stage": "under_way"}])
def test_the_letter_and_the_rule_agree_on_what_is_too_early(issue: dict[str, Any]) -> None:
    assert "explain_why_not_ready" in told("parliamentary", issue=issue)
    answered = {**issue, "second_tier_stage": None, "commissioner_stage": "final"}
    assert "explain_why_not_ready" not in told("health", issue=answered)


@pytest.mark.parametrize(
    ("stage", "words", "paragraph"),
    [
        pytest.param("under_way", "in writing once the local process is over", "SM-2.13", marks=pytest.mark.covers("SM-2.13a")),
        pytest.param("final", "or send a copy of the form", "SM-2.14", marks=pytest.mark.covers("SM-2.14a", "SM-2.14b")),
    ],
)
def test_someone_who_complained_by_telephone_is_told_when_and_how_to_put_it_in_writing(
    stage: str, words: str, paragraph: str
) -> None:
    duty = told("health", stage)["put_it_in_writing"]
    assert words in duty.what
    assert (duty.must, duty.to, duty.paragraphs) == (True, ("complainant",), (paragraph,))


@pytest.mark.covers("SM-2.11a")
def test_someone_who_says_that_they_cannot_contact_an_advocate_may_have_the_form_completed_for_them() -> None:
    signals = tuple(signal.name for signal in find_signals(words_of("I can't contact an advocate")))
    found = determine(a_complaint(given="ready_health", channel="phone", signals=signals), today=TODAY)
    prompts = [flag for flag in found.flags if flag.name == "cannot_reach_advocate"]
    assert [flag.paragraphs for flag in prompts] == [("SM-2.11",)]
    assert "Consider completing the form for them" in prompts[0].reason
    silent = determine(a_complaint(given="ready_health", channel="phone"), today=TODAY)
    assert "cannot_reach_advocate" not in {flag.name for flag in silent.flags}


@pytest.mark.parametrize(("hard", "asked"), [(True, True), (False, False), (None, False)])
def test_completing_the_form_is_considered_where_advocacy_is_hard_to_reach(hard: bool | None, asked: bool) -> None:
    assert ("consider_completing_form" in told("health", "under_way", hard_to_reach_advocacy=hard)) is asked


def test_a_form_that_staff_completed_goes_to_the_complainant_to_confirm() -> None:
    waiting = send_staff_form(StaffForm.model_validate({}))
    assert waiting is not None
    assert (waiting.to, waiting.paragraphs) == (("complainant",), ("SM-2.11",))
    assert send_staff_form(StaffForm.model_validate({"sent_on": "2026-05-20"})) is None


@pytest.mark.covers("SM-2.9b")
def test_after_social_media_the_person_is_telephoned_or_asked_to_use_the_form() -> None:
    duties = {each.name: each for each in after_social_media(a_complaint(channel="social_media"))}
    assert (duties["telephone_or_send_form"].to, duties["telephone_or_send_form"].paragraphs) == (("complainant",), ("SM-2.9",))
    assert "Telephone" in duties["telephone_or_send_form"].what
    assert "online form" in duties["telephone_or_send_form"].what
    assert "'Twitter'" in duties["record_delivery_method"].what
    assert after_social_media(a_complaint(channel="email")) == ()


@pytest.mark.covers("SM-2.37")
@pytest.mark.parametrize(
    ("preferred", "way"), [("email", "by email"), ("phone", "by telephone"), ("post", "by post"), (None, "(ask)")]
)
@pytest.mark.parametrize("stage", ["under_way", "final"])
def test_the_need_for_a_referral_is_told_in_the_way_the_person_prefers(preferred: str | None, way: str, stage: str) -> None:
    referral = told("parliamentary", stage, preferred_contact=preferred)["return_with_referral"]
    assert way in referral.what
    assert "SM-2.37" in referral.paragraphs


@pytest.mark.covers("SM-2.54b")
def test_after_a_refusal_no_step_asks_the_mp_to_refer_and_one_forbids_it() -> None:
    duties = told("parliamentary", "final", mp_refused=True)
    assert duties["do_not_approach_mp"].not_to
    assert [each.name for each in duties.values() if "referring_mp" in each.to and not each.not_to] == []


@pytest.mark.covers("SM-2.54c", "SM-2.54d")
def test_contacts_for_other_mps_go_only_to_those_who_want_one_with_the_warning() -> None:
    wants = told("parliamentary", "final", mp_refused=True, wants_other_mp=True)
    assert "020 7219 3000" in wants["house_of_commons"].what
    assert "another MP's constituent" in wants["other_mps_warning"].what
    assert "house_of_commons" not in told("parliamentary", "final", mp_refused=True)
    assert "no_mp_can_be_required" not in told("parliamentary", "final", mp_refused=None)


def test_a_health_complaint_is_told_of_writing_and_never_of_an_mp() -> None:
    names = set(told("health", "final"))
    assert "put_it_in_writing" in names
    assert "return_with_referral" not in names


@pytest.mark.covers("SM-2.51b", "SM-2.51c", "SM-2.52")
def test_the_way_through_the_committee_names_the_committee_and_no_constituency_office() -> None:
    found = determine(
        a_complaint(given="ready_government", mp_referral="not_asked", has_mp=False, previously_uk_resident=False), today=TODAY
    )
    assert [each.body for each in found.signposts] == ["Public Administration and Constitutional Affairs Committee"]
    assert all(part in found.signposts[0].contact for part in ("SW1A 0AA", "020 7219 3268", "pacac@parliament.uk"))
    assert not any("constituency" in step.lower() or "@" in step or "http" in step for step in found.next_steps)
    assert any("at the committee's address" in step for step in found.next_steps)
