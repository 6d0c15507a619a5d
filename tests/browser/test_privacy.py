"""Over a whole complaint, nothing that a person said stands in an address, in a log, or where a script could read it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote_plus

from playwright.sync_api import Page, Request

from commands.system import System
from tests.browser.form_person import FormPerson
from tests.browser.person import Person
from tests.browser.test_resume import code_sent_to

MARKERS = {
    "name": "Zephyrine Quillfeather", "email": "zephyrine@example.org", "phone": "07700 900987",
    "address": "9 Marmalade Mews, Crewe", "postcode": "CW2 9ZZ", "safe_contact": "Never ring after the tortoise is asleep",
    "injustice": "I have been afraid of zeppelins since.",
    "story": "They lost my notes about the zeppelin at Leighton Hospital and nobody said sorry.",
}  # fmt: skip
WORDS = ("Quillfeather", "zephyrine@", "900987", "Marmalade", "9ZZ", "tortoise", "zeppelin")
PARTS = ("api", "worker", "actions", "rasa")


def written(system: System, since: dict[str, int]) -> str:
    """What every part of the system has logged since then."""
    return "\n".join(Path(system.log(part)).read_text("utf-8", errors="replace")[since[part] :] for part in PARTS)


def test_a_complaint_leaves_nothing_in_addresses_logs_or_storage(page: Page, running_system: System) -> None:
    since = {part: len(Path(running_system.log(part)).read_text("utf-8", errors="replace")) for part in PARTS}
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    answers = {**Person.usual, **MARKERS}
    page.goto("/chat")
    person = Person(page, answers)
    while "organisation" not in person.asked:
        person.answer_what_is_asked()
    page.get_by_role("link", name="Save and come back later").click()
    page.locator("#contact").fill(MARKERS["email"])
    page.locator("#continue").click()
    code = code_sent_to(running_system, MARKERS["email"])
    page.goto("/form")
    filler = FormPerson(page, answers)
    reference = filler.fill_until_reference()

    addresses = [unquote_plus(request.url) for request in asked]
    sent_along = [value for request in asked for key, value in request.headers.items() if key in ("referer", "origin")]
    secrets = (*WORDS, code, code.replace("-", ""), reference)
    key = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}["redress_chat"].partition(".")[2]
    logged = written(running_system, since)
    assert len(addresses) > 30
    assert [word for word in (*secrets, key) if any(word.lower() in line.lower() for line in (*addresses, *sent_along))] == []
    assert '"event": "request"' in logged  # it does log, and this reads it
    assert [word for word in (*WORDS, code, key) if word.lower() in logged.lower()] == []
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


def test_every_cookie_is_out_of_reach_of_scripts_other_sites_and_the_next_person(page: Page) -> None:
    page.goto("/chat")
    page.goto("/resume")
    cookies = page.context.cookies()
    assert {cookie["name"] for cookie in cookies} == {"redress_chat", "redress_form"}
    for cookie in cookies:
        assert cookie["httpOnly"], cookie["name"]
        assert cookie["sameSite"] == "Lax", cookie["name"]
        assert cookie["expires"] == -1, cookie["name"]  # ends with the browser
        assert not cookie["domain"].startswith("."), cookie["name"]


def test_nothing_is_fetched_from_anyone_else(page: Page, running_system: System) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("/", "/chat", "/form", "/resume", "/staff/login"):
        page.goto(path)
    assert asked
    assert [url for url in asked if not url.startswith(running_system.url)] == []
