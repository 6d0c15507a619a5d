"""An enquiry or a complaint (SM-1.3 to 1.5, 2.1)."""

from __future__ import annotations

from typing import Any

import pytest

from service_model.casework.judgement import other_choice
from service_model.casework.record_type import record_type
from service_model.duties import Recommendation
from tests.service_model.building import TODAY, a_complaint

TRUST, SHOP = "Anytown NHS Trust", "Anytown Supermarket Ltd"


def recorded(**facts: Any) -> Recommendation:
    """How a contact about the trust is recorded, unless it is said to be about somebody else."""
    return record_type(a_complaint(**{"organisation": TRUST, **facts}), today=TODAY)


@pytest.mark.covers("SM-1.3a")
def test_a_contact_of_which_nobody_knows_what_it_asks_for_is_an_enquiry() -> None:
    open_yet = recorded(channel="email")
    asked = recorded(channel="email", about={"unanswered": {"asks_us_to_act": "dont_know"}})
    assert (open_yet.choice, open_yet.needs) == ("enquiry", ("asks_us_to_act",))
    assert (asked.choice, asked.needs) == ("enquiry", ())
    assert "SM-1.3" in asked.paragraphs


@pytest.mark.covers("SM-1.3b")
@pytest.mark.parametrize("channel", ["web", "email", "letter", "phone"])
def test_someone_who_asks_us_to_act_on_an_organisation_we_can_look_at_has_made_a_complaint(channel: str) -> None:
    found = recorded(channel=channel, asks_us_to_act=True)
    assert (found.choice, found.paragraphs, found.kind, found.needs) == ("complaint", ("SM-1.3",), "policy", ())


@pytest.mark.covers("SM-1.4")
def test_a_copy_that_asks_for_nothing_is_an_enquiry_and_staff_may_change_that() -> None:
    found = recorded(channel="letter", asks_us_to_act=False)
    assert found.choice == "enquiry"
    assert "SM-1.4" in found.paragraphs
    assert other_choice(found.choice, "complaint", "They rang to say that they do want us to act.").status == "met"


@pytest.mark.covers("SM-1.5")
def test_a_copy_that_disputes_the_end_of_local_resolution_is_a_complaint() -> None:
    found = recorded(channel="letter", asks_us_to_act=False, signals=("local_resolution_disputed",))
    assert found.choice == "complaint"
    assert "SM-1.5" in found.paragraphs


@pytest.mark.covers("SM-2.1a")
def test_a_complaint_about_an_organisation_outside_the_law_is_recorded_as_a_complaint() -> None:
    found = recorded(organisation=SHOP, asks_us_to_act=True)
    assert found.choice == "complaint"
    assert "SM-2.1" in found.paragraphs
    assert recorded(organisation=SHOP, channel="email", asks_us_to_act=False).choice == "enquiry"
