"""Codes and contacts as people type them; settings that cannot work are refused."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from intake_api.cases.reference import ALPHABET
from intake_api.conversations.clean import InputProblemError
from intake_api.resume import codes
from intake_api.resume.codes import CODES
from intake_api.resume.contact import read_contact
from intake_api.settings import Settings
from intake_api.short_codes import new_seed

SETTINGS = Settings(secret_key="k" * 40)
SEED = "5eed" * 12
CODE = CODES.of(SETTINGS, SEED)


def test_a_code_is_three_groups_without_letters_that_look_alike() -> None:
    made = {CODES.of(SETTINGS, new_seed()) for _ in range(300)}
    assert len(made) == 300
    for code in made:
        assert [len(group) for group in code.split("-")] == [3, 3, 3]
        assert not set(code) & set("ILOU")
        assert codes.read_code(code) == code.replace("-", "")


def test_a_code_is_the_same_for_a_seed_and_another_without_our_secret() -> None:
    assert CODES.of(SETTINGS, SEED) == CODE
    assert CODES.of(Settings(secret_key="x" * 40), SEED) != CODE


@pytest.mark.parametrize("change", [
    str.lower, lambda code: code.replace("-", ""), lambda code: code.replace("-", "  "), lambda code: f"  {code}. ",
    lambda code: " ".join(code), lambda code: code.replace("0", "O").replace("1", "l"), lambda code: code.replace("0", "o"),
    lambda code: code.replace("-", "–"),
])  # fmt: skip
def test_a_code_may_be_typed_anyhow(change) -> None:
    seeds = (str(number) * 48 for number in range(1000))
    code = next(code for code in (CODES.of(SETTINGS, seed) for seed in seeds) if "0" in code and "1" in code)
    assert codes.read_code(change(code)) == code.replace("-", "")


@pytest.mark.parametrize(("typed", "words"), [
    ("", "Enter the code"), ("   ", "Enter the code"), ("7K4-M2Q", "9 letters and numbers"), ("7" * 100_000, "9 letters"),
    (f"{CODE}-{CODE}", "9 letters"), ("R-7K4M-2Q9T-C", "9 letters"), ("𝟟K4-M2Q-9TC", "slip"), ("<script>", "9 letters"),
])  # fmt: skip
def test_what_is_no_code_says_what_to_check(typed: str, words: str) -> None:
    with pytest.raises(InputProblemError, match=words):
        codes.read_code(typed)


@given(place=st.integers(0, 8), sign=st.sampled_from(ALPHABET))
def test_every_single_slip_is_told_without_costing_a_try(place: int, sign: str) -> None:
    plain = CODE.replace("-", "")
    if plain[place] != sign:
        with pytest.raises(InputProblemError, match="slip"):
            codes.read_code(plain[:place] + sign + plain[place + 1 :])


@given(st.text(max_size=80))
def test_any_text_is_a_code_or_a_problem(typed: str) -> None:
    with suppress(InputProblemError):
        assert set(codes.read_code(typed)) <= set(ALPHABET)


@pytest.mark.parametrize(("typed", "method", "address"), [
    ("jo@example.org", "email", "jo@example.org"), ("  Jo.Bloggs@Example.ORG ", "email", "Jo.Bloggs@example.org"),
    ("jo+chat@example.org", "email", "jo+chat@example.org"), ("07700 900123", "text", "+447700900123"),
    ("07700900123", "text", "+447700900123"), ("+44 7700 900 123", "text", "+447700900123"),
    ("(07700) 900-123", "text", "+447700900123"), ("0044 7700 900123", "text", "+447700900123"),
])  # fmt: skip
def test_a_contact_is_an_email_address_or_a_mobile_number(typed: str, method: str, address: str) -> None:
    contact = read_contact(typed)
    assert (contact.method, contact.address) == (method, address)


def test_a_contact_is_found_again_however_it_is_typed() -> None:
    for first, second in (("Jo@Example.org", "jo@example.org"), ("07700 900123", "+447700900123")):
        assert read_contact(first).key(SETTINGS) == read_contact(second).key(SETTINGS)
    assert read_contact("jo@example.org").key(SETTINGS) != read_contact("jo@example.com").key(SETTINGS)


@pytest.mark.parametrize(("typed", "words"), [
    ("", "Enter your"), ("\n\t ", "Enter your"), ("jo", "not an email"), ("jo@example", "not an email"),
    ("jo bloggs@example.org", "not an email"), ("jo@example.org, ann@example.org", "not an email"),
    ("jo@example.org\nBcc: ann@example.org", "not an email"), ("Jo <jo@example.org>", "not an email"),
    ("my number is 07700 900123", "not an email"), ("07700 9001", "not an email"), ("020 7946 0123", "cannot send a text"),
    ("+1 202 555 0143", "cannot send a text"), ("070 1234 5678", "cannot send a text"), ("a" * 100_000, "too long"),
    ("jö@example.org", "not an email"), ("💥", "not an email"),
])  # fmt: skip
def test_what_is_no_contact_says_what_to_do(typed: str, words: str) -> None:
    with pytest.raises(InputProblemError, match=words):
        read_contact(typed)


def test_where_only_emails_can_be_sent_a_number_is_refused_kindly() -> None:
    with pytest.raises(InputProblemError, match="only send a code by email"):
        read_contact("07700 900123", {"email"})


@given(st.text(max_size=300))
def test_any_text_is_a_contact_or_a_problem(typed: str) -> None:
    with suppress(InputProblemError):
        assert "\n" not in read_contact(typed).address


NOTIFY_KEY = "made_up-11111111-2222-4333-8444-555555555555-66666666-7777-4888-9999-000000000000"


@pytest.mark.parametrize(("wrong", "words"), [
    ({"message_sender": "file", "public_url": "https://complain.example.org"}, "for development"),
    ({"message_sender": "console", "public_url": "http://10.0.0.1"}, "for development"),
    ({"message_sender": "smtp", "smtp_host": "mail.example.org"}, "REDRESS_MAIL_FROM"),
    ({"message_sender": "smtp", "mail_from": "a@example.org"}, "REDRESS_SMTP_HOST"),
    ({"message_sender": "smtp", "smtp_host": "mail.example.org", "mail_from": "a@example.org", "smtp_security": "none"},
     "on this machine"),
    ({"message_sender": "notify"}, "REDRESS_NOTIFY_API_KEY"),
    ({"message_sender": "notify", "notify_api_key": NOTIFY_KEY}, "TEMPLATE"),
    ({"message_sender": "notify", "notify_api_key": NOTIFY_KEY, "notify_text_template": "t", "notify_url": "http://example.org"},
     "https"),
    ({"resume_days": 60}, "less than or equal to 28"),
    ({"secret_key": ""}, "REDRESS_SECRET_KEY is empty"), ({"secret_key": " "}, "REDRESS_SECRET_KEY is empty"),
])  # fmt: skip
def test_settings_that_cannot_work_are_refused_and_show_no_secret(wrong: dict[str, str], words: str) -> None:
    with pytest.raises(ValidationError, match=words) as refused:
        Settings(**{"secret_key": "s3cret" * 8, **wrong})
    assert "s3cret" not in str(refused.value)
    assert "66666666" not in str(refused.value)


def test_saving_is_off_unless_it_can_work() -> None:
    assert Settings(secret_key="k" * 40).sender == "file"
    assert Settings(secret_key="k" * 40, public_url="https://complain.example.org").sender == "off"
    assert not Settings(message_sender="console").can_save  # a code made before a restart could not be known again
