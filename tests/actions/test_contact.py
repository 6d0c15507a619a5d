"""What is found out, said and noted at first contact, in the words of a conversation (SM-1.8 to 1.14, 1.32 to 1.61)."""

from __future__ import annotations

from typing import Any

import pytest

from actions import clock
from actions.judging import complaint_of, judge
from actions.kit import load_kit
from actions.state import State
from service_model import Complaint
from service_model.casework.adjustments import adjustments_to_raise
from service_model.casework.priority import PriorityFacts, may_be_prioritised, possible_priority
from tests.actions.person import TODAY, Person

HOSPITAL = "Royal Hallamshire Hospital cancelled my scan and left me waiting for four hours without telling me."
WARD_AND_COUNCIL = "Royal Hallamshire Hospital discharged me and the council never set up my care package at home."
NO_NAMES = "They stopped my money and would not say why, three times over."
ANSWERS = {
    "local_stage": "they sent me their final answer", "reply_format": "in a letter", "further_stage_available": "no",
    "meeting_offered": "no", "second_tier_stage": "they have finished with it too",
    "aware_on": "October 2025", "complaining_for": "me", "injustice": "I was upset",
    "outcome_sought": "an apology", "financial_remedy_sought": "no", "unhappy_with_reply": "they ignored the delay",
    "event_on": "October 2025", "complained_on": "November 2025", "replied_on": "December 2025",
    "mp_referral": "my MP sent it to you", "mp_name": "Jo Bloggs", "put_to_mp_on": "December 2025", "name": "Joan Ashworth",
    "preferred_contact": "phone",
    "phone": "07700 900456",
    "email": "joan@example.org", "address": "12 Sample Street", "postcode": "CW1 4QJ",
    "contact_times": "any time", "safe_contact": "no", "adjustments": "no", "consent_to_obtain": "yes",
    "aggrieved_situation": "they can speak for themselves", "relationship": "I am family", "aggrieved_consent": "yes he agrees",
    "aggrieved_name": "Sam Ashworth", "aggrieved_phone": "07700 900789",
}  # fmt: skip


def talk(until: str, *, channel: str = "web", story: str = HOSPITAL, organisation: str = "", **other: str) -> Person:
    """A person who has answered everything up to `until`."""
    person = Person(channel=channel).agreed_and_told(story)
    person = person.says(organisation) if organisation else person.presses("Yes")
    while person.asked != until:
        assert person.asked is not None, person.heard
        person.says({**ANSWERS, **other}[person.asked])
    return person


def state_of(person: Person) -> State:
    return State.from_slots({**person.slots, "requested_slot": person.asked}, channel=person.channel)


def record(person: Person) -> Complaint:
    """The case as it would be handed over now."""
    return complaint_of(state_of(person), received_on=clock.today().isoformat())


@pytest.mark.covers("SM-1.10a")
def test_what_it_is_about_is_kept_in_their_own_words() -> None:
    person = Person().opens().says("yes").says("they lost my mother's records, and nobody knows where they are now")
    assert record(person).story == "they lost my mother's records, and nobody knows where they are now"
    assert person.asked != "story"


@pytest.mark.covers("SM-1.10b", "SM-1.10c")
def test_the_harm_and_the_remedy_are_kept_apart_from_the_story() -> None:
    person = talk("financial_remedy_sought", injustice="I lost six months' benefit", outcome_sought="an apology")
    held = record(person)
    assert (held.story, held.injustice, held.outcome_sought) == (HOSPITAL, "I lost six months' benefit", "an apology")


@pytest.mark.covers("SM-1.10d")
def test_whether_money_is_wanted_is_kept_apart_from_the_remedy() -> None:
    held = record(talk("financial_remedy_sought", outcome_sought="an apology").says("yes"))
    assert (held.outcome_sought, held.financial_remedy_sought) == ("an apology", True)


