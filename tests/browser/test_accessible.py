"""Every page and every state of a page, looked at by axe and by rules of our own. The list of pages is in `places.py`.

A page is opened once and stays as it is while the checks run on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from fastapi.routing import APIRoute, iter_route_contexts
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page

from commands.system import System
from intake_api.app import create_app
from intake_api.settings import Settings
from tests.browser import axe, layout
from tests.browser.conftest import STAFF_NAME
from tests.browser.places import PLACES, Place
from tests.browser.ways import Visitor
from tests.conversations_api.browser import Browser

_HEADINGS = """() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].map(
  heading => [Number(heading.tagName[1]), heading.innerText.trim()])"""
_INLINE = """() => [...document.querySelectorAll("*")].flatMap(element => [...element.attributes].filter(
  attribute => attribute.name === "style" || attribute.name.startsWith("on")).map(
  attribute => `${element.tagName} ${attribute.name}="${attribute.value}"`))"""


@pytest.fixture(scope="module")
def caseworker(running_system: System, staff_password: str) -> Iterator[Browser]:
    """A caseworker's plain browser, logged in once for all pages."""
    browser = Browser(running_system.url)
    browser.get("/staff/login")
    browser.send("/staff/login", username=STAFF_NAME, password=staff_password)
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def titles() -> dict[str, str]:
    """The address that each title was first seen at."""
    return {}


@pytest.fixture(scope="module")
def visited() -> dict[str, set[str]]:
    """The places that were visited, each with the addresses that were opened there."""
    return {}


@pytest.fixture(scope="module", params=PLACES, ids=lambda place: place.name)
def arrived(
    request: pytest.FixtureRequest, chromium: Chromium, running_system: System, caseworker: Browser, visited: dict[str, set[str]]
) -> Iterator[tuple[Place, Visitor]]:
    """Someone who stands at one of the places."""
    context = chromium.new_context(base_url=running_system.url, locale="en-GB", viewport=layout.LARGE)
    context.set_default_timeout(30_000)
    context.set_default_navigation_timeout(120_000)  # the rulebook reads the whole catalogue when it is first opened
    visitor = Visitor(context.new_page(), running_system, caseworker)
    request.param.go(visitor)
    visited[request.param.name] = {urlsplit(reply.url).path for reply in visitor.documents}
    yield request.param, visitor
    context.close()


@pytest.fixture
def there(arrived: tuple[Place, Visitor]) -> Iterator[Page]:
    """The page, in a large window."""
    page = arrived[1].page
    yield page
    page.set_viewport_size(layout.LARGE)


def report(name: str, faults: list[str]) -> str:
    return "\n".join([f"{name}:", *faults])


def test_axe_finds_no_fault(arrived: tuple[Place, Visitor], there: Page) -> None:
    found = axe.faults(there)
    assert not found, report(arrived[0].name, found)


def test_at_400_percent_nothing_scrolls_sideways_and_nothing_is_cut_off(arrived: tuple[Place, Visitor], there: Page) -> None:
    there.set_viewport_size(layout.AT_400_PERCENT)
    found = layout.sideways(there) + layout.cut_off(there)
    assert not found, report(arrived[0].name, found)


def test_for_the_public_nothing_hides_beside_the_screen_of_a_phone(arrived: tuple[Place, Visitor], there: Page) -> None:
    there.set_viewport_size(layout.PHONE)
    found = [] if arrived[0].name.startswith("staff, ") else layout.scrolls(there)
    assert not found, report(arrived[0].name, found)


def test_wider_spacing_of_text_loses_nothing(arrived: tuple[Place, Visitor], there: Page) -> None:
    layout.space_text(there)
    found = layout.cut_off(there) + layout.sideways(there)
    there.set_viewport_size(layout.PHONE)
    found += layout.cut_off(there) + layout.sideways(there)
    layout.unspace_text(there)
    assert not found, report(arrived[0].name, found)


def test_everything_to_press_is_large_enough(arrived: tuple[Place, Visitor], there: Page) -> None:
    found = layout.small_targets(there)
    there.set_viewport_size(layout.PHONE)
    found += layout.small_targets(there)
    assert not found, report(arrived[0].name, found)


