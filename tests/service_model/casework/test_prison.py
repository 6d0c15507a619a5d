"""Prison complaints: the part each is, whom it is recorded against, and what letters carry (SM-1.57 to 1.60)."""

from __future__ import annotations

from typing import Any

import pytest

from narrative.answers import read_answer, spoken_options
from service_model import FACTS
from service_model.casework.prison import (
    PrisonFacts,
    Topic,
    complained_about,
    letter_duties,
    prisons_ombudsman,
    procedure_of_part,
    what_it_concerns,
)
from tests.service_model.building import TODAY


def prison(**facts: Any) -> PrisonFacts:
    return PrisonFacts.model_validate({"prison": "HMP Anytown", **facts})


@pytest.mark.covers("SM-1.57")
@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("they decided to transfer me to another prison", "prison"),
        ("I was moved to a different wing", "prison"),
        ("they missed my prescription again", "healthcare"),
        ("I could not see a nurse", "healthcare"),
    ],
)
def test_what_the_person_describes_tells_the_prison_itself_from_healthcare(said: str, topic: Topic) -> None:
    fact = FACTS["prison_topic"]
    read = read_answer(fact.kind, said, today=TODAY, options=spoken_options(fact.name), reader=None)
    assert read.value == topic
    found = what_it_concerns(prison(topics=(read.value,)))
    assert (found.status, found.paragraphs[0]) == ("met", "SM-1.57")


def test_nobody_has_asked_yet_what_it_is_about() -> None:
    found = what_it_concerns(prison())
    assert (found.status, found.needs) == ("cannot_tell", ("topics",))


@pytest.mark.covers("SM-1.57")
def test_both_are_split_into_two_parts() -> None:
    found = what_it_concerns(prison(topics=("prison", "healthcare")))
    assert "split" in found.reason
    assert {"SM-1.58", "SM-1.59"} <= set(found.paragraphs)


@pytest.mark.covers("SM-1.59a")
def test_healthcare_is_recorded_against_its_provider_and_not_the_prison() -> None:
    found = complained_about(prison(healthcare_provider="Anytown Community NHS Trust"), "healthcare")
    assert (found.choice, found.paragraphs) == ("Anytown Community NHS Trust", ("SM-1.59",))


@pytest.mark.covers("SM-1.59a")
def test_healthcare_whose_provider_is_unknown_is_recorded_against_nobody_yet() -> None:
    found = complained_about(prison(), "healthcare")
    assert (found.choice, found.needs) == (None, ("healthcare_provider",))


def test_what_the_prison_did_is_recorded_against_the_prison() -> None:
    assert complained_about(prison(healthcare_provider="Anytown Community NHS Trust"), "prison").choice == "HMP Anytown"


def test_what_the_prison_did_is_parliamentary_by_law() -> None:
    found = procedure_of_part(prison(), "prison")
    assert (found.choice, found.kind, found.paragraphs) == ("parliamentary", "legal", ("SM-1.58",))


@pytest.mark.covers("SM-1.59b")
@pytest.mark.parametrize(("nhs", "procedure"), [(True, "health"), (None, "health"), (False, None)])
def test_care_by_an_nhs_provider_is_a_health_complaint(nhs: bool | None, procedure: str | None) -> None:
    found = procedure_of_part(prison(provider_is_nhs=nhs), "healthcare")
    assert found.choice == procedure
    assert bool(found.needs) is (nhs is not True)


@pytest.mark.parametrize(
    ("topics", "involved", "asked"),
    [(("prison",), None, True), (("prison",), True, False), (("prison",), False, False), (("healthcare",), None, False)],
)
def test_the_prisons_ombudsman_is_asked_about_once(topics: tuple[Topic, ...], involved: bool | None, asked: bool) -> None:
    assert bool(prisons_ombudsman(prison(topics=topics, prisons_ombudsman_involved=involved))) is asked


@pytest.mark.covers("SM-1.60a")
def test_every_letter_to_a_prisoner_carries_the_prison_number() -> None:
    duty = letter_duties(prison(from_a_prisoner=True, prison_number="A1234BC"))[0]
    assert duty.name == "prison_number_on_letters"
    assert "A1234BC" in duty.what
    assert (duty.to, duty.must) == (("complainant",), True)


def test_a_prison_number_that_is_missing_is_to_be_found_out() -> None:
    assert letter_duties(prison(from_a_prisoner=True))[0].name == "record_prison_number"


def test_letters_and_envelopes_to_a_prisoner_are_marked() -> None:
    marks = {duty.name: duty.what for duty in letter_duties(prison(from_a_prisoner=True, prison_number="A1234BC"))}
    assert marks["first_line_of_letters"] == "confidential access rights apply"
    assert all(words in marks["mark_the_envelope"] for words in ("confidential access rights apply", "front", "back", "red pen"))


@pytest.mark.parametrize("from_a_prisoner", [False, None])
def test_a_letter_to_anybody_else_is_not_marked(from_a_prisoner: bool | None) -> None:
    assert letter_duties(prison(from_a_prisoner=from_a_prisoner, prison_number="A1234BC")) == ()