@pytest.mark.covers("SM-1.10e")
def test_the_stage_is_found_out_and_reaches_the_rule_about_readiness() -> None:
    person = talk("local_stage").says("I am waiting for their reply")
    assert record(person).issues[0].local_stage == "under_way"
    determination, _ = judge(state_of(person), today=TODAY)
    ready = next(finding for finding in determination.findings if finding.gate == "ready")
    assert ready.needs == ("exceptional_circumstances",)
    assert "SM-2.72" in ready.paragraphs


@pytest.mark.covers("SM-1.10f")
def test_why_the_reply_did_not_settle_it_is_asked_where_there_is_a_reply() -> None:
    person = talk("unhappy_with_reply").says("they ignored the delay")
    assert record(person).issues[0].unhappy_with_reply == "they ignored the delay"


@pytest.mark.covers("SM-1.10f")
def test_why_the_reply_did_not_settle_it_is_not_asked_before_there_is_one() -> None:
    person = talk("exceptional_circumstances", local_stage="I am waiting for their reply")
    person.presses("Things are very hard for me now")
    asked = []
    while person.asked not in (None, "confirm_summary"):
        asked.append(person.asked)
        person.says(ANSWERS[str(person.asked)])
    assert "injustice" in asked
    assert "unhappy_with_reply" not in asked


@pytest.mark.covers("SM-1.10g")
def test_answers_of_someone_who_acts_for_another_are_marked_as_the_representatives() -> None:
    ward = "Royal Hallamshire Hospital lost the results twice and nobody there would say sorry."
    person = talk("name", story=ward, complaining_for="I am complaining for my father")
    given = {name: record(person).provenance[name].given_by for name in (
        "story", "injustice", "outcome_sought", "local_stage", "unhappy_with_reply",
    )}  # fmt: skip
    assert set(given.values()) == {"representative"}
    assert record(talk("name")).provenance["story"].given_by == "complainant"


@pytest.mark.covers("SM-1.12a")
def test_a_case_without_an_email_address_is_taken() -> None:
    person = talk("confirm_summary").says("it is right, send it")
    assert person.asked is None
    assert record(person).complainant.phone == "+447700900456"
    assert record(person).complainant.email is None


@pytest.mark.covers("SM-1.8")
def test_a_wish_to_be_written_to_is_kept_on_the_person() -> None:
    person = talk("preferred_contact").says("please write to me by post")
    assert record(person).model_dump(mode="json")["complainant"]["preferred_contact"] == "post"


def test_the_mp_who_helps_is_kept_by_name() -> None:
    person = talk("mp_name", story=NO_NAMES, organisation="dwp")
    assert record(person.says("Jo Bloggs")).mp_name == "Jo Bloggs"


@pytest.mark.covers("SM-1.13a")
@pytest.mark.parametrize("channel", ["web", "phone"])
def test_what_we_can_and_cannot_do_is_said_after_the_story_and_noted_with_the_time(channel: str) -> None:
    person = Person(channel=channel).agreed_and_told(HOSPITAL)
    assert "We can look at" in person.heard
    assert "We cannot" in person.heard
    (notice,) = record(person).notices
    assert (notice.name, notice.channel) == ("what_we_can_and_cannot_do", channel)
    assert notice.at.tzinfo is not None
    assert "what we can and cannot do" not in person.presses("Yes").heard


@pytest.mark.covers("SM-1.13b")
@pytest.mark.parametrize(("said", "held"), [("no", "Nothing needed"), ("large print please", "large print please")])
def test_adjustments_are_asked_about_on_the_phone_and_never_left_blank(said: str, held: str) -> None:
    assert record(talk("adjustments", channel="phone").says(said)).complainant.adjustments == held


@pytest.mark.covers("SM-1.13b")
def test_adjustments_somebody_would_rather_not_talk_about_are_noted_as_that() -> None:
    person = talk("adjustments", channel="phone").says("I'd rather not say")
    assert record(person).unanswered["adjustments"] == "prefer_not_to_say"


