"""Is or was there a legal remedy, and was it used? From the caseworker's facts to a bar, no bar, or out of remit."""

from __future__ import annotations

from typing import Any

import pytest

from service_model.casework.legal_remedy import (
    RemedyFacts,
    alternative_legal_remedy,
    better_place,
    closing,
    negligence_claim_to_raise,
    remedy_exists,
    review_at_stage_change,
    route_called,
    routes_offered,
)
from service_model.casework.mixed_outcomes import OutcomeSought, fit_of_the_law, told_to_pursue_it_first

PAYMENT = {"what": "payment", "law_can_give": True}
APOLOGY = {"what": "apology", "law_can_give": False}


def remedy(**facts: Any) -> RemedyFacts:
    """A complaint where no legal action was taken, with a claim open that would give everything, unless told otherwise."""
    usual = {"pursued": False, "stage": "not_taken", "available": True, "gives": "complete"}
    return RemedyFacts.model_validate({name: value for name, value in {**usual, **facts}.items() if value is not None})


@pytest.mark.covers("SM-2.295a")
@pytest.mark.parametrize(("reasonable", "status", "says"), [(True, "not_met", "Bar to investigation"), (False, "met", "No bar")])
def test_there_is_a_bar_only_where_a_remedy_exists_and_is_reasonable(reasonable: bool, status: str, says: str) -> None:
    found = alternative_legal_remedy(remedy(reasonable=reasonable))
    assert found.status == status
    assert found.reason.startswith(says)
    assert found.paragraphs == ("SM-2.295",)
    assert found.kind == "legal"


@pytest.mark.covers("SM-2.295b", "SM-2.305")
def test_the_common_routes_are_offered_and_another_may_be_written_in() -> None:
    offered = {name.lower() for name in routes_offered().values()}
    assert {"clinical negligence claim", "benefit tribunal appeal", "judicial review"} <= offered
    written = remedy(route="other", route_words="Appeal to the planning inspector")
    assert "other" in routes_offered()
    assert route_called(written) == "Appeal to the planning inspector"
    assert route_called(remedy(route="judicial_review")) == "Judicial Review"


@pytest.mark.covers("SM-2.296a")
def test_without_legal_action_both_questions_are_asked_and_after_a_full_judgment_neither() -> None:
    none_taken = alternative_legal_remedy(remedy(available=None, gives=None))
    assert none_taken.needs == ("available", "gives", "reasonable")
    judgment = alternative_legal_remedy(
        remedy(pursued=True, stage="decided", could_give_full_remedy=True, available=None, gives=None)
    )
    assert (judgment.status, judgment.outcome, judgment.needs) == ("not_met", "out_of_remit", ())


def test_the_state_of_legal_action_is_asked_first() -> None:
    assert alternative_legal_remedy(RemedyFacts.model_validate({})).needs == ("pursued",)


@pytest.mark.covers("SM-2.296b")
def test_no_answer_is_given_while_the_existence_of_a_remedy_is_unanswered() -> None:
    found = alternative_legal_remedy(remedy(available=None, reasonable=True))
    assert found.status == "cannot_tell"
    assert found.needs[0] == "available"
    assert "SM-2.296" in found.paragraphs


@pytest.mark.covers("SM-2.296c")
def test_reasonableness_is_asked_only_where_a_remedy_exists() -> None:
    exists = alternative_legal_remedy(remedy(reasonable=None))
    assert (exists.status, exists.needs) == ("cannot_tell", ("reasonable",))
    assert "SM-2.296" in exists.paragraphs
    does_not = alternative_legal_remedy(remedy(available=False, reasonable=None))
    assert (does_not.status, does_not.needs) == ("met", ())


@pytest.mark.covers("SM-2.298")
def test_a_review_is_due_when_the_stage_changes_and_not_otherwise() -> None:
    duty = review_at_stage_change("primary_investigation", "detailed_investigation")
    assert duty is not None
    assert (duty.name, duty.to, duty.paragraphs) == ("review_legal_remedy", ("caseworker",), ("SM-2.298",))
    assert duty.must
    assert review_at_stage_change("primary_investigation", "primary_investigation") is None


