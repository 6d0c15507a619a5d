"""Where the edges are: exact cases, one reason to fail each."""

from __future__ import annotations

from datetime import date

import pytest

from narrative.answers import read_answer, spoken_options
from narrative.contacts import find_contacts, mask_national_insurance
from narrative.dates import date_from, find_dates
from narrative.reader import Reader
from narrative.safety import assess, assess_all
from narrative.words import words_of
from service_model.facts import FACTS
from tests.narrative.conftest import TODAY


def test_the_gravest_risk_comes_first_and_all_are_reported() -> None:
    text = "I will stab the doctor. My stepdad hits me. I want to die."
    assert [risk.name for risk in assess_all(text)] == ["self_harm", "child_at_risk", "harm_to_others"]
    risk = assess(text)
    assert risk is not None
    assert text[risk.start : risk.end] == "I want to die"


def test_hidden_letters_and_full_width_forms_do_not_hide_a_risk() -> None:
    assert assess("I want to k\u200bi\u200bl\u200bl my\u00adself") is not None
    assert assess("Ｉ ｗａｎｔ ｔｏ ｄｉｅ") is not None
    assert assess("i wannnna dieeeee") is not None


def test_no_text_is_no_risk() -> None:
    assert assess("") is None
    assert assess(None) is None  # type: ignore[arg-type]


def test_a_negation_ends_at_the_next_clause() -> None:
    assert assess("I am not suicidal.") is None
    assert assess("I am not okay, I want to kill myself") is not None
    assert assess("Not only that but I want to kill myself") is not None


def test_words_keep_their_place_in_what_was_written() -> None:
    text = "  Don’t… s u i c i d e!"
    words = words_of(text)
    assert words.folded == ["dont", "suicide"]
    assert [text[s:e] for s, e in zip(words.starts, words.ends, strict=True)] == ["Don’t", "s u i c i d e"]


def test_leap_day_without_a_year_is_the_last_one_there_was() -> None:
    assert date_from("29 February", today=TODAY).edtf == "2024-02-29"
    assert date_from("29 February 2025", today=TODAY).problem == "date_unclear"


def test_a_day_later_this_year_was_last_year() -> None:
    assert date_from("16 January", today=date(2026, 1, 15)).edtf == "2025-01-16"
    assert date_from("15 January", today=date(2026, 1, 15)).edtf == "2026-01-15"


def test_the_month_it_is_now_is_this_year_but_last_such_month_was_the_year_before() -> None:
    assert date_from("March", today=date(2026, 3, 20)).edtf == "2026-03"
    assert date_from("last March", today=date(2026, 3, 20)).edtf == "2025-03"


def test_last_weekday_on_that_weekday_is_a_week_ago() -> None:
    assert date_from("last Thursday", today=date(2026, 1, 15)).edtf == "2026-01-08"


def test_a_stretch_that_ends_in_the_future_ends_today() -> None:
    assert date_from("just after new year", today=date(2026, 1, 5)).edtf == "2026-01-03/2026-01-05"


def test_american_order_is_not_guessed() -> None:
    assert date_from("12/25/2024", today=TODAY).problem == "date_unclear"


def test_two_figure_years_turn_at_next_year() -> None:
    assert date_from("1/1/26", today=TODAY).edtf == "2026-01-01"
    assert date_from("1/1/87", today=TODAY).edtf == "1987-01-01"


def test_dates_carry_their_offsets_and_both_ends() -> None:
    text = "It began in March 2024, I think."
    (found,) = find_dates(text, today=TODAY)
    assert (text[found.start : found.end], found.first, found.last) == ("in March 2024", "2024-03-01", "2024-03-31")


def test_a_national_insurance_number_is_masked_and_never_listed(reader: Reader) -> None:
    text = "My NI is AB 12 34 56 C thanks"
    reading = reader.read(text, today=TODAY)
    ((start, end),) = reading.contacts.ni_numbers
    assert text[start:end] == "AB 12 34 56 C"
    assert "123456" not in str(reading.contacts.as_dict()).replace(" ", "")
    assert mask_national_insurance(text) == "My NI is ************* thanks"


def test_contact_details_keep_their_place() -> None:
    text = "Ring 07700 900123, M1 1AE"
    assert [text[s.start : s.end] for s in find_contacts(text)] == ["07700 900123", "M1 1AE"]


def test_short_names_need_their_capitals(reader: Reader) -> None:
    assert [o.id for o in reader.read("the IT department and the AA", today=TODAY).organisations if o.id] == [
        "it_board",
        "aa_body",
    ]
    assert not reader.read("it was aa long day", today=TODAY).organisations


def test_an_answer_names_one_body_or_lists_candidates(reader: Reader) -> None:
    one = read_answer("organisation", "It's the DWP", today=TODAY, reader=reader)
    assert one.value["body"] == "dwp"
    several = read_answer("organisation", "either the dwp or hmrc", today=TODAY, reader=reader)
    assert several.value["body"] is None
    assert {c["id"] for c in several.candidates} >= {"dwp", "hmrc"}
    none = read_answer("organisation", "Acme Widgets", today=TODAY, reader=reader)
    assert none.value == {"text": "Acme Widgets", "body": None}


