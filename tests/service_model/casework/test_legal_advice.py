"""Legal advice: privileged, not quoted, referred to only with the Legal Team (SM-3.53 to 3.56)."""

from __future__ import annotations

from typing import Any

import pytest

from service_model.casework.legal_advice import (
    CaseNote,
    LegalQuestion,
    LetterFacts,
    answering_about_advice,
    may_be_shared,
    may_refer,
    quotes_no_advice,
)

ADVICE = "The Act does not bar this complaint. The claim was never issued, so no remedy was had before a court."


def letter(**known: Any) -> LetterFacts:
    return LetterFacts.model_validate(known)


def test_neither_the_request_nor_the_advice_leaves_the_office_without_the_legal_teams_authority() -> None:
    other = CaseNote(title="Final response", kind="other")
    secret = [CaseNote(title="Question", kind="legal_request"), CaseNote(title="Answer", kind="legal_advice")]
    allowed = CaseNote(title="Answer", kind="legal_advice", legal_team_allows_sharing=True)
    assert may_be_shared([other, *secret]) == (other,)
    assert may_be_shared([allowed]) == (allowed,)


@pytest.mark.covers("SM-3.53b")
@pytest.mark.parametrize("involved", [False, None])
def test_a_letter_that_refers_to_legal_advice_is_held_until_the_legal_team_is_involved(involved: bool | None) -> None:
    found = may_refer(letter(refers_to_legal_advice=True, legal_team_involved=involved))
    assert (found.status, found.paragraphs, found.kind) == ("not_met", ("SM-3.53",), "policy")
    assert may_refer(letter(refers_to_legal_advice=True, legal_team_involved=True)).status == "met"
    assert may_refer(letter(legal_team_involved=involved)).status == "met"


@pytest.mark.covers("SM-3.55")
def test_that_advice_was_taken_is_disclosed_only_after_a_talk_with_the_legal_team() -> None:
    before = may_refer(letter(discloses_that_advice_was_taken=True))
    assert (before.status, before.paragraphs) == ("not_met", ("SM-3.55",))
    assert may_refer(letter(discloses_that_advice_was_taken=True, legal_team_involved=True)).status == "met"


@pytest.mark.covers("SM-3.54b")
@pytest.mark.parametrize(
    "text",
    [
        "We find this. The Act does not bar this complaint. So we go on.",
        "the act  does not bar\nthis complaint",
        "We were told that the claim was never issued, so no remedy was had before a court!",
    ],
)
def test_a_sentence_of_the_advice_in_a_letter_holds_it_back(text: str) -> None:
    found = quotes_no_advice(text, [ADVICE])
    assert (found.status, found.paragraphs, found.kind) == ("not_met", ("SM-3.54",), "policy")


@pytest.mark.covers("SM-3.54b")
@pytest.mark.parametrize("text", ["The law lets us look at this.", "The Act does not", ""])
def test_the_point_of_law_in_ones_own_words_goes_out(text: str) -> None:
    assert quotes_no_advice(text, [ADVICE]).status == "met"


def test_common_short_phrases_are_not_taken_for_quotes() -> None:
    assert quotes_no_advice("Thank you for your letter.", ["Thank you. For your letter."]).status == "met"


def test_asked_directly_we_may_confirm_it_and_say_that_it_is_not_shared() -> None:
    found = {duty.name: duty.must for duty in answering_about_advice(LegalQuestion(asks_if_advice_was_taken=True))}
    assert found == {"confirm_advice": False, "say_advice_is_not_shared": True}
    assert answering_about_advice(LegalQuestion()) == ()


@pytest.mark.covers("SM-3.56c")
def test_a_request_for_the_advice_itself_is_referred_to_the_legal_team() -> None:
    found = answering_about_advice(LegalQuestion(asks_for_the_advice=True))
    assert [(duty.name, duty.to) for duty in found] == [("refer_request_for_advice", ("legal_team",))]
