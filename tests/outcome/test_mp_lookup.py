"""Who is my MP? Asked of a real server that answers, fails, dawdles and talks nonsense."""

from __future__ import annotations

import time

import pytest
from pydantic import ValidationError

from intake_api import logging
from intake_api.mp_lookup.parliament import ParliamentLookup
from intake_api.mp_lookup.remembering import Remembering
from intake_api.settings import Settings
from tests.outcome.parliament import MEMBERS, SEARCH, Parliament, a_member, a_seat, items
from tests.outcome.test_letters import draft_on, take

DATABASES = ("sqlite",)


@pytest.fixture
def parliament():
    made = Parliament()
    yield made
    made.close()


@pytest.fixture
def lookup(parliament):
    logging.configure()
    made = ParliamentLookup(parliament.url, timeout=0.4)
    yield made
    made.close()


@pytest.fixture
def person(app, parliament, told):
    """Someone at the letter to the MP, where Parliament can be asked."""
    app.state.settings = app.state.settings.model_copy(
        update={"mp_lookup": "parliament", "mp_lookup_url": parliament.url, "mp_lookup_timeout": 0.4}
    )
    holder = told("no_mp", postcode="CW1 4QJ")
    holder.get("/letters/mp")
    return holder


def test_the_mp_of_a_postcode_is_found(lookup, parliament):
    found = lookup.find("CW1 4QJ")
    assert (found.kind, found.constituency, found.name, found.address_as) == (
        "found", "Crewe and Nantwich", "Jo Bloggs", "Jo Bloggs MP",
    )  # fmt: skip
    assert parliament.asked == [(SEARCH, {"searchText": ["CW14QJ"], "skip": ["0"], "take": ["20"]})]


def test_an_entry_that_names_nobody_is_asked_for_its_member(lookup, parliament):
    parliament.answers = {SEARCH: items(a_seat(None)), MEMBERS: items(a_member("Sam Doe"))}
    assert lookup.find("CW1 4QJ").name == "Sam Doe"
    assert (
        parliament.asked[1][1] | {"ConstituencyId": ["3001"], "House": ["1"], "IsCurrentMember": ["true"]}
        == parliament.asked[1][1]
    )


def test_a_vacant_seat_has_no_mp(lookup, parliament):
    parliament.answers = {SEARCH: items(a_seat(None)), MEMBERS: items()}
    found = lookup.find("CW1 4QJ")
    assert (found.kind, found.constituency, found.name) == ("vacant", "Crewe and Nantwich", "")


def test_a_member_who_has_left_or_sits_elsewhere_is_not_taken(lookup, parliament):
    gone = a_member(latestHouseMembership={"membershipFromId": 3001, "membershipEndDate": "2026-01-01T00:00:00"})
    elsewhere = a_member(latestHouseMembership={"membershipFromId": 9, "membershipEndDate": None})
    parliament.answers = {SEARCH: items(a_seat(None)), MEMBERS: items(gone, elsewhere)}
    assert lookup.find("CW1 4QJ").kind == "vacant"


def test_an_unknown_postcode_and_one_that_could_be_two_places(lookup, parliament):
    parliament.answers[SEARCH] = items()
    assert lookup.find("ZZ1 1ZZ").kind == "unknown"
    parliament.answers[SEARCH] = items(a_seat(a_member()), a_seat(a_member("Sam Doe"), id=2, name="Congleton"))
    found = lookup.find("CW1 4QJ")
    assert (found.kind, found.several) == ("several", ("Crewe and Nantwich", "Congleton"))


def test_a_constituency_of_the_past_does_not_count(lookup, parliament):
    old = a_seat(a_member("Old Member"), id=1, name="Crewe", endDate="2024-05-30T00:00:00")
    parliament.answers[SEARCH] = items(old, a_seat(a_member()))
    assert lookup.find("CW1 4QJ").name == "Jo Bloggs"


@pytest.mark.parametrize("nonsense", [
    500, 404, 302, b"", b"<html>Down for repair</html>", b"[]", b"{}", b'{"items": 3}', b'{"items": [3]}', b"\xff\xfe\x00",
    b'{"items": [{"value": {}}]}', b'{"items": [{"value": {"id": "x", "name": "y"}}]}',
    {"items": [{"value": a_seat({"nameDisplayAs": "a\nb"})}]}, {"items": [{"value": a_seat({"nameDisplayAs": "x" * 5000})}]},
    b'{"items": [' + b" " * 600_000 + b"]}", b"[" * 100_000,
])  # fmt: skip
def test_nonsense_is_nobody_and_no_fault(lookup, parliament, nonsense):
    parliament.answers[SEARCH] = nonsense
    assert lookup.find("CW1 4QJ").kind == "away"


def test_a_slow_parliament_is_not_waited_for(lookup, parliament):
    parliament.wait = 5.0
    began = time.monotonic()
    assert lookup.find("CW1 4QJ").kind == "away"
    assert time.monotonic() - began < 2.0


