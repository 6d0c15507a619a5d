"""Everybody with a part in the case (SM-1.10, 1.12)."""

from __future__ import annotations

from typing import Any

import pytest

from service_model import Complaint, determine
from service_model.casework.disclosure import parties
from service_model.casework.parties import is_representative, missing_contact_details, parties_of
from service_model.casework.suitability import SuitabilityFacts
from tests.service_model.building import TODAY, a_complaint


@pytest.mark.covers("SM-1.12a")
def test_a_detail_that_is_missing_is_listed_and_stops_nothing() -> None:
    complaint = a_complaint(
        given="ready_health", name="Ann Example", phone="+447700900123", address="1 High Street", postcode="M1 1AA"
    )
    assert missing_contact_details(complaint) == ("email",)
    blank = complaint.model_copy(update={"complainant": complaint.complainant.model_copy(update={"phone": ""})})
    assert missing_contact_details(blank) == ("phone", "email")
    assert determine(complaint, today=TODAY).outcome == "ready_for_triage"


@pytest.mark.covers("SM-1.12b")
def test_the_aggrieved_the_representative_and_the_mp_are_parties_with_their_details() -> None:
    complaint = a_complaint(
        given="ready_government", complaining_for="someone_else", aggrieved_situation="can_complain", aggrieved_consent=True,
        aggrieved_name="Sam Example", aggrieved_phone="+447700900456", name="Ann Example", phone="+447700900123",
        mp_name="Jo Bloggs",
    )  # fmt: skip
    found = {party.role: (party.name, party.phone) for party in parties_of(complaint)}
    assert found["aggrieved"] == ("Sam Example", "+447700900456")
    assert found["representative"] == ("Ann Example", "+447700900123")
    assert found["mp"] == ("Jo Bloggs", None)


def test_somebody_who_acts_for_a_person_who_died_is_the_complainant_and_no_representative() -> None:
    complaint = a_complaint(complaining_for="someone_else", aggrieved_situation="died", aggrieved_name="Edna Example")
    assert not is_representative(complaint)
    assert [party.role for party in parties_of(complaint)] == ["aggrieved"]


@pytest.mark.covers("SM-1.12c")
def test_a_medical_defence_organisation_that_was_added_is_handed_on_with_its_role() -> None:
    added = {"role": "medical_defence_organisation", "name": "Example Defence", "phone": "+442079460123"}
    complaint = Complaint.model_validate({"parties": [added]})
    handed_on = Complaint.model_validate_json(complaint.model_dump_json())
    assert [(party.role, party.name) for party in parties_of(handed_on)] == [("medical_defence_organisation", "Example Defence")]


def test_everybody_complained_about_is_a_party() -> None:
    complaint = a_complaint(organisation="Anytown Surgery", issues=[{"organisation": "Dr Example"}])
    assert [party.name for party in parties_of(complaint) if party.role == "complained_about"] == [
        "Anytown Surgery",
        "Dr Example",
    ]


@pytest.mark.parametrize(
    ("situation", "found_out", "expected"),
    [
        ("can_complain", {}, True),
        ("can_complain", {"capacity_shown": "lacks_capacity"}, False),
        ("lacks_capacity", {}, False),
        ("lacks_capacity", {"capacity_shown": "has_capacity"}, True),
        ("child", {"child_age": 15, "child_maturity": "Understands it well.", "child_judged_able": True}, True),
        ("child", {}, False),
        ("died", {}, False),
        (None, {}, False),
    ],
)
def test_the_list_of_parties_and_the_way_people_are_recorded_name_the_same_representative(
    situation: str | None, found_out: dict[str, Any], expected: bool
) -> None:
    complaint = a_complaint(complaining_for="someone_else", aggrieved_situation=situation, relationship="friend")
    facts = SuitabilityFacts.model_validate(found_out)
    recorded = parties(complaint, facts)
    assert ("representative" in {party.role for party in parties_of(complaint, facts)}) is expected
    assert (recorded is not None and recorded.representative is not None) is expected
