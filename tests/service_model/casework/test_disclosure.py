"""What may be released to whom about the aggrieved, and who is recorded as what."""

from __future__ import annotations

from typing import Any

import pytest

from service_model import Complaint
from service_model.casework.disclosure import Parties, Release, parties, withhold
from service_model.casework.parties import parties_of
from service_model.casework.suitability import SuitabilityFacts
from service_model.duties import Duty
from tests.service_model.building import a_complaint
from tests.service_model.casework.test_suitability import AGREED, JUDGED, for_someone, found_out

MEDICAL = Release(to="complainant", about_aggrieved="medical_records")


def withheld(complaint: Complaint, facts: SuitabilityFacts, release: Release = MEDICAL) -> dict[str, Duty]:
    """What must not be released, by name."""
    return {each.name: each for each in withhold(complaint, facts, release)}


@pytest.mark.covers("SM-2.110")
@pytest.mark.parametrize("about", ["medical_records", "clinical_advice", "personal", None])
def test_with_a_concern_nothing_personal_goes_out_before_the_full_consideration(about: Any) -> None:
    facts = found_out(suitability_concerns=True)
    duty = withheld(for_someone("died"), facts, Release(to="complainant", about_aggrieved=about))["withhold_until_considered"]
    assert (duty.kind, duty.not_to, duty.paragraphs) == ("legal", True, ("SM-2.110",))


@pytest.mark.covers("SM-2.110")
def test_once_it_is_fully_considered_and_suitable_it_may_go_out() -> None:
    assert withheld(for_someone("died"), found_out(suitability_concerns=True, **JUDGED)) == {}


def test_without_a_concern_the_law_holds_nothing_back() -> None:
    assert withheld(for_someone("died"), found_out(suitability_concerns=False)) == {}


def test_a_living_aggrieved_without_consent_on_file_is_a_concern() -> None:
    assert withheld(for_someone("can_complain", "friend"), found_out())["withhold_until_considered"].kind == "legal"


@pytest.mark.covers("SM-2.249")
@pytest.mark.parametrize("situation", ["died", "lacks_capacity", "child", None])
def test_while_suitability_is_not_decided_medical_detail_stays_with_us(situation: str | None) -> None:
    duty = withheld(for_someone(situation), SuitabilityFacts())["withhold_until_suitable"]
    assert (duty.not_to, duty.to, duty.paragraphs) == (True, ("complainant",), ("SM-2.249",))


@pytest.mark.covers("SM-2.249")
def test_to_someone_found_suitable_it_may_go() -> None:
    assert withheld(for_someone("died"), found_out()) == {}


def test_someone_judged_not_suitable_gets_nothing_personal() -> None:
    facts = found_out(conflict_of_interest=True, **{**JUDGED, "judged_suitable": False})
    assert set(withheld(for_someone("died"), facts)) == {"withhold_until_suitable"}


@pytest.mark.covers("SM-2.264a")
def test_a_letter_to_the_representative_waits_for_the_consent_of_someone_who_can_give_it() -> None:
    letter = Release(to="representative", about_aggrieved="personal")
    duty = withheld(for_someone("can_complain", "friend"), found_out(), letter)["withhold_until_consent"]
    assert (duty.not_to, duty.to, duty.paragraphs) == (True, ("representative",), ("SM-2.264",))
    assert withheld(for_someone("can_complain", "friend"), found_out(consent=AGREED), letter) == {}


@pytest.mark.parametrize(
    "release",
    [Release(to="complainant", about_aggrieved="nothing_personal"), Release(to="aggrieved", about_aggrieved="personal")],
)
def test_what_holds_nothing_personal_or_goes_to_the_aggrieved_may_go(release: Release) -> None:
    assert withheld(for_someone("can_complain"), SuitabilityFacts(), release) == {}


def test_people_who_complain_for_themselves_get_what_is_about_them() -> None:
    assert withheld(a_complaint(given="ready_health"), SuitabilityFacts()) == {}


def test_who_has_not_said_for_whom_they_complain_gets_nothing_personal() -> None:
    assert withheld(a_complaint(given="ready_health", complaining_for=None), SuitabilityFacts())


@pytest.mark.covers("SM-2.261a")
def test_for_someone_who_died_a_suitable_daughter_is_the_complainant_and_the_dead_stay_the_aggrieved() -> None:
    found = parties(for_someone("died", "family"), found_out())
    assert found == Parties("person_contacting_us", "aggrieved", None, "representative (person)")


@pytest.mark.covers("SM-2.261a")
def test_a_daughter_not_found_suitable_is_not_recorded_as_the_complainant() -> None:
    assert parties(for_someone("died", "family"), SuitabilityFacts()) is None
    refused = found_out(conflict_of_interest=True, **{**JUDGED, "judged_suitable": False})
    assert parties(for_someone("died", "family"), refused) is None


@pytest.mark.covers("SM-2.262a")
def test_a_friend_named_by_an_adult_with_capacity_is_the_representative() -> None:
    found = parties(for_someone("can_complain", "friend"), SuitabilityFacts())
    assert found is not None
    assert (found.complainant, found.aggrieved, found.representative) == ("aggrieved", "aggrieved", "person_contacting_us")
    assert found.party_type == "representative (person)"
    said = {"name": "Ben Example", "aggrieved_name": "Ann Example"}
    stored = parties_of(for_someone("can_complain", "friend", **said))
    assert [(each.role, each.name) for each in stored if each.role in ("aggrieved", "representative")] == [
        ("aggrieved", "Ann Example"),
        ("representative", "Ben Example"),
    ]


@pytest.mark.covers("SM-2.263")
@pytest.mark.parametrize("relationship", ["advocate", "lawyer"])
def test_an_advocate_or_lawyer_is_a_representative_organisation(relationship: str) -> None:
    found = parties(for_someone("can_complain", relationship), SuitabilityFacts())
    assert found is not None
    assert found.party_type == "representative (organisation)"


def test_people_who_complain_for_themselves_are_both() -> None:
    found = parties(a_complaint(given="ready_health"), SuitabilityFacts())
    assert found == Parties("person_contacting_us", "person_contacting_us")


@pytest.mark.parametrize(
    ("situation", "relationship"), [("lacks_capacity", "family"), ("child", "family"), (None, "family"), ("died", None)]
)
def test_nobody_is_recorded_as_anything_while_it_is_open(situation: str | None, relationship: str | None) -> None:
    assert parties(for_someone(situation, relationship), SuitabilityFacts()) is None
