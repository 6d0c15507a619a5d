"""The Decision Form: other forum, failings, injustice, remedy, size and complexity, reasons to decline (SM-3.1 to 3.11, 3.71)."""

from __future__ import annotations

import pytest

from tests.intake_api.builders import a_record
from tests.worksheets.conftest import fill, open_sheet, refused, saved, with_component, words_of

FAILINGS = {
    "failings.should_have_happened": "A reply in ten days.", "failings.did_happen": "A reply in ninety.",
    "failings.gap": "Eighty days.", "failings.found": "no_indications", "failings.admitted": "no",
    "failings.standards": "Their own complaints policy\nThe Charter", "failings.precedent_check": "none found",
}  # fmt: skip
INJUSTICE = {
    "injustice.found": "could_be", "injustice.what": "Worry.", "injustice.from_the_failings": "yes",
    "injustice.link": "They waited for the reply.", "injustice.precedent_check": "none found",
}  # fmt: skip
REMEDY = {
    "remedy.actions_taken": "An apology\nA payment of 200 pounds",
    "remedy.remedied": "not_fully",
    "remedy.reasons": "Worry.",
}


@pytest.fixture
def asha(desk):
    return desk()


@pytest.fixture
def place(asha, reference):
    return with_component(asha, reference)


def sheet(asha, reference, place):
    return words_of(open_sheet(asha, reference, "decision_form", place))


@pytest.mark.covers("SM-3.1b", "SM-3.2")
def test_another_forum_needs_who_is_better_placed_and_why_and_a_talk_when_unsure(asha, reference):
    form = {"handler.another_could": "yes", "handler.can_give_remedy": "yes"}
    assert "SM-3.1" in refused(asha, reference, "other_forum", form)
    form |= {"handler.better_placed": "unsure", "why": "Both could."}
    said = refused(asha, reference, "other_forum", form)
    assert "Talk to the other handler first" in said
    assert "SM-3.2" in said
    talked = {"handler.talked_to_handler_on": "2026-03-02", "contact_note": "Mr Webb: they would take it."}
    page = words_of(saved(asha, reference, "other_forum", {**form, **talked}))
    assert "Complete" in page


@pytest.mark.covers("SM-3.3a", "SM-3.4d")
def test_the_failings_section_keeps_its_three_answers_apart_with_author_and_date(asha, reference, place, handed_off):
    page = words_of(saved(asha, reference, "decision_form", FAILINGS, place))
    assert "Complete" in page
    assert "saved by asha" in page
    row = handed_off(reference)["work"]["worksheets"][0]
    kept = row["answers"]["failings"]
    assert (kept["should_have_happened"], kept["did_happen"], kept["gap"]) == (
        "A reply in ten days.", "A reply in ninety.", "Eighty days.",
    )  # fmt: skip
    assert (kept["admitted"], kept["standards"]) == (False, ["Their own complaints policy", "The Charter"])
    assert row["by"] == "asha"
    assert row["at"]
    assert "Their own complaints policy, The Charter" in page  # the history reads it with who and when


@pytest.mark.covers("SM-3.4a", "SM-3.4b")
@pytest.mark.parametrize(("without", "says"), [("admitted", "has admitted failings"), ("standards", "List the standards")])
def test_admissions_and_standards_are_asked_for(asha, reference, place, without, says):
    form = {name: value for name, value in FAILINGS.items() if name != f"failings.{without}"}
    said = refused(asha, reference, "decision_form", form, place)
    assert says in said
    assert "SM-3.4" in said


@pytest.mark.covers("SM-3.4b")
def test_a_reason_for_no_standard_will_do(asha, reference, place):
    form = {name: value for name, value in FAILINGS.items() if name != "failings.standards"}
    assert "Complete" in words_of(
        saved(asha, reference, "decision_form", {**form, "failings.why_no_standard": "None applies."}, place)
    )