def test_the_title_is_its_own_and_says_when_something_is_wrong(
    arrived: tuple[Place, Visitor], there: Page, titles: dict[str, str]
) -> None:
    place, title = arrived[0], there.title()
    assert title.startswith("Error: ") == place.is_mistake, title
    name, _, service = title.removeprefix("Error: ").rpartition(" - ")
    assert name
    assert service == "Redress"
    address = urlsplit(there.url).path
    shared = re.sub(r"R-\w{4}-\w{4}-\w", "R-", address).removesuffix("/views")  # the queue again, with what was wrong
    shared = shared.replace("/status/about-you", "/about-you")  # one page, by either door
    assert titles.setdefault(name, shared) == shared, f"{address} has the title of {titles[name]}: {name}"


def test_language_landmarks_and_headings_are_in_order(arrived: tuple[Place, Visitor], there: Page) -> None:
    language = "cy" if arrived[0].name.endswith(", in Welsh") else "en"
    assert there.locator("html").get_attribute("lang") == language
    assert there.locator("main").count() == 1
    assert there.locator("main#main-content").count() == 1  # where the skip link leads
    assert there.locator("a.govuk-skip-link[href='#main-content']").count() == 1
    headings = there.evaluate(_HEADINGS)
    levels = [level for level, _ in headings]
    assert levels.count(1) == 1, headings
    jumps = [headings[at] for at in range(1, len(levels)) if levels[at] > levels[at - 1] + 1]
    assert not jumps, headings


def test_the_page_needs_nothing_that_its_security_policy_forbids(arrived: tuple[Place, Visitor], there: Page) -> None:
    visitor = arrived[1]
    assert visitor.documents
    for reply in visitor.documents:
        policy = reply.headers["content-security-policy"]
        assert "unsafe-" not in policy
        assert policy.startswith("default-src 'none'; script-src 'self' 'nonce-"), policy
    assert there.evaluate(_INLINE) == []
    blocked = [line for line in visitor.complaints if "Failed to load resource" not in line]  # the page itself: 404, 422 ...
    assert not blocked, report(arrived[0].name, blocked)


def test_every_page_is_on_the_list(request: pytest.FixtureRequest, visited: dict[str, set[str]]) -> None:
    asked_for = {item.callspec.params["arrived"].name for item in request.session.items if item.name.startswith("test_axe_finds")}
    if len(asked_for) < len(PLACES):
        pytest.skip("only a part of the list was asked for")
    unopened = asked_for - visited.keys()
    assert not unopened, "these places could not be opened"
    opened = set().union(*visited.values())
    missing = [path for path, pattern in pages() if not any(pattern.fullmatch(address) for address in opened)]
    assert missing == [], "add a line for each to tests/browser/places.py"


# Not pages: files to take along. What warns of a file stands in tests/evidence/test_browser.py; the pages of log-ins, staff
# and trail, which need other roles, in tests/staff/test_pages_in_browser.py
FILES = {
    "/outcome/file/{form}", "/your-information/complaint.json", "/your-information/complaint.txt",
    "/staff/cases/{reference_text}/evidence/{file_id}", "/staff/cases/{reference_text}/letters/{letter_id}/file/{form}",
    "/staff/cases/{reference_text}/copies/{copy_id}/file/{form}",
    "/staff/cases/{reference_text}/copies/{copy_id}/pages/{number}/{side}",  # a picture
    "/staff/calls/current", "/staff/calls/{call_id}/now",  # leads to a call; a piece of its page
    "/staff/login/code", "/staff/login/oidc", "/staff/login/oidc/return", "/staff/login/oidc/out",
    "/staff/log-ins", "/staff/second-factor", "/staff/people", "/staff/people/new", "/staff/people/{person_id}", "/staff/audit",
}  # fmt: skip


def pages() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every address of the application that answers GET with a page, and a pattern of it."""
    app = create_app(Settings(database_url="sqlite:////nowhere/never-opened.db", secret_key="a-secret-for-tests"))
    for route in iter_route_contexts(app.routes):
        if route.path in FILES:
            continue
        if isinstance(route.original_route, APIRoute) and "GET" in route.methods and not route.path.startswith(("/v1/", "/_")):
            yield route.path, re.compile(re.sub(r"\{\w+\}", "[^/]+", route.path))
    app.state.engine.dispose()
