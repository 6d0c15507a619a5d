"""What counts for and against putting the limit to one side, and what comes before that decision."""

from __future__ import annotations

from typing import Any

import pytest

from service_model.casework.time_discretion import DelayReason, TimeFacts, TimeOfPart, time_of_each_part
from service_model.casework.time_factors import Factor, before_the_decision, factors, pause_recommendation
from service_model.duties import Duty
from tests.service_model.building import TODAY, a_complaint
from tests.service_model.casework.test_time_discretion import the_part

RECEIVED = "2025-06-01"
LATE = {"aware_on": "2024-01-01"}


def the_factors(received_on: str = RECEIVED, facts: TimeFacts | None = None, **answers: Any) -> dict[str, Factor]:
    """The factors of a late health complaint, by name."""
    return {each.name: each for each in factors(the_part(received_on, **{**LATE, **answers}), facts or TimeFacts())}


def still_to_do(facts: TimeFacts, received_on: str = RECEIVED, **answers: Any) -> dict[str, Duty]:
    """What stands before the decision, by name."""
    return {each.name: each for each in before_the_decision(the_part(received_on, **{**LATE, **answers}), facts)}


def decided(**more: Any) -> TimeFacts:
    """A decision with everything before it done."""
    reason = DelayReason(about="2024-01/2025-06", words="in hospital", justified=True, considered="A letter of the ward shows.")
    done: dict[str, Any] = {"reasons": (reason,), "spoke_or_tried": True, "decision": "set_aside"}
    return TimeFacts(**{**done, **more})


@pytest.mark.covers("SM-2.278b")
def test_the_reason_for_the_delay_is_a_factor_in_their_own_words() -> None:
    found = the_factors(delay_reasons="in hospital March to June 2025")["complainants_reason"]
    assert found.words == "in hospital March to June 2025"
    assert "SM-2.278" in found.paragraphs


def test_no_reason_is_no_factor() -> None:
    assert "complainants_reason" not in the_factors()


def test_a_part_in_time_has_no_factors_and_nothing_stands_before_its_decision() -> None:
    part = the_part("2026-01-20", aware_on="2026-01-10", delay_reasons="ill")
    assert (factors(part, TimeFacts()), before_the_decision(part, TimeFacts())) == ((), ())


@pytest.mark.parametrize("words", ["bereavement", "did not know about the Ombudsman"])
def test_no_reason_is_taken_or_refused_by_its_kind(words: str) -> None:
    found = the_factors(facts=TimeFacts(reasons=(DelayReason(about="2024-02", words=words),)))["complainants_reason"]
    assert (found.weight, words in found.words) == ("to_weigh", True)


@pytest.mark.covers("SM-2.278c")
def test_local_resolution_is_a_factor_in_days() -> None:
    found = the_factors(complained_on="2024-04-01", replied_on="2025-03-01")["organisations_response_time"]
    assert "334 days" in found.words
    assert "SM-2.278" in found.paragraphs


@pytest.mark.covers("SM-2.283")
def test_a_long_local_resolution_counts_strongly() -> None:
    dates = {"aware_on": "2024-03-01", "complained_on": "2024-03-10", "replied_on": "2025-04-01"}
    found = the_factors("2025-04-15", **dates)["organisations_response_time"]
    assert (found.weight, "SM-2.283" in found.paragraphs) == ("strongly_for", True)


@pytest.mark.covers("SM-2.283")
def test_a_local_resolution_without_which_it_would_be_late_too_counts_but_not_strongly() -> None:
    dates = {"aware_on": "2023-03-01", "complained_on": "2024-03-10", "replied_on": "2024-06-01"}
    assert the_factors("2025-12-15", **dates)["organisations_response_time"].weight == "for"


def test_a_local_resolution_of_which_a_date_is_missing_is_no_factor_yet() -> None:
    assert "organisations_response_time" not in the_factors(complained_on="2024-04-01")


@pytest.mark.covers("SM-2.280b")
def test_an_unjustified_stretch_counts_against() -> None:
    facts = TimeFacts(reasons=(DelayReason(about="2024-07/2024-12", words="did not get round to it", justified=False),))
    found = the_factors(facts=facts)["unjustified_delay"]
    assert (found.weight, "2024-07/2024-12" in found.words, "SM-2.280" in found.paragraphs) == ("against", True, True)


@pytest.mark.covers("SM-2.280b")
@pytest.mark.parametrize(("justified", "weight"), [(True, "for"), (None, "to_weigh")])
def test_a_stretch_that_is_justified_or_unjudged_does_not_count_against(justified: bool | None, weight: str) -> None:
    facts = TimeFacts(reasons=(DelayReason(about="2024-07/2024-12", words="ill", justified=justified),))
    found = the_factors(facts=facts)
    assert "unjustified_delay" not in found
    assert found["complainants_reason"].weight == weight


