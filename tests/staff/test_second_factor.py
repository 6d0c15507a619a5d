"""The second factor: an authenticator app, recovery codes, and what happens to who tries too often."""

from __future__ import annotations

import re
from datetime import timedelta

import pyotp
import pytest
from lxml import etree
from sqlalchemy import select, update

from intake_api.app import create_app
from intake_api.clock import utc_now
from intake_api.staff import second_factor
from intake_api.staff.models import LoginFailure, RecoveryCode, StaffUser
from tests.intake_api.builders import form_token, log_in
from tests.intake_api.conftest import PASSWORD
from tests.staff.conftest import browser_of, token_of

ADDRESS = "/staff/second-factor"


def key_on(page: str) -> str:
    return re.sub(r"\s", "", re.search(r'<strong id="key">([^<]+)</strong>', page)[1])


def code_of(key: str, steps: int = 0) -> str:
    return pyotp.TOTP(key).at(utc_now() + timedelta(seconds=30 * steps))


def switch_on(browser) -> tuple[str, list[str]]:
    """Sets the second factor up; answers its key and the recovery codes."""
    page = browser.get(ADDRESS).text
    key = key_on(page)
    answer = browser.post(ADDRESS, data={"csrf_token": form_token(page), "code": code_of(key, -1), "do": "on"})
    codes = re.findall(r"<code>([^<]+)</code>", answer.text)
    assert len(codes) == 10
    return key, codes


def give(browser, code, next="/staff/cases"):
    page = browser.get("/staff/login/code")
    return browser.post("/staff/login/code", data={"csrf_token": form_token(page.text), "code": code, "next": next})


@pytest.fixture
def asha(logged_in):
    return logged_in(name="asha")


def test_with_a_second_factor_the_password_alone_opens_nothing(app, asha):
    key, _ = switch_on(asha)
    with browser_of(app) as browser:
        answer = log_in(browser, "asha", PASSWORD, next="/staff/rulebook")
        assert answer.headers["location"].endswith("/staff/login/code?next=%2Fstaff%2Frulebook")
        assert "redress_staff=" not in str(answer.headers.get_list("set-cookie"))
        half = browser.cookies["redress_staff_half"]
        browser.cookies.set("redress_staff", half)  # half a session is none
        assert browser.get("/staff/cases").status_code == 303
        browser.cookies.delete("redress_staff")

        assert give(browser, code_of(key), "/staff/rulebook").headers["location"] == "/staff/rulebook"
        assert browser.get("/staff/cases").status_code == 200


def test_a_code_works_once(app, asha):
    key, _ = switch_on(asha)
    code = code_of(key)
    with browser_of(app) as browser, browser_of(app) as thief:
        log_in(browser, "asha", PASSWORD)
        log_in(thief, "asha", PASSWORD)
        assert give(browser, code).status_code == 303
        answer = give(thief, code)
        assert answer.status_code == 401
        assert "was used already" in answer.text
        assert give(thief, code_of(key, -1)).status_code == 401  # nor an older one after it


def test_the_code_of_the_set_up_cannot_be_used_again(app, asha):
    page = asha.get(ADDRESS).text
    code = code_of(key_on(page))
    asha.post(ADDRESS, data={"csrf_token": form_token(page), "code": code, "do": "on"})
    with browser_of(app) as browser:
        log_in(browser, "asha", PASSWORD)
        assert give(browser, code).status_code == 401


@pytest.mark.parametrize("code", ["", "000000", "abcdef", "12345", "1" * 60, "１２３４５６", "\x00", "-1"])
def test_a_wrong_code_lets_nobody_in(app, asha, code):
    switch_on(asha)
    with browser_of(app) as browser:
        log_in(browser, "asha", PASSWORD)
        assert give(browser, code).status_code == 401
        assert browser.get("/staff/cases").status_code == 303


def test_a_code_of_a_minute_ago_or_of_the_future_is_none(app, asha):
    key, _ = switch_on(asha)
    with browser_of(app) as browser:
        log_in(browser, "asha", PASSWORD)
        assert give(browser, code_of(key, 4)).status_code == 401
        assert give(browser, code_of(key, -4)).status_code == 401


def test_a_recovery_code_works_once_however_it_is_typed_and_is_not_kept_in_clear(app, asha, sessions):
    _, codes = switch_on(asha)
    with sessions() as session:
        kept = session.scalars(select(RecoveryCode.code_hash)).all()
    assert not set(codes) & set(kept)
    with browser_of(app) as browser:
        log_in(browser, "asha", PASSWORD)
        assert give(browser, f" {codes[0].upper().replace('-', ' ')} ").status_code == 303
        assert "You have 9 recovery codes left" in browser.get(ADDRESS).text
        log_in_again = browser_of(app)
        log_in(log_in_again, "asha", PASSWORD)
        assert give(log_in_again, codes[0]).status_code == 401
        assert give(log_in_again, codes[1]).status_code == 303
        log_in_again.close()