@pytest.mark.covers("SM-2.301a", "SM-2.301b")
def test_a_decided_claim_that_could_have_given_everything_is_out_of_remit_by_its_code() -> None:
    found = alternative_legal_remedy(remedy(pursued=True, stage="decided", could_give_full_remedy=True))
    assert (found.status, found.outcome) == ("not_met", "out_of_remit")
    assert "SM-2.301" in found.paragraphs
    assert closing(found, confirmed=True).choice == "out of remit - alternative legal remedy achieved"


@pytest.mark.covers("SM-2.302a")
def test_only_a_decision_counts_as_a_remedy_used() -> None:
    issued = alternative_legal_remedy(remedy(pursued=True, stage="under_way", could_give_full_remedy=True))
    assert (issued.status, issued.outcome, issued.needs) == ("cannot_tell", None, ("progress",))
    hearing = remedy(pursued=True, stage="under_way", progress="Claim issued, hearing next month", could_give_full_remedy=True)
    assert alternative_legal_remedy(hearing).outcome is None
    decided = alternative_legal_remedy(remedy(pursued=True, stage="decided", could_give_full_remedy=True))
    assert decided.outcome == "out_of_remit"


@pytest.mark.covers("SM-2.302b")
def test_a_remedy_is_not_achieved_while_the_stage_reached_is_blank() -> None:
    found = alternative_legal_remedy(remedy(pursued=True, stage=None, could_give_full_remedy=True))
    assert (found.status, found.outcome, found.needs) == ("cannot_tell", None, ("stage",))
    assert found.paragraphs == ("SM-2.302",)


def test_a_decision_alone_does_not_tell_what_it_could_have_given() -> None:
    found = alternative_legal_remedy(remedy(pursued=True, stage="decided"))
    assert (found.status, found.needs) == ("cannot_tell", ("could_give_full_remedy",))


@pytest.mark.covers("SM-2.303")
def test_after_a_claim_for_money_the_apology_that_the_court_could_not_give_may_be_considered() -> None:
    found = alternative_legal_remedy(
        remedy(pursued=True, stage="decided", route="clinical_negligence", outcomes=[PAYMENT, APOLOGY], gives=None)
    )
    assert found.status == "met"
    assert found.reason == "We may consider it, limited to: apology."
    assert found.paragraphs == ("SM-2.303",)


@pytest.mark.covers("SM-2.304")
def test_a_part_only_is_no_complete_remedy_and_goes_to_the_mixed_outcomes() -> None:
    found = remedy_exists(remedy(gives="partial"))
    assert "not a complete remedy" in found.reason
    assert "SM-2.304" in found.paragraphs
    assert [flag.name for flag in found.flags] == ["mixed_outcomes"]
    complete = remedy_exists(remedy(gives="complete"))
    assert (complete.status, complete.flags) == ("met", ())


@pytest.mark.covers("SM-2.306")
def test_a_claim_that_would_not_achieve_the_outcome_exists_only_with_a_reason() -> None:
    without = remedy_exists(remedy(gives="none"))
    assert without.status == "not_met"
    assert "SM-2.306" in without.paragraphs
    reasoned = remedy_exists(remedy(gives="none", exists_reason="An appeal would lead to the same thing by another way."))
    assert reasoned.status == "met"


def test_a_claim_whose_fit_is_not_known_is_asked_about() -> None:
    assert remedy_exists(remedy(gives=None)).needs == ("gives",)


@pytest.mark.covers("SM-2.307a")
@pytest.mark.parametrize("wants", ["apology only", "payment"])
def test_a_potential_negligence_claim_is_raised_whatever_they_want(wants: str) -> None:
    facts = remedy(potential_negligence_claim=True, outcomes=[{"what": wants}])
    duty = negligence_claim_to_raise(facts)
    assert duty is not None
    assert (duty.to, duty.paragraphs) == (("complainant",), ("SM-2.307",))
    assert "for them to decide" in duty.what
    assert negligence_claim_to_raise(remedy(potential_negligence_claim=None)) is None


@pytest.mark.covers("SM-2.308a")
def test_possession_proceedings_against_them_are_no_legal_remedy() -> None:
    facts = remedy(stage="brought_against_them", route="other", route_words="Possession proceedings", reasonable=True)
    assert remedy_exists(facts).reason.startswith("Not an alternative legal remedy")
    assert remedy_exists(facts).paragraphs == ("SM-2.308",)
    assert alternative_legal_remedy(facts).status == "met"


