"""The organisation's own process, as staff see to it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from service_model import PHSO, determine
from service_model.case import case_of
from service_model.casework.local_process import (
    AudioReplyFacts,
    ConfirmationFacts,
    MeetingFacts,
    PrematureCloseFacts,
    audio_reply,
    confirmation_recorded,
    departure_recorded,
    may_close_as_premature,
    meeting,
    route,
)
from service_model.duties import Recommendation
from tests.service_model.building import TODAY, a_complaint


def routed(given: str, self_referral: bool | None) -> Recommendation:
    """The route of a complaint, which an organisation may have sent about itself."""
    complaint = a_complaint(given=given, about={"organisation_self_referral": self_referral})
    case = case_of(complaint, today=TODAY, authority=PHSO)
    return route(case, case.views[0])


@pytest.mark.covers("SM-2.65a")
def test_readiness_is_judged_after_jurisdiction_remit_and_properly_made() -> None:
    gates = [finding.gate for finding in determine(a_complaint(given="ready_health"), today=TODAY).findings]
    wanted = ["organisation_in_jurisdiction", "in_remit", "properly_made", "ready"]
    assert [gate for gate in gates if gate in wanted] == wanted


@pytest.mark.covers("SM-2.65a")
def test_a_complaint_out_of_remit_is_not_asked_if_it_is_ready() -> None:
    found = determine(a_complaint(given="ready_health", remit_category="public_service_personnel"), today=TODAY)
    assert "ready" not in {finding.gate for finding in found.findings}


@pytest.mark.covers("SM-2.65b")
def test_a_self_referral_by_a_health_organisation_goes_to_the_assistant_director_without_triage() -> None:
    found = routed("ready_health", True)
    assert (found.choice, found.paragraphs) == ("assistant_director", ("SM-2.65",))
    (duty,) = found.duties
    assert duty.to == ("assistant_director",)
    assert "No intake triage" in duty.what


@pytest.mark.covers("SM-2.65b")
@pytest.mark.parametrize(("given", "said"), [("ready_health", None), ("ready_health", False), ("ready_government", True)])
def test_everything_else_goes_through_intake(given: str, said: bool | None) -> None:
    found = routed(given, said)
    assert (found.choice, found.duties) == ("intake_triage", ())


@pytest.mark.covers("SM-2.69b")
def test_an_audio_reply_leads_to_a_request_to_the_organisation() -> None:
    found = audio_reply(AudioReplyFacts(health=True, reply_format="audio"))
    assert found.choice == "request_written_reply"
    assert [(duty.name, duty.to) for duty in found.duties] == [("request_written_reply", ("organisation",))]


@pytest.mark.covers("SM-2.69c")
def test_once_the_written_reply_is_requested_it_is_declined_as_premature() -> None:
    found = audio_reply(AudioReplyFacts(health=True, reply_format="audio", written_reply_requested_on=date(2026, 5, 5)))
    assert (found.choice, found.paragraphs) == ("decline_as_premature", ("SM-2.69",))


@pytest.mark.covers("SM-2.69b", "SM-2.69c")
@pytest.mark.parametrize(
    ("health", "reply", "choice"),
    [(True, "written", "nothing_to_do"), (False, "audio", "nothing_to_do"), (True, None, None), (None, "audio", None)],
)
def test_other_replies_ask_for_nothing(health: bool | None, reply: Any, choice: str | None) -> None:
    assert audio_reply(AudioReplyFacts(health=health, reply_format=reply)).choice == choice


@pytest.mark.covers("SM-2.70")
@pytest.mark.parametrize(("wanted", "choice"), [(True, "suggest_meeting"), (None, "suggest_meeting")])
def test_an_offered_meeting_is_suggested(wanted: bool | None, choice: str) -> None:
    found = meeting(MeetingFacts(offered=True, wanted=wanted))
    assert (found.choice, found.paragraphs, found.duties[0].to) == (choice, ("SM-2.70",), ("complainant",))


@pytest.mark.covers("SM-2.71a", "SM-2.71b")
def test_without_the_meeting_confirmation_is_asked_for_and_the_caseworker_may_get_it() -> None:
    found = meeting(MeetingFacts(offered=True, wanted=False))
    assert (found.choice, found.paragraphs) == ("ask_for_written_confirmation", ("SM-2.71",))
    assert [(duty.name, duty.to, duty.must) for duty in found.duties] == [
        ("ask_for_written_confirmation", ("complainant",), True),
        ("confirm_with_organisation", ("organisation",), False),
    ]


@pytest.mark.parametrize(("offered", "choice"), [(False, "nothing_to_do"), (None, None)])
def test_no_meeting_asks_for_nothing(offered: bool | None, choice: str | None) -> None:
    assert meeting(MeetingFacts(offered=offered)).choice == choice


@pytest.mark.parametrize(
    ("outcome", "on", "status"),
    [
        ("complete", date(2025, 3, 5), "met"),
        ("not_complete", date(2025, 3, 5), "not_met"),
        ("complete", None, "cannot_tell"),
        (None, None, "cannot_tell"),
    ],
)
def test_the_outcome_of_asking_the_organisation_is_kept_with_its_day(outcome: Any, on: date | None, status: str) -> None:
    found = confirmation_recorded(ConfirmationFacts(outcome=outcome, asked_on=on))
    assert found.status == status
    assert on is None or "5 March 2025" in found.reason


@pytest.mark.covers("SM-2.76")
@pytest.mark.parametrize("explanation", [None, "", "   "])
def test_an_exception_without_an_explanation_is_refused(explanation: str | None) -> None:
    found = departure_recorded(explanation)
    assert (found.status, found.paragraphs, found.needs) == ("not_met", ("SM-2.76",), ("explanation",))


@pytest.mark.covers("SM-2.76")
def test_an_exception_with_an_explanation_may_be_passed_on() -> None:
    assert departure_recorded("She has weeks to live.").status == "met"


@pytest.mark.covers("SM-2.73a", "SM-2.73b", "SM-2.271a")
@pytest.mark.parametrize(
    ("limit", "discretion", "needs"),
    [
        (True, True, ()),
        (False, True, ("told_of_time_limit",)),
        (True, None, ("told_it_can_be_put_to_one_side",)),
        (None, None, ("told_of_time_limit", "told_it_can_be_put_to_one_side")),
    ],
)
def test_closing_as_premature_is_refused_without_the_time_limit_and_our_discretion(
    limit: bool | None, discretion: bool | None, needs: tuple[str, ...]
) -> None:
    found = may_close_as_premature(PrematureCloseFacts(told_of_time_limit=limit, told_it_can_be_put_to_one_side=discretion))
    assert (found.status, found.needs) == ("not_met" if needs else "met", needs)
    assert "SM-2.73" in found.paragraphs
