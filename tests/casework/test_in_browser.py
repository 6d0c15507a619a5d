"""A case from the queue to its decision and letter in Chromium without scripts; axe on every page."""

from __future__ import annotations

import re
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect

from intake_api.app import create_app
from intake_api.cases import service
from intake_api.casework.tabs import TABS
from intake_api.clock import london_day, utc_now
from intake_api.settings import Settings
from intake_api.staff import service as staff_service
from intake_api.staff.roles import Role
from tests.browser import layout
from tests.browser.conftest import assert_accessible, assert_fits, keep
from tests.casework.test_decision import PREMATURE
from tests.intake_api.builders import a_record
from tests.intake_api.conftest import PASSWORD


class House:
    """A running application with two cases of one person."""

    def __init__(self, url: str, reference: str) -> None:
        self.url, self.reference = url, reference


@pytest.fixture
def house(migrated_sqlite: Path, tmp_path: Path) -> Iterator[House]:
    """The application on a port of its own."""
    database = tmp_path / "redress.db"
    shutil.copy(migrated_sqlite, database)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://localhost:{port}"
    app = create_app(Settings(
        database_url=f"sqlite:///{database}", secret_key="a-secret-for-tests", public_url=url, rasa_url="http://127.0.0.1:9",
        message_sender="file", message_dir=tmp_path / "outgoing",
    ))  # fmt: skip
    record = a_record(**PREMATURE, signals=[{"name": "terminal_illness"}])
    for key in ("first", "second"):
        receipt = service.submit(
            app.state.sessions, service.Submission(record, None, key, "service"), now=utc_now(), public_url=url
        )
    with app.state.sessions() as session:
        staff_service.add_user(session, username="sena", password=PASSWORD, now=utc_now(), role=Role.SENIOR_CASEWORKER)
        session.commit()
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield House(url, receipt.reference)
    server.should_exit = True
    thread.join(10)


def press(page: Page, name: str) -> None:
    """Presses a button by keyboard."""
    button = page.get_by_role("button", name=name, exact=True)
    button.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def saved(page: Page, name: str) -> None:
    """Presses a button, and the page says that it was saved."""
    press(page, name)
    expect(page.get_by_role("alert", name="Success")).to_contain_text("Saved.")


