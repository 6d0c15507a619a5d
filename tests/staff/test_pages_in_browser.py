"""The pages of log-ins, staff and trail in a real Chromium: no fault that axe finds, no sideways scrolling at 320 px."""

from __future__ import annotations

import threading
import time

import pytest
import uvicorn

from intake_api.audit import service as audit
from intake_api.clock import utc_now
from intake_api.staff.roles import Role
from tests.browser.conftest import assert_accessible, assert_fits, keep
from tests.intake_api.conftest import PASSWORD
from tests.staff.conftest import end_session

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

PAGES = (
    "people", "people/new", "people/1", "log-ins", "second-factor", "audit", "audit?first=yesterday", "cases",
    "login/oidc/return", "login/oidc/out",
)  # fmt: skip


@pytest.fixture
def url(app):
    """Where the application listens."""
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_config=None, access_log=False, ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


def log_in(page, name):
    page.get_by_label("User name").fill(name)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password", exact=True).press("Enter")
    page.wait_for_url(lambda address: "/staff/login" not in address)


@pytest.mark.parametrize("width", [320, 1280])
def test_the_pages_of_who_manages_staff(chromium, url, person, sessions, width):
    person("ada", Role.ADMINISTRATOR)
    person("ben", Role.SENIOR_CASEWORKER, "North")
    with sessions() as session:
        for number in range(3):
            audit.record(session, actor="staff:ben", action="case_viewed", at=utc_now(), subject=f"R-7K4M-2Q9T-{number}")
        session.commit()
    context = chromium.new_context(base_url=url, viewport={"width": width, "height": 800})
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.goto("/staff/people")
    log_in(page, "ada")
    for path in PAGES:
        page.goto(f"/staff/{path}")
        assert_accessible(page, path)
        assert_fits(page, path)
        name = path.partition("?")[0].replace("/", "-")
        keep(page, f"staff-{name}-{width}" if "?" not in path else f"staff-{name}-mistake-{width}")
    context.close()


def test_words_typed_before_the_log_in_ended_stand_in_the_form_again_without_scripts(chromium, url, person, sessions):
    person("mo", Role.MANAGER)
    context = chromium.new_context(base_url=url, java_script_enabled=False, viewport={"width": 320, "height": 640})
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.goto("/staff/assistant")
    log_in(page, "mo")
    page.get_by_label("Off").check()
    page.get_by_label("Notice on the chat").fill("We are back on Monday.")
    end_session(sessions, "mo")
    page.locator("#save").click()
    assert "What you typed is kept" in page.locator("main").inner_text()
    keep(page, "staff-log-in-ended")
    log_in(page, "mo")
    assert "Nothing was lost" in page.locator("main").inner_text()
    assert page.get_by_label("Notice on the chat").input_value() == "We are back on Monday."
    assert page.get_by_label("Off").is_checked()
    assert_fits(page, "filled in again")
    keep(page, "staff-filled-in-again")
    page.locator("#save").click()
    page.wait_for_url("**/staff/assistant")
    assert "off, with a notice, by mo" in page.locator("main").inner_text()
    context.close()
    seeing = chromium.new_context(base_url=url)
    page = seeing.new_page()
    page.goto("/staff/login?next=/staff/assistant%3Fkept%3Dx")
    assert_accessible(page, "log in again")
    seeing.close()
