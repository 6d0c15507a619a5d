"""The staff's list pages in a real Chromium, desktop and phone: axe-clean, nothing sideways, by keyboard. Kept as pictures."""

from __future__ import annotations

import threading
import time
from datetime import timedelta

import pytest
import uvicorn

from commands.services import free_port
from intake_api.app import create_app
from intake_api.clock import london_day, utc_now
from intake_api.db import migrate
from intake_api.settings import Settings
from intake_api.staff import service as staff_service
from intake_api.staff.roles import Role
from tests.browser import layout
from tests.browser.conftest import assert_accessible, assert_fits, keep
from tests.intake_api.builders import TOKEN, a_record
from tests.intake_api.conftest import PASSWORD

ORGANISATIONS = ("Department for Work and Pensions", "Mid Cheshire Hospitals NHS Foundation Trust", "HM Passport Office")
PEOPLE = ("Joan Ashworth", "Prakash Sample", "Siân Example", "Edna Testerton", "A. Very-Long-Double-Barrelled-Surname")
SIZES = {"desktop": {"width": 1280, "height": 900}, "320": {"width": 320, "height": 900}}


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """The application with thirty cases and a manager, behind a real server."""
    import httpx
    from sqlalchemy import update

    from intake_api.cases.models import Case

    url = f"sqlite:///{tmp_path_factory.mktemp('office') / 'office.db'}"
    migrate.upgrade(url)
    port = free_port()
    address = f"http://localhost:{port}"
    app = create_app(Settings(database_url=url, api_token=TOKEN, secret_key="k" * 40, public_url=address))
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_config=None, access_log=False, ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    with httpx.Client(base_url=address, trust_env=False, timeout=120, headers={"Authorization": f"Bearer {TOKEN}"}) as client:
        for number in range(30):
            record = a_record(complainant={"name": PEOPLE[number % 5], "adjustments": "Large print" if number % 4 == 0 else None})
            record["issues"][0]["organisation"] = ORGANISATIONS[number % 3]
            signals = [{"name": "self_harm_risk", "reason": "They wrote so."}] if number % 11 == 3 else []
            record["signals"] = signals + ([{"name": "bereavement", "reason": "A death."}] if number % 3 == 0 else [])
            client.post("/v1/cases", json={"record": record}, headers={"Idempotency-Key": f"k{number}"}).raise_for_status()
    with app.state.sessions() as session:
        me = staff_service.add_user(session, username="asha", password=PASSWORD, now=utc_now(), role=Role.MANAGER)
        for number in range(1, 31):
            due = london_day(utc_now()) + timedelta(days=number % 9 - 3)
            holder = me.id if number % 3 == 0 else None
            session.execute(update(Case).where(Case.id == number).values(due_on=due, assignee_id=holder))
        session.commit()
    yield address
    server.should_exit = True
    thread.join(10)
    app.state.engine.dispose()


@pytest.fixture
def manager(chromium, office):
    """A manager's page, logged in."""
    context = chromium.new_context(base_url=office, locale="en-GB", viewport=SIZES["desktop"])
    page = context.new_page()
    page.goto("/staff/login")
    page.get_by_label("User name").fill("asha")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/staff**")
    yield page
    context.close()


PLACES = {
    "home": "/staff", "queue": "/staff/cases",
    "queue-filtered": "/staff/cases?due=overdue&due=today&flag=bereavement&assignee=nobody",
}  # fmt: skip


@pytest.mark.parametrize("name", PLACES)
def test_list_pages_are_clean_and_fit_large_and_small(manager, name):
    manager.goto(PLACES[name])
    for size, viewport in SIZES.items():
        manager.set_viewport_size(viewport)
        keep(manager, f"staff-{name}-{size}")
        if size == "desktop":
            keep(manager, f"staff-{name}-window", whole=False)
        assert_accessible(manager, f"{name} at {size}")
        assert_fits(manager, f"{name} at {size}")


def test_the_day_a_case_is_due_can_be_read_at_a_glance(manager):
    manager.goto("/staff/cases")
    for width in (1280, 1200, 1024, 768):
        manager.set_viewport_size({"width": width, "height": 900})
        manager.evaluate("document.querySelectorAll('td[data-label=Due]').forEach(cell => cell.textContent = '29 Sep 2027')")
        assert not layout.broken(manager, "td[data-label=Due]"), f"at {width} px"
        assert_fits(manager, f"queue at {width}")


def test_the_job_by_keyboard_search_filter_choose_and_assign(manager):
    manager.goto("/staff/cases")
    manager.locator("#words").focus()
    manager.keyboard.type("ashworth")
    manager.keyboard.press("Enter")
    manager.get_by_text("Search: ashworth").wait_for()
    assert "ashworth" not in manager.url
    rows = manager.locator("table.redress-cases tbody tr")
    assert rows.count() == 6
    rows.nth(0).locator("input").focus()
    manager.keyboard.press("Space")
    manager.keyboard.press("ArrowDown")
    manager.keyboard.press("Space")
    assert manager.locator("table.redress-cases input:checked").count() == 2
    assert rows.nth(1).locator("input").is_checked()
    manager.locator("#assignee").focus()
    manager.keyboard.type("asha")
    manager.locator("#assign").focus()
    manager.keyboard.press("Enter")
    manager.get_by_role("heading", level=1, name="asha").wait_for()
    keep(manager, "staff-assigned-desktop")
    assert_accessible(manager, "cases assigned")


def test_everything_works_without_scripts(chromium, office, manager):
    cookies = manager.context.cookies()
    context = chromium.new_context(base_url=office, java_script_enabled=False, viewport=SIZES["desktop"])
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto("/staff/cases")
    page.locator("summary", has_text="Risk").click()
    page.get_by_label("Risk of harm, read from their words").check()
    page.locator("#apply").click()
    assert "risk=harm" in page.url
    assert page.locator(".redress-filter__tag").count() == 1
    assert page.locator("table.redress-cases tbody tr").count() == 3
    page.locator(".redress-filter__tag").click()
    assert "25 cases" not in page.locator("#cases").inner_text()
    assert page.locator(".redress-filter__tag").count() == 0
    context.close()