def test_a_case_goes_from_the_queue_to_decision_and_letter_without_scripts(chromium: Chromium, house: House) -> None:
    context = chromium.new_context(base_url=house.url, java_script_enabled=False, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(30_000)
    page = context.new_page()
    page.goto(f"/staff/cases/{house.reference}")
    page.get_by_label("User name").fill("sena")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, "Log in")
    tabs = page.get_by_role("navigation", name="Pages of this case")

    tabs.get_by_role("link", name="Work", exact=True).click()
    saved(page, "Take this case")
    tabs.get_by_role("link", name="Issues").click()
    saved(page, "Make a component of each issue they told us")
    page.locator("summary").first.click()
    page.get_by_label("Decline", exact=True).check()
    page.get_by_label("Reason, if it is declined").select_option("local_resolution_ongoing")
    page.get_by_label("Why", exact=True).fill("The department is still looking at it.")
    press(page, "Save decision")
    expect(page.get_by_role("alert")).to_contain_text("SM-2.243")  # on what evidence?
    expect(page.get_by_label("Why", exact=True)).to_have_value("The department is still looking at it.")
    page.get_by_label("Evidence it rests on, or that there is none").fill("Its letter of May.")
    saved(page, "Save decision")

    tabs.get_by_role("link", name="Contacts").click()
    for party in ("complainant", "referring_mp"):
        page.get_by_label("When", exact=True).fill(f"{london_day(utc_now())}T00:00")
        page.get_by_label("Letter", exact=True).check()
        page.get_by_label("With whom").select_option(party)
        saved(page, "Save contact")
    tabs.get_by_role("link", name="Adjustments").click()
    page.get_by_label("Agree", exact=True).check()
    page.get_by_label("Disability, if you agree").select_option("sight")
    saved(page, "Save decision")
    tabs.get_by_role("link", name="Risk").click()
    page.get_by_label("At which point").select_option("propose_or_decline")
    for name in ("People", "Financial", "Reputation or political", "Our service", "Legal"):
        page.get_by_role("checkbox", name=name).check()
    page.get_by_label("Why there is no risk, if there is none").fill("She has support.")
    page.get_by_role("group", name="What are the risks together?").get_by_label("As high as").check()
    page.get_by_label("How can the risks be mitigated?").fill("There is none.")
    for question in ("Have they complained about us before?", "Does any casework staff have", "Does any senior staff have"):
        page.get_by_role("group", name=question).get_by_label("No").check()
    saved(page, "Submit the assessment")
    tabs.get_by_role("link", name="People").click()
    page.get_by_role("group", name="Do you have a conflict of interest").get_by_label("No").check()
    saved(page, "Save answer")
    tabs.get_by_role("link", name="Decision").click()
    page.get_by_label("Overall closure code").select_option("local_resolution_ongoing")
    saved(page, "Make the decision")
    expect(page.get_by_role("heading", name="Premature: local resolution ongoing: approved")).to_be_visible()

    tabs.get_by_role("link", name="Letters").click()
    page.get_by_label("Premature", exact=True).check()
    saved(page, "Draft it")
    page.get_by_role("link", name="Premature (2)").click()
    letter = page.url
    saved(page, "Send by email to zephyrine.q@example.org")
    expect(page.locator(".redress-paper")).to_contain_text("Dear Zephyrine Quillfeather,")

    state = context.storage_state()
    context.close()
    with chromium.new_context(base_url=house.url, storage_state=state) as seeing:
        addresses = [f"/staff/cases/{house.reference}", *(f"/staff/cases/{house.reference}/{tab.name}" for tab in TABS)]
        looked_at(seeing.new_page(), [*addresses, letter, "/staff/earlier-contacts", "/staff/guidance-changes"])


def looked_at(page: Page, addresses: list[str]) -> None:
    """Each page on a wide and on a narrow window: axe, nothing sideways, everything large enough to press."""
    faults: list[str] = []
    for address in addresses:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(address)
        name = "-".join(address.split("/")[5:] or [address.rpartition("/")[2]])
        for check in (assert_accessible, assert_fits):
            try:
                check(page, name)
            except AssertionError as error:
                faults.append(str(error))
        keep(page, f"case-{name}")
        page.set_viewport_size(layout.AT_400_PERCENT)
        found = layout.sideways(page) + layout.cut_off(page) + layout.small_targets(page)
        faults += [f"{name}: {each}" for each in found]
        if name in ("work", "decision"):
            keep(page, f"case-{name}-narrow")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("with_scripts", [True, False])
def test_after_a_save_far_down_a_page_the_notice_is_in_sight_and_has_the_focus(
    chromium: Chromium, house: House, with_scripts: bool
) -> None:
    context = chromium.new_context(base_url=house.url, java_script_enabled=with_scripts, viewport=layout.AT_400_PERCENT)
    context.set_default_timeout(30_000)
    page = context.new_page()
    page.goto(f"/staff/cases/{house.reference}/letters")
    page.get_by_label("User name").fill("sena")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, "Log in")
    for _again in range(2):  # the second time the address stays the same
        page.get_by_label("Acknowledgement", exact=True).check()
        saved(page, "Draft it")
        notice = page.get_by_role("alert", name="Success")
        expect(notice).to_be_in_viewport()
        expect(notice).to_be_focused()
        expect(page).to_have_url(re.compile("#saved$"))
    keep(page, f"case-saved-{'scripts' if with_scripts else 'plain'}", whole=False)
    page.keyboard.press("Tab")  # goes on from the notice, and not from the head of the page
    expect(page.get_by_role("navigation", name="Pages of this case").get_by_role("link").first).to_be_focused()
    if with_scripts:
        assert_accessible(page, "saved")
    page.reload()
    expect(page.get_by_role("heading", name="Letters", level=1)).to_be_attached()
    context.close()