@pytest.mark.covers("SM-2.309")
@pytest.mark.parametrize("facts", [{"stage": "inquest_only"}, {"route": "coroner", "pursued": True, "stage": "decided"}])
def test_a_completed_inquest_is_no_legal_remedy(facts: dict[str, Any]) -> None:
    found = remedy_exists(remedy(**facts, could_give_full_remedy=True, reasonable=True))
    assert (found.status, found.paragraphs) == ("not_met", ("SM-2.309",))
    assert found.reason.startswith("Not an alternative legal remedy")
    assert alternative_legal_remedy(remedy(**facts, could_give_full_remedy=True, reasonable=True)).status == "met"


@pytest.mark.covers("SM-2.310")
def test_someone_who_only_wants_a_ruling_on_candour_may_be_better_placed_elsewhere() -> None:
    found = better_place(remedy(sole_outcome="duty_of_candour_ruling"))
    assert found is not None
    assert (found.choice, found.paragraphs) == ("courts_or_cqc", ("SM-2.310",))
    assert better_place(remedy(outcomes=[APOLOGY])) is None


@pytest.mark.covers("SM-2.319")
def test_each_outcome_holds_its_own_answer_about_the_law() -> None:
    found = remedy(outcomes=[PAYMENT, {"what": "service improvement", "law_can_give": False}], gives=None)
    assert [(each.what, each.law_can_give) for each in found.outcomes] == [("payment", True), ("service improvement", False)]
    assert fit_of_the_law(found.outcomes) == "partial"


@pytest.mark.parametrize(
    ("answers", "fit"),
    [
        ((), None),
        ((None,), None),
        ((True, None), None),
        ((True,), "complete"),
        ((False, False), "none"),
        ((True, False), "partial"),
        ((True, False, None), "partial"),
    ],
)
def test_the_fit_is_known_once_the_answers_settle_it(answers: tuple[bool | None, ...], fit: str | None) -> None:
    outcomes = tuple(OutcomeSought(what=str(row), law_can_give=law, likely_direct_result=None) for row, law in enumerate(answers))
    assert fit_of_the_law(outcomes) == fit


@pytest.mark.covers("SM-2.320a")
def test_mixed_outcomes_do_not_skip_the_questions() -> None:
    found = alternative_legal_remedy(remedy(outcomes=[PAYMENT, APOLOGY], gives=None, available=None))
    assert found.needs == ("available", "reasonable")
    assert "SM-2.320" in found.paragraphs
    exists = alternative_legal_remedy(remedy(outcomes=[PAYMENT, APOLOGY], gives=None))
    assert exists.needs == ("reasonable",)


@pytest.mark.covers("SM-2.322a", "SM-2.322b")
def test_whoever_is_to_go_to_court_first_hears_that_they_can_return_and_of_the_limit() -> None:
    facts = remedy(outcomes=[PAYMENT, APOLOGY], gives=None, reasonable=True)
    duties = closing(alternative_legal_remedy(facts), confirmed=True, outcomes=facts.outcomes).duties
    assert [(duty.name, duty.to, duty.must) for duty in duties] == [
        ("say_they_can_return", ("complainant",), True),
        ("give_time_limit", ("complainant",), True),
    ]
    assert "return to us with any outcome that the courts did not give" in duties[0].what
    assert "apology" in duties[0].what
    assert all(duty.paragraphs == ("SM-2.322",) for duty in duties)


def test_nothing_is_named_as_left_where_the_law_gives_it_all() -> None:
    assert "also want" not in told_to_pursue_it_first(remedy(outcomes=[PAYMENT]).outcomes)[0].what


@pytest.mark.covers("SM-2.325b")
def test_the_code_is_proposed_once_a_caseworker_has_confirmed_it() -> None:
    bar = alternative_legal_remedy(remedy(reasonable=True))
    assert closing(bar, confirmed=True).choice == "reasonable to pursue an alternative legal remedy"
    assert closing(bar, confirmed=False).choice is None
    assert closing(alternative_legal_remedy(remedy(reasonable=False)), confirmed=True).choice is None
