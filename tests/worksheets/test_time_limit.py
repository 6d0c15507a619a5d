"""Putting the time limit to one side, component by component (SM-2.281 to 2.294)."""

from __future__ import annotations

import pytest

from intake_api.clock import london_day, utc_now
from intake_api.staff.roles import Role
from tests.intake_api import builders
from tests.intake_api.builders import a_record
from tests.worksheets.conftest import fill, open_sheet, refused, saved, with_component, words_of

KIND, APPROVAL = "time_limit", "out_of_time_approval"
DECIDED = {"facts.decision": "set_aside", "why": "She was in hospital for a year.", "considered": ["complainants_reason"]}
LATE = {"issues__aware_on": "2024-02-03", "issues__event_on": "2024-01-10", "put_to_mp_on": "2026-10-05"}


@pytest.fixture
def late(submit):
    """A case that came in two years after they knew."""
    return submit(a_record(**LATE)).json()["reference"]


@pytest.fixture
def asha(desk):
    return desk()


@pytest.fixture
def place(asha, late):
    return with_component(asha, late)


def call(who, case, way="phone"):
    at = f"{london_day(utc_now())}T00:00"
    who.save(case, "contacts", "record_contact", at=at, way=way, party="complainant", reached="no")


@pytest.mark.covers("SM-2.281a", "SM-2.281b")
def test_the_decision_waits_for_a_call_and_a_written_explanation_is_none(asha, late, place):
    form = {**DECIDED, "facts.reasons.0.about": "2024-02/2026-09", "facts.reasons.0.words": "In hospital, as my letter says.",
            "facts.reasons.0.considered": "Accepted."}  # fmt: skip
    assert "SM-2.281" in refused(asha, late, KIND, form, place)
    call(asha, late, way="email")
    assert "SM-2.281" in refused(asha, late, KIND, form, place)
    call(asha, late)
    assert "Complete" in words_of(saved(asha, late, KIND, form, place))


def test_an_attempt_from_the_call_desk_counts(asha, late, place):
    assert "SM-2.281" in refused(asha, late, KIND, DECIDED, place)
    token = builders.form_token(asha.client.get(f"/staff/calls/attempts/{late}").text)
    tried = {"csrf_token": token, "way": "phone", "reached": "no"}
    assert asha.client.post(f"/staff/calls/attempts/{late}", data=tried).status_code == 303
    saved(asha, late, KIND, DECIDED, place)


@pytest.mark.covers("SM-2.282a", "SM-2.282b")
def test_every_reason_has_its_own_consideration_and_the_form_shows_them_all(asha, late, place, desk):
    call(asha, late)
    reasons = ("I was in hospital", "My father died", "The post was late")
    form = dict(DECIDED)
    for number, words in enumerate(reasons):
        form |= {f"facts.reasons.{number}.about": "2024-02/2026-09", f"facts.reasons.{number}.words": words}
        if number < 2:
            form[f"facts.reasons.{number}.considered"] = f"Considered {number}"
    said = refused(asha, late, KIND, form, place)
    assert "Note how this reason was considered: The post was late. (SM-2.282)" in said
    assert "considered: I was in hospital" not in said
    saved(asha, late, KIND, {**form, "facts.reasons.2.considered": "Considered 2"}, place)
    page = words_of(open_sheet(desk(name="ben"), late, KIND, place))
    for number, words in enumerate(reasons):
        assert words in page
        assert f"Considered {number}" in page


@pytest.mark.covers("SM-2.294a")
@pytest.mark.parametrize("decision", ["set_aside", "out_of_time"])
def test_without_reasons_the_decision_is_incomplete_either_way(asha, late, place, decision):
    call(asha, late)
    form = {"facts.decision": decision, "considered": ["organisations_response_time"]}
    page = words_of(saved(asha, late, KIND, form, place))
    assert "Reasons missing: say why you decided so. SM-2.294" in page
    assert "1 open point" in page
    assert "Time limit (component 1): 1 open point." in words_of(asha.open(late, "decision").text)
    assert "Complete" in words_of(saved(asha, late, KIND, {**form, "why": "It took them two years to answer."}, place))


