"""One turn at a time: what the engine says, asks and keeps. Real reader, real rules, no Rasa."""

from __future__ import annotations

import pytest

from tests.actions.person import Person

NO_NAMES = "They were very rude to me and lost all of my papers, twice in a row."
WARD = "Royal Hallamshire Hospital lost the results twice and nobody there would say sorry."
HOSPITAL = "Royal Hallamshire Hospital cancelled my scan and left me waiting for four hours without telling me."


def test_the_first_question_is_the_consent_and_the_second_the_story() -> None:
    person = Person().opens()
    assert person.asked == "consent_to_process"
    assert person.says("yes").asked == "story"


def test_consent_is_kept_with_the_wording_the_time_and_the_channel() -> None:
    (consent,) = Person(channel="phone").opens().says("yes").slots["notes"]["consents"]
    assert consent["purpose"] == "process_complaint"
    assert consent["given"] is True
    assert consent["channel"] == "phone"
    assert consent["wording_version"].startswith("utter_ask_consent_to_process@phone/")
    assert consent["at"]


def test_without_consent_nothing_is_kept_and_the_talk_ends() -> None:
    person = Person().opens().says("no I don't agree")
    assert person.asked is None
    assert person.slots["submission"] == "stopped"
    assert not any(person.slots[name] for name in ("consent_to_process", "story", "history", "signals"))


def test_an_unclear_consent_is_no_consent() -> None:
    person = Person().opens().says("my GP was terrible to me last week")
    assert person.asked == "consent_to_process"
    assert person.slots["story"] is None


def test_a_greeting_is_no_story() -> None:
    person = Person().opens().says("yes").says("hello", intent="greet")
    assert person.asked == "story"


def test_what_the_story_names_is_offered_and_not_assumed() -> None:
    person = Person().agreed_and_told(HOSPITAL)
    assert person.asked == "organisation"
    assert person.slots["has_proposal"] is True
    assert person.slots["organisation"] is None
    person.presses("Yes")
    assert person.slots["body"] == "sheffield"
    assert person.slots["notes"]["provenance"]["organisation"]["source"] == "read_and_confirmed"
    assert person.asked != "organisation"


def test_a_denied_proposal_is_asked_plainly() -> None:
    person = Person().agreed_and_told(WARD).presses("No")
    assert person.asked == "organisation"
    assert person.slots["has_proposal"] is False
    assert "your complaint about?" in person.heard


def test_a_denied_proposal_with_the_right_name_is_taken_at_once() -> None:
    person = Person().agreed_and_told(HOSPITAL).says("no, it was Addenbrooke's")
    assert person.slots["body"] == "cambridge"


def test_a_near_miss_is_offered_never_guessed() -> None:
    person = Person().agreed_and_told(NO_NAMES).says("sheffeild hospital")
    assert person.asked == "organisation"
    assert person.slots["organisation"] is None
    assert any("Sheffield" in title for title in person.titles)
    person.presses("None of these")
    assert person.slots["organisation"] == "sheffeild hospital"
    assert person.slots["body"] is None


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("the QE hospital", "University Hospitals Birmingham"),
        ("SLC", "Student Loans Company"),
        ("BRI", "Bradford Teaching Hospitals"),
    ],
)
def test_a_name_that_several_share_is_offered_as_each_of_them(said: str, meant: str) -> None:
    person = Person().agreed_and_told(NO_NAMES).says(said)
    assert person.asked == "organisation"
    assert person.slots["body"] is None
    assert any(meant in title for title in person.titles)


def test_an_unknown_organisation_is_kept_as_said() -> None:
    person = Person().agreed_and_told(NO_NAMES).says("The Zorblax Board")
    assert person.slots["organisation"] == "The Zorblax Board"
    assert person.asked == "organisation_kind"


def test_a_copy_that_asks_nothing_is_asked_whether_to_act() -> None:
    person = Person().agreed_and_told("Please find a copy of my letter to the Royal Free, for your information.")
    assert person.asked == "asks_us_to_act"
    person.says("just letting you know")
    assert person.slots["outcome_told"] == "enquiry/enquiry"


