"""What an answer tells of other questions, what it may have meant, and dates told by another: fewer questions, none guessed."""

from __future__ import annotations

import pytest

from actions.implied import money_in
from tests.actions.person import Person

STORY = "Addenbrooke's Hospital lost my scan, and the operation was called off on the morning."


def _asked(until: str, *, story: str = STORY, **answers: str) -> Person:
    """Somebody with a complaint about a hospital who has answered everything up to `until`."""
    given = {
        "organisation": "yes", "local_stage": "yes, I have their final answer", "reply_format": "a letter",
        "further_stage_available": "no", "meeting_offered": "no", "aware_on": "October 2025", "complaining_for": "me",
        "injustice": "I was in pain", "outcome_sought": "a scan", "financial_remedy_sought": "no", "event_on": "September 2025",
        "complained_on": "October 2025", "replied_on": "December 2025", "unhappy_with_reply": "It left out the scan",
        "name": "Joan Ashworth", "preferred_contact": "by email", "email": "joan@example.org", "phone": "07700 900123",
        "safe_contact": "no", "adjustments": "no", "consent_to_obtain": "yes",
    }  # fmt: skip
    person = Person().agreed_and_told(story)
    while person.asked not in (until, None):
        person.says({**given, **answers}[str(person.asked)])
    return person


def test_a_likely_meaning_is_asked_about_once_and_taken_only_with_a_yes() -> None:
    person = _asked("local_stage").says("I handed it over at the desk and they just looked at me")
    assert "Do you mean that" in person.heard
    assert person.slots["local_stage"] is None
    assert person.presses("Yes").slots["local_stage"] in ("under_way", "not_started")


def test_a_likely_meaning_that_is_wrong_is_dropped_and_not_offered_again() -> None:
    words = "I handed it over at the desk and they just looked at me"
    person = _asked("local_stage").says(words).presses("No")
    assert (person.slots["local_stage"], person.asked) == (None, "local_stage")
    assert "Do you mean that" not in person.says(words).heard


def test_dialect_is_read_in_plain_words_and_kept_as_it_was_said() -> None:
    person = _asked("local_stage").says("aye ah complained but ah'm still waitin on them")
    assert person.slots["local_stage"] == "under_way"
    assert person.slots["notes"]["provenance"]["local_stage"]["words"].startswith("aye ah complained")


@pytest.mark.parametrize(
    ("said", "from_day", "to_day"),
    [
        ("the week after", "2025-09-06", "2025-10-09"),
        ("two months later", "2025-10-16", "2025-12-14"),
        ("the same day", "2025-09-01", "2025-09-30"),
    ],
)
def test_a_date_told_by_the_last_one_is_counted_from_it(said: str, from_day: str, to_day: str) -> None:
    assert _asked("complained_on").says(said).slots["complained_on"] in (f"{from_day}/{to_day}", from_day[:7])


def test_a_date_told_by_something_unknown_is_asked_again() -> None:
    assert _asked("complained_on").says("a week after the funeral").slots["complained_on"] is None


def test_who_knew_on_the_day_is_not_asked_twice_when_it_was() -> None:
    person = _asked("aware_on").says("that same day, October 2025")
    assert person.slots["aware_on"] == person.slots["event_on"] == "2025-10"
    person = _asked("aware_on").says("straight away")
    assert person.asked == "event_on"
    assert person.says("October 2025").slots["aware_on"] == "2025-10"


@pytest.mark.parametrize(
    ("said", "wants"),
    [
        ("An apology and my money back", True), ("compensation", True), ("It isn't about money", False),
        ("I don't want compensation, an apology", False), ("An apology", None),
    ],
)  # fmt: skip
def test_money_is_asked_about_only_where_they_do_not_say(said: str, wants: bool | None) -> None:
    assert money_in(said) is wants
    person = _asked("outcome_sought").says(said)
    assert person.slots["financial_remedy_sought"] is wants
    assert (person.asked == "financial_remedy_sought") is (wants is None)


def test_who_must_not_be_rung_is_not_asked_for_a_number() -> None:
    person = _asked("preferred_contact").says("email please, never phone me")
    person.says("joan@example.org")
    assert person.asked == "safe_contact"
    assert person.slots["unanswered"]["phone"] == "prefer_not_to_say"


def test_a_sister_who_keeps_the_letter_is_not_taken_for_the_person_it_happened_to() -> None:
    person = _asked("local_stage").says("yes they gave me the final letter, my sister has it at home")
    assert "complaining_for" not in person.slots["proposals"]


def test_easy_words_asked_for_are_what_would_help_and_a_need_for_the_caseworker() -> None:
    person = _asked("adjustments").says("plain English please, and an interpreter")
    assert person.slots["adjustments"] == "plain English please, and an interpreter"
    assert "interpreter" in {row["name"] for row in person.slots["signals"]}


def test_no_to_the_summary_leads_on_each_time() -> None:
    person = _asked("confirm_summary")
    heard = [person.says("No").heard for _ in range(3)]
    assert "Which part" in heard[0]
    assert "You can send it as it is" in heard[1]
    assert "not sent anything" in heard[2]
    assert "what to change" in person.presses("Change something").heard


@pytest.mark.parametrize("said", ["no it is wrong", "that is not right", "nope, some of it is incorrect"])
def test_what_is_said_to_be_wrong_is_not_sent(said: str) -> None:
    person = _asked("confirm_summary").says(said)
    assert person.asked == "confirm_summary"
    assert person.slots["confirm_summary"] is None


def test_an_exhausted_procedure_leaves_the_outside_examiner_to_be_asked_about() -> None:
    person = Person().agreed_and_told("DVLA revoked my licence after a mix-up of records.")
    while person.asked != "local_stage":
        person.says({"organisation": "yes", "mp_referral": "my MP has sent it to you"}[str(person.asked)])
    person.says("The agency's complaints procedure has been exhausted.")
    assert person.asked == "second_tier_stage"


def test_she_has_capacity_is_never_taken_for_the_contrary() -> None:
    story = "Addenbrooke's Hospital lost a scan, and the operation was called off."
    person = _asked("complaining_for", story=story).says("my client").says("She has capacity to decide this with some help")
    assert person.slots["aggrieved_situation"] == "can_complain"


@pytest.mark.parametrize("said", ["yeh u can keep it", "I am quite content for you to keep what I write"])
def test_permission_in_so_many_words_is_a_yes(said: str) -> None:
    assert Person().opens().says(said).asked == "story"


@pytest.mark.parametrize("said", ["you can keep it if you must not share it", "I am not happy for you to keep it"])
def test_permission_with_a_condition_is_none(said: str) -> None:
    assert Person().opens().says(said).slots["consent_to_process"] is not True
