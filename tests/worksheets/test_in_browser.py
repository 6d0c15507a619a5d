"""Every worksheet there is in Chromium: axe, nothing sideways at 400 %; one is filled in by keyboard. Kept as pictures.

And the questions that another answer calls for: at once with scripts, after a save without, by the same rule.
"""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Locator, Page, expect

from intake_api.worksheets.fields import Field
from intake_api.worksheets.kinds import KINDS, Kind
from tests.browser import axe, layout
from tests.browser.conftest import keep
from tests.browser.keyboard import Keyboard
from tests.casework.office import Office, at_desk, log_in, office  # noqa: F401 - fixtures
from tests.intake_api.conftest import PASSWORD

ANALYSIS = "The department has not answered yet, as its letter of May says."
PLACES = {"case": "case", "component": "component-1", "entries": "entry-new"}


def test_every_worksheet_is_clean_and_fits(at_desk: Callable[[], Keyboard], office: Office) -> None:  # noqa: F811
    who = at_desk()
    page = who.page
    log_in(who, "cas")
    case = f"/staff/cases/{office.reference}"
    page.goto(f"{case}/issues")
    who.button("Make a component of each issue they told us")
    faults: list[str] = []
    for kind in KINDS.values():
        page.set_viewport_size({"width": 1280, "height": 1024})
        page.goto(f"{case}/worksheets/{kind.id}/{PLACES[kind.scope]}")
        faults += [f"{kind.id}: {each}" for each in axe.faults(page)]
        page.set_viewport_size(layout.AT_400_PERCENT)
        found = layout.sideways(page) + layout.cut_off(page) + layout.small_targets(page)
        faults += [f"{kind.id} at 400 %: {each}" for each in found]
    assert not faults, "\n".join(faults)


def test_a_worksheet_is_begun_by_keyboard_and_the_rules_answer(at_desk: Callable[[], Keyboard], office: Office) -> None:  # noqa: F811
    who = at_desk()
    page = who.page
    log_in(who, "cas")
    page.goto(f"/staff/cases/{office.reference}/worksheets/primary_decision/case")
    who.choose(page.get_by_role("group", name="Is it in remit?").get_by_label("Yes"))
    who.choose(page.get_by_role("group", name="Is the person suitable").get_by_label("Yes"))
    who.write(page.get_by_label("Analysis of the evidence"), ANALYSIS)
    who.button("Save and go on later")
    expect(page.get_by_role("alert", name="Success")).to_contain_text("Saved.")
    expect(page.get_by_role("heading", name="What the rules say. You decide.")).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 1150})
    keep(page, "worksheet", whole=False)
    expect(page.get_by_label("Analysis of the evidence")).to_have_value(ANALYSIS)


def test_what_an_answer_calls_for_is_asked_at_once(at_desk: Callable[[], Keyboard], office: Office) -> None:  # noqa: F811
    who = at_desk()
    page = who.page
    log_in(who, "cas")
    page.goto(f"/staff/cases/{office.reference}/worksheets/dispute_resolution/case")
    cancelled, why = page.get_by_role("group", name="Was it cancelled?"), page.get_by_label("Why was it cancelled?")
    told = page.locator("form#worksheet").get_by_role("status")
    expect(why).to_be_hidden()
    expect(told).to_be_empty()
    who.choose(cancelled.get_by_label("Yes"))
    expect(why).to_be_visible()
    expect(told).to_have_text("More to answer: Why was it cancelled.")
    expect(cancelled.get_by_label("Yes")).to_be_focused()
    page.keyboard.press("Tab")
    expect(why).to_be_focused()  # the next stop, in the order of the page
    assert not axe.faults(page)
    who.choose(cancelled.get_by_label("No", exact=True))
    expect(why).to_be_hidden()
    expect(told).to_have_text("No longer asked: Why was it cancelled.")


def test_what_somebody_wrote_is_never_taken_away(at_desk: Callable[[], Keyboard], office: Office) -> None:  # noqa: F811
    who = at_desk()
    page = who.page
    log_in(who, "cas")
    page.goto(f"/staff/cases/{office.reference}/worksheets/dispute_resolution/case")
    cancelled, why = page.get_by_role("group", name="Was it cancelled?"), page.get_by_label("Why was it cancelled?")
    cancelled.get_by_label("Yes").check()
    why.fill("Both were ill.")
    cancelled.get_by_label("No", exact=True).check()
    expect(why).to_have_value("Both were ill.")
    who.button("Save and go on later")
    expect(why).to_have_value("Both were ill.")  # and the server holds it the same way
    why.fill("")
    expect(why).to_be_visible()  # nor the box under the hands of whoever writes anew
    page.get_by_label("Who else came").fill("An interpreter")
    page.keyboard.press("Tab")
    expect(why).to_be_hidden()


def test_every_question_that_depends_comes_with_its_answer(at_desk: Callable[[], Keyboard], office: Office) -> None:  # noqa: F811
    who = at_desk()
    page = who.page
    log_in(who, "cas")
    page.goto(f"/staff/cases/{office.reference}/issues")
    who.button("Make a component of each issue they told us")
    faults: list[str] = []
    hidden = 0
    for kind in KINDS.values():
        for field in kind.fields:
            if not field.only_if:
                continue
            page.goto(f"/staff/cases/{office.reference}/worksheets/{kind.id}/{PLACES[kind.scope]}")
            hidden += asked(page, field.path).is_hidden()
            call_for(page, kind, field)
            if not asked(page, field.path).is_visible():
                faults.append(f"{kind.id}: {field.path}")
    assert not faults, "\n".join(faults)
    assert hidden > 30  # a few are called for by what the case knows already


def call_for(page: Page, kind: Kind, field: Field) -> None:
    """Answers what a question hangs on, and what that hangs on."""
    for path, wanted in field.only_if.items():
        call_for(page, kind, next(each for each in kind.fields if each.path == path))
        page.locator(f"input[name='{path}'][value='{wanted[0]}']").check(timeout=3_000)


def asked(page: Page, path: str) -> Locator:
    """The first box of a question."""
    return page.locator(f"[name='{path}']").first


def test_without_scripts_it_is_asked_after_a_save(chromium: Chromium, office: Office) -> None:  # noqa: F811
    context = chromium.new_context(base_url=office.url, java_script_enabled=False)
    context.set_default_timeout(30_000)
    page = context.new_page()
    page.goto("/staff")
    page.get_by_label("User name").fill("cas")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.goto(f"/staff/cases/{office.reference}/worksheets/dispute_resolution/case")
    why = page.get_by_label("Why was it cancelled?")
    expect(why).to_have_count(0)
    page.get_by_role("group", name="Was it cancelled?").get_by_label("Yes").check()
    page.get_by_role("button", name="Save and go on later").click()
    expect(why).to_be_visible()
    why.fill("Both were ill.")
    page.get_by_role("button", name="Save and go on later").click()
    expect(why).to_have_value("Both were ill.")
    context.close()