def test_three_misunderstandings_change_tack_and_then_offer_a_person() -> None:
    person = Person().agreed_and_told(HOSPITAL).presses("Yes")
    heard = [person.says("purple monkey dishwasher").heard for _ in range(3)]
    assert person.asked == "local_stage"
    assert len(set(heard)) == 3
    assert "person" in heard[2]
    assert "Yes, and I have a final answer" in person.titles


def test_nobody_is_held_at_a_question_for_ever() -> None:
    person = Person().agreed_and_told(HOSPITAL).presses("Yes")
    for _ in range(4):
        person.says("purple monkey dishwasher")
    assert person.asked not in ("local_stage", None)
    assert person.slots["unanswered"]["local_stage"] == "not_understood"
    assert person.slots["notes"]["provenance"]["local_stage"]["words"] == "purple monkey dishwasher"
    assert "A caseworker will ask you if it matters." in person.heard


def test_without_a_clear_yes_the_talk_ends_kindly_and_nothing_is_kept() -> None:
    person = Person().opens()
    for nth in range(4):
        assert person.asked == "consent_to_process"
        assert "Leave this question" not in person.titles
        person.says(f"purple monkey dishwasher {nth}")
    assert person.slots["submission"] == "stopped"
    assert person.slots["consent_to_process"] is None
    assert "not kept anything" in person.heard
    assert {"Start again", "Speak to a person"} <= set(person.titles)
    assert "purple" not in str(person.slots)


def test_no_to_what_would_help_means_that_nothing_is_needed() -> None:
    person = _at_the_contact_questions("adjustments").says("no", intent="deny")
    assert person.slots["adjustments"] == "Nothing needed"
    assert person.asked != "adjustments"


def test_a_way_that_someone_else_can_see_is_chosen_again_before_it_is_used() -> None:
    person = _at_the_contact_questions("safe_contact", preferred_contact="email", email="joan.ashworth@example.org")
    person.says("my ex has the password to my email")
    assert person.asked == "preferred_contact"
    assert "safe for you" in person.heard
    person.says("by phone then")
    assert person.slots["preferred_contact"] == "phone"
    assert person.slots["safe_contact"] == "my ex has the password to my email"


def test_a_wish_that_touches_another_way_changes_nothing() -> None:
    person = _at_the_contact_questions("safe_contact").says("my ex has the password to my email")
    assert person.slots["preferred_contact"] == "phone"


@pytest.mark.parametrize("question", ["what will you do with my data?", "who can see this", "is this gdpr compliant"])
def test_what_becomes_of_the_data_is_answered_and_the_question_comes_again(question: str) -> None:
    person = Person().opens().says(question)
    assert "caseworkers" in person.heard
    assert person.asked == "consent_to_process"


def test_a_sort_of_organisation_is_offered_only_where_its_name_changes_nothing() -> None:
    landlord = Person().agreed_and_told("My landlord has not fixed the boiler since the winter and I am freezing.")
    assert "your landlord" in landlord.heard
    surgery = Person().agreed_and_told("My GP surgery kept telling me it was a virus and would not send me for a scan.")
    assert surgery.slots["has_proposal"] is False
    named = Person().agreed_and_told("i was at willow green surgery last week and they ignored me completely")
    assert "willow green surgery" in named.heard


def test_a_question_that_begins_with_ok_agrees_to_nothing() -> None:
    person = Person().agreed_and_told("The bank has closed my account without telling me why.")
    assert "the bank" in person.heard
    person.presses("Yes")
    assert person.asked == "wants_caseworker"
    person.says("ok but who can help me then?")
    assert person.asked == "wants_caseworker"
    assert person.says("ok").asked == "name"
    assert "name" in person.says("no thanks, just send it please").heard
    assert "phone" in person.says("no, i want person from your office help").heard or "0345" in person.heard


def test_words_of_despair_are_no_misunderstanding() -> None:
    person = Person().agreed_and_told(HOSPITAL).presses("Yes").says("I can't go on, I want to die")
    assert person.slots["misunderstood"] == 0
    assert person.asked == "local_stage"


