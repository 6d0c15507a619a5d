"""How and when the complainant asks to be contacted (SM-2.213 to 2.216)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from service_model.casework.contact_preferences import (
    ContactPreferences,
    SensitiveDay,
    Stretch,
    contact_day,
    preferences_of,
    way_of_contact,
)
from service_model.record import Person
from tests.service_model.building import a_complaint

TUESDAY, WEDNESDAY = date(2026, 3, 3), date(2026, 3, 4)


def a_person(**details: Any) -> Person:
    return Person.model_validate(details)


def preferences(**known: Any) -> ContactPreferences:
    return ContactPreferences.model_validate(known)


@pytest.mark.covers("SM-2.213b")
@pytest.mark.parametrize("way", ["phone", "email", "post"])
def test_the_way_they_state_at_first_contact_is_used_from_then_on(way: Any) -> None:
    person = a_person(phone="+442079460011", email="ann@example.org", address="1 Example Road", preferred_contact="phone")
    assert way_of_contact(person, stated=way).choice == way


@pytest.mark.covers("SM-2.213b")
def test_email_only_said_to_the_bot_makes_the_next_contact_an_email() -> None:
    complaint = a_complaint(preferred_contact="email", email="ann@example.org", phone="020 7946 0011")
    found = way_of_contact(complaint.complainant)
    assert (found.choice, [duty.name for duty in found.duties]) == ("email", [])


@pytest.mark.covers("SM-2.213a")
def test_with_a_number_and_no_preference_the_first_contact_is_by_telephone() -> None:
    found = way_of_contact(a_person(phone="+442079460011", email="ann@example.org"))
    assert (found.choice, found.kind) == ("phone", "policy")


@pytest.mark.covers("SM-2.214a")
@pytest.mark.parametrize(
    ("details", "way"),
    [
        ({"email": "ann@example.org"}, "email"),
        ({"email": "ann@example.org", "address": "1 Example Road"}, "email"),
        ({"address": "1 Example Road"}, "post"),
    ],
)
def test_without_a_number_or_a_preference_we_write_by_email_or_else_by_post(details: dict[str, str], way: str) -> None:
    found = way_of_contact(a_person(**details))
    assert (found.choice, "SM-2.214" in found.paragraphs) == (way, True)


@pytest.mark.covers("SM-2.214b")
def test_a_first_contact_in_writing_asks_for_a_number_and_the_preferred_way() -> None:
    found = way_of_contact(a_person(email="ann@example.org"))
    assert {duty.name: duty.to for duty in found.duties} == {
        "ask_for_phone": ("complainant",),
        "ask_for_preferred_way": ("complainant",),
    }


def test_someone_who_wants_email_and_is_reached_by_email_is_not_asked_for_a_number() -> None:
    assert way_of_contact(a_person(email="ann@example.org", preferred_contact="email")).duties == ()


def test_a_preferred_way_without_the_detail_for_it_is_asked_for_by_another_way() -> None:
    found = way_of_contact(a_person(phone="+442079460011", preferred_contact="email"))
    assert (found.choice, [duty.name for duty in found.duties]) == ("phone", ["ask_for_email"])


def test_nothing_to_reach_them_by_names_what_is_needed_with_their_own_way_first() -> None:
    found = way_of_contact(a_person(preferred_contact="email"))
    assert (found.choice, found.needs) == (None, ("email", "phone"))


def test_what_they_said_about_safe_contact_goes_with_every_way() -> None:
    found = way_of_contact(a_person(phone="+442079460011", safe_contact="Please leave no voicemail."))
    assert [duty.what for duty in found.duties] == ["Keep to what they said about reaching them: Please leave no voicemail."]


@pytest.mark.covers("SM-2.215")
def test_wednesdays_only_warns_of_a_tuesday_and_offers_the_wednesday() -> None:
    asked = preferences_of(a_complaint(contact_times="Wednesdays only").complainant)
    found = contact_day(TUESDAY, asked)
    assert (found.choice, found.paragraphs) == (WEDNESDAY.isoformat(), ("SM-2.215",))
    assert "only on Wednesday" in found.reason


@pytest.mark.covers("SM-2.215")
def test_the_day_they_asked_for_is_taken_as_it_is() -> None:
    found = contact_day(WEDNESDAY, preferences(weekdays=["wednesday"]))
    assert (found.choice, "Nothing" in found.reason) == (WEDNESDAY.isoformat(), True)


def test_a_request_found_unreasonable_is_not_kept_to_and_one_not_yet_judged_is() -> None:
    refused = preferences(weekdays=["wednesday"], weekdays_reasonable=False)
    assert contact_day(TUESDAY, refused).choice == TUESDAY.isoformat()
    assert contact_day(TUESDAY, preferences(weekdays=["wednesday"])).choice == WEDNESDAY.isoformat()


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("Wednesdays only", ("wednesday",)),
        ("only on Friday and Monday please", ("monday", "friday")),
        ("Not on Wednesdays", ()),
        ("Mondays", ()),
        ("only after 5pm", ()),
        ("Only in an emergency on Mondays, never else", ()),
        (None, ()),
    ],
)
def test_only_plain_words_become_weekdays(said: str | None, days: tuple[str, ...]) -> None:
    assert preferences_of(a_person(contact_times=said)).weekdays == days


@pytest.mark.covers("SM-2.216a")
def test_a_day_when_they_are_away_is_warned_of_and_the_next_open_day_offered() -> None:
    away = preferences(unavailable=[{"begin": "2026-04-10", "end": "2026-04-20"}])
    found = contact_day(date(2026, 4, 15), away)
    assert (found.choice, found.paragraphs) == ("2026-04-21", ("SM-2.216",))
    assert "not available" in found.reason


@pytest.mark.parametrize(("day", "suits"), [(9, True), (10, False), (20, False), (21, True)])
def test_both_ends_of_the_time_away_are_kept_free(day: int, suits: bool) -> None:
    away = preferences(unavailable=[{"begin": "2026-04-10", "end": "2026-04-20"}])
    wanted = date(2026, 4, day)
    assert (contact_day(wanted, away).choice == wanted.isoformat()) is suits


@pytest.mark.covers("SM-2.216b")
@pytest.mark.parametrize("year", [2026, 2027, 2031])
def test_a_painful_day_is_warned_of_every_year_even_for_a_letter(year: int) -> None:
    mourning = preferences(sensitive=[{"month": 5, "day": 9, "why": "anniversary of a death"}])
    found = contact_day(date(year, 5, 9), mourning, sending=True)
    assert (found.paragraphs, "painful" in found.reason) == (("SM-2.216",), True)
    assert found.choice is not None
    assert date.fromisoformat(found.choice) > date(year, 5, 9)


@pytest.mark.covers("SM-2.216b")
def test_a_letter_for_the_ninth_of_may_2026_is_offered_the_monday_after() -> None:
    mourning = preferences(sensitive=[{"month": 5, "day": 9}])
    assert contact_day(date(2026, 5, 9), mourning, sending=True).choice == "2026-05-11"
    assert contact_day(date(2026, 5, 8), mourning, sending=True).choice == "2026-05-08"


def test_the_leap_day_keeps_both_days_beside_it_free_in_other_years() -> None:
    leap = SensitiveDay(month=2, day=29)
    assert [leap.falls_on(day) for day in (date(2027, 2, 28), date(2027, 3, 1), date(2028, 2, 28), date(2028, 2, 29))] == [
        True,
        True,
        False,
        True,
    ]


def test_weekdays_bind_calls_and_not_letters() -> None:
    assert contact_day(TUESDAY, preferences(weekdays=["wednesday"]), sending=True).choice == TUESDAY.isoformat()


def test_when_no_working_day_fits_the_caseworker_agrees_one_with_them() -> None:
    found = contact_day(TUESDAY, preferences(weekdays=["sunday"]))
    assert (found.choice, found.needs) == (None, ("weekdays",))
    assert "Agree with them" in found.reason


def test_dates_that_cannot_be_are_refused_with_what_to_check() -> None:
    with pytest.raises(ValidationError, match="Check the two dates"):
        Stretch(begin=date(2026, 4, 20), end=date(2026, 4, 10))
    with pytest.raises(ValidationError, match="no day 31"):
        SensitiveDay(month=4, day=31)
