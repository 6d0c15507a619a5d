"""To whom the proposal goes at each organisation, and who must or should be able to comment (SM-3.82 to 3.89)."""

from __future__ import annotations

from typing import Any

import pytest

from service_model.casework.proposal_addressees import (
    InvolvedOrganisation,
    arrangements_checked,
    comment_list,
    invitations,
    letter_to,
    sent_to_the_provider,
)


def an_organisation(name: str = "DWP", **more: Any) -> InvolvedOrganisation:
    return InvolvedOrganisation.model_validate({"name": name, **more})


def bases(*organisations: InvolvedOrganisation) -> dict[str, tuple[str, bool]]:
    """Each organisation with its basis, and whether it may be left out."""
    return {each.name: (each.basis, each.optional) for each in comment_list(organisations)}


def addressees(organisation: InvolvedOrganisation) -> list[tuple[str, str]]:
    return [(duty.name, duty.to[0]) for duty in letter_to(organisation).duties]


@pytest.mark.parametrize(
    ("kind", "to"),
    [
        pytest.param("government_department", "permanent_secretary", marks=pytest.mark.covers("SM-3.82a")),
        pytest.param("executive_agency", "chief_executive", marks=pytest.mark.covers("SM-3.82b")),
    ],
)
def test_the_letter_usually_goes_to_the_head_of_the_department_or_agency(kind: str, to: str) -> None:
    found = letter_to(an_organisation(type=kind))
    assert (found.choice, found.paragraphs, found.kind) == (to, ("SM-3.82", "SM-3.83"), "guidance")
    assert ("address_letter", to) in addressees(an_organisation(type=kind))
    assert found.needs == ("principal_officer",)


def test_the_addressee_cannot_be_told_without_type_or_name() -> None:
    unknown = letter_to(an_organisation())
    assert (unknown.choice, unknown.needs) == (None, ("principal_officer", "type"))


@pytest.mark.covers("SM-3.83a")
def test_the_letter_is_addressed_to_the_principal_officer_on_record() -> None:
    examiner = an_organisation("Independent Case Examiner", role="second_tier", principal_officer="Alex Reed")
    found = letter_to(examiner)
    assert (found.choice, found.paragraphs) == ("principal_officer", ("SM-3.83",))
    assert "Alex Reed" in found.duties[0].what
    department = an_organisation(type="government_department", principal_officer="Sam Lee")
    assert letter_to(department).choice == "principal_officer"


@pytest.mark.covers("SM-3.83b")
def test_the_arrangement_with_the_organisation_is_confirmed_before_the_letter_goes() -> None:
    unconfirmed = an_organisation(arrangement="copy to complaints lead")
    refused = arrangements_checked(unconfirmed)
    assert (refused.status, refused.kind, refused.paragraphs) == ("not_met", "policy", ("SM-3.83",))
    assert "copy to complaints lead" in refused.reason
    assert arrangements_checked(an_organisation(arrangement="copy to lead", arrangement_confirmed=True)).status == "met"
    assert arrangements_checked(an_organisation()).status == "cannot_tell"


@pytest.mark.covers("SM-3.83c")
def test_a_liaison_point_for_our_casework_has_a_copy() -> None:
    usual = {"type": "government_department"}
    assert ("copy_letter", "liaison_point") in addressees(an_organisation(liaison="The liaison team", **usual))
    assert ("copy_letter", "liaison_point") not in addressees(an_organisation(**usual))


@pytest.mark.covers("SM-3.84")
def test_the_law_asks_only_for_the_organisation_proposed_and_its_contractors() -> None:
    found = bases(
        an_organisation(proposed=True),
        an_organisation("Anytown Assessments Ltd", role="contractor", acts_for="DWP"),
        an_organisation("Independent Case Examiner", role="second_tier", proposed=False, acts_for="DWP"),
    )
    assert found == {
        "DWP": ("legal", False),
        "Anytown Assessments Ltd": ("legal", False),
        "Independent Case Examiner": ("policy", True),
    }


def test_a_contractor_of_an_organisation_that_is_not_proposed_is_not_asked_by_law() -> None:
    found = bases(
        an_organisation(proposed=False),
        an_organisation("Anytown Assessments Ltd", role="contractor", acts_for="DWP", proposed=False),
        an_organisation("Examiner", role="second_tier", proposed=True, acts_for="DWP", acts_in_its_own_right=True),
    )
    assert found["Anytown Assessments Ltd"] == ("policy", True)