def test_i_dont_know_is_noted_and_not_asked_again() -> None:
    person = Person().agreed_and_told(HOSPITAL).presses("Yes").says("I don't know")
    assert person.slots["unanswered"] == {"local_stage": "dont_know"}
    assert person.asked != "local_stage"


def test_why_do_you_ask_gives_the_reason_and_the_paragraph_and_asks_again() -> None:
    person = Person().agreed_and_told(HOSPITAL).presses("Yes").says("why do you ask?")
    assert "paragraph" in person.heard
    assert "2.66" in person.heard
    assert person.asked == "local_stage"


def test_a_person_can_be_asked_for_anywhere() -> None:
    person = Person().agreed_and_told(HOSPITAL).says("can I speak to a person please")
    assert person.asked == "organisation"
    assert "office_phone" not in person.slots or person.slots["office_phone"] is None
    assert "call" in person.heard.lower() or "person" in person.heard.lower()


def test_an_adjustment_is_noted_anywhere_and_the_question_comes_again() -> None:
    person = Person().agreed_and_told(HOSPITAL).presses("Yes").says("I need large print please")
    assert person.slots["adjustments"] == "I need large print please"
    assert person.asked == "local_stage"
    person.says("and I need a BSL interpreter")
    assert person.slots["adjustments"] == "I need large print please. and I need a BSL interpreter"


def test_going_back_asks_the_last_answer_again() -> None:
    person = Person().agreed_and_told(HOSPITAL).presses("Yes").presses("I have not complained to them")
    assert person.asked == "exceptional_circumstances"
    assert person.says("go back").asked == "local_stage"
    person.presses("Yes, and I have a final answer")
    assert person.slots["local_stage"] == "final"


def test_a_correction_that_names_the_fact_changes_it() -> None:
    person = _at_the_contact_questions()
    person.says("07700 900123")
    person.says("can I change my phone number to 07700 900456")
    assert person.slots["phone"] == "+447700900456"


def test_a_correction_without_a_value_asks_that_question_again() -> None:
    person = _at_the_contact_questions()
    person.says("07700 900123")
    assert person.says("I want to change my name").asked == "name"
    person.says("Joan Smith")
    assert person.slots["name"] == "Joan Smith"
    assert person.asked == "contact_times"


def test_a_corrected_organisation_drops_what_hung_on_it() -> None:
    person = Person().agreed_and_told("They lost every paper that I ever sent them and would not say sorry for it.")
    person.says("hmrc").presses("I have not asked an MP")
    assert person.slots["mp_referral"] == "not_asked"
    person.says("sorry I meant Addenbrooke's hospital, not hmrc")
    assert person.slots["body"] == "cambridge"
    assert person.asked == "local_stage"


def test_an_outcome_is_told_once_with_its_paragraph_and_again_when_it_changes() -> None:
    person = Person().agreed_and_told(HOSPITAL).presses("Yes").presses("I have not complained to them").presses("None of these")
    assert person.slots["outcome_told"] == "premature/Premature"
    assert "2.66" in person.heard
    assert person.asked == "wants_caseworker"
    person.says("actually I made a mistake about their final reply")
    assert person.asked == "local_stage"


def test_no_caseworker_wanted_ends_without_a_case() -> None:
    person = Person().agreed_and_told(HOSPITAL).presses("Yes").presses("I have not complained to them").presses("None of these")
    person.says("no thanks")
    assert person.asked is None
    assert person.slots["submission"] == "stopped"


def test_a_date_that_cannot_be_is_explained() -> None:
    person = _at_the_contact_questions(until="aware_on")
    heard = person.says("next month").heard
    assert person.asked == "aware_on"
    assert "after today" in heard or "still to come" in heard


def test_a_reply_before_the_complaint_is_explained() -> None:
    person = _at_the_contact_questions(until="replied_on")
    person.says("March 2019")
    assert person.asked == "replied_on"
    assert "before your complaint" in person.heard


def test_a_name_with_phone_and_email_fills_all_three() -> None:
    person = _at_the_contact_questions(until="name").says("Derek Shaw, 07700 900456, derek.shaw@example.org")
    assert (person.slots["name"], person.slots["phone"], person.slots["email"]) == (
        "Derek Shaw", "+447700900456", "derek.shaw@example.org",
    )  # fmt: skip


