"""Who is a victim (SM-2.22 to 2.24), and that nothing says whether an offence was committed (SM-2.26)."""

from __future__ import annotations

import itertools
import re
from typing import Any

import pytest

from service_model import determine
from service_model.gates.victim_definition import is_victim
from service_model.record import Victim
from tests.service_model.building import TODAY, a_complaint


def victim(*routes: str, harm: list[str] | None = None, **facts: Any) -> Victim:
    """Someone with emotional harm by those ways, unless said otherwise."""
    return Victim.model_validate({"routes": routes, "harm": ["emotional"] if harm is None else harm, **facts})


@pytest.mark.parametrize(
    "route",
    [
        pytest.param("subjected_to_it", marks=pytest.mark.covers("SM-2.22a")),
        pytest.param("witnessed_it", marks=pytest.mark.covers("SM-2.22b")),
        pytest.param("born_of_it", marks=pytest.mark.covers("SM-2.22c")),
        pytest.param("close_relative_died", marks=pytest.mark.covers("SM-2.22d")),
    ],
)
def test_harm_in_one_of_the_ways_makes_a_victim(route: str) -> None:
    found = is_victim(victim(route))
    assert (found.status, "SM-2.22" in found.paragraphs) == ("met", True)
    assert is_victim(victim(route, harm=[])).status == "not_met"
    assert is_victim(Victim.model_validate({"routes": [route]})).status == "cannot_tell"


@pytest.mark.covers("SM-2.22e")
def test_domestic_abuse_makes_a_victim_of_someone_who_was_a_child_then() -> None:
    assert is_victim(victim("domestic_abuse_as_a_child", was_child=True)).status == "met"
    assert is_victim(victim("domestic_abuse_as_a_child", was_child=None)).needs == ("victim.was_child",)


def test_domestic_abuse_of_an_adult_is_no_victim_by_this_way_and_another_is_considered() -> None:
    found = is_victim(victim("domestic_abuse_as_a_child", was_child=False))
    assert found.status == "cannot_tell"
    assert [flag.name for flag in found.flags] == ["other_way_of_being_a_victim"]
    assert is_victim(victim("domestic_abuse_as_a_child", "subjected_to_it", was_child=False)).status == "met"


def test_none_of_the_ways_makes_no_victim_and_an_open_question_is_not_none() -> None:
    assert is_victim(victim()).status == "not_met"
    assert is_victim(Victim.model_validate({})).needs == ("victim.routes",)


@pytest.mark.covers("SM-2.23a")
@pytest.mark.parametrize("harm", ["physical", "mental", "emotional", "economic_loss"])
def test_any_kind_of_harm_alone_is_harm(harm: str) -> None:
    found = is_victim(victim("subjected_to_it", harm=[harm]))
    assert (found.status, "SM-2.23" in found.paragraphs) == ("met", True)


def test_staff_settle_whether_words_could_describe_an_offence() -> None:
    said: dict[str, Any] = {"conduct": "he took my savings"}
    assert is_victim(victim("subjected_to_it", **said)).needs == ("victim.conduct_could_be_offence",)
    assert is_victim(victim("subjected_to_it", **said, conduct_could_be_offence=True)).status == "met"
    assert is_victim(victim("subjected_to_it", **said, conduct_could_be_offence=False)).status == "not_met"


def _whatever_is_known(*names: str) -> list[dict[str, bool | None]]:
    return [dict(zip(names, values, strict=True)) for values in itertools.product((True, False, None), repeat=len(names))]


@pytest.mark.covers("SM-2.23c")
def test_a_report_to_the_police_makes_no_difference() -> None:
    found = {is_victim(victim("subjected_to_it", **facts)) for facts in _whatever_is_known("reported_to_police")}
    assert [each.status for each in found] == ["met"]


@pytest.mark.covers("SM-2.24")
def test_a_charge_or_a_conviction_makes_no_difference() -> None:
    found = {is_victim(victim("subjected_to_it", **facts)) for facts in _whatever_is_known("charged", "convicted")}
    assert [each.status for each in found] == ["met"]


HIT: dict[str, Any] = {"routes": ["subjected_to_it"], "harm": ["emotional"], "conduct": "he hit me"}
RECORDED = (None, *({**HIT, "conduct_could_be_offence": could} for could in (True, False, None)))


@pytest.mark.covers("SM-2.26b")
@pytest.mark.parametrize("recorded", RECORDED)
@pytest.mark.parametrize("reasonable", [True, False, None])
@pytest.mark.parametrize("advice", [None, {"referral_required": True}, {"referral_required": False}])
def test_nothing_the_person_reads_says_that_an_offence_was_or_was_not_committed(
    reasonable: bool | None, advice: dict[str, bool] | None, recorded: dict[str, Any] | None
) -> None:
    """A statement about a crime stands as something the person has told us, or as what it could be on the face of it."""
    complaint = a_complaint(
        given="ready_government",
        organisation="Home Office",
        victim_link="crime_by_organisation",
        reasonable_link=True,
        mp_referral="not_asked",
        has_mp=True,
        about={"legal_advice": advice, "victim": recorded, "issues": [{"crime_view_reasonable": reasonable}]},
    )
    found = determine(complaint, today=TODAY)
    texts = [*(each.reason for each in found.findings), *found.next_steps, *(flag.reason for flag in found.flags)]
    for text in texts:
        for sentence in re.split(r"(?<=[.?!]) ", text):
            says = re.search(r"\b(committed|offence|criminal|guilty)\b", sentence, re.IGNORECASE)
            as_said = re.search(r"\b(told us|they say|their view|could be an offence)\b", sentence, re.IGNORECASE)
            assert says is None or as_said, sentence


@pytest.mark.covers("SM-2.26b")
def test_a_crime_by_the_organisation_stands_as_what_the_person_has_told_us() -> None:
    complaint = a_complaint(
        given="ready_government",
        organisation="Home Office",
        victim_link="crime_by_organisation",
        reasonable_link=True,
        mp_referral="not_asked",
    )
    found = {each.gate: each for each in determine(complaint, today=TODAY).findings}
    assert "you have told us" in found["victims_exception"].reason