def test_tries_of_a_code_are_limited_even_with_the_right_password_between(app, asha, settings, sessions):
    key, _ = switch_on(asha)
    with browser_of(app) as browser:
        for _ in range(settings.staff_max_failures):
            log_in(browser, "asha", PASSWORD)
            assert give(browser, "000000").status_code == 401
        log_in(browser, "asha", PASSWORD)
        answer = give(browser, code_of(key))
        assert answer.status_code == 429
        assert "Wait 15 minutes" in answer.text
        with sessions() as session:  # a quarter of an hour later
            session.execute(update(LoginFailure).values(at=utc_now() - timedelta(minutes=16)))
            session.commit()
        assert give(browser, code_of(key)).status_code == 303


def test_the_step_for_the_code_is_for_who_gave_the_password(client):
    assert client.get("/staff/login/code").headers["location"] == "/staff/login"
    client.cookies.set("redress_staff_half", "x" * 43)
    assert client.get("/staff/login/code").headers["location"] == "/staff/login"


def test_a_half_log_in_is_over_after_ten_minutes_and_after_its_use(app, asha, sessions, monkeypatch):
    key, _ = switch_on(asha)
    with browser_of(app) as browser:
        log_in(browser, "asha", PASSWORD)
        half = browser.cookies["redress_staff_half"]
        assert give(browser, code_of(key)).status_code == 303
        browser.cookies.set("redress_staff_half", half, path="/staff/login")
        assert browser.get("/staff/login/code").status_code == 303


def test_where_a_second_factor_is_required_it_is_set_up_before_anything_opens(settings, person, sessions):
    person("asha")
    required = create_app(settings.model_copy(update={"staff_second_factor": "required"}))
    with browser_of(required) as browser:
        assert log_in(browser, "asha", PASSWORD, next="/staff/rulebook").status_code == 303
        assert browser.get("/staff/cases").status_code == 303
        page = browser.get("/staff/login/code").text
        key = key_on(page)
        assert key_on(browser.get("/staff/login/code").text) == key  # a page that is loaded again shows the same
        form = {"csrf_token": form_token(page), "next": "/staff/rulebook"}
        assert browser.post("/staff/login/code", data={**form, "code": "000000"}).status_code == 401
        answer = browser.post("/staff/login/code", data={**form, "code": code_of(key)})
        assert len(re.findall(r"<code>([^<]+)</code>", answer.text)) == 10
        assert 'href="/staff/rulebook"' in answer.text
        assert browser.get("/staff/cases").status_code == 200
        off = {"csrf_token": token_of(browser, "/staff/log-ins"), "code": code_of(key, 1), "do": "off"}
        browser.post(ADDRESS, data=off)
        with sessions() as session:
            assert session.scalars(select(StaffUser)).one().totp_since is not None
    required.state.engine.dispose()


def test_it_is_switched_off_with_a_code_and_not_without(asha, sessions):
    key, _ = switch_on(asha)
    form = {"csrf_token": token_of(asha, ADDRESS), "do": "off"}
    assert asha.post(ADDRESS, data={**form, "code": "000000"}).status_code == 422
    assert asha.post(ADDRESS, data={**form, "code": code_of(key)}).status_code == 303
    with sessions() as session:
        user = session.scalars(select(StaffUser)).one()
        assert (user.totp_sealed, user.totp_since, session.scalars(select(RecoveryCode)).all()) == (None, None, [])


def test_the_key_is_not_kept_in_clear_and_another_secret_key_cannot_read_it(asha, sessions, settings):
    key, _ = switch_on(asha)
    with sessions() as session:
        user = session.scalars(select(StaffUser)).one()
        assert key not in user.totp_sealed
        other = settings.model_copy(update={"secret_key": type(settings.secret_key)("another")})
        with pytest.raises(second_factor.WrongCodeError):
            second_factor.check(session, other, user, code_of(key), now=utc_now())


def test_the_picture_is_svg_that_our_content_policy_allows(asha):
    page = asha.get(ADDRESS).text
    svg = re.search(r"<svg.*?</svg>", page, re.DOTALL)[0]
    tree = etree.fromstring(svg)
    assert not [name for element in tree.iter() for name in element.attrib if name == "style" or name.startswith("on")]
    assert 'role="img"' in page