@pytest.mark.covers("SM-1.14")
def test_care_that_was_paid_for_privately_leads_to_who_can_help_and_to_no_further_questions() -> None:
    person = Person().agreed_and_told("My teeth were ruined and they would not put it right for me.")
    person.says("my dentist")
    while person.asked not in (None, "wants_caseworker"):
        assert person.asked not in ("outcome_sought", "unhappy_with_reply", "financial_remedy_sought")
        person.says({"nhs_funded": "no, I paid for it myself"}[str(person.asked)])
    assert "Dental Complaints Service" in person.heard
    assert person.says("no thanks").asked is None


@pytest.mark.covers("SM-1.32d")
def test_a_recap_can_be_put_right_and_is_read_again_before_anything_is_sent() -> None:
    person = talk("confirm_summary")
    assert "Royal Hallamshire" in person.heard or "Sheffield" in person.heard
    person.says("no, it was Addenbrooke's hospital")
    while person.asked != "confirm_summary":
        assert person.slots["submission"] is None
        person.says(ANSWERS[str(person.asked)])
    assert record(person).issues[0].body == "cambridge"
    assert "Organisation: Cambridge University Hospitals" in person.heard
    assert "Sheffield" not in person.slots["summary"]


@pytest.mark.covers("SM-1.33b")
def test_the_harm_is_acknowledged_before_the_next_question() -> None:
    person = talk("injustice").says("I was in pain for three months")
    said, _, asked = person.heard.partition("\n")
    assert person.asked == "outcome_sought"
    assert "Thank you" in said or "sorry" in said
    assert "put things right" in asked


STORIES = [load_kit().script.variants(name, channel, {}) for name in ("utter_acknowledge_story", "utter_acknowledge_bereavement")
           for channel in ("web", "phone")]  # fmt: skip


@pytest.mark.covers("SM-1.33d")
@pytest.mark.parametrize("row", [row for rows in STORIES for row in rows], ids=lambda row: row["text"][:40])
def test_whatever_is_said_after_the_story_thanks_them_and_says_that_it_was_hard(row: dict[str, Any]) -> None:
    assert "thank you" in row["text"].lower()
    assert any(words in row["text"] for words in ("hard", "easy"))


@pytest.mark.covers("SM-1.33d")
def test_somebody_who_has_told_their_story_is_thanked() -> None:
    heard = Person().agreed_and_told(HOSPITAL).heard.lower()
    assert "thank you" in heard
    assert "hard" in heard or "easy" in heard


@pytest.mark.covers("SM-1.40")
def test_somebody_who_cannot_write_it_alone_is_heard_in_their_words() -> None:
    person = Person().agreed_and_told(HOSPITAL).presses("Yes").says("I can't write this myself")
    assert record(person).complainant.adjustments == "I can't write this myself"
    assert person.asked == "local_stage"


@pytest.mark.covers("SM-1.41b")
def test_a_health_complainant_who_asks_for_help_hears_of_an_advocacy_service() -> None:
    person = Person().agreed_and_told(HOSPITAL).presses("Yes").says("can you help me with this?")
    assert "NHS complaints advocacy" in person.heard
    assert "0300 456 2370" in person.heard
    assert "MP" not in person.heard


@pytest.mark.covers("SM-1.41c")
def test_help_to_contact_an_mp_is_offered_where_an_mp_has_to_send_it() -> None:
    person = Person().agreed_and_told(NO_NAMES).says("dwp").presses("I have not asked an MP").says("can you help me with this?")
    assert "help you to contact an MP" in person.heard
    assert "findyourmp" in person.heard


@pytest.mark.covers("SM-1.43a")
def test_a_request_for_an_adjustment_is_kept_with_its_words_and_its_day() -> None:
    held = record(Person().agreed_and_told(HOSPITAL).presses("Yes").says("I need large print please"))
    assert held.complainant.adjustments == "I need large print please"
    assert held.provenance["adjustments"].at is not None