def test_the_shape_is_that_of_the_understand_command(reader: Reader) -> None:
    shape = reader.read("My mum died in March 2024 at St Barnabas. jo@example.org", today=TODAY).as_dict()
    assert list(shape) == ["text", "organisations", "dates", "contacts", "signals", "risk", "issues"]
    assert list(shape["organisations"][0]) == ["name", "id", "role", "confidence", "start", "end"]
    assert list(shape["dates"][0]) == ["text", "edtf", "from", "to", "start", "end"]
    assert list(shape["contacts"]) == ["phones", "postcodes", "emails", "nhs_numbers", "prison_numbers"]
    assert list(shape["signals"][0]) == ["name", "detail", "confidence", "reason", "start", "end"]
    assert shape["risk"] == "none"


@pytest.mark.parametrize("name", [name for name, fact in FACTS.items() if fact.options])
def test_every_choice_lists_its_options_in_the_order_of_the_facts(name: str) -> None:
    assert tuple(spoken_options(name)) == FACTS[name].options


@pytest.mark.parametrize("name", [name for name, fact in FACTS.items() if fact.options])
def test_a_bare_option_is_always_an_answer(name: str) -> None:
    for option in FACTS[name].options:
        assert read_answer("choice", option, today=TODAY, options=spoken_options(name)).value == option


def test_titles_and_numbers_choose() -> None:
    options = {"phone": ("By phone",), "email": ("By email",), "post": ("By letter",)}
    assert read_answer("choice", "by letter", today=TODAY, options=options).value == "post"
    assert read_answer("choice", "by leter", today=TODAY, options=options).value == "post"
    assert read_answer("choice", "2", today=TODAY, options=options).value == "email"
    assert read_answer("choice", "4", today=TODAY, options=options).status == "unclear"


@pytest.mark.parametrize(("kind", "text", "problem"), [
    ("text", "", "empty"), ("text", " \n\t", "empty"), ("text", "🙂", "empty"), ("text", "x" * 5001, "too_long"),
    ("date", "3 May 2031", "date_future"), ("phone", "0800", "phone_invalid"),
])  # fmt: skip
def test_problems_are_named(kind: str, text: str, problem: str) -> None:
    answer = read_answer(kind, text, today=TODAY)
    assert (answer.status, answer.problem) == ("problem", problem)


def test_the_classifier_counts_only_for_short_answers_that_say_nothing_else() -> None:
    assert read_answer("bool", "👍", today=TODAY, intent="affirm").value is True
    assert read_answer("bool", "no", today=TODAY, intent="affirm").value is False
    long = "it is complicated because the ward changed twice and then somebody moved him"
    assert read_answer("bool", long, today=TODAY, intent="affirm").status == "unclear"
    assert read_answer("date", "whenever", today=TODAY, intent="dont_know").status == "dont_know"
    assert read_answer("text", "dunno why they left her", today=TODAY, intent="dont_know").status == "answered"


@pytest.mark.parametrize("said", ["they said no at stage 2 in september", "they turned me down", "not upheld"])
def test_a_refusal_is_an_answer_and_never_a_complaint_not_made(said: str) -> None:
    assert read_answer("choice", said, today=TODAY, options=spoken_options("local_stage")).value == "final"


@pytest.mark.parametrize("said", ["you lot are useless", "they have been awful", "it is a joke"])
def test_an_insult_is_neither_yes_nor_no(said: str) -> None:
    assert read_answer("bool", said, today=TODAY).status == "unclear"


@pytest.mark.parametrize("said", ["yes pass it on", "i want to speak to someone", "no"])
def test_a_sentence_is_no_name(said: str) -> None:
    assert read_answer("name", said, today=TODAY).status == "unclear"


@pytest.mark.parametrize("name", ["Xi He", "Will May", "Mohammed al-Hassan"])
def test_a_name_of_common_words_stays_a_name(name: str) -> None:
    assert read_answer("name", name, today=TODAY).value == name


@pytest.mark.parametrize(("text", "name"), [
    ("in june i went to st marys hospital and they ignored me", "st marys hospital"),
    ("my landlord wont fix the damp", "my landlord"),
])  # fmt: skip
def test_organisations_in_small_letters_are_read(text: str, name: str, reader: Reader) -> None:
    assert [found.name for found in reader.read(text, today=TODAY).organisations] == [name]


def test_a_date_ends_with_its_last_word() -> None:
    assert [found.text for found in find_dates("It was in June. Nobody rang.", today=TODAY)] == ["in June"]


@pytest.mark.parametrize(("said", "name"), [("RM7 1AA", None), ("its b33 8th", None), ("Ann Example, M1 1AA", "Ann Example")])
def test_a_postcode_is_no_name(said: str, name: str | None) -> None:
    assert read_answer("name", said, today=TODAY).value == name