@pytest.mark.covers("SM-3.85a")
def test_another_organisation_whose_comments_are_needed_is_written_to_with_the_reason() -> None:
    needed = an_organisation(
        "Examiner", role="second_tier", proposed=False, comments_needed_because="It saw the letters that are lost."
    )
    _, entry = comment_list([an_organisation(proposed=True), needed])
    assert (entry.basis, entry.optional, entry.reason) == ("policy", False, "It saw the letters that are lost.")
    assert "SM-3.85" in entry.paragraphs
    letter = invitations([an_organisation(proposed=True), needed])[1]
    assert (letter.to, letter.must) == (("second_tier",), True)
    assert "It saw the letters that are lost." in letter.what


@pytest.mark.covers("SM-3.85b")
@pytest.mark.parametrize(
    ("in_its_own_right", "basis"),
    [(False, "legal"), (None, "legal"), (True, "policy")],  # not known: the law is taken to apply
)
def test_the_organisation_for_which_a_second_tier_only_handles_complaints_must_be_able_to_comment(
    in_its_own_right: bool | None, basis: str
) -> None:
    handler = an_organisation(
        "Examiner", role="second_tier", proposed=True, acts_for="DWP", acts_in_its_own_right=in_its_own_right
    )
    found = {each.name: each for each in comment_list([an_organisation(proposed=False), handler])}
    assert found["DWP"].basis == basis
    assert ("SM-3.85" in found["DWP"].paragraphs) == (basis == "legal")


@pytest.mark.covers("SM-3.86a")
def test_a_second_tier_in_its_own_right_is_alone_on_the_list_of_the_law() -> None:
    handler = an_organisation("Examiner", role="second_tier", proposed=True, acts_for="DWP", acts_in_its_own_right=True)
    legal = [each for each in comment_list([an_organisation(proposed=False), handler]) if each.basis == "legal"]
    assert [(each.name, "SM-3.86" in each.paragraphs) for each in legal] == [("Examiner", True)]


@pytest.mark.covers("SM-3.86b")
def test_a_second_tier_that_was_involved_but_is_not_proposed_is_written_to_as_policy() -> None:
    involved = an_organisation("Examiner", role="second_tier", proposed=False, acts_for="DWP")
    _, entry = comment_list([an_organisation(proposed=True), involved])
    assert (entry.name, entry.basis, entry.paragraphs) == ("Examiner", "policy", ("SM-3.86",))


@pytest.mark.covers("SM-3.87")
@pytest.mark.parametrize("kind", ["independent_provider", "health_service_organisation", "family_health_service_provider"])
@pytest.mark.parametrize("proposed", [True, None])
def test_a_health_organisation_complained_about_must_be_able_to_comment(kind: str, proposed: bool | None) -> None:
    (entry,) = comment_list([an_organisation("Anytown Clinic", type=kind, proposed=proposed)])
    assert (entry.name, entry.basis, entry.paragraphs, entry.optional) == ("Anytown Clinic", "legal", ("SM-3.87",), False)


@pytest.mark.covers("SM-3.88a")
def test_a_trust_has_the_letter_at_its_chief_executive_with_a_copy_to_complaints() -> None:
    trust = an_organisation("Riverside NHS Trust", type="health_service_organisation", complaints_contact="Jo Khan")
    assert addressees(trust) == [("address_letter", "chief_executive"), ("copy_letter", "complaints_team")]
    copy = letter_to(trust).duties[1]
    assert (copy.kind, copy.paragraphs, "Jo Khan" in copy.what) == ("policy", ("SM-3.88",), True)


@pytest.mark.covers("SM-3.88b")
def test_a_gp_practice_is_written_to_direct() -> None:
    practice = an_organisation("Mill Lane Surgery", type="family_health_service_provider")
    assert addressees(practice) == [("address_letter", "organisation")]
    assert letter_to(practice).paragraphs == ("SM-3.88",)


@pytest.mark.covers("SM-3.89a")
def test_an_independent_provider_has_the_letter_at_its_chief_executive_or_equivalent() -> None:
    found = letter_to(an_organisation("Anytown Hospitals Ltd", type="independent_provider"))
    assert (found.choice, found.paragraphs, found.kind) == ("chief_executive", ("SM-3.89",), "policy")
    assert "or equivalent" in found.reason


@pytest.mark.covers("SM-3.89b")
def test_a_letter_to_the_treatment_centre_only_is_refused() -> None:
    provider = an_organisation("Anytown Hospitals Ltd", type="independent_provider", location="Anytown Treatment Centre")
    refused = sent_to_the_provider(provider, ["location"])
    assert (refused.status, refused.kind, refused.paragraphs) == ("not_met", "policy", ("SM-3.89",))
    assert sent_to_the_provider(provider, ["provider", "location"]).status == "met"
    assert sent_to_the_provider(provider, []).status == "cannot_tell"
    copy = letter_to(provider).duties[1]
    assert ("Anytown Treatment Centre" in copy.what, copy.must) == (True, False)
