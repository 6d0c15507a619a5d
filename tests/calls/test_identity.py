"""Who is calling: likely cases, security questions from the record, exceptions, authority; and that no answer is kept."""

from __future__ import annotations

import re

import pytest

from tests.intake_api.builders import MARKERS

HELD = ("address", "postcode", "organisation", "phone", "last_contact")


def offered(desk):
    """The questions on the page, in order."""
    return list(dict.fromkeys(re.findall(r'name="fits_(\w+)"', desk.page)))


def check(desk, *fitting, call=None, **more):
    """Says which answers fitted."""
    return desk.submit(f"{call or desk.call}/identity", **{f"fits_{code}": "yes" for code in fitting}, **more)


@pytest.fixture
def at_identity(desk, a_case):
    """A call about a case, at the security questions."""
    reference = a_case()
    desk.begin(reference)
    desk.reference = reference
    return desk


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"phone": "020 7946 0123"}, "Same telephone number"), ({"email": "Zephyrine.Q@example.org "}, "Same email address"),
        ({"name": "zephyrine quillfeather"}, "Same name"),
        ({"name": "Quillfeather", "organisation": "DWP"}, "Same last name, Same organisation"),
    ],
)  # fmt: skip
def test_a_known_caller_is_found_by_what_they_say(desk, a_case, said, why):
    reference = a_case()
    desk.get("/staff/calls/new")
    desk.submit("/staff/calls/find", **said)
    assert f"{reference} , received" in desk.words
    assert f"{why}. Ask the security questions" in desk.words


@pytest.mark.parametrize(
    "said",
    [{}, {"organisation": "Department for Work and Pensions"}, {"name": "%"}, {"name": "Zephyrine Smith"}, {"phone": "none"},
     {"phone": "020 7946 0124"}, {"email": "q@example.org"}],
)  # fmt: skip
def test_nobody_is_found_by_what_does_not_fit(desk, a_case, said):
    a_case()
    desk.get("/staff/calls/new")
    desk.submit("/staff/calls/find", **said)
    assert "Nobody we know fits" in desk.words


def test_the_likeliest_case_comes_first(desk, a_case):
    other = a_case(complainant__phone="+442079460999", complainant__email="other@example.org")
    best = a_case()
    desk.get("/staff/calls/new")
    desk.submit("/staff/calls/find", name="Zephyrine Quillfeather", phone="020 7946 0123")
    assert 0 < desk.words.index(best) < desk.words.index(other)


def test_looking_for_a_caller_leaves_no_name_in_an_address_or_the_trail(desk, a_case, rows):
    reference = a_case()
    desk.get("/staff/calls/new")
    reply = desk.submit("/staff/calls/find", name="Zephyrine Quillfeather", phone="", email="", organisation="")
    assert reference in desk.page
    assert "Quillfeather" not in str(reply.url)
    looked = [row for row in rows("audit_events") if row["action"] == "caller_looked_up"]
    assert looked[0]["details"] == {"fields": ["name"]}


@pytest.mark.covers("SM-1.63a")
def test_a_call_about_a_case_begins_with_the_questions_and_hides_the_case(at_identity):
    assert at_identity.title.startswith("Who is calling")
    assert "Open the case" not in at_identity.page
    assert MARKERS["adjustments"] not in at_identity.page
    assert "SM-1.63" in at_identity.page


@pytest.mark.covers("SM-1.63b", "SM-2.219a")
def test_two_right_answers_are_not_enough_and_three_are(at_identity):
    check(at_identity, "address", "postcode")
    assert "Ask 1 more of the security questions." in at_identity.words
    assert "Open the case" not in at_identity.page
    assert MARKERS["adjustments"] not in at_identity.page
    check(at_identity, "address", "postcode", "organisation")
    assert "Open the case" in at_identity.page


@pytest.mark.covers("SM-1.63c")
def test_the_next_call_offers_first_what_was_not_asked_last_time(at_identity):
    assert offered(at_identity) == list(HELD)
    check(at_identity, "address", "postcode", "organisation")
    at_identity.begin(at_identity.reference)
    assert offered(at_identity) == ["phone", "last_contact", "address", "postcode", "organisation"]
    assert at_identity.words.count("Asked last time") == 3


@pytest.mark.covers("SM-1.63d")
def test_only_questions_the_case_holds_an_answer_to_are_offered(desk, a_case):
    desk.begin(a_case(complainant__phone=None))
    assert offered(desk) == ["address", "postcode", "organisation", "last_contact"]


def test_other_names_of_the_organisation_stand_beside_it(at_identity):
    assert "DWP" in at_identity.words


def test_the_end_of_the_telephone_number_is_what_is_compared(at_identity):
    assert "We hold: 123." in f"{at_identity.words}." or "We hold: 123 " in at_identity.words


def test_which_questions_were_asked_is_kept_and_no_answer(at_identity, rows):
    check(at_identity, "address", "postcode", fits_organisation="no")
    (kept,) = rows("identity_checks")
    assert kept["asked"] == [
        {"question": "address", "fits": True},
        {"question": "postcode", "fits": True},
        {"question": "organisation", "fits": False},
    ]  # fmt: skip
    whole = str(kept) + str(rows("audit_events"))
    assert not [value for value in (MARKERS["address"], MARKERS["postcode"], MARKERS["phone"]) if value in whole]