@pytest.mark.covers("SM-3.4c", "SM-3.8b")
def test_advice_is_offered_in_two_sections_and_forced_in_none(asha, reference, place):
    page = open_sheet(asha, reference, "decision_form", place)
    for section in ("failings", "remedy"):
        for kind in ("clinical_advice", "legal_advice"):
            assert f'name="{section}.advice" type="checkbox" value="{kind}"' in page
    assert words_of(page).count("Request clinical advice") == 2
    assert words_of(page).count("Request legal advice") == 2
    saved(asha, reference, "decision_form", FAILINGS, place)  # none asked for
    asked = {**FAILINGS, "failings.advice": ["clinical_advice", "legal_advice"]}
    page = words_of(saved(asha, reference, "decision_form", asked, place))
    assert "Request clinical advice." in page
    assert "Request legal advice." in page


@pytest.mark.covers("SM-2.265a")
@pytest.mark.parametrize("section", ["failings", "injustice"])
def test_a_section_without_its_precedent_check_is_warned_of_and_not_refused(asha, reference, place, section):
    form = {**FAILINGS, **INJUSTICE, "failings.found": "indications"}
    del form[f"{section}.precedent_check"]
    page = words_of(saved(asha, reference, "decision_form", form, place))
    assert "1 open point" in page
    assert "Look for earlier cases" in page
    assert "SM-2.265" in page


@pytest.mark.covers("SM-3.5a", "SM-3.5b")
def test_size_and_complexity_is_a_ground_with_reasons(asha, reference, place):
    form = {**FAILINGS, **INJUSTICE, **REMEDY, "failings.found": "cannot_tell_yet", "failings.by_size": "yes"}
    assert "SM-3.5" in refused(asha, reference, "decision_form", form, place)
    page = words_of(saved(
        asha, reference, "decision_form", {**form, "failings.size_reasons": "Twelve wards, four trusts."}, place
    ))  # fmt: skip
    assert "Propose to investigate: The tests are met." in page
    asha.save(
        reference, "issues", "decide_component", id="1", decision="propose_to_investigate", explanation="Size.",
        material_evidence="The form.",
    )  # fmt: skip
    timeline = words_of(asha.open(reference, "timeline").text)
    assert "Twelve wards, four trusts." in timeline
    assert "Component decided" in timeline


@pytest.mark.covers("SM-3.9a", "SM-3.9b")
def test_size_and_complexity_from_the_remedy_prompts_for_its_reasons(asha, reference, place):
    form = {
        **FAILINGS,
        **INJUSTICE,
        "failings.found": "indications",
        "remedy.remedied": "cannot_tell_yet",
        "remedy.by_size": "yes",
    }
    page = words_of(saved(asha, reference, "decision_form", form, place))
    assert "Reasons missing" in page
    assert "SM-3.9" in page
    assert "1 open point" in page
    page = words_of(saved(asha, reference, "decision_form", {**form, "remedy.size_reasons": "Many accounts to read."}, place))
    assert "Propose to investigate: The tests are met." in page
    assert "Reasons missing" not in page
    assert "Many accounts to read." in words_of(asha.open(reference, "timeline").text)


@pytest.mark.covers("SM-3.6a", "SM-3.7")
def test_indications_open_the_injustice_section_and_an_injustice_asks_for_its_link(asha, reference, place):
    page = words_of(saved(asha, reference, "decision_form", {**FAILINGS, "failings.found": "indications"}, place))
    assert "Could there be an unremedied injustice?" in page
    assert "2 open points" in page
    linkless = {**FAILINGS, **INJUSTICE, "failings.found": "indications", "injustice.link": ""}
    page = words_of(saved(asha, reference, "decision_form", linkless, place))
    assert "Is the injustice likely to have come from the failings, and how?" in page
    assert "SM-3.7" in page
    assert "1 open point" in page