@pytest.mark.covers("SM-2.292b")
def test_not_being_warned_of_the_limit_counts_for_putting_it_aside() -> None:
    part = the_part_that_came_back(warned=False)
    found = {each.name: each for each in factors(part, TimeFacts())}["not_warned_of_time_limit"]
    assert (found.weight, found.paragraphs) == ("for", ("SM-2.292",))


@pytest.mark.covers("SM-2.292b")
@pytest.mark.parametrize("warned", [True, None])
def test_being_warned_or_not_known_to_be_is_no_factor(warned: bool | None) -> None:
    assert "not_warned_of_time_limit" not in {each.name for each in factors(the_part_that_came_back(warned=warned), TimeFacts())}


def the_part_that_came_back(*, warned: bool | None) -> TimeOfPart:
    """Closed as premature before, and late now."""
    about = {"received_on": "2026-04-10", "closed_as_premature_on": "2025-06-01"}
    complaint = a_complaint(given="ready_health", about=about, aware_on="2025-02-01", warned_of_time_limit=warned)
    (part,) = time_of_each_part(complaint, today=TODAY)
    return part


@pytest.mark.covers("SM-2.287a")
@pytest.mark.parametrize(
    ("aware_on", "sent"), [("2019-04-15", "2020-08-20"), ("2019-03-26", "2020-08-31"), ("2019-07-20", "2020-08-20")]
)
def test_in_time_on_a_day_of_the_pause_and_sent_by_the_end_of_august_discretion_is_used(aware_on: str, sent: str) -> None:
    found = pause_recommendation(the_part(sent, aware_on=aware_on))
    assert found is not None
    assert (found.choice, "SM-2.287" in found.paragraphs) == ("exercise_discretion", True)


@pytest.mark.covers("SM-2.287b")
@pytest.mark.parametrize("aware_on", ["2019-02-01", "2019-03-25"])
def test_late_before_the_pause_its_rule_does_not_apply(aware_on: str) -> None:
    found = pause_recommendation(the_part("2020-08-20", aware_on=aware_on))
    assert found is not None
    assert (found.choice, found.paragraphs) == ("not_applicable", ("SM-2.287",))


def test_a_month_that_straddles_the_start_of_the_pause_leaves_the_rule_open() -> None:
    found = pause_recommendation(the_part("2020-08-20", aware_on="2019-03"))
    assert found is not None
    assert (found.choice, found.needs) == (None, ("aware_on",))


def test_the_pause_is_nothing_to_a_complaint_of_another_year() -> None:
    assert pause_recommendation(the_part(RECEIVED, **LATE)) is None


@pytest.mark.covers("SM-2.286")
@pytest.mark.parametrize(("aware_on", "overlaps"), [("2019-05-15", True), ("2020-07-01", False)])
def test_an_overlap_with_the_pause_is_noted_with_its_dates(aware_on: str, overlaps: bool) -> None:
    found = the_factors("2021-08-01", aware_on=aware_on).get("pause")
    assert (found is not None) is overlaps
    if found:
        assert "26 March 2020 to 30 June 2020" in found.words


@pytest.mark.covers("SM-2.289")
def test_outside_the_pause_rule_the_overlap_is_a_factor() -> None:
    found = the_factors("2020-10-10", aware_on="2019-05-01")["pause"]
    assert (found.weight, found.paragraphs) == ("to_weigh", ("SM-2.289",))


def test_late_before_the_pause_its_time_may_still_be_weighed() -> None:
    assert the_factors("2020-08-20", aware_on="2019-02-01")["pause"].weight == "to_weigh"


def test_with_everything_done_nothing_stands_before_the_decision() -> None:
    assert still_to_do(decided()) == {}


@pytest.mark.covers("SM-2.278a")
def test_an_out_of_time_complaint_cannot_close_without_a_decision_about_the_limit() -> None:
    duty = still_to_do(decided(decision=None))["decide_on_the_limit"]
    assert (duty.kind, duty.must, duty.paragraphs) == ("policy", True, ("SM-2.278",))


@pytest.mark.covers("SM-2.279")
def test_the_decision_waits_for_the_months_without_a_reason_and_names_them() -> None:
    reason = DelayReason(about="2024-01/2024-06", words="ill", justified=True, considered="yes")
    duty = still_to_do(decided(reasons=(reason,)))["explain_the_whole_delay"]
    assert "1 July 2024 to 1 June 2025" in duty.what
    assert (duty.must, duty.paragraphs) == (True, ("SM-2.279",))


