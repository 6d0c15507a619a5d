"""Every worksheet there is in Chromium: axe, nothing sideways at 400 %; one is filled in by keyboard. Kept as pictures."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from intake_api.worksheets.kinds import KINDS
from tests.browser import axe, layout
from tests.browser.conftest import keep
from tests.browser.keyboard import Keyboard
from tests.casework.office import Office, at_desk, log_in, office  # noqa: F401 - fixtures

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
