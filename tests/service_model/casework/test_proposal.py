"""The proposal to investigate: its letters, the time to comment, and when an investigation may be confirmed (SM-3.73 to 3.78)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from service_model.casework.proposal import (
    ConfirmationFacts,
    Extension,
    Opportunity,
    ProposalFacts,
    comment_deadline,
    days_waiting,
    extension_decided,
    may_confirm,
    opportunities_of,
    proposal_letters,
    silence_until_confirmed,
)
from service_model.casework.proposal_addressees import InvolvedOrganisation, comment_list
from service_model.duties import Duty

SENT = date(2026, 3, 2)
LAST_DAY = date(2026, 3, 16)


def an_opportunity(party: str = "organisation", **more: Any) -> Opportunity:
    """Somebody who was sent the letter on 2 March 2026 and has not replied, unless something is changed."""
    return Opportunity.model_validate({"party": party, "name": "Riverside NHS Trust", "sent_on": SENT, **more})


def facts(*opportunities: Opportunity, checked: bool | None = True) -> ConfirmationFacts:
    return ConfirmationFacts(opportunities=opportunities, named_persons_checked=checked)


def a_proposal(**more: Any) -> ProposalFacts:
    """A case proposed on 2 March 2026 about one organisation, with one named person and nobody beside the complainant."""
    usual = {"decided_on": SENT, "organisations": ("Riverside NHS Trust",), "named_persons": ("Dr A Patel",), "others": ()}
    return ProposalFacts.model_validate({**usual, **more})


def letters(proposal: ProposalFacts, *parties: str) -> list[Duty]:
    return [duty for duty in proposal_letters(proposal).duties if duty.to[0] in parties]


@pytest.mark.covers("SM-3.73a")
def test_no_confirmation_while_a_named_person_had_no_chance_to_comment() -> None:
    organisation = an_opportunity(replied_on=date(2026, 3, 4))
    refused = may_confirm(
        facts(organisation, an_opportunity("named_person", name="Dr A Patel", sent_on=None)), today=date(2026, 4, 1)
    )
    assert (refused.status, refused.kind, refused.paragraphs) == ("not_met", "legal", ("SM-3.73",))
    assert "Dr A Patel" in refused.reason
    both = facts(organisation, an_opportunity("named_person", name="Dr A Patel"))
    assert may_confirm(both, today=date(2026, 4, 1)).status == "met"


def test_no_confirmation_while_an_organisation_had_no_chance_to_comment() -> None:
    refused = may_confirm(facts(an_opportunity(sent_on=None)), today=date(2026, 4, 1))
    assert (refused.status, refused.kind) == ("not_met", "legal")


def test_it_cannot_be_told_before_somebody_looked_for_named_persons() -> None:
    unknown = may_confirm(facts(an_opportunity(), checked=None), today=date(2026, 4, 1))
    assert (unknown.status, unknown.needs) == ("cannot_tell", ("named_persons_checked",))
    assert may_confirm(facts(an_opportunity(), checked=True), today=date(2026, 4, 1)).status == "met"


def test_it_cannot_be_told_without_the_organisation() -> None:
    unknown = may_confirm(facts(), today=date(2026, 4, 1))
    assert (unknown.status, unknown.needs) == ("cannot_tell", ("opportunities",))


def test_a_second_tier_may_be_the_only_one_proposed() -> None:
    examiner = an_opportunity("second_tier", name="Examiner", by_law=True)
    assert may_confirm(facts(examiner), today=date(2026, 4, 1)).status == "met"


def test_a_contractor_to_whom_the_law_gives_a_say_is_waited_for_like_the_organisation() -> None:
    contractor = an_opportunity("contractor", name="Anytown Assessments Ltd", sent_on=None, by_law=True)
    refused = may_confirm(facts(an_opportunity(), contractor), today=date(2026, 4, 1))
    assert (refused.status, refused.kind) == ("not_met", "legal")


def test_the_comment_list_says_whom_the_law_asks_us_to_wait_for() -> None:
    listed = comment_list(
        [
            InvolvedOrganisation(name="DWP", proposed=True),
            InvolvedOrganisation(name="Examiner", role="second_tier", proposed=False, acts_for="DWP"),
        ]
    )
    department, examiner, doctor = opportunities_of(listed, ["Dr A Patel"])
    assert may_confirm(facts(department, examiner, doctor), today=SENT).kind == "legal"
    sent = [each.model_copy(update={"sent_on": SENT}) for each in (department, doctor)]
    left_out = may_confirm(facts(*sent, examiner), today=date(2026, 4, 1))
    assert (left_out.status, left_out.kind, left_out.paragraphs) == ("not_met", "policy", ("SM-3.86",))
    assert may_confirm(facts(*sent), today=date(2026, 4, 1)).status == "met"


def test_the_complainant_has_the_letter_before_it_is_confirmed() -> None:
    refused = may_confirm(facts(an_opportunity(), an_opportunity("complainant", sent_on=None)), today=date(2026, 4, 1))
    assert (refused.status, refused.kind, refused.paragraphs) == ("not_met", "policy", ("SM-3.75",))


def test_a_named_person_who_cannot_be_traced_does_not_hold_it_up() -> None:
    untraced = an_opportunity("named_person", name="Dr A Patel", sent_on=None, proceed_without=True)
    assert may_confirm(facts(an_opportunity(), untraced), today=date(2026, 4, 1)).status == "met"


@pytest.mark.covers("SM-3.73b")
@pytest.mark.parametrize(
    ("on", "second_reply", "status"),
    [
        (date(2026, 3, 12), None, "not_met"),
        (date(2026, 3, 16), None, "not_met"),  # the last day is still theirs
        (date(2026, 3, 17), None, "met"),
        (date(2026, 3, 12), date(2026, 3, 11), "met"),
    ],
)
def test_nobody_is_told_before_the_deadline_has_passed_or_all_have_replied(
    on: date, second_reply: date | None, status: str
) -> None:
    replied = an_opportunity(replied_on=date(2026, 3, 6))
    waiting = an_opportunity("named_person", name="Dr A Patel", replied_on=second_reply)
    found = may_confirm(facts(replied, waiting), today=on)
    assert (found.status, found.paragraphs, found.kind) == (status, ("SM-3.73",), "policy")


def test_until_then_it_is_forbidden_to_tell_any_party_that_it_is_confirmed() -> None:
    asked = facts(an_opportunity(replied_on=date(2026, 3, 6)), an_opportunity("complainant", sent_on=date(2026, 3, 4)))
    (silence,) = silence_until_confirmed(asked, today=date(2026, 3, 10))
    assert silence.not_to
    assert (silence.to, silence.by) == (("organisation", "complainant"), date(2026, 3, 18))
    assert silence_until_confirmed(asked, today=date(2026, 3, 19)) == ()


@pytest.mark.covers("SM-3.74a")
def test_the_organisation_and_each_named_person_have_a_letter_due_on_the_day_of_the_decision() -> None:
    proposal = a_proposal(named_persons=("Dr A Patel", "Ms B Cole"))
    found = letters(proposal, "organisation", "named_person")
    assert [(duty.to, duty.by) for duty in found] == [
        (("organisation",), SENT),
        (("named_person",), SENT),
        (("named_person",), SENT),
    ]
    assert [name in duty.what for name, duty in zip(("Riverside NHS Trust", "Dr A Patel", "Ms B Cole"), found, strict=True)] == [
        True
    ] * 3


@pytest.mark.parametrize(
    ("sent_on", "days"),
    [(None, 9), (date(2026, 3, 5), 3), (SENT, 0)],
)
def test_the_days_a_letter_waited_are_counted_until_it_goes(sent_on: date | None, days: int) -> None:
    assert days_waiting(SENT, sent_on=sent_on, today=date(2026, 3, 11)) == days


@pytest.mark.covers("SM-3.75a")
def test_the_complainant_aggrieved_representative_and_mp_have_the_letter_too() -> None:
    proposal = a_proposal(others=("aggrieved", "representative", "referring_mp"))
    to = [duty.to[0] for duty in proposal_letters(proposal).duties]
    assert to == ["organisation", "named_person", "complainant", "aggrieved", "representative", "referring_mp"]
    alone = {duty.to[0] for duty in proposal_letters(a_proposal()).duties}
    assert alone == {"organisation", "named_person", "complainant"}


@pytest.mark.covers("SM-3.75b")
def test_the_letters_to_their_side_are_due_on_the_day_of_the_decision() -> None:
    found = letters(a_proposal(others=("aggrieved", "referring_mp")), "complainant", "aggrieved", "referring_mp")
    assert len(found) == 3
    assert {duty.by for duty in found} == {SENT}


def test_nobody_is_left_out_because_nobody_looked() -> None:
    unknown = proposal_letters(a_proposal(named_persons=None, others=None))
    assert (unknown.choice, unknown.needs) == (None, ("named_persons", "others"))
    assert proposal_letters(a_proposal(named_persons=())).choice == "send"


@pytest.mark.covers("SM-3.78a")
@pytest.mark.parametrize(
    ("sent_on", "last_day"),
    [(SENT, LAST_DAY), (date(2026, 4, 1), date(2026, 4, 17))],  # Good Friday and Easter Monday do not count
)
def test_all_parties_have_ten_working_days_to_comment(sent_on: date, last_day: date) -> None:
    found = [comment_deadline(an_opportunity(party, sent_on=sent_on)) for party in ("organisation", "complainant")]
    assert [each.current if each else None for each in found] == [last_day, last_day]


def test_there_is_no_deadline_before_the_letter_went() -> None:
    assert comment_deadline(an_opportunity(sent_on=None)) is None


@pytest.mark.covers("SM-3.78c")
def test_the_deadline_does_not_change_without_a_decision_on_the_request() -> None:
    undecided = Extension(new_date=date(2026, 3, 23))
    refused = extension_decided(undecided)
    assert (refused.status, refused.kind, refused.paragraphs) == ("not_met", "policy", ("SM-3.78",))
    unchanged = comment_deadline(an_opportunity(extensions=(undecided,)))
    assert unchanged is not None
    assert unchanged.current == LAST_DAY
    assert extension_decided(Extension(agreed=True, new_date=date(2026, 3, 23))).status == "met"


@pytest.mark.covers("SM-3.78d")
def test_an_agreed_date_replaces_the_deadline_and_the_old_one_is_kept() -> None:
    found = comment_deadline(an_opportunity(extensions=(Extension(agreed=True, new_date=date(2026, 3, 23)),)))
    assert found is not None
    assert (found.current, found.earlier) == (date(2026, 3, 23), (LAST_DAY,))


@pytest.mark.parametrize(
    "extension",
    [Extension(agreed=False, new_date=date(2026, 3, 23)), Extension(agreed=True), Extension(agreed=True, new_date=SENT)],
)
def test_time_that_was_refused_or_has_no_later_date_changes_nothing(extension: Extension) -> None:
    found = comment_deadline(an_opportunity(extensions=(extension,)))
    assert found is not None
    assert (found.current, found.earlier) == (LAST_DAY, ())


def test_an_agreed_date_also_holds_back_the_confirmation() -> None:
    later = an_opportunity(extensions=(Extension(agreed=True, new_date=date(2026, 3, 23)),))
    assert may_confirm(facts(later), today=date(2026, 3, 17)).status == "not_met"
    assert may_confirm(facts(later), today=date(2026, 3, 24)).status == "met"