@pytest.mark.covers("SM-1.63g")
def test_with_doubts_three_right_answers_are_not_enough(at_identity):
    check(at_identity, "address", "postcode", "organisation", doubts="yes")
    assert "Ask further security questions." in at_identity.words
    check(at_identity, "address", "postcode", "organisation", "phone", doubts="yes")
    assert "Open the case" in at_identity.page


@pytest.mark.covers("SM-1.64a")
def test_an_exception_needs_its_reason_and_is_recorded(at_identity, rows):
    assert check(at_identity).status_code == 422
    assert check(at_identity, not_asked_because="ill").status_code == 422
    why = "The caller is in a hospice and very weak, and the nurse confirmed who they are."
    check(at_identity, not_asked_because=why)
    assert "Open the case" in at_identity.page
    (kept,) = rows("identity_checks")
    assert kept["not_asked_because"] == why
    assert why not in str(rows("audit_events"))
    assert [row["details"]["after"]["exception"] for row in rows("audit_events") if row["action"] == "caller_checked"] == ["yes"]


def test_answers_and_a_reason_for_asking_none_do_not_go_together(at_identity, rows):
    assert check(at_identity, "address", not_asked_because="They were too ill to be asked anything").status_code == 422
    assert rows("identity_checks") == []


def test_a_third_party_needs_the_authority_of_the_complainant(at_identity):
    right = ("address", "postcode", "organisation")
    assert check(at_identity, *right, third_party="advocate").status_code == 422
    check(at_identity, *right, third_party="advocate", authority="unknown", sensitive="none")
    assert "authority to tell this third party is not on record" in at_identity.words
    assert "Open the case" not in at_identity.page
    check(at_identity, *right, third_party="advocate", authority="yes", sensitive="not_agreed")
    assert "Open the case" not in at_identity.page
    check(at_identity, *right, third_party="advocate", authority="yes", sensitive="none")
    assert "Open the case" in at_identity.page


def test_an_mp_who_referred_a_parliamentary_complaint_needs_no_further_authority(at_identity):
    check(at_identity, "address", "postcode", "organisation", third_party="mp", authority="unknown", sensitive="none")
    assert "Open the case" in at_identity.page


def test_questions_that_were_not_offered_count_for_nothing(desk, a_case, rows):
    desk.begin(a_case(complainant__phone=None))
    check(desk, "address", "postcode", "phone", "shoe_size")
    assert "Open the case" not in desk.page
    assert [row["question"] for row in rows("identity_checks")[0]["asked"]] == ["address", "postcode"]


def test_a_call_about_nothing_known_has_no_questions(desk):
    call = desk.begin()
    assert desk.get(f"{call}/identity").url.path == call


@pytest.mark.covers("SM-1.63f")
def test_a_typed_answer_that_is_one_letter_off_counts_as_wrong_and_nothing_of_the_case_is_told(at_identity, rows):
    desk = at_identity
    right = {"fits_organisation": "yes", "fits_phone": "yes"}
    desk.submit(f"{desk.call}/identity", **right, said_postcode="ZQ1 1QX", fits_postcode="yes")
    assert "Tell them nothing about the case yet." in desk.words
    assert 'id="may-be-told"' not in desk.page
    desk.submit(f"{desk.call}/identity", **right, said_postcode="zq11qz")
    assert 'id="may-be-told"' in desk.page
    assert "Open the case" in desk.words
    first, second = rows("identity_checks")
    assert {row["question"]: row["fits"] for row in first["asked"]}["postcode"] is False
    assert {row["question"]: row["fits"] for row in second["asked"]}["postcode"] is True
    assert "1QX" not in str(first)  # whether it fitted is kept, never what was said
    trail = [row for row in rows("audit_events") if row["action"] == "caller_checked"]
    assert [row["details"]["after"]["known"] for row in trail] == ["no", "yes"]


@pytest.mark.covers("SM-1.63h")
def test_a_known_caller_who_moved_is_asked_for_and_the_change_is_traced(at_identity, rows):
    desk = at_identity
    assert desk.get(f"{desk.call}/details").status_code == 422  # not before they are known
    assert desk.submit(f"{desk.call}/details", postcode="M2 2BB").status_code == 422
    desk.get(f"{desk.call}/end")
    assert "Correct their details" not in desk.words
    desk.get(f"{desk.call}/identity")
    check(desk, "postcode", "organisation", "phone")
    desk.get(f"{desk.call}/end")
    assert "Correct their details before you close the call" in desk.words
    desk.get(f"{desk.call}/details")
    desk.submit(f"{desk.call}/details", phone="not a number")
    assert "no telephone number" in desk.words
    desk.submit(f"{desk.call}/details", address="2 Marmalade Row", postcode="M2 2BB")
    assert "Saved." in desk.words
    (contact,) = rows("contacts")
    assert (contact["address"], contact["postcode"]) == ("2 Marmalade Row", "M2 2BB")
    (entry,) = [row for row in rows("audit_events") if row["action"] == "contact_details_changed"]
    assert entry["details"]["fields"] == ["address", "postcode"]
    assert "2BB" not in str(entry["details"])
    assert ("postcode", "M22BB") in {(row["kind"], row["key"]) for row in rows("case_match_keys")}


def test_details_are_not_changed_for_a_third_party(at_identity):
    desk = at_identity
    check(desk, "postcode", "organisation", "phone", third_party="advocate", authority="yes")
    assert desk.submit(f"{desk.call}/details", postcode="M2 2BB").status_code == 422