@pytest.mark.covers("SM-2.294b")
def test_that_there_was_no_reason_is_not_enough_without_the_factors(asha, late, place):
    call(asha, late)
    form = {"facts.decision": "out_of_time", "why": "no reason to set aside"}
    page = words_of(saved(asha, late, KIND, form, place))
    assert "Say which factors were considered. That there was no reason is not enough. SM-2.294" in page


@pytest.mark.covers("SM-2.294c")
def test_another_caseworker_reads_dates_factors_and_reasons_on_one_page(asha, late, place, desk):
    call(asha, late)
    saved(asha, late, KIND, {**DECIDED, "considered": ["complainants_reason", "pause"]}, place)
    page = words_of(open_sheet(desk(name="ben"), late, KIND, place))
    for words in ("Became aware 3 February 2024", "Compared with 5 October 2026", "The complainant's reasons, The pause of 2020",
                  "She was in hospital for a year."):  # fmt: skip
        assert words in page, words


@pytest.mark.covers("SM-2.288b")
def test_an_exceptional_closure_stays_pending_until_an_assistant_director_approves(asha, late, place, desk):
    call(asha, late)
    form = {**DECIDED, "facts.decision": "out_of_time", "facts.exceptional_reason": "The records of that year burned."}
    page = words_of(saved(asha, late, KIND, form, place))
    assert "Pending: an Assistant Director approves this" in page
    assert "SM-2.288" in page
    manager, director = desk(Role.MANAGER, "mo"), desk(Role.ASSISTANT_DIRECTOR, "dee")
    given = {"agreed": "yes", "reasons": "Nothing is left to look at."}
    assert 'name="finish"' not in open_sheet(manager, late, APPROVAL, place)
    assert "Pending" in words_of(open_sheet(asha, late, KIND, place))
    saved(director, late, APPROVAL, given, place)
    page = words_of(open_sheet(asha, late, KIND, place))
    assert "Complete" in page
    assert "Pending" not in page


@pytest.mark.covers("SM-2.291b")
def test_exceptional_circumstances_need_the_directors_reasons(asha, late, place, desk):
    call(asha, late)
    saved(asha, late, KIND, {**DECIDED, "facts.exceptional_circumstances": "A fire took all her papers."}, place)
    director = desk(Role.ASSISTANT_DIRECTOR, "dee")
    assert "Give your reasons. (SM-2.291" in refused(director, late, APPROVAL, {"agreed": "yes"}, place)
    assert "Pending" in words_of(open_sheet(asha, late, KIND, place))
    saved(director, late, APPROVAL, {"agreed": "yes", "reasons": "It could not be helped."}, place)
    assert "Complete" in words_of(open_sheet(asha, late, KIND, place))


@pytest.mark.covers("SM-2.293b")
def test_each_component_holds_its_own_decision(desk, submit, handed_off):
    record = a_record(**LATE)
    record["issues"].append({**record["issues"][0], "aware_on": "2024-03-04"})
    case = submit(record).json()["reference"]
    asha = desk()
    with_component(asha, case)
    call(asha, case)
    saved(asha, case, KIND, DECIDED, "component-1")
    saved(asha, case, KIND, {**DECIDED, "facts.decision": "out_of_time"}, "component-2")
    kept = [(each["component"], each["answers"]["facts"]["decision"]) for each in handed_off(case)["work"]["worksheets"]]
    assert [decision for _component, decision in kept] == ["set_aside", "out_of_time"]
    assert kept[0][0] != kept[1][0]


def test_a_part_that_came_in_time_needs_no_decision(asha, reference):
    place = with_component(asha, reference)
    answer = fill(asha, reference, KIND, {"why": "In time."}, place)
    assert answer.status_code == 303