@pytest.mark.covers("SM-3.8a", "SM-3.8c", "SM-3.8d")
def test_what_the_organisation_did_is_judged_and_what_they_want_stands_beside_it(desk, submit, handed_off):
    case = submit(a_record(outcome_sought="10000 pounds")).json()["reference"]
    asha = desk()
    place = with_component(asha, case)
    assert "What they want, in their own words Outcome 10000 pounds" in words_of(open_sheet(asha, case, "decision_form", place))
    form = {**FAILINGS, **REMEDY, "remedy.actions_taken": "An apology\nA payment of 200 pounds", "remedy.remedied": "fully"}
    page = words_of(saved(asha, case, "decision_form", form, place))
    assert "Complete" in page
    assert "Resolved" in page
    assert "saved by asha" in page
    kept = handed_off(case)["work"]["worksheets"][0]["answers"]["remedy"]
    assert kept == {"actions_taken": ["An apology", "A payment of 200 pounds"], "remedied": "fully", "reasons": "Worry."}


@pytest.mark.covers("SM-3.10a", "SM-3.10b", "SM-3.10e", "SM-3.11a")
@pytest.mark.parametrize("reason", ["outcome_not_reasonable", "outcome_not_achievable", "nature_or_theme"])
def test_a_reason_of_general_discretion_is_kept_with_its_rationale_author_and_time(asha, reference, place, handed_off, reason):
    form = {**FAILINGS, "decline.reason": reason}
    assert "SM-3.11" in refused(asha, reference, "decision_form", form, place)
    saved(asha, reference, "decision_form", {**form, "decline.rationale": "It asks for a change of the law."}, place)
    kept = handed_off(reference)["work"]["worksheets"][0]
    assert kept["answers"]["decline"] == {"reason": reason, "rationale": "It asks for a change of the law."}
    timeline = words_of(asha.open(reference, "timeline").text)
    assert "Rationale: It asks for a change of the law." in timeline
    assert "asha (staff)" in timeline
    assert f"Reason: {dict(REASONS)[reason]}" in timeline


REASONS = {
    "outcome_not_reasonable": "Outcome not reasonable in relation to the injustice",
    "outcome_not_achievable": "Outcome not achievable",
    "nature_or_theme": "Nature or theme not appropriate",
}  # fmt: skip


@pytest.mark.covers("SM-3.10c")
def test_not_practical_and_no_value_is_incomplete_until_all_three_points_are_addressed(asha, reference, place):
    form = {
        **FAILINGS, "decline.reason": "not_practical_and_no_value", "decline.rationale": "All three.",
        "decline.not_practical": "The papers are gone.",
    }  # fmt: skip
    assert "Address all three points" in words_of(saved(asha, reference, "decision_form", form, place))
    rest = {"decline.not_satisfactory": "Nobody can say.", "decline.no_value": "The service has closed."}
    assert "Complete" in words_of(saved(asha, reference, "decision_form", {**form, **rest}, place))


@pytest.mark.covers("SM-3.10d")
def test_no_agreement_on_scope_needs_a_note_of_the_attempts(asha, reference, place):
    form = {**FAILINGS, "decline.reason": "no_agreement_on_scope", "decline.rationale": "They want all of it."}
    answer = fill(asha, reference, "decision_form", form, place)
    assert answer.status_code == 422
    assert "Note the attempts to agree" in words_of(answer.text)
    assert 'name="decline.attempts_to_agree"' in answer.text  # the box is there now
    saved(asha, reference, "decision_form", {**form, "decline.attempts_to_agree": "Two calls in March."}, place)


@pytest.mark.covers("SM-3.71b")
def test_a_wider_public_interest_offers_the_two_reasons_of_the_guidance(asha, reference, place):
    page = words_of(open_sheet(asha, reference, "decision_form", place))
    assert "Systemic issue" in page
    assert "Large number of people affected" in page
    form = {**FAILINGS, "serious.public_interest": "systemic_issue"}
    assert "There is a systemic issue." in words_of(saved(asha, reference, "decision_form", form, place))
