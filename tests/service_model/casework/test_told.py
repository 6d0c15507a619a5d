"""Who hears of a decision that closes a case, and whether it may close yet (SM-2.92, 2.93, 2.104, 2.140, 3.67)."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from service_model.casework.told import DecisionGiven, Way, everyone_is_told, who_is_told


def given_by_phone(**more: Any) -> DecisionGiven:
    """A decision that the complainant heard by telephone, with nobody else on the case, unless something is changed."""
    return DecisionGiven.model_validate({"by": "phone", "written_wanted": False, "others": (), "told": ("complainant",), **more})


def names(given: DecisionGiven, way: Way) -> list[tuple[str, tuple[str, ...]]]:
    return [(duty.name, duty.to) for duty in who_is_told(given, way)]


@pytest.mark.covers("SM-2.92b")
def test_a_case_does_not_close_before_the_complainant_has_the_decision() -> None:
    refused = everyone_is_told(given_by_phone(told=()), "public_value")
    assert (refused.status, refused.kind, refused.paragraphs) == ("not_met", "policy", ("SM-2.92",))
    assert everyone_is_told(given_by_phone(), "public_value").status == "met"


@pytest.mark.covers("SM-2.92c")
def test_a_public_value_decision_is_told_by_telephone_unless_it_is_written() -> None:
    usual, written = (who_is_told(given_by_phone(by=by, told=()), "public_value") for by in (None, "writing"))
    assert "by telephone" in usual[0].what
    assert "in writing" in written[0].what
    assert everyone_is_told(given_by_phone(by="writing", told=(), written_to=("complainant",)), "public_value").status == "met"


@pytest.mark.covers("SM-2.93a")
@pytest.mark.parametrize("wanted", [False, None])
def test_no_letter_follows_a_phone_decision_that_nobody_asked_to_have_in_writing(wanted: bool | None) -> None:
    duties = names(given_by_phone(written_wanted=wanted), "public_value")
    assert ("letter_to_complainant", ("complainant",)) not in duties


@pytest.mark.covers("SM-2.93b")
def test_a_written_answer_that_was_asked_for_is_sent_before_closing() -> None:
    refused = everyone_is_told(given_by_phone(written_wanted=True), "public_value")
    assert (refused.status, refused.kind, refused.paragraphs) == ("not_met", "legal", ("SM-2.93",))
    sent = given_by_phone(written_wanted=True, written_to=("complainant",))
    assert everyone_is_told(sent, "public_value").status == "met"


@pytest.mark.covers("SM-2.93c")
@pytest.mark.parametrize("mp", ["referring_mp", "assisting_mp", "successor_mp"])
def test_any_mp_on_the_case_has_a_written_answer_before_it_closes(mp: str) -> None:
    waiting = given_by_phone(others=(mp,), told=("complainant", mp))
    assert ("letter_to_mp", (mp,)) in names(waiting, "public_value")
    refused = everyone_is_told(waiting, "public_value")
    assert (refused.status, refused.kind, refused.paragraphs) == ("not_met", "legal", ("SM-2.93",))
    assert everyone_is_told(given_by_phone(others=(mp,), written_to=(mp,)), "public_value").status == "met"


@pytest.mark.covers("SM-2.104b")
def test_an_early_decision_by_phone_is_confirmed_in_writing_only_on_request() -> None:
    letter = ("letter_to_complainant", ("complainant",))
    assert letter in names(given_by_phone(written_wanted=True), "early_consideration")
    assert letter not in names(given_by_phone(), "early_consideration")


@pytest.mark.covers("SM-2.104c")
@pytest.mark.parametrize("other", ["referring_mp", "assisting_mp", "representative", "advocate"])
def test_representatives_and_mps_are_told_of_an_early_decision_before_it_closes(other: str) -> None:
    waiting = given_by_phone(others=(other,))
    (notice,) = [duty for duty in who_is_told(waiting, "early_consideration") if duty.to == (other,)]
    assert (notice.must, notice.kind) == (True, "legal")
    refused = everyone_is_told(waiting, "early_consideration")
    assert (refused.status, refused.kind, refused.paragraphs) == ("not_met", "legal", ("SM-2.104",))
    assert everyone_is_told(given_by_phone(others=(other,), told=("complainant", other)), "early_consideration").status == "met"


@pytest.mark.parametrize("way", get_args(Way))
def test_a_case_does_not_close_while_nobody_has_looked_who_else_is_part_of_it(way: Way) -> None:
    open_ = everyone_is_told(given_by_phone(others=None, written_to=("complainant",)), way)
    assert (open_.status, open_.needs) == ("cannot_tell", ("others",))


def test_a_representative_hears_of_a_public_value_decision_too() -> None:
    both = given_by_phone(others=("representative", "referring_mp"))
    cited = {duty.name: duty.paragraphs for duty in who_is_told(both, "public_value")}
    assert (cited["notice"], cited["letter_to_mp"]) == (("SM-2.104",), ("SM-2.93",))


def test_a_representative_hears_of_a_resolution_by_its_own_paragraph() -> None:
    (notice,) = [duty for duty in who_is_told(given_by_phone(others=("representative",)), "resolution") if duty.name == "notice"]
    assert notice.paragraphs == ("SM-3.67",)