def test_stopping_is_asked_about_once() -> None:
    person = Person().agreed_and_told(HOSPITAL).says("stop")
    assert person.slots["submission"] is None
    person.presses("Stop and delete")
    assert person.slots["submission"] == "stopped"


def test_carrying_on_after_stop_asks_the_question_again() -> None:
    person = Person().agreed_and_told(HOSPITAL).says("stop").presses("Carry on")
    assert person.slots["submission"] is None
    assert person.asked == "organisation"


def test_signals_are_kept_once_each() -> None:
    signal = {"name": "self_harm_risk", "detail": None, "reason": "words"}
    person = Person().opens().says("yes", signals=[signal]).says(HOSPITAL, signals=[signal])
    assert [row["name"] for row in person.slots["signals"]].count("self_harm_risk") == 1


def test_a_story_of_twenty_thousand_characters_is_taken() -> None:
    person = Person().agreed_and_told(HOSPITAL + " It went on and on." * 1100)
    assert len(person.slots["story"]) <= 20_000
    assert person.asked == "organisation"


def test_text_that_looks_like_code_stays_text() -> None:
    story = "<script>alert(1)</script> {name} {{7*7}} '); DROP TABLE cases;-- They lost my notes at Royal Hallamshire 😡"
    person = Person().agreed_and_told(story)
    assert person.slots["story"] == story


def _at_the_contact_questions(until: str = "phone", **other: str) -> Person:
    """A person who has answered everything up to `until`."""
    person = Person().agreed_and_told(HOSPITAL).presses("Yes")
    answers = {
        "local_stage": "they sent me their final answer", "reply_format": "in a letter", "further_stage_available": "no",
        "meeting_offered": "no", "aware_on": "October 2025", "complaining_for": "me", "injustice": "I was upset",
        "outcome_sought": "an apology", "financial_remedy_sought": "no", "unhappy_with_reply": "They left out the delay",
        "event_on": "October 2025", "complained_on": "November 2025", "replied_on": "December 2025",
        "name": "Joan Ashworth", "preferred_contact": "phone", "phone": "07700 900456",
        "contact_times": "any time", "safe_contact": "no",
    }  # fmt: skip
    while person.asked != until:
        person.says({**answers, **other}[str(person.asked)])
    return person


STORY = "They lost my mum's notes at Leeds General Infirmary in March 2025 and nobody told us for weeks."


@pytest.mark.parametrize("said", [(STORY,), (STORY, "she was so scared", "nobody rang me back")])
def test_a_story_told_before_the_consent_is_taken_up_with_the_yes(said: tuple[str, ...]) -> None:
    person = Person().opens()
    for words in said:
        person.says(words)
        assert person.asked == "consent_to_process"
    assert {"Yes, I agree", "No, I do not agree"} <= set(person.titles)
    person.presses("Yes, I agree")
    assert person.slots["story"] == "\n".join(said)
    assert "Please tell me what happened" not in person.heard
    assert "Leeds General Infirmary" in person.heard


def test_a_yes_that_goes_on_to_the_story_is_both() -> None:
    person = Person().opens().says(f"yes that's ok. {STORY}")
    assert person.slots["consent_to_process"] is True
    assert STORY in person.slots["story"]


@pytest.mark.parametrize(
    "said", ["yes you can keep what I write as long as nobody else sees it", "Yes I agree to that, thank you"]
)
def test_a_long_yes_is_no_story(said: str) -> None:
    person = Person().opens().says(said)
    assert person.slots["story"] is None
    assert person.asked == "story"


def test_a_story_told_before_a_no_is_gone() -> None:
    person = Person().opens().says(STORY).presses("No, I do not agree")
    assert "notes at Leeds" not in str(person.slots)
    assert "need not" not in person.heard


def test_a_story_told_before_the_consent_with_danger_in_it_gets_no_thanks_and_is_not_lost() -> None:
    person = Person().opens().says(f"{STORY} I cannot go on, I want to kill myself")
    assert "I have read that" not in person.heard
    assert STORY in person.presses("Yes, I agree").slots["story"]
