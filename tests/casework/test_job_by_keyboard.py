"""A caseworker's whole job in Chromium by keyboard alone: log-in with a second factor, queue, case, decision, letter, copy.

Two colleagues take part: who approves the decision, and the Legal Team, which is told of a declined adjustment. Each page that
is passed is looked at with axe.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pyotp
from playwright.sync_api import Page, expect

from intake_api.clock import LONDON, utc_now
from tests.browser.conftest import keep
from tests.browser.keyboard import Keyboard
from tests.casework.office import Office, at_desk, log_in, office  # noqa: F401 - fixtures


def saved(who: Keyboard, name: str) -> None:
    """Presses a button, and the page says that it was saved."""
    who.button(name)
    expect(who.page.get_by_role("alert", name="Success")).to_contain_text("Saved.")


def tab(who: Keyboard, name: str) -> None:
    """Goes to another page of the case."""
    who.link(name, who.page.get_by_role("navigation", name="Pages of this case"))


def log_in_with_second_factor(who: Keyboard) -> None:
    """Sets an authenticator app up, logs out, and comes back with one of its codes."""
    page = who.page
    log_in(who, "cas")
    who.link("Where I am logged in")
    who.press(page.get_by_role("link", name="Switch it on"))
    key = pyotp.TOTP(page.locator("#key").inner_text().replace(" ", ""))
    who.write(page.get_by_label("Code of the app"), key.at(utc_now()))
    who.button("Switch it on")
    assert page.locator("code").count() == 10
    who.button("Log out")
    log_in(who, "cas")
    expect(page.get_by_role("heading", name="Your code")).to_be_visible()
    who.write(
        page.get_by_label("Code of your authenticator app"), key.at(utc_now() + timedelta(seconds=30))
    )  # the first was used
    who.button("Log in")
    expect(page.get_by_role("heading", name="Home", exact=True)).to_be_visible()


def find_the_case(who: Keyboard, reference: str) -> None:
    """From home to the queue; filters, saves the view, finds it on the home page and opens the case from it."""
    page = who.page
    who.link("Queue")
    who.to(page.locator("summary").filter(has_text="Outcome recommended"))
    page.keyboard.press("Enter")
    who.tick(page.get_by_label("Premature", exact=True))
    who.button("Apply filters")
    expect(page.locator(".redress-filter__tag")).to_contain_text("Premature")
    who.to(page.locator("summary").filter(has_text="Save as a view"))
    page.keyboard.press("Enter")
    who.write(page.get_by_label("Name of the view"), "Too early")
    who.button("Save view")
    who.link("Home")
    who.link("Too early")
    expect(page.locator("table.redress-cases tbody tr")).to_have_count(2)
    who.link(reference)


def answer_findings(who: Keyboard) -> None:
    """Agrees with one finding; disagrees with another, which wants a reason."""
    page = who.page
    tab(who, "Findings")
    remit = page.get_by_role("region", name="In remit")
    who.choose(remit.get_by_label("I agree"))
    who.press(remit.get_by_role("button", name="Save answer"))
    made = page.get_by_role("region", name="Properly made")
    who.choose(made.get_by_label("I disagree"))
    who.press(made.get_by_role("button", name="Save answer"))
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    who.look()
    who.write(made.get_by_label("Why, if you disagree"), "The MP's letter is on file, and it is signed.")
    who.press(made.get_by_role("button", name="Save answer"))
    expect(made).to_contain_text("Disagrees: cas")
    expect(remit).to_contain_text("Agrees: cas")


def decline_adjustment(who: Keyboard) -> None:
    """Declines what was asked for, with a reason and other help."""
    page = who.page
    tab(who, "Adjustments")
    who.choose(page.get_by_label("Decline. The Legal Team is told"))
    who.write(page.get_by_label("Why not, if you decline"), "Our printers take white paper only.")
    who.write(page.get_by_label("How else we can help, if you decline"), "Letters by email, in any colours they set.")
    saved(who, "Save decision")
    expect(page.get_by_role("heading", name="Request 1: declined")).to_be_visible()


def decide_the_issue(who: Keyboard) -> None:
    """One component, declined with why and on what evidence."""
    page = who.page
    tab(who, "Issues")
    saved(who, "Make a component of each issue they told us")
    who.to(page.locator("summary").first)
    page.keyboard.press("Enter")
    who.choose(page.get_by_label("Decline", exact=True))
    who.pick(page.get_by_label("Reason, if it is declined"), "local_resolution_ongoing")
    who.write(page.get_by_label("Why", exact=True), "The department is still looking at it.")
    who.write(page.get_by_label("Evidence it rests on, or that there is none"), "Its letter of May.")
    saved(who, "Save decision")


def record_contacts(who: Keyboard) -> None:
    """A letter to the person and one to their MP."""
    page = who.page
    tab(who, "Contacts")
    for party in ("complainant", "referring_mp"):
        who.give_moment(page.get_by_label("When", exact=True), utc_now().astimezone(LONDON) - timedelta(minutes=2))
        who.choose(page.get_by_label("Letter", exact=True))
        who.pick(page.get_by_label("With whom"), party)
        saved(who, "Save contact")


def assess_risk(who: Keyboard) -> None:
    """No risk in any category."""
    page = who.page
    tab(who, "Risk")
    who.pick(page.get_by_label("At which point"), "propose_or_decline")
    for name in ("People", "Financial", "Reputation or political", "Our service", "Legal"):
        who.tick(page.get_by_role("checkbox", name=name))
    who.write(page.get_by_label("Why there is no risk, if there is none"), "Nothing points to one.")
    for question in ("Have they complained about us before?", "Does any casework staff have", "Does any senior staff have"):
        who.choose(page.get_by_role("group", name=question).get_by_label("No"))
    who.choose(page.get_by_role("group", name="What are the risks together?").get_by_label("As high as"))
    who.write(page.get_by_label("How can the risks be mitigated?"), "There is none.")
    saved(who, "Submit the assessment")


def decide(who: Keyboard) -> None:
    """No conflict of interest; then the decision, which another person has to approve."""
    page = who.page
    tab(who, "People")
    who.choose(page.get_by_role("group", name="Do you have a conflict of interest").get_by_label("No"))
    saved(who, "Save answer")
    tab(who, "Decision")
    who.pick(page.get_by_label("Overall closure code"), "local_resolution_ongoing")
    saved(who, "Make the decision")
    expect(page.get_by_role("heading", name="Premature: local resolution ongoing: waits for approval")).to_be_visible()
    expect(page.get_by_role("button", name="Approve", exact=True)).to_have_count(0)


def write_and_send(who: Keyboard, office: Office) -> None:  # noqa: F811
    """Drafts the letter, looks at it, changes a sentence, sends it."""
    page = who.page
    tab(who, "Letters")
    who.choose(page.get_by_label("Premature", exact=True))
    saved(who, "Draft it")
    who.press(page.get_by_role("link", name="Premature (").first)
    letter = page.get_by_role("article", name="Letter")
    expect(letter).to_contain_text("Dear Zephyrine Quillfeather,")
    body = page.get_by_role("textbox", name="Letter", exact=True)
    who.to(body)
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.insert_text("Enclosed: a leaflet about what we do.")
    saved(who, "Save and look again")
    expect(letter).to_contain_text("Enclosed: a leaflet about what we do.")
    page.set_viewport_size({"width": 1280, "height": 1150})
    keep(page, "case-letter-window", whole=False)
    page.set_viewport_size({"width": 1280, "height": 900})
    saved(who, "Send by email to zephyrine.q@example.org")
    expect(page.get_by_role("heading", name="As it went")).to_be_visible()
    expect(letter).to_contain_text("Enclosed: a leaflet about what we do.")
    assert ["Enclosed: a leaflet about what we do." in file.read_text("utf-8") for file in office.outgoing.iterdir()] == [True]
    tab(who, "Letters")
    expect(page.get_by_role("main")).to_contain_text("Sent")


def test_a_caseworker_does_the_whole_job_by_keyboard(at_desk: Callable[[], Keyboard], office: Office) -> None:  # noqa: F811
    cas = at_desk()
    log_in_with_second_factor(cas)
    find_the_case(cas, office.reference)
    expect(cas.page.get_by_role("region", name="Earlier contacts")).to_contain_text(office.earlier)  # at entry, not after
    tab(cas, "Work")
    saved(cas, "Take this case")
    answer_findings(cas)
    decline_adjustment(cas)
    decide_the_issue(cas)
    record_contacts(cas)
    assess_risk(cas)
    decide(cas)

    lee = at_desk()
    log_in(lee, "lee")
    expect(lee.page.get_by_role("region", name="To do, for me and my role")).to_contain_text(office.reference)

    sena = at_desk()
    log_in(sena, "sena")
    approve(sena, office.reference)

    write_and_send(cas, office)
    tab(cas, "Timeline")
    expect(cas.page.get_by_role("main")).to_contain_text("sena (staff)")


def approve(who: Keyboard, reference: str) -> None:
    """Finds the case by its reference and approves the decision that waits."""
    page: Page = who.page
    who.link("Queue")
    who.write(page.locator("#words"), reference)
    who.press(page.get_by_role("button", name="Search"))
    who.link(reference)
    tab(who, "Decision")
    saved(who, "Approve")
    expect(page.get_by_role("heading", name="Premature: local resolution ongoing: approved")).to_be_visible()