def test_an_answer_that_trickles_is_not_waited_for(lookup, parliament):
    parliament.trickle = 0.1
    began = time.monotonic()
    assert lookup.find("CW1 4QJ").kind == "away"
    assert time.monotonic() - began < 2.0


def test_a_parliament_that_is_down_is_asked_again_only_after_a_while(lookup, parliament):
    now = [0.0]
    remembering = Remembering(lookup, clock=lambda: now[0])
    parliament.answers[SEARCH] = 503
    assert remembering.find("CW1 4QJ").kind == "away"
    assert remembering.find("M1 1AA").kind == "away"
    assert len(parliament.asked) == 1
    now[0], parliament.answers[SEARCH] = 60.0, items(a_seat(a_member()))
    assert remembering.find("CW1 4QJ").kind == "found"


def test_an_answer_is_remembered_for_a_while(lookup, parliament):
    now = [0.0]
    remembering = Remembering(lookup, clock=lambda: now[0])
    for _ in range(3):
        assert remembering.find("CW1 4QJ").kind == "found"
    assert len(parliament.asked) == 1
    now[0] = 13 * 3600.0
    remembering.find("CW1 4QJ")
    assert len(parliament.asked) == 2


def test_the_name_is_put_into_the_letter_that_was_changed_already(person):
    letter = draft_on(person) + "\n\nMy own last line."
    person.page = take(person, "mp", "mp", letter=letter, postcode="cw14qj").text
    assert "Your MP is Jo Bloggs. The area is Crewe and Nantwich." in person.words
    letter = draft_on(person)
    assert "Jo Bloggs MP\nHouse of Commons" in letter
    assert "Dear Jo Bloggs," in letter
    assert letter.endswith("My own last line.")
    assert "[the name of your MP]" not in person.page


@pytest.mark.parametrize(("answer", "words"), [
    (items(), "We could not find that postcode"), (items(a_seat(None)), "It has no MP just now"),
    (items(a_seat(a_member()), a_seat(a_member(), id=2, name="Congleton")), "Crewe and Nantwich, Congleton"),
    (503, "We could not ask Parliament just now"),
])  # fmt: skip
def test_whatever_comes_of_it_the_letter_stays_and_the_way_to_find_out_is_said(person, parliament, answer, words):
    parliament.answers = {SEARCH: answer, MEMBERS: items()}
    person.page = take(person, "mp", "mp", letter="Dear whoever", postcode="CW1 4QJ").text
    assert words in person.words
    assert "members.parliament.uk/FindYourMP" in person.words
    assert draft_on(person) == "Dear whoever"


def test_what_is_no_postcode_is_asked_of_nobody(person, parliament):
    answer = take(person, "mp", "mp", postcode="somewhere near Crewe")
    assert answer.status_code == 422
    assert "That is not a UK postcode" in answer.text
    assert parliament.asked == []


def test_a_postcode_stands_in_no_log_and_no_table(person, parliament, capfd, rows):
    parliament.answers[SEARCH] = 500
    take(person, "mp", "mp", postcode="M2 4WU")
    written = "".join(capfd.readouterr())
    assert "mp_lookup_failed" in written
    assert "M2" not in written
    assert "4WU" not in str(rows("resume_limits")) + str(rows("conversations"))


def test_one_network_cannot_ask_without_end(person, parliament):
    answers = [take(person, "mp", "mp", postcode="CW1 4QJ").text for _ in range(31)]
    assert "You have asked many times" not in answers[29]
    assert "You have asked many times" in answers[30]


def test_without_the_setting_nobody_is_asked_and_the_address_is_given(told, parliament):
    person = told("no_mp")
    person.get("/letters/mp")
    assert "members.parliament.uk/FindYourMP" in person.words
    assert 'name="postcode"' not in person.page
    assert take(person, "mp", "mp", postcode="CW1 4QJ").status_code == 200
    assert parliament.asked == []
    assert Settings().mp_lookup == "off"


def test_a_postcode_is_never_sent_in_the_open():
    with pytest.raises(ValidationError, match="must be https"):
        Settings(mp_lookup="parliament", mp_lookup_url="http://members-api.parliament.uk")


def test_the_api_finds_the_mp_too(person, client):
    conversation, _, token = person.http.cookies["redress_chat"].strip('"').partition(".")
    headers, address = {"Authorization": f"Bearer {token}"}, f"/v1/conversations/{conversation}/mp"
    found = client.post(address, json={"postcode": "CW1 4QJ"}, headers=headers).json()
    assert (found["kind"], found["name"]) == ("found", "Jo Bloggs")
    assert "FindYourMP" in found["find_out"]
    assert client.post(address, json={"postcode": "nowhere"}, headers=headers).status_code == 422
    assert client.post(address, json={"postcode": "CW1 4QJ"}).status_code == 401
