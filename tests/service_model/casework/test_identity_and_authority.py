"""What may be told to whom (SM-1.63 to 1.66)."""

from __future__ import annotations

from typing import Any

import pytest

from service_model.casework.identity_and_authority import CallFacts, Release, caller_is_known, may_release


def release(**known: Any) -> Release:
    return Release.model_validate({"third_party": "advocate", "sensitive": False, **known})


@pytest.mark.covers("SM-1.65a")
def test_nothing_goes_to_a_third_party_whose_authority_is_not_on_record() -> None:
    unknown, refused = (
        may_release(release(third_party="family")),
        may_release(release(third_party="family", authority_given=False)),
    )
    assert (unknown.status, unknown.paragraphs, unknown.needs) == ("cannot_tell", ("SM-1.65",), ("authority_given",))
    assert refused.status == "not_met"
    assert may_release(release(third_party="family", authority_given=True)).status == "met"


@pytest.mark.covers("SM-1.65b")
@pytest.mark.parametrize(
    ("third_party", "procedure", "status"),
    [
        ("advocate", "health", "cannot_tell"), ("advocate", "parliamentary", "cannot_tell"), ("mp", "health", "cannot_tell"),
        ("mp", None, "cannot_tell"), ("mp", "parliamentary", "met"),
    ],
)  # fmt: skip
def test_advocates_always_and_mps_in_health_cases_need_authority(third_party: str, procedure: str | None, status: str) -> None:
    assert may_release(release(third_party=third_party, procedure=procedure)).status == status


@pytest.mark.covers("SM-1.66a")
def test_what_is_sensitive_needs_an_agreement_of_its_own() -> None:
    medical = release(authority_given=True, sensitive=True)
    assert (may_release(medical).status, may_release(medical).paragraphs) == ("not_met", ("SM-1.66",))
    assert may_release(medical.model_copy(update={"agreed_to_share_sensitive": True})).status == "met"


def test_whether_it_is_sensitive_has_to_be_looked_at() -> None:
    assert may_release(release(authority_given=True, sensitive=None)).needs == ("sensitive",)


def test_three_right_answers_show_who_is_calling_and_two_do_not() -> None:
    assert caller_is_known(CallFacts(answers_right=2)).status == "not_met"
    assert caller_is_known(CallFacts(answers_right=3)).status == "met"


def test_doubts_about_the_caller_ask_for_more_questions() -> None:
    assert caller_is_known(CallFacts(answers_right=3, doubts=True)).status == "not_met"
    assert caller_is_known(CallFacts(answers_right=3, doubts=True, further_answers_right=1)).status == "met"


def test_somebody_we_have_just_spoken_to_need_not_be_asked_again() -> None:
    found = caller_is_known(CallFacts(not_asked_because="We rang them back at once."))
    assert (found.status, found.paragraphs) == ("met", ("SM-1.64",))