@pytest.mark.parametrize("spoke", [False, None])
def test_the_decision_waits_for_a_talk_or_an_attempt_even_where_a_letter_explains_it_all(spoke: bool | None) -> None:
    duty = still_to_do(decided(spoke_or_tried=spoke), delay_reasons="Everything, month by month.")["speak_about_the_delay"]
    assert (duty.kind, duty.to, duty.paragraphs) == ("policy", ("complainant",), ("SM-2.281",))


def test_a_reason_without_a_note_how_it_was_considered_is_named() -> None:
    noted = DelayReason(about="2024-01/2024-12", words="ill", justified=True, considered="A letter shows it.")
    bare = DelayReason(about="2025", words="bereaved", justified=True)
    assert "bereaved" in still_to_do(decided(reasons=(noted, bare)))["consider_the_reason"].what


@pytest.mark.covers("SM-2.285")
def test_a_late_approach_after_the_reply_that_nobody_judged_is_prompted_for_by_its_days() -> None:
    dates = {"aware_on": "2024-03-01", "complained_on": "2024-03-01", "replied_on": "2025-03-01"}
    reason = DelayReason(about="2025-03/2025-11", words="ill", considered="Looked at.")
    duty = still_to_do(decided(reasons=(reason,)), "2025-11-01", **dates)["judge_the_delay"]
    assert "1 March 2025 to 1 November 2025" in duty.what
    assert (duty.must, duty.paragraphs) == (False, ("SM-2.285",))


@pytest.mark.covers("SM-2.285")
@pytest.mark.parametrize("justified", [True, False])
def test_a_delay_that_was_judged_either_way_is_not_prompted_for(justified: bool) -> None:
    dates = {"aware_on": "2024-03-01", "complained_on": "2024-03-01", "replied_on": "2025-03-01"}
    reason = DelayReason(about="2025-03/2025-11", words="ill", justified=justified, considered="Looked at.")
    assert "judge_the_delay" not in still_to_do(decided(reasons=(reason,)), "2025-11-01", **dates)


@pytest.mark.covers("SM-2.288a")
def test_a_complaint_that_the_pause_kept_back_is_closed_only_with_an_exceptional_reason() -> None:
    kept_back = {"received_on": "2020-08-20", "aware_on": "2019-04-15"}
    bare = still_to_do(decided(decision="out_of_time"), **kept_back)
    assert bare["exceptional_reason_to_close"].must
    assert bare["exceptional_reason_to_close"].paragraphs == ("SM-2.288",)
    assert bare["approval_to_close"].to == ("assistant_director",)
    given = decided(decision="out_of_time", exceptional_reason="The papers are gone.", assistant_director_agreed=True)
    assert not {"exceptional_reason_to_close", "approval_to_close"} & set(still_to_do(given, **kept_back))


@pytest.mark.parametrize(
    ("decision", "aware_on"), [("set_aside", "2019-04-15"), ("out_of_time", "2019-02-01")], ids=["considered", "late before"]
)
def test_no_exceptional_reason_is_wanted_otherwise(decision: str, aware_on: str) -> None:
    assert "exceptional_reason_to_close" not in still_to_do(decided(decision=decision), "2020-08-20", aware_on=aware_on)


@pytest.mark.covers("SM-2.291a")
def test_where_neither_factor_counts_exceptional_circumstances_are_ground_enough() -> None:
    unjustified = DelayReason(about="2024-01/2025-06", words="forgot", justified=False, considered="Looked at.")
    bare = still_to_do(decided(reasons=(unjustified,)))["ground_to_put_the_limit_aside"]
    assert "SM-2.291" in bare.paragraphs
    agreed = {"assistant_director_agreed": True, "assistant_director_reasons": "Many others are affected."}
    facts = decided(reasons=(unjustified,), exceptional_circumstances="Many others are affected.", **agreed)
    assert still_to_do(facts) == {}
    assert the_factors(facts=facts)["exceptional_circumstances"].paragraphs == ("SM-2.291",)


@pytest.mark.parametrize("reasons", [None, "Many others are affected."])
def test_exceptional_circumstances_are_agreed_by_an_assistant_director_with_reasons(reasons: str | None) -> None:
    facts = decided(exceptional_circumstances="x", assistant_director_agreed=True, assistant_director_reasons=reasons)
    assert ("agree_exceptional_circumstances" in still_to_do(facts)) is (reasons is None)


def test_where_no_reason_was_given_there_is_none_to_consider() -> None:
    none_given = DelayReason(about="2024-01/2025-06", words=None, justified=False)
    assert "consider_the_reason" not in still_to_do(decided(reasons=(none_given,)))


def test_to_close_it_as_out_of_time_nothing_has_to_count_for_putting_the_limit_aside() -> None:
    unjustified = DelayReason(about="2024-01/2025-06", words="forgot", justified=False, considered="Looked at.")
    assert still_to_do(decided(reasons=(unjustified,), decision="out_of_time")) == {}
