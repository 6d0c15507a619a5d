"""The early answer about an MP, what it rests on, and words read as the ways a complaint is linked to a crime (SM-2.27, 2.29)."""

from __future__ import annotations

import pytest

from narrative.answers import read_answer, spoken_options
from service_model import determine
from tests.service_model.building import TODAY, a_complaint


@pytest.mark.covers("SM-2.29")
def test_the_early_answer_is_kept_with_what_it_rests_on() -> None:
    found = determine(a_complaint(organisation="Home Office", victim_link="treated_poorly_about_a_crime"), today=TODAY)
    told = next(each for each in found.findings if each.gate == "victims_exception")
    assert "On what you have told us so far, you are unlikely to need an MP" in told.reason
    basis = next(flag for flag in found.flags if flag.name == "mp_referral_unlikely")
    assert "treated poorly about a crime, link not known" in basis.reason
    assert basis.paragraphs == ("SM-2.29",)


@pytest.mark.parametrize(
    ("said", "route", "paragraph"),
    [
        pytest.param(
            "they never treated me as a victim",
            "victims_route_not_treated_as_victim",
            "SM-2.27",
            marks=pytest.mark.covers("SM-2.27a"),
        ),
        pytest.param(
            "they did not tell me the trial date as the Victims' Code requires",
            "victims_route_code_not_kept",
            "SM-2.27",
            marks=pytest.mark.covers("SM-2.27b"),
        ),
        ("a prison officer assaulted me", "victims_route_crime_by_organisation", "SM-2.26"),
    ],
)
def test_the_route_follows_from_what_is_said(said: str, route: str, paragraph: str) -> None:
    read = read_answer("choice", said, today=TODAY, options=spoken_options("victim_link"))
    complaint = a_complaint(
        given="ready_government",
        organisation="Home Office",
        victim_link=read.value,
        reasonable_link=True,
        mp_referral="not_asked",
    )
    flags = {
        flag.name: flag.paragraphs for flag in determine(complaint, today=TODAY).flags if flag.name.startswith("victims_route")
    }
    assert list(flags) == [route]
    assert paragraph in flags[route]