@pytest.mark.covers("SM-1.48")
def test_a_story_that_speaks_of_poor_sight_sets_nothing_and_tells_the_caseworker_to_ask() -> None:
    person = Person().agreed_and_told("I am partially sighted and the hospital sent me letters that I cannot read.")
    assert record(person).complainant.adjustments is None
    prompt = adjustments_to_raise(record(person), today=TODAY)
    assert prompt.choice == "ask"
    assert "Ask whether large print is needed." in prompt.reason
    assert "disability" in {flag.name for flag in judge(state_of(person), today=TODAY)[0].flags}


@pytest.mark.covers("SM-1.39a")
def test_somebody_who_says_that_they_are_dying_is_shown_as_a_possible_priority_and_given_none() -> None:
    person = Person().agreed_and_told(f"{HOSPITAL} I have terminal cancer.")
    shown = possible_priority(record(person))
    assert shown.choice == "possible"
    assert "a terminal illness" in shown.reason
    assert may_be_prioritised(PriorityFacts.model_validate({"reason": shown.reason})).status == "cannot_tell"


@pytest.mark.covers("SM-1.61a")
@pytest.mark.parametrize("channel", ["web", "phone"])
def test_before_it_is_sent_they_hear_that_we_may_get_and_share_information(channel: str) -> None:
    story = HOSPITAL if channel == "web" else NO_NAMES
    person = talk("consent_to_obtain", channel=channel, story=story, organisation="" if channel == "web" else "dwp")
    assert "get papers" in person.heard
    assert "share" in person.heard
    notices = {notice.name: notice for notice in record(person.says("no")).notices}
    assert notices["obtain_and_share_information"].at.tzinfo is not None
    assert person.slots["submission"] is None


@pytest.mark.covers("SM-1.61b")
def test_the_consent_names_medical_records_and_is_kept_with_the_time_and_the_wording() -> None:
    person = talk("consent_to_obtain")
    assert "medical records" in person.heard
    consents = {consent.purpose: consent for consent in record(person.says("yes")).consents}
    given = consents["obtain_and_share_information"]
    assert given.given
    assert given.wording_version.startswith("utter_ask_consent_to_obtain@web/")
    assert given.at.tzinfo is not None


def test_sharing_with_the_other_ombudsman_is_asked_where_the_story_speaks_of_a_council_and_kept_as_a_consent() -> None:
    person = talk("joint_working", story=WARD_AND_COUNCIL, organisation="Royal Hallamshire Hospital")
    assert "Local Government and Social Care Ombudsman" in person.heard
    held = record(person.presses("Yes, share it with them"))
    assert [consent.given for consent in held.consents if consent.purpose == "share_with_other_ombudsman"] == [True]
    assert "another ombudsman" in person.heard


@pytest.mark.parametrize(("button", "given"), [("No, do not share it", [False]), ("It is not about a council", [])])
def test_a_refusal_to_share_is_kept_and_no_council_is_no_refusal(button: str, given: list[bool]) -> None:
    held = record(talk("joint_working", story=WARD_AND_COUNCIL, organisation="Royal Hallamshire Hospital").presses(button))
    assert [consent.given for consent in held.consents if consent.purpose == "share_with_other_ombudsman"] == given


@pytest.mark.covers("SM-1.55a", "SM-1.55c")
def test_on_a_call_about_section_117_joint_working_is_explained_and_the_answer_is_kept_with_its_day() -> None:
    story = "Royal Hallamshire Hospital discharged me and I never got my section 117 aftercare."
    person = talk("joint_working", channel="phone", story=story, organisation="Royal Hallamshire Hospital")
    assert "We have a team with them" in person.heard
    assert "Note: " in person.heard
    held = record(person.says("yes, share it with them"))
    (consent,) = [each for each in held.consents if each.purpose == "share_with_other_ombudsman"]
    assert (consent.given, consent.channel, consent.at.date()) == (True, "phone", clock.now().date())
    assert judge(state_of(person), today=TODAY)[0].outcome == "not_properly_made"
